//! What is known about one gift at one sale, however often and in which order it was told.

use crate::domain::code::Day;
use crate::domain::gift::RuleKey;
use crate::domain::member::Member;
use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::RESERVED_MS;
use super::sums::Sum;

/// Something that happened to a gift or with a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GiftFact {
    /// The cashier was told to offer it; it is kept for a quarter of an hour.
    Offered(Handling),
    /// It was handed over.
    Given(Handling),
    /// The customer, or the cashier for them, passed. Of given and passed the later one counts.
    Passed(Handling),
    /// It would have been offered, to somebody in the group without.
    HeldOut(Handling),
    /// It is not kept any more.
    Released {
        /// At which sale.
        receipt: Receipt,
        /// By which rule.
        rule: RuleKey,
        /// On which day.
        day: Day,
    },
    /// The sale does not stand: nothing was offered or given at it. (A refund changes nothing: what was
    /// handed over has been eaten.)
    Voided {
        /// Which.
        receipt: Receipt,
        /// The day on which that was known.
        day: Day,
    },
    /// The gift itself came back whole, and lies with the others again. The member has had it all the
    /// same, or giving back would be a way to get more.
    TakenBack {
        /// At which sale it was given.
        receipt: Receipt,
        /// By which rule.
        rule: RuleKey,
        /// On which day.
        day: Day,
    },
    /// A member was addressed about something else.
    Contacted {
        /// What about.
        contact: Contact,
        /// At which sale.
        receipt: Receipt,
        /// Who.
        member: Member,
        /// On which day.
        day: Day,
    },
}

/// What a member may be addressed about besides a gift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// A greeting with more than the usual words.
    Greeting,
    /// Somebody asked for an answer to the survey.
    SurveyAsk,
    /// Somebody came back to a case.
    FollowUp,
}

/// Which gift, at which sale, to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Handling {
    /// When.
    pub at: Timestamp,
    /// On which day.
    pub day: Day,
    /// At which sale.
    pub receipt: Receipt,
    /// By which rule.
    pub rule: RuleKey,
    /// To whom, if somebody is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Member>,
    /// What it costs, in hundredths.
    pub cost: u32,
    /// A reward code was given in its place, so that nothing left the shelf.
    pub as_code: bool,
}

impl GiftFact {
    pub(super) fn day(&self) -> Day {
        match *self {
            Self::Offered(it) | Self::Given(it) | Self::Passed(it) | Self::HeldOut(it) => it.day,
            Self::Released { day, .. }
            | Self::Voided { day, .. }
            | Self::TakenBack { day, .. }
            | Self::Contacted { day, .. } => day,
        }
    }
}

/// The latest of each that was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Entry {
    #[serde(skip_serializing_if = "Option::is_none")]
    offered: Option<Handling>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<Handling>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passed: Option<Handling>,
    #[serde(skip_serializing_if = "Option::is_none")]
    held_out: Option<Handling>,
    #[serde(skip_serializing_if = "Option::is_none")]
    released: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    taken_back: Option<Day>,
}

/// What an entry comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Effect {
    pub(super) what: What,
    pub(super) handling: Handling,
}

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum What {
    /// Offered, and nobody has answered.
    Open,
    Given,
    /// Given, and it came back.
    Returned,
    Passed,
    HeldOut,
}

impl Entry {
    pub(super) fn add(&mut self, fact: &GiftFact) {
        match *fact {
            GiftFact::Offered(it) => self.offered = self.offered.max(Some(it)),
            GiftFact::Given(it) => self.given = self.given.max(Some(it)),
            GiftFact::Passed(it) => self.passed = self.passed.max(Some(it)),
            GiftFact::HeldOut(it) => self.held_out = self.held_out.max(Some(it)),
            GiftFact::Released { day, .. } => self.released = self.released.max(Some(day)),
            GiftFact::TakenBack { day, .. } => self.taken_back = self.taken_back.max(Some(day)),
            GiftFact::Voided { .. } | GiftFact::Contacted { .. } => {}
        }
    }

    /// Nothing where the sale does not stand, or nothing came of the offer.
    pub(super) fn effect(&self, is_void: bool) -> Option<Effect> {
        if is_void {
            return None;
        }
        let is_last = |it: &Handling| self.passed.is_none_or(|passed| it.at >= passed.at);
        if let Some(handling) = self.given.filter(is_last) {
            let what = match self.taken_back {
                Some(_) => What::Returned,
                None => What::Given,
            };
            return Some(Effect { what, handling });
        }
        let open = self.offered.filter(|_| self.released.is_none());
        let found = [
            (What::Passed, self.passed),
            (What::Open, open),
            (What::HeldOut, self.held_out),
        ];
        let found = found.into_iter().find_map(|(what, it)| Some((what, it?)));
        found.map(|(what, handling)| Effect { what, handling })
    }

    /// Whether all of it happened before a day.
    pub(super) fn is_before(&self, day: Day) -> bool {
        let handled = [self.offered, self.given, self.passed, self.held_out];
        let days = handled.into_iter().flatten().map(|it| it.day);
        let other = [self.released, self.taken_back].into_iter().flatten();
        days.chain(other).all(|it| it < day)
    }
}

impl Effect {
    pub(super) fn is_open(&self) -> bool {
        self.what == What::Open
    }

    pub(super) fn is_given(&self) -> bool {
        matches!(self.what, What::Given | What::Returned)
    }

    pub(super) fn is_passed(&self) -> bool {
        self.what == What::Passed
    }

    /// Until when an offer is kept.
    pub(super) fn until(&self) -> Timestamp {
        Timestamp(self.handling.at.0.saturating_add(RESERVED_MS))
    }

    /// What it takes from stock and budget.
    pub(super) fn sum(&self) -> Option<Sum> {
        (self.what == What::Given).then(|| Sum::one(&self.handling))
    }
}
