//! The manager's PIN: what can be one, and which are too easy to guess. Who keeps it, and how it is
//! checked, is elsewhere.

use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// The fewest and the most digits of a PIN.
pub const DIGITS: std::ops::RangeInclusive<usize> = 4..=12;

/// A PIN as somebody typed it: 4 to 12 digits, perhaps the right ones. Its memory is overwritten
/// when it is dropped.
///
/// It is written by `serde` as its digits, which is meant for the local API and nothing else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Zeroizing<String>")]
pub struct Pin(Zeroizing<String>);

impl Pin {
    /// The PIN with these digits.
    pub fn new(digits: &str) -> Result<Self, NotAPin> {
        let are_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits || !DIGITS.contains(&digits.len()) {
            return Err(NotAPin);
        }
        Ok(Self(Zeroizing::new(digits.to_owned())))
    }

    /// Its digits, which belong into no log, message or file.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl TryFrom<Zeroizing<String>> for Pin {
    type Error = NotAPin;

    fn try_from(digits: Zeroizing<String>) -> Result<Self, NotAPin> {
        Self::new(&digits)
    }
}

/// Shows no digit, and not how many there are.
impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(..)")
    }
}

/// Something else than a PIN. What it was is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a PIN is 4 to 12 digits, 0 to 9, and nothing else")]
pub struct NotAPin;

/// A PIN that is good enough to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPin(Pin);

impl NewPin {
    /// Its digits, which belong into no log, message or file.
    pub fn digits(&self) -> &str {
        self.0.digits()
    }
}

impl TryFrom<Pin> for NewPin {
    type Error = Weakness;

    fn try_from(pin: Pin) -> Result<Self, Weakness> {
        let digits = pin.digits().as_bytes();
        let weakness = match () {
            () if repeats(digits, 1) => Some(Weakness::OneDigit),
            () if runs(digits) => Some(Weakness::Run),
            () if (2..=digits.len() / 2).any(|len| repeats(digits, len)) => Some(Weakness::Repeats),
            () => None,
        };
        weakness.map_or(Ok(Self(pin)), Err)
    }
}

/// Why a PIN is among the first that somebody would try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// As 0000.
    #[error("all digits of this PIN are the same, which is tried first; choose another one")]
    OneDigit,
    /// As 1234, 8901 or 9876.
    #[error("the digits of this PIN are in a row, which is tried first; choose another one")]
    Run,
    /// As 1212 or 123123.
    #[error("this PIN says the same twice, which is tried first; choose another one")]
    Repeats,
}

/// Whether it is its first `len` digits again and again, and as a whole.
fn repeats(digits: &[u8], len: usize) -> bool {
    let mut parts = digits.chunks(len);
    let first = parts.next();
    parts.all(|part| Some(part) == first)
}

/// Whether each digit is one more than the one before, or each one less; 0 comes after 9.
fn runs(digits: &[u8]) -> bool {
    let step = |from: u8, to: u8| (to + 10 - from) % 10;
    let is_run = |wanted| {
        let mut pairs = digits.iter().zip(digits.iter().skip(1));
        pairs.all(|(from, to)| step(*from, *to) == wanted)
    };
    is_run(1) || is_run(9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_four_to_twelve_digits() {
        for digits in ["4711", "0042", "830174", "830174920175"] {
            assert_eq!(Pin::new(digits).unwrap().digits(), digits);
            let json = serde_json::to_string(&Pin::new(digits).unwrap()).unwrap();
            assert_eq!(json, format!("{digits:?}"));
            let read: Pin = serde_json::from_str(&json).unwrap();
            assert_eq!(read.digits(), digits);
        }
        for text in [
            "",
            "471",
            "8301749201753",
            "47 11",
            "4711\n",
            "-471",
            "+4711",
            "4711a",
            "٤٧١١",
            "４７１１",
            "47\u{0}11",
        ] {
            assert_eq!(Pin::new(text), Err(NotAPin), "{text:?}");
            let json = serde_json::to_string(text).unwrap();
            assert!(serde_json::from_str::<Pin>(&json).is_err(), "{text:?}");
        }
        assert!(serde_json::from_str::<Pin>("4711").is_err());
    }

    #[test]
    fn what_is_tried_first_is_refused_with_its_reason() {
        use Weakness::{OneDigit, Repeats, Run};
        for (digits, weakness) in [
            ("0000", Some(OneDigit)),
            ("7777777", Some(OneDigit)),
            ("1234", Some(Run)),
            ("0123", Some(Run)),
            ("7890", Some(Run)),
            ("89012", Some(Run)),
            ("4321", Some(Run)),
            ("3210", Some(Run)),
            ("1098", Some(Run)),
            ("123456789012", Some(Run)),
            ("1212", Some(Repeats)),
            ("123123", Some(Repeats)),
            ("471147114711", Some(Repeats)),
            ("4711", None),
            ("1235", None),
            ("0002", None),
            ("1221", None),
            ("12123", None),
            ("121213", None),
            ("1357", None),
        ] {
            let fit = NewPin::try_from(Pin::new(digits).unwrap());
            assert_eq!(fit.as_ref().err().copied(), weakness, "{digits}");
        }
    }

    #[test]
    fn few_pins_are_weak() {
        let all = (0..10_000).map(|n| Pin::new(&format!("{n:04}")).unwrap());
        let weak = all.filter(|pin| NewPin::try_from(pin.clone()).is_err());
        // Ten of one digit, ten runs up and ten down, ninety pairs.
        assert_eq!(weak.count(), 120);
    }

    #[test]
    fn nobody_sees_a_digit_by_accident() {
        let pin = Pin::new("830174").unwrap();
        let fit = NewPin::try_from(pin.clone()).unwrap();
        for shown in [format!("{pin:?}"), format!("{fit:?}"), format!("{fit:#?}")] {
            assert!(!shown.contains(|c: char| c.is_ascii_digit()), "{shown}");
        }
        let weak = Pin::new("777777").unwrap();
        let shown = NewPin::try_from(weak).unwrap_err().to_string();
        assert!(!shown.contains('7'), "{shown}");
    }
}
