//! Somebody joins, or needs another card: what to ask, what becomes of it.

use super::cancel_ui;
use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::engine::api::MemberOrder;
use crate::ui::cashier::note::say_ui;
use crate::ui::cashier::{Scene, muted_ui, strong_ui};
use crate::ui::screen::{Draft, Screen, Task};
use crate::ui::text;
use crate::ui::theme;
use crate::ui::widget::{Button, Look, Tone, card_ui, flow_ui};
use egui::Ui;

/// The question before somebody joins, in the language that is theirs.
pub(super) fn join_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    screen: &mut Screen,
    language: Option<Language>,
) {
    let language = language.unwrap_or_else(|| scene.texts.language());
    muted_ui(ui, &scene.text("panel-join-language"));
    if let Some(language) = languages_ui(ui, scene, language) {
        screen.draft.task = Task::Join(Some(language));
    }
    let question = Messages::for_language(language).get("panel-join-ask");
    let (yes, no) = (
        scene.text("panel-join-agreed"),
        scene.text("panel-join-not"),
    );
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::EDGE;
        say_ui(ui, language, &question);
        let buttons = [
            Button::new(Look::Primary, &yes).only_if(scene.is_live()),
            Button::new(Look::Plain, &no),
        ];
        match flow_ui(ui, &buttons) {
            Some(0) => scene.order(MemberOrder::Join { language }),
            Some(_) => screen.draft = Draft::default(),
            None => {}
        }
    });
}

fn languages_ui(ui: &mut Ui, scene: &Scene<'_>, chosen: Language) -> Option<Language> {
    let languages = text::languages_from(scene.texts.language());
    let names: Vec<_> = languages
        .iter()
        .map(|it| text::language_name(*it))
        .collect();
    let choices = languages.iter().zip(&names);
    let buttons: Vec<_> = choices
        .map(|(one, name)| Button::choice(name, *one == chosen))
        .collect();
    let used = flow_ui(ui, &buttons)?;
    languages.get(used).copied()
}

/// A member needs another card: the old ones are gone, or one more is wanted.
pub(super) fn another_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    let (gone, more) = (
        scene.text("panel-another-gone"),
        scene.text("panel-another-more"),
    );
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        strong_ui(ui, &scene.text("panel-member-another"));
        muted_ui(ui, &scene.text("panel-another-text"));
        let is_live = scene.is_live();
        let buttons = [&gone, &more].map(|text| Button::new(Look::Plain, text).only_if(is_live));
        match flow_ui(ui, &buttons) {
            Some(0) => scene.order(MemberOrder::LoseCards),
            Some(_) => scene.order(MemberOrder::PrintCard),
            None => {}
        }
    });
    cancel_ui(ui, scene, screen);
}
