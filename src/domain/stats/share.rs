//! Shares of answers and their intervals.

use super::{Display, Interval, Z};
use serde::{Deserialize, Serialize};

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Share {
    /// How many of them.
    pub count: u32,
    /// Of how many.
    pub of: u32,
}

/// How two shares differ.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ShareChange {
    /// The difference, from -1 to 1.
    pub difference: f64,
    /// Its interval.
    pub interval: Interval,
}

impl Share {
    /// From 0 to 1; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.count.min(self.of)) / f64::from(self.of))
    }

    /// In hundredths, rounded; `None` of nothing.
    pub fn percent(self) -> Option<u8> {
        let of = u64::from(self.of);
        let hundred = u64::from(self.count.min(self.of)) * 100;
        let rounded = (hundred + of / 2).checked_div(of)?;
        u8::try_from(rounded).ok()
    }

    /// The interval of Wilson (1927), which fits small numbers too. Of nothing anything is possible.
    pub fn interval(self) -> Interval {
        let Some(share) = self.value() else {
            return Interval {
                low: 0.0,
                high: 1.0,
            };
        };
        let of = f64::from(self.of);
        let square = Z * Z;
        let middle = (share + square / (2.0 * of)) / (1.0 + square / of);
        let spread = (share * (1.0 - share) / of + square / (4.0 * of * of)).sqrt();
        let half = Z * spread / (1.0 + square / of);
        let Interval { low, high } = Interval::around(middle, half);
        // What rounding leaves of the ends.
        Interval {
            low: if self.count == 0 { 0.0 } else { low.max(0.0) },
            high: if self.count >= self.of {
                1.0
            } else {
                high.min(1.0)
            },
        }
    }

    /// What may be shown of it.
    pub fn display(self) -> Display {
        Display::of(self.of)
    }

    /// How this share differs from another one, with the hybrid interval of Newcombe (1998, method
    /// 10); `None` where either is of nothing.
    pub fn change_since(self, earlier: Self) -> Option<ShareChange> {
        let (now, then) = (self.value()?, earlier.value()?);
        let (inner, outer) = (self.interval(), earlier.interval());
        let difference = now - then;
        Some(ShareChange {
            difference,
            interval: Interval {
                low: difference - (now - inner.low).hypot(outer.high - then),
                high: difference + (inner.high - now).hypot(then - outer.low),
            },
        })
    }
}
