//! A sale is held against the rules: one gift to offer, or why there is none, rule by rule.
//!
//! Rules are tried in the order of their file and the first that fits is taken. Nothing is remembered
//! here: what was given before is in the `book`, and whoever asks writes down what became of the answer.
//! The same sale gives the same answer, as long as book, clock and forecast are the same.

mod forecast;
mod judge;
mod reason;
mod sale;

pub use forecast::{Forecast, LEARNED_DAYS, PastReceipts, QUARTERS};
pub use reason::Reason;
pub use sale::{Birthday, Customer, Happening, NoBirthday, Profile, Sale, Temperature};

use super::RuleKey;
use super::book::{Book, Contact, GiftFact, Handling, Past};
use super::rules::{Goodwill, Rule, Rules};
use crate::domain::code::Day;
use crate::domain::member::Member;
use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;
use judge::{Judge, Verdict};
use serde::{Deserialize, Serialize};

/// Rules as they are held against sales.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    rules: Rules,
}

/// A gift that may be offered now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// By which rule.
    pub rule: RuleKey,
    /// Its place in the file, for label and words.
    pub index: usize,
    /// What it costs, in hundredths; where staff choose, at most.
    pub cost: u32,
    /// As a reward code, not as the thing itself.
    pub as_code: bool,
    /// Until when such a code is good.
    pub expires: Option<Day>,
    /// A manager has to agree first.
    pub needs_approval: bool,
    /// How many more there are after this one, today and in all; `None` where nothing is counted.
    pub left: Option<u32>,
    /// What the member pays for it, in stars.
    pub stars: u32,
}

/// In which group somebody is, who would get a gift by the draw. To be kept where a rule has a group
/// without, so that both can be compared later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// By which rule.
    pub rule: RuleKey,
    /// Who.
    pub unit: Unit,
    /// Gets nothing.
    pub held_out: bool,
}

/// Whom an assignment lasts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A member, for the season.
    Member(Member),
    /// Somebody unknown, for this sale.
    Receipt(Receipt),
}

/// What comes of a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Decision {
    /// What may be offered.
    pub offer: Option<Offer>,
    /// The group that somebody is in, if that was looked at.
    pub assignment: Option<Assignment>,
}

impl Policy {
    /// Takes rules that were read.
    pub fn new(rules: Rules) -> Self {
        Self { rules }
    }

    /// What the file says.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The rule with this key, if it is still in the file.
    pub fn rule(&self, key: RuleKey) -> Option<&Rule> {
        self.rules.gifts.iter().find(|rule| rule.key == key)
    }

    /// What may be offered. Somebody who is held out of one rule gets no other gift of chance at this sale,
    /// or the group without would have one all the same; what was promised they get.
    pub fn decide(&self, sale: &Sale<'_>, book: &Book) -> Decision {
        let judge = Judge::new(&self.rules, sale, book);
        let mut decision = Decision::default();
        if judge.blocked().is_some() {
            return decision;
        }
        for (index, rule) in self.rules.gifts.iter().enumerate() {
            if decision.assignment.is_some() && !rule.is_promised() {
                continue;
            }
            match judge.rule(index, rule) {
                Verdict::No(_) => {}
                Verdict::HeldOut(assignment) => decision.assignment = Some(assignment),
                Verdict::Offer(offer, assignment) => {
                    decision.assignment = decision.assignment.or(assignment);
                    decision.offer = Some(offer);
                    break;
                }
            }
        }
        decision
    }

    /// Why each rule does not offer anything; `None` for the one that does. In the order of the file.
    pub fn explain(&self, sale: &Sale<'_>, book: &Book) -> Vec<(RuleKey, Option<Reason>)> {
        let judge = Judge::new(&self.rules, sale, book);
        let mut ended_by = judge.blocked();
        let mut reasons = Vec::with_capacity(self.rules.gifts.len());
        for (index, rule) in self.rules.gifts.iter().enumerate() {
            let is_ended = match ended_by {
                Some(Reason::HeldOut) => !rule.is_promised(),
                Some(_) => true,
                None => false,
            };
            let reason = if is_ended {
                ended_by
            } else {
                match judge.rule(index, rule) {
                    Verdict::No(reason) => Some(reason),
                    Verdict::HeldOut(_) => {
                        ended_by = Some(Reason::HeldOut);
                        ended_by
                    }
                    Verdict::Offer(..) => {
                        ended_by = Some(Reason::AnotherGift);
                        None
                    }
                }
            };
            reasons.push((rule.key, reason));
        }
        reasons
    }

