//! Gifts: what may be offered at a sale, and what becomes of it. The rules decide, the cashier acts.
//!
//! A gift that is offered is kept until it is given or passed, for a quarter of an hour at most; less
//! where the next customer's turn has begun, or a payment needs the cashier.

use super::Counter;
use super::loyalty::Sale;
use crate::domain::case::Resolution;
use crate::domain::event::{GiftBack, GiftHandled, Loyalty as Fact, StarsSpent};
use crate::domain::gift::RuleKey;
use crate::domain::gift::book::{GiftFact, Handling, RESERVED_MS};
use crate::domain::gift::policy::{
    self, Customer, Decision, Happening, Offer, Policy, Reason, Temperature,
};
use crate::domain::gift::rules::{Rule, Trigger, WeatherSource};
use crate::domain::member::Member;
use crate::domain::receipt::Receipt;
use crate::domain::stars::{Ask, Earning, Link, Purpose, Refusal as NoStars};
use crate::domain::time::{TimeOfDay, Timestamp};
use crate::engine::api::{GiftCard, GiftFace, GiftWhy, GiftsView, HandGift, Refusal, WhyNot};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A gift on the cashier's screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    card: GiftCard,
    handling: Handling,
    since: Instant,
}

/// Once the next customer's turn has begun, the one before is packing up and soon gone.
const PACKING: Duration = Duration::from_mins(1);

impl Counter {
    /// The card of the gift that may be offered.
    pub(super) fn gift_card(&self) -> Option<GiftCard> {
        self.loyalty.shown.map(|shown| shown.card)
    }

    pub(super) fn shown_at(&self, receipt: Receipt) -> bool {
        let shown = self.loyalty.shown;
        shown.is_some_and(|shown| shown.handling.receipt == receipt)
    }

    /// Whether a sale has a gift that a void takes back.
    pub(super) fn has_gift(&self, receipt: Receipt) -> bool {
        let book = self.state.given().book();
        book.has_gift(receipt, self.now.at) || book.was_given(receipt, RuleKey::GOODWILL)
    }

    pub(super) fn gifts_view(&self) -> Option<GiftsView> {
        let policy = self.loyalty.policy()?;
        let now = self.now.at;
        let fresh = |it: &Temperature| {
            let age = now.0.saturating_sub(it.at.0);
            age <= i64::from(policy.rules().weather.max_age_min) * 60_000
        };
        Some(GiftsView {
            offer: self.gift_card().and_then(|card| face(&policy, card.rule)),
            by_hand: self.gifts_by_hand(&policy),
            why_not: self.loyalty.why_not.clone(),
            temperature: self.loyalty.temperature.filter(fresh),
            weather_fails: source(&policy) != &WeatherSource::Hand && {
                let is_old = |it: &Temperature| !fresh(it);
                self.loyalty.weather_fails || self.loyalty.temperature.as_ref().is_some_and(is_old)
            },
        })
    }

    fn gifts_by_hand(&self, policy: &Policy) -> Vec<HandGift> {
        let (rules, book) = (policy.rules(), self.state.given().book());
        let sale = self.loyalty.sale.or(self.loyalty.paid);
        self.about_sale(sale.as_ref(), Happening::Sale, |sale| {
            let chosen = rules.gifts.iter().filter_map(|rule| {
                let happening = happening(rule)?;
                let sale = policy::Sale { happening, ..*sale };
                let found = policy.choose(rule.key, &sale, book)?;
                Some(HandGift {
                    rule: rule.key,
                    label: rule.give.label.clone(),
                    left: found.ok().and_then(|offer| offer.left).map(|left| left + 1),
                    stars: rule.stars(),
                    not: found.err().or_else(|| self.cannot_ask(policy, rule)),
                })
            });
            let goodwill = rules.goodwill.as_ref().map(|goodwill| HandGift {
                rule: RuleKey::GOODWILL,
                label: goodwill.label.clone(),
                left: Some(book.goodwill_left(goodwill, sale.day, sale.at)),
                stars: 0,
                not: policy.goodwill(sale, book).err(),
            });
            chosen.chain(goodwill).collect()
        })
    }

