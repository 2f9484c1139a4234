//! Reads one rule.

use super::allergen::Allergen;
use super::banned::{Place, complaint};
use super::categories::{self, Categories};
use super::global::{COUNT, DAYS, MONEY, Midnight, cap, hours, required, share};
use super::sense;
use super::table::{Reader, Section};
use super::words::{LABEL, SAY, words};
use super::{Budget, Chance, Give, Global, Rule, Stock, Trigger, Weekdays, When, Who};
use crate::domain::case::Resolution;
use crate::domain::gift::RuleKey;
use crate::domain::gift::draw::Share;
use crate::domain::gift::policy::Temperature;
use crate::domain::language::Language;
use chrono::Weekday;

/// What a rule is read with.
#[derive(Debug)]
pub(super) struct Above<'a> {
    pub(super) global: &'a Global,
    pub(super) categories: &'a Categories,
    pub(super) languages: &'a [Language],
    pub(super) has_stars: bool,
}

/// A rule; `None` where so much is wrong with it that there is none.
pub(super) fn gift<'t>(
    reader: &mut Reader<'t>,
    section: Section<'t>,
    above: &Above<'_>,
) -> Option<Rule> {
    required(reader, &section, "id")?;
    let id = reader.text(&section, "id")?;
    let section = section.named(format!("[gift {id}] "));
    let s = &section;
    if let Some(message) = wrong_id(id) {
        reader.wrong(s, "id", message);
    }
    reader.keys(
        s,
        &[
            "id",
            "when",
            "who",
            "give",
            "stock",
            "budget",
            "chance",
            "basket",
            "per_customer",
            "cool_down_days",
            "bypass_min_days",
            "expires_days",
            "approve",
            "hold_out",
        ],
        &[],
        &[],
    );
    for key in ["when", "who", "give"] {
        required(reader, s, key);
    }
    let when = when(reader, s, above);
    let who = who(reader, s);
    let give = give(reader, s, above);
    let mut rule = Rule {
        id: id.to_owned(),
        key: RuleKey::of(id),
        line: s.line,
        when: when?,
        who: who?,
        give: give?,
        stock: stock(reader, s),
        budget: budget(reader, s),
        chance: chance(reader, s),
        per_customer: cap(reader, s, "per_customer"),
        cool_down_days: reader.int(s, "cool_down_days", 0..=DAYS),
        bypass_min_days: reader.flag(s, "bypass_min_days").unwrap_or_default(),
        expires_days: reader.int(s, "expires_days", 1..=DAYS),
        approve: approve(reader, s),
        hold_out: Share::NONE,
    };
    let hold_out = share(reader, s, "hold_out");
    rule.hold_out = hold_out.unwrap_or_else(|| usual_hold_out(&rule, above));
    sense::check(reader, s, &rule, above);
    Some(rule)
}

fn usual_hold_out(rule: &Rule, above: &Above<'_>) -> Share {
    if rule.is_promised() || rule.when.trigger == Trigger::Manual {
        Share::NONE
    } else {
        above.global.hold_out
    }
}

fn wrong_id(id: &str) -> Option<String> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if id.is_empty() || id.len() > 40 || !id.bytes().all(is_plain) {
        return Some(format!(
            "is {id:?}; write up to 40 small letters a to z, digits and dashes"
        ));
    }
    if id == "goodwill" {
        return Some("is what [goodwill] is counted under; write another".to_owned());
    }
    complaint(Place::Gift, id)
}

