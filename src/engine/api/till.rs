//! What till software tells and what becomes of it.

use super::PaymentWord;
use crate::domain::document::{Currency, Tender};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest as _, Sha256};
use std::num::NonZeroU16;

/// What till software tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TillEvent {
    /// The till's own name for this message; the same in every retry of it.
    pub key: Key,
    /// The till's own name for the sale that it is about.
    pub sale: Option<Key>,
    /// When it happened, in milliseconds since 1970; absent: now. What lies ahead counts as now,
    /// what is more than two days old as two days old.
    pub at: Option<Timestamp>,
    /// What happened.
    pub event: TillWord,
}

/// What happened at the till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TillWord {
    /// A customer's turn began.
    SaleBegan,
    /// Goods were entered; which ones is the till's business.
    ItemAdded {
        /// How many, at least 1.
        #[serde(deserialize_with = "at_least_one")]
        count: u16,
    },
    /// The customer has paid.
    SaleCompleted(Amount),
    /// A sale does not stand. One that was completed long ago may be forgotten here: its amount
    /// says what goes back.
    SaleVoided(Amount),
    /// Goods came back and money was given for them.
    SaleReturned(Amount),
    /// A payment was tried.
    Payment(PaymentWord),
    /// A member was recognised.
    Member {
        /// The number on the card.
        number: Key,
    },
}

fn at_least_one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    NonZeroU16::deserialize(deserializer).map(NonZeroU16::get)
}

/// Money and what it was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Amount {
    /// In hundredths of the currency, never below zero.
    pub total_minor: Option<u32>,
    /// Absent: the store's.
    pub currency: Option<Currency>,
    /// How it was paid.
    pub tender: Option<Tender>,
    /// How many goods, where the till did not tell each.
    pub items: Option<u16>,
}

/// A name that the till gives: 1 to 64 printable ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(String);

/// Why a text is no [`Key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key has 1 to 64 letters, digits or signs without accents, and no spaces")]
pub struct NoKey;

impl Key {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// 64 bits of SHA-256, the same on every machine.
    pub fn fingerprint(&self) -> u64 {
        let hash = Sha256::digest(self.0.as_bytes());
        let bytes = hash.iter().take(8);
        bytes.fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }
}

impl TryFrom<String> for Key {
    type Error = NoKey;

    fn try_from(text: String) -> Result<Self, NoKey> {
        let fits = (1..=64).contains(&text.len());
        let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        (fits && plain).then_some(Self(text)).ok_or(NoKey)
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0
    }
}

/// What became of a [`TillEvent`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reception {
    /// It counts, and what the journal keeps of it is on the disk. Goods, and what is told beside
    /// the cable, are kept in mind only until their receipt.
    Taken,
    /// It was taken before.
    Repeated,
    /// This counter learns it another way, or has no use for it.
    NotUsed,
}
