//! In the manner of an older Windows till behind an OPOS driver: never `ESC @`, one `ESC !` for
//! each style, CR LF, a logo kept in the printer, `ESC i`.

use super::{Library, Piece, Wire, centring, prints};
use crate::protocol::escpos::text::Page;
use crate::sim::receipt::Line;

pub(super) fn encode(pieces: &[Piece], wire: &mut Wire) {
    // The power-on page needs no command.
    if wire.page != Page::Cp437 && prints(pieces) {
        wire.select_page(b"\x1bt");
    }
    for piece in pieces {
        match piece {
            Piece::Line(text) => line(text, wire),
            Piece::Barcode(digits) => {
                wire.raw(b"\x1dh\x50\x1dw\x02\x1dk\x04");
                wire.raw(digits);
                wire.raw(b"\x00\r\n");
            }
            Piece::Logo => wire.raw(b"\x1cp\x01\x00"),
            Piece::Drawer => wire.raw(b"\x1bp\x00\x19\xfa"),
        }
        wire.end_of_part();
    }
    if prints(pieces) {
        wire.feed(b"\r\n\r\n\r\n\r\n\r\n\r\n");
        wire.cut(b"\x1bi", b"");
    }
}

fn line(line: &Line, wire: &mut Wire) {
    let style = line.style;
    // The bits of `ESC !`: 8 bold, 16 double height, 32 double width.
    let mode =
        u8::from(style.is_bold()) << 3 | (style.height() - 1) << 4 | (style.width() - 1) << 5;
    if style.is_centred() {
        wire.raw(centring(&line.text, Library::Opos.columns(), style.width()));
    }
    if mode != 0 {
        wire.raw([0x1b, b'!', mode]);
    }
    wire.text(&line.text);
    if mode != 0 {
        wire.raw(b"\x1b!\x00");
    }
    wire.raw(b"\r\n");
}
