//! Removes the oldest events; figures and state stay.

use super::db::Db;
use super::error::Error;
use super::figures::{self, Part, Tallies};
use super::projections;
use super::read::{self, Record};
use super::writer::Writer;
use crate::domain::time::Timestamp;

/// How many months events are kept where nothing else is said.
pub const KEPT_MONTHS: u32 = 36;

/// How long so many months are, in milliseconds: a twelfth of the Gregorian calendar's mean year of
/// 365.2425 days each.
pub fn months_ms(months: u32) -> i64 {
    i64::from(months) * 2_629_746_000
}

/// How many events one call removes at most, so that others do not wait long.
const AT_ONCE: i64 = 1000;

impl Writer {
    /// Removes some of the events that are older than `kept_ms`; call again until it gives 0.
    ///
    /// Only a prefix goes, and only below the last checkpoint. "Now" is not later than that
    /// checkpoint, so that a clock that leaps ahead for a moment removes nothing. An event from the
    /// future tells of such a moment; it goes with those around it.
    pub fn retain(&mut self, kept_ms: i64, now: Timestamp) -> Result<usize, Error> {
        self.transact(|db| {
            let Some((checkpoint, checked_at)) = last_checkpoint(db)? else {
                return Ok(0);
            };
            let now = now.min(checked_at);
            let oldest = oldest_events(db, checkpoint)?;
            let doomed = doomed(&oldest, kept_ms, now);
            if let Some(last) = doomed.last() {
                remove(db, doomed, last.seq + 1)?;
            }
            Ok(doomed.len())
        })
    }
}

const FAILED: &str = "cannot remove old events";

fn last_checkpoint(db: &Db) -> Result<Option<(i64, Timestamp)>, Error> {
    let sql = "SELECT seq, at_ms FROM checkpoints ORDER BY seq DESC LIMIT 1";
    db.first(sql, (), |row| Ok((row.get(0)?, Timestamp(row.get(1)?))))
        .map_err(Error::sql(FAILED))
}

fn oldest_events(db: &Db, up_to_seq: i64) -> Result<Vec<Record>, Error> {
    let sql = "SELECT seq, at_ms, form, body FROM events WHERE seq <= ?1 ORDER BY seq LIMIT ?2";
    let connection = db.connection();
    let mut statement = connection.prepare_cached(sql).map_err(Error::sql(FAILED))?;
    let mut rows = statement
        .query((up_to_seq, AT_ONCE))
        .map_err(Error::sql(FAILED))?;
    let mut records = Vec::new();
    while let Some(row) = rows.next().map_err(Error::sql(FAILED))? {
        records.push(read::record(row)?);
    }
    Ok(records)
}

/// The longest prefix in which everything is old or from the future and the last one is old.
fn doomed(oldest: &[Record], kept_ms: i64, now: Timestamp) -> &[Record] {
    let limit = Timestamp(now.0.saturating_sub(kept_ms));
    let is_old = |record: &Record| record.entry.at < limit;
    let stays = |record: &Record| !is_old(record) && record.entry.at <= now;
    let end = oldest.iter().position(stays).unwrap_or(oldest.len());
    let prefix = oldest.get(..end).unwrap_or_default();
    let len = prefix.iter().rposition(is_old).map_or(0, |last| last + 1);
    prefix.get(..len).unwrap_or_default()
}

fn remove(db: &Db, doomed: &[Record], floor: i64) -> Result<(), Error> {
    let mut tallies = Tallies::new();
    for record in doomed {
        let tally = tallies.entry(record.entry.at.quarter()).or_default();
        tally.count(&record.entry.event);
    }
    figures::subtract(db, Part::Kept, &tallies)?;
    figures::add(db, Part::Gone, &tallies)?;
    projections::remove_below(db, floor)?;
    for sql in [
        "UPDATE journal SET floor = ?1",
        "DELETE FROM events WHERE seq < ?1",
    ] {
        db.execute(sql, [floor]).map_err(Error::sql(FAILED))?;
    }
    Ok(())
}
