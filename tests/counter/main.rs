//! The counter as a whole: what its devices say, what it makes of that, and that its journal alone
//! gives the same state again.
#![expect(clippy::expect_used, reason = "test code: a panic is a failed test")]

mod bench;
mod line;
mod odd;

use std::time::{Duration, Instant};

use bench::{Bench, MINUTE, document, ended, setup};
use proptest::prelude::*;
use tillside::domain::code::{Day, KEY_VERSION, Kind as CodeKind, MasterKey, Seq, Slot, Till};
use tillside::domain::decline::Step as PaymentStep;
use tillside::domain::document::{Facts, Kind, Outcome, Tender};
use tillside::domain::event::{Device, Event};
use tillside::domain::tally::{Measure, Tally};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{Codes, CodesMode, Command, Presence, Refusal, Slip};
use tillside::engine::counter::{Counter, Input};
use tillside::engine::mint::Minted;
use tillside::engine::state::State;

fn minted(seq: u16) -> Minted {
    let key = MasterKey::public_test_key().store_key(KEY_VERSION, Slot::default());
    let (till, seq) = (Till::default(), Seq::new(seq).expect("below 2048"));
    Minted {
        code: key.encode(CodeKind::Survey, till, Day(2517), seq),
        serial: key.serial(CodeKind::Survey, till, Day(2517), seq),
    }
}

#[test]
fn a_sale_is_measured_from_its_first_scan() {
    let mut bench = Bench::new();
    for _ in 0..3 {
        bench.handle(Input::ItemScanned(None));
        bench.pass(Duration::from_secs(5));
    }
    bench.handle(ended(document(Kind::CardSlip)));
    assert_eq!(bench.last_document().items, None, "a slip is no receipt");
    bench.handle(Input::DocumentEnded {
        facts: document(Kind::Sale),
        trusted: true,
        code: Some(minted(3)),
    });
    let sale = bench.last_document();
    assert_eq!((sale.items, sale.served_ms), (Some(3), Some(15_000)));
    assert_eq!(bench.events()[0], Event::ServingBegan);
    assert!(matches!(bench.events()[3], Event::CodePrinted(code) if code.seq.get() == 3));
    assert_eq!(bench.view().served_today, 1);
    assert_eq!(bench.view().last_code, Some(minted(3).code));
    assert_eq!(bench.view().documents[0].kind, Kind::Sale);
    assert_eq!(bench.view().documents[1].kind, Kind::CardSlip);

    bench.handle(ended(document(Kind::Sale)));
    assert_eq!(bench.last_document().items, None, "counted once");
}

#[test]
fn goods_that_nobody_paid_for_are_not_the_next_customers() {
    let mut bench = Bench::new();
    bench.handle(Input::ItemScanned(None));
    bench.pass(15 * MINUTE);
    bench.handle(Input::ItemScanned(None));
    bench.handle(ended(document(Kind::Sale)));
    assert_eq!(bench.last_document().items, Some(1));
}

#[test]
fn copies_voids_and_other_paper_serve_nobody() {
    let mut bench = Bench::new();
    for kind in [Kind::Report, Kind::Kitchen, Kind::Drawer, Kind::Other] {
        bench.handle(ended(document(kind)));
    }
    let sale = document(Kind::Sale);
    bench.handle(ended(Facts { copy: true, ..sale }));
    bench.handle(ended(Facts { void: true, ..sale }));
    assert_eq!(bench.view().served_today, 0);
    bench.handle(ended(Facts {
        refund: true,
        ..sale
    }));
    assert_eq!(bench.view().served_today, 1);
    assert_eq!(bench.view().documents.len(), 7);
}

#[test]
fn the_last_twenty_documents_are_shown() {
    let mut bench = Bench::new();
    for total in 0..30 {
        let total_minor = Some(total);
        bench.handle(ended(Facts {
            total_minor,
            ..document(Kind::Sale)
        }));
    }
    let shown = bench.view().documents.iter().map(|seen| seen.total_minor);
    assert!(shown.eq((10..30).rev().map(Some)));
}

