//! What happened at a counter: the facts that its journal keeps for good.
//!
//! Nothing personal has a place in here: no text of a receipt, no number of a card or a customer.

mod elsewhere;
mod loyalty;

pub use elsewhere::{Elsewhere, JournalMark};
pub use loyalty::{
    GiftBack, GiftHandled, GoodsReturned, Loyalty, MemberContacted, MemberServed, SaleUndone,
    StarsSpent,
};

use super::call::CallReason;
use super::case::{CaseChange, CaseId};
use super::code;
use super::decline::Step;
use super::document::{Currency, Kind, Tender};
use super::hold::Token;
use super::survey::{SurveyAnswered, Waited};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A fact, in the past tense.
///
/// **The form is frozen.** Names and meanings below are on the disks of shops for years. An event
/// may be added; a field may be added when its absence in old events means the right thing.
/// Anything else needs a new [`FORM`] and a reader for each older one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The first goods of a customer were scanned.
    ServingBegan,
    /// A document came out of the printer.
    DocumentEnded(DocumentEnded),
    /// A receipt carries this code.
    CodePrinted(PrintedCode),
    /// A payment did not go through at once, or nobody knew whether it had. Why is nobody's business,
    /// and not kept.
    PaymentTroubled,
    /// The customer of the last [`Event::PaymentTroubled`] has paid.
    PaymentSettled {
        /// How long after it, in milliseconds.
        after_ms: u32,
        /// What was done at last, as far as somebody said or the receipt shows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Step>,
    },
    /// The customer of the last [`Event::PaymentTroubled`] has not paid: the sale was voided, or
    /// nothing more was heard of it.
    PaymentLost {
        /// How long after it that was known, in milliseconds.
        after_ms: u32,
    },
    /// A basket was kept for a customer who will be back.
    BasketHeld {
        /// What lies on it.
        token: Token,
        /// How long after the last [`Event::PaymentTroubled`], which it ends, in milliseconds; absent
        /// where there was none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after_ms: Option<u32>,
    },
    /// A kept basket is gone.
    BasketReleased {
        /// What lay on it.
        token: Token,
        /// It was paid; otherwise the goods went back.
        sold: bool,
    },
    /// Something happened to a case.
    CaseChanged {
        /// Which one.
        id: CaseId,
        /// What.
        change: CaseChange,
    },
    /// The cashier said how many wait.
    QueueCorrected {
        /// The number that was shown.
        from: u16,
        /// The number that is right.
        to: u16,
    },
    /// How the line was in a quarter-hour; told at its end, and only where something happened.
    QueueObserved(QueueObserved),
    /// A colleague was called to the tills.
    ColleagueCalled {
        /// Why.
        by: CallReason,
    },
    /// A colleague comes.
    CallAnswered {
        /// How long after the call, in milliseconds.
        after_ms: u32,
    },
    /// Somebody has answered the survey.
    SurveyAnswered(SurveyAnswered),
    /// Somebody opened the survey on a phone; whose code it was is not kept.
    SurveyOpened {
        /// How often, since this was told last; at least 1.
        count: u32,
    },
    /// Codes were tried that the store never made, more than a mistake explains.
    CodesGuessed {
        /// How many, since this was told last; at least 1.
        count: u32,
    },
    /// A customer left this receipt behind: its code earns nothing.
    ReceiptLeft {
        /// The day that the code carries.
        day: code::Day,
        /// Its number.
        seq: code::Seq,
    },
    /// The thank-you of the survey was handed over for this reward code.
    RewardRedeemed {
        /// The day that the code carries.
        day: code::Day,
        /// Its number.
        seq: code::Seq,
    },
    /// This reward code, redeemed here, had been redeemed at another counter too.
    RewardDoubled {
        /// The day that the code carries.
        day: code::Day,
        /// Its number.
        seq: code::Seq,
    },
    /// A device went away, or was not there when the service began.
    DeviceLost {
        /// Which one.
        device: Device,
    },
    /// A device came back.
    DeviceFound {
        /// Which one.
        device: Device,
    },
    /// A sale that the till software had told of does not stand after all.
    SaleVoided {
        /// The money that goes back, in hundredths of the currency.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total_minor: Option<i64>,
        /// The currency of the total.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        currency: Option<Currency>,
    },
    /// Something about members, stars or gifts.
    Loyalty(Loyalty),
    /// The same, of a member, at another counter of the store.
    LoyaltyElsewhere(Elsewhere),
    /// The events just before this one are what a message of the till software led to.
    TillTold {
        /// The fingerprint of the message's key, so that a repetition is known.
        key: u64,
    },
    /// So many events came faster than the disk could take them that some were dropped.
    EventsLost {
        /// How many, at least 1.
        count: u64,
    },
}

