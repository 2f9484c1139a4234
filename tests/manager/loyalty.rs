//! The page of members and gifts: what it says of many and of few, what can be done there, how it looks.

use crate::rules::{rules_stage, write_in_front};
use crate::stage::{Looks, PLAIN, Stage, at, every_look, figures, open};
use chrono::{Datelike as _, NaiveDate};
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use std::collections::BTreeMap;
use std::sync::Arc;
use tillside::domain::code::Day;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::rules::{EXAMPLE, Rules};
use tillside::domain::i18n::Messages;
use tillside::domain::kpi::loyalty::{
    Assigned, Caps, GiftRow, GiftSums, Had, Known, KnownCaps, Limits, MemberRow, Report, Usual,
};
use tillside::domain::member::{Member, PersonName};
use tillside::engine::api::{GiftRules, LoyaltyReport};
use tillside::engine::tables;
use tillside::ui::manager::{Gate, Office, Page, Sheet, Wish};

/// High enough to show a whole page at once.
pub(crate) const TALL: Looks = Looks {
    size: [1024, 4000],
    ..PLAIN
};

const TODAY: &str = "2026-11-22";
const FIRST: &str = "2026-09-28";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn index(day: Day) -> u32 {
    day.date().year() as u32 * 12 + day.date().month0()
}

/// A year of a shop: about 30 join a month, a few in the newest; a third come once.
fn members(each: u64) -> Vec<MemberRow> {
    let today = Day::from_date(day(TODAY)).expect("a day");
    let row = |number: u64| {
        let first = Day(today.0 - 400 + number as u16);
        let (count, gap) = match number % 6 {
            0 | 3 => (1, 0),
            1 => (4, 21),
            2 => (12, 7),
            _ => (9, 31 + number as u16 % 5),
        };
        let days = (0..count).map(|visit| Day(first.0 + visit * gap));
        let days: Vec<Day> = days.filter(|day| *day <= today).collect();
        let months = days.iter().map(|day| 1_u64 << (index(*day) - index(first)));
        MemberRow {
            member: Member(5_000_000 + number),
            first,
            second: days.get(1).copied(),
            last: *days.last().expect("a first visit"),
            visits: days.len() as u32,
            months: months.fold(0, |all, bit| all | bit),
            opted_out: number % 40 == 8,
        }
    };
    let numbers = (0..398).filter(|number| number % each == 0);
    numbers.map(row).collect()
}

fn example() -> Rules {
    let rules = Rules::read("f", EXAMPLE, &Messages::languages()).rules;
    rules.expect("the example is right")
}

fn limits() -> Vec<Limits> {
    Limits::of(&example())
}

/// Five members have had four gifts, the newest for their birthday, and one three.
fn caps() -> KnownCaps {
    let today = Day::from_date(day(TODAY)).expect("a day");
    let had = |(member, ago): (u64, u16)| Had {
        member: Member(member),
        rule: RuleKey::of(if ago < 5 { "birthday" } else { "tenth-visit" }),
        day: Day(today.0 - ago),
    };
    let all = (0..6).flat_map(|member| [1, 9, 20, 40].map(|ago| (member, ago)));
    let mut caps = Caps::of(&example());
    caps.monthly_budget = Some(15_000);
    KnownCaps {
        caps,
        had: all.skip(1).map(had).collect(),
        addressed: 23,
        overspent: 2,
    }
}

/// Of one rule enough to compare that it seems to help, of another enough that nobody knows, of a third few.
fn assigned() -> Vec<Assigned> {
    let today = Day::from_date(day(TODAY)).expect("a day");
    let group = |(rule, held_out, of, back): (&str, bool, u16, u16)| {
        let one = move |number: u16, rule| Assigned {
            rule,
            day: Day(today.0 - 60),
            held_out,
            back: (number < back).then_some(Day(today.0 - 50)),
        };
        let rule = RuleKey::of(rule);
        (0..of).map(move |number| one(number, rule))
    };
    let all = [
        ("tenth-visit", false, 180, 131),
        ("tenth-visit", true, 44, 18),
        ("cold-day-tea", false, 96, 51),
        ("cold-day-tea", true, 21, 10),
        ("we-missed-you", false, 25, 9),
        ("we-missed-you", true, 4, 1),
    ];
    all.into_iter().flat_map(group).collect()
}

fn gifts() -> Vec<GiftRow> {
    let today = Day::from_date(day(TODAY)).expect("a day");
    let row = |(rule, ago, given, cost): (&str, u16, u32, u64)| GiftRow {
        rule: RuleKey::of(rule),
        day: Day(today.0 - ago),
        sums: GiftSums {
            offered: given + 3,
            given,
            passed: 2,
            held_out: 1,
            cost_minor: u64::from(given) * cost,
        },
        is_before: ago > 55,
    };
    let all = [
        ("hot-day-water", 0, 40, 35),
        ("hot-day-water", 8, 31, 35),
        ("cold-day-tea", 0, 12, 30),
        ("cold-day-tea", 70, 100, 30),
        ("tenth-visit", 3, 5, 45),
        ("an-older-rule", 9, 2, 80),
    ];
    all.map(row).into()
}

