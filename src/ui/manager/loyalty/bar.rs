//! What is used up of a stock or a budget: a line of words and a bar that fills.

use crate::ui::theme::{self, Face};
use crate::ui::widget::label_ui;
use egui::{Rect, Sense, Ui, vec2};

/// Draws it over the whole width; `used` is 0 to 1.
pub(super) fn bar_ui(ui: &mut Ui, said: &str, used: f32) {
    let palette = theme::palette(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = theme::NEAR;
        label_ui(ui, Face::Small, palette.text, said);
        let size = vec2(ui.available_width(), theme::BAR);
        let (area, _) = ui.allocate_exact_size(size, Sense::empty());
        let corners = theme::cell_corners();
        ui.painter().rect_filled(area, corners, palette.quiet);
        let wide = area.width() * used.clamp(0.0, 1.0);
        if wide > 0.0 {
            let full = Rect::from_min_size(area.min, vec2(wide.max(theme::BAR), area.height()));
            ui.painter().rect_filled(full, corners, palette.accent);
        }
    });
}
