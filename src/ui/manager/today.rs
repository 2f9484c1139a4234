//! How it goes today: figures, people waiting over the day, and who is waiting for an answer.

use super::chart::{Chart, chart_ui};
use super::list::{List, list_ui};
use super::tiles::{Tile, tiles_ui};
use super::{Scene, titled_ui};
use crate::domain::kpi::line::{self, InTime, Sums};
use crate::engine::api::{FiguresRow, View};
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::label_ui;
use egui::Ui;

/// Draws the page.
pub(super) fn today_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let Some(view) = scene.room.link.view() else {
        let said = scene.text("manager-looking-for-service");
        label_ui(ui, Face::Body, theme::palette(ui).muted, &said);
        return;
    };
    tiles_ui(ui, &tiles(scene, view));
    day_ui(ui, scene);
    cases_ui(ui, scene, view);
}

fn tiles(scene: &Scene<'_>, view: &View) -> Vec<Tile> {
    let today = scene.today();
    let (measure, minutes) = line::within(scene.room.target_minutes);
    let rows = scene.rows_from(today).iter().map(FiguresRow::quarterly);
    let sums = line::sums(rows, measure);
    let mut tiles = vec![
        Tile::new(
            scene,
            "manager-served",
            view.served_today.to_string(),
            String::new(),
        ),
        waiting(scene, view),
        in_time(scene, sums.in_time, minutes),
    ];
    tiles.extend(counts(scene, sums));
    tiles.push(Tile::new(
        scene,
        "manager-baskets",
        view.baskets.len().to_string(),
        String::new(),
    ));
    tiles.push(cases(scene, view));
    tiles
}

/// Who waits now, and about how long somebody who joins.
fn waiting(scene: &Scene<'_>, view: &View) -> Tile {
    let minutes = i64::from(view.queue.wait_s.div_ceil(60));
    let about = match minutes {
        0 => String::new(),
        _ => scene.counted("manager-about-minutes", minutes),
    };
    Tile::new(
        scene,
        "manager-waiting",
        view.queue.waiting.to_string(),
        about,
    )
}

fn in_time(scene: &Scene<'_>, share: InTime, minutes: u16) -> Tile {
    let InTime { waited, within } = share;
    let value = match share.percent() {
        Some(percent) => scene.percent(percent),
        None if waited == 0 => "–".to_owned(),
        None => scene.room.texts.with(
            "manager-of",
            &[("part", within.into()), ("all", waited.into())],
        ),
    };
    let about = scene.counted("manager-within-minutes", i64::from(minutes));
    Tile::new(scene, "manager-in-time", value, about)
}

fn counts(scene: &Scene<'_>, sums: Sums) -> [Tile; 3] {
    let answered = beside(scene, sums.calls, ("manager-answered", sums.answered));
    let notes = beside(scene, sums.notes, ("manager-notes-of", sums.notes));
    [
        Tile::new(scene, "manager-calls", sums.calls.to_string(), answered),
        Tile::new(
            scene,
            "manager-codes",
            sums.codes.to_string(),
            String::new(),
        ),
        Tile::new(scene, "manager-helped", sums.settled.to_string(), notes),
    ]
}

/// What belongs to a figure; nothing where there is nothing to say it of.
fn beside(scene: &Scene<'_>, of: i64, (key, count): (&str, i64)) -> String {
    if of == 0 {
        return String::new();
    }
    scene.counted(key, count)
}

fn cases(scene: &Scene<'_>, view: &View) -> Tile {
    let now = scene.room.now;
    let overdue = view.cases.iter();
    let overdue = overdue
        .filter(|case| now.at(case.due).is_before(now))
        .count();
    let overdue = i64::try_from(overdue).unwrap_or_default();
    let about = beside(scene, overdue, ("manager-overdue", overdue));
    Tile::new(scene, "manager-cases", view.cases_open.to_string(), about)
}

fn day_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let today = scene.today();
    let day = line::day(scene.rows().iter().map(FiguresRow::quarterly), today);
    let usual = line::usual_day(scene.rows().iter().map(FiguresRow::quarterly), today);
    let title = scene.text("manager-chart");
    let weekday = scene.weekday(line::weekday(today));
    let about = if usual.is_empty() {
        scene.text("manager-chart-text")
    } else {
        scene.with("manager-chart-usual", "day", weekday)
    };
    titled_ui(ui, (&title, &about), |ui| {
        if day.is_empty() && usual.is_empty() {
            let said = scene.text("manager-nothing-yet");
            label_ui(ui, Face::Body, theme::palette(ui).muted, &said);
            return;
        }
        let last = day.last().map_or_else(
            || title.clone(),
            |last| {
                let time = super::clock_of(last.quarter);
                format!("{title}, {time}: {}", scene.tenths(last.mean))
            },
        );
        let chart = Chart {
            day: &day,
            usual: &usual,
        };
        chart_ui(ui, &chart, &last);
    });
}

/// What somebody still has to see to, as on the cashier's list.
fn cases_ui(ui: &mut Ui, scene: &Scene<'_>, view: &View) {
    let title = scene.text("manager-care");
    let texts = scene.room.texts;
    titled_ui(ui, (&title, ""), |ui| {
        if view.cases.is_empty() {
            let said = scene.text("manager-care-none");
            label_ui(ui, Face::Body, theme::palette(ui).muted, &said);
            return;
        }
        let row = |case: &crate::domain::case::Case| {
            let kind = text::care::kind(texts, case.kind);
            let owner = text::care::owner(texts, case.owner);
            let due = text::care::due(texts, case, scene.room.now);
            vec![format!("{kind}, {owner}"), due]
        };
        let list = List {
            header: Vec::new(),
            rows: view.cases.iter().map(row).collect(),
        };
        list_ui(ui, &list);
        let more = usize::from(view.cases_open).saturating_sub(view.cases.len());
        if more > 0 {
            let said = text::counted(texts, "panel-care-more", more as u64);
            label_ui(ui, Face::Small, theme::palette(ui).muted, &said);
        }
    });
}
