//! The heat map: people waiting by weekday and hour, each cell with its number. Where nobody looked, the
//! cell is empty.

use super::Scene;
use super::chart::small;
use crate::domain::kpi::line::Heat;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{fitted_galley, galley, text_width};
use egui::{Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// Where the cells are.
struct Grid {
    area: Rect,
    words: f32,
    cell: egui::Vec2,
    first_hour: u8,
    last_hour: u8,
}

/// Draws it over the whole width, from the first to the last hour of which anything is known.
pub(super) fn heat_ui(ui: &mut Ui, scene: &Scene<'_>, heat: &Heat) {
    let palette = theme::palette(ui);
    let Some(hours) = heat.hours() else {
        let said = scene.text("manager-nothing-yet");
        crate::ui::widget::label_ui(ui, Face::Body, palette.muted, &said);
        return;
    };
    let grid = lay_out(ui, scene, hours);
    for day in 0..7_u8 {
        day_ui(ui, scene, heat, &grid, day);
    }
    hours_ui(ui, &grid);
}

fn lay_out(ui: &mut Ui, scene: &Scene<'_>, (first_hour, last_hour): (u8, u8)) -> Grid {
    let words = (0..7_u8)
        .map(|day| text_width(ui, Face::Small, &short(scene, day)))
        .fold(0.0, f32::max)
        + theme::GAP;
    let height = (theme::CELL * theme::text_factor(ui)).ceil();
    let size = vec2(ui.available_width(), height * 8.0);
    let (area, _) = ui.allocate_exact_size(size, Sense::empty());
    let columns = f32::from(last_hour - first_hour + 1);
    // A shop that was looked at for an hour only has no cell as wide as the window.
    let width = ((area.width() - words) / columns).min(height * 3.0);
    Grid {
        area,
        words,
        cell: vec2(width, height),
        first_hour,
        last_hour,
    }
}

fn short(scene: &Scene<'_>, day: u8) -> String {
    scene.with("manager-weekday-short", "day", day)
}

impl Grid {
    fn cell(&self, day: u8, hour: u8) -> Rect {
        let across = f32::from(hour - self.first_hour) * self.cell.x;
        let down = f32::from(day) * self.cell.y;
        let corner = self.area.min + vec2(self.words + across, down);
        Rect::from_min_size(corner, self.cell)
    }
}

fn day_ui(ui: &Ui, scene: &Scene<'_>, heat: &Heat, grid: &Grid, day: u8) {
    let palette = theme::palette(ui);
    let word = galley(
        ui,
        Face::Small,
        palette.muted,
        &short(scene, day),
        f32::INFINITY,
    );
    let top = grid.cell(day, grid.first_hour).center().y - word.size().y / 2.0;
    ui.painter()
        .galley(pos2(grid.area.left(), top), word, palette.muted);
    for hour in grid.first_hour..=grid.last_hour {
        cell_ui(
            ui,
            scene,
            heat,
            (day, hour),
            grid.cell(day, hour).shrink(1.0),
        );
    }
}

fn cell_ui(ui: &Ui, scene: &Scene<'_>, heat: &Heat, (day, hour): (u8, u8), area: Rect) {
    let palette = theme::palette(ui);
    let corners = theme::cell_corners();
    let Some(mean) = heat.mean(day, hour) else {
        let line = theme::border(&palette);
        ui.painter()
            .rect_stroke(area, corners, line, StrokeKind::Inside);
        return;
    };
    let fill = theme::heat(ui, small(mean) / small(heat.most().max(1)));
    ui.painter().rect_filled(area, corners, fill);
    let said = scene.tenths(mean);
    let room = area.width() - theme::NEAR;
    let word = fitted_galley(ui, Face::Tiny, palette.text, &said, room);
    let corner = area.center() - word.size() / 2.0;
    ui.painter().galley(corner, word, palette.text);
    let response = ui.interact(area, ui.scope_id().with((day, hour)), Sense::hover());
    let name = format!("{} {hour}:00: {said}", scene.weekday(day));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
}

fn hours_ui(ui: &Ui, grid: &Grid) {
    let palette = theme::palette(ui);
    let widest = text_width(ui, Face::Tiny, "00") + theme::NEAR;
    let every = (1..=12_u8).find(|every| grid.cell.x * f32::from(*every) > widest);
    for hour in (grid.first_hour..=grid.last_hour).step_by(every.unwrap_or(12).into()) {
        let below = grid.cell(7, hour);
        let word = galley(
            ui,
            Face::Tiny,
            palette.muted,
            &hour.to_string(),
            f32::INFINITY,
        );
        let corner = below.center() - word.size() / 2.0;
        ui.painter().galley(corner, word, palette.muted);
    }
}
