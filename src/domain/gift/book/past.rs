//! What a member had and was addressed about.

use super::entry::{Contact, Effect, What};
use crate::domain::code::Day;
use crate::domain::gift::RuleKey;
use crate::domain::member::Member;
use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one number had.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct MemberBook {
    #[serde(with = "crate::domain::as_list")]
    gifts: BTreeMap<(Receipt, RuleKey), Handled>,
    #[serde(with = "crate::domain::as_list")]
    contacts: BTreeMap<(Receipt, Contact), Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Handled {
    day: Day,
    what: What,
    /// Until when an open offer counts.
    until: Timestamp,
}

impl MemberBook {
    pub(super) fn handle(&mut self, receipt: Receipt, rule: RuleKey, effect: &Effect) {
        let handled = Handled {
            day: effect.handling.day,
            what: effect.what,
            until: effect.until(),
        };
        self.gifts.insert((receipt, rule), handled);
    }

    pub(super) fn unhandle(&mut self, receipt: Receipt, rule: RuleKey) {
        self.gifts.remove(&(receipt, rule));
    }

    pub(super) fn contact(&mut self, receipt: Receipt, contact: Contact, day: Day) {
        let known = self.contacts.entry((receipt, contact)).or_insert(day);
        *known = (*known).max(day);
    }

    /// Offers before `settled` are over and came to nothing.
    pub(super) fn forget_before(&mut self, oldest: Day, settled: Day) {
        self.gifts
            .retain(|_, it| it.day >= oldest && (it.what != What::Open || it.day >= settled));
        self.contacts.retain(|_, day| *day >= oldest);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.gifts.is_empty() && self.contacts.is_empty()
    }
}

/// What a person had, by all of their numbers.
#[derive(Debug, Clone, Copy)]
pub struct Past<'b> {
    books: &'b BTreeMap<Member, MemberBook>,
    numbers: &'b [Member],
}

impl<'b> Past<'b> {
    pub(super) fn new(books: &'b BTreeMap<Member, MemberBook>, numbers: &'b [Member]) -> Self {
        Self { books, numbers }
    }

    fn books(&self) -> impl Iterator<Item = &'b MemberBook> {
        let books = self.books;
        self.numbers.iter().filter_map(|member| books.get(member))
    }

    /// What counts at `now`: all but offers that are over.
    fn handled(&self, now: Timestamp) -> impl Iterator<Item = (RuleKey, Handled)> {
        let all = self.books().flat_map(|book| book.gifts.iter());
        let all = all.map(|((_, rule), it)| (*rule, *it));
        all.filter(move |(_, it)| it.what != What::Open || now < it.until)
    }

    /// How many gifts since a day, that day included; by one rule, or by all.
    pub fn gifts_since(&self, day: Day, rule: Option<RuleKey>, now: Timestamp) -> usize {
        let had = self.handled(now).filter(|(_, it)| {
            matches!(it.what, What::Given | What::Returned | What::Open) && it.day >= day
        });
        had.filter(|(of, _)| rule.is_none_or(|rule| rule == *of))
            .count()
    }

    /// When a gift was offered last, given or passed.
    pub fn last_offer(&self, now: Timestamp) -> Option<Day> {
        let all = self.handled(now).filter(|(_, it)| it.what != What::HeldOut);
        all.map(|(_, it)| it.day).max()
    }

    /// When a rule came to a member last: given, passed, or held out, which rests as long.
    pub fn last_of(&self, rule: RuleKey, now: Timestamp) -> Option<Day> {
        let all = self.handled(now).filter(|(of, _)| *of == rule);
        all.map(|(_, it)| it.day).max()
    }

    /// How often the person was addressed since a day: gifts, also those that were passed, greetings,
    /// survey asks and follow-ups.
    pub fn contacts_since(&self, day: Day, now: Timestamp) -> usize {
        let gifts = self.handled(now);
        let gifts = gifts.filter(|(_, it)| it.what != What::HeldOut && it.day >= day);
        let contacts = self.books().flat_map(|book| book.contacts.values());
        gifts.count() + contacts.filter(|on| **on >= day).count()
    }

    /// When the person was addressed about something last.
    pub fn last_contact(&self, contact: Contact) -> Option<Day> {
        let all = self.books().flat_map(|book| book.contacts.iter());
        let all = all.filter(|((_, about), _)| *about == contact);
        all.map(|(_, day)| *day).max()
    }
}
