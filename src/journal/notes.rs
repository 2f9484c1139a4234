//! What customers wrote: a table whose rows change and go.
//!
//! SQLite overwrites what is deleted, in the file and, once that is written through, in the
//! write-ahead log. Nothing of a note is in an event, a checkpoint or a log.

use super::db::Db;
use super::error::Error;
use super::writer::Writer;
use super::{projections, remarks};
use crate::domain::case::{CaseChange, CaseId};
use crate::domain::survey::Recommend;
use crate::domain::time::Timestamp;
use crate::engine::answers::Note;

const FAILED: &str = "cannot write what a customer said";

const DAY_MS: i64 = 24 * 3_600_000;

/// For how long a comment is kept: 12 months.
const COMMENT_MS: i64 = 365 * DAY_MS;

/// For how long a contact is kept after its case was closed, or at all where there is no case.
const CONTACT_MS: i64 = 30 * DAY_MS;

/// For how long anything is kept, whatever becomes of the case.
const LONGEST_MS: i64 = 2 * COMMENT_MS;

/// For how long it is known when a code was printed; a survey can be answered for 60 days.
const PRINTED_MS: i64 = 90 * DAY_MS;

impl Writer {
    /// What a customer wrote with this answer, read at `at`; nothing where that is not kept.
    pub fn read_note(&mut self, number: u64, at: Timestamp) -> Result<Option<Note>, Error> {
        self.transact(|db| {
            let number = i64::try_from(number).unwrap_or(i64::MAX);
            let tick = "UPDATE notes SET read_ms = ?2 WHERE number = ?1 AND read_ms IS NULL";
            db.execute(tick, (number, at.0))
                .map_err(Error::sql(FAILED))?;
            find(db, number)
        })
    }

    /// Erases what has been kept for long enough, and forgets when old codes were printed; call it now
    /// and then. "Now" is not later than the last event, as in [`Writer::retain`].
    pub fn erase_old(&mut self, now: Timestamp) -> Result<(), Error> {
        self.transact(|db| {
            let last =
                "SELECT max(at_ms) FROM (SELECT at_ms FROM events ORDER BY seq DESC LIMIT 100)";
            let last = db.first(last, (), |row| row.get::<_, Option<i64>>(0));
            let Some(last) = last.map_err(Error::sql(FAILED))?.flatten() else {
                return Ok(());
            };
            let now = now.min(Timestamp(last));
            erase_old(db, now)?;
            remarks::forget_old(db, now)?;
            projections::forget_printed(db, Timestamp(now.0 - PRINTED_MS).quarter())
        })?;
        self.write_through().map(drop)
    }

    /// Empties the write-ahead log, in which erased words may still be. Somebody who reads meanwhile
    /// puts that off until the next time.
    pub(super) fn write_through(&mut self) -> Result<bool, Error> {
        self.without_transaction(empty_log)
    }
}

/// Writes everything into the file and empties the write-ahead log; says whether it is empty.
pub(super) fn empty_log(db: &Db) -> Result<bool, Error> {
    let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
    let is_busy = db.first(sql, (), |row| row.get::<_, bool>(0));
    is_busy
        .map(|is_busy| is_busy == Some(false))
        .map_err(Error::sql("cannot empty the write-ahead log"))
}

fn find(db: &Db, number: i64) -> Result<Option<Note>, Error> {
    let sql = "SELECT at_ms, recommend, comment, contact, case_id FROM notes WHERE number = ?1";
    let note = db.first(sql, [number], |row| {
        let recommend = Recommend::new(row.get(1)?).ok();
        let note = |recommend| -> rusqlite::Result<Note> {
            Ok(Note {
                number: u64::try_from(number).unwrap_or_default(),
                at: Timestamp(row.get(0)?),
                recommend,
                comment: row.get(2)?,
                contact: row.get(3)?,
                case: row.get::<_, Option<u32>>(4)?.map(CaseId),
            })
        };
        recommend.map(note).transpose()
    });
    note.map(Option::flatten)
        .map_err(Error::sql("cannot read what a customer said"))
}

/// Keeps a note with its answer; the same one again changes nothing.
pub(super) fn keep(db: &Db, note: &Note) -> Result<(), Error> {
    let sql = "INSERT OR REPLACE INTO notes (number, at_ms, recommend, comment, contact, case_id) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let number = i64::try_from(note.number).unwrap_or(i64::MAX);
    let row = (
        number,
        note.at.0,
        note.recommend.get(),
        note.comment.as_deref(),
        note.contact.as_deref(),
        note.case.map(|case| case.0),
    );
    db.execute(sql, row).map(drop).map_err(Error::sql(FAILED))
}

/// A case that is closed, or open again, decides how long the contact is kept.
pub(super) fn follow(db: &Db, id: CaseId, change: &CaseChange, at: Timestamp) -> Result<(), Error> {
    let closed = match change {
        CaseChange::Resolved { .. } => Some(at.0),
        CaseChange::Reopened { .. } => None,
        CaseChange::Opened { .. }
        | CaseChange::Acknowledged { .. }
        | CaseChange::Promised { .. } => return Ok(()),
    };
    let sql = "UPDATE notes SET closed_ms = ?2 WHERE case_id = ?1";
    db.execute(sql, (id.0, closed))
        .map(drop)
        .map_err(Error::sql(FAILED))
}

fn erase_old(db: &Db, now: Timestamp) -> Result<(), Error> {
    let before = |kept_ms: i64| now.0.saturating_sub(kept_ms);
    for (sql, limit) in [
        (
            "UPDATE notes SET comment = NULL, ticked_ms = NULL \
             WHERE comment IS NOT NULL AND at_ms < ?1",
            before(COMMENT_MS),
        ),
        (
            "UPDATE notes SET contact = NULL WHERE contact IS NOT NULL \
             AND (closed_ms < ?1 OR (case_id IS NULL AND at_ms < ?1))",
            before(CONTACT_MS),
        ),
        ("DELETE FROM notes WHERE at_ms < ?1", before(LONGEST_MS)),
    ] {
        db.execute(sql, [limit]).map_err(Error::sql(FAILED))?;
    }
    Ok(())
}
