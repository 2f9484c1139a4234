//! Which command of Star's line mode, `StarPRNT` and raster mode takes how many bytes.
//!
//! Source: Star's line mode and raster mode command specifications.
#![expect(
    clippy::indexing_slicing,
    reason = "the tap calls each function with exactly the header length asked for"
)]

use super::command::{Command, Cut, Setting};
use super::grammar::{ESC, GS, RS, le16};
use super::tap::Next;

const FS: u8 = 0x1C;
const EOT: u8 = 0x04;

/// What a byte below 0x20 begins; `None` where a printer ignores it.
pub(super) fn control(byte: u8) -> Option<Next> {
    Some(Next::Emit(match byte {
        0x07 | 0x19 | 0x1A | FS => Command::Drawer,
        0x09 => Command::Tab,
        0x0A => Command::LineFeed,
        0x0C => Command::FormFeed,
        0x0D => Command::CarriageReturn,
        0x0E => Command::Set(Setting::Width(2)),
        0x14 => Command::Set(Setting::Width(1)),
        0x0F => Command::Set(Setting::UpsideDown(true)),
        0x12 => Command::Set(Setting::UpsideDown(false)),
        0x18 => Command::Cancel,
        ESC => return Some(Next::Header(2, esc)),
        _ => return None,
    }))
}

/// The same in raster mode, where `b` and `k` begin a row of dots.
pub(super) fn raster_control(byte: u8) -> Option<Next> {
    fn row(header: &[u8]) -> Next {
        let len = le16(header, 1);
        Next::Payload(Command::RasterRow { len }, u64::from(len))
    }
    match byte {
        b'b' | b'k' => Some(Next::Header(3, row)),
        ESC => Some(Next::Header(2, esc)),
        _ => None,
    }
}

/// Whether more bytes could turn this beginning of a command into a feed or a cut.
pub(super) fn may_move_paper(unfinished: &[u8]) -> bool {
    matches!(unfinished, [ESC] | [ESC, b'a' | b'J' | b'I' | b'd' | 0x0C])
}

fn unknown(header: &[u8]) -> Next {
    Next::Emit(Command::Unknown {
        introducer: header[0],
        byte: header[1],
    })
}

fn other(_: &[u8]) -> Next {
    Next::Emit(Command::Other)
}

fn request(_: &[u8]) -> Next {
    Next::Emit(Command::Request)
}

fn esc(header: &[u8]) -> Next {
    match header[1] {
        b'@' => Next::Emit(Command::Initialize),
        b'E' => Next::Emit(Command::Set(Setting::Emphasis(true))),
        b'F' => Next::Emit(Command::Set(Setting::Emphasis(false))),
        b'4' => Next::Emit(Command::Set(Setting::Reverse(true))),
        b'5' => Next::Emit(Command::Set(Setting::Reverse(false))),
        b'M' | b'P' | b':' | b'g' | b'0' | b'O' | b'2' => Next::Emit(Command::Other),
        b'B' => Next::UntilNul(Command::Definition),
        b'D' => Next::TabStops,
        b'*' => Next::Header(4, raster_mode),
        b'b' => Next::Header(6, |h| {
            Next::UntilSeparator(Command::Barcode { system: h[2] })
        }),
        b'i' => Next::Header(4, |h| {
            let [height, width] = [(h[2] & 7) + 1, (h[3] & 7) + 1];
            Next::Emit(Command::Set(Setting::Size { width, height }))
        }),
        b'K' | b'L' => Next::Header(4, |h| bit_image(h, 8)),
        b'k' | b'X' => Next::Header(4, |h| bit_image(h, 24)),
        b'C' => Next::Header(3, |h| match h[2] {
            0 => Next::Header(4, other),
            _ => other(h),
        }),
        b'$' | b'r' | b's' | 0x07 => Next::Header(4, other),
        0x06 => Next::Header(3, request),
        0x0C => Next::Header(3, |_| page_cut()),
        RS => Next::Header(4, request),
        GS => Next::Header(3, esc_gs),
        FS => Next::Header(3, esc_fs),
        b'#' => Next::UntilNul(Command::Definition),
        b' ' | b'-' | b'_' | b'W' | b'h' | b'R' | b'z' | b'y' | b'a' | b'J' | b'I' | b'j'
        | b'N' | b'l' | b'Q' | b'A' | b'd' | b'%' | b't' => Next::Header(3, esc_one),
        _ => unknown(header),
    }
}

