//! What is kept of members, stars and gifts: numbers and days, never who somebody is.

use crate::domain::code::{Day, Till};
use crate::domain::gift::RuleKey;
use crate::domain::gift::book::{Contact, GiftFact, Handling};
use crate::domain::member::{Member, VisitFact};
use crate::domain::receipt::Receipt;
use crate::domain::stars::{EarnBy, Purpose, StarFact};
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What happened with members, stars and gifts. As frozen as [`super::Event`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loyalty {
    /// Somebody asked to be remembered.
    MemberJoined {
        /// The number that stands for them.
        member: Member,
        /// On which day.
        day: Day,
    },
    /// Two numbers are one person's.
    MembersMerged {
        /// One.
        one: Member,
        /// The other.
        other: Member,
    },
    /// A member is forgotten; what was kept of who they are is gone.
    MemberErased {
        /// The number that stood for them.
        member: Member,
    },
    /// A member bought something.
    MemberServed(MemberServed),
    /// This sale, of a member or with a gift, has a name of the till software's own.
    SaleNamed {
        /// Which sale.
        receipt: Receipt,
        /// The fingerprint of the name.
        sale: u64,
        /// Whose it was, if somebody is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        member: Option<Member>,
    },
    /// A sale, of a member or with a gift, does not stand.
    SaleUndone(SaleUndone),
    /// Goods of a member's sale came back.
    GoodsReturned(GoodsReturned),
    /// A member paid with stars.
    StarsSpent(StarsSpent),
    /// A member was addressed about something that is no gift.
    MemberContacted(MemberContacted),
    /// A card is seen too often to be a customer's; or a manager says that it is one after all.
    CardOfStaff {
        /// The number that the card stands for.
        member: Member,
        /// Whether it is one of staff from now on.
        staff: bool,
    },
    /// The cashier was told to offer a gift, which is kept for a quarter of an hour.
    GiftOffered(GiftHandled),
    /// It was handed over.
    GiftGiven(GiftHandled),
    /// The customer, or the cashier for them, passed.
    GiftPassed(GiftHandled),
    /// It would have been offered, to somebody in the group without.
    GiftHeldOut(GiftHandled),
    /// It is not kept any more.
    GiftReleased(GiftBack),
    /// It came back whole, and lies with the others again.
    GiftTakenBack(GiftBack),
}

/// A member bought something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberServed {
    /// Who.
    pub member: Member,
    /// With which sale.
    pub receipt: Receipt,
    /// On which day.
    pub day: Day,
    /// What it came to, in hundredths; 0 where nobody knows.
    pub total_minor: i64,
    /// How it earns stars; absent where it earns none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<EarnBy>,
    /// The most stars of one sale, at that time.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub max: u32,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands it a reference"
)]
fn is_zero(max: &u32) -> bool {
    *max == 0
}

/// A gift at a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftHandled {
    /// At which sale.
    pub receipt: Receipt,
    /// By which rule.
    pub rule: RuleKey,
    /// On which day.
    pub day: Day,
    /// To whom, if somebody is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Member>,
    /// What it costs, in hundredths.
    pub cost: u32,
    /// A reward code was given in its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_code: bool,
}

/// Which gift is not what it was any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiftBack {
    /// At which sale.
    pub receipt: Receipt,
    /// By which rule.
    pub rule: RuleKey,
    /// On which day.
    pub day: Day,
    /// Whose it was, if somebody is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Member>,
}

/// A member paid with stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarsSpent {
    /// For what.
    pub purpose: Purpose,
    /// At which sale.
    pub receipt: Receipt,
    /// Who.
    pub member: Member,
    /// On which day.
    pub day: Day,
    /// How many.
    pub stars: u32,
    /// The counter, where it could not ask the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offline: Option<Till>,
}

/// A member was addressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberContacted {
    /// What about.
    pub contact: Contact,
    /// At which sale.
    pub receipt: Receipt,
    /// Who.
    pub member: Member,
    /// On which day.
    pub day: Day,
}

/// A sale does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleUndone {
    /// Which.
    pub receipt: Receipt,
    /// Whose it was, if somebody is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Member>,
    /// The day on which that was known.
    pub day: Day,
}

/// Goods of a member's sale came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsReturned {
    /// Of which sale.
    pub receipt: Receipt,
    /// By which refund.
    pub with: Receipt,
    /// Whose it was.
    pub member: Member,
    /// The money that went back, in hundredths.
    pub minor: i64,
    /// The day of the refund.
    pub day: Day,
}

impl GiftHandled {
    fn handling(&self, at: Timestamp) -> Handling {
        let Self {
            receipt,
            rule,
            day,
            member,
            cost,
            as_code,
        } = *self;
        Handling {
            at,
            day,
            receipt,
            rule,
            member,
            cost,
            as_code,
        }
    }
}

impl From<&Handling> for GiftHandled {
    fn from(it: &Handling) -> Self {
        Self {
            receipt: it.receipt,
            rule: it.rule,
            day: it.day,
            member: it.member,
            cost: it.cost,
            as_code: it.as_code,
        }
    }
}

impl Loyalty {
    /// The member whom it is about; nobody where it is about two, or nobody is known.
    pub fn member(&self) -> Option<Member> {
        match self {
            Self::MemberJoined { member, .. }
            | Self::MemberErased { member }
            | Self::CardOfStaff { member, .. } => Some(*member),
            Self::MemberServed(it) => Some(it.member),
            Self::MemberContacted(it) => Some(it.member),
            Self::StarsSpent(it) => Some(it.member),
            Self::GoodsReturned(it) => Some(it.member),
            Self::SaleUndone(it) => it.member,
            Self::GiftOffered(it)
            | Self::GiftGiven(it)
            | Self::GiftPassed(it)
            | Self::GiftHeldOut(it) => it.member,
            Self::GiftReleased(it) | Self::GiftTakenBack(it) => it.member,
            Self::SaleNamed { member, .. } => *member,
            Self::MembersMerged { .. } => None,
        }
    }
}

