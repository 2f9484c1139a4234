//! Which numbers of members changed, in the order in which they did: what counters that share their
//! members have to tell each other.

use rusqlite::{Connection, OptionalExtension as _};

use super::db::Db;
use super::error::Error;
use super::member_records::number;
use crate::domain::event::JournalMark;
use crate::domain::member::Member;

const FAILED: &str = "cannot write that a member has changed";

const FAILED_TO_READ: &str = "cannot read which members have changed";

/// What has changed of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Who they are; said at this counter.
    Person,
    /// What is counted of them, or that they are forgotten: events tell that.
    Counted,
    /// All of it, as the counter says where those of the store meet.
    Copied,
}

/// Notes that something has changed, in the transaction that changes it.
pub(super) fn changed(db: &Db, member: Member, what: Change) -> Result<(), Error> {
    if db.is_first_change() {
        begin_era(db)?;
    }
    let sql = "INSERT INTO member_changes (member, change, told, copied) \
         VALUES (?1, (SELECT coalesce(max(change), 0) + 1 FROM member_changes), ?2, ?3) \
         ON CONFLICT (member) DO UPDATE SET change = excluded.change, \
         told = min(told, excluded.told), copied = max(copied, excluded.copied)";
    let row = (
        number(member),
        what != Change::Person,
        what == Change::Copied,
    );
    db.execute(sql, row).map(drop).map_err(Error::sql(FAILED))
}

/// The number of this journal.
pub(super) fn mark(connection: &Connection) -> Result<JournalMark, Error> {
    let read = || {
        let mut statement = connection.prepare_cached("SELECT mark FROM sharing")?;
        statement.query_row((), |row| row.get::<_, i64>(0))
    };
    let mark = read().map_err(Error::sql(FAILED_TO_READ))?;
    Ok(JournalMark(u64::try_from(mark).unwrap_or_default()))
}

/// Whether what is counted of any of these numbers came from another counter.
pub(super) fn is_copied(connection: &Connection, numbers: &[Member]) -> Result<bool, Error> {
    let sql = "SELECT coalesce(max(copied), 0) FROM member_changes WHERE member = ?1";
    let read = |member: &Member| {
        let mut statement = connection.prepare_cached(sql)?;
        statement.query_row([number(*member)], |row| row.get::<_, bool>(0))
    };
    for member in numbers {
        if read(member).map_err(Error::sql(FAILED_TO_READ))? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Begins a new era with the change that comes now.
fn begin_era(db: &Db) -> Result<(), Error> {
    let sql = "INSERT INTO change_eras (first_change, era) \
         VALUES ((SELECT coalesce(max(change), 0) + 1 FROM member_changes), \
         random() % 4503599627370496)";
    db.execute(sql, ()).map_err(Error::sql(FAILED))?;
    let sql = "DELETE FROM change_eras WHERE first_change NOT IN \
         (SELECT first_change FROM change_eras ORDER BY first_change DESC LIMIT ?1)";
    let forgotten = db.execute(sql, [KEPT_ERAS]);
    forgotten.map(drop).map_err(Error::sql(FAILED))
}

/// Who has not been heard for so many eras is told everything.
const KEPT_ERAS: u32 = 500;

/// The era of a change; 0 where none is known.
pub(super) fn era_of(connection: &Connection, change: i64) -> Result<i64, Error> {
    let read = || {
        let sql = "SELECT era FROM change_eras WHERE first_change <= ?1 \
             ORDER BY first_change DESC LIMIT 1";
        let mut statement = connection.prepare_cached(sql)?;
        statement.query_row([change], |row| row.get(0)).optional()
    };
    let era = read().map_err(Error::sql(FAILED_TO_READ))?;
    Ok(era.unwrap_or_default())
}

/// The number of the last change; 0 before the first.
pub(super) fn newest(connection: &Connection) -> Result<i64, Error> {
    let read = || {
        let sql = "SELECT coalesce(max(change), 0) FROM member_changes";
        let mut statement = connection.prepare_cached(sql)?;
        statement.query_row((), |row| row.get(0))
    };
    read().map_err(Error::sql(FAILED_TO_READ))
}