/// The number of the form in which [`Event::to_body`] writes.
pub const FORM: u8 = 1;

/// What is kept of a document.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, as they are written"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEnded {
    /// What it is.
    pub kind: Kind,
    /// How many goods the scanner read for it; absent without a scanner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<u16>,
    /// From the first scan to the end of the receipt, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_ms: Option<u32>,
    /// About how long the customer had waited before that, in seconds, as far as it can be told from
    /// receipts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited_s: Option<u16>,
    /// What is to be paid, in hundredths of the currency; negative where money goes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_minor: Option<i64>,
    /// The currency of the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// How it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tender: Option<Tender>,
    /// Money goes back to the customer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refund: bool,
    /// It was voided as a whole.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub void: bool,
    /// It calls itself a copy.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub copy: bool,
    /// All of its text was read in step with the printer; written only where it is not so.
    #[serde(default = "usual", skip_serializing_if = "Clone::clone")]
    pub trusted: bool,
}

fn usual() -> bool {
    true
}

impl DocumentEnded {
    /// One of this kind of which nothing else is known.
    pub const fn of(kind: Kind) -> Self {
        Self {
            kind,
            items: None,
            served_ms: None,
            waited_s: None,
            total_minor: None,
            currency: None,
            tender: None,
            refund: false,
            void: false,
            copy: false,
            trusted: true,
        }
    }

    /// Whether it ends the serving of a customer: a sale or a refund, once, that stands.
    pub fn serves(&self) -> bool {
        self.kind == Kind::Sale && !self.copy && !self.void
    }
}

/// How many waited over a quarter-hour: averages over its time, in people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueObserved {
    /// As expected, in tenths of a person.
    pub mean_tenths: u16,
    /// At least, with a chance of nine in ten.
    pub low: u16,
    /// At most, with a chance of nine in ten.
    pub high: u16,
    /// How many counters were open, in tenths.
    pub open_tenths: u16,
}

/// Which code; store and till are the journal's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedCode {
    /// What it is for; written only where it is no survey, to save room.
    #[serde(default = "survey", skip_serializing_if = "is_survey")]
    pub kind: code::Kind,
    /// The day that it carries.
    pub day: code::Day,
    /// Its number within kind and day.
    pub seq: code::Seq,
    /// About how long its customer had waited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited: Option<Waited>,
}

fn survey() -> code::Kind {
    code::Kind::Survey
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands it a reference"
)]
fn is_survey(kind: &code::Kind) -> bool {
    *kind == code::Kind::Survey
}

/// Something on a wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    /// The till's end of the cable.
    Till,
    /// The receipt printer.
    Printer,
    /// The barcode scanner.
    Scanner,
}

/// An event and when it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// By the counter's clock.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
}

/// Whose journal an event is in. Only the owner of a series writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Series {
    /// The store.
    pub store: code::Slot,
    /// The counter.
    pub counter: code::Till,
}

/// Why an event cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A newer program wrote it.
    #[error("an event has form {form}, this program knows {FORM}; install the newer program again")]
    Newer {
        /// The form that it has.
        form: u8,
    },
    /// It is not what its form says.
    #[error("an event is not readable; restore the journal from a backup")]
    Damaged(#[source] serde_json::Error),
}

impl Event {
    /// The text that a journal keeps, of form [`FORM`].
    pub fn to_body(self) -> String {
        // Strings as keys and no map with other keys: this cannot fail.
        serde_json::to_string(&self).unwrap_or_default()
    }

    /// Reads what [`Event::to_body`] of this or an older program wrote.
    pub fn from_body(form: u8, body: &str) -> Result<Self, Unreadable> {
        match form {
            FORM => serde_json::from_str(body).map_err(Unreadable::Damaged),
            _ => Err(Unreadable::Newer { form }),
        }
    }
}

#[cfg(test)]
mod tests;
