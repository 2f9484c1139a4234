//! What a rule asks of a sale and of a member.

use super::*;

/// Keys of a rule, and why a plain sale on a Friday at noon gets nothing by it.
const PLAIN: &[(&str, Option<Reason>)] = &[
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
];

const BIRTHDAY: &str = "when = { event = \"sale\", birthday_window_days = 3 }\n\
                        who = { card = true, consent = \"birthday\" }";

/// Keys of a rule for members, who comes, and why they get nothing by it.
fn members() -> Vec<(String, Profile<'static>, Option<Reason>)> {
    let card = |when: &str| format!("when = {{ {when} }}\nwho = {{ card = true }}");
    let on = |month, day| Profile {
        birthday: Some(Birthday { month, day }),
        ..anna()
    };
    let visit = |visit| Profile { visit, ..anna() };
    let birthday = || BIRTHDAY.to_owned();
    vec![
        (card("event = \"sale\", nth_visit = 10"), anna(), None),
        (
            card("event = \"sale\", nth_visit = 10"),
            visit(11),
            Some(Reason::NotTheVisit { left: 9 }),
        ),
        (
            card("event = \"sale\", nth_visit = 10"),
            visit(0),
            Some(Reason::NotTheVisit { left: 10 }),
        ),
        (
            card("event = \"sale\", min_visits = 11"),
            anna(),
            Some(Reason::TooFewVisits { visits: 10 }),
        ),
        (
            card("event = \"sale\", overdue_ratio_min = 2.5"),
            anna(),
            Some(Reason::NotAway),
        ),
        (
            card("event = \"sale\", overdue_ratio_min = 2.5"),
            Profile {
                overdue_ratio: Some(2.5),
                ..anna()
            },
            None,
        ),
        (birthday(), anna(), Some(Reason::NoBirthday)),
        (birthday(), on(11, 30), None),
        (birthday(), on(12, 1), Some(Reason::NotBirthday)),
        (
            String::new(),
            Profile {
                opted_out: true,
                ..anna()
            },
            Some(Reason::OptedOut),
        ),
    ]
}

#[test]
fn time_and_basket_are_held_against_the_rule() {
    let tea = || with("", "").rules().categories.named("tea").unwrap();
    for &(rule, expected) in PLAIN {
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
    let staff = Sale {
        customer: Customer::Staff,
        ..sale()
    };
    let found = reason(&with("", ""), &staff, &Book::default());
    assert_eq!(found, Some(Reason::Staff));
    let open = with("[global]\nstaff_excluded = false", "");
    assert_eq!(reason(&open, &staff, &Book::default()), None);
    for (rule, profile, expected) in members() {
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
