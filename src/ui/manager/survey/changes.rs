//! "We changed this": dated marks beside the figures, what has moved since, and a line to add one.

use super::super::settings::{heading_ui, saved_ui, step, stepper_ui};
use super::super::{Desk, Part, Scene, Wish, titled_ui};
use super::words;
use crate::domain::kpi::answers::{ChangeText, Changed, Report};
use crate::engine::api::Remark;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, beside_ui, field_ui, label_ui};
use chrono::{Days, NaiveDate};
use egui::Ui;

/// So far back can a day be chosen: before that no page looks.
const FURTHEST: u16 = 56;

/// Draws the card.
pub(super) fn changes_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, report: &Report) {
    let title = scene.text("manager-changes");
    let about = scene.text("manager-changes-text");
    titled_ui(ui, (&title, &about), |ui| {
        for (number, changed) in (1_u16..).zip(&report.changes) {
            change_ui(ui, scene, desk, (number, changed));
        }
        ui.add_space(theme::GAP);
        add_ui(ui, scene, desk);
        saved_ui(ui, scene, desk, Part::Changes);
    });
}

fn change_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    desk: &mut Desk,
    (number, changed): (u16, &Changed),
) {
    let palette = theme::palette(ui);
    let change = &changed.change;
    let day = words::day(scene, change.day);
    let said = format!("{number}. {day}: {}", change.text.as_str());
    let since = words::trend(scene, changed.trend);
    let remove = scene.text("manager-change-remove");
    let name = format!("{remove}: {said}");
    let button = Button::new(Look::Quiet, &remove).named(&name);
    let button = button.only_if(!desk.is_waiting);
    let text = [
        (Face::Body, palette.text, said.as_str()),
        (Face::Small, palette.muted, since.as_str()),
    ];
    if beside_ui(ui, &text, &button) {
        note(scene, desk, Remark::RemoveChange { id: change.id });
    }
}

/// A day to step to, a line to type, and the button that adds it.
fn add_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    let label = scene.text("manager-change-new");
    let hint = scene.text("manager-change-hint");
    heading_ui(ui, (&label, &hint));
    let ago = desk.survey.days_ago;
    let date = day_before(scene.today(), ago);
    let shown = words::day(scene, date);
    if let Some(days) = days_ui(ui, scene, &shown, ago) {
        desk.survey.days_ago = days;
    }
    let add = scene.text("manager-change-add");
    let text = ChangeText::new(&desk.survey.change);
    let can_add = text.is_ok() && !desk.is_waiting;
    let button = Button::new(Look::Plain, &add).only_if(can_add);
    let wide = button.natural_width(ui);
    let is_pressed = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let width = ui.available_width() - wide - theme::GAP;
        field_ui(
            ui,
            &mut desk.survey.change,
            (&label, ChangeText::MOST),
            width,
        );
        button.ui(ui, wide).clicked()
    });
    if let (true, Ok(text)) = (is_pressed.inner, text) {
        desk.survey.change.clear();
        let day = date;
        note(scene, desk, Remark::AddChange { day, text });
    }
    let count = desk.survey.change.chars().count();
    if count + 20 > ChangeText::MOST {
        let left = i64::try_from(ChangeText::MOST.saturating_sub(count)).unwrap_or_default();
        let said = scene.counted("manager-change-left", left);
        label_ui(ui, Face::Small, theme::palette(ui).muted, &said);
    }
}

fn day_before(today: NaiveDate, days: u16) -> NaiveDate {
    today
        .checked_sub_days(Days::new(days.into()))
        .unwrap_or(today)
}

/// Steps to another day; gives how long ago it is.
fn days_ui(ui: &mut Ui, scene: &Scene<'_>, shown: &str, ago: u16) -> Option<u16> {
    const STEPS: [(&str, &str, i16); 4] = [
        ("manager-week-less", "manager-week-earlier", 7),
        ("manager-day-less", "manager-day-earlier", 1),
        ("manager-day-more", "manager-day-later", -1),
        ("manager-week-more", "manager-week-later", -7),
    ];
    let after = |by: i16| {
        let days = ago.checked_add_signed(by)?;
        Some(days).filter(|days| *days <= FURTHEST)
    };
    let said = STEPS.map(|(text, name, by)| (scene.text(text), scene.text(name), after(by)));
    let steps: Vec<Button<'_>> = said
        .iter()
        .map(|(text, name, after)| step(text, name, after.is_some()))
        .collect();
    let used = stepper_ui(ui, shown, &steps)?;
    let (_, _, days) = said.get(used)?;
    *days
}

fn note(scene: &mut Scene<'_>, desk: &mut Desk, remark: Remark) {
    desk.part = Some(Part::Changes);
    desk.is_waiting = true;
    scene.wish(Wish::Remark(remark));
}
