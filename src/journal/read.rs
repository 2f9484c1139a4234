//! Reads events back, from the writer's own connection or beside a running service.

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range, RangeInclusive};
use std::path::Path;

use rusqlite::{Connection, ToSql, params_from_iter};

use super::db::Db;
use super::error::{Error, ErrorKind};
use super::projections::{self, AnswerRow, PrintedRow};
use super::{figures, upgrade};
use crate::domain::code::{Day, Seq, Slot, Till};
use crate::domain::event::{Entry, Event, Series};
use crate::domain::tally::Tally;
use crate::domain::time::{Quarter, Timestamp};

/// An event with its place in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Its number in the series, from 1.
    pub seq: i64,
    /// What happened, and when.
    pub entry: Entry,
}

/// Looks into a journal; the service may go on writing.
#[derive(Debug)]
pub struct Reader {
    connection: Connection,
}

/// An event is about members, stars or gifts, here or elsewhere; in the words of the index, or it would
/// not be used.
const OF_LOYALTY: &str = "substr(body, 1, 9) = '{\"loyalty'";

impl Reader {
    /// Opens the file, which has to be there and of this program's version.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let connection = Db::look(path)?;
        let failed = "cannot read the journal";
        match upgrade::version(&connection)? {
            upgrade::VERSION => Ok(Self { connection }),
            newer if newer > upgrade::VERSION => Err(Error::new(failed, ErrorKind::Newer)),
            0 => Err(Error::new("this is no journal", ErrorKind::Corrupt)),
            _ => Err(Error::new(failed, ErrorKind::Older)),
        }
    }

    /// Whose journal it is.
    pub fn series(&self) -> Result<Series, Error> {
        series(&self.connection)
    }

    /// Gives every event in the order of the journal, until `take` fails.
    pub fn each<E: From<Error>>(&self, take: impl FnMut(Record) -> Result<(), E>) -> Result<(), E> {
        each(&self.connection, 1, take)
    }

    /// Gives the events from about this time on, in the order of the journal, until `take` fails;
    /// where the clock was set, some before it may be among them. Reads nothing older.
    pub fn since<E: From<Error>>(
        &self,
        at: Timestamp,
        take: impl FnMut(Record) -> Result<(), E>,
    ) -> Result<(), E> {
        each(&self.connection, self.first_since(at)?, take)
    }

    /// Gives what happened with members before about this time, and then every event since.
    pub fn since_with_members_before<E: From<Error>>(
        &self,
        at: Timestamp,
        mut take: impl FnMut(Record) -> Result<(), E>,
    ) -> Result<(), E> {
        let from = self.first_since(at)?;
        let sql = format!(
            "SELECT seq, at_ms, form, body FROM events \
             WHERE seq < ?1 AND {OF_LOYALTY} ORDER BY seq"
        );
        each_of(&self.connection, &sql, from, &mut take)?;
        each(&self.connection, from, take)
    }

    /// The number of the first event of about this time, found by halving.
    fn first_since(&self, at: Timestamp) -> Result<i64, Error> {
        let failed = "cannot read the events";
        let ends = "SELECT coalesce(min(seq), 1), coalesce(max(seq), 0) FROM events";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let ends = self.connection.query_row(ends, (), row);
        let (mut low, last): (i64, i64) = ends.map_err(Error::sql(failed))?;
        let mut high = last + 1;
        let mut time_of = self
            .connection
            .prepare("SELECT at_ms FROM events WHERE seq = ?1")
            .map_err(Error::sql(failed))?;
        while low < high {
            let middle = low + (high - low) / 2;
            let time = time_of.query_row([middle], |row| row.get::<_, i64>(0));
            if time.map_err(Error::sql(failed))? < at.0 {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    /// The figures of these quarter-hours, whether their events are still there or not; a
    /// quarter-hour in which nothing was counted may be absent.
    pub fn figures(
        &self,
        quarters: &RangeInclusive<Quarter>,
    ) -> Result<BTreeMap<Quarter, Tally>, Error> {
        figures::between(&self.connection, quarters)
    }

    /// The figures of these quarter-hours together, without money.
    pub fn sums(&self, quarters: &RangeInclusive<Quarter>) -> Result<Tally, Error> {
        figures::sum(&self.connection, quarters)
    }

    /// The answers that were given in this time, as far as their events are there.
    pub fn answers(&self, times: Range<Timestamp>) -> Result<Vec<AnswerRow>, Error> {
        projections::answers(&self.connection, times)
    }

    /// What is known of a receipt with this survey code; nothing of one that was printed more than 90
    /// days ago.
    pub fn printed(&self, day: Day, seq: Seq) -> Result<Option<PrintedRow>, Error> {
        projections::printed(&self.connection, day, seq)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }
}

pub(super) fn series(connection: &Connection) -> Result<Series, Error> {
    let failed = "cannot read whose journal this is";
    let numbers = connection.query_row("SELECT store, counter FROM journal", (), |row| {
        Ok((row.get(0)?, row.get(1)?))
    });
    let (store, counter) = numbers.map_err(Error::sql(failed))?;
    match (Slot::new(store), Till::new(counter)) {
        (Ok(store), Ok(counter)) => Ok(Series { store, counter }),
        _ => Err(Error::new(failed, ErrorKind::Corrupt)),
    }
}

/// Gives every event from a number on.
pub(super) fn each<E: From<Error>>(
    connection: &Connection,
    from_seq: i64,
    mut take: impl FnMut(Record) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "SELECT seq, at_ms, form, body FROM events WHERE seq >= ?1 ORDER BY seq";
    each_of(connection, sql, from_seq, &mut take)
}

fn each_of<E: From<Error>>(
    connection: &Connection,
    sql: &str,
    seq: i64,
    take: &mut impl FnMut(Record) -> Result<(), E>,
) -> Result<(), E> {
    let failed = "cannot read the events";
    let mut statement = connection.prepare(sql).map_err(Error::sql(failed))?;
    let mut rows = statement.query([seq]).map_err(Error::sql(failed))?;
    while let Some(row) = rows.next().map_err(Error::sql(failed))? {
        take(record(row)?)?;
    }
    Ok(())
}

/// Gives every event about members, stars and gifts behind a number in whose text one of these words is,
/// until `take` has enough; without words, all of them.
pub(super) fn each_of_loyalty(
    connection: &Connection,
    after: i64,
    words: &[String],
    mut take: impl FnMut(Record) -> ControlFlow<()>,
) -> Result<(), Error> {
    let failed = "cannot read the events";
    let any: Vec<String> = (0..words.len())
        .map(|word| format!("instr(body, ?{}) > 0", word + 2))
        .collect();
    let any = if any.is_empty() {
        "TRUE".to_owned()
    } else {
        any.join(" OR ")
    };
    let sql = format!(
        "SELECT seq, at_ms, form, body FROM events \
         WHERE {OF_LOYALTY} AND seq > ?1 AND ({any}) ORDER BY seq"
    );
    let mut statement = connection
        .prepare_cached(&sql)
        .map_err(Error::sql(failed))?;
    let params = [&after as &dyn ToSql].into_iter();
    let params = params.chain(words.iter().map(|word| word as &dyn ToSql));
    let mut rows = statement
        .query(params_from_iter(params))
        .map_err(Error::sql(failed))?;
    while let Some(row) = rows.next().map_err(Error::sql(failed))? {
        if take(record(row)?).is_break() {
            break;
        }
    }
    Ok(())
}

pub(super) fn record(row: &rusqlite::Row<'_>) -> Result<Record, Error> {
    let columns = || -> rusqlite::Result<_> {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get::<_, String>(3)?,
        ))
    };
    let (seq, at, form, body) = columns().map_err(Error::sql("cannot read an event"))?;
    let event = Event::from_body(form, &body).map_err(Error::unreadable)?;
    let at = Timestamp(at);
    let entry = Entry { at, event };
    Ok(Record { seq, entry })
}
