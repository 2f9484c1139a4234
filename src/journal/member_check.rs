//! What the check knows of members: the tables held against the events, as far as those are there.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::error::Error;
use super::gifts::GiftFold;
use super::member_records::{self, CheckedRow, Kept, Sums, member, unless_damaged};
use crate::domain::event::Loyalty;
use crate::domain::member::{Member, Record};
use crate::domain::time::Timestamp;

/// What the events say while somebody reads them all.
#[derive(Debug, Default)]
pub(super) struct MemberFold {
    records: BTreeMap<Member, Kept>,
    merged: Vec<(Member, Member)>,
    gifts: GiftFold,
}

const FAILED: &str = "cannot read the tables of members";

impl MemberFold {
    pub(super) fn take(&mut self, seq: i64, at: Timestamp, loyalty: &Loyalty) {
        self.gifts.take(seq, at, loyalty);
        self.count(seq, at, loyalty);
    }

    /// What is counted of a member, also where it happened at another counter.
    pub(super) fn count(&mut self, seq: i64, at: Timestamp, loyalty: &Loyalty) {
        match loyalty {
            Loyalty::MembersMerged { one, other } => {
                self.record(seq, *one);
                self.record(seq, *other);
                self.merged.push((*one, *other));
            }
            Loyalty::MemberErased { .. } => {}
            _ => {
                if let Some(member) = loyalty.member() {
                    self.record(seq, member).apply(at, loyalty);
                }
            }
        }
    }

    fn record(&mut self, seq: i64, member: Member) -> &mut Record {
        let kept = self.records.entry(member).or_insert_with(|| Kept {
            seq,
            record: Record::default(),
        });
        &mut kept.record
    }

    /// The tables that hold something else, where the events from `first` on are there.
    pub(super) fn differences(
        &self,
        connection: &Connection,
        first: i64,
    ) -> Result<Vec<&'static str>, Error> {
        let erased = erased(connection).map_err(Error::sql(FAILED))?;
        let is_erased = |member: Member| erased.contains(&member);
        let gifts = self.gifts.is_kept(connection, first == 1, is_erased);
        let records = self.are_records_kept(connection, first, &erased);
        let found = [
            ("member_records", unless_damaged(records)?),
            ("gifts", unless_damaged(gifts)?),
            ("members", Some(are_people_right(connection)?)),
        ];
        let wrong = found
            .into_iter()
            .filter(|(_, is_right)| *is_right != Some(true));
        Ok(wrong.map(|(table, _)| table).collect())
    }

    fn are_records_kept(
        &self,
        connection: &Connection,
        first: i64,
        erased: &BTreeSet<Member>,
    ) -> Result<bool, Error> {
        let mut lowest = BTreeMap::new();
        let mut are_right = true;
        member_records::each(connection, |row| {
            lowest.insert(row.member, row.lowest);
            are_right &= !erased.contains(&row.member) && self.is_right(&row, first);
        })?;
        let people = self.merged.iter();
        let mut people = people.filter(|(one, _)| !erased.contains(one));
        let are_joined = people.all(|(one, other)| lowest.get(one) == lowest.get(other));
        let mut members = self.records.keys();
        let are_there = members.all(|it| lowest.contains_key(it) || erased.contains(it));
        Ok(are_right && are_joined && are_there)
    }

    /// What was counted before the first event that is left, or elsewhere, cannot be verified, only its
    /// sums.
    fn is_right(&self, row: &CheckedRow, first: i64) -> bool {
        let is_told = row.is_copied
            || row.kept.seq < first
            || self.records.get(&row.member) == Some(&row.kept);
        is_told && row.sums == Sums::of(row.member, &row.kept.record)
    }
}

fn erased(connection: &Connection) -> rusqlite::Result<BTreeSet<Member>> {
    let mut statement = connection.prepare("SELECT member FROM erased_members")?;
    let rows = statement.query_map((), |row| Ok(member(row.get(0)?)))?;
    rows.collect()
}

/// Nobody who is forgotten is left anywhere, and both tables know the same people.
fn are_people_right(connection: &Connection) -> Result<bool, Error> {
    let sql = "SELECT NOT EXISTS ( \
           SELECT 1 FROM erased_members WHERE member IN (SELECT member FROM members) \
           OR member IN (SELECT member FROM cards) OR member IN (SELECT member FROM exports) \
           OR member IN (SELECT member FROM gifts)) \
         AND NOT EXISTS ( \
           SELECT 1 FROM members JOIN member_records USING (member) \
           WHERE members.lowest <> member_records.lowest) \
         AND NOT EXISTS ( \
           SELECT 1 FROM cards WHERE member NOT IN (SELECT member FROM members))";
    connection
        .query_row(sql, (), |row| row.get(0))
        .map_err(Error::sql(FAILED))
}
