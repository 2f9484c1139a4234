//! Every reason, one by one; `tests/gifts.rs` has whole seasons.

use super::*;
use crate::domain::case::Resolution;
use crate::domain::gift::rules::{CategorySet, EXAMPLE};
use crate::domain::i18n::Messages;
use chrono::NaiveDate;

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
        visit: 10,
        overdue_ratio: None,
        birthday: None,
        opted_out: false,
        stars: 0,
    }
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
fn time_and_basket_are_held_against_the_rule() {
    let tea = || with("", "").rules().categories.named("tea").unwrap();
    for (rule, expected) in [
        ("", None),
        ("when = { event = \"manual\" }", Some(Reason::NotThis)),
        ("when = { event = \"survey_done\" }", Some(Reason::NotThis)),
        (
            "when = { event = \"sale\", hours = \"11:00-12:00\" }",
            Some(Reason::NotNow),
        ),
        ("when = { event = \"sale\", hours = \"12:00-12:01\" }", None),
        (
            "when = { event = \"sale\", days = \"Mo-Th\" }",
            Some(Reason::NotThisDay),
        ),
        ("when = { event = \"sale\", days = \"Fr\" }", None),
        (
            "when = { event = \"sale\", from = 2026-11-28 }",
            Some(Reason::NotYet),
        ),
        (
            "when = { event = \"sale\", until = 2026-11-26 }",
            Some(Reason::Over),
        ),
        ("when = { event = \"sale\", until = 2026-11-27 }", None),
        (
            "when = { event = \"sale\", basket_min = 1001 }",
            Some(Reason::TooSmall),
        ),
        (
            "when = { event = \"sale\", basket_max = 999 }",
            Some(Reason::TooLarge),
        ),
        (
            "when = { event = \"sale\", basket_min = 1000, basket_max = 1000 }",
            None,
        ),
        (
            "basket = { any_category = [\"tea\"] }",
            Some(Reason::NotBought),
        ),
        ("basket = { none_of_category = [\"tea\"] }", None),
        (
            "when = { event = \"sale\", temp_min_c = 28 }",
            Some(Reason::WeatherUnknown),
        ),
        ("who = { card = true }", Some(Reason::MembersOnly)),
        ("chance = 0.0", Some(Reason::NotDrawn)),
        ("stock = { per_day = 0 }", Some(Reason::DayStockGone)),
        ("stock = { total = 0 }", Some(Reason::StockGone)),
        (
            "chance = \"pace\"\nstock = { per_day = 3 }",
            Some(Reason::ForecastUnknown),
        ),
    ] {
        let found = reason(&with("", rule), &sale(), &Book::default());
        assert_eq!(found, expected, "{rule}");
    }
    let bought = Sale {
        categories: tea(),
        ..sale()
    };
    for (rule, expected) in [
        ("basket = { any_category = [\"tea\"] }", None),
        (
            "basket = { none_of_category = [\"tea\"] }",
            Some(Reason::Bought),
        ),
    ] {
        assert_eq!(
            reason(&with("", rule), &bought, &Book::default()),
            expected,
            "{rule}"
        );
    }
    let unknown = Sale {
        total_minor: None,
        ..sale()
    };
    let rule = "when = { event = \"sale\", basket_min = 1 }";
    let found = reason(&with("", rule), &unknown, &Book::default());
    assert_eq!(found, Some(Reason::AmountUnknown));
}

#[test]
fn quiet_hours_keep_back_what_nobody_asked_for() {
    let quiet = "[global]\nquiet_hours = [\"11:30\", \"12:30\"]";
    assert_eq!(
        reason(&with(quiet, ""), &sale(), &Book::default()),
        Some(Reason::Quiet)
    );
    let touched = Sale {
        happening: Happening::Manual(RuleKey::of("tea")),
        ..sale()
    };
    let rule = "when = { event = \"manual\" }";
    assert_eq!(reason(&with(quiet, rule), &touched, &Book::default()), None);
    let night = "[global]\nquiet_hours = [\"20:00\", \"12:00\"]";
    assert_eq!(reason(&with(night, ""), &sale(), &Book::default()), None);
}

