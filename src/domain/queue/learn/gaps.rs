//! The law of gaps between two sales while somebody waits, told apart from idle time.
//!
//! Expectation and maximisation over three kinds of gaps: taken at once, taken late, and nobody
//! there. How likely each is depends on the half-hour.

use super::super::model::{GapLaw, HALF_HOUR_S, HALF_HOURS, Model};
use super::super::numeric::{real, whole};
use super::clean::Cleaned;

const ROUNDS: usize = 40;
/// The first guess comes from gaps shorter than this, in seconds.
const SURELY_SHORT_S: f64 = 25.0;
/// Fewer gaps than this tell nothing.
const ENOUGH: usize = 40;
/// Where there is no gap at all.
const GUESSED_MU: f64 = 1.8;
/// How many gaps belong to the tail at least and at most. Where tills are idle now and then, late
/// gaps and idle ones look alike, and too light a tail would make a late cashier an empty line.
const TAIL: (f64, f64) = (0.04, 0.1);
/// Longer ones say nothing about gaps.
const LONGEST_S: f64 = 3600.0;
/// The lognormal law at evenly spaced levels, in standard deviations.
const LEVELS: [f64; 10] = [
    -1.645, -1.036, -0.674, -0.385, -0.126, 0.126, 0.385, 0.674, 1.036, 1.645,
];

/// A gap, where it was, and its weight.
struct Gap {
    seconds: f64,
    bin: usize,
    weight: f64,
    /// How many of those who come to idle tills come to this one.
    share: f64,
}

/// Fits the law; too few gaps give the default.
pub(super) fn law(days: &[Cleaned], model: &Model, counters: usize) -> GapLaw {
    let gaps: Vec<Gap> = days.iter().flat_map(|day| of_day(day, counters)).collect();
    if gaps.len() < ENOUGH || model.receipts_only {
        return model.gap;
    }
    let mut idle = idle_rates(days);
    let mut law = GapLaw {
        mu: first_guess(&gaps),
        sigma: 0.5,
        tail_weight: 0.05,
        ..model.gap
    };
    let mut waited = [0.5; HALF_HOURS];
    for _ in 0..ROUNDS {
        improve(&mut law, &mut waited, &mut idle, &gaps);
    }
    // Those who find an idle till step up as fast as others do, from when they come.
    let body = law.body_mean_s().clamp(1.0, 20.0);
    law.idle_after_s = 2.0 * body;
    law.idle_rate = body.recip();
    law
}

fn of_day(day: &Cleaned, counters: usize) -> Vec<Gap> {
    let tills = by_till(day, counters);
    let gaps = day.sales.iter().filter_map(|sale| {
        let start = sale.start?;
        let seconds = sale.gap.filter(|gap| *gap > 0.05 && *gap < LONGEST_S)?;
        let idle_at = |part: f64| {
            let at = start - part * seconds;
            let others = tills
                .iter()
                .enumerate()
                .filter(|(till, _)| *till != sale.counter);
            1.0 / (1.0 + real(others.filter(|(_, till)| till.is_idle(at)).count()))
        };
        Some(Gap {
            seconds,
            bin: whole(sale.known() / HALF_HOUR_S).min(HALF_HOURS - 1),
            weight: day.weight,
            share: (idle_at(0.25) + idle_at(0.5) + idle_at(0.75)) / 3.0,
        })
    });
    gaps.collect()
}

/// When a till was open, and when it was busy, in order.
#[derive(Clone, Default)]
struct Times {
    open: Vec<(f64, f64)>,
    busy: Vec<(f64, f64)>,
}

impl Times {
    fn is_idle(&self, at: f64) -> bool {
        let begun = self.busy.partition_point(|(start, _)| *start <= at);
        let last = begun.checked_sub(1).and_then(|last| self.busy.get(last));
        let busy = last.is_some_and(|(_, end)| at < *end);
        !busy
            && self
                .open
                .iter()
                .any(|(from, to)| (*from..*to).contains(&at))
    }
}

fn by_till(day: &Cleaned, counters: usize) -> Vec<Times> {
    let mut tills = vec![Times::default(); counters];
    for (counter, from, to) in &day.open {
        if let Some(till) = tills.get_mut(*counter) {
            till.open.push((*from, *to));
        }
    }
    for sale in &day.sales {
        if let (Some(till), Some(start)) = (tills.get_mut(sale.counter), sale.start) {
            till.busy.push((start, sale.end));
        }
    }
    tills
}

