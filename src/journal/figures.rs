//! The figures of quarter-hours as rows: sums that grow with the events and outlive them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use rusqlite::{Connection, params_from_iter};

use super::db::Db;
use super::error::{Error, ErrorKind};
use super::read;
use crate::domain::document::Currency;
use crate::domain::tally::{Measure, Tally};
use crate::domain::time::Quarter;

/// Which of the two rows of a quarter-hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The sum over the events that are in the journal.
    Kept,
    /// The sum over those that retention has removed.
    Gone,
}

impl Part {
    fn gone(self) -> i64 {
        i64::from(self == Self::Gone)
    }
}

pub(super) type Tallies = BTreeMap<Quarter, Tally>;

const FAILED: &str = "cannot write the figures";

/// Adds to what is there.
pub(super) fn add(db: &Db, part: Part, tallies: &Tallies) -> Result<(), Error> {
    each(tallies, part, |row| match row {
        Row::Counts(values) => db.execute(&SQL.add, params_from_iter(values)),
        Row::Total(quarter, gone, currency, minor) => {
            db.execute(ADD_TOTAL, (quarter, gone, currency.as_str(), minor))
        }
    })
}

/// Takes away what [`add`] has added and forgets what becomes zero.
pub(super) fn subtract(db: &Db, part: Part, tallies: &Tallies) -> Result<(), Error> {
    each(tallies, part, |row| match row {
        Row::Counts(values) => {
            let key: Vec<i64> = values.iter().take(2).copied().collect();
            db.execute(&SQL.subtract, params_from_iter(values))?;
            db.execute(&SQL.forget, params_from_iter(key))
        }
        Row::Total(quarter, gone, currency, minor) => {
            db.execute(SUBTRACT_TOTAL, (quarter, gone, currency.as_str(), minor))?;
            db.execute(FORGET_TOTAL, (quarter, gone, currency.as_str()))
        }
    })
}

/// Counts anew what the events that are there add up to.
pub(super) fn recount(db: &Db) -> Result<(), Error> {
    db.batch("DELETE FROM quarter_hours WHERE gone = 0; DELETE FROM quarter_totals WHERE gone = 0")
        .map_err(Error::sql(FAILED))?;
    let mut tallies = Tallies::new();
    read::each(db.connection(), 1, |record| {
        let tally = tallies.entry(record.entry.at.quarter()).or_default();
        tally.count(&record.entry.event);
        Ok::<(), Error>(())
    })?;
    add(db, Part::Kept, &tallies)
}

/// All figures of one part.
pub(super) fn read(connection: &Connection, part: Part) -> Result<Tallies, Error> {
    let always = Quarter(i64::MIN)..=Quarter(i64::MAX);
    let mut tallies = Tallies::new();
    add_part(connection, part, &always, &mut tallies)?;
    tallies.retain(|_, tally| *tally != Tally::default());
    Ok(tallies)
}

/// The figures of these quarter-hours, as far as there are any.
pub(super) fn between(
    connection: &Connection,
    quarters: &RangeInclusive<Quarter>,
) -> Result<Tallies, Error> {
    let mut tallies = Tallies::new();
    for part in [Part::Kept, Part::Gone] {
        add_part(connection, part, quarters, &mut tallies)?;
    }
    Ok(tallies)
}

/// The figures of these quarter-hours together, without money; adds them up where they lie.
pub(super) fn sum(
    connection: &Connection,
    quarters: &RangeInclusive<Quarter>,
) -> Result<Tally, Error> {
    let read = || {
        let mut statement = connection.prepare(&SQL.sum)?;
        statement.query_row((quarters.start().0, quarters.end().0), |row| {
            let mut tally = Tally::default();
            for (index, measure) in Measure::ALL.into_iter().enumerate() {
                tally.add(measure, row.get(index)?);
            }
            Ok(tally)
        })
    };
    read().map_err(Error::sql(FAILED_TO_READ))
}

const FAILED_TO_READ: &str = "cannot read the figures";

fn add_part(
    connection: &Connection,
    part: Part,
    quarters: &RangeInclusive<Quarter>,
    tallies: &mut Tallies,
) -> Result<(), Error> {
    let wanted = (part.gone(), quarters.start().0, quarters.end().0);
    read_counts(connection, wanted, tallies).map_err(Error::sql(FAILED_TO_READ))?;
    read_totals(connection, wanted, tallies)
}

/// The part, and the first and the last quarter-hour.
type Wanted = (i64, i64, i64);

