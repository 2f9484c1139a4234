//! Another PIN: the one until now, then the new one twice, on the digits of the way in.

use super::gate::{key_of, keypad_ui, wait, wrong_ui};
use super::{Desk, Pad, Scene, Wish, Wrong, titled_ui};
use crate::domain::pin::Pin;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, label_ui};
use egui::{Align, Layout, Ui, vec2};

/// What became of the wish for another PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PinAnswer {
    /// Another number for every other wish, from 1.
    pub number: u64,
    /// What was wrong; nothing where the new PIN holds.
    pub wrong: Option<Wrong>,
}

/// Another PIN as far as it was entered.
#[derive(Debug, Default)]
pub struct Change {
    pad: Pad,
    /// The PIN until now, once that was entered.
    old: Option<Pin>,
}

impl Desk {
    /// The new PIN holds, or begins anew.
    pub(super) fn hear_of_pin(&mut self, answer: Option<PinAnswer>) {
        let Some(answer) = answer.filter(|answer| answer.number != self.answered) else {
            return;
        };
        self.answered = answer.number;
        self.change = self.change.take().and_then(|_| {
            let is_wrong = answer.wrong.is_some();
            is_wrong.then(Change::default)
        });
    }
}

/// The card on the page of settings: a way to the digits, and whether that went well.
pub(super) fn card_ui(ui: &mut Ui, scene: &Scene<'_>, desk: &mut Desk) {
    let (title, about) = (
        scene.text("manager-pin-title"),
        scene.text("manager-pin-text"),
    );
    let change = scene.text("manager-pin-change");
    let is_changed = scene.room.office.pin.is_some_and(|pin| pin.wrong.is_none());
    let said = is_changed.then(|| scene.text("manager-pin-changed"));
    titled_ui(ui, (&title, &about), |ui| {
        let button = Button::new(Look::Plain, &change).only_if(!desk.is_waiting);
        let width = button.natural_width(ui).min(ui.available_width());
        if button.ui(ui, width).clicked() && !desk.is_waiting {
            desk.change = Some(Change::default());
        }
        if let Some(said) = said {
            label_ui(ui, Face::Body, theme::palette(ui).text, &said);
        }
    });
}

/// The digits in place of the page.
pub(super) fn change_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    let Some(mut change) = desk.change.take() else {
        return;
    };
    let can_type = !desk.is_waiting && scene.room.locked_s == 0;
    let cancel = scene.text("manager-cancel");
    let down = Layout::top_down(Align::Min);
    let shown = ui.allocate_ui_with_layout(vec2(theme::PAD_WIDTH, 0.0), down, |ui| {
        ui.set_width(theme::PAD_WIDTH);
        let palette = theme::palette(ui);
        let (asked, wrong) = said(scene, &change);
        label_ui(ui, Face::Body, palette.text, &asked);
        if let Some(wrong) = wrong {
            wrong_ui(ui, &wrong);
        }
        let pin = keypad_ui(ui, scene, &mut change.pad, can_type);
        let is_over = Button::new(Look::Quiet, &cancel)
            .ui(ui, ui.available_width())
            .clicked();
        (pin, is_over)
    });
    let (pin, is_over) = shown.inner;
    if let Some((old, new)) = pin.and_then(|pin| change.take(pin)) {
        desk.is_waiting = true;
        scene.wish(Wish::ChangePin(old, new));
    }
    desk.change = (!is_over).then_some(change);
}

impl Change {
    /// The old PIN and the new one, once all was entered.
    fn take(&mut self, pin: Pin) -> Option<(Pin, Pin)> {
        let Some(old) = self.old.clone() else {
            self.old = Some(pin);
            return None;
        };
        let new = self.pad.twice(pin)?;
        Some((old, new))
    }
}

/// What is asked for, and what was wrong before.
fn said(scene: &Scene<'_>, change: &Change) -> (String, Option<String>) {
    let is_first = change.old.is_none();
    let asked = scene.text(match (is_first, &change.pad.first) {
        (true, _) => "manager-pin-old",
        (false, None) => "manager-pin-new",
        (false, Some(_)) => "manager-pin-again",
    });
    if scene.room.locked_s > 0 {
        return (asked, Some(wait(scene)));
    }
    let answered = scene.room.office.pin.and_then(|answer| answer.wrong);
    let answered = answered.filter(|_| is_first).and_then(key_of);
    let wrong = change.pad.wrong().or(answered);
    let wrong = wrong.filter(|_| change.pad.digits.is_empty());
    (asked, wrong.map(|key| scene.text(key)))
}
