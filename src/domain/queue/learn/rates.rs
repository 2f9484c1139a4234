//! Arrivals by weekday and half-hour, and how much days differ.
//!
//! Expectation and maximisation with the filter's own hindsight. Bins with few arrivals lean on
//! their neighbours, weekdays with few days on the other weekdays.

use super::super::Line;
use super::super::hazard::Hazard;
use super::super::model::{HALF_HOUR_S, HALF_HOURS, Model, PaceLaw, Rates};
use super::super::numeric::{real, whole};
use super::clean::Cleaned;
use super::hindsight::{Findings, Hindsight};
use super::losses;
use super::services::narrow;
use super::tape::Tape;

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 2;
/// What neighbours say counts like so many arrivals.
const NEIGHBOURS_COUNT: f64 = 20.0;
/// What other weekdays say counts like so many arrivals.
const WEEKDAYS_COUNT: f64 = 15.0;
/// What is usual for shops counts like so many days.
const USUAL_DAYS: f64 = 4.0;
const USUAL_DAY_SD: f64 = 0.22;

/// A past day is looked at with a coarser grid than a live one.
const COARSE: PaceLaw = PaceLaw {
    day_sd: 0.3,
    day_s: 36_000.0,
    day_steps: 7,
    swing_sd: 0.15,
    swing_s: 2400.0,
    swing_steps: 1,
};

/// Sums over days of one weekday, or of all.
#[derive(Clone)]
struct Sums {
    arrivals: [f64; HALF_HOURS],
    exposure: [f64; HALF_HOURS],
}

impl Sums {
    const NONE: Self = Self {
        arrivals: [0.0; HALF_HOURS],
        exposure: [0.0; HALF_HOURS],
    };

    fn add(&mut self, weight: f64, findings: &Findings) {
        let arrivals = self.arrivals.iter_mut().zip(&findings.arrivals);
        arrivals.for_each(|(sum, value)| *sum += weight * value.max(0.0));
        let exposure = self.exposure.iter_mut().zip(&findings.exposure);
        exposure.for_each(|(sum, value)| *sum += weight * value);
    }
}

/// Fills in rates, losses and how much days differ.
pub(super) fn learn(model: &mut Model, days: &[Cleaned], line: Line, counters: usize) {
    let lanes = match line {
        Line::Shared => 1.0,
        Line::Separate => real(counters),
    };
    let law = if model.receipts_only {
        Hazard::of_cycles(model.cycle_s(), model.cycle_cv())
    } else {
        Hazard::of_gaps(&model.gap)
    };
    let tapes: Vec<Tape> = days
        .iter()
        .map(|day| Tape::of(day, model, &law, counters))
        .collect();
    model.rates = from_starts(days);
    let pace = std::mem::replace(&mut model.pace, COARSE);
    let evidence = Evidence {
        days,
        tapes: &tapes,
        lanes,
    };
    improve(model, &evidence);
    if line == Line::Shared {
        // Separate lines, which are looked at as one here, would pass for impatience.
        model.losses = losses::likeliest(model, &evidence);
    }
    for _ in 0..ROUNDS {
        improve(model, &evidence);
    }
    model.pace = PaceLaw {
        day_sd: model.pace.day_sd,
        ..pace
    };
}

/// Past days with what happened on them.
pub(super) struct Evidence<'a> {
    pub(super) days: &'a [Cleaned],
    pub(super) tapes: &'a [Tape],
    /// Lines that share the arrivals; 1 for a shared line.
    pub(super) lanes: f64,
}

impl Evidence<'_> {
    /// Each day's weight, weekday and hindsight under a model.
    pub(super) fn under<'b>(
        &'b self,
        model: &'b Model,
    ) -> impl Iterator<Item = (f64, usize, Hindsight<'b>)> {
        self.days.iter().zip(self.tapes).map(move |(day, tape)| {
            let hindsight = Hindsight {
                model,
                tape,
                weekday: day.weekday,
                lanes: self.lanes,
            };
            (day.weight, day.weekday, hindsight)
        })
    }
}

