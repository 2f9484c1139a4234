//! The figures of the line in reports against sums that SQL makes of the events themselves: two ways to
//! the same numbers that share no code.
#![cfg(test)]

#[path = "counter/bench.rs"]
#[expect(dead_code, reason = "the counter's tests need more")]
mod bench;
#[path = "support/journal.rs"]
#[expect(dead_code, reason = "the journal's tests need more")]
mod support;

use std::time::Duration;

use bench::{Bench, document, ended};
use rusqlite::Connection;
use support::Data;
use tillside::domain::document::{Facts, Kind};
use tillside::domain::event::Entry;
use tillside::domain::tally::{Measure, Tally};
use tillside::domain::time::Quarter;
use tillside::engine::api::Command;
use tillside::engine::counter::Input;
use tillside::journal::Reader;

/// Each figure of the line as a sum over the bodies of events.
const SUMS: [(Measure, &str); 14] = [
    (Measure::Served, SERVED),
    (
        Measure::Waited,
        "body -> '$.document_ended.waited_s' IS NOT NULL AND {served}",
    ),
    (
        Measure::WaitedS,
        "(body ->> '$.document_ended.waited_s') * ({served})",
    ),
    (
        Measure::Within1,
        "body ->> '$.document_ended.waited_s' <= 60 AND {served}",
    ),
    (
        Measure::Within2,
        "body ->> '$.document_ended.waited_s' <= 120 AND {served}",
    ),
    (
        Measure::Within3,
        "body ->> '$.document_ended.waited_s' <= 180 AND {served}",
    ),
    (
        Measure::Within5,
        "body ->> '$.document_ended.waited_s' <= 300 AND {served}",
    ),
    (
        Measure::Within10,
        "body ->> '$.document_ended.waited_s' <= 600 AND {served}",
    ),
    (Measure::Observed, "body -> '$.queue_observed' IS NOT NULL"),
    (
        Measure::WaitingTenths,
        "json_extract(body, '$.queue_observed.mean_tenths')",
    ),
    (
        Measure::WaitingLow,
        "json_extract(body, '$.queue_observed.low')",
    ),
    (
        Measure::WaitingHigh,
        "json_extract(body, '$.queue_observed.high')",
    ),
    (Measure::Calls, "body -> '$.colleague_called' IS NOT NULL"),
    (
        Measure::CallsAnswered,
        "body -> '$.call_answered' IS NOT NULL",
    ),
];

/// A sale that stands and is no copy.
const SERVED: &str = "(coalesce(body ->> '$.document_ended.kind', '') = 'sale' \
    AND NOT coalesce(body ->> '$.document_ended.copy', 0) \
    AND NOT coalesce(body ->> '$.document_ended.void', 0))";

/// A morning of rushes and quiet hours with copies, voids, slips, counts and calls.
fn morning() -> Vec<Entry> {
    let mut bench = Bench::new();
    let sale = document(Kind::Sale);
    for customer in 0..150_u64 {
        bench.handle(Input::ItemScanned(None));
        pass(&mut bench, 20 + customer * 37 % 61);
        bench.handle(ended(document(Kind::CardSlip)));
        bench.handle(ended(sale));
        if customer % 7 == 0 {
            bench.handle(ended(Facts { copy: true, ..sale }));
        }
        if customer % 11 == 0 {
            bench.handle(ended(Facts { void: true, ..sale }));
        }
        if customer % 13 == 0 {
            bench.correct(2);
        }
        if customer % 40 == 0 {
            called(&mut bench);
        }
        // At once, but for an hour in the middle.
        pass(
            &mut bench,
            if (60..90).contains(&customer) { 120 } else { 4 },
        );
    }
    bench.journal
}

fn pass(bench: &mut Bench, seconds: u64) {
    for _ in 0..seconds {
        bench.pass(Duration::from_secs(1));
        bench.counter.handle_timeout(bench.now);
        bench.drain();
    }
}

fn called(bench: &mut Bench) {
    let asked = bench.counter.command(Command::CallColleague, bench.now);
    asked.expect("a call");
    bench.drain();
    let call = bench.view().queue.call.expect("a call");
    if !call.is_answered {
        let answer = Command::AnswerCall { id: call.id };
        bench.counter.command(answer, bench.now).expect("an answer");
        bench.drain();
    }
    let withdrawn = Command::WithdrawCall { id: call.id };
    bench.counter.command(withdrawn, bench.now).expect("over");
    bench.drain();
}

/// The sum over the events of one quarter-hour, or of all.
fn sum(connection: &Connection, expression: &str, quarter: Option<Quarter>) -> i64 {
    let expression = expression.replace("{served}", SERVED);
    let sql = format!(
        "SELECT coalesce(sum({expression}), 0) FROM events WHERE ?1 IS NULL OR at_ms / 900000 = ?1"
    );
    let found = connection.query_row(&sql, [quarter.map(|quarter| quarter.0)], |row| row.get(0));
    found.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

#[test]
fn reports_of_the_line_are_what_the_events_add_up_to() {
    let data = Data::new();
    let mut writer = data.writer();
    for entry in morning() {
        writer.accept(entry);
    }
    writer.commit().unwrap();
    let always = Quarter(0)..=Quarter(i64::MAX);
    let figures = Reader::open(&data.path())
        .unwrap()
        .figures(&always)
        .unwrap();
    assert!(figures.len() > 10, "{} quarter-hours", figures.len());
    let connection = Connection::open(data.path()).unwrap();
    let mut all = Tally::default();
    for (quarter, tally) in &figures {
        all.add_all(tally);
        for (measure, expression) in SUMS {
            let expected = sum(&connection, expression, Some(*quarter));
            assert_eq!(tally.get(measure), expected, "{measure:?} of {quarter:?}");
        }
    }
    for (measure, expression) in SUMS {
        let expected = sum(&connection, expression, None);
        assert_eq!(all.get(measure), expected, "{measure:?}");
        assert!(
            expected > 0,
            "{measure:?}: nothing happened that could be wrong"
        );
    }
    let within = [
        Measure::Within1,
        Measure::Within3,
        Measure::Waited,
        Measure::Served,
    ];
    let within = within.map(|measure| all.get(measure));
    assert!(within.is_sorted() && within[0] < within[2], "{within:?}");
}
