//! What the configuration says about the line: how people line up, and days that are no habit.
#![cfg(test)]

use std::time::Duration;

use tillside::domain::queue::Line;
use tillside::runtime::config::{Config, Remark};

fn queue(keys: &str) -> Result<Config, String> {
    let config = Config::parse(&format!("[queue]\n{keys}"));
    config.map_err(|problems| {
        let texts: Vec<String> = problems.iter().map(Remark::to_string).collect();
        texts.join("\n")
    })
}

#[test]
fn lines_counters_and_exceptions_are_read() {
    let usual = queue("").unwrap().queue;
    assert_eq!((usual.line, usual.counters), (Line::Shared, 1));
    assert_eq!(
        (usual.target, usual.exceptions),
        (Duration::from_mins(3), vec![])
    );
    let keys = "line = 'separate'\ncounters = 4\ntarget_minutes = 5\n\
        exceptions = ['2026-12-24', '2024-02-29']";
    let queue = queue(keys).unwrap().queue;
    assert_eq!((queue.line, queue.counters), (Line::Separate, 4));
    assert_eq!(queue.target, Duration::from_mins(5));
    let days: Vec<String> = queue.exceptions.iter().map(ToString::to_string).collect();
    assert_eq!(days, ["2026-12-24", "2024-02-29"]);
}

#[test]
fn what_is_no_day_and_no_line_is_said_with_its_place() {
    for (keys, words) in [
        (
            "exceptions = ['24.12.2026']",
            ["[queue] exceptions", "2026-12-24"],
        ),
        (
            "exceptions = ['2026-02-29']",
            ["[queue] exceptions", "is no day"],
        ),
        (
            "exceptions = '2026-12-24'",
            ["line 2", "[queue] exceptions"],
        ),
        ("exceptions = [20261224]", ["line 2", "[queue] exceptions"]),
        ("counters = 0", ["[queue] counters", "16"]),
        ("counters = 17", ["[queue] counters", "16"]),
        ("target_minutes = 61", ["[queue] target_minutes", "60"]),
        ("line = 'round'", ["[queue] line", "separate"]),
    ] {
        let found = queue(keys).unwrap_err();
        for word in words {
            assert!(found.contains(word), "{keys}: {found}");
        }
    }
}
