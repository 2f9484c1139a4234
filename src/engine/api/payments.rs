//! How payments that did not go through at once ended, by the hour of the day.

use super::{Figures, PeriodError};
use crate::domain::code::Till;
use crate::domain::kpi::PaymentNotes;
use crate::domain::tally::Tally;
use chrono::{NaiveDate, Timelike as _};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Never by customer, never by reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentReport {
    /// The counter.
    pub counter: Till,
    /// All days and hours together.
    pub total: PaymentNotes,
    /// One for each hour of the day in which there was something, in order.
    pub hours: Vec<PaymentHour>,
}

/// An hour of the day, over all days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentHour {
    /// 0 to 23, on the clock of the shop.
    pub hour: u8,
    /// How it went.
    #[serde(flatten)]
    pub notes: PaymentNotes,
}

impl PaymentReport {
    /// The most days that are added up: a year.
    pub const MAX_DAYS: i64 = 366;

    /// Whether the days are in order and not too many.
    pub fn check(from: NaiveDate, to: NaiveDate) -> Result<(), PeriodError> {
        PeriodError::check(from, to, Self::MAX_DAYS)
    }

    /// The report on figures of quarter-hours.
    pub fn of(counter: Till, figures: &Figures) -> Self {
        let mut total = Tally::default();
        let mut hours: BTreeMap<u8, Tally> = BTreeMap::new();
        for row in &figures.rows {
            total.add_all(&row.tally);
            let hour = u8::try_from(row.local_start.hour()).unwrap_or_default();
            hours.entry(hour).or_default().add_all(&row.tally);
        }
        let hours = hours.into_iter().map(|(hour, tally)| PaymentHour {
            hour,
            notes: PaymentNotes::of(&tally),
        });
        Self {
            counter,
            total: PaymentNotes::of(&total),
            hours: hours
                .filter(|hour| hour.notes != PaymentNotes::default())
                .collect(),
        }
    }
}
