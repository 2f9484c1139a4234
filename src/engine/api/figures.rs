//! What managers ask of the past, and the figures that answer it.

use crate::domain::document::Currency;
use crate::domain::kpi::line::Quarterly;
use crate::domain::tally::{Measure, Tally};
use crate::domain::time::Timestamp;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which figures somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiguresQuery {
    /// The first day, where the shop is.
    pub from: NaiveDate,
    /// The last day, which is included.
    pub to: NaiveDate,
    /// What a row stands for.
    pub step: Step,
}

/// What a row of figures stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A quarter of an hour; for at most 62 days.
    QuarterHour,
    /// A day where the shop is; for at most 1100 days.
    Day,
}

/// Why no figures are made for some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// The days are in the wrong order.
    #[error("from is {from} and after to, which is {to}; exchange them")]
    Backwards {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
    /// There would be too many rows.
    #[error("these are {days} days and at most {max} are given at once; ask for fewer")]
    TooLong {
        /// How many days.
        days: i64,
        /// How many are allowed.
        max: i64,
    },
}

/// Figures, in the order of time. A step in which nothing was counted has no row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Figures {
    /// One for each step.
    pub rows: Vec<FiguresRow>,
}

/// The figures of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct FiguresRow {
    /// When the step began, in milliseconds since 1970.
    pub start: Timestamp,
    /// The same on the clock of the shop.
    pub local_start: NaiveDateTime,
    /// What was counted.
    pub tally: Tally,
}

/// A row as it is written: a measure that is zero is there too.
#[derive(Serialize, Deserialize)]
struct Written {
    start: Timestamp,
    local_start: NaiveDateTime,
    counts: BTreeMap<Measure, i64>,
    totals_minor: BTreeMap<Currency, i64>,
}

impl FiguresQuery {
    /// Whether there may be that many rows.
    pub fn check(&self) -> Result<(), PeriodError> {
        PeriodError::check(self.from, self.to, self.step.max_days())
    }
}

impl PeriodError {
    /// Whether the days are in order and at most so many.
    pub fn check(from: NaiveDate, to: NaiveDate, max: i64) -> Result<(), Self> {
        if from > to {
            return Err(Self::Backwards { from, to });
        }
        let days = (to - from).num_days() + 1;
        if days > max {
            return Err(Self::TooLong { days, max });
        }
        Ok(())
    }
}

impl Step {
    /// For how many days figures are given at once.
    pub fn max_days(self) -> i64 {
        match self {
            Self::QuarterHour => 62,
            Self::Day => 1100,
        }
    }
}

impl FiguresRow {
    /// The row as the rules of [`kpi::line`](crate::domain::kpi::line) want it.
    pub fn quarterly(&self) -> Quarterly<'_> {
        (self.local_start, &self.tally)
    }
}

impl From<FiguresRow> for Written {
    fn from(row: FiguresRow) -> Self {
        let counts = Measure::ALL.map(|measure| (measure, row.tally.get(measure)));
        Self {
            start: row.start,
            local_start: row.local_start,
            counts: counts.into(),
            totals_minor: row.tally.totals().collect(),
        }
    }
}

impl From<Written> for FiguresRow {
    fn from(written: Written) -> Self {
        let mut tally = Tally::default();
        for (measure, count) in written.counts {
            tally.add(measure, count);
        }
        for (currency, total) in written.totals_minor {
            tally.add_total(currency, total);
        }
        Self {
            start: written.start,
            local_start: written.local_start,
            tally,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_in_order_and_not_too_long() {
        for (from, to, step, expected) in [
            ("2026-11-22", "2026-11-22", Step::QuarterHour, None),
            ("2026-11-22", "2026-11-21", Step::Day, Some("exchange")),
            ("2026-01-01", "2026-03-03", Step::QuarterHour, None),
            ("2026-01-01", "2026-03-04", Step::QuarterHour, Some("63")),
            ("2023-01-01", "2026-01-04", Step::Day, None),
            ("2023-01-01", "2026-01-05", Step::Day, Some("1101")),
        ] {
            let (from, to) = (day(from), day(to));
            let found = FiguresQuery { from, to, step }.check();
            let found = found.map_err(|error| error.to_string());
            match (expected, &found) {
                (None, Ok(())) => {}
                (Some(word), Err(message)) if message.contains(word) => {}
                _ => panic!("{from} to {to} by {step:?} gives {found:?}, not {expected:?}"),
            }
        }
    }

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let mut tally = Tally::default();
        tally.add(Measure::Served, 3);
        tally.add_total(Currency::EURO, -250);
        let row = FiguresRow {
            start: Timestamp(1_795_332_600_000),
            local_start: day("2026-11-22").and_hms_opt(8, 30, 0).unwrap(),
            tally,
        };
        let written = serde_json::to_string(&row).unwrap();
        assert!(written.contains(r#""totals_minor":{"EUR":-250}"#));
        assert!(written.contains(r#""sales":0"#), "{written}");
        assert!(written.contains(r#""local_start":"2026-11-22T08:30:00""#));
        let read: FiguresRow = serde_json::from_str(&written).unwrap();
        assert_eq!(read, row);
    }
}
