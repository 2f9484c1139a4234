//! How many counters to open: by weekday and hour, and in the next two hours, out of the shop's habits
//! and Erlang's formulae; and how that compares with what was open.
//!
//! Everything is for one line before all counters. What is said of hours is said of those in which
//! somebody was ever served: habits do not know when a shop is closed.

use super::line::{Quarterly, USUAL_FROM, quarter_of_day, rounded, usual_days, weekday};
use crate::domain::queue::Model;
use crate::domain::queue::numeric::{nearest, real};
use crate::domain::staffing::{DAY_SPREAD, Demand, Load};
use crate::domain::tally::Measure;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// So many quarter-hours are looked ahead.
pub const AHEAD: usize = 8;

/// How sure one may be of a usual day before anything of this one is known, in customers: as many as
/// make the spread of days.
const KNOWN_BEFORE: f64 = 1.0 / (DAY_SPREAD * DAY_SPREAD);

/// A difference from what is needed that is worth a line, in tenths of a counter.
const DIFFERS_FROM: i64 = 5;

const HALF_HOURS: usize = 48;

/// What is wanted: so many in a hundred wait no longer than this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// How many in a hundred.
    pub percent: u8,
    /// Minutes.
    pub minutes: u16,
}

/// What is known of the shop's habits, as a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Habits {
    /// They are a guess, since there were too few days.
    pub is_learning: bool,
    /// How many counters serve the line. Where these are several, the arrivals are those alone whom this
    /// one serves, since each keeps a journal of its own.
    pub counters: u16,
    /// Arrivals an hour on a usual day: seven weekdays from Monday, 48 half-hours
    /// each. They are guesses where the shop is closed.
    pub arrivals_per_hour: Vec<Vec<f32>>,
    /// Seconds from the first scan to the receipt, on average.
    pub service_s: f64,
    /// Seconds between a receipt and the next first scan while somebody waits, on average.
    pub gap_s: f64,
    /// Coefficient of variation of both together.
    pub cv: f64,
    /// Seconds until somebody who waits gives up, on average; absent where past days tell of nobody
    /// who does.
    pub patience_s: Option<f64>,
}

/// When somebody was ever served, by weekday, Monday first, and half-hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    half_hours: [[bool; HALF_HOURS]; 7],
}

/// The plan for an hour of the week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hour {
    /// How many come on a usual day.
    pub arrivals: f64,
    /// How many counters to open, for the busier of its half-hours.
    pub counters: u16,
    /// The share, 0 to 1, that waits no longer than is wanted on a busy day, with so many open.
    pub within: f64,
    /// The share that gives up then; `None` where nothing is known of that.
    pub leaving: Option<f64>,
}

/// How many counters to open by weekday and hour.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// For what.
    pub target: Target,
    hours: [[Option<Hour>; 24]; 7],
}

/// An hour of the week in which another number was open than was needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// 0 to 6, Monday first.
    pub weekday: u8,
    /// 0 to 23.
    pub hour: u8,
    /// How many were open on average, in tenths of a counter.
    pub open: i64,
    /// How many the plan has.
    pub needed: u16,
}

/// What the next hours will be like.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// How today compares with a usual day so far: 1 is as usual.
    pub factor: f64,
    /// The quarter-hours to come, as far as the shop is open in them.
    pub quarters: Vec<Coming>,
}

/// A quarter-hour to come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coming {
    /// Which quarter-hour of the day, 0 to 95.
    pub quarter: u8,
    /// How many will come.
    pub arrivals: f64,
    /// How many counters to open, with room for four cases in five.
    pub counters: u16,
}

impl Target {
    /// What can be chosen.
    pub const PERCENTS: [u8; 3] = [70, 80, 90];
    /// What can be chosen; the waits that are counted.
    pub const MINUTES: [u16; 5] = [1, 2, 3, 5, 10];

    /// What a store wants that says after how many minutes nobody should wait any more.
    pub fn of_store(minutes: u16) -> Self {
        let (_, minutes) = super::line::within(minutes);
        Self {
            percent: 80,
            minutes,
        }
    }

    /// Whether it can be chosen.
    pub fn is_offered(self) -> bool {
        Self::PERCENTS.contains(&self.percent) && Self::MINUTES.contains(&self.minutes)
    }

    fn share(self) -> f64 {
        f64::from(self.percent) / 100.0
    }

    fn limit_s(self) -> f64 {
        f64::from(self.minutes) * 60.0
    }
}

impl Habits {
    /// The report about these.
    pub fn of(model: &Model, counters: usize) -> Self {
        Self {
            counters: u16::try_from(counters).unwrap_or(u16::MAX),
            is_learning: model.is_learning(),
            arrivals_per_hour: model.rates.table().to_vec(),
            service_s: model.service.mean_s,
            gap_s: model.gap.mean_s(),
            cv: model.cycle_cv(),
            patience_s: model.patience_s(),
        }
    }

