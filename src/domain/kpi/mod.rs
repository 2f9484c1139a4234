//! Figures for managers that are more than sums: what may be said of them, and what had better not.
//!
//! Knows no customer and no reason; on small numbers it gives counts and no rates. `line` has the
//! line over days and weeks, `loyalty` members and gifts, `staffing` how many counters that takes, [`period`] how far they look back.

pub mod answers;
pub mod line;
pub mod loyalty;
pub mod period;
pub mod staffing;

mod closing;

pub use closing::Closing;

use super::tally::{Measure, Tally};
use serde::{Deserialize, Serialize};

/// Below so many payments there is neither a share nor a mean: one person more or less would move a
/// share by more than five in a hundred, and somebody might be recognised.
pub const RATES_FROM: u32 = 20;

/// How payments that did not go through at once ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PaymentNotes {
    /// How many there were.
    pub notes: u32,
    /// How those ended that were paid after all.
    pub settled: SettledBy,
    /// Put off, with the basket kept.
    pub held: u32,
    /// Came to nothing.
    pub lost: u32,
    /// How many in a hundred were paid; absent below [`RATES_FROM`] payments.
    pub settled_percent: Option<u8>,
    /// How long it took until they were paid, on average, in seconds; absent where fewer than
    /// [`RATES_FROM`] were.
    pub mean_seconds: Option<u32>,
}

/// What was done at last about payments that were paid after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SettledBy {
    /// The card went into the slot.
    pub chip: u32,
    /// The same card was tried once more.
    pub again: u32,
    /// Another card.
    pub other_card: u32,
    /// A phone or a watch.
    pub phone: u32,
    /// Notes and coins.
    pub cash: u32,
    /// The terminal's slip said that it was paid already.
    pub paid_before: u32,
    /// Nobody said.
    pub unsaid: u32,
}

impl SettledBy {
    /// All of them together.
    pub fn sum(&self) -> u32 {
        let Self {
            chip,
            again,
            other_card,
            phone,
            cash,
            paid_before,
            unsaid,
        } = *self;
        [chip, again, other_card, phone, cash, paid_before, unsaid]
            .into_iter()
            .fold(0, u32::saturating_add)
    }
}

impl PaymentNotes {
    /// What these sums say.
    pub fn of(tally: &Tally) -> Self {
        let count = |measure| u32::try_from(tally.get(measure)).unwrap_or_default();
        let known = SettledBy {
            chip: count(Measure::SettledChip),
            again: count(Measure::SettledAgain),
            other_card: count(Measure::SettledOtherCard),
            phone: count(Measure::SettledPhone),
            cash: count(Measure::SettledCash),
            paid_before: count(Measure::SettledBefore),
            unsaid: 0,
        };
        let sum = count(Measure::Settled);
        let settled = SettledBy {
            unsaid: sum.saturating_sub(known.sum()),
            ..known
        };
        let notes = count(Measure::Troubled);
        let percent = rate(sum.saturating_mul(100), notes, notes);
        let mean = rate(count_ms(tally), sum, sum);
        Self {
            notes,
            settled,
            held: count(Measure::Held),
            lost: count(Measure::Lost),
            // One may be settled in the hour after the one in which it began.
            settled_percent: percent.map(|percent| u8::try_from(percent.min(100)).unwrap_or(100)),
            mean_seconds: mean,
        }
    }
}

fn count_ms(tally: &Tally) -> u32 {
    u32::try_from(tally.get(Measure::SettledMs) / 1000).unwrap_or(u32::MAX)
}

/// A quotient, rounded, where there are enough cases to speak of one.
fn rate(sum: u32, by: u32, cases: u32) -> Option<u32> {
    let half = by / 2;
    (cases >= RATES_FROM).then(|| sum.saturating_add(half) / by.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decline::Step;
    use crate::domain::event::Event;

    fn tally(settled: &[(Option<Step>, u32)], troubled: u32) -> Tally {
        let mut tally = Tally::default();
        for (by, after_ms) in settled {
            let (by, after_ms) = (*by, *after_ms);
            tally.count(&Event::PaymentSettled { after_ms, by });
        }
        for _ in 0..troubled {
            tally.count(&Event::PaymentTroubled);
        }
        tally
    }

    #[test]
    fn small_numbers_give_counts_and_no_rates() {
        let settled = [(Some(Step::Chip), 10_000); 19];
        let notes = PaymentNotes::of(&tally(&settled, 19));
        assert_eq!((notes.notes, notes.settled.chip), (19, 19));
        assert_eq!((notes.settled_percent, notes.mean_seconds), (None, None));
        let notes = PaymentNotes::of(&tally(&settled, 20));
        assert_eq!(
            (notes.settled_percent, notes.mean_seconds),
            (Some(95), None)
        );
    }

    #[test]
    fn every_way_has_a_place_and_what_nobody_said_too() {
        let ways = [
            Some(Step::Chip),
            Some(Step::Again),
            Some(Step::OtherCard),
            Some(Step::Phone),
            Some(Step::Cash),
            Some(Step::Paid),
            Some(Step::NotPaid),
            None,
        ];
        let settled: Vec<_> = ways
            .iter()
            .cycle()
            .take(24)
            .map(|by| (*by, 30_499))
            .collect();
        let mut tally = tally(&settled, 40);
        tally.count(&Event::PaymentLost { after_ms: 1 });
        let notes = PaymentNotes::of(&tally);
        let expected = SettledBy {
            chip: 3,
            again: 3,
            other_card: 3,
            phone: 3,
            cash: 3,
            paid_before: 3,
            unsaid: 6,
        };
        assert_eq!(notes.settled, expected);
        assert_eq!((notes.lost, notes.held), (1, 0));
        assert_eq!(
            (notes.settled_percent, notes.mean_seconds),
            (Some(60), Some(30))
        );
    }
}
