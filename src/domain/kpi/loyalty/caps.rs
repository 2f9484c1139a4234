//! Who has had as much as one may have, now.
//!
//! Why nothing was offered at a sale is kept nowhere, so nothing is said of how often a cap was the reason.

use super::Limits;
use crate::domain::code::Day;
use crate::domain::gift::RuleKey;
use crate::domain::gift::rules::{Cap, Rules};
use crate::domain::member::Member;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands above every rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caps {
    /// Gifts to one member.
    pub gifts: Cap,
    /// How often one member is addressed at all.
    pub contacts: Cap,
    /// What all gifts of a calendar month may cost, in hundredths.
    pub monthly_budget: Option<u32>,
}

/// A gift that a member had, by the number that stands for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Had {
    /// Who.
    pub member: Member,
    /// By which rule.
    pub rule: RuleKey,
    /// When.
    pub day: Day,
}

/// What is known of members and caps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCaps {
    /// Those in force.
    pub caps: Caps,
    /// What members had, for as long as [`Caps::looks_back`] says, in any order.
    pub had: Vec<Had>,
    /// How many were addressed as often as one may be.
    pub addressed: u32,
    /// How many have fewer stars than none.
    pub overspent: u32,
}

/// How many are at a cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtCaps {
    /// Those in force.
    pub caps: Caps,
    /// Members who have had as many gifts as one may have.
    pub had_all: u32,
    /// Members who were addressed as often as one may be.
    pub addressed: u32,
    /// Members who have spent more stars than they had, at counters that could not ask each other.
    pub overspent: u32,
    /// What all gifts cost in the calendar month of the last day, in hundredths.
    pub month_cost: u64,
}

impl Caps {
    /// Those of a file.
    pub fn of(rules: &Rules) -> Self {
        let global = &rules.global;
        Self {
            gifts: global.gifts,
            contacts: global.contacts,
            monthly_budget: global.monthly_budget,
        }
    }

    /// The first day that any cap on gifts looks back to.
    pub fn looks_back(&self, limits: &[Limits], today: Day) -> Day {
        let own = limits.iter().filter_map(|limits| limits.per_customer);
        let all = own.chain([self.gifts]).map(|cap| cap.since(today));
        all.min().unwrap_or(today)
    }
}

impl KnownCaps {
    pub(super) fn at(&self, month_cost: u64, today: Day) -> AtCaps {
        AtCaps {
            caps: self.caps,
            had_all: self.full(None, self.caps.gifts, today),
            addressed: self.addressed,
            overspent: self.overspent,
            month_cost,
        }
    }

    /// How many have had all that one may have, of one rule or of all.
    pub(super) fn full(&self, rule: Option<RuleKey>, cap: Cap, today: Day) -> u32 {
        let days = cap.since(today)..=today;
        let mut counts: BTreeMap<Member, u16> = BTreeMap::new();
        for had in &self.had {
            if days.contains(&had.day) && rule.is_none_or(|rule| rule == had.rule) {
                let count = counts.entry(had.member).or_default();
                *count = count.saturating_add(1);
            }
        }
        let full = counts.values().filter(|count| **count >= cap.max).count();
        u32::try_from(full).unwrap_or(u32::MAX)
    }
}
