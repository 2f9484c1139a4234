//! What the till software tells: counted once however often it is told, in whatever order it comes,
//! and over every restart.
#![expect(clippy::expect_used, reason = "test code: a panic is a failed test")]

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use tillside::domain::code::Till;
use tillside::domain::document::{Currency, Facts, Kind, Outcome, Tender};
use tillside::domain::event::{DocumentEnded, Entry, Event};
use tillside::domain::language::Language;
use tillside::domain::tally::{Measure, Tally};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    Amount, Codes, CodesMode, Key, Place, Reception, TillEvent, TillWord, View,
};
use tillside::engine::counter::{
    Counter, Input, LoyaltySetup, Now, Output, QueueSetup, Sales, Setup,
};
use tillside::engine::state::State;
use tillside::runtime::clock;

const MINUTE: Duration = Duration::from_mins(1);
const NOON: Timestamp = Timestamp(1_795_305_600_000 + 12 * 3_600_000);

/// A counter and its journal.
struct Bench {
    sales: Sales,
    counter: Counter,
    now: Now,
    journal: Vec<Entry>,
}

fn counter(sales: Sales, state: State, now: Now) -> Counter {
    let setup = Setup {
        place: Place {
            store: "A shop".to_owned(),
            counter: Till::default(),
            language: Language::ENGLISH,
        },
        codes: Codes {
            mode: CodesMode::Observing,
            copies: false,
            address: None,
            ready: 0,
        },
        sales,
        currency: Currency::EURO,
        queue: QueueSetup::default(),
        closing: None,
        rewards: None,
        loyalty: LoyaltySetup::default(),
    };
    Counter::new(setup, state, now)
}

impl Bench {
    fn new(sales: Sales) -> Self {
        let now = Now {
            instant: clock::instant(),
            at: NOON,
            day_began: Timestamp(NOON.0 - 12 * 3_600_000),
        };
        Self {
            sales,
            counter: counter(sales, State::default(), now),
            now,
            journal: Vec::new(),
        }
    }

    fn pass(&mut self, time: Duration) {
        self.now.instant += time;
        self.now.at.0 += i64::try_from(time.as_millis()).expect("short");
    }

    fn tell(&mut self, message: &TillEvent) -> Reception {
        let reception = self.counter.till_event(message, self.now);
        self.drain();
        reception
    }

    fn say(&mut self, key: &str, sale: &str, event: TillWord) -> Reception {
        self.tell(&message(key, sale, event))
    }

    fn print(&mut self, facts: Facts) {
        let input = Input::DocumentEnded {
            facts,
            trusted: true,
            code: None,
        };
        self.counter.handle(input, self.now);
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(output) = self.counter.poll_output() {
            if let Output::Append(entry) = output {
                self.journal.push(entry);
            }
        }
    }

    fn restart(&mut self) {
        let mut state = State::default();
        self.journal.iter().for_each(|entry| state.apply(entry));
        assert_eq!(&state, self.counter.state());
        self.counter = counter(self.sales, state, self.now);
        self.drain();
    }

    fn view(&self) -> View {
        self.counter.view()
    }

    fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.journal
            .iter()
            .for_each(|entry| tally.count(&entry.event));
        tally
    }

    fn last_sale(&self) -> DocumentEnded {
        let sale = |entry: &Entry| match entry.event {
            Event::DocumentEnded(document) => Some(document),
            _ => None,
        };
        self.journal.iter().rev().find_map(sale).expect("a sale")
    }
}

fn key(text: &str) -> Key {
    Key::try_from(text.to_owned()).expect("a key")
}

fn message(name: &str, sale: &str, event: TillWord) -> TillEvent {
    TillEvent {
        key: key(name),
        sale: Some(key(sale)),
        at: None,
        event,
    }
}

fn paid(total_minor: u32) -> TillWord {
    TillWord::SaleCompleted(Amount {
        total_minor: Some(total_minor),
        tender: Some(Tender::Card),
        ..Amount::default()
    })
}

fn receipt(total_minor: Option<i64>) -> Facts {
    Facts {
        kind: Some(Kind::Sale),
        total_minor,
        ..Facts::default()
    }
}

#[test]
fn a_sale_that_the_till_tells_is_counted_with_its_goods_and_its_time() {
    let mut bench = Bench::new(Sales::Api);
    assert_eq!(bench.say("a", "1", TillWord::SaleBegan), Reception::Taken);
    for number in 0..3 {
        bench.pass(Duration::from_secs(10));
        let item = TillWord::ItemAdded { count: 2 };
        assert_eq!(
            bench.say(&format!("i{number}"), "1", item),
            Reception::Taken
        );
    }
    bench.pass(Duration::from_secs(10));
    assert_eq!(bench.say("b", "1", paid(1999)), Reception::Taken);
    let sale = bench.last_sale();
    assert_eq!((sale.items, sale.served_ms), (Some(6), Some(40_000)));
    assert_eq!(
        (sale.total_minor, sale.currency),
        (Some(1999), Some(Currency::EURO))
    );
    assert_eq!(sale.tender, Some(Tender::Card));
    // Its receipt is shown and counts nothing.
    bench.print(receipt(Some(1999)));
    assert_eq!(bench.view().served_today, 1);
    assert_eq!(bench.view().documents.len(), 1);
    assert_eq!(bench.tally().get(Measure::Documents), 1);
}

