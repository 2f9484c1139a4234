//! The pages: what they say of a shop's figures, and what can be done there.

use crate::stage::{Looks, PLAIN, Stage, at, figures, open};
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;
use std::sync::Arc;
use tillside::domain::kpi::period::Period;
use tillside::domain::time::Timestamp;
use tillside::engine::api::{Figures, Guesses};
use tillside::engine::tables;
use tillside::ui::Link;
use tillside::ui::manager::{Exported, Gate, Page, Sheet, Wish};

/// High enough to show a whole page at once.
const TALL: Looks = Looks {
    size: [1024, 3000],
    ..PLAIN
};

#[track_caller]
fn assert_named(stage: &Stage, expected: &[&str]) {
    let names = stage.names();
    for name in expected {
        assert!(names.iter().any(|one| one == name), "{name} in {names:#?}");
    }
}

fn press(stage: &mut Stage, role: Role, name: &str) {
    stage.harness.get_by_role_and_label(role, name).click();
    stage.harness.run();
}

#[test]
fn today_counts_today_and_nothing_else() {
    let stage = Stage::new(open(figures()), Page::Today, TALL);
    assert_named(
        &stage,
        &[
            "Served: 234",
            "Waiting now: 3, about 3 minutes",
            "In time: 98\u{a0}%, within 3 minutes",
            "Codes printed: 130",
            "Baskets kept: 0",
            "Open cases: 4, 1 is overdue",
            "People waiting, 14:15: 3.0",
            "Complaint, the manager sees to it, waiting since 14:20",
        ],
    );
    stage.assert_says("grey: usually (Sunday)");
}

#[test]
fn small_numbers_are_counts() {
    let mut few = figures();
    few.rows.truncate(few.rows.len() - 23);
    let stage = Stage::new(open(few), Page::Today, TALL);
    assert_named(&stage, &["In time: 15 of 15, within 3 minutes"]);
    let stage = Stage::new(open(Figures::default()), Page::Today, TALL);
    assert_named(&stage, &["In time: –, within 3 minutes"]);
    stage.assert_says("Nothing is known yet");
}

#[test]
fn the_queue_page_shows_the_period_that_is_chosen() {
    let mut stage = Stage::new(open(figures()), Page::Queue, TALL);
    assert_eq!(stage.harness.state().desk.period, Period::Weeks8);
    let before = stage.said();
    press(&mut stage, Role::RadioButton, "This week");
    assert_eq!(stage.harness.state().desk.period, Period::ThisWeek);
    assert_ne!(stage.said(), before);
    let monday = stage
        .names()
        .into_iter()
        .find(|name| name.starts_with("Monday 17:00: "));
    assert!(monday.is_some());
    // Until 14:30 it was open 26 quarter-hours on Sunday, 48 on other days, five people in each.
    assert_named(&stage, &["Sunday, 130, 128, 98\u{a0}%"]);
    assert!(
        stage
            .names()
            .iter()
            .any(|name| name.starts_with("All days, 1570, "))
    );
    // What was never looked at this week is still planned.
    let sunday = |stage: &Stage| {
        let names = stage.names().into_iter();
        let mut sunday = names.filter(|name| name.starts_with("Sunday 17:00: "));
        sunday.next()
    };
    let planned = sunday(&stage).expect("an hour");
    assert!(planned.starts_with("Sunday 17:00: counters to open: "));
    press(&mut stage, Role::RadioButton, "8 weeks");
    let seen = sunday(&stage).expect("an hour");
    assert!(!seen.contains("00: counters") && seen.contains(", counters to open: "));
}

