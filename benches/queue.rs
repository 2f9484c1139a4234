//! How good the queue estimate is on twenty days of each kind of shop, against Larson's inference over
//! the same days, and what it costs; forty days where each till has a line. The same conditions as in
//! the tests end it with a failure.
//!
//! `cargo bench --bench queue` (some ten minutes); `cargo bench --bench queue -- --costs` for the
//! costs alone.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

#[path = "../tests/support/queue.rs"]
mod queue;

use std::fs;
use std::time::Instant;

use queue::{
    OPENS_MS, Outcome, Told, happenings, history, line, mean, one_day, peer_error, replay, tell,
};
use tillside::domain::queue::learn::learn;
use tillside::domain::queue::numeric::real;
use tillside::domain::queue::{Estimator, Model, WeekTime};
use tillside::sim::queue::day::Day;
use tillside::sim::queue::scenario::{CLASSIC, EVERYDAY, Scenario};

/// Rounds of which the fastest counts: other work on the machine only adds.
const ROUNDS: u32 = 5;
/// Seconds of a day in the virtual shop.
const SECONDS: i64 = 43_200;

/// Days in fives, each five with habits learned from eight other days.
fn days(scenario: &Scenario, first: u64, count: u64) -> Vec<Outcome> {
    let five = |five: u64| {
        let past = history(scenario, first * 1000 + five * 50, 8);
        let model = learn(&past, line(scenario), scenario.counters);
        let seeds = (0..5).map(move |day| first + five * 5 + day);
        seeds
            .map(move |seed| one_day(scenario, &model, seed))
            .collect::<Vec<_>>()
    };
    (0..count / 5).flat_map(five).collect()
}

/// The standard error of a mean over days.
fn standard_error(days: &[Outcome], of: impl Fn(&Outcome) -> f64) -> f64 {
    let middle = mean(days, &of);
    let squares = days
        .iter()
        .map(|day| (of(day) - middle).powi(2))
        .sum::<f64>();
    (squares / real(days.len() - 1) / real(days.len())).sqrt()
}

/// Prints a line of the table; says what is wrong.
fn judge(scenario: &Scenario) -> Option<String> {
    // Where each till has a line, days differ more from each other.
    let count = if scenario.is_separate() { 40 } else { 20 };
    let days = days(scenario, 2000, count);
    let gain = mean(&days, |day| day.peer - day.error);
    let gain_error = standard_error(&days, |day| day.peer - day.error);
    let covered = mean(&days, |day| day.coverage);
    println!(
        "| {} | {:.2} ± {:.2} | {:.2} | {:.2} ± {:.2} | {:.2} | {:+.2} | {:.0} % | {:.2} | {:.0} s |",
        scenario.name,
        mean(&days, |day| day.error),
        standard_error(&days, |day| day.error),
        mean(&days, |day| day.peer),
        gain,
        gain_error,
        mean(&days, |day| day.integer_error),
        mean(&days, |day| day.bias),
        covered * 100.0,
        mean(&days, |day| day.sensor_error),
        mean(&days, |day| day.wait_error),
    );
    let least = if scenario.is_separate() { 0.65 } else { 0.75 };
    let is_quiet = mean(&days, |day| day.peer) < 0.35;
    // What real shops do besides was promised nothing, but must not make it worse than the peer.
    let is_everyday = EVERYDAY.contains(scenario);
    let gains = gain > 2.0 * gain_error
        || (is_quiet && gain > -0.02)
        || (is_everyday && gain > -gain_error);
    (!gains || covered < least).then(|| {
        let name = scenario.name;
        format!("{name}: gains {gain:.3} ± {gain_error:.3}, covers {covered:.3}")
    })
}

/// What a day's sales cost.
struct Costs {
    /// A whole day with a look every 30 seconds, and the same for the peer, in milliseconds.
    day_ms: f64,
    peer_ms: f64,
    /// Time and a look every second, for each line, in microseconds.
    tick_us: f64,
    /// What happens, up to the next look, likewise.
    event_us: f64,
    /// Bytes of each line.
    bytes: usize,
}

