//! The rules for gifts: their file as a text that can be changed, with what is wrong beside it.

use super::super::settings::saved_ui;
use super::super::{Desk, Part, Scene, Wish, path_ui, titled_ui};
use super::draft::{Draft, PAUSE};
use super::editor::editor_ui;
use super::trial::trial_ui;
use crate::domain::gift::rules::EXAMPLE;
use crate::domain::problem::Problem;
use crate::engine::api::{GiftRules, GiftsText};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, beside_ui, buttons_ui, label_ui};
use egui::{Layout, Ui, vec2};

/// So many problems are listed.
const MOST_PROBLEMS: usize = 20;

/// Draws the page.
pub(super) fn rules_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    if !desk.loyalty.asked_rules {
        desk.loyalty.asked_rules = true;
        scene.wish(Wish::LookAtGiftRules);
    }
    let Some(rules) = scene.room.office.gift_rules.clone() else {
        let said = scene.text("manager-loyalty-rules-looking-up");
        label_ui(ui, Face::Body, theme::palette(ui).muted, &said);
        return;
    };
    if rules.text.is_none() {
        begin_ui(ui, scene, desk, &rules);
        return;
    }
    let mut draft = match desk.loyalty.draft.take() {
        Some(draft) => draft,
        None => Draft::new(&rules),
    };
    draft.follow(&rules);
    tend(ui, &mut draft);
    let title = scene.text("manager-loyalty-rules");
    let about = scene.text("manager-loyalty-rules-text");
    titled_ui(ui, (&title, &about), |ui| {
        if let Some(path) = &rules.path {
            path_ui(ui, path);
        }
        weather_ui(ui, scene);
        draft_ui(ui, scene, desk, &mut draft);
    });
    desk.loyalty.draft = Some(draft);
}

/// Where the source of the temperature that the rules name does not answer.
fn weather_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let view = scene.room.link.view();
    let gifts = view.and_then(|view| view.loyalty.gifts.as_ref());
    if gifts.is_some_and(|gifts| gifts.weather_fails) {
        let said = scene.text("manager-loyalty-weather-fails");
        label_ui(ui, Face::Body, theme::palette(ui).text, &said);
    }
}

fn tend(ui: &Ui, draft: &mut Draft) {
    draft.tend(ui.input(|input| input.time));
    if draft.due.is_some() {
        ui.request_repaint_after(PAUSE);
    }
}

/// Where there are no rules, or none that can be read.
fn begin_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, rules: &GiftRules) {
    let title = scene.text("manager-loyalty-begin");
    let about = scene.text("manager-loyalty-begin-text");
    titled_ui(ui, (&title, &about), |ui| {
        for problem in &rules.problems {
            path_ui(ui, &problem.to_string());
        }
        let said = scene.text("manager-loyalty-begin-button");
        let button = Button::new(Look::Primary, &said).only_if(!desk.is_waiting);
        let width = button.natural_width(ui).min(ui.available_width());
        if button.ui(ui, width).clicked() {
            keep(scene, desk, EXAMPLE.to_owned());
        }
        saved_ui(ui, scene, desk, Part::GiftRules);
    });
}

fn keep(scene: &mut Scene<'_>, desk: &mut Desk, text: String) {
    desk.part = Some(Part::GiftRules);
    desk.is_waiting = true;
    scene.wish(Wish::KeepGiftRules(text));
}

/// The text, and beside it or below what is wrong with it or what it would have given.
fn draft_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, draft: &mut Draft) {
    let width = ui.available_width();
    if width < theme::BESIDE * theme::text_factor(ui) {
        text_ui(ui, scene, desk, draft);
        ui.add_space(theme::GAP);
        findings_ui(ui, scene, desk, draft);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::PADDING;
        let left = (width * 0.6).floor();
        let down = Layout::top_down(egui::Align::Min);
        ui.allocate_ui_with_layout(vec2(left, 0.0), down, |ui| {
            text_ui(ui, scene, desk, draft);
        });
        let right = vec2(ui.available_width(), 0.0);
        ui.allocate_ui_with_layout(right, down, |ui| {
            findings_ui(ui, scene, desk, draft);
        });
    });
}

fn text_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, draft: &mut Draft) {
    ui.spacing_mut().item_spacing.y = theme::GAP;
    let name = scene.text("manager-loyalty-rules");
    editor_ui(ui, draft, (&name, GiftsText::MAX));
    let labels = [
        "manager-loyalty-try",
        "manager-save",
        "manager-loyalty-undo",
    ];
    let labels = labels.map(|key| scene.text(key));
    let [attempt, save, undo] = labels.each_ref().map(|label| label.as_str());
    let is_idle = !desk.is_waiting;
    let can_save = draft.is_good() && draft.is_changed() && is_idle;
    let buttons = [
        Button::new(Look::Plain, attempt).only_if(draft.is_good() && is_idle),
        Button::new(Look::Primary, save).only_if(can_save),
        Button::new(Look::Plain, undo).only_if(draft.is_changed() && is_idle),
    ];
    match buttons_ui(ui, &buttons) {
        Some(0) => {
            desk.part = Some(Part::GiftTrial);
            desk.is_waiting = true;
            draft.tried = Some(draft.text.clone());
            scene.wish(Wish::TryGiftRules(draft.text.clone()));
        }
        Some(1) => keep(scene, desk, draft.text.clone()),
        Some(_) => draft.undo(),
        None => {}
    }
    if draft.is_overtaken {
        let said = scene.text("manager-loyalty-overtaken");
        label_ui(ui, Face::Small, theme::palette(ui).text, &said);
    }
    saved_ui(ui, scene, desk, Part::GiftRules);
}

fn findings_ui(ui: &mut Ui, scene: &Scene<'_>, desk: &Desk, draft: &mut Draft) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = theme::GAP;
    let count = i64::try_from(draft.problems.len()).unwrap_or(i64::MAX);
    let said = match draft.due {
        Some(_) => scene.text("manager-loyalty-checking"),
        None => scene.counted("manager-loyalty-problems", count),
    };
    label_ui(ui, Face::Strong, palette.text, &said);
    let mut wanted = None;
    for problem in draft.problems.iter().take(MOST_PROBLEMS) {
        if problem_ui(ui, scene, problem) {
            wanted = Some(problem.line);
        }
    }
    draft.wanted_line = wanted.or(draft.wanted_line);
    let more = count.saturating_sub(i64::try_from(MOST_PROBLEMS).unwrap_or_default());
    if more > 0 {
        let said = scene.counted("manager-loyalty-more-problems", more);
        label_ui(ui, Face::Small, palette.muted, &said);
    }
    trial_ui(ui, scene, desk, draft);
}

/// A problem beside the button that leads to its line; whether that was used.
fn problem_ui(ui: &mut Ui, scene: &Scene<'_>, problem: &Problem) -> bool {
    let palette = theme::palette(ui);
    let line = scene.with("manager-loyalty-line", "line", problem.line);
    let said = format!("{}: {}", problem.key, problem.message);
    let name = format!("{line}: {said}");
    let button = Button::new(Look::Plain, &line).named(&name);
    beside_ui(ui, &[(Face::Small, palette.text, &said)], &button)
}
