//! `tillside replay-queue` as a script sees it: its file, its words and its exit status.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// A folder with files for the command.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("result.json")
    }

    fn run(&self, files: &[&Path], more: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
        command.arg("replay-queue").args(files).args(more);
        command.arg("--out").arg(self.out()).output().unwrap()
    }

    /// The command must fail with these words, and leave nothing behind.
    #[track_caller]
    fn refuses(&self, files: &[&Path], more: &[&str], words: &[&str]) {
        let output = self.run(files, more);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        for word in words {
            assert!(said.contains(word), "{word:?} is not in {said:?}");
        }
        assert!(!self.out().exists(), "something was written: {said}");
        assert_eq!(output.stdout, b"", "{said}");
    }
}

/// A short day of two tills, and the day before it.
fn day() -> Value {
    json!({
        "counters": 2,
        "line": "shared",
        "counters_always_open": [0],
        "counter_open_intervals": [[1, 100.0, 2000.0]],
        "history_days": [[[0, 100.0, 140.0], [0, 147.5, 200.0], [1, 150.0, 220.0]]],
        "transactions": [
            {"counter": 0, "start_s": 110.0, "end_s": 150.0},
            {"counter": 0, "start_s": 156.0, "end_s": 210.0},
            {"counter": 1, "start_s": 160.0, "end_s": 220.0},
        ],
        "sensor_events_s": [105.0, 120.0, 155.0, 165.0, 170.0, 171.0, 172.0],
        "taps": [{"t": 180.0, "counter": 0, "n": 4}],
        "true_queue": "is not looked at",
    })
}

fn without(field: &str) -> String {
    let mut day = day();
    day.as_object_mut().unwrap().remove(field).unwrap();
    day.to_string()
}

fn with(field: &str, value: Value) -> String {
    let mut day = day();
    day[field] = value;
    day.to_string()
}

#[test]
fn a_good_file_gives_a_number_for_every_half_minute_of_the_day() {
    let desk = Desk::new();
    let file = desk.file("monday.json", &day().to_string());
    let mut after_the_count = Vec::new();
    for mode in ["filter", "filter+sensor+taps"] {
        let output = desk.run(&[&file, &file], &["--mode", mode]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(said, format!("2 days in {}\n", desk.out().display()));
        let result: Value = serde_json::from_slice(&fs::read(desk.out()).unwrap()).unwrap();
        let days = result.as_array().unwrap();
        assert_eq!(
            (days.len(), &days[0]),
            (2, &days[1]),
            "no day leans on another"
        );
        assert_eq!(
            (&days[0]["file"], &days[0]["mode"]),
            (&json!("monday.json"), &json!(mode))
        );
        let samples = days[0]["samples"].as_array().unwrap();
        assert_eq!(
            samples.len(),
            12 * 120 + 1,
            "twelve hours and their last moment"
        );
        for (sample, look) in samples.iter().zip(0_u32..) {
            let of = |name: &str| sample[name].as_f64().unwrap();
            assert!((of("t") - f64::from(look) * 30.0).abs() < 1e-9, "{sample}");
            assert!(of("mean").is_finite() && of("mean") >= 0.0, "{sample}");
            assert!(of("p10") <= of("p50") && of("p50") <= of("p90"), "{sample}");
        }
        after_the_count.push(samples[6]["mean"].as_f64().unwrap());
    }
    assert!(
        (after_the_count[1] - 4.0).abs() < 0.5 && after_the_count[0] < 2.0,
        "four were seen and counted: {after_the_count:?}"
    );
}

#[test]
fn a_day_that_cannot_be_used_is_refused_with_what_to_do() {
    let desk = Desk::new();
    let good = desk.file("good.json", &day().to_string());
    let missing = desk.folder.path().join("nowhere.json");
    desk.refuses(&[&good, &missing], &[], &["cannot read", "nowhere.json"]);
    for (text, words) in [
        ("no JSON".to_owned(), vec!["no recorded day", "line 1"]),
        (String::new(), vec!["no recorded day"]),
        ("[]".to_owned(), vec!["no recorded day"]),
        (without("counters"), vec!["no recorded day", "counters"]),
        (without("line"), vec!["no recorded day", "line"]),
        (
            without("history_days"),
            vec!["no recorded day", "history_days"],
        ),
        (
            without("transactions"),
            vec!["no recorded day", "transactions"],
        ),
        (with("line", json!("round")), vec!["round", "shared"]),
        (with("counters", json!(0)), vec!["give 1 to 16"]),
        (with("counters", json!(17)), vec!["give 1 to 16"]),
        (with("counters_always_open", json!([2])), vec!["counter 2"]),
        (
            with("taps", json!([{"t": 1.0, "counter": 9, "n": 1}])),
            vec!["counter 9"],
        ),
        (
            with("history_days", json!([[[5, 1.0, 2.0]]])),
            vec!["counter 5"],
        ),
        (
            with("sensor_events_s", json!([-1.0])),
            vec!["-1 s", "since 08:00"],
        ),
        (with("sensor_events_s", json!([1e9])), vec!["1000000000 s"]),
        (
            with("counter_open_intervals", json!([[1, 0.0, 1e300]])),
            vec!["since 08:00"],
        ),
    ] {
        let file = desk.file("bad.json", &text);
        let words: Vec<&str> = ["bad.json"].into_iter().chain(words).collect();
        desk.refuses(&[&good, &file], &[], &words);
    }
}

#[test]
fn an_unknown_mode_or_no_file_at_all_is_a_wrong_call() {
    let desk = Desk::new();
    let file = desk.file("good.json", &day().to_string());
    let known = ["crystal-ball", "filter", "filter+sensor+taps"];
    desk.refuses(&[&file], &["--mode", "crystal-ball"], &known);
    desk.refuses(&[], &[], &["FILE.json"]);
}

#[test]
fn what_cannot_be_written_is_said() {
    let desk = Desk::new();
    let file = desk.file("good.json", &day().to_string());
    fs::create_dir(desk.out()).unwrap();
    let output = desk.run(&[&file], &[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write"), "{said}");
}
