//! How good the queue estimate is on a few days of the virtual shop, compared with Larson's inference.
//! `cargo bench --bench queue` has the whole table.
#![cfg(test)]

#[path = "support/queue.rs"]
#[expect(dead_code, reason = "the bench shows more")]
mod queue;

use queue::{Outcome, history, line, mean, one_day};
use tillside::domain::queue::learn::learn;
use tillside::sim::queue::scenario::Scenario;

#[test]
fn it_is_good_on_a_few_days() {
    let scenario = Scenario::named("three_tills").unwrap();
    let past = history(&scenario, 300, 2);
    let model = learn(&past, line(&scenario), scenario.counters);
    let days: Vec<Outcome> = (1..=2)
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
