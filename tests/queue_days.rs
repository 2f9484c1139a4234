//! The queue estimate on whole recorded days of another program's simulator, against what was true and
//! against that program's own estimate; see `tests/data/queue/README.md`.
#![cfg(test)]

use std::path::Path;

use serde::Deserialize;
use tillside::runtime::replay_queue::{Mode, Recorded, Sample};

/// What is known of a day besides what the estimate is told.
#[derive(Deserialize)]
struct Known {
    true_queue: Truth,
    prototype_mae: Errors,
}

/// How many waited, every `dt` seconds.
#[derive(Deserialize)]
struct Truth {
    dt: f64,
    n: Vec<u32>,
}

/// Mean absolute errors of the prototype.
#[derive(Deserialize)]
struct Errors {
    filter: f64,
    #[serde(rename = "filter+sensor+taps")]
    sensor_and_taps: f64,
}

impl Errors {
    /// No day may be estimated worse than this.
    fn limit(&self, mode: Mode) -> f64 {
        let prototype = match mode {
            Mode::Filter => self.filter,
            Mode::SensorAndTaps => self.sensor_and_taps,
        };
        1.05 * prototype + 0.02
    }
}

impl Truth {
    /// The mean absolute error of numbers that were said, and how often the range held the truth.
    fn score(&self, said: &[Sample]) -> (f64, f64) {
        assert!(said.len() >= self.n.len(), "{} samples", said.len());
        let (mut error, mut held, mut time) = (0.0, 0_u32, 0.0);
        for (truth, sample) in self.n.iter().zip(said) {
            assert!((sample.t - time).abs() < 1e-6, "at {time}: {sample:?}");
            assert!(sample.p10 <= sample.p50 && sample.p50 <= sample.p90);
            error += (sample.mean - f64::from(*truth)).abs();
            held += u32::from((sample.p10..=sample.p90).contains(truth));
            time += self.dt;
        }
        let looks = f64::from(u32::try_from(self.n.len()).unwrap());
        (error / looks, f64::from(held) / looks)
    }
}

fn assert_good(name: &str, least_held: f64) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/queue");
    let path = folder.join(name);
    let known: Known = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let day = Recorded::load(&path).unwrap();
    let model = day.learned();
    for mode in [Mode::Filter, Mode::SensorAndTaps] {
        let said = day.replay(&model, mode);
        let (error, held) = known.true_queue.score(&said);
        let limit = known.prototype_mae.limit(mode);
        println!("{name} {mode:?}: error {error:.3}, at most {limit:.3}; held {held:.3}");
        assert!(error <= limit, "{name} {mode:?}: {error}, at most {limit}");
        assert!(held >= least_held, "{name} {mode:?}: held {held}");
    }
    // The score can tell: a display that says what was true an hour ago is too bad.
    let mut late = day.replay(&model, Mode::SensorAndTaps);
    late.rotate_right(120);
    for (sample, look) in late.iter_mut().zip(0_u32..) {
        sample.t = f64::from(look) * known.true_queue.dt;
    }
    let (error, _) = known.true_queue.score(&late);
    let limit = known.prototype_mae.limit(Mode::SensorAndTaps);
    assert!(error > limit, "{name}: {error} is too good to be true");
}

#[test]
fn a_kiosk_is_estimated_as_well_as_by_the_prototype() {
    assert_good("day_s03.json", 0.75);
}

#[test]
fn three_tills_with_one_line_are_too() {
    assert_good("day_s07.json", 0.75);
}

#[test]
fn two_lines_are_too() {
    assert_good("day_s09.json", 0.65);
}

#[test]
fn four_lines_are_too() {
    assert_good("day_s10.json", 0.65);
}