    /// Whether stars cannot be spent on it because the other counters cannot be asked.
    fn cannot_ask(&self, policy: &Policy, rule: &Rule) -> Option<Reason> {
        let earning = policy.rules().stars?;
        let is_full = rule.stars() > 0 && self.may_spend_here(&earning).is_err();
        is_full.then_some(Reason::CannotAsk)
    }

    /// Has this done with what is known of a sale, or of none.
    fn about_sale<T>(
        &self,
        sale: Option<&Sale>,
        happening: Happening,
        then: impl FnOnce(&policy::Sale<'_>) -> T,
    ) -> T {
        let day = self.today();
        let guest = self.loyalty.guest.as_ref();
        let gap = self.loyalty.usual_gap;
        let customer = guest.map_or(Customer::Unknown, |it| it.file.customer(day, gap));
        then(&policy::Sale {
            receipt: sale.map(|sale| sale.receipt).unwrap_or_default(),
            happening,
            at: self.now.at,
            day,
            time: self.time_of_day(),
            total_minor: sale.and_then(Sale::total_minor),
            categories: sale.map(|sale| sale.categories).unwrap_or_default(),
            temperature: self.loyalty.temperature,
            forecast: self.loyalty.forecast.as_ref(),
            customer,
            note: self.payment_note().is_some(),
        })
    }

    fn time_of_day(&self) -> TimeOfDay {
        let minutes = (self.now.at.0 - self.now.day_began.0) / 60_000;
        TimeOfDay::from_minutes(u16::try_from(minutes).unwrap_or_default())
    }

    /// The rules, unless nobody knows what was given before.
    fn rules_in_force(&self) -> Option<Arc<Policy>> {
        let policy = self.loyalty.policy();
        policy.filter(|_| self.unrecalled.is_none())
    }

    /// A sale was paid: the rules say what may be offered, and why the others offer nothing.
    pub(super) fn look_for_gift(&mut self, sale: &Sale) {
        self.loyalty.why_not.clear();
        let Some(policy) = self.rules_in_force() else {
            return;
        };
        // Nobody waits for two gifts at once: what was kept for the sale before is free again.
        self.release_offer();
        let book = self.state.given().book();
        let reasons = self.about_sale(Some(sale), Happening::Sale, |it| policy.explain(it, book));
        let rules = policy.rules().gifts.iter().zip(&reasons);
        let told = rules.filter_map(|(rule, (_, reason))| {
            let reason = reason.filter(|reason| *reason != Reason::NotThis)?;
            let label = rule.give.label.clone();
            Some(WhyNot { label, reason })
        });
        self.loyalty.why_not = told.collect();
        self.decide(&policy, sale, Happening::Sale);
    }

    /// A case of the customer at the counter is over.
    pub(super) fn case_may_be_made_good(&mut self, resolution: Resolution) {
        let is_known = self.loyalty.guest.is_some();
        if let Some(policy) = self.rules_in_force().filter(|_| is_known) {
            let sale = self.sale_at_hand();
            self.decide(&policy, &sale, Happening::CaseClosed(resolution));
        }
    }

    /// The thank-you for an answer is handed over; where a rule gives it, it counts as that rule's.
    pub(super) fn thanks_are_given(&mut self) {
        let Some(policy) = self.rules_in_force() else {
            return;
        };
        let sale = self.sale_at_hand();
        let (_, handling) = self.decided(&policy, &sale, Happening::SurveyDone);
        if let Some((_, handling)) = handling {
            self.note(Fact::GiftGiven(GiftHandled::from(&handling)));
        }
    }

    fn decided(
        &self,
        policy: &Policy,
        sale: &Sale,
        happening: Happening,
    ) -> (Option<GiftHandled>, Option<(Offer, Handling)>) {
        let book = self.state.given().book();
        self.about_sale(Some(sale), happening, |it| {
            let Decision { offer, assignment } = policy.decide(it, book);
            let held_out = assignment.and_then(|assignment| assignment.held_out(it));
            let held_out = match held_out {
                Some(GiftFact::HeldOut(handling)) => Some(GiftHandled::from(&handling)),
                _ => None,
            };
            (held_out, offer.map(|offer| (offer, offer.handling(it))))
        })
    }

    /// Offers what the rules say; whether there is anything.
    fn decide(&mut self, policy: &Policy, sale: &Sale, happening: Happening) -> bool {
        let (held_out, offer) = self.decided(policy, sale, happening);
        if let Some(held_out) = held_out {
            self.note(Fact::GiftHeldOut(held_out));
        }
        let Some((offer, handling)) = offer else {
            return false;
        };
        let rule = policy.rules().gifts.get(offer.index);
        let why = rule.map_or(GiftWhy::Luck, |rule| self.why(rule));
        self.notes += 1;
        let card = GiftCard {
            id: self.notes,
            rule: offer.rule,
            why,
            left: offer.left,
            needs_approval: offer.needs_approval,
            as_code: offer.as_code,
            stars: offer.stars,
        };
        self.show_gift(card, handling);
        true
    }

    fn show_gift(&mut self, card: GiftCard, handling: Handling) {
        self.release_offer();
        self.note(Fact::GiftOffered(GiftHandled::from(&handling)));
        self.loyalty.shown = Some(Shown {
            card,
            handling,
            since: self.now.instant,
        });
        self.is_shown = false;
    }

    /// What a cashier may say of it in a word or two: the rarest of what the rule asks for.
    fn why(&self, rule: &Rule) -> GiftWhy {
        let when = &rule.when;
        match when.trigger {
            Trigger::Stars(_) => GiftWhy::Stars,
            Trigger::Manual => GiftWhy::ByHand,
            Trigger::SurveyDone => GiftWhy::Survey,
            Trigger::CaseClosed(_) => GiftWhy::MakeGood,
            Trigger::Sale if when.birthday_days.is_some() => GiftWhy::Birthday,
            Trigger::Sale if when.nth_visit.is_some() => {
                let guest = self.loyalty.guest.as_ref();
                let visit = guest.map_or(0, |guest| self.visits(guest));
                GiftWhy::Visit { visit }
            }
            Trigger::Sale if when.overdue_ratio_min.is_some() => GiftWhy::Back,
            Trigger::Sale if when.temp_min.is_some() => GiftWhy::Hot,
            Trigger::Sale if when.temp_max.is_some() => GiftWhy::Cold,
            Trigger::Sale if !when.any_category.is_empty() => GiftWhy::Bought,
            Trigger::Sale => GiftWhy::Luck,
        }
    }

    /// The cashier chooses a gift.
    pub(super) fn offer_gift(&mut self, rule: RuleKey) -> Result<(), Refusal> {
        let policy = self.rules_in_force().ok_or(Refusal::NoSuchGift)?;
        let sale = self.sale_at_hand();
        if rule == RuleKey::GOODWILL {
            return self.offer_goodwill(&policy, &sale);
        }
        let found = policy.rule(rule).and_then(happening);
        let happening = found.ok_or(Refusal::NoSuchGift)?;
        if let Happening::Stars(_) = happening {
            self.may_spend(&policy, &sale, rule)
                .map_err(|_reason| Refusal::NoSuchGift)?;
        }
        let is_offered = self.decide(&policy, &sale, happening);
        is_offered.then_some(()).ok_or(Refusal::NoSuchGift)
    }

    fn offer_goodwill(&mut self, policy: &Policy, sale: &Sale) -> Result<(), Refusal> {
        let book = self.state.given().book();
        let found = self.about_sale(Some(sale), Happening::Sale, |it| policy.goodwill(it, book));
        let handling = found.map_err(|_reason| Refusal::NoSuchGift)?;
        let goodwill = policy.rules().goodwill.as_ref();
        let left = goodwill.map(|it| book.goodwill_left(it, self.today(), self.now.at));
        self.notes += 1;
        let card = GiftCard {
            id: self.notes,
            rule: RuleKey::GOODWILL,
            why: GiftWhy::ByHand,
            left: left.map(|left| left.saturating_sub(1)),
            needs_approval: false,
            as_code: false,
            stars: 0,
        };
        self.show_gift(card, handling);
        Ok(())
    }

    /// Whether the member who is served may pay for this with stars.
    fn may_spend(&self, policy: &Policy, sale: &Sale, rule: RuleKey) -> Result<(), NoStars> {
        let (Some(guest), Some(earning)) = (self.loyalty.guest.as_ref(), policy.rules().stars)
        else {
            return Err(NoStars::TooFew { have: 0, need: 1 });
        };
        let (file, day) = (&guest.file, self.today());
        let stars = policy.rule(rule).map_or(0, Rule::stars);
        let link = self.loyalty.link;
        self.may_spend_here(&earning)?;
        let ask = Ask {
            numbers: &file.numbers,
            purpose: Purpose::Gift(sale.receipt, rule),
            receipt: sale.receipt,
            stars,
            day,
            link,
            is_staff: file.record.staff.is_staff(),
        };
        file.record.stars.may_spend(&ask, &earning)
    }

    /// Whether stars may be spent without asking the other counters, where these cannot be asked.
    fn may_spend_here(&self, earning: &Earning) -> Result<(), NoStars> {
        let cap = earning.offline_per_day;
        let is_alone = matches!(self.loyalty.link, Link::Offline(_));
        if is_alone && self.state.given().offline_spends(self.today()) >= cap {
            return Err(NoStars::OfflineFull { cap });
        }
        Ok(())
    }

    /// The gift was handed over.
    pub(super) fn give_gift(&mut self, card: u64) -> Result<(), Refusal> {
        let shown = self.take_shown(card)?;
        let handling = self.handled_now(&shown);
        self.note(Fact::GiftGiven(GiftHandled::from(&handling)));
        if self.serving.is_none() && self.loyalty.guest.is_none() {
            // Given without a sale, it was an occasion of its own.
            self.loyalty.sale = None;
        }
        let member = handling.member.filter(|_| shown.card.stars > 0);
        if let Some(member) = member {
            self.note(Fact::StarsSpent(StarsSpent {
                purpose: Purpose::Gift(handling.receipt, handling.rule),
                receipt: handling.receipt,
                member,
                day: handling.day,
                stars: shown.card.stars,
                offline: match self.loyalty.link {
                    Link::Online => None,
                    Link::Offline(till) => Some(till),
                },
            }));
        }
        Ok(())
    }

    /// Not this time.
    pub(super) fn pass_gift(&mut self, card: u64) -> Result<(), Refusal> {
        let shown = self.take_shown(card)?;
        let handling = self.handled_now(&shown);
        self.note(Fact::GiftPassed(GiftHandled::from(&handling)));
        Ok(())
    }

    fn take_shown(&mut self, card: u64) -> Result<Shown, Refusal> {
        let shown = self.loyalty.shown.take_if(|shown| shown.card.id == card);
        shown.ok_or(Refusal::NoSuchCard)
    }

    fn handled_now(&self, shown: &Shown) -> Handling {
        Handling {
            at: self.now.at,
            ..shown.handling
        }
    }

    /// What is kept for an offer is free again.
    pub(super) fn release_offer(&mut self) {
        if let Some(shown) = self.loyalty.shown.take() {
            let Handling {
                receipt,
                rule,
                member,
                ..
            } = shown.handling;
            self.release(receipt, rule, member);
        }
    }

    fn release(&mut self, receipt: Receipt, rule: RuleKey, member: Option<Member>) {
        let day = self.today();
        self.note(Fact::GiftReleased(GiftBack {
            receipt,
            rule,
            day,
            member,
        }));
        self.is_shown = false;
    }

    pub(super) fn say_temperature(&mut self, tenths: i16) -> Result<(), Refusal> {
        let is_possible = (-600..=600).contains(&tenths);
        let at = self.now.at;
        let said = is_possible.then_some(Temperature { tenths, at });
        self.loyalty.temperature = Some(said.ok_or(Refusal::NoTemperature)?);
        Ok(())
    }

    /// What whoever the rules ask says of the temperature; nothing where they do not know.
    pub(super) fn read_temperature(&mut self, temperature: Option<Temperature>) {
        self.loyalty.temperature = temperature;
        self.loyalty.weather_fails = temperature.is_none();
    }

    /// Other rules hold; whom they ask anew how warm it is has not failed yet.
    pub(super) fn take_rules(&mut self, policy: Option<Arc<Policy>>) {
        let before = self.loyalty.setup.policy.as_deref().map(source);
        if before != policy.as_deref().map(source) {
            self.loyalty.weather_fails = false;
        }
        self.loyalty.setup.policy = policy;
    }

    pub(super) fn mind_gifts(&mut self) {
        let now = self.now.instant;
        let is_over = self.shown_ends().is_some_and(|end| now >= end);
        if is_over || self.payment_note().is_some() {
            self.release_offer();
        }
        // What was offered before the process began; what is shown has its own end.
        let shown = self
            .loyalty
            .shown
            .map(|it| (it.handling.receipt, it.handling.rule));
        for (receipt, rule) in self.state.given().book().lapsed(self.now.at) {
            if shown != Some((receipt, rule)) {
                self.release(receipt, rule, None);
            }
        }
    }

    fn shown_ends(&self) -> Option<Instant> {
        let shown = self.loyalty.shown?;
        let reserved = Duration::from_millis(RESERVED_MS.unsigned_abs());
        let sale = self.loyalty.sale;
        let is_next = sale.is_some_and(|sale| sale.receipt != shown.handling.receipt);
        let lasts = if is_next { PACKING } else { reserved };
        Some(shown.since + lasts)
    }

    pub(super) fn gift_is_due(&self) -> Option<Instant> {
        let until = |at: Timestamp| {
            let left = u64::try_from(at.0 - self.now.at.0).unwrap_or_default();
            self.now.instant + Duration::from_millis(left)
        };
        let old = self.state.given().book().next_lapse().map(until);
        self.shown_ends().into_iter().chain(old).min()
    }
}

/// What a rule follows that the cashier touches; `None` where it follows something else.
fn happening(rule: &Rule) -> Option<Happening> {
    match rule.when.trigger {
        Trigger::Manual => Some(Happening::Manual(rule.key)),
        Trigger::Stars(_) => Some(Happening::Stars(rule.key)),
        Trigger::Sale | Trigger::SurveyDone | Trigger::CaseClosed(_) => None,
    }
}

fn source(policy: &Policy) -> &WeatherSource {
    &policy.rules().weather.source
}

fn face(policy: &Policy, rule: RuleKey) -> Option<GiftFace> {
    if rule == RuleKey::GOODWILL {
        let goodwill = policy.rules().goodwill.as_ref()?;
        return Some(GiftFace {
            label: goodwill.label.clone(),
            say: None,
            allergens: Vec::new(),
            show_packet: false,
        });
    }
    let give = &policy.rule(rule)?.give;
    Some(GiftFace {
        label: give.label.clone(),
        say: give.say.clone(),
        allergens: give.allergens.clone(),
        show_packet: give.show_packet,
    })
}
