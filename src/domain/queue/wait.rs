//! How long somebody who joins a line now will wait until the first item is scanned.
//!
//! A rule of thumb: what is left of the sales at the tills, then a cycle for each one ahead, with those who give up on the way taken into account.

use serde::{Deserialize, Serialize};

use super::model::Model;
use super::numeric::real;

/// A wait in seconds.
#[expect(
    clippy::struct_field_names,
    reason = "a field's name ends with its unit"
)]
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Wait {
    /// Expected.
    pub mean_s: f64,
    /// A good case: one in ten is shorter.
    pub p10_s: f64,
    /// A bad case: one in ten is longer.
    pub p90_s: f64,
}

/// A line with the tills that serve it.
#[derive(Debug, Clone)]
pub(super) struct Ahead {
    /// Expected, 10 % and 90 % of those who wait.
    pub(super) waiting: [f64; 3],
    /// Open tills.
    pub(super) tills: usize,
    /// Whether one of them is free and nobody is likely to be ahead.
    pub(super) at_once: bool,
    /// How long each busy till's sale has lasted, in seconds.
    pub(super) busy_for: Vec<f64>,
}

/// A normal variable is below its mean by more than so many standard deviations once in ten times.
const TENTH: f64 = 1.2816;

impl Ahead {
    /// The wait at the end of this line.
    pub(super) fn wait(&self, model: &Model) -> Wait {
        let gap = model.gap.mean_s();
        if self.at_once {
            return Wait {
                mean_s: gap,
                p10_s: gap / 2.0,
                p90_s: gap * 2.0,
            };
        }
        let cycle = model.cycle_s();
        let first = self.first_free(model, gap, cycle);
        let [mean, few, many] = self
            .waiting
            .map(|waiting| self.drained(waiting, cycle, model));
        let spread = |waiting: f64| {
            TENTH * (waiting + 1.0).sqrt() * model.service.cv * cycle / real(self.tills.max(1))
        };
        let [_, few_ahead, many_ahead] = self.waiting;
        Wait {
            mean_s: first + mean,
            p10_s: (first + few - spread(few_ahead)).max(0.0),
            p90_s: first + many + spread(many_ahead),
        }
    }

    /// Until the first till is free and has taken someone.
    fn first_free(&self, model: &Model, gap: f64, cycle: f64) -> f64 {
        let tills = real(self.tills.max(1));
        if self.busy_for.is_empty() {
            return gap;
        }
        let left = |age: &f64| (model.service.remaining_s(*age) + gap).min(1.5 * cycle);
        let mean = self.busy_for.iter().map(left).sum::<f64>() / real(self.busy_for.len());
        mean / tills
    }

    /// Until those ahead are served or gone.
    fn drained(&self, waiting: f64, cycle: f64, model: &Model) -> f64 {
        let served = real(self.tills.max(1)) / cycle.max(1.0);
        let patience = model.losses.renege_per_s.max(0.0);
        if patience * waiting < 1e-9 {
            return waiting / served;
        }
        // The integral of dn / (served + patience n).
        (patience * waiting / served).ln_1p() / patience
    }
}
