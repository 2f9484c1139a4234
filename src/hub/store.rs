//! The file with the answers: what is written and read, one call a step. Who calls when, and what is
//! one transaction, is `desk`'s business.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, Params, Row};

use crate::domain::code::{Code, Day, Kind, Seq, Serial, Slot, StoreKey, Till};
use crate::domain::language::Language;
use crate::domain::survey::{Marks, OPEN_MS, Scores, Sheet};
use crate::domain::time::Timestamp;
use crate::pages::survey::{Begun, Completed, First, Rest};

/// The name of the file in the data directory.
pub const FILE: &str = "answers.sqlite";

/// As many answers are handed over at once.
pub const MOST_SHEETS: usize = 200;

/// For how many days it is remembered that a code was used.
pub(super) const REMEMBERED_DAYS: u16 = 90;

const SCHEMA: &str = include_str!("schema.sql");
const FROM_1: &str = include_str!("from_1.sql");
const VERSION: i64 = 2;

/// The file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite says why.
    #[error("the file with the answers cannot be used; check the disk and its rights")]
    Sql(#[from] rusqlite::Error),
    /// Another version of this program wrote it.
    #[error("a newer version of this program wrote the answers; install that version again")]
    Newer,
    /// The contents are not what was written.
    #[error("the file with the answers is damaged; restore a backup or move it away")]
    Damaged(#[from] serde_json::Error),
    /// A number in it is out of range.
    #[error("the file with the answers is damaged; restore a backup or move it away")]
    OutOfRange,
}

pub(super) struct Store {
    connection: Connection,
    /// The counter that fetches all answers; absent: each counter its own.
    collector: Option<Till>,
}

impl Store {
    pub(super) fn open(path: &Path, collector: Option<Till>) -> Result<Self, Error> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(std::time::Duration::from_secs(2))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.set_prepared_statement_cache_capacity(64);
        let store = Self {
            connection,
            collector,
        };
        store.transaction(|store| store.bring_up_to_date())?;
        Ok(store)
    }

    fn bring_up_to_date(&self) -> Result<(), Error> {
        let steps = match self.pragma("user_version")? {
            0 => SCHEMA,
            1 => FROM_1,
            VERSION => return Ok(()),
            _ => return Err(Error::Newer),
        };
        self.connection.execute_batch(steps)?;
        if let Some(collector) = self.collector {
            self.execute("UPDATE answers SET collector = ?1", (collector.get(),))?;
        }
        Ok(self
            .connection
            .pragma_update(None, "user_version", VERSION)?)
    }

    /// What changes whenever another process has written.
    pub(super) fn version(&self) -> Result<i64, Error> {
        self.pragma("data_version")
    }

    fn pragma(&self, name: &str) -> Result<i64, Error> {
        let value = self
            .connection
            .pragma_query_value(None, name, |row| row.get(0));
        Ok(value?)
    }

    /// Does everything or nothing.
    pub(super) fn transaction<T>(
        &self,
        body: impl FnOnce(&Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let done = body(self).and_then(|done| {
            self.connection.execute_batch("COMMIT")?;
            Ok(done)
        });
        if done.is_err() {
            // Where the commit itself has failed there may be nothing to take back.
            self.connection.execute_batch("ROLLBACK").ok();
        }
        done
    }

    pub(super) fn execute(&self, sql: &str, params: impl Params) -> Result<usize, Error> {
        Ok(self.connection.prepare_cached(sql)?.execute(params)?)
    }

    pub(super) fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(params, read).optional()?)
    }

    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every survey code that was used, and whose page each answer came from that is not settled.
    pub(super) fn used(&self) -> Result<Vec<(Serial, Option<i64>)>, Error> {
        let sql = "SELECT u.slot, u.day, u.till, u.seq, a.holder FROM used u LEFT JOIN answers a \
             ON a.slot = u.slot AND a.day = u.day AND a.till = u.till AND a.seq = u.seq \
             AND a.number IS NULL";
        let rows = self.all(sql, (), |row| Ok((serial_parts(row)?, row.get(4)?)))?;
        let rows = rows.into_iter();
        rows.map(|(parts, holder)| Ok((serial(parts)?, holder)))
            .collect()
    }

    /// Stores a first answer, or another one from the same page while it is open.
    pub(super) fn begin(&self, first: &First, marks: Marks) -> Result<Begun, Error> {
        let scores = serde_json::to_string(&Scores::first(first.recommend))?;
        let [slot, day, till, seq] = key(&first.serial);
        let sql = "INSERT OR IGNORE INTO used (slot, day, till, seq) VALUES (?1, ?2, ?3, ?4)";
        if self.execute(sql, [slot, day, till, seq])? == 1 {
            let sql = "INSERT INTO answers \
                 (slot, day, till, seq, holder, at_ms, language, scores, marks) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
            let marks = serde_json::to_string(&marks)?;
            let (holder, at, language) = (first.holder, first.at.0, first.language.as_str());
            let row = (slot, day, till, seq, holder, at, language, scores, marks);
            self.execute(sql, row)?;
            return Ok(Begun::Kept);
        }
        match self.holder(&first.serial)? {
            Some((holder, ..)) if holder != first.holder => Ok(Begun::Taken),
            None => Ok(Begun::Taken),
            Some((_, None, at)) if first.at.0.saturating_sub(at) < OPEN_MS => {
                let sql = "UPDATE answers SET scores = ?5 \
                     WHERE slot = ?1 AND day = ?2 AND till = ?3 AND seq = ?4";
                self.execute(sql, (slot, day, till, seq, scores))?;
                Ok(Begun::Kept)
            }
            Some(_) => Ok(Begun::Over),
        }
    }

    /// Whose page an answer came from, its number if it is settled, and when it was stored.
    fn holder(&self, serial: &Serial) -> Result<Option<(i64, Option<i64>, i64)>, Error> {
        let sql = "SELECT holder, number, at_ms FROM answers \
             WHERE slot = ?1 AND day = ?2 AND till = ?3 AND seq = ?4";
        self.first(sql, key(serial), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
    }

    /// Stores the rest of an answer, once, and settles it. With `reward` the store's key, the answer is
    /// thanked for with a code.
    pub(super) fn complete(
        &self,
        rest: &Rest,
        reward: Option<&StoreKey>,
    ) -> Result<Completed, Error> {
        match self.holder(&rest.serial)? {
            Some((holder, ..)) if holder != rest.holder => return Ok(Completed::Taken),
            Some((_, None, at)) if rest.moment.at.0.saturating_sub(at) < OPEN_MS => {}
            _ => return Ok(Completed::Over),
        }
        let [slot, day, till, seq] = key(&rest.serial);
        let sql = "SELECT scores FROM answers \
             WHERE slot = ?1 AND day = ?2 AND till = ?3 AND seq = ?4";
        let found = self.first(sql, [slot, day, till, seq], |row| row.get::<_, String>(0))?;
        let first: Scores = serde_json::from_str(&found.unwrap_or_default())?;
        let [happy, easy, met, again, own] = rest.grades;
        let scores = Scores {
            recommend: first.recommend,
            happy,
            easy,
            met,
            again,
            own,
        };
        let sql = "UPDATE answers SET scores = ?5, comment = ?6, contact = ?7, language = ?8 \
             WHERE slot = ?1 AND day = ?2 AND till = ?3 AND seq = ?4";
        let (comment, contact) = (&rest.comment, &rest.contact);
        let scores = serde_json::to_string(&scores)?;
        let language = rest.language.as_str();
        self.execute(
            sql,
            (slot, day, till, seq, scores, comment, contact, language),
        )?;
        self.settle(&rest.serial)?;
        let reward = reward.map(|key| self.reward(key, rest.moment.today, rest.moment.chance));
        Ok(Completed::Thanks(reward.transpose()?.flatten()))
    }

    /// Which counter fetches the answers to this one's receipts.
    pub(super) fn collector_of(&self, till: Till) -> Till {
        self.collector.unwrap_or(till)
    }

    fn settle(&self, serial: &Serial) -> Result<(), Error> {
        let [slot, day, till, seq] = key(serial);
        let collector = i64::from(self.collector_of(serial.till).get());
        let sql = "INSERT INTO counters (slot, till, last_number) VALUES (?1, ?2, 1) \
             ON CONFLICT (slot, till) DO UPDATE SET last_number = last_number + 1";
        self.execute(sql, [slot, collector])?;
        let sql = "UPDATE answers SET collector = ?5, number = \
             (SELECT last_number FROM counters WHERE slot = ?1 AND till = ?5) \
             WHERE slot = ?1 AND day = ?2 AND till = ?3 AND seq = ?4";
        self.execute(sql, [slot, day, till, seq, collector])?;
        Ok(())
    }

    /// A thank-you of this day that was not given out: any of them, so that their order says nothing
    /// about who got which. `None` once all are gone.
    fn reward(&self, key: &StoreKey, day: Day, chance: u64) -> Result<Option<Code>, Error> {
        let count = u64::from(Seq::MAX.get()) + 1;
        // An odd step visits every number of a power of two once.
        let (start, step) = (chance % count, ((chance >> 32) % count) | 1);
        for place in 0..count {
            let seq = u16::try_from((start + place * step) % count).unwrap_or_default();
            let seq = Seq::new(seq).unwrap_or_default();
            let code = key.encode(Kind::Reward, Till::MAX, day, seq);
            let sql = "INSERT OR IGNORE INTO rewards (slot, day, seq) VALUES (?1, ?2, ?3)";
            let row = (key.slot().get(), day.0, seq.get());
            if code.is_presentable() && self.execute(sql, row)? == 1 {
                return Ok(Some(code));
            }
        }
        Ok(None)
    }

    /// Settles the answers to which nothing can be added any more; which ones.
    pub(super) fn settle_old(&self, now: Timestamp) -> Result<Vec<Serial>, Error> {
        // An answer of the future is one from before the clock was set back. Each half is a few steps
        // along the index, however many answers are open.
        let mut old = Vec::new();
        for (beyond, end) in [
            ("<=", now.0.saturating_sub(OPEN_MS)),
            (">=", now.0.saturating_add(OPEN_MS)),
        ] {
            let sql = format!(
                "SELECT slot, day, till, seq FROM answers WHERE number IS NULL AND at_ms {beyond} ?1 \
                 ORDER BY at_ms LIMIT 1000"
            );
            for parts in self.all(&sql, (end,), serial_parts)? {
                old.push(serial(parts)?);
            }
        }
        for serial in &old {
            self.settle(serial)?;
        }
        Ok(old)
    }

    /// The settled answers behind this number that this counter fetches, at most [`MOST_SHEETS`].
    pub(super) fn settled_after(
        &self,
        slot: Slot,
        till: Till,
        after: u64,
    ) -> Result<Vec<Sheet>, Error> {
        let sql = "SELECT slot, day, till, seq, number, at_ms, language, scores, marks, comment, contact, \
             EXISTS (SELECT 1 FROM left_behind l WHERE l.slot = a.slot AND l.day = a.day \
             AND l.till = a.till AND l.seq = a.seq) \
             FROM answers a WHERE slot = ?1 AND collector = ?2 AND number > ?3 ORDER BY number LIMIT ?4";
        let most = i64::try_from(MOST_SHEETS).unwrap_or(i64::MAX);
        let row = (slot.get(), till.get(), signed(after), most);
        let rows = self.all(sql, row, raw_sheet)?;
        rows.into_iter().map(RawSheet::read).collect()
    }

    /// Forgets what a counter fetches, up to this number, which it has; whether there were any. A number
    /// that was never given is of a file before this one: then the answers get higher ones.
    pub(super) fn forget(&self, slot: Slot, till: Till, up_to: u64) -> Result<bool, Error> {
        let counter = (slot.get(), till.get());
        let sql = "SELECT last_number FROM counters WHERE slot = ?1 AND till = ?2";
        let last = self.first(sql, counter, |row| row.get::<_, i64>(0))?;
        let row = (slot.get(), till.get(), signed(up_to));
        if signed(up_to) > last.unwrap_or_default() {
            let sql = "UPDATE answers SET number = number + ?3 \
                 WHERE slot = ?1 AND collector = ?2 AND number IS NOT NULL";
            self.execute(sql, row)?;
            let sql = "INSERT INTO counters (slot, till, last_number) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (slot, till) DO UPDATE SET last_number = last_number + ?3";
            self.execute(sql, row)?;
            return Ok(false);
        }
        let sql = "DELETE FROM left_behind WHERE (slot, day, till, seq) IN \
             (SELECT slot, day, till, seq FROM answers \
             WHERE slot = ?1 AND collector = ?2 AND number <= ?3)";
        self.execute(sql, row)?;
        let sql = "DELETE FROM answers WHERE slot = ?1 AND collector = ?2 AND number <= ?3";
        Ok(self.execute(sql, row)? > 0)
    }

    /// Takes in that a receipt was left behind.
    pub(super) fn mark_left(&self, slot: Slot, till: Till, code: (Day, Seq)) -> Result<(), Error> {
        let sql =
            "INSERT OR IGNORE INTO left_behind (slot, day, till, seq) VALUES (?1, ?2, ?3, ?4)";
        let (day, seq) = code;
        self.execute(sql, (slot.get(), day.0, till.get(), seq.get()))?;
        Ok(())
    }

    /// Takes in that a counter has taken a reward; whether another one had it before.
    pub(super) fn redeem(&self, slot: Slot, till: Till, code: (Day, Seq)) -> Result<bool, Error> {
        let (day, seq) = code;
        let sql = "INSERT INTO rewards (slot, day, seq, taken_by) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (slot, day, seq) DO UPDATE SET taken_by = coalesce(taken_by, ?4)";
        let row = (slot.get(), day.0, seq.get(), till.get());
        self.execute(sql, row)?;
        let sql = "SELECT taken_by FROM rewards WHERE slot = ?1 AND day = ?2 AND seq = ?3";
        let row = (slot.get(), day.0, seq.get());
        let taken_by = self.first(sql, row, |row| row.get::<_, u16>(0))?;
        Ok(taken_by.is_some_and(|taken_by| taken_by != till.get()))
    }

    /// Forgets which codes were used so long ago that they have run out anyway.
    pub(super) fn forget_codes(&self, today: Day) -> Result<(), Error> {
        let floor = today.0.saturating_sub(REMEMBERED_DAYS);
        for sql in [
            "DELETE FROM used WHERE day < ?1 AND NOT EXISTS (SELECT 1 FROM answers a \
             WHERE a.slot = used.slot AND a.day = used.day AND a.till = used.till AND a.seq = used.seq)",
            "DELETE FROM left_behind WHERE day < ?1",
            "DELETE FROM rewards WHERE day < ?1",
        ] {
            self.execute(sql, (floor,))?;
        }
        Ok(())
    }

    /// Empties the log, so that what was deleted is in no file any more.
    pub(super) fn wipe_log(&self) -> Result<(), Error> {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        self.connection.query_row(sql, (), |_| Ok(()))?;
        Ok(())
    }
}

