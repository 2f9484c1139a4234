//! What the till has set on the printer, as far as the stream shows.
//!
//! Each tracked setting is *unseen* or *seen* with a value. A block that wants to look decent
//! between the till's lines asks [`State::borrow_for_block`] for two strings of commands: one that
//! sets what it needs and one that puts back exactly what it changed. `ESC @` is never among them.

mod symbol;

use super::command::{Command, Dialect, Setting};
use symbol::Symbol;

/// The settings a block may have to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
enum Field {
    LineSpacing,
    UpsideDown,
    Rotate,
    Font,
    Size,
    Emphasis,
    DoubleStrike,
    Underline,
    Reverse,
    CharSpacing,
    Justify,
}

const FIELDS: [Field; 11] = [
    Field::LineSpacing,
    Field::UpsideDown,
    Field::Rotate,
    Field::Font,
    Field::Size,
    Field::Emphasis,
    Field::DoubleStrike,
    Field::Underline,
    Field::Reverse,
    Field::CharSpacing,
    Field::Justify,
];

/// The value of [`Field::LineSpacing`] that stands for the default of 1/6 inch.
const DEFAULT_SPACING: u16 = 0x100;

/// Values of the tracked settings; what is absent is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings([Option<u16>; FIELDS.len()]);

impl Settings {
    /// What Epson's reference gives as the defaults, none of which a memory switch changes.
    pub const EPSON: Self = Self([Some(0); FIELDS.len()]).with(Field::LineSpacing, DEFAULT_SPACING);

    /// What a block wants: plain text in font A, centred, default line spacing.
    const BLOCK: Self = Self::EPSON.with(Field::Justify, 1);

    #[expect(
        clippy::indexing_slicing,
        reason = "a field is a place in this very array"
    )]
    const fn with(mut self, field: Field, value: u16) -> Self {
        self.0[field as usize] = Some(value);
        self
    }

    fn get(&self, field: Field) -> Option<u16> {
        self.0.get(field as usize).copied().flatten()
    }

    fn put(&mut self, field: Field, value: u16) {
        if let Some(slot) = self.0.get_mut(field as usize) {
            *slot = Some(value);
        }
    }

    /// Takes over one setting; those that are not tracked are passed over.
    pub fn apply(&mut self, setting: Setting) {
        match setting {
            Setting::Justify(n) => self.put(Field::Justify, u16::from(n.min(2))),
            Setting::PrintMode(n) => self.apply_print_mode(n),
            Setting::Font(n) => self.put(Field::Font, u16::from(n)),
            Setting::Emphasis(on) => self.put(Field::Emphasis, u16::from(on)),
            Setting::DoubleStrike(on) => self.put(Field::DoubleStrike, u16::from(on)),
            Setting::Underline(n) => self.put(Field::Underline, u16::from(n)),
            Setting::Size { width, height } => self.put(Field::Size, size(width, height)),
            Setting::Width(width) => self.put(Field::Size, size(width, self.height())),
            Setting::Height(height) => self.put(Field::Size, size(self.width(), height)),
            Setting::Reverse(on) => self.put(Field::Reverse, u16::from(on)),
            Setting::UpsideDown(on) => self.put(Field::UpsideDown, u16::from(on)),
            Setting::Rotate(n) => self.put(Field::Rotate, u16::from(n)),
            Setting::CharSpacing(n) => self.put(Field::CharSpacing, u16::from(n)),
            Setting::LineSpacing(n) => {
                self.put(Field::LineSpacing, n.map_or(DEFAULT_SPACING, u16::from));
            }
            Setting::LeftMargin(_)
            | Setting::AreaWidth(_)
            | Setting::CodePage(_)
            | Setting::National(_)
            | Setting::Kanji(_)
            | Setting::BarcodeHeight(_)
            | Setting::BarcodeWidth(_)
            | Setting::BarcodeText(_)
            | Setting::MotionUnits { .. } => {}
        }
    }

    /// `ESC ! n` sets five things at once.
    fn apply_print_mode(&mut self, n: u8) {
        let bit = |at: u8| u16::from(n >> at & 1);
        self.put(Field::Font, bit(0));
        self.put(Field::Emphasis, bit(3));
        self.put(Field::Size, bit(5) << 4 | bit(4));
        self.put(Field::Underline, bit(7));
    }

    fn width(&self) -> u8 {
        self.get(Field::Size)
            .map_or(1, |size| low_byte(size >> 4) + 1)
    }

    fn height(&self) -> u8 {
        self.get(Field::Size)
            .map_or(1, |size| low_byte(size & 7) + 1)
    }
}

