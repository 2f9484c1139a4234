//! Whether a gift brings members back: those to whom it was offered beside those whom the lot left without.
//!
//! Each counts once for a rule, from the first time, and whoever was offered the gift counts as with it,
//! whatever they said. A few are only counted, and where the ranges of both shares overlap, nothing is
//! claimed.

use super::{FEW, Limits, Usual};
use crate::domain::code::Day;
use crate::domain::gift::RuleKey;
use crate::domain::stats::{Interval, Share};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long is waited for somebody where no gap is usual, in days.
const WITHIN_DAYS: u16 = 30;

/// How long is waited at most.
const LONGEST_DAYS: u16 = 180;

/// How far back somebody's first time may lie, in days.
const LOOKS_BACK_DAYS: u16 = 365;

/// A member's first time with a rule that leaves some without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assigned {
    /// The rule.
    pub rule: RuleKey,
    /// When.
    pub day: Day,
    /// They are in the group without.
    pub held_out: bool,
    /// The next day on which they came.
    pub back: Option<Day>,
}

/// Both groups of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The rule.
    pub rule: RuleKey,
    /// How long is waited for somebody to come back, in days: the shop's usual gap, or 30.
    pub within_days: u16,
    /// To how many members it was offered, so long ago or longer.
    pub with: u32,
    /// How many were left without.
    pub without: u32,
    /// How many of them came back; absent where one of the groups has fewer than [`FEW`] members.
    pub back: Option<Back>,
}

/// How many came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// Of those to whom it was offered.
    pub with: Share,
    /// Where their share may lie, in hundredths.
    pub with_range: Hundredths,
    /// Of those left without.
    pub without: Share,
    /// Where their share may lie.
    pub without_range: Hundredths,
    /// The ranges do not overlap.
    pub is_apart: bool,
}

/// An interval of Wilson in whole hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hundredths {
    /// The lower end.
    pub low: u8,
    /// The upper end.
    pub high: u8,
}

impl Hundredths {
    fn of(interval: Interval) -> Self {
        let whole = |part: f64| {
            let rounded = (part * 100.0).round();
            let found = (0..100).find(|whole| f64::from(*whole) >= rounded);
            found.unwrap_or(100)
        };
        Self {
            low: whole(interval.low),
            high: whole(interval.high),
        }
    }
}

/// How long is waited for somebody to come back, in days.
pub fn within_days(usual: Option<&Usual>) -> u16 {
    let gap = usual.map(|usual| usual.gap);
    let whole = |gap: f64| (1..=LONGEST_DAYS).find(|days| f64::from(*days) >= gap);
    gap.map_or(WITHIN_DAYS, |gap| whole(gap).unwrap_or(LONGEST_DAYS))
}

/// The first and the last day on which a first time counts: all who are compared had as long to come back.
pub fn assigned_between(usual: Option<&Usual>, today: Day) -> (Day, Day) {
    let to = today.0.saturating_sub(within_days(usual));
    (Day(to.saturating_sub(LOOKS_BACK_DAYS - 1)), Day(to))
}

/// In the order of the rules in force; a rule of which nobody was left without is none to compare.
pub(super) fn compared(
    assigned: &[Assigned],
    usual: Option<&Usual>,
    limits: &[Limits],
    today: Day,
) -> Vec<Compared> {
    let within = within_days(usual);
    let (from, to) = assigned_between(usual, today);
    let mut groups: BTreeMap<RuleKey, [Share; 2]> = BTreeMap::new();
    for one in assigned.iter().filter(|one| (from..=to).contains(&one.day)) {
        let [with, without] = groups.entry(one.rule).or_default();
        let group = if one.held_out { without } else { with };
        let days = one.back.map(|back| back.0.saturating_sub(one.day.0));
        group.of += 1;
        group.count += u32::from(days.is_some_and(|days| days <= within));
    }
    let place = |rule| limits.iter().position(|limits| limits.rule == rule);
    let mut all: Vec<Compared> = groups
        .into_iter()
        .filter(|(_, [_, without])| without.of > 0)
        .map(|(rule, groups)| one(rule, within, groups))
        .collect();
    all.sort_by_key(|compared| place(compared.rule).unwrap_or(usize::MAX));
    all
}

fn one(rule: RuleKey, within_days: u16, [with, without]: [Share; 2]) -> Compared {
    let (ours, theirs) = (with.interval(), without.interval());
    let back = Back {
        with,
        with_range: Hundredths::of(ours),
        without,
        without_range: Hundredths::of(theirs),
        is_apart: ours.low > theirs.high || theirs.low > ours.high,
    };
    Compared {
        rule,
        within_days,
        with: with.of,
        without: without.of,
        back: (with.of >= FEW && without.of >= FEW).then_some(back),
    }
}
