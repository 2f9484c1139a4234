//! Three counters of one store: one where they meet, two that tell it what happens and show what it
//! makes of that. What travels between them is carried by hand.
#![cfg(test)]

use std::collections::BTreeSet;
use std::time::Duration;
use tillside::domain::call::CallReason;
use tillside::domain::code::Till;
use tillside::domain::document::{Currency, Facts, Kind};
use tillside::domain::event::Event;
use tillside::domain::language::Language;
use tillside::domain::queue::{Estimator, Line, Model, Source, WeekTime};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    Codes, CodesMode, Command, Place, QueueView, Refusal, Sign, Signs, TimedSign,
};
use tillside::engine::counter::{
    Counter, Input, LoyaltySetup, Now, Output, QueueSetup, REPLAYED_MS, Sales, Setup,
};
use tillside::engine::state::State;
use tillside::runtime::clock;

const MIDNIGHT: Timestamp = Timestamp(1_795_305_600_000);

/// A counter with its journal and what it wants to tell.
struct Desk {
    counter: Counter,
    number: Till,
    events: Vec<Event>,
    told: Vec<Sign>,
    /// How many signs went off before.
    sent: u64,
}

/// A store and its time; the counters meet at the first one.
struct Store {
    now: Now,
    counters: Vec<Desk>,
}

fn setup(number: u16, has_host: bool) -> Setup {
    Setup {
        place: Place {
            store: "A shop".to_owned(),
            counter: Till::new(number).unwrap(),
            language: Language::ENGLISH,
        },
        codes: Codes {
            mode: CodesMode::Observing,
            copies: false,
            address: None,
            ready: 0,
        },
        sales: Sales::Cable,
        currency: Currency::EURO,
        queue: QueueSetup {
            counters: 3,
            has_host,
            ..QueueSetup::default()
        },
        closing: None,
        rewards: None,
        loyalty: LoyaltySetup::default(),
    }
}

impl Store {
    fn open() -> Self {
        let now = Now {
            instant: clock::instant(),
            at: Timestamp(MIDNIGHT.0 + 9 * 3_600_000),
            day_began: MIDNIGHT,
        };
        let counter = |number| Desk {
            counter: Counter::new(setup(number, number != 1), State::default(), now),
            number: Till::new(number).unwrap(),
            events: Vec::new(),
            told: Vec::new(),
            sent: 0,
        };
        Self {
            now,
            counters: [1, 2, 3].map(counter).into(),
        }
    }

    fn pass(&mut self, time: Duration) {
        let end = self.now.instant + time;
        while self.now.instant < end {
            self.now.instant += Duration::from_secs(1);
            self.now.at.0 += 1000;
            for counter in &mut self.counters {
                counter.counter.handle_timeout(self.now);
                counter.drain();
            }
        }
    }

    fn input(&mut self, at: usize, input: Input) {
        let counter = &mut self.counters[at - 1];
        counter.counter.handle(input, self.now);
        counter.drain();
    }

    fn command(&mut self, at: usize, command: Command) -> Result<(), Refusal> {
        let counter = &mut self.counters[at - 1];
        let done = counter.counter.command(command, self.now);
        counter.drain();
        done
    }

    /// What a counter has to tell goes to where they meet, so many times.
    fn deliver(&mut self, from: usize, times: usize) {
        let counter = &mut self.counters[from - 1];
        let told = std::mem::take(&mut counter.told);
        let signs = Signs {
            counter: counter.number,
            run: 7,
            first: counter.sent,
            told: told
                .into_iter()
                .map(|sign| TimedSign { age_ms: 40, sign })
                .collect(),
        };
        counter.sent += u64::try_from(signs.told.len()).unwrap();
        for _ in 0..times {
            self.input(1, Input::Neighbour(signs.clone()));
        }
    }

    /// Counters 2 and 3 hear of the store's line.
    fn share(&mut self) {
        let queue = self.queue(1);
        for at in [2, 3] {
            self.input(at, Input::StoreQueue(Some(queue.clone())));
        }
    }

    fn queue(&self, at: usize) -> QueueView {
        self.counters[at - 1].counter.view().queue
    }

    /// How often the journal of a counter has such an event.
    fn kept(&self, at: usize, is_it: impl Fn(&Event) -> bool) -> usize {
        let events = self.counters[at - 1].events.iter();
        events.filter(|event| is_it(event)).count()
    }
}

impl Desk {
    fn drain(&mut self) {
        while let Some(output) = self.counter.poll_output() {
            match output {
                Output::Append(entry) => self.events.push(entry.event),
                Output::Tell(sign) => self.told.push(sign),
                _ => {}
            }
        }
    }
}

