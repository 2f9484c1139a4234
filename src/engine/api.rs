//! What windows and till software see, say and ask for. Plain data for `serde`; nothing is decided
//! here.

mod answers;
mod care;
mod face;
mod figures;
mod gift_rules;
mod loyalty;
mod loyalty_report;
mod manager;
mod payments;
mod privacy;
mod queue;
mod remarks;
mod settings;
mod store;
mod survey;
mod till;

pub use answers::{Pull, Pulled, Register};
pub use care::{PaymentNote, PaymentWord, Prompt};
pub use face::{Face, Gift, Words};
pub use figures::{Figures, FiguresQuery, FiguresRow, PeriodError, Step};
pub use gift_rules::{GiftRules, GiftsQuestion, GiftsText, GiftsTrial, TriedRule};
pub use loyalty::{
    GiftCard, GiftFace, GiftWhy, GiftsView, HandGift, LoyaltyView, MemberDesk, MemberOrder,
    MemberView, MemberWord, WhyNot,
};
pub use loyalty_report::LoyaltyReport;
pub use manager::{ManagerStatus, OpenSession, Session, SetPin};
pub use payments::{PaymentHour, PaymentReport};
pub use privacy::{
    CustomersCard, FileHandedOut, FileName, Forget, HandedOut, MemberFound, MemberPages,
    MemberQuestion, MemberSearch, MemberSummary, MembersFound,
};
pub use queue::{CallView, Level, QueueView, TREND_MINUTES, WAIT_STEP_S};
pub use remarks::{Comment, Comments, DayPart, Remark, RemarkError};
pub use settings::{Equipment, Setting, Settings, SettingsError, SettingsView};
pub use store::{Sign, Signs, StoreQueue, TimedSign};
pub use survey::{
    AnswerView, Guesses, LeftBehind, RewardCard, RewardOffer, RewardWord, SurveyView,
};
pub use till::{Amount, Key, NoKey, Reception, TillEvent, TillWord};

use crate::domain::basket::Basket;
use crate::domain::case::{Case, CaseId, CaseKind, Resolution};
use crate::domain::code::{Code, Till};
use crate::domain::decline::Step as PaymentStep;
use crate::domain::document::{Currency, Kind, Tender};
use crate::domain::event::Device;
use crate::domain::gift::RuleKey;
use crate::domain::hold::Token;
use crate::domain::language::Language;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Everything that a screen at the counter shows, as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Another number for every other view. It grows while the service runs and goes on higher
    /// after a restart, unless the clock was set back: ask whether it differs, not whether it grew.
    pub revision: u64,
    /// Which counter this is.
    pub place: Place,
    /// Customers served since midnight.
    pub served_today: u32,
    /// The line.
    pub queue: QueueView,
    /// The last documents, newest first, as they were recognised; gone with the process.
    pub documents: Vec<SeenDocument>,
    /// The code on the last receipt that carries one; gone with the process.
    pub last_code: Option<Code>,
    /// How the devices are.
    pub devices: Vec<DeviceView>,
    /// How it stands with the codes on receipts.
    pub codes: Codes,
    /// The slip of ours that was asked for last; gone with the process.
    pub print: Option<Print>,
    /// What the cashier is to be told now; gone with the process.
    pub prompt: Option<Prompt>,
    /// The baskets that are kept, the oldest in front.
    pub baskets: Vec<Basket>,
    /// The cases that are open, the one that is due first in front; at most 50.
    pub cases: Vec<Case>,
    /// How many cases are open.
    pub cases_open: u16,
    /// What customers answer and what is given for it.
    pub survey: SurveyView,
    /// Members and gifts.
    pub loyalty: LoyaltyView,
    /// Whether what happens reaches the disk.
    pub memory: Memory,
    /// Events of all times that did not reach the disk.
    pub events_lost: u64,
}

impl View {
    /// Whether it says anything of a person: what a customer wrote, or who a member is.
    pub fn is_personal(&self) -> bool {
        let is_found = matches!(self.loyalty.desk, MemberDesk::Found(_));
        self.survey.answer.is_some() || self.loyalty.member.is_some() || is_found
    }

    /// The same without persons: these are for the counter where they are served, and go nowhere else.
    #[must_use]
    pub fn without_people(mut self) -> Self {
        self.survey.answer = None;
        self.loyalty.member = None;
        if let MemberDesk::Found(_) = self.loyalty.desk {
            self.loyalty.desk = MemberDesk::Quiet;
        }
        self
    }
}

/// A counter, as people call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The name of the store.
    pub store: String,
    /// The number of the counter.
    pub counter: Till,
    /// The language of its screens until somebody chooses another.
    pub language: Language,
}

