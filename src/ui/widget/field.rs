//! A line of text that can be changed. It takes the keyboard when it is touched, so it has no place on
//! the cashier's panel.

use super::{Button, Look, focus_ring_ui};
use crate::ui::theme::{self, Face};
use egui::{Align2, Frame, Margin, Response, TextEdit, Ui, vec2};

/// Draws the line, that wide and as high as a button, with at most so many characters; the name is what it is called.
pub fn field_ui(
    ui: &mut Ui,
    text: &mut String,
    (name, most): (&str, usize),
    width: f32,
) -> Response {
    let palette = theme::palette(ui);
    let font = Face::Button.font(ui);
    let height = Button::new(Look::Plain, name).height(ui, f32::INFINITY);
    let ground = Frame::new()
        .fill(palette.surface)
        .stroke(theme::border(&palette))
        .corner_radius(theme::button_corners())
        .inner_margin(Margin::symmetric(12, 0));
    let edit = TextEdit::singleline(text)
        .font(font)
        .text_color(palette.text)
        .char_limit(most)
        .align(Align2::LEFT_CENTER)
        .desired_width(width)
        .min_size(vec2(width, height))
        .frame(ground);
    let response = ui.add(edit).accessible_name(name);
    focus_ring_ui(ui, &response, response.rect);
    response
}
