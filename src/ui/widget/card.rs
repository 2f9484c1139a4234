//! Cards, and the page that they stand on.

use super::{control, focus_ring_ui, info};
use crate::ui::theme::{self, Palette};
use egui::{
    Color32, Frame, Id, Margin, Rect, Response, Role, ScrollArea, Sense, Shape, Stroke, Ui, vec2,
};
use std::f32::consts::FRAC_PI_2;

/// What a card is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// How things are.
    Plain,
    /// Something to look at.
    Attention,
}

/// A card as wide as the page.
pub fn card_ui<R>(ui: &mut Ui, tone: Tone, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = theme::palette(ui);
    let (fill, stroke) = match tone {
        Tone::Plain => (palette.surface, theme::border(&palette)),
        Tone::Attention => (palette.amber_soft, Stroke::NONE),
    };
    let frame = frame().fill(fill).stroke(stroke);
    frame.show(ui, |ui| filled_ui(ui, contents)).inner
}

/// A card that is only outlined: nothing to do here.
pub fn quiet_card_ui<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = frame().show(ui, |ui| filled_ui(ui, contents));
    let palette = theme::palette(ui);
    let outline = outline(shown.response.rect.shrink(0.5));
    let line = Stroke::new(1.0, dashes(&palette));
    ui.painter()
        .extend(Shape::dashed_line(&outline, line, 4.0, 3.0));
    shown.inner
}

/// A card that is one target as a whole; `name` says what is on it.
pub fn touch_card_ui(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) -> Response {
    let palette = theme::palette(ui);
    let frame = frame()
        .fill(palette.surface)
        .stroke(theme::border(&palette));
    let mut shown = frame.begin(ui);
    filled_ui(&mut shown.content_ui, contents);
    let area = shown.allocate_space(ui);
    let touch = ui.interact(area.rect, area.id.with(name), Sense::click());
    control(&touch, &info(Role::Button, true, None, name));
    if touch.hovered() {
        shown.frame.fill = theme::pressed(palette.surface, &palette);
    }
    shown.paint(ui);
    focus_ring_ui(ui, &touch, area.rect);
    touch
}

fn frame() -> Frame {
    Frame::new()
        .corner_radius(theme::card_corners())
        .inner_margin(margin(theme::PADDING))
}

fn filled_ui<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.set_width(ui.available_width());
    contents(ui)
}

fn dashes(palette: &Palette) -> Color32 {
    theme::pressed(palette.border, palette)
}

/// The corners are rounded with few points: dashes hide the rest.
fn outline(rect: Rect) -> Vec<egui::Pos2> {
    const STEPS: u8 = 6;
    let radius = f32::from(theme::card_corners().nw);
    let inner = rect.shrink(radius);
    let corners = [
        (inner.right_top(), 3.0),
        (inner.right_bottom(), 0.0),
        (inner.left_bottom(), 1.0),
        (inner.left_top(), 2.0),
    ];
    let mut points: Vec<_> = corners
        .into_iter()
        .flat_map(|(middle, quarter)| {
            (0..=STEPS).map(move |step| {
                let turn = quarter + f32::from(step) / f32::from(STEPS);
                middle + radius * egui::Vec2::angled(turn * FRAC_PI_2)
            })
        })
        .collect();
    points.extend(points.first().copied());
    points
}

/// A page: `body` at the top, `foot` at the bottom, all of it scrolled when there is too little
/// height for both.
pub fn page_ui<State>(
    ui: &mut Ui,
    name: &str,
    state: &mut State,
    body: impl FnOnce(&mut Ui, &mut State),
    foot: impl FnOnce(&mut Ui, &mut State),
) {
    let room = ui.available_height();
    let known = ui.scope_id().with(name);
    ScrollArea::vertical()
        .id_salt(name)
        .auto_shrink(false)
        .show(ui, |ui| {
            // The header above has its own space.
            let page = Frame::new().inner_margin(Margin {
                top: margin(theme::NEAR).top,
                ..margin(theme::EDGE)
            });
            page.show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(theme::GAP, theme::EDGE);
                ui.set_width(ui.available_width());
                let top = ui.cursor().top();
                body(ui, state);
                let height = known_height(ui, known);
                let free = room - theme::NEAR - theme::EDGE - height - (ui.cursor().top() - top);
                ui.add_space(free.max(0.0));
                let begins = ui.cursor().top();
                ui.vertical(|ui| foot(ui, state));
                remember_height(ui, known, ui.min_rect().bottom() - begins);
            });
        });
}

/// The height of the foot, as it was in the frame before.
fn known_height(ui: &Ui, id: Id) -> f32 {
    ui.data(|data| data.get_temp(id)).unwrap_or(0.0)
}

fn remember_height(ui: &Ui, id: Id, height: f32) {
    if (known_height(ui, id) - height).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, height));
        ui.request_discard("the foot of the page has another height");
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "sizes of the theme, below 100"
)]
fn margin(points: f32) -> Margin {
    Margin::same(points as i8)
}
