//! Cards that are no customer's: the one at the till that is scanned for whoever has none.
//!
//! Such a card has more sales within an hour than anybody makes for themselves. It then collects
//! nothing and gets no gift, until a manager says otherwise.

use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

const HOUR_MS: i64 = 3_600_000;

/// What is older than this is not compared any more.
const LOOKS_BACK_MS: i64 = 2 * HOUR_MS;

/// Whether a member's cards are staff's, and how often they were seen lately.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StaffWatch {
    seen: BTreeSet<(Timestamp, Receipt)>,
    is_staff: bool,
}

impl StaffWatch {
    /// The member bought something.
    pub fn bought(&mut self, receipt: Receipt, at: Timestamp) {
        self.seen.insert((at, receipt));
        let newest = self.seen.last().map_or(at.0, |(at, _)| at.0);
        let floor = newest.saturating_sub(LOOKS_BACK_MS);
        self.seen.retain(|(at, _)| at.0 > floor);
    }

    /// Whether there were more sales within an hour than `per_hour`, which are still a customer's.
    pub fn is_too_often(&self, per_hour: u16) -> bool {
        let times: Vec<i64> = self.seen.iter().map(|(at, _)| at.0).collect();
        let mut hours = times.windows(usize::from(per_hour) + 1);
        hours.any(|sales| match sales {
            [first, .., last] => last.saturating_sub(*first) < HOUR_MS,
            _ => false,
        })
    }

    /// Whether the cards are staff's.
    pub fn is_staff(&self) -> bool {
        self.is_staff
    }

    /// Somebody, or what was seen, says so. What was seen until then does not count again.
    pub fn say(&mut self, is_staff: bool) {
        self.is_staff = is_staff;
        self.seen.clear();
    }

    /// Takes over what is known of another number of the same person.
    pub fn absorb(&mut self, other: Self) {
        self.seen.extend(other.seen);
        self.is_staff |= other.is_staff;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn watch(minutes: &[i64]) -> StaffWatch {
        let mut watch = StaffWatch::default();
        for minute in minutes {
            let receipt = Receipt(minute.unsigned_abs());
            watch.bought(receipt, Timestamp(minute * MINUTE));
        }
        watch
    }

    #[test]
    fn more_sales_within_an_hour_than_set_are_staffs() {
        for (minutes, expected) in [
            (&[0, 10, 20][..], false),
            (&[0, 10, 20, 59], true),
            (&[0, 10, 20, 60], false),
            (&[59, 20, 0, 10], true),
            (&[0, 10, 20, 20, 10, 0], false),
            (&[0, 30, 61, 90, 121, 150], false),
            (&[0, 30, 61, 62, 89], true),
            (&[], false),
        ] {
            assert_eq!(watch(minutes).is_too_often(3), expected, "{minutes:?}");
        }
    }

    #[test]
    fn it_lasts_until_a_manager_takes_it_back_and_two_numbers_count_together() {
        let mut one = watch(&[0, 1]);
        one.absorb(watch(&[2, 3]));
        assert!(one.is_too_often(3) && !one.is_staff());
        one.say(true);
        assert!(one.is_staff() && !one.is_too_often(3));
        one.say(false);
        one.bought(Receipt(5), Timestamp(5 * MINUTE));
        assert!(!one.is_staff() && !one.is_too_often(3));
        let mut other = watch(&[]);
        other.say(true);
        one.absorb(other);
        assert!(one.is_staff());
    }
}