fn when<'t>(reader: &mut Reader<'t>, rule: &Section<'t>, above: &Above<'_>) -> Option<When> {
    let section = reader.section(rule, "when")?;
    let s = &section;
    reader.keys(
        s,
        &[
            "event",
            "hours",
            "days",
            "from",
            "until",
            "temp_min_c",
            "temp_max_c",
            "basket_min",
            "basket_max",
            "nth_visit",
            "birthday_window_days",
            "min_visits",
            "overdue_ratio_min",
            "outcome",
            "stars",
        ],
        &[],
        &[],
    );
    let (any_category, none_of_category) = basket(reader, rule, above.categories);
    let trigger = trigger(reader, s);
    Some(When {
        trigger: trigger?,
        hours: hours(reader, s, "hours", Midnight::MayNot),
        days: days(reader, s),
        from: reader.day(s, "from"),
        until: reader.day(s, "until"),
        temp_min: temperature(reader, s, "temp_min_c"),
        temp_max: temperature(reader, s, "temp_max_c"),
        basket_min: reader.int(s, "basket_min", 0..=MONEY),
        basket_max: reader.int(s, "basket_max", 0..=MONEY),
        nth_visit: reader.int(s, "nth_visit", 2..=1000),
        birthday_days: reader.int(s, "birthday_window_days", 0..=60),
        min_visits: reader.int(s, "min_visits", 1..=1000),
        overdue_ratio_min: reader.number(s, "overdue_ratio_min", 1.0..=100.0),
        any_category,
        none_of_category,
    })
}

fn trigger<'t>(reader: &mut Reader<'t>, s: &Section<'t>) -> Option<Trigger> {
    required(reader, s, "event")?;
    let event = reader.text(s, "event")?;
    if event != "case_closed" && s.has("outcome") {
        reader.wrong(
            s,
            "outcome",
            "goes with event = \"case_closed\" only; take it out",
        );
    }
    if event != "stars" && s.has("stars") {
        reader.wrong(s, "stars", "goes with event = \"stars\" only; take it out");
    }
    match event {
        "sale" => Some(Trigger::Sale),
        "manual" => Some(Trigger::Manual),
        "survey_done" => Some(Trigger::SurveyDone),
        "case_closed" => Some(Trigger::CaseClosed(outcome(reader, s))),
        "stars" => {
            required(reader, s, "stars")?;
            reader.int(s, "stars", 1..=10_000).map(Trigger::Stars)
        }
        other => {
            let message =
                format!("is {other:?}; write sale, manual, survey_done, case_closed or stars");
            reader.wrong(s, "event", message);
            None
        }
    }
}

/// How a case has to have ended; in any way where all of them are listed, or none.
fn outcome<'t>(reader: &mut Reader<'t>, s: &Section<'t>) -> Option<Resolution> {
    let mut found = Vec::new();
    for name in reader_texts(reader, s, "outcome") {
        match name.0 {
            "solved" => found.push(Resolution::Solved),
            "not_solved" => found.push(Resolution::NotSolved),
            other => {
                let message =
                    format!("no case ends as {other:?}; write \"solved\" or \"not_solved\"");
                reader.wrong_at(s, "outcome", name.1, message);
            }
        }
    }
    match found[..] {
        [only] => Some(only),
        _ => None,
    }
}

fn reader_texts<'t>(reader: &mut Reader<'t>, s: &Section<'t>, key: &str) -> Vec<(&'t str, usize)> {
    let texts = reader.texts(s, key).unwrap_or_default();
    texts.iter().map(|it| (it.value, it.line)).collect()
}

fn temperature<'t>(reader: &mut Reader<'t>, s: &Section<'t>, key: &str) -> Option<i16> {
    let degrees = reader.number(s, key, -60.0..=60.0)?;
    Temperature::tenths_of(degrees)
}

/// `"Mo-Sa"`, `"Mo,We-Fr"`.
fn days<'t>(reader: &mut Reader<'t>, s: &Section<'t>) -> Weekdays {
    let Some(text) = reader.text(s, "days") else {
        return Weekdays::ALL;
    };
    let mut all = Vec::new();
    for part in text.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (Some(from), Some(to)) = (weekday(from), weekday(to)) else {
            let message = format!(
                "is {text:?}; write days such as \"Mo-Sa\" or \"Mo,Th\" (Mo Tu We Th Fr Sa Su)"
            );
            reader.wrong(s, "days", message);
            return Weekdays::ALL;
        };
        all.extend((0..7).scan(from, |day, step| {
            let ended = step > 0 && *day == to.succ();
            let this = *day;
            *day = day.succ();
            (!ended).then_some(this)
        }));
    }
    Weekdays::of(all)
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text.trim() {
        "Mo" => Weekday::Mon,
        "Tu" => Weekday::Tue,
        "We" => Weekday::Wed,
        "Th" => Weekday::Thu,
        "Fr" => Weekday::Fri,
        "Sa" => Weekday::Sat,
        "Su" => Weekday::Sun,
        _ => return None,
    })
}

