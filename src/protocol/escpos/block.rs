//! The few printed lines with the code, as bytes.
//!
//! A block is rendered ahead of time ([`Prepared`]) and framed at the moment of splicing
//! ([`frame`]) with what the till's settings ask for. It never sends `ESC @`, never changes the
//! code page (its words are plain ASCII in every language) and ends at the beginning of a line.

use std::ops::Range;

use qrcode::{Color, EcLevel, QrCode};

use super::command::Dialect;
use super::profile::{End, NativeQr, Profile};
use super::state::{Settings, State};
use crate::protocol::transit::Insert;

/// The longest a block may occupy the wire, in milliseconds.
pub const MAX_WIRE_MS: u32 = 1000;

/// Modules of white around a QR code, as its standard asks for.
const QUIET_MODULES: usize = 4;

/// The same above and below a symbol that the printer draws with 4 dots a module, in vertical
/// motion units, which are dots unless the till has changed them; Star counts in pairs of dots.
const QUIET_UNITS: u8 = 16;

/// Raster dots per module; the printer doubles them, which makes 4 dots or 0.5 mm at 203 dpi.
const DOTS_PER_MODULE: usize = 2;

/// A raster block with a version 3 code, two lines of words and every setting borrowed.
const RASTER_BLOCK_BYTES: usize = 900;

/// Characters of font A on 58 mm paper, the narrowest there is.
const NARROW_COLUMNS: u16 = 32;

/// Width of a character of font A in dots.
const FONT_A_DOTS: u16 = 12;

/// Width of a code of 14 characters in dots: the least that a block needs. It is more than a QR
/// code of version 3 with its quiet zone.
pub const MIN_DOTS: u16 = 14 * FONT_A_DOTS;

/// Dots per inch of most thermal printers: 8 dots a millimetre.
const USUAL_DPI: u16 = 203;

/// Height of a line at the default spacing of 1/6 inch, in hundredths of a millimetre.
const LINE_HUNDREDTHS_MM: u32 = 423;

/// How a printer gets to show the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A QR code as a raster image, doubled by the printer.
    Raster,
    /// A QR code that the printer draws itself; only after a printed self-test has shown it.
    Native,
    /// Address and code as text.
    Text,
}

impl Form {
    fn choose(profile: &Profile, qr: Qr, baud: u32) -> Self {
        let raster = profile.dialect == Dialect::EscPos
            && profile.graphics.raster != Some(false)
            && wire_ms(RASTER_BLOCK_BYTES, baud) <= MAX_WIRE_MS;
        match qr {
            Qr::Native if profile.graphics.native_qr != Some(NativeQr::No) => Self::Native,
            Qr::Auto if raster => Self::Raster,
            Qr::Auto | Qr::Native | Qr::Text => Self::Text,
        }
    }
}

/// What a block has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words<'a> {
    /// One line of plain ASCII, such as `How did we do today?`.
    pub invitation: &'a str,
    /// The address as people type it, such as `s.example.com`.
    /// Empty where the code leads to none.
    pub address: &'a str,
    /// The address with the code, as the QR code carries it.
    pub url: &'a str,
    /// `XXXX-XXXX-XXXX`.
    pub code: &'a str,
}

/// What of the printer a block depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The printer's language.
    pub dialect: Dialect,
    /// Characters of font A in a line.
    pub columns: u8,
    /// How to show the code.
    pub form: Form,
    /// Its settings after power-on, as far as known.
    pub power_on: Settings,
    /// From the print head to the cutter, in millimetres, where the profile knows it.
    pub head_to_cutter_mm: Option<u8>,
    /// How far paper has to go before it can be torn off, where there is no cutter.
    pub tear: Option<Tear>,
}

/// The feed from the print line to the tear bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tear {
    /// In lines of 1/6 inch.
    pub lines: u8,
    /// One such line in vertical motion units, taken to be dots.
    pub line_units: u16,
}

impl Tear {
    fn new(profile: &Profile) -> Option<Self> {
        let End::Quiet(bar) = &profile.end else {
            return None;
        };
        Some(Self {
            lines: bar.lines.get(),
            line_units: profile.dpi.unwrap_or(USUAL_DPI).div_ceil(6),
        })
    }

