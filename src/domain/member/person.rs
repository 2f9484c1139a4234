//! Who a member is, as far as they told: kept in a table that can forget, and in no event or log.

use super::{Card, CardError};
use crate::domain::gift::policy::Birthday;
use crate::domain::language::Language;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest name, in characters.
pub const MAX_NAME: usize = 40;

/// The longest note, in characters.
pub const MAX_NOTE: usize = 80;

/// What a member told of themselves; everything is optional. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// How to address them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<PersonName>,
    /// Day and month, where they agreed that it is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthday: Option<Birthday>,
    /// What is good to know at the counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<PersonNote>,
    /// They want no gifts and no greetings, only their stars.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opted_out: bool,
    /// The language in which they were asked and agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_in: Option<Language>,
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").finish_non_exhaustive()
    }
}

/// Why a text is none that can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this needs 1 to {max} characters on one line")]
pub struct BadText {
    /// How many characters at most.
    pub max: usize,
}

macro_rules! text {
    ($(#[$about:meta])* $name:ident, $max:expr) => {
        $(#[$about])*
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadText;

            fn try_from(text: String) -> Result<Self, BadText> {
                one_line(&text, $max).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

text! {
    /// How to address somebody: 1 to [`MAX_NAME`] characters on one line.
    PersonName, MAX_NAME
}

text! {
    /// What is good to know of somebody: 1 to [`MAX_NOTE`] characters on one line.
    PersonNote, MAX_NOTE
}

/// A trimmed line with single spaces.
fn one_line(text: &str, max: usize) -> Result<String, BadText> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let fits = (1..=max).contains(&line.chars().count());
    let is_plain = !line.chars().any(char::is_control);
    (fits && is_plain).then_some(line).ok_or(BadText { max })
}

/// What somebody typed from a card: 1 to 32 printable ASCII characters. It is a number of a person:
/// `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CardText(String);

impl CardText {
    const MAX: usize = 32;

    /// Which card it is. Of our own cards the eight characters are enough.
    pub fn card(&self, prefix: Option<&str>) -> Result<Card, CardError> {
        match Card::parse(&self.0, prefix) {
            Err(CardError::NoCard) if !self.0.bytes().all(|byte| byte.is_ascii_digit()) => {
                Card::parse(&format!("CARE-M:{}", self.0), None)
            }
            found => found,
        }
    }
}

impl TryFrom<String> for CardText {
    type Error = BadText;

    fn try_from(text: String) -> Result<Self, BadText> {
        let max = Self::MAX;
        let fits = (1..=max).contains(&text.len());
        let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        (fits && is_plain)
            .then_some(Self(text))
            .ok_or(BadText { max })
    }
}

impl From<CardText> for String {
    fn from(text: CardText) -> Self {
        text.0
    }
}

impl fmt::Debug for CardText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardText(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_short_line_and_never_shown_by_debug() {
        for (text, expected) in [
            ("Marta", Ok("Marta")),
            ("  Zażółć \t gęślą\n", Ok("Zażółć gęślą")),
            ("", Err(BadText { max: 40 })),
            (" \n ", Err(BadText { max: 40 })),
            ("a\u{7}b", Err(BadText { max: 40 })),
        ] {
            let found = PersonName::try_from(text.to_owned());
            let found = found.as_ref().map(PersonName::as_str).map_err(|bad| *bad);
            assert_eq!(found, expected, "{text:?}");
        }
        assert!(PersonName::try_from("ż".repeat(40)).is_ok());
        assert!(PersonName::try_from("ż".repeat(41)).is_err());
        let profile = Profile {
            name: PersonName::try_from("Marta".to_owned()).ok(),
            note: PersonNote::try_from("seeded rye".to_owned()).ok(),
            ..Profile::default()
        };
        let shown = format!("{profile:?} {:?} {:?}", profile.name, profile.note);
        assert!(
            !shown.contains("Marta") && !shown.contains("rye"),
            "{shown}"
        );
    }

    #[test]
    fn a_typed_card_needs_no_mark() {
        let card = Card::own(1).unwrap();
        let typed = |text: &str| {
            CardText::try_from(text.to_owned())
                .unwrap()
                .card(Some("29"))
        };
        for text in ["CARE-M:0000-0017", "0000-0017", "oooo 0o17"] {
            assert_eq!(typed(text), Ok(card), "{text}");
        }
        assert_eq!(typed("00000018"), Err(CardError::NoCard));
        assert_eq!(typed("0000-0018"), Err(CardError::Misread));
        assert!(typed("2912345678906").is_ok());
        assert!(CardText::try_from("żółw".to_owned()).is_err());
        assert!(CardText::try_from("x".repeat(33)).is_err());
    }
}
