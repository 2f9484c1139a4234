//! Every reason, one by one; `tests/gifts.rs` has whole seasons.

use super::*;
use crate::domain::case::Resolution;
use crate::domain::gift::rules::{CategorySet, EXAMPLE};
use crate::domain::i18n::Messages;
use chrono::NaiveDate;

mod bounds;
mod rule;

const LABEL: &str = "label = { en = \"Tea\", pl = \"Herbata\", da = \"Te\", et = \"Tee\" }";
const ANNA: [Member; 2] = [Member(7), Member(9)];

fn policy(text: &str) -> Policy {
    let read = Rules::read("gifts.toml", text, &Messages::languages());
    Policy::new(read.rules.unwrap_or_else(|it| panic!("{it:#?}\n{text}")))
}

/// One rule, `tea`, which everybody gets unless something else is said, and no group without.
fn with(global: &str, rule: &str) -> Policy {
    let has = |key: &str| rule.lines().any(|line| line.starts_with(key));
    let usual = [
        ("when", "when = { event = \"sale\" }\n"),
        ("who", "who = { anonymous = true }\n"),
        ("hold_out", "hold_out = 0.0\n"),
        ("give", &format!("give = {{ cost = 30, {LABEL} }}\n")),
    ];
    let usual = usual.iter().filter(|(key, _)| !has(key));
    let usual: String = usual.map(|(_, line)| *line).collect();
    policy(&format!(
        "schema = 1\nseed = \"0000000000000001\"\n{global}\n[categories]\ntea = [\"590*\"]\n\
         [[gift]]\nid = \"tea\"\n{usual}{rule}"
    ))
}

fn day(y: i32, m: u32, d: u32) -> Day {
    Day::from_date(NaiveDate::from_ymd_opt(y, m, d).unwrap()).unwrap()
}

/// A Friday at noon.
fn sale() -> Sale<'static> {
    Sale {
        receipt: Receipt(100),
        happening: Happening::Sale,
        at: Timestamp(1_795_780_800_000),
        day: day(2026, 11, 27),
        time: "12:00".parse().unwrap(),
        total_minor: Some(1000),
        categories: CategorySet::NONE,
        temperature: None,
        forecast: None,
        customer: Customer::Unknown,
        note: false,
    }
}

fn anna() -> Profile<'static> {
    Profile {
        numbers: &ANNA,
        had: None,
        visit: 10,
        overdue_ratio: None,
        birthday: None,
        opted_out: false,
        stars: 0,
    }
}

fn given_to_nobody(receipt: u64, days_ago: u16, cost: u32) -> GiftFact {
    let today = sale();
    GiftFact::Given(Handling {
        at: Timestamp(today.at.0 - 1),
        day: Day(today.day.0 - days_ago),
        receipt: Receipt(receipt),
        rule: RuleKey::of("tea"),
        member: None,
        cost,
        as_code: false,
    })
}

fn reason(policy: &Policy, sale: &Sale<'_>, book: &Book) -> Option<Reason> {
    let explained = policy.explain(sale, book);
    let decided = policy.decide(sale, book);
    let first = explained[0].1;
    let is_first = decided.offer.is_some_and(|offer| offer.index == 0);
    assert_eq!(first.is_none(), is_first, "decided and explained differ");
    first
}

#[test]
fn a_promise_becomes_a_code_where_nothing_is_left_and_no_lot_is_drawn() {
    let rule = "when = { event = \"sale\", nth_visit = 10 }\nwho = { card = true }\n\
                stock = { per_day = 1 }\nexpires_days = 30";
    let policy = with("", rule);
    let sale = Sale {
        customer: Customer::Member(anna()),
        ..sale()
    };
    let mut book = Book::default();
    let offer = policy.decide(&sale, &book).offer.unwrap();
    assert_eq!((offer.as_code, offer.expires), (false, None));
    book.apply(&given_to_nobody(1, 0, 30));
    let offer = policy.decide(&sale, &book).offer.unwrap();
    assert!(offer.as_code && offer.handling(&sale).as_code);
    assert_eq!(offer.expires, Some(Day(sale.day.0 + 30)));
    assert_eq!(policy.decide(&sale, &book).assignment, None);
}

