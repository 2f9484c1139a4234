//! What was earned and spent, as sums that come to the same in any order and with any repetition.
//!
//! Nothing is refused here: what happened is counted, also where it should not have. Whether stars may
//! be spent is asked before, see `spend`.

use super::EarnBy;
use crate::domain::code::{Day, Seq, Till};
use crate::domain::gift::RuleKey;
use crate::domain::member::Member;
use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something that changes what a member has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StarFact {
    /// A sale earned stars. Where a receipt is told of more than once, the latest counts.
    Earned {
        /// Which sale.
        receipt: Receipt,
        /// Who.
        member: Member,
        /// When.
        at: Timestamp,
        /// On which day.
        day: Day,
        /// By what rule, at that time.
        by: EarnBy,
        /// The most of one sale, at that time.
        max: u32,
        /// What the sale came to, in hundredths.
        total_minor: i64,
    },
    /// Stars were spent. Where the same purpose is told of at two sales, the earlier one is paid, and the
    /// other one is a double.
    Spent {
        /// For what.
        purpose: Purpose,
        /// At which sale.
        receipt: Receipt,
        /// By whom.
        member: Member,
        /// When.
        at: Timestamp,
        /// On which day.
        day: Day,
        /// How many.
        stars: u32,
        /// The counter, where it could not ask the others.
        offline: Option<Till>,
    },
    /// A sale does not stand: what it earned and what was spent at it.
    Voided {
        /// Which.
        receipt: Receipt,
        /// The day on which that was known.
        day: Day,
    },
    /// Goods of a sale came back. What was spent at it stays spent, since the gift stays given.
    Returned {
        /// Of which sale.
        receipt: Receipt,
        /// By which refund.
        with: Receipt,
        /// The money that went back, in hundredths.
        minor: i64,
        /// The day of the refund.
        day: Day,
    },
}

/// What stars are spent for; each is paid once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A gift at a sale.
    Gift(Receipt, RuleKey),
    /// A reward code, which may be shown anywhere.
    Code(Day, Seq),
}

/// What members have.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Ledger {
    earned: BTreeMap<Receipt, Earned>,
    #[serde(with = "crate::domain::as_list")]
    spent: BTreeMap<Purpose, BTreeMap<Receipt, Spend>>,
    voided: BTreeMap<Receipt, Day>,
    returned: BTreeMap<Receipt, BTreeMap<Receipt, (i64, Day)>>,
    /// What cannot change any more.
    settled: BTreeMap<Member, i64>,
    floor: Day,
    /// Where the facts of a member are.
    earned_by: BTreeMap<Member, BTreeSet<Receipt>>,
    spent_by: BTreeMap<Member, BTreeSet<Purpose>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Earned {
    at: Timestamp,
    member: Member,
    day: Day,
    total_minor: i64,
    by: EarnBy,
    max: u32,
}

/// Ordered by time, so that the first one is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Spend {
    at: Timestamp,
    member: Member,
    pub(super) day: Day,
    stars: u32,
    pub(super) offline: Option<Till>,
}

impl Ledger {
    /// Adds what happened; a second time changes nothing. What lies before the settled days does not
    /// count any more.
    pub fn apply(&mut self, fact: &StarFact) {
        if fact.day() < self.floor {
            return;
        }
        match *fact {
            StarFact::Earned {
                receipt,
                member,
                at,
                day,
                by,
                max,
                total_minor,
            } => self.earn(
                receipt,
                Earned {
                    at,
                    member,
                    day,
                    total_minor,
                    by,
                    max,
                },
            ),
            StarFact::Spent {
                purpose,
                receipt,
                member,
                at,
                day,
                stars,
                offline,
            } => {
                let spend = Spend {
                    at,
                    member,
                    day,
                    stars,
                    offline,
                };
                let all = self.spent.entry(purpose).or_default();
                let known = all.entry(receipt).or_insert(spend);
                *known = (*known).min(spend);
                self.spent_by.entry(member).or_default().insert(purpose);
            }
            StarFact::Voided { receipt, day } => {
                let known = self.voided.entry(receipt).or_insert(day);
                *known = (*known).max(day);
            }
            StarFact::Returned {
                receipt,
                with,
                minor,
                day,
            } => {
                let all = self.returned.entry(receipt).or_default();
                let known = all.entry(with).or_insert((minor, day));
                *known = (*known).max((minor, day));
            }
        }
    }

