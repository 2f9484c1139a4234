//! Whatever happens in whichever order, also with the process ending in between and messages that come
//! again: balances, stock and budgets are what the sales that stand come to.

use super::bench::{Bench, DAY, MINUTE, card, gift, policy, receipt};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};
use tillside::domain::document::Facts;
use tillside::domain::event::{Event, Loyalty};
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::book::Book;
use tillside::domain::gift::policy::Policy;
use tillside::domain::member::{Member, Record};
use tillside::domain::stars::{Ledger, Link};
use tillside::engine::api::{Amount, Command, MemberOrder, Prompt, TillWord};
use tillside::engine::counter::{Input, Sales};

const TEAS_A_DAY: u32 = 4;
const BUDGET: u64 = 900;

static RULES: LazyLock<Arc<Policy>> = LazyLock::new(|| {
    let tea = "when = { event = \"sale\" }\nwho = { anonymous = true }\nstock = { per_day = 4 }\n\
               budget = { total = 900 }";
    let coffee =
        "when = { event = \"stars\", stars = 5 }\nwho = { card = true }\nstock = { total = 6 }";
    let sweet = "when = { event = \"manual\" }\nwho = { anonymous = true }\nstock = { total = 5 }";
    policy(&format!(
        "[global]\nmin_days_between = 0\nper_customer = {{ max = 50, per_days = 90 }}\n\
         contacts = {{ max = 90, per_days = 90 }}\n[stars]\n\
         per_amount = {{ stars = 1, each = 100 }}\noffline_per_day = 2\n{}{}{}",
        gift("coffee", coffee),
        gift("sweet", sweet),
        gift("tea", tea),
    ))
});

#[derive(Debug, Clone)]
enum Deed {
    Show(u64),
    Join(u64),
    Merge(u64),
    Lose,
    Scan,
    Pay(u32),
    PayAgain,
    VoidNow,
    VoidOf(usize),
    ReturnOf(usize, u32),
    Choose(&'static str),
    Give,
    Pass,
    Alone(bool),
    Restart,
    Wait(u64),
    NextDay,
    Note,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => (1..5_u64).prop_map(Deed::Show),
        1 => (1..5_u64).prop_map(Deed::Join),
        1 => (1..5_u64).prop_map(Deed::Merge),
        1 => Just(Deed::Lose),
        3 => Just(Deed::Scan),
        6 => (1..1500_u32).prop_map(Deed::Pay),
        1 => Just(Deed::PayAgain),
        1 => Just(Deed::VoidNow),
        2 => (0..9_usize).prop_map(Deed::VoidOf),
        2 => ((0..9_usize), 1..900_u32).prop_map(|(of, minor)| Deed::ReturnOf(of, minor)),
        3 => prop_oneof![Just("coffee"), Just("sweet")].prop_map(Deed::Choose),
        5 => Just(Deed::Give),
        1 => Just(Deed::Pass),
        1 => any::<bool>().prop_map(Deed::Alone),
        1 => Just(Deed::Restart),
        2 => (1..20_u64).prop_map(Deed::Wait),
        1 => Just(Deed::NextDay),
        1 => Just(Deed::Note),
    ]
}

fn money(minor: u32) -> Amount {
    Amount {
        total_minor: Some(minor),
        ..Amount::default()
    }
}

/// Names of sales that were paid, newest last, and the last message about one.
#[derive(Default)]
struct Paid {
    sales: Vec<String>,
    last: Option<(u64, String, u32)>,
    told: u64,
}

impl Paid {
    fn nth(&self, of: usize) -> Option<String> {
        let at = self.sales.len().checked_sub(1 + of)?;
        self.sales.get(at).cloned()
    }
}

fn pay(bench: &mut Bench, paid: &mut Paid, minor: u32, sales: Sales) {
    paid.told += 1;
    let sale = format!("sale-{}", paid.told);
    bench.tell_again(
        1000 + paid.told,
        &sale,
        TillWord::SaleCompleted(money(minor)),
    );
    if sales == Sales::Cable {
        bench.end(receipt(i64::from(minor)));
    }
    paid.sales.push(sale.clone());
    paid.last = Some((1000 + paid.told, sale, minor));
}

fn about_members(bench: &mut Bench, deed: &Deed) {
    let member = bench.member().map(|it| it.member);
    match *deed {
        Deed::Show(number) => bench.scan(number),
        Deed::Join(number) => {
            let language = tillside::domain::language::Language::ENGLISH;
            bench.order(MemberOrder::Join { language }).unwrap();
            bench.scan(number);
        }
        Deed::Merge(number) if member.is_some() => {
            bench.order(MemberOrder::Merge).unwrap();
            bench.scan(number);
        }
        Deed::Lose if member.is_some() => {
            bench.order(MemberOrder::LoseCards).unwrap();
            bench.handle(Input::MemberScanned(card(
                50 + bench.now.at.0.unsigned_abs() % 1000,
            )));
        }
        _ => {}
    }
}

