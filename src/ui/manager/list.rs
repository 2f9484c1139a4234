//! Tables: words at the left, numbers in columns at the right.

use crate::ui::theme::{self, Face};
use crate::ui::widget::{galley, text_width, widest_word};
use egui::{Color32, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// A table before it is drawn.
pub(super) struct List {
    /// What stands above the columns, the first one with the words; empty where nothing does.
    pub(super) header: Vec<String>,
    /// The rows, as many cells in each.
    pub(super) rows: Vec<Vec<String>>,
}

/// Draws it over the whole width; the first column gets what the others leave.
pub(super) fn list_ui(ui: &mut Ui, list: &List) {
    shaded_list_ui(ui, list, &[]);
}

/// The same with those rows in grey for which this is true.
pub(super) fn shaded_list_ui(ui: &mut Ui, list: &List, grey: &[bool]) {
    let widths = widths(ui, list);
    let palette = theme::palette(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if !list.header.is_empty() {
            row_ui(ui, &list.header, &widths, (Face::Small, palette.muted));
        }
        for (index, row) in list.rows.iter().enumerate() {
            let is_grey = grey.get(index).copied().unwrap_or_default();
            let ink = if is_grey { palette.muted } else { palette.text };
            row_ui(ui, row, &widths, (Face::Body, ink));
        }
    });
}

/// Each column of numbers is as wide as its widest word, or as its share of the width.
fn widths(ui: &Ui, list: &List) -> Vec<f32> {
    let columns = list.rows.first().map_or(list.header.len(), Vec::len);
    // Far from the words nobody finds the number that belongs to them.
    let parts = f32::from(u8::try_from(columns + 1).unwrap_or(u8::MAX));
    let share = (ui.available_width() / parts).floor();
    let mut widths: Vec<f32> = (1..columns)
        .map(|column| {
            let header = list.header.get(column);
            let header = header.map_or(0.0, |word| widest_word(ui, Face::Small, word));
            let cells = list.rows.iter().filter_map(|row| row.get(column));
            let cells = cells.map(|cell| text_width(ui, Face::Body, cell));
            cells.fold(header, f32::max).max(share - theme::PADDING) + theme::PADDING
        })
        .collect();
    let numbers: f32 = widths.iter().sum();
    widths.insert(0, (ui.available_width() - numbers).max(0.0));
    widths
}

fn row_ui(ui: &mut Ui, cells: &[String], widths: &[f32], (face, color): (Face, Color32)) {
    let laid: Vec<_> = cells
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(column, (cell, width))| {
            let room = if column == 0 {
                *width
            } else {
                *width - theme::GAP
            };
            galley(ui, face, color, cell, room)
        })
        .collect();
    let height = laid
        .iter()
        .map(|galley| galley.size().y)
        .fold(0.0, f32::max);
    let size = vec2(ui.available_width(), (height + 2.0 * theme::NEAR).ceil());
    let (area, response) = ui.allocate_exact_size(size, Sense::hover());
    let said: Vec<&str> = cells.iter().map(String::as_str).collect();
    let name = said.join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let palette = theme::palette(ui);
    let line = Stroke::new(1.0, palette.border);
    ui.painter()
        .hline(area.x_range(), area.bottom() - 0.5, line);
    let mut left = area.left();
    for (column, (galley, width)) in laid.into_iter().zip(widths).enumerate() {
        let x = if column == 0 {
            left
        } else {
            left + *width - galley.size().x
        };
        ui.painter()
            .galley(pos2(x, area.top() + theme::NEAR), galley, color);
        left += *width;
    }
}
