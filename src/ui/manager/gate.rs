//! The way into the manager's window: a PIN on digits to touch or on the keyboard.

use super::{Desk, Gate, Pad, Scene, Wish, Wrong};
use crate::domain::i18n::Value;
use crate::domain::pin::{DIGITS, NewPin, Pin};
use crate::ui::Link;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, label_ui};
use egui::{Align, Event, Key, Layout, Sense, Ui, WidgetInfo, vec2};

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pressed {
    Digit(char),
    Back,
    Done,
}

/// Draws it in the middle of the window.
pub(super) fn gate_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    let area = egui::ScrollArea::vertical().auto_shrink(false);
    area.show(ui, |ui| {
        // A little above the middle, where it fits.
        let free = ui.available_height() - theme::PAD_KEY * 7.5;
        let above = (free / 3.0).max(theme::PADDING);
        let aside = ((ui.available_width() - theme::PAD_WIDTH) / 2.0).max(0.0);
        ui.horizontal_top(|ui| {
            ui.add_space(aside);
            let down = Layout::top_down(Align::Min);
            ui.allocate_ui_with_layout(vec2(theme::PAD_WIDTH, 0.0), down, |ui| {
                ui.set_width(theme::PAD_WIDTH);
                ui.add_space(above);
                contents_ui(ui, scene, desk);
                ui.add_space(theme::EDGE);
            });
        });
    });
}

fn contents_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    let palette = theme::palette(ui);
    let title = scene.text("manager-title");
    label_ui(ui, Face::Title, palette.text, &title);
    let (asked, wrong) = said(scene, desk);
    label_ui(ui, Face::Body, palette.text, &asked);
    if let Some(wrong) = wrong {
        wrong_ui(ui, &wrong);
    }
    if scene.room.office.gate == Gate::Unknown {
        let close = scene.text("manager-looking-for-service");
        label_ui(ui, Face::Small, palette.muted, &close);
    }
    let can_type = can_type(scene, desk);
    if let Some(pin) = keypad_ui(ui, scene, &mut desk.pad, can_type) {
        done(scene, desk, pin);
    }
}

/// What was wrong, so that it is seen.
pub(super) fn wrong_ui(ui: &mut Ui, wrong: &str) {
    let palette = theme::palette(ui);
    egui::Frame::new()
        .fill(palette.amber_soft)
        .corner_radius(theme::button_corners())
        .inner_margin(theme::GAP)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            label_ui(ui, Face::Body, palette.text, wrong);
        });
}

/// The digits to touch, and how many there are; gives the PIN that was entered.
pub(super) fn keypad_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    pad: &mut Pad,
    can_type: bool,
) -> Option<Pin> {
    dots_ui(ui, scene, pad);
    let mut pressed = pad_ui(ui, scene, pad, can_type);
    if can_type {
        pressed.extend(typed(ui));
    }
    let pins = pressed.into_iter().map(|one| press(pad, one));
    pins.fold(None, |found, pin| pin.or(found))
}

/// What is asked for, and what was wrong before.
fn said(scene: &Scene<'_>, desk: &Desk) -> (String, Option<String>) {
    let office = scene.room.office;
    let asked = match (office.gate, &desk.pad.first) {
        (Gate::New(_), None) => "manager-pin-choose",
        (Gate::New(_), Some(_)) => "manager-pin-again",
        _ => "manager-pin-enter",
    };
    let wrong = match office.gate {
        _ if scene.room.locked_s > 0 => {
            return (scene.text(asked), Some(wait(scene)));
        }
        _ if matches!(scene.room.link, Link::Away { .. }) => Some("manager-pin-away"),
        _ if desk.pad.wrong().is_some() => desk.pad.wrong(),
        Gate::New(wrong) | Gate::Closed(wrong) => wrong.and_then(key_of),
        Gate::Unknown | Gate::Open => None,
    };
    let is_new_try = !desk.pad.digits.is_empty();
    let wrong = wrong.filter(|_| !is_new_try).map(|key| scene.text(key));
    (scene.text(asked), wrong)
}

/// For how long no PIN is looked at.
pub(super) fn wait(scene: &Scene<'_>) -> String {
    let seconds = [("count", Value::from(scene.room.locked_s))];
    scene.room.texts.with("manager-pin-locked", &seconds)
}

/// A wait that is over needs no words.
pub(super) fn key_of(wrong: Wrong) -> Option<&'static str> {
    Some(match wrong {
        Wrong::Pin => "manager-pin-wrong",
        Wrong::Weak => "manager-pin-weak",
        Wrong::Away => "manager-pin-away",
        Wrong::Ended => "manager-pin-ended",
        Wrong::Locked => return None,
    })
}

fn can_type(scene: &Scene<'_>, desk: &Desk) -> bool {
    let is_asked = !matches!(scene.room.office.gate, Gate::Unknown | Gate::Open);
    is_asked && !desk.is_waiting && scene.room.locked_s == 0
}