#[test]
fn beside_the_cable_the_till_only_adds_to_what_the_paper_says() {
    let mut bench = Bench::new(Sales::Cable);
    bench.say("a", "1", TillWord::SaleBegan);
    bench.pass(MINUTE / 2);
    bench.say("b", "1", TillWord::ItemAdded { count: 3 });
    assert_eq!(bench.say("c", "1", paid(700)), Reception::Taken);
    assert_eq!(bench.view().served_today, 0);
    bench.print(receipt(None));
    let sale = bench.last_sale();
    assert_eq!((sale.items, sale.served_ms), (Some(3), Some(30_000)));
    assert_eq!(
        (sale.total_minor, sale.tender),
        (Some(700), Some(Tender::Card))
    );
    // What the paper says itself is right, and what was said of another sale is not this one's.
    bench.say("d", "2", paid(100));
    bench.print(receipt(Some(250)));
    assert_eq!(bench.last_sale().total_minor, Some(250));
    bench.say("e", "3", paid(100));
    bench.pass(2 * MINUTE);
    bench.print(receipt(None));
    assert_eq!(bench.last_sale().total_minor, None);
    assert_eq!(bench.view().served_today, 3);
}

#[test]
fn what_does_not_stand_goes_back() {
    let mut bench = Bench::new(Sales::Api);
    bench.say("a", "1", paid(1000));
    bench.say("b", "2", paid(500));
    assert_eq!(
        bench.say("c", "1", TillWord::SaleVoided(Amount::default())),
        Reception::Taken
    );
    // Nobody remembers the second one after a restart, so the till says how much it was.
    bench.restart();
    let unknown = TillWord::SaleVoided(Amount::default());
    assert_eq!(bench.say("d", "2", unknown), Reception::NotUsed);
    let amount = Amount {
        total_minor: Some(500),
        ..Amount::default()
    };
    assert_eq!(
        bench.say("e", "2", TillWord::SaleVoided(amount)),
        Reception::Taken
    );
    assert_eq!(
        bench.say("f", "3", TillWord::SaleReturned(amount)),
        Reception::Taken
    );
    let tally = bench.tally();
    assert_eq!(
        (tally.get(Measure::Voids), tally.get(Measure::Refunds)),
        (2, 1)
    );
    assert_eq!(tally.totals().collect::<Vec<_>>(), [(Currency::EURO, -500)]);
    // A sale that is voided before its end leaves no trace.
    bench.say("g", "4", TillWord::SaleBegan);
    let given_up = TillWord::SaleVoided(Amount::default());
    assert_eq!(bench.say("h", "4", given_up), Reception::Taken);
    bench.pass(MINUTE);
    bench.say("i", "5", paid(100));
    assert_eq!(bench.last_sale().served_ms, None);
}

#[test]
fn a_void_counts_once_and_also_before_its_sale() {
    let mut bench = Bench::new(Sales::Api);
    let void = |total_minor| {
        let amount = Amount {
            total_minor,
            ..Amount::default()
        };
        TillWord::SaleVoided(amount)
    };
    bench.say("a", "1", paid(1000));
    assert_eq!(bench.say("b", "1", void(Some(1000))), Reception::Taken);
    assert_eq!(bench.say("c", "1", void(Some(1000))), Reception::NotUsed);
    assert_eq!(bench.say("d", "2", void(None)), Reception::NotUsed);
    assert_eq!(bench.say("e", "2", paid(500)), Reception::NotUsed);
    let tally = bench.tally();
    assert_eq!(tally.get(Measure::Voids), 1);
    assert_eq!(tally.get(Measure::Sales), 1);
    assert_eq!(tally.totals().collect::<Vec<_>>(), []);
}

#[test]
fn goods_that_scanner_and_till_both_tell_of_are_counted_once() {
    for (sales, expected) in [(Sales::Api, 5), (Sales::Cable, 2)] {
        let mut bench = Bench::new(sales);
        bench.say("a", "1", TillWord::ItemAdded { count: 5 });
        for _ in 0..2 {
            bench.counter.handle(Input::ItemScanned(None), bench.now);
        }
        bench.say("b", "1", paid(100));
        bench.print(receipt(Some(100)));
        assert_eq!(bench.last_sale().items, Some(expected), "{sales:?}");
    }
}