    /// Usual arrivals an hour; 0 where nothing usable is said.
    fn per_hour(&self, weekday: u8, half_hour: usize) -> f64 {
        let day = self.arrivals_per_hour.get(usize::from(weekday));
        let rate = day.and_then(|day| day.get(half_hour)).copied();
        f64::from(rate.filter(|rate| rate.is_finite()).unwrap_or_default()).max(0.0)
    }

    /// Customers at so many an hour; `None` where nobody comes, or nothing is known of a sale.
    fn load(&self, per_hour: f64) -> Option<Load> {
        Load::new(per_hour / 3600.0, (self.service_s + self.gap_s).recip())
    }

    fn demand(&self, load: Load) -> Demand {
        Demand::new(load, self.cv, self.patience_s)
    }

    /// How many gave up waiting in these quarter-hours, by how many waited and for how long: an
    /// estimate. `None` where nothing is known of patience.
    pub fn left<'a>(&self, rows: impl Iterator<Item = Quarterly<'a>>) -> Option<u32> {
        let patience_s = self.patience_s.filter(|_| !self.is_learning)?;
        let tenths: i64 = rows
            .map(|(_, tally)| tally.get(Measure::WaitingTenths))
            .sum();
        let waited_s = f64::from(u32::try_from(tenths).unwrap_or_default()) / 10.0 * 900.0;
        Some(nearest(waited_s / patience_s))
    }
}

impl Opening {
    /// When somebody was served in these quarter-hours.
    pub fn of<'a>(rows: impl Iterator<Item = Quarterly<'a>>) -> Self {
        let mut half_hours = [[false; HALF_HOURS]; 7];
        for (at, _) in rows.filter(|(_, tally)| tally.get(Measure::Served) > 0) {
            let day = half_hours.get_mut(usize::from(weekday(at.date())));
            let place = usize::from(quarter_of_day(at) / 2);
            if let Some(open) = day.and_then(|day| day.get_mut(place)) {
                *open = true;
            }
        }
        Self { half_hours }
    }

    fn is_open(&self, weekday: u8, half_hour: usize) -> bool {
        let day = self.half_hours.get(usize::from(weekday));
        day.and_then(|day| day.get(half_hour)).copied() == Some(true)
    }
}

impl Plan {
    /// The plan; `None` while habits are learned.
    pub fn of(habits: &Habits, opening: &Opening, target: Target) -> Option<Self> {
        if habits.is_learning {
            return None;
        }
        let mut hours = [[None; 24]; 7];
        for (day, row) in (0_u8..).zip(&mut hours) {
            for (hour, cell) in row.iter_mut().enumerate() {
                *cell = planned(habits, opening, target, (day, hour));
            }
        }
        Some(Self { target, hours })
    }

    /// What is planned for an hour; `None` where the shop is closed.
    pub fn hour(&self, weekday: u8, hour: u8) -> Option<Hour> {
        let day = self.hours.get(usize::from(weekday));
        day.and_then(|day| day.get(usize::from(hour)).copied())
            .flatten()
    }

    /// The first and the last hour in which the shop is open on any day.
    pub fn hours(&self) -> Option<(u8, u8)> {
        let known = |hour: &u8| (0..7).any(|day| self.hour(day, *hour).is_some());
        Some(((0..24).find(known)?, (0..24).rev().find(known)?))
    }

    /// Those hours with the largest differences between what was open and what the plan has, the
    /// largest first. Only quarter-hours in which somebody was served count.
    pub fn differences<'a>(
        &self,
        rows: impl Iterator<Item = Quarterly<'a>>,
        most: usize,
    ) -> Vec<Difference> {
        let mut found: Vec<Difference> = open(rows)
            .into_iter()
            .filter_map(|((weekday, hour), open)| {
                let needed = self.hour(weekday, hour)?.counters;
                let found = Difference {
                    weekday,
                    hour,
                    open,
                    needed,
                };
                (found.size() >= DIFFERS_FROM).then_some(found)
            })
            .collect();
        found.sort_by_key(|one| Reverse(one.size()));
        found.truncate(most);
        found
    }
}

impl Difference {
    fn size(self) -> i64 {
        (self.open - i64::from(self.needed) * 10).abs()
    }
}

/// How many counters were open on average, in tenths, by weekday and hour, while somebody was served.
pub fn open<'a>(rows: impl Iterator<Item = Quarterly<'a>>) -> BTreeMap<(u8, u8), i64> {
    let mut sums: BTreeMap<(u8, u8), (i64, i64)> = BTreeMap::new();
    for (at, tally) in rows {
        let observed = tally.get(Measure::Observed);
        if observed > 0 && tally.get(Measure::Served) > 0 {
            let hour = (weekday(at.date()), quarter_of_day(at) / 4);
            let sum = sums.entry(hour).or_default();
            sum.0 += tally.get(Measure::OpenTenths);
            sum.1 += observed;
        }
    }
    let means = sums.into_iter();
    means
        .map(|(hour, (sum, by))| (hour, rounded(sum, by)))
        .collect()
}