    fn earn(&mut self, receipt: Receipt, earned: Earned) {
        let known = self.earned.entry(receipt).or_insert(earned);
        *known = (*known).max(earned);
        self.earned_by
            .entry(earned.member)
            .or_default()
            .insert(receipt);
    }

    /// What a person has, by all of their numbers. Below zero where two counters that could not ask each
    /// other let the same stars be spent.
    pub fn balance(&self, numbers: &[Member]) -> i64 {
        let settled = numbers.iter().filter_map(|it| self.settled.get(it));
        settled.sum::<i64>() + self.earned(numbers) - self.spent(numbers)
    }

    /// Sales of one day by visit earn once, whichever of them stand.
    fn earned(&self, numbers: &[Member]) -> i64 {
        let mut visits: BTreeMap<Day, u32> = BTreeMap::new();
        let mut amounts = 0_i64;
        for (receipt, earned) in self.sales(numbers) {
            let stars = self.stars(receipt, earned);
            match earned.by {
                EarnBy::Visit { .. } => {
                    let day = visits.entry(earned.day).or_default();
                    *day = (*day).max(stars);
                }
                EarnBy::Amount { .. } => amounts += i64::from(stars),
            }
        }
        amounts + visits.into_values().map(i64::from).sum::<i64>()
    }

    /// The sales of a person of which something stands: when, which, and how much of it, in hundredths.
    pub fn standing_sales(&self, numbers: &[Member]) -> Vec<(Timestamp, Receipt, i64)> {
        let all = self.sales(numbers);
        let all = all.filter(|(receipt, _)| !self.voided.contains_key(receipt));
        let all = all.map(|(receipt, earned)| (earned.at, receipt, self.left_of(receipt, earned)));
        all.filter(|(_, _, left)| *left > 0).collect()
    }

    /// Takes over what is known of another number of the same person.
    pub fn absorb(&mut self, other: Self) {
        self.earned.extend(other.earned);
        for (purpose, all) in other.spent {
            self.spent.entry(purpose).or_default().extend(all);
        }
        self.voided.extend(other.voided);
        for (receipt, all) in other.returned {
            self.returned.entry(receipt).or_default().extend(all);
        }
        self.settled.extend(other.settled);
        self.floor = self.floor.min(other.floor);
        self.earned_by.extend(other.earned_by);
        self.spent_by.extend(other.spent_by);
    }

    fn sales(&self, numbers: &[Member]) -> impl Iterator<Item = (Receipt, &Earned)> {
        let lists = numbers
            .iter()
            .map(|member| (*member, self.earned_by.get(member)));
        lists.flat_map(move |(member, receipts)| {
            let receipts = receipts.into_iter().flatten();
            let known = receipts.filter_map(|it| Some((*it, self.earned.get(it)?)));
            known.filter(move |(_, earned)| earned.member == member)
        })
    }

    /// What a sale earns that stands, or as far as it does.
    fn stars(&self, receipt: Receipt, earned: &Earned) -> u32 {
        if self.voided.contains_key(&receipt) {
            return 0;
        }
        let standing = self.left_of(receipt, earned);
        earned.by.stars(standing).min(earned.max)
    }

    /// What a sale came to, without what came back.
    fn left_of(&self, receipt: Receipt, earned: &Earned) -> i64 {
        let back = self.returned.get(&receipt).into_iter().flatten();
        let back = back.filter(|(with, _)| !self.voided.contains_key(with));
        let back = back.fold(0_i64, |sum, (_, (minor, _))| {
            sum.saturating_add(minor.abs())
        });
        earned.total_minor.saturating_sub(back)
    }

