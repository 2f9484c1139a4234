//! What reports on members and gifts are made of: only looks, and reads no record.

use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

use super::error::Error;
use super::member_records::member;
use super::read::Reader;
use crate::domain::code::Day;
use crate::domain::gift::RuleKey;
use crate::domain::kpi::loyalty::{GiftRow, GiftSums, MemberRow};
use crate::domain::member::{Member, PersonName};

const FAILED: &str = "cannot read what is counted of members and gifts";

impl Reader {
    /// Everybody who has ever come, each person once.
    pub fn member_rows(&self) -> Result<Vec<MemberRow>, Error> {
        rows(self.connection()).map_err(Error::sql(FAILED))
    }

    /// What the gifts of each rule came to, day by day; those before `from` are marked as such.
    pub fn gift_days(&self, from: Day, to: Day) -> Result<Vec<GiftRow>, Error> {
        let sql = "SELECT rule, day, \
             sum(what NOT IN ('held_out', 'voided')) AS offered, sum(what = 'given') AS given, \
             sum(what = 'passed') AS passed, sum(what = 'held_out') AS held_out, \
             sum(CASE what WHEN 'given' THEN cost ELSE 0 END) AS cost \
             FROM gifts WHERE day <= ?1 GROUP BY rule, day ORDER BY rule, day";
        let read = || {
            let mut statement = self.connection().prepare(sql)?;
            let rows = statement.query_map([to.0], |row| gift_row(row, from))?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(Error::sql(FAILED))
    }

    /// What these are called, as far as they told.
    pub fn member_names(
        &self,
        members: impl IntoIterator<Item = Member>,
    ) -> Result<BTreeMap<Member, PersonName>, Error> {
        let sql = "SELECT name FROM members WHERE lowest = ?1 AND name IS NOT NULL ORDER BY member";
        let read = |one: Member| {
            let mut statement = self.connection().prepare_cached(sql)?;
            let mut rows = statement.query([super::member_records::number(one)])?;
            let name = rows.next()?.map(|row| row.get::<_, String>(0));
            name.transpose()
        };
        let mut names = BTreeMap::new();
        for one in members {
            let name = read(one).map_err(Error::sql(FAILED))?;
            let name = name.and_then(|name| PersonName::try_from(name).ok());
            names.extend(name.map(|name| (one, name)));
        }
        Ok(names)
    }
}

fn gift_row(row: &Row<'_>, from: Day) -> rusqlite::Result<GiftRow> {
    let day = Day(row.get(1)?);
    Ok(GiftRow {
        rule: RuleKey(row.get(0)?),
        day,
        sums: GiftSums {
            offered: row.get(2)?,
            given: row.get(3)?,
            passed: row.get(4)?,
            held_out: row.get(5)?,
            cost_minor: u64::try_from(row.get::<_, i64>(6)?).unwrap_or_default(),
        },
        is_before: day < from,
    })
}

/// The rows of one person follow each other; nearly everybody has one.
fn rows(connection: &Connection) -> rusqlite::Result<Vec<MemberRow>> {
    let sql = "SELECT r.lowest, r.first_day, r.second_day, r.last_day, r.visits, r.months, \
         coalesce(m.opted_out, 0) \
         FROM member_records r LEFT JOIN members m ON m.member = r.lowest \
         WHERE r.first_day IS NOT NULL ORDER BY r.lowest, r.first_day";
    let mut statement = connection.prepare(sql)?;
    let mut found = statement.query(())?;
    let mut all: Vec<MemberRow> = Vec::new();
    while let Some(row) = found.next()? {
        let next = member_row(row)?;
        match all.last_mut() {
            Some(last) if last.member == next.member => *last = last.joined(&next),
            Some(_) | None => all.push(next),
        }
    }
    Ok(all)
}

fn member_row(row: &Row<'_>) -> rusqlite::Result<MemberRow> {
    Ok(MemberRow {
        member: member(row.get(0)?),
        first: Day(row.get(1)?),
        second: row.get::<_, Option<u16>>(2)?.map(Day),
        last: Day(row.get(3)?),
        visits: row.get(4)?,
        months: u64::try_from(row.get::<_, i64>(5)?).unwrap_or_default(),
        opted_out: row.get(6)?,
    })
}
