//! Counts and costs, by day, by month and in all.

use super::entry::Handling;
use crate::domain::code::{Day, Month};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// So many gifts, at such a cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sum {
    /// How many left the shelf.
    pub gifts: u32,
    /// How many were given as reward codes.
    pub codes: u32,
    /// What all of them cost, in hundredths.
    pub cost: u64,
}

/// What was given and what is kept for open offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Left {
    /// Given today.
    pub today: Sum,
    /// Given in this calendar month, today included.
    pub month: Sum,
    /// Given ever.
    pub total: Sum,
    /// Kept for open offers, which are of today.
    pub reserved: Sum,
}

/// Whether something is added or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    More,
    Less,
}

/// What one rule gave.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RuleSums {
    days: BTreeMap<Day, Sum>,
    months: BTreeMap<Month, Sum>,
    total: Sum,
}

impl Sum {
    pub(super) fn one(handling: &Handling) -> Self {
        Self {
            gifts: u32::from(!handling.as_code),
            codes: u32::from(handling.as_code),
            cost: u64::from(handling.cost),
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.signed(other, Sign::More)
    }

    fn signed(self, other: Self, sign: Sign) -> Self {
        let count = |one: u32, other: u32| {
            let sum = sign.of(u64::from(one), u64::from(other));
            u32::try_from(sum).unwrap_or(u32::MAX)
        };
        Self {
            gifts: count(self.gifts, other.gifts),
            codes: count(self.codes, other.codes),
            cost: sign.of(self.cost, other.cost),
        }
    }
}

impl Left {
    pub(super) fn keep(&mut self, handling: Handling) {
        self.reserved = self.reserved.plus(Sum::one(&handling));
    }

    /// Given today or kept.
    pub fn used_today(&self) -> Sum {
        self.today.plus(self.reserved)
    }

    /// Given this month or kept.
    pub fn used_month(&self) -> Sum {
        self.month.plus(self.reserved)
    }

    /// Given ever or kept.
    pub fn used_total(&self) -> Sum {
        self.total.plus(self.reserved)
    }
}

impl Sign {
    /// Never below zero: only what was added is taken away.
    pub(super) fn of(self, one: u64, other: u64) -> u64 {
        match self {
            Self::More => one.saturating_add(other),
            Self::Less => one.saturating_sub(other),
        }
    }
}

impl RuleSums {
    pub(super) fn add(&mut self, day: Day, month: Month, sum: Sum, sign: Sign) {
        let of_day = self.days.entry(day).or_default();
        *of_day = of_day.signed(sum, sign);
        let of_month = self.months.entry(month).or_default();
        *of_month = of_month.signed(sum, sign);
        self.total = self.total.signed(sum, sign);
        self.days.retain(|_, sum| *sum != Sum::default());
        self.months.retain(|_, sum| *sum != Sum::default());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.total == Sum::default() && self.days.is_empty() && self.months.is_empty()
    }

    pub(super) fn day(&self, day: Day) -> Sum {
        self.days.get(&day).copied().unwrap_or_default()
    }

    pub(super) fn month(&self, month: Month) -> Sum {
        self.months.get(&month).copied().unwrap_or_default()
    }

    pub(super) fn total(&self) -> Sum {
        self.total
    }

    pub(super) fn forget_before(&mut self, day: Day) {
        self.days.retain(|known, _| *known >= day);
        self.months.retain(|known, _| *known >= day.month());
    }
}
