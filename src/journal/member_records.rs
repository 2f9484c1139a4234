//! What is counted of members: a row for each number, kept up in the transaction of its events.
//!
//! A row outlives the events that retention removes, so it is never made anew of what is left of them;
//! where all of them are there, the check compares. No names in here.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row};
use serde::Deserialize;

use super::changes::{Change, changed};
use super::db::Db;
use super::erased;
use super::error::{Error, ErrorKind};
use super::read::Reader;
use crate::domain::code::Day;
use crate::domain::event::Loyalty;
use crate::domain::kpi::loyalty::{Pooled, Usual};
use crate::domain::member::{Member, Record, Visits};
use crate::domain::time::Timestamp;

const FAILED: &str = "cannot write what is counted of a member";

const FAILED_TO_READ: &str = "cannot read what is counted of a member";

/// A member's number as a column holds it; they are below 2^53.
pub(super) fn number(member: Member) -> i64 {
    i64::try_from(member.0).unwrap_or(i64::MAX)
}

/// The member of a column.
pub(super) fn member(number: i64) -> Member {
    Member(u64::try_from(number).unwrap_or_default())
}

/// What is kept of one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// The first event.
    pub(super) seq: i64,
    pub(super) record: Record,
}

/// What reports need of a record without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sums {
    pub(super) first: Option<Day>,
    pub(super) second: Option<Day>,
    pub(super) last: Option<Day>,
    pub(super) visits: i64,
    pub(super) months: i64,
    pub(super) stars: i64,
}

