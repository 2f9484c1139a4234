//! How many counters to open: what the page shows, the choice of a target, and the plan as files.

use crate::stage::{Looks, PLAIN, Stage, at, figures, habits, open};
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;
use tillside::domain::kpi::staffing::{Habits, Opening, Plan, Target};
use tillside::engine::api::{Figures, FiguresRow};
use tillside::engine::tables;
use tillside::ui::manager::{Gate, Office, Page, Sheet, Wish};

/// High enough to show a whole page at once.
const TALL: Looks = Looks {
    size: [1024, 3000],
    ..PLAIN
};

const USUAL: Target = Target {
    percent: 80,
    minutes: 3,
};

fn stage() -> Stage {
    Stage::new(open(figures()), Page::Queue, TALL)
}

fn plan(target: Target) -> Plan {
    let figures = figures();
    let rows = figures.rows.iter().map(FiguresRow::quarterly);
    Plan::of(&habits(), &Opening::of(rows), target).expect("a plan")
}

fn press(stage: &mut Stage, role: Role, name: &str) {
    stage.harness.get_by_role_and_label(role, name).click();
    stage.harness.run();
}

/// The hours of the week as screen readers hear them, with the counters of each.
fn told(stage: &Stage) -> Vec<String> {
    let names = stage.names().into_iter();
    names
        .filter(|name| name.contains("counters to open: "))
        .collect()
}

fn assert_shows(stage: &Stage, target: Target) {
    let plan = plan(target);
    let told = told(stage);
    let days = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let mut count = 0;
    for (day, name) in (0_u8..).zip(days) {
        for hour in 0..24_u8 {
            let Some(planned) = plan.hour(day, hour) else {
                continue;
            };
            count += 1;
            let share = (planned.within * 100.0).round();
            let ends = format!(
                "counters to open: {}, on a busy day {share}\u{a0}% in time, about {}\u{a0}% give up",
                planned.counters,
                (planned.leaving.expect("they are not patient") * 100.0).round()
            );
            let starts = format!("{name} {hour}:00: ");
            let is_told = |one: &String| one.starts_with(&starts) && one.ends_with(&ends);
            assert!(told.iter().any(is_told), "{starts} … {ends} in {told:#?}");
        }
    }
    assert_eq!((told.len(), count), (84, 84), "{target:?}");
}

#[test]
fn every_hour_has_its_counters_and_another_target_other_ones() {
    let mut stage = stage();
    assert_shows(&stage, USUAL);
    press(&mut stage, Role::RadioButton, "90\u{a0}%");
    let stricter = Target {
        percent: 90,
        ..USUAL
    };
    assert_eq!(stage.wishes(), [Wish::Keep(stricter)]);
    assert_shows(&stage, stricter);
    press(&mut stage, Role::RadioButton, "1\u{a0}min");
    let strictest = Target {
        percent: 90,
        minutes: 1,
    };
    assert_eq!(stage.wishes(), [Wish::Keep(strictest)]);
    assert_shows(&stage, strictest);
    assert_ne!(plan(strictest), plan(USUAL));
    stage.assert_says("Served within 1 minute");
}

#[test]
fn the_next_two_hours_and_the_largest_differences_are_listed() {
    let stage = stage();
    let names = stage.names();
    let coming: Vec<&String> = names
        .iter()
        .filter(|name| name.starts_with('1') && name.matches(", ").count() == 2)
        .collect();
    assert_eq!(coming.len(), 8, "{coming:?}");
    assert!(coming[0].starts_with("14:45, "), "{coming:?}");
    assert!(coming[7].starts_with("16:30, "), "{coming:?}");
    // As many as on the other Sundays, so that what is usual stays usual.
    stage.assert_says("about 100\u{a0}% of what is usual (Sunday)");
    stage.assert_says("Open and needed");
    assert!(
        names.iter().any(|name| name == "When, Open, Needed"),
        "{names:#?}"
    );
    stage.assert_says("people gave up waiting (an estimate)");
}

