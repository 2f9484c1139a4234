//! The score by weeks: points where there are enough answers, the intervals as an area, and the days on
//! which something was changed as lines with a number.

use super::super::chart::{band_ui, small};
use super::super::{Scene, titled_ui};
use super::{groups, words};
use crate::domain::kpi::answers::{Figure, Report};
use crate::domain::queue::numeric::nearest;
use crate::domain::stats::Display;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{galley, label_ui};
use chrono::{Datelike as _, Days, NaiveDate};
use egui::{Color32, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

/// The fewest weeks between the ends.
const WEEKS: i64 = 2;

/// Between the lines of the grid, in points of the score.
const STEP: f64 = 20.0;

/// Draws the chart, what it comes to in words, and the weeks as a table.
pub(super) fn trend_ui(ui: &mut Ui, scene: &Scene<'_>, report: &Report) {
    let title = scene.text("manager-trend");
    let about = scene.text("manager-trend-text");
    titled_ui(ui, (&title, &about), |ui| {
        let palette = theme::palette(ui);
        let weeks = points(report);
        if weeks.is_empty() {
            let said = scene.text("manager-trend-none");
            label_ui(ui, Face::Body, palette.muted, &said);
        } else {
            plot_ui(ui, scene, report, &weeks);
        }
        let middle = words::day(scene, report.middle);
        let moved = words::trend(scene, report.trend);
        let said = scene.room.texts.with(
            "manager-trend-halves",
            &[("day", middle.into()), ("moved", moved.into())],
        );
        label_ui(ui, Face::Body, palette.text, &said);
        if !report.weeks.is_empty() {
            groups::table_ui(ui, scene, &report.weeks, |monday| {
                let monday = words::day(scene, *monday);
                scene.with("manager-week-of", "day", monday)
            });
            let hint = scene.text("manager-small-groups");
            label_ui(ui, Face::Small, palette.muted, &hint);
        }
    });
}

/// A week with a figure.
struct Point {
    monday: NaiveDate,
    figure: Figure,
    is_faint: bool,
}

fn points(report: &Report) -> Vec<Point> {
    let weeks = report.weeks.iter();
    let points = weeks.filter_map(|week| {
        Some(Point {
            monday: week.key,
            figure: week.score.figure?,
            is_faint: week.score.display() < Display::Full,
        })
    });
    points.collect()
}

/// From days and points of the score to points of the screen.
struct Plane {
    area: Rect,
    first: NaiveDate,
    days: i64,
    low: f64,
    high: f64,
}

impl Plane {
    fn of(report: &Report, points: &[Point], area: Rect) -> Self {
        let first = monday(report.from);
        let days = (report.to - first).num_days().max(7 * WEEKS);
        let ends = points.iter().map(|point| point.figure.interval);
        let low = ends.clone().fold(0.0_f64, |low, end| low.min(end.low));
        let high = ends.fold(0.0_f64, |high, end| high.max(end.high));
        Self {
            area,
            first,
            days,
            low: (low / STEP).floor() * STEP,
            high: ((high / STEP).ceil() * STEP).max(STEP),
        }
    }

    fn x(&self, day: NaiveDate) -> f32 {
        let since = (day - self.first).num_days();
        let share = small(since) / small(self.days);
        egui::lerp(self.area.x_range(), share.clamp(0.0, 1.0))
    }

    /// A week stands in its middle.
    fn week_x(&self, monday: NaiveDate) -> f32 {
        self.x(monday.checked_add_days(Days::new(3)).unwrap_or(monday))
    }

    fn y(&self, score: f64) -> f32 {
        let share = (score - self.low) / (self.high - self.low);
        #[expect(clippy::cast_possible_truncation, reason = "a share")]
        let share = share as f32;
        egui::lerp(self.area.bottom()..=self.area.top(), share)
    }

    fn at(&self, monday: NaiveDate, score: f64) -> Pos2 {
        pos2(self.week_x(monday), self.y(score))
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

fn plot_ui(ui: &mut Ui, scene: &Scene<'_>, report: &Report, points: &[Point]) {
    let size = vec2(ui.available_width(), theme::CHART);
    let (area, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = name(scene, points);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let word = galley(ui, Face::Tiny, Color32::BLACK, "\u{2212}100", f32::INFINITY).size();
    let corner = pos2(
        area.left() + word.x + theme::GAP,
        area.top() + word.y + theme::NEAR,
    );
    let end = pos2(
        area.right() - theme::GAP,
        area.bottom() - word.y - theme::NEAR,
    );
    let plane = Plane::of(report, points, Rect::from_min_max(corner, end));
    axes(ui, scene, &plane, area);
    marks(ui, report, &plane, area);
    let palette = theme::palette(ui);
    // A week without a figure leaves a gap.
    let follows = |one: &Point, next: &Point| (next.monday - one.monday).num_days() == 7;
    for run in points.chunk_by(follows) {
        band(ui, &plane, run, palette.accent.gamma_multiply(0.18));
        let line: Vec<Pos2> = run
            .iter()
            .map(|point| plane.at(point.monday, point.figure.value))
            .collect();
        let stroke = Stroke::new(theme::CHART_LINE, palette.accent);
        ui.painter().add(Shape::line(line, stroke));
    }
    for point in points {
        let color = if point.is_faint {
            palette.muted
        } else {
            palette.accent
        };
        let at = plane.at(point.monday, point.figure.value);
        ui.painter().circle_filled(at, theme::DOT / 2.0, color);
    }
}

/// The last week in words.
fn name(scene: &Scene<'_>, points: &[Point]) -> String {
    let title = scene.text("manager-trend");
    let Some(last) = points.last() else {
        return title;
    };
    let week = scene.with("manager-week-of", "day", words::day(scene, last.monday));
    let range = words::range(scene, last.figure.interval);
    format!(
        "{title}, {week}: {}, {range}",
        words::signed(last.figure.value)
    )
}

fn axes(ui: &Ui, scene: &Scene<'_>, plane: &Plane, area: Rect) {
    let palette = theme::palette(ui);
    let grid = Stroke::new(1.0, palette.border);
    let lines = nearest((plane.high - plane.low) / STEP);
    // As many as stand apart.
    let every = lines.div_ceil(5).max(1);
    for line in 0..=lines {
        let score = plane.low + f64::from(line) * STEP;
        if !nearest((score / STEP).abs()).is_multiple_of(every) {
            continue;
        }
        let y = plane.y(score);
        ui.painter().hline(plane.area.x_range(), y, grid);
        let said = words::signed(score);
        let word = galley(ui, Face::Tiny, palette.muted, &said, f32::INFINITY);
        let left = plane.area.left() - theme::GAP - word.size().x;
        let corner = pos2(left, y - word.size().y / 2.0);
        ui.painter().galley(corner, word, palette.muted);
    }
    let mut free = area.left();
    let mut day = plane.first;
    while (day - plane.first).num_days() <= plane.days {
        let said = words::day(scene, day);
        let word = galley(ui, Face::Tiny, palette.muted, &said, f32::INFINITY);
        let left = plane.week_x(day) - word.size().x / 2.0;
        let right = left + word.size().x;
        if left >= free && right <= area.right() {
            free = right + theme::EDGE;
            let corner = pos2(left, area.bottom() - word.size().y);
            ui.painter().galley(corner, word, palette.muted);
        }
        let Some(next) = day.checked_add_days(Days::new(7)) else {
            return;
        };
        day = next;
    }
}

/// A line on each day on which something was changed, with the number that it has in the list.
fn marks(ui: &Ui, report: &Report, plane: &Plane, area: Rect) {
    let palette = theme::palette(ui);
    let stroke = Stroke::new(1.0, palette.muted);
    let mut free = area.left();
    for (number, changed) in (1_u16..).zip(&report.changes) {
        let x = plane.x(changed.change.day);
        let ends = [pos2(x, plane.area.top()), pos2(x, plane.area.bottom())];
        ui.painter()
            .extend(Shape::dashed_line(&ends, stroke, 4.0, 3.0));
        let word = galley(
            ui,
            Face::Tiny,
            palette.text,
            &number.to_string(),
            f32::INFINITY,
        );
        let left = (x - word.size().x / 2.0).min(area.right() - word.size().x);
        // One that stands on another is left to the list.
        if left >= free {
            free = left + word.size().x;
            ui.painter()
                .galley(pos2(left, area.top()), word, palette.text);
        }
    }
}

fn band(ui: &Ui, plane: &Plane, run: &[Point], color: Color32) {
    let ends = |point: &Point| {
        let interval = point.figure.interval;
        [interval.low, interval.high].map(|end| plane.at(point.monday, end))
    };
    band_ui(ui, run.iter().map(ends), color);
    if let [alone] = run {
        let stroke = Stroke::new(theme::DOT, color);
        ui.painter().line_segment(ends(alone), stroke);
    }
}
