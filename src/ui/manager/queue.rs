//! When people wait: by weekday and hour, who is served in time, and the busiest quarter-hours.

use super::heat::heat_ui;
use super::list::{List, list_ui};
use super::{Desk, Scene, clock_of, export_ui, period_ui, titled_ui};
use crate::domain::kpi::line::{self, Busy, InTime};
use crate::engine::api::FiguresRow;
use crate::engine::tables;
use crate::ui::theme::{self, Face};
use crate::ui::widget::label_ui;
use egui::Ui;

/// So many of the busiest quarter-hours are named.
const BUSIEST: usize = 5;

/// Draws the page.
pub(super) fn queue_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    period_ui(ui, scene, desk);
    let first = desk.period.first_day(scene.today());
    let rows = scene.rows_from(first);
    let title = scene.text("manager-heat");
    let about = scene.text("manager-heat-text");
    titled_ui(ui, (&title, &about), |ui| {
        heat_ui(ui, scene, &line::heat(quarterly(rows)));
    });
    busiest_ui(ui, scene, rows);
    in_time_ui(ui, scene, rows);
    let target = scene.room.target_minutes;
    export_ui(ui, scene, ("queue", first), || tables::queue(rows, target));
}

fn quarterly(rows: &[FiguresRow]) -> impl Iterator<Item = line::Quarterly<'_>> {
    rows.iter().map(FiguresRow::quarterly)
}

fn busiest_ui(ui: &mut Ui, scene: &Scene<'_>, rows: &[FiguresRow]) {
    let title = scene.text("manager-busiest");
    let busiest = line::busiest(quarterly(rows), BUSIEST);
    titled_ui(ui, (&title, ""), |ui| {
        if busiest.is_empty() {
            nothing_ui(ui, scene);
            return;
        }
        let row = |busy: &Busy| {
            let when = format!(
                "{}, {}",
                scene.weekday(busy.weekday),
                clock_of(busy.quarter)
            );
            vec![when, scene.tenths(busy.mean)]
        };
        let header = ["manager-when", "manager-mean-waiting"].map(|key| scene.text(key));
        let list = List {
            header: header.into(),
            rows: busiest.iter().map(row).collect(),
        };
        list_ui(ui, &list);
    });
}

fn in_time_ui(ui: &mut Ui, scene: &Scene<'_>, rows: &[FiguresRow]) {
    let (measure, minutes) = line::within(scene.room.target_minutes);
    let title = scene.counted("manager-in-time-title", i64::from(minutes));
    let about = scene.text("manager-rates");
    let days = line::in_time(quarterly(rows), measure);
    let sums = line::sums(quarterly(rows), measure);
    titled_ui(ui, (&title, &about), |ui| {
        if sums.in_time == InTime::default() {
            nothing_ui(ui, scene);
        } else {
            let header = [
                "manager-day",
                "manager-known",
                "manager-in-time",
                "manager-share",
            ];
            let days = (0_u8..)
                .zip(days)
                .map(|(day, share)| (scene.weekday(day), share));
            let all = std::iter::once((scene.text("manager-all-days"), sums.in_time));
            let list = List {
                header: header.map(|key| scene.text(key)).into(),
                rows: days
                    .chain(all)
                    .map(|(name, share)| row(scene, name, share))
                    .collect(),
            };
            list_ui(ui, &list);
        }
        ui.add_space(theme::NEAR);
        let calls = scene.room.texts.with(
            "manager-calls-answered",
            &[
                ("calls", sums.calls.into()),
                ("answered", sums.answered.into()),
            ],
        );
        label_ui(ui, Face::Body, theme::palette(ui).text, &calls);
    });
}

fn row(scene: &Scene<'_>, name: String, share: InTime) -> Vec<String> {
    let percent = share.percent().map(|percent| scene.percent(percent));
    vec![
        name,
        share.waited.to_string(),
        share.within.to_string(),
        percent.unwrap_or_else(|| "–".to_owned()),
    ]
}

fn nothing_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let said = scene.text("manager-nothing-yet");
    label_ui(ui, Face::Body, theme::palette(ui).muted, &said);
}