fn told(first: &str, each: u64) -> LoyaltyReport {
    let known = Known {
        members: members(each),
        usual: Some(Usual {
            gap: 14.0,
            slipping: 1.4,
            overdue: 3.0,
        }),
        sales: (5200 / each) as u32,
        identified: (1987 / each) as u32,
        joined: 31,
        gifts: if each == 1 { gifts() } else { Vec::new() },
        caps: (each == 1).then(caps),
        assigned: if each == 1 { assigned() } else { Vec::new() },
    };
    let limits = if each == 1 { limits() } else { Vec::new() };
    let report = Report::new(day(first), day(TODAY), &known, &limits);
    let names = ["Marta", "Zażółć Gęślą-Jaźń z Wólki Kosowskiej"];
    let due = report.due.iter().step_by(2).zip(names);
    let name = |name: &str| PersonName::try_from(name.to_owned()).expect("a name");
    let names: BTreeMap<_, _> = due.map(|(due, text)| (due.member, name(text))).collect();
    LoyaltyReport { report, names }
}

pub(crate) fn rules(text: Option<&str>) -> GiftRules {
    GiftRules {
        text: text.map(str::to_owned),
        path: text.map(|_| "/home/shop/.config/tillside/gifts.toml".to_owned()),
        problems: Vec::new(),
    }
}

/// What a page shows that is opened first: eight weeks of a shop; `each` thins its members out.
pub(crate) fn office(each: u64) -> Office {
    Office {
        loyalty: Some(Arc::new(told(FIRST, each))),
        gift_rules: Some(Arc::new(rules((each == 1).then_some(EXAMPLE)))),
        ..open(figures())
    }
}

pub(crate) fn press(stage: &mut Stage, role: Role, name: &str) {
    stage.harness.get_by_role_and_label(role, name).click();
    stage.harness.run();
}

#[track_caller]
fn assert_named(stage: &Stage, expected: &[&str]) {
    let names = stage.names();
    for name in expected {
        assert!(names.iter().any(|one| one == name), "{name} in {names:#?}");
    }
}

fn has(stage: &Stage, words: &str) -> bool {
    stage.names().iter().any(|name| name.contains(words))
}

#[test]
fn many_are_shares_and_few_are_counts() {
    let stage = Stage::new(office(1), Page::Loyalty, TALL);
    let report = told(FIRST, 1).report;
    let again = report.again;
    let percent = again.percent().expect("a share");
    assert!(again.of >= 20);
    let tile = format!(
        "Come again: {percent}\u{a0}%, {} of {} came on more than one day",
        again.count, again.of
    );
    assert_named(
        &stage,
        &[
            "Sales with a member’s card: 38\u{a0}%, 1987 of 5200 sales",
            &tile,
            &format!(
                "Members who come: {}, within a year; 31 joined on these days",
                report.coming
            ),
        ],
    );
    stage.assert_says("on these days 1987 of 5200 sales");
    stage.assert_says("5 members have had all that one may have (1 in 330 days)");
    stage.assert_says("5 members have had all the gifts that one may have (4 in 90 days).");
    stage.assert_says("23 members were addressed as often as one may be (6 times in 30 days).");
    stage.assert_says("Who came back within 14 days.");
    stage.assert_says("offered: 73\u{a0}% of 180 came back (between 66\u{a0}% and 79\u{a0}%)");
    stage.assert_says("without: 41\u{a0}% of 44 came back (between 28\u{a0}% and 56\u{a0}%)");
    stage.assert_says("The two ranges do not overlap: chance alone seldom does that.");
    stage.assert_says("The two ranges overlap: the difference may be chance.");
    stage.assert_says("offered to 25, without 4: a comparison needs 20 of each");
    let stage = Stage::new(office(40), Page::Loyalty, TALL);
    let again = told(FIRST, 40).report.again;
    assert!((1..20).contains(&again.of));
    let tile = format!(
        "Come again: {} of {}, came on more than one day",
        again.count, again.of
    );
    assert_named(&stage, &[&tile]);
}

#[test]
fn the_triangle_shades_shares_frames_counts_and_marks_the_month_that_is_not_over() {
    let stage = Stage::new(office(1), Page::Loyalty, TALL);
    let report = told(FIRST, 1).report;
    assert_eq!(report.cohorts.len(), 12);
    let full = report
        .cohorts
        .iter()
        .find(|cohort| cohort.members >= 20 && cohort.cells.len() > 1)
        .expect("a month of many");
    let cell = full.cells.first().expect("a month after it");
    let month = full.month.format("%m/%Y");
    let expected = format!(
        "{month}, 1 month later: {}\u{a0}% · {} of {}",
        cell.percent.expect("a share"),
        cell.came,
        full.members
    );
    assert_named(&stage, &[&expected]);
    let last = full.cells.len();
    let open = stage.names().into_iter().find(|name| {
        name.starts_with(&format!("{month}, {last} month"))
            && name.contains("the month is not over")
    });
    assert!(open.is_some());
    let stage = Stage::new(office(40), Page::Loyalty, TALL);
    let few = told(FIRST, 40).report.cohorts;
    let cohort = few.iter().find(|it| it.cells.len() > 1).expect("a month");
    let cell = cohort.cells.first().expect("a month after it");
    let month = cohort.month.format("%m/%Y");
    let expected = format!(
        "{month}, 1 month later: {} of {}",
        cell.came, cohort.members
    );
    assert_named(&stage, &[&expected]);
}

