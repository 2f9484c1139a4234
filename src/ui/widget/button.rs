//! Buttons, alone and in rows, and choices of one among few. Always at least
//! [`theme::TOUCH`] high; a row breaks before a word of it would be cut.

use super::icon::Icon;
use super::label::{aligned_galley, fitted_galley, widest_word};
use super::{control, focus_ring_ui, info};
use crate::ui::theme::{self, Face, Palette};
use egui::{
    Align, Color32, Galley, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, pos2, vec2,
};
use std::sync::Arc;

const SIDE: f32 = 14.0;
const TOP: f32 = 10.0;

/// How much a button wants to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The one that goes on.
    Primary,
    /// The one to think of now.
    Attention,
    /// One of several.
    Plain,
    /// A way to somewhere else.
    Quiet,
    /// Nothing but its text or icon.
    Bare,
}

/// A button before it is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Button<'a> {
    look: Look,
    /// What is on it.
    text: &'a str,
    icon: Option<Icon>,
    /// What it is called.
    name: &'a str,
    is_enabled: bool,
    /// It can be chosen, and is or is not.
    chosen: Option<bool>,
    role: Role,
}

impl<'a> Button<'a> {
    /// A button with a text.
    pub fn new(look: Look, text: &'a str) -> Self {
        Self {
            look,
            text,
            icon: None,
            name: text,
            is_enabled: true,
            chosen: None,
            role: Role::Button,
        }
    }

    /// One of several of which one is chosen.
    pub fn choice(text: &'a str, is_chosen: bool) -> Self {
        Self {
            chosen: Some(is_chosen),
            role: Role::RadioButton,
            ..Self::new(Look::Plain, text)
        }
    }

    /// A button with an icon; the name is for who cannot see it.
    pub fn icon(look: Look, icon: Icon, name: &'a str) -> Self {
        Self {
            icon: Some(icon),
            text: "",
            name,
            ..Self::new(look, "")
        }
    }

    /// Called otherwise than what is on it.
    #[must_use]
    pub fn named(self, name: &'a str) -> Self {
        Self { name, ..self }
    }

    /// To be used only when that is true.
    #[must_use]
    pub fn only_if(self, is_enabled: bool) -> Self {
        Self { is_enabled, ..self }
    }

    /// Shown as the one that was used, when that is true.
    #[must_use]
    pub fn taken(self, is_taken: bool) -> Self {
        let chosen = is_taken.then_some(true);
        Self { chosen, ..self }
    }

    /// How wide it is with its text in one line.
    pub fn natural_width(&self, ui: &Ui) -> f32 {
        let text = self.galley(ui, f32::INFINITY).size().x;
        (text.ceil() + 2.0 * SIDE + 1.0).max(theme::TOUCH)
    }

    /// How high it is at that width.
    pub fn height(&self, ui: &Ui, width: f32) -> f32 {
        let text = self.galley(ui, width - 2.0 * SIDE).size().y;
        (text + 2.0 * TOP).ceil().max(theme::TOUCH)
    }

    /// Draws it, that wide.
    pub fn ui(&self, ui: &mut Ui, width: f32) -> Response {
        let height = self.height(ui, width);
        self.sized_ui(ui, width, height)
    }

    /// Draws it, that wide, and at least so high.
    pub fn tall_ui(&self, ui: &mut Ui, width: f32, least: f32) -> Response {
        let height = self.height(ui, width).max(least);
        self.sized_ui(ui, width, height)
    }

    fn sized_ui(&self, ui: &mut Ui, width: f32, height: f32) -> Response {
        let sense = if self.is_enabled {
            Sense::click()
        } else {
            Sense::hover()
        };
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
        control(
            &response,
            &info(self.role, self.is_enabled, self.chosen, self.name),
        );
        let palette = theme::palette(ui);
        let is_touched = response.hovered() && self.is_enabled;
        let (fill, stroke) = self.ground(&palette, is_touched);
        let corners = theme::button_corners();
        ui.painter()
            .rect(rect, corners, fill, stroke, StrokeKind::Inside);
        let color = self.ink(&palette);
        if let Some(icon) = self.icon {
            icon.paint(ui.painter(), rect.center(), color);
        }
        let galley = self.galley(ui, width - 2.0 * SIDE);
        let top = rect.center().y - galley.size().y / 2.0;
        ui.painter()
            .galley(pos2(rect.center().x, top), galley, color);
        focus_ring_ui(ui, &response, rect);
        response
    }

    fn galley(&self, ui: &Ui, width: f32) -> Arc<Galley> {
        let color = self.ink(&theme::palette(ui));
        aligned_galley(ui, Face::Button, color, (self.text, Align::Center), width)
    }

    fn ink(&self, palette: &Palette) -> Color32 {
        let color = match (self.look, self.chosen) {
            (_, Some(true)) => palette.accent,
            (Look::Primary, _) if self.is_enabled => palette.on_accent,
            (Look::Attention, _) if self.is_enabled => palette.amber,
            (Look::Bare, _) => palette.muted,
            _ => palette.text,
        };
        if self.is_enabled {
            color
        } else {
            theme::faded(color)
        }
    }

    fn ground(&self, palette: &Palette, is_touched: bool) -> (Color32, Stroke) {
        let (fill, stroke) = match (self.look, self.chosen) {
            (_, Some(true)) => (palette.accent_soft, Stroke::new(1.0, palette.accent)),
            (Look::Primary, _) if self.is_enabled => (palette.accent, Stroke::NONE),
            (Look::Attention, _) if self.is_enabled => (palette.amber_soft, Stroke::NONE),
            (Look::Primary | Look::Attention | Look::Quiet, _) => (palette.quiet, Stroke::NONE),
            (Look::Plain, _) => (palette.surface, theme::border(palette)),
            (Look::Bare, _) => (Color32::TRANSPARENT, Stroke::NONE),
        };
        match (is_touched, self.look) {
            (false, _) => (fill, stroke),
            (true, Look::Bare) => (palette.quiet, stroke),
            (true, _) => (theme::pressed(fill, palette), stroke),
        }
    }
}

