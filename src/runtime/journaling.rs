//! The journal's thread: takes events and leases from queues, commits in groups, tries again.
//!
//! Whatever the disk does, nobody on the cable waits for it: who sends an event never blocks.

mod members;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chrono::NaiveDate;

use members::{HandedOut, Sharing};

use super::config::Config;
use super::desk::{Heard, Post};
use super::{clock, old_leases, private_file, service};
use crate::domain::case::CaseId;
use crate::domain::event::Entry;
use crate::domain::member::Member;
use crate::domain::time::Timestamp;
use crate::engine::answers::Note;
use crate::engine::api::{Remark, RemarkError};
use crate::engine::members::{MemberAnswer, MemberAsk};
use crate::engine::mint::{Lease, Wanted};
use crate::engine::state::State;
use crate::journal::{self, BACKLOG, Committed, Error, Writer};

/// How many messages may wait for the thread.
const QUEUE: usize = 1024;

/// How soon a failed write is tried again.
const RETRY: Duration = Duration::from_secs(5);

/// How often events that have become too old are looked for.
const RETENTION: Duration = Duration::from_hours(1);

/// How long a lease may take; the disk may have gone to sleep.
const LEASE_PATIENCE: Duration = Duration::from_secs(20);

/// Called once what it came with is on the disk; dropped when that will not be.
pub(super) type Kept = Box<dyn FnOnce() + Send>;

/// Called with what became of a remark once it is on the disk; dropped when that will not be.
pub(super) type Noted = Box<dyn FnOnce(Result<(), RemarkError>) + Send>;

/// What the thread is asked for.
enum Message {
    Append(Vec<Entry>, Vec<Note>, Option<Kept>),
    Read { id: CaseId, number: u64 },
    Members(u64, MemberAsk),
    Remark(Remark, Noted),
    HandedOut(Member, String, HandedOut),
    Sharing(Sharing),
    Lost { count: u64, at: Timestamp },
    Lease(Wanted, SyncSender<anyhow::Result<Option<Lease>>>),
}

/// How writing goes; only what is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It could not be read at the start and now it can; this is what it remembers.
    Recalled(Box<State>),
    /// The journal cannot be written.
    Failing,
    /// It can be written again.
    Works,
    /// It says now that so many events were lost.
    Lost(u64),
    /// What was asked for, for a case; nothing where it is not kept.
    Note(CaseId, Option<Box<Note>>),
    /// What was asked about members.
    Members(u64, Box<MemberAnswer>),
    /// These have not come for so long that they are to be forgotten.
    Forget(Vec<Member>),
}

/// How much lies before the disk.
#[derive(Debug, Default)]
struct Load {
    /// Messages in the queue.
    queued: AtomicUsize,
    /// Events that wait in the writer.
    backlog: AtomicUsize,
}

/// The way to the thread.
#[derive(Debug, Clone)]
pub(super) struct Journal {
    messages: SyncSender<Message>,
    load: Arc<Load>,
    /// Events that found no room in the queue and that the journal was not told of yet.
    unsent: u64,
}

impl Journal {
    /// Adds events, and what customers wrote with them, that belong together, as soon as the disk
    /// allows; never waits. `kept` is called when they and all events before them are on the disk.
    pub(super) fn append(&mut self, entries: Vec<Entry>, notes: Vec<Note>, kept: Option<Kept>) {
        let last_at = entries.last().map(|last| last.at);
        if self.unsent > 0
            && let Some(at) = last_at
        {
            let count = self.unsent;
            if self.try_send(Message::Lost { count, at }) {
                self.unsent = 0;
            }
        }
        let count = u64::try_from(entries.len()).unwrap_or(u64::MAX);
        if !self.try_send(Message::Append(entries, notes, kept)) {
            self.unsent = self.unsent.saturating_add(count);
        }
    }

    /// Looks up what a customer wrote; [`Outcome::Note`] says it. Where there is no room for that, a
    /// second touch helps.
    pub(super) fn read(&self, id: CaseId, number: u64) {
        self.try_send(Message::Read { id, number });
    }

    /// Notes down what a manager says. Where there is no room for that, nobody hears of it again.
    pub(super) fn remark(&self, remark: Remark, noted: Noted) {
        self.try_send(Message::Remark(remark, noted));
    }

    /// Leases code numbers; waits for the disk.
    pub(super) fn lease(&self, wanted: Wanted) -> anyhow::Result<Option<Lease>> {
        let (answer, answered) = sync_channel(1);
        let asked = self.messages.send(Message::Lease(wanted, answer));
        asked.ok().context("the journal's thread has ended")?;
        let lease = answered.recv_timeout(LEASE_PATIENCE);
        lease.context("the journal does not answer; check the disk")?
    }

