//! What reports on members and gifts are made of: only looks, and reads only the records that it has to.

use rusqlite::{Connection, Row};
use serde::Deserialize;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

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

/// A cap on how often somebody is addressed, at some time.
#[derive(Debug, Clone, Copy)]
pub struct CapNow {
    /// The cap.
    pub cap: Cap,
    /// The last of its days.
    pub today: Day,
    /// The time, since an offer that is open counts for a while.
    pub now: Timestamp,
}

impl CapNow {
    fn since(self) -> Day {
        self.cap.since(self.today)
    }
}

/// So many first times are looked at; more would say the same, and take longer.
const MOST_ASSIGNED: usize = 2000;

const FAILED: &str = "cannot read what is counted of members and gifts";

impl Reader {
    /// Everybody who has ever come, each person once; and how many of them were addressed as often as a cap
    /// allows, where there is one: of those who bought something within its days, since nobody is addressed
    /// who is not there.
    pub fn member_rows(&self, cap: Option<CapNow>) -> Result<(Vec<MemberRow>, u32), Error> {
        let sql = "SELECT lowest, first_day, second_day, last_day, visits, months, \
             CASE WHEN last_day >= ?1 THEN record END, member FROM member_records \
             WHERE first_day IS NOT NULL ORDER BY member";
        let opted_out = opted_out(self.connection()).map_err(Error::sql(FAILED))?;
        let mut statement = self.connection().prepare(sql).map_err(Error::sql(FAILED))?;
        let since = cap.map_or(i64::MAX, |cap| cap.since().0.into());
        // In the order of the table, which is read once from end to end.
        let mut rows = statement.query([since]).map_err(Error::sql(FAILED))?;
        let (mut all, mut addressed) = (Vec::new(), BTreeMap::new());
        while let Some(row) = rows.next().map_err(Error::sql(FAILED))? {
            let person = member_row(row, &opted_out).map_err(Error::sql(FAILED))?;
            if let Some(contacts) = cap.map(|cap| contacts(row, cap)).transpose()? {
                *addressed.entry(person.member).or_default() += contacts;
            }
            all.push(person);
        }
        let often = |count: &&usize| cap.is_some_and(|it| **count >= usize::from(it.cap.max));
        let often = addressed.values().filter(often).count();
        Ok((each_once(all), u32::try_from(often).unwrap_or(u32::MAX)))
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
        let sql = "SELECT member, rule, day FROM gifts WHERE day BETWEEN ?1 AND ?2 \
             AND member IS NOT NULL AND what IN ('given', 'taken_back')";
        let read = || {
            let joined = Joined::read(self.connection())?;
            let mut statement = self.connection().prepare(sql)?;
            let rows = statement.query_map([from.0, to.0], |row| {
                let (rule, day) = (RuleKey(row.get(1)?), Day(row.get(2)?));
                let member = member(joined.lowest(row.get(0)?));
                Ok(Had { member, rule, day })
            })?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(Error::sql(FAILED))
    }

    /// Members' first times on these days with rules that left somebody without on one of them, from that
    /// day on; the newest in front, at most 2000. A sale that does not stand is none.
    pub fn assigned(&self, days: (Day, Day)) -> Result<Vec<Assigned>, Error> {
        let connection = self.connection();
        let mut all = first_times(connection, days).map_err(Error::sql(FAILED))?;
        // Stable, so that those of a day are in the order of their numbers.
        all.sort_by_key(|(_, one)| std::cmp::Reverse(one.day));
        all.truncate(MOST_ASSIGNED);
        let mut of: BTreeMap<i64, Vec<Day>> = BTreeMap::new();
        for (person, one) in &mut all {
            let days = match of.entry(*person) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(visits(connection, *person)?),
            };
            one.back = days.iter().copied().find(|day| *day > one.day);
        }
        Ok(all.into_iter().map(|(_, one)| one).collect())
    }