fn read_counts(
    connection: &Connection,
    wanted: Wanted,
    tallies: &mut Tallies,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(&SQL.read)?;
    let mut rows = statement.query(wanted)?;
    while let Some(row) = rows.next()? {
        let tally = tallies.entry(Quarter(row.get(0)?)).or_default();
        for (index, measure) in Measure::ALL.into_iter().enumerate() {
            tally.add(measure, row.get(index + 1)?);
        }
    }
    Ok(())
}

fn read_totals(
    connection: &Connection,
    wanted: Wanted,
    tallies: &mut Tallies,
) -> Result<(), Error> {
    let sql = "SELECT quarter, currency, total_minor FROM quarter_totals \
         WHERE gone = ?1 AND quarter BETWEEN ?2 AND ?3";
    let failed = FAILED_TO_READ;
    let mut statement = connection.prepare(sql).map_err(Error::sql(failed))?;
    let rows = statement.query_map(wanted, |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?))
    });
    for row in rows.map_err(Error::sql(failed))? {
        let (quarter, letters, minor) = row.map_err(Error::sql(failed))?;
        let currency = Currency::new(&letters);
        let currency = currency.ok_or_else(|| Error::new(failed, ErrorKind::Corrupt))?;
        let tally = tallies.entry(Quarter(quarter)).or_default();
        tally.add_total(currency, minor);
    }
    Ok(())
}

enum Row {
    /// Quarter, part, then the measures in their order.
    Counts(Vec<i64>),
    Total(i64, i64, Currency, i64),
}

fn each(
    tallies: &Tallies,
    part: Part,
    mut write: impl FnMut(Row) -> rusqlite::Result<usize>,
) -> Result<(), Error> {
    for (quarter, tally) in tallies {
        if *tally == Tally::default() {
            continue;
        }
        let key = [quarter.0, part.gone()];
        let measures = Measure::ALL.map(|measure| tally.get(measure));
        let counts = Row::Counts(key.into_iter().chain(measures).collect());
        write(counts).map_err(Error::sql(FAILED))?;
        for (currency, minor) in tally.totals() {
            let total = Row::Total(quarter.0, part.gone(), currency, minor);
            write(total).map_err(Error::sql(FAILED))?;
        }
    }
    Ok(())
}

/// Statements with a column for every measure.
struct Sql {
    add: String,
    subtract: String,
    forget: String,
    read: String,
    sum: String,
}

const ADD_TOTAL: &str = "INSERT INTO quarter_totals (quarter, gone, currency, total_minor) \
     VALUES (?1, ?2, ?3, ?4) ON CONFLICT (quarter, gone, currency) \
     DO UPDATE SET total_minor = total_minor + excluded.total_minor";
const SUBTRACT_TOTAL: &str = "UPDATE quarter_totals SET total_minor = total_minor - ?4 \
     WHERE quarter = ?1 AND gone = ?2 AND currency = ?3";
const FORGET_TOTAL: &str = "DELETE FROM quarter_totals \
     WHERE quarter = ?1 AND gone = ?2 AND currency = ?3 AND total_minor = 0";

static SQL: LazyLock<Sql> = LazyLock::new(|| {
    let list = |separator: &str, of: &dyn Fn(usize, &str) -> String| {
        let names = Measure::ALL.iter().enumerate();
        let items: Vec<String> = names
            .map(|(n, measure)| of(n + 3, measure.name()))
            .collect();
        items.join(separator)
    };
    let names = list(", ", &|_, name| name.to_owned());
    let values = list(", ", &|n, _| format!("?{n}"));
    let more = list(", ", &|_, name| {
        format!("{name} = {name} + excluded.{name}")
    });
    let less = list(", ", &|n, name| format!("{name} = {name} - ?{n}"));
    let sums = list(", ", &|_, name| format!("coalesce(sum({name}), 0)"));
    let zero = list(" AND ", &|_, name| format!("{name} = 0"));
    Sql {
        add: format!(
            "INSERT INTO quarter_hours (quarter, gone, {names}) VALUES (?1, ?2, {values}) \
             ON CONFLICT (quarter, gone) DO UPDATE SET {more}"
        ),
        subtract: format!("UPDATE quarter_hours SET {less} WHERE quarter = ?1 AND gone = ?2"),
        forget: format!("DELETE FROM quarter_hours WHERE quarter = ?1 AND gone = ?2 AND {zero}"),
        read: format!(
            "SELECT quarter, {names} FROM quarter_hours \
             WHERE gone = ?1 AND quarter BETWEEN ?2 AND ?3"
        ),
        sum: format!("SELECT {sums} FROM quarter_hours WHERE quarter BETWEEN ?1 AND ?2"),
    }
});
