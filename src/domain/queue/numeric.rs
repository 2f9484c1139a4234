//! The few special functions and conversions that the queue and staffing rules need.
//!
//! Accurate to about 1e-12 where they are used; no general library of mathematics.

/// How many, as a real number.
pub fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Milliseconds in seconds; exact for the 285 thousand years that matter.
#[expect(clippy::cast_precision_loss, reason = "times are far below 2^53 ms")]
pub fn seconds(ms: i64) -> f64 {
    ms as f64 / 1000.0
}

/// The whole number at or below `value`; 0 for what is negative or no number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` rounds towards zero and keeps within the type's bounds"
)]
pub fn whole(value: f64) -> usize {
    value as u32 as usize
}

/// The nearest whole number, at most 100 000; 0 for what is negative or no number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded before"
)]
pub fn nearest(value: f64) -> u32 {
    if value.is_finite() {
        value.round().clamp(0.0, 100_000.0) as u32
    } else {
        0
    }
}

/// Seconds in milliseconds, rounded; what is no number is 0.
#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` keeps within the type's bounds"
)]
pub fn milliseconds(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

/// The logarithm of the gamma function of a positive number (Lanczos, g = 7, n = 9).
pub fn ln_gamma(x: f64) -> f64 {
    const LANCZOS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        let sine = (std::f64::consts::PI * x).sin().abs();
        return (std::f64::consts::PI / sine).ln() - ln_gamma(1.0 - x);
    }
    let below = x - 1.0;
    let series = LANCZOS
        .iter()
        .zip(1_u32..)
        .fold(0.999_999_999_999_809_9, |sum, (coefficient, place)| {
            sum + coefficient / (below + f64::from(place))
        });
    let top = below + 7.5;
    0.5 * std::f64::consts::TAU.ln() + (below + 0.5) * top.ln() - top + series.ln()
}

/// The probability that a standard normal variable is above `x`.
pub fn normal_above(x: f64) -> f64 {
    if x < 0.0 {
        return 1.0 - normal_above(-x);
    }
    let density = (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt();
    if x < 3.0 {
        // The series of Marsaglia, "Evaluating the normal distribution" (2004).
        let mut term = x;
        let mut sum = x;
        let mut odd = 1.0;
        while term > 1e-17 * sum && odd < 400.0 {
            odd += 2.0;
            term *= x * x / odd;
            sum += term;
        }
        return 0.5 - density * sum;
    }
    // Laplace's continued fraction, from its far end.
    let fraction = (1_u32..=60)
        .rev()
        .fold(x, |below, k| x + f64::from(k) / below);
    density / fraction
}

/// The regularised incomplete beta function `I_x(a, b)` (Lentz's continued fraction).
pub fn beta_below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_below(1.0 - x, b, a);
    }
    let front = a * x.ln() + b * (-x).ln_1p() + ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b);
    front.exp() * beta_fraction(x, a, b) / a
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut numerator = 1.0;
    let mut denominator = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut result = denominator;
    for step in 1_u32..2000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        denominator = 1.0 / away(1.0 + even * denominator);
        numerator = away(1.0 + even / numerator);
        result *= denominator * numerator;
        denominator = 1.0 / away(1.0 + odd * denominator);
        numerator = away(1.0 + odd / numerator);
        let change = denominator * numerator;
        result *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_functions_have_their_known_values() {
        // Abramowitz and Stegun, tables 6.1, 26.1 and 26.5; I_0.3(2, 5) from its finite sum.
        let sum: f64 = [15.0, 20.0, 15.0, 6.0, 1.0]
            .iter()
            .zip(2..)
            .map(|(ways, hits)| ways * 0.3_f64.powi(hits) * 0.7_f64.powi(6 - hits))
            .sum();
        for (what, found, expected) in [
            (
                "ln_gamma(0.5)",
                ln_gamma(0.5),
                std::f64::consts::PI.sqrt().ln(),
            ),
            ("ln_gamma(11)", ln_gamma(11.0), 3_628_800_f64.ln()),
            ("normal_above(0)", normal_above(0.0), 0.5),
            (
                "normal_above(1.96)",
                normal_above(1.96),
                0.024_997_895_148_220_4,
            ),
            (
                "normal_above(-1)",
                normal_above(-1.0),
                0.841_344_746_068_542_9,
            ),
            (
                "normal_above(5)",
                normal_above(5.0),
                2.866_515_719_235_352e-7,
            ),
            ("beta_below(0.3, 2, 5)", beta_below(0.3, 2.0, 5.0), sum),
            (
                "beta_below(0.9, 2, 5)",
                beta_below(0.9, 5.0, 2.0),
                0.885_735,
            ),
            ("beta_below(0, 2, 5)", beta_below(0.0, 2.0, 5.0), 0.0),
        ] {
            assert!(
                (found - expected).abs() <= 1e-12 * (1.0 + expected.abs()),
                "{what} is {found}, not {expected}"
            );
        }
    }

    #[test]
    fn conversions_keep_within_bounds() {
        for (value, expected) in [(2.9, 2), (-3.0, 0), (f64::NAN, 0)] {
            assert_eq!(whole(value), expected, "{value}");
        }
        assert_eq!(milliseconds(1.2345), 1235);
        assert_eq!(milliseconds(f64::INFINITY), i64::MAX);
        assert!((seconds(-1500) + 1.5).abs() < 1e-12);
    }
}