fn basket<'t>(
    reader: &mut Reader<'t>,
    rule: &Section<'t>,
    known: &Categories,
) -> (categories::CategorySet, categories::CategorySet) {
    let none = categories::CategorySet::NONE;
    let Some(section) = reader.section(rule, "basket") else {
        return (none, none);
    };
    let by_number = "cannot be known: Tillside sees barcodes, no stock numbers; list the codes under \
                     [categories] and write ";
    let (any, none_of) = (
        format!("{by_number}any_category"),
        format!("{by_number}none_of_category"),
    );
    reader.keys(
        &section,
        &["any_category", "none_of_category"],
        &[("none_sku", &none_of), ("any_sku", &any)],
        &[],
    );
    (
        categories::set(reader, &section, "any_category", known),
        categories::set(reader, &section, "none_of_category", known),
    )
}

fn who<'t>(reader: &mut Reader<'t>, rule: &Section<'t>) -> Option<Who> {
    let section = reader.section(rule, "who")?;
    let s = &section;
    reader.keys(s, &["anonymous", "card", "consent"], &[], &[]);
    let anonymous = reader.flag(s, "anonymous").unwrap_or_default();
    let card = reader.flag(s, "card").unwrap_or_default();
    if anonymous == card {
        let message = "write anonymous = true for everybody, or card = true for members alone";
        reader.wrong(rule, "who", message);
    }
    let consent = reader.text(s, "consent");
    if let Some(consent) = consent.filter(|it| *it != "birthday") {
        let message = complaint(Place::Condition, consent).unwrap_or_else(|| {
            format!("nobody is asked for consent to {consent:?}; only \"birthday\" is known")
        });
        reader.wrong(s, "consent", message);
    }
    Some(Who {
        anonymous,
        birthday_consent: consent == Some("birthday"),
    })
}

fn give<'t>(reader: &mut Reader<'t>, rule: &Section<'t>, above: &Above<'_>) -> Option<Give> {
    let section = reader.section(rule, "give")?;
    let s = &section;
    reader.keys(
        s,
        &[
            "label",
            "say",
            "sku",
            "any_of",
            "qty",
            "cost",
            "value_max",
            "staff_choice",
            "as",
            "allergens",
            "allergens_shown",
        ],
        &[(
            "only_if_stock_over",
            "cannot be known: Tillside does not see the shelf; write how many may be given, \
             stock = { per_day = 20 }, and change it when there are fewer",
        )],
        &[],
    );
    required(reader, s, "label");
    let label = words(reader, s, "label", LABEL, above.languages);
    let say = words(reader, s, "say", SAY, above.languages);
    let qty = reader.int(s, "qty", 1..=100).unwrap_or(1);
    let cost = cost(reader, s, qty);
    Some(Give {
        items: items(reader, s),
        qty,
        staff_choice: reader.flag(s, "staff_choice").unwrap_or_default(),
        as_code: as_code(reader, s),
        allergens: allergens(reader, s),
        show_packet: reader.flag(s, "allergens_shown").unwrap_or_default(),
        label: label?,
        say,
        cost: cost?,
    })
}

/// What all of it costs: `qty` times `cost`, or `value_max`.
fn cost<'t>(reader: &mut Reader<'t>, s: &Section<'t>, qty: u16) -> Option<u32> {
    let key = match (s.has("cost"), s.has("value_max")) {
        (true, true) => {
            reader.wrong(s, "value_max", "stands beside cost; write one of them");
            return None;
        }
        (false, true) => "value_max",
        _ => "cost",
    };
    required(reader, s, key)?;
    let each: u32 = reader.int(s, key, 0..=MONEY)?;
    let qty = if key == "cost" { qty } else { 1 };
    Some(each.saturating_mul(u32::from(qty)))
}

