//! The caption of a card, with a word or two at its right.

use super::label::{galley, text_width};
use crate::ui::theme::{self, Face};
use egui::{Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// Draws them in one line, or below each other where there is too little room.
pub fn caption_ui(ui: &mut Ui, caption: &str, chip: Option<&str>) {
    let caption = caption.to_uppercase();
    let width = ui.available_width();
    let chip_width = |chip: &str| text_width(ui, Face::SmallStrong, chip) + 2.0 * theme::GAP + 1.0;
    let needed = text_width(ui, Face::SmallStrong, &caption) + theme::GAP;
    let is_one_line = chip.is_none_or(|chip| needed + chip_width(chip) <= width);
    let accent = theme::palette(ui).accent;
    let text = galley(ui, Face::SmallStrong, accent, &caption, width);
    let chip = chip.map(|chip| {
        let room = width - 2.0 * theme::GAP;
        (chip, galley(ui, Face::SmallStrong, accent, chip, room))
    });
    let chip_size = chip
        .as_ref()
        .map(|(_, chip)| chip.size() + vec2(2.0 * theme::GAP, theme::NEAR));
    let chip_high = chip_size.map_or(0.0, |size| size.y);
    let height = if is_one_line {
        text.size().y.max(chip_high)
    } else {
        text.size().y + theme::NEAR + chip_high
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let said = chip.as_ref().map(|(chip, _)| format!("{caption}, {chip}"));
    let said = said.unwrap_or_else(|| caption.clone());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    let top = if is_one_line {
        rect.center().y - text.size().y / 2.0
    } else {
        rect.top()
    };
    ui.painter().galley(pos2(rect.left(), top), text, accent);
    if let (Some((_, chip)), Some(size)) = (chip, chip_size) {
        let left = if is_one_line {
            rect.right() - size.x
        } else {
            rect.left()
        };
        let corner = pos2(left, rect.bottom() - size.y);
        let area = egui::Rect::from_min_size(corner, size);
        let soft = theme::palette(ui).accent_soft;
        let (corners, none) = (theme::card_corners(), egui::Stroke::NONE);
        ui.painter()
            .rect(area, corners, soft, none, StrokeKind::Inside);
        let inside = corner + vec2(theme::GAP, theme::NEAR / 2.0);
        ui.painter().galley(inside, chip, accent);
    }
}
