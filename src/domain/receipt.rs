//! The number by which everything that belongs to one sale is known.
//!
//! Gifts, stars and visits are sums over facts that carry it, so that a fact which comes twice counts
//! once. It says nothing about the receipt's paper, and no customer ever sees it.

use super::event::Series;
use serde::{Deserialize, Serialize};

/// A sale, a refund or a void, for ever and in the whole chain; an opaque number.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Receipt(pub u64);

impl Receipt {
    /// How many bits the number within a counter has.
    const NUMBER_BITS: u32 = 55;

    const NUMBER: u64 = (1 << Self::NUMBER_BITS) - 1;

    /// The sale with this number at a counter: store in the highest 5 bits, till in the next 4, the
    /// number in the other 55 (what is beyond them is cut off). The counter never gives a number to
    /// two sales; the time in milliseconds at which a sale began is one that outlives restarts.
    pub fn new(series: Series, number: u64) -> Self {
        let store = u64::from(series.store.get()) << (Self::NUMBER_BITS + 4);
        let till = u64::from(series.counter.get()) << Self::NUMBER_BITS;
        Self(store | till | (number & Self::NUMBER))
    }

    /// The number within its counter.
    pub fn number(self) -> u64 {
        self.0 & Self::NUMBER
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::{Slot, Till};

    #[test]
    fn counters_never_share_a_number() {
        let series = |store, till| Series {
            store: Slot::new(store).unwrap(),
            counter: Till::new(till).unwrap(),
        };
        assert_eq!(Receipt::new(series(0, 0), 7), Receipt(7));
        assert_eq!(Receipt::new(series(31, 15), u64::MAX), Receipt(u64::MAX));
        assert_eq!(Receipt::new(series(31, 15), 7).number(), 7);
        let all: std::collections::BTreeSet<Receipt> = (0..32)
            .flat_map(|store| (0..16).map(move |till| Receipt::new(series(store, till), 1 << 54)))
            .collect();
        assert_eq!(all.len(), 32 * 16);
    }
}
