//! Stars in any order: what members have is what the facts say, and nobody gets more than they have while
//! the counters hear of each other.
#![cfg(test)]

#[path = "support/cards.rs"]
mod cards;

use cards::{CardFact, Cards};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use tillside::domain::code::{Day, Seq, Till};
use tillside::domain::gift::RuleKey;
use tillside::domain::member::Member;
use tillside::domain::receipt::Receipt;
use tillside::domain::stars::{Ask, EarnBy, Earning, Ledger, Link, Purpose, Refusal, StarFact};
use tillside::domain::time::Timestamp;

const DAY: Day = Day(2520);
const TEA: RuleKey = RuleKey::of("tea");
const VISIT: EarnBy = EarnBy::Visit { stars: 1 };
const AMOUNT: EarnBy = EarnBy::Amount {
    stars: 1,
    each_minor: 1000,
};

fn earned(receipt: u64, member: u64, day: u16, by: EarnBy, total_minor: i64) -> StarFact {
    StarFact::Earned {
        receipt: Receipt(receipt),
        member: Member(member),
        at: Timestamp(0),
        day: Day(DAY.0 + day),
        by,
        max: 100,
        total_minor,
    }
}

fn spent(purpose: Purpose, receipt: u64, member: u64, at: i64, stars: u32) -> StarFact {
    StarFact::Spent {
        purpose,
        receipt: Receipt(receipt),
        member: Member(member),
        at: Timestamp(at),
        day: DAY,
        stars,
        offline: None,
    }
}

fn returned(receipt: u64, with: u64, minor: i64) -> StarFact {
    StarFact::Returned {
        receipt: Receipt(receipt),
        with: Receipt(with),
        minor,
        day: DAY,
    }
}

fn voided(receipt: u64) -> StarFact {
    StarFact::Voided {
        receipt: Receipt(receipt),
        day: DAY,
    }
}

fn ledger(facts: &[StarFact]) -> Ledger {
    let mut ledger = Ledger::default();
    for fact in facts {
        ledger.apply(fact);
    }
    ledger
}

fn gift(receipt: u64) -> Purpose {
    Purpose::Gift(Receipt(receipt), TEA)
}

fn code(seq: u16) -> Purpose {
    Purpose::Code(DAY, Seq::new(seq).unwrap())
}

#[test]
fn a_balance_is_what_was_earned_by_what_stands() {
    for (facts, balance) in [
        (&[][..], 0),
        (&[earned(1, 1, 0, VISIT, 500)], 1),
        (
            &[earned(1, 1, 0, VISIT, 500), earned(2, 1, 0, VISIT, 500)],
            1,
        ),
        (
            &[earned(1, 1, 0, VISIT, 500), earned(2, 1, 1, VISIT, 500)],
            2,
        ),
        (
            &[earned(1, 1, 0, VISIT, 500), earned(2, 2, 0, VISIT, 500)],
            1,
        ),
        (
            &[
                earned(1, 1, 0, VISIT, 5),
                earned(2, 1, 0, VISIT, 5),
                voided(1),
            ],
            1,
        ),
        (&[earned(1, 1, 0, VISIT, 500), returned(1, 9, 400)], 1),
        (&[earned(1, 1, 0, VISIT, 500), returned(1, 9, 500)], 0),
        (
            &[earned(1, 1, 0, AMOUNT, 2999), earned(2, 1, 0, AMOUNT, 1000)],
            3,
        ),
        (&[earned(1, 1, 0, AMOUNT, 2900), returned(1, 9, 900)], 2),
        (&[earned(1, 1, 0, AMOUNT, 2900), returned(1, 9, 901)], 1),
        (
            &[
                returned(1, 9, 901),
                returned(1, 9, 901),
                earned(1, 1, 0, AMOUNT, 2900),
            ],
            1,
        ),
        (
            &[
                earned(1, 1, 0, AMOUNT, 2900),
                returned(1, 8, 901),
                returned(1, 9, 901),
            ],
            1,
        ),
        (&[earned(1, 1, 0, AMOUNT, 2900), returned(1, 9, 9999)], 0),
        (
            &[
                earned(1, 1, 0, AMOUNT, 2900),
                returned(1, 9, 901),
                voided(9),
            ],
            2,
        ),
        (&[earned(1, 1, 0, AMOUNT, i64::MAX)], 100),
    ] {
        assert_eq!(ledger(facts).balance(&[Member(1)]), balance, "{facts:?}");
    }
}

