//! The way to the file: everything that waits for the disk goes through one queue to one thread, which
//! takes all that came meanwhile in one transaction and answers once it is on the disk.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use super::codes::Codes;
use super::guard::Guard;
use super::registry::{Registration, TokenHash};
use super::store::{Error, Store};
use crate::domain::code::{Day, Serial, Slot, Till};
use crate::domain::survey::Marks;
use crate::domain::time::Timestamp;
use crate::engine::api::{Face, Pull, Pulled};
use crate::pages::survey::{Asking, Begun, Completed, First, Moment, NotNow, Rest};

/// So much may wait for the thread, and so much goes into one transaction.
const QUEUE: usize = 1024;
const GROUP: usize = 512;

/// How often what is old is looked for, and counts are written that came alone.
const TICK: Duration = Duration::from_secs(5);

/// What the thread is asked for. Who asks and gets no answer has not been heard.
pub(super) enum Message {
    Begin(First, Marks, oneshot::Sender<Begun>),
    Complete(Rest, oneshot::Sender<Completed>),
    Pull(Slot, Pull, oneshot::Sender<Pulled>),
    Register(Box<Registration>, oneshot::Sender<()>),
    End,
}

/// Where everybody who has to do with answers comes. A clone is the same.
#[derive(Clone)]
pub struct Desk {
    messages: SyncSender<Message>,
    pub(super) shared: Arc<Shared>,
}

/// Tells what time it is.
pub type Clock = Box<dyn Fn() -> Moment + Send + Sync>;

/// What is in memory.
pub(super) struct Shared {
    pub(super) moment: Clock,
    pub(super) front: Arc<Face>,
    pub(super) stores: Mutex<BTreeMap<Slot, Arc<Asking>>>,
    pub(super) tokens: Mutex<BTreeMap<TokenHash, Slot>>,
    pub(super) codes: Mutex<Codes>,
    pub(super) guard: Mutex<Guard>,
    /// What was counted and is not in the file yet.
    pub(super) counts: Mutex<Counts>,
}

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// How often surveys were opened.
    pub(super) opened: BTreeMap<(Slot, Till), u64>,
    /// How many codes were tried that nobody made.
    pub(super) guesses: BTreeMap<Slot, u64>,
}

