//! What a counter asks of the place where customers' answers arrive, and what it hears. All of it may
//! be said again: what arrived before changes nothing.

use super::Face;
use crate::domain::code::{Day, Seq, Slot, StoreKey, Till};
use crate::domain::hex::{from_hex, to_hex};
use crate::domain::survey::Sheet;
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// What a store says of itself before it asks for answers, and again whenever that is not known.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The store's number in its codes.
    pub store: Slot,
    /// The key of its codes as 64 hexadecimal digits: who has it can tell codes from guesses, and
    /// thank for answers.
    key: Zeroizing<String>,
    /// What its customers see.
    pub face: Face,
}

impl Register {
    /// What a store with this key says.
    pub fn new(key: &StoreKey, face: Face) -> Self {
        let bytes = Zeroizing::new(key.to_bytes());
        Self {
            store: key.slot(),
            key: Zeroizing::new(to_hex(&*bytes)),
            face,
        }
    }

    /// Its key, if it is one.
    pub fn key(&self) -> Option<StoreKey> {
        let bytes = from_hex(self.key.as_bytes())?;
        Some(StoreKey::from_bytes(self.store, bytes))
    }
}

/// Shows no key.
impl fmt::Debug for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Register")
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

/// Asks for the answers that are settled, and tells what the counter knows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pull {
    /// Which counter of the store asks: it gets the answers to its own receipts.
    pub till: Till,
    /// The number of the last answer that the counter has for good; 0 before the first.
    #[serde(default)]
    pub after: u64,
    /// Survey codes of this counter whose receipts were left behind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<(Day, Seq)>,
    /// Rewards that this counter has taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redeemed: Vec<(Day, Seq)>,
}

/// Some answers, the first that there are, and what was counted since the beginning.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pulled {
    /// The answers after [`Pull::after`], by number.
    pub sheets: Vec<Sheet>,
    /// How often surveys of this counter were opened.
    pub opened_total: u64,
    /// How many codes of the store were tried that nobody made.
    pub guesses_total: u64,
    /// Which of [`Pull::redeemed`] another counter had taken before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubled: Vec<(Day, Seq)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn what_is_not_said_is_nothing() {
        let bare: Pull = serde_json::from_str(r#"{"till":0,"after":7}"#).unwrap();
        let expected = Pull {
            after: 7,
            ..Pull::default()
        };
        assert_eq!(bare, expected);
        let text = r#"{"till":0,"after":7}"#;
        assert_eq!(serde_json::to_string(&bare).unwrap(), text);
        let nothing: Pulled = serde_json::from_str("{}").unwrap();
        assert_eq!(nothing, Pulled::default());
        for wrong in [r#"{"till":16}"#, r#"{"after":7}"#, r#"{"till":1,"slot":2}"#] {
            assert!(serde_json::from_str::<Pull>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_arrives_as_it_was_sent_and_is_never_shown() {
        let key = StoreKey::from_bytes(Slot::MAX, [0xa7; 32]);
        let face = Face::plain("Shop".to_owned(), Language::ENGLISH);
        let sent = Register::new(&key, face);
        let text = serde_json::to_string(&sent).unwrap();
        let read: Register = serde_json::from_str(&text).unwrap();
        let found = read.key().unwrap();
        assert_eq!((found.slot(), found.to_bytes()), (Slot::MAX, [0xa7; 32]));
        assert!(!format!("{read:?}").contains("a7a7"));
        let short: Register = serde_json::from_str(&text.replacen("a7", "", 1)).unwrap();
        assert!(short.key().is_none());
    }

    #[test]
    fn codes_are_pairs_of_day_and_number() {
        let pull = Pull {
            left: vec![(Day(2516), Seq::new(9).unwrap())],
            ..Pull::default()
        };
        let text = serde_json::to_string(&pull).unwrap();
        assert_eq!(text, r#"{"till":0,"after":0,"left":[[2516,9]]}"#);
        assert_eq!(serde_json::from_str::<Pull>(&text).unwrap(), pull);
    }
}
