//! Version 2 keeps the figures of every quarter-hour; those of the past are counted at the end of the
//! upgrade.

use super::super::db::Db;
use super::super::error::Error;

pub(super) fn run(db: &Db) -> Result<(), Error> {
    let sql = include_str!("v1_to_v2.sql");
    db.batch(sql)
        .map_err(Error::sql("cannot upgrade the journal"))
}
