//! How good the queue estimate is on twenty days of each kind of shop, against Larson's inference over
//! the same days, and how long a day takes. The same conditions as in the tests end it with a failure.
//!
//! `cargo bench --bench queue` (some ten minutes)
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

#[path = "../tests/support/queue.rs"]
mod queue;

use std::time::Instant;

use queue::{Outcome, Told, history, line, mean, one_day, replay};
use tillside::domain::queue::learn::learn;
use tillside::domain::queue::numeric::real;
use tillside::sim::queue::day::Day;
use tillside::sim::queue::scenario::{CLASSIC, EVERYDAY, Scenario};

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
    let days = days(scenario, 2000, 20);
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
    let gains = gain > 2.0 * gain_error || (is_quiet && gain > -0.02);
    (!gains || covered < least).then(|| {
        let name = scenario.name;
        format!("{name}: gains {gain:.3} ± {gain_error:.3}, covers {covered:.3}")
    })
}

/// How long the sales of one day take, in milliseconds.
fn day_ms(scenario: &Scenario) -> f64 {
    let model = learn(&history(scenario, 1, 8), line(scenario), scenario.counters);
    let day = Day::of(scenario, 1);
    let begin = Instant::now();
    let said = replay(&day, scenario, &model, Told::Sales);
    assert!(!said.is_empty());
    begin.elapsed().as_secs_f64() * 1e3
}

fn main() {
    for scenario in CLASSIC {
        println!(
            "a day of {} takes {:.0} ms",
            scenario.name,
            day_ms(&scenario)
        );
    }
    println!("| shop | error | peer | gain | integer | bias | p10–p90 | with sensor | wait |");
    let all = CLASSIC.iter().chain(&EVERYDAY);
    let wrong: Vec<String> = all.filter_map(judge).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
