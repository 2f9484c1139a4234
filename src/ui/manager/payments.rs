//! Payments that did not go through at once: how they ended, never whose they were or why.

use super::list::{List, list_ui};
use super::{Desk, Scene, export_ui, period_ui, table, titled_ui};
use crate::domain::kpi::PaymentNotes;
use crate::engine::api::{Figures, PaymentHour, PaymentReport};
use crate::engine::tables;
use crate::ui::theme::{self, Face};
use crate::ui::widget::label_ui;
use egui::Ui;

/// Draws the page.
pub(super) fn payments_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    period_ui(ui, scene, desk);
    let first = desk.period.first_day(scene.today());
    let Some(view) = scene.room.link.view() else {
        return;
    };
    let figures = Figures {
        rows: scene.rows_from(first).to_vec(),
    };
    let report = PaymentReport::of(view.place.counter, &figures);
    let title = scene.text("manager-payments-title");
    let about = scene.text("manager-rates");
    titled_ui(ui, (&title, &about), |ui| {
        total_ui(ui, scene, &report.total);
    });
    if !report.hours.is_empty() {
        let title = scene.text("manager-by-hour");
        titled_ui(ui, (&title, ""), |ui| hours_ui(ui, scene, &report.hours));
    }
    export_ui(ui, scene, &["manager-export"], |scene, _| {
        let text = tables::payments(&report);
        Some(table(scene, ("payments", first), text))
    });
}

fn total_ui(ui: &mut Ui, scene: &Scene<'_>, notes: &PaymentNotes) {
    let by = notes.settled;
    let counts = [
        ("manager-notes", notes.notes),
        ("manager-settled", by.sum()),
        ("manager-by-chip", by.chip),
        ("manager-by-again", by.again),
        ("manager-by-other-card", by.other_card),
        ("manager-by-phone", by.phone),
        ("manager-by-cash", by.cash),
        ("manager-by-before", by.paid_before),
        ("manager-by-unsaid", by.unsaid),
        ("manager-held", notes.held),
        ("manager-lost", notes.lost),
    ];
    let counts = counts.map(|(key, count)| vec![scene.text(key), count.to_string()]);
    let percent = notes
        .settled_percent
        .map(|percent| vec![scene.text("manager-settled-share"), scene.percent(percent)]);
    let mean = notes.mean_seconds.map(|seconds| {
        let said = scene.counted("manager-seconds", i64::from(seconds));
        vec![scene.text("manager-settled-mean"), said]
    });
    let list = List {
        header: Vec::new(),
        rows: counts.into_iter().chain(percent).chain(mean).collect(),
    };
    list_ui(ui, &list);
    if *notes == PaymentNotes::default() {
        let said = scene.text("manager-no-notes");
        label_ui(ui, Face::Body, theme::palette(ui).muted, &said);
    }
}

fn hours_ui(ui: &mut Ui, scene: &Scene<'_>, hours: &[PaymentHour]) {
    let header = [
        "manager-hour",
        "manager-notes-short",
        "manager-settled",
        "manager-held-short",
        "manager-lost-short",
    ];
    let row = |hour: &PaymentHour| {
        let notes = &hour.notes;
        let counts = [notes.notes, notes.settled.sum(), notes.held, notes.lost];
        let counts = counts.into_iter().map(|count| count.to_string());
        let name = std::iter::once(format!("{}:00", hour.hour));
        name.chain(counts).collect()
    };
    let list = List {
        header: header.map(|key| scene.text(key)).into(),
        rows: hours.iter().map(row).collect(),
    };
    list_ui(ui, &list);
}
