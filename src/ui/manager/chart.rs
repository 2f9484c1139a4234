//! People waiting over a day: the estimate as a line, the band that it is in eight times in ten as
//! an area, and the usual day in grey. Where nobody looked, there is a gap.

use crate::domain::kpi::line::Waiting;
use crate::ui::theme::{self, Face};
use crate::ui::widget::galley;
use egui::epaint::Mesh;
use egui::{Color32, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};
use std::collections::BTreeMap;

/// The fewest hours that are shown, and the fewest people.
const HOURS: u8 = 6;
const PEOPLE: i64 = 4;

/// What a chart shows.
pub(super) struct Chart<'a> {
    /// The day.
    pub(super) day: &'a [Waiting],
    /// The usual one, in tenths of a person by quarter-hour.
    pub(super) usual: &'a BTreeMap<u8, i64>,
}

/// From quarter-hours and tenths of a person to points.
struct Plane {
    area: Rect,
    first_hour: u8,
    last_hour: u8,
    people: i64,
}

/// Draws it over the whole width; `name` says it in words.
pub(super) fn chart_ui(ui: &mut Ui, chart: &Chart<'_>, name: &str) {
    let size = vec2(ui.available_width(), theme::CHART);
    let (area, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    let plane = Plane::of(chart, inner(ui, area));
    axes(ui, &plane, area);
    let palette = theme::palette(ui);
    let usual: Vec<(u8, i64)> = chart.usual.iter().map(|(at, mean)| (*at, *mean)).collect();
    let grey = Stroke::new(theme::CHART_LINE, palette.muted.gamma_multiply(0.55));
    line(ui, &plane, &usual, grey);
    band(ui, &plane, chart.day, palette.accent.gamma_multiply(0.18));
    let means: Vec<(u8, i64)> = chart
        .day
        .iter()
        .map(|one| (one.quarter, one.mean))
        .collect();
    line(
        ui,
        &plane,
        &means,
        Stroke::new(theme::CHART_LINE, palette.accent),
    );
}

/// Without the room for the words at the axes.
fn inner(ui: &Ui, area: Rect) -> Rect {
    let word = galley(ui, Face::Tiny, Color32::BLACK, "00:00", f32::INFINITY).size();
    let left = area.left() + word.x;
    let corner = pos2(
        area.right() - word.x / 2.0,
        area.bottom() - word.y - theme::NEAR,
    );
    Rect::from_min_max(pos2(left, area.top() + word.y / 2.0), corner)
}

impl Plane {
    fn of(chart: &Chart<'_>, area: Rect) -> Self {
        let day = chart.day.iter().map(|one| one.quarter);
        let quarters: Vec<u8> = day.chain(chart.usual.keys().copied()).collect();
        let first = quarters.iter().min().map_or(8, |quarter| quarter / 4);
        let last = quarters.iter().max().map_or(20, |quarter| quarter / 4 + 1);
        let last = last.max((first + HOURS).min(24));
        let first = first.min(last - HOURS);
        let high = chart.day.iter().map(|one| one.high);
        let most = high.chain(chart.usual.values().copied()).max();
        let people = most.map_or(PEOPLE, |tenths| (tenths + 9) / 10).max(PEOPLE);
        Self {
            area,
            first_hour: first,
            last_hour: last,
            people: people + people % 2,
        }
    }

    fn x(&self, quarters: f32) -> f32 {
        let begin = f32::from(self.first_hour) * 4.0;
        let span = f32::from(self.last_hour - self.first_hour) * 4.0;
        egui::lerp(self.area.x_range(), (quarters - begin) / span)
    }

    fn y(&self, tenths: i64) -> f32 {
        let most = self.people * 10;
        let share = small(tenths) / small(most);
        egui::lerp(self.area.bottom()..=self.area.top(), share)
    }

    /// The middle of a quarter-hour.
    fn at(&self, quarter: u8, tenths: i64) -> Pos2 {
        pos2(self.x(f32::from(quarter) + 0.5), self.y(tenths))
    }
}

/// A number of tenths of a person; no queue is longer than those that can be told apart.
pub(super) fn small(number: i64) -> f32 {
    i16::try_from(number).map_or_else(|_larger| f32::from(i16::MAX), f32::from)
}

fn axes(ui: &Ui, plane: &Plane, area: Rect) {
    let palette = theme::palette(ui);
    let step = (plane.people + 3) / 4;
    let grid = Stroke::new(1.0, palette.border);
    for people in (0..=plane.people).filter(|people| people % step == 0) {
        let y = plane.y(people * 10);
        ui.painter().hline(plane.area.x_range(), y, grid);
        let word = galley(
            ui,
            Face::Tiny,
            palette.muted,
            &people.to_string(),
            f32::INFINITY,
        );
        let corner = pos2(
            plane.area.left() - theme::GAP - word.size().x,
            y - word.size().y / 2.0,
        );
        ui.painter().galley(corner, word, palette.muted);
    }
    // As many as stand apart.
    let word = galley(ui, Face::Tiny, palette.muted, "00:00", f32::INFINITY);
    let hours = plane.last_hour - plane.first_hour;
    let every = (1..=12_u8).find(|every| {
        let width = plane.area.width() * f32::from(*every) / f32::from(hours);
        width > word.size().x + theme::EDGE
    });
    for hour in (plane.first_hour..=plane.last_hour).step_by(every.unwrap_or(12).into()) {
        let said = format!("{hour}:00");
        let word = galley(ui, Face::Tiny, palette.muted, &said, f32::INFINITY);
        let x = plane.x(f32::from(hour) * 4.0) - word.size().x / 2.0;
        let corner = pos2(x, area.bottom() - word.size().y);
        ui.painter().galley(corner, word, palette.muted);
    }
}

/// A line through what follows each other without a gap; what stands alone is a dot.
fn line(ui: &Ui, plane: &Plane, means: &[(u8, i64)], stroke: Stroke) {
    for run in means.chunk_by(|one, next| one.0 + 1 == next.0) {
        let points: Vec<Pos2> = run.iter().map(|(at, mean)| plane.at(*at, *mean)).collect();
        match points.as_slice() {
            [alone] => ui
                .painter()
                .circle_filled(*alone, stroke.width, stroke.color),
            _ => ui.painter().add(Shape::line(points, stroke)),
        };
    }
}

fn band(ui: &Ui, plane: &Plane, day: &[Waiting], color: Color32) {
    for run in day.chunk_by(|one, next| one.quarter + 1 == next.quarter) {
        let ends = run
            .iter()
            .map(|one| [one.low, one.high].map(|end| plane.at(one.quarter, end)));
        band_ui(ui, ends, color);
    }
}

/// Fills what lies between two lines, given by both ends at each place.
pub(super) fn band_ui(ui: &Ui, ends: impl Iterator<Item = [Pos2; 2]>, color: Color32) {
    let mut mesh = Mesh::default();
    for end in ends.flatten() {
        mesh.colored_vertex(end, color);
    }
    let places = u32::try_from(mesh.vertices.len() / 2).unwrap_or(0);
    for place in 1..places {
        let here = 2 * place;
        mesh.add_triangle(here - 2, here - 1, here);
        mesh.add_triangle(here - 1, here, here + 1);
    }
    ui.painter().add(Shape::mesh(mesh));
}