    /// How many have spent more stars than they had, all of their numbers together.
    pub fn overspent(&self) -> Result<u32, Error> {
        let sql = "SELECT count(*) FROM ( \
               SELECT DISTINCT lowest FROM member_records WHERE stars < 0) AS below \
             WHERE (SELECT sum(stars) FROM member_records AS own WHERE own.lowest = below.lowest) < 0";
        let count = self.connection().query_row(sql, (), |row| row.get(0));
        count.map_err(Error::sql(FAILED))
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

/// Who has more than one number: each with the lowest of them.
struct Joined(BTreeMap<i64, i64>);

impl Joined {
    /// Both columns are in an index, so that no record is read.
    fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let sql = "SELECT member, lowest FROM member_records WHERE lowest <> member";
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<rusqlite::Result<_>>().map(Self)
    }

    fn lowest(&self, number: i64) -> i64 {
        self.0.get(&number).copied().unwrap_or(number)
    }
}

/// Each person's first time with each rule, without when they came back.
fn first_times(
    connection: &Connection,
    (from, to): (Day, Day),
) -> rusqlite::Result<Vec<(i64, Assigned)>> {
    let sql = "SELECT member, rule, day, what = 'held_out' FROM gifts \
         WHERE day BETWEEN ?1 AND ?2 AND member IS NOT NULL AND what <> 'voided' \
         ORDER BY day, at_ms";
    let joined = Joined::read(connection)?;
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([from.0, to.0])?;
    // When a rule left somebody without first: those before were offered it without any lot.
    let mut began: BTreeMap<RuleKey, Day> = BTreeMap::new();
    let mut all: BTreeMap<(i64, RuleKey), Assigned> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (rule, day, held_out) = (RuleKey(row.get(1)?), Day(row.get(2)?), row.get(3)?);
        if held_out {
            began.entry(rule).or_insert(day);
        }
        let person = joined.lowest(row.get(0)?);
        let one = Assigned {
            rule,
            day,
            held_out,
            back: None,
        };
        let known = all.entry((person, rule)).or_insert(one);
        // What was before the lot began is no first time.
        if began.get(&rule).is_some_and(|began| known.day < *began) {
            *known = one;
        }
    }
    all.retain(|(_, rule), one| began.get(rule).is_some_and(|began| one.day >= *began));
    let all = all.into_iter();
    Ok(all.map(|((person, _), one)| (person, one)).collect())
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

/// Nearly everybody has one row.
fn each_once(mut rows: Vec<MemberRow>) -> Vec<MemberRow> {
    rows.sort_by_key(|row| (row.member, row.first));
    let mut all: Vec<MemberRow> = Vec::with_capacity(rows.len());
    for next in rows {
        match all.last_mut() {
            Some(last) if last.member == next.member => *last = last.joined(&next),
            Some(_) | None => all.push(next),
        }
    }
    all
}

/// How often a number was addressed within the days of a cap.
fn contacts(row: &Row<'_>, cap: CapNow) -> Result<usize, Error> {
    let columns = || Ok((row.get(7)?, row.get_ref(6)?.as_str_or_null()?));
    let (one, json): (i64, Option<&str>) = columns().map_err(Error::sql(FAILED))?;
    let Some(json) = json else {
        return Ok(0);
    };
    let found: GiftsOnly = serde_json::from_str(json).map_err(Error::record)?;
    let numbers = [member(one)];
    let past = found.gifts.past(&numbers);
    Ok(past.contacts_since(cap.since(), cap.now))
}

/// Who wants to be left alone.
fn opted_out(connection: &Connection) -> rusqlite::Result<BTreeSet<i64>> {
    let mut statement = connection.prepare("SELECT member FROM members WHERE opted_out = 1")?;
    let rows = statement.query_map((), |row| row.get(0))?;
    rows.collect()
}

fn member_row(row: &Row<'_>, opted_out: &BTreeSet<i64>) -> rusqlite::Result<MemberRow> {
    let lowest = row.get(0)?;
    Ok(MemberRow {
        member: member(lowest),
        first: Day(row.get(1)?),
        second: row.get::<_, Option<u16>>(2)?.map(Day),
        last: Day(row.get(3)?),
        visits: row.get(4)?,
        months: u64::try_from(row.get::<_, i64>(5)?).unwrap_or_default(),
        opted_out: opted_out.contains(&lowest),
    })
}