    /// The whole feed in vertical motion units.
    pub fn units(self) -> u32 {
        u32::from(self.lines) * u32::from(self.line_units)
    }
}

/// How the owner wants the code shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Qr {
    /// As an image where the printer prints images and the line is fast enough, else as text.
    #[default]
    Auto,
    /// Drawn by the printer: the printed self-test has shown that it can.
    Native,
    /// As text.
    Text,
}

impl Target {
    /// What a profile says, with the owner's choices. `baud` is the speed of the line to the
    /// printer; `paper_mm` the width of its roll, where it is not the profile's usual one.
    pub fn new(profile: &Profile, qr: Qr, baud: u32, paper_mm: Option<u16>) -> Self {
        let mut power_on = Settings::default();
        profile
            .power_on
            .settings()
            .into_iter()
            .for_each(|setting| power_on.apply(setting));
        let roll = profile
            .papers
            .iter()
            .find(|paper| paper_mm.is_none_or(|mm| paper.mm == mm));
        let columns = roll
            .and_then(|paper| paper.columns)
            .unwrap_or(NARROW_COLUMNS);
        Self {
            dialect: profile.dialect,
            columns: u8::try_from(columns).unwrap_or(u8::MAX),
            form: Form::choose(profile, qr, baud),
            power_on,
            head_to_cutter_mm: profile.head_to_cutter_mm.map(whole_mm),
            tear: Tear::new(profile),
        }
    }

    /// Dots across the paper, as far as known.
    pub fn paper_dots(&self) -> u16 {
        u16::from(self.columns) * FONT_A_DOTS
    }

    /// Lines to feed so that what has just been printed is past the cutter.
    pub fn lines_to_cutter(&self) -> Option<u8> {
        let hundredths = u32::from(self.head_to_cutter_mm?) * 100;
        u8::try_from(hundredths.div_ceil(LINE_HUNDREDTHS_MM)).ok()
    }
}

/// A block that waits for its receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The code it carries, `XXXX-XXXX-XXXX`.
    pub code: String,
    form: Form,
    body: Vec<u8>,
    payload: Range<usize>,
}

/// Why a block could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BlockError {
    /// The address does not fit a QR code.
    #[error("the survey address {url:?} does not fit a QR code; choose a shorter one")]
    TooLong {
        /// The address with the code.
        url: String,
    },
}

impl Prepared {
    /// Renders a block.
    pub fn new(words: &Words<'_>, target: &Target) -> Result<Self, BlockError> {
        let mut body = line(words.invitation, target.columns);
        let payload = match (target.form, target.dialect) {
            (Form::Raster, Dialect::EscPos) => raster(words.url, &mut body)?,
            (Form::Native, Dialect::EscPos) => native(words.url.as_bytes(), &mut body),
            (Form::Native, Dialect::Star) => native_star(words.url.as_bytes(), &mut body),
            (Form::Text, _) | (Form::Raster, Dialect::Star) => body.len()..body.len(),
        };
        body.extend(code_line(words, target.columns));
        Ok(Self {
            code: words.code.to_owned(),
            form: target.form,
            body,
            payload,
        })
    }
}

/// How long so many bytes take on a line with ten bits a byte, in milliseconds.
pub fn wire_ms(bytes: usize, baud: u32) -> u32 {
    let bits = u64::try_from(bytes)
        .unwrap_or(u64::MAX)
        .saturating_mul(10_000);
    u32::try_from(bits.div_ceil(u64::from(baud.max(1)))).unwrap_or(u32::MAX)
}

/// Rounds up: a little too much paper is better than a code under the knife.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped"
)]
fn whole_mm(mm: f32) -> u8 {
    mm.ceil().clamp(0.0, 255.0) as u8
}

