//! Whether what a rule says makes sense together, and is not looser than what stands above it.

use super::gift::Above;
use super::table::{Reader, Section};
use super::{Budget, Chance, Rule, Stock, Trigger};
use crate::domain::gift::draw::Share;

/// A key and what is wrong with it.
type Wrong = Option<(&'static str, String)>;

pub(super) fn check(reader: &mut Reader<'_>, s: &Section<'_>, rule: &Rule, above: &Above<'_>) {
    let all = [
        looser_cap(rule, above),
        looser_gap(rule, above),
        looser_budget(rule, above),
        dear(rule),
        reversed_days(rule),
        reversed_temperature(rule),
        reversed_basket(rule),
        unknown_member(rule),
        birthday(rule),
        promised(rule),
        touched(rule),
        paced(rule),
        coded_stock(rule),
        no_stars(rule, above),
        no_sale(rule),
    ];
    for (key, message) in all.into_iter().flatten() {
        reader.wrong(s, key, message);
    }
}

fn wrong(is_wrong: bool, key: &'static str, message: impl Into<String>) -> Wrong {
    is_wrong.then(|| (key, message.into()))
}

fn looser_cap(rule: &Rule, above: &Above<'_>) -> Wrong {
    let (own, all) = (rule.per_customer?, above.global.gifts);
    let is_looser = own.max > all.max && own.days <= all.days;
    let message = format!(
        "is looser than [global], which has at most {} in {} days; write as much or less",
        all.max, all.days
    );
    wrong(is_looser, "per_customer", message)
}

fn looser_gap(rule: &Rule, above: &Above<'_>) -> Wrong {
    let (own, all) = (rule.cool_down_days?, above.global.min_days_between);
    let message = format!(
        "is looser than [global], which has {all} days between gifts; write {all} or more, or \
         bypass_min_days = true for what was promised"
    );
    wrong(
        own < all && !rule.bypass_min_days,
        "cool_down_days",
        message,
    )
}

fn looser_budget(rule: &Rule, above: &Above<'_>) -> Wrong {
    let all = above.global.monthly_budget?;
    let Budget {
        per_day, per_month, ..
    } = rule.budget;
    let largest = per_day.max(per_month)?;
    let message = format!("is looser than [global], whose monthly_budget is {all}; write less");
    wrong(largest > all, "budget", message)
}

fn dear(rule: &Rule) -> Wrong {
    let Budget {
        per_day,
        per_month,
        total,
    } = rule.budget;
    let least = [per_day, per_month, total].into_iter().flatten().min()?;
    let cost = rule.give.cost;
    let message =
        format!("is {least} and one gift costs {cost}, so that there is never any; write more");
    wrong(cost > least, "budget", message)
}

fn reversed_days(rule: &Rule) -> Wrong {
    let (from, until) = (rule.when.from?, rule.when.until?);
    let message = format!("ends on {until}, before it begins; write the earlier day as from");
    wrong(until < from, "when", message)
}

fn reversed_temperature(rule: &Rule) -> Wrong {
    let (min, max) = (rule.when.temp_min?, rule.when.temp_max?);
    wrong(
        max < min,
        "when",
        "temp_max_c is below temp_min_c; exchange them",
    )
}

fn reversed_basket(rule: &Rule) -> Wrong {
    let (min, max) = (rule.when.basket_min?, rule.when.basket_max?);
    wrong(
        max < min,
        "when",
        "basket_max is below basket_min; exchange them",
    )
}

fn unknown_member(rule: &Rule) -> Wrong {
    let when = &rule.when;
    let needs = [
        (when.nth_visit.is_some(), "nth_visit"),
        (when.birthday_days.is_some(), "birthday_window_days"),
        (when.min_visits.is_some(), "min_visits"),
        (when.overdue_ratio_min.is_some(), "overdue_ratio_min"),
        (
            matches!(when.trigger, Trigger::Stars(_)),
            "event = \"stars\"",
        ),
        (rule.who.birthday_consent, "consent"),
    ];
    let (_, name) = needs.into_iter().find(|(is_so, _)| *is_so)?;
    let message = format!("{name} needs somebody who is known; write card = true, not anonymous");
    wrong(rule.who.anonymous, "who", message)
}

fn birthday(rule: &Rule) -> Wrong {
    let is_wrong = rule.when.birthday_days.is_some() && !rule.who.birthday_consent;
    let message = "a birthday is used with the member's consent only; write consent = \"birthday\"";
    wrong(is_wrong, "who", message)
}

fn promised(rule: &Rule) -> Wrong {
    if !rule.is_promised() {
        return None;
    }
    let message = "is promised to the customer, so that nobody is left out; take it out";
    wrong(rule.hold_out != Share::NONE, "hold_out", message)
        .or_else(|| wrong(!is_sure(rule.chance), "chance", message))
}

fn touched(rule: &Rule) -> Wrong {
    if rule.when.trigger != Trigger::Manual {
        return None;
    }
    let message = "the cashier decides with a touch, so that no lot is drawn; take it out";
    wrong(rule.hold_out != Share::NONE, "hold_out", message)
        .or_else(|| wrong(!is_sure(rule.chance), "chance", message))
}

fn is_sure(chance: Chance) -> bool {
    match chance {
        Chance::Of(chance) => chance >= 1.0,
        Chance::Pace => false,
    }
}

fn paced(rule: &Rule) -> Wrong {
    let has_end = rule.stock != Stock::default() || rule.budget.per_day.is_some();
    let message =
        "paces what there is over the day; write stock = { per_day = 20 } or a budget per_day";
    wrong(rule.chance == Chance::Pace && !has_end, "chance", message)
}

fn coded_stock(rule: &Rule) -> Wrong {
    let is_wrong = rule.give.as_code && rule.stock != Stock::default();
    let message = "a reward code is taken on another day, so that nothing on the shelf is counted; \
                   write a budget";
    wrong(is_wrong, "stock", message)
}

fn no_stars(rule: &Rule, above: &Above<'_>) -> Wrong {
    let is_wrong = matches!(rule.when.trigger, Trigger::Stars(_)) && !above.has_stars;
    wrong(
        is_wrong,
        "when",
        "nobody has stars; write how they are earned under [stars]",
    )
}

/// What only a sale can tell.
fn no_sale(rule: &Rule) -> Wrong {
    let when = &rule.when;
    let looks = [
        (when.nth_visit.is_some(), "nth_visit"),
        (!when.any_category.is_empty(), "any_category"),
        (when.basket_min.is_some(), "basket_min"),
    ];
    let (_, name) = looks.into_iter().find(|(is_so, _)| *is_so)?;
    let is_wrong = matches!(when.trigger, Trigger::CaseClosed(_));
    let message = format!("{name} is known of a sale only, and a case is none; take it out");
    wrong(is_wrong, "when", message)
}
