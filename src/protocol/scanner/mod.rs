//! What a barcode scanner says: frames out of bytes, and what a frame means.
//!
//! Nothing in here knows whether a product exists, whether a code was spent, or who a member is.

mod frame;
pub mod gs1;
mod gtin;
mod profile;
mod symbology;

pub use frame::{Framer, MAX_FRAME, TooLong};
pub use gtin::{Gtin, NotGtin, has_check_digit};
pub use profile::{End, Error as ProfileError, Framing, GENERIC, Profile, Stx};
pub use symbology::Symbology;

use crate::domain::code::{Code, Typo};
use gs1::{Element, NotElements};

/// What stands before a code, so that a till can tell it from a product.
const OUR_MARK: &str = "CARE:";

/// What stands before the characters of our own members' cards.
const CARD_MARK: &str = "CARE-M:";

/// The application identifier of a customer's number (GS1 General Specifications, 3.2: GSRN of the
/// recipient of a service).
const RECIPIENT: &str = "8018";

/// One scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// What it was read from, where the scanner says so.
    pub symbology: Option<Symbology>,
    /// What the symbol says, without the identifier. It may name a person: never log it.
    pub text: String,
    /// GS1 element strings, where it consists of them.
    pub elements: Vec<Element>,
    /// What it is, or why it is of no use.
    pub kind: Result<ScanKind, Rejected>,
}

/// What was scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanKind {
    /// An item.
    Product(Gtin),
    /// An item numbered in the shop, such as goods weighed there; the digits after the prefix may
    /// contain its weight or price.
    InStore(Gtin),
    /// A code of ours. Only the store's key can tell whether it is genuine.
    Code(Code),
    /// A member's card, with the whole of its number.
    Member(String),
    /// Something that concerns somebody else, coupons and refund receipts among it.
    Other,
}

impl ScanKind {
    /// What it is in a word or two, without anything of what it says: fit for a log.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Product(_) => "a product",
            Self::InStore(_) => "a product of the shop",
            Self::Code(_) => "a code",
            Self::Member(_) => "a member's card",
            Self::Other => "something else",
        }
    }
}