#[test]
fn a_balance_is_less_by_what_was_spent() {
    for (facts, balance) in [
        (
            &[earned(1, 1, 0, AMOUNT, 5000), spent(gift(2), 2, 1, 5, 3)][..],
            2,
        ),
        (
            &[
                earned(1, 1, 0, AMOUNT, 5000),
                spent(gift(2), 2, 1, 5, 3),
                voided(2),
            ],
            5,
        ),
        (
            &[
                earned(1, 1, 0, AMOUNT, 5000),
                spent(gift(2), 2, 1, 5, 3),
                voided(1),
            ],
            -3,
        ),
        (
            &[spent(code(7), 2, 1, 5, 3), spent(code(7), 3, 1, 4, 3)],
            -3,
        ),
        (&[spent(code(7), 2, 1, 5, 3), spent(code(7), 3, 9, 4, 3)], 0),
        (
            &[
                spent(code(7), 2, 1, 5, 3),
                spent(code(7), 3, 9, 4, 3),
                voided(3),
            ],
            -3,
        ),
    ] {
        assert_eq!(ledger(facts).balance(&[Member(1)]), balance, "{facts:?}");
    }
}

#[test]
fn a_receipt_that_was_told_with_another_member_later_is_theirs() {
    let later = StarFact::Earned {
        receipt: Receipt(1),
        member: Member(2),
        at: Timestamp(9),
        day: DAY,
        by: AMOUNT,
        max: 100,
        total_minor: 3000,
    };
    let ledger = ledger(&[later, earned(1, 1, 0, AMOUNT, 3000)]);
    assert_eq!(ledger.balance(&[Member(1)]), 0);
    assert_eq!(ledger.balance(&[Member(2)]), 3);
}

#[test]
fn a_code_that_was_shown_twice_is_paid_once_and_the_other_is_told() {
    let facts = [spent(code(7), 5, 1, 20, 3), spent(code(7), 2, 1, 10, 3)];
    assert_eq!(ledger(&facts).doubles(), [(code(7), Receipt(5))]);
    assert_eq!(ledger(&[facts[0], facts[1], voided(2)]).doubles(), []);
    assert_eq!(ledger(&facts[..1]).doubles(), []);
}

#[test]
fn the_customer_is_told_why_stars_cannot_be_spent() {
    let earning = Earning {
        by: VISIT,
        max_per_sale: 100,
        offline_per_day: 1,
    };
    let till = |number| Till::new(number).unwrap();
    let offline = StarFact::Spent {
        purpose: code(1),
        receipt: Receipt(3),
        member: Member(4),
        at: Timestamp(0),
        day: DAY,
        stars: 1,
        offline: Some(till(2)),
    };
    let facts = [
        earned(1, 1, 0, AMOUNT, 5000),
        spent(gift(2), 2, 1, 0, 2),
        offline,
    ];
    let ledger = ledger(&facts);
    let may = |purpose, receipt, stars, link, is_staff| {
        let ask = Ask {
            numbers: &[Member(1)],
            purpose,
            receipt: Receipt(receipt),
            stars,
            day: DAY,
            link,
            is_staff,
        };
        ledger.may_spend(&ask, &earning)
    };
    let online = Link::Online;
    assert_eq!(may(gift(9), 9, 3, online, false), Ok(()));
    assert_eq!(
        may(gift(9), 9, 4, online, false),
        Err(Refusal::TooFew { have: 3, need: 4 })
    );
    assert_eq!(
        may(gift(2), 2, 999, online, false),
        Ok(()),
        "the same again"
    );
    assert_eq!(may(code(1), 9, 1, online, false), Err(Refusal::Taken));
    assert_eq!(may(gift(9), 9, 1, online, true), Err(Refusal::Staff));
    let full = Err(Refusal::OfflineFull { cap: 1 });
    assert_eq!(may(gift(9), 9, 1, Link::Offline(till(2)), false), full);
    assert_eq!(may(gift(9), 9, 1, Link::Offline(till(3)), false), Ok(()));
}

