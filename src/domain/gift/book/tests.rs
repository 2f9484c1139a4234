//! Single steps; `tests/gifts.rs` has any order of them.

use super::*;

const TEA: RuleKey = RuleKey::of("tea");
const DAY: Day = Day(2520);
const ANNA: Member = Member(7);

fn handling(receipt: u64, minute: i64) -> Handling {
    Handling {
        at: Timestamp(minute * 60_000),
        day: DAY,
        receipt: Receipt(receipt),
        rule: TEA,
        member: Some(ANNA),
        cost: 30,
        as_code: false,
    }
}

fn offered(receipt: u64, minute: i64) -> GiftFact {
    GiftFact::Offered(handling(receipt, minute))
}

fn given(receipt: u64, minute: i64) -> GiftFact {
    GiftFact::Given(handling(receipt, minute))
}

fn passed(receipt: u64, minute: i64) -> GiftFact {
    GiftFact::Passed(handling(receipt, minute))
}

fn voided(receipt: u64) -> GiftFact {
    GiftFact::Voided {
        receipt: Receipt(receipt),
        day: DAY,
    }
}

fn book(facts: &[GiftFact]) -> Book {
    let mut book = Book::default();
    for fact in facts {
        book.apply(fact);
    }
    book
}

fn minute(minute: i64) -> Timestamp {
    Timestamp(minute * 60_000)
}

/// Given today, kept at minute 5.
fn gifts(facts: &[GiftFact]) -> (u32, u32) {
    let left = book(facts).left(TEA, DAY, minute(5));
    (left.today.gifts, left.reserved.gifts)
}

const RELEASED: GiftFact = GiftFact::Released {
    receipt: Receipt(1),
    rule: TEA,
    day: DAY,
};

const BACK: GiftFact = GiftFact::TakenBack {
    receipt: Receipt(1),
    rule: TEA,
    day: DAY,
};

#[test]
fn an_offer_is_kept_and_a_gift_is_counted_when_it_is_handed_over() {
    for (facts, expected) in [
        (&[][..], (0, 0)),
        (&[offered(1, 0)], (0, 1)),
        (&[offered(1, 0), offered(2, 1)], (0, 2)),
        (&[offered(1, -10)], (0, 0)),
        (&[offered(1, 0), given(1, 1)], (1, 0)),
        (&[given(1, 1), offered(1, 0)], (1, 0)),
        (&[given(1, 1), given(1, 1)], (1, 0)),
        (&[offered(1, 0), passed(1, 1)], (0, 0)),
        (&[passed(1, 1), given(1, 2)], (1, 0)),
        (&[given(1, 1), passed(1, 2)], (0, 0)),
        (&[offered(1, 0), RELEASED], (0, 0)),
        (&[offered(1, 0), RELEASED, given(1, 2)], (1, 0)),
        (&[offered(1, 0), voided(1)], (0, 0)),
        (&[voided(1), offered(1, 0), given(1, 1)], (0, 0)),
        (&[given(1, 1), voided(1), voided(1)], (0, 0)),
        (&[given(1, 1), BACK], (0, 0)),
        (&[BACK, given(1, 1), given(2, 1)], (1, 0)),
    ] {
        assert_eq!(gifts(facts), expected, "{facts:?}");
    }
}

#[test]
fn an_offer_lapses_after_a_quarter_of_an_hour() {
    let mut book = book(&[offered(1, 0), offered(2, 1)]);
    assert_eq!(book.next_lapse(), Some(minute(15)));
    assert_eq!(book.lapsed(minute(14)), []);
    assert_eq!(book.lapsed(minute(15)), [(Receipt(1), TEA)]);
    assert!(book.has_gift(Receipt(1), minute(14)));
    assert!(!book.has_gift(Receipt(1), minute(15)));
    book.apply(&RELEASED);
    assert_eq!(book.next_lapse(), Some(minute(16)));
}

#[test]
fn a_member_had_what_was_given_also_where_it_came_back() {
    let past = |facts: &[GiftFact]| {
        let book = book(facts);
        let past = book.past(&[ANNA, Member(9)]);
        let now = minute(5);
        (
            past.gifts_since(DAY, Some(TEA), now),
            past.last_offer(now).is_some(),
            past.last_of(TEA, now).is_some(),
            past.contacts_since(DAY, now),
        )
    };
    let held = GiftFact::HeldOut(handling(1, 0));
    let asked = GiftFact::Contacted {
        contact: Contact::SurveyAsk,
        receipt: Receipt(1),
        member: Member(9),
        day: DAY,
    };
    for (facts, expected) in [
        (&[given(1, 1)][..], (1, true, true, 1)),
        (&[given(1, 1), BACK], (1, true, true, 1)),
        (&[given(1, 1), voided(1)], (0, false, false, 0)),
        (&[passed(1, 1)], (0, true, true, 1)),
        (&[offered(1, 1)], (1, true, true, 1)),
        (&[offered(1, -30)], (0, false, false, 0)),
        (&[held], (0, false, true, 0)),
        (&[asked, asked, given(2, 1)], (1, true, true, 2)),
    ] {
        assert_eq!(past(facts), expected, "{facts:?}");
    }
}

#[test]
fn a_code_takes_from_the_budget_and_not_from_the_shelf() {
    let mut code = handling(1, 0);
    code.as_code = true;
    let left = book(&[GiftFact::Given(code), given(2, 0)]).left(TEA, DAY, minute(1));
    let expected = Sum {
        gifts: 1,
        codes: 1,
        cost: 60,
    };
    assert_eq!(
        (left.today, left.month, left.total),
        (expected, expected, expected)
    );
}

#[test]
fn goodwill_is_counted_by_the_day_and_is_no_gift_of_a_rule() {
    let goodwill = Goodwill {
        per_day: 2,
        cost: 45,
        label: Default::default(),
    };
    let mut it = handling(1, 0);
    it.rule = RuleKey::GOODWILL;
    let book = book(&[GiftFact::Given(it)]);
    assert_eq!(book.goodwill_left(&goodwill, DAY, minute(0)), 1);
    assert_eq!(book.goodwill_left(&goodwill, Day(DAY.0 + 1), minute(0)), 2);
    assert!(!book.has_gift(Receipt(1), minute(0)));
    assert_eq!(book.month_cost(DAY, minute(0)), 30);
}

#[test]
fn what_is_settled_stays_in_the_sums_and_counts_no_second_time() {
    let mut book = book(&[given(1, 1), offered(2, 1)]);
    book.settle(Day(DAY.0 + REPEATS_DAYS + 1));
    book.apply(&given(1, 1));
    book.apply(&voided(1));
    let left = book.left(TEA, DAY, minute(2));
    assert_eq!(
        (left.total.gifts, left.today.gifts, left.reserved.gifts),
        (1, 0, 0)
    );
    assert_eq!(book.past(&[ANNA]).gifts_since(DAY, None, minute(2)), 1);
    assert_eq!((book.entries.len(), book.open.len()), (0, 0));
    book.settle(Day(DAY.0 + LOOKS_BACK_DAYS + 1));
    assert!(book.members.is_empty());
}

#[test]
fn it_comes_back_from_a_checkpoint_as_it_was() {
    let held = GiftFact::HeldOut(handling(4, 0));
    let book = book(&[offered(1, 0), given(2, 1), passed(3, 2), held, voided(9)]);
    let written = serde_json::to_string(&book).unwrap();
    assert_eq!(serde_json::from_str::<Book>(&written).unwrap(), book);
}
