//! The score by what answers have in common: a wait, an hour, a counter. Groups of fewer than five stay
//! closed, those of fewer than thirty are grey.

use super::super::list::{List, shaded_list_ui};
use super::super::{Scene, titled_ui};
use super::words;
use crate::domain::kpi::answers::{Group, Report, Score};
use crate::domain::stats::Display;
use egui::Ui;

/// Draws a table for each.
pub(super) fn groups_ui(ui: &mut Ui, scene: &Scene<'_>, report: &Report) {
    card_ui(ui, scene, "manager-by-wait", &report.waits, |waited| {
        words::waited(scene, *waited)
    });
    card_ui(
        ui,
        scene,
        "manager-answers-by-hour",
        &report.hours,
        |hour| format!("{hour}:00"),
    );
    // Of a single one there is nothing to compare.
    if report.counters.len() > 1 {
        card_ui(ui, scene, "manager-by-counter", &report.counters, |till| {
            scene.with("manager-counter-number", "number", till.get())
        });
    }
}

fn card_ui<K>(
    ui: &mut Ui,
    scene: &Scene<'_>,
    key: &str,
    groups: &[Group<K>],
    name: impl Fn(&K) -> String,
) {
    if groups.is_empty() {
        return;
    }
    let title = scene.text(key);
    let about = scene.text("manager-small-groups");
    titled_ui(ui, (&title, &about), |ui| table_ui(ui, scene, groups, name));
}

/// The groups as a table.
pub(super) fn table_ui<K>(
    ui: &mut Ui,
    scene: &Scene<'_>,
    groups: &[Group<K>],
    name: impl Fn(&K) -> String,
) {
    let header = [
        "manager-group",
        "manager-answers",
        "manager-nps-short",
        "manager-between",
    ];
    let row = |group: &Group<K>| {
        let cells = cells(scene, &group.score);
        std::iter::once(name(&group.key)).chain(cells).collect()
    };
    let list = List {
        header: header.map(|key| scene.text(key)).into(),
        rows: groups.iter().map(row).collect(),
    };
    let is_grey = |group: &Group<K>| group.score.display() < Display::Full;
    let grey: Vec<bool> = groups.iter().map(is_grey).collect();
    shaded_list_ui(ui, &list, &grey);
}

/// How many, the score and its interval, as far as they may be said.
fn cells(scene: &Scene<'_>, score: &Score) -> [String; 3] {
    let dash = || "–".to_owned();
    let figure = score.figure;
    [
        score
            .counts
            .map_or_else(dash, |nps| nps.answers().to_string()),
        figure.map_or_else(dash, |figure| words::signed(figure.value)),
        figure.map_or_else(dash, |figure| words::range(scene, figure.interval)),
    ]
}
