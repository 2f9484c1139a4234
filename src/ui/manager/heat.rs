//! The heat map: people waiting by weekday and hour, as a colour. The number in a cell is how many counters
//! to open, or how many wait while that is not known; where nobody looked, the cell has no colour.

use super::Scene;
use super::chart::small;
use crate::domain::kpi::line::Heat;
use crate::domain::kpi::staffing::{Hour, Plan};
use crate::domain::queue::numeric::nearest;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{fitted_galley, galley, text_width};
use egui::{Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// What is drawn.
struct Week<'a> {
    heat: &'a Heat,
    plan: Option<&'a Plan>,
}

/// Where the cells are.
struct Grid {
    area: Rect,
    words: f32,
    cell: egui::Vec2,
    first_hour: u8,
    last_hour: u8,
}

/// Draws it over the whole width, from the first to the last hour of which anything is known.
pub(super) fn heat_ui(ui: &mut Ui, scene: &Scene<'_>, heat: &Heat, plan: Option<&Plan>) {
    let palette = theme::palette(ui);
    let week = Week { heat, plan };
    let Some(hours) = week.hours() else {
        let said = scene.text("manager-nothing-yet");
        crate::ui::widget::label_ui(ui, Face::Body, palette.muted, &said);
        return;
    };
    let grid = lay_out(ui, scene, hours);
    for day in 0..7_u8 {
        day_ui(ui, scene, &week, &grid, day);
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

impl Week<'_> {
    fn hours(&self) -> Option<(u8, u8)> {
        let seen = self.heat.hours();
        let planned = self.plan.and_then(Plan::hours);
        match (seen, planned) {
            (Some(seen), Some(planned)) => Some((seen.0.min(planned.0), seen.1.max(planned.1))),
            (seen, planned) => seen.or(planned),
        }
    }

    fn hour(&self, day: u8, hour: u8) -> Option<Hour> {
        self.plan?.hour(day, hour)
    }
}

impl Grid {
    fn cell(&self, day: u8, hour: u8) -> Rect {
        let across = f32::from(hour - self.first_hour) * self.cell.x;
        let down = f32::from(day) * self.cell.y;
        let corner = self.area.min + vec2(self.words + across, down);
        Rect::from_min_size(corner, self.cell)
    }
}

fn day_ui(ui: &Ui, scene: &Scene<'_>, week: &Week<'_>, grid: &Grid, day: u8) {
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
            week,
            (day, hour),
            grid.cell(day, hour).shrink(1.0),
        );
    }
}

fn cell_ui(ui: &Ui, scene: &Scene<'_>, week: &Week<'_>, (day, hour): (u8, u8), area: Rect) {
    let palette = theme::palette(ui);
    let corners = theme::cell_corners();
    let mean = week.heat.mean(day, hour);
    if let Some(mean) = mean {
        let fill = theme::heat(ui, small(mean) / small(week.heat.most().max(1)));
        ui.painter().rect_filled(area, corners, fill);
    } else {
        let line = theme::border(&palette);
        ui.painter()
            .rect_stroke(area, corners, line, StrokeKind::Inside);
    }
    let hour_plan = week.hour(day, hour);
    let waiting = mean.map(|mean| scene.tenths(mean));
    let counters = hour_plan.map(|plan| plan.counters.to_string());
    let number = if week.plan.is_some() {
        counters.as_ref()
    } else {
        waiting.as_ref()
    };
    if let Some(number) = number {
        let room = area.width() - theme::NEAR;
        let word = fitted_galley(ui, Face::Tiny, palette.text, number, room);
        let corner = area.center() - word.size() / 2.0;
        ui.painter().galley(corner, word, palette.text);
    }
    let planned = hour_plan.into_iter().flat_map(|plan| in_words(scene, plan));
    let said: Vec<String> = waiting.into_iter().chain(planned).collect();
    if said.is_empty() {
        return;
    }
    let response = ui.interact(area, ui.scope_id().with((day, hour)), Sense::hover());
    let name = format!("{} {hour}:00: {}", scene.weekday(day), said.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    response.on_hover_text(name);
}

/// How many counters, and what is expected of that.
fn in_words(scene: &Scene<'_>, plan: Hour) -> Vec<String> {
    let percent = |key, share: f64| scene.with(key, "percent", nearest(share * 100.0));
    let counters = scene.with("manager-counters-to-open", "count", plan.counters);
    let mut said = vec![counters, percent("manager-expected", plan.within)];
    said.extend(plan.leaving.map(|share| percent("manager-leaving", share)));
    said
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
