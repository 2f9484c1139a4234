//! Which ESC/POS command takes how many bytes.
//!
//! Sources: Epson's ESC/POS reference for the commands themselves; the open-source emulators and
//! drivers named in `hardware/printers/README.md` for what clones add.
#![expect(
    clippy::indexing_slicing,
    reason = "the tap calls each function with exactly the header length asked for"
)]

use super::command::{Command, Cut, Setting};
use super::tap::{Build, Next, Part};

pub(super) const DLE: u8 = 0x10;
pub(super) const ESC: u8 = 0x1B;
pub(super) const FS: u8 = 0x1C;
pub(super) const GS: u8 = 0x1D;
pub(super) const RS: u8 = 0x1E;
pub(super) const US: u8 = 0x1F;

/// What a byte below 0x20 begins; `None` where a printer ignores it.
pub(super) fn control(byte: u8) -> Option<Next> {
    Some(match byte {
        0x09 => Next::Emit(Command::Tab),
        0x0A => Next::Emit(Command::LineFeed),
        0x0C => Next::Emit(Command::FormFeed),
        0x0D => Next::Emit(Command::CarriageReturn),
        0x18 => Next::Emit(Command::Cancel),
        DLE => Next::Header(2, real_time),
        ESC => Next::Header(2, esc),
        FS => Next::Header(2, fs),
        GS => Next::Header(2, gs),
        US => Next::Header(2, us),
        _ => return None,
    })
}