/// Why a scan is of no use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// The scanner did not stop.
    #[error("more than {MAX_FRAME} bytes came without an end; check [scanner] profile")]
    TooLong,
    /// Control characters, as from the wrong speed or a bad line.
    #[error("what came is no text; check the cable and [scanner] baud")]
    Noise,
    /// Not a product number, although the symbol says it is one.
    #[error(transparent)]
    Number(#[from] NotGtin),
    /// Not element strings, although the symbol says it is.
    #[error(transparent)]
    Elements(#[from] NotElements),
    /// Not a code, although it is marked as one.
    #[error(transparent)]
    Code(#[from] Typo),
}

/// What a shop has to say about its own scans.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// What the number of every member's card begins with, where cards have one in common.
    pub member_prefix: Option<String>,
}

impl Scan {
    /// Reads what the framer found.
    pub fn read(frame: Result<&[u8], TooLong>, rules: &Rules) -> Self {
        let Ok(frame) = frame else {
            return Self::rejected(Rejected::TooLong);
        };
        let text = decode(frame);
        let (symbology, text) = Symbology::split(&text);
        let mut scan = Self {
            symbology,
            text: text.to_owned(),
            elements: Vec::new(),
            kind: Ok(ScanKind::Other),
        };
        scan.kind = scan.classify(rules);
        scan
    }

    fn rejected(reason: Rejected) -> Self {
        Self {
            symbology: None,
            text: String::new(),
            elements: Vec::new(),
            kind: Err(reason),
        }
    }

    fn classify(&mut self, rules: &Rules) -> Result<ScanKind, Rejected> {
        let text = self.text.trim_matches(' ').to_owned();
        if text.chars().any(is_noise) {
            return Err(Rejected::Noise);
        }
        if let Some(code) = text.strip_prefix(OUR_MARK) {
            return Ok(ScanKind::Code(Code::parse(code)?));
        }
        if is_card(&text) {
            return Ok(ScanKind::Member(text));
        }
        if self.symbology.is_some_and(Symbology::has_elements) {
            return self.take_elements(gs1::parse(&text)?);
        }
        let number = number(self.symbology, &text).transpose()?;
        let prefix = rules.member_prefix.as_deref();
        if prefix.is_some_and(|prefix| text.starts_with(prefix)) {
            return Ok(ScanKind::Member(text));
        }
        if let Some(gtin) = number.or_else(|| linked_item(&text)) {
            return Ok(item(gtin));
        }
        if let Some(elements) = unmarked_elements(&text).filter(|_| self.symbology.is_none()) {
            return self.take_elements(elements);
        }
        Ok(bare_code(&text).map_or(ScanKind::Other, ScanKind::Code))
    }

    fn take_elements(&mut self, elements: Vec<Element>) -> Result<ScanKind, Rejected> {
        let member = gs1::value(&elements, RECIPIENT).map(str::to_owned);
        let gtin = gs1::value(&elements, "01").map(Gtin::parse).transpose()?;
        self.elements = elements;
        Ok(match (member, gtin) {
            (Some(member), _) => ScanKind::Member(member),
            (None, Some(gtin)) => item(gtin),
            (None, None) => ScanKind::Other,
        })
    }
}

/// Whether it is marked as a card of our own, whatever became of the rest.
fn is_card(text: &str) -> bool {
    let mark = text.get(..CARD_MARK.len());
    mark.is_some_and(|mark| mark.eq_ignore_ascii_case(CARD_MARK))
}

fn item(gtin: Gtin) -> ScanKind {
    if gtin.is_voucher() {
        ScanKind::Other
    } else if gtin.is_in_store() {
        ScanKind::InStore(gtin)
    } else {
        ScanKind::Product(gtin)
    }
}

/// UTF-8, or one character a byte where it is none.
fn decode(frame: &[u8]) -> String {
    std::str::from_utf8(frame).map_or_else(
        |_not_utf8| frame.iter().copied().map(char::from).collect(),
        str::to_owned,
    )
}

/// Line ends and tabs may stand in a QR; GS, RS and EOT in what industry prints.
fn is_noise(c: char) -> bool {
    c.is_control() && !matches!(c, '\r' | '\n' | '\t' | '\u{1d}' | '\u{1e}' | '\u{4}')
}

/// The number of an item where symbology or shape says that the text is one.
fn number(symbology: Option<Symbology>, text: &str) -> Option<Result<Gtin, NotGtin>> {
    match symbology {
        Some(Symbology::Ean) => Some(ean(main_symbol(text))),
        Some(Symbology::Ean8) => Some(Gtin::parse(main_symbol(text))),
        Some(Symbology::EanWithAddOn) => Some(ean(without_add_on(text))),
        Some(Symbology::Itf) => (text.len() == 14).then(|| Gtin::parse(text)),
        Some(Symbology::ItfWithoutCheck) => Gtin::parse_without_check(text).ok().map(Ok),
        None => number_by_shape(text),
        Some(_) => None,
    }
}

/// Some scanners send an add-on with an identifier of its own behind the main symbol (Datalogic,
/// KA-01477).
fn main_symbol(text: &str) -> &str {
    text.split(']').next().unwrap_or(text)
}

/// EAN-13 or UPC-A; shorter ones are UPC-E, since an EAN-8 has an identifier of its own.
fn ean(text: &str) -> Result<Gtin, NotGtin> {
    match text.len() {
        6..=8 => Gtin::parse_upc_e(text),
        _ => Gtin::parse(text),
    }
}

/// The main symbol comes with its 13 digits, or with 12 if it is a UPC-A.
fn without_add_on(text: &str) -> &str {
    let main = match text.len() {
        15 | 18 => 13,
        14 | 17 => 12,
        length => length,
    };
    text.get(..main).unwrap_or(text)
}

/// Eight digits are an EAN-8 before they are a UPC-E, which is rare outside America; fourteen are
/// an item only if the check digit fits, for many other numbers have fourteen.
fn number_by_shape(text: &str) -> Option<Result<Gtin, NotGtin>> {
    if !gtin::is_digits(text) {
        return None;
    }
    match text.len() {
        8 => Some(Gtin::parse(text).or_else(|_no_ean| Gtin::parse_upc_e(text))),
        12 | 13 => Some(Gtin::parse(text)),
        14 => Gtin::parse(text).ok().map(Ok),
        _ => None,
    }
}

/// Element strings without an identifier of the symbol: FNC1 in front, or an item's number in
/// front and all of the rest in order.
fn unmarked_elements(text: &str) -> Option<Vec<Element>> {
    let likely = text.starts_with(gs1::SEPARATOR) || (text.starts_with("01") && text.len() > 16);
    likely.then(|| gs1::parse(text).ok()).flatten()
}

/// The item that a web address names (GS1 Digital Link, URI syntax: the segment after `01`).
fn linked_item(text: &str) -> Option<Gtin> {
    let path = path_of(text)?.split(['?', '#']).next()?;
    let mut segments = path.split('/').skip_while(|segment| *segment != "01");
    Gtin::parse(segments.nth(1)?).ok()
}

/// A code as it stands in a symbol of ours: alone, with or without dashes, or at the end of an
/// address. Stricter than what a hand may type, since most scans are something else.
fn bare_code(text: &str) -> Option<Code> {
    let last = path_of(text).and_then(|path| path.rsplit('/').next());
    let candidate = last.unwrap_or(text);
    let code = Code::parse(candidate).ok()?;
    let as_printed = candidate == code.compact() || candidate == code.to_string();
    as_printed.then_some(code)
}

/// What follows the host of a web address.
fn path_of(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let (_host, path) = rest.split_once('/')?;
    is_web.then_some(path)
}