#[test]
fn a_refused_payment_is_settled_by_the_next_that_goes_through() {
    let slip = |outcome| Facts {
        outcome: Some(outcome),
        ..document(Kind::CardSlip)
    };
    let declined = ended(slip(Outcome::Declined));
    let troubles = |bench: &Bench| -> Vec<Event> {
        let mut events = bench.events();
        events.retain(|event| !matches!(event, Event::DocumentEnded(_)));
        events
    };
    let settled = |after_ms, by| Event::PaymentSettled { after_ms, by };

    let mut bench = Bench::new();
    bench.handle(declined.clone());
    bench.handle(declined.clone());
    bench.handle(ended(slip(Outcome::Unknown)));
    bench.handle(ended(slip(Outcome::Cancelled)));
    bench.pass(MINUTE);
    bench.handle(ended(slip(Outcome::Approved)));
    bench.handle(ended(document(Kind::Sale)));
    assert_eq!(
        troubles(&bench),
        [Event::PaymentTroubled, settled(60_000, None)]
    );

    let mut cash = Bench::new();
    cash.handle(declined.clone());
    cash.pass(MINUTE);
    cash.set_clock(-3_600_000);
    cash.handle(ended(Facts {
        tender: Some(Tender::Cash),
        ..document(Kind::Sale)
    }));
    let by_cash = settled(60_000, Some(PaymentStep::Cash));
    assert_eq!(troubles(&cash), [Event::PaymentTroubled, by_cash]);

    let mut gone = Bench::new();
    gone.handle(declined);
    gone.pass(15 * MINUTE);
    gone.handle(ended(document(Kind::Sale)));
    let lost = Event::PaymentLost { after_ms: 900_000 };
    assert_eq!(troubles(&gone), [Event::PaymentTroubled, lost]);
}

#[test]
fn a_device_is_reported_when_it_changes_and_not_again() {
    let mut bench = Bench::new();
    let presence = |bench: &Bench| {
        let mut devices = bench.view().devices.iter();
        let found = devices.find(|device| device.device == Device::Printer);
        found.expect("the printer").presence
    };
    assert_eq!(presence(&bench), Presence::Unknown);
    bench.handle(Input::DeviceFound(Device::Printer));
    assert_eq!(presence(&bench), Presence::Here);
    bench.handle(Input::DeviceLost(Device::Printer));
    bench.handle(Input::DeviceLost(Device::Printer));
    bench.restart();
    assert_eq!(presence(&bench), Presence::Away);
    bench.handle(Input::DeviceFound(Device::Printer));
    assert_eq!(presence(&bench), Presence::Here);
    let device = Device::Printer;
    let expected = [Event::DeviceLost { device }, Event::DeviceFound { device }];
    assert_eq!(bench.events(), expected);
}

#[test]
fn midnight_brings_a_new_view_without_any_input() {
    let mut bench = Bench::new();
    bench.handle(ended(document(Kind::Sale)));
    let mut steps = 0;
    while bench.view().served_today == 1 {
        let wake: Instant = bench.counter.poll_timeout();
        let wait = wake - bench.now.instant;
        assert!(!wait.is_zero() && wait <= 15 * MINUTE, "{wait:?}");
        bench.pass(wait);
        bench.counter.handle_timeout(bench.now);
        bench.drain();
        steps += 1;
        assert!(
            steps <= 2 * 3600 + 60,
            "a look each second for two hours, and sixty quarters"
        );
    }
    assert_eq!(bench.now.at, bench.now.day_began);
}

#[test]
fn what_the_journal_remembers_may_come_late() {
    let mut early = Bench::new();
    for _ in 0..3 {
        early.handle(ended(document(Kind::Sale)));
    }
    early.correct(2);
    let remembered = early.replayed();
    let mut late = Bench::new();
    late.now = early.now;
    late.counter = Counter::without_memory(setup(), late.now);
    late.view = None;
    late.pass(MINUTE);
    late.handle(ended(document(Kind::Sale)));
    assert_eq!(late.view().served_today, 1);
    assert!(!late.counter.has_memory());
    late.handle(Input::Recalled(Box::new(remembered.clone())));
    assert_eq!(late.view().served_today, 4);
    late.handle(ended(document(Kind::Sale)));
    let mut whole = remembered.clone();
    late.journal.iter().for_each(|entry| whole.apply(entry));
    assert_eq!(late.counter.state(), &whole);
    // Only the first word counts.
    late.handle(Input::Recalled(Box::new(remembered)));
    assert_eq!(late.view().served_today, 5);
}

