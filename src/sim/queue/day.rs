//! One day of a shop as it is told by its tills, its sensor and its cashiers, and as it was.
//!
//! Seconds since the doors opened. What happens in between is in `shop`.

use super::scenario::Scenario;
use super::shop::Shop;

/// Seconds between two looks at the truth.
pub const LOOK_S: f64 = 30.0;

/// A sale at a till.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sale {
    /// Which till, from 0.
    pub counter: usize,
    /// First item.
    pub start_s: f64,
    /// Receipt.
    pub end_s: f64,
}

/// A cashier's count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Count {
    /// When.
    pub at_s: f64,
    /// At which till.
    pub counter: usize,
    /// How many wait there: in the shared line, or in its own.
    pub waiting: u32,
}

/// A day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Day {
    /// In the order of their ends.
    pub sales: Vec<Sale>,
    /// When tills were signed in: which, from, to.
    pub open: Vec<(usize, f64, f64)>,
    /// When a beam at the entrance was broken.
    pub pulses: Vec<f64>,
    /// About a dozen.
    pub counts: Vec<Count>,
    /// How many waited, every [`LOOK_S`] from 0 on.
    pub truth: Vec<u32>,
    /// Of each who was served: when they came and how long they waited for the first scan.
    pub waits: Vec<(f64, f64)>,
    /// How busy the day was as a whole, 1 for as usual.
    pub factor: f64,
    /// Who turned away.
    pub balked: u32,
    /// Who gave up.
    pub reneged: u32,
}

impl Day {
    /// Lets a day happen; the same seed gives the same day.
    pub fn of(scenario: &Scenario, seed: u64) -> Self {
        Shop::new(*scenario, seed).day()
    }
}
