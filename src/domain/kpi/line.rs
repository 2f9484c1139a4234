//! The line over days and weeks, out of the figures of quarter-hours: how many waited when, and who was
//! served in time. What was not looked at is unknown, never zero.

use super::RATES_FROM;
use crate::domain::tally::{Measure, Tally, WITHIN};
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, Timelike as _};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// For so many weeks the same weekday is looked at for a usual day.
pub const USUAL_WEEKS: u64 = 8;

/// On so many days a quarter-hour must have been looked at to be a usual one.
pub(super) const USUAL_FROM: i64 = 2;

/// The figures of a quarter-hour, and when it began on the clock of the shop.
pub type Quarterly<'a> = (NaiveDateTime, &'a Tally);

/// How many waited in a quarter-hour of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Which quarter-hour of the day, 0 to 95.
    pub quarter: u8,
    /// On average, in tenths of a person.
    pub mean: i64,
    /// At least so many, with a chance of nine in ten, in tenths of a person.
    pub low: i64,
    /// At most so many, with a chance of nine in ten, in tenths of a person.
    pub high: i64,
}

/// A mean of people waiting as the sum that it is made of, so that nothing is rounded too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mean {
    /// The sum over the quarter-hours, in tenths of a person.
    pub sum: i64,
    /// How many quarter-hours were looked at.
    pub observed: i64,
}

/// People waiting by weekday, Monday first, and hour of the day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heat {
    cells: [[Mean; 24]; 7],
}

/// A quarter-hour of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy {
    /// 0 to 6, Monday first.
    pub weekday: u8,
    /// Which quarter-hour of the day, 0 to 95.
    pub quarter: u8,
    /// How many waited, in tenths of a person.
    pub mean: i64,
}

/// How many of those whose wait is known were served in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InTime {
    /// Of how many it is known about how long they had waited.
    pub waited: i64,
    /// How many of these had waited no longer than the minutes that were asked for.
    pub within: i64,
}

/// What was counted of the line and beside it, all quarter-hours together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Customers served.
    pub served: i64,
    /// Who was served in time.
    pub in_time: InTime,
    /// How often a colleague was called.
    pub calls: i64,
    /// How often somebody came.
    pub answered: i64,
    /// Codes printed.
    pub codes: i64,
    /// Payments that did not go through at once.
    pub notes: i64,
    /// Those that were paid after all.
    pub settled: i64,
}

impl Mean {
    /// In tenths of a person, rounded; `None` where nobody looked.
    pub fn tenths(self) -> Option<i64> {
        (self.observed > 0).then(|| rounded(self.sum, self.observed))
    }

    fn add(&mut self, tally: &Tally) {
        self.sum += tally.get(Measure::WaitingTenths);
        self.observed += tally.get(Measure::Observed);
    }
}

impl InTime {
    /// How many in a hundred; `None` for fewer than [`RATES_FROM`].
    pub fn percent(self) -> Option<u8> {
        let enough = self.waited >= i64::from(RATES_FROM);
        let percent = enough.then(|| rounded(self.within * 100, self.waited));
        percent.and_then(|percent| u8::try_from(percent.clamp(0, 100)).ok())
    }

    fn add(&mut self, tally: &Tally, within: Measure) {
        self.waited += tally.get(Measure::Waited);
        self.within += tally.get(within);
    }
}

impl Heat {
    /// The mean of an hour; `None` where nobody looked. The weekday is 0 to 6, Monday first.
    pub fn mean(&self, weekday: u8, hour: u8) -> Option<i64> {
        self.cell(weekday, hour).tenths()
    }

    /// What an hour is made of.
    pub fn cell(&self, weekday: u8, hour: u8) -> Mean {
        let day = self.cells.get(usize::from(weekday));
        let cell = day.and_then(|day| day.get(usize::from(hour)));
        cell.copied().unwrap_or_default()
    }

    /// The first and the last hour of which anything is known.
    pub fn hours(&self) -> Option<(u8, u8)> {
        let known = |hour: &u8| (0..7).any(|day| self.mean(day, *hour).is_some());
        Some(((0..24).find(known)?, (0..24).rev().find(known)?))
    }

    /// The largest mean, in tenths of a person.
    pub fn most(&self) -> i64 {
        let cells = self.cells.iter().flatten();
        cells.filter_map(|cell| cell.tenths()).max().unwrap_or(0)
    }
}

/// The measure that counts who had waited for at most so many minutes, or for fewer where nobody
/// counted just these; and how many minutes that are.
pub fn within(target_minutes: u16) -> (Measure, u16) {
    let fits = WITHIN
        .into_iter()
        .rev()
        .find(|(_, minutes)| *minutes <= target_minutes);
    fits.unwrap_or((Measure::Within1, 1))
}

