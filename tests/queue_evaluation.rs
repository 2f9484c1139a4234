//! How good the queue estimate is on days of the virtual shop, compared with Larson's inference.
//!
//! The short test runs always. The whole table of 20 days a shop, which `PERFORMANCE.md` quotes:
//! `cargo test --release --test queue_evaluation -- --ignored --nocapture`.
#![cfg(test)]

#[path = "support/queue.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod queue;

use queue::{Told, coverage, error, history, line, peer_error, replay};
use tillside::domain::queue::learn::learn;
use tillside::domain::queue::numeric::real;
use tillside::sim::queue::day::Day;
use tillside::sim::queue::scenario::{CLASSIC, EVERYDAY, Scenario};

/// What one day came to.
struct Result {
    error: f64,
    peer: f64,
    coverage: f64,
    bias: f64,
    integer_error: f64,
    wait_error: f64,
    sensor_error: f64,
}

fn one_day(scenario: &Scenario, model: &tillside::domain::queue::Model, seed: u64) -> Result {
    let day = Day::of(scenario, seed);
    let said = replay(&day, scenario, model, Told::Sales);
    let more = replay(&day, scenario, model, Told::SensorAndCounts);
    let truth = day.truth.iter().map(|truth| f64::from(*truth)).sum::<f64>();
    let looks = real(day.truth.len());
    let at = |came: f64| said.get(tillside::domain::queue::numeric::whole(came / 30.0));
    let waits = day
        .waits
        .iter()
        .filter_map(|(came, waited)| Some((at(*came)?.wait.mean_s - waited).abs()));
    Result {
        error: error(said.iter().map(|said| said.mean), &day.truth),
        peer: peer_error(&day, scenario, model),
        coverage: coverage(&said, &day.truth),
        bias: (said.iter().map(|said| said.mean).sum::<f64>() - truth) / looks,
        integer_error: error(said.iter().map(|said| f64::from(said.p50)), &day.truth),
        wait_error: waits.clone().sum::<f64>() / real(waits.count().max(1)),
        sensor_error: error(more.iter().map(|said| said.mean), &day.truth),
    }
}

/// Days in fives, each five with habits learned from eight other days.
fn days(scenario: &Scenario, first: u64, count: u64) -> Vec<Result> {
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

fn mean(days: &[Result], of: impl Fn(&Result) -> f64) -> f64 {
    days.iter().map(of).sum::<f64>() / real(days.len())
}

/// The standard error of a mean over days.
fn standard_error(days: &[Result], of: impl Fn(&Result) -> f64) -> f64 {
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

#[test]
#[ignore = "ten minutes in release; run by hand"]
fn it_beats_the_inference_on_every_kind_of_day() {
    println!("| shop | error | peer | gain | integer | bias | p10–p90 | with sensor | wait |");
    let all = CLASSIC.iter().chain(&EVERYDAY);
    let wrong: Vec<String> = all.filter_map(judge).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn it_is_good_on_a_few_days() {
    let scenario = Scenario::named("three_tills").unwrap();
    let past = history(&scenario, 300, 2);
    let model = learn(&past, line(&scenario), scenario.counters);
    let days: Vec<Result> = (1..=2)
        .map(|seed| one_day(&scenario, &model, seed))
        .collect();
    let (ours, peer) = (mean(&days, |day| day.error), mean(&days, |day| day.peer));
    assert!(ours < peer, "error {ours}, Larson's inference {peer}");
    let more = mean(&days, |day| day.sensor_error);
    assert!(
        more < 0.7 * ours,
        "with sensor and counts {more}, without {ours}"
    );
    let covered = mean(&days, |day| day.coverage);
    assert!(covered >= 0.75, "p10 to p90 cover {covered}");
}
