//! The printed week plan as another program reads it (pdftotext of poppler-utils): the same hours, numbers
//! and letters as the plan has.
#![cfg(test)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "test code: a panic is a failed test, and pictures are small"
)]

#[path = "panel/layout.rs"]
#[expect(dead_code, reason = "the panel's tests need more of it")]
mod layout;
#[path = "panel/picture.rs"]
mod picture;
#[path = "manager/stage.rs"]
#[expect(dead_code, reason = "the window's tests need more of it")]
mod stage;

use chrono::TimeDelta;
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use stage::{Looks, PLAIN, Stage, figures, habits, open};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tillside::domain::i18n::Messages;
use tillside::domain::kpi::staffing::{Opening, Plan, Target};
use tillside::engine::api::{Figures, FiguresRow};
use tillside::ui::Link;
use tillside::ui::manager::{Page, Sheet, Wish};

const LONG_NAME: &str =
    "Sklep spożywczy „Źródełko”, Świętochłowice, ul. Księdza Jerzego Popiełuszki 112a";

/// The fixture's shop twice a day: it never closes.
fn round_the_clock() -> Figures {
    let day = figures();
    let later = |hours| {
        day.rows.iter().map(move |row| FiguresRow {
            local_start: row.local_start + TimeDelta::hours(hours),
            ..row.clone()
        })
    };
    let mut rows: Vec<FiguresRow> = later(0).chain(later(12)).collect();
    rows.sort_by_key(|row| row.local_start);
    Figures { rows }
}

fn written(language: &'static str, figures: Figures, store: &str) -> Vec<u8> {
    let looks = Looks {
        language,
        size: [1024, 3000],
        ..PLAIN
    };
    let mut stage = Stage::new(open(figures), Page::Queue, looks);
    let mut view = stage::view();
    store.clone_into(&mut view.place.store);
    stage.show(|shown| shown.link = Link::Live(Arc::new(view)));
    let button = texts(language).get("manager-plan-file");
    let button = stage.harness.get_by_role_and_label(Role::Button, &button);
    button.click();
    stage.harness.run();
    match stage.wishes().pop() {
        Some(Wish::Export(Sheet { contents, .. })) => contents,
        other => panic!("{other:?}"),
    }
}

fn texts(language: &str) -> Messages {
    Messages::for_language(stage::language(language))
}

/// The words of each line.
fn read(name: &str, file: &[u8]) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, file).expect("written");
    let found = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(&path)
        .arg("-")
        .output();
    let found = found.expect("pdftotext is missing; install poppler-utils, or run tests/run");
    assert!(
        found.status.success() && found.stderr.is_empty(),
        "{found:?}"
    );
    let text = String::from_utf8(found.stdout).expect("text");
    assert_eq!(text.matches('\u{c}').count(), 1, "one page");
    let lines = text.trim_end_matches('\u{c}').lines();
    let words = lines.map(|line| line.split_whitespace().map(str::to_owned).collect());
    words
        .filter(|words: &Vec<String>| !words.is_empty())
        .collect()
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn assert_is_the_plan(language: &'static str, figures: &Figures, store: &str) {
    let name = format!("week-plan-{language}-{}.pdf", store.len());
    let found = read(&name, &written(language, figures.clone(), store));
    let rows = figures.rows.iter().map(FiguresRow::quarterly);
    let target = Target::of_store(3);
    let plan = Plan::of(&habits(), &Opening::of(rows), target).expect("a plan");
    let texts = texts(language);
    let days: Vec<String> = (0..7)
        .flat_map(|day| words(&texts.with("manager-weekday", &[("day", day.into())])))
        .collect();
    let count = texts.with(
        "manager-plan-target",
        &[("percent", 80.into()), ("count", 3.into())],
    );
    let dates = [("day", "22"), ("month", "11"), ("year", "2026")];
    let dates = dates.map(|(name, value)| (name, value.into()));
    let date = texts.with("manager-date", &dates);
    let printed = texts.with("manager-plan-printed", &[("date", date.into())]);
    let mut expected = vec![
        [words(&texts.get("manager-plan")), words(store)].concat(),
        [words(&count), words(&printed)].concat(),
        days,
    ];
    let (first, last) = plan.hours().expect("hours");
    expected.extend((first..=last).map(|hour| {
        let day = |day| plan.hour(day, hour).map(|hour| hour.counters.to_string());
        let numbers = (0..7).map(|weekday| day(weekday).unwrap_or_else(|| "–".to_owned()));
        std::iter::once(format!("{hour:02}:00"))
            .chain(numbers)
            .collect()
    }));
    expected.push(words(&texts.get("manager-plan-note")));
    assert_eq!(found, expected, "{language} {store}");
}

#[test]
fn the_printed_plan_says_what_the_plan_says_in_every_language() {
    for language in ["en", "pl", "da", "et"] {
        assert_is_the_plan(language, &figures(), "Corner");
    }
}

#[test]
fn a_shop_with_a_long_name_that_never_closes_has_one_page_too() {
    assert_is_the_plan("pl", &round_the_clock(), LONG_NAME);
    let mut some = figures();
    some.rows
        .retain(|row| !row.local_start.to_string().starts_with("2026-11-2"));
    some.rows.truncate(48 * 2);
    assert_is_the_plan("en", &some, "Kafé Søbø & Õun");
}
