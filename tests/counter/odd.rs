//! Odd input to the counter's line, how its starts become known, and what it says of that.

use std::time::Duration;

use proptest::prelude::*;

use super::bench::{Bench, MINUTE, document, ended};
use tillside::domain::document::{Facts, Kind};
use tillside::domain::event::Device;
use tillside::domain::queue::{Line, Model, Source};
use tillside::engine::api::QueueView;
use tillside::engine::counter::Input;

/// Time goes on, second by second as the service lets it, or in one step for long times.
fn pass(bench: &mut Bench, seconds: u64) {
    let step = if seconds > 3600 { seconds } else { 1 };
    for _ in 0..seconds / step {
        bench.pass(Duration::from_secs(step));
        bench.counter.handle_timeout(bench.now);
        bench.drain();
    }
}

/// How a till prints.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Manner {
    /// With a scanner that is seen.
    Scans,
    /// Line by line while goods are rung up.
    Streams,
    /// Everything at the end.
    Bursts,
}

/// One customer, and the time until the next one is taken.
fn customer(bench: &mut Bench, manner: Manner, seconds: u64, gap: u64) {
    match manner {
        Manner::Scans => bench.handle(Input::ItemScanned(None)),
        Manner::Streams => bench.handle(Input::PrintingBegan),
        Manner::Bursts => {}
    }
    pass(bench, seconds - 1);
    if manner == Manner::Bursts || manner == Manner::Scans {
        bench.handle(Input::PrintingBegan);
    }
    pass(bench, 1);
    bench.handle(ended(document(Kind::Sale)));
    pass(bench, gap);
}

fn queue(bench: &Bench) -> QueueView {
    bench.view().queue.clone()
}

/// After a rush at a till that works in this manner.
fn after_a_rush(manner: Manner) -> QueueView {
    let mut bench = Bench::new();
    if manner == Manner::Scans {
        bench.handle(Input::DeviceFound(Device::Scanner));
    }
    (0..25).for_each(|_| customer(&mut bench, manner, 50, 5));
    queue(&bench)
}

#[test]
fn starts_are_known_from_scans_or_first_bytes_or_not_at_all() {
    for (manner, source) in [
        (Manner::Scans, Source::FirstScan),
        (Manner::Streams, Source::FirstByte),
        (Manner::Bursts, Source::ReceiptsOnly),
    ] {
        let found = after_a_rush(manner);
        assert_eq!(found.source, source, "{manner:?}: {found:?}");
    }
}

#[test]
fn receipts_alone_say_less_and_the_range_is_wider() {
    let range = |manner| {
        let found = after_a_rush(manner);
        assert!(found.waiting > 0, "somebody waits: {found:?}");
        f64::from(found.high - found.low) / f64::from(found.waiting)
    };
    let (sharp, rough) = (range(Manner::Streams), range(Manner::Bursts));
    assert!(rough > sharp, "{rough} after {sharp}");
    // A till that is slow because few come looks alike until then.
    let mut bench = Bench::new();
    (0..12).for_each(|_| customer(&mut bench, Manner::Bursts, 50, 300));
    pass(&mut bench, 600);
    let found = queue(&bench);
    assert_eq!(
        (found.waiting, found.source),
        (0, Source::ReceiptsOnly),
        "{found:?}"
    );
}

#[test]
fn a_scanner_that_comes_later_is_believed() {
    let mut bench = Bench::new();
    (0..10).for_each(|_| customer(&mut bench, Manner::Bursts, 50, 20));
    assert_eq!(queue(&bench).source, Source::ReceiptsOnly);
    bench.handle(Input::DeviceFound(Device::Scanner));
    (0..10).for_each(|_| customer(&mut bench, Manner::Scans, 50, 20));
    assert_eq!(queue(&bench).source, Source::FirstScan);
}

#[test]
fn the_first_days_say_that_they_are_learning() {
    let mut bench = Bench::new();
    bench.handle(Input::ItemScanned(None));
    assert!(queue(&bench).is_learning);
    for (days, is_learning) in [(0.0, true), (4.9, true), (5.0, false), (30.0, false)] {
        let model = Box::new(Model {
            days,
            ..Model::guess(Line::Shared, 1)
        });
        let recent = bench.journal.clone();
        bench.handle(Input::Learned { model, recent });
        assert_eq!(queue(&bench).is_learning, is_learning, "{days} days");
    }
}

#[derive(Debug, Clone, Copy)]
enum Odd {
    NineHours,
    ThousandScans,
    Cuts(u8),
    PrintingWithoutEnd(u8),
    Paper(Kind),
    Void,
    Correct(i16),
    SetClock(i64),
    Sleep(u64),
    Learned,
    Restart,
}

