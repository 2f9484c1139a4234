//! What may be said of members and gifts on some days: who comes again, who seems to stay away, and what
//! gifts came to.
//!
//! Only members are counted, who are a selected group: the share of sales whose customer is known stands
//! beside every figure. Nobody is called lost, and who came once has just come once.

mod caps;
mod cohort;
mod due;
mod gifts;
mod held_out;

pub use caps::{AtCaps, Caps, Had, KnownCaps};
pub use cohort::{Cell, Cohort, FEW};
pub use due::{Due, DueLevel, Pooled, Usual};
pub use gifts::{GiftRow, GiftSums, Limits, Reached, RuleReport};
pub use held_out::{Assigned, Back, Compared, Hundredths, assigned_between, within_days};

use crate::domain::code::Day;
use crate::domain::member::Member;
use crate::domain::stats::Share;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is known of a member's visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberRow {
    /// The number that stands for them.
    pub member: Member,
    /// The first day on which they came.
    pub first: Day,
    /// The second one, if there was one.
    pub second: Option<Day>,
    /// The last one.
    pub last: Day,
    /// On how many days they came.
    pub visits: u32,
    /// Bit k: they came in the k-th calendar month after that of the first day.
    pub months: u64,
    /// They want to be left alone.
    pub opted_out: bool,
}

impl MemberRow {
    /// One person with two numbers, of which this is the one that was there first. A day on which both
    /// came counts twice among the visits: which days they were is not known here.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        let later = other.first.month().since(self.first.month());
        let shifted = later.and_then(|by| other.months.checked_shl(by));
        let next = [self.second, Some(other.first)].into_iter().flatten();
        Self {
            second: next.filter(|day| *day > self.first).min().or(other.second),
            last: self.last.max(other.last),
            visits: self.visits.saturating_add(other.visits),
            months: self.months | shifted.unwrap_or_default(),
            opted_out: self.opted_out || other.opted_out,
            ..*self
        }
    }
}

/// What a report is made of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// Everybody who has ever come, in any order.
    pub members: Vec<MemberRow>,
    /// How usual visits are, where enough is known.
    pub usual: Option<Usual>,
    /// Sales on these days.
    pub sales: u32,
    /// Those among them whose customer was known.
    pub identified: u32,
    /// How many joined on these days.
    pub joined: u32,
    /// The gifts of these days, by rule.
    pub gifts: Vec<GiftRow>,
    /// Who is at a cap, where there are rules in force.
    pub caps: Option<KnownCaps>,
    /// Members' first times with rules that leave some without, since [`assigned_between`].
    pub assigned: Vec<Assigned>,
}

/// How long somebody has to come a second time, in days.
pub const SECOND_WITHIN: u16 = 60;

/// Who has come within so many days is counted as coming.
pub const COMES_DAYS: u16 = 365;

/// Members on some days, as much as may be said of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Sales whose customer was known, of all sales.
    pub identified: Share,
    /// How many joined.
    pub joined: u32,
    /// How many have come within a year before the last day.
    pub coming: u32,
    /// Those among them who have come on more than one day.
    pub again: Share,
    /// Who came a second time within [`SECOND_WITHIN`] days, of those who first came at least so long ago
    /// and at most a year before that.
    pub second: Share,
    /// By the month of the first visit, the newest in front; at most a year.
    pub cohorts: Vec<Cohort>,
    /// Who stays away longer than usual, the most unusual in front; at most [`Due::MOST`].
    pub due: Vec<Due>,
    /// What each rule gave.
    pub gifts: Vec<RuleReport>,
    /// How many are at a cap; absent where there are no rules in force.
    pub caps: Option<AtCaps>,
    /// Whether gifts bring members back, by rule.
    pub compared: Vec<Compared>,
}

impl Report {
    /// The most days at once.
    pub const MAX_DAYS: i64 = 366;

    /// What may be said on these days. `limits` are those of the rules in force, by which the rules are
    /// ordered; what no rule in force has given stands behind them.
    pub fn new(from: NaiveDate, to: NaiveDate, known: &Known, limits: &[Limits]) -> Self {
        let today = Day::from_date(to).unwrap_or_default();
        let (members, usual) = (&known.members, known.usual.as_ref());
        let gifts = gifts::by_rule(known, limits, today);
        let month_cost = gifts.iter().map(|rule| rule.month.cost_minor).sum();
        Self {
            from,
            to,
            identified: Share {
                count: known.identified,
                of: known.sales,
            },
            joined: known.joined,
            coming: coming(members, today).of,
            again: coming(members, today),
            second: second(members, today),
            cohorts: cohort::cohorts(members, today),
            due: due::due(members, usual, today),
            gifts,
            caps: known.caps.as_ref().map(|caps| caps.at(month_cost, today)),
            compared: held_out::compared(&known.assigned, usual, limits, today),
        }
    }
}

/// Who has come on more than one day, of those who come at all.
fn coming(members: &[MemberRow], today: Day) -> Share {
    let since = Day(today.0.saturating_sub(COMES_DAYS - 1));
    let come = members
        .iter()
        .filter(|it| it.last >= since && it.first <= today);
    share(come, |it| it.visits > 1)
}

fn second(members: &[MemberRow], today: Day) -> Share {
    let newest = today.0.saturating_sub(SECOND_WITHIN);
    let times = newest.saturating_sub(COMES_DAYS - 1)..=newest;
    let old = members.iter().filter(|it| times.contains(&it.first.0));
    share(old, |it| {
        let second = it.second.map(|second| second.0 - it.first.0);
        second.is_some_and(|days| days <= SECOND_WITHIN)
    })
}

fn share<'m>(
    all: impl Iterator<Item = &'m MemberRow>,
    is_it: impl Fn(&MemberRow) -> bool,
) -> Share {
    all.fold(Share::default(), |share, member| Share {
        count: share.count + u32::from(is_it(member)),
        of: share.of + 1,
    })
}

#[cfg(test)]
mod tests;