/// `ESC` commands with one parameter.
fn esc_one(header: &[u8]) -> Next {
    let n = header[2];
    let digit = n & 0x0F;
    Next::Emit(match header[1] {
        b' ' => Command::Set(Setting::CharSpacing(n)),
        b'-' => Command::Set(Setting::Underline(digit)),
        b'W' => Command::Set(Setting::Width(factor(digit))),
        b'h' => Command::Set(Setting::Height(factor(digit))),
        b'R' => Command::Set(Setting::National(n)),
        b'a' => Command::FeedLines(n),
        // In quarters and eighths of a millimetre; a dot is an eighth.
        b'J' => Command::FeedUnits(u16::from(n) * 2),
        b'I' => Command::FeedUnits(u16::from(n)),
        b'j' => Command::ReverseFeed(n),
        b'd' => Command::Cut(Cut {
            partial: n & 1 == 1,
            feeds: digit >= 2,
            extra_units: 0,
        }),
        _ => Command::Other,
    })
}

/// `ESC W n` and `ESC h n` count from 0.
fn factor(digit: u8) -> u8 {
    digit.min(7) + 1
}

fn bit_image(header: &[u8], column_dots: u8) -> Next {
    let columns = le16(header, 2);
    let command = Command::BitImage {
        column_dots,
        double_width: header[1] == b'K',
        columns,
    };
    Next::Payload(command, u64::from(columns) * u64::from(column_dots / 8))
}

fn raster_mode(header: &[u8]) -> Next {
    match (header[2], header[3]) {
        (b'r', b'A' | b'R') => Next::Emit(Command::RasterMode(true)),
        (b'r', b'B') => Next::Emit(Command::RasterMode(false)),
        (b'r', b'C') => Next::Emit(Command::Other),
        (b'r', _) => Next::UntilNul(Command::Definition),
        _ => unknown(header),
    }
}

/// `ESC FF n` in raster mode prints the page; whether it also cuts is a mode of its own, whose
/// factory setting cuts.
fn page_cut() -> Next {
    Next::Emit(Command::Cut(Cut {
        partial: true,
        feeds: true,
        extra_units: 0,
    }))
}

fn esc_fs(header: &[u8]) -> Next {
    match header[2] {
        b'p' => Next::Header(5, |h| {
            Next::Emit(Command::StoredImage {
                number: h[3],
                scale: h[4] & 3,
            })
        }),
        _ => unknown(header),
    }
}

fn esc_gs(header: &[u8]) -> Next {
    match header[2] {
        b't' => Next::Header(4, |h| Next::Emit(Command::Set(Setting::CodePage(h[3])))),
        b'a' => Next::Header(4, |h| {
            Next::Emit(Command::Set(Setting::Justify(h[3] & 0x0F)))
        }),
        b'A' => Next::Header(5, |h| Next::Emit(Command::Absolute(le16(h, 3)))),
        b'R' => Next::Header(5, |h| {
            Next::Emit(Command::Relative(le16(h, 3).cast_signed()))
        }),
        b'S' => Next::Header(9, |h| {
            let (width_bytes, rows) = (le16(h, 4), le16(h, 6));
            let bytes = u64::from(width_bytes) * u64::from(rows);
            Next::Payload(
                Command::Raster {
                    scale: 0,
                    width_bytes,
                    rows,
                },
                bytes,
            )
        }),
        b'x' | b'y' => Next::Header(4, symbol),
        b'(' | b')' => Next::Header(6, |h| {
            Next::Payload(Command::Definition, u64::from(le16(h, 4)))
        }),
        b'=' | b'P' | b'#' => Next::Header(4, other),
        b'L' | b'h' => Next::Header(5, other),
        0x03 => Next::Header(6, request),
        EOT => Next::Header(4, request),
        _ => unknown(header),
    }
}

/// Star's QR (`y`) and PDF417 (`x`).
fn symbol(header: &[u8]) -> Next {
    fn command(header: &[u8]) -> Command {
        Command::StarSymbol {
            family: header[2],
            verb: header[3],
            arg: header.get(4).copied().unwrap_or(0),
            value: header.get(5).copied().unwrap_or(0),
        }
    }
    fn emit(header: &[u8]) -> Next {
        Next::Emit(command(header))
    }
    fn data(header: &[u8], at: usize) -> Next {
        Next::Payload(command(header), u64::from(le16(header, at)))
    }
    match (header[2], header[3]) {
        (b'x', b'S') => Next::Header(5, |h| match h[4] {
            b'0' | 0 => Next::Header(8, emit),
            _ => Next::Header(6, emit),
        }),
        (b'y', b'S') => Next::Header(6, emit),
        (b'x', b'D') => Next::Header(6, |h| data(h, 4)),
        (b'y', b'D') => Next::Header(5, |h| match h[4] {
            b'1' | 1 => Next::Header(8, |h| data(h, 6)),
            _ => Next::Header(6, emit),
        }),
        (_, b'P' | b'I') => emit(header),
        _ => unknown(header),
    }
}
