//! What reports on members and gifts are made of: only looks, and reads only the records that it has to.

use rusqlite::{Connection, Row};
use serde::Deserialize;
use std::collections::BTreeMap;

use super::error::Error;
use super::member_records::{DaysOnly, member};
use super::read::Reader;
use crate::domain::code::Day;
use crate::domain::gift::RuleKey;
use crate::domain::gift::book::Book;
use crate::domain::gift::rules::Cap;
use crate::domain::kpi::loyalty::{Assigned, GiftRow, GiftSums, Had, MemberRow};
use crate::domain::member::{Member, PersonName};
use crate::domain::time::Timestamp;

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

    /// What members had on these days, both included, by the number that stands for them.
    pub fn gifts_had(&self, from: Day, to: Day) -> Result<Vec<Had>, Error> {
        let sql = "SELECT coalesce(r.lowest, g.member), g.rule, g.day \
             FROM gifts g LEFT JOIN member_records r ON r.member = g.member \
             WHERE g.day BETWEEN ?1 AND ?2 AND g.member IS NOT NULL \
             AND g.what IN ('given', 'taken_back')";
        let read = || {
            let mut statement = self.connection().prepare(sql)?;
            let rows = statement.query_map([from.0, to.0], |row| {
                let (member, rule, day) = (member(row.get(0)?), row.get(1)?, row.get(2)?);
                let (rule, day) = (RuleKey(rule), Day(day));
                Ok(Had { member, rule, day })
            })?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(Error::sql(FAILED))
    }

    /// How many people were addressed so often up to this day; of those who bought something within the
    /// days of the cap, since nobody is addressed who is not there.
    pub fn addressed(&self, cap: Cap, (today, now): (Day, Timestamp)) -> Result<u32, Error> {
        let since = cap.since(today);
        let sql = "SELECT lowest, member, record FROM member_records WHERE last_day >= ?1";
        let mut statement = self.connection().prepare(sql).map_err(Error::sql(FAILED))?;
        let mut rows = statement.query([since.0]).map_err(Error::sql(FAILED))?;
        let mut people: BTreeMap<Member, usize> = BTreeMap::new();
        while let Some(row) = rows.next().map_err(Error::sql(FAILED))? {
            let columns = || Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?));
            let (lowest, one, json): (i64, i64, _) = columns().map_err(Error::sql(FAILED))?;
            let found: GiftsOnly = serde_json::from_str(&json).map_err(Error::record)?;
            let numbers = [member(one)];
            let contacts = found.gifts.past(&numbers).contacts_since(since, now);
            *people.entry(member(lowest)).or_default() += contacts;
        }
        let often = people.values().filter(|it| **it >= usize::from(cap.max));
        Ok(u32::try_from(often.count()).unwrap_or(u32::MAX))
    }

    /// Members' first times on these days with rules that left somebody without on one of them, from that
    /// day on. A sale that does not stand is none.
    pub fn assigned(&self, (from, to): (Day, Day)) -> Result<Vec<Assigned>, Error> {
        let sql = "WITH held AS MATERIALIZED ( \
               SELECT rule, min(day) AS first FROM gifts \
               WHERE what = 'held_out' AND member IS NOT NULL AND day BETWEEN ?1 AND ?2 GROUP BY rule) \
             SELECT coalesce(r.lowest, g.member) AS person, g.rule, g.day, g.what = 'held_out' \
             FROM gifts g CROSS JOIN held ON held.rule = g.rule \
             LEFT JOIN member_records r ON r.member = g.member \
             WHERE g.day BETWEEN ?1 AND ?2 AND g.day >= held.first \
             AND g.member IS NOT NULL AND g.what <> 'voided' \
             ORDER BY person, g.rule, g.day, g.at_ms";
        let connection = self.connection();
        let mut statement = connection.prepare(sql).map_err(Error::sql(FAILED))?;
        let mut rows = statement
            .query([from.0, to.0])
            .map_err(Error::sql(FAILED))?;
        let mut all: Vec<Assigned> = Vec::new();
        let (mut person, mut days, mut last) = (None, Vec::new(), None);
        while let Some(row) = rows.next().map_err(Error::sql(FAILED))? {
            let columns = || Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
            let (lowest, rule, day, held_out): (i64, u32, u16, bool) =
                columns().map_err(Error::sql(FAILED))?;
            if last.replace((lowest, rule)) == Some((lowest, rule)) {
                continue;
            }
            if person.replace(lowest) != Some(lowest) {
                days = visits(connection, lowest)?;
            }
            let (rule, day) = (RuleKey(rule), Day(day));
            let back = days.iter().copied().find(|it| *it > day);
            all.push(Assigned {
                rule,
                day,
                held_out,
                back,
            });
        }
        Ok(all)
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

/// The part of a record that tells what somebody had and was addressed about.
#[derive(Deserialize)]
struct GiftsOnly {
    gifts: Book,
}

/// On which days a person came, in order.
fn visits(connection: &Connection, lowest: i64) -> Result<Vec<Day>, Error> {
    let sql = "SELECT member, record FROM member_records WHERE lowest = ?1";
    let read = || {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([lowest], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<rusqlite::Result<Vec<(i64, String)>>>()
    };
    let mut days = Vec::new();
    for (one, json) in read().map_err(Error::sql(FAILED))? {
        let found: DaysOnly = serde_json::from_str(&json).map_err(Error::record)?;
        days.extend(found.visits.days(&[member(one)]));
    }
    days.sort_unstable();
    Ok(days)
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
