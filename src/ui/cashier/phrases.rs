//! The page of what can be said to who speaks another language: the cashier reads a list in his own,
//! the customer reads one sentence in hers, or hears it.

use super::{Scene, muted_ui, title_ui};
use crate::domain::language::Language;
use crate::domain::script::PhraseKey;
use crate::ui::screen::Screen;
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, flow_ui, page_ui, target_ui, within_ui};
use egui::{Align, Layout, Ui, UiBuilder, vec2};

/// Draws the page, or the phrase that was chosen.
pub(super) fn phrases_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    let own = scene.texts.language();
    let other = || text::languages_from(own).get(1).copied();
    let language = screen.phrases.language.or_else(other).unwrap_or(own);
    match screen.phrases.shown {
        Some(key) => shown_ui(ui, scene, screen, (language, key)),
        None => list_ui(ui, scene, screen, language),
    }
}

fn list_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, chosen: Language) {
    let body = |ui: &mut Ui, (scene, screen): &mut (&mut Scene<'_>, &mut Screen)| {
        title_ui(ui, scene, "panel-phrases");
        language_ui(ui, scene, screen, chosen);
        ui.spacing_mut().item_spacing.y = theme::GAP;
        for (key, phrase) in scene.scripts.phrases(scene.texts.language()) {
            let button = Button::new(Look::Plain, phrase.text);
            if button.ui(ui, ui.available_width()).clicked() {
                screen.phrases.shown = Some(key);
            }
        }
    };
    page_ui(ui, "phrases", &mut (scene, screen), body, |_, _| {});
}

fn language_ui(ui: &mut Ui, scene: &Scene<'_>, screen: &mut Screen, chosen: Language) {
    muted_ui(ui, &scene.text("panel-phrases-language"));
    let mut languages = text::languages_from(scene.texts.language());
    languages.rotate_left(1);
    let names: Vec<_> = languages
        .iter()
        .map(|one| text::language_name(*one))
        .collect();
    let choices = languages.iter().zip(&names);
    let buttons: Vec<_> = choices
        .map(|(one, name)| Button::choice(name, *one == chosen))
        .collect();
    if let Some(language) = flow_ui(ui, &buttons).and_then(|index| languages.get(index)) {
        screen.phrases.language = Some(*language);
    }
}

/// One sentence alone, to be shown across the counter; a touch anywhere goes back to the list.
fn shown_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    screen: &mut Screen,
    (language, key): (Language, PhraseKey),
) {
    let phrase = scene.scripts.phrase(language, key);
    let area = ui.available_rect_before_wrap();
    let name = format!("{}, {}", scene.text("panel-back"), phrase.text);
    if target_ui(ui, area, &name).clicked() {
        screen.phrases.shown = None;
    }
    let below = Layout::top_down(Align::Min);
    let room = area.shrink(theme::PADDING);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(room).layout(below));
    ui.spacing_mut().item_spacing.y = theme::PADDING;
    let palette = theme::palette(&ui);
    let own = scene.scripts.phrase(scene.texts.language(), key);
    let height = room.height() - 2.0 * theme::PADDING;
    for (face, color, text, share) in [
        (Face::Phrase, palette.text, phrase.text, 0.55),
        (Face::Say, palette.muted, phrase.sounds, 0.25),
        (Face::Body, palette.muted, own.text, 0.2),
    ] {
        let room = vec2(room.width(), height * share);
        within_ui(&mut ui, face, color, text, room);
    }
}
