//! The line at the counter as screens show it.

use crate::domain::call::CallReason;
use crate::domain::code::Till;
use crate::domain::queue::numeric::nearest;
use crate::domain::queue::{Estimate, Source};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Who waits, for how long, and how sure that is. Whole numbers only: nobody knows better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueView {
    /// People in line, not counting the one being served: with an even chance no more than these.
    pub waiting: u16,
    /// One time in ten it is fewer.
    pub low: u16,
    /// One time in ten it is more.
    pub high: u16,
    /// About how long somebody who joins now waits, in seconds, in steps of [`WAIT_STEP_S`].
    pub wait_s: u32,
    /// How that compares with what the store wants.
    pub level: Level,
    /// How starts of sales are known.
    pub source: Source,
    /// The shop's habits are not known yet.
    pub is_learning: bool,
    /// How many waited over the last half-hour, one number a minute, the newest last, in tenths.
    pub trend: Vec<u16>,
    /// The call for a colleague, while there is one.
    pub call: Option<CallView>,
}

/// The wait in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Shorter than half of what the store allows.
    Short,
    /// Within what it allows.
    Busy,
    /// Longer.
    Long,
}

/// A colleague was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallView {
    /// Another number for every other call.
    pub id: u64,
    /// Since when.
    pub since: Timestamp,
    /// From which counter.
    pub counter: Till,
    /// Why.
    pub by: CallReason,
    /// Somebody comes.
    pub is_answered: bool,
}

/// Waits are shown in steps of so many seconds.
pub const WAIT_STEP_S: u32 = 30;

/// How many minutes the trend goes back.
pub const TREND_MINUTES: usize = 30;

impl QueueView {
    /// Where nothing is known.
    pub fn unknown() -> Self {
        Self {
            waiting: 0,
            low: 0,
            high: 0,
            wait_s: 0,
            level: Level::Short,
            source: Source::ReceiptsOnly,
            is_learning: true,
            trend: Vec::new(),
            call: None,
        }
    }

    /// What an estimate says, without trend and call.
    pub fn of(estimate: &Estimate, target_s: u32) -> Self {
        let narrow = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
        let wait_s = nearest(estimate.wait.mean_s / f64::from(WAIT_STEP_S)) * WAIT_STEP_S;
        Self {
            waiting: narrow(estimate.p50),
            low: narrow(estimate.p10),
            high: narrow(estimate.p90),
            wait_s,
            level: Level::of(wait_s, target_s),
            source: estimate.source,
            is_learning: estimate.is_learning,
            ..Self::unknown()
        }
    }

    /// Whether a number would say more than is known: the range spans more than the number itself,
    /// and more than two people.
    pub fn is_vague(&self) -> bool {
        let range = self.high.saturating_sub(self.low);
        range > 2 && range > self.waiting
    }
}

impl Level {
    /// The word for a wait where the store allows so much.
    pub fn of(wait_s: u32, target_s: u32) -> Self {
        if wait_s > target_s {
            Self::Long
        } else if wait_s * 2 >= target_s {
            Self::Busy
        } else {
            Self::Short
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::queue::Wait;

    fn estimate(p: [u32; 3], mean_s: f64) -> Estimate {
        let [p10, p50, p90] = p;
        Estimate {
            mean: f64::from(p50),
            p10,
            p50,
            p90,
            wait: Wait {
                mean_s,
                p10_s: 0.0,
                p90_s: mean_s * 2.0,
            },
            source: Source::FirstScan,
            is_learning: false,
        }
    }

    #[test]
    fn a_wait_is_a_round_number_and_a_word() {
        for (mean_s, wait_s, level) in [
            (14.0, 0, Level::Short),
            (44.0, 30, Level::Short),
            (80.0, 90, Level::Busy),
            (184.0, 180, Level::Busy),
            (200.0, 210, Level::Long),
            (f64::NAN, 0, Level::Short),
        ] {
            let view = QueueView::of(&estimate([0, 1, 2], mean_s), 180);
            assert_eq!((view.wait_s, view.level), (wait_s, level), "{mean_s} s");
        }
    }

    #[test]
    fn a_number_is_shown_where_it_says_something() {
        for (range, is_vague) in [
            ([0, 1, 2], false),
            ([0, 1, 4], true),
            ([2, 4, 6], false),
            ([5, 8, 12], false),
            ([1, 3, 6], true),
        ] {
            let view = QueueView::of(&estimate(range, 60.0), 180);
            assert_eq!(view.is_vague(), is_vague, "{range:?}");
        }
    }
}
