//! The page of the receipts: first only watch and compare, then add codes.

use super::documents::documents_ui;
use super::notice::{Notice, notices, notices_ui};
use super::{Scene, muted_ui, strong_ui, title_ui};
use crate::domain::document::Kind;
use crate::engine::api::{Codes, CodesMode, Command, View};
use crate::ui::screen::Screen;
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, Tone, buttons_ui, card_ui, choice_ui, label_ui, page_ui};
use egui::Ui;

/// So many documents must have been found right before codes are added.
const TICKS_NEEDED: usize = 3;

/// Draws the page.
pub(super) fn codes_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    page_ui(ui, "codes", &mut (scene, screen), body_ui, |_, _| {});
}

fn body_ui(ui: &mut Ui, (scene, screen): &mut (&mut Scene<'_>, &mut Screen)) {
    title_ui(ui, scene, "panel-receipts");
    let mut notices = notices(scene, screen);
    // The first card below says the same.
    notices.retain(|notice| !matches!(notice, Notice::DeviceAway(_) | Notice::Unseen));
    notices_ui(ui, scene, &notices);
    let Some(view) = scene.view() else { return };
    let codes = &view.codes;
    if codes.mode != CodesMode::Fiscal {
        mode_ui(ui, scene, codes);
        address_ui(ui, scene, codes);
    }
    if matches!(codes.mode, CodesMode::On | CodesMode::Unseen) {
        stop_ui(ui, scene, codes);
    }
    documents_ui(ui, scene, screen, view);
    if codes.mode == CodesMode::Observing {
        start_ui(ui, scene, screen, view);
    }
}

fn mode_ui(ui: &mut Ui, scene: &Scene<'_>, codes: &Codes) {
    let (title, about) = match (codes.mode, codes.copies) {
        (CodesMode::On, false) => ("panel-mode-on", "panel-mode-on-text"),
        (CodesMode::On, true) => ("panel-mode-on-copies", "panel-mode-on-text"),
        (CodesMode::Unseen, _) => ("panel-unseen-title", "panel-unseen-text"),
        _ => ("panel-mode-observing", "panel-mode-observing-text"),
    };
    said_ui(ui, &scene.text(title), &scene.text(about));
}

fn address_ui(ui: &mut Ui, scene: &Scene<'_>, codes: &Codes) {
    let about = match &codes.address {
        Some(address) => address.clone(),
        None => scene.text("panel-address-none"),
    };
    said_ui(ui, &scene.text("panel-address"), &about);
}

fn said_ui(ui: &mut Ui, title: &str, about: &str) {
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::NEAR;
        strong_ui(ui, title);
        muted_ui(ui, about);
    });
}

/// Which receipts, and how to start: with what is missing, while something is.
fn start_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, view: &View) {
    card_ui(ui, Tone::Plain, |ui| {
        let copies = screen.copies.unwrap_or(view.codes.copies);
        if let Some(copies) = which_ui(ui, scene, copies) {
            screen.copies = Some(copies);
        }
        let missing = missing(scene, screen, view);
        for missing in &missing {
            muted_ui(ui, missing);
        }
        let start = scene.text("panel-start");
        let is_ready = missing.is_empty() && scene.is_live();
        let button = Button::new(Look::Primary, &start).only_if(is_ready);
        if buttons_ui(ui, &[button]).is_some() {
            scene.send(Command::EnableCodes { copies });
        }
    });
}

fn missing(scene: &Scene<'_>, screen: &Screen, view: &View) -> Vec<String> {
    let mut missing = Vec::new();
    if view.codes.address.is_none() {
        missing.push(scene.text("panel-missing-address"));
    }
    let more = TICKS_NEEDED.saturating_sub(screen.ticked.len());
    if more > 0 {
        missing.push(text::counted(
            scene.texts,
            "panel-missing-ticks",
            more as u64,
        ));
    }
    if !screen.ticked.iter().any(|tick| tick.kind == Kind::Sale) {
        missing.push(scene.text("panel-missing-sale"));
    }
    missing
}

fn stop_ui(ui: &mut Ui, scene: &mut Scene<'_>, codes: &Codes) {
    card_ui(ui, Tone::Plain, |ui| {
        // While codes wait, they cannot begin with others either.
        if codes.mode == CodesMode::On
            && let Some(copies) = which_ui(ui, scene, codes.copies)
        {
            scene.send(Command::EnableCodes { copies });
        }
        let stop = scene.text("panel-stop");
        let button = Button::new(Look::Plain, &stop).only_if(scene.is_live());
        if buttons_ui(ui, &[button]).is_some() {
            scene.send(Command::DisableCodes);
        }
    });
}

/// Sales only, or copies too. Gives the other one when it was chosen.
fn which_ui(ui: &mut Ui, scene: &Scene<'_>, copies: bool) -> Option<bool> {
    let palette = theme::palette(ui);
    label_ui(ui, Face::Strong, palette.text, &scene.text("panel-which"));
    let sales = scene.text("panel-which-sales");
    let too = scene.text("panel-which-copies");
    choice_ui(ui, &[&sales, &too], Some(usize::from(copies))).map(|index| index == 1)
}