/// A rule that holds everybody out, one by chance and one that is promised.
fn held_out_and_promised() -> Policy {
    let rule = |id: &str, keys: &str| {
        format!("[[gift]]\nid = \"{id}\"\n{keys}\ngive = {{ cost = 1, {LABEL} }}\n")
    };
    policy(&format!(
        "schema = 1\nseed = \"0000000000000001\"\n{}{}{}",
        rule(
            "all-out",
            "when = { event = \"sale\" }\nwho = { card = true }\nhold_out = 1.0\ncool_down_days = 50"
        ),
        rule(
            "chance",
            "when = { event = \"sale\" }\nwho = { card = true }\nhold_out = 0.0"
        ),
        rule(
            "promise",
            "when = { event = \"sale\", nth_visit = 10 }\nwho = { card = true }"
        ),
    ))
}

#[test]
fn who_is_held_out_of_one_rule_gets_no_other_by_chance_and_what_was_promised() {
    let policy = held_out_and_promised();
    let tenth = Sale {
        customer: Customer::Member(anna()),
        ..sale()
    };
    let mut book = Book::default();
    let decision = policy.decide(&tenth, &book);
    assert_eq!(decision.offer.map(|it| it.index), Some(2));
    let assignment = decision.assignment.unwrap();
    assert_eq!(
        (assignment.unit, assignment.held_out),
        (Unit::Member(ANNA[0]), true)
    );
    let eleventh = Sale {
        customer: Customer::Member(Profile {
            visit: 11,
            ..anna()
        }),
        ..sale()
    };
    let reasons: Vec<_> = policy
        .explain(&eleventh, &book)
        .into_iter()
        .map(|it| it.1)
        .collect();
    let expected = [
        Reason::HeldOut,
        Reason::HeldOut,
        Reason::NotTheVisit { left: 9 },
    ];
    assert_eq!(reasons, expected.map(Some));
    book.apply(&assignment.held_out(&tenth).unwrap());
    let next = policy.decide(
        &Sale {
            receipt: Receipt(3),
            ..eleventh
        },
        &book,
    );
    assert_eq!(
        next.offer.map(|it| it.index),
        Some(1),
        "the rule rests for them as for the others"
    );
    assert_eq!(next.assignment, None);
}

#[test]
fn the_pace_gives_all_there_is_to_those_who_are_still_to_come() {
    let policy = with("", "chance = \"pace\"\nstock = { per_day = 50 }");
    let mut quarters = [0.0; 96];
    quarters[48..52].fill(25.0);
    let forecast = Forecast::new(&quarters);
    let won = (0..2000).filter(|receipt| {
        let sale = Sale {
            receipt: Receipt(*receipt),
            forecast: Some(&forecast),
            ..sale()
        };
        policy.decide(&sale, &Book::default()).offer.is_some()
    });
    let won = won.count();
    assert!(
        (900..1100).contains(&won),
        "50 gifts for 100 receipts: {won} of 2000"
    );
}

#[test]
fn the_worked_rules_do_what_they_say() {
    let policy = policy(EXAMPLE);
    let hot = |receipt| Sale {
        receipt: Receipt(receipt),
        temperature: Some(Temperature {
            tenths: 300,
            at: sale().at,
        }),
        ..sale()
    };
    let offers: Vec<usize> = (0..400)
        .filter_map(|receipt| Some(policy.decide(&hot(receipt), &Book::default()).offer?.index))
        .collect();
    assert!(offers.iter().all(|index| *index == 0));
    assert!(
        (60..120).contains(&offers.len()),
        "a quarter, a tenth of it held out: {}",
        offers.len()
    );
    let closed = Sale {
        happening: Happening::CaseClosed(Resolution::NotSolved),
        customer: Customer::Member(anna()),
        ..sale()
    };
    let offer = policy.decide(&closed, &Book::default()).offer.unwrap();
    assert!(offer.needs_approval && offer.as_code);
    assert_eq!(offer.cost, 500);
    let shown = Sale {
        happening: Happening::SurveyDone,
        ..sale()
    };
    let offer = policy.decide(&shown, &Book::default()).offer.unwrap();
    assert_eq!(policy.rule(offer.rule).unwrap().id, "survey-thanks");
}
