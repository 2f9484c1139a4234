//! What counters that share their members tell each other: facts go to the counter where those of the
//! store meet, and from there comes to each what is known of members by then.
//!
//! Everything may be sent twice: facts have the numbers of their journal, and what is known of a member
//! comes whole.

use crate::domain::code::{Day, Till};
use crate::domain::event::{JournalMark, Loyalty};
use crate::domain::member::{CardText, Member, Profile, Record};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The most facts, and the most people, that are told at once.
pub const TOLD_AT_ONCE: usize = 100;

/// The most members that are handed over at once.
pub const KNOWN_AT_ONCE: usize = 50;

/// What a counter tells, and how much it knows already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Which counter.
    pub counter: Till,
    /// Its journal.
    pub journal: JournalMark,
    /// How often who somebody is was taken from here, as far as this counter knows: what is told with an
    /// older number is a repetition.
    pub batch: i64,
    /// Who members are, where that has changed here; in the order of the changes.
    pub people: Vec<ToldPerson>,
    /// What happened with members here; in the order of the journal.
    pub facts: Vec<ToldFact>,
    /// Up to where the changes of the other counter are known here.
    pub known: Option<Known>,
}

/// Up to where the changes of a journal are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Whose.
    pub journal: JournalMark,
    /// The era of the last change: a number that is another one after a backup was restored.
    pub era: i64,
    /// The last change.
    pub change: i64,
}

/// Who a member is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldPerson {
    /// One of their numbers.
    pub member: Member,
    /// The number of this change in the journal that it comes from.
    pub change: i64,
    /// Since when they are a member.
    pub since: Day,
    /// When they agreed.
    pub agreed_at: Timestamp,
    /// What they told.
    pub profile: Profile,
    /// The cards of this number.
    pub cards: Vec<ToldCard>,
}

/// A card of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldCard {
    /// What its symbol says.
    pub card: CardText,
    /// When it was given to them.
    pub issued: Timestamp,
    /// When it was lost, if it was.
    pub lost: Option<Timestamp>,
}

/// Something that happened with a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldFact {
    /// Its number in the journal.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: Loyalty,
}

/// What the counter where those of the store meet answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Met {
    /// Its journal.
    pub journal: JournalMark,
    /// How much it has of the journal of the one that asks.
    pub taken: Taken,
    /// Whether it has taken who members are, as it was told just now.
    pub took_people: bool,
    /// Behind which change the members below have changed: up to where the other counter knew it, or 0
    /// where that was another journal's, or of before a backup was restored.
    pub behind: i64,
    /// The era of the last change below, or of the one behind which there are none.
    pub era: i64,
    /// The number of its last change.
    pub newest: i64,
    /// What it knows of members who have changed since; in the order of the changes.
    pub members: Vec<KnownMember>,
}

/// How much of a journal has been taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// The last event about a member; 0 for none.
    pub seq: i64,
    /// When that was.
    pub at: Timestamp,
    /// How often who somebody is was taken.
    pub batch: i64,
}

/// What is known of one number of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownMember {
    /// The number.
    pub member: Member,
    /// The number of the change.
    pub change: i64,
    /// What is known; nothing where they are forgotten.
    pub what: Option<Box<KnownAs>>,
}

/// What is known of a number that stands for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownAs {
    /// The lowest number of the same person.
    pub lowest: Member,
    /// Who it is, as far as they are known by this number.
    pub person: Option<ToldPerson>,
    /// What is counted; nothing before anything was.
    pub record: Option<Record>,
}

/// Whether a counter that shares its members has to tell of this.
pub fn is_told(what: &Loyalty) -> bool {
    // What a sale is called is only for the till software at that counter.
    let is_name = matches!(what, Loyalty::SaleNamed { .. });
    !is_name && what.members().next().is_some()
}
