//! The schema and how an older file gets there, one version after the other.
//!
//! A step is never changed after it has shipped; it uses its own SQL and not the schema of today.

use rusqlite::Connection;

use super::db::Db;
use super::error::{Error, ErrorKind};
use super::{figures, projections};
use crate::domain::event::Series;

/// The version of the schema that this program writes.
pub const VERSION: u32 = 7;

const SCHEMA: &str = include_str!("schema.sql");

/// The step at index `n` leads from version `n + 1` to the next; figures are counted anew behind the
/// last one.
const STEPS: [&str; VERSION as usize - 1] = [
    include_str!("upgrade/v1_to_v2.sql"),
    include_str!("upgrade/v2_to_v3.sql"),
    include_str!("upgrade/v3_to_v4.sql"),
    include_str!("upgrade/v4_to_v5.sql"),
    include_str!("upgrade/v5_to_v6.sql"),
    include_str!("upgrade/v6_to_v7.sql"),
];

/// Makes the schema in an empty file, brings an older one up to date, refuses a newer one.
pub(super) fn prepare(db: &Db, series: Series) -> Result<(), Error> {
    let found = version(db.connection())?;
    match found {
        0 => create(db, series),
        VERSION => Ok(()),
        newer if newer > VERSION => Err(Error::new("cannot open the journal", ErrorKind::Newer)),
        older => db.transaction(|db| {
            (older..VERSION).try_for_each(|from| step(db, from))?;
            // What is counted has changed, and the events are what counts.
            figures::recount(db)?;
            projections::recount(db)?;
            set_version(db, VERSION)
        }),
    }
}

/// The version of a file's schema; 0 for an empty file.
pub(super) fn version(connection: &Connection) -> Result<u32, Error> {
    connection
        .query_row("PRAGMA user_version", (), |row| row.get(0))
        .map_err(Error::sql("cannot read the journal"))
}

/// What the schema of a file differs in from the one that this program makes.
pub(super) fn differences(connection: &Connection) -> Result<Vec<String>, Error> {
    let fresh = Connection::open_in_memory().and_then(|fresh| {
        fresh.execute_batch(SCHEMA)?;
        objects(&fresh)
    });
    let failed = "cannot compare the schema";
    let fresh = fresh.map_err(Error::sql(failed))?;
    let found = objects(connection).map_err(Error::sql(failed))?;
    let of = |kind: &str, (name, sql): &(String, String)| format!("{kind} {name}: {sql}");
    let missing = fresh.iter().filter(|object| !found.contains(object));
    let strange = found.iter().filter(|object| !fresh.contains(object));
    Ok(missing
        .map(|object| of("missing", object))
        .chain(strange.map(|object| of("unexpected", object)))
        .collect())
}

fn create(db: &Db, series: Series) -> Result<(), Error> {
    let failed = "cannot make the journal";
    let objects = objects(db.connection()).map_err(Error::sql(failed))?;
    if !objects.is_empty() {
        return Err(Error::new("this is no journal", ErrorKind::Corrupt));
    }
    db.transaction(|db| {
        let Series { store, counter } = series;
        let numbers = (store.get(), counter.get());
        db.batch(SCHEMA).map_err(Error::sql(failed))?;
        let row = "INSERT INTO journal (id, store, counter) VALUES (1, ?1, ?2)";
        db.execute(row, numbers).map_err(Error::sql(failed))?;
        set_version(db, VERSION)
    })
}

fn step(db: &Db, from: u32) -> Result<(), Error> {
    let index = usize::try_from(from)
        .ok()
        .and_then(|from| from.checked_sub(1));
    let failed = "cannot upgrade the journal";
    let sql = index.and_then(|index| STEPS.get(index));
    let sql = sql.ok_or_else(|| Error::new(failed, ErrorKind::Bug))?;
    db.batch(sql).map_err(Error::sql(failed))
}

fn set_version(db: &Db, version: u32) -> Result<(), Error> {
    db.batch(&format!("PRAGMA user_version = {version}"))
        .map_err(Error::sql("cannot upgrade the journal"))
}

/// Names and SQL of everything in the schema, without comments and layout.
fn objects(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map((), |row| {
        let sql: String = row.get(1)?;
        let lines = sql
            .lines()
            .map(|line| line.split("--").next().unwrap_or(""));
        let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
        Ok((row.get(0)?, words.join(" ")))
    })?;
    rows.collect()
}
