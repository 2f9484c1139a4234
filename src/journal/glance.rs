//! A short look at a journal: is it whole, how new is it, was anything lost.
//!
//! Unlike [`check`](super::check()) it reads no event but the newest, so that somebody on the phone
//! can wait for it.

use super::error::Error;
use super::read::Reader;
use super::writer::CHECKPOINT_EVERY;
use crate::domain::time::Timestamp;

/// What a short look shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glance {
    /// The number of the last event; 0 before the first.
    pub last: i64,
    /// The latest time among the newest 1000 events.
    pub newest: Option<Timestamp>,
    /// How many events the journal says were lost.
    pub events_lost: u64,
    /// What SQLite's quick check says about the file; nothing where it is whole.
    pub damage: Vec<String>,
}

/// At most so many lines of what SQLite says.
const LINES: usize = 5;

impl Reader {
    /// Takes a short look. An error means that the file cannot even be read.
    pub fn glance(&self) -> Result<Glance, Error> {
        let failed = "cannot look at the journal";
        let connection = self.connection();
        let number = |sql: &str| connection.query_row(sql, (), |row| row.get::<_, Option<i64>>(0));
        let looked = || -> rusqlite::Result<_> {
            let last = number("SELECT max(seq) FROM events")?;
            let newest = number(&format!(
                "SELECT max(at_ms) FROM (SELECT at_ms FROM events ORDER BY seq DESC LIMIT {CHECKPOINT_EVERY})"
            ))?;
            let lost = number(LOST)?;
            let mut statement = connection.prepare("PRAGMA quick_check(5)")?;
            let said = statement.query_map((), |row| row.get::<_, String>(0))?;
            let said: Vec<String> = said.take(LINES).collect::<Result<_, _>>()?;
            Ok((last, newest, lost, said))
        };
        let (last, newest, lost, said) = looked().map_err(Error::sql(failed))?;
        Ok(Glance {
            last: last.unwrap_or(0),
            newest: newest.map(Timestamp),
            events_lost: lost.and_then(|lost| lost.try_into().ok()).unwrap_or(0),
            damage: said.into_iter().filter(|line| line != "ok").collect(),
        })
    }
}

/// What the last checkpoint remembers, and what happened after it.
const LOST: &str = "
WITH last AS (SELECT seq, state FROM checkpoints ORDER BY seq DESC LIMIT 1)
SELECT coalesce((SELECT json_extract(state, '$.events_lost') FROM last), 0)
  + coalesce((SELECT sum(json_extract(body, '$.events_lost.count')) FROM events
     WHERE seq > coalesce((SELECT seq FROM last), 0)), 0)";
