//! Caps, stock and budgets.

use super::*;

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
        at: Timestamp(third.at.0 + crate::domain::gift::book::RESERVED_MS),
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
    assert_eq!(policy.goodwill(&sale(), &book), Err(Reason::OneASale));
    let next = Sale {
        receipt: Receipt(101),
        ..sale()
    };
    assert_eq!(policy.goodwill(&next, &book), Err(Reason::GoodwillGone));
    let none = with("", "").goodwill(&sale(), &book);
    assert_eq!(none, Err(Reason::NoGoodwill));
}
