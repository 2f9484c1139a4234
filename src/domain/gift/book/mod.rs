//! What was offered, given and passed: stock, budgets and what each member had, as sums over facts
//! that are keyed by a receipt and a rule.
//!
//! Any order of the facts and any repetition comes to the same, and nothing is refused: what happened
//! is counted, also where there was none left. Whether something may be offered is asked before, in
//! `policy`. Members are numbers; merged ones keep theirs, and whoever asks names all of them.

mod entry;
mod past;
mod sums;

pub use entry::{Contact, GiftFact, Handling};
pub use past::Past;
pub use sums::{Left, Sum};

use super::RuleKey;
use super::rules::Goodwill;
use crate::domain::code::{Day, Month};
use crate::domain::member::Member;
use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;
use entry::{Effect, Entry};
use past::MemberBook;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use sums::RuleSums;

/// For how long an offer keeps its gift, in milliseconds: 15 minutes.
pub const RESERVED_MS: i64 = 15 * 60 * 1000;

/// How long a fact may come again or be taken back, in days.
pub const REPEATS_DAYS: u16 = 60;

/// How long is looked back for a member, in days: longer than any cap of a rule.
const LOOKS_BACK_DAYS: u16 = 400;

/// Everything about gifts that the past says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Book {
    #[serde(with = "crate::domain::as_list")]
    entries: BTreeMap<(Receipt, RuleKey), Entry>,
    voided: BTreeMap<Receipt, Day>,
    rules: BTreeMap<RuleKey, RuleSums>,
    /// What all gifts of a month cost.
    months: BTreeMap<Month, u64>,
    /// Offers that nobody has answered yet, some of which may be over.
    open: BTreeSet<(RuleKey, Receipt)>,
    members: BTreeMap<Member, MemberBook>,
    floor: Day,
}

impl Book {
    /// Adds what happened; a second time changes nothing. What is older than [`REPEATS_DAYS`] when days
    /// were settled does not count any more.
    pub fn apply(&mut self, fact: &GiftFact) {
        if fact.day() < self.floor {
            return;
        }
        match *fact {
            GiftFact::Offered(it)
            | GiftFact::Given(it)
            | GiftFact::Passed(it)
            | GiftFact::HeldOut(it) => {
                self.change(it.receipt, it.rule, |entry| entry.add(fact));
            }
            GiftFact::Released { receipt, rule, .. }
            | GiftFact::TakenBack { receipt, rule, .. } => {
                self.change(receipt, rule, |entry| entry.add(fact));
            }
            GiftFact::Voided { receipt, day } => self.void(receipt, day),
            GiftFact::Contacted {
                contact,
                receipt,
                member,
                day,
            } => {
                let book = self.members.entry(member).or_default();
                book.contact(receipt, contact, day);
            }
        }
    }

    /// Changes an entry and what it adds to the sums.
    fn change(&mut self, receipt: Receipt, rule: RuleKey, change: impl FnOnce(&mut Entry)) {
        let mut entry = self.entries.remove(&(receipt, rule)).unwrap_or_default();
        let is_void = self.voided.contains_key(&receipt);
        let before = entry.effect(is_void);
        change(&mut entry);
        let after = entry.effect(is_void);
        self.entries.insert((receipt, rule), entry);
        self.exchange(receipt, rule, before, after);
    }

    fn void(&mut self, receipt: Receipt, day: Day) {
        let is_new = !self.voided.contains_key(&receipt);
        let known = self.voided.entry(receipt).or_insert(day);
        *known = (*known).max(day);
        if !is_new {
            return;
        }
        let of_receipt = (receipt, RuleKey(0))..=(receipt, RuleKey(u32::MAX));
        let changes: Vec<_> = self
            .entries
            .range(of_receipt)
            .map(|((_, rule), entry)| (*rule, entry.effect(false), entry.effect(true)))
            .collect();
        for (rule, before, after) in changes {
            self.exchange(receipt, rule, before, after);
        }
    }

    fn exchange(
        &mut self,
        receipt: Receipt,
        rule: RuleKey,
        before: Option<Effect>,
        after: Option<Effect>,
    ) {
        if before == after {
            return;
        }
        if let Some(effect) = before {
            self.count(receipt, rule, &effect, sums::Sign::Less);
        }
        if let Some(effect) = after {
            self.count(receipt, rule, &effect, sums::Sign::More);
        }
    }

    fn count(&mut self, receipt: Receipt, rule: RuleKey, effect: &Effect, sign: sums::Sign) {
        let it = effect.handling;
        if let Some(sum) = effect.sum() {
            let month = it.day.month();
            let sums = self.rules.entry(rule).or_default();
            sums.add(it.day, month, sum, sign);
            // What is empty goes, so that the order of facts leaves no trace.
            if sums.is_empty() {
                self.rules.remove(&rule);
            }
            let cost = self.months.entry(month).or_default();
            *cost = sign.of(*cost, sum.cost);
            if *cost == 0 {
                self.months.remove(&month);
            }
        }
        match (effect.is_open(), sign) {
            (true, sums::Sign::More) => drop(self.open.insert((rule, receipt))),
            (true, sums::Sign::Less) => drop(self.open.remove(&(rule, receipt))),
            (false, _) => {}
        }
        if let Some(member) = it.member {
            let book = self.members.entry(member).or_default();
            match sign {
                sums::Sign::More => book.handle(receipt, rule, effect),
                sums::Sign::Less => book.unhandle(receipt, rule),
            }
            if book.is_empty() {
                self.members.remove(&member);
            }
        }
    }