/// Its half-hours together.
fn planned(
    habits: &Habits,
    opening: &Opening,
    target: Target,
    (day, hour): (u8, usize),
) -> Option<Hour> {
    let halves = [2 * hour, 2 * hour + 1];
    let open = halves
        .into_iter()
        .filter(|half| opening.is_open(day, *half));
    let rates: Vec<f64> = open.map(|half| habits.per_hour(day, half)).collect();
    let busy = rates.iter().filter_map(|rate| habits.load(*rate));
    let demands: Vec<Demand> = busy
        .map(|load| habits.demand(load.on_a_busy_day()))
        .collect();
    let needed = demands
        .iter()
        .map(|demand| demand.counters_for(target.share(), target.limit_s()));
    let counters = needed.collect::<Option<Vec<usize>>>()?.into_iter().max()?;
    let share = |of: &dyn Fn(&Demand) -> f64| {
        let each = rates.iter().filter(|rate| **rate > 0.0).zip(&demands);
        let sum: f64 = each.map(|(rate, demand)| rate * of(demand)).sum();
        sum / rates.iter().sum::<f64>()
    };
    let leaves = habits
        .patience_s
        .map(|_| share(&|demand: &Demand| demand.leaving(counters).unwrap_or_default()));
    Some(Hour {
        arrivals: rates.iter().sum::<f64>() / 2.0,
        counters: u16::try_from(counters).unwrap_or(u16::MAX),
        within: share(&|demand: &Demand| demand.within(counters, target.limit_s())),
        leaving: leaves,
    })
}

/// The quarter-hours after this one of today, by what usually comes and how today compares; `None`
/// while habits are learned.
pub fn outlook<'a>(
    habits: &Habits,
    rows: impl Iterator<Item = Quarterly<'a>> + Clone,
    (today, now): (NaiveDate, u8),
    target: Target,
) -> Option<Outlook> {
    if habits.is_learning {
        return None;
    }
    let opening = Opening::of(rows.clone());
    let (served, usual) = so_far(rows, today, now);
    // Served customers come one by one, days differ: the mean of the gamma distribution that both
    // make together, and its spread.
    let factor = (KNOWN_BEFORE + served) / (KNOWN_BEFORE + usual);
    let spread = (KNOWN_BEFORE + served).sqrt().recip();
    let day = weekday(today);
    let quarters = (now.saturating_add(1)..96).take(AHEAD);
    let quarters = quarters.filter_map(|quarter| {
        let half = usize::from(quarter / 2);
        let per_hour = habits.per_hour(day, half) * factor;
        let load = habits.load(per_hour).filter(|_| opening.is_open(day, half));
        let demand = habits.demand(load?.on_a_busier_day(spread));
        let counters = demand.counters_for(target.share(), target.limit_s())?;
        Some(Coming {
            quarter,
            arrivals: per_hour / 4.0,
            counters: u16::try_from(counters).unwrap_or(u16::MAX),
        })
    });
    Some(Outlook {
        factor,
        quarters: quarters.collect(),
    })
}

/// How many were served today in the quarter-hours that are over, and how many usually are in the same
/// ones on this weekday; quarter-hours of which nothing is known today count for neither.
fn so_far<'a>(rows: impl Iterator<Item = Quarterly<'a>>, today: NaiveDate, now: u8) -> (f64, f64) {
    let usual_days = usual_days(today);
    let mut today_served: BTreeMap<u8, i64> = BTreeMap::new();
    let mut past_served: BTreeMap<u8, i64> = BTreeMap::new();
    let mut days = BTreeSet::new();
    for (at, tally) in rows {
        let (date, quarter, served) = (at.date(), quarter_of_day(at), tally.get(Measure::Served));
        if usual_days.contains(&date) && served > 0 {
            days.insert(date);
        }
        if quarter >= now {
            continue;
        }
        if date == today {
            *today_served.entry(quarter).or_default() += served;
        } else if usual_days.contains(&date) {
            *past_served.entry(quarter).or_default() += served;
        }
    }
    if i64::try_from(days.len()).is_ok_and(|days| days < USUAL_FROM) {
        return (0.0, 0.0);
    }
    let count = |sum: i64| f64::from(u32::try_from(sum).unwrap_or_default());
    let known = today_served.keys();
    let usual: i64 = known.filter_map(|quarter| past_served.get(quarter)).sum();
    let served: i64 = today_served.values().sum();
    (count(served), count(usual) / real(days.len()))
}

#[cfg(test)]
mod tests;
