//! How till software turns a printout into bytes: one file for each library's manners.
//!
//! The manners are those that can be seen in the streams of the real libraries: which settings
//! they repeat, how they end a line, where they switch code pages, what they send before a cut.
//! The encoders share nothing with the tap that reads them, except the tables of the code pages.

mod odoo;
mod opos;
mod php;
mod point_of_sale;
mod python;
mod rust;
mod star;

use super::receipt::{Piece, Printout};
use crate::domain::language::Language;
use crate::protocol::escpos::command::Dialect;
use crate::protocol::escpos::profile::{GENERIC, Profile};
use crate::protocol::escpos::text::{Page, PageMap};
use std::ops::Range;

/// What a till prints with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Library {
    /// python-escpos: sets every style anew before each text.
    PythonEscpos,
    /// escpos-php: a few styles for each line, picks code pages by itself.
    EscposPhp,
    /// receipt-printer-encoder (JavaScript): LF CR, pads with spaces.
    PointOfSale,
    /// The Rust crate `escpos`: ends lines with `ESC d 1`.
    RustEscpos,
    /// An older Windows till with an OPOS driver: no `ESC @`, CR LF, `ESC i`.
    Opos,
    /// Odoo: the whole receipt as a picture, no text at all.
    Odoo,
    /// receipt-printer-encoder on a Star printer in line mode.
    StarLine,
}

impl Library {
    /// Every library.
    pub const ALL: [Self; 7] = [
        Self::PythonEscpos,
        Self::EscposPhp,
        Self::PointOfSale,
        Self::RustEscpos,
        Self::Opos,
        Self::Odoo,
        Self::StarLine,
    ];

    /// A short name for file names and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::PythonEscpos => "python",
            Self::EscposPhp => "php",
            Self::PointOfSale => "pos",
            Self::RustEscpos => "rust",
            Self::Opos => "opos",
            Self::Odoo => "odoo",
            Self::StarLine => "star",
        }
    }

    /// The language of its printer.
    pub fn dialect(self) -> Dialect {
        match self {
            Self::StarLine => Dialect::Star,
            _ => Dialect::EscPos,
        }
    }

    /// The built-in profile of its printer.
    pub fn profile(self) -> &'static str {
        match self.dialect() {
            Dialect::EscPos => GENERIC,
            Dialect::Star => "star-generic",
        }
    }

    /// Characters in a line of normal width.
    pub fn columns(self) -> usize {
        match self {
            // A picture for 72 mm paper, and a till that was set up for it.
            Self::Odoo | Self::Opos => 42,
            _ => 48,
        }
    }

    /// Whether the words of its receipts are on the wire as text.
    pub fn writes_text(self) -> bool {
        self != Self::Odoo
    }

    /// The code pages that its printer has and that can print a language of the virtual shops,
    /// the usual one first.
    pub fn pages(self, language: Language) -> &'static [Page] {
        match (language.as_str(), self.dialect()) {
            ("pl", _) => &[Page::Cp852, Page::Cp1250],
            ("da", Dialect::EscPos) => &[Page::Cp865, Page::Cp858, Page::Cp850, Page::Cp1252],
            ("da", Dialect::Star) => &[Page::Cp865, Page::Cp858],
            ("et", Dialect::EscPos) => &[Page::Cp775, Page::Cp1257],
            ("et", Dialect::Star) => &[Page::Cp1252],
            _ => &[Page::Cp437, Page::Cp858, Page::Cp1252],
        }
    }

    /// Encodes a printout for a printer that numbers its pages as `pages` says. A character that
    /// `page` lacks becomes `?`, as real tills do.
    pub fn encode(self, printout: &Printout, page: Page, pages: &PageMap) -> Wire {
        let mut wire = Wire::new(page, pages.clone());
        let pieces = &printout.pieces;
        match self {
            Self::PythonEscpos => python::encode(pieces, &mut wire),
            Self::EscposPhp => php::encode(pieces, &mut wire),
            Self::PointOfSale => point_of_sale::encode(pieces, &mut wire),
            Self::RustEscpos => rust::encode(pieces, &mut wire),
            Self::Opos => opos::encode(pieces, &mut wire),
            Self::Odoo => odoo::encode(pieces, &mut wire),
            Self::StarLine => star::encode(pieces, &mut wire),
        }
        wire
    }

    /// The page map of its printer's profile.
    pub fn page_map(self) -> Result<PageMap, crate::protocol::escpos::profile::Error> {
        Profile::builtin(self.profile()).map(|profile| profile.pages)
    }
}

