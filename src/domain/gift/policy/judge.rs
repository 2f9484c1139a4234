//! One rule and one sale. Cheap questions come first, so that most rules cost next to nothing.

use super::{Assignment, Customer, Happening, Offer, Profile, Reason, Sale, Unit};
use crate::domain::code::Day;
use crate::domain::gift::book::{Book, Left, Past};
use crate::domain::gift::draw::Share;
use crate::domain::gift::rules::{Cap, Chance, Rule, Rules, Trigger};
use std::cell::OnceCell;

/// What a rule says to a sale.
#[derive(Debug, Clone, Copy)]
pub(super) enum Verdict {
    No(Reason),
    HeldOut(Assignment),
    Offer(Offer, Option<Assignment>),
}

/// A sale with what is looked up once for all rules.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    rules: &'a Rules,
    sale: &'a Sale<'a>,
    book: &'a Book,
    profile: Option<&'a Profile<'a>>,
    /// Why the member gets nothing unasked, if so.
    contacts: OnceCell<Result<(), Reason>>,
    caps: OnceCell<Result<(), Reason>>,
    gap: OnceCell<Result<(), Reason>>,
    month_cost: OnceCell<u64>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(rules: &'a Rules, sale: &'a Sale<'a>, book: &'a Book) -> Self {
        let profile = match &sale.customer {
            Customer::Member(profile) => Some(profile),
            Customer::Unknown | Customer::Staff => None,
        };
        Self {
            rules,
            sale,
            book,
            profile,
            contacts: OnceCell::new(),
            caps: OnceCell::new(),
            gap: OnceCell::new(),
            month_cost: OnceCell::new(),
        }
    }

    /// Why no rule at all is looked at.
    pub(super) fn blocked(&self) -> Option<Reason> {
        if self.sale.note {
            Some(Reason::PaymentNote)
        } else if self.book.has_gift(self.sale.receipt, self.sale.at) {
            Some(Reason::OneASale)
        } else {
            None
        }
    }

    pub(super) fn rule(&self, index: usize, rule: &Rule) -> Verdict {
        let fits = self
            .happening(rule)
            .and_then(|()| self.time(rule))
            .and_then(|()| self.basket(rule))
            .and_then(|()| self.weather(rule))
            .and_then(|()| self.customer(rule))
            .and_then(|()| self.caps(rule));
        if let Err(reason) = fits {
            return Verdict::No(reason);
        }
        let left = self.book.left(rule.key, self.sale.day, self.sale.at);
        let as_code = match supply(rule, &left) {
            Ok(()) => rule.give.as_code,
            Err(Reason::DayStockGone | Reason::StockGone)
                if rule.is_promised() && rule.expires_days.is_some() =>
            {
                true
            }
            Err(reason) => return Verdict::No(reason),
        };
        if let Err(reason) = self.budget(rule, &left) {
            return Verdict::No(reason);
        }
        if let Err(reason) = self.draw(rule, &left) {
            return Verdict::No(reason);
        }
        let assignment = self.assignment(rule);
        match assignment {
            Some(assignment) if assignment.held_out => Verdict::HeldOut(assignment),
            _ => Verdict::Offer(self.offer(index, rule, as_code, &left), assignment),
        }
    }

    fn happening(&self, rule: &Rule) -> Result<(), Reason> {
        let is_it = match (rule.when.trigger, self.sale.happening) {
            (Trigger::Sale, Happening::Sale) | (Trigger::SurveyDone, Happening::SurveyDone) => true,
            (Trigger::CaseClosed(ends), Happening::CaseClosed(end)) => {
                ends.is_none_or(|it| it == end)
            }
            (Trigger::Manual, Happening::Manual(key))
            | (Trigger::Stars(_), Happening::Stars(key)) => key == rule.key,
            _ => false,
        };
        is_it.then_some(()).ok_or(Reason::NotThis)
    }

    fn time(&self, rule: &Rule) -> Result<(), Reason> {
        let (when, day) = (&rule.when, self.sale.day);
        if when
            .hours
            .is_some_and(|hours| !hours.contains(self.sale.time))
        {
            return Err(Reason::NotNow);
        }
        if when.from.is_some_and(|from| day < from) {
            return Err(Reason::NotYet);
        }
        if when.until.is_some_and(|until| day > until) {
            return Err(Reason::Over);
        }
        if !when.days.contains(day) {
            return Err(Reason::NotThisDay);
        }
        let is_touched = rule.is_asked_for() || rule.when.trigger == Trigger::Manual;
        let is_quiet = |hours: crate::domain::gift::rules::Hours| hours.contains(self.sale.time);
        if !is_touched && self.rules.global.quiet.is_some_and(is_quiet) {
            return Err(Reason::Quiet);
        }
        Ok(())
    }

    fn basket(&self, rule: &Rule) -> Result<(), Reason> {
        let (when, bought) = (&rule.when, self.sale.categories);
        if !when.any_category.is_empty() && !when.any_category.meets(bought) {
            return Err(Reason::NotBought);
        }
        if when.none_of_category.meets(bought) {
            return Err(Reason::Bought);
        }
        if when.basket_min.is_none() && when.basket_max.is_none() {
            return Ok(());
        }
        let total = self.sale.total_minor.ok_or(Reason::AmountUnknown)?;
        if when.basket_min.is_some_and(|min| total < i64::from(min)) {
            return Err(Reason::TooSmall);
        }
        if when.basket_max.is_some_and(|max| total > i64::from(max)) {
            return Err(Reason::TooLarge);
        }
        Ok(())
    }

    fn weather(&self, rule: &Rule) -> Result<(), Reason> {
        let when = &rule.when;
        if when.temp_min.is_none() && when.temp_max.is_none() {
            return Ok(());
        }
        let temperature = self.sale.temperature.ok_or(Reason::WeatherUnknown)?;
        let age_ms = self.sale.at.0.saturating_sub(temperature.at.0);
        if age_ms > i64::from(self.rules.weather.max_age_min) * 60_000 {
            return Err(Reason::WeatherUnknown);
        }
        if when.temp_min.is_some_and(|min| temperature.tenths < min) {
            return Err(Reason::TooCold);
        }
        if when.temp_max.is_some_and(|max| temperature.tenths > max) {
            return Err(Reason::TooWarm);
        }
        Ok(())
    }

    fn customer(&self, rule: &Rule) -> Result<(), Reason> {
        let Some(profile) = self.profile else {
            let is_staff = matches!(self.sale.customer, Customer::Staff);
            return match (
                is_staff && self.rules.global.staff_excluded,
                rule.who.anonymous,
            ) {
                (true, _) => Err(Reason::Staff),
                (false, false) => Err(Reason::MembersOnly),
                (false, true) => Ok(()),
            };
        };
        if profile.opted_out && !rule.is_asked_for() {
            return Err(Reason::OptedOut);
        }
        visits(rule, profile)?;
        birthday(rule, profile, self.sale.day)?;
        if let Some(ratio) = rule.when.overdue_ratio_min
            && profile.overdue_ratio.is_none_or(|it| it < ratio)
        {
            return Err(Reason::NotAway);
        }
        match rule.when.trigger {
            Trigger::Stars(need) if profile.stars < i64::from(need) => {
                let have = u32::try_from(profile.stars.max(0)).unwrap_or(u32::MAX);
                let need = u32::from(need);
                Err(Reason::TooFewStars { have, need })
            }
            Trigger::Stars(_)
            | Trigger::Sale
            | Trigger::Manual
            | Trigger::SurveyDone
            | Trigger::CaseClosed(_) => Ok(()),
        }
    }

    /// How much one person gets. What they ask for themselves is bounded by what it costs them.
    fn caps(&self, rule: &Rule) -> Result<(), Reason> {
        if self.book.was_passed(self.sale.receipt, rule.key) {
            return Err(Reason::Passed);
        }
        let Some(profile) = self.profile else {
            return Ok(());
        };
        let past = profile.had.unwrap_or(self.book).past(profile.numbers);
        if !rule.is_asked_for() {
            (*self.contacts.get_or_init(|| self.contacts(&past)))?;
            (*self
                .caps
                .get_or_init(|| self.had_enough(&past, self.rules.global.gifts, None)))?;
        }
        if !rule.is_asked_for() && !rule.bypass_min_days {
            (*self.gap.get_or_init(|| self.had_lately(&past)))?;
        }
        if let Some(cap) = rule.per_customer {
            self.had_enough(&past, cap, Some(rule))?;
        }
        let last = past
            .last_of(rule.key, self.sale.at)
            .map(|last| self.days_ago(last));
        // A visit is a day: a second sale of it is not the tenth visit once more.
        let rest = rule
            .cool_down_days
            .or_else(|| rule.when.nth_visit.map(|_| 1));
        match (rest, last) {
            (Some(rest), Some(days_ago)) if days_ago < rest => Err(Reason::Recently { days_ago }),
            _ => Ok(()),
        }
    }

    fn contacts(&self, past: &Past<'_>) -> Result<(), Reason> {
        let Cap { max, days } = self.rules.global.contacts;
        let since = self.rules.global.contacts.since(self.sale.day);
        let is_full = past.contacts_since(since, self.sale.at) >= usize::from(max);
        (!is_full)
            .then_some(())
            .ok_or(Reason::ContactsFull { max, days })
    }

    fn had_enough(&self, past: &Past<'_>, cap: Cap, rule: Option<&Rule>) -> Result<(), Reason> {
        let Cap { max, days } = cap;
        let since = cap.since(self.sale.day);
        let had = past.gifts_since(since, rule.map(|rule| rule.key), self.sale.at);
        (had < usize::from(max))
            .then_some(())
            .ok_or(Reason::CapReached { max, days })
    }

    fn had_lately(&self, past: &Past<'_>) -> Result<(), Reason> {
        match past
            .last_offer(self.sale.at)
            .map(|last| self.days_ago(last))
        {
            Some(days_ago) if days_ago < self.rules.global.min_days_between => {
                Err(Reason::Recently { days_ago })
            }
            Some(_) | None => Ok(()),
        }
    }

    fn days_ago(&self, day: Day) -> u16 {
        self.sale.day.0.saturating_sub(day.0)
    }

    fn budget(&self, rule: &Rule, left: &Left) -> Result<(), Reason> {
        let cost = u64::from(rule.give.cost);
        let is_spent = |limit: Option<u32>, used: u64| {
            limit.is_some_and(|limit| used.saturating_add(cost) > u64::from(limit))
        };
        if is_spent(rule.budget.per_day, left.used_today().cost) {
            return Err(Reason::DayBudgetGone);
        }
        let of_month = || {
            let (day, at) = (self.sale.day, self.sale.at);
            *self
                .month_cost
                .get_or_init(|| self.book.month_cost(day, at))
        };
        let is_over = is_spent(rule.budget.per_month, left.used_month().cost)
            || is_spent(rule.budget.total, left.used_total().cost)
            || (self.rules.global.monthly_budget.is_some()
                && is_spent(self.rules.global.monthly_budget, of_month()));
        if is_over {
            Err(Reason::BudgetGone)
        } else {
            Ok(())
        }
    }

    fn draw(&self, rule: &Rule, left: &Left) -> Result<(), Reason> {
        if rule.is_promised() {
            return Ok(());
        }
        let chance = match rule.chance {
            Chance::Of(chance) => chance,
            Chance::Pace => self.pace(rule, left)?,
        };
        let draw = self.rules.seed.draw(rule.key, self.sale.receipt.0);
        draw.wins(chance).then_some(()).ok_or(Reason::NotDrawn)
    }

    /// What there is left for the receipts that are still to come, this one included.
    fn pace(&self, rule: &Rule, left: &Left) -> Result<f64, Reason> {
        let forecast = self.sale.forecast.ok_or(Reason::ForecastUnknown)?;
        let gifts = gifts_left(rule, left).map_or(f64::INFINITY, f64::from);
        let receipts = forecast.left(self.sale.time, rule.when.hours).max(1.0);
        Ok((gifts / receipts).clamp(0.0, 1.0))
    }

    fn assignment(&self, rule: &Rule) -> Option<Assignment> {
        if rule.hold_out == Share::NONE {
            return None;
        }
        let unit = match self.sale.customer.member() {
            Some(member) => Unit::Member(member),
            None => Unit::Receipt(self.sale.receipt),
        };
        let (Unit::Member(crate::domain::member::Member(number))
        | Unit::Receipt(crate::domain::receipt::Receipt(number))) = unit;
        let held_out = self.rules.seed.holds_out(rule.key, number, rule.hold_out);
        let rule = rule.key;
        Some(Assignment {
            rule,
            unit,
            held_out,
        })
    }

    fn offer(&self, index: usize, rule: &Rule, as_code: bool, left: &Left) -> Offer {
        let expires = rule.expires_days.filter(|_| as_code);
        let after = |days: u16| Day(self.sale.day.0.saturating_add(days));
        Offer {
            rule: rule.key,
            index,
            cost: rule.give.cost,
            as_code,
            expires: expires.map(after),
            needs_approval: rule.approve,
            left: gifts_left(rule, left).map(|left| left.saturating_sub(u32::from(!as_code))),
            stars: rule.stars(),
        }
    }
}