    /// What a rule has given and what is kept for offers that are open at `now`.
    pub fn left(&self, rule: RuleKey, day: Day, now: Timestamp) -> Left {
        let mut left = Left::default();
        if let Some(sums) = self.rules.get(&rule) {
            left.today = sums.day(day);
            left.month = sums.month(day.month());
            left.total = sums.total();
        }
        for (_, receipt) in self
            .open
            .range((rule, Receipt(0))..=(rule, Receipt(u64::MAX)))
        {
            if let Some(it) = self.reserved(*receipt, rule, now) {
                left.keep(it);
            }
        }
        left
    }

    fn reserved(&self, receipt: Receipt, rule: RuleKey, now: Timestamp) -> Option<Handling> {
        let is_void = self.voided.contains_key(&receipt);
        let effect = self.entries.get(&(receipt, rule))?.effect(is_void)?;
        (effect.is_open() && now < effect.until()).then_some(effect.handling)
    }

    /// What all gifts of the month of a day cost, with what is kept for open offers.
    pub fn month_cost(&self, day: Day, now: Timestamp) -> u64 {
        let given = self.months.get(&day.month()).copied();
        let open = self.open.iter();
        let open = open.filter_map(|(rule, receipt)| self.reserved(*receipt, *rule, now));
        given.unwrap_or_default() + open.map(|it| u64::from(it.cost)).sum::<u64>()
    }

    /// Whether a sale has a gift already, or an open offer. What was passed or held out is none.
    pub fn has_gift(&self, receipt: Receipt, now: Timestamp) -> bool {
        let is_void = self.voided.contains_key(&receipt);
        let of_receipt = (receipt, RuleKey(0))..=(receipt, RuleKey(u32::MAX));
        let mut entries = self.entries.range(of_receipt);
        entries.any(|((_, rule), entry)| {
            let effect = entry.effect(is_void).filter(|_| *rule != RuleKey::GOODWILL);
            effect.is_some_and(|it| it.is_given() || (it.is_open() && now < it.until()))
        })
    }

    /// Whether this rule was passed at a sale, so that it is not offered twice to the same customer.
    pub fn was_passed(&self, receipt: Receipt, rule: RuleKey) -> bool {
        let entry = self.entries.get(&(receipt, rule));
        let effect = entry.and_then(|it| it.effect(self.voided.contains_key(&receipt)));
        effect.is_some_and(|it| it.is_passed())
    }

    /// Whether this rule was given at a sale.
    pub fn was_given(&self, receipt: Receipt, rule: RuleKey) -> bool {
        let entry = self.entries.get(&(receipt, rule));
        let effect = entry.and_then(|it| it.effect(self.voided.contains_key(&receipt)));
        effect.is_some_and(|it| it.is_given())
    }

    /// Offers that nobody has answered and that are over at `now`, to be released.
    pub fn lapsed(&self, now: Timestamp) -> Vec<(Receipt, RuleKey)> {
        let all = self.open.iter();
        let lapsed = all.filter(|(rule, receipt)| self.reserved(*receipt, *rule, now).is_none());
        lapsed.map(|(rule, receipt)| (*receipt, *rule)).collect()
    }

    /// When the next open offer is over.
    pub fn next_lapse(&self) -> Option<Timestamp> {
        let all = self.open.iter().filter_map(|(rule, receipt)| {
            let effect = self.entries.get(&(*receipt, *rule))?.effect(false)?;
            Some(effect.until())
        });
        all.min()
    }

    /// What a person had, by all of their numbers.
    pub fn past<'b>(&'b self, numbers: &'b [Member]) -> Past<'b> {
        Past::new(&self.members, numbers)
    }

    /// Takes over what another number of the same person had. Stock and budgets are a shop's, and stay.
    pub fn absorb(&mut self, other: Self) {
        self.members.extend(other.members);
    }

    /// How many more the cashier may give on their own judgement today.
    pub fn goodwill_left(&self, goodwill: &Goodwill, day: Day, now: Timestamp) -> u32 {
        let given = self.left(RuleKey::GOODWILL, day, now).used_today();
        u32::from(goodwill.per_day).saturating_sub(given.gifts)
    }

    /// Forgets the receipts of facts that cannot come again, what members had long ago and what rules
    /// gave on single days and months that are over. The sums in all stay.
    pub fn settle(&mut self, today: Day) {
        let before = |days: u16| Day(today.0.saturating_sub(days));
        self.floor = self.floor.max(before(REPEATS_DAYS));
        let floor = self.floor;
        self.entries.retain(|_, entry| !entry.is_before(floor));
        let entries = &self.entries;
        let has_any = |receipt: Receipt| {
            let of_receipt = (receipt, RuleKey(0))..=(receipt, RuleKey(u32::MAX));
            entries.range(of_receipt).next().is_some()
        };
        self.voided
            .retain(|receipt, day| *day >= floor || has_any(*receipt));
        self.open
            .retain(|(rule, receipt)| entries.contains_key(&(*receipt, *rule)));
        for sums in self.rules.values_mut() {
            sums.forget_before(floor);
        }
        self.months.retain(|month, _| *month >= floor.month());
        for book in self.members.values_mut() {
            book.forget_before(before(LOOKS_BACK_DAYS), floor);
        }
        self.members.retain(|_, book| !book.is_empty());
    }
}

#[cfg(test)]
mod tests;
