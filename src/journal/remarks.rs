//! What managers read and note down: comments with their ticks, and what the shop has changed. In the
//! file of the journal, but no part of its history: rows come and go.

use std::ops::Range;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use super::db::Db;
use super::error::{Error, ErrorKind};
use super::read::Reader;
use super::writer::Writer;
use crate::domain::code::Day;
use crate::domain::kpi::answers::{Change, ChangeText};
use crate::domain::survey::Recommend;
use crate::domain::time::Timestamp;
use crate::engine::api::{Comments, Remark, RemarkError};

/// A comment as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct CommentRow {
    /// The number of its answer.
    pub number: u64,
    /// When it was given.
    pub at: Timestamp,
    /// How gladly the customer recommends the store.
    pub recommend: Recommend,
    /// What was written.
    pub text: String,
    /// A manager has ticked it.
    pub is_read: bool,
}

/// What a customer wrote is in no log.
impl std::fmt::Debug for CommentRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CommentRow")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

const FAILED: &str = "cannot write a remark";

const FAILED_TO_READ: &str = "cannot read comments and changes";

/// For how long it is known what was changed: 36 months, in days.
const CHANGES_DAYS: u16 = 3 * 365;

impl Reader {
    /// Comments of this time, the newest first, at most [`Comments::MOST`], and how many older ones
    /// there are.
    pub fn comments(&self, times: Range<Timestamp>) -> Result<(Vec<CommentRow>, u32), Error> {
        let sql = "SELECT number, at_ms, recommend, comment, ticked_ms IS NOT NULL FROM notes \
             WHERE at_ms >= ?1 AND at_ms < ?2 AND comment IS NOT NULL \
             ORDER BY at_ms DESC, number DESC LIMIT ?3";
        let count = "SELECT count(*) FROM notes \
             WHERE at_ms >= ?1 AND at_ms < ?2 AND comment IS NOT NULL";
        let (begin, end) = (times.start.0, times.end.0);
        let read = || {
            let connection = self.connection();
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map((begin, end, Comments::MOST), comment)?;
            let rows: Vec<Option<CommentRow>> = rows.collect::<rusqlite::Result<_>>()?;
            let all: u32 = connection.query_row(count, (begin, end), |row| row.get(0))?;
            Ok((rows, all))
        };
        let (rows, all) = read().map_err(Error::sql(FAILED_TO_READ))?;
        let rows: Option<Vec<CommentRow>> = rows.into_iter().collect();
        let rows = rows.ok_or_else(|| Error::new(FAILED_TO_READ, ErrorKind::Corrupt))?;
        let shown = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        Ok((rows, all.saturating_sub(shown)))
    }

    /// What was changed on these days, both included, the oldest in front.
    pub fn changes(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Change>, Error> {
        changes(self.connection(), from, to)
    }
}

fn comment(row: &Row<'_>) -> rusqlite::Result<Option<CommentRow>> {
    let number: i64 = row.get(0)?;
    let recommend = Recommend::new(row.get(2)?).ok();
    let (at, text, is_read) = (Timestamp(row.get(1)?), row.get(3)?, row.get(4)?);
    Ok(recommend.map(|recommend| CommentRow {
        number: u64::try_from(number).unwrap_or_default(),
        at,
        recommend,
        text,
        is_read,
    }))
}

fn changes(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<Change>, Error> {
    let sql = "SELECT id, day, said FROM changes WHERE day BETWEEN ?1 AND ?2 ORDER BY day, id";
    let first = Day::from_date(from).unwrap_or_default();
    let Some(last) = Day::from_date(to) else {
        return Ok(Vec::new());
    };
    let read = || {
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map((first.0, last.0), |row| {
            let text: String = row.get(2)?;
            Ok((row.get(0)?, Day(row.get(1)?), text))
        })?;
        rows.collect::<rusqlite::Result<Vec<_>>>()
    };
    let rows = read().map_err(Error::sql(FAILED_TO_READ))?;
    let change = |(id, day, text): (u32, Day, String)| {
        let text = ChangeText::new(&text);
        let text = text.map_err(|_no_line| Error::new(FAILED_TO_READ, ErrorKind::Corrupt))?;
        Ok(Change {
            id,
            day: day.date(),
            text,
        })
    };
    rows.into_iter().map(change).collect()
}

impl Writer {
    /// Keeps a remark that was made at `at`; it is on the disk when this returns without an error. The
    /// same one again changes nothing. The inner error says why it cannot be kept.
    pub fn remark(
        &mut self,
        remark: &Remark,
        at: Timestamp,
    ) -> Result<Result<(), RemarkError>, Error> {
        let is_removal = matches!(remark, Remark::RemoveChange { .. });
        let kept = self.transact(|db| match remark {
            Remark::TickComment { number, is_read } => tick(db, *number, is_read.then_some(at)),
            Remark::AddChange { day, text } => add(db, *day, text),
            Remark::RemoveChange { id } => remove(db, *id),
        })?;
        if is_removal {
            // Words that somebody regrets are to leave no trace.
            self.write_through()?;
        }
        Ok(kept)
    }
}

type Kept = Result<Result<(), RemarkError>, Error>;

fn tick(db: &Db, number: u64, at: Option<Timestamp>) -> Kept {
    let sql = "UPDATE notes SET ticked_ms = iif(?2 IS NULL, NULL, coalesce(ticked_ms, ?2)) \
         WHERE number = ?1 AND comment IS NOT NULL";
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    let ticked = db.execute(sql, (number, at.map(|at| at.0)));
    let ticked = ticked.map_err(Error::sql(FAILED))?;
    Ok(if ticked > 0 {
        Ok(())
    } else {
        Err(RemarkError::NoSuchComment)
    })
}

fn add(db: &Db, day: NaiveDate, text: &ChangeText) -> Kept {
    let Some(day) = Day::from_date(day) else {
        return Ok(Err(RemarkError::BadDay));
    };
    let row = (day.0, text.as_str());
    let known = "SELECT 1 FROM changes WHERE day = ?1 AND said = ?2";
    let known = db.first(known, row, |_row| Ok(()));
    if known.map_err(Error::sql(FAILED))?.is_some() {
        return Ok(Ok(()));
    }
    let count = db.first("SELECT count(*) FROM changes", (), |row| {
        row.get::<_, u32>(0)
    });
    if count.map_err(Error::sql(FAILED))?.unwrap_or_default() >= Change::MOST {
        return Ok(Err(RemarkError::TooManyChanges));
    }
    let sql = "INSERT INTO changes (day, said) VALUES (?1, ?2)";
    db.execute(sql, row).map_err(Error::sql(FAILED))?;
    Ok(Ok(()))
}

fn remove(db: &Db, id: u32) -> Kept {
    let removed = db.execute("DELETE FROM changes WHERE id = ?1", [id]);
    let removed = removed.map_err(Error::sql(FAILED))?;
    Ok(if removed > 0 {
        Ok(())
    } else {
        Err(RemarkError::NoSuchChange)
    })
}

/// Forgets what was changed long before this day.
pub(super) fn forget_old(db: &Db, now: Timestamp) -> Result<(), Error> {
    let date = chrono::DateTime::from_timestamp_millis(now.0).map(|time| time.date_naive());
    let Some(today) = date.and_then(Day::from_date) else {
        return Ok(());
    };
    let first = today.0.saturating_sub(CHANGES_DAYS);
    db.execute("DELETE FROM changes WHERE day < ?1", [first])
        .map(drop)
        .map_err(Error::sql(FAILED))
}
