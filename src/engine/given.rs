//! What a counter remembers of gifts and of sales that may still change: a fold over events. Members
//! are not in here: what they have is looked up when they come.

use crate::domain::code::Day;
use crate::domain::event::Loyalty;
use crate::domain::gift::book::{Book, GiftFact, Handling};
use crate::domain::member::{Member, SteadyDay};
use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Stock and budgets, and the names of sales.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Given {
    book: Book,
    /// Sales of members or with a gift that the till software has named, newest first.
    named: VecDeque<NamedSale>,
    /// On which day stars were spent last without asking the other counters, and how often.
    offline: (Day, u16),
    /// The highest number that a sale had.
    last: Receipt,
    days: SteadyDay,
}

/// A sale that the till software has a name for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedSale {
    /// The fingerprint of the name.
    pub sale: u64,
    /// Its number here.
    pub receipt: Receipt,
    /// Whose it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Member>,
}

/// A busy counter's sales of members in some weeks: what comes back later is asked for by card.
const KEPT_NAMES: usize = 4096;

impl Given {
    /// What was offered and given, without whom.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The sale with this name of the till software's.
    pub fn named(&self, sale: u64) -> Option<NamedSale> {
        self.named.iter().find(|known| known.sale == sale).copied()
    }

    /// How often stars were spent on a day without asking the other counters.
    pub fn offline_spends(&self, day: Day) -> u16 {
        let (known, count) = self.offline;
        if known == day { count } else { 0 }
    }

    /// The next number for a sale that begins at this time: no sale had it before.
    pub fn next_number(&self, at: Timestamp) -> u64 {
        let by_time = u64::try_from(at.0).unwrap_or_default();
        by_time.max(self.last.number() + 1)
    }

    /// Takes in the next event.
    pub(super) fn apply(&mut self, at: Timestamp, loyalty: &Loyalty) {
        if let Some(receipt) = loyalty.receipt() {
            self.last = self.last.max(receipt);
        }
        if let Some(fact) = loyalty.gift(at).and_then(nobodys) {
            self.book.apply(&fact);
            if let Some(today) = loyalty.day().and_then(|day| self.days.passed(day)) {
                self.book.settle(today);
            }
        }
        if let Loyalty::SaleNamed {
            receipt,
            sale,
            member,
        } = *loyalty
        {
            self.named.truncate(KEPT_NAMES - 1);
            self.named.push_front(NamedSale {
                sale,
                receipt,
                member,
            });
        }
        if let Loyalty::StarsSpent(spent) = loyalty
            && spent.offline.is_some()
        {
            let count = self.offline_spends(spent.day).saturating_add(1);
            self.offline = (spent.day, count);
        }
    }
}

/// The same about nobody in particular; nothing where it is about somebody alone.
fn nobodys(fact: GiftFact) -> Option<GiftFact> {
    let without = |it: Handling| Handling { member: None, ..it };
    Some(match fact {
        GiftFact::Offered(it) => GiftFact::Offered(without(it)),
        GiftFact::Given(it) => GiftFact::Given(without(it)),
        GiftFact::Passed(it) => GiftFact::Passed(without(it)),
        GiftFact::HeldOut(it) => GiftFact::HeldOut(without(it)),
        GiftFact::Contacted { .. } => return None,
        other @ (GiftFact::Released { .. }
        | GiftFact::Voided { .. }
        | GiftFact::TakenBack { .. }) => other,
    })
}