/// A fact about one of a few sales; everything about a sale is the same each time.
fn fact() -> impl Strategy<Value = StarFact> {
    (0..10_u64, 0..6_u8, 0..4_u64).prop_map(|(receipt, kind, other)| {
        let by = if receipt % 2 == 0 { VISIT } else { AMOUNT };
        let day = u16::try_from(receipt % 3).unwrap();
        let total = 700 * i64::try_from(receipt).unwrap();
        match kind {
            0 | 1 => earned(receipt, receipt % 4, day, by, total),
            2 => spent(gift(receipt), receipt, receipt % 4, 7, 2),
            3 => {
                let at = i64::try_from(receipt).unwrap();
                spent(
                    code(u16::try_from(other).unwrap()),
                    receipt,
                    receipt % 4,
                    at,
                    1,
                )
            }
            4 => returned(receipt, 100 + other, 350),
            _ => voided(receipt),
        }
    })
}

/// The balance of some members, worked out from all facts at once.
fn expected(facts: &[StarFact], numbers: &[Member]) -> i64 {
    let has_void = |receipt: Receipt| {
        facts
            .iter()
            .any(|it| matches!(it, StarFact::Voided { receipt: r, .. } if *r == receipt))
    };
    let mut visits: BTreeMap<Day, i64> = BTreeMap::new();
    let mut balance = 0;
    let mut seen = BTreeSet::new();
    let mut codes: BTreeMap<Purpose, (i64, Receipt, Member, u32)> = BTreeMap::new();
    for fact in facts {
        match *fact {
            StarFact::Earned {
                receipt,
                member,
                day,
                by,
                total_minor,
                ..
            } => {
                if has_void(receipt) || !numbers.contains(&member) || !seen.insert(receipt) {
                    continue;
                }
                let refunds: BTreeSet<Receipt> = facts
                    .iter()
                    .filter_map(|it| match it {
                        StarFact::Returned {
                            receipt: r, with, ..
                        } if *r == receipt => Some(*with),
                        _ => None,
                    })
                    .collect();
                let left = total_minor - 350 * i64::try_from(refunds.len()).unwrap();
                match by {
                    EarnBy::Visit { .. } if left > 0 => drop(visits.insert(day, 1)),
                    EarnBy::Visit { .. } => {}
                    EarnBy::Amount { .. } => balance += left.max(0) / 1000,
                }
            }
            StarFact::Spent {
                purpose,
                receipt,
                member,
                at,
                stars,
                ..
            } => {
                if !has_void(receipt) {
                    let this = (at.0, receipt, member, stars);
                    let first = codes.entry(purpose).or_insert(this);
                    *first = (*first).min(this);
                }
            }
            StarFact::Voided { .. } | StarFact::Returned { .. } => {}
        }
    }
    let paid = codes.values().filter(|it| numbers.contains(&it.2));
    balance + visits.values().sum::<i64>() - paid.map(|it| i64::from(it.3)).sum::<i64>()
}