/// The bytes of one document and where their parts are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// Everything that the till sends.
    pub bytes: Vec<u8>,
    /// After which bytes a line, a picture or another part is complete; ascending.
    pub breaks: Vec<usize>,
    /// Where the feed before the cut begins; equal to the cut's start where there is none.
    pub feed_at: Option<usize>,
    /// The bytes of the cut.
    pub cut: Option<Range<usize>>,
    page: Page,
    current: Option<Page>,
    pages: PageMap,
}

impl Wire {
    fn new(page: Page, pages: PageMap) -> Self {
        Self {
            bytes: Vec::new(),
            breaks: Vec::new(),
            feed_at: None,
            cut: None,
            page,
            current: None,
            pages,
        }
    }

    /// Bytes as they are.
    fn raw(&mut self, bytes: impl AsRef<[u8]>) {
        self.bytes.extend_from_slice(bytes.as_ref());
    }

    /// Here a till may pause.
    fn end_of_part(&mut self) {
        self.breaks.push(self.bytes.len());
    }

    /// Feed that belongs to the cut; the first call says where it begins.
    fn feed(&mut self, bytes: impl AsRef<[u8]>) {
        self.feed_at.get_or_insert(self.bytes.len());
        self.raw(bytes);
    }

    /// The cut, followed by whatever the library sends after it.
    fn cut(&mut self, bytes: impl AsRef<[u8]>, after: &[u8]) {
        let start = self.bytes.len();
        self.feed_at.get_or_insert(start);
        self.raw(bytes);
        self.cut = Some(start..self.bytes.len());
        self.raw(after);
    }

    /// Selects the document's page with `command`, for example `ESC t`, unless it is selected.
    fn select_page(&mut self, command: &[u8]) {
        self.switch_to(self.page, command);
    }

    fn switch_to(&mut self, page: Page, command: &[u8]) {
        if self.current == Some(page) {
            return;
        }
        if let Some(number) = self.pages.number(page) {
            self.raw(command);
            self.raw([number]);
            self.current = Some(page);
        }
    }

    /// Text on the document's page.
    fn text(&mut self, text: &str) {
        let encoded = text.chars().map(|c| self.page.encode(c).unwrap_or(b'?'));
        self.bytes.extend(encoded);
    }
}

/// Whether a printout has anything to cut off.
fn prints(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| *piece != Piece::Drawer)
}

/// The spaces that centre `text` in `columns` when each character is `width` times as wide.
fn centring(text: &str, columns: usize, width: u8) -> String {
    let room = columns / usize::from(width);
    " ".repeat(room.saturating_sub(text.chars().count()) / 2)
}

/// The two low bytes of a length, low byte first.
fn low_high(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes()
}

/// The shop's picture: a ring, 128 dots wide and 64 high, in rows of 16 bytes.
fn logo_rows() -> Vec<u8> {
    let dot = |x: i32, y: i32| {
        let distance = (x - 64).pow(2) + (y - 32).pow(2);
        (24 * 24..=31 * 31).contains(&distance)
    };
    let byte = |y, left| (0..8).fold(0, |byte, bit| byte << 1 | u8::from(dot(left + bit, y)));
    let row = |y| (0..16).map(move |column| byte(y, column * 8));
    (0..64).flat_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logo_is_a_ring() {
        let rows = logo_rows();
        assert_eq!(rows.len(), 16 * 64);
        let inked: u32 = rows.iter().map(|byte| byte.count_ones()).sum();
        // The area between the two circles, in dots.
        assert!((1150..1300).contains(&inked), "{inked}");
        assert_eq!(rows[16 * 32 + 8], 0, "the middle is white");
    }

    #[test]
    fn every_page_of_a_language_prints_all_its_shops() {
        use crate::sim::shop;
        for library in Library::ALL {
            let pages = library.page_map().unwrap();
            for language in shop::languages() {
                for &page in library.pages(language) {
                    assert!(pages.number(page).is_some(), "{library:?} lacks {page:?}");
                    let shops = format!("{:?}", shop::of(language));
                    let lost = shops.chars().find(|&c| page.encode(c).is_none());
                    assert_eq!(lost, None, "{library:?} {language} {page:?}");
                }
            }
        }
    }
}
