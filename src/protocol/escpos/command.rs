//! The commands of a receipt printer, as values.
//!
//! One vocabulary for both dialects: Star's `ESC E` and Epson's `ESC E 1` are both
//! [`Setting::Emphasis`]. Who gives which bytes which meaning is `tap`.

use std::ops::Range;

/// Which language a printer speaks; a printer profile says so, it is never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Epson's ESC/POS and its many relatives.
    #[default]
    EscPos,
    /// Star line mode, `StarPRNT` and Star raster.
    Star,
}

/// A command without its payload. All numbers are as on the wire unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// LF: print the line buffer and feed one line.
    LineFeed,
    /// CR: on most printers nothing.
    CarriageReturn,
    /// HT.
    Tab,
    /// FF: in page mode print the page and return to standard mode.
    FormFeed,
    /// Print the line buffer and feed so many lines.
    FeedLines(u8),
    /// Print the line buffer and feed so many vertical motion units (dots, mostly).
    FeedUnits(u16),
    /// Print the line buffer and feed backwards.
    ReverseFeed(u8),
    /// Cut the paper.
    Cut(Cut),
    /// `ESC @`: forget the line buffer and every setting.
    Initialize,
    /// A setting that lasts.
    Set(Setting),
    /// Print position from the left margin, in horizontal motion units.
    Absolute(u16),
    /// Print position from where it is, in horizontal motion units.
    Relative(i16),
    /// `ESC D`: tab stops.
    TabStops,
    /// Cash drawer pulse.
    Drawer,
    /// `GS v 0`; payload: `rows` rows of `width_bytes` bytes.
    Raster {
        /// 0 or 48 normal, 1 or 49 double width, 2 or 50 double height, 3 or 51 both.
        scale: u8,
        /// Width in bytes of eight dots.
        width_bytes: u16,
        /// Height in dots.
        rows: u16,
    },
    /// `ESC *` and relatives; payload: columns of 8 or 24 dots.
    BitImage {
        /// 8 or 24.
        column_dots: u8,
        /// Each column (mode 0 and 32) is printed twice as wide.
        double_width: bool,
        /// Number of columns.
        columns: u16,
    },
    /// Star raster: one row of dots; payload: the row.
    RasterRow {
        /// Bytes in the row.
        len: u16,
    },
    /// Star raster mode entered (`true`) or left.
    RasterMode(bool),
    /// Print an image stored in the printer.
    StoredImage {
        /// Its number.
        number: u8,
        /// As in [`Command::Raster`].
        scale: u8,
    },
    /// `GS *`: define the downloaded image; payload: column by column, `height_bytes` bytes each.
    DefineImage {
        /// Width in units of eight dots.
        width_bytes: u8,
        /// Height in bytes of eight dots.
        height_bytes: u8,
    },
    /// `GS /`: print the downloaded image.
    PrintImage {
        /// As in [`Command::Raster`].
        scale: u8,
    },
    /// `GS k`; payload: the characters.
    Barcode {
        /// The `m` of `GS k m`; Star systems are mapped to the same numbers.
        system: u8,
    },
    /// `GS ( x`, `ESC ( x`, `FS ( x` and `GS 8 L`; payload: everything after the length.
    Extended {
        /// ESC, GS or FS.
        introducer: u8,
        /// The letter after the parenthesis; `L` for `GS 8 L`.
        letter: u8,
        /// Payload bytes.
        len: u32,
    },
    /// Star's two-dimensional symbols (`ESC GS y`, `ESC GS x`); payload: data if there is any.
    StarSymbol {
        /// `y` QR, `x` PDF417.
        family: u8,
        /// `S`, `D`, `P` or `I`.
        verb: u8,
        /// The first parameter.
        arg: u8,
        /// The second parameter.
        value: u8,
    },
    /// Data that the printer keeps or skips and that prints nothing by itself.
    Definition,
    /// `ESC L` (`true`) or `ESC S`.
    PageMode(bool),
    /// `ESC FF`: print the page and stay in page mode.
    PrintPage,
    /// CAN: forget the page or the line.
    Cancel,
    /// `ESC = n`: which devices on the line listen; bit 0 is the printer.
    SelectDevice(u8),
    /// `ESC c 0 n` and `ESC c 1 n`: which paper; roll paper is 1, 2 or 3.
    SelectPaper(u8),
    /// `GS :`: a macro definition begins or ends.
    MacroToggle,
    /// DLE commands: answered or done at once, wherever they stand.
    RealTime(u8),
    /// Status and identity requests, printer-side notifications.
    Request,
    /// A customer display on the same line.
    Display,
    /// Known, of fixed length, and without effect on what this crate looks at.
    Other,
    /// Not in the table: its length is a guess, so what follows may be misread.
    Unknown {
        /// ESC, GS, FS, DLE or US.
        introducer: u8,
        /// The byte after it.
        byte: u8,
    },
}