#[test]
fn weather_that_is_old_is_unknown() {
    let rule = "when = { event = \"sale\", temp_min_c = 20, temp_max_c = 28.5 }";
    let policy = with("[weather]\nmax_age_hours = 6", rule);
    for (tenths, hours_ago, expected) in [
        (250, 0, None),
        (200, 6, None),
        (285, 6, None),
        (250, 7, Some(Reason::WeatherUnknown)),
        (199, 0, Some(Reason::TooCold)),
        (286, 0, Some(Reason::TooWarm)),
    ] {
        let at = Timestamp(sale().at.0 - hours_ago * 3_600_000);
        let sale = Sale {
            temperature: Some(Temperature { tenths, at }),
            ..sale()
        };
        let found = reason(&policy, &sale, &Book::default());
        assert_eq!(found, expected, "{tenths} {hours_ago}");
    }
}

#[test]
fn what_a_member_is_and_wants_is_held_against_the_rule() {
    let members = |when: &str| format!("when = {{ {when} }}\nwho = {{ card = true }}");
    let birthday = "when = { event = \"sale\", birthday_window_days = 3 }\n\
                    who = { card = true, consent = \"birthday\" }";
    let on = |month, day| Some(Birthday { month, day });
    let staff = Sale {
        customer: Customer::Staff,
        ..sale()
    };
    let found = reason(&with("", ""), &staff, &Book::default());
    assert_eq!(found, Some(Reason::Staff));
    let open = with("[global]\nstaff_excluded = false", "");
    assert_eq!(reason(&open, &staff, &Book::default()), None);
    for (rule, profile, expected) in [
        (members("event = \"sale\", nth_visit = 10"), anna(), None),
        (
            members("event = \"sale\", nth_visit = 10"),
            Profile {
                visit: 11,
                ..anna()
            },
            Some(Reason::NotTheVisit { left: 9 }),
        ),
        (
            members("event = \"sale\", nth_visit = 10"),
            Profile { visit: 0, ..anna() },
            Some(Reason::NotTheVisit { left: 10 }),
        ),
        (
            members("event = \"sale\", min_visits = 11"),
            anna(),
            Some(Reason::TooFewVisits { visits: 10 }),
        ),
        (
            members("event = \"sale\", overdue_ratio_min = 2.5"),
            anna(),
            Some(Reason::NotAway),
        ),
        (
            members("event = \"sale\", overdue_ratio_min = 2.5"),
            Profile {
                overdue_ratio: Some(2.5),
                ..anna()
            },
            None,
        ),
        (birthday.to_owned(), anna(), Some(Reason::NoBirthday)),
        (
            birthday.to_owned(),
            Profile {
                birthday: on(11, 30),
                ..anna()
            },
            None,
        ),
        (
            birthday.to_owned(),
            Profile {
                birthday: on(12, 1),
                ..anna()
            },
            Some(Reason::NotBirthday),
        ),
        (
            String::new(),
            Profile {
                opted_out: true,
                ..anna()
            },
            Some(Reason::OptedOut),
        ),
    ] {
        let sale = Sale {
            customer: Customer::Member(profile),
            ..sale()
        };
        let found = reason(&with("", &rule), &sale, &Book::default());
        assert_eq!(found, expected, "{rule} {profile:?}");
    }
}

#[test]
fn stars_are_asked_for_and_have_to_be_enough() {
    let rule = "when = { event = \"stars\", stars = 10 }\nwho = { card = true }";
    let policy = with("[stars]\nper_visit = 1", rule);
    for (stars, expected) in [
        (10, None),
        (9, Some(Reason::TooFewStars { have: 9, need: 10 })),
        (-3, Some(Reason::TooFewStars { have: 0, need: 10 })),
    ] {
        let profile = Profile {
            stars,
            opted_out: true,
            ..anna()
        };
        let sale = Sale {
            happening: Happening::Stars(RuleKey::of("tea")),
            customer: Customer::Member(profile),
            ..sale()
        };
        assert_eq!(
            reason(&policy, &sale, &Book::default()),
            expected,
            "{stars}"
        );
        let offer = policy.decide(&sale, &Book::default()).offer;
        assert_eq!(offer.map(|it| it.stars), expected.is_none().then_some(10));
    }
}

