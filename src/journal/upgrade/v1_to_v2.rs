//! Version 2 keeps the figures of every quarter-hour; those of the past are counted once, here.

use std::collections::BTreeMap;

use super::super::db::Db;
use super::super::error::Error;
use super::super::figures::{self, Part};
use super::super::read;
use crate::domain::tally::Tally;
use crate::domain::time::Quarter;

pub(super) fn run(db: &Db) -> Result<(), Error> {
    let sql = include_str!("v1_to_v2.sql");
    db.batch(sql)
        .map_err(Error::sql("cannot upgrade the journal"))?;
    let mut tallies: BTreeMap<Quarter, Tally> = BTreeMap::new();
    read::each(db.connection(), 1, |record| {
        let quarter = record.entry.at.quarter();
        tallies
            .entry(quarter)
            .or_default()
            .count(&record.entry.event);
        Ok::<(), Error>(())
    })?;
    figures::add(db, Part::Kept, &tallies)
}