#[test]
fn payments_are_counted_and_rated_where_there_are_enough() {
    let stage = Stage::new(open(figures()), Page::Payments, TALL);
    let all = stage.names();
    let has = |start: &str| all.iter().any(|name| name.starts_with(start));
    assert!(
        has("Needed help, ") && has("– card in the slot, "),
        "{all:#?}"
    );
    let report = tillside::engine::api::PaymentReport::of(
        tillside::domain::code::Till::new(2).expect("a till"),
        &Figures {
            rows: figures().rows.into_iter().skip(26).collect(),
        },
    );
    assert!(report.total.notes > 0);
    assert_eq!(has("Share paid"), report.total.settled_percent.is_some());
    let stage = Stage::new(open(Figures::default()), Page::Payments, TALL);
    stage.assert_says("There were none");
    assert!(
        !stage
            .names()
            .iter()
            .any(|name| name.starts_with("Share paid"))
    );
}

#[test]
fn a_table_holds_the_period_and_its_place_is_told() {
    let mut stage = Stage::new(open(figures()), Page::Queue, TALL);
    press(&mut stage, Role::RadioButton, "This week");
    press(&mut stage, Role::Button, "Write a CSV file");
    let monday = "2026-11-16".parse().expect("a day");
    let rows: Vec<_> = figures()
        .rows
        .into_iter()
        .filter(|row| row.local_start.date() >= monday)
        .collect();
    let expected = Sheet {
        name: "tillside-queue-2026-11-16-to-2026-11-22.csv".to_owned(),
        contents: tables::queue(&rows, 3).into_bytes(),
    };
    assert_eq!(stage.wishes(), [Wish::Export(expected)]);
    let path = "/home/me/Downloads/tillside-queue.csv";
    stage.show(|shown| shown.office.exported = Some(Exported::Into(PathBuf::from(path))));
    stage.assert_says(&format!("Written: {path}"));
    stage.show(|shown| shown.office.exported = Some(Exported::Failed(PathBuf::from(path))));
    stage.assert_says("could not be written");
}

#[test]
fn the_pages_are_at_the_left_and_locking_leads_back_to_the_first() {
    let mut stage = Stage::new(open(figures()), Page::Today, PLAIN);
    for (name, page) in [
        ("Queue & staffing", Page::Queue),
        ("Payments", Page::Payments),
        ("Survey", Page::Survey),
        ("Members & gifts", Page::Loyalty),
        ("Devices", Page::Devices),
        ("Settings", Page::Settings),
        ("Today", Page::Today),
        ("Payments", Page::Payments),
    ] {
        press(&mut stage, Role::RadioButton, name);
        assert_eq!(stage.harness.state().desk.page, page);
    }
    stage.wishes();
    press(&mut stage, Role::Button, "Lock now");
    assert_eq!(stage.wishes(), [Wish::Lock]);
    let closed = at(Gate::Closed(None));
    stage.show(|shown| {
        shown.desk.follow(&closed);
        shown.office = closed;
    });
    assert_eq!(stage.harness.state().desk.page, Page::Today);
}

#[test]
fn what_is_old_says_so() {
    let mut stage = Stage::new(open(figures()), Page::Queue, TALL);
    stage.show(|shown| shown.office.is_stale = true);
    stage.assert_says("may be old");
    stage.show(|shown| {
        shown.link = Link::Away {
            since: crate::stage::NOW,
            last: Some(Arc::new(crate::stage::view())),
        };
    });
    stage.assert_says("does not answer");
    stage.show(|shown| {
        shown.link = crate::stage::live();
        (shown.office.figures, shown.office.is_stale) = (None, false);
    });
    stage.assert_says("being looked up");
}

#[test]
fn codes_that_nobody_made_are_told() {
    let mut stage = Stage::new(open(figures()), Page::Today, TALL);
    let tells = |stage: &Stage| stage.names().iter().any(|name| name.contains("never made"));
    assert!(!tells(&stage));
    stage.show(|shown| {
        let mut view = crate::stage::view();
        view.survey.guesses = Some(Guesses {
            count: 40,
            at: Timestamp(0),
        });
        shown.link = Link::Live(Arc::new(view));
    });
    stage.assert_says("40 survey codes");
    assert!(tells(&stage));
}
