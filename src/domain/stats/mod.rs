//! What may be said of a few answers: figures with the interval in which the truth lies, nineteen
//! times in twenty, and when to say nothing at all.
//!
//! Pure arithmetic. Where a formula comes from stands beside it.

mod lasting;
mod mean;
mod recommend;
mod share;

pub use lasting::{Case, Lasting};
pub use mean::Mean;
pub use recommend::{Nps, NpsChange};
pub use share::{Share, ShareChange};

use serde::{Deserialize, Serialize};

/// Half the width, in standard deviations, of an interval that is right nineteen times in twenty.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// From `low` to `high`; the truth lies between them nineteen times in twenty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    fn around(middle: f64, half: f64) -> Self {
        Self {
            low: middle - half,
            high: middle + half,
        }
    }

    /// Whether a difference with this interval is one at all.
    pub fn excludes_zero(self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// How much may be shown of a figure that rests on so many answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Display {
    /// Nothing, below 5: somebody might be recognised.
    Hide,
    /// How many answered what, from 5 on.
    Counts,
    /// The figure in grey with its interval, from 10 on.
    Low,
    /// The figure with its interval, from 30 on.
    Full,
}

impl Display {
    /// What may be shown of so many answers.
    pub fn of(answers: u32) -> Self {
        match answers {
            0..5 => Self::Hide,
            5..10 => Self::Counts,
            10..30 => Self::Low,
            _ => Self::Full,
        }
    }

    /// Whether there is a figure.
    pub fn has_figure(self) -> bool {
        self >= Self::Low
    }
}