#[test]
fn nothing_is_printed_or_switched_on_a_fiscal_printer() {
    let mut bench = Bench::new();
    bench.handle(ended(document(Kind::Sale)));
    let fiscal = Codes {
        mode: CodesMode::Fiscal,
        ..setup().codes
    };
    bench.handle(Input::Codes(fiscal));
    for slip in [Slip::Again, Slip::SelfTest, Slip::Comparison, Slip::Closing] {
        let refused = bench.counter.command(Command::Print { slip }, bench.now);
        assert_eq!(refused, Err(Refusal::Fiscal), "{slip:?}");
    }
    let enable = Command::EnableCodes { copies: false };
    assert_eq!(
        bench.counter.command(enable, bench.now),
        Err(Refusal::Fiscal)
    );
}

/// What a day may bring; see [`play`].
#[derive(Debug, Clone, Copy)]
enum Step {
    Scan,
    Document(Facts, bool),
    Device(Device, bool),
    Correct(i16),
    Pass(u64),
    SetClock(i64),
    Restart,
}

fn play(bench: &mut Bench, step: Step) {
    match step {
        Step::Scan => bench.handle(Input::ItemScanned(None)),
        Step::Document(facts, with_code) => bench.handle(Input::DocumentEnded {
            facts,
            trusted: !facts.copy,
            code: with_code.then(|| minted(1)),
        }),
        Step::Device(device, true) => bench.handle(Input::DeviceFound(device)),
        Step::Device(device, false) => bench.handle(Input::DeviceLost(device)),
        Step::Correct(by) => bench.correct(by),
        Step::Pass(ms) => bench.pass(Duration::from_millis(ms)),
        Step::SetClock(ms) => bench.set_clock(ms),
        Step::Restart => bench.restart(),
    }
}

prop_compose! {
    fn facts()(
        kind in prop::sample::select(vec![Kind::Sale, Kind::Sale, Kind::CardSlip, Kind::Report]),
        outcome in prop::option::of(prop::sample::select(vec![Outcome::Declined, Outcome::Approved])),
        flags in 0..12u8,
        total in -5000..5000i64,
    ) -> Facts {
        Facts {
            outcome,
            total_minor: Some(total),
            copy: flags == 1,
            void: flags == 2,
            refund: flags == 3,
            ..document(kind)
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    let device = prop::sample::select(vec![Device::Till, Device::Printer, Device::Scanner]);
    prop_oneof![
        4 => Just(Step::Scan),
        4 => (facts(), any::<bool>()).prop_map(|(facts, code)| Step::Document(facts, code)),
        1 => (device, any::<bool>()).prop_map(|(device, here)| Step::Device(device, here)),
        1 => (-3..4i16).prop_map(Step::Correct),
        4 => (0..200_000u64).prop_map(Step::Pass),
        1 => (0..40_000_000u64).prop_map(Step::Pass),
        1 => (-200_000_000..200_000_000i64).prop_map(Step::SetClock),
        1 => Just(Step::Restart),
    ]
}

proptest! {
    // Estimating who waits is slow where nothing is optimised.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn replaying_gives_the_same_counts(steps in prop::collection::vec(step(), 0..200)) {
        let mut bench = Bench::new();
        for step in steps {
            play(&mut bench, step);
            prop_assert_eq!(&bench.replayed(), bench.counter.state());
        }
        let json = serde_json::to_string(bench.counter.state()).expect("JSON");
        let read: State = serde_json::from_str(&json).expect("what was written");
        prop_assert_eq!(&read, bench.counter.state());
        let mut tally = Tally::default();
        bench.journal.iter().for_each(|entry| tally.count(&entry.event));
        let always = bench.counter.state().served_since(Timestamp(i64::MIN));
        prop_assert_eq!(tally.get(Measure::Served), i64::from(always));
        let served = bench.counter.state().served_since(bench.now.day_began);
        bench.restart();
        prop_assert_eq!(bench.view().served_today, served);
    }
}
