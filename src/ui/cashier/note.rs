//! A payment that does not go through: what to say, what to look at, what may come next.
//!
//! No caption, no sign, no colour of its own: whoever looks over a shoulder sees a sentence and some
//! buttons, the same whatever led to them.

use super::{Scene, muted_ui};
use crate::domain::decline::{Care, Step};
use crate::domain::language::Language;
use crate::engine::api::{Command, PaymentNote};
use crate::ui::screen::Screen;
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, Tone, card_ui, flow_ui, label_ui};
use egui::Ui;

/// Draws the note as one card.
pub(super) fn note_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, note: PaymentNote) {
    let language = screen.language_of_note(note.id);
    let language = language.unwrap_or_else(|| scene.texts.language());
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        say_ui(ui, language, scene.scripts.say(language, note.care));
        ui.add_space(theme::NEAR);
        hint_ui(ui, scene, note.care);
        ui.add_space(theme::NEAR);
        steps_ui(ui, scene, note);
        ui.add_space(theme::NEAR);
        foot_ui(ui, scene, screen, (note.id, language));
    });
}

/// Something to be said aloud.
pub(super) fn say_ui(ui: &mut Ui, language: Language, said: &str) {
    let quoted = text::quoted(language, said);
    label_ui(ui, Face::Say, theme::palette(ui).text, &quoted);
}

/// For the cashier's eyes. Where nobody knows whether the money was taken, this comes first.
fn hint_ui(ui: &mut Ui, scene: &Scene<'_>, care: Care) {
    let hint = scene.scripts.hint(scene.texts.language(), care);
    match care {
        Care::Unknown => {
            label_ui(ui, Face::Strong, theme::palette(ui).text, hint);
        }
        _ => muted_ui(ui, hint),
    }
}

fn steps_ui(ui: &mut Ui, scene: &mut Scene<'_>, note: PaymentNote) {
    let steps = note.care.steps();
    // Where somebody has to look first, nothing is suggested.
    let may_suggest = note.taken.is_none() && note.care != Care::Unknown;
    let is_first = |step: &Step| may_suggest && steps.first() == Some(step);
    let button = |step: &Step| {
        let look = if is_first(step) {
            Look::Primary
        } else {
            Look::Plain
        };
        Button::new(look, scene.scripts.step(scene.texts.language(), *step))
            .taken(note.taken == Some(*step))
            .only_if(scene.is_live())
    };
    let buttons: Vec<_> = steps.iter().map(button).collect();
    let used = flow_ui(ui, &buttons).and_then(|index| steps.get(index));
    if let Some(step) = used.filter(|step| note.taken != Some(**step)) {
        let (note, step) = (note.id, *step);
        scene.send(Command::TakeStep { note, step });
    }
}

/// The languages of the line, and the way to be rid of the note.
fn foot_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    screen: &mut Screen,
    (note, chosen): (u64, Language),
) {
    let languages = text::languages_from(scene.texts.language());
    let said: Vec<_> = languages
        .iter()
        .map(|one| (one.as_str().to_uppercase(), text::language_name(*one)))
        .collect();
    let mut buttons = Vec::new();
    for (one, (label, name)) in languages.iter().zip(&said) {
        buttons.push(Button::choice(label, *one == chosen).named(name));
    }
    let close = scene.text("panel-note-close");
    buttons.push(Button::new(Look::Bare, &close).only_if(scene.is_live()));
    let Some(used) = flow_ui(ui, &buttons) else {
        return;
    };
    match languages.get(used) {
        Some(language) => screen.said_in = Some((note, *language)),
        None => scene.send(Command::CloseNote { note }),
    }
}
