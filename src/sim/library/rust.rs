//! In the manner of the Rust crate `escpos`: every line ends with `ESC d 1`, and no line feed is
//! ever sent.

use super::{Piece, Wire, logo_rows, low_high, prints};
use crate::sim::receipt::Line;

pub(super) fn encode(pieces: &[Piece], wire: &mut Wire) {
    wire.raw(b"\x1b@");
    wire.select_page(b"\x1bt");
    for piece in pieces {
        match piece {
            Piece::Line(text) => line(text, wire),
            Piece::Barcode(digits) => {
                wire.raw(b"\x1dw\x03\x1dhf\x1df\x00\x1dH\x02\x1dk\x04");
                wire.raw(digits);
                wire.raw(b"\x00");
            }
            Piece::Logo => {
                let rows = logo_rows();
                wire.raw(b"\x1ba\x01\x1dv0\x00\x10\x00");
                wire.raw(low_high(rows.len() / 16));
                wire.raw(rows);
            }
            // The crate leaves out the two times, so that a printer eats the next two bytes; tills
            // that work send them by hand.
            Piece::Drawer => wire.raw(b"\x1bp\x00\x19\xfa"),
        }
        wire.end_of_part();
    }
    if prints(pieces) {
        wire.feed(b"\x1bd\x02");
        wire.cut(b"\x1dVA\x00", b"");
    }
}

fn line(line: &Line, wire: &mut Wire) {
    let style = line.style;
    wire.raw([0x1b, b'a', u8::from(style.is_centred())]);
    wire.raw([0x1b, b'E', u8::from(style.is_bold())]);
    wire.raw([0x1d, b'!', (style.width() - 1) << 4 | (style.height() - 1)]);
    wire.text(&line.text);
    wire.raw(b"\x1bd\x01");
}
