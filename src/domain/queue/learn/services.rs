//! Service times from past sales.

use super::super::model::ServiceLaw;
use super::super::numeric::{real, whole};
use super::clean::Cleaned;

/// How many quantiles are kept.
const QUANTILES: usize = 32;
/// The first guess counts like so many sales.
const GUESS_SALES: f64 = 20.0;
/// Fewer sales than this tell nothing of the law's form.
const ENOUGH: usize = 30;

/// Mean, spread and quantiles; sales of younger days count more.
pub(super) fn law(days: &[Cleaned]) -> ServiceLaw {
    let guess = ServiceLaw::default();
    let mut times: Vec<(f64, f64)> = days
        .iter()
        .flat_map(|day| day.sales.iter().map(move |sale| (sale, day.weight)))
        .filter_map(|(sale, weight)| Some((sale.end - sale.start?, weight)))
        .collect();
    let weight: f64 = times.iter().map(|(_, weight)| weight).sum::<f64>() + GUESS_SALES;
    let sum = |power: i32| times.iter().map(|(s, w)| w * s.powi(power)).sum::<f64>();
    let guess_square = guess.mean_s.powi(2) * (1.0 + guess.cv.powi(2));
    let mean = (sum(1) + GUESS_SALES * guess.mean_s) / weight;
    let square = (sum(2) + GUESS_SALES * guess_square) / weight;
    let cv = ((square / mean.powi(2) - 1.0).max(0.01)).sqrt();
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let quantiles = if times.len() < ENOUGH {
        let scale = mean / guess.mean_s;
        guess
            .quantiles
            .iter()
            .map(|q| narrow(f64::from(*q) * scale))
            .collect()
    } else {
        let last = real(times.len() - 1);
        let place = |k: usize| whole((real(k) + 0.5) / real(QUANTILES) * last);
        (0..QUANTILES)
            .filter_map(|k| times.get(place(k)))
            .map(|(s, _)| narrow(*s))
            .collect()
    };
    ServiceLaw {
        mean_s: mean,
        cv,
        quantiles,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "seven digits will do")]
pub(super) fn narrow(value: f64) -> f32 {
    value as f32
}
