//! Cards that are no customer's: the one at the till that is scanned for whoever has none.
//!
//! Such a card has more sales within an hour than anybody makes for themselves. It then collects
//! nothing and gets no gift, until a manager says otherwise.

use super::Member;
use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const HOUR_MS: i64 = 3_600_000;

/// What is older than this is not compared any more.
const LOOKS_BACK_MS: i64 = 2 * HOUR_MS;

/// Which cards are staff's, by how often they are seen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StaffWatch {
    seen: BTreeMap<Member, BTreeSet<(Timestamp, Receipt)>>,
    staff: BTreeSet<Member>,
}

impl StaffWatch {
    /// A member bought something. `per_hour` is how many sales of an hour are still a customer's.
    /// Returns whether this made the card one of staff.
    pub fn seen(&mut self, member: Member, receipt: Receipt, at: Timestamp, per_hour: u16) -> bool {
        let seen = self.seen.entry(member).or_default();
        seen.insert((at, receipt));
        let newest = seen.last().map_or(at.0, |(at, _)| at.0);
        seen.retain(|(at, _)| at.0 > newest.saturating_sub(LOOKS_BACK_MS));
        let times: Vec<i64> = seen.iter().map(|(at, _)| at.0).collect();
        let mut hours = times.windows(usize::from(per_hour) + 1);
        let is_staff = hours.any(|sales| match sales {
            [first, .., last] => last.saturating_sub(*first) < HOUR_MS,
            _ => false,
        });
        is_staff && self.staff.insert(member)
    }

    /// Whether one of a person's numbers is that of staff.
    pub fn is_staff(&self, numbers: &[Member]) -> bool {
        numbers.iter().any(|member| self.staff.contains(member))
    }

    /// A manager says that it is a customer's after all. What was seen so far does not count again.
    pub fn clear(&mut self, member: Member) {
        self.staff.remove(&member);
        self.seen.remove(&member);
    }

    /// Forgets what no hour reaches that is not over yet.
    pub fn forget_before(&mut self, now: Timestamp) {
        let floor = now.0.saturating_sub(LOOKS_BACK_MS);
        self.seen
            .retain(|_, seen| seen.last().is_some_and(|(at, _)| at.0 > floor));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: Member = Member(1);
    const MINUTE: i64 = 60_000;

    /// Sales at these minutes, with at most three an hour.
    fn watch(minutes: &[i64]) -> StaffWatch {
        let mut watch = StaffWatch::default();
        for minute in minutes {
            let receipt = Receipt(minute.unsigned_abs());
            watch.seen(CARD, receipt, Timestamp(minute * MINUTE), 3);
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
        ] {
            assert_eq!(watch(minutes).is_staff(&[CARD]), expected, "{minutes:?}");
        }
    }

    #[test]
    fn it_is_said_once_lasts_and_a_manager_takes_it_back() {
        let mut watch = watch(&[0, 1, 2]);
        let later = |minute: i64| Timestamp(minute * MINUTE);
        assert!(watch.seen(CARD, Receipt(3), later(3), 3), "told once");
        assert!(!watch.seen(CARD, Receipt(4), later(4), 3));
        watch.forget_before(later(1000));
        assert!(watch.is_staff(&[Member(9), CARD]));
        watch.clear(CARD);
        assert!(!watch.is_staff(&[CARD]));
        assert!(!watch.seen(CARD, Receipt(5), later(5), 3));
    }
}
