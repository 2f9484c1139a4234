//! The line at the counter: counts, rushes, calls for a colleague, and the slip at the end of the day.

use std::time::Duration;

use super::bench::{Bench, MIDNIGHT, MINUTE, document, ended, setup};
use tillside::domain::call::CallReason;
use tillside::domain::document::Kind;
use tillside::domain::event::{Entry, Event};
use tillside::domain::language::Language;
use tillside::engine::api::{Command, Progress, Refusal, Slip};
use tillside::engine::counter::{Changed, ClosingSetup, Counter, Input, Output, Setup};
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
    bench.handle(Input::ItemScanned(None));
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
    bench.handle(Input::ItemScanned(None));
    assert_eq!(bench.view().queue.waiting, 0, "another day");
}

/// Gaps of seconds between customers, for twenty minutes: somebody must be waiting.
#[test]
fn a_rush_is_seen_and_a_colleague_called() {
    let mut bench = Bench::new();
    let mut called_at = None;
    for customer in 0..60 {
        bench.handle(Input::ItemScanned(None));
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
        at_ms: None,
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

/// Minutes after midnight, on the first day or the next, and what happens then.
#[derive(Debug, Clone, Copy)]
enum Then {
    Sale,
    Report,
    /// Nothing but that time passes.
    Nothing,
    /// The process ends and another begins.
    Restart,
    /// The time of the slip is changed; absent: there is no slip any more.
    Change(Option<u16>),
}

fn closing_at(minutes: u16) -> ClosingSetup {
    ClosingSetup {
        after_ms: 16 * 3_600_000,
        at_ms: Some(i64::from(minutes) * 60_000),
    }
}

fn with_closing(closing: ClosingSetup) -> Setup {
    Setup {
        closing: Some(closing),
        ..setup()
    }
}

/// The minutes at which a slip came out where it comes by itself at 21:30.
fn slips_of(story: &[(i64, Then)]) -> Vec<i64> {
    let mut bench = Bench::new();
    bench.counter = Counter::new(with_closing(closing_at(1290)), State::default(), bench.now);
    let mut slips = Vec::new();
    for (minute, then) in story {
        let passed = MIDNIGHT.0 + minute * 60_000 - bench.now.at.0;
        bench.pass(Duration::from_millis(passed.try_into().expect("later")));
        match then {
            Then::Sale => bench.counter.handle(ended(document(Kind::Sale)), bench.now),
            Then::Report => bench
                .counter
                .handle(ended(document(Kind::Report)), bench.now),
            Then::Nothing => bench.counter.handle_timeout(bench.now),
            Then::Restart => {
                let setup = with_closing(closing_at(1290));
                bench.counter = Counter::new(setup, bench.replayed(), bench.now);
            }
            Then::Change(at) => {
                let changed = Changed {
                    store: "A shop".to_owned(),
                    language: Language::ENGLISH,
                    target: Duration::from_mins(3),
                    closing: at.map(closing_at),
                };
                bench.counter.handle(Input::Changed(changed), bench.now);
            }
        }
        while let Some(output) = bench.counter.poll_output() {
            match output {
                Output::Append(entry) => bench.journal.push(entry),
                Output::Print { id, slip } => {
                    assert_eq!(slip, Slip::Closing);
                    let progress = Progress::Done;
                    let printed = Input::Printed { id, progress };
                    bench.counter.handle(printed, bench.now);
                    slips.push(*minute);
                }
                _ => {}
            }
        }
    }
    slips
}

/// What happens at which minutes, and the minutes of the slips.
type Story = (&'static [(i64, Then)], &'static [i64]);

#[test]
fn where_no_report_comes_the_time_ends_the_day_once() {
    use Then::{Nothing, Report, Sale};
    const TOMORROW: i64 = 1440;
    const STORIES: [Story; 7] = [
        (
            &[
                (600, Sale),
                (1289, Nothing),
                (1290, Nothing),
                (1400, Nothing),
            ],
            &[1290],
        ),
        // Whoever buys something just then brings the time along.
        (&[(600, Sale), (1300, Sale), (1310, Report)], &[1300]),
        (&[(600, Sale), (1200, Report), (1290, Nothing)], &[1200]),
        // One in between ends no day.
        (&[(600, Sale), (900, Report), (1290, Nothing)], &[1290]),
        // Nobody came.
        (&[(600, Report), (1290, Nothing)], &[]),
        (
            &[
                (600, Sale),
                (1290, Nothing),
                (TOMORROW + 600, Sale),
                (TOMORROW + 1290, Nothing),
            ],
            &[1290, TOMORROW + 1290],
        ),
        (
            &[
                (600, Sale),
                (TOMORROW + 5, Nothing),
                (TOMORROW + 1290, Nothing),
            ],
            &[],
        ),
    ];
    for (story, slips) in STORIES {
        assert_eq!(slips_of(story), slips, "{story:?}");
    }
}

#[test]
fn another_process_prints_no_second_slip_and_changes_hold_at_once() {
    use Then::{Change, Nothing, Report, Restart, Sale};
    const STORIES: [Story; 6] = [
        (
            &[
                (600, Sale),
                (1200, Report),
                (1210, Restart),
                (1290, Nothing),
            ],
            &[1200],
        ),
        (
            &[
                (600, Sale),
                (1290, Nothing),
                (1300, Restart),
                (1310, Nothing),
            ],
            &[1290],
        ),
        (&[(600, Sale), (1210, Restart), (1290, Nothing)], &[1290]),
        (
            &[
                (600, Sale),
                (700, Change(Some(800))),
                (800, Nothing),
                (1290, Nothing),
            ],
            &[800],
        ),
        (
            &[
                (600, Sale),
                (700, Change(None)),
                (1200, Report),
                (1290, Nothing),
            ],
            &[],
        ),
        // The time has passed already.
        (
            &[
                (600, Sale),
                (700, Change(Some(650))),
                (710, Nothing),
                (1290, Nothing),
            ],
            &[],
        ),
    ];
    for (story, slips) in STORIES {
        assert_eq!(slips_of(story), slips, "{story:?}");
    }
}

#[test]
fn the_counter_asks_to_be_woken_for_the_end_of_the_day() {
    let mut bench = Bench::new();
    bench.set_clock(12 * 3_600_000 + 25 * 60_000);
    bench.counter = Counter::new(with_closing(closing_at(1290)), State::default(), bench.now);
    let wake = bench.counter.poll_timeout();
    assert_eq!(wake, bench.now.instant + Duration::from_mins(5));
}

#[test]
fn another_target_holds_at_once() {
    // The same rush as above, with nobody to be called at first.
    let mut bench = Bench::new();
    let change = |bench: &mut Bench, minutes| {
        bench.handle(Input::Changed(Changed {
            store: "Corner".to_owned(),
            language: Language::ENGLISH,
            target: Duration::from_mins(minutes),
            closing: None,
        }));
    };
    change(&mut bench, 60);
    assert_eq!(bench.view().place.store, "Corner");
    let rush = |bench: &mut Bench, customers| {
        for _ in 0..customers {
            bench.handle(Input::ItemScanned(None));
            bench.pass(MINUTE);
            bench.handle(ended(document(Kind::Sale)));
            bench.pass(Duration::from_secs(4));
            bench.counter.handle_timeout(bench.now);
            bench.drain();
        }
        let calls = |event: &Event| matches!(event, Event::ColleagueCalled { .. });
        bench.events().iter().filter(|event| calls(event)).count()
    };
    assert_eq!(rush(&mut bench, 60), 0);
    change(&mut bench, 1);
    assert_eq!(rush(&mut bench, 3), 1);
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
