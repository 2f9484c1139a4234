//! What would have been given: rules held against sales that are over, before a shop lives with them.
//!
//! Each offer is taken as given at once. What nobody wrote down is unknown here too: goods,
//! birthdays and temperatures, unless somebody says them.

use super::book::{Book, GiftFact};
use super::policy::{Policy, Sale};
use super::rules::Trigger;
use crate::domain::member::Member;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Rules that are tried on sales, one after the other.
#[derive(Debug, Clone)]
pub struct Rehearsal<'p> {
    policy: &'p Policy,
    book: Book,
    sales: u32,
    tried: Vec<Tried>,
    /// Whom each rule would have given something.
    given_to: Vec<BTreeSet<Member>>,
}

/// What came of a rehearsal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rehearsed {
    /// How many sales were tried.
    pub sales: u32,
    /// How many members would have been given something, each once.
    pub to_members: u32,
    /// How often something would have been given to somebody who is no member.
    pub to_unknown: u32,
    /// By rule, in the order of the file.
    pub rules: Vec<Tried>,
}

/// What a rule would have done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// The rule.
    pub id: String,
    /// Other rules cannot be tried on sales.
    pub follows_sale: bool,
    /// How often it would have been given.
    pub given: u32,
    /// To how many members, each once.
    pub to_members: u32,
    /// How often to somebody who is no member.
    pub to_unknown: u32,
    /// How often somebody would have been in the group without.
    pub held_out: u32,
    /// What it would have cost, in hundredths.
    pub cost_minor: u64,
    /// How often there was nothing, and why: [`super::policy::Reason::key`].
    pub why_not: BTreeMap<&'static str, u32>,
}

impl<'p> Rehearsal<'p> {
    /// Nothing was given before.
    pub fn new(policy: &'p Policy) -> Self {
        let tried = policy.rules().gifts.iter().map(|rule| Tried {
            id: rule.id.clone(),
            follows_sale: rule.when.trigger == Trigger::Sale,
            given: 0,
            to_members: 0,
            to_unknown: 0,
            held_out: 0,
            cost_minor: 0,
            why_not: BTreeMap::new(),
        });
        Self {
            policy,
            book: Book::default(),
            sales: 0,
            tried: tried.collect(),
            given_to: vec![BTreeSet::new(); policy.rules().gifts.len()],
        }
    }

    /// Tries a sale; those of a day in their order.
    pub fn sale(&mut self, sale: &Sale<'_>) {
        self.sales += 1;
        let reasons = self.policy.explain(sale, &self.book);
        let decision = self.policy.decide(sale, &self.book);
        for (tried, (_, reason)) in self.tried.iter_mut().zip(&reasons) {
            if let Some(reason) = reason {
                *tried.why_not.entry(reason.key()).or_default() += 1;
            }
        }
        if let Some(assignment) = decision.assignment.filter(|it| it.held_out) {
            let rules = reasons.iter().zip(&mut self.tried);
            for (_, tried) in rules.filter(|((rule, _), _)| *rule == assignment.rule) {
                tried.held_out += 1;
            }
            if let Some(fact) = assignment.held_out(sale) {
                self.book.apply(&fact);
            }
        }
        let Some(offer) = decision.offer else {
            return;
        };
        self.book.apply(&GiftFact::Given(offer.handling(sale)));
        if let Some(tried) = self.tried.get_mut(offer.index) {
            tried.given += 1;
            tried.cost_minor += u64::from(offer.cost);
            tried.to_unknown += u32::from(sale.customer.member().is_none());
        }
        if let Some(given_to) = self.given_to.get_mut(offer.index) {
            given_to.extend(sale.customer.member());
        }
    }

    /// What came of it. `lowest` gives the lowest number of a member's person, as far as is known by now:
    /// two numbers may have been joined after a sale.
    pub fn finish(self, lowest: impl Fn(Member) -> Member) -> Rehearsed {
        let mut rules = self.tried;
        let mut all = BTreeSet::new();
        for (tried, given_to) in rules.iter_mut().zip(self.given_to) {
            let persons: BTreeSet<Member> = given_to.into_iter().map(&lowest).collect();
            tried.to_members = count(&persons);
            all.extend(persons);
        }
        Rehearsed {
            sales: self.sales,
            to_members: count(&all),
            to_unknown: rules.iter().map(|tried| tried.to_unknown).sum(),
            rules,
        }
    }
}

fn count(persons: &BTreeSet<Member>) -> u32 {
    u32::try_from(persons.len()).unwrap_or(u32::MAX)
}