fn size(width: u8, height: u8) -> u16 {
    u16::from(width.saturating_sub(1) & 7) << 4 | u16::from(height.saturating_sub(1) & 7)
}

fn low_byte(value: u16) -> u8 {
    value.to_le_bytes()[0]
}

/// Everything about the printer's state that a splice has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the printer's own"
)]
pub struct State {
    dialect: Dialect,
    seen: Settings,
    symbol: Symbol,
    left_margin: u16,
    area_width: Option<u16>,
    /// Page mode: lines are placed on a page that is printed later.
    pub page_mode: bool,
    /// A macro is being defined.
    pub macro_open: bool,
    /// `ESC =` has selected another device.
    pub deselected: bool,
    /// Slip or validation paper is selected instead of the roll.
    pub slip: bool,
    /// Star raster mode.
    pub raster_mode: bool,
    /// Something is in the line buffer that has not been printed.
    pub line_open: bool,
}

/// The commands around a block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Borrowed {
    /// To be sent before the block.
    pub set: Vec<u8>,
    /// To be sent after it: puts back what `set` changed.
    pub restore: Vec<u8>,
}

impl State {
    /// Nothing seen yet.
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            seen: Settings::default(),
            symbol: Symbol::default(),
            left_margin: 0,
            area_width: None,
            page_mode: false,
            macro_open: false,
            deselected: false,
            slip: false,
            raster_mode: false,
            line_open: false,
        }
    }

    /// The language the printer speaks.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Notes printable bytes.
    pub fn text(&mut self) {
        self.line_open |= !self.deselected;
    }

    /// Notes a piece of the last command's payload.
    pub fn payload(&mut self, bytes: &[u8]) {
        self.symbol.payload(bytes);
    }

    /// Notes a command.
    pub fn command(&mut self, command: Command) {
        self.symbol.command(command);
        match command {
            Command::Initialize => {
                *self = Self {
                    deselected: self.deselected,
                    ..Self::new(self.dialect)
                };
            }
            // These work at the beginning of a line only.
            Command::Set(
                Setting::Justify(_)
                | Setting::UpsideDown(_)
                | Setting::LeftMargin(_)
                | Setting::AreaWidth(_),
            ) if self.line_open => {}
            Command::Set(Setting::LeftMargin(dots)) => self.left_margin = dots,
            Command::Set(Setting::AreaWidth(dots)) => self.area_width = Some(dots),
            Command::Set(setting) => self.seen.apply(setting),
            Command::LineFeed
            | Command::FeedLines(_)
            | Command::FeedUnits(_)
            | Command::ReverseFeed(_)
            | Command::Raster { .. }
            | Command::Cut(_) => self.line_open = false,
            Command::BitImage { .. } | Command::Tab => self.line_open = true,
            Command::FormFeed => {
                self.page_mode = false;
                self.line_open = false;
            }
            Command::PageMode(on) => {
                self.page_mode = on;
                self.line_open = false;
            }
            Command::MacroToggle => self.macro_open = !self.macro_open,
            Command::SelectDevice(devices) => self.deselected = devices & 1 == 0 && devices != 0,
            Command::SelectPaper(paper) => self.slip = !matches!(paper & 3, 1..),
            Command::RasterMode(on) => self.raster_mode = on,
            _ => {}
        }
    }

    /// Whether the printer prints standard lines on roll paper at all.
    pub fn prints_lines(&self) -> bool {
        self.moves_roll() && !self.is_upside_down()
    }

    /// Whether a feed moves the roll.
    pub fn moves_roll(&self) -> bool {
        !(self.page_mode || self.macro_open || self.deselected || self.slip || self.raster_mode)
    }

    /// The line spacing that the till has set, in vertical motion units.
    pub fn line_spacing(&self) -> Option<u16> {
        let seen = self.seen.get(Field::LineSpacing);
        seen.filter(|&spacing| spacing != DEFAULT_SPACING)
    }

    /// Whether lines are printed upside down.
    pub fn is_upside_down(&self) -> bool {
        self.seen.get(Field::UpsideDown) == Some(1)
    }

    /// Whether so many dots fit across the printing area, as far as the stream shows, on paper of
    /// so many dots.
    pub fn fits(&self, dots: u16, paper_dots: u16) -> bool {
        let beside_margin = paper_dots.saturating_sub(self.left_margin);
        self.area_width.unwrap_or(paper_dots).min(beside_margin) >= dots
    }

    /// The commands that a block needs around it.
    ///
    /// A seen setting is changed and put back to what was seen. An unseen one is taken to have
    /// its power-on value; where the profile lacks that value the block leaves it alone.
    pub fn borrow_for_block(&self, power_on: &Settings) -> Borrowed {
        let mut borrowed = Borrowed::default();
        for field in FIELDS {
            let Some(now) = self.seen.get(field).or_else(|| power_on.get(field)) else {
                continue;
            };
            let Some(wanted) = Settings::BLOCK.get(field) else {
                continue;
            };
            if now != wanted {
                encode(self.dialect, field, wanted, &mut borrowed.set);
                encode(self.dialect, field, now, &mut borrowed.restore);
            }
        }
        borrowed
    }

    /// The commands that put back how the printer draws QR symbols; for a block that has changed
    /// it.
    pub fn restore_symbol(&self) -> Vec<u8> {
        self.symbol.restore(self.dialect)
    }
}