/// One document as it was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenDocument {
    /// When it ended.
    pub at: Timestamp,
    /// What it is.
    pub kind: Kind,
    /// What is to be paid, in hundredths of the currency.
    pub total_minor: Option<i64>,
    /// The currency of the total.
    pub currency: Option<Currency>,
    /// How it was paid.
    pub tender: Option<Tender>,
    /// The code that it carries.
    pub code: Option<Code>,
}

/// One device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Which one.
    pub device: Device,
    /// How it is.
    pub presence: Presence,
    /// Since when it is away, where it is and that is known.
    pub away_since: Option<Timestamp>,
}

/// How a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Nothing was heard of it yet, or it is not used here.
    Unknown,
    /// It is there.
    Here,
    /// It was there and went away.
    Away,
}

/// How it stands with the codes on receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    /// Whether receipts get them.
    pub mode: CodesMode,
    /// Whether receipts that call themselves copies get them too.
    pub copies: bool,
    /// The address that a code is added to; absent where none is set.
    pub address: Option<String>,
    /// How many blocks with a code are ready.
    pub ready: u16,
}

/// Whether receipts get codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodesMode {
    /// Documents are recognised and nothing is added to them.
    Observing,
    /// Sales get a code.
    On,
    /// Sales are to get one, and the survey's address has not been seen to answer; until it is,
    /// nothing is added.
    Unseen,
    /// A fiscal printer's protocol was seen; nothing is added until a technician clears that.
    Fiscal,
}

/// A slip of ours and how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// Another number for every other slip.
    pub id: u64,
    /// What it says.
    pub slip: Slip,
    /// How far it is.
    pub progress: Progress,
}

/// What can be printed besides receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slip {
    /// The last code once more.
    Again,
    /// Text, the code as an image and the code drawn by the printer: what comes out readable is
    /// what the printer can do.
    SelfTest,
    /// The last documents as they were recognised, to be laid beside the receipts.
    Comparison,
    /// What the day came to.
    Closing,
    /// A member's card; asked for with [`MemberOrder::PrintCard`].
    Card,
}

/// How far a slip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// It waits for the till to be silent.
    Waiting,
    /// It is on its way to the printer.
    Printing,
    /// It is out.
    Done,
    /// The till began to print, and the slip was cut off.
    CutShort,
    /// It was not printed.
    Failed(Refusal),
}

/// Whether what happens reaches the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Memory {
    /// It does.
    Kept,
    /// Not at the moment.
    Failing,
}

/// What somebody at the counter wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// More people wait than is shown, or, below zero, fewer.
    CorrectWaiting {
        /// How many more.
        by: i16,
    },
    /// Print a slip.
    Print {
        /// Which one.
        slip: Slip,
    },
    /// Put codes on sales from now on.
    EnableCodes {
        /// On receipts that call themselves copies too.
        copies: bool,
    },
    /// Only observe from now on.
    DisableCodes,
    /// Call a colleague to the tills.
    CallColleague,
    /// Somebody comes.
    AnswerCall {
        /// Which call.
        id: u64,
    },
    /// A colleague is not needed any more.
    WithdrawCall {
        /// Which call.
        id: u64,
    },
    /// Show the sentence for a payment that does not go through.
    OpenNote,
    /// Go this way about the payment.
    TakeStep {
        /// The number of the note.
        note: u64,
        /// The way.
        step: PaymentStep,
    },
    /// The note is not needed any more.
    CloseNote {
        /// Its number.
        note: u64,
    },
    /// Keep the basket of the customer at the counter.
    HoldBasket,
    /// A kept basket is gone.
    ReleaseBasket {
        /// What lies on it.
        token: Token,
        /// It was paid; otherwise the goods went back.
        sold: bool,
    },
    /// Write down a case.
    OpenCase {
        /// What it is about.
        kind: CaseKind,
    },
    /// Look after a case.
    AcknowledgeCase {
        /// Which one.
        id: CaseId,
    },
    /// Tell the customer until when.
    PromiseCase {
        /// Which one.
        id: CaseId,
        /// In how many minutes from now.
        minutes: u16,
    },
    /// End a case.
    ResolveCase {
        /// Which one.
        id: CaseId,
        /// How it ended.
        resolution: Resolution,
    },
    /// Open a case again that was over.
    ReopenCase {
        /// Which one.
        id: CaseId,
    },
    /// Show what the customer wrote that a case is about.
    ReadAnswer {
        /// Which case.
        id: CaseId,
    },
    /// What the customer wrote has been read.
    PutAnswerAway,
    /// A customer shows this code for a thank-you.
    RedeemCode {
        /// The code.
        code: Code,
    },
    /// The card about a thank-you is not needed any more; a code that was noted is let go.
    CloseCard {
        /// Its number.
        card: u64,
    },
    /// The customer left the last receipt with a code behind.
    LeaveReceipt,
    /// It was not left behind after all.
    KeepReceipt,
    /// Offer this gift, which is the cashier's to choose.
    OfferGift {
        /// By which rule, or goodwill.
        rule: RuleKey,
    },
    /// The gift was handed over.
    GiveGift {
        /// The number of its card.
        card: u64,
    },
    /// Not this time.
    PassGift {
        /// The number of its card.
        card: u64,
    },
    /// So warm it is outside.
    SayTemperature {
        /// In tenths of a degree Celsius, from -600 to 600.
        tenths: i16,
    },
}

