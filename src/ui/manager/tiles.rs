//! Tiles: a figure with what it counts above and what belongs to it below.

use super::Scene;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{fitted_galley, galley};
use egui::{Galley, Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// One figure.
pub(super) struct Tile {
    /// What it counts.
    pub(super) label: String,
    /// The figure.
    pub(super) value: String,
    /// What belongs to it; may be empty.
    pub(super) about: String,
    /// The figure rests on little, and is grey.
    is_faint: bool,
}

impl Tile {
    pub(super) fn new(scene: &Scene<'_>, key: &str, value: String, about: String) -> Self {
        Self {
            label: scene.text(key),
            value,
            about,
            is_faint: false,
        }
    }

    /// Grey where that is true.
    pub(super) fn faint(self, is_faint: bool) -> Self {
        Self { is_faint, ..self }
    }

    /// The tile in words.
    fn name(&self) -> String {
        let said = format!("{}: {}", self.label, self.value);
        if self.about.is_empty() {
            return said;
        }
        format!("{said}, {}", self.about)
    }
}

/// Draws them side by side, over as many rows as there is need for; those in a row are of one height.
pub(super) fn tiles_ui(ui: &mut Ui, tiles: &[Tile]) {
    let width = ui.available_width();
    let columns = columns(width, theme::TILE * theme::text_factor(ui));
    let each = each(width, columns);
    for row in tiles.chunks(columns) {
        let laid: Vec<[Arc<Galley>; 3]> = row.iter().map(|tile| lay_out(ui, tile, each)).collect();
        let height = laid.iter().map(height_of).fold(0.0, f32::max);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            for (column, (tile, laid)) in row.iter().zip(laid).enumerate() {
                let is_last = column + 1 == columns;
                let width = if is_last { ui.available_width() } else { each };
                tile_ui(ui, tile, laid, vec2(width, height));
            }
        });
    }
}

fn tile_ui(ui: &mut Ui, tile: &Tile, laid: [Arc<Galley>; 3], size: egui::Vec2) {
    let (area, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, tile.name()));
    let palette = theme::palette(ui);
    card(ui, area);
    let mut top = area.top() + theme::EDGE;
    for galley in laid {
        let height = galley.size().y;
        let corner = pos2(area.left() + theme::EDGE, top);
        ui.painter().galley(corner, galley, palette.text);
        top += height;
    }
}

fn card(ui: &Ui, area: Rect) {
    let palette = theme::palette(ui);
    let line = theme::border(&palette);
    let corners = theme::card_corners();
    ui.painter()
        .rect(area, corners, palette.surface, line, StrokeKind::Inside);
}

fn lay_out(ui: &Ui, tile: &Tile, width: f32) -> [Arc<Galley>; 3] {
    let palette = theme::palette(ui);
    let room = width - 2.0 * theme::EDGE;
    let ink = if tile.is_faint {
        palette.muted
    } else {
        palette.text
    };
    [
        galley(ui, Face::Small, palette.muted, &tile.label, room),
        fitted_galley(ui, Face::Figure, ink, &tile.value, room),
        galley(ui, Face::Small, palette.muted, &tile.about, room),
    ]
}

fn height_of(laid: &[Arc<Galley>; 3]) -> f32 {
    let lines: f32 = laid.iter().map(|galley| galley.size().y).sum();
    (lines + 2.0 * theme::EDGE).ceil()
}

/// As many as fit, up to four; in halves where three would leave a gap.
fn columns(width: f32, least: f32) -> usize {
    let fits = |columns: &usize| each(width, *columns) >= least;
    [4, 2].into_iter().find(fits).unwrap_or(1)
}

fn each(width: f32, columns: usize) -> f32 {
    let columns = f32::from(u8::try_from(columns).unwrap_or(1));
    ((width - (columns - 1.0) * theme::GAP) / columns).floor()
}