    /// Whether what is appended next will surely be kept in mind until the disk takes it.
    pub(super) fn has_room(&self) -> bool {
        self.load.queued.load(Ordering::Relaxed) < QUEUE / 2
            && self.load.backlog.load(Ordering::Relaxed) < BACKLOG / 2
    }

    fn try_send(&self, message: Message) -> bool {
        match self.messages.try_send(message) {
            Ok(()) => {
                self.load.queued.fetch_add(1, Ordering::Relaxed);
                true
            }
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => false,
        }
    }
}

/// What the journal gives to whoever goes on with it.
#[derive(Debug)]
pub(super) struct Recalled {
    /// Where to send events.
    pub(super) journal: Journal,
    /// What the journal remembers; `None` while it cannot be read.
    pub(super) state: Option<State>,
}

/// Opens the journal in the data directory and starts its thread, which ends once every [`Journal`]
/// is dropped. Without a thread all events are lost, and there are no leases.
pub(super) fn start(
    data: &Path,
    config: &Config,
    post: &Post,
) -> (Recalled, Option<JoinHandle<()>>) {
    let path = data.join(journal::FILE);
    // Only so that others cannot read it; whatever is wrong here, the writer will say.
    drop(private_file::open_or_create(&path));
    let (messages, inbox) = sync_channel(QUEUE);
    let load = Arc::<Load>::default();
    let mut keeper = Keeper {
        load: Arc::clone(&load),
        writer: Writer::new(path, service::series(config)),
        old_leases: Some(data.to_owned()),
        inbox,
        post: post.clone(),
        promised: Vec::new(),
        wanted: None,
        asked: Vec::new(),
        sharing: Vec::new(),
        has_copies: config.store.host.is_some(),
        forgot_on: None,
        is_recalled: false,
        is_failing: false,
        next_try: clock::instant(),
        next_retention: clock::instant(),
        kept_ms: journal::months_ms(config.keep_months),
    };
    let state = keeper.recall();
    let thread = service::start("journal", move || keeper.run());
    let thread = thread.inspect_err(|error| log::error!("nothing is remembered: {error:#}"));
    let unsent = 0;
    let recalled = Recalled {
        journal: Journal {
            messages,
            load,
            unsent,
        },
        state,
    };
    (recalled, thread.ok())
}

/// What the thread works with.
struct Keeper {
    writer: Writer,
    /// Where leases from before there was a journal may be, until they have been taken over.
    old_leases: Option<PathBuf>,
    inbox: Receiver<Message>,
    load: Arc<Load>,
    post: Post,
    /// Who waits for the next commit.
    promised: Vec<Kept>,
    /// The case and the answer that somebody wants to read about.
    wanted: Option<(CaseId, u64)>,
    /// What somebody wants to know of members, answered once what came before is on the disk.
    asked: Vec<(u64, MemberAsk)>,
    /// What counters that share their members ask for, done then too.
    sharing: Vec<Sharing>,
    /// Members come from another counter.
    has_copies: bool,
    /// When members who have not come for long were looked for last.
    forgot_on: Option<NaiveDate>,
    /// Whether the counter knows what the journal remembers.
    is_recalled: bool,
    is_failing: bool,
    next_try: Instant,
    next_retention: Instant,
    /// How old an event may become.
    kept_ms: i64,
}

impl Keeper {
    fn recall(&mut self) -> Option<State> {
        let state = self.writer.state().cloned();
        let state = state.inspect_err(|error| self.fail(error)).ok();
        let again = self.writer.take_erased_again();
        if again > 0 {
            log::warn!(
                "the journal is an older one and knew {again} numbers of members who are forgotten; they are forgotten again"
            );
        }
        self.is_recalled = state.is_some();
        state
    }

    /// What the journal remembers is told before anything new is in it.
    fn recall_late(&mut self) -> bool {
        if !self.is_recalled {
            let state = self.recall();
            self.is_recalled =
                state.is_some_and(|state| self.tell(Outcome::Recalled(Box::new(state))));
        }
        self.is_recalled
    }