impl Tried {
    /// Why there was nothing most often.
    pub fn most_often(&self) -> Option<(&'static str, u32)> {
        let most = self.why_not.iter().max_by_key(|(_, count)| **count);
        most.map(|(key, count)| (*key, *count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Day;
    use crate::domain::gift::policy::{Customer, Happening, Profile};
    use crate::domain::gift::rules::{CategorySet, Rules};
    use crate::domain::i18n::Messages;
    use crate::domain::receipt::Receipt;
    use crate::domain::time::Timestamp;

    fn sale(receipt: u64, customer: Customer<'_>) -> Sale<'_> {
        Sale {
            receipt: Receipt(receipt),
            happening: Happening::Sale,
            at: Timestamp(i64::try_from(receipt).unwrap() * 60_000),
            day: Day(2522),
            time: "12:00".parse().unwrap(),
            total_minor: Some(500),
            categories: CategorySet::NONE,
            temperature: None,
            forecast: None,
            customer,
            note: false,
        }
    }

    #[test]
    fn it_counts_what_would_have_been_given_and_why_the_rest_was_not() {
        let text = "schema = 1\nseed = \"0000000000000001\"\n[[gift]]\nid = \"tea\"\n\
                    when = { event = \"sale\" }\nwho = { anonymous = true }\nhold_out = 0.5\n\
                    stock = { per_day = 3 }\n[gift.give]\ncost = 30\n\
                    label = { en = \"Tea\", pl = \"Herbata\", da = \"Te\", et = \"Tee\" }\n";
        let rules = Rules::read("f", text, &Messages::languages())
            .rules
            .unwrap();
        let policy = Policy::new(rules);
        let mut rehearsal = Rehearsal::new(&policy);
        for receipt in 0..40 {
            rehearsal.sale(&sale(receipt, Customer::Unknown));
        }
        let found = rehearsal.finish(|member| member);
        let tea = &found.rules[0];
        assert_eq!((found.sales, tea.given, tea.cost_minor), (40, 3, 90));
        assert_eq!((tea.to_members, tea.to_unknown), (0, 3));
        assert_eq!((found.to_members, found.to_unknown), (0, 3));
        let why_not: u32 = tea.why_not.values().sum();
        assert_eq!(why_not, 37);
        assert_eq!(tea.why_not["held-out"], tea.held_out);
        assert_eq!(tea.most_often().unwrap().0, "day-stock-gone");
    }

    /// One for large sales, one for the others.
    fn two_rules() -> String {
        let rule = |id: &str, more: &str| {
            format!(
                "[[gift]]\nid = \"{id}\"\nwhen = {{ event = \"sale\", {more} }}\nwho = {{ anonymous = true }}\n\
                 hold_out = 0.0\n[gift.give]\ncost = 30\n\
                 label = {{ en = \"Tea\", pl = \"Herbata\", da = \"Te\", et = \"Tee\" }}\n"
            )
        };
        let global = "[global]\nper_customer = { max = 100, per_days = 90 }\nmin_days_between = 0\n\
                      contacts = { max = 1000, per_days = 30 }\n";
        format!(
            "schema = 1\nseed = \"0000000000000001\"\n{global}{}{}",
            rule("large", "basket_min = 1000"),
            rule("any", "basket_max = 999")
        )
    }

    #[test]
    fn each_person_counts_once_whatever_their_numbers_and_rules() {
        let text = two_rules();
        let read = Rules::read("f", &text, &Messages::languages());
        let policy = Policy::new(read.rules.unwrap());
        let mut rehearsal = Rehearsal::new(&policy);
        let numbers: Vec<[Member; 1]> = [4, 4, 7, 9].map(|it| [Member(it)]).into();
        let known = numbers.iter().map(|numbers| {
            Customer::Member(Profile {
                numbers,
                had: None,
                visit: 1,
                overdue_ratio: None,
                birthday: None,
                opted_out: false,
                stars: 0,
            })
        });
        let known: Vec<Customer<'_>> = known.collect();
        for (receipt, (place, total)) in (0..).zip([
            (0, 2000),
            (1, 2000),
            (2, 2000),
            (3, 2000),
            (0, 500),
            (2, 500),
        ]) {
            rehearsal.sale(&Sale {
                total_minor: Some(total),
                ..sale(receipt, known[place])
            });
        }
        for receipt in 10..12 {
            rehearsal.sale(&sale(receipt, Customer::Unknown));
        }
        // 9 turned out to be 7's.
        let lowest = |member| {
            if member == Member(9) {
                Member(7)
            } else {
                member
            }
        };
        let found = rehearsal.finish(lowest);
        let by_rule: Vec<_> = found
            .rules
            .iter()
            .map(|it| (it.given, it.to_members, it.to_unknown))
            .collect();
        assert_eq!(by_rule, [(4, 2, 0), (4, 2, 2)], "{found:?}");
        assert_eq!((found.to_members, found.to_unknown), (2, 2));
    }
}