/// How many waited on a day, in the order of time; a quarter-hour in which nobody looked is absent.
pub fn day<'a>(rows: impl Iterator<Item = Quarterly<'a>>, date: NaiveDate) -> Vec<Waiting> {
    let mut quarters: BTreeMap<u8, Tally> = BTreeMap::new();
    // An hour that the clock shows twice is one hour here.
    for (at, tally) in rows.filter(|(at, _)| at.date() == date) {
        quarters
            .entry(quarter_of_day(at))
            .or_default()
            .add_all(tally);
    }
    let waiting = |(quarter, tally): (u8, Tally)| {
        let observed = tally.get(Measure::Observed);
        (observed > 0).then(|| Waiting {
            quarter,
            mean: rounded(tally.get(Measure::WaitingTenths), observed),
            low: rounded(tally.get(Measure::WaitingLow) * 10, observed),
            high: rounded(tally.get(Measure::WaitingHigh) * 10, observed),
        })
    };
    quarters.into_iter().filter_map(waiting).collect()
}

/// How many usually wait on the weekday of this date: the mean over the [`USUAL_WEEKS`] before it, by
/// quarter-hour, in tenths of a person. A quarter-hour that was looked at on only one such day is
/// absent.
pub fn usual_day<'a>(
    rows: impl Iterator<Item = Quarterly<'a>>,
    date: NaiveDate,
) -> BTreeMap<u8, i64> {
    let days = usual_days(date);
    let mut found: BTreeMap<u8, (Mean, BTreeSet<NaiveDate>)> = BTreeMap::new();
    for (at, tally) in rows.filter(|(at, _)| days.contains(&at.date())) {
        if tally.get(Measure::Observed) > 0 {
            let (mean, seen) = found.entry(quarter_of_day(at)).or_default();
            mean.add(tally);
            seen.insert(at.date());
        }
    }
    let usual = |(quarter, (mean, seen)): (u8, (Mean, BTreeSet<NaiveDate>))| {
        let is_usual = i64::try_from(seen.len()).is_ok_and(|days| days >= USUAL_FROM);
        Some((quarter, mean.tenths().filter(|_| is_usual)?))
    };
    found.into_iter().filter_map(usual).collect()
}

/// The days before this one that tell what is usual on its weekday.
pub(super) fn usual_days(date: NaiveDate) -> BTreeSet<NaiveDate> {
    (1..=USUAL_WEEKS)
        .filter_map(|weeks| date.checked_sub_days(Days::new(7 * weeks)))
        .collect()
}

/// How many waited by weekday and hour.
pub fn heat<'a>(rows: impl Iterator<Item = Quarterly<'a>>) -> Heat {
    let mut heat = Heat::default();
    for (at, tally) in rows {
        let day = heat.cells.get_mut(usize::from(weekday(at.date())));
        let hour = usize::try_from(at.hour()).unwrap_or_default();
        if let Some(cell) = day.and_then(|day| day.get_mut(hour)) {
            cell.add(tally);
        }
    }
    heat
}

/// The quarter-hours of the week with the most people waiting, most first; none in which nobody did.
pub fn busiest<'a>(rows: impl Iterator<Item = Quarterly<'a>>, most: usize) -> Vec<Busy> {
    let mut means: BTreeMap<(u8, u8), Mean> = BTreeMap::new();
    for (at, tally) in rows {
        let when = (weekday(at.date()), quarter_of_day(at));
        means.entry(when).or_default().add(tally);
    }
    let mut found: Vec<Busy> = means
        .into_iter()
        .filter_map(|((weekday, quarter), mean)| {
            let mean = mean.tenths().filter(|tenths| *tenths > 0)?;
            Some(Busy {
                weekday,
                quarter,
                mean,
            })
        })
        .collect();
    // What comes first in the week stays first among equals.
    found.sort_by_key(|busy| Reverse(busy.mean));
    found.truncate(most);
    found
}

/// Who was served in time, by weekday, Monday first.
pub fn in_time<'a>(rows: impl Iterator<Item = Quarterly<'a>>, within: Measure) -> [InTime; 7] {
    let mut days = [InTime::default(); 7];
    for (at, tally) in rows {
        if let Some(day) = days.get_mut(usize::from(weekday(at.date()))) {
            day.add(tally, within);
        }
    }
    days
}

/// All of it together.
pub fn sums<'a>(rows: impl Iterator<Item = Quarterly<'a>>, within: Measure) -> Sums {
    let mut sums = Sums::default();
    for (_, tally) in rows {
        sums.in_time.add(tally, within);
        sums.served += tally.get(Measure::Served);
        sums.calls += tally.get(Measure::Calls);
        sums.answered += tally.get(Measure::CallsAnswered);
        sums.codes += tally.get(Measure::Codes);
        sums.notes += tally.get(Measure::Troubled);
        sums.settled += tally.get(Measure::Settled);
    }
    sums
}

/// 0 to 6, Monday first.
pub fn weekday(date: NaiveDate) -> u8 {
    u8::try_from(date.weekday().num_days_from_monday()).unwrap_or_default()
}

/// 0 to 95.
pub fn quarter_of_day(at: NaiveDateTime) -> u8 {
    u8::try_from(at.hour() * 4 + at.minute() / 15).unwrap_or_default()
}

/// A quotient of what is not below zero, to the nearest.
pub(super) fn rounded(sum: i64, by: i64) -> i64 {
    (2 * sum + by).div_euclid(2 * by.max(1))
}

#[cfg(test)]
mod tests;