#[test]
fn while_habits_are_learned_it_says_so_and_plans_nothing() {
    let learning = |habits: Option<Habits>| Office {
        habits: habits.map(Arc::new),
        ..open(figures())
    };
    let guess = Habits {
        is_learning: true,
        ..habits()
    };
    let mut stage = Stage::new(learning(Some(guess)), Page::Queue, TALL);
    stage.assert_says("still being learned");
    assert_eq!(told(&stage), [] as [String; 0]);
    let buttons = ["Plan as a CSV file", "Print the week plan (PDF)"];
    for words in buttons.into_iter().chain(["The next two hours", "gave up"]) {
        let said = stage.said();
        assert!(!said.iter().any(|one| one.contains(words)), "{words}");
    }
    stage.show(|shown| shown.office = learning(None));
    assert_eq!(told(&stage), [] as [String; 0]);
    stage.show(|shown| shown.office = open(figures()));
    assert_shows(&stage, USUAL);
    let patient = Habits {
        patience_s: None,
        ..habits()
    };
    stage.show(|shown| shown.office = learning(Some(patient)));
    stage.assert_says("Nothing tells of people who gave up");
}

#[test]
fn where_others_serve_too_it_says_whose_customers_these_are() {
    for counters in [1, 2] {
        let habits = Some(Arc::new(Habits {
            counters,
            ..habits()
        }));
        let office = Office {
            habits,
            ..open(figures())
        };
        let stage = Stage::new(office, Page::Queue, TALL);
        let said = stage.said();
        let is_said = said.iter().any(|one| one.contains("only the customers"));
        assert_eq!(is_said, counters > 1, "{counters}");
    }
}

#[test]
fn the_plan_is_written_as_a_table() {
    let mut stage = stage();
    press(&mut stage, Role::RadioButton, "This week");
    press(&mut stage, Role::Button, "Plan as a CSV file");
    let monday = "2026-11-16".parse().expect("a day");
    let rows: Vec<_> = figures()
        .rows
        .into_iter()
        .filter(|row| row.local_start.date() >= monday)
        .collect();
    let table = tables::staffing(&plan(USUAL), &rows);
    let expected = Sheet {
        name: "tillside-staffing-2026-11-16-to-2026-11-22.csv".to_owned(),
        contents: table.clone().into_bytes(),
    };
    assert_eq!(stage.wishes(), [Wish::Export(expected)]);
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "weekday,hour,arrivals,mean_open,counters_for_80_percent_in_3_min,expected_percent,\
         leaving_percent"
    );
    assert_eq!(lines.len(), 1 + 84 + 1);
    assert!(lines[1].starts_with("mon,8,"), "{}", lines[1]);
    let hour = plan(USUAL).hour(6, 17).expect("an hour");
    let sunday = lines
        .iter()
        .find(|line| line.starts_with("sun,17,"))
        .expect("an hour");
    let expected = format!("sun,17,{:.1},,{},", hour.arrivals, hour.counters);
    assert!(sunday.starts_with(&expected), "{sunday}, not {expected}");
}

#[test]
fn the_week_plan_is_a_page_to_print() {
    for (language, button) in [
        ("en", "Print the week plan (PDF)"),
        ("pl", "Plan tygodnia do druku (PDF)"),
        ("da", "Ugeplan til print (PDF)"),
        ("et", "Nädalaplaan trükiks (PDF)"),
    ] {
        let looks = Looks { language, ..TALL };
        let mut stage = Stage::new(open(figures()), Page::Queue, looks);
        press(&mut stage, Role::Button, button);
        let wishes = stage.wishes();
        let [Wish::Export(Sheet { name, contents })] = wishes.as_slice() else {
            panic!("{wishes:?}");
        };
        assert_eq!(name, "tillside-week-plan-2026-11-22.pdf");
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(folder.join(format!("plan-{language}.pdf")), contents).expect("written");
        assert!(contents.starts_with(b"%PDF-1."), "{language}");
        assert!(contents.len() < 30_000, "{}", contents.len());
    }
}

#[test]
fn nothing_of_the_plan_is_left_when_the_window_locks() {
    let mut stage = stage();
    assert!(format!("{:?}", stage.harness.state().desk.staffing).contains("counters"));
    let closed = at(Gate::Closed(None));
    stage.show(|shown| {
        shown.desk.follow(&closed);
        shown.office = closed;
    });
    let left = format!("{:?}", stage.harness.state().desk.staffing);
    assert!(!left.contains("counters"), "{left}");
    let stage = Stage::new(open(Figures::default()), Page::Queue, TALL);
    stage.assert_says("Nothing is known yet");
}
