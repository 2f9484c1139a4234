//! Whether stars may be spent, and what to tell the customer where they may not.

use super::{Earning, Ledger, Purpose};
use crate::domain::code::{Day, Till};
use crate::domain::member::Member;
use crate::domain::receipt::Receipt;
use serde::{Deserialize, Serialize};

/// Somebody wants to spend stars.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// All numbers of the person.
    pub numbers: &'a [Member],
    /// For what.
    pub purpose: Purpose,
    /// At which sale.
    pub receipt: Receipt,
    /// How many.
    pub stars: u32,
    /// Today.
    pub day: Day,
    /// Whether the other counters know about it.
    pub link: Link,
    /// The card is one of staff.
    pub is_staff: bool,
}

/// Whether the other counters of a store can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// They can, or there are none.
    Online,
    /// This counter is by itself.
    Offline(Till),
}

/// Why stars cannot be spent.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The card is one of staff.
    #[error("this card belongs to the shop and collects no stars")]
    Staff,
    /// There are not enough.
    #[error("{have} stars are there and {need} are needed")]
    TooFew {
        /// How many there are.
        have: u32,
        /// How many it takes.
        need: u32,
    },
    /// This was paid already, at another sale.
    #[error("this was taken already")]
    Taken,
    /// The other counters cannot be asked, and enough was given without asking today.
    #[error(
        "the other counters cannot be asked, and {cap} times a day is as often as it goes without"
    )]
    OfflineFull {
        /// How often a day it goes without.
        cap: u16,
    },
}

impl Ledger {
    /// Whether this may be spent now. Asking again for what was spent at the same sale is allowed, and
    /// counts once.
    pub fn may_spend(&self, ask: &Ask<'_>, earning: &Earning) -> Result<(), Refusal> {
        if ask.is_staff {
            return Err(Refusal::Staff);
        }
        match self.paid(ask.purpose) {
            Some((receipt, _)) if receipt == ask.receipt => return Ok(()),
            Some(_) => return Err(Refusal::Taken),
            None => {}
        }
        let have = self.balance(ask.numbers);
        if have < i64::from(ask.stars) {
            let have = u32::try_from(have.max(0)).unwrap_or(u32::MAX);
            let need = ask.stars;
            return Err(Refusal::TooFew { have, need });
        }
        let cap = earning.offline_per_day;
        match ask.link {
            Link::Offline(counter) if self.offline_spends(counter, ask.day) >= usize::from(cap) => {
                Err(Refusal::OfflineFull { cap })
            }
            Link::Offline(_) | Link::Online => Ok(()),
        }
    }
}
