//! A keyboard on the screen, for a window that never takes the keyboard from the till. It gives what
//! was pressed; what was typed so far lives elsewhere.

use super::button::{Button, Look, flow_ui};
use crate::ui::theme;
use egui::Ui;

/// A keyboard before it is drawn. Texts are what keys are called.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'a> {
    /// What can be typed, in its order, as it would be typed.
    pub symbols: &'a [char],
    /// The space; absent where nothing has one.
    pub space: Option<&'a str>,
    /// To other symbols; absent where there are none.
    pub switch: Option<&'a str>,
    /// To take the last one away.
    pub delete: &'a str,
    /// A hyphen.
    pub hyphen: &'a str,
    /// An apostrophe.
    pub apostrophe: &'a str,
}

/// A key that was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// This is typed.
    Symbol(char),
    /// The last one goes.
    Delete,
    /// Other symbols are wanted.
    Switch,
}

/// Draws it as wide as there is room. Gives what was pressed.
pub fn keys_ui(ui: &mut Ui, keys: &Keys<'_>) -> Option<Key> {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = theme::KEY_GAP;
        let names: Vec<_> = keys.symbols.iter().map(|it| keys.name(*it)).collect();
        let labels: Vec<_> = keys.symbols.iter().map(ToString::to_string).collect();
        let texts = labels.iter().zip(&names);
        let buttons: Vec<_> = texts
            .map(|(label, name)| Button::new(Look::Plain, label).named(name))
            .collect();
        let used = grid_ui(ui, &buttons, theme::TOUCH).and_then(|at| keys.symbols.get(at));
        let below = keys.below_ui(ui);
        used.map(|symbol| Key::Symbol(*symbol)).or(below)
    })
    .inner
}

/// Buttons in a grid of as many columns as are at least `least` wide. Gives which one was used.
pub fn grid_ui(ui: &mut Ui, buttons: &[Button<'_>], least: f32) -> Option<usize> {
    let gap = theme::KEY_GAP;
    let width = ui.available_width();
    let mut columns: u8 = 1;
    let share = |columns: u8| ((width + gap) / f32::from(columns) - gap).floor();
    while columns < 12 && share(columns + 1) >= least {
        columns += 1;
    }
    let (each, columns) = (share(columns), usize::from(columns));
    let mut used = None;
    for (row, some) in buttons.chunks(columns).enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for (column, button) in some.iter().enumerate() {
                if button.ui(ui, each).clicked() {
                    used = Some(row * columns + column);
                }
            }
        });
    }
    used
}

impl Keys<'_> {
    fn name(&self, symbol: char) -> String {
        match symbol {
            '-' => self.hyphen.to_owned(),
            '\'' => self.apostrophe.to_owned(),
            other => other.to_string(),
        }
    }

    /// The keys that are words.
    fn below_ui(&self, ui: &mut Ui) -> Option<Key> {
        let wide = [
            (self.space, Key::Symbol(' ')),
            (self.switch, Key::Switch),
            (Some(self.delete), Key::Delete),
        ];
        let wide = wide.map(|(text, key)| text.map(|text| (text, key)));
        let wide: Vec<_> = wide.into_iter().flatten().collect();
        let buttons: Vec<_> = wide
            .iter()
            .map(|(text, _)| Button::new(Look::Quiet, text))
            .collect();
        let used = flow_ui(ui, &buttons)?;
        wide.get(used).map(|(_, key)| *key)
    }
}
