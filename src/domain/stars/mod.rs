//! Stars that members collect: how they are earned and spent, and why they cannot be.
//!
//! The balance is a sum over facts (`ledger`), each keyed by a receipt, so that a retry, a replay or a
//! second counter never counts twice. What stars buy is said in `gift::rules`.

mod ledger;
mod spend;

pub use ledger::{Ledger, Purpose, StarFact};
pub use spend::{Ask, Link, Refusal};

use serde::{Deserialize, Serialize};

/// How stars are earned, and how many may be spent without the other counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earning {
    /// By what.
    pub by: EarnBy,
    /// The most stars of one sale.
    pub max_per_sale: u32,
    /// How often a day a counter lets stars be spent while it cannot ask the others.
    pub offline_per_day: u16,
}

impl Earning {
    /// Where the file says nothing.
    pub const MAX_PER_SALE: u32 = 100;

    /// Where the file says nothing.
    pub const OFFLINE_PER_DAY: u16 = 10;
}

/// What earns stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarnBy {
    /// A day on which the member bought something.
    Visit {
        /// How many.
        stars: u32,
    },
    /// Each full amount of a sale.
    Amount {
        /// How many.
        stars: u32,
        /// For each of these, in hundredths; at least 1.
        each_minor: u32,
    },
}

impl EarnBy {
    /// The stars of a sale of which so much stands, in hundredths. A visit is one as long as something
    /// of it stands.
    pub fn stars(self, standing_minor: i64) -> u32 {
        let standing = u64::try_from(standing_minor).unwrap_or_default();
        match self {
            Self::Visit { .. } if standing == 0 => 0,
            Self::Visit { stars } => stars,
            Self::Amount { stars, each_minor } => {
                let times = standing / u64::from(each_minor.max(1));
                u32::try_from(times.saturating_mul(u64::from(stars))).unwrap_or(u32::MAX)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_are_for_full_amounts_and_for_visits_that_stand() {
        let amount = EarnBy::Amount {
            stars: 2,
            each_minor: 1000,
        };
        let visit = EarnBy::Visit { stars: 3 };
        for (by, minor, stars) in [
            (amount, 0, 0),
            (amount, 999, 0),
            (amount, 1000, 2),
            (amount, 2999, 4),
            (amount, -5000, 0),
            (amount, i64::MAX, u32::MAX),
            (visit, 1, 3),
            (visit, 0, 0),
            (visit, -100, 0),
        ] {
            assert_eq!(by.stars(minor), stars, "{by:?} {minor}");
        }
    }
}
