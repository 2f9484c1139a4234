//! What the shop says it has changed, and on which day: marks beside the figures. Staff type these
//! words, so they are short, on one line, and about no customer.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One thing that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its number, from 1.
    pub id: u32,
    /// The first day on which it held.
    pub day: NaiveDate,
    /// What it was.
    pub text: ChangeText,
}

impl Change {
    /// As many are kept; for one more, another one has to go.
    pub const MOST: u32 = 200;
}

/// A line of 1 to [`ChangeText::MOST`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChangeText(String);

/// Why a text says nothing of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("say in 1 to 80 characters and on one line what was changed")]
pub struct NoChangeText;

impl ChangeText {
    /// The most characters.
    pub const MOST: usize = 80;

    /// Takes a text without the space around it.
    pub fn new(text: &str) -> Result<Self, NoChangeText> {
        let text = text.trim();
        let is_short = (1..=Self::MOST).contains(&text.chars().count());
        let is_a_line = !text.chars().any(char::is_control);
        (is_short && is_a_line)
            .then(|| Self(text.to_owned()))
            .ok_or(NoChangeText)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ChangeText {
    type Error = NoChangeText;

    fn try_from(text: String) -> Result<Self, NoChangeText> {
        Self::new(&text)
    }
}

impl From<ChangeText> for String {
    fn from(text: ChangeText) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_said_in_one_short_line() {
        for (text, expected) in [
            ("a second till at noon", Some("a second till at noon")),
            ("  nowa kasa  ", Some("nowa kasa")),
            ("", None),
            ("   ", None),
            ("two\nlines", None),
            ("a\u{7}bell", None),
        ] {
            let found = ChangeText::new(text).ok();
            assert_eq!(found.as_ref().map(ChangeText::as_str), expected, "{text:?}");
        }
        assert!(ChangeText::new(&"ą".repeat(80)).is_ok());
        assert!(ChangeText::new(&"ą".repeat(81)).is_err());
        assert!(serde_json::from_str::<ChangeText>(r#""""#).is_err());
    }
}
