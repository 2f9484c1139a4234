//! Takes events and commits them in groups.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use super::copies::Looked;
use super::db::{Db, Fates, Sound};
use super::error::{Error, ErrorKind};
use super::figures::{self, Part, Tallies};
use super::{erased, notes, projections, read, upgrade};
use crate::domain::event::{Entry, Event, FORM, Loyalty, Series};
use crate::domain::time::Timestamp;
use crate::engine::answers::Note;
use crate::engine::state::State;

/// How many events may wait for the disk; more are dropped and counted.
pub const BACKLOG: usize = 10_000;

/// After how many events the state is written as a whole.
pub const CHECKPOINT_EVERY: i64 = 1000;

/// The one that writes a journal.
///
/// * A. [`Writer::accept`] takes an event and touches no disk.
/// * B. [`Writer::commit`] writes everything accepted so far. After an error nothing is forgotten:
///   call it again later. What the disk holds is then read anew, so that no event is written twice
///   although the failed attempt may have succeeded in part or as a whole.
/// * C. `Writer::lease` and `Writer::retain` do what they say at once, and may be called again too.
///
/// The file is opened when it is first needed, and again after every error.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    series: Series,
    fates: Arc<dyn Fates>,
    open: Option<Open>,
    backlog: VecDeque<Entry>,
    /// What customers wrote with answers that are in the backlog.
    notes: Vec<Note>,
    /// Events that found no room in the backlog, and when the last of them happened.
    lost: Option<Lost>,
    doubt: Option<Doubt>,
    /// Somebody was forgotten who may still be in the write-ahead log.
    has_traces: bool,
    /// How many numbers of members a restored backup still knew.
    erased_again: usize,
    /// Up to where there is nothing to tell behind what was taken.
    pub(super) looked: Looked,
}

/// What is known of an open file.
#[derive(Debug)]
struct Open {
    db: Db,
    /// The number of the last event; 0 before the first.
    last_seq: i64,
    /// The state after it.
    state: State,
    /// The number of the last event that a checkpoint covers.
    checkpoint: i64,
}

#[derive(Debug, Clone, Copy)]
struct Lost {
    count: u64,
    at: Timestamp,
}

/// A group whose commit failed, so that it is there as a whole or not at all.
#[derive(Debug, Clone, Copy)]
struct Doubt {
    last_seq: i64,
    group: Group,
}

/// What one transaction takes.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// Events from the front of the backlog.
    entries: usize,
    /// Lost events that it tells of; none: 0.
    lost: u64,
    /// What customers wrote, from the front.
    notes: usize,
}

/// What [`Writer::commit`] has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Committed {
    /// How many events are on the disk since the last success.
    pub events: usize,
    /// How many were lost for want of room, as the journal now says.
    pub lost: u64,
}

impl Writer {
    /// A writer for this file and series; touches no disk.
    pub fn new(path: PathBuf, series: Series) -> Self {
        Self::with_fates(path, series, Arc::new(Sound))
    }

    /// A writer whose steps fail as `fates` wants.
    pub fn with_fates(path: PathBuf, series: Series, fates: Arc<dyn Fates>) -> Self {
        Self {
            path,
            series,
            fates,
            open: None,
            backlog: VecDeque::new(),
            notes: Vec::new(),
            lost: None,
            doubt: None,
            has_traces: false,
            erased_again: 0,
            looked: Looked::default(),
        }
    }

    /// The state after everything that is on the disk; opens the file if it is not open.
    pub fn state(&mut self) -> Result<&State, Error> {
        self.open().map(|open| &open.state)
    }

    /// How many events wait for the disk.
    pub fn waiting(&self) -> usize {
        self.backlog.len()
    }

    /// Takes an event; without room for it, only that there was one.
    pub fn accept(&mut self, entry: Entry) {
        self.accept_together(&[entry], Vec::new());
    }

    /// Takes events, and what customers wrote with them, that the disk is to hold as a whole or not
    /// at all; tells whether there was room for them.
    pub fn accept_together(&mut self, entries: &[Entry], notes: Vec<Note>) -> bool {
        let has_room = self.backlog.len() + entries.len() <= BACKLOG;
        if has_room {
            self.backlog.extend(entries);
            self.notes.extend(notes);
        } else if let Some(last) = entries.last() {
            self.lose(u64::try_from(entries.len()).unwrap_or(u64::MAX), last.at);
        }
        has_room
    }

