//! A small line of how a number was lately, without axes or figures.

use super::{control, info};
use crate::ui::theme::{self, Palette};
use egui::{Color32, Mesh, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, pos2};

/// What the line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spark<'a> {
    /// One value for each step, the newest last; it stands at the right edge.
    pub values: &'a [u16],
    /// How many values fill the whole width; older ones are left out.
    pub span: usize,
    /// The value at the top. What is above it is drawn there.
    pub top: u16,
    /// Whether the newest value is from now.
    pub is_live: bool,
}

/// Draws the line into `rect`; `name` says the same in words.
pub fn spark_ui(ui: &mut Ui, rect: Rect, spark: Spark<'_>, name: &str) {
    let response = ui.allocate_rect(rect, Sense::hover());
    control(&response, &info(Role::Image, true, None, name));
    let points = spark.points(rect.shrink(theme::SPARK_LINE / 2.0));
    let (line, fill) = spark.colors(&theme::palette(ui));
    let painter = ui.painter_at(rect);
    painter.add(below(&points, rect.bottom(), fill));
    painter.add(Shape::line(points, Stroke::new(theme::SPARK_LINE, line)));
}

impl Spark<'_> {
    #[expect(clippy::cast_precision_loss, reason = "a few dozen values")]
    fn points(&self, rect: Rect) -> Vec<Pos2> {
        let span = self.span.max(2);
        let step = rect.width() / (span - 1) as f32;
        let top = f32::from(self.top.max(1));
        let newest_first = self.values.iter().rev().take(span).enumerate();
        newest_first
            .map(|(ago, value)| {
                let share = (f32::from(*value) / top).min(1.0);
                let x = rect.right() - ago as f32 * step;
                pos2(x, egui::lerp(rect.bottom()..=rect.top(), share))
            })
            .collect()
    }

    fn colors(&self, palette: &Palette) -> (Color32, Color32) {
        if self.is_live {
            (palette.accent, palette.accent_soft)
        } else {
            (palette.muted, palette.quiet)
        }
    }
}

/// All that is between the points and the bottom.
fn below(points: &[Pos2], bottom: f32, fill: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    for point in points {
        for corner in [*point, pos2(point.x, bottom)] {
            mesh.colored_vertex(corner, fill);
        }
    }
    // Two corners for each point: a strip of triangles.
    for first in (2..).step_by(2).take(points.len().saturating_sub(1)) {
        mesh.add_triangle(first - 2, first - 1, first);
        mesh.add_triangle(first - 1, first, first + 1);
    }
    mesh
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[u16], span: usize) -> Vec<(f32, f32)> {
        let spark = Spark {
            values,
            span,
            top: 20,
            is_live: true,
        };
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(30.0, 10.0));
        let points = spark.points(rect).into_iter();
        points.map(|point| (point.x, point.y)).collect()
    }

    #[test]
    fn the_newest_value_is_at_the_right_and_the_largest_at_the_top() {
        assert_eq!(
            points(&[0, 10, 40], 4),
            [(30.0, 0.0), (20.0, 5.0), (10.0, 10.0)]
        );
        assert_eq!(points(&[9, 9, 9, 9, 20], 2), [(30.0, 0.0), (0.0, 5.5)]);
        assert_eq!(points(&[], 0), []);
    }

    #[test]
    fn the_ground_below_each_step_is_two_triangles() {
        let corners = [pos2(0.0, 4.0), pos2(5.0, 2.0), pos2(9.0, 0.0)];
        for (count, triangles) in [(0, 0), (1, 0), (2, 2), (3, 4)] {
            let mesh = below(&corners[..count], 10.0, Color32::WHITE);
            assert_eq!(mesh.indices.len(), 3 * triangles, "{count}");
            assert!(mesh.is_valid());
        }
    }
}
