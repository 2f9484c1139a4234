//! A text of many lines with their numbers, in a frame of its own in which it scrolls.

use super::draft::{Draft, begin_of};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{focus_ring_ui, galley, text_width};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditOutput;
use egui::{Align, Frame, Margin, ScrollArea, TextEdit, Ui, pos2};

/// Draws it with the name that it has for whoever cannot see it; at most so many characters go in.
pub(super) fn editor_ui(ui: &mut Ui, draft: &mut Draft, (name, most): (&str, usize)) {
    let palette = theme::palette(ui);
    let frame = Frame::new()
        .fill(palette.ground)
        .stroke(theme::border(&palette))
        .corner_radius(theme::button_corners())
        .inner_margin(Margin::same(8));
    let height = theme::EDITOR;
    let shown = frame.show(ui, |ui| {
        let area = ScrollArea::vertical()
            .id_salt("gift-rules")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink(false);
        area.show(ui, |ui| text_ui(ui, draft, (name, most))).inner
    });
    focus_ring_ui(ui, &shown.inner.response, shown.response.rect);
}

fn text_ui(ui: &mut Ui, draft: &mut Draft, (name, most): (&str, usize)) -> TextEditOutput {
    let lines = draft.text.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let gutter = text_width(ui, Face::Small, &lines.to_string()) + theme::GAP;
    let output = ui
        .horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(gutter);
            TextEdit::multiline(&mut draft.text)
                .font(Face::Body.font(ui))
                .text_color(theme::palette(ui).text)
                .char_limit(most)
                .desired_width(ui.available_width())
                .frame(Frame::NONE)
                .show(ui)
        })
        .inner;
    let response = output.response.response.clone().accessible_name(name);
    if response.changed() {
        draft.typed(ui.input(|input| input.time));
    }
    numbers_ui(ui, &output, gutter);
    if let Some(line) = draft.wanted_line.take() {
        go_to(ui, &output, begin_of(&draft.text, line));
    }
    output
}

/// Beside the first row of each line that can be seen.
fn numbers_ui(ui: &Ui, output: &TextEditOutput, gutter: f32) {
    let palette = theme::palette(ui);
    let visible = ui.clip_rect().y_range();
    let mut number = 1_usize;
    let mut is_first = true;
    for row in &output.galley.rows {
        let top = output.galley_pos.y + row.pos.y;
        if is_first && visible.contains(top) {
            let text = number.to_string();
            let word = galley(ui, Face::Small, palette.muted, &text, f32::INFINITY);
            let right = output.galley_pos.x - theme::GAP;
            let middle = (row.row.size.y - word.size().y) / 2.0;
            let left = (right - word.size().x).max(output.galley_pos.x - gutter);
            ui.painter()
                .galley(pos2(left, top + middle), word, palette.muted);
        }
        is_first = row.ends_with_newline;
        number += usize::from(is_first);
    }
}

/// Puts the cursor there, and shows it.
fn go_to(ui: &Ui, output: &TextEditOutput, place: usize) {
    let cursor = CCursor::new(place);
    let mut state = output.state.clone();
    state.cursor.set_char_range(Some(CCursorRange::one(cursor)));
    state.store(ui.ctx(), output.response.id);
    output.response.request_focus();
    let row = output.galley.pos_from_cursor(cursor);
    let row = row.translate(output.galley_pos.to_vec2());
    ui.scroll_to_rect(row, Some(Align::Center));
}
