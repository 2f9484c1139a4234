//! A day in a few figures, for the slip at its end.

use crate::domain::tally::{Measure, Tally, WITHIN};
use crate::domain::time::{Quarter, Timestamp};
use std::collections::BTreeMap;
use std::time::Duration;

/// What a day came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Closing {
    /// Customers served.
    pub served: u32,
    /// From when to when people waited longest without a break, where they did.
    pub rush: Option<(Timestamp, Timestamp)>,
    /// How many in a hundred waited no longer than the store wants, and how many minutes that is;
    /// absent below [`super::RATES_FROM`] customers.
    pub within: Option<(u8, u16)>,
    /// How often a colleague was called.
    pub calls: u32,
    /// How often somebody came.
    pub answered: u32,
    /// Codes printed.
    pub codes: u32,
    /// Gifts handed over.
    pub gifts: u32,
}

/// A quarter-hour is a rush where so many waited on average, in tenths of a person.
const RUSH_TENTHS: i64 = 20;

impl Closing {
    /// What these quarter-hours come to, where nobody should wait longer than `target`.
    pub fn of<'a>(
        quarters: impl Iterator<Item = (&'a Quarter, &'a Tally)>,
        target: Duration,
    ) -> Self {
        let quarters: BTreeMap<Quarter, &Tally> = quarters.map(|(at, day)| (*at, day)).collect();
        let mut all = Tally::default();
        for tally in quarters.values() {
            all.add_all(tally);
        }
        let count = |measure| u32::try_from(all.get(measure)).unwrap_or_default();
        Self {
            served: count(Measure::Served),
            rush: rush(&quarters),
            within: within(&all, target),
            calls: count(Measure::Calls),
            answered: count(Measure::CallsAnswered),
            codes: count(Measure::Codes),
            gifts: count(Measure::GiftsGiven),
        }
    }
}

/// The longest run of quarter-hours in which people waited.
fn rush(quarters: &BTreeMap<Quarter, &Tally>) -> Option<(Timestamp, Timestamp)> {
    let busy = quarters.iter().filter(|(_, tally)| {
        let observed = tally.get(Measure::Observed);
        observed > 0 && tally.get(Measure::WaitingTenths) / observed >= RUSH_TENTHS
    });
    let mut longest: Option<(i64, i64)> = None;
    let mut run: Option<(i64, i64)> = None;
    for (quarter, _) in busy {
        run = match run {
            Some((first, last)) if last + 1 == quarter.0 => Some((first, quarter.0)),
            _ => Some((quarter.0, quarter.0)),
        };
        let length = |(first, last): (i64, i64)| last - first;
        if run.map(length) > longest.map(length) {
            longest = run;
        }
    }
    longest.map(|(first, last)| (Quarter(first).start(), Quarter(last + 1).start()))
}

/// By the longest of the counted waits that the store still allows.
fn within(all: &Tally, target: Duration) -> Option<(u8, u16)> {
    let allowed = target.as_secs() / 60;
    let counted = WITHIN.into_iter().rev();
    let mut fitting = counted.filter(|(_, minutes)| u64::from(*minutes) <= allowed);
    let (measure, minutes) = fitting.next()?;
    let waited = u32::try_from(all.get(Measure::Waited)).unwrap_or_default();
    let inside = u32::try_from(all.get(measure)).unwrap_or_default();
    let percent = super::rate(inside.saturating_mul(100), waited, waited)?;
    Some((u8::try_from(percent.min(100)).unwrap_or(100), minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter(waiting_tenths: i64) -> Tally {
        let mut tally = Tally::default();
        tally.add(Measure::Observed, 1);
        tally.add(Measure::WaitingTenths, waiting_tenths);
        tally.add(Measure::Served, 5);
        tally.add(Measure::Waited, 5);
        tally.add(Measure::Within3, 4);
        tally.add(Measure::Within5, 5);
        tally.add(Measure::GiftsGiven, 2);
        tally
    }

    #[test]
    fn the_longest_rush_and_the_share_within_the_target_are_told() {
        let waits = [25, 5, 30, 20, 41, 19, 22, 22];
        let day: BTreeMap<Quarter, Tally> = (100..)
            .map(Quarter)
            .zip(waits.map(quarter))
            // A quarter-hour without anybody is no bridge.
            .filter(|(at, _)| at.0 != 101)
            .collect();
        let closing = |minutes| Closing::of(day.iter(), Duration::from_mins(minutes));
        let rush = (Quarter(102).start(), Quarter(105).start());
        assert_eq!(closing(3).rush, Some(rush));
        assert_eq!((closing(3).served, closing(3).gifts), (35, 14));
        assert_eq!(closing(3).within, Some((80, 3)));
        assert_eq!(closing(4).within, Some((80, 3)), "as far as it was counted");
        assert_eq!(closing(6).within, Some((100, 5)));
    }

    #[test]
    fn a_quiet_day_has_no_rush_and_no_share() {
        let day = BTreeMap::from([(Quarter(1), quarter(5))]);
        let closing = Closing::of(day.iter(), Duration::from_mins(3));
        assert_eq!((closing.rush, closing.within), (None, None));
        assert_eq!(closing.served, 5);
        assert_eq!(
            Closing::of(BTreeMap::new().iter(), Duration::ZERO),
            Closing::default()
        );
    }
}