    fn spent(&self, numbers: &[Member]) -> i64 {
        let purposes: BTreeSet<&Purpose> = numbers
            .iter()
            .filter_map(|member| self.spent_by.get(member))
            .flatten()
            .collect();
        let paid = purposes.into_iter().filter_map(|it| self.paid(*it));
        let own = paid.filter(|(_, spend)| numbers.contains(&spend.member));
        own.map(|(_, spend)| i64::from(spend.stars)).sum()
    }

    /// Where a purpose was paid: at the earliest sale that stands.
    pub(super) fn paid(&self, purpose: Purpose) -> Option<(Receipt, Spend)> {
        let all = self.standing(purpose);
        all.min_by_key(|(receipt, spend)| (*spend, *receipt))
    }

    fn standing(&self, purpose: Purpose) -> impl Iterator<Item = (Receipt, Spend)> {
        let all = self.spent.get(&purpose).into_iter().flatten();
        let all = all.filter(|(receipt, _)| !self.voided.contains_key(receipt));
        all.map(|(receipt, spend)| (*receipt, *spend))
    }

    /// Where the same purpose was paid a second time and more, since the counters could not ask each
    /// other; to be looked at, and nobody's fault.
    pub fn doubles(&self) -> Vec<(Purpose, Receipt)> {
        let each = self.spent.keys().flat_map(|purpose| {
            let paid = self.paid(*purpose).map(|(receipt, _)| receipt);
            let all = self.standing(*purpose).map(|(receipt, _)| receipt);
            all.filter(move |it| Some(*it) != paid)
                .map(move |it| (*purpose, it))
        });
        each.collect()
    }

    /// How often stars were spent at a counter on a day without asking the others.
    pub fn offline_spends(&self, counter: Till, day: Day) -> usize {
        let all = self.spent.keys().flat_map(|it| self.standing(*it));
        all.filter(|(_, spend)| spend.offline == Some(counter) && spend.day == day)
            .count()
    }

    /// Settles everything before a day, so that no receipt is remembered for longer than it can come
    /// again. Of two numbers that are joined only later, both keep what they earned on the same
    /// settled day.
    pub fn settle_before(&mut self, day: Day) {
        self.floor = self.floor.max(day);
        let members: BTreeSet<Member> = self
            .earned_by
            .keys()
            .chain(self.spent_by.keys())
            .copied()
            .collect();
        let before: Vec<_> = members
            .iter()
            .map(|it| (*it, self.balance(&[*it])))
            .collect();
        self.drop_before_floor();
        for (member, balance) in before {
            let moved = balance - self.balance(&[member]);
            *self.settled.entry(member).or_default() += moved;
        }
        self.settled.retain(|_, stars| *stars != 0);
    }

    fn drop_before_floor(&mut self) {
        let floor = self.floor;
        self.earned.retain(|_, it| it.day >= floor);
        // A purpose goes as a whole, so that a double never becomes the one that is paid.
        self.spent
            .retain(|_, all| all.values().any(|it| it.day >= floor));
        let (earned, spent) = (&self.earned, &self.spent);
        for receipts in self.earned_by.values_mut() {
            receipts.retain(|it| earned.contains_key(it));
        }
        for purposes in self.spent_by.values_mut() {
            purposes.retain(|it| spent.contains_key(it));
        }
        self.earned_by.retain(|_, it| !it.is_empty());
        self.spent_by.retain(|_, it| !it.is_empty());
        let is_used = |receipt: &Receipt, day: Day| {
            day >= floor
                || earned.contains_key(receipt)
                || spent.values().any(|all| all.contains_key(receipt))
        };
        self.voided.retain(|receipt, day| is_used(receipt, *day));
        self.returned.retain(|receipt, all| {
            earned.contains_key(receipt) || all.values().any(|it| it.1 >= floor)
        });
    }
}

impl StarFact {
    fn day(&self) -> Day {
        match *self {
            Self::Earned { day, .. }
            | Self::Spent { day, .. }
            | Self::Voided { day, .. }
            | Self::Returned { day, .. } => day,
        }
    }
}
