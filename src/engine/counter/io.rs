//! What goes into a counter and what comes out of it.

use super::QueueSetup;
use crate::domain::case::CaseId;
use crate::domain::code::{Code, Day, Seq, StoreKey};
use crate::domain::document::{Currency, Facts};
use crate::domain::event::{Device, Entry, Series};
use crate::domain::gift::policy::{Forecast, Policy, Temperature};
use crate::domain::language::Language;
use crate::domain::member::{Card, Member};
use crate::domain::queue::Model;
use crate::domain::stars::Link;
use crate::domain::time::Timestamp;
use crate::engine::answers::{Answered, Note};
use crate::engine::api::{
    Codes, Memory, Place, Progress, QueueView, RewardOffer, Sign, Signs, Slip, View,
};
use crate::engine::members::{MemberAnswer, MemberAsk};
use crate::engine::mint::Minted;
use crate::engine::state::State;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a counter is told once.
#[derive(Debug, Clone)]
pub struct Setup {
    /// What people call it.
    pub place: Place,
    /// How it stands with the codes at the start.
    pub codes: Codes,
    /// Who counts the sales.
    pub sales: Sales,
    /// The currency of the store.
    pub currency: Currency,
    /// What is known of the line.
    pub queue: QueueSetup,
    /// The slip at the end of the day; absent where there is none.
    pub closing: Option<ClosingSetup>,
    /// What is given for an answer; absent where nothing is.
    pub rewards: Option<RewardSetup>,
    /// Members and gifts.
    pub loyalty: LoyaltySetup,
}

/// What a counter knows of members and gifts at the start.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoyaltySetup {
    /// Whose journal the counter writes, to number sales by.
    pub series: Series,
    /// What the number of every card of the shop's own begins with, where it has such cards.
    pub card_prefix: Option<String>,
    /// The rules for gifts and stars; absent where there are none.
    pub policy: Option<Arc<Policy>>,
}

/// What is given for an answer, and how its codes are known.
#[derive(Debug, Clone)]
pub struct RewardSetup {
    /// The keys of the store, the current one first.
    pub keys: Vec<StoreKey>,
    /// What it is, and for which sales.
    pub offer: RewardOffer,
    /// How many a day at most, up to [`crate::engine::answers::MAX_CAP`].
    pub cap: u16,
}

/// When the slip at the end of the day is printed. Times of day count from midnight, so they are an
/// hour off on the two days of the year on which clocks change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosingSetup {
    /// A report of the till before this is not the last one, in milliseconds since midnight.
    pub after_ms: i64,
    /// When it is printed where no report has come by then, in milliseconds since midnight; absent:
    /// never.
    pub at_ms: Option<i64>,
}

/// What somebody may change while the counter runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The name of the store.
    pub store: String,
    /// The language of screens.
    pub language: Language,
    /// How long nobody should wait longer than.
    pub target: Duration,
    /// The slip at the end of the day; absent where there is none.
    pub closing: Option<ClosingSetup>,
}

/// The authoritative source of sales; the other one only adds to what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sales {
    /// What is read on the cable.
    Cable,
    /// What the till software tells.
    Api,
}

/// The time of an input, by the clock that people set and by the one that only runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// For time-outs and durations.
    pub instant: Instant,
    /// For the journal.
    pub at: Timestamp,
    /// The last midnight where the shop is.
    pub day_began: Timestamp,
}

