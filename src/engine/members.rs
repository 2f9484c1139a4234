//! What a counter asks about members and what it is answered. Who somebody is, is known in one table
//! beside the journal, and in the counter only while they are served.

use crate::domain::code::Day;
use crate::domain::gift::policy::{self, Customer};
use crate::domain::member::{Card, Member, PersonName, Profile, Record};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A question about members, or something to be kept of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberAsk {
    /// Whose card is this?
    Card(Card),
    /// Who is this?
    Number(Member),
    /// Who is called so, or begins to be? At most [`MOST_FOUND`], in the order of their names.
    Name(PersonName),
    /// Somebody asks to be remembered, and this is their card. It answers as for a card.
    Join {
        /// Their card.
        card: Card,
        /// What they told.
        profile: Profile,
        /// On which day.
        day: Day,
        /// When they agreed.
        at: Timestamp,
    },
    /// This is another card of a member. It answers as for a card.
    GiveCard {
        /// Whose.
        member: Member,
        /// Which.
        card: Card,
        /// When.
        at: Timestamp,
    },
    /// A member has lost every card. It answers as for a number.
    LoseCards {
        /// Who.
        member: Member,
        /// When.
        at: Timestamp,
    },
    /// A member told something else of themselves. It answers as for a number.
    Change {
        /// Who.
        member: Member,
        /// What.
        profile: Profile,
    },
    /// A card of our own that nobody has yet.
    FreshCard,
}

/// The most members that are found by a name.
pub const MOST_FOUND: usize = 8;

/// What becomes of a [`MemberAsk`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberAnswer {
    /// This is who it is.
    Member(Box<MemberFile>),
    /// The card is nobody's, or there is no such member any more.
    Nobody,
    /// The card was lost by somebody.
    Lost,
    /// The card is somebody else's already.
    Taken,
    /// These are called so.
    Found(Vec<FoundMember>),
    /// This card is nobody's yet.
    Fresh(Card),
    /// Nothing can be read or kept now.
    Failing,
}

/// Everything that is known of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberFile {
    /// All of their numbers, the lowest in front; at least one.
    pub numbers: Vec<Member>,
    /// Since when they are one.
    pub since: Day,
    /// What they told.
    pub profile: Profile,
    /// What is counted of all of their numbers together.
    pub record: Record,
}

impl MemberFile {
    /// The number that stands for all of them.
    pub fn member(&self) -> Member {
        self.numbers.first().copied().unwrap_or_default()
    }

    /// The member on a day, as rules for gifts may know them.
    pub fn customer(&self, day: Day, usual_gap: Option<f64>) -> Customer<'_> {
        match self.record.customer(&self.numbers, day, usual_gap) {
            Customer::Member(counted) => Customer::Member(policy::Profile {
                birthday: self.profile.birthday,
                opted_out: self.profile.opted_out,
                ..counted
            }),
            other => other,
        }
    }
}

/// A member in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundMember {
    /// Who.
    pub member: Member,
    /// What they are called.
    pub name: PersonName,
    /// Since when they are one.
    pub since: Day,
    /// The last day on which they came; absent before the first.
    pub last: Option<Day>,
}