/// Writes the command that gives a setting this value; nothing where the dialect has none.
fn encode(dialect: Dialect, field: Field, value: u16, out: &mut Vec<u8>) {
    match dialect {
        Dialect::EscPos => encode_escpos(field, value, out),
        Dialect::Star => encode_star(field, value, out),
    }
}

fn encode_escpos(field: Field, value: u16, out: &mut Vec<u8>) {
    let n = low_byte(value);
    match field {
        Field::LineSpacing if value == DEFAULT_SPACING => out.extend([0x1B, b'2']),
        Field::LineSpacing => out.extend([0x1B, b'3', n]),
        Field::UpsideDown => out.extend([0x1B, b'{', n]),
        Field::Rotate => out.extend([0x1B, b'V', n]),
        Field::Font => out.extend([0x1B, b'M', n]),
        Field::Size => out.extend([0x1D, b'!', n]),
        Field::Emphasis => out.extend([0x1B, b'E', n]),
        Field::DoubleStrike => out.extend([0x1B, b'G', n]),
        Field::Underline => out.extend([0x1B, b'-', n]),
        Field::Reverse => out.extend([0x1D, b'B', n]),
        Field::CharSpacing => out.extend([0x1B, b' ', n]),
        Field::Justify => out.extend([0x1B, b'a', n]),
    }
}

