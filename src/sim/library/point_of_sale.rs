//! In the manner of receipt-printer-encoder, for ESC/POS printers.

use super::{Library, Piece, Wire, centring, logo_rows, low_high, prints};
use crate::sim::receipt::Line;

pub(super) fn encode(pieces: &[Piece], wire: &mut Wire) {
    wire.raw(b"\x1b@\x1c.\x1bM\x00");
    for piece in pieces {
        match piece {
            Piece::Line(text) => line(text, wire),
            Piece::Barcode(digits) => {
                wire.raw(b"\n\r\x1dh\x3c\x1dw\x03\x1dH\x02\x1dkI");
                wire.raw(low_high(digits.len() + 2).get(..1).unwrap_or_default());
                wire.raw(b"{B");
                wire.raw(digits);
                wire.raw(b"\n\r");
            }
            Piece::Logo => logo(wire),
            Piece::Drawer => wire.raw(b"\x1bp\x00\x32\xfa"),
        }
        wire.end_of_part();
    }
    if prints(pieces) {
        wire.feed(b"\n\r\n\r\n\r\n\r\n\r");
        wire.cut(b"\x1dV\x00", b"\n\r");
    }
}

/// Centres with spaces, and turns each style on before and off after its text.
fn line(line: &Line, wire: &mut Wire) {
    let style = line.style;
    let size = (style.width() - 1) << 4 | (style.height() - 1);
    if style.is_centred() {
        let columns = Library::PointOfSale.columns();
        wire.raw(centring(&line.text, columns, style.width()));
    }
    if style.is_bold() {
        wire.raw(b"\x1bE\x01");
    }
    if size != 0 {
        wire.raw([0x1d, b'!', size]);
    }
    if !line.text.is_empty() {
        wire.select_page(b"\x1bt");
    }
    wire.text(&line.text);
    if size != 0 {
        wire.raw(b"\x1d!\x00");
    }
    if style.is_bold() {
        wire.raw(b"\x1bE\x00");
    }
    wire.raw(b"\n\r");
}

/// `ESC * 33`: stripes of 24 dots, a column of three bytes each, on a line spacing to match.
fn logo(wire: &mut Wire) {
    let rows = logo_rows();
    wire.raw(b"\x1b3\x24");
    for stripe in 0..3 {
        wire.raw(b"\x1b*\x21\x80\x00");
        for x in 0..128 {
            for third in 0..3 {
                wire.raw([column_byte(&rows, x, stripe * 24 + third * 8)]);
            }
        }
        wire.raw(b"\n\r");
    }
    wire.raw(b"\x1b2");
}

/// Eight dots below one another, the highest first; white below the picture.
fn column_byte(rows: &[u8], x: usize, top: usize) -> u8 {
    let dot = |y: usize| {
        let byte = rows.get(y * 16 + x / 8).copied().unwrap_or(0);
        byte >> (7 - x % 8) & 1
    };
    (top..top + 8).fold(0, |byte, y| byte << 1 | dot(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_hold_the_dots_of_the_rows() {
        let rows = logo_rows();
        let stripes = (0..9).map(|part| part * 8);
        let inked: u32 = stripes
            .flat_map(|top| (0..128).map(move |x| (x, top)))
            .map(|(x, top)| column_byte(&rows, x, top).count_ones())
            .sum();
        assert_eq!(
            inked,
            rows.iter().map(|byte| byte.count_ones()).sum::<u32>()
        );
        assert_eq!(column_byte(&[0x80], 0, 0), 0x80);
    }
}
