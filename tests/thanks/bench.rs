//! A counter with thank-yous on a bench: its clocks, its codes, and everything that comes out of it.

use std::time::Duration;

use tillside::domain::code::{
    Code, Day, KEY_VERSION, Kind as CodeKind, MasterKey, Seq, Slot, StoreKey, Till,
};
use tillside::domain::document::{Currency, Facts, Kind};
use tillside::domain::event::{Entry, Event};
use tillside::domain::language::Language;
use tillside::domain::survey::{Marks, Recommend, Scores, Sheet, Waited};
use tillside::domain::time::{Quarter, Timestamp};
use tillside::engine::answers::{Answered, Note};
use tillside::engine::api::{
    Codes, CodesMode, Command, Place, Prompt, Refusal, RewardOffer, RewardWord, SurveyView,
};
use tillside::engine::counter::{
    Counter, Input, LoyaltySetup, Now, Output, QueueSetup, RewardSetup, Sales, Setup,
};
use tillside::engine::mint::Minted;
use tillside::engine::state::State;
use tillside::runtime::clock;

/// The midnight at which day [`TODAY`] of the codes began.
pub(crate) const MIDNIGHT: Timestamp = Timestamp(1_795_305_600_000);
pub(crate) const TODAY: u16 = 2517;
pub(crate) const CAP: u16 = 3;
pub(crate) const MINUTE: Duration = Duration::from_mins(1);

pub(crate) fn seq(number: u16) -> Seq {
    Seq::new(number).expect("below 2048")
}

pub(crate) fn key(slot: u16) -> StoreKey {
    let slot = Slot::new(slot).expect("a store");
    MasterKey::public_test_key().store_key(KEY_VERSION, slot)
}

/// The thank-you of this day and number, as the place where answers arrive makes it.
pub(crate) fn reward(day: u16, number: u16) -> Code {
    key(0).encode(CodeKind::Reward, Till::MAX, Day(day), seq(number))
}

pub(crate) fn setup(sales: Sales) -> Setup {
    Setup {
        place: Place {
            store: "A shop".to_owned(),
            counter: Till::new(2).expect("a till"),
            language: Language::ENGLISH,
        },
        codes: Codes {
            mode: CodesMode::On,
            copies: false,
            address: Some("s.example.com".to_owned()),
            ready: 8,
        },
        sales,
        currency: Currency::EURO,
        queue: QueueSetup::default(),
        closing: None,
        loyalty: LoyaltySetup::default(),
        rewards: Some(RewardSetup {
            keys: vec![key(0)],
            offer: RewardOffer {
                text: "a coffee".to_owned(),
                minimum_minor: 1000,
                currency: Currency::EURO,
            },
            cap: CAP,
        }),
    }
}

pub(crate) fn receipt(total: i64) -> Facts {
    Facts {
        kind: Some(Kind::Sale),
        total_minor: Some(total),
        currency: Some(Currency::EURO),
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

pub(crate) fn minted(number: u16) -> Minted {
    let till = Till::new(2).expect("a till");
    let (kind, day, seq) = (CodeKind::Survey, Day(TODAY), seq(number));
    Minted {
        code: key(0).encode(kind, till, day, seq),
        serial: key(0).serial(kind, till, day, seq),
    }
}

/// An answer with words and a number to call, from a receipt of this counter.
pub(crate) fn answered(number: u64, score: u8, at: Timestamp) -> Answered {
    Answered {
        sheet: Sheet {
            number,
            till: Till::new(2).expect("a till"),
            day: Day(TODAY),
            seq: seq(9),
            at,
            language: Language::ENGLISH,
            scores: Scores::first(Recommend::new(score).expect("0 to 10")),
            marks: Marks::default(),
            comment: Some("cold bread".to_owned()),
            contact: (score < 7).then(|| "601 602 603".to_owned()),
        },
        printed: Some(Quarter(1_994_812)),
        waited: Some(Waited::Under3),
    }
}

/// A counter and everything that came out of it.
pub(crate) struct Bench {
    pub(crate) counter: Counter,
    pub(crate) now: Now,
    pub(crate) journal: Vec<Entry>,
    pub(crate) notes: Vec<Note>,
    pub(crate) wanted: Vec<u64>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::counting(Sales::Cable)
    }

    pub(crate) fn counting(sales: Sales) -> Self {
        let now = Now {
            instant: clock::instant(),
            at: Timestamp(MIDNIGHT.0 + 9 * 3_600_000),
            day_began: MIDNIGHT,
        };
        let mut bench = Self {
            counter: Counter::new(setup(sales), State::default(), now),
            now,
            journal: Vec::new(),
            notes: Vec::new(),
            wanted: Vec::new(),
        };
        bench.drain();
        bench
    }

    pub(crate) fn pass(&mut self, time: Duration) {
        self.now.instant += time;
        self.now.at.0 += i64::try_from(time.as_millis()).expect("short");
        let days = (self.now.at.0 - MIDNIGHT.0).div_euclid(86_400_000);
        self.now.day_began = Timestamp(MIDNIGHT.0 + days * 86_400_000);
        self.counter.handle_timeout(self.now);
        self.drain();
    }

    pub(crate) fn handle(&mut self, input: Input) {
        self.counter.handle(input, self.now);
        self.drain();
    }

    pub(crate) fn scan(&mut self, code: Code) -> Option<RewardWord> {
        self.handle(Input::CodeScanned(code));
        self.word()
    }

    pub(crate) fn pay(&mut self, total: i64) -> Option<RewardWord> {
        self.handle(ended(receipt(total)));
        self.word()
    }

    pub(crate) fn command(&mut self, command: Command) -> Result<(), Refusal> {
        let done = self.counter.command(command, self.now);
        self.drain();
        done
    }

    pub(crate) fn drain(&mut self) {
        while let Some(output) = self.counter.poll_output() {
            match output {
                Output::Append(entry) => self.journal.push(entry),
                Output::Keep(note) => self.notes.push(note),
                Output::Read { number, .. } => self.wanted.push(number),
                Output::Print { .. }
                | Output::PrintCard { .. }
                | Output::AskMembers { .. }
                | Output::SwitchCodes(_)
                | Output::Tell(_)
                | Output::Show(_) => {}
            }
        }
    }

    /// What stands on the card about a code.
    pub(crate) fn word(&self) -> Option<RewardWord> {
        match self.counter.view().prompt? {
            Prompt::Reward(card) => Some(card.word),
            Prompt::Payment(_) | Prompt::Gift(_) => None,
        }
    }

    pub(crate) fn card(&self) -> Option<u64> {
        self.counter.view().prompt.map(Prompt::id)
    }

    pub(crate) fn survey(&self) -> SurveyView {
        self.counter.view().survey
    }

    pub(crate) fn redeemed(&self) -> Vec<(u16, u16)> {
        let redeemed = |entry: &Entry| match entry.event {
            Event::RewardRedeemed { day, seq } => Some((day.0, seq.get())),
            _ => None,
        };
        self.journal.iter().filter_map(redeemed).collect()
    }

    pub(crate) fn replayed(&self) -> State {
        let mut state = State::default();
        self.journal.iter().for_each(|entry| state.apply(entry));
        state
    }

    /// The process ends and another begins with what the journal holds.
    pub(crate) fn restart(&mut self) {
        self.counter = Counter::new(setup(Sales::Cable), self.replayed(), self.now);
        self.drain();
    }
}