fn encode_star(field: Field, value: u16, out: &mut Vec<u8>) {
    let n = low_byte(value);
    match field {
        Field::LineSpacing | Field::Rotate | Field::Font | Field::DoubleStrike => {}
        Field::UpsideDown => out.push(if n == 0 { 0x12 } else { 0x0F }),
        Field::Size => out.extend([0x1B, b'i', n & 7, n >> 4]),
        Field::Emphasis => out.extend([0x1B, if n == 0 { b'F' } else { b'E' }]),
        Field::Underline => out.extend([0x1B, b'-', n]),
        Field::Reverse => out.extend([0x1B, if n == 0 { b'5' } else { b'4' }]),
        Field::CharSpacing => out.extend([0x1B, b' ', n]),
        Field::Justify => out.extend([0x1B, 0x1D, b'a', n]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::escpos::command::Sink;
    use crate::protocol::escpos::tap::Tap;

    struct Watch(State);

    impl Sink for Watch {
        fn text(&mut self, _bytes: &[u8], _at: u64) {
            self.0.text();
        }

        fn command(&mut self, command: Command, _span: std::ops::Range<u64>) {
            self.0.command(command);
        }
    }

    fn after(dialect: Dialect, bytes: &[u8]) -> State {
        let mut watch = Watch(State::new(dialect));
        Tap::new(dialect).advance(&mut watch, bytes);
        watch.0
    }

    fn restored(dialect: Dialect, bytes: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let borrowed = after(dialect, bytes).borrow_for_block(&Settings::EPSON);
        (borrowed.set, borrowed.restore)
    }

    /// `ESC a` alone stands for the alignment, which every block borrows.
    const CENTRE: [u8; 3] = [0x1B, b'a', 1];
    const LEFT: [u8; 3] = [0x1B, b'a', 0];

    #[test]
    fn each_tracked_setting_is_put_back_literally() {
        let cases: [(&[u8], &[u8], &[u8]); 13] = [
            (b"\x1B3\x00", b"\x1B2", b"\x1B3\x00"),
            (b"\x1B{\x01", b"\x1B{\x00", b"\x1B{\x01"),
            (b"\x1BV\x01", b"\x1BV\x00", b"\x1BV\x01"),
            (b"\x1BM\x01", b"\x1BM\x00", b"\x1BM\x01"),
            (b"\x1D!\x11", b"\x1D!\x00", b"\x1D!\x11"),
            (b"\x1D!\x27", b"\x1D!\x00", b"\x1D!\x27"),
            (b"\x1BE\x01", b"\x1BE\x00", b"\x1BE\x01"),
            (b"\x1BG\x01", b"\x1BG\x00", b"\x1BG\x01"),
            (b"\x1B-\x02", b"\x1B-\x00", b"\x1B-\x02"),
            (b"\x1DB\x01", b"\x1DB\x00", b"\x1DB\x01"),
            (b"\x1B \x05", b"\x1B \x00", b"\x1B \x05"),
            (
                b"\x1B!\xB9",
                b"\x1BM\x00\x1D!\x00\x1BE\x00\x1B-\x00",
                b"\x1BM\x01\x1D!\x11\x1BE\x01\x1B-\x01",
            ),
            (b"", b"", b""),
        ];
        for (sent, set, restore) in cases {
            let (got_set, got_restore) = restored(Dialect::EscPos, sent);
            assert_eq!(got_set, [set, &CENTRE].concat(), "{sent:02x?}");
            assert_eq!(got_restore, [restore, &LEFT].concat(), "{sent:02x?}");
        }
    }

    #[test]
    fn the_till_that_centres_already_needs_nothing() {
        assert_eq!(restored(Dialect::EscPos, b"\x1Ba\x01"), (vec![], vec![]));
        assert_eq!(restored(Dialect::EscPos, b"\x1Ba\x02").1, [0x1B, b'a', 2]);
    }

    #[test]
    fn alignment_in_the_middle_of_a_line_does_not_count() {
        assert_eq!(restored(Dialect::EscPos, b"TOTAL\x1Ba\x02").1, LEFT);
        assert_eq!(
            restored(Dialect::EscPos, b"TOTAL\n\x1Ba\x02").1,
            [0x1B, b'a', 2]
        );
    }

    #[test]
    fn an_unseen_setting_without_a_power_on_value_is_left_alone() {
        let state = State::new(Dialect::EscPos);
        assert_eq!(
            state.borrow_for_block(&Settings::default()),
            Borrowed::default()
        );
    }

    #[test]
    fn initialising_forgets_what_was_seen() {
        assert_eq!(restored(Dialect::EscPos, b"\x1BE\x01\x1B@").0, CENTRE);
    }

    #[test]
    fn star_settings_are_put_back_in_star_commands() {
        let (set, restore) = restored(Dialect::Star, b"\x1BE\x1Bi\x01\x01\x1B4");
        assert_eq!(set, b"\x1Bi\x00\x00\x1BF\x1B5\x1B\x1Da\x01");
        assert_eq!(restore, b"\x1Bi\x01\x01\x1BE\x1B4\x1B\x1Da\x00");
    }

    #[test]
    fn knows_when_a_block_has_no_place() {
        for sent in [
            &b"\x1BL"[..],
            b"\x1D:",
            b"\x1B=\x02",
            b"\x1Bc0\x04",
            b"\x1B{\x01",
            b"\x1BL text\n",
        ] {
            assert!(!after(Dialect::EscPos, sent).prints_lines(), "{sent:02x?}");
        }
        for sent in [
            &b"\x1BL\x0C"[..],
            b"\x1BL\x1BS",
            b"\x1D:\x1D:",
            b"\x1B=\x01",
            b"\x1Bc0\x01",
            b"",
        ] {
            assert!(after(Dialect::EscPos, sent).prints_lines(), "{sent:02x?}");
        }
        assert!(!after(Dialect::Star, b"\x1B*rA").prints_lines());
    }

    #[test]
    fn an_open_line_is_seen() {
        assert!(after(Dialect::EscPos, b"TOTAL").line_open);
        assert!(!after(Dialect::EscPos, b"TOTAL\n").line_open);
        assert!(!after(Dialect::EscPos, b"TOTAL\x1Bd\x01").line_open);
    }
}