#[test]
fn nobody_is_called_lost_and_nobody_is_to_be_written_to() {
    let mut stage = Stage::new(office(1), Page::Loyalty, TALL);
    let due = told(FIRST, 1).report.due;
    assert!(due.len() > 20, "{}", due.len());
    stage.assert_says("no reason to write to anybody");
    stage.assert_says("Greet them when they come");
    assert!(has(&stage, "Marta: less often than usual, last here "));
    let second = due.get(1).expect("two").member.0 % 1000;
    assert!(has(&stage, &format!("Member …{second:03}: ")));
    for word in ["lost", "churn", "gone"] {
        let said = stage.said();
        let due = said.iter().filter(|one| one.contains("usual"));
        assert!(!due.into_iter().any(|one| one.contains(word)), "{word}");
    }
    let count = |stage: &Stage| {
        let names = stage.names().into_iter();
        names.filter(|name| name.contains(", last here ")).count()
    };
    assert_eq!(count(&stage), 10);
    press(&mut stage, Role::Button, "Show more");
    assert_eq!(count(&stage), 20);
}

#[test]
fn gifts_have_their_cost_and_what_is_used_up() {
    let stage = Stage::new(office(1), Page::Loyalty, TALL);
    assert_named(
        &stage,
        &[
            "A cold water",
            "offered 77 · given 71 · passed 4 · in the group without 2 · cost 24.85",
            "Today: 40 of 40 · used up",
            "Cost today: 14.00 of 14.00 · used up",
            "Cost today: 3.60 of 9.00",
            "A rule that is there no more",
            "In all: 90 given, cost 32.30",
        ],
    );
}

#[test]
fn another_period_asks_the_service_and_shows_nothing_old() {
    let mut stage = Stage::new(office(1), Page::Loyalty, TALL);
    let look = |from| Wish::LookAtLoyalty(day(from), day(TODAY));
    assert_eq!(stage.wishes(), [look(FIRST)]);
    stage.harness.run();
    assert_eq!(stage.wishes(), [], "once is enough");
    press(&mut stage, Role::RadioButton, "This week");
    assert_eq!(stage.wishes(), [look("2026-11-16")]);
    stage.assert_says("are being looked up");
    assert!(!has(&stage, "Come again"));
    let week = Some(Arc::new(told("2026-11-16", 1)));
    stage.show(|shown| shown.office.loyalty = week);
    assert!(has(&stage, "Come again"));
    // Whoever comes back to the page is asked for anew.
    press(&mut stage, Role::RadioButton, "Devices");
    press(&mut stage, Role::RadioButton, "Members & gifts");
    assert_eq!(stage.wishes(), [look("2026-11-16")]);
}

#[test]
fn all_of_it_is_written_as_tables() {
    let mut stage = Stage::new(office(1), Page::Loyalty, TALL);
    stage.wishes();
    let report = told(FIRST, 1).report;
    for (button, name, text) in [
        ("Months (CSV)", "cohorts", tables::loyalty::cohorts(&report)),
        (
            "Less often (CSV)",
            "due-back",
            tables::loyalty::due(&report),
        ),
        ("Gifts (CSV)", "gifts", tables::loyalty::gifts(&report)),
    ] {
        assert!(!text.contains("Marta"));
        press(&mut stage, Role::Button, button);
        let expected = Sheet {
            name: format!("tillside-{name}-{FIRST}-to-{TODAY}.csv"),
            contents: text.into_bytes(),
        };
        assert_eq!(stage.wishes(), [Wish::Export(expected)]);
    }
}

#[test]
fn nothing_is_left_when_the_window_locks() {
    let mut stage = rules_stage(office(1), TALL);
    write_in_front(&mut stage, "# a secret of ours\n");
    let closed = at(Gate::Closed(None));
    stage.show(|shown| {
        shown.desk.follow(&closed);
        shown.office = closed;
    });
    let left = format!("{:?}", stage.harness.state().desk.loyalty);
    assert!(!left.contains("secret") && !left.contains("true"), "{left}");
    assert!(!stage.said().iter().any(|one| one.contains("Marta")));
}

#[test]
fn it_looks_like_this_in_every_language_light_and_dark() {
    let problems = every_look("manager-loyalty", Page::Loyalty, &office(1), [3440, 4800]);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