fn sale() -> Input {
    Input::DocumentEnded {
        facts: Facts {
            kind: Some(Kind::Sale),
            ..Facts::default()
        },
        trusted: true,
        code: None,
    }
}

const MINUTE: Duration = Duration::from_mins(1);

fn is_called(event: &Event) -> bool {
    matches!(event, Event::ColleagueCalled { .. })
}

fn is_answered(event: &Event) -> bool {
    matches!(event, Event::CallAnswered { .. })
}

#[test]
fn only_who_meets_others_elsewhere_tells_what_happens() {
    let mut store = Store::open();
    for at in [1, 2] {
        store.input(at, Input::ItemScanned(None));
        store.input(at, Input::ItemScanned(None));
        store.pass(MINUTE);
        store.input(at, sale());
        store
            .command(at, Command::CorrectWaiting { by: 4 })
            .unwrap();
    }
    assert_eq!(store.counters[0].told, []);
    let told = &store.counters[1].told;
    assert!(
        matches!(told[..], [Sign::Began(_), Sign::Ended, Sign::Counted(_)]),
        "{told:?}"
    );
}

#[test]
fn a_count_at_one_counter_is_the_line_of_all() {
    let mut store = Store::open();
    store.share();
    store.command(2, Command::CorrectWaiting { by: 5 }).unwrap();
    assert_eq!((store.queue(2).waiting, store.queue(1).waiting), (5, 0));
    store.deliver(2, 1);
    store.share();
    assert_eq!([1, 2, 3].map(|at| store.queue(at).waiting), [5; 3]);
    // Each touch counts from the one before, also when no answer has come yet.
    store
        .command(3, Command::CorrectWaiting { by: -1 })
        .unwrap();
    store
        .command(3, Command::CorrectWaiting { by: -1 })
        .unwrap();
    store.deliver(3, 1);
    store.share();
    assert_eq!([1, 2, 3].map(|at| store.queue(at).waiting), [3; 3]);
    // Who counted keeps that, nobody else does.
    let is_count = |event: &Event| matches!(event, Event::QueueCorrected { .. });
    assert_eq!([1, 2, 3].map(|at| store.kept(at, is_count)), [0, 1, 2]);
}

/// What the estimate says of the same day when it is told directly.
struct Direct {
    estimator: Estimator,
    began: Now,
}

impl Direct {
    fn new(now: Now) -> Self {
        const HOUR_MS: i64 = 3_600_000;
        // A Sunday, at nine, and the estimate's time begins as long ago as events are replayed.
        let start = WeekTime((6 * 24 + 9) * HOUR_MS - REPLAYED_MS);
        let (model, line) = (Model::default(), Line::Shared);
        Self {
            estimator: Estimator::new(model, line, 3, 0, start),
            began: now,
        }
    }

    fn ms(&self, now: Now) -> i64 {
        REPLAYED_MS + (now.at.0 - self.began.at.0)
    }

    fn tell(&mut self, now: Now, what: impl FnOnce(&mut Estimator, i64)) {
        let ms = self.ms(now);
        what(&mut self.estimator, ms);
    }

    /// All counters of the store show the same.
    #[track_caller]
    fn agrees(&mut self, store: &mut Store) -> (u16, u16, u16, u32, Source) {
        store.share();
        let expected = self.queue(store.now);
        for at in [1, 2, 3] {
            assert_eq!(numbers(&store.queue(at)), expected, "counter {at}");
        }
        expected
    }

    fn queue(&mut self, now: Now) -> (u16, u16, u16, u32, Source) {
        self.estimator.advance(self.ms(now));
        numbers(&QueueView::of(&self.estimator.estimate(), 180))
    }
}

fn numbers(queue: &QueueView) -> (u16, u16, u16, u32, Source) {
    (
        queue.waiting,
        queue.low,
        queue.high,
        queue.wait_s,
        queue.source,
    )
}