/// How many digits there are; never which.
fn dots_ui(ui: &mut Ui, scene: &Scene<'_>, pad: &Pad) {
    let count = pad.digits.len();
    let size = vec2(ui.available_width(), theme::TOKEN_DOT + 2.0 * theme::GAP);
    let (area, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = scene.counted("manager-pin-digits", i64::try_from(count).unwrap_or(0));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &name));
    let palette = theme::palette(ui);
    let shown = u16::try_from(count.max(*DIGITS.start())).unwrap_or(0);
    let step = theme::TOKEN_DOT;
    let left = area.center().x - step * f32::from(shown.saturating_sub(1)) / 2.0;
    for place in 0..shown {
        let middle = egui::pos2(left + step * f32::from(place), area.center().y);
        let radius = theme::DOT / 2.0 + 1.0;
        if usize::from(place) < count {
            ui.painter().circle_filled(middle, radius, palette.text);
        } else {
            let line = egui::Stroke::new(1.0, palette.muted);
            ui.painter().circle_stroke(middle, radius, line);
        }
    }
}

fn pad_ui(ui: &mut Ui, scene: &Scene<'_>, pad: &Pad, can_type: bool) -> Vec<Pressed> {
    const ROWS: [[char; 3]; 3] = [['1', '2', '3'], ['4', '5', '6'], ['7', '8', '9']];
    let mut pressed = Vec::new();
    ui.spacing_mut().item_spacing = vec2(theme::GAP, theme::GAP);
    for row in ROWS {
        let row = row.map(|digit| (digit.to_string(), Pressed::Digit(digit), can_type));
        row_ui(ui, &row, &mut pressed);
    }
    let has_some = can_type && !pad.digits.is_empty();
    let is_long = can_type && DIGITS.contains(&pad.digits.len());
    let last = [
        (scene.text("manager-pin-back"), Pressed::Back, has_some),
        ("0".to_owned(), Pressed::Digit('0'), can_type),
        (scene.text("manager-pin-done"), Pressed::Done, is_long),
    ];
    row_ui(ui, &last, &mut pressed);
    pressed
}

fn row_ui(ui: &mut Ui, keys: &[(String, Pressed, bool); 3], pressed: &mut Vec<Pressed>) {
    let width = ((ui.available_width() - 2.0 * theme::GAP) / 3.0).floor();
    ui.horizontal(|ui| {
        for (text, key, is_enabled) in keys {
            let look = if *key == Pressed::Done {
                Look::Primary
            } else {
                Look::Plain
            };
            let button = Button::new(look, text).only_if(*is_enabled);
            if button.tall_ui(ui, width, theme::PAD_KEY).clicked() {
                pressed.push(*key);
            }
        }
    });
}

/// What came from a keyboard. Where a control has it, keys are for that.
fn typed(ui: &Ui) -> Vec<Pressed> {
    let has_focus = ui.memory(|memory| memory.focused().is_some());
    let press = |event: &Event| match event {
        Event::Text(text) => {
            let digits = text.chars().filter(char::is_ascii_digit);
            digits.map(Pressed::Digit).collect()
        }
        Event::Key {
            key: Key::Backspace,
            pressed: true,
            ..
        } => vec![Pressed::Back],
        Event::Key {
            key: Key::Enter,
            pressed: true,
            repeat: false,
            ..
        } if !has_focus => vec![Pressed::Done],
        _ => Vec::new(),
    };
    ui.input(|input| input.events.iter().flat_map(press).collect())
}

fn press(pad: &mut Pad, pressed: Pressed) -> Option<Pin> {
    match pressed {
        Pressed::Digit(digit) => {
            // Room for all of them, so that no copy is left behind when the text grows.
            let room = DIGITS.end().saturating_sub(pad.digits.len());
            pad.digits.reserve_exact(room);
            if pad.digits.len() < *DIGITS.end() {
                pad.digits.push(digit);
            }
            None
        }
        Pressed::Back => {
            pad.digits.pop();
            None
        }
        Pressed::Done => {
            // Too few: what was typed stays.
            let pin = Pin::new(&pad.digits).ok()?;
            drop(std::mem::take(&mut pad.digits));
            Some(pin)
        }
    }
}

fn done(scene: &mut Scene<'_>, desk: &mut Desk, pin: Pin) {
    if !matches!(scene.room.office.gate, Gate::New(_)) {
        desk.is_waiting = true;
        scene.wish(Wish::Open(pin));
    } else if let Some(pin) = desk.pad.twice(pin) {
        desk.is_waiting = true;
        scene.wish(Wish::Choose(pin));
    }
}

impl Pad {
    /// A new PIN counts when it was typed twice.
    pub(super) fn twice(&mut self, pin: Pin) -> Option<Pin> {
        (self.is_mismatch, self.is_weak) = (false, false);
        match self.first.take() {
            None if NewPin::try_from(pin.clone()).is_err() => self.is_weak = true,
            None => self.first = Some(pin),
            Some(first) if first == pin => return Some(pin),
            Some(_) => self.is_mismatch = true,
        }
        None
    }

    /// What was wrong with a new PIN, as a key.
    pub(super) fn wrong(&self) -> Option<&'static str> {
        match (self.is_mismatch, self.is_weak) {
            (true, _) => Some("manager-pin-mismatch"),
            (false, true) => Some("manager-pin-weak"),
            (false, false) => None,
        }
    }
}