    /// Takes in that events were lost on their way here.
    pub fn lose(&mut self, count: u64, at: Timestamp) {
        let before = self.lost.map_or(0, |lost| lost.count);
        let count = before.saturating_add(count);
        self.lost = (count > 0).then_some(Lost { count, at });
    }

    /// Writes what was accepted. It is on the disk when this returns without an error.
    pub fn commit(&mut self) -> Result<Committed, Error> {
        let mut committed = Committed::default();
        self.settle_doubt(&mut committed)?;
        // All in one transaction: what was accepted together is never torn apart.
        let group = Group {
            entries: self.backlog.len(),
            lost: self.lost.map_or(0, |lost| lost.count),
            notes: self.notes.len(),
        };
        if group.entries > 0 || group.lost > 0 {
            self.write(group)?;
            self.forget(group, &mut committed);
        }
        self.wipe();
        Ok(committed)
    }

    /// Leaves no trace of who is forgotten in the write-ahead log; where that does not go now, it goes
    /// with the next commit.
    fn wipe(&mut self) {
        self.has_traces = self.has_traces && !self.write_through().unwrap_or(false);
    }

    /// How many numbers of members were forgotten again since this was asked last: those that a restored
    /// backup still knew.
    pub fn take_erased_again(&mut self) -> usize {
        std::mem::take(&mut self.erased_again)
    }

    fn write(&mut self, group: Group) -> Result<(), Error> {
        let mut entries: Vec<Entry> = self.backlog.iter().take(group.entries).copied().collect();
        if let Some(lost) = self.lost.filter(|_| group.lost > 0) {
            let count = group.lost;
            let (at, event) = (lost.at, Event::EventsLost { count });
            entries.push(Entry { at, event });
        }
        let notes = self.notes.clone();
        let open = self.open()?;
        let last_seq = open.last_seq;
        let result = open.append(&entries, &notes);
        if result.is_err() {
            self.doubt = Some(Doubt { last_seq, group });
        }
        self.checked(result)
    }

    fn forget(&mut self, group: Group, committed: &mut Committed) {
        self.has_traces |= self.backlog.drain(..group.entries).any(forgets);
        self.notes.drain(..group.notes);
        if let Some(lost) = self.lost {
            let count = lost.count.saturating_sub(group.lost);
            self.lost = (count > 0).then_some(Lost { count, ..lost });
        }
        committed.events += group.entries;
        committed.lost += group.lost;
    }

    /// Finds out whether the group whose commit failed is on the disk all the same.
    fn settle_doubt(&mut self, committed: &mut Committed) -> Result<(), Error> {
        let Some(Doubt { last_seq, group }) = self.doubt else {
            return Ok(());
        };
        let found = self.open()?.last_seq - last_seq;
        let whole = group.entries + usize::from(group.lost > 0);
        if found == i64::try_from(whole).unwrap_or(i64::MAX) {
            self.forget(group, committed);
        } else if found != 0 {
            let what = "somebody else has written to the journal";
            return Err(Error::new(what, ErrorKind::Corrupt));
        }
        self.doubt = None;
        Ok(())
    }

    fn open(&mut self) -> Result<&mut Open, Error> {
        let open = if let Some(open) = self.open.take() {
            open
        } else {
            let open = Open::new(&self.path, self.series, Arc::clone(&self.fates))?;
            self.erased_again += erased::erase_again(&open.db)?;
            // What a process left that died before it could wipe.
            self.has_traces = !notes::empty_log(&open.db)?;
            open
        };
        Ok(self.open.insert(open))
    }

    /// Closes the file after an error: a transaction that is still open is rolled back.
    fn checked<T, E>(&mut self, result: Result<T, E>) -> Result<T, E> {
        if result.is_err() {
            self.open = None;
        }
        result
    }

    /// The number of the last event; 0 before the first.
    pub(super) fn last_seq(&mut self) -> Result<i64, Error> {
        self.open().map(|open| open.last_seq)
    }

    /// Somebody may have been forgotten who must leave no trace.
    pub(super) fn leave_no_trace(&mut self) {
        self.has_traces = true;
        self.wipe();
    }

    /// Does something that needs no transaction.
    pub(super) fn without_transaction<T>(
        &mut self,
        body: impl FnOnce(&Db) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let result = body(&self.open()?.db);
        self.checked(result)
    }

