//! In the manner of escpos-php: switches the code page in the middle of a line when a character
//! needs it.

use super::{Piece, Wire, logo_rows, low_high, prints};
use crate::protocol::escpos::text::Page;
use crate::sim::receipt::{Line, Style};

/// Which pages are looked at, in this order; the document's own page is not asked.
const CANDIDATES: [Page; 9] = [
    Page::Cp437,
    Page::Cp850,
    Page::Cp865,
    Page::Cp1252,
    Page::Cp852,
    Page::Cp858,
    Page::Cp775,
    Page::Cp1250,
    Page::Cp1257,
];

pub(super) fn encode(pieces: &[Piece], wire: &mut Wire) {
    wire.raw(b"\x1b@");
    // The power-on page counts as selected, without a command.
    wire.current = Some(Page::Cp437);
    for piece in pieces {
        match piece {
            Piece::Line(text) => line(text, wire),
            Piece::Barcode(digits) => {
                wire.raw(b"\x1ba\x01\x1dk\x04");
                wire.raw(digits);
                wire.raw(b"\x00\x1ba\x00");
            }
            Piece::Logo => logo(wire),
            Piece::Drawer => wire.raw(b"\x1bp\x30\x3c\x78"),
        }
        wire.end_of_part();
    }
    if prints(pieces) {
        wire.feed(b"\x1bd\x02");
        wire.cut(b"\x1dVB\x03", b"");
    }
}

fn line(line: &Line, wire: &mut Wire) {
    let style = line.style;
    wire.raw([0x1b, b'a', u8::from(style.is_centred())]);
    if style == Style::Title {
        // Bold, double height, double width.
        wire.raw(b"\x1b!\x38");
    } else {
        wire.raw([0x1b, b'E', u8::from(style.is_bold())]);
        wire.raw([0x1d, b'!', style.height() - 1]);
    }
    for c in line.text.chars() {
        character(c, wire);
    }
    wire.raw(b"\n");
    if style == Style::Title {
        wire.raw(b"\x1b!\x00");
    }
}

fn character(c: char, wire: &mut Wire) {
    let has = |page: &Page| page.encode(c).is_some();
    if !wire.current.as_ref().is_some_and(has)
        && let Some(page) = CANDIDATES.into_iter().find(has)
    {
        wire.switch_to(page, b"\x1bt");
    }
    let byte = wire.current.and_then(|page| page.encode(c));
    wire.raw([byte.unwrap_or(b'?')]);
}

/// `GS v 0`, in normal size.
fn logo(wire: &mut Wire) {
    let rows = logo_rows();
    wire.raw(b"\x1ba\x01\x1dv0\x00\x10\x00");
    wire.raw(low_high(rows.len() / 16));
    wire.raw(rows);
    wire.raw(b"\x1ba\x00");
}
