//! A counter on a bench: its clocks, and everything that comes out of it.

use std::time::Duration;

use tillside::domain::code::Till;
use tillside::domain::document::{Currency, Facts, Kind, Tender};
use tillside::domain::event::{DocumentEnded, Entry, Event};
use tillside::domain::language::Language;
use tillside::domain::time::Timestamp;
use tillside::engine::api::{Codes, CodesMode, Command, Place, View};
use tillside::engine::counter::{
    Counter, Input, LoyaltySetup, Now, Output, QueueSetup, Sales, Setup,
};
use tillside::engine::state::State;
use tillside::runtime::clock;

pub(crate) const MINUTE: Duration = Duration::from_mins(1);
pub(crate) const MIDNIGHT: Timestamp = Timestamp(1_795_305_600_000);

pub(crate) fn setup() -> Setup {
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
        rewards: None,
        loyalty: LoyaltySetup::default(),
    }
}

/// A counter, its clocks, and everything that came out of it.
pub(crate) struct Bench {
    pub(crate) counter: Counter,
    pub(crate) now: Now,
    pub(crate) journal: Vec<Entry>,
    pub(crate) view: Option<View>,
}

impl Bench {
    pub(crate) fn new() -> Self {
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

    pub(crate) fn pass(&mut self, time: Duration) {
        self.now.instant += time;
        self.set_clock(i64::try_from(time.as_millis()).expect("short"));
    }

    /// Somebody sets the clock; a day has 24 hours here.
    pub(crate) fn set_clock(&mut self, by_ms: i64) {
        self.now.at.0 += by_ms;
        let days = (self.now.at.0 - MIDNIGHT.0).div_euclid(86_400_000);
        self.now.day_began = Timestamp(MIDNIGHT.0 + days * 86_400_000);
    }

    pub(crate) fn handle(&mut self, input: Input) {
        self.counter.handle(input, self.now);
        self.drain();
    }

    pub(crate) fn correct(&mut self, by: i16) {
        self.counter
            .command(Command::CorrectWaiting { by }, self.now)
            .expect("carried out");
        self.drain();
    }

    pub(crate) fn drain(&mut self) {
        while let Some(output) = self.counter.poll_output() {
            match output {
                Output::Append(entry) => self.journal.push(entry),
                Output::Print { .. }
                | Output::PrintCard { .. }
                | Output::AskMembers { .. }
                | Output::SwitchCodes(_)
                | Output::Tell(_)
                | Output::Keep(_)
                | Output::Read { .. } => {}
                Output::Show(view) => {
                    let before = self.view.as_ref().map_or(0, |view| view.revision);
                    assert!(view.revision > before, "{} after {before}", view.revision);
                    self.view = Some(View::clone(&view));
                }
            }
        }
    }

    pub(crate) fn replayed(&self) -> State {
        let mut state = State::default();
        self.journal.iter().for_each(|entry| state.apply(entry));
        state
    }

    /// The process ends and another begins with what the journal holds.
    pub(crate) fn restart(&mut self) {
        self.counter = Counter::new(setup(), self.replayed(), self.now);
        self.view = None;
        self.drain();
    }

    pub(crate) fn view(&self) -> &View {
        self.view.as_ref().expect("a view")
    }

    pub(crate) fn events(&self) -> Vec<Event> {
        self.journal.iter().map(|entry| entry.event).collect()
    }

    pub(crate) fn last_document(&self) -> DocumentEnded {
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

pub(crate) fn document(kind: Kind) -> Facts {
    Facts {
        kind: Some(kind),
        total_minor: Some(3234),
        currency: Some(Currency::EURO),
        tender: Some(Tender::Card),
        ..Facts::default()
    }
}

pub(crate) fn ended(facts: Facts) -> Input {
    Input::DocumentEnded {
        facts,
        trusted: true,
        code: None,
    }
}
