//! A row of a list: a spot of colour, what it is, and whatever is folded away below it.

use super::icon::Icon;
use super::tick::{Line, Text};
use super::{control, focus_ring_ui, info};
use crate::ui::theme::{self, Palette};
use egui::{Color32, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// A spot before the words.
    pub spot: Option<Color32>,
    /// The words.
    pub line: Line,
    /// Whether what is below can be seen.
    pub fold: Fold,
}

/// Whether more of a row can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// It can.
    Open,
    /// A touch shows it.
    Closed,
}

/// Draws the row as one target.
pub fn row_ui(ui: &mut Ui, row: &Row) -> Response {
    let palette = theme::palette(ui);
    let width = ui.available_width();
    let inset = row.spot.map_or(0.0, |_| theme::TOKEN_DOT + theme::EDGE);
    let fold = theme::ICON + theme::GAP;
    let text = Text::lay_out(ui, &row.line, width - inset - fold);
    let height = (text.height + theme::GAP).max(theme::TOUCH);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let is_open = row.fold == Fold::Open;
    let info = WidgetInfo {
        selected: is_open.then_some(true),
        ..info(Role::Button, true, None, &row.line.name)
    };
    control(&response, &info);
    if response.hovered() {
        let ground = rect.expand2(vec2(theme::GAP, 0.0));
        let corners = theme::button_corners();
        ui.painter().rect_filled(ground, corners, palette.quiet);
    }
    if let Some(color) = row.spot {
        spot(ui, rect, color, &palette);
    }
    let icon = if is_open { Icon::Less } else { Icon::More };
    let middle = pos2(rect.right() - theme::ICON / 2.0, rect.center().y);
    icon.paint(ui.painter(), middle, palette.muted);
    let corner = pos2(rect.left() + inset, rect.center().y - text.height / 2.0);
    text.paint(ui, corner, &palette);
    focus_ring_ui(ui, &response, rect);
    response
}

/// A spot of colour; the word for it has to stand beside it.
pub fn spot_ui(ui: &mut Ui, color: Color32) {
    let side = theme::TOKEN_DOT;
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    spot(ui, rect, color, &theme::palette(ui));
}

/// At the left of a rectangle.
fn spot(ui: &Ui, rect: Rect, color: Color32, palette: &Palette) {
    let radius = theme::TOKEN_DOT / 2.0;
    let middle = pos2(rect.left() + radius, rect.center().y);
    ui.painter()
        .circle(middle, radius, color, theme::token_line(palette));
}
