//! Who stays away for longer than is usual for them: "slipping" or "overdue", never "lost", and never
//! said of somebody who has come once or twice.
//!
//! The time since the last visit is measured in the member's own usual gap, which leans on the shop's
//! median while there are few of their own: `m = (M + sum of own gaps) / (1 + repeats)`. What is unusual
//! is read from all past gaps of the shop, each measured in the same way: their 80th and 95th hundredths.

use super::MemberRow;
use crate::domain::code::Day;
use crate::domain::member::Member;
use serde::{Deserialize, Serialize};

/// Visits on fewer days say nothing about somebody's habits.
const LEAST_VISITS: usize = 3;

/// With fewer gaps nothing is usual yet.
const LEAST_GAPS: usize = 40;

/// Who has not come for a year is nobody to wait for.
const LONGEST_DAYS: u16 = 365;

/// How usual visits are in a shop.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Usual {
    /// The median gap between two visits, in days.
    pub gap: f64,
    /// Four of five gaps are at most so long, in the usual gaps of whoever came.
    pub slipping: f64,
    /// Nineteen of twenty are.
    pub overdue: f64,
}

/// Gaps of many members, of which what is usual is made.
#[derive(Debug, Clone, Default)]
pub struct Pooled {
    gaps: Vec<u16>,
    /// Each member's gaps and how many there are before them.
    members: Vec<(usize, usize)>,
}

/// How unusual it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueLevel {
    /// Longer than four of five gaps.
    Slipping,
    /// Longer than nineteen of twenty.
    Overdue,
}

/// Somebody who stays away.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Due {
    /// Who.
    pub member: Member,
    /// How unusual it is.
    pub level: DueLevel,
    /// The last day on which they came.
    pub last: Day,
    /// On how many days they came.
    pub visits: u32,
    /// How many of their usual gaps have passed, to one decimal.
    pub ratio: f64,
}

impl Due {
    /// How many are listed.
    pub const MOST: usize = 50;
}

impl Pooled {
    /// Adds a member by the days on which they came, in order.
    pub fn add(&mut self, days: &[Day]) {
        let from = self.gaps.len();
        let gaps = days.windows(2).filter_map(|pair| match pair {
            [one, next] => next.0.checked_sub(one.0),
            _ => None,
        });
        self.gaps.extend(gaps);
        self.members.push((from, self.gaps.len()));
    }

    /// What is usual; `None` while too little is known.
    pub fn usual(&self) -> Option<Usual> {
        if self.gaps.len() < LEAST_GAPS {
            return None;
        }
        let mut gaps: Vec<f64> = self.gaps.iter().map(|gap| f64::from(*gap)).collect();
        let gap = quantile(&mut gaps, 0.5)?;
        let own = self
            .members
            .iter()
            .filter_map(|(from, to)| self.gaps.get(*from..*to));
        let own = own.filter(|gaps| gaps.len() + 1 >= LEAST_VISITS);
        let mut ratios: Vec<f64> = own.flat_map(|gaps| measured(gaps, gap)).collect();
        let (slipping, overdue) = (quantile(&mut ratios, 0.8)?, quantile(&mut ratios, 0.95)?);
        Some(Usual {
            gap,
            slipping,
            overdue,
        })
    }
}

/// Each gap in the usual gap of its member.
fn measured(gaps: &[u16], shop: f64) -> impl Iterator<Item = f64> {
    let sum: f64 = gaps.iter().map(|gap| f64::from(*gap)).sum();
    let count = u32::try_from(gaps.len()).unwrap_or(u32::MAX);
    let usual = (shop + sum) / (1.0 + f64::from(count));
    gaps.iter().map(move |gap| f64::from(*gap) / usual)
}

/// The smallest value that so many are not above.
fn quantile(values: &mut [f64], share: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let count = u32::try_from(values.len()).ok()?;
    let reached = (1..=count).find(|rank| f64::from(*rank) >= share * f64::from(count))?;
    values.get(usize::try_from(reached).ok()? - 1).copied()
}

pub(super) fn due(members: &[MemberRow], usual: Option<&Usual>, today: Day) -> Vec<Due> {
    let Some(usual) = usual else {
        return Vec::new();
    };
    let mut all: Vec<Due> = members
        .iter()
        .filter(|member| !member.opted_out)
        .filter_map(|member| one(member, usual, today))
        .collect();
    all.sort_by(|one, other| {
        let by_ratio = other.ratio.total_cmp(&one.ratio);
        by_ratio.then(one.member.cmp(&other.member))
    });
    all.truncate(Due::MOST);
    all
}

fn one(member: &MemberRow, usual: &Usual, today: Day) -> Option<Due> {
    let repeats = member.visits.checked_sub(1)?;
    let since = today.0.checked_sub(member.last.0)?;
    if usize::try_from(member.visits).ok()? < LEAST_VISITS || since > LONGEST_DAYS {
        return None;
    }
    let gaps = f64::from(member.last.0.saturating_sub(member.first.0));
    let own = (usual.gap + gaps) / (1.0 + f64::from(repeats));
    let ratio = f64::from(since) / own;
    let level = if ratio > usual.overdue {
        DueLevel::Overdue
    } else if ratio > usual.slipping {
        DueLevel::Slipping
    } else {
        return None;
    };
    Some(Due {
        member: member.member,
        level,
        last: member.last,
        visits: member.visits,
        ratio: (ratio * 10.0).round() / 10.0,
    })
}
