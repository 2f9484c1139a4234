//! A line of facts with a box before it that can be ticked.

use super::icon::Icon;
use super::label::{galley, widest_word};
use super::{control, focus_ring_ui, info};
use crate::ui::theme::{self, Face, Palette};
use egui::{
    Color32, Galley, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};
use std::sync::Arc;

/// What stands beside the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub title: String,
    /// At the right, or below the title where there is too little room; may be empty.
    pub amount: String,
    /// Below both, in small letters; may be empty.
    pub detail: String,
    /// What all of it is called.
    pub name: String,
}

/// Draws the line; with a box if `ticked` says what is in it, and then it can be used.
pub fn tick_ui(ui: &mut Ui, line: &Line, ticked: Option<bool>) -> Response {
    let palette = theme::palette(ui);
    let width = ui.available_width();
    let inset = if ticked.is_some() {
        theme::TICK_BOX + theme::EDGE
    } else {
        0.0
    };
    let text = Text::lay_out(ui, line, width - inset);
    let height = (text.height + theme::GAP).max(theme::TOUCH);
    let sense = if ticked.is_some() {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
    let role = if ticked.is_some() {
        Role::CheckBox
    } else {
        Role::Label
    };
    control(&response, &info(role, true, ticked, &line.name));
    if let Some(is_ticked) = ticked {
        let middle = pos2(rect.left() + theme::TICK_BOX / 2.0, rect.center().y);
        let square = Rect::from_center_size(middle, Vec2::splat(theme::TICK_BOX));
        box_ui(ui, square, is_ticked, &response);
    }
    let corner = pos2(rect.left() + inset, rect.center().y - text.height / 2.0);
    text.paint(ui, corner, &palette);
    focus_ring_ui(ui, &response, rect);
    response
}

fn box_ui(ui: &Ui, square: Rect, is_ticked: bool, response: &Response) {
    let palette = theme::palette(ui);
    let (fill, line) = match (is_ticked, response.hovered()) {
        (true, _) => (palette.accent, palette.accent),
        (false, true) => (palette.quiet, palette.muted),
        (false, false) => (palette.surface, palette.muted),
    };
    let corners = theme::tick_corners();
    ui.painter().rect(
        square,
        corners,
        fill,
        Stroke::new(1.0, line),
        StrokeKind::Inside,
    );
    if is_ticked {
        Icon::Check.paint(ui.painter(), square.center(), palette.on_accent);
    }
}

pub(super) struct Text {
    title: Arc<Galley>,
    amount: Arc<Galley>,
    detail: Arc<Galley>,
    /// Where the amount goes, from the corner.
    amount_at: Vec2,
    detail_top: f32,
    pub(super) height: f32,
}

impl Text {
    pub(super) fn lay_out(ui: &Ui, line: &Line, width: f32) -> Self {
        let ink = Color32::PLACEHOLDER;
        let amount = galley(ui, Face::Strong, ink, &line.amount, f32::INFINITY);
        let room = width - amount.size().x - theme::GAP;
        let fits = widest_word(ui, Face::Body, &line.title) <= room;
        let title_width = if fits { room } else { width };
        let title = galley(ui, Face::Body, ink, &line.title, title_width);
        let detail = galley(ui, Face::Small, ink, &line.detail, width);
        let shown = |galley: &Galley| {
            if galley.text().is_empty() {
                0.0
            } else {
                galley.size().y
            }
        };
        let (amount_at, detail_top) = if fits {
            let right = vec2(width - amount.size().x, 0.0);
            (right, title.size().y.max(shown(&amount)))
        } else {
            let below = vec2(0.0, title.size().y);
            (below, title.size().y + shown(&amount))
        };
        let height = detail_top + shown(&detail);
        Self {
            title,
            amount,
            detail,
            amount_at,
            detail_top,
            height,
        }
    }

    pub(super) fn paint(self, ui: &Ui, corner: Pos2, palette: &Palette) {
        let painter = ui.painter();
        painter.galley(corner, self.title, palette.text);
        painter.galley(corner + self.amount_at, self.amount, palette.text);
        let detail = corner + vec2(0.0, self.detail_top);
        painter.galley(detail, self.detail, palette.muted);
    }
}
