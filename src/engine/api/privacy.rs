//! What is kept of a member, and what becomes of it: it is looked up, handed to them, put right or forgotten.

use crate::domain::code::Day;
use crate::domain::language::Language;
use crate::domain::member::{CardText, Member, PersonName};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Whom a manager looks for. `Debug` shows neither name nor card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberSearch {
    /// Whoever is called so, or begins to be.
    Name(PersonName),
    /// Whose card says this, also one that was lost.
    Card(CardText),
}

/// Who was found: at most [`MOST_FOUND`](crate::engine::members::MOST_FOUND), each person once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MembersFound {
    /// In the order of their names.
    pub members: Vec<MemberFound>,
}

/// Somebody who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFound {
    /// The lowest of their numbers.
    pub member: Member,
    /// What they are called, where they told.
    pub name: Option<PersonName>,
    /// Since when they are a member.
    pub since: Day,
    /// The last day on which they came; absent before the first.
    pub last: Option<Day>,
}

/// Everything that is kept of a member is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberQuestion {
    /// One of their numbers.
    pub member: Member,
    /// The language of the page to be read.
    pub language: Language,
}

/// Everything that is kept of a member. `Debug` shows none of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberPages {
    /// In short, for a screen.
    pub summary: MemberSummary,
    /// The whole as a JSON document, to be saved as it is.
    pub json: String,
    /// The whole as a page to be read.
    pub text: String,
}

impl std::fmt::Debug for MemberPages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MemberPages").finish_non_exhaustive()
    }
}

/// What is kept of a member, in short.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, as they are told"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberSummary {
    /// All of their numbers, the lowest in front.
    pub numbers: Vec<Member>,
    /// What they are called, where they told.
    pub name: Option<PersonName>,
    /// Since when they are a member.
    pub since: Day,
    /// When they agreed.
    pub agreed_at: Timestamp,
    /// The language in which they agreed, where that is known.
    pub agreed_in: Option<Language>,
    /// Whether a birthday is kept.
    pub has_birthday: bool,
    /// Whether a note is kept.
    pub has_note: bool,
    /// They want no gifts and no greetings.
    pub opted_out: bool,
    /// Their cards count as staff's.
    pub is_staff: bool,
    /// On how many days they came.
    pub visits: u32,
    /// The last of them.
    pub last: Option<Day>,
    /// How many stars they have; below zero where two counters let the same be spent.
    pub stars: i64,
    /// How many cards they can use.
    pub cards: u32,
    /// How many they have lost.
    pub lost_cards: u32,
    /// Which files about them were handed out, the oldest in front.
    pub handed_out: Vec<FileHandedOut>,
}

/// A file about a member that was handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileHandedOut {
    /// When.
    pub at: Timestamp,
    /// Which.
    pub what: String,
}

/// The cards of a member that count as staff's are a customer's after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomersCard {
    /// One of their numbers.
    pub member: Member,
}

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