/// A button that is a whole area, to be painted over.
pub fn target_ui(ui: &mut Ui, area: Rect, name: &str) -> Response {
    let response = ui.allocate_rect(area, Sense::click());
    control(&response, &info(Role::Button, true, None, name));
    focus_ring_ui(ui, &response, area.shrink(theme::NEAR));
    response
}

/// A quiet button in a place of its own, with one small line that shrinks until it fits.
pub fn small_ui(ui: &mut Ui, area: Rect, text: &str, is_enabled: bool) -> Response {
    let sense = if is_enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let response = ui.allocate_rect(area, sense);
    control(&response, &info(Role::Button, is_enabled, None, text));
    let button = Button::new(Look::Quiet, text).only_if(is_enabled);
    let palette = theme::palette(ui);
    let is_touched = response.hovered() && is_enabled;
    let (fill, stroke) = button.ground(&palette, is_touched);
    let corners = theme::button_corners();
    ui.painter()
        .rect(area, corners, fill, stroke, StrokeKind::Inside);
    let ink = button.ink(&palette);
    let galley = fitted_galley(ui, Face::Tiny, ink, text, area.width() - 2.0 * theme::NEAR);
    let corner = area.center() - galley.size() / 2.0;
    ui.painter().galley(corner, galley, ink);
    focus_ring_ui(ui, &response, area);
    response
}

/// Buttons of the same width side by side, over as many rows as their words need. Gives which one
/// was used.
pub fn buttons_ui(ui: &mut Ui, buttons: &[Button<'_>]) -> Option<usize> {
    let width = ui.available_width();
    let columns = columns(ui, buttons, width);
    let each = share(width, columns);
    let mut used = None;
    for (row, some) in buttons.chunks(columns).enumerate() {
        let height = row_height(ui, some, each);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            for (column, button) in some.iter().enumerate() {
                if button.sized_ui(ui, each, height).clicked() {
                    used = Some(row * columns + column);
                }
            }
        });
    }
    used
}

/// How high [`buttons_ui`] is at that width.
pub fn buttons_height(ui: &Ui, buttons: &[Button<'_>], width: f32) -> f32 {
    let columns = columns(ui, buttons, width);
    let each = share(width, columns);
    let rows = buttons
        .chunks(columns)
        .map(|some| row_height(ui, some, each));
    let gap = ui.spacing().item_spacing.y;
    rows.map(|row| row + gap).sum::<f32>() - gap
}

fn row_height(ui: &Ui, some: &[Button<'_>], each: f32) -> f32 {
    let heights = some.iter().map(|button| button.height(ui, each));
    heights.fold(theme::TOUCH, f32::max)
}

/// One of several, side by side. Gives another one that was chosen.
pub fn choice_ui(ui: &mut Ui, labels: &[&str], chosen: Option<usize>) -> Option<usize> {
    let labels = labels.iter().enumerate();
    let buttons: Vec<_> = labels
        .map(|(index, label)| Button::choice(label, chosen == Some(index)))
        .collect();
    buttons_ui(ui, &buttons).filter(|index| chosen != Some(*index))
}

/// Buttons one after the other: as many in a row as need no second line for their words, over the
/// whole width. Gives which one was used.
pub fn flow_ui(ui: &mut Ui, buttons: &[Button<'_>]) -> Option<usize> {
    let width = ui.available_width();
    let mut used = None;
    let mut begin = 0;
    while let Some(rest) = buttons.get(begin..).filter(|rest| !rest.is_empty()) {
        let widths = row(ui, rest, width);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            for (index, (button, width)) in rest.iter().zip(&widths).enumerate() {
                if button.ui(ui, *width).clicked() {
                    used = Some(begin + index);
                }
            }
        });
        begin += widths.len();
    }
    used
}

/// The widths of those that go into the first row, one at least.
fn row(ui: &Ui, buttons: &[Button<'_>], width: f32) -> Vec<f32> {
    let mut widths: Vec<f32> = Vec::new();
    let mut free = width;
    for button in buttons {
        let gap = if widths.is_empty() { 0.0 } else { theme::GAP };
        let natural = button.natural_width(ui).min(width);
        if natural + gap > free {
            break;
        }
        free -= natural + gap;
        widths.push(natural);
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of buttons")]
    let more = (free / widths.len() as f32).floor();
    for width in &mut widths {
        *width += more;
        free -= more;
    }
    if let Some(last) = widths.last_mut() {
        *last += free;
    }
    widths
}

/// All in one row if no word is cut then, else in halves, else below each other.
fn columns(ui: &Ui, buttons: &[Button<'_>], width: f32) -> usize {
    let needed = buttons
        .iter()
        .map(|button| widest_word(ui, Face::Button, button.text) + 2.0 * SIDE + 1.0)
        .fold(theme::TOUCH, f32::max);
    let fits = |columns: &usize| share(width, *columns) >= needed;
    let all = buttons.len().max(1);
    [all, 2]
        .into_iter()
        .filter(|columns| *columns <= all)
        .find(fits)
        .unwrap_or(1)
}

#[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
fn share(width: f32, columns: usize) -> f32 {
    let columns = columns as f32;
    ((width - (columns - 1.0) * theme::GAP) / columns).floor()
}
