//! The page of the devices: how each is and what to do, the printer's test, how the window looks.

use super::header::{away_key, color};
use super::notice::{Notice, notices, notices_ui};
use super::{Scene, muted_ui, slip_ui, strong_ui, title_ui};
use crate::domain::i18n::{Messages, Value};
use crate::engine::api::{CodesMode, DeviceView, Presence, Slip, View};
use crate::ui::action::Action;
use crate::ui::screen::{Scale, Screen, ThemeChoice};
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, Tone, buttons_ui, card_ui, choice_ui, dot_ui, page_ui};
use egui::Ui;

/// Draws the page.
pub(super) fn devices_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    page_ui(ui, "devices", &mut (scene, screen), body_ui, |_, _| {});
}

fn body_ui(ui: &mut Ui, (scene, screen): &mut (&mut Scene<'_>, &mut Screen)) {
    title_ui(ui, scene, "panel-devices");
    let mut notices = notices(scene, screen);
    // The cards below say the same.
    notices.retain(|notice| !matches!(notice, Notice::DeviceAway(_)));
    notices_ui(ui, scene, &notices);
    if let Some(view) = scene.view() {
        card_ui(ui, Tone::Plain, |ui| {
            for device in &view.devices {
                device_ui(ui, scene, *device);
            }
        });
        ready_ui(ui, scene, view);
        test_ui(ui, scene, screen);
    }
    looks_ui(ui, scene, screen);
    manager_ui(ui, scene);
}

fn device_ui(ui: &mut Ui, scene: &Scene<'_>, device: DeviceView) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let palette = theme::palette(ui);
        let word = text::device(scene.texts, device.device);
        let name = text::device_name(scene.texts, device.device, device.presence);
        let dot = color(device.presence, &palette);
        dot_ui(ui, dot, (Face::Strong, palette.text, &word), &name);
        let mut said = text::device_sentence(scene.texts, device.device, device.presence);
        if device.presence == Presence::Away {
            said = format!("{}. {said}", scene.text(away_key(device.device)));
        }
        muted_ui(ui, &said);
    });
}

/// How many codes are ready, and what could not be kept.
fn ready_ui(ui: &mut Ui, scene: &Scene<'_>, view: &View) {
    let ready = match view.codes.mode {
        CodesMode::On => text::counted(scene.texts, "panel-codes-ready", view.codes.ready),
        CodesMode::Observing => scene.text("panel-codes-none"),
        CodesMode::Unseen => scene.text("panel-unseen-text"),
        CodesMode::Fiscal => scene.text("panel-fiscal-text"),
    };
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::NEAR;
        muted_ui(ui, &ready);
        if view.events_lost > 0 {
            let lost = text::counted(scene.texts, "panel-events-lost", view.events_lost);
            muted_ui(ui, &lost);
        }
    });
}

fn test_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    let about = scene.text("panel-self-test-text");
    card_ui(ui, Tone::Plain, |ui| {
        muted_ui(ui, &about);
        slip_ui(ui, scene, screen, (Slip::SelfTest, "panel-self-test"));
    });
}

/// The way to the manager's window, which asks for a PIN.
fn manager_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (about, open) = (scene.text("manager-open-text"), scene.text("manager-open"));
    card_ui(ui, Tone::Plain, |ui| {
        muted_ui(ui, &about);
        if buttons_ui(ui, &[Button::new(Look::Quiet, &open)]).is_some() {
            scene.wish(Action::OpenManager);
        }
    });
}

fn looks_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Screen) {
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        theme_ui(ui, scene, screen.theme);
        ui.add_space(theme::NEAR);
        scale_ui(ui, scene, screen.scale);
        ui.add_space(theme::NEAR);
        language_ui(ui, scene);
    });
}

fn theme_ui(ui: &mut Ui, scene: &mut Scene<'_>, chosen: ThemeChoice) {
    let all = [
        (ThemeChoice::Light, "panel-theme-light"),
        (ThemeChoice::Dark, "panel-theme-dark"),
        (ThemeChoice::System, "panel-theme-system"),
    ];
    let said: Vec<_> = all
        .iter()
        .map(|(one, key)| (*one, scene.text(key)))
        .collect();
    if let Some(theme) = setting_ui(ui, &scene.text("panel-theme"), &said, chosen) {
        scene.wish(Action::SetTheme(theme));
    }
}

fn scale_ui(ui: &mut Ui, scene: &mut Scene<'_>, chosen: Scale) {
    let said = [Scale::Normal, Scale::Large, Scale::Largest].map(|scale| {
        let percent = [("percent", Value::from(scale.percent()))];
        (scale, scene.texts.with("panel-scale-percent", &percent))
    });
    if let Some(scale) = setting_ui(ui, &scene.text("panel-scale"), &said, chosen) {
        scene.wish(Action::SetScale(scale));
    }
}

fn language_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let all = Messages::languages();
    let said: Vec<_> = all
        .into_iter()
        .map(|one| (one, text::language_name(one)))
        .collect();
    let chosen = scene.texts.language();
    if let Some(language) = setting_ui(ui, &scene.text("panel-language"), &said, chosen) {
        scene.wish(Action::SetLanguage(language));
    }
}

/// A setting with its possible values. Gives another one that was chosen.
fn setting_ui<Choice: Copy + PartialEq>(
    ui: &mut Ui,
    title: &str,
    choices: &[(Choice, String)],
    chosen: Choice,
) -> Option<Choice> {
    strong_ui(ui, title);
    let labels: Vec<_> = choices.iter().map(|(_, label)| label.as_str()).collect();
    let current = choices.iter().position(|(choice, _)| *choice == chosen);
    let index = choice_ui(ui, &labels, current)?;
    choices.get(index).map(|(choice, _)| *choice)
}