/// A book in which Anna was given something by a rule so many days ago.
fn had(book: &mut Book, rule: &str, days_ago: u16, passed: bool) {
    let today = sale();
    let it = Handling {
        at: Timestamp(today.at.0 - i64::from(days_ago) * 86_400_000 - 1),
        day: Day(today.day.0 - days_ago),
        receipt: Receipt(1000 + u64::from(days_ago)),
        rule: RuleKey::of(rule),
        member: Some(ANNA[1]),
        cost: 30,
        as_code: false,
    };
    let fact = if passed {
        GiftFact::Passed(it)
    } else {
        GiftFact::Given(it)
    };
    book.apply(&fact);
}

#[test]
fn nobody_gets_more_than_the_caps_allow() {
    let global = "[global]\nper_customer = { max = 2, per_days = 30 }\nmin_days_between = 7\n\
                  contacts = { max = 3, per_days = 30 }";
    for (rule, given, expected) in [
        ("", &[][..], None),
        (
            "",
            &[("milk", 6, false)],
            Some(Reason::Recently { days_ago: 6 }),
        ),
        ("", &[("milk", 7, false)], None),
        (
            "",
            &[("milk", 6, true)],
            Some(Reason::Recently { days_ago: 6 }),
        ),
        (
            "cool_down_days = 20",
            &[("tea", 19, true)],
            Some(Reason::Recently { days_ago: 19 }),
        ),
        ("cool_down_days = 20", &[("milk", 19, true)], None),
        (
            "",
            &[("a", 9, false), ("b", 29, false)],
            Some(Reason::CapReached { max: 2, days: 30 }),
        ),
        ("", &[("a", 9, false), ("b", 30, false)], None),
        (
            "",
            &[("a", 9, true), ("b", 12, true), ("c", 13, true)],
            Some(Reason::ContactsFull { max: 3, days: 30 }),
        ),
        ("bypass_min_days = true", &[("milk", 0, false)], None),
        (
            "per_customer = { max = 1, per_days = 100 }",
            &[("tea", 99, false)],
            Some(Reason::CapReached { max: 1, days: 100 }),
        ),
    ] {
        let mut book = Book::default();
        for (rule, days_ago, passed) in given {
            had(&mut book, rule, *days_ago, *passed);
        }
        let sale = Sale {
            customer: Customer::Member(anna()),
            ..sale()
        };
        assert_eq!(
            reason(&with(global, rule), &sale, &book),
            expected,
            "{rule} {given:?}"
        );
    }
}

