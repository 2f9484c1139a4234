//! A line of text that can be changed. It takes the keyboard when it is touched, so it has no place on
//! the cashier's panel.

use super::{Button, Look, focus_ring_ui};
use crate::ui::theme::{self, Face};
use egui::text_edit::TextEditState;
use egui::{Align2, Context, Frame, Id, Margin, Response, TextEdit, Ui, vec2};

/// Draws the line, that wide and as high as a button, with at most so many characters; the name is what it is called.
pub fn field_ui(
    ui: &mut Ui,
    text: &mut String,
    (name, most): (&str, usize),
    width: f32,
) -> Response {
    let edit = TextEdit::singleline(text).char_limit(most);
    line_ui(ui, edit, name, width)
}

/// The same where [`forget_field`] is to find it by its `key`, of which a window has one.
pub fn kept_field_ui(
    ui: &mut Ui,
    text: &mut String,
    (name, most): (&str, usize),
    width: f32,
    key: &'static str,
) -> Response {
    let edit = TextEdit::singleline(text).char_limit(most);
    line_ui(ui, edit.id(Id::unique(key)), name, width)
}

/// Forgets what was typed in a field before, which could be undone.
pub fn forget_field(ctx: &Context, key: &'static str) {
    ctx.data_mut(|data| data.remove::<TextEditState>(Id::unique(key)));
}

fn line_ui(ui: &mut Ui, edit: TextEdit<'_>, name: &str, width: f32) -> Response {
    let palette = theme::palette(ui);
    let font = Face::Button.font(ui);
    let height = Button::new(Look::Plain, name).height(ui, f32::INFINITY);
    let ground = Frame::new()
        .fill(palette.surface)
        .stroke(theme::border(&palette))
        .corner_radius(theme::button_corners())
        .inner_margin(Margin::symmetric(12, 0));
    let edit = edit
        .font(font)
        .text_color(palette.text)
        .align(Align2::LEFT_CENTER)
        .desired_width(width)
        .min_size(vec2(width, height))
        .frame(ground);
    let response = ui.add(edit).accessible_name(name);
    focus_ring_ui(ui, &response, response.rect);
    response
}
