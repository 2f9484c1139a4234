//! Days of the virtual shop told to the estimate, and how good it was.

use tillside::domain::queue::learn::{Opening, PastCount, PastDay, PastSale};
use tillside::domain::queue::numeric::{milliseconds, real, whole};
use tillside::domain::queue::{Estimate, Estimator, Line, Model, Source, WeekTime};
use tillside::sim::queue::day::{Day, LOOK_S};
use tillside::sim::queue::peer;
use tillside::sim::queue::scenario::Scenario;

/// The virtual shop opens at eight.
pub(crate) const OPENS_MS: i64 = 8 * 3600 * 1000;

/// What the estimate is told besides sales.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    Sales,
    SensorAndCounts,
}

/// The line that a scenario's estimate is made for.
pub(crate) fn line(scenario: &Scenario) -> Line {
    if scenario.is_separate() {
        Line::Separate
    } else {
        Line::Shared
    }
}

/// A day as it is remembered, with sign-ins as the journal has them.
pub(crate) fn past(day: &Day, age_days: u16) -> PastDay {
    let time = |at: f64| milliseconds(at) + OPENS_MS;
    PastDay {
        weekday: 0,
        age_days,
        sales: day
            .sales
            .iter()
            .map(|sale| PastSale {
                counter: sale.counter,
                start_ms: Some(time(sale.start_s)),
                end_ms: time(sale.end_s),
            })
            .collect(),
        counts: day
            .counts
            .iter()
            .map(|count| PastCount {
                counter: count.counter,
                at_ms: time(count.at_s),
                waiting: count.waiting,
            })
            .collect(),
        openings: day
            .open
            .iter()
            .map(|(counter, from, to)| Opening {
                counter: *counter,
                from_ms: time(*from),
                to_ms: time(*to),
            })
            .collect(),
    }
}

/// `count` days before the day with this seed, the youngest first; without counts.
pub(crate) fn history(scenario: &Scenario, seed: u64, count: u16) -> Vec<PastDay> {
    let day = |age: u16| {
        let mut past = past(&Day::of(scenario, seed + u64::from(age)), age);
        past.counts.clear();
        past.openings.clear();
        past
    };
    (1..=count).map(day).collect()
}

/// Everything that happens on a day, in its order.
pub(crate) fn happenings(day: &Day, told: Told) -> Vec<(i64, u8, usize, u32)> {
    let mut all = Vec::new();
    for (till, from, to) in &day.open {
        all.push((milliseconds(*from), 0, *till, 0));
        all.push((milliseconds(*to), 3, *till, 0));
    }
    for sale in &day.sales {
        all.push((milliseconds(sale.start_s), 1, sale.counter, 0));
        all.push((milliseconds(sale.end_s), 2, sale.counter, 0));
    }
    if told == Told::SensorAndCounts {
        all.extend(day.pulses.iter().map(|at| (milliseconds(*at), 4, 0, 0)));
        let counts = day.counts.iter();
        all.extend(counts.map(|count| (milliseconds(count.at_s), 5, count.counter, count.waiting)));
    }
    all.sort_unstable();
    all
}

/// Tells one thing that happened.
pub(crate) fn tell(estimator: &mut Estimator, (at, kind, till, count): (i64, u8, usize, u32)) {
    match kind {
        0 => estimator.opened(till, at),
        1 => estimator.started(till, at, Source::FirstScan),
        2 => estimator.ended(till, at),
        3 => estimator.closed(till, at),
        4 => estimator.pulse(at),
        _ => estimator.corrected(till, count, at),
    }
}

/// What was said every [`LOOK_S`] seconds.
pub(crate) fn replay(day: &Day, scenario: &Scenario, model: &Model, told: Told) -> Vec<Estimate> {
    let (line, counters) = (line(scenario), scenario.counters);
    let mut estimator = Estimator::new(model.clone(), line, counters, 0, WeekTime(OPENS_MS));
    if told == Told::SensorAndCounts {
        estimator = estimator.with_sensor();
    }
    let events = happenings(day, told);
    let mut next = events.iter().peekable();
    let looks = (0..day.truth.len()).map(|look| milliseconds(real(look) * LOOK_S));
    looks
        .map(|now| {
            while let Some(event) = next.next_if(|event| event.0 <= now) {
                tell(&mut estimator, *event);
            }
            estimator.advance(now);
            estimator.estimate()
        })
        .collect()
}

/// The mean absolute error of expected numbers.
pub(crate) fn error(said: impl Iterator<Item = f64>, truth: &[u32]) -> f64 {
    let off = said
        .zip(truth)
        .map(|(said, truth)| (said - f64::from(*truth)).abs());
    off.sum::<f64>() / real(truth.len())
}

/// The share of times at which the truth lay within the p10 and p90 that were said.
pub(crate) fn coverage(said: &[Estimate], truth: &[u32]) -> f64 {
    let within = said.iter().zip(truth);
    let within = within.filter(|(said, truth)| (said.p10..=said.p90).contains(truth));
    real(within.count()) / real(truth.len())
}

/// The error of Larson's inference with the same arrival rates.
pub(crate) fn peer_error(day: &Day, scenario: &Scenario, model: &Model) -> f64 {
    let rate = |at: f64| {
        model
            .rates
            .per_second(WeekTime(OPENS_MS + milliseconds(at)))
    };
    let said = peer::inference(day, scenario.counters, scenario.is_separate(), &rate);
    error(said.into_iter(), &day.truth)
}

/// What one day came to.
pub(crate) struct Outcome {
    pub(crate) error: f64,
    pub(crate) peer: f64,
    pub(crate) coverage: f64,
    pub(crate) bias: f64,
    pub(crate) integer_error: f64,
    pub(crate) wait_error: f64,
    pub(crate) sensor_error: f64,
}

pub(crate) fn one_day(scenario: &Scenario, model: &Model, seed: u64) -> Outcome {
    let day = Day::of(scenario, seed);
    let said = replay(&day, scenario, model, Told::Sales);
    let more = replay(&day, scenario, model, Told::SensorAndCounts);
    let truth = day.truth.iter().map(|truth| f64::from(*truth)).sum::<f64>();
    let looks = real(day.truth.len());
    let at = |came: f64| said.get(whole(came / 30.0));
    let waits = day
        .waits
        .iter()
        .filter_map(|(came, waited)| Some((at(*came)?.wait.mean_s - waited).abs()));
    Outcome {
        error: error(said.iter().map(|said| said.mean), &day.truth),
        peer: peer_error(&day, scenario, model),
        coverage: coverage(&said, &day.truth),
        bias: (said.iter().map(|said| said.mean).sum::<f64>() - truth) / looks,
        integer_error: error(said.iter().map(|said| f64::from(said.p50)), &day.truth),
        wait_error: waits.clone().sum::<f64>() / real(waits.count().max(1)),
        sensor_error: error(more.iter().map(|said| said.mean), &day.truth),
    }
}

pub(crate) fn mean(days: &[Outcome], of: impl Fn(&Outcome) -> f64) -> f64 {
    days.iter().map(of).sum::<f64>() / real(days.len())
}
