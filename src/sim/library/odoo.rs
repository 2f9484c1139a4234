//! In the manner of Odoo: the receipt is drawn and sent as a picture, in slices of 255 rows.

use super::{Library, Piece, Wire, logo_rows, low_high, prints};
use crate::sim::receipt::Line;
use ab_glyph::{Font as _, FontRef, Glyph, PxScale, ScaleFont as _, point};

/// Width of the picture, in bytes of eight dots; 80 mm paper.
const WIDTH_BYTES: usize = 64;
const WIDTH_DOTS: usize = WIDTH_BYTES * 8;
/// Dots from one line of normal height to the next.
const LINE_DOTS: usize = 28;
/// As many rows as Odoo puts into one command.
const SLICE_ROWS: usize = 255;

pub(super) fn encode(pieces: &[Piece], wire: &mut Wire) {
    for piece in pieces {
        if *piece == Piece::Drawer {
            wire.raw(b"\x1b=\x01\x1bp\x00\x19\x19\x1bp\x01\x19\x19");
            wire.end_of_part();
        }
    }
    if !prints(pieces) {
        return;
    }
    for slice in draw(pieces).chunks(SLICE_ROWS * WIDTH_BYTES) {
        wire.raw(b"\x1dv0\x00");
        wire.raw(low_high(WIDTH_BYTES));
        wire.raw(low_high(slice.len() / WIDTH_BYTES));
        wire.raw(slice);
        wire.end_of_part();
    }
    wire.cut(b"\x1dVA\n", b"");
}

/// The rows of the whole receipt, one after another.
fn draw(pieces: &[Piece]) -> Vec<u8> {
    let mut rows = Vec::new();
    let font = FontRef::try_from_slice(epaint_default_fonts::HACK_REGULAR).ok();
    for piece in pieces {
        match piece {
            Piece::Line(line) => {
                let height = LINE_DOTS * usize::from(line.style.height());
                let mut strip = vec![0; WIDTH_BYTES * height];
                if let Some(font) = &font {
                    draw_line(line, font, &mut strip);
                }
                rows.extend(strip);
            }
            Piece::Logo => {
                let picture = logo_rows();
                let margin = [0; (WIDTH_BYTES - 16) / 2];
                let wide = picture
                    .chunks(16)
                    .flat_map(|row| [&margin, row, &margin].concat());
                rows.extend(wide);
            }
            // The web page that Odoo draws shows the number as text; the drawer prints nothing.
            Piece::Barcode(_) | Piece::Drawer => {}
        }
    }
    rows
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a line has a few dozen characters, far below 2^23"
)]
fn draw_line(line: &Line, font: &FontRef<'_>, strip: &mut [u8]) {
    let (width, height) = (
        f32::from(line.style.width()),
        f32::from(line.style.height()),
    );
    // One character takes one column of normal text.
    let advance = WIDTH_DOTS as f32 / Library::Odoo.columns() as f32 * width;
    let unit = font.as_scaled(1.0).h_advance(font.glyph_id('0'));
    let scale = PxScale {
        x: advance / unit,
        y: 22.0 * height,
    };
    let used = line.text.chars().count() as f32 * advance;
    let left = if line.style.is_centred() {
        (WIDTH_DOTS as f32 - used) / 2.0
    } else {
        0.0
    };
    let baseline = font.as_scaled(scale).ascent() + 2.0;
    for (index, c) in line.text.chars().enumerate() {
        let position = point(left + index as f32 * advance, baseline);
        draw_glyph(
            font.glyph_id(c).with_scale_and_position(scale, position),
            font,
            strip,
        );
    }
}

fn draw_glyph(glyph: Glyph, font: &FontRef<'_>, strip: &mut [u8]) {
    let Some(outline) = font.outline_glyph(glyph) else {
        return;
    };
    let bounds = outline.px_bounds();
    outline.draw(|x, y, coverage| {
        let dot = dot_at(bounds.min.x, x).zip(dot_at(bounds.min.y, y));
        if let Some((x, y)) = dot.filter(|(x, _)| coverage > 0.5 && *x < WIDTH_DOTS)
            && let Some(byte) = strip.get_mut(y * WIDTH_BYTES + x / 8)
        {
            *byte |= 0x80 >> (x % 8);
        }
    });
}

/// A whole dot from the corner of a glyph and the way from there; `None` beyond the edge.
#[expect(
    clippy::cast_possible_truncation,
    reason = "bounds are whole numbers within a line of some hundred dots"
)]
fn dot_at(corner: f32, offset: u32) -> Option<usize> {
    let dot = i64::from(corner as i32) + i64::from(offset);
    usize::try_from(dot).ok()
}