impl Sums {
    pub(super) fn of(member: Member, record: &Record) -> Self {
        let days = record.visits.days(&[member]);
        let first = days.first().copied();
        Self {
            first,
            second: days.get(1).copied(),
            last: days.last().copied(),
            visits: i64::try_from(days.len()).unwrap_or(i64::MAX),
            months: first.map_or(0, |first| months(first, &days)),
            stars: record.stars.balance(&[member]),
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let day = |name: &str| -> rusqlite::Result<Option<Day>> {
            Ok(row.get::<_, Option<u16>>(name)?.map(Day))
        };
        Ok(Self {
            first: day("first_day")?,
            second: day("second_day")?,
            last: day("last_day")?,
            visits: row.get("visits")?,
            months: row.get("months")?,
            stars: row.get("stars")?,
        })
    }
}

/// Bit k for the month that is k after the first one, up to 62.
fn months(first: Day, days: &[Day]) -> i64 {
    let bits = days.iter().map(|day| day.month().since(first.month()));
    let bits = bits.flatten().filter(|bit| *bit <= 62);
    bits.fold(0, |all, bit| all | 1 << bit)
}

/// Takes in an event that is written now.
pub(super) fn follow(db: &Db, seq: i64, at: Timestamp, loyalty: &Loyalty) -> Result<(), Error> {
    match loyalty {
        Loyalty::MembersMerged { one, other } => merge(db, seq, at, [*one, *other]),
        Loyalty::MemberErased { member } => erased::erase(db, *member, at).map(drop),
        _ => match loyalty.member() {
            Some(member) => apply(db, seq, at, member, loyalty),
            None => Ok(()),
        },
    }
}

fn apply(db: &Db, seq: i64, at: Timestamp, member: Member, loyalty: &Loyalty) -> Result<(), Error> {
    if erased::is_erased(db, member)? {
        return Ok(());
    }
    let kept = find(db.connection(), member)?;
    let mut kept = kept.unwrap_or_else(|| Kept {
        seq,
        record: Record::default(),
    });
    kept.record.apply(at, loyalty);
    write(db, member, &kept)
}

/// Of a new number alone; where it is a person's already, that stays.
pub(super) fn write(db: &Db, member: Member, kept: &Kept) -> Result<(), Error> {
    let sql = "INSERT INTO member_records \
         (member, lowest, seq, first_day, second_day, last_day, visits, months, stars, record) \
         VALUES (?1, coalesce((SELECT lowest FROM members WHERE member = ?1), ?1), \
         ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
         ON CONFLICT (member) DO UPDATE SET first_day = excluded.first_day, \
         second_day = excluded.second_day, \
         last_day = excluded.last_day, visits = excluded.visits, months = excluded.months, \
         stars = excluded.stars, record = excluded.record";
    let sums = Sums::of(member, &kept.record);
    let json = serde_json::to_string(&kept.record).map_err(Error::record)?;
    let row = (
        number(member),
        kept.seq,
        sums.first.map(|day| day.0),
        sums.second.map(|day| day.0),
        sums.last.map(|day| day.0),
        sums.visits,
        sums.months,
        sums.stars,
        json,
    );
    db.execute(sql, row).map_err(Error::sql(FAILED))?;
    changed(db, member, Change::Counted)
}

/// Two numbers are one person's from now on, with all that were one person's with either. Who is joined
/// with somebody forgotten is the same person, and forgotten too.
fn merge(db: &Db, seq: i64, at: Timestamp, both: [Member; 2]) -> Result<(), Error> {
    let mut all = BTreeSet::new();
    for member in both {
        if erased::is_erased(db, member)? {
            continue;
        }
        if find(db.connection(), member)?.is_none() {
            let record = Record::default();
            write(db, member, &Kept { seq, record })?;
        }
        all.extend(numbers(db.connection(), member)?);
    }
    for one in both {
        if erased::is_erased(db, one)? {
            let left = all.into_iter().next();
            return left.map_or(Ok(()), |left| erased::erase(db, left, at).map(drop));
        }
    }
    let Some(lowest) = all.first().copied() else {
        return Ok(());
    };
    for member in all {
        is_person(db, member, lowest)?;
        changed(db, member, Change::Counted)?;
    }
    Ok(())
}

/// A number is the person's who has this one as the lowest.
pub(super) fn is_person(db: &Db, member: Member, lowest: Member) -> Result<(), Error> {
    for sql in [
        "UPDATE member_records SET lowest = ?2 WHERE member = ?1",
        "UPDATE members SET lowest = ?2 WHERE member = ?1",
    ] {
        db.execute(sql, (number(member), number(lowest)))
            .map_err(Error::sql(FAILED))?;
    }
    Ok(())
}

/// All numbers of a person, the lowest in front; the given one where nothing is kept of them.
pub(super) fn numbers(connection: &Connection, one: Member) -> Result<Vec<Member>, Error> {
    let sql = "WITH person(lowest) AS ( \
           SELECT lowest FROM members WHERE member = ?1 \
           UNION SELECT lowest FROM member_records WHERE member = ?1) \
         SELECT member FROM members WHERE lowest IN (SELECT lowest FROM person) \
         UNION SELECT member FROM member_records WHERE lowest IN (SELECT lowest FROM person) \
         ORDER BY 1";
    let read = || {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([number(one)], |row| Ok(member(row.get(0)?)))?;
        rows.collect::<rusqlite::Result<Vec<_>>>()
    };
    let mut found = read().map_err(Error::sql(FAILED_TO_READ))?;
    if found.is_empty() {
        found.push(one);
    }
    Ok(found)
}

/// What is kept of a number.
pub(super) fn find(connection: &Connection, member: Member) -> Result<Option<Kept>, Error> {
    let sql = "SELECT seq, record FROM member_records WHERE member = ?1";
    let read = || {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([number(member)])?;
        let row = rows.next()?;
        row.map(|row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
            .transpose()
    };
    let found = read().map_err(Error::sql(FAILED_TO_READ))?;
    let kept = |(seq, json): (i64, String)| {
        let record = serde_json::from_str(&json).map_err(Error::record)?;
        Ok(Kept { seq, record })
    };
    found.map(kept).transpose()
}

/// What is counted of all of a person's numbers together.
pub(super) fn together(connection: &Connection, numbers: &[Member]) -> Result<Record, Error> {
    let mut all: Option<Record> = None;
    for member in numbers {
        let Some(kept) = find(connection, *member)? else {
            continue;
        };
        match &mut all {
            Some(all) => all.absorb(kept.record),
            None => all = Some(kept.record),
        }
    }
    Ok(all.unwrap_or_default())
}

/// A row as the check looks at it.
#[derive(Debug)]
pub(super) struct CheckedRow {
    pub(super) member: Member,
    pub(super) lowest: Member,
    pub(super) kept: Kept,
    pub(super) sums: Sums,
    /// It came from another counter.
    pub(super) is_copied: bool,
}

/// Gives every row.
pub(super) fn each(connection: &Connection, mut take: impl FnMut(CheckedRow)) -> Result<(), Error> {
    let mut statement = connection
        .prepare(
            "SELECT member_records.*, coalesce(copied, 0) AS copied \
             FROM member_records LEFT JOIN member_changes USING (member) ORDER BY member",
        )
        .map_err(Error::sql(FAILED_TO_READ))?;
    let mut rows = statement.query(()).map_err(Error::sql(FAILED_TO_READ))?;
    while let Some(row) = rows.next().map_err(Error::sql(FAILED_TO_READ))? {
        take(checked(row)?);
    }
    Ok(())
}

fn checked(row: &Row<'_>) -> Result<CheckedRow, Error> {
    let read = || {
        let numbers: (i64, i64, i64) = (row.get("member")?, row.get("lowest")?, row.get("seq")?);
        let json: String = row.get("record")?;
        Ok((numbers, Sums::read(row)?, json, row.get("copied")?))
    };
    let ((one, lowest, seq), sums, json, is_copied) = read().map_err(Error::sql(FAILED_TO_READ))?;
    let record = serde_json::from_str(&json).map_err(Error::record)?;
    Ok(CheckedRow {
        member: member(one),
        lowest: member(lowest),
        kept: Kept { seq, record },
        sums,
        is_copied,
    })
}

/// The part of a record that tells the days.
#[derive(Deserialize)]
pub(super) struct DaysOnly {
    pub(super) visits: Visits,
}

impl Reader {
    /// What gaps between two days on which somebody came are usual, over all members; nothing while too
    /// little is known.
    pub fn usual(&self) -> Result<Option<Usual>, Error> {
        let sql = "SELECT lowest, member, record FROM member_records ORDER BY lowest, member";
        let mut statement = self
            .connection()
            .prepare(sql)
            .map_err(Error::sql(FAILED_TO_READ))?;
        let mut rows = statement.query(()).map_err(Error::sql(FAILED_TO_READ))?;
        let mut pooled = Pooled::default();
        let (mut person, mut days) = (None, BTreeSet::new());
        let mut take = |days: &mut BTreeSet<Day>| {
            let one: Vec<Day> = std::mem::take(days).into_iter().collect();
            pooled.add(&one);
        };
        while let Some(row) = rows.next().map_err(Error::sql(FAILED_TO_READ))? {
            let columns = || Ok((row.get(0)?, row.get(1)?, row.get_ref(2)?.as_str()?));
            let (lowest, one, json): (i64, i64, _) =
                columns().map_err(Error::sql(FAILED_TO_READ))?;
            if person.replace(lowest) != Some(lowest) {
                take(&mut days);
            }
            let found: DaysOnly = serde_json::from_str(json).map_err(Error::record)?;
            days.extend(found.visits.days(&[member(one)]));
        }
        take(&mut days);
        Ok(pooled.usual())
    }
}

/// Who has not come since a day, or joined then and never came: their lowest number and that day.
pub(super) fn quiet_since(connection: &Connection, day: Day) -> Result<Vec<(Member, Day)>, Error> {
    let sql = "SELECT lowest, max(day) FROM ( \
           SELECT lowest, joined_day AS day FROM members \
           UNION ALL SELECT lowest, last_day FROM member_records WHERE last_day IS NOT NULL) \
         GROUP BY lowest HAVING max(day) <= ?1 ORDER BY lowest";
    let read = || {
        let mut statement = connection.prepare_cached(sql)?;
        let rows =
            statement.query_map([day.0], |row| Ok((member(row.get(0)?), Day(row.get(1)?))))?;
        rows.collect::<rusqlite::Result<Vec<_>>>()
    };
    read().map_err(Error::sql(FAILED_TO_READ))
}

/// Whether a table is what it should be; damage that SQLite sees is an error all the same.
pub(super) fn unless_damaged<T>(found: Result<T, Error>) -> Result<Option<T>, Error> {
    match found {
        Err(error) if error.kind() == ErrorKind::Corrupt => Ok(None),
        found => found.map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_from_the_first() {
        let day = |date: &str| Day::from_date(date.parse().unwrap()).unwrap();
        for (dates, expected) in [
            (&["2026-11-22"][..], 0b1),
            (&["2026-11-22", "2026-11-30", "2026-12-01"], 0b11),
            (&["2026-11-30", "2027-11-01"], 1 | 1 << 12),
            (&["2026-11-22", "2032-01-31", "2032-02-01"], 1 | 1 << 62),
        ] {
            let days: Vec<Day> = dates.iter().map(|date| day(date)).collect();
            assert_eq!(months(days[0], &days), expected, "{days:?}");
        }
    }
}
