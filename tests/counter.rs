//! The counter as a whole: what its devices say, what it makes of that, and that its journal alone
//! gives the same state again.
#![expect(clippy::expect_used, reason = "test code: a panic is a failed test")]

use std::time::{Duration, Instant};

use proptest::prelude::*;
use tillside::domain::call::CallReason;
use tillside::domain::code::{Day, KEY_VERSION, Kind as CodeKind, MasterKey, Seq, Slot, Till};
use tillside::domain::decline::Step as PaymentStep;
use tillside::domain::document::{Currency, Facts, Kind, Outcome, Tender};
use tillside::domain::event::{Device, DocumentEnded, Entry, Event};
use tillside::domain::language::Language;
use tillside::domain::tally::{Measure, Tally};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    Codes, CodesMode, Command, Place, Presence, Progress, Refusal, Slip, View,
};
use tillside::engine::counter::{
    ClosingSetup, Counter, Input, Now, Output, QueueSetup, Sales, Setup,
};
use tillside::engine::mint::Minted;
use tillside::engine::state::State;
use tillside::runtime::clock;

const MINUTE: Duration = Duration::from_mins(1);
const MIDNIGHT: Timestamp = Timestamp(1_795_305_600_000);

fn setup() -> Setup {
    Setup {
        place: Place {
            store: "A shop".to_owned(),
            counter: Till::default(),
            language: Language::ENGLISH,
        },
        codes: Codes {
            mode: CodesMode::On,
            copies: false,
            address: Some("s.example.com".to_owned()),
            ready: 8,
        },
        sales: Sales::Cable,
        currency: Currency::EURO,
        queue: QueueSetup::default(),
        closing: None,
    }
}

/// A counter, its clocks, and everything that came out of it.
struct Bench {
    counter: Counter,
    now: Now,
    journal: Vec<Entry>,
    view: Option<View>,
}

impl Bench {
    fn new() -> Self {
        let now = Now {
            instant: clock::instant(),
            at: Timestamp(MIDNIGHT.0 + 9 * 3_600_000),
            day_began: MIDNIGHT,
        };
        let mut bench = Self {
            counter: Counter::new(setup(), State::default(), now),
            now,
            journal: Vec::new(),
            view: None,
        };
        bench.drain();
        bench
    }

    fn pass(&mut self, time: Duration) {
        self.now.instant += time;
        self.set_clock(i64::try_from(time.as_millis()).expect("short"));
    }

    /// Somebody sets the clock; a day has 24 hours here.
    fn set_clock(&mut self, by_ms: i64) {
        self.now.at.0 += by_ms;
        let days = (self.now.at.0 - MIDNIGHT.0).div_euclid(86_400_000);
        self.now.day_began = Timestamp(MIDNIGHT.0 + days * 86_400_000);
    }

    fn handle(&mut self, input: Input) {
        self.counter.handle(input, self.now);
        self.drain();
    }

    fn correct(&mut self, by: i16) {
        self.counter
            .command(Command::CorrectWaiting { by }, self.now)
            .expect("carried out");
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(output) = self.counter.poll_output() {
            match output {
                Output::Append(entry) => self.journal.push(entry),
                Output::Print { .. } | Output::SwitchCodes(_) => {}
                Output::Show(view) => {
                    let before = self.view.as_ref().map_or(0, |view| view.revision);
                    assert!(view.revision > before, "{} after {before}", view.revision);
                    self.view = Some(View::clone(&view));
                }
            }
        }
    }

    fn replayed(&self) -> State {
        let mut state = State::default();
        self.journal.iter().for_each(|entry| state.apply(entry));
        state
    }

    /// The process ends and another begins with what the journal holds.
    fn restart(&mut self) {
        self.counter = Counter::new(setup(), self.replayed(), self.now);
        self.view = None;
        self.drain();
    }

    fn view(&self) -> &View {
        self.view.as_ref().expect("a view")
    }

    fn events(&self) -> Vec<Event> {
        self.journal.iter().map(|entry| entry.event).collect()
    }

    fn last_document(&self) -> DocumentEnded {
        let ended = self
            .journal
            .iter()
            .rev()
            .find_map(|entry| match entry.event {
                Event::DocumentEnded(document) => Some(document),
                _ => None,
            });
        ended.expect("a document")
    }
}

fn document(kind: Kind) -> Facts {
    Facts {
        kind: Some(kind),
        total_minor: Some(3234),
        currency: Some(Currency::EURO),
        tender: Some(Tender::Card),
        ..Facts::default()
    }
}

fn ended(facts: Facts) -> Input {
    Input::DocumentEnded {
        facts,
        trusted: true,
        code: None,
    }
}

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
        bench.handle(Input::ItemScanned);
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
    bench.handle(Input::ItemScanned);
    bench.pass(15 * MINUTE);
    bench.handle(Input::ItemScanned);
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
        Step::Scan => bench.handle(Input::ItemScanned),
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
