//! In the manner of python-escpos.

use super::{Piece, Wire, logo_rows, low_high, prints};
use crate::sim::receipt::Line;

pub(super) fn encode(pieces: &[Piece], wire: &mut Wire) {
    wire.raw(b"\x1b@");
    wire.select_page(b"\x1bt");
    for piece in pieces {
        match piece {
            Piece::Line(text) => line(text, wire),
            Piece::Barcode(digits) => {
                wire.raw(b"\x1ba\x01\x1dh\x40\x1dw\x03\x1df\x00\x1dH\x02\x1dkI");
                wire.raw(low_high(digits.len() + 2).get(..1).unwrap_or_default());
                wire.raw(b"{B");
                wire.raw(digits);
            }
            Piece::Logo => logo(wire),
            Piece::Drawer => wire.raw(b"\x1bp\x00\x32\x32"),
        }
        wire.end_of_part();
    }
    if prints(pieces) {
        wire.feed(b"\x1bd\x03\x1bd\x06");
        wire.cut(b"\x1dV\x00", b"");
    }
}

/// Every style is set anew, whether it changed or not.
fn line(line: &Line, wire: &mut Wire) {
    let style = line.style;
    wire.raw([0x1d, b'!', (style.width() - 1) << 4 | (style.height() - 1)]);
    wire.raw(b"\x1b{\x00\x1db\x00");
    wire.raw([0x1b, b'E', u8::from(style.is_bold())]);
    wire.raw(b"\x1b-\x00\x1bM\x00");
    wire.raw([0x1b, b'a', u8::from(style.is_centred())]);
    wire.raw(b"\x1dB\x00");
    wire.text(&line.text);
    wire.raw(b"\n");
}

/// `GS ( L`: function 112 stores the picture, function 50 prints it.
fn logo(wire: &mut Wire) {
    let rows = logo_rows();
    wire.raw(b"\x1ba\x01\x1d(L");
    wire.raw(low_high(rows.len() + 10));
    wire.raw(b"\x30\x70\x30\x01\x01\x31\x80\x00\x40\x00");
    wire.raw(rows);
    wire.raw(b"\x1d(L\x02\x00\x30\x32");
}
