//! In the manner of receipt-printer-encoder, for Star printers in line mode.

use super::{Library, Piece, Wire, centring, prints};
use crate::sim::receipt::Line;

pub(super) fn encode(pieces: &[Piece], wire: &mut Wire) {
    wire.raw(b"\x1b@\x18");
    for piece in pieces {
        match piece {
            Piece::Line(text) => line(text, wire),
            Piece::Barcode(digits) => {
                // CODE128, with characters below, module width 2, 80 dots high.
                wire.raw(b"\x1bb\x36\x32\x31\x50");
                wire.raw(digits);
                wire.raw(b"\x1e\n\r");
            }
            // Picture 1 of the printer's memory, normal size.
            Piece::Logo => wire.raw(b"\x1b\x1cp\x01\x00"),
            Piece::Drawer => wire.raw(b"\x07"),
        }
        wire.end_of_part();
    }
    if prints(pieces) {
        wire.feed(b"\n\r\n\r\n\r\n\r\n\r\n\r");
        wire.cut(b"\x1bd\x00", b"\n\r");
    }
}

fn line(line: &Line, wire: &mut Wire) {
    let style = line.style;
    let (high, wide) = (style.height() - 1, style.width() - 1);
    if style.is_centred() {
        wire.raw(centring(
            &line.text,
            Library::StarLine.columns(),
            style.width(),
        ));
    }
    if style.is_bold() {
        wire.raw(b"\x1bE");
    }
    if high + wide > 0 {
        wire.raw([0x1b, b'i', high, wide]);
    }
    if !line.text.is_empty() {
        wire.select_page(b"\x1b\x1dt");
    }
    wire.text(&line.text);
    if high + wide > 0 {
        wire.raw(b"\x1bi\x00\x00");
    }
    if style.is_bold() {
        wire.raw(b"\x1bF");
    }
    wire.raw(b"\n\r");
}
