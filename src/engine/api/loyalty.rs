//! What a screen shows of members and gifts, and what a cashier may do about them.

use crate::domain::code::Day;
use crate::domain::gift::RuleKey;
use crate::domain::gift::policy::{Birthday, Reason, Temperature};
use crate::domain::gift::rules::{Allergen, Words};
use crate::domain::language::Language;
use crate::domain::member::{CardText, Member, PersonName, PersonNote};
use crate::engine::members::FoundMember;
use serde::{Deserialize, Serialize};
use std::fmt;

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LoyaltyView {
    /// Who is served, where somebody is known. Only panels are told.
    pub member: Option<MemberView>,
    /// What is being done about members. Only panels are told of those who were found.
    pub desk: MemberDesk,
    /// What there is of gifts; absent where there are no rules.
    pub gifts: Option<GiftsView>,
}

/// A member who is served. In no log.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, as they are told"
)]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// Who.
    pub member: Member,
    /// How to address them.
    pub name: Option<PersonName>,
    /// What is good to know.
    pub note: Option<PersonNote>,
    /// Day and month.
    pub birthday: Option<Birthday>,
    /// Since when they are a member.
    pub since: Day,
    /// On how many days they came, today included.
    pub visits: u32,
    /// How many stars they have; absent where stars are not collected here.
    pub stars: Option<i64>,
    /// The card is one of staff, and collects nothing.
    pub is_staff: bool,
    /// They want no gifts and no greetings.
    pub opted_out: bool,
    /// They may be greeted by name: they were not addressed too often lately.
    pub greet: bool,
    /// The sale that was paid just before is nobody's and may be theirs.
    pub may_be_late: bool,
}

impl fmt::Debug for MemberView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemberView")
            .field("member", &self.member)
            .finish_non_exhaustive()
    }
}

/// What is being done about members.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberDesk {
    /// Nothing.
    #[default]
    Quiet,
    /// This is to be said to the cashier.
    Said(MemberWord),
    /// Somebody joins, and agreed in this language: the next card that is nobody's becomes theirs.
    Joining(Language),
    /// The member who is served gets another card: the next one that is nobody's.
    NewCard,
    /// The next card that is somebody's is one of the member who is served, too.
    Merging,
    /// These have the name that was looked for.
    Found(Vec<FoundMember>),
}

/// What there is to say about members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberWord {
    /// It is being looked up.
    LookingUp,
    /// They are a member now.
    Joined,
    /// The card is theirs now.
    CardGiven,
    /// Both cards are one person's now.
    Merged,
    /// What they told is kept.
    Changed,
    /// The card is nobody's: they may join with it.
    UnknownCard,
    /// The card was lost by somebody; its stars are kept for them.
    LostCard,
    /// The card is somebody else's.
    TakenCard,
    /// It was not read right.
    Misread,
    /// It is no member's card.
    NoCard,
    /// Nobody has that name.
    NobodyFound,
    /// Nothing can be read or kept now; stars are added when the card is shown again.
    NotNow,
}

/// What a cashier wants about members.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MemberOrder {
    /// Somebody wants to join and was asked in this language.
    Join {
        /// The language.
        language: Language,
    },
    /// Print a card, for whoever joins or gets another one.
    PrintCard,
    /// This is what stands on a card that cannot be scanned.
    ShowCard {
        /// The text.
        card: CardText,
    },
    /// Look for a name.
    Find {
        /// The name, or how it begins.
        name: PersonName,
    },
    /// It is this one among those who were found.
    Choose {
        /// Who.
        member: Member,
    },
    /// The member who is served told this of themselves; what is absent is forgotten.
    Change {
        /// How to address them.
        name: Option<PersonName>,
        /// Day and month, where they agree that it is used.
        birthday: Option<Birthday>,
        /// What is good to know.
        note: Option<PersonNote>,
        /// They want no gifts and no greetings.
        opted_out: bool,
    },
    /// The member who is served has lost every card, and gets another one.
    LoseCards,
    /// Another card is the same person's.
    Merge,
    /// They have paid just now, and showed the card after it.
    LastSale,
    /// What is being done ends.
    Stop,
    /// Somebody else is served.
    LetGo,
}

impl fmt::Debug for MemberOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Join { .. } => "Join",
            Self::PrintCard => "PrintCard",
            Self::ShowCard { .. } => "ShowCard",
            Self::Find { .. } => "Find",
            Self::Choose { .. } => "Choose",
            Self::Change { .. } => "Change",
            Self::LoseCards => "LoseCards",
            Self::Merge => "Merge",
            Self::LastSale => "LastSale",
            Self::Stop => "Stop",
            Self::LetGo => "LetGo",
        })
    }
}

/// Gifts, as a cashier sees them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GiftsView {
    /// The gift that the prompt is about, in words.
    pub offer: Option<GiftFace>,
    /// What the cashier may choose to offer.
    pub by_hand: Vec<HandGift>,
    /// Why each rule that follows sales offered nothing at the last sale, in the order of their file.
    pub why_not: Vec<WhyNot>,
    /// How warm it is, if somebody said and that is not too long ago.
    pub temperature: Option<Temperature>,
    /// The rules name a file or an address that says how warm it is, and just now it does not.
    pub weather_fails: bool,
}

/// One card about a gift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftCard {
    /// Another number for every other card.
    pub id: u64,
    /// By which rule, or goodwill.
    pub rule: RuleKey,
    /// Why it is offered.
    pub why: GiftWhy,
    /// How many are left after this one; absent where nothing is counted.
    pub left: Option<u32>,
    /// A manager has to agree first.
    pub needs_approval: bool,
    /// It is given as a code for the next visit, since there is none left.
    pub as_code: bool,
    /// What the member pays for it, in stars.
    pub stars: u32,
}

/// Why a gift is offered, for the cashier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GiftWhy {
    /// Luck, and nothing that is to be said of it.
    Luck,
    /// It is hot.
    Hot,
    /// It is cold.
    Cold,
    /// It is this visit of theirs.
    Visit {
        /// Which one.
        visit: u32,
    },
    /// Their birthday is near.
    Birthday,
    /// They have not come for long.
    Back,
    /// It goes with what they bought.
    Bought,
    /// The cashier chose it.
    ByHand,
    /// It is paid with stars.
    Stars,
    /// Something was put right.
    MakeGood,
    /// They answered the survey.
    Survey,
}

/// A gift in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftFace {
    /// What it is.
    pub label: Words,
    /// What the cashier may say.
    pub say: Option<Words>,
    /// What is known to be in it.
    pub allergens: Vec<Allergen>,
    /// The packet is to be shown to whoever asks what is in it.
    pub show_packet: bool,
}

/// A gift that a cashier may choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandGift {
    /// By which rule, or goodwill.
    pub rule: RuleKey,
    /// What it is.
    pub label: Words,
    /// How many are left; absent where nothing is counted.
    pub left: Option<u32>,
    /// What it costs in stars; 0 for a gift.
    pub stars: u32,
    /// Why it cannot be given now.
    pub not: Option<Reason>,
}

/// Why a rule offered nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhyNot {
    /// What it would have given.
    pub label: Words,
    /// Why not.
    pub reason: Reason,
}