#[test]
fn each_counter_is_one_of_the_estimate_and_what_comes_twice_counts_once() {
    let mut store = Store::open();
    let mut direct = Direct::new(store.now);
    let mut seen = BTreeSet::new();
    for _round in 0..8 {
        for (at, place) in [(1, 0), (2, 1), (3, 2)] {
            store.input(at, Input::ItemScanned(None));
            store.deliver(at, 2);
            direct.tell(store.now, |estimator, ms| {
                estimator.started(place, ms, Source::FirstScan);
            });
            seen.insert(direct.agrees(&mut store));
        }
        for (at, place) in [(3, 2), (1, 0), (2, 1)] {
            for _ in 0..20 {
                store.pass(Duration::from_secs(1));
                direct.queue(store.now);
            }
            store.input(at, sale());
            store.deliver(at, 2);
            direct.tell(store.now, |estimator, ms| estimator.ended(place, ms));
            seen.insert(direct.agrees(&mut store));
        }
    }
    assert!(seen.len() > 2, "nothing moved: {seen:?}");
    let began = |event: &Event| matches!(event, Event::ServingBegan);
    assert_eq!([1, 2, 3].map(|at| store.kept(at, began)), [8; 3]);
}

#[test]
fn a_call_is_made_and_answered_anywhere_and_kept_where_the_counters_meet() {
    let mut store = Store::open();
    store.share();
    store.command(2, Command::CallColleague).unwrap();
    assert_eq!(store.queue(2).call, None);
    store.deliver(2, 2);
    store.share();
    let [here, there, third] = [1, 2, 3].map(|at| store.queue(at).call.unwrap());
    assert_eq!((here, there), (there, third));
    assert_eq!(
        (here.counter.get(), here.by, here.is_answered),
        (2, CallReason::Touch, false)
    );

    let wrong = store.command(3, Command::AnswerCall { id: here.id + 1 });
    assert_eq!(wrong, Err(Refusal::NoSuchCall));
    store
        .command(3, Command::AnswerCall { id: here.id })
        .unwrap();
    store
        .command(1, Command::AnswerCall { id: here.id })
        .unwrap();
    store.deliver(3, 1);
    store.share();
    assert!(
        [1, 2, 3]
            .iter()
            .all(|at| store.queue(*at).call.unwrap().is_answered)
    );
    assert_eq!([1, 2, 3].map(|at| store.kept(at, is_called)), [1, 0, 0]);
    assert_eq!([1, 2, 3].map(|at| store.kept(at, is_answered)), [1, 0, 0]);

    store
        .command(2, Command::WithdrawCall { id: here.id })
        .unwrap();
    store.deliver(2, 1);
    store.share();
    assert!([1, 2, 3].iter().all(|at| store.queue(*at).call.is_none()));
}

#[test]
fn a_counter_that_hears_nothing_goes_by_what_it_sees_itself() {
    let mut store = Store::open();
    store.command(1, Command::CorrectWaiting { by: 7 }).unwrap();
    store.share();
    assert_eq!(store.queue(2).waiting, 7);
    store.pass(MINUTE);
    // What is not heard anew stays: it is the other counter's business to say more.
    assert_eq!(store.queue(2).waiting, 7);
    store.input(2, Input::StoreQueue(None));
    assert_eq!(store.queue(2).waiting, 0);
    store.command(2, Command::CallColleague).unwrap();
    let call = store.queue(2).call.unwrap();
    assert_eq!((call.counter.get(), store.kept(2, is_called)), (2, 1));
    store
        .command(2, Command::AnswerCall { id: call.id })
        .unwrap();
    assert_eq!(store.kept(2, is_answered), 1);
    store.share();
    assert_eq!(
        (store.queue(2), store.queue(2).call),
        (store.queue(1), None)
    );
}

#[test]
fn what_comes_twice_or_from_itself_changes_nothing_and_a_new_start_counts_anew() {
    let mut store = Store::open();
    let signs = |counter, run, first, sign| {
        let told = vec![TimedSign { age_ms: 0, sign }];
        Input::Neighbour(Signs {
            counter: Till::new(counter).unwrap(),
            run,
            first,
            told,
        })
    };
    for (counter, run, first, count, expected) in [
        (2, 10, 0, 4, 4),
        (2, 10, 0, 9, 4),
        (2, 10, 1, 5, 5),
        (2, 10, 1, 9, 5),
        // One sign was dropped on the way.
        (2, 10, 3, 6, 6),
        (2, 10, 2, 9, 6),
        (2, 11, 0, 3, 3),
        (3, 10, 0, 2, 2),
        (1, 12, 0, 9, 2),
        (2, 12, u64::MAX, 1, 1),
    ] {
        store.input(1, signs(counter, run, first, Sign::Counted(count)));
        let found = store.queue(1).waiting;
        assert_eq!(found, expected, "{counter} {run} {first}");
    }
    // More counters than the line has do no harm.
    for counter in 4..=15 {
        store.input(1, signs(counter, 1, 0, Sign::Ended));
    }
    store.input(1, signs(15, 1, 1, Sign::Called));
    assert_eq!(store.queue(1).call.unwrap().counter, Till::MAX);
}