fn improve(model: &mut Model, evidence: &Evidence<'_>) {
    let mut sums = vec![Sums::NONE; 7];
    let mut squares = (USUAL_DAYS * USUAL_DAY_SD * USUAL_DAY_SD, USUAL_DAYS);
    for (weight, weekday, hindsight) in evidence.under(model) {
        let findings = hindsight.findings();
        if let Some(sums) = sums.get_mut(weekday) {
            sums.add(weight, &findings);
        }
        squares.0 += weight * findings.day_square;
        squares.1 += weight;
    }
    model.pace.day_sd = (squares.0 / squares.1).sqrt().clamp(0.05, 1.0);
    model.rates = rates(&sums);
}

/// The first guess: those who were taken.
fn from_starts(days: &[Cleaned]) -> Rates {
    let mut sums = vec![Sums::NONE; 7];
    for day in days {
        let Some(sums) = sums.get_mut(day.weekday) else {
            continue;
        };
        let known = day
            .sales
            .iter()
            .map(|sale| whole(sale.known() / HALF_HOUR_S));
        for bin in known {
            if let Some(arrivals) = sums.arrivals.get_mut(bin) {
                *arrivals += day.weight;
            }
        }
        let first = day
            .sales
            .first()
            .map_or(0, |sale| whole(sale.known() / HALF_HOUR_S));
        let last = day
            .sales
            .last()
            .map_or(0, |sale| whole(sale.known() / HALF_HOUR_S));
        let open = sums.exposure.iter_mut().take(last + 1).skip(first);
        open.for_each(|exposure| *exposure += day.weight * HALF_HOUR_S);
    }
    rates(&sums)
}

/// Rates of all weekdays from what each has seen.
fn rates(by_weekday: &[Sums]) -> Rates {
    let mut all = Sums::NONE;
    for sums in by_weekday {
        let arrivals = all.arrivals.iter_mut().zip(&sums.arrivals);
        arrivals.for_each(|(sum, value)| *sum += value);
        let exposure = all.exposure.iter_mut().zip(&sums.exposure);
        exposure.for_each(|(sum, value)| *sum += value);
    }
    let usual = leaning(&all, &neighbours(&all), NEIGHBOURS_COUNT);
    let week = by_weekday.iter().map(|sums| {
        let level = level(sums, &usual);
        let expected = usual.map(|rate| rate * level);
        let day = leaning(sums, &expected, WEEKDAYS_COUNT);
        day.iter().map(|rate| narrow(rate * 3600.0)).collect()
    });
    Rates::new(week.collect())
}

/// How a weekday compares with all.
fn level(sums: &Sums, usual: &[f64; HALF_HOURS]) -> f64 {
    let arrivals: f64 = sums.arrivals.iter().sum();
    let both = sums.exposure.iter().zip(usual);
    let expected: f64 = both.map(|(exposure, rate)| exposure * rate).sum();
    (arrivals + WEEKDAYS_COUNT) / (expected + WEEKDAYS_COUNT)
}

/// Smoothed rates: each bin with half of both neighbours.
fn neighbours(sums: &Sums) -> [f64; HALF_HOURS] {
    let mut smooth = [0.0; HALF_HOURS];
    for (bin, rate) in smooth.iter_mut().enumerate() {
        let mut total = (0.0, 0.0);
        for (beside, share) in [
            (bin.checked_sub(1), 0.5),
            (Some(bin), 1.0),
            (Some(bin + 1), 0.5),
        ] {
            let Some(beside) = beside else { continue };
            let arrivals = sums.arrivals.get(beside).copied().unwrap_or_default();
            let exposure = sums.exposure.get(beside).copied().unwrap_or_default();
            total = (total.0 + share * arrivals, total.1 + share * exposure);
        }
        if total.1 > 0.0 {
            *rate = total.0 / total.1;
        }
    }
    smooth
}

/// Own arrivals over own exposure, leaning on what is expected by so many arrivals; closed where
/// nothing is expected.
fn leaning(sums: &Sums, expected: &[f64; HALF_HOURS], count: f64) -> [f64; HALF_HOURS] {
    let mut rates = [0.0; HALF_HOURS];
    let seen = sums.arrivals.iter().zip(&sums.exposure);
    for ((rate, expected), (arrivals, exposure)) in rates.iter_mut().zip(expected).zip(seen) {
        if *expected > 0.0 {
            *rate = (arrivals + count) / (exposure + count / expected);
        }
    }
    rates
}
