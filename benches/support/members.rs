//! A hundred thousand members of a shop, and what is said of them.

use std::time::Instant;

use chrono::{Datelike as _, NaiveDate};
use tillside::domain::code::Day;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::rules::{EXAMPLE, Rules};
use tillside::domain::i18n::Messages;
use tillside::domain::kpi::loyalty::{GiftRow, GiftSums, Known, Limits, MemberRow, Report, Usual};
use tillside::domain::member::Member;
use tillside::engine::api::LoyaltyReport;

const MEMBERS: u32 = 100_000;

fn month(day: Day) -> i32 {
    let date = day.date();
    date.year() * 12 + i32::try_from(date.month0()).unwrap()
}

fn member(number: u32, today: Day) -> MemberRow {
    let first = Day(today.0 - u16::try_from(number % 700).unwrap());
    let gap = u16::try_from(3 + number % 40).unwrap();
    let visits = 1 + u16::try_from(number % 23).unwrap();
    let days = (0..visits).map(|visit| Day(first.0 + visit * gap));
    let days: Vec<Day> = days.filter(|day| *day <= today).collect();
    let months = days.iter().map(|day| 1_u64 << (month(*day) - month(first)));
    MemberRow {
        member: Member(number.into()),
        first,
        second: days.get(1).copied(),
        last: days.last().copied().unwrap(),
        visits: u32::try_from(days.len()).unwrap(),
        months: months.fold(0, |all, bit| all | bit),
        opted_out: number.is_multiple_of(50),
    }
}

/// Those of the ten rules on every day of two months.
fn gifts(rules: &[Limits], today: Day) -> Vec<GiftRow> {
    let row = |(ago, rule): (u16, RuleKey)| GiftRow {
        rule,
        day: Day(today.0 - ago),
        sums: GiftSums {
            offered: 9,
            given: 7,
            passed: 2,
            held_out: 1,
            cost_minor: 245,
        },
        is_before: ago > 55,
    };
    let days = 0..60_u16;
    let all = days.flat_map(|ago| rules.iter().map(move |limits| (ago, limits.rule)));
    all.map(row).collect()
}

/// What is said of them on these days, and the median time in ms that it took.
pub(crate) fn report((from, to): (NaiveDate, NaiveDate), rounds: usize) -> (LoyaltyReport, f64) {
    let today = Day::from_date(to).unwrap();
    let rules = Rules::read("rules", EXAMPLE, &Messages::languages());
    let limits = Limits::of(&rules.rules.unwrap());
    let known = Known {
        members: (0..MEMBERS).map(|number| member(number, today)).collect(),
        usual: Some(Usual {
            gap: 14.0,
            slipping: 1.4,
            overdue: 3.0,
        }),
        sales: 500_000,
        identified: 190_000,
        joined: 9_000,
        gifts: gifts(&limits, today),
        caps: None,
        assigned: Vec::new(),
    };
    let time = || {
        let begin = Instant::now();
        let report = Report::new(from, to, &known, &limits);
        assert!(report.due.len() == 50 && report.coming > 10_000);
        begin.elapsed().as_secs_f64() * 1e3
    };
    let times = super::median((0..rounds).map(|_| time()).collect());
    let report = Report::new(from, to, &known, &limits);
    let names = std::collections::BTreeMap::new();
    (LoyaltyReport { report, names }, times)
}