    /// Does something in a transaction of its own.
    pub(super) fn transact<T>(
        &mut self,
        body: impl FnOnce(&Db) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let result = self.open()?.db.transaction(body);
        self.checked(result)
    }
}

/// Whether somebody may be forgotten by it; so is who is joined with somebody forgotten.
fn forgets(entry: Entry) -> bool {
    let what = match entry.event {
        Event::Loyalty(what) => what,
        Event::LoyaltyElsewhere(it) => it.what,
        _ => return false,
    };
    matches!(
        what,
        Loyalty::MemberErased { .. } | Loyalty::MembersMerged { .. }
    )
}

impl Open {
    fn new(path: &std::path::Path, series: Series, fates: Arc<dyn Fates>) -> Result<Self, Error> {
        let db = Db::open(path, fates)?;
        upgrade::prepare(&db, series)?;
        if read::series(db.connection())? != series {
            return Err(Error::new("cannot use the journal", ErrorKind::Foreign));
        }
        let (checkpoint, mut state) = last_checkpoint(&db)?;
        let floor = db
            .first("SELECT floor FROM journal", (), |row| row.get::<_, i64>(0))
            .map_err(Error::sql("cannot read the journal"))?;
        let mut last_seq = checkpoint.max(floor.unwrap_or(1) - 1);
        read::each(db.connection(), checkpoint + 1, |record| {
            last_seq = record.seq;
            state.apply(&record.entry);
            Ok::<(), Error>(())
        })?;
        Ok(Self {
            db,
            last_seq,
            state,
            checkpoint,
        })
    }

    fn append(&mut self, entries: &[Entry], notes: &[Note]) -> Result<(), Error> {
        let mut state = self.state.clone();
        let mut seq = self.last_seq;
        let mut tallies = Tallies::new();
        let checkpoint = self.db.transaction(|db| {
            notes.iter().try_for_each(|note| notes::keep(db, note))?;
            for entry in entries {
                seq += 1;
                insert(db, seq, entry)?;
                projections::follow(db, seq, entry)?;
                state.apply(entry);
                let tally = tallies.entry(entry.at.quarter()).or_default();
                tally.count(&entry.event);
            }
            figures::add(db, Part::Kept, &tallies)?;
            match entries.last() {
                Some(last) if seq - self.checkpoint >= CHECKPOINT_EVERY => {
                    write_checkpoint(db, seq, last.at, &state)?;
                    Ok(seq)
                }
                _ => Ok(self.checkpoint),
            }
        })?;
        self.checkpoint = checkpoint;
        self.last_seq = seq;
        self.state = state;
        Ok(())
    }
}

fn insert(db: &Db, seq: i64, entry: &Entry) -> Result<(), Error> {
    let sql = "INSERT INTO events (seq, at_ms, form, body) VALUES (?1, ?2, ?3, ?4)";
    let row = (seq, entry.at.0, FORM, entry.event.to_body());
    let changed = db.execute(sql, row);
    changed
        .map(drop)
        .map_err(Error::sql("cannot write an event"))
}

fn write_checkpoint(db: &Db, seq: i64, at: Timestamp, state: &State) -> Result<(), Error> {
    let failed = "cannot write a checkpoint";
    let json = serde_json::to_string(state).map_err(Error::checkpoint)?;
    let insert = "INSERT INTO checkpoints (seq, at_ms, state) VALUES (?1, ?2, ?3)";
    db.execute(insert, (seq, at.0, json))
        .map_err(Error::sql(failed))?;
    let forget = "DELETE FROM checkpoints WHERE seq NOT IN \
         (SELECT seq FROM checkpoints ORDER BY seq DESC LIMIT 2)";
    db.execute(forget, ()).map_err(Error::sql(failed))?;
    Ok(())
}

/// The number and the state of the last checkpoint; the beginning of everything where there is
/// none.
fn last_checkpoint(db: &Db) -> Result<(i64, State), Error> {
    let sql = "SELECT seq, state FROM checkpoints ORDER BY seq DESC LIMIT 1";
    let found = db.first(sql, (), |row| Ok((row.get(0)?, row.get::<_, String>(1)?)));
    match found.map_err(Error::sql("cannot read a checkpoint"))? {
        None => Ok((0, State::default())),
        Some((seq, json)) => Ok((seq, serde_json::from_str(&json).map_err(Error::checkpoint)?)),
    }
}