/// Puts the till's settings aside, adds the block, and puts them back.
///
/// With `feed_lines` the paper is fed by us, for a cut that follows at once.
pub fn frame(
    prepared: &Prepared,
    state: &State,
    power_on: &Settings,
    feed_lines: Option<u8>,
) -> (Vec<u8>, Range<usize>) {
    let borrowed = state.borrow_for_block(power_on);
    let mut bytes = Vec::with_capacity(prepared.body.len() + 64);
    if state.line_open {
        bytes.push(b'\n');
    }
    bytes.extend(borrowed.set);
    let start = bytes.len();
    bytes.extend_from_slice(&prepared.body);
    if let Some(lines) = feed_lines {
        bytes.extend(feed(state.dialect(), lines));
    }
    bytes.extend(borrowed.restore);
    if prepared.form == Form::Native {
        bytes.extend(state.restore_symbol());
    }
    (
        bytes,
        start + prepared.payload.start..start + prepared.payload.end,
    )
}

/// A framed block as something to insert.
pub fn insert(at: usize, framed: (Vec<u8>, Range<usize>)) -> Insert {
    Insert {
        at,
        bytes: framed.0,
        payload: framed.1,
    }
}

/// The command that feeds so many lines.
pub fn feed(dialect: Dialect, lines: u8) -> [u8; 3] {
    match dialect {
        Dialect::EscPos => [0x1B, b'd', lines],
        Dialect::Star => [0x1B, b'a', lines],
    }
}

/// Plain ASCII, cut to the width of the paper, with its line feed.
fn line(text: &str, columns: u8) -> Vec<u8> {
    let printable = text.bytes().filter(|byte| matches!(byte, 0x20..=0x7E));
    printable
        .take(usize::from(columns))
        .chain([b'\n'])
        .collect()
}

/// Address and code on one line, or the code alone where both do not fit or there is no address.
fn code_line(words: &Words<'_>, columns: u8) -> Vec<u8> {
    let both = format!("{}  {}", words.address, words.code);
    let fits = !words.address.is_empty() && both.len() <= usize::from(columns);
    line(if fits { &both } else { words.code }, columns)
}

fn raster(url: &str, out: &mut Vec<u8>) -> Result<Range<usize>, BlockError> {
    let qr = QrCode::with_error_correction_level(url, EcLevel::M).map_err(|_too_long| {
        BlockError::TooLong {
            url: url.to_owned(),
        }
    })?;
    let modules = qr.width() + 2 * QUIET_MODULES;
    let dots = modules * DOTS_PER_MODULE;
    let width_bytes = dots.div_ceil(8);
    let [x_low, x_high, ..] = width_bytes.to_le_bytes();
    let [y_low, y_high, ..] = dots.to_le_bytes();
    out.extend([0x1D, b'v', b'0', 3, x_low, x_high, y_low, y_high]);
    let start = out.len();
    for row in 0..dots {
        let row_modules = row / DOTS_PER_MODULE;
        out.extend((0..width_bytes).map(|byte| row_byte(&qr, row_modules, byte)));
    }
    Ok(start..out.len())
}

/// Eight dots of one row of the image, the leftmost in the highest bit.
fn row_byte(qr: &QrCode, row: usize, byte: usize) -> u8 {
    (0..8).fold(0, |bits, dot| {
        let column = (byte * 8 + dot) / DOTS_PER_MODULE;
        bits << 1 | u8::from(is_dark(qr, column, row))
    })
}

fn is_dark(qr: &QrCode, column: usize, row: usize) -> bool {
    let inside = QUIET_MODULES..QUIET_MODULES + qr.width();
    inside.contains(&column)
        && inside.contains(&row)
        && qr[(column - QUIET_MODULES, row - QUIET_MODULES)] == Color::Dark
}

/// The printer draws no quiet zone above and below its symbol: the paper is fed for it.
fn native(url: &[u8], out: &mut Vec<u8>) -> Range<usize> {
    let [low, high, ..] = (url.len() + 3).to_le_bytes();
    out.extend([0x1B, b'J', QUIET_UNITS]);
    out.extend([0x1D, b'(', b'k', 4, 0, b'1', b'A', b'2', 0]);
    out.extend([0x1D, b'(', b'k', 3, 0, b'1', b'C', 4]);
    out.extend([0x1D, b'(', b'k', 3, 0, b'1', b'E', b'1']);
    out.extend([0x1D, b'(', b'k', low, high, b'1', b'P', b'0']);
    let start = out.len();
    out.extend_from_slice(url);
    let end = out.len();
    out.extend([0x1D, b'(', b'k', 3, 0, b'1', b'Q', b'0']);
    out.extend([0x1B, b'J', QUIET_UNITS]);
    start..end
}