impl Counts {
    fn add(&mut self, other: Self) {
        for (counter, more) in other.opened {
            *self.opened.entry(counter).or_default() += more;
        }
        for (slot, more) in other.guesses {
            *self.guesses.entry(slot).or_default() += more;
        }
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens the file and registers these stores; `front` shows the pages that belong to no code. All answers
/// are for the counter `collector` where that is given, else for the one whose receipt each is about.
/// [`Keeper::run`] wants a thread of its own.
pub fn open(
    path: &Path,
    collector: Option<Till>,
    front: Face,
    stores: &[Registration],
    moment: Clock,
) -> Result<(Desk, Keeper), Error> {
    let store = Store::open(path, collector)?;
    store.transaction(|store| stores.iter().try_for_each(|one| store.register(one)))?;
    let now = moment();
    let shared = Arc::new(Shared {
        moment,
        front: Arc::new(front),
        stores: Mutex::default(),
        tokens: Mutex::default(),
        codes: Mutex::default(),
        guard: Mutex::new(Guard::new(now.chance, now.at)),
        counts: Mutex::default(),
    });
    let (messages, inbox) = sync_channel(QUEUE);
    let mut keeper = Keeper {
        store,
        inbox,
        shared: Arc::clone(&shared),
        tidied: None,
        minute: 0,
        version: 0,
        is_failing: false,
    };
    keeper.recall_codes()?;
    keeper.recall_stores()?;
    Ok((Desk { messages, shared }, keeper))
}

impl Desk {
    pub(super) fn ask<T>(
        &self,
        message: impl FnOnce(oneshot::Sender<T>) -> Message,
    ) -> Result<oneshot::Receiver<T>, NotNow> {
        let (answer, answered) = oneshot::channel();
        match self.messages.try_send(message(answer)) {
            Ok(()) => Ok(answered),
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => Err(NotNow),
        }
    }

    /// Hands the answers of a store over, and takes in what its counter knows. Waits for the disk.
    pub fn pull(&self, slot: Slot, asked: &Pull) -> Result<Pulled, NotNow> {
        let pulled = self.ask(|answer| Message::Pull(slot, asked.clone(), answer))?;
        pulled.blocking_recv().map_err(|_gone| NotNow)
    }

    /// The same for whoever may not wait.
    pub async fn pull_later(&self, slot: Slot, asked: Pull) -> Result<Pulled, NotNow> {
        let pulled = self.ask(|answer| Message::Pull(slot, asked, answer))?;
        pulled.await.map_err(|_gone| NotNow)
    }

    /// Registers a store or what is new about it.
    pub async fn register(&self, store: Registration) -> Result<(), NotNow> {
        let done = self.ask(|answer| Message::Register(Box::new(store), answer))?;
        done.await.map_err(|_gone| NotNow)
    }

    /// Has the thread end once it has written what came before; later questions get no answer.
    pub fn end(&self) {
        // Without a thread there is nothing to end.
        self.messages.send(Message::End).ok();
    }

    /// Whose token has this hash.
    pub fn store_of(&self, token: &TokenHash) -> Option<Slot> {
        lock(&self.shared.tokens).get(token).copied()
    }

    /// Whether a store has said which key and which face it has.
    pub fn is_registered(&self, slot: Slot) -> bool {
        lock(&self.shared.stores).contains_key(&slot)
    }

    /// Answers from this address are from the shop itself.
    pub fn tell_own(&self, slot: Slot, address: IpAddr) {
        lock(&self.shared.guard).tell_own(slot, address);
    }
}

/// The one that writes.
pub struct Keeper {
    store: Store,
    inbox: Receiver<Message>,
    shared: Arc<Shared>,
    /// The day on which old codes were forgotten last, and the minute.
    tidied: Option<Day>,
    minute: i64,
    /// Of the file, when the stores were read: another process may register some.
    version: i64,
    is_failing: bool,
}

/// What a message has led to, told once it is on the disk.
enum Done {
    Begun(First, Begun, oneshot::Sender<Begun>),
    Completed(Rest, Completed, oneshot::Sender<Completed>),
    Pulled(Pulled, oneshot::Sender<Pulled>),
    Registered(oneshot::Sender<()>),
}

/// A group of messages that is on the disk.
struct Written {
    at: Timestamp,
    done: Vec<Done>,
    settled: Vec<Serial>,
    /// Text was deleted, which is still in the log.
    has_text: bool,
}

impl Keeper {
    /// Works until [`Desk::end`], or until every [`Desk`] is dropped.
    pub fn run(mut self) {
        let mut ends = false;
        while !ends {
            let mut group = Vec::new();
            match self.inbox.recv_timeout(TICK) {
                Ok(message) => group.push(message),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            let more = std::iter::from_fn(|| self.inbox.try_recv().ok());
            group.extend(more.take(GROUP));
            ends = group.iter().any(|message| matches!(message, Message::End));
            self.work(group);
        }
        self.work(Vec::new());
    }

    /// Reads which codes were used.
    fn recall_codes(&self) -> Result<(), Error> {
        let used = self.store.used()?;
        let mut codes = lock(&self.shared.codes);
        for (serial, holder) in used {
            match holder {
                Some(holder) => codes.begin(serial, holder),
                None => codes.forget_holder(serial),
            }
        }
        Ok(())
    }

    /// Reads which stores there are and whose token is which.
    fn recall_stores(&mut self) -> Result<(), Error> {
        let version = self.store.version()?;
        let tokens = self.store.tokens()?;
        *lock(&self.shared.tokens) = tokens.into_iter().collect();
        let found = self.store.stores()?.into_iter().map(|store| {
            let (face, keys) = (store.face, store.keys);
            (store.slot, Arc::new(Asking { face, keys }))
        });
        *lock(&self.shared.stores) = found.collect();
        self.version = version;
        Ok(())
    }

    /// Does everything that was asked for, in one transaction.
    fn work(&mut self, group: Vec<Message>) {
        let is_news = self.store.version().is_ok_and(|now| now != self.version);
        if is_news && let Err(error) = self.recall_stores() {
            log::error!("the stores cannot be read: {error}");
        }
        let counts = std::mem::take(&mut *lock(&self.shared.counts));
        match self.write(group, &counts) {
            Ok(written) => self.tell(written),
            Err(error) => {
                // Counted again with the next group; whoever waits hears that it did not work.
                lock(&self.shared.counts).add(counts);
                if !std::mem::replace(&mut self.is_failing, true) {
                    log::error!("no answers are stored for now: {error} ({})", cause(&error));
                }
            }
        }
    }

    fn write(&mut self, group: Vec<Message>, counts: &Counts) -> Result<Written, Error> {
        let now = (self.shared.moment)();
        let is_new_day = self.tidied != Some(now.today);
        let (shared, thanked) = (&self.shared, &mut BTreeMap::new());
        let written = self.store.transaction(|store| {
            for ((slot, till), more) in &counts.opened {
                store.count_opened(*slot, *till, *more)?;
            }
            for (slot, more) in &counts.guesses {
                store.count_guesses(*slot, *more)?;
            }
            let mut written = Written {
                at: now.at,
                settled: store.settle_old(now.at)?,
                done: Vec::new(),
                has_text: false,
            };
            for message in group {
                written.take(store, shared, message, thanked)?;
            }
            if is_new_day {
                store.forget_codes(now.today)?;
            }
            Ok(written)
        })?;
        self.tidied = Some(now.today);
        Ok(written)
    }

    fn tell(&mut self, written: Written) {
        if std::mem::replace(&mut self.is_failing, false) {
            log::info!("answers are stored again");
        }
        let now = (self.shared.moment)();
        {
            let mut codes = lock(&self.shared.codes);
            for serial in written.settled {
                codes.forget_holder(serial);
            }
            for done in &written.done {
                remember(&mut codes, done);
            }
        }
        self.tidy(&now);
        let is_new_store = |done: &Done| matches!(done, Done::Registered(_));
        if written.done.iter().any(is_new_store) {
            let recalled = self.recall_stores();
            recalled.unwrap_or_else(|error| log::error!("a store is not registered: {error}"));
        }
        if written.has_text {
            let wiped = self.store.wipe_log();
            wiped.unwrap_or_else(|error| log::warn!("old answers are still in the log: {error}"));
        }
        for done in written.done {
            // Whoever has gone meanwhile finds it next time.
            match done {
                Done::Begun(_, begun, answer) => drop(answer.send(begun)),
                Done::Completed(_, completed, answer) => drop(answer.send(completed)),
                Done::Pulled(pulled, answer) => drop(answer.send(pulled)),
                Done::Registered(answer) => drop(answer.send(())),
            }
        }
    }
}

impl Keeper {
    /// Forgets in memory what is too old; once a minute, since it looks at everything.
    fn tidy(&mut self, now: &Moment) {
        let minute = now.at.0.div_euclid(60_000);
        if std::mem::replace(&mut self.minute, minute) != minute {
            lock(&self.shared.codes).tidy(now.at, now.today);
            lock(&self.shared.guard).tidy(now.at, now.chance);
        }
    }
}

/// The thank-yous of a group that is not on the disk yet.
type Thanked = BTreeMap<(Serial, i64), Completed>;

impl Written {
    fn take(
        &mut self,
        store: &Store,
        shared: &Shared,
        message: Message,
        thanked: &mut Thanked,
    ) -> Result<(), Error> {
        let done = match message {
            Message::End => return Ok(()),
            Message::Begin(first, marks, answer) => {
                let begun = store.begin(&first, marks)?;
                Done::Begun(first, begun, answer)
            }
            Message::Complete(rest, answer) => {
                let completed = complete(store, shared, &rest, thanked)?;
                Done::Completed(rest, completed, answer)
            }
            Message::Pull(slot, asked, answer) => {
                let pulled = self.pull(store, slot, &asked)?;
                Done::Pulled(pulled, answer)
            }
            Message::Register(registration, answer) => {
                store.register(&registration)?;
                Done::Registered(answer)
            }
        };
        self.done.push(done);
        Ok(())
    }

    fn pull(&mut self, store: &Store, slot: Slot, asked: &Pull) -> Result<Pulled, Error> {
        let till = asked.till;
        store.asked(slot, till, self.at)?;
        self.has_text |= store.forget(slot, till, asked.after)?;
        for code in &asked.left {
            store.mark_left(slot, till, *code)?;
        }
        let mut doubled = Vec::new();
        for code in &asked.redeemed {
            if store.redeem(slot, till, *code)? {
                doubled.push(*code);
            }
        }
        let (opened, guesses) = store.totals(slot, till)?;
        Ok(Pulled {
            sheets: store.settled_after(slot, till, asked.after)?,
            opened_total: opened,
            guesses_total: guesses,
            doubled,
        })
    }
}

/// The same page that sends its form again gets the same thank-you again.
fn complete(
    store: &Store,
    shared: &Shared,
    rest: &Rest,
    thanked: &mut Thanked,
) -> Result<Completed, Error> {
    let page = (rest.serial, rest.holder);
    if let Some(completed) = thanked.get(&page) {
        return Ok(*completed);
    }
    if let Some(thanks) = lock(&shared.codes).thanked(&rest.serial, rest.holder) {
        return Ok(thanks);
    }
    let asking = lock(&shared.stores).get(&rest.serial.slot).map(Arc::clone);
    let asking = asking.filter(|asking| asking.face.reward.is_some());
    let key = asking.as_ref().and_then(|asking| asking.keys.first());
    let completed = store.complete(rest, key)?;
    if matches!(completed, Completed::Thanks(_)) {
        thanked.insert(page, completed);
    }
    Ok(completed)
}

fn remember(codes: &mut Codes, done: &Done) {
    match done {
        Done::Begun(first, Begun::Kept, _) => codes.begin(first.serial, first.holder),
        Done::Completed(rest, Completed::Thanks(reward), _) => {
            codes.complete(rest.serial, rest.holder, *reward, rest.moment.at);
        }
        _ => {}
    }
}

fn cause(error: &Error) -> String {
    let cause = std::error::Error::source(error);
    cause.map_or_else(String::new, ToString::to_string)
}