proptest! {
    #[test]
    fn any_order_and_any_repetition_comes_to_the_same_balance(
        facts in proptest::collection::vec(fact(), 0..50),
        again in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..20),
        numbers in proptest::sample::subsequence(vec![0, 1, 2, 3], 1..4),
    ) {
        let mut other: Vec<StarFact> = facts.iter().rev().copied().collect();
        for (from, to) in again {
            if !facts.is_empty() {
                other.insert(to.index(other.len() + 1), facts[from.index(facts.len())]);
            }
        }
        let (one, two) = (ledger(&facts), ledger(&other));
        prop_assert_eq!(&one, &two);
        let written = serde_json::to_string(&one).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Ledger>(&written).unwrap(), &one);
        let numbers: Vec<Member> = numbers.into_iter().map(Member).collect();
        prop_assert_eq!(one.balance(&numbers), expected(&facts, &numbers));
    }

    #[test]
    fn settling_keeps_every_balance(
        facts in proptest::collection::vec(fact(), 0..50),
        day in 0..5_u16,
    ) {
        let before = ledger(&facts);
        let mut after = before.clone();
        after.settle_before(Day(DAY.0 + day));
        for member in (0..4).map(Member) {
            prop_assert_eq!(before.balance(&[member]), after.balance(&[member]), "{:?}", member);
        }
        let once = after.clone();
        for fact in &facts {
            if let StarFact::Earned { day: of, .. } = fact && of.0 < DAY.0 + day {
                after.apply(fact);
            }
        }
        prop_assert_eq!(once, after, "what is settled counts no second time");
    }

    /// Two counters that hear of each other at the end of the day only; within one, nobody spends what
    /// they have not, and a counter alone gives away no more than its daily number.
    #[test]
    fn offline_spends_are_bounded_and_show_after_the_sync(
        earned_stars in 0..8_i64,
        tries in proptest::collection::vec((0..2_u16, 0..3_u16, 1..4_u32), 0..30),
    ) {
        let earning = Earning { by: AMOUNT, max_per_sale: 100, offline_per_day: 3 };
        let start = earned(1, 1, 0, AMOUNT, earned_stars * 1000);
        let mut counters = [ledger(&[start]), ledger(&[start])];
        let mut told = vec![start];
        for (number, (counter, what, stars)) in tries.into_iter().enumerate() {
            let receipt = 10 + u64::try_from(number).unwrap();
            let purpose = if what == 0 { gift(receipt) } else { code(what) };
            let till = Till::new(counter).unwrap();
            let ask = Ask {
                numbers: &[Member(1)],
                purpose,
                receipt: Receipt(receipt),
                stars,
                day: DAY,
                link: Link::Offline(till),
                is_staff: false,
            };
            let own = &mut counters[usize::from(counter)];
            if own.may_spend(&ask, &earning).is_ok() {
                let fact = StarFact::Spent {
                    purpose,
                    receipt: Receipt(receipt),
                    member: Member(1),
                    at: Timestamp(i64::try_from(receipt).unwrap()),
                    day: DAY,
                    stars,
                    offline: Some(till),
                };
                own.apply(&fact);
                told.push(fact);
            }
            prop_assert!(own.balance(&[Member(1)]) >= 0, "alone, nobody goes below zero");
            prop_assert!(own.offline_spends(till, DAY) <= 3);
        }
        let all = ledger(&told);
        let spends: Vec<_> = told.iter().filter_map(|it| match it {
            StarFact::Spent { purpose, .. } => Some(*purpose),
            _ => None,
        }).collect();
        let distinct: BTreeSet<Purpose> = spends.iter().copied().collect();
        prop_assert_eq!(all.doubles().len(), spends.len() - distinct.len());
        prop_assert_eq!(all.balance(&[Member(1)]), expected(&told, &[Member(1)]));
        prop_assert!(all.balance(&[Member(1)]) >= -earned_stars, "at most once for each counter");
    }

    #[test]
    fn joined_numbers_have_what_both_had(
        facts in proptest::collection::vec(fact(), 0..50),
        merges in proptest::collection::vec((0..4_u64, 0..4_u64), 0..6),
        when in any::<prop::sample::Index>(),
    ) {
        let mut cards = Cards::default();
        let half = when.index(merges.len() + 1);
        let join = |cards: &mut Cards, list: &[(u64, u64)]| {
            for (one, other) in list {
                cards.apply(&CardFact::Merged { one: Member(*one), other: Member(*other) });
            }
        };
        join(&mut cards, &merges[half..]);
        join(&mut cards, &merges[..half]);
        let ledger = ledger(&facts);
        for member in (0..4).map(Member) {
            let numbers = cards.numbers(member);
            prop_assert_eq!(ledger.balance(&numbers), expected(&facts, &numbers));
            prop_assert_eq!(cards.numbers(cards.lowest(member)), numbers);
        }
    }
}
