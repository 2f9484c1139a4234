//! The printer's characters: Hack, drawn once per character into cells of dots.

use super::bitmap::Bitmap;
use ab_glyph::{Font as _, FontRef, Glyph, Point, PxScale, ScaleFont as _};
use std::collections::HashMap;

/// A font of the printer, by the size of its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Cell {
    /// In dots.
    pub(super) width: u8,
    /// In dots.
    pub(super) height: u8,
}

/// Font A.
pub(super) const FONT_A: Cell = Cell {
    width: 12,
    height: 24,
};

/// Font B and all smaller ones.
pub(super) const FONT_B: Cell = Cell {
    width: 9,
    height: 17,
};

/// Share of a dot that has to be covered to be burnt. Below one half, because a hot dot spreads.
const BURN: f32 = 0.42;

/// Draws characters and remembers them.
#[derive(Debug)]
pub(super) struct Glyphs {
    font: Option<FontRef<'static>>,
    drawn: HashMap<(char, Cell), Bitmap>,
}

impl Glyphs {
    pub(super) fn new() -> Self {
        Self {
            font: FontRef::try_from_slice(epaint_default_fonts::HACK_REGULAR).ok(),
            drawn: HashMap::new(),
        }
    }

    /// The cell of a character; an empty box where the font lacks it.
    pub(super) fn cell(&mut self, c: char, cell: Cell) -> &Bitmap {
        let font = self.font.as_ref();
        self.drawn.entry((c, cell)).or_insert_with(|| {
            font.and_then(|font| draw(font, c, cell))
                .unwrap_or_else(|| empty_box(cell))
        })
    }
}

fn draw(font: &FontRef<'static>, c: char, cell: Cell) -> Option<Bitmap> {
    let id = font.glyph_id(c);
    if id.0 == 0 {
        return None;
    }
    let mut bitmap = Bitmap::new(cell.width.into(), cell.height.into());
    let (width, height) = (f32::from(cell.width), f32::from(cell.height));
    let advance = font.as_scaled(PxScale::from(height)).h_advance(id);
    let scale = PxScale {
        x: height * width / advance,
        y: height,
    };
    let baseline = font.as_scaled(scale).ascent().round();
    let glyph = Glyph {
        id,
        scale,
        position: Point {
            x: 0.0,
            y: baseline,
        },
    };
    if let Some(outline) = font.outline_glyph(glyph) {
        let corner = outline.px_bounds().min;
        outline.draw(|x, y, covered| {
            if covered >= BURN {
                set_at(&mut bitmap, corner, x, y);
            }
        });
    }
    Some(bitmap)
}

/// Parts of a glyph that reach out of its cell are cut off, as in the printer's own font.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "whole numbers of dots within a cell; negative ones are sorted out first"
)]
fn set_at(bitmap: &mut Bitmap, corner: Point, x: u32, y: u32) {
    let (x, y) = (corner.x + x as f32, corner.y + y as f32);
    if x >= 0.0 && y >= 0.0 {
        bitmap.set(x as usize, y as usize);
    }
}

fn empty_box(cell: Cell) -> Bitmap {
    let (width, height) = (usize::from(cell.width), usize::from(cell.height));
    let mut inner = Bitmap::new(width.saturating_sub(2), height.saturating_sub(6));
    inner.frame(1);
    let mut bitmap = Bitmap::new(width, height);
    bitmap.draw(&inner, 1, 3);
    bitmap
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::escpos::text::Page;

    fn dots(bitmap: &Bitmap) -> usize {
        let row = |y| {
            (0..bitmap.width())
                .filter(move |&x| bitmap.get(x, y))
                .count()
        };
        (0..bitmap.height()).map(row).sum()
    }

    #[test]
    fn the_font_has_nearly_all_characters_of_the_code_pages() {
        let mut glyphs = Glyphs::new();
        let missing = empty_box(FONT_A);
        let mut boxes = String::new();
        for page in Page::ALL {
            for c in (0x21..=0xFF).map(|byte| page.decode(byte)) {
                if *glyphs.cell(c, FONT_A) == missing && !boxes.contains(c) {
                    boxes.push(c);
                }
            }
        }
        assert_eq!(boxes, "\u{7F}ⁿ\u{FFFD}");
    }

    #[test]
    fn fonts_have_their_cells() {
        let mut glyphs = Glyphs::new();
        let big = glyphs.cell('Ż', FONT_A).clone();
        let small = glyphs.cell('Ż', FONT_B);
        assert_eq!((big.width(), big.height()), (12, 24));
        assert_eq!((small.width(), small.height()), (9, 17));
        assert!(dots(&big) > dots(small));
        assert_eq!(dots(glyphs.cell(' ', FONT_A)), 0);
    }
}
