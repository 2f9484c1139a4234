//! A counter on a bench, with payments to try.

use std::time::Duration;

use tillside::domain::code::Till;
use tillside::domain::decline::Step;
use tillside::domain::document::{Currency, Facts};
use tillside::domain::event::{Entry, Event};
use tillside::domain::language::Language;
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    Codes, CodesMode, Command, Key, PaymentNote, Place, Prompt, Refusal, TillEvent, TillWord, View,
};
use tillside::engine::counter::{
    Counter, Input, LoyaltySetup, Now, Output, QueueSetup, Sales, Setup,
};
use tillside::engine::state::State;
use tillside::runtime::clock;

/// 2026-11-22, 09:00, where the shop is.
pub(crate) const NINE: Timestamp = Timestamp(1_795_338_000_000);

/// A counter, its clocks and its journal.
pub(crate) struct Bench {
    pub(crate) counter: Counter,
    pub(crate) now: Now,
    pub(crate) journal: Vec<Entry>,
    keys: u32,
}

pub(crate) fn counter(state: State, now: Now) -> Counter {
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
        sales: Sales::Cable,
        currency: Currency::EURO,
        queue: QueueSetup::default(),
        closing: None,
        rewards: None,
        loyalty: LoyaltySetup::default(),
    };
    Counter::new(setup, state, now)
}

impl Bench {
    pub(crate) fn new() -> Self {
        let now = Now {
            instant: clock::instant(),
            at: NINE,
            day_began: Timestamp(NINE.0 - 9 * 3_600_000),
        };
        Self {
            counter: counter(State::default(), now),
            now,
            journal: Vec::new(),
            keys: 0,
        }
    }

    pub(crate) fn pass(&mut self, seconds: u32) {
        self.now.instant += Duration::from_secs(seconds.into());
        self.now.at.0 += i64::from(seconds) * 1000;
        self.counter.handle_timeout(self.now);
        self.drain();
    }

    pub(crate) fn print(&mut self, facts: Facts, trusted: bool) {
        let code = None;
        let input = Input::DocumentEnded {
            facts,
            trusted,
            code,
        };
        self.counter.handle(input, self.now);
        self.drain();
    }

    pub(crate) fn tell(&mut self, event: TillWord) {
        self.keys += 1;
        let key = Key::try_from(self.keys.to_string()).expect("a key");
        let message = TillEvent {
            key,
            sale: None,
            at: None,
            event,
        };
        self.counter.till_event(&message, self.now);
        self.drain();
    }

    pub(crate) fn ask(&mut self, command: Command) -> Result<(), Refusal> {
        let done = self.counter.command(command, self.now);
        self.drain();
        done
    }

    pub(crate) fn drain(&mut self) {
        while let Some(output) = self.counter.poll_output() {
            if let Output::Append(entry) = output {
                self.journal.push(entry);
            }
        }
    }

    pub(crate) fn view(&self) -> View {
        self.counter.view()
    }

    pub(crate) fn note(&self) -> Option<PaymentNote> {
        self.view().prompt.and_then(|prompt| match prompt {
            Prompt::Payment(note) => Some(note),
            Prompt::Reward(_) | Prompt::Gift(_) => None,
        })
    }

    pub(crate) fn step(&mut self, step: Step) -> Result<(), Refusal> {
        let note = self.note().map_or(0, |note| note.id);
        self.ask(Command::TakeStep { note, step })
    }

    /// What the journal keeps of payments, baskets and cases.
    pub(crate) fn kept(&self) -> Vec<String> {
        let mut kept = Vec::new();
        for entry in &self.journal {
            match entry.event {
                Event::PaymentTroubled => kept.push("troubled".to_owned()),
                Event::PaymentSettled { after_ms, by } => {
                    let by = by.map_or("unsaid", Step::name);
                    kept.push(format!("settled {}s {by}", after_ms / 1000));
                }
                Event::PaymentLost { after_ms } => kept.push(format!("lost {}s", after_ms / 1000)),
                Event::BasketHeld { token, after_ms } => {
                    let after = after_ms.map_or(String::new(), |ms| format!(" {}s", ms / 1000));
                    kept.push(format!("held {token}{after}"));
                }
                Event::BasketReleased { token, sold } => {
                    kept.push(format!("released {token} {sold}"));
                }
                _ => {}
            }
        }
        kept
    }

    pub(crate) fn replayed(&self) -> State {
        let mut state = State::default();
        self.journal.iter().for_each(|entry| state.apply(entry));
        state
    }
}
