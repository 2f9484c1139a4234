//! Icons as painted lines: no font has to have them.

use crate::ui::theme;
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2};

/// What can be painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// One more.
    Plus,
    /// One fewer.
    Minus,
    /// Yes, done.
    Check,
    /// Back to where one came from.
    Back,
    /// There is more below.
    More,
    /// What is below can go again.
    Less,
    /// To the right edge and away.
    Aside,
    /// Something to look at.
    Notice,
    /// Somebody else.
    Person,
}

impl Icon {
    /// Paints it into the middle of a rectangle.
    pub fn paint(self, painter: &Painter, middle: Pos2, color: Color32) {
        let square = Rect::from_center_size(middle, Vec2::splat(theme::ICON));
        let at = |x: f32, y: f32| {
            pos2(
                egui::lerp(square.x_range(), x),
                egui::lerp(square.y_range(), y),
            )
        };
        let stroke = Stroke::new(theme::ICON_LINE, color);
        for line in self.lines() {
            let points = line.iter().map(|(x, y)| at(*x, *y)).collect();
            painter.add(Shape::line(points, stroke));
        }
        if self == Self::Notice {
            painter.circle_filled(at(0.5, 0.86), theme::ICON_LINE, color);
        }
    }

    /// In a square from 0, 0 at the top left to 1, 1.
    fn lines(self) -> &'static [&'static [(f32, f32)]] {
        match self {
            Self::Plus => &[&[(0.15, 0.5), (0.85, 0.5)], &[(0.5, 0.15), (0.5, 0.85)]],
            Self::Minus => &[&[(0.15, 0.5), (0.85, 0.5)]],
            Self::Check => &[&[(0.1, 0.55), (0.4, 0.82), (0.92, 0.2)]],
            Self::Back => &[
                &[(0.58, 0.12), (0.2, 0.5), (0.58, 0.88)],
                &[(0.2, 0.5), (0.95, 0.5)],
            ],
            Self::More => &[&[(0.15, 0.36), (0.5, 0.7), (0.85, 0.36)]],
            Self::Less => &[&[(0.15, 0.64), (0.5, 0.3), (0.85, 0.64)]],
            Self::Aside => &[&[(0.36, 0.15), (0.7, 0.5), (0.36, 0.85)]],
            Self::Notice => &[&[(0.5, 0.1), (0.5, 0.62)]],
            Self::Person => &[
                &[
                    (0.5, 0.06),
                    (0.64, 0.12),
                    (0.7, 0.26),
                    (0.64, 0.4),
                    (0.5, 0.46),
                    (0.36, 0.4),
                    (0.3, 0.26),
                    (0.36, 0.12),
                    (0.5, 0.06),
                ],
                &[
                    (0.1, 0.94),
                    (0.16, 0.76),
                    (0.32, 0.66),
                    (0.68, 0.66),
                    (0.84, 0.76),
                    (0.9, 0.94),
                ],
            ],
        }
    }
}