fn items<'t>(reader: &mut Reader<'t>, s: &Section<'t>) -> Vec<String> {
    let one = reader.text(s, "sku").map(|it| (it, s.line));
    let more = reader_texts(reader, s, "any_of");
    let mut all = Vec::new();
    for (name, line) in one.into_iter().chain(more) {
        if let Some(message) = complaint(Place::Gift, name) {
            reader.wrong_at(s, "sku", line, message);
        }
        all.push(name.to_owned());
    }
    all
}

fn as_code<'t>(reader: &mut Reader<'t>, s: &Section<'t>) -> bool {
    match reader.text(s, "as") {
        Some("reward_code") => true,
        Some("now") | None => false,
        Some(other) => {
            let message = format!("is {other:?}; write \"now\" or \"reward_code\"");
            reader.wrong(s, "as", message);
            false
        }
    }
}

fn allergens<'t>(reader: &mut Reader<'t>, s: &Section<'t>) -> Vec<Allergen> {
    let mut all = Vec::new();
    for (name, line) in reader_texts(reader, s, "allergens") {
        if let Some(allergen) = Allergen::from_name(name) {
            all.push(allergen);
            continue;
        }
        let known: Vec<&str> = Allergen::ALL.into_iter().map(Allergen::name).collect();
        let known = known.join(", ");
        let message = format!("{name:?} is none of the fourteen; there are {known}");
        reader.wrong_at(s, "allergens", line, message);
    }
    all
}

fn stock<'t>(reader: &mut Reader<'t>, rule: &Section<'t>) -> Stock {
    let Some(section) = reader.section(rule, "stock") else {
        return Stock::default();
    };
    reader.keys(
        &section,
        &["per_day", "total"],
        &[(
            "keep",
            "cannot be known: Tillside does not see the shelf; take it out, and write into per_day \
             how many may be given",
        )],
        &[],
    );
    Stock {
        per_day: reader.int(&section, "per_day", 0..=COUNT),
        total: reader.int(&section, "total", 0..=COUNT),
    }
}

fn budget<'t>(reader: &mut Reader<'t>, rule: &Section<'t>) -> Budget {
    let Some(section) = reader.section(rule, "budget") else {
        return Budget::default();
    };
    reader.keys(&section, &["per_day", "per_month", "total"], &[], &[]);
    Budget {
        per_day: reader.int(&section, "per_day", 0..=MONEY),
        per_month: reader.int(&section, "per_month", 0..=MONEY),
        total: reader.int(&section, "total", 0..=MONEY),
    }
}

/// `0.25`, `"pace"` or `{ pace = "day" }`.
fn chance<'t>(reader: &mut Reader<'t>, rule: &Section<'t>) -> Chance {
    if !rule.has("chance") {
        return Chance::Of(1.0);
    }
    if reader.is_table(rule, "chance") {
        let Some(section) = reader.section(rule, "chance") else {
            return Chance::Pace;
        };
        reader.keys(&section, &["pace"], &[], &[]);
        required(reader, &section, "pace");
        let pace = reader.text(&section, "pace");
        if pace.is_some_and(|it| it != "day") {
            reader.wrong(&section, "pace", "is paced over a day only; write \"day\"");
        }
        return Chance::Pace;
    }
    if reader.is_text(rule, "chance") {
        if reader.text(rule, "chance") != Some("pace") {
            reader.wrong(rule, "chance", "write a number from 0 to 1, or \"pace\"");
        }
        return Chance::Pace;
    }
    Chance::Of(reader.number(rule, "chance", 0.0..=1.0).unwrap_or(1.0))
}

fn approve<'t>(reader: &mut Reader<'t>, rule: &Section<'t>) -> bool {
    let Some(text) = reader.text(rule, "approve") else {
        return false;
    };
    if text != "manager" {
        reader.wrong(
            rule,
            "approve",
            "only a manager approves; write \"manager\" or take it out",
        );
    }
    true
}