#[test]
fn what_was_told_of_one_sale_is_not_the_next_customers() {
    let mut bench = Bench::new(Sales::Cable);
    // A till that prints first and tells afterwards.
    bench.print(receipt(Some(700)));
    assert_eq!(bench.say("a", "1", paid(700)), Reception::NotUsed);
    bench.pass(MINUTE / 4);
    bench.print(receipt(None));
    assert_eq!(
        (bench.last_sale().total_minor, bench.last_sale().tender),
        (None, None)
    );
    // Another total on the paper is another sale's.
    bench.pass(MINUTE / 4);
    bench.say("b", "2", paid(100));
    bench.print(receipt(Some(900)));
    assert_eq!(bench.last_sale().tender, None);
}

#[test]
fn a_refused_payment_is_trouble_until_somebody_has_paid() {
    for sales in [Sales::Api, Sales::Cable] {
        let mut bench = Bench::new(sales);
        let payment = |outcome: Outcome| TillWord::Payment(outcome.into());
        bench.say("a", "1", payment(Outcome::Declined));
        bench.say("b", "1", payment(Outcome::Declined));
        bench.pass(MINUTE);
        bench.say("c", "1", payment(Outcome::Unknown));
        bench.say("d", "1", payment(Outcome::Approved));
        let tally = bench.tally();
        let found = (tally.get(Measure::Troubled), tally.get(Measure::Settled));
        assert_eq!(found, (1, 1), "{sales:?}");
    }
}

#[test]
fn what_was_told_late_is_booked_when_it_happened_and_times_nobody() {
    let mut bench = Bench::new(Sales::Api);
    bench.say("a", "1", TillWord::SaleBegan);
    for (name, said, booked) in [
        ("an-hour-ago", NOON.0 - 3_600_000, NOON.0 - 3_600_000),
        (
            "last-week",
            NOON.0 - 7 * 86_400_000,
            NOON.0 - 2 * 86_400_000,
        ),
        ("tomorrow", NOON.0 + 86_400_000, NOON.0),
    ] {
        let told = TillEvent {
            at: Some(Timestamp(said)),
            ..message(name, name, paid(1))
        };
        assert_eq!(bench.tell(&told), Reception::Taken, "{name}");
        let at =
            bench.journal.iter().rev().find_map(|entry| {
                matches!(entry.event, Event::DocumentEnded(_)).then_some(entry.at.0)
            });
        assert_eq!(at, Some(booked), "{name}");
    }
}

#[test]
fn members_are_not_known_yet() {
    let mut bench = Bench::new(Sales::Api);
    let member = TillWord::Member {
        number: key("2955000000001"),
    };
    assert_eq!(bench.say("a", "1", member), Reception::NotUsed);
    assert_eq!(bench.journal, []);
}

/// What happens between two messages.
#[derive(Debug, Clone)]
enum Step {
    /// Message number so and so, of a fixed list, once more or for the first time.
    Tell(usize),
    Restart,
    Pass(u16),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => (0..30_usize).prop_map(Step::Tell),
        1 => Just(Step::Restart),
        1 => (0..600_u16).prop_map(Step::Pass),
    ];
    proptest::collection::vec(step, 0..80)
}

/// Ten sales with three messages each.
fn told(number: usize) -> TillEvent {
    let (sale, step) = (number / 3, number % 3);
    let total = u32::try_from(sale).expect("small") * 100 + 100;
    let word = match step {
        0 => TillWord::SaleBegan,
        1 => TillWord::ItemAdded { count: 1 },
        _ => paid(total),
    };
    message(&format!("m{number}"), &format!("s{sale}"), word)
}

proptest! {
    #[test]
    fn retries_reordering_and_restarts_count_every_sale_once(steps in steps()) {
        let mut bench = Bench::new(Sales::Api);
        let mut completed = BTreeMap::new();
        for step in steps {
            match step {
                Step::Tell(number) => {
                    bench.tell(&told(number));
                    if number % 3 == 2 {
                        completed.insert(number, i64::try_from(number / 3).expect("small") * 100 + 100);
                    }
                }
                Step::Restart => bench.restart(),
                Step::Pass(seconds) => bench.pass(Duration::from_secs(seconds.into())),
            }
        }
        let tally = bench.tally();
        let served = i64::try_from(completed.len()).expect("small");
        prop_assert_eq!(tally.get(Measure::Served), served);
        prop_assert_eq!(i64::from(bench.view().served_today), served);
        let total: i64 = completed.values().sum();
        prop_assert_eq!(tally.totals().map(|(_, sum)| sum).sum::<i64>(), total);
        bench.restart();
        for number in completed.keys() {
            prop_assert_eq!(bench.tell(&told(*number)), Reception::Repeated);
        }
    }
}
