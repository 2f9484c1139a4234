//! What Tillside says about one document: the facts that a till's printout shows by itself.
//!
//! These are the words that the journal, the screens and `tillside replay --json` use. How they
//! are found in a byte stream is the business of `protocol`.

use super::decline::Care;
use super::language::Language;
use serde::{Deserialize, Serialize};

/// What a document is, as far as its own text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A till receipt: goods and their total. Refunds and voids are sales too, with their flag set.
    Sale,
    /// The slip of a payment terminal, on paper of its own.
    CardSlip,
    /// A Z or X report, a settlement, a day's end.
    Report,
    /// An order for the kitchen or the bar; no prices that anybody pays.
    Kitchen,
    /// Nothing printed: only the cash drawer was opened.
    Drawer,
    /// Anything else, and everything that could not be read.
    Other,
}

/// How a sale was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tender {
    /// Notes and coins.
    Cash,
    /// A bank card, a phone or a watch at the card terminal.
    Card,
    /// More than one way, for example a voucher and cash.
    Mixed,
    /// Something else: a voucher, an invoice, a mobile transfer.
    Other,
}

/// What a card terminal said at last, where the document carries its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The card was accepted.
    Approved,
    /// The card was not accepted, conclusively.
    Declined,
    /// Somebody stopped the payment before it ended.
    Cancelled,
    /// The words contradict one another, or tell of an answer that never came.
    Unknown,
}

/// An ISO 4217 currency, as its three letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro.
    pub const EURO: Self = Self(*b"EUR");

    /// Takes three upper-case letters; `None` for anything else.
    pub fn new(letters: &str) -> Option<Self> {
        let bytes: [u8; 3] = letters.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(bytes))
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for Currency {
    type Error = String;

    fn try_from(letters: String) -> Result<Self, Self::Error> {
        Self::new(&letters).ok_or_else(|| {
            format!("{letters:?} is not a currency; write three capital letters such as \"EUR\"")
        })
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.as_str().to_owned()
    }
}

/// What the text of one document says; made by `protocol::reading`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Facts {
    /// What the document is; `None` while nothing tells.
    pub kind: Option<Kind>,
    /// The language of its words.
    pub language: Option<Language>,
    /// What is to be paid, in hundredths of the currency; negative where money goes back.
    pub total_minor: Option<i64>,
    /// The currency of the total.
    pub currency: Option<Currency>,
    /// How it was paid.
    pub tender: Option<Tender>,
    /// What the card terminal said at last.
    pub outcome: Option<Outcome>,
    /// What the cashier needs to know where a payment did not go through; for the screen alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care: Option<Care>,
    /// The text calls itself a copy, a duplicate or a reprint.
    pub copy: bool,
    /// The whole document was voided.
    pub void: bool,
    /// Money goes back to the customer.
    pub refund: bool,
}

/// Without what the card terminal said: it is in no message, not even by mistake.
impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Facts")
            .field("kind", &self.kind)
            .field("language", &self.language)
            .field("total_minor", &self.total_minor)
            .field("currency", &self.currency)
            .field("tender", &self.tender)
            .field("copy", &self.copy)
            .field("void", &self.void)
            .field("refund", &self.refund)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_terminal_said_is_in_no_message() {
        for care in Care::ALL {
            let facts = Facts {
                outcome: Some(Outcome::Declined),
                care: Some(care),
                ..Facts::default()
            };
            let plain = Facts::default();
            assert_eq!(
                format!("{facts:?} {facts:#?}"),
                format!("{plain:?} {plain:#?}")
            );
        }
    }
}
