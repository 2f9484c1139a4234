//! When people wait, and how many counters that takes: by weekday and hour, who is served in time, and the
//! busiest quarter-hours.

use super::heat::heat_ui;
use super::list::{List, list_ui};
use super::staffing::{differences_ui, left_ui, outlook_ui, target_ui};
use super::{Desk, Scene, clock_of, export_ui, period_ui, table, titled_ui, week_plan};
use crate::domain::kpi::line::{self, Busy, InTime};
use crate::domain::kpi::staffing::Target;
use crate::engine::api::FiguresRow;
use crate::engine::tables;
use crate::ui::theme::{self, Face};
use crate::ui::widget::label_ui;
use chrono::NaiveDate;
use egui::Ui;

/// So many of the busiest quarter-hours are named.
const BUSIEST: usize = 5;

/// Draws the page.
pub(super) fn queue_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    period_ui(ui, scene, desk);
    let first = desk.period.first_day(scene.today());
    let rows = scene.rows_from(first);
    let wanted = Target::of_store(scene.room.target_minutes);
    let target = desk.target.unwrap_or(wanted);
    desk.staffing.renew(scene, target);
    hours_ui(ui, scene, desk, (rows, target));
    outlook_ui(ui, scene, &desk.staffing);
    differences_ui(ui, scene, &desk.staffing, rows);
    busiest_ui(ui, scene, rows);
    in_time_ui(ui, scene, rows, target.minutes);
    files_ui(ui, scene, desk, (first, target));
}

/// The week by hours; the numbers are counters to open, or people who wait while that is not known.
fn hours_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    desk: &mut Desk,
    (rows, target): (&[FiguresRow], Target),
) {
    let title = scene.text("manager-heat");
    let is_planned = desk.staffing.plan().is_some();
    let about = scene.text(if is_planned {
        "manager-heat-plan"
    } else {
        "manager-heat-text"
    });
    titled_ui(ui, (&title, &about), |ui| {
        heat_ui(
            ui,
            scene,
            &line::heat(quarterly(rows)),
            desk.staffing.plan(),
        );
        if is_planned {
            own_customers_ui(ui, scene);
            target_ui(ui, scene, desk, target);
        } else if scene.room.office.habits.is_some() {
            let said = scene.text("manager-learning");
            label_ui(ui, Face::Body, theme::palette(ui).text, &said);
        }
    });
}

/// That others are served elsewhere.
fn own_customers_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let habits = scene.room.office.habits.as_deref();
    if habits.is_some_and(|habits| habits.counters > 1) {
        let said = scene.text("manager-own-customers");
        label_ui(ui, Face::Body, theme::palette(ui).text, &said);
    }
}

/// The line as a table, and, where there is a plan, the plan as a table and on paper.
fn files_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &Desk, (first, target): (NaiveDate, Target)) {
    let plan = desk.staffing.plan();
    let keys = ["manager-export", "manager-export-plan", "manager-plan-file"];
    let (line_only, _) = keys.split_at(1);
    let offered = if plan.is_some() { &keys } else { line_only };
    export_ui(ui, scene, offered, |scene, index| {
        let rows = scene.rows_from(first);
        let line = || tables::queue(rows, target.minutes);
        let plan_table = |plan| tables::staffing(plan, rows);
        match index {
            0 => Some(table(scene, ("queue", first), line())),
            1 => Some(table(scene, ("staffing", first), plan_table(plan?))),
            _ => week_plan::sheet(scene, plan?),
        }
    });
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

fn in_time_ui(ui: &mut Ui, scene: &Scene<'_>, rows: &[FiguresRow], minutes: u16) {
    let (measure, minutes) = line::within(minutes);
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
        left_ui(ui, scene, rows);
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
