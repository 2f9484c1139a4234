//! The mean of a few grades and its interval.

use super::Interval;
use serde::{Deserialize, Serialize};
use std::f64::consts::FRAC_2_PI;

/// The mean of some numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// The standard deviation of one of them.
    pub deviation: f64,
    /// Its interval by Student's t.
    pub interval: Interval,
}

impl Mean {
    /// The mean of at least two numbers; `None` of fewer.
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Option<Self> {
        // Welford (1962): no sum of squares that could swallow the differences.
        let (mut count, mut mean, mut squares) = (0_u32, 0.0, 0.0);
        for number in numbers {
            count = count.saturating_add(1);
            let ahead = number - mean;
            mean += ahead / f64::from(count);
            squares += ahead * (number - mean);
        }
        let freedom = count.checked_sub(1).filter(|freedom| *freedom > 0)?;
        let deviation = (squares / f64::from(freedom)).sqrt();
        let half = t_quantile(freedom) * deviation / f64::from(count).sqrt();
        Some(Self {
            value: mean,
            deviation,
            interval: Interval::around(mean, half),
        })
    }
}

/// From this many degrees of freedom on, Student's t is taken at this many: 1.962 against 1.960.
const MANY: u32 = 1000;

/// So far from 0 lies Student's t, with these degrees of freedom, nineteen times in twenty at most.
fn t_quantile(freedom: u32) -> f64 {
    let freedom = freedom.clamp(1, MANY);
    let (mut low, mut high) = (0.0, 20.0);
    // Sixty halvings leave less than a double can tell.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if within(middle, freedom) < 0.95 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The chance that Student's t lies between `-t` and `t`: Abramowitz and Stegun 26.7.3 and 26.7.4.
fn within(t: f64, freedom: u32) -> f64 {
    let angle = (t / f64::from(freedom).sqrt()).atan();
    let (sine, cosine) = angle.sin_cos();
    let is_odd = freedom % 2 == 1;
    let mut term = if is_odd { cosine } else { 1.0 };
    let mut sum = 0.0;
    let mut power = u32::from(is_odd);
    while power + 1 < freedom {
        sum += term;
        power += 2;
        term *= cosine * cosine * f64::from(power - 1) / f64::from(power);
    }
    if is_odd {
        FRAC_2_PI * (angle + sine * sum)
    } else {
        sine * sum
    }
}
