//! How soon a till that is free takes somebody who waits: the hazard of the gap between two sales.
//!
//! Tables made once for each law. Nothing in here knows who waits.

use super::model::GapLaw;
use super::numeric::{normal_above, real, whole};

/// Entries of a table.
const ENTRIES: usize = 601;
/// No hazard is above this, in 1/s.
const CAP: f64 = 5.0;
/// The least hazard in the first moments.
const EARLY_FLOOR: f64 = 1e-4;

/// One part of a mixture of lognormal laws.
#[derive(Debug, Clone, Copy)]
struct Part {
    weight: f64,
    mu: f64,
    sigma: f64,
}

impl Part {
    /// By mean and coefficient of variation.
    fn of_mean(weight: f64, mean: f64, cv: f64) -> Self {
        let variance = (cv * cv).ln_1p();
        Self {
            weight,
            mu: mean.ln() - variance / 2.0,
            sigma: variance.sqrt(),
        }
    }

    fn density(&self, at: f64) -> f64 {
        let z = (at.ln() - self.mu) / self.sigma;
        self.weight * (-0.5 * z * z).exp() / (at * self.sigma * std::f64::consts::TAU.sqrt())
    }

    fn above(&self, at: f64) -> f64 {
        self.weight * normal_above((at.ln() - self.mu) / self.sigma)
    }
}

/// Hazard and summed hazard by age.
#[derive(Debug, Clone)]
pub(super) struct Hazard {
    rate: Vec<f32>,
    sum: Vec<f64>,
    step: f64,
}

impl Hazard {
    /// Between a receipt's end and the next first scan, while somebody is there.
    pub(super) fn of_gaps(law: &GapLaw) -> Self {
        let body = Part {
            weight: 1.0 - law.tail_weight,
            mu: law.mu,
            sigma: law.sigma,
        };
        let tail = Part::of_mean(law.tail_weight, law.tail_mean_s, law.tail_cv);
        Self::tabulate(&[body, tail], 0.5, (law.idle_after_s, law.idle_rate))
    }

    /// Between two receipts' ends, gap and sale together, for tills that tell no start.
    pub(super) fn of_cycles(mean: f64, cv: f64) -> Self {
        let floor = (mean / 2.0, 0.3 / mean);
        Self::tabulate(&[Part::of_mean(1.0, mean, cv)], 2.0, floor)
    }

    /// `floor` is from which age on, and how much.
    fn tabulate(parts: &[Part], step: f64, floor: (f64, f64)) -> Self {
        let mut rate = Vec::with_capacity(ENTRIES);
        let mut sum = Vec::with_capacity(ENTRIES);
        let mut total = 0.0;
        let mut before = EARLY_FLOOR;
        for age in (0..ENTRIES).map(|entry| real(entry) * step) {
            let least = if age > floor.0 { floor.1 } else { EARLY_FLOOR };
            let here = Self::at(parts, age, before).clamp(least, CAP);
            if age > 0.0 {
                total += f64::midpoint(before, here) * step;
            }
            rate.push(here);
            sum.push(total);
            before = here;
        }
        let rate = rate.into_iter().map(narrow).collect();
        Self { rate, sum, step }
    }

    /// `fallback` where the law has ended for all practical purposes.
    fn at(parts: &[Part], age: f64, fallback: f64) -> f64 {
        if age <= 0.0 {
            return 0.0;
        }
        let above: f64 = parts.iter().map(|part| part.above(age)).sum();
        let density: f64 = parts.iter().map(|part| part.density(age)).sum();
        let hazard = density / above;
        if hazard.is_finite() && above > 1e-280 {
            hazard
        } else {
            fallback
        }
    }

    /// The hazard at an age in seconds, in 1/s; constant beyond the table.
    pub(super) fn rate(&self, age: f64) -> f64 {
        let (entry, part) = self.place(age);
        let here = self.rate.get(entry).or_else(|| self.rate.last());
        let here = here.copied().map_or(0.0, f64::from);
        let next = self.rate.get(entry + 1).copied().map_or(here, f64::from);
        here + (next - here) * part
    }

    /// The summed hazard up to an age in seconds; linear beyond the table.
    pub(super) fn sum(&self, age: f64) -> f64 {
        let (entry, part) = self.place(age);
        match (self.sum.get(entry), self.sum.get(entry + 1)) {
            (Some(here), Some(next)) => here + (next - here) * part,
            _ => self.beyond(age),
        }
    }

    /// Bytes on the heap.
    pub(super) fn footprint(&self) -> usize {
        self.rate.capacity() * size_of::<f32>() + self.sum.capacity() * size_of::<f64>()
    }

    fn beyond(&self, age: f64) -> f64 {
        let last = self.sum.last().copied().unwrap_or_default();
        let rate = self.rate.last().copied().map_or(0.0, f64::from);
        last + rate * (age - real(self.sum.len().saturating_sub(1)) * self.step)
    }

    fn place(&self, age: f64) -> (usize, f64) {
        let steps = age.max(0.0) / self.step;
        let entry = whole(steps);
        (entry, steps - real(entry))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "seven digits are more than a hazard has"
)]
fn narrow(value: f64) -> f32 {
    value as f32
}