fn act(bench: &mut Bench, paid: &mut Paid, deed: &Deed, sales: Sales) {
    let shown = match bench.view().prompt {
        Some(Prompt::Gift(card)) => Some(card.id),
        _ => None,
    };
    match *deed {
        Deed::Scan => bench.handle(Input::ItemScanned(None)),
        Deed::Pay(minor) => pay(bench, paid, minor, sales),
        Deed::PayAgain => {
            if let Some((key, sale, minor)) = paid.last.clone() {
                bench.tell_again(key, &sale, TillWord::SaleCompleted(money(minor)));
            }
        }
        Deed::VoidNow => bench.end(Facts {
            void: true,
            ..receipt(100)
        }),
        Deed::VoidOf(of) => {
            if let Some(sale) = paid.nth(of) {
                bench.tell(&sale, TillWord::SaleVoided(Amount::default()));
            }
        }
        Deed::ReturnOf(of, minor) => {
            if let Some(sale) = paid.nth(of) {
                bench.tell(&sale, TillWord::SaleReturned(money(minor)));
            }
        }
        Deed::Choose(rule) => {
            let rule = RuleKey::of(rule);
            bench.command(Command::OfferGift { rule }).ok();
        }
        Deed::Give => {
            let done = shown.map(|card| bench.command(Command::GiveGift { card }));
            done.unwrap_or(Ok(())).unwrap();
        }
        Deed::Pass => {
            let done = shown.map(|card| bench.command(Command::PassGift { card }));
            done.unwrap_or(Ok(())).unwrap();
        }
        Deed::Alone(alone) => {
            let till = tillside::domain::code::Till::default();
            let link = if alone {
                Link::Offline(till)
            } else {
                Link::Online
            };
            bench.handle(Input::Link(link));
        }
        Deed::Restart => bench.restart(),
        Deed::Wait(minutes) => bench.pass(MINUTE * u32::try_from(minutes).unwrap()),
        Deed::NextDay => bench.pass(DAY),
        Deed::Note => bench.command(Command::OpenNote).unwrap(),
        _ => about_members(bench, deed),
    }
}

/// Everything anew of the events that are in the journal, each told twice and backwards.
fn told_again(bench: &Bench) -> (Ledger, Book) {
    let (mut ledger, mut book) = (Ledger::default(), Book::default());
    let entries = bench.journal.iter().rev().chain(&bench.journal);
    for entry in entries {
        if let Event::Loyalty(loyalty) = entry.event {
            loyalty
                .stars(entry.at)
                .iter()
                .for_each(|it| ledger.apply(it));
            loyalty.gift(entry.at).iter().for_each(|it| book.apply(it));
        }
    }
    (ledger, book)
}

fn check(bench: &Bench) {
    let (ledger, book) = told_again(bench);
    let all: Vec<Member> = bench.people.records.keys().copied().collect();
    for member in &all {
        let record: &Record = &bench.people.records[member];
        assert_eq!(
            record.stars.balance(&[*member]),
            ledger.balance(&[*member]),
            "{member:?}"
        );
        // Spent stars are checked against what is there; only a return may come afterwards.
        let came_back = bench
            .loyalty()
            .iter()
            .any(|it| matches!(it, Loyalty::GoodsReturned(_) | Loyalty::SaleUndone(_)));
        assert!(
            came_back || ledger.balance(&[*member]) >= 0 || merged(bench),
            "{member:?}"
        );
    }
    let all = bench.loyalty();
    let given = all.iter().filter_map(|it| match it {
        Loyalty::GiftGiven(it) => Some(it.day),
        _ => None,
    });
    let days: BTreeSet<_> = given.collect();
    let now = bench.now.at;
    let state = bench.counter.state().given().book();
    for (rule, most) in [("coffee", 6), ("sweet", 5), ("tea", u32::MAX)] {
        let key = RuleKey::of(rule);
        for day in &days {
            let (kept, anew) = (state.left(key, *day, now), book.left(key, *day, now));
            assert_eq!(kept, anew, "{rule}");
            assert!(kept.total.gifts <= most, "{rule} {kept:?}");
            if rule == "tea" {
                assert!(
                    kept.today.gifts <= TEAS_A_DAY && kept.total.cost <= BUDGET,
                    "{kept:?}"
                );
            }
        }
    }
}

/// Two numbers may have been one person's, whose stars are spent together.
fn merged(bench: &Bench) -> bool {
    let all = bench.loyalty();
    all.iter()
        .any(|it| matches!(it, Loyalty::MembersMerged { .. }))
}

fn run(deeds: &[Deed], sales: Sales) {
    let mut bench = Bench::counting(Some(RULES.clone()), sales);
    let mut paid = Paid::default();
    bench.join(1);
    for deed in deeds {
        act(&mut bench, &mut paid, deed, sales);
        bench.pass(MINUTE / 60);
        check(&bench);
    }
    bench.restart();
    check(&bench);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn till_software_tells(deeds in proptest::collection::vec(deed(), 1..60)) {
        run(&deeds, Sales::Api);
    }

    #[test]
    fn the_cable_tells(deeds in proptest::collection::vec(deed(), 1..60)) {
        run(&deeds, Sales::Cable);
    }
}
