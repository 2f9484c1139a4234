//! What a customer wrote with an answer, on the care list, while somebody reads it; and the touch for
//! a receipt that was left behind.

use super::{Scene, muted_ui, strong_ui};
use crate::domain::case::Case;
use crate::domain::i18n::Value;
use crate::domain::survey::Recommend;
use crate::engine::api::{AnswerView, Command, LeftBehind};
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, beside_ui, buttons_ui, label_ui};
use egui::Ui;

/// What led to this case, if that was an answer; a button where it is not on the screen.
pub(super) fn answer_ui(ui: &mut Ui, scene: &mut Scene<'_>, case: &Case) {
    if case.answer.is_none() {
        return;
    }
    let shown = scene.view().and_then(|view| view.survey.answer.as_ref());
    if let Some(answer) = shown.filter(|answer| answer.id == case.id) {
        written_ui(ui, scene, answer);
        return;
    }
    let show = scene.text("panel-answer-show");
    let button = Button::new(Look::Plain, &show).only_if(scene.is_live());
    if buttons_ui(ui, &[button]).is_some() {
        scene.send(Command::ReadAnswer { id: case.id });
    }
}

fn written_ui(ui: &mut Ui, scene: &Scene<'_>, answer: &AnswerView) {
    match answer.recommend {
        Some(recommend) => strong_ui(ui, &score(scene, recommend)),
        None => muted_ui(ui, &scene.text("panel-answer-gone")),
    }
    if let Some(comment) = &answer.comment {
        let quoted = text::quoted(scene.texts.language(), comment);
        label_ui(ui, Face::Body, theme::palette(ui).text, &quoted);
    }
    if let Some(contact) = &answer.contact {
        let contact = [("contact", Value::from(contact.clone()))];
        strong_ui(ui, &scene.texts.with("panel-answer-contact", &contact));
    }
}

fn score(scene: &Scene<'_>, recommend: Recommend) -> String {
    let score = [("score", Value::from(recommend.get().to_string()))];
    scene.texts.with("panel-answer-score", &score)
}

/// The touch for the last receipt; for a moment it can be taken back.
pub(super) fn left_behind_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(left) = scene.view().and_then(|view| view.survey.left_behind) else {
        return;
    };
    let ink = theme::palette(ui).muted;
    let said = scene.text("panel-left-behind-said");
    match left {
        LeftBehind::Offered => {
            let text = scene.text("panel-left-behind");
            let button = Button::new(Look::Bare, &text).only_if(scene.is_live());
            if buttons_ui(ui, &[button]).is_some() {
                scene.send(Command::LeaveReceipt);
            }
        }
        LeftBehind::Undoable => {
            let undo = scene.text("panel-left-behind-undo");
            let button = Button::new(Look::Plain, &undo).only_if(scene.is_live());
            if beside_ui(ui, &[(Face::Small, ink, said.as_str())], &button) {
                scene.send(Command::KeepReceipt);
            }
        }
        LeftBehind::Kept => {
            label_ui(ui, Face::Small, ink, &said);
        }
    }
}
