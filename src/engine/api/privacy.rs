//! What becomes of what is kept of a member: it is handed to them, or forgotten.

use crate::domain::member::Member;
use serde::{Deserialize, Serialize};

/// A member is to be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forget {
    /// One of their numbers.
    pub member: Member,
}

/// A file with everything that is kept of a member was handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedOut {
    /// One of their numbers.
    pub member: Member,
    /// Which file.
    pub what: FileName,
}

/// The name of a file: 1 to 80 characters, none of them one that does not print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

impl FileName {
    /// In characters.
    pub const MAX: usize = 80;
}

impl TryFrom<String> for FileName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let fits = (1..=Self::MAX).contains(&name.chars().count());
        let prints = !name.chars().any(char::is_control);
        (fits && prints)
            .then_some(Self(name))
            .ok_or("the name of a file has 1 to 80 characters that print")
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_short_and_print() {
        for (name, is_one) in [
            ("member-7.json", true),
            ("", false),
            ("a\nb", false),
            (&"ż".repeat(80), true),
            (&"a".repeat(81), false),
        ] {
            assert_eq!(
                FileName::try_from(name.to_owned()).is_ok(),
                is_one,
                "{name:?}"
            );
        }
    }
}
