//! What may be said of members.

use super::*;
use crate::domain::gift::RuleKey;
use crate::domain::gift::rules::Words;
use gifts::Reached;

fn date(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn day(y: i32, m: u32, d: u32) -> Day {
    Day::from_date(date(y, m, d)).unwrap()
}

/// Somebody who came on these days.
fn member(number: u64, days: &[Day]) -> MemberRow {
    let first = days[0];
    let months = days
        .iter()
        .filter_map(|day| day.month().since(first.month()));
    MemberRow {
        member: Member(number),
        first,
        second: days.get(1).copied(),
        last: *days.last().unwrap(),
        visits: u32::try_from(days.len()).unwrap(),
        months: months.fold(0, |all, bit| all | 1 << bit),
        opted_out: false,
    }
}

fn report(members: Vec<MemberRow>, to: NaiveDate) -> Report {
    let known = Known {
        members,
        ..Known::default()
    };
    Report::new(date(2026, 11, 1), to, &known, &[])
}

#[test]
fn two_numbers_of_one_person_come_together() {
    let one = member(1, &[day(2026, 9, 3), day(2026, 11, 1)]);
    let other = member(2, &[day(2026, 10, 5), day(2026, 12, 6)]);
    let both = one.joined(&other);
    let all = member(1, &[one.first, other.first, one.last, other.last]);
    assert_eq!(both, all);
}

#[test]
fn who_comes_again_is_counted_of_those_who_had_the_time_to() {
    let today = day(2026, 11, 27);
    let ago = |days: u16| Day(today.0 - days);
    let found = report(
        vec![
            member(1, &[ago(10)]),
            member(2, &[ago(200), ago(150)]),
            member(3, &[ago(200), ago(100)]),
            member(4, &[ago(61)]),
            member(5, &[ago(500), ago(480)]),
            member(6, &[ago(59), ago(1)]),
        ],
        date(2026, 11, 27),
    );
    assert_eq!(found.again, Share { count: 3, of: 5 });
    assert_eq!(found.coming, 5);
    // Of 2, 3 and 4, of whom 2 came within 60 days; 5 was long ago, 1 and 6 are too new.
    assert_eq!(found.second, Share { count: 1, of: 3 });
}

#[test]
fn a_cohort_of_few_has_counts_and_the_last_month_is_open() {
    let many = (0..20).map(|number| {
        let days = [day(2026, 9, 3), day(2026, 10, 5), day(2026, 11, 6)];
        member(number, &days[..=usize::try_from(number % 3).unwrap()])
    });
    let few = [member(90, &[day(2026, 10, 1), day(2026, 11, 30)])];
    let old = [
        member(91, &[day(2025, 11, 30)]),
        member(92, &[day(2026, 12, 1)]),
    ];
    let all = many.chain(few).chain(old).collect();
    let found = report(all, date(2026, 11, 27)).cohorts;
    let cell = |came, percent, is_open| Cell {
        came,
        percent,
        is_open,
    };
    assert_eq!(
        found,
        [
            Cohort {
                month: date(2026, 10, 1),
                members: 1,
                cells: vec![cell(1, None, true)],
            },
            Cohort {
                month: date(2026, 9, 1),
                members: 20,
                cells: vec![cell(13, Some(65), false), cell(6, Some(30), true)],
            },
        ]
    );
    let all = vec![member(1, &[day(2026, 10, 1)])];
    let over = report(all, date(2026, 11, 30)).cohorts;
    assert_eq!(over[0].cells, [cell(0, None, false)]);
}

#[test]
fn who_stays_away_is_told_by_their_own_gaps() {
    let mut pooled = Pooled::default();
    // Ten members who come every week, now and then a day late.
    for number in 0..10_u16 {
        let days: Vec<Day> = (0..10)
            .map(|week| Day(1000 + week * 7 + number % 2))
            .collect();
        pooled.add(&days);
    }
    let usual = pooled.usual().unwrap();
    assert!((usual.gap - 7.0).abs() < 1e-9, "{usual:?}");
    let today = Day(1200);
    let weekly = |number, since: u16| {
        let last = today.0 - since;
        member(number, &[Day(last - 14), Day(last - 7), Day(last)])
    };
    let known = Known {
        members: vec![
            weekly(1, 6),
            weekly(2, 30),
            member(3, &[Day(1100), Day(1170)]),
            MemberRow {
                opted_out: true,
                ..weekly(4, 30)
            },
            weekly(5, 21),
            weekly(6, 400),
        ],
        usual: Some(Usual {
            slipping: 1.5,
            overdue: 3.5,
            ..usual
        }),
        ..Known::default()
    };
    let found = Report::new(date(2023, 1, 1), today.date(), &known, &[]).due;
    let found: Vec<_> = found
        .iter()
        .map(|it| (it.member.0, it.level, it.visits))
        .collect();
    assert_eq!(
        found,
        [(2, DueLevel::Overdue, 3), (5, DueLevel::Slipping, 3)]
    );
}

#[test]
fn with_few_gaps_nothing_is_usual() {
    let mut pooled = Pooled::default();
    pooled.add(&[Day(1), Day(8), Day(15)]);
    assert_eq!(pooled.usual(), None);
    assert!(
        report(vec![member(1, &[Day(1), Day(2), Day(3)])], Day(90).date())
            .due
            .is_empty()
    );
}

#[test]
fn gifts_stand_beside_their_limits() {
    let today = day(2026, 11, 27);
    let row = |rule: &str, day, given, is_before| GiftRow {
        rule: RuleKey::of(rule),
        day,
        sums: GiftSums {
            offered: given + 1,
            given,
            passed: 1,
            held_out: 0,
            cost_minor: u64::from(given) * 30,
        },
        is_before,
    };
    let known = Known {
        gifts: vec![
            row("tea", today, 4, false),
            row("tea", day(2026, 11, 2), 5, false),
            row("tea", day(2026, 10, 2), 6, true),
            row("gone", today, 1, false),
        ],
        ..Known::default()
    };
    let limits = Limits {
        rule: RuleKey::of("tea"),
        id: "tea".to_owned(),
        label: Words::default(),
        stock_day: Some(4),
        stock_total: Some(16),
        budget_day: Some(121),
        budget_month: Some(270),
        budget_total: None,
    };
    let found = Report::new(date(2026, 11, 1), today.date(), &known, &[limits]).gifts;
    let [tea, gone] = &found[..] else {
        panic!("{found:?}")
    };
    let given = |sums: &GiftSums| (sums.given, sums.cost_minor);
    assert_eq!(given(&tea.today), (4, 120));
    assert_eq!(given(&tea.month), (9, 270));
    assert_eq!(given(&tea.total), (15, 450));
    assert_eq!((given(&tea.sums), tea.sums.offered), ((9, 270), 11));
    assert_eq!(tea.reached, [Reached::StockDay, Reached::BudgetMonth]);
    assert_eq!((gone.limits.is_none(), given(&gone.sums)), (true, (1, 30)));
}
