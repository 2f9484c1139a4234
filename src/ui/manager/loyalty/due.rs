//! Members who come less often than usual: to greet them when they come, never to write to them.

use super::super::survey;
use super::super::{Desk, Scene, titled_ui};
use super::words;
use crate::domain::kpi::loyalty::Due;
use crate::engine::api::LoyaltyReport;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Line, Look, label_ui, tick_ui};
use egui::Ui;

/// So many are shown at once.
const AT_ONCE: usize = 10;

/// Draws the list.
pub(super) fn due_ui(ui: &mut Ui, scene: &Scene<'_>, desk: &mut Desk, told: &LoyaltyReport) {
    let title = scene.text("manager-loyalty-due");
    let about = scene.text("manager-loyalty-due-text");
    let all = &told.report.due;
    titled_ui(ui, (&title, &about), |ui| {
        if all.is_empty() {
            let none = scene.text("manager-loyalty-due-none");
            label_ui(ui, Face::Body, theme::palette(ui).muted, &none);
        }
        let shown = AT_ONCE.saturating_add(desk.loyalty.more_due);
        for due in all.iter().take(shown) {
            one_ui(ui, scene, told, due);
        }
        if all.len() > shown {
            let said = scene.text("manager-comments-more");
            let button = Button::new(Look::Quiet, &said);
            let width = button.natural_width(ui).min(ui.available_width());
            if button.ui(ui, width).clicked() {
                desk.loyalty.more_due += AT_ONCE;
            }
        }
    });
}

fn one_ui(ui: &mut Ui, scene: &Scene<'_>, told: &LoyaltyReport, due: &Due) {
    let title = words::who(scene, told, due.member);
    let level = words::level(scene, due.level);
    let day = survey::day(scene, due.last.date());
    let last = scene.with("manager-loyalty-last", "day", day);
    let visits = scene.counted("manager-loyalty-visits", due.visits.into());
    let line = Line {
        detail: format!("{level} · {last} · {visits}"),
        name: format!("{title}: {level}, {last}, {visits}"),
        title,
        amount: String::new(),
    };
    tick_ui(ui, &line, None);
}
