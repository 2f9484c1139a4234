//! On how many days a member came: a day with three receipts is one visit.
//!
//! Sums over facts that carry a receipt, in any order; a sale that does not stand makes no visit.

use super::Member;
use crate::domain::code::Day;
use crate::domain::receipt::Receipt;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something that is counted here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitFact {
    /// A member bought something.
    Bought {
        /// Who.
        member: Member,
        /// With which sale.
        receipt: Receipt,
        /// On which day.
        day: Day,
    },
    /// A sale does not stand.
    Voided {
        /// Which.
        receipt: Receipt,
        /// The day on which that was known.
        day: Day,
    },
}

/// The days of every member.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Visits {
    /// Days that cannot change any more.
    settled: BTreeMap<Member, BTreeSet<Day>>,
    recent: BTreeMap<Member, BTreeSet<(Day, Receipt)>>,
    voided: BTreeMap<Receipt, Day>,
    floor: Day,
}

impl Visits {
    /// Adds what happened; a second time changes nothing. What lies before the settled days does not
    /// count any more.
    pub fn apply(&mut self, fact: &VisitFact) {
        match *fact {
            VisitFact::Bought { day, .. } | VisitFact::Voided { day, .. } if day < self.floor => {}
            VisitFact::Bought {
                member,
                receipt,
                day,
            } => {
                self.recent
                    .entry(member)
                    .or_default()
                    .insert((day, receipt));
            }
            VisitFact::Voided { receipt, day } => {
                let known = self.voided.entry(receipt).or_insert(day);
                *known = (*known).max(day);
            }
        }
    }

    /// Settles everything before a day, so that no receipt is remembered for longer than it can come
    /// again; and forgets members who have not come since `oldest`.
    pub fn settle_before(&mut self, day: Day, oldest: Day) {
        self.floor = self.floor.max(day);
        for (member, seen) in &mut self.recent {
            let kept = seen.split_off(&(self.floor, Receipt(0)));
            for (day, receipt) in std::mem::replace(seen, kept) {
                if !self.voided.contains_key(&receipt) {
                    self.settled.entry(*member).or_default().insert(day);
                }
            }
        }
        self.voided.retain(|_, day| *day >= self.floor);
        self.recent.retain(|_, seen| !seen.is_empty());
        let recent = &self.recent;
        self.settled.retain(|member, days| {
            recent.contains_key(member) || days.last().is_some_and(|day| *day >= oldest)
        });
    }

    /// Takes over what is known of another number of the same person.
    pub fn absorb(&mut self, other: Self) {
        self.settled.extend(other.settled);
        self.recent.extend(other.recent);
        self.voided.extend(other.voided);
        self.floor = self.floor.min(other.floor);
    }

    /// The days on which a person came, by all of their numbers, in their order.
    pub fn days(&self, numbers: &[Member]) -> Vec<Day> {
        let mut all = BTreeSet::new();
        for member in numbers {
            all.extend(self.settled.get(member).into_iter().flatten());
            let recent = self.recent.get(member).into_iter().flatten();
            let stands = recent.filter(|(_, receipt)| !self.voided.contains_key(receipt));
            all.extend(stands.map(|(day, _)| *day));
        }
        all.into_iter().collect()
    }
}

/// How long a member was away before today, in their own usual gaps: the days since the visit before,
/// by the mean of the shop's median gap and all own gaps before, each counted once. `days` are those of
/// [`Visits::days`] before today; `None` with less than three of them.
pub fn overdue_ratio(days: &[Day], today: Day, shop_median_days: f64) -> Option<f64> {
    let [first, .., last] = days else {
        return None;
    };
    let repeats = u32::try_from(days.len().saturating_sub(1)).ok()?;
    let since = f64::from(today.0.checked_sub(last.0)?);
    let gaps = f64::from(last.0.saturating_sub(first.0));
    let usual = (shop_median_days + gaps) / f64::from(1 + repeats);
    (repeats >= 2 && usual > 0.0).then(|| since / usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bought(member: u64, receipt: u64, day: u16) -> VisitFact {
        VisitFact::Bought {
            member: Member(member),
            receipt: Receipt(receipt),
            day: Day(day),
        }
    }

    fn visits(facts: &[VisitFact]) -> Visits {
        let mut visits = Visits::default();
        for fact in facts {
            visits.apply(fact);
        }
        visits
    }

    const VOID_2: VisitFact = VisitFact::Voided {
        receipt: Receipt(2),
        day: Day(12),
    };

    #[test]
    fn a_visit_is_a_day_and_both_numbers_of_a_person_count_once() {
        let found = visits(&[
            bought(1, 1, 10),
            bought(1, 2, 10),
            bought(1, 3, 11),
            bought(4, 4, 11),
            bought(4, 5, 12),
        ]);
        assert_eq!(found.days(&[Member(1)]), [Day(10), Day(11)]);
        assert_eq!(found.days(&[Member(1), Member(4)]).len(), 3);
        assert_eq!(found.days(&[Member(9)]), []);
    }

    #[test]
    fn a_void_takes_the_visit_back_unless_another_receipt_stands() {
        let found = visits(&[VOID_2, bought(1, 2, 10), bought(1, 3, 11)]);
        assert_eq!(found.days(&[Member(1)]), [Day(11)]);
        let found = visits(&[bought(1, 1, 10), bought(1, 2, 10), VOID_2]);
        assert_eq!(found.days(&[Member(1)]), [Day(10)]);
    }

    #[test]
    fn settled_days_stay_and_who_is_gone_for_long_is_forgotten() {
        let mut found = visits(&[bought(1, 1, 10), bought(1, 2, 12), VOID_2, bought(4, 3, 50)]);
        found.settle_before(Day(40), Day(0));
        assert_eq!(found.days(&[Member(1)]), [Day(10)]);
        found.apply(&bought(1, 1, 10));
        found.apply(&bought(1, 9, 39));
        assert_eq!(found.days(&[Member(1)]), [Day(10)], "too late");
        assert_eq!(found.voided.len(), 0);
        found.settle_before(Day(41), Day(11));
        assert_eq!(found.days(&[Member(1)]), []);
        assert_eq!(found.days(&[Member(4)]), [Day(50)]);
    }

    #[test]
    fn overdue_is_measured_in_own_gaps() {
        let days = |list: &[u16]| list.iter().map(|day| Day(*day)).collect::<Vec<_>>();
        // Gaps of 6 days, the shop's too: 15 days away are 2.5 of them.
        let ratio = overdue_ratio(&days(&[0, 6, 12]), Day(27), 6.0).unwrap();
        assert!((ratio - 2.5).abs() < 1e-12, "{ratio}");
        assert_eq!(overdue_ratio(&days(&[0, 6]), Day(27), 6.0), None);
        assert_eq!(overdue_ratio(&[], Day(27), 6.0), None);
        assert_eq!(overdue_ratio(&days(&[0, 6, 12]), Day(3), 6.0), None);
    }
}