fn native_star(url: &[u8], out: &mut Vec<u8>) -> Range<usize> {
    let [low, high, ..] = url.len().to_le_bytes();
    out.extend([0x1B, b'J', QUIET_UNITS / 2]);
    out.extend([0x1B, 0x1D, b'y', b'S', b'0', 2]);
    out.extend([0x1B, 0x1D, b'y', b'S', b'1', 1]);
    out.extend([0x1B, 0x1D, b'y', b'S', b'2', 4]);
    out.extend([0x1B, 0x1D, b'y', b'D', b'1', 0, low, high]);
    let start = out.len();
    out.extend_from_slice(url);
    let end = out.len();
    out.extend([0x1B, 0x1D, b'y', b'P']);
    out.extend([0x1B, b'J', QUIET_UNITS / 2]);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words<'_> = Words {
        invitation: "How did we do today?",
        address: "s.example.com",
        url: "HTTPS://S.EXAMPLE.COM/0YTZ6FYHJXDZ",
        code: "0YTZ-6FYH-JXDZ",
    };

    fn target(form: Form, dialect: Dialect) -> Target {
        Target {
            dialect,
            columns: 42,
            form,
            power_on: Settings::EPSON,
            head_to_cutter_mm: Some(15),
            tear: None,
        }
    }

    #[test]
    fn the_raster_block_keeps_its_size() {
        let block = Prepared::new(&WORDS, &target(Form::Raster, Dialect::EscPos)).unwrap();
        // 21 bytes of words, 8 of header, 66 rows of 9 bytes, 30 of address and code.
        assert_eq!(block.body.len(), 21 + 8 + 594 + 30);
        assert_eq!(block.payload.len(), 594);
        let state = State::new(Dialect::EscPos);
        let (framed, payload) = frame(&block, &state, &Settings::EPSON, Some(4));
        assert!(wire_ms(framed.len(), 9600) <= MAX_WIRE_MS);
        assert_eq!(
            framed.get(payload.start - 8..payload.start).unwrap(),
            b"\x1Dv0\x03\x09\0\x42\0"
        );
        assert!(framed.ends_with(b"  0YTZ-6FYH-JXDZ\n\x1Bd\x04\x1Ba\x00"));
    }

    #[test]
    fn an_open_line_is_ended_first() {
        let block = Prepared::new(&WORDS, &target(Form::Text, Dialect::EscPos)).unwrap();
        let mut state = State::new(Dialect::EscPos);
        state.line_open = true;
        let (framed, _) = frame(&block, &state, &Settings::EPSON, None);
        assert!(framed.starts_with(b"\n\x1Ba\x01How did"));
    }

    #[test]
    fn narrow_paper_gets_the_code_alone() {
        let narrow = Target {
            columns: 24,
            ..target(Form::Text, Dialect::EscPos)
        };
        let block = Prepared::new(&WORDS, &narrow).unwrap();
        assert_eq!(block.body, b"How did we do today?\n0YTZ-6FYH-JXDZ\n");
    }

    #[test]
    fn star_printers_get_their_own_commands() {
        let block = Prepared::new(&WORDS, &target(Form::Native, Dialect::Star)).unwrap();
        assert!(!block.body.contains(&b'('));
        assert_eq!(
            block.body.get(block.payload.clone()).unwrap(),
            WORDS.url.as_bytes()
        );
        assert_eq!(feed(Dialect::Star, 4), [0x1B, b'a', 4]);
    }

    #[test]
    fn feeds_far_enough_for_the_cutter() {
        assert_eq!(
            target(Form::Text, Dialect::EscPos).lines_to_cutter(),
            Some(4)
        );
    }

    #[test]
    fn wire_time_counts_ten_bits_a_byte() {
        assert_eq!(wire_ms(960, 9600), 1000);
        assert_eq!(wire_ms(961, 9600), 1002);
        assert_eq!(wire_ms(0, 0), 0);
    }
}
