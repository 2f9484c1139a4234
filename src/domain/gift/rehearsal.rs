//! What would have been given: rules held against sales that are over, before a shop lives with them.
//!
//! Each offer is taken as given at once. What nobody wrote down is unknown here too: goods,
//! birthdays and temperatures, unless somebody says them.

use super::book::{Book, GiftFact};
use super::policy::{Policy, Sale};
use super::rules::Trigger;
use serde::Serialize;
use std::collections::BTreeMap;

/// Rules that are tried on sales, one after the other.
#[derive(Debug, Clone)]
pub struct Rehearsal<'p> {
    policy: &'p Policy,
    book: Book,
    sales: u32,
    tried: Vec<Tried>,
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
            held_out: 0,
            cost_minor: 0,
            why_not: BTreeMap::new(),
        });
        Self {
            policy,
            book: Book::default(),
            sales: 0,
            tried: tried.collect(),
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
        }
    }

    /// How many sales were tried.
    pub fn sales(&self) -> u32 {
        self.sales
    }

    /// What came of it, in the order of the file.
    pub fn tried(&self) -> &[Tried] {
        &self.tried
    }
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
    use crate::domain::gift::policy::{Customer, Happening};
    use crate::domain::gift::rules::{CategorySet, Rules};
    use crate::domain::i18n::Messages;
    use crate::domain::receipt::Receipt;
    use crate::domain::time::Timestamp;

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
            rehearsal.sale(&Sale {
                receipt: Receipt(receipt),
                happening: Happening::Sale,
                at: Timestamp(i64::try_from(receipt).unwrap() * 60_000),
                day: Day(2522),
                time: "12:00".parse().unwrap(),
                total_minor: None,
                categories: CategorySet::NONE,
                temperature: None,
                forecast: None,
                customer: Customer::Unknown,
                note: false,
            });
        }
        let tea = &rehearsal.tried()[0];
        assert_eq!((rehearsal.sales(), tea.given, tea.cost_minor), (40, 3, 90));
        let why_not: u32 = tea.why_not.values().sum();
        assert_eq!(why_not, 37);
        assert_eq!(tea.why_not["held-out"], tea.held_out);
        assert_eq!(tea.most_often().unwrap().0, "day-stock-gone");
    }
}
