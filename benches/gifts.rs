//! What it costs to look for a gift at each sale: 64 rules, the ten worked ones, and reading the file.
//!
//! `cargo bench --bench gifts`; it fails where the promise is missed.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use tillside::domain::code::Day;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::book::{Book, GiftFact, Handling};
use tillside::domain::gift::policy::{
    Customer, Forecast, Happening, Policy, Profile, Sale, Temperature,
};
use tillside::domain::gift::rules::{EXAMPLE, MAX_RULES, Rules};
use tillside::domain::i18n::Messages;
use tillside::domain::member::Member;
use tillside::domain::receipt::Receipt;
use tillside::domain::time::Timestamp;

const TODAY: u16 = 2522;
const NOW: i64 = 1_795_780_800_000;
const SALES: u64 = 20_000;
const ROUNDS: usize = 15;
const MEMBERS: u64 = 1000;

/// The promise for 64 rules, in nanoseconds a sale.
const PROMISE_NS: u64 = 50_000;

fn read(text: &str) -> Rules {
    let read = Rules::read("gifts.toml", text, &Messages::languages());
    read.rules.unwrap_or_else(|it| panic!("{it:#?}"))
}

/// Sixty-four rules of all kinds, the last of which alone can apply, and seldom does: every sale looks at
/// all of them.
fn many() -> String {
    let label = "label = { en = \"Tea\", pl = \"Herbata\", da = \"Te\", et = \"Tee\" }";
    let mut text = "schema = 1\nseed = \"8f3c1e0a5b7d2946\"\n".to_owned();
    for number in 0..MAX_RULES {
        let keys = match number % 8 {
            0 => "when = { event = \"sale\", temp_min_c = 31 }\nwho = { anonymous = true }",
            1 => "when = { event = \"sale\", hours = \"06:00-09:00\" }\nwho = { anonymous = true }",
            2 => "when = { event = \"sale\", nth_visit = 1000 }\nwho = { card = true }",
            3 => "when = { event = \"sale\", basket_min = 90000 }\nwho = { anonymous = true }",
            4 => "when = { event = \"manual\" }\nwho = { anonymous = true }",
            5 => {
                "when = { event = \"sale\" }\nwho = { anonymous = true }\nchance = 0.00001\nstock = { per_day = 40 }\nbudget = { per_month = 9000 }"
            }
            6 => {
                "when = { event = \"sale\" }\nwho = { card = true }\ncool_down_days = 300\nchance = 0.00001"
            }
            _ => "when = { event = \"sale\", overdue_ratio_min = 50.0 }\nwho = { card = true }",
        };
        let id = format!("rule-{number}");
        write!(
            text,
            "[[gift]]\nid = \"{id}\"\n{keys}\ngive = {{ cost = 30, {label} }}\n"
        )
        .unwrap();
    }
    text
}

/// A quarter in which every member had two gifts and a day on which forty were given.
fn book(policy: &Policy) -> Book {
    let keys: Vec<RuleKey> = policy.rules().gifts.iter().map(|rule| rule.key).collect();
    let mut book = Book::default();
    for number in 0..2 * MEMBERS + 40 {
        let is_today = number >= 2 * MEMBERS;
        let ago = if is_today {
            0
        } else {
            8 + u16::try_from(number % 50).unwrap()
        };
        let place = usize::try_from(number).unwrap() % keys.len();
        book.apply(&GiftFact::Given(Handling {
            at: Timestamp(NOW - i64::from(ago) * 86_400_000 - 1),
            day: Day(TODAY - ago),
            receipt: Receipt(1_000_000 + number),
            rule: keys.get(place).copied().unwrap(),
            member: (!is_today).then_some(Member(number % MEMBERS)),
            cost: 30,
            as_code: false,
        }));
    }
    book
}

/// Nanoseconds a sale, the least of some rounds; half of the customers are members.
fn cost(policy: &Policy) -> u64 {
    let book = book(policy);
    let forecast = Forecast::new(&[5.0; 96]);
    let members: Vec<[Member; 1]> = (0..MEMBERS).map(|it| [Member(it)]).collect();
    let round = || {
        let begin = Instant::now();
        let mut offers = 0_u64;
        for (number, numbers) in (0..SALES).zip(members.iter().cycle()) {
            let profile = Profile {
                had: None,
                numbers,
                visit: 11,
                overdue_ratio: Some(1.0),
                birthday: None,
                opted_out: false,
                stars: 3,
            };
            let customer = match number % 2 {
                0 => Customer::Member(profile),
                _ => Customer::Unknown,
            };
            let sale = Sale {
                receipt: Receipt(number),
                happening: Happening::Sale,
                at: Timestamp(NOW),
                day: Day(TODAY),
                time: "12:00".parse().unwrap(),
                total_minor: Some(1000),
                categories: Default::default(),
                temperature: Some(Temperature {
                    tenths: 120,
                    at: Timestamp(NOW),
                }),
                forecast: Some(&forecast),
                customer,
                note: false,
            };
            let decision = policy.decide(black_box(&sale), &book);
            offers += u64::from(decision.offer.is_some());
        }
        black_box(offers);
        u64::try_from(begin.elapsed().as_nanos()).unwrap() / SALES
    };
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}

fn reading(text: &str) -> u64 {
    let round = || {
        let begin = Instant::now();
        for _ in 0..20 {
            black_box(read(black_box(text)));
        }
        u64::try_from(begin.elapsed().as_nanos()).unwrap() / 20
    };
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}

fn main() {
    let text = many();
    let (ten, many) = (Policy::new(read(EXAMPLE)), Policy::new(read(&text)));
    let (of_ten, of_many) = (cost(&ten), cost(&many));
    let of_reading = reading(&text);
    println!("10 worked rules: {of_ten} ns a sale");
    println!("64 rules, all looked at: {of_many} ns a sale, promised {PROMISE_NS} ns");
    println!("64 against 10: {} tenths", of_many * 10 / of_ten.max(1));
    println!(
        "reading 64 rules: {of_reading} ns, as many as {} sales",
        of_reading / of_many.max(1)
    );
    assert!(of_many <= PROMISE_NS, "64 rules cost {of_many} ns a sale");
}