fn key(serial: &Serial) -> [i64; 4] {
    let Serial {
        slot,
        till,
        day,
        seq,
        ..
    } = *serial;
    [slot.get(), day.0, till.get(), seq.get()].map(i64::from)
}

/// A number that a column can hold; none of ours comes near the end.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What a column that is never below 0 holds.
pub(super) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn serial_parts(row: &Row<'_>) -> rusqlite::Result<[u16; 4]> {
    Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
}

fn serial([slot, day, till, seq]: [u16; 4]) -> Result<Serial, Error> {
    let serial = |(slot, till, seq)| Serial {
        slot,
        kind: Kind::Survey,
        till,
        day: Day(day),
        seq,
    };
    let parts = (
        Slot::new(slot).ok(),
        Till::new(till).ok(),
        Seq::new(seq).ok(),
    );
    let (Some(slot), Some(till), Some(seq)) = parts else {
        return Err(Error::OutOfRange);
    };
    Ok(serial((slot, till, seq)))
}

/// A row of the answers.
struct RawSheet {
    parts: [u16; 4],
    number: u64,
    at_ms: i64,
    language: String,
    scores: String,
    marks: String,
    written: [Option<String>; 2],
    left_behind: bool,
}

fn raw_sheet(row: &Row<'_>) -> rusqlite::Result<RawSheet> {
    Ok(RawSheet {
        parts: serial_parts(row)?,
        number: unsigned(row.get(4)?),
        at_ms: row.get(5)?,
        language: row.get(6)?,
        scores: row.get(7)?,
        marks: row.get(8)?,
        written: [row.get(9)?, row.get(10)?],
        left_behind: row.get(11)?,
    })
}

impl RawSheet {
    fn read(self) -> Result<Sheet, Error> {
        let Serial { till, day, seq, .. } = serial(self.parts)?;
        let marks: Marks = serde_json::from_str(&self.marks)?;
        let [comment, contact] = self.written;
        Ok(Sheet {
            number: self.number,
            till,
            day,
            seq,
            at: Timestamp(self.at_ms),
            language: Language::new(&self.language).ok_or(Error::OutOfRange)?,
            scores: serde_json::from_str(&self.scores)?,
            marks: Marks {
                left_behind: self.left_behind,
                ..marks
            },
            comment,
            contact,
        })
    }
}