/// Why a command is not carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// One slip at a time.
    #[error("another slip is being printed; try again when it is out")]
    AlreadyPrinting,
    /// There is nothing that could be printed again or compared.
    #[error("nothing has come out of the printer yet that this slip could show")]
    NothingToShow,
    /// Codes need an address.
    #[error("[survey] url is not set, so there is no code; set it and start the service anew")]
    NoAddress,
    /// A code that leads nowhere would embarrass the shop.
    #[error(
        "the survey's address has not been seen to answer yet; run `tillside doctor`, then try again"
    )]
    AddressUnseen,
    /// A fiscal printer's protocol was seen.
    #[error("a fiscal printer's protocol was seen; run `tillside unlatch` if that is a mistake")]
    Fiscal,
    /// A slip of ours must not end up in a receipt.
    #[error("the till is in the middle of a receipt; try again when that has been cut off")]
    MidDocument,
    /// The printer would not print text.
    #[error("the till has left the printer in a mode that prints no lines; try again later")]
    NoLines,
    /// Nothing can be printed where Tillside only listens.
    #[error("the cable is only listened to ([printer] listen_only), so there is no printer")]
    NoPrinter,
    /// Without a cutter nobody can be sure where a receipt ends.
    #[error(
        "this printer has no cutter; set [splice] on_quiet = true to have the code printed after a \
         second of silence, and start the service anew"
    )]
    NoCutter,
    /// The printer is away or its queue is full.
    #[error("the printer takes nothing now; look whether it is on")]
    PrinterBusy,
    /// Slips wait for the till.
    #[error("the till was never silent for long enough; try again when it rests")]
    TillBusy,
    /// The shop's key is needed for every code.
    #[error("the key file cannot be read or made, so there is no code; `tillside doctor` says why")]
    NoKey,
    /// The configuration file cannot be changed.
    #[error("the configuration file cannot be written; change [splice] enabled there by hand")]
    ConfigReadOnly,
    /// The call is over.
    #[error("this call is over already")]
    NoSuchCall,
    /// The note is gone.
    #[error("this note has gone already; nothing is left to do about it")]
    NoSuchNote,
    /// Not with what is known of the payment.
    #[error("this step does not fit what is known of the payment; choose one that is shown")]
    NoSuchStep,
    /// A token lies on a basket until that is gone.
    #[error("all tokens lie on baskets; release one first")]
    NoTokenFree,
    /// No basket has this token.
    #[error("no basket with this token is kept; look at the list again")]
    NoSuchBasket,
    /// No such case is known.
    #[error("there is no such case any more; look at the list again")]
    NoSuchCase,
    /// The case is over.
    #[error("the case is over; open it again first")]
    CaseOver,
    /// The case is not over.
    #[error("the case is still open")]
    CaseNotOver,
    /// Nobody could look after that many.
    #[error("too many cases are open; close some first")]
    TooManyCases,
    /// Only a follow-up is about an answer.
    #[error("no customer's answer led to this case, so there is nothing to read")]
    NoAnswer,
    /// The card is gone.
    #[error("this card has gone already; nothing is left to do about it")]
    NoSuchCard,
    /// No rule gives this, or not now.
    #[error("this gift cannot be offered now; the list says why")]
    NoSuchGift,
    /// The last sale is somebody's, or too long ago.
    #[error("the sale before is somebody's already, or too long ago; the next one will count")]
    NoSuchSale,
    /// Nobody is known to be served.
    #[error("no member is at the counter; scan a card first")]
    NoMember,
    /// No members are kept while nothing is remembered.
    #[error("nothing can be kept at the moment, so nobody can join; receipts pass all the same")]
    NotKept,
    /// There is no such temperature.
    #[error("this is no temperature that there is outside; say it in degrees from -60 to 60")]
    NoTemperature,
    /// There is no such receipt, or it is too late to take it back.
    #[error("no receipt can be left behind or taken back now; that goes for ten seconds")]
    NoReceipt,
}
