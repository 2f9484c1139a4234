//! The net promoter score and its interval.

use super::{Display, Interval, Z};
use serde::{Deserialize, Serialize};

/// How many would tell others, and how many would warn them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Nps {
    /// Answers of 9 and 10.
    pub promoters: u32,
    /// Answers of 7 and 8.
    pub passives: u32,
    /// Answers of 0 to 6.
    pub detractors: u32,
}

/// How two scores differ: the later one less the earlier one, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NpsChange {
    /// The difference, between the adjusted scores.
    pub points: f64,
    /// Its interval; where this holds 0 there is no clear change.
    pub interval: Interval,
}

impl Nps {
    /// How many answered.
    pub fn answers(&self) -> u32 {
        let all = [self.promoters, self.passives, self.detractors];
        all.into_iter().fold(0, u32::saturating_add)
    }

    /// The score, from -100 to 100; `None` without answers.
    pub fn score(&self) -> Option<f64> {
        let answers = f64::from(self.answers());
        let ahead = f64::from(self.promoters) - f64::from(self.detractors);
        (answers > 0.0).then(|| 100.0 * ahead / answers)
    }

    /// The interval of the score: the adjusted Wald interval of Rocks (2016), with three more answers
    /// of which three quarters each go to promoters and detractors. It is not centred on the score,
    /// and may reach beyond what is possible where answers are few; it is cut there.
    pub fn interval(&self) -> Interval {
        let (middle, error) = self.adjusted();
        let Interval { low, high } = Interval::around(middle, Z * error);
        Interval {
            low: low.max(-100.0),
            high: high.min(100.0),
        }
    }

    /// What may be shown of it.
    pub fn display(&self) -> Display {
        Display::of(self.answers())
    }

    /// How this score differs from an earlier one.
    pub fn change_since(&self, earlier: &Self) -> NpsChange {
        let ((now, error), (then, earlier_error)) = (self.adjusted(), earlier.adjusted());
        let points = now - then;
        NpsChange {
            points,
            interval: Interval::around(points, Z * error.hypot(earlier_error)),
        }
    }

    /// Score and standard error with the three answers of Rocks.
    fn adjusted(&self) -> (f64, f64) {
        let answers = f64::from(self.answers()) + 3.0;
        let promoters = (f64::from(self.promoters) + 0.75) / answers;
        let detractors = (f64::from(self.detractors) + 0.75) / answers;
        let ahead = promoters - detractors;
        let variance = promoters + detractors - ahead * ahead;
        (100.0 * ahead, 100.0 * (variance / answers).sqrt())
    }
}