/// What the outside says.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A document came out of the printer.
    DocumentEnded {
        /// What its text says.
        facts: Facts,
        /// Whether all of it was read in step with the printer.
        trusted: bool,
        /// The code that it carries.
        code: Option<Minted>,
    },
    /// This happened at another counter of the store, which meet here.
    Neighbour(Signs),
    /// The line of the store as it is seen where its counters meet; `None` where that is not heard of
    /// any more.
    StoreQueue(Option<QueueView>),
    /// The first byte of a document came.
    PrintingBegan,
    /// The shop's habits were learned.
    Learned {
        /// The habits.
        model: Box<Model>,
        /// What the journal tells of the last [`super::REPLAYED_MS`].
        recent: Vec<Entry>,
    },
    /// The scanner read goods with this number, if it can be compared; which ones is kept nowhere.
    ItemScanned(Option<u64>),
    /// The scanner read a member's card.
    MemberScanned(Card),
    /// The scanner read something that was meant to be a member's card.
    MemberMisread,
    /// What [`Output::AskMembers`] asked.
    MembersAnswered {
        /// The number of the question.
        id: u64,
        /// The answer.
        answer: MemberAnswer,
    },
    /// These are to be forgotten: they have not come for long, or somebody says so.
    Forget(Vec<Member>),
    /// A manager says that the cards of the member with these numbers are a customer's after all.
    CustomersCard(Vec<Member>),
    /// So warm it is, or nobody knows.
    Temperature(Option<Temperature>),
    /// The median gap between two visits of the shop's members, in days; nothing where it is not known.
    UsualGap(Option<f64>),
    /// So many receipts are expected today, by quarter-hour.
    Forecast(Box<Forecast>),
    /// The rules for gifts were read anew.
    Policy(Option<Arc<Policy>>),
    /// Whether the other counters of the store can be asked, and this one's number where not.
    Link(Link),
    /// The scanner read a code of ours.
    CodeScanned(Code),
    /// The scanner read something that was meant to be a code of ours.
    CodeMisread,
    /// A customer has answered; one that was taken in before changes nothing.
    Answered(Box<Answered>),
    /// What the place where answers arrive has counted since its beginning.
    AnswersCounted {
        /// How often a survey was opened.
        opened: u64,
        /// How many codes were tried that nobody made.
        guessed: u64,
        /// Reward codes taken here that another counter had taken before.
        doubled: Vec<(Day, Seq)>,
    },
    /// What [`Output::Read`] asked for; nothing where it is not kept any more.
    NoteRead {
        /// The case.
        id: CaseId,
        /// What the customer wrote.
        note: Option<Box<Note>>,
    },
    /// A device went away.
    DeviceLost(Device),
    /// A device is there.
    DeviceFound(Device),
    /// How it stands with the codes now.
    Codes(Codes),
    /// This holds from now on.
    Changed(Changed),
    /// How far a slip of ours is.
    Printed {
        /// Which one, as [`Output::Print`] said.
        id: u64,
        /// How far.
        progress: Progress,
    },
    /// What the journal remembers of the time before the counter began.
    Recalled(Box<State>),
    /// Whether the journal could write.
    Memory(Memory),
    /// So many events found no place in the journal, as it now says itself.
    EventsLost(u64),
}

/// Whether sales get a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// They do.
    On {
        /// And receipts that call themselves copies too.
        copies: bool,
    },
    /// They do not.
    Off,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Add this to the journal.
    Append(Entry),
    /// Keep this beside the events that were appended just before, with them or not at all.
    Keep(Note),
    /// Look up what a customer wrote, and say it with [`Input::NoteRead`].
    Read {
        /// The case that it is wanted for.
        id: CaseId,
        /// The number of the answer.
        number: u64,
    },
    /// Ask this about members, and say it with [`Input::MembersAnswered`].
    AskMembers {
        /// The number of the question.
        id: u64,
        /// The question.
        ask: MemberAsk,
    },
    /// Print this, and say with [`Input::Printed`] how far it is.
    Print {
        /// Its number.
        id: u64,
        /// What it says.
        slip: Slip,
    },
    /// Print this card, and say with [`Input::Printed`] how far it is.
    PrintCard {
        /// Its number.
        id: u64,
        /// The card.
        card: Card,
    },
    /// Put codes on receipts or stop doing so, and say with [`Input::Codes`] how it stands then.
    SwitchCodes(Switch),
    /// Tell this to the counter where those of the store meet.
    Tell(Sign),
    /// Show this instead of what was shown before.
    Show(Arc<View>),
}