/// Milliseconds of one thread's time on a processor, which other work takes no part of; of the clock
/// where the system does not tell.
fn ms(work: impl FnOnce()) -> f64 {
    let on_processor = || {
        let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    };
    let (begin, before) = (Instant::now(), on_processor());
    work();
    match before.zip(on_processor()) {
        Some((before, after)) => (after - before) / 1e6,
        None => begin.elapsed().as_secs_f64() * 1e3,
    }
}

fn costs(scenario: &Scenario) -> Costs {
    let model = learn(&history(scenario, 1, 8), line(scenario), scenario.counters);
    let day = Day::of(scenario, 1);
    let whole_day = || {
        let said = replay(&day, scenario, &model, Told::Sales);
        assert!(!said.is_empty());
    };
    let peer = || assert!(peer_error(&day, scenario, &model) >= 0.0);
    let (mut day_ms, mut peer_ms) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        day_ms = day_ms.min(ms(whole_day));
        // So short that the system's count of time is too coarse for one.
        peer_ms = peer_ms.min(ms(|| (0..20).for_each(|_| peer())) / 20.0);
    }
    let lines = if scenario.is_separate() {
        scenario.counters
    } else {
        1
    };
    let mut bytes = 0;
    let (mut tick_us, mut event_us) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        let (tick, event, held) = by_the_second(scenario, &model, &day);
        tick_us = tick_us.min(tick / real(lines));
        event_us = event_us.min(event / real(lines));
        bytes = held / lines;
    }
    Costs {
        day_ms,
        peer_ms,
        tick_us,
        event_us,
        bytes,
    }
}

/// As a counter does it: a look each second. Mean microseconds of a tick and of an event, and bytes.
fn by_the_second(scenario: &Scenario, model: &Model, day: &Day) -> (f64, f64, usize) {
    let (line, counters) = (line(scenario), scenario.counters);
    let begin = || Estimator::new(model.clone(), line, counters, 0, WeekTime(OPENS_MS));
    let events = happenings(day, Told::Sales);
    let mut estimator = begin();
    let together = ms(|| {
        let mut next = events.iter().peekable();
        for second in 0..SECONDS {
            while let Some(event) = next.next_if(|event| event.0 <= second * 1000) {
                tell(&mut estimator, *event);
            }
            estimator.advance(second * 1000);
            assert!(estimator.estimate().mean.is_finite());
        }
    });
    let (mut one_more, mut told) = (begin(), 0.0);
    for event in &events {
        one_more.advance(event.0);
        // Each on its own: what happens costs more than asking for the time.
        let begin = Instant::now();
        tell(&mut one_more, *event);
        told += begin.elapsed().as_secs_f64() * 1e3;
    }
    (
        (together - told) * 1e3 / real(usize::try_from(SECONDS).unwrap_or(1)),
        told * 1e3 / real(events.len()),
        estimator.footprint(),
    )
}

/// Prints what the estimate costs in shops of each kind.
fn print_costs() {
    println!("| shop | day | peer | ratio | tick and line | event and line | bytes a line |");
    for scenario in CLASSIC {
        let costs = costs(&scenario);
        println!(
            "| {} | {:.0} ms | {:.1} ms | {:.0} | {:.1} µs | {:.1} µs | {} |",
            scenario.name,
            costs.day_ms,
            costs.peer_ms,
            costs.day_ms / costs.peer_ms,
            costs.tick_us,
            costs.event_us,
            costs.bytes,
        );
    }
}

fn main() {
    print_costs();
    if std::env::args().any(|word| word == "--costs") {
        return;
    }
    println!("| shop | error | peer | gain | integer | bias | p10–p90 | with sensor | wait |");
    let all = CLASSIC.iter().chain(&EVERYDAY);
    let wrong: Vec<String> = all.filter_map(judge).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