/// Logarithm of the median of what is surely short.
fn first_guess(gaps: &[Gap]) -> f64 {
    let mut short: Vec<f64> = gaps
        .iter()
        .map(|gap| gap.seconds)
        .filter(|gap| *gap < SURELY_SHORT_S)
        .collect();
    short.sort_by(f64::total_cmp);
    let median = short.get(short.len() / 2);
    median.map_or(GUESSED_MU, |median| median.ln())
}

/// Customers a second, by half-hour.
fn idle_rates(days: &[Cleaned]) -> [f64; HALF_HOURS] {
    let mut rates = [0.0; HALF_HOURS];
    let weight: f64 = days.iter().map(|day| day.weight).sum();
    for day in days {
        for sale in &day.sales {
            if let Some(rate) = rates.get_mut(whole(sale.known() / HALF_HOUR_S)) {
                *rate += day.weight / weight / HALF_HOUR_S;
            }
        }
    }
    rates.map(|rate| f64::max(rate, 1e-4))
}

/// Sums of one round.
#[derive(Default)]
struct Sums {
    at_once: f64,
    log: f64,
    log_square: f64,
    late: f64,
}

fn improve(
    law: &mut GapLaw,
    waited: &mut [f64; HALF_HOURS],
    idle: &mut [f64; HALF_HOURS],
    gaps: &[Gap],
) {
    let mut sums = Sums::default();
    let mut by_bin = [(1.0, 2.0); HALF_HOURS];
    // Idle gaps and their seconds; a few at the rate before keep a bin from running away.
    let mut idle_sums = idle.map(|rate| (3.0, 3.0 / rate));
    let step = (law.mu + law.sigma * law.sigma / 2.0).exp();
    let tail = tail_law(law);
    let steps = LEVELS.map(|level| (law.mu + law.sigma * level).exp());
    for gap in gaps {
        let (Some(waited), Some(rate)) = (waited.get(gap.bin), idle.get(gap.bin)) else {
            continue;
        };
        let body = (1.0 - law.tail_weight) * waited * lognormal(gap.seconds, law.mu, law.sigma);
        let late = law.tail_weight * waited * lognormal(gap.seconds, tail.0, tail.1);
        let nobody = (1.0 - waited) * idle_density(gap.seconds, *rate * gap.share, &steps);
        let all = (body + late + nobody).max(1e-300);
        let log = gap.seconds.ln() - law.mu;
        sums.at_once += gap.weight * body / all;
        sums.log += gap.weight * body / all * log;
        sums.log_square += gap.weight * body / all * log * log;
        sums.late += gap.weight * late / all;
        if let Some((someone, total)) = by_bin.get_mut(gap.bin) {
            *someone += gap.weight * (body + late) / all;
            *total += gap.weight;
        }
        if let Some((count, seconds)) = idle_sums.get_mut(gap.bin) {
            *count += gap.weight * nobody / all;
            *seconds += gap.weight * nobody / all * gap.share * (gap.seconds - step).max(0.0);
        }
    }
    if sums.at_once > 1.0 {
        let shift = sums.log / sums.at_once;
        law.mu += shift;
        law.sigma = (sums.log_square / sums.at_once - shift * shift)
            .max(0.0)
            .sqrt();
        law.sigma = law.sigma.clamp(0.1, 1.5);
        law.tail_weight = (sums.late / (sums.late + sums.at_once)).clamp(TAIL.0, TAIL.1);
    }
    *idle = idle_sums.map(|(count, seconds)| count / seconds.max(1.0));
    *waited = by_bin.map(|(someone, total)| someone / total);
}

fn tail_law(law: &GapLaw) -> (f64, f64) {
    let variance = (law.tail_cv * law.tail_cv).ln_1p();
    (law.tail_mean_s.ln() - variance / 2.0, variance.sqrt())
}

fn lognormal(at: f64, mu: f64, sigma: f64) -> f64 {
    let z = (at.ln() - mu) / sigma;
    (-0.5 * z * z).exp() / (at * sigma * std::f64::consts::TAU.sqrt())
}

/// Waiting for somebody to come, who then steps up.
fn idle_density(at: f64, rate: f64, steps: &[f64; 10]) -> f64 {
    let came = steps.iter().filter(|step| at > **step);
    came.map(|step| rate * (-rate * (at - step)).exp())
        .sum::<f64>()
        / real(steps.len())
}