#[test]
fn greetings_asks_and_gifts_share_one_cap() {
    let policy = with(
        "[global]\ncontacts = { max = 2, per_days = 30 }\nmax_ask_survey_days = 9",
        "",
    );
    let today = sale();
    let mut book = Book::default();
    let may =
        |book: &Book, contact| policy.may_contact(contact, &book.past(&ANNA), today.day, today.at);
    book.apply(&GiftFact::Contacted {
        contact: Contact::SurveyAsk,
        receipt: Receipt(5),
        member: ANNA[0],
        day: Day(today.day.0 - 8),
    });
    assert_eq!(may(&book, Contact::Greeting), Ok(()));
    assert_eq!(
        may(&book, Contact::SurveyAsk),
        Err(Reason::Recently { days_ago: 8 })
    );
    had(&mut book, "milk", 20, false);
    let full = Err(Reason::ContactsFull { max: 2, days: 30 });
    assert_eq!(may(&book, Contact::FollowUp), full);
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

#[test]
fn stock_and_budgets_end() {
    for (global, rule, facts, expected) in [
        ("", "stock = { per_day = 2 }", &[(1, 0)][..], None),
        (
            "",
            "stock = { per_day = 2 }",
            &[(1, 0), (2, 0)],
            Some(Reason::DayStockGone),
        ),
        ("", "stock = { per_day = 2 }", &[(1, 1), (2, 1)], None),
        (
            "",
            "stock = { total = 2 }",
            &[(1, 9), (2, 1)],
            Some(Reason::StockGone),
        ),
        ("", "budget = { per_day = 60 }", &[(1, 0)], None),
        (
            "",
            "budget = { per_day = 59 }",
            &[(1, 0)],
            Some(Reason::DayBudgetGone),
        ),
        (
            "",
            "budget = { per_month = 59 }",
            &[(1, 9)],
            Some(Reason::BudgetGone),
        ),
        ("", "budget = { per_month = 59 }", &[(1, 27)], None),
        (
            "",
            "budget = { total = 59 }",
            &[(1, 50)],
            Some(Reason::BudgetGone),
        ),
        (
            "[global]\nmonthly_budget = 59",
            "",
            &[(1, 9)],
            Some(Reason::BudgetGone),
        ),
        ("[global]\nmonthly_budget = 60", "", &[(1, 9)], None),
    ] {
        let mut book = Book::default();
        for (receipt, days_ago) in facts {
            book.apply(&given_to_nobody(*receipt, *days_ago, 30));
        }
        let found = reason(&with(global, rule), &sale(), &book);
        assert_eq!(found, expected, "{global} {rule} {facts:?}");
    }
}

#[test]
fn an_offer_keeps_its_gift_and_there_is_one_a_sale() {
    let policy = with("", "stock = { per_day = 2 }");
    let first = sale();
    let mut book = Book::default();
    let offer = policy.decide(&first, &book).offer.unwrap();
    assert_eq!(offer.left, Some(1));
    book.apply(&GiftFact::Offered(offer.handling(&first)));
    assert_eq!(reason(&policy, &first, &book), Some(Reason::OneASale));
    let second = Sale {
        receipt: Receipt(101),
        ..sale()
    };
    let offer = policy.decide(&second, &book).offer.unwrap();
    assert_eq!(offer.left, Some(0));
    book.apply(&GiftFact::Offered(offer.handling(&second)));
    let third = Sale {
        receipt: Receipt(102),
        ..sale()
    };
    assert_eq!(reason(&policy, &third, &book), Some(Reason::DayStockGone));
    let later = Sale {
        at: Timestamp(third.at.0 + super::super::book::RESERVED_MS),
        ..third
    };
    assert_eq!(reason(&policy, &later, &book), None);
    book.apply(&GiftFact::Passed(offer.handling(&second)));
    assert_eq!(reason(&policy, &second, &book), Some(Reason::Passed));
    assert_eq!(reason(&policy, &third, &book), None);
}

#[test]
fn nothing_is_offered_beside_a_note() {
    let noted = Sale {
        note: true,
        ..sale()
    };
    let policy = with(
        "[goodwill]\nper_day = 1\ncost = 5\nlabel = { en = \"x\", pl = \"x\", da = \"x\", et = \"x\" }",
        "",
    );
    let mut book = Book::default();
    assert_eq!(reason(&policy, &noted, &book), Some(Reason::PaymentNote));
    assert_eq!(policy.goodwill(&noted, &book), Err(Reason::PaymentNote));
    let goodwill = policy.goodwill(&sale(), &book).unwrap();
    assert_eq!(goodwill.cost, 5);
    book.apply(&GiftFact::Given(goodwill));
    assert_eq!(policy.goodwill(&sale(), &book), Err(Reason::GoodwillGone));
    let none = with("", "").goodwill(&sale(), &book);
    assert_eq!(none, Err(Reason::NoGoodwill));
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

#[test]
fn who_is_held_out_of_one_rule_gets_no_other_by_chance_and_what_was_promised() {
    let rule = |id: &str, keys: &str| {
        format!("[[gift]]\nid = \"{id}\"\n{keys}\ngive = {{ cost = 1, {LABEL} }}\n")
    };
    let text = format!(
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
    );
    let policy = policy(&text);
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
