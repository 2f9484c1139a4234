//! The triangle of cohorts: by the month of the first visit, how many came in the months after it.

use super::super::{Scene, titled_ui};
use super::words;
use crate::domain::kpi::loyalty::{Cell, Cohort, Report};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{fitted_galley, galley, label_ui, text_width};
use egui::{Color32, Pos2, Rect, Role, Sense, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

/// Where the cells are.
struct Grid {
    area: Rect,
    /// The width of the months, and of the numbers of members.
    months: f32,
    members: f32,
    cell: Vec2,
}

impl Grid {
    /// The row of the header is 0.
    fn row(&self, row: u16) -> f32 {
        self.area.top() + f32::from(row) * self.cell.y
    }

    fn cell(&self, row: u16, column: u16) -> Rect {
        let left = self.area.left() + self.months + self.members;
        let corner = pos2(left + f32::from(column) * self.cell.x, self.row(row));
        Rect::from_min_size(corner, self.cell)
    }
}

/// Draws the card.
pub(super) fn cohorts_ui(ui: &mut Ui, scene: &Scene<'_>, report: &Report) {
    let title = scene.text("manager-loyalty-cohorts");
    let about = scene.text("manager-loyalty-cohorts-text");
    titled_ui(ui, (&title, &about), |ui| {
        let palette = theme::palette(ui);
        if report.cohorts.is_empty() {
            let none = scene.text("manager-nothing-yet");
            label_ui(ui, Face::Body, palette.muted, &none);
            return;
        }
        triangle_ui(ui, scene, &report.cohorts);
        ui.add_space(theme::NEAR);
        legend_ui(ui, scene);
    });
}

fn triangle_ui(ui: &mut Ui, scene: &Scene<'_>, cohorts: &[Cohort]) {
    let grid = lay_out(ui, scene, cohorts);
    header_ui(ui, scene, &grid, cohorts);
    for (row, cohort) in (1_u16..).zip(cohorts) {
        cohort_ui(ui, scene, &grid, (row, cohort));
    }
}

fn lay_out(ui: &mut Ui, scene: &Scene<'_>, cohorts: &[Cohort]) -> Grid {
    let widest = |words: Vec<String>| {
        let widths = words.iter().map(|word| text_width(ui, Face::Small, word));
        widths.fold(0.0, f32::max) + theme::GAP
    };
    let of = |cohort: &Cohort| words::month(scene, cohort.month);
    let months = widest(cohorts.iter().map(of).collect());
    let members = cohorts.iter().map(|it| it.members.to_string());
    let header = scene.text("manager-loyalty-members-short");
    let members = widest(members.chain([header]).collect());
    let height = (theme::CELL * theme::text_factor(ui)).ceil();
    let rows = f32::from(u16::try_from(cohorts.len() + 1).unwrap_or(u16::MAX));
    let size = vec2(ui.available_width(), height * rows);
    let (area, _) = ui.allocate_exact_size(size, Sense::empty());
    let columns = f32::from(columns(cohorts).max(1));
    let width = ((area.width() - months - members) / columns).min(height * 3.0);
    Grid {
        area,
        months,
        members,
        cell: vec2(width, height),
    }
}

fn columns(cohorts: &[Cohort]) -> u16 {
    let columns = cohorts.iter().map(|cohort| cohort.cells.len()).max();
    u16::try_from(columns.unwrap_or_default()).unwrap_or(u16::MAX)
}

/// Which month after the first one a column is.
fn header_ui(ui: &Ui, scene: &Scene<'_>, grid: &Grid, cohorts: &[Cohort]) {
    let palette = theme::palette(ui);
    let header = scene.text("manager-loyalty-members-short");
    right_ui(ui, (grid, 0), &header);
    for column in 0..columns(cohorts) {
        let area = grid.cell(0, column);
        word_ui(ui, area, &format!("+{}", column + 1), palette.muted);
    }
}

/// A number of members, before the cells.
fn right_ui(ui: &Ui, (grid, row): (&Grid, u16), text: &str) {
    let palette = theme::palette(ui);
    let word = galley(ui, Face::Small, palette.muted, text, f32::INFINITY);
    let right = grid.area.left() + grid.months + grid.members - theme::GAP;
    let top = grid.row(row) + (grid.cell.y - word.size().y) / 2.0;
    let corner = pos2(right - word.size().x, top);
    ui.painter().galley(corner, word, palette.muted);
}

fn word_ui(ui: &Ui, area: Rect, text: &str, ink: Color32) {
    let room = area.width() - theme::NEAR;
    let word = fitted_galley(ui, Face::Tiny, ink, text, room);
    let corner = area.center() - word.size() / 2.0;
    ui.painter().galley(corner, word, ink);
}

fn cohort_ui(ui: &Ui, scene: &Scene<'_>, grid: &Grid, (row, cohort): (u16, &Cohort)) {
    let palette = theme::palette(ui);
    let month = words::month(scene, cohort.month);
    let word = galley(ui, Face::Small, palette.text, &month, f32::INFINITY);
    let top = grid.row(row) + (grid.cell.y - word.size().y) / 2.0;
    ui.painter()
        .galley(pos2(grid.area.left(), top), word, palette.text);
    right_ui(ui, (grid, row), &cohort.members.to_string());
    let first = Rect::from_min_size(
        pos2(grid.area.left(), grid.row(row)),
        vec2(grid.months + grid.members, grid.cell.y),
    );
    let members = scene.counted("manager-loyalty-members", cohort.members.into());
    named(ui, first, (row, 0), format!("{month}: {members}"));
    for (column, cell) in (0_u16..).zip(&cohort.cells) {
        let area = grid.cell(row, column).shrink(1.0);
        cell_ui(ui, area, *cell);
        let said = in_words(scene, (&month, column + 1), (cohort.members, *cell));
        named(ui, area, (row, column + 1), said);
    }
}

/// Who cannot see it is told, and whoever points at it.
fn named(ui: &Ui, area: Rect, place: (u16, u16), name: String) {
    let response = ui.interact(area, ui.scope_id().with(place), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    response.on_hover_text(name);
}

fn in_words(
    scene: &Scene<'_>,
    (month, after): (&str, u16),
    (members, cell): (u32, Cell),
) -> String {
    let parts = [("part", cell.came.into()), ("all", members.into())];
    let counts = scene.room.texts.with("manager-of", &parts);
    let after = scene.counted("manager-loyalty-months-after", after.into());
    let percent = cell
        .percent
        .map(|percent| format!("{} · ", scene.percent(percent)));
    let open = scene.text("manager-loyalty-month-open");
    let open = if cell.is_open {
        format!(" · {open}")
    } else {
        String::new()
    };
    format!(
        "{month}, {after}: {}{counts}{open}",
        percent.unwrap_or_default()
    )
}

fn cell_ui(ui: &Ui, area: Rect, cell: Cell) {
    let palette = theme::palette(ui);
    let corners = theme::cell_corners();
    let (text, ink) = if let Some(percent) = cell.percent {
        let fill = theme::heat(ui, f32::from(percent) / 100.0);
        ui.painter().rect_filled(area, corners, fill);
        (percent.to_string(), palette.text)
    } else {
        let line = theme::border(&palette);
        ui.painter()
            .rect_stroke(area, corners, line, StrokeKind::Inside);
        (cell.came.to_string(), palette.muted)
    };
    word_ui(ui, area, &text, ink);
    if cell.is_open {
        let corner = area.right_top() + vec2(-theme::NEAR, theme::NEAR);
        dot(ui, corner);
    }
}

/// The month is not over.
fn dot(ui: &Ui, middle: Pos2) {
    let palette = theme::palette(ui);
    ui.painter()
        .circle_filled(middle, theme::DOT / 4.0, palette.muted);
}

/// What shades, frames and dots mean; each with an example before it.
fn legend_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let (percent, is_open) = (Some(50), true);
    let cell = |came, percent, is_open| Cell {
        came,
        percent,
        is_open,
    };
    for (key, example) in [
        ("manager-loyalty-legend-percent", cell(0, percent, false)),
        ("manager-loyalty-legend-few", cell(7, None, false)),
        ("manager-loyalty-legend-open", cell(0, percent, is_open)),
    ] {
        let side = (theme::CELL * theme::text_factor(ui)).ceil();
        let said = scene.text(key);
        ui.spacing_mut().interact_size.y = side;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            let (area, _) = ui.allocate_exact_size(vec2(side * 1.5, side), Sense::empty());
            cell_ui(ui, area, example);
            label_ui(ui, Face::Small, theme::palette(ui).muted, &said);
        });
    }
}
