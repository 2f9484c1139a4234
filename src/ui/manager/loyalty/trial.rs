//! What the rules would have given at the last days' sales.

use super::super::settings::saved_ui;
use super::super::{Desk, Part, Scene};
use super::draft::Draft;
use super::words;
use crate::engine::api::{GiftsTrial, TriedRule};
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::label_ui;
use egui::Ui;

/// Draws it, where the rules were tried.
pub(super) fn trial_ui(ui: &mut Ui, scene: &Scene<'_>, desk: &Desk, draft: &Draft) {
    let palette = theme::palette(ui);
    saved_ui(ui, scene, desk, Part::GiftTrial);
    if desk.is_waiting && desk.part == Some(Part::GiftTrial) {
        let said = scene.text("manager-loyalty-trying");
        label_ui(ui, Face::Body, palette.muted, &said);
        return;
    }
    let told = scene.room.office.gift_trial.as_deref();
    let (Some(told), Some(tried)) = (told, &draft.tried) else {
        let said = scene.text("manager-loyalty-try-text");
        label_ui(ui, Face::Small, palette.muted, &said);
        return;
    };
    sums_ui(ui, scene, told);
    if *tried != draft.text {
        let said = scene.text("manager-loyalty-tried-before");
        label_ui(ui, Face::Small, palette.muted, &said);
    }
    for rule in &told.rules {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            label_ui(ui, Face::Body, palette.text, &rule.id);
            label_ui(ui, Face::Small, palette.muted, &line(scene, rule));
        });
    }
    let said = scene.text("manager-loyalty-try-text");
    label_ui(ui, Face::Small, palette.muted, &said);
}

fn sums_ui(ui: &mut Ui, scene: &Scene<'_>, told: &GiftsTrial) {
    let palette = theme::palette(ui);
    let (given, cost) = told.rules.iter().fold((0, 0), |(given, cost), rule| {
        (given + rule.given, cost + rule.cost_minor)
    });
    let parts = [
        ("sales", told.sales.into()),
        ("members", told.of_members.into()),
        ("given", given.into()),
        ("cost", words::money(scene, cost).into()),
    ];
    let said = scene.room.texts.with("manager-loyalty-tried", &parts);
    label_ui(ui, Face::Strong, palette.text, &said);
    let said = to_whom(scene, told.to_members, told.to_unknown);
    if !said.is_empty() {
        label_ui(ui, Face::Body, palette.text, &said.join(" · "));
    }
}

/// To how many members, and how often to others; nothing where nothing would have been given.
fn to_whom(scene: &Scene<'_>, members: u32, unknown: u32) -> Vec<String> {
    let all = [
        ("manager-loyalty-tried-members", members),
        ("manager-loyalty-tried-unknown", unknown),
    ];
    let some = all.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(key, count)| text::counted(scene.room.texts, key, count))
        .collect()
}

fn line(scene: &Scene<'_>, rule: &TriedRule) -> String {
    if !rule.follows_sale {
        return scene.text("manager-loyalty-not-tried");
    }
    let parts = [
        ("given", rule.given.into()),
        ("cost", words::money(scene, rule.cost_minor).into()),
        ("without", rule.held_out.into()),
    ];
    let mut said = vec![scene.room.texts.with("manager-loyalty-tried-rule", &parts)];
    said.extend(to_whom(scene, rule.to_members, rule.to_unknown));
    said.push(scene.room.texts.with("manager-loyalty-tried-rest", &parts));
    let said = said.join(" · ");
    let Some((key, count)) = rule.most_often() else {
        return said;
    };
    let parts = [
        ("count", count.into()),
        ("why", words::why_not(scene, key).into()),
    ];
    let why = scene.room.texts.with("manager-loyalty-mostly-not", &parts);
    format!("{said} · {why}")
}