    /// What this rule alone would offer, or why it does not; nothing where it is not in the file. For
    /// what a cashier or a member chooses, which no other rule comes before.
    pub fn choose(
        &self,
        rule: RuleKey,
        sale: &Sale<'_>,
        book: &Book,
    ) -> Option<Result<Offer, Reason>> {
        let judge = Judge::new(&self.rules, sale, book);
        let mut rules = self.rules.gifts.iter().enumerate();
        let (index, rule) = rules.find(|(_, one)| one.key == rule)?;
        if let Some(reason) = judge.blocked() {
            return Some(Err(reason));
        }
        Some(match judge.rule(index, rule) {
            Verdict::No(reason) => Err(reason),
            Verdict::HeldOut(_) => Err(Reason::HeldOut),
            Verdict::Offer(offer, _) => Ok(offer),
        })
    }

    /// Whether a member may be addressed about something that is no gift.
    pub fn may_contact(
        &self,
        contact: Contact,
        past: &Past<'_>,
        day: Day,
        now: Timestamp,
    ) -> Result<(), Reason> {
        let global = &self.rules.global;
        if past.contacts_since(global.contacts.since(day), now) >= usize::from(global.contacts.max)
        {
            return Err(Reason::ContactsFull {
                max: global.contacts.max,
                days: global.contacts.days,
            });
        }
        let last = past
            .last_contact(contact)
            .map(|last| day.0.saturating_sub(last.0));
        match last {
            Some(ago) if contact == Contact::SurveyAsk && ago < global.survey_ask_days => {
                Err(Reason::Recently { days_ago: ago })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// A gift that the cashier gives on their own judgement, unless enough were given today. No rule,
    /// draw or cap of a customer is looked at.
    pub fn goodwill(&self, sale: &Sale<'_>, book: &Book) -> Result<Handling, Reason> {
        let goodwill: &Goodwill = self.rules.goodwill.as_ref().ok_or(Reason::NoGoodwill)?;
        if sale.note {
            return Err(Reason::PaymentNote);
        }
        if book.was_given(sale.receipt, RuleKey::GOODWILL) {
            return Err(Reason::OneASale);
        }
        if book.goodwill_left(goodwill, sale.day, sale.at) == 0 {
            return Err(Reason::GoodwillGone);
        }
        let cost = goodwill.cost;
        if let Some(budget) = self.rules.global.monthly_budget
            && book.month_cost(sale.day, sale.at) + u64::from(cost) > u64::from(budget)
        {
            return Err(Reason::BudgetGone);
        }
        Ok(handling(sale, RuleKey::GOODWILL, cost, Kind::Thing))
    }
}

/// Whether a gift leaves the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Thing,
    Code,
}

fn handling(sale: &Sale<'_>, rule: RuleKey, cost: u32, kind: Kind) -> Handling {
    Handling {
        at: sale.at,
        day: sale.day,
        receipt: sale.receipt,
        rule,
        member: sale.customer.member(),
        cost,
        as_code: kind == Kind::Code,
    }
}

impl Offer {
    /// The fact to be kept when it is shown; given and passed have the same with their own time.
    pub fn handling(&self, sale: &Sale<'_>) -> Handling {
        let kind = if self.as_code {
            Kind::Code
        } else {
            Kind::Thing
        };
        handling(sale, self.rule, self.cost, kind)
    }
}

impl Assignment {
    /// The fact to be kept where somebody is held out: they then wait as long for the rule to come again as
    /// those who got the gift.
    pub fn held_out(&self, sale: &Sale<'_>) -> Option<GiftFact> {
        let fact = GiftFact::HeldOut(handling(sale, self.rule, 0, Kind::Thing));
        self.held_out.then_some(fact)
    }
}

#[cfg(test)]
mod tests;
