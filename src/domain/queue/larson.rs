//! Larson's queue inference engine, exactly: one counter, no gaps, nobody lost.
//!
//! For a busy period whose step-ups are known. In hindsight the arrival rate cancels (Larson 1990;
//! forwards and backwards as in Jones and Larson 1995); while the period lasts it does not (Daley
//! and Servi 1992). The live filter is this with gaps, several tills, losses and an unknown rate.
//! Costs the third power of the number of customers, so it is for reports and tests.

use super::numeric::real;

/// A busy period. At the first time somebody found an empty shop and was served at once; at each
/// later one, in seconds and ascending, the next who waited stepped up.
#[derive(Debug, Clone, PartialEq)]
pub struct BusyPeriod {
    steps: Vec<f64>,
}

impl BusyPeriod {
    /// `steps` are the step-ups; none where they are not in order or not finite.
    pub fn new(steps: Vec<f64>) -> Option<Self> {
        let in_order = steps.windows(2).all(|pair| pair.first() <= pair.last());
        let finite = steps.iter().all(|step| step.is_finite());
        (in_order && finite && !steps.is_empty()).then_some(Self { steps })
    }

    /// The chances of 0, 1, … people waiting at `at`, when the period ended with nobody waiting at
    /// `end`; after the step-up where both are at once.
    pub fn in_hindsight(&self, at: f64, end: f64) -> Vec<f64> {
        let customers = self.steps.len();
        if at >= end {
            return only(0, customers);
        }
        let first = self.steps.first().copied().unwrap_or_default();
        let rate = real(customers.max(2) - 1) / (end - first).max(f64::MIN_POSITIVE);
        let past = self.forwards(at, rate, customers);
        let future = self.backwards(at, end, rate, customers);
        normalised(
            past.iter()
                .zip(&future)
                .map(|(past, future)| past * future)
                .collect(),
        )
    }

    /// The chances of 0, 1, … people waiting at `now`, while the period lasts and `rate` people a
    /// second come. At most `most` people are looked at.
    pub fn so_far(&self, now: f64, rate: f64, most: usize) -> Vec<f64> {
        normalised(self.forwards(now, rate, most.max(1)))
    }

    fn forwards(&self, at: f64, rate: f64, most: usize) -> Vec<f64> {
        let mut chances = only(0, most);
        let mut steps = self.steps.iter().copied().take_while(|step| *step <= at);
        let mut now = steps.next().unwrap_or(at);
        for step in steps {
            chances = arrived(&chances, rate * (step - now));
            chances.remove(0);
            chances.push(0.0);
            now = step;
        }
        arrived(&chances, rate * (at - now))
    }

    /// How likely the rest of the period is, by the number of people waiting at `at`.
    fn backwards(&self, at: f64, end: f64, rate: f64, most: usize) -> Vec<f64> {
        let mut likely = only(0, most);
        let mut now = end;
        for step in self.steps.iter().rev().take_while(|step| **step > at) {
            likely = arriving(&likely, rate * (now - step));
            likely.insert(0, 0.0);
            likely.pop();
            now = *step;
        }
        arriving(&likely, rate * (now - at))
    }
}

/// Certainly so many.
fn only(number: usize, most: usize) -> Vec<f64> {
    (0..most.max(1))
        .map(|n| f64::from(u8::from(n == number)))
        .collect()
}

/// The chances of so many arrivals, when `expected` are expected.
fn arrivals(expected: f64, most: usize) -> Vec<f64> {
    let chances = (0..most).scan((-expected).exp(), |chance, n| {
        let this = *chance;
        *chance *= expected / real(n + 1);
        Some(this)
    });
    chances.collect()
}

fn arrived(chances: &[f64], expected: f64) -> Vec<f64> {
    let came = arrivals(expected, chances.len());
    let to = |n: usize| {
        let from = chances.iter().take(n + 1);
        from.zip(came.iter().take(n + 1).rev())
            .map(|(p, q)| p * q)
            .sum()
    };
    (0..chances.len()).map(to).collect()
}

fn arriving(likely: &[f64], expected: f64) -> Vec<f64> {
    let come = arrivals(expected, likely.len());
    let from = |n: usize| likely.iter().skip(n).zip(&come).map(|(p, q)| p * q).sum();
    (0..likely.len()).map(from).collect()
}

fn normalised(mut chances: Vec<f64>) -> Vec<f64> {
    let total: f64 = chances.iter().sum();
    if total > 0.0 {
        for chance in &mut chances {
            *chance /= total;
        }
    }
    chances
}