/// Whether there is one left. What is given as a code is on no shelf.
fn supply(rule: &Rule, left: &Left) -> Result<(), Reason> {
    if rule
        .stock
        .total
        .is_some_and(|all| left.used_total().gifts >= all)
    {
        return Err(Reason::StockGone);
    }
    if rule
        .stock
        .per_day
        .is_some_and(|all| left.used_today().gifts >= all)
    {
        return Err(Reason::DayStockGone);
    }
    Ok(())
}

/// How many gifts stock and budgets allow, this one included; `None` where nothing bounds them.
fn gifts_left(rule: &Rule, left: &Left) -> Option<u32> {
    let stock = |all: Option<u32>, used: u32| all.map(|all| all.saturating_sub(used));
    let cost = u64::from(rule.give.cost);
    let budget = |limit: Option<u32>, used: u64| {
        let money = u64::from(limit?).saturating_sub(used);
        let gifts = money.checked_div(cost)?;
        Some(u32::try_from(gifts).unwrap_or(u32::MAX))
    };
    let all = [
        stock(rule.stock.per_day, left.used_today().gifts),
        stock(rule.stock.total, left.used_total().gifts),
        budget(rule.budget.per_day, left.used_today().cost),
        budget(rule.budget.per_month, left.used_month().cost),
        budget(rule.budget.total, left.used_total().cost),
    ];
    all.into_iter().flatten().min()
}

fn visits(rule: &Rule, profile: &Profile<'_>) -> Result<(), Reason> {
    let visits = profile.visit;
    if let Some(nth) = rule.when.nth_visit.map(u32::from)
        && (visits == 0 || !visits.is_multiple_of(nth))
    {
        let left = nth - visits.checked_rem(nth).unwrap_or_default();
        return Err(Reason::NotTheVisit { left });
    }
    match rule.when.min_visits {
        Some(min) if visits < u32::from(min) => Err(Reason::TooFewVisits { visits }),
        Some(_) | None => Ok(()),
    }
}

fn birthday(rule: &Rule, profile: &Profile<'_>, day: Day) -> Result<(), Reason> {
    if !rule.who.birthday_consent && rule.when.birthday_days.is_none() {
        return Ok(());
    }
    let birthday = profile.birthday.ok_or(Reason::NoBirthday)?;
    let days = birthday.days_from(day).ok_or(Reason::NoBirthday)?;
    match rule.when.birthday_days {
        Some(most) if days > most => Err(Reason::NotBirthday),
        Some(_) | None => Ok(()),
    }
}
