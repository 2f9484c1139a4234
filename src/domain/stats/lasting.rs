//! How long something lasts, where some of it is not over yet.

use serde::{Deserialize, Serialize};

/// Something that lasts: so long until it ended, or so long so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// In seconds.
    pub seconds: u64,
    /// It is over.
    pub is_over: bool,
}

/// The curve of Kaplan and Meier (1958): the share that lasts longer than a time, steps down.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Lasting {
    steps: Vec<(u64, f64)>,
}

impl Lasting {
    /// The curve of these cases, in any order.
    pub fn of(mut cases: Vec<Case>) -> Self {
        cases.sort_unstable_by_key(|case| (case.seconds, !case.is_over));
        let mut steps: Vec<(u64, f64)> = Vec::new();
        let mut share = 1.0;
        let mut left: u32 = cases.len().try_into().unwrap_or(u32::MAX);
        for same in cases.chunk_by(|one, other| one.seconds == other.seconds) {
            let ended = same.iter().filter(|case| case.is_over).count();
            let ended: u32 = ended.try_into().unwrap_or(u32::MAX);
            if ended > 0 {
                share *= 1.0 - f64::from(ended) / f64::from(left.max(1));
                let seconds = same.first().map_or(0, |case| case.seconds);
                steps.push((seconds, share));
            }
            left = left.saturating_sub(same.len().try_into().unwrap_or(u32::MAX));
        }
        Self { steps }
    }

    /// Times at which something ended, and the share that lasts longer.
    pub fn steps(&self) -> &[(u64, f64)] {
        &self.steps
    }

    /// After how many seconds this share is over, 0.5 for the median; `None` where it is not known yet:
    /// longer than all that is known.
    pub fn over_after_s(&self, share: f64) -> Option<u64> {
        let left = 1.0 - share + 1e-12;
        let step = self.steps.iter().find(|(_, lasts)| *lasts <= left);
        step.map(|(seconds, _)| *seconds)
    }
}
