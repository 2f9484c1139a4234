//! Text: labels that wrap between words, text that shrinks until it fits, a dot with its word.

use super::button::Button;
use crate::ui::theme::{self, Face};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Color32, FontId, Galley, Label, Response, RichText, Role, Sense, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};
use std::sync::Arc;

/// Lines of one paragraph stand this far apart, in heights of the letters.
const LINE_HEIGHT: f32 = 1.4;
/// So many sizes are tried for a text that has to fit, each 6 % below the one before.
const SMALLER: usize = 16;
/// Where none of them fits, the text has this share of its size, whatever it runs over.
const SMALLEST: f32 = 0.4;
/// Between a dot and its word.
const DOT_GAP: f32 = 5.0;

/// A text that wraps between words.
pub fn label_ui(ui: &mut Ui, face: Face, color: Color32, text: &str) -> Response {
    let font = face.font(ui);
    let text = RichText::new(text)
        .line_height(Some(font.size * LINE_HEIGHT))
        .font(font)
        .color(color);
    ui.add(Label::new(text).wrap())
}

/// A text that wraps between words, in a smaller font where a word would be wider than `room`, or all
/// of it higher.
pub fn within_ui(ui: &mut Ui, face: Face, color: Color32, text: &str, room: Vec2) -> Response {
    let designed = face.font(ui);
    let font = |share: f32| FontId::new(designed.size * share, designed.family.clone());
    let fits = |share: &f32| {
        let font = font(*share);
        // Without room for the space behind it, that begins the next line.
        let words = text
            .split_inclusive(' ')
            .map(|word| line_width(ui, &font, word));
        let widest = words.fold(0.0, f32::max);
        let all = lines(ui, (font, color), (text, Align::LEFT), room.x);
        widest <= room.x && all.size().y <= room.y
    };
    let shares = std::iter::successors(Some(1.0_f32), |share| Some(share * 0.94));
    let share = shares.take(SMALLER).find(fits);
    let font = font(share.unwrap_or(SMALLEST));
    let text = RichText::new(text)
        .line_height(Some(font.size * LINE_HEIGHT))
        .font(font)
        .color(color);
    ui.add(Label::new(text).wrap())
}

/// A text in one line, in a smaller font where it would be wider than `width`.
pub fn fitted_ui(ui: &mut Ui, face: Face, color: Color32, text: &str, width: f32) -> Response {
    let font = fitted_font(ui, face, text, width);
    ui.add(Label::new(RichText::new(text).font(font).color(color)).extend())
}

/// Lays out a text as [`fitted_ui`] would draw it.
pub fn fitted_galley(ui: &Ui, face: Face, color: Color32, text: &str, width: f32) -> Arc<Galley> {
    let font = fitted_font(ui, face, text, width);
    ui.painter().layout_no_wrap(text.to_owned(), font, color)
}

fn fitted_font(ui: &Ui, face: Face, text: &str, width: f32) -> FontId {
    let font = face.font(ui);
    let wide = line_width(ui, &font, text);
    if wide <= width {
        return font;
    }
    // Glyphs are placed at whole pixels, so a line can be a little wider than its share.
    let share = (width / wide) * 0.97;
    FontId::new(font.size * share, font.family)
}

/// Lays out a text, with lines no wider than `width`.
pub fn galley(ui: &Ui, face: Face, color: Color32, text: &str, width: f32) -> Arc<Galley> {
    aligned_galley(ui, face, color, (text, Align::LEFT), width)
}

pub(super) fn aligned_galley(
    ui: &Ui,
    face: Face,
    color: Color32,
    (text, align): (&str, Align),
    width: f32,
) -> Arc<Galley> {
    lines(ui, (face.font(ui), color), (text, align), width)
}

fn lines(
    ui: &Ui,
    (font, color): (FontId, Color32),
    (text, align): (&str, Align),
    width: f32,
) -> Arc<Galley> {
    let format = TextFormat {
        line_height: Some(font.size * LINE_HEIGHT),
        ..TextFormat::simple(font, color)
    };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width;
    job.halign = align;
    ui.painter().layout_job(job)
}

/// How wide a text is in one line.
pub fn text_width(ui: &Ui, face: Face, text: &str) -> f32 {
    line_width(ui, &face.font(ui), text).ceil()
}

/// How wide the widest word of a text is: in less, it would be cut.
pub fn widest_word(ui: &Ui, face: Face, text: &str) -> f32 {
    let font = face.font(ui);
    let widths = text.split(' ').map(|word| line_width(ui, &font, word));
    widths.fold(0.0, f32::max).ceil()
}

fn line_width(ui: &Ui, font: &FontId, text: &str) -> f32 {
    let black = Color32::BLACK;
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), font.clone(), black);
    galley.size().x
}

/// How wide [`dot_ui`] is with this word.
pub fn dot_width(ui: &Ui, face: Face, word: &str) -> f32 {
    theme::DOT + DOT_GAP + text_width(ui, face, word)
}

/// A dot and the word for it; `name` says both.
pub fn dot_ui(
    ui: &mut Ui,
    dot: Color32,
    (face, color, word): (Face, Color32, &str),
    name: &str,
) -> Response {
    let galley = galley(ui, face, color, word, f32::INFINITY);
    let size = vec2(dot_width(ui, face, word), galley.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    let radius = theme::DOT / 2.0;
    let middle = pos2(rect.left() + radius, rect.center().y);
    ui.painter().circle_filled(middle, radius, dot);
    let corner = pos2(rect.left() + theme::DOT + DOT_GAP, rect.top());
    ui.painter().galley(corner, galley, color);
    response
}

/// A text with a button at its right, or above it where there is too little room. True when the
/// button was used.
pub fn beside_ui(ui: &mut Ui, text: &[(Face, Color32, &str)], button: &Button<'_>) -> bool {
    let width = ui.available_width();
    let button_width = button.natural_width(ui);
    let room = (width - button_width - theme::GAP).floor();
    let needed = |(face, _, text): &(Face, Color32, &str)| widest_word(ui, *face, text);
    if text.iter().map(needed).fold(0.0, f32::max) > room {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (face, color, text) in text {
                label_ui(ui, *face, *color, text);
            }
        });
        return button.ui(ui, width).clicked();
    }
    let lines: Vec<_> = text
        .iter()
        .map(|(face, color, text)| galley(ui, *face, *color, text, room))
        .collect();
    let used: f32 = lines.iter().map(|line| line.size().y).sum();
    let height = used.max(button.height(ui, button_width));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let (rect, response) = ui.allocate_exact_size(vec2(room, height), Sense::hover());
        let said: Vec<_> = text.iter().map(|(_, _, text)| *text).collect();
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.join(" ")));
        let mut corner = pos2(rect.left(), rect.center().y - used / 2.0);
        for line in lines {
            let below = line.size().y;
            ui.painter().galley(corner, line, Color32::PLACEHOLDER);
            corner.y += below;
        }
        button.ui(ui, button_width).clicked()
    })
    .inner
}
