//! A shop's habits from its past days: a pure function from days to a [`Model`].
//!
//! Habits fade with age, and what few days cannot say is taken from [`Model::guess`]. Holidays
//! and other exceptions are left out by the caller. Nothing of a single day stays in the model.

mod clean;
mod gaps;
mod hindsight;
mod losses;
mod rates;
mod services;
mod tape;

use serde::{Deserialize, Serialize};

use super::Line;
use super::model::Model;
use clean::Cleaned;

/// A day counts e times less when it is so many days older.
const FADES_DAYS: f64 = 28.0;
/// Only so many of the youngest days are looked at.
const MOST_DAYS: usize = 56;

/// A sale of a past day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastSale {
    /// Which counter, from 0.
    pub counter: usize,
    /// First item, in milliseconds since local midnight; absent where it was not told.
    pub start_ms: Option<i64>,
    /// Receipt, likewise.
    pub end_ms: i64,
}

/// A cashier's count of a past day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastCount {
    /// At which counter.
    pub counter: usize,
    /// When, in milliseconds since local midnight.
    pub at_ms: i64,
    /// How many waited.
    pub waiting: u32,
}

/// When a counter was open on a past day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Which counter.
    pub counter: usize,
    /// From, in milliseconds since local midnight.
    pub from_ms: i64,
    /// To, likewise.
    pub to_ms: i64,
}

/// A past day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PastDay {
    /// 0 for Monday to 6 for Sunday.
    pub weekday: u8,
    /// How many days ago it was.
    pub age_days: u16,
    /// In any order.
    pub sales: Vec<PastSale>,
    /// In any order.
    pub counts: Vec<PastCount>,
    /// Where unknown, a counter counts as open from its first sale to its last, but for gaps in
    /// which the others took people at once.
    pub openings: Vec<Opening>,
}

/// Learns a shop's habits from its past days. Sales that cannot have been, such as those of nine
/// hours or before the one before, are left out; no days give [`Model::guess`].
pub fn learn(days: &[PastDay], line: Line, counters: usize) -> Model {
    let counters = counters.clamp(1, super::MOST_COUNTERS);
    let mut youngest: Vec<&PastDay> = days.iter().collect();
    youngest.sort_by_key(|day| day.age_days);
    youngest.truncate(MOST_DAYS);
    let days: Vec<Cleaned> = youngest
        .into_iter()
        .map(|day| Cleaned::new(day, counters))
        .filter(|day| !day.sales.is_empty())
        .collect();
    let mut model = Model::guess(line, counters);
    if days.is_empty() {
        return model;
    }
    model.days = days.iter().map(Cleaned::weight_f32).sum();
    model.receipts_only = clean::mostly_blind(&days);
    model.service = services::law(&days);
    model.gap = gaps::law(&days, &model, counters);
    rates::learn(&mut model, &days, line, counters);
    model
}
