//! What a screen shows of customers' answers and of what is given for them.

use crate::domain::case::CaseId;
use crate::domain::document::Currency;
use crate::domain::survey::Recommend;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SurveyView {
    /// What is given for a code; absent where nothing is.
    pub reward: Option<RewardOffer>,
    /// Whether the last receipt can be said to have been left behind; absent before the first code.
    pub left_behind: Option<LeftBehind>,
    /// What a customer wrote, while somebody reads it. Only panels are told.
    pub answer: Option<AnswerView>,
    /// Codes that were tried and that nobody made; for the manager, never for customers.
    pub guesses: Option<Guesses>,
}

/// What is given for a code, and for which sales.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewardOffer {
    /// What it is, in the store's words.
    pub text: String,
    /// The least that a sale has to come to, in hundredths.
    pub minimum_minor: i64,
    /// The currency of that.
    pub currency: Currency,
}

/// How it stands with the last receipt that carries a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftBehind {
    /// It can be said that the customer left it behind.
    Offered,
    /// That was said, and can still be taken back.
    Undoable,
    /// That was said.
    Kept,
}

/// Codes that nobody made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guesses {
    /// How many there were since the beginning.
    pub count: u64,
    /// When the last ones were heard of.
    pub at: Timestamp,
}

/// One card about a thank-you.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewardCard {
    /// Another number for every other card.
    pub id: u64,
    /// What it says.
    pub word: RewardWord,
}

/// What there is to say of a customer's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RewardWord {
    /// It is good, and noted for the sale in progress.
    Noted,
    /// That sale is paid: the thank-you may be handed over.
    HandOver,
    /// That sale came to less than the thank-you is for; the code stays good.
    TooSmall,
    /// Nothing was paid, or nobody could read how much; the code stays good.
    NotPaid,
    /// It is of today, and good from tomorrow on.
    Tomorrow,
    /// It was good until some days ago.
    TooOld,
    /// It was taken at this counter before.
    Used,
    /// As many as are given in a day were given today.
    DayIsFull,
    /// Another code is noted for this sale already.
    OnePerSale,
    /// It is the code of a receipt, which opens the survey.
    Survey,
    /// It is of another store.
    OtherStore,
    /// The store never made it, or it is no thank-you.
    Unknown,
    /// It was not read right.
    Misread,
    /// This counter gives nothing for codes.
    NothingHere,
}

/// What a customer wrote with an answer. In no log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerView {
    /// The case that it led to.
    pub id: CaseId,
    /// How gladly the customer recommends the store; absent where nothing is kept any more.
    pub recommend: Option<Recommend>,
    /// What was written.
    pub comment: Option<String>,
    /// Where the customer wants to be called.
    pub contact: Option<String>,
}

impl fmt::Debug for AnswerView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerView")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