impl Loyalty {
    /// All members whom it is about.
    pub fn members(&self) -> impl Iterator<Item = Member> + use<> {
        let (one, other) = if let Self::MembersMerged { one, other } = self {
            (Some(*one), Some(*other))
        } else {
            (self.member(), None)
        };
        one.into_iter().chain(other)
    }

    /// What it says about a gift, where it happened at `at`.
    pub fn gift(&self, at: Timestamp) -> Option<GiftFact> {
        let back = |it: &GiftBack| (it.receipt, it.rule, it.day);
        let fact = match self {
            Self::GiftOffered(it) => GiftFact::Offered(it.handling(at)),
            Self::GiftGiven(it) => GiftFact::Given(it.handling(at)),
            Self::GiftPassed(it) => GiftFact::Passed(it.handling(at)),
            Self::GiftHeldOut(it) => GiftFact::HeldOut(it.handling(at)),
            Self::GiftReleased(it) => {
                let (receipt, rule, day) = back(it);
                GiftFact::Released { receipt, rule, day }
            }
            Self::GiftTakenBack(it) => {
                let (receipt, rule, day) = back(it);
                GiftFact::TakenBack { receipt, rule, day }
            }
            Self::SaleUndone(it) => GiftFact::Voided {
                receipt: it.receipt,
                day: it.day,
            },
            Self::MemberContacted(it) => GiftFact::Contacted {
                contact: it.contact,
                receipt: it.receipt,
                member: it.member,
                day: it.day,
            },
            Self::MemberJoined { .. }
            | Self::MembersMerged { .. }
            | Self::MemberErased { .. }
            | Self::MemberServed(_)
            | Self::SaleNamed { .. }
            | Self::GoodsReturned(_)
            | Self::StarsSpent(_)
            | Self::CardOfStaff { .. } => return None,
        };
        Some(fact)
    }

    /// What it says about stars, where it happened at `at`.
    pub fn stars(&self, at: Timestamp) -> Option<StarFact> {
        let fact = match self {
            Self::MemberServed(it) => StarFact::Earned {
                receipt: it.receipt,
                member: it.member,
                at,
                day: it.day,
                by: it.by?,
                max: it.max,
                total_minor: it.total_minor,
            },
            Self::StarsSpent(it) => StarFact::Spent {
                purpose: it.purpose,
                receipt: it.receipt,
                member: it.member,
                at,
                day: it.day,
                stars: it.stars,
                offline: it.offline,
            },
            Self::SaleUndone(it) => StarFact::Voided {
                receipt: it.receipt,
                day: it.day,
            },
            Self::GoodsReturned(it) => StarFact::Returned {
                receipt: it.receipt,
                with: it.with,
                minor: it.minor,
                day: it.day,
            },
            Self::MemberJoined { .. }
            | Self::MembersMerged { .. }
            | Self::MemberErased { .. }
            | Self::SaleNamed { .. }
            | Self::MemberContacted(_)
            | Self::CardOfStaff { .. }
            | Self::GiftOffered(_)
            | Self::GiftGiven(_)
            | Self::GiftPassed(_)
            | Self::GiftHeldOut(_)
            | Self::GiftReleased(_)
            | Self::GiftTakenBack(_) => return None,
        };
        Some(fact)
    }

    /// What it says about a visit.
    pub fn visit(&self) -> Option<VisitFact> {
        if let Self::MemberServed(it) = self {
            return Some(VisitFact::Bought {
                member: it.member,
                receipt: it.receipt,
                day: it.day,
            });
        }
        let Self::SaleUndone(it) = self else {
            return None;
        };
        Some(VisitFact::Voided {
            receipt: it.receipt,
            day: it.day,
        })
    }

    /// The sale that it is about; of a refund its own number.
    pub fn receipt(&self) -> Option<Receipt> {
        match self {
            Self::MemberServed(it) => Some(it.receipt),
            Self::SaleNamed { receipt, .. } => Some(*receipt),
            Self::SaleUndone(it) => Some(it.receipt),
            Self::GoodsReturned(it) => Some(it.with),
            Self::StarsSpent(it) => Some(it.receipt),
            Self::MemberContacted(it) => Some(it.receipt),
            Self::GiftOffered(it)
            | Self::GiftGiven(it)
            | Self::GiftPassed(it)
            | Self::GiftHeldOut(it) => Some(it.receipt),
            Self::GiftReleased(it) | Self::GiftTakenBack(it) => Some(it.receipt),
            Self::MemberJoined { .. }
            | Self::MembersMerged { .. }
            | Self::MemberErased { .. }
            | Self::CardOfStaff { .. } => None,
        }
    }

    /// The day that it is counted on; none where no day matters.
    pub fn day(&self) -> Option<Day> {
        match self {
            Self::MemberJoined { day, .. } => Some(*day),
            Self::MemberServed(it) => Some(it.day),
            Self::SaleUndone(it) => Some(it.day),
            Self::GoodsReturned(it) => Some(it.day),
            Self::StarsSpent(it) => Some(it.day),
            Self::MemberContacted(it) => Some(it.day),
            Self::GiftOffered(it)
            | Self::GiftGiven(it)
            | Self::GiftPassed(it)
            | Self::GiftHeldOut(it) => Some(it.day),
            Self::GiftReleased(it) | Self::GiftTakenBack(it) => Some(it.day),
            Self::MembersMerged { .. }
            | Self::MemberErased { .. }
            | Self::SaleNamed { .. }
            | Self::CardOfStaff { .. } => None,
        }
    }
}
