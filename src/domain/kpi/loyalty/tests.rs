//! What may be said of members.

use super::*;
use crate::domain::gift::RuleKey;
use crate::domain::gift::rules::{Cap, Words};
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
        cost: 30,
        per_customer: Some(Cap { max: 2, days: 30 }),
        stock_day: Some(4),
        stock_total: Some(16),
        budget_day: Some(150),
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

#[test]
fn days_on_which_a_limit_of_the_day_was_reached_count_within_the_report() {
    let today = day(2026, 11, 27);
    let row = |ago: u16, given: u32| GiftRow {
        rule: RuleKey::of("tea"),
        day: Day(today.0 - ago),
        sums: GiftSums {
            given,
            cost_minor: u64::from(given) * 30,
            ..GiftSums::default()
        },
        is_before: ago > 10,
    };
    let known = Known {
        gifts: [(0, 3), (1, 4), (2, 5), (3, 2), (11, 5)]
            .map(|(ago, given)| row(ago, given))
            .into(),
        ..Known::default()
    };
    let limits = |stock_day, budget_day| Limits {
        rule: RuleKey::of("tea"),
        id: "tea".to_owned(),
        label: Words::default(),
        cost: 30,
        per_customer: None,
        stock_day,
        stock_total: None,
        budget_day,
        budget_month: None,
        budget_total: None,
    };
    for (stock_day, budget_day, days, is_reached) in [
        (None, None, 0, false),
        (Some(4), None, 2, false),
        (Some(3), None, 3, true),
        // A fourth fits into 120, and does not fit into 119.
        (None, Some(120), 2, false),
        (None, Some(119), 3, true),
        (Some(5), Some(119), 3, true),
    ] {
        let limits = limits(stock_day, budget_day);
        let from = Day(today.0 - 10).date();
        let found = Report::new(from, today.date(), &known, &[limits]).gifts;
        let found = (found[0].days_used_up, !found[0].reached.is_empty());
        assert_eq!(found, (days, is_reached), "{stock_day:?} {budget_day:?}");
    }
}

#[test]
fn who_has_had_enough_is_counted_by_person_and_window() {
    let today = day(2026, 11, 27);
    let had = |(member, rule, ago): (u64, &str, u16)| Had {
        member: Member(member),
        rule: RuleKey::of(rule),
        day: Day(today.0 - ago),
    };
    // 1 has two teas and a soup, 2 a tea and two that are too long ago, 3 three soups of today.
    let had = [
        (1, "tea", 0),
        (1, "tea", 29),
        (1, "soup", 4),
        (2, "tea", 30),
        (2, "tea", 31),
        (2, "tea", 3),
        (3, "soup", 0),
        (3, "soup", 0),
        (3, "soup", 0),
    ]
    .map(had);
    let caps = Caps {
        gifts: Cap { max: 3, days: 7 },
        contacts: Cap { max: 9, days: 9 },
        monthly_budget: Some(500),
    };
    let known = |gifts| Known {
        caps: Some(KnownCaps {
            caps: Caps { gifts, ..caps },
            had: had.into(),
            addressed: 4,
            overspent: 1,
        }),
        ..Known::default()
    };
    let limits = Limits {
        rule: RuleKey::of("tea"),
        id: "tea".to_owned(),
        label: Words::default(),
        cost: 30,
        per_customer: Some(Cap { max: 2, days: 30 }),
        stock_day: None,
        stock_total: None,
        budget_day: None,
        budget_month: None,
        budget_total: None,
    };
    let limits = [limits];
    assert_eq!(caps.looks_back(&limits, today), Day(today.0 - 29));
    for (max, days, had_all) in [(3, 7, 1), (3, 30, 2), (3, 31, 2), (3, 32, 3), (4, 400, 0)] {
        let known = known(Cap { max, days });
        let report = Report::new(today.date(), today.date(), &known, &limits);
        let at = report.caps.unwrap();
        assert_eq!((at.had_all, at.addressed), (had_all, 4), "{max} in {days}");
        assert_eq!(report.gifts[0].at_cap, 1);
    }
}

/// Groups of one rule, of which so many came back after ten days.
fn groups(rule: &str, [with, without]: [(u32, u32); 2], today: Day) -> Vec<Assigned> {
    let group = |(held_out, (back, of)): (bool, (u32, u32))| {
        let rule = RuleKey::of(rule);
        (0..of).map(move |number| Assigned {
            rule,
            day: Day(today.0 - 40),
            held_out,
            back: (number < back).then_some(Day(today.0 - 30)),
        })
    };
    [(false, with), (true, without)]
        .into_iter()
        .flat_map(group)
        .collect()
}

#[test]
fn few_are_not_compared_and_nothing_is_claimed_where_ranges_overlap() {
    let today = day(2026, 11, 27);
    for (groups_of, expected) in [
        // Nobody was left without, so that there is nothing to compare.
        ([(9, 90), (0, 0)], None),
        ([(9, 90), (0, 19)], Some(None)),
        ([(9, 19), (1, 90)], Some(None)),
        // 70 of 100 has 60 to 78 hundredths, 11 of 20 has 34 to 74, 6 of 20 has 15 to 52.
        ([(70, 100), (11, 20)], Some(Some(false))),
        ([(70, 100), (6, 20)], Some(Some(true))),
        ([(6, 20), (70, 100)], Some(Some(true))),
    ] {
        let known = Known {
            assigned: groups("tea", groups_of, today),
            ..Known::default()
        };
        let report = Report::new(today.date(), today.date(), &known, &[]);
        let found = report.compared.first();
        let is_apart = found.map(|it| it.back.map(|back| back.is_apart));
        assert_eq!(is_apart, expected, "{groups_of:?}");
        if let Some(found) = found {
            let [(_, with), (_, without)] = groups_of;
            assert_eq!((found.with, found.without), (with, without));
        }
    }
}

#[test]
fn everybody_who_is_compared_had_as_long_to_come_back() {
    let today = day(2026, 11, 27);
    let usual = |gap| Usual {
        gap,
        slipping: 2.0,
        overdue: 3.0,
    };
    for (gap, days) in [
        (None, 30),
        (Some(6.5), 7),
        (Some(7.0), 7),
        (Some(900.0), 180),
    ] {
        assert_eq!(within_days(gap.map(usual).as_ref()), days, "{gap:?}");
    }
    let usual = Some(usual(6.5));
    let (from, to) = assigned_between(usual.as_ref(), today);
    assert_eq!((from, to), (Day(today.0 - 371), Day(today.0 - 7)));
    let one = |(ago, after, held_out): (u16, Option<u16>, bool)| Assigned {
        rule: RuleKey::of("tea"),
        day: Day(today.0 - ago),
        held_out,
        back: after.map(|after| Day(today.0 - ago + after)),
    };
    let mut assigned: Vec<Assigned> = Vec::new();
    for _ in 0..20 {
        // Back in time twice, too late, and never; too new and too old ones say nothing.
        let with = [
            (7, Some(7)),
            (371, Some(1)),
            (20, Some(8)),
            (20, None),
            (6, Some(1)),
            (372, Some(1)),
        ];
        assigned.extend(with.map(|(ago, after)| one((ago, after, false))));
        assigned.push(one((30, Some(3), true)));
    }
    let known = Known {
        usual,
        assigned,
        ..Known::default()
    };
    let report = Report::new(today.date(), today.date(), &known, &[]);
    let back = report.compared[0].back.unwrap();
    assert_eq!((back.with.count, back.with.of), (40, 80));
    assert_eq!((back.without.count, back.without.of), (20, 20));
    assert_eq!(report.compared[0].within_days, 7);
}