fn odd() -> impl Strategy<Value = Odd> {
    let kinds = vec![Kind::CardSlip, Kind::Report, Kind::Drawer, Kind::Other];
    prop_oneof![
        Just(Odd::NineHours),
        Just(Odd::ThousandScans),
        (1..6_u8).prop_map(Odd::Cuts),
        (1..6_u8).prop_map(Odd::PrintingWithoutEnd),
        prop::sample::select(kinds).prop_map(Odd::Paper),
        Just(Odd::Void),
        prop_oneof![-20..60_i16, Just(i16::MIN)].prop_map(Odd::Correct),
        (-200_000_000..200_000_000_i64).prop_map(Odd::SetClock),
        (0..800_000_u64).prop_map(Odd::Sleep),
        Just(Odd::Learned),
        Just(Odd::Restart),
    ]
}

fn happen(bench: &mut Bench, odd: Odd) {
    match odd {
        Odd::NineHours => {
            bench.handle(Input::ItemScanned(None));
            pass(bench, 9 * 3600);
            bench.handle(ended(document(Kind::Sale)));
        }
        Odd::ThousandScans => (0..1000).for_each(|_| {
            bench.pass(Duration::from_millis(1));
            bench.handle(Input::ItemScanned(None));
        }),
        Odd::Cuts(cuts) => (0..cuts).for_each(|_| bench.handle(ended(document(Kind::Sale)))),
        Odd::PrintingWithoutEnd(times) => {
            (0..times).for_each(|_| bench.handle(Input::PrintingBegan));
        }
        Odd::Paper(kind) => bench.handle(ended(document(kind))),
        Odd::Void => bench.handle(ended(Facts {
            void: true,
            ..document(Kind::Sale)
        })),
        Odd::Correct(by) => bench.correct(by),
        Odd::SetClock(by) => bench.set_clock(by),
        Odd::Sleep(seconds) => pass(bench, seconds),
        Odd::Learned => {
            let model = Box::default();
            let recent = bench.journal.clone();
            bench.handle(Input::Learned { model, recent });
        }
        Odd::Restart => bench.restart(),
    }
}

fn look(bench: &Bench, odd: Option<Odd>) -> Result<(), TestCaseError> {
    let found = queue(bench);
    let ordered = found.low <= found.waiting && found.waiting <= found.high;
    prop_assert!(ordered, "{odd:?}: {found:?}");
    // A table of 64 entries, and counts on top of each other.
    prop_assert!(found.high <= 10 * 60 + 63, "{odd:?}: {found:?}");
    prop_assert!(found.wait_s < 86_400, "{odd:?}: {found:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_happened_a_rush_is_seen_and_its_end(odd in prop::collection::vec(odd(), 0..10)) {
        let mut bench = Bench::new();
        for odd in odd {
            happen(&mut bench, odd);
            look(&bench, Some(odd))?;
        }
        pass(&mut bench, 60);
        bench.handle(ended(document(Kind::Sale)));
        let mut most = 0;
        for _ in 0..25 {
            customer(&mut bench, Manner::Scans, 50, 4);
            look(&bench, None)?;
            most = most.max(queue(&bench).waiting);
        }
        prop_assert!(most > 0, "a rush of twenty minutes is not seen");
        (0..3).for_each(|_| customer(&mut bench, Manner::Scans, 50, 180));
        bench.pass(15 * MINUTE);
        pass(&mut bench, 1);
        pass(&mut bench, 240);
        let found = queue(&bench);
        prop_assert_eq!((found.waiting, found.high), (0, 0), "{:?}", found);
    }
}

/// Card slips on the same printer are no customers: with them the line looks as it does without.
#[test]
fn slips_between_receipts_do_not_shorten_or_lengthen_the_line() {
    let line = |gap, has_slips| {
        let mut bench = Bench::new();
        for _ in 0..25 {
            bench.handle(Input::PrintingBegan);
            pass(&mut bench, 50);
            bench.handle(ended(document(Kind::Sale)));
            pass(&mut bench, 1);
            if has_slips {
                bench.handle(Input::PrintingBegan);
                pass(&mut bench, 1);
                bench.handle(ended(document(Kind::CardSlip)));
            } else {
                pass(&mut bench, 1);
            }
            pass(&mut bench, gap);
        }
        queue(&bench).waiting
    };
    for gap in [4, 90] {
        let (without, with) = (line(gap, false), line(gap, true));
        assert!(
            without.abs_diff(with) <= 1,
            "gaps of {gap} s: {with} with slips, {without} without"
        );
    }
}
