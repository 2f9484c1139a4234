//! The token of a basket that is kept at the counter: a colour and a small number.
//!
//! It stands in place of a name, so that nothing about a customer needs to be written down or called
//! out. Knows no basket, time or sentence; how a token is said in a language is in `script`.

use serde::{Deserialize, Serialize};
use std::fmt::{Display, Formatter};
use std::str::FromStr;

/// The colour of a token. There is no red, which would look like a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the colours need no explanation")]
pub enum Colour {
    Blue,
    Green,
    Yellow,
    White,
    Orange,
    Violet,
}

impl Colour {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Blue,
        Self::Green,
        Self::Yellow,
        Self::White,
        Self::Orange,
        Self::Violet,
    ];

    /// The name in files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::White => "white",
            Self::Orange => "orange",
            Self::Violet => "violet",
        }
    }
}

impl Display for Colour {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A colour and a number from 1 to 9, written as `blue 2` in files and messages. Tokens are ordered
/// by colour, then by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Token {
    colour: Colour,
    number: u8,
}

impl Token {
    /// The highest number of a colour.
    pub const MAX_NUMBER: u8 = 9;

    /// The token of this colour with this number; `None` for a number that is not 1 to 9.
    pub fn new(colour: Colour, number: u8) -> Option<Self> {
        (1..=Self::MAX_NUMBER)
            .contains(&number)
            .then_some(Self { colour, number })
    }

    /// Its colour.
    pub fn colour(self) -> Colour {
        self.colour
    }

    /// Its number, 1 to 9.
    pub fn number(self) -> u8 {
        self.number
    }

    /// All 54 tokens in their order: `blue 1`, `blue 2`, … `violet 9`.
    pub fn all() -> impl Iterator<Item = Self> {
        Colour::ALL
            .into_iter()
            .flat_map(|colour| (1..=Self::MAX_NUMBER).map(move |number| Self { colour, number }))
    }
}

impl Display for Token {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.colour, self.number)
    }
}

impl FromStr for Token {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::all()
            .find(|token| token.to_string() == text)
            .ok_or_else(|| {
                format!(
                    "{text:?} is not a token; write a colour and a number from 1 to 9 such as \
                     \"blue 2\""
                )
            })
    }
}

impl TryFrom<String> for Token {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Token> for String {
    fn from(token: Token) -> Self {
        token.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_those_of_the_written_form() {
        for colour in Colour::ALL {
            let written = serde_json::to_string(&colour).unwrap();
            assert_eq!(written, format!("{:?}", colour.name()));
        }
    }

    #[test]
    fn there_are_54_tokens_in_order_and_each_is_read_as_it_is_written() {
        let all: Vec<_> = Token::all().collect();
        assert_eq!(all.len(), 54);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 54);
        assert!(all.is_sorted());
        for token in all {
            let written = serde_json::to_string(&token).unwrap();
            assert_eq!(written, format!("\"{token}\""));
            assert_eq!(serde_json::from_str::<Token>(&written).unwrap(), token);
            assert_eq!(Token::new(token.colour(), token.number()), Some(token));
        }
        assert_eq!(
            Token::new(Colour::Blue, 2).unwrap().to_string(),
            "blue 2",
            "the form on disks and in messages"
        );
    }

    #[test]
    fn what_is_not_a_token_is_refused() {
        for text in [
            "",
            "blue",
            "2",
            "blue2",
            "blue  2",
            " blue 2",
            "Blue 2",
            "blue 0",
            "blue 10",
            "blue +2",
            "red 1",
            "violet 9 ",
        ] {
            let refused = text.parse::<Token>().unwrap_err();
            assert!(refused.contains("such as \"blue 2\""), "{refused}");
        }
        for number in [0, 10, u8::MAX] {
            assert_eq!(Token::new(Colour::White, number), None);
        }
    }
}