/// A cut, and what the printer feeds of its own accord before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// Leaves a strip of paper uncut.
    pub partial: bool,
    /// The printer first feeds the last line past the cutter.
    pub feeds: bool,
    /// Extra vertical motion units that it feeds (`GS V 66 n`).
    pub extra_units: u8,
}

/// A setting that lasts until it is changed or the printer is initialised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// 0 left, 1 centre, 2 right.
    Justify(u8),
    /// `ESC !`: font, emphasis, size and underline in one byte.
    PrintMode(u8),
    /// 0 is font A.
    Font(u8),
    /// Bold.
    Emphasis(bool),
    /// Bold by printing twice.
    DoubleStrike(bool),
    /// 0 off, 1 or 2 dots thick.
    Underline(u8),
    /// Factors 1 to 8.
    Size {
        /// Times as wide.
        width: u8,
        /// Times as high.
        height: u8,
    },
    /// Star `ESC W n` or SO/DC4: width alone, factor 1 to 8.
    Width(u8),
    /// Star `ESC h n`: height alone, factor 1 to 8.
    Height(u8),
    /// White on black.
    Reverse(bool),
    /// Lines printed upside down.
    UpsideDown(bool),
    /// Characters turned by 90°.
    Rotate(u8),
    /// Space to the right of a character.
    CharSpacing(u8),
    /// Line spacing in vertical motion units; `None` is the default of 1/6 inch.
    LineSpacing(Option<u8>),
    /// Left margin, in horizontal motion units.
    LeftMargin(u16),
    /// Width of the printing area, in horizontal motion units.
    AreaWidth(u16),
    /// Code table of bytes 0x80 to 0xFF.
    CodePage(u8),
    /// National set of `ESC R`, replacing some of the ASCII characters.
    National(u8),
    /// Two-byte characters on or off.
    Kanji(bool),
    /// `GS h`: barcode height in dots.
    BarcodeHeight(u8),
    /// `GS w`: barcode module width in dots.
    BarcodeWidth(u8),
    /// `GS H`: where the characters of a barcode are printed.
    BarcodeText(u8),
    /// `GS P x y`: motion units.
    MotionUnits {
        /// Horizontal, per inch; 0 is the default.
        x: u8,
        /// Vertical, per inch; 0 is the default.
        y: u8,
    },
}

/// Takes what the tap finds. Every method does nothing unless it is overridden.
pub trait Sink {
    /// Printable bytes, with the stream offset of the first.
    fn text(&mut self, _bytes: &[u8], _at: u64) {}

    /// A command and the stream offsets it takes up, without its payload.
    fn command(&mut self, _command: Command, _span: Range<u64>) {}

    /// A piece of the payload of the last command; a payload may come in many pieces.
    fn payload(&mut self, _bytes: &[u8]) {}

    /// The payload is complete; `end` is the stream offset after its last byte. Called once for
    /// every command that has a payload, even an empty one.
    fn payload_end(&mut self, _end: u64) {}
}

impl Command {
    /// Whether [`Sink::payload_end`] follows this command.
    pub fn has_payload(self) -> bool {
        matches!(
            self,
            Self::Raster { .. }
                | Self::BitImage { .. }
                | Self::RasterRow { .. }
                | Self::DefineImage { .. }
                | Self::Barcode { .. }
                | Self::Extended { .. }
                | Self::StarSymbol { .. }
                | Self::Definition
        )
    }
}