    fn run(mut self) {
        loop {
            match self.inbox.recv_timeout(self.pause()) {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            // Everything that came meanwhile goes to the disk together.
            while let Ok(message) = self.inbox.try_recv() {
                self.take(message);
            }
            if !self.is_failing || clock::instant() >= self.next_try {
                self.commit();
                self.read();
                self.retain();
            }
            self.answer_members();
            self.share_members();
        }
        self.commit();
        let left = self.writer.waiting();
        if left > 0 {
            log::error!("stopped with {left} events that the journal did not take");
        }
    }

    fn pause(&self) -> Duration {
        let wake = if self.is_failing {
            self.next_try
        } else {
            self.next_retention
        };
        wake.saturating_duration_since(clock::instant())
    }

    fn take(&mut self, message: Message) {
        let queued = &self.load.queued;
        // A lease was not counted on its way in.
        if !matches!(message, Message::Lease(..)) {
            queued.fetch_sub(1, Ordering::Relaxed);
        }
        match message {
            Message::Remark(remark, noted) => self.remark(&remark, noted),
            Message::Read { id, number } => self.wanted = Some((id, number)),
            Message::Members(id, ask) => self.asked.push((id, ask)),
            Message::HandedOut(member, what, noted) => self.handed_out(member, &what, noted),
            Message::Sharing(asked) => self.sharing.push(asked),
            Message::Append(entries, notes, kept) => {
                if self.writer.accept_together(&entries, notes) && self.promised.len() < BACKLOG {
                    self.promised.extend(kept);
                }
            }
            Message::Lost { count, at } => self.writer.lose(count, at),
            Message::Lease(wanted, answer) => {
                let lease = self.lease(wanted);
                // Nobody there: they have waited too long, and these numbers are skipped.
                drop(answer.try_send(lease));
            }
        }
    }

    fn lease(&mut self, wanted: Wanted) -> anyhow::Result<Option<Lease>> {
        if let Some(data) = &self.old_leases {
            old_leases::take_over(data, &mut self.writer)?;
            self.old_leases = None;
        }
        Ok(self.writer.lease(wanted)?)
    }

    fn commit(&mut self) {
        self.write();
        let backlog = &self.load.backlog;
        backlog.store(self.writer.waiting(), Ordering::Relaxed);
    }

    fn write(&mut self) {
        if !self.recall_late() {
            return;
        }
        match self.writer.commit() {
            Ok(committed) => {
                self.promised.drain(..).for_each(|kept| kept());
                self.succeed(committed);
            }
            Err(error) => self.fail(&error),
        }
    }

    fn read(&mut self) {
        if self.is_failing || !self.is_recalled {
            return;
        }
        let Some((id, number)) = self.wanted.take() else {
            return;
        };
        match self.writer.read_note(number, clock::utc().into()) {
            Ok(note) => {
                self.tell(Outcome::Note(id, note.map(Box::new)));
            }
            Err(error) => self.fail(&error),
        }
    }

    fn remark(&mut self, remark: &Remark, noted: Noted) {
        if self.is_failing && clock::instant() < self.next_try {
            return;
        }
        match self.writer.remark(remark, clock::utc().into()) {
            Ok(kept) => noted(kept),
            Err(error) => self.fail(&error),
        }
    }

    fn retain(&mut self) {
        if self.is_failing || clock::instant() < self.next_retention {
            return;
        }
        match self.writer.retain(self.kept_ms, clock::utc().into()) {
            Ok(0) => {
                self.next_retention = clock::instant() + RETENTION;
                let erased = self.writer.erase_old(clock::utc().into());
                let forgotten = erased.and_then(|()| self.forget_members());
                forgotten.unwrap_or_else(|error| self.fail(&error));
            }
            // There may be more; new events come first.
            Ok(_) => {}
            Err(error) => self.fail(&error),
        }
    }

    fn succeed(&mut self, committed: Committed) {
        if committed == Committed::default() {
            // Nothing to write proves nothing.
            self.next_try = clock::instant() + RETRY;
            return;
        }
        if std::mem::replace(&mut self.is_failing, false) {
            log::info!("the journal can be written again");
            self.tell(Outcome::Works);
        }
        if committed.lost > 0 {
            let lost = committed.lost;
            log::error!("{lost} events were lost, since the journal could not take them in time");
            self.tell(Outcome::Lost(lost));
        }
    }

    fn fail(&mut self, error: &Error) {
        self.next_try = clock::instant() + RETRY;
        if !std::mem::replace(&mut self.is_failing, true) {
            let cause = std::error::Error::source(error);
            let cause = cause.map_or_else(String::new, |cause| format!(" ({cause})"));
            log::error!("nothing is remembered for now, receipts pass: {error}{cause}");
            self.tell(Outcome::Failing);
        }
    }

    /// Whether it was heard: a listener that does not listen has ended, or has a lot to do.
    fn tell(&self, outcome: Outcome) -> bool {
        self.post.try_send(Heard::Journal(outcome)).is_ok()
    }
}

#[cfg(test)]
mod tests;
