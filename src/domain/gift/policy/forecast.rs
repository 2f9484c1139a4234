//! How many receipts are still expected today, by the quarter-hour.

use crate::domain::gift::rules::Hours;
use crate::domain::time::TimeOfDay;
use chrono::{Datelike as _, NaiveDate};
use std::collections::BTreeMap;

/// Quarter-hours of a day.
pub const QUARTERS: usize = 96;

/// How many days before a day say what is expected on it: four of each weekday.
pub const LEARNED_DAYS: i64 = 28;

/// The receipts of past days, by quarter-hour from midnight on.
pub type PastReceipts = BTreeMap<NaiveDate, [u32; QUARTERS]>;

const MINUTES: u16 = 15;

/// Expected receipts of a day: for example the mean of the same weekday over the last four weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// From the beginning of each quarter-hour, and of the next day, to the end of the day.
    after: [f64; QUARTERS + 1],
}

impl Forecast {
    /// Takes the receipts of each quarter-hour from midnight on; what is below zero is none.
    pub fn new(quarters: &[f64; QUARTERS]) -> Self {
        let mut after = [0.0; QUARTERS + 1];
        let mut sum = 0.0;
        let places = after.iter_mut().rev().skip(1);
        for (place, receipts) in places.zip(quarters.iter().rev()) {
            sum += receipts.max(0.0);
            *place = sum;
        }
        Self { after }
    }

    /// What is expected on a day: the mean of the same weekday over the four weeks before it, or of all of
    /// their days where there was no such weekday yet. Days without a receipt tell nothing; `None` where no
    /// day tells anything.
    pub fn of_day(day: NaiveDate, past: &PastReceipts) -> Option<Self> {
        let is_recent = |date: &NaiveDate| (1..=LEARNED_DAYS).contains(&(day - *date).num_days());
        let recent = past.iter().filter(|(date, _)| is_recent(date));
        let open = recent.filter(|(_, receipts)| receipts.iter().any(|count| *count > 0));
        let open: Vec<_> = open.collect();
        let same = open
            .iter()
            .filter(|(date, _)| date.weekday() == day.weekday());
        let same: Vec<_> = same.map(|(_, receipts)| *receipts).collect();
        if same.is_empty() {
            Self::mean(
                &open
                    .iter()
                    .map(|(_, receipts)| *receipts)
                    .collect::<Vec<_>>(),
            )
        } else {
            Self::mean(&same)
        }
    }

    fn mean(days: &[&[u32; QUARTERS]]) -> Option<Self> {
        let count = f64::from(u32::try_from(days.len()).ok().filter(|count| *count > 0)?);
        let mut quarters = [0.0; QUARTERS];
        for day in days {
            for (sum, receipts) in quarters.iter_mut().zip(day.iter()) {
                *sum += f64::from(*receipts) / count;
            }
        }
        Some(Self::new(&quarters))
    }

    /// The receipts from a time on, within hours that do not go over midnight, or to the end of the day.
    pub fn left(&self, now: TimeOfDay, hours: Option<Hours>) -> f64 {
        let end = hours.map_or(TimeOfDay::DAY, |hours| hours.to);
        (self.from(now.minutes()) - self.from(end)).max(0.0)
    }

    /// From so many minutes after midnight to the end of the day, evenly within a quarter-hour.
    fn from(&self, minutes: u16) -> f64 {
        let at = |quarter: u16| self.after.get(usize::from(quarter)).copied().unwrap_or(0.0);
        let quarter = minutes / MINUTES;
        let part = f64::from(minutes % MINUTES) / f64::from(MINUTES);
        at(quarter) * (1.0 - part) + at(quarter + 1) * part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_shrinks_to_nothing_at_the_end_of_the_hours() {
        let mut quarters = [0.0; QUARTERS];
        quarters[40..48].fill(3.0);
        let forecast = Forecast::new(&quarters);
        let hours = Some(Hours { from: 600, to: 660 });
        for (time, hours, expected) in [
            ("00:00", None, 24.0),
            ("10:00", None, 24.0),
            ("10:05", None, 23.0),
            ("11:45", None, 3.0),
            ("12:00", None, 0.0),
            ("23:59", None, 0.0),
            ("10:00", hours, 12.0),
            ("10:55", hours, 1.0),
            ("11:30", hours, 0.0),
        ] {
            let found = forecast.left(time.parse().unwrap(), hours);
            assert!((found - expected).abs() < 1e-9, "{time}: {found}");
        }
    }

    #[test]
    fn a_day_is_expected_to_be_the_mean_of_its_weekday_over_four_weeks() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        let receipts = |quarter: usize, count| {
            let mut day = [0; QUARTERS];
            day[quarter] = count;
            day
        };
        let past = |days: &[(i64, usize, u32)]| -> PastReceipts {
            let days = days.iter();
            days.map(|(age, quarter, count)| {
                (
                    today - chrono::TimeDelta::days(*age),
                    receipts(*quarter, *count),
                )
            })
            .collect()
        };
        for (days, expected) in [
            // Four of the weekday, one too old, today, and other days.
            (
                &[
                    (35, 40, 900),
                    (28, 40, 1),
                    (21, 40, 2),
                    (14, 40, 4),
                    (7, 40, 9),
                    (1, 40, 100),
                    (0, 40, 100),
                ][..],
                Some(4.0),
            ),
            // A shop that was closed once, and that has not been there for long.
            (&[(21, 40, 0), (14, 40, 4), (7, 41, 8)], Some(6.0)),
            // It was never open on this weekday.
            (&[(7, 40, 0), (2, 40, 3), (1, 40, 6)], Some(4.5)),
            (&[(7, 40, 0)], None),
            (&[(29, 40, 5)], None),
            (&[], None),
        ] {
            let found = Forecast::of_day(today, &past(days));
            let left = found.map(|it| it.left(TimeOfDay::from_minutes(0), None));
            assert_eq!(left, expected, "{days:?}");
        }
    }
}