/// Whether more bytes could turn this beginning of a command into a feed or a cut.
pub(super) fn may_move_paper(unfinished: &[u8]) -> bool {
    matches!(unfinished, [ESC | GS] | [ESC, b'd' | b'J'] | [GS, b'V', ..])
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

pub(super) fn le16(header: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([header[at], header[at + 1]])
}

fn real_time(header: &[u8]) -> Next {
    const fn done(header: &[u8]) -> Next {
        Next::Emit(Command::RealTime(header[1]))
    }
    match header[1] {
        0x04 => Next::Header(3, |h| match h[2] {
            7 | 8 | 18 => Next::Header(4, done),
            _ => done(h),
        }),
        0x05 => Next::Header(3, done),
        0x14 => Next::Header(3, |h| match h[2] {
            1 | 2 => Next::Header(5, done),
            3 => Next::Header(8, done),
            7 => Next::Header(4, done),
            8 => Next::Header(10, done),
            _ => done(h),
        }),
        _ => unknown(header),
    }
}

fn us(header: &[u8]) -> Next {
    match header[1] {
        b'C' => Next::Header(3, |_| Next::Emit(Command::Display)),
        _ => unknown(header),
    }
}

fn esc(header: &[u8]) -> Next {
    match header[1] {
        0x0C => Next::Emit(Command::PrintPage),
        b'2' => Next::Emit(Command::Set(Setting::LineSpacing(None))),
        b'@' => Next::Emit(Command::Initialize),
        b'L' => Next::Emit(Command::PageMode(true)),
        b'S' => Next::Emit(Command::PageMode(false)),
        b'i' | b'm' => Next::Emit(Command::Cut(Cut {
            partial: true,
            feeds: false,
            extra_units: 0,
        })),
        b'<' | b'o' | b'q' => Next::Emit(Command::Other),
        b'v' => Next::Emit(Command::Request),
        b'D' => Next::TabStops,
        b'$' | b'\\' => Next::Header(4, position),
        b'&' => Next::Header(5, |h| {
            let count = u16::from(h[4]).saturating_sub(u16::from(h[3])) + 1;
            Next::Parts(count, Part::Glyph(h[2]))
        }),
        b'(' => Next::Header(5, extended),
        b'*' => Next::Header(5, bit_image),
        b'B' | b'f' => Next::Header(4, other),
        b'W' => Next::Header(10, other),
        b'Z' => Next::Header(7, |h| {
            Next::Payload(Command::Definition, u64::from(le16(h, 5)))
        }),
        b'c' => Next::Header(4, |h| match h[2] {
            b'0' | b'1' => Next::Emit(Command::SelectPaper(h[3])),
            _ => Next::Emit(Command::Other),
        }),
        b'p' => Next::Header(5, |_| Next::Emit(Command::Drawer)),
        b'u' => Next::Header(3, request),
        b' ' | b'!' | b'%' | b'-' | b'3' | b'=' | b'?' | b'E' | b'F' | b'G' | b'J' | b'K'
        | b'M' | b'R' | b'T' | b'U' | b'V' | b'a' | b'd' | b'e' | b'r' | b't' | b'{' => {
            Next::Header(3, esc_one)
        }
        _ => unknown(header),
    }
}

/// `ESC` commands with one parameter.
fn esc_one(header: &[u8]) -> Next {
    let n = header[2];
    let on = n & 1 == 1;
    let digit = n & 0x0F;
    Next::Emit(match header[1] {
        b' ' => Command::Set(Setting::CharSpacing(n)),
        b'!' => Command::Set(Setting::PrintMode(n)),
        b'-' => Command::Set(Setting::Underline(digit)),
        b'3' => Command::Set(Setting::LineSpacing(Some(n))),
        b'=' => Command::SelectDevice(n),
        b'E' => Command::Set(Setting::Emphasis(on)),
        b'G' => Command::Set(Setting::DoubleStrike(on)),
        b'J' => Command::FeedUnits(u16::from(n)),
        b'K' | b'e' => Command::ReverseFeed(n),
        b'M' => Command::Set(Setting::Font(digit)),
        b'R' => Command::Set(Setting::National(n)),
        b'V' => Command::Set(Setting::Rotate(digit)),
        b'a' => Command::Set(Setting::Justify(digit)),
        b'd' => Command::FeedLines(n),
        b't' => Command::Set(Setting::CodePage(n)),
        b'{' => Command::Set(Setting::UpsideDown(on)),
        _ => Command::Other,
    })
}

fn position(header: &[u8]) -> Next {
    let units = le16(header, 2);
    Next::Emit(match header[1] {
        b'$' => Command::Absolute(units),
        _ => Command::Relative(units.cast_signed()),
    })
}

fn extended(header: &[u8]) -> Next {
    let len = le16(header, 3);
    let command = Command::Extended {
        introducer: header[0],
        letter: header[2],
        len: u32::from(len),
    };
    Next::Payload(command, u64::from(len))
}

fn bit_image(header: &[u8]) -> Next {
    let columns = le16(header, 3);
    let (column_dots, bytes) = match header[2] {
        0 | 1 => (8, 1),
        32 | 33 => (24, 3),
        _ => return unknown(header),
    };
    let double_width = header[2] & 1 == 0;
    let command = Command::BitImage {
        column_dots,
        double_width,
        columns,
    };
    Next::Payload(command, u64::from(columns) * bytes)
}

fn fs(header: &[u8]) -> Next {
    match header[1] {
        b'&' => Next::Emit(Command::Set(Setting::Kanji(true))),
        b'.' => Next::Emit(Command::Set(Setting::Kanji(false))),
        b'!' | b'-' | b'C' | b'W' => Next::Header(3, other),
        b'S' => Next::Header(4, other),
        b'(' => Next::Header(5, extended),
        // 72 bytes is a 24 × 24 character; printers with 16 × 16 characters are not told apart.
        b'2' => Next::Header(4, |_| Next::Payload(Command::Definition, 72)),
        b'p' => Next::Header(4, |h| {
            Next::Emit(Command::StoredImage {
                number: h[2],
                scale: h[3] & 3,
            })
        }),
        b'q' => Next::Header(3, |h| Next::Parts(u16::from(h[2]), Part::Image)),
        b'g' => Next::Header(10, |h| match h[2] {
            b'1' | 1 => Next::Payload(Command::Definition, u64::from(le16(h, 8))),
            _ => Next::Emit(Command::Request),
        }),
        _ => unknown(header),
    }
}

fn gs(header: &[u8]) -> Next {
    match header[1] {
        b':' => Next::Emit(Command::MacroToggle),
        b'c' => Next::Emit(Command::Other),
        b'$' | b'\\' => Next::Header(4, other),
        b'(' => Next::Header(5, extended),
        b'*' => Next::Header(4, |h| {
            let bytes = u64::from(h[2]) * u64::from(h[3]) * 8;
            Next::Payload(
                Command::DefineImage {
                    width_bytes: h[2],
                    height_bytes: h[3],
                },
                bytes,
            )
        }),
        b'8' => Next::Header(7, |h| {
            let len = u32::from_le_bytes([h[3], h[4], h[5], h[6]]);
            let command = Command::Extended {
                introducer: GS,
                letter: h[2],
                len,
            };
            Next::Payload(command, u64::from(len))
        }),
        b'C' => Next::Header(3, counter),
        b'D' => Next::Header(15, |h| {
            let bitmap = u32::from_le_bytes([h[11], h[12], h[13], h[14]]);
            Next::Payload(Command::Definition, u64::from(bitmap.saturating_sub(6)))
        }),
        b'L' | b'W' | b'P' => Next::Header(4, area),
        b'Q' => Next::Header(8, |h| raster(h, 0)),
        b'V' => Next::Header(3, cut),
        b'^' => Next::Header(5, other),
        b'g' => Next::Header(6, request),
        b'k' => Next::Header(3, barcode),
        b'v' => Next::Header(8, |h| match h[2] {
            b'0' => raster(h, h[3]),
            _ => unknown(h),
        }),
        b'z' => Next::Header(3, |h| match h[2] {
            b'0' => Next::Header(5, other),
            _ => other(h),
        }),
        0x82 => Next::Header(2, |_| Next::Payload(Command::RasterRow { len: 72 }, 72)),
        b'I' | b'a' | b'r' | b'j' => Next::Header(3, request),
        b'!' | b'/' | b'B' | b'E' | b'H' | b'T' | b'b' | b'f' | b'h' | b'w' => {
            Next::Header(3, gs_one)
        }
        _ => unknown(header),
    }
}

/// `GS` commands with one parameter.
fn gs_one(header: &[u8]) -> Next {
    let n = header[2];
    Next::Emit(match header[1] {
        b'!' => Command::Set(Setting::Size {
            width: (n >> 4 & 7) + 1,
            height: (n & 7) + 1,
        }),
        b'/' => Command::PrintImage { scale: n & 3 },
        b'B' => Command::Set(Setting::Reverse(n & 1 == 1)),
        b'H' => Command::Set(Setting::BarcodeText(n & 3)),
        b'h' => Command::Set(Setting::BarcodeHeight(n)),
        b'w' => Command::Set(Setting::BarcodeWidth(n)),
        _ => Command::Other,
    })
}

fn area(header: &[u8]) -> Next {
    let units = le16(header, 2);
    Next::Emit(Command::Set(match header[1] {
        b'L' => Setting::LeftMargin(units),
        b'W' => Setting::AreaWidth(units),
        _ => Setting::MotionUnits {
            x: header[2],
            y: header[3],
        },
    }))
}

fn raster(header: &[u8], scale: u8) -> Next {
    let (width_bytes, rows) = (le16(header, 4), le16(header, 6));
    let command = Command::Raster {
        scale: scale & 3,
        width_bytes,
        rows,
    };
    Next::Payload(command, u64::from(width_bytes) * u64::from(rows))
}

fn cut(header: &[u8]) -> Next {
    fn with_feed(header: &[u8]) -> Next {
        let partial = header[2] & 1 == 0;
        Next::Emit(Command::Cut(Cut {
            partial,
            feeds: true,
            extra_units: header[3],
        }))
    }
    match header[2] {
        m @ (0 | 1 | 48 | 49) => Next::Emit(Command::Cut(Cut {
            partial: m & 1 == 1,
            feeds: false,
            extra_units: 0,
        })),
        65 | 66 | 97 | 98 | 103 | 104 => Next::Header(4, with_feed),
        _ => Next::Emit(Command::Other),
    }
}

fn counter(header: &[u8]) -> Next {
    let set: Build = other;
    match header[2] {
        b'0' | b'2' => Next::Header(5, set),
        b'1' => Next::Header(9, set),
        b';' => Next::Semicolons,
        _ => unknown(header),
    }
}

fn barcode(header: &[u8]) -> Next {
    match header[2] {
        system @ 0..=6 => Next::UntilNul(Command::Barcode {
            system: system + 65,
        }),
        65..=79 => Next::Header(4, |h| {
            Next::Payload(Command::Barcode { system: h[2] }, u64::from(h[3]))
        }),
        _ => unknown(header),
    }
}
