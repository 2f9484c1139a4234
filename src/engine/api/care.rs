//! What the cashier is prompted with, and what is said of payments.

use super::{GiftCard, RewardCard};
use crate::domain::decline::{Care, Step, Told};
use crate::domain::document::Outcome;
use serde::{Deserialize, Serialize};

/// One card on the cashier's panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    /// A payment did not go through.
    Payment(PaymentNote),
    /// A customer shows a code for a thank-you.
    Reward(RewardCard),
    /// A gift may be offered.
    Gift(GiftCard),
}

impl Prompt {
    /// The number of the card: another one for every other card of any kind.
    pub fn id(self) -> u64 {
        match self {
            Self::Payment(note) => note.id,
            Self::Reward(card) => card.id,
            Self::Gift(card) => card.id,
        }
    }
}

/// A payment that did not go through: which sentence fits, and what the cashier does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentNote {
    /// Another number for every other note.
    pub id: u64,
    /// Which sentence fits; [`Care::steps`] says what may come next.
    pub care: Care,
    /// The step that is being tried now.
    pub taken: Option<Step>,
}

/// How a payment ended, in words of ours, of the terminal's protocol, or in both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct PaymentWord {
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The code that says so; beside an outcome it only says more about a "no".
    pub code: Option<Told>,
}

impl From<Outcome> for PaymentWord {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome: Some(outcome),
            code: None,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<Told>,
}

impl TryFrom<Written> for PaymentWord {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { outcome, code } = written;
        if outcome.is_none() && code.is_none() {
            return Err("a payment needs an outcome or a code");
        }
        Ok(Self { outcome, code })
    }
}

impl From<PaymentWord> for Written {
    fn from(PaymentWord { outcome, code }: PaymentWord) -> Self {
        Self { outcome, code }
    }
}
