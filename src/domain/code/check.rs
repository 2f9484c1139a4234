//! How somebody shows to have a store's key without showing it: an answer to a question that was
//! made for this once.
//!
//! Says nothing about any code, and spends none.

use super::StoreKey;
use crate::domain::hex::to_hex;

/// A question that is asked once: 16 to 64 digits and small letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge(String);

impl Challenge {
    /// Takes a question that somebody asks; `None` if it is shorter, longer or has other characters.
    pub fn new(text: &str) -> Option<Self> {
        let is_known = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        let is_one = (16..=64).contains(&text.len()) && text.bytes().all(is_known);
        is_one.then(|| Self(text.to_owned()))
    }

    /// Asks what nobody can have been asked before; the bytes come from the operating system.
    pub fn of_chance(bytes: [u8; 16]) -> Self {
        Self(to_hex(&bytes))
    }

    /// The question as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What only a holder of the key can answer: 64 hexadecimal digits.
    pub fn answer(&self, key: &StoreKey) -> String {
        let slot = key.slot().get().to_be_bytes();
        to_hex(&key.prove(&[b"care-check/v1", &slot, self.0.as_bytes()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::{KEY_VERSION, MasterKey, Slot};

    fn key(version: u8, slot: u16) -> StoreKey {
        MasterKey::public_test_key().store_key(version, Slot::new(slot).unwrap())
    }

    #[test]
    fn the_answers_are_those_of_the_vectors_and_differ_by_key_store_and_question() {
        let question = Challenge::new("0123456789abcdef").unwrap();
        let other = Challenge::of_chance([0xa5; 16]);
        assert_eq!(other.as_str(), "a5".repeat(16));
        // Made with Python's hmac from the store keys in tests/data/codes.json.
        for (question, slot, answer) in [
            (
                &question,
                0,
                "175d68fb767dad04a2e30196fa1c30b6a96483426ce553a9bcdde435f5c69e00",
            ),
            (
                &question,
                31,
                "67c97fe243696fcbf41e8954b6d05c47de3e7590c79c4fb01de517f9960969dd",
            ),
            (
                &other,
                7,
                "b14f82ebfbaf2517d4f27139045b3fa54796d70b365dc835e7aba4758ca5a9bb",
            ),
        ] {
            assert_eq!(question.answer(&key(KEY_VERSION, slot)), answer);
        }
        let known = key(KEY_VERSION, 0);
        let answer = question.answer(&known);
        assert_ne!(answer, other.answer(&known));
        assert_ne!(answer, question.answer(&key(KEY_VERSION + 1, 0)));
        // Nor does a key that was given another number answer for that one.
        let moved = StoreKey::from_bytes(Slot::new(1).unwrap(), known.to_bytes());
        assert_ne!(answer, question.answer(&moved));
    }

    #[test]
    fn only_digits_and_small_letters_are_a_question() {
        let long = "z".repeat(64);
        for text in ["0123456789abcdef", "zzzzzzzzzzzzzzzz", &long] {
            assert_eq!(Challenge::new(text).unwrap().as_str(), text);
        }
        for text in [
            "",
            "0123456789abcde",
            &format!("{long}z"),
            "0123456789ABCDEF",
            "0123456789abcde/",
            "0123456789abcde ",
            "0123456789abcdé",
        ] {
            assert_eq!(Challenge::new(text), None, "{text:?}");
        }
    }
}
