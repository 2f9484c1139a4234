//! Version 3 counts how payments that did not go through at once ended.

use super::super::db::Db;
use super::super::error::Error;

pub(super) fn run(db: &Db) -> Result<(), Error> {
    let sql = include_str!("v2_to_v3.sql");
    db.batch(sql)
        .map_err(Error::sql("cannot upgrade the journal"))
}
