//! Where the strip and the panel are on the screen. Numbers in, numbers out; moves no window.

/// A rectangle of the screen, in pixels; x and y grow to the right and downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    /// The left edge; below zero where a second screen stands to the left.
    pub(super) x: i32,
    /// The upper edge.
    pub(super) y: i32,
    /// How wide it is.
    pub(super) width: u32,
    /// How high it is.
    pub(super) height: u32,
}

impl Area {
    /// The part of this screen at its right edge that is so many points wide, or the whole screen
    /// where that is narrower; as high as the screen.
    pub(super) fn right_edge(self, width_points: f32, pixels_per_point: f32) -> Self {
        let width = pixels(width_points * pixels_per_point).min(self.width);
        let left = self.width.saturating_sub(width);
        Self {
            x: self.x.saturating_add_unsigned(left),
            width,
            ..self
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float becomes the nearest number that there is, and no number becomes 0"
)]
fn pixels(length: f32) -> u32 {
    length.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strip_stands_at_the_right_edge_of_its_screen() {
        let screen = |x, y, width, height| Area {
            x,
            y,
            width,
            height,
        };
        let cases = [
            (screen(0, 0, 1280, 800), 72.0, 1.0, screen(1208, 0, 72, 800)),
            (
                screen(0, 0, 1280, 800),
                380.0,
                1.0,
                screen(900, 0, 380, 800),
            ),
            (
                screen(0, 0, 3840, 2160),
                72.0,
                1.5,
                screen(3732, 0, 108, 2160),
            ),
            (
                screen(-1024, 32, 1024, 768),
                72.0,
                1.0,
                screen(-72, 32, 72, 768),
            ),
            (screen(5, 6, 320, 240), 380.0, 1.0, screen(5, 6, 320, 240)),
            (
                screen(0, 0, 800, 600),
                f32::NAN,
                1.0,
                screen(800, 0, 0, 600),
            ),
        ];
        for (screen, width, scale, expected) in cases {
            assert_eq!(screen.right_edge(width, scale), expected);
        }
    }
}
