//! What an estimator says: numbers of people as a distribution in a few figures.
//!
//! The wait is in [`wait`](super::wait).

use serde::{Deserialize, Serialize};

use super::belief::{Row, SIZE};
use super::numeric::real;
use super::till::Source;
use super::wait::Wait;

/// How many people wait now, not counting those being served or stepping up to a free till.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The expected number.
    pub mean: f64,
    /// With a chance of at least a tenth there are no more than this many.
    pub p10: u32,
    /// The median: the number to show.
    pub p50: u32,
    /// With a chance of at least nine tenths there are no more than this many.
    pub p90: u32,
    /// How long somebody who joins now will wait.
    pub wait: Wait,
    /// How starts of sales are known: the worst of the open tills.
    pub source: Source,
    /// Whether the shop's habits are not known yet.
    pub is_learning: bool,
}

/// Probabilities of numbers of people.
#[derive(Debug, Clone)]
pub(super) struct Law(Vec<f64>);

impl Law {
    pub(super) fn mean(&self) -> f64 {
        let weighted = self.0.iter().enumerate().map(|(n, p)| real(n) * p);
        weighted.sum()
    }

    /// The least number that is reached with probability `level`.
    pub(super) fn quantile(&self, level: f64) -> u32 {
        let mut below = 0.0;
        let reached = self.0.iter().position(|p| {
            below += p;
            below >= level - 1e-12
        });
        let last = self.0.len().saturating_sub(1);
        u32::try_from(reached.unwrap_or(last)).unwrap_or(u32::MAX)
    }
}

/// The law of the sum of several lines that are independent for each factor, over all factors;
/// each factor comes with its weight and a row a line.
pub(super) fn total(factors: impl Iterator<Item = (f64, Vec<Row>)>) -> Law {
    let mut all = Vec::new();
    for (weight, lines) in factors {
        let mut sum = vec![1.0];
        for line in &lines {
            sum = convolved(&sum, line);
        }
        if all.len() < sum.len() {
            all.resize(sum.len(), 0.0);
        }
        all.iter_mut()
            .zip(&sum)
            .for_each(|(p, part)| *p += weight * part);
    }
    Law(all)
}

fn convolved(sum: &[f64], line: &Row) -> Vec<f64> {
    let used = line
        .iter()
        .rposition(|p| *p > 1e-7)
        .map_or(1, |last| last + 1);
    let mut longer = vec![0.0; sum.len() + used.min(SIZE) - 1];
    for (start, p) in sum.iter().enumerate() {
        let places = longer.iter_mut().skip(start);
        places
            .zip(line.iter().take(used))
            .for_each(|(place, q)| *place += p * q);
    }
    longer
}
