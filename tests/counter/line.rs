//! The line at the counter: counts, rushes, calls for a colleague, and the slip at the end of the day.

use std::time::Duration;

use super::bench::{Bench, MIDNIGHT, MINUTE, document, ended, setup};
use tillside::domain::call::CallReason;
use tillside::domain::document::Kind;
use tillside::domain::event::{Entry, Event};
use tillside::engine::api::{Command, Progress, Refusal, Slip};
use tillside::engine::counter::{ClosingSetup, Counter, Input, Output, Setup};
use tillside::engine::state::State;

#[test]
fn whoever_counts_the_line_sees_that_number() {
    let mut bench = Bench::new();
    bench.correct(-1);
    assert_eq!(
        bench.events(),
        [],
        "nobody was waiting, nothing was corrected"
    );
    bench.correct(3);
    bench.correct(-1);
    assert_eq!(bench.view().queue.waiting, 2);
    bench.correct(i16::MIN);
    assert_eq!(bench.view().queue.waiting, 0);
    let mut bench = Bench::new();
    bench.handle(Input::ItemScanned);
    bench.pass(3 * MINUTE);
    bench.correct(2);
    let Some(Event::QueueCorrected { to, .. }) = bench.events().pop() else {
        panic!("nothing was corrected");
    };
    assert!(to >= 2 && bench.view().queue.waiting == to, "{to}");
    bench.restart();
    assert_eq!(bench.view().queue.waiting, 0, "nothing is known yet");
    let recent = bench.journal.clone();
    let model = Box::default();
    bench.handle(Input::Learned { model, recent });
    let queue = &bench.view().queue;
    assert!(queue.waiting.abs_diff(to) <= 1, "{queue:?} after {to}");
    bench.pass(24 * 60 * MINUTE);
    bench.handle(Input::ItemScanned);
    assert_eq!(bench.view().queue.waiting, 0, "another day");
}

/// Gaps of seconds between customers, for twenty minutes: somebody must be waiting.
#[test]
fn a_rush_is_seen_and_a_colleague_called() {
    let mut bench = Bench::new();
    let mut called_at = None;
    for customer in 0..60 {
        bench.handle(Input::ItemScanned);
        bench.pass(MINUTE);
        bench.handle(ended(document(Kind::Sale)));
        for _ in 0..4 {
            bench.pass(Duration::from_secs(1));
            bench.counter.handle_timeout(bench.now);
            bench.drain();
        }
        if bench.view().queue.call.is_some() {
            called_at.get_or_insert(customer);
        }
    }
    let queue = bench.view().queue.clone();
    assert!(queue.waiting >= 2 && queue.wait_s >= 120, "{queue:?}");
    assert!(queue.trend.len() == 30, "{queue:?}");
    assert!(
        called_at.is_some_and(|customer| customer > 1),
        "{called_at:?}"
    );
    let waits = bench.journal.iter().filter_map(|entry| match entry.event {
        Event::DocumentEnded(document) => document.waited_s,
        _ => None,
    });
    let waits: Vec<u16> = waits.collect();
    assert!(waits.last() > waits.first(), "{waits:?}");
    let observed = |entry: &&Entry| matches!(entry.event, Event::QueueObserved(_));
    assert_eq!(
        bench.journal.iter().filter(observed).count(),
        4,
        "an hour and more"
    );
}

#[test]
fn a_call_is_answered_once_and_recorded() {
    let mut bench = Bench::new();
    let ask = |bench: &mut Bench, command| {
        let done = bench.counter.command(command, bench.now);
        bench.drain();
        done
    };
    assert_eq!(ask(&mut bench, Command::CallColleague), Ok(()));
    assert_eq!(
        ask(&mut bench, Command::CallColleague),
        Ok(()),
        "once is enough"
    );
    let id = bench.view().queue.call.expect("a call").id;
    bench.pass(Duration::from_secs(40));
    for _ in 0..2 {
        assert_eq!(ask(&mut bench, Command::AnswerCall { id }), Ok(()));
    }
    assert!(bench.view().queue.call.expect("a call").is_answered);
    let other = Command::AnswerCall { id: id + 1 };
    assert_eq!(ask(&mut bench, other), Err(Refusal::NoSuchCall));
    let by = CallReason::Touch;
    let after_ms = 40_000;
    let expected = [
        Event::ColleagueCalled { by },
        Event::CallAnswered { after_ms },
    ];
    assert_eq!(bench.events(), expected);
    assert_eq!(ask(&mut bench, Command::WithdrawCall { id }), Ok(()));
    assert_eq!(bench.view().queue.call, None);
}

/// The slips that came out after a report at these hours of the day.
fn closing_slips(hours: &[u64]) -> Vec<u64> {
    let mut bench = Bench::new();
    let closing = ClosingSetup {
        after_ms: 16 * 3_600_000,
    };
    let setup = Setup {
        closing: Some(closing),
        ..setup()
    };
    bench.counter = Counter::new(setup, State::default(), bench.now);
    let mut slips = Vec::new();
    for hour in hours {
        let at = MIDNIGHT.0 + i64::try_from(*hour).expect("an hour") * 3_600_000;
        bench.set_clock(at - bench.now.at.0);
        bench.counter.handle(ended(document(Kind::Sale)), bench.now);
        bench
            .counter
            .handle(ended(document(Kind::Report)), bench.now);
        while let Some(output) = bench.counter.poll_output() {
            if let Output::Print { id, slip } = output {
                assert_eq!(slip, Slip::Closing);
                let progress = Progress::Done;
                bench
                    .counter
                    .handle(Input::Printed { id, progress }, bench.now);
                slips.push(*hour);
            }
        }
    }
    slips
}

#[test]
fn the_tills_last_report_ends_the_day_once() {
    for (reports, slips) in [
        (vec![9, 13, 15], vec![]),
        (vec![13, 17, 18], vec![17]),
        (vec![20, 21, 24 + 9, 24 + 20], vec![20, 24 + 20]),
    ] {
        assert_eq!(closing_slips(&reports), slips, "{reports:?}");
    }
}
