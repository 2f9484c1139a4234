//! The call for a colleague: the way to it, and what became of it.
//!
//! It asks for attention only where the line is long and no payment needs it more.

use super::Scene;
use crate::engine::api::{CallView, Command, Level, View};
use crate::ui::text::{self, line};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, beside_ui, buttons_ui, label_ui};
use egui::Ui;

/// Draws the foot of the line's card. Nothing where nothing is known.
pub(super) fn call_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(view) = scene.view() else { return };
    match view.queue.call {
        Some(call) if call.is_answered => answered_ui(ui, scene, call),
        Some(call) => open_ui(ui, scene, call),
        None if view.queue.level == Level::Long => long_ui(ui, scene),
        None => by_the_way_ui(ui, scene, view),
    }
}

/// The way to a call, beside what is worth knowing meanwhile.
fn by_the_way_ui(ui: &mut Ui, scene: &mut Scene<'_>, view: &View) {
    let call = scene.text("panel-call");
    let served = text::counted(scene.texts, "panel-served-today", view.served_today);
    let muted = theme::palette(ui).muted;
    let button = Button::new(Look::Quiet, &call).only_if(scene.is_live());
    if beside_ui(ui, &[(Face::Small, muted, &served)], &button) {
        scene.send(Command::CallColleague);
    }
}

fn long_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let call = scene.text("panel-call");
    let look = match scene.note() {
        Some(_) => Look::Quiet,
        None => Look::Attention,
    };
    let button = Button::new(look, &call).only_if(scene.is_live());
    if buttons_ui(ui, &[button]).is_some() {
        scene.send(Command::CallColleague);
    }
}

fn open_ui(ui: &mut Ui, scene: &mut Scene<'_>, call: CallView) {
    let said = line::call(scene.texts, call, scene.own(), scene.now);
    label_ui(ui, Face::Body, theme::palette(ui).text, &said);
    let (come, withdraw) = (
        scene.text("panel-call-come"),
        scene.text("panel-call-withdraw"),
    );
    let is_live = scene.is_live();
    let buttons = [&come, &withdraw].map(|text| Button::new(Look::Plain, text).only_if(is_live));
    let id = call.id;
    match buttons_ui(ui, &buttons) {
        Some(0) => scene.send(Command::AnswerCall { id }),
        Some(_) => scene.send(Command::WithdrawCall { id }),
        None => {}
    }
}

/// Whoever needs one more, or was promised somebody who does not come, calls again.
fn answered_ui(ui: &mut Ui, scene: &mut Scene<'_>, call: CallView) {
    let said = line::call(scene.texts, call, scene.own(), scene.now);
    let again = scene.text("panel-call-again");
    let text = theme::palette(ui).text;
    let button = Button::new(Look::Quiet, &again).only_if(scene.is_live());
    if beside_ui(ui, &[(Face::Body, text, &said)], &button) {
        scene.send(Command::CallColleague);
    }
}
