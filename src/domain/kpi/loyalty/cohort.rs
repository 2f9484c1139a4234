//! Members by the month in which they first came, and in which months after it they came again.

use super::MemberRow;
use crate::domain::code::{Day, Month};
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A share of fewer members than this is none: their number is shown.
pub const FEW: u32 = 20;

/// How many months are looked at.
const MONTHS: u32 = 12;

/// Everybody who first came in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cohort {
    /// The first day of that month.
    pub month: NaiveDate,
    /// How many they are.
    pub members: u32,
    /// The months after it, up to the month of the report.
    pub cells: Vec<Cell>,
}

/// How many of them came in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// How many.
    pub came: u32,
    /// In hundredths of the cohort; absent where that has fewer than [`FEW`] members.
    pub percent: Option<u8>,
    /// The month is not over, so that more may come.
    pub is_open: bool,
}

/// The newest in front; months in which nobody came first are left out.
pub(super) fn cohorts(members: &[MemberRow], today: Day) -> Vec<Cohort> {
    let last = today.month();
    let mut found: BTreeMap<Month, (NaiveDate, u32, [u32; MONTHS as usize])> = BTreeMap::new();
    for member in members {
        let month = member.first.month();
        if last.since(month).is_none_or(|ago| ago >= MONTHS) {
            continue;
        }
        let first = member.first.date();
        let begin = first.with_day(1).unwrap_or(first);
        let (_, count, came) = found.entry(month).or_insert((begin, 0, [0; 12]));
        *count += 1;
        for (later, came) in (0_u32..).zip(came.iter_mut()) {
            *came += u32::from(member.months >> later & 1 == 1);
        }
    }
    let newest_first = found.into_iter().rev();
    newest_first
        .map(|(month, (begin, members, came))| {
            let ago = last.since(month).unwrap_or_default();
            let months = (0..=ago).zip(came).skip(1);
            let cells = months.map(|(later, came)| cell(came, members, later == ago, today));
            Cohort {
                month: begin,
                members,
                cells: cells.collect(),
            }
        })
        .collect()
}

fn cell(came: u32, members: u32, is_last: bool, today: Day) -> Cell {
    let rounded = (came * 100 + members / 2).checked_div(members);
    let percent = rounded.and_then(|it| u8::try_from(it).ok());
    let tomorrow = Day(today.0.saturating_add(1));
    Cell {
        came,
        percent: percent.filter(|_| members >= FEW),
        is_open: is_last && tomorrow.month() == today.month(),
    }
}
