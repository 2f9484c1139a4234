//! Facts about gifts in any order, repeated and replayed, against sums that were worked out from the facts
//! as a whole.

use proptest::prelude::*;
use std::collections::BTreeMap;
use tillside::domain::code::Day;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::book::{Book, Contact, GiftFact, Handling, RESERVED_MS, Sum};
use tillside::domain::member::Member;
use tillside::domain::receipt::Receipt;
use tillside::domain::time::Timestamp;

const RULES: [RuleKey; 3] = [RuleKey::of("tea"), RuleKey::of("cake"), RuleKey::GOODWILL];
const DAY: Day = Day(2520);
const NOW: Timestamp = Timestamp(100 * 60_000);

/// What one sale carries: the same member, day and cost in every fact about it.
fn handling(receipt: u64, rule: usize, minute: i64) -> Handling {
    Handling {
        at: Timestamp(minute * 60_000),
        day: Day(DAY.0 + u16::try_from(receipt % 3).unwrap()),
        receipt: Receipt(receipt),
        rule: RULES[rule],
        member: (!receipt.is_multiple_of(4)).then_some(Member(receipt % 5)),
        cost: 10 + u32::try_from(receipt).unwrap(),
        as_code: receipt.is_multiple_of(7),
    }
}

fn fact() -> impl Strategy<Value = GiftFact> {
    (0..12_u64, 0..3_usize, 80..100_i64, 0..8_u8).prop_map(|(receipt, rule, minute, kind)| {
        let it = handling(receipt, rule, minute);
        let (receipt, rule, day) = (it.receipt, it.rule, it.day);
        match kind {
            0 => GiftFact::Offered(it),
            1 | 2 => GiftFact::Given(it),
            3 => GiftFact::Passed(it),
            4 => GiftFact::Released { receipt, rule, day },
            5 => GiftFact::Voided { receipt, day },
            6 => GiftFact::TakenBack { receipt, rule, day },
            _ => GiftFact::HeldOut(it),
        }
    })
}

/// The same facts in another order, some of them more than once.
fn replayed(facts: Vec<GiftFact>) -> impl Strategy<Value = (Vec<GiftFact>, Vec<GiftFact>)> {
    let again = proptest::collection::vec(any::<prop::sample::Index>(), 0..20);
    let shuffled = Just(facts.clone()).prop_shuffle();
    (shuffled, again).prop_map(move |(mut shuffled, again)| {
        if !facts.is_empty() {
            for index in again {
                let place = index.index(shuffled.len() + 1);
                shuffled.insert(place, facts[index.index(facts.len())]);
            }
        }
        (facts.clone(), shuffled)
    })
}

fn book(facts: &[GiftFact]) -> Book {
    let mut book = Book::default();
    for fact in facts {
        book.apply(fact);
    }
    book
}

/// What a gift at a sale comes to, by the rules in words: a void undoes all; of given and passed the later
/// counts, given where they are one; what came back is no longer counted.
fn counted(facts: &[GiftFact], receipt: Receipt, rule: RuleKey) -> (Option<Handling>, bool) {
    let has = |is_it: &dyn Fn(&GiftFact) -> bool| facts.iter().any(is_it);
    if has(&|it| matches!(it, GiftFact::Voided { receipt: r, .. } if *r == receipt)) {
        return (None, false);
    }
    let of = |it: &Handling| it.receipt == receipt && it.rule == rule;
    let last = |pick: &dyn Fn(&GiftFact) -> Option<Handling>| {
        facts
            .iter()
            .filter_map(pick)
            .filter(|it| of(it))
            .max_by_key(|it| it.at)
    };
    let given = last(&|it| {
        if let GiftFact::Given(it) = it {
            Some(*it)
        } else {
            None
        }
    });
    let passed = last(&|it| {
        if let GiftFact::Passed(it) = it {
            Some(*it)
        } else {
            None
        }
    });
    let offered = last(&|it| {
        if let GiftFact::Offered(it) = it {
            Some(*it)
        } else {
            None
        }
    });
    let is_back = has(
        &|it| matches!(it, GiftFact::TakenBack { receipt: r, rule: u, .. } if *r == receipt && *u == rule),
    );
    let is_released = has(
        &|it| matches!(it, GiftFact::Released { receipt: r, rule: u, .. } if *r == receipt && *u == rule),
    );
    let stands = given.filter(|it| passed.is_none_or(|passed| it.at >= passed.at));
    if stands.is_some() {
        return (stands.filter(|_| !is_back), false);
    }
    let is_open = offered.is_some_and(|it| NOW.0 < it.at.0 + RESERVED_MS);
    (None, is_open && passed.is_none() && !is_released)
}

proptest! {
    #[test]
    fn any_order_and_any_repetition_comes_to_the_same_sums(
        (facts, other) in proptest::collection::vec(fact(), 0..60).prop_flat_map(replayed),
    ) {
        let (one, two) = (book(&facts), book(&other));
        prop_assert_eq!(&one, &two);
        let written = serde_json::to_string(&one).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Book>(&written).unwrap(), &one);
        let mut month = 0;
        for rule in RULES {
            let mut days: BTreeMap<Day, Sum> = BTreeMap::new();
            let (mut total, mut kept) = (Sum::default(), 0);
            for receipt in (0..12).map(Receipt) {
                let (given, is_open) = counted(&facts, receipt, rule);
                kept += u32::from(is_open);
                if is_open {
                    month += u64::from(handling(receipt.0, 0, 0).cost);
                }
                let Some(it) = given else { continue };
                let sum = Sum {
                    gifts: u32::from(!it.as_code),
                    codes: u32::from(it.as_code),
                    cost: it.cost.into(),
                };
                month += sum.cost;
                total = total.plus(sum);
                let of_day = days.entry(it.day).or_default();
                *of_day = of_day.plus(sum);
            }
            for day in (0..3).map(|more| Day(DAY.0 + more)) {
                let left = one.left(rule, day, NOW);
                prop_assert_eq!(left.today, days.get(&day).copied().unwrap_or_default());
                prop_assert_eq!(left.total, total);
                prop_assert_eq!(left.reserved.gifts + left.reserved.codes, kept);
            }
        }
        prop_assert_eq!(one.month_cost(DAY, NOW), month);
    }

    #[test]
    fn what_a_person_had_is_the_sum_of_all_their_numbers(
        facts in proptest::collection::vec(fact(), 0..60),
    ) {
        let book = book(&facts);
        let all: Vec<Member> = (0..5).map(Member).collect();
        let since = Day(0);
        let each: usize = all
            .iter()
            .map(|it| book.past(std::slice::from_ref(it)).gifts_since(since, None, NOW))
            .sum();
        prop_assert_eq!(book.past(&all).gifts_since(since, None, NOW), each);
        let contacts: usize = all
            .iter()
            .map(|it| book.past(std::slice::from_ref(it)).contacts_since(since, NOW))
            .sum();
        prop_assert_eq!(book.past(&all).contacts_since(since, NOW), contacts);
    }

    #[test]
    fn a_contact_counts_once(days in proptest::collection::vec((0..5_u64, 0..4_u16), 1..20)) {
        let mut book = Book::default();
        let mut distinct = std::collections::BTreeSet::new();
        for (receipt, day) in days {
            distinct.insert(receipt);
            book.apply(&GiftFact::Contacted {
                contact: Contact::Greeting,
                receipt: Receipt(receipt),
                member: Member(1),
                day: Day(DAY.0 + day),
            });
        }
        prop_assert_eq!(book.past(&[Member(1)]).contacts_since(DAY, NOW), distinct.len());
    }
}
