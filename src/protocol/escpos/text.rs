//! What the printable bytes of a receipt mean.
//!
//! The same byte is another letter on another code page, and every maker numbers the pages in his
//! own way. So the reader keeps raw bytes together with the page number and the national set that
//! were in force, and [`decode`] turns them into text as late as possible: when the operator
//! corrects the printer's [`PageMap`], the same bytes can be read again.
//!
//! Double-byte (Kanji) text is not decoded.

use super::pages;
use crate::domain::language::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Appends what `bytes` say to `out`.
///
/// `page_number` is the n of the `ESC t n` in force, `None` while none was seen; `national` the n
/// of `ESC R n`, 0 while none was seen. A high byte becomes U+FFFD when the map does not know the
/// page. A tab becomes a space, other control characters vanish.
pub fn decode(
    map: &PageMap,
    page_number: Option<u8>,
    national: u8,
    bytes: &[u8],
    out: &mut String,
) {
    let page = map.page(page_number);
    for &byte in bytes {
        match byte {
            b'\t' => out.push(' '),
            0..0x20 | 0x7F => {}
            0x20..0x7F => out.push(national_char(national, byte)),
            0x80.. => out.push(page.map_or(char::REPLACEMENT_CHARACTER, |page| page.decode(byte))),
        }
    }
}

/// The page on which `bytes` read best in `language`, for a till that never sends `ESC t`.
///
/// Evidence is a high byte that becomes a letter of the language inside a word, or a currency sign
/// beside a digit. `None` without evidence, or when two pages do equally well and differ.
pub fn likely_page(language: Language, bytes: &[u8]) -> Option<Page> {
    let habits = Habits::of(language)?;
    let scored = || {
        let score = |&page: &Page| (habits.score(page, bytes), page);
        habits.pages.iter().map(score)
    };
    let best = scored().map(|(score, _)| score).max().filter(|&s| s > 0)?;
    let mut winners = scored().filter(|&(score, _)| score == best);
    let (_, first) = winners.next()?;
    let alike = |page: Page| bytes.iter().all(|&b| page.decode(b) == first.decode(b));
    winners.all(|(_, page)| alike(page)).then_some(first)
}

/// A code page: what the bytes 0x80 to 0xFF print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
pub enum Page {
    /// The original PC set.
    #[serde(rename = "437")]
    Cp437,
    /// Baltic (DOS).
    #[serde(rename = "775")]
    Cp775,
    /// Western Europe (DOS).
    #[serde(rename = "850")]
    Cp850,
    /// Central Europe (DOS).
    #[serde(rename = "852")]
    Cp852,
    /// Turkish, Maltese and Esperanto.
    #[serde(rename = "853")]
    Cp853,
    /// Turkish, with the euro sign.
    #[serde(rename = "857")]
    Cp857,
    /// 850 with the euro sign.
    #[serde(rename = "858")]
    Cp858,
    /// Portuguese.
    #[serde(rename = "860")]
    Cp860,
    /// Icelandic.
    #[serde(rename = "861")]
    Cp861,
    /// Canadian French.
    #[serde(rename = "863")]
    Cp863,
    /// Denmark and Norway.
    #[serde(rename = "865")]
    Cp865,
    /// Cyrillic (DOS).
    #[serde(rename = "866")]
    Cp866,
    /// Central Europe (Windows).
    #[serde(rename = "1250")]
    Cp1250,
    /// Cyrillic (Windows).
    #[serde(rename = "1251")]
    Cp1251,
    /// Western Europe (Windows).
    #[serde(rename = "1252")]
    Cp1252,
    /// Greek (Windows).
    #[serde(rename = "1253")]
    Cp1253,
    /// Turkish (Windows).
    #[serde(rename = "1254")]
    Cp1254,
    /// Baltic (Windows).
    #[serde(rename = "1257")]
    Cp1257,
    /// Latin 2.
    #[serde(rename = "8859-2")]
    Iso8859_2,
    /// Greek.
    #[serde(rename = "8859-7")]
    Iso8859_7,
    /// Latin 9: Latin 1 with the euro sign.
    #[serde(rename = "8859-15")]
    Iso8859_15,
}

/// What each page of [`Page::ALL`] draws for 0x80 to 0xFF.
static UPPER_HALVES: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let drawn = |c| match c {
        '\u{AD}' => '-',
        '\u{A0}' => ' ',
        c => c,
    };
    Page::ALL
        .iter()
        .map(|page| page.facts().1.chars().map(drawn).collect())
        .collect()
});

impl Page {
    /// Every page.
    pub const ALL: [Self; 21] = [
        Self::Cp437,
        Self::Cp775,
        Self::Cp850,
        Self::Cp852,
        Self::Cp853,
        Self::Cp857,
        Self::Cp858,
        Self::Cp860,
        Self::Cp861,
        Self::Cp863,
        Self::Cp865,
        Self::Cp866,
        Self::Cp1250,
        Self::Cp1251,
        Self::Cp1252,
        Self::Cp1253,
        Self::Cp1254,
        Self::Cp1257,
        Self::Iso8859_2,
        Self::Iso8859_7,
        Self::Iso8859_15,
    ];

    fn facts(self) -> (&'static str, &'static str) {
        match self {
            Self::Cp437 => ("437", pages::CP437),
            Self::Cp775 => ("775", pages::CP775),
            Self::Cp850 => ("850", pages::CP850),
            Self::Cp852 => ("852", pages::CP852),
            Self::Cp853 => ("853", pages::CP853),
            Self::Cp857 => ("857", pages::CP857),
            Self::Cp858 => ("858", pages::CP858),
            Self::Cp860 => ("860", pages::CP860),
            Self::Cp861 => ("861", pages::CP861),
            Self::Cp863 => ("863", pages::CP863),
            Self::Cp865 => ("865", pages::CP865),
            Self::Cp866 => ("866", pages::CP866),
            Self::Cp1250 => ("1250", pages::CP1250),
            Self::Cp1251 => ("1251", pages::CP1251),
            Self::Cp1252 => ("1252", pages::CP1252),
            Self::Cp1253 => ("1253", pages::CP1253),
            Self::Cp1254 => ("1254", pages::CP1254),
            Self::Cp1257 => ("1257", pages::CP1257),
            Self::Iso8859_2 => ("8859-2", pages::ISO8859_2),
            Self::Iso8859_7 => ("8859-7", pages::ISO8859_7),
            Self::Iso8859_15 => ("8859-15", pages::ISO8859_15),
        }
    }

    /// The name that printer profiles use.
    pub fn name(self) -> &'static str {
        self.facts().0
    }

    /// The page with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.name() == name)
    }

    /// The character that a printer draws for `byte`; U+FFFD for a place without one. A soft
    /// hyphen is drawn as a hyphen, a no-break space as a space.
    pub fn decode(self, byte: u8) -> char {
        if byte < 0x80 {
            return char::from(byte);
        }
        let upper_half = UPPER_HALVES.get(self as usize);
        let drawn = upper_half.and_then(|half| half.get(usize::from(byte & 0x7F)));
        drawn.copied().unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// The byte that prints `c` under the national set 0; `None` where the page lacks it.
    pub fn encode(self, c: char) -> Option<u8> {
        if c.is_ascii() {
            return u8::try_from(c).ok();
        }
        if c == char::REPLACEMENT_CHARACTER {
            return None;
        }
        let place = self.facts().1.chars().position(|known| known == c)?;
        u8::try_from(place + 0x80).ok()
    }
}

/// The character that an ASCII `byte` prints under the national set `set` (the n of `ESC R n`);
/// sets this crate does not know print plain ASCII.
pub fn national_char(set: u8, byte: u8) -> char {
    let replaced = pages::NATIONAL_BYTES.iter().position(|&b| b == byte);
    let chars = pages::NATIONAL.get(usize::from(set));
    match (replaced, chars) {
        (Some(place), Some(chars)) => chars.chars().nth(place).unwrap_or_else(|| char::from(byte)),
        _ => char::from(byte),
    }
}

/// Which page a printer means by the n of `ESC t n`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageMap {
    numbers: BTreeMap<u8, Page>,
    default: Option<Page>,
}

impl PageMap {
    /// A map from pairs of number and page; of two pairs with one number the last holds.
    /// `default` is what the printer uses before any `ESC t`, where that is known.
    pub fn new(numbers: impl IntoIterator<Item = (u8, Page)>, default: Option<Page>) -> Self {
        Self {
            numbers: numbers.into_iter().collect(),
            default,
        }
    }

    /// The page for the number of the last `ESC t`; for `None` the default page, or 437 where the
    /// map has no default.
    pub fn page(&self, number: Option<u8>) -> Option<Page> {
        match number {
            Some(number) => self.numbers.get(&number).copied(),
            None => Some(self.default.unwrap_or(Page::Cp437)),
        }
    }

    /// The lowest number that selects `page`.
    pub fn number(&self, page: Page) -> Option<u8> {
        let mut pairs = self.numbers.iter();
        pairs
            .find(|&(_, &known)| known == page)
            .map(|(&number, _)| number)
    }

    /// The page the printer uses before any `ESC t`, where that is known.
    pub fn default_page(&self) -> Option<Page> {
        self.default
    }

    /// The same map with another default page.
    #[must_use]
    pub fn with_default(self, page: Page) -> Self {
        Self {
            default: Some(page),
            ..self
        }
    }
}

/// What text of one language uses beyond ASCII.
struct Habits {
    /// The pages its tills use.
    pages: &'static [Page],
    /// Its lower-case letters.
    letters: &'static str,
}

/// Signs that stand beside an amount on receipts of all languages here.
const CURRENCY_SIGNS: &str = "€£";

/// So many equal bytes in a row are a drawn line, not text.
const RULE: usize = 3;

impl Habits {
    fn of(language: Language) -> Option<Self> {
        use Page::{Cp437, Cp775, Cp850, Cp852, Cp858, Cp865, Cp1250, Cp1252, Cp1257, Iso8859_2};
        let (pages, letters): (&[Page], _) = match language.as_str() {
            "pl" => (&[Cp852, Cp1250, Iso8859_2], "ąćęłńóśźż"),
            "da" => (&[Cp850, Cp865, Cp858, Cp1252], "æøåéü"),
            "et" => (&[Cp775, Cp1257], "äöüõšž"),
            "de" => (&[Cp850, Cp858, Cp1252], "äöüß"),
            "en" => (&[Cp437, Cp858, Cp1252], "éèêëçáàâäíîïóôöúûüñ"),
            _ => return None,
        };
        Some(Self { pages, letters })
    }

    /// How many high bytes make sense on `page`.
    fn score(&self, page: Page, bytes: &[u8]) -> usize {
        bytes
            .chunk_by(|a, b| a == b)
            .scan(0, |end, run| {
                let start = *end;
                *end += run.len();
                Some((start, run))
            })
            .filter(|(_, run)| run.len() < RULE && run.first().is_some_and(|&b| b >= 0x80))
            .flat_map(|(start, run)| start..start + run.len())
            .filter(|&at| self.makes_sense(page, bytes, at))
            .count()
    }

    fn makes_sense(&self, page: Page, bytes: &[u8], at: usize) -> bool {
        let char_at = |at: Option<usize>| {
            let byte = at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
            page.decode(byte)
        };
        let this = char_at(Some(at));
        let before = char_at(at.checked_sub(1));
        let after = char_at(Some(at + 1));
        if CURRENCY_SIGNS.contains(this) {
            let beyond = |c, at| if c == ' ' { char_at(at) } else { c };
            return beyond(before, at.checked_sub(2)).is_ascii_digit()
                || beyond(after, Some(at + 2)).is_ascii_digit();
        }
        self.is_letter(this) && self.fits_between(before, this, after)
    }

    fn is_letter(&self, c: char) -> bool {
        c.to_lowercase().any(|c| self.letters.contains(c))
    }

    /// Whether the neighbours make one word with `this`, capitals and small letters in order.
    fn fits_between(&self, before: char, this: char, after: char) -> bool {
        let is_word = |c: char| c.is_ascii_alphabetic() || self.is_letter(c);
        if !is_word(before) && !is_word(after) {
            return false;
        }
        if this.is_uppercase() {
            return !(is_word(before) && before.is_lowercase());
        }
        !(is_word(after) && after.is_uppercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(code: &str) -> Language {
        Language::new(code).unwrap()
    }

    fn encoded(page: Page, text: &str) -> Vec<u8> {
        let byte = |c| page.encode(c).unwrap_or_else(|| panic!("{c} on {page:?}"));
        text.chars().map(byte).collect()
    }

    #[test]
    fn every_page_stands_in_its_place() {
        for (place, page) in Page::ALL.into_iter().enumerate() {
            assert_eq!(page as usize, place, "{page:?}");
        }
    }

    #[test]
    fn every_page_has_128_places_and_reads_back_what_it_writes() {
        for page in Page::ALL {
            assert_eq!(page.facts().1.chars().count(), 128, "{page:?}");
            assert_eq!(Page::from_name(page.name()), Some(page));
            for byte in 0x20..=0xFF {
                let c = page.decode(byte);
                if c != char::REPLACEMENT_CHARACTER {
                    let back = page.encode(c).map(|b| page.decode(b));
                    assert_eq!(back, Some(c), "{page:?} {byte:#x}");
                }
            }
        }
    }

    #[test]
    fn national_sets_replace_twelve_characters() {
        assert!(pages::NATIONAL.iter().all(|set| set.chars().count() == 12));
        let map = PageMap::default();
        let mut out = String::new();
        decode(&map, None, 4, b"[\\]{|}#A", &mut out);
        decode(&map, None, 3, b"#5", &mut out);
        decode(&map, None, 200, b"#5", &mut out);
        assert_eq!(out, "ÆØÅæøå#A£5#5");
    }

    #[test]
    fn the_map_decides_what_a_page_number_means() {
        let epson = PageMap::new([(0, Page::Cp437), (18, Page::Cp852)], None);
        let wincor = PageMap::new([(2, Page::Cp852)], Some(Page::Cp1250));
        let read = |map: &PageMap, number, bytes: &[u8]| {
            let mut out = String::new();
            decode(map, number, 0, bytes, &mut out);
            out
        };
        assert_eq!(read(&epson, Some(18), b"z\x88oty\t\x01!"), "złoty !");
        assert_eq!(read(&wincor, Some(2), b"z\x88oty"), "złoty");
        assert_eq!(read(&epson, Some(2), b"z\x88oty"), "z\u{FFFD}oty");
        assert_eq!(read(&epson, None, b"\x9C5"), "£5");
        assert_eq!(read(&wincor, None, b"z\xB3oty"), "złoty");
        assert_eq!(epson.number(Page::Cp852), Some(18));
        assert_eq!(epson.number(Page::Cp1257), None);
    }

    #[test]
    fn the_likely_page_is_the_one_in_which_the_words_are_words() {
        let words = [
            (
                "pl",
                "Dziękujemy, żółta łódź. SPRZEDAŻ ŁĄCZNIE. Źródło i śruba",
            ),
            (
                "et",
                "Täname! KOKKU LÄBIMÜÜK. Õun, jäätis, šokolaad, žürii, küpsis",
            ),
            ("de", "Grüße aus Köln, Straße. SÜSSE ÄPFEL, Öl, süß"),
            (
                "da",
                "Smørrebrød, æble, grød, blåbær. RUGBRØD. Købt på lørdag",
            ),
        ];
        for (code, text) in words {
            let habits = Habits::of(language(code)).unwrap();
            for &page in habits.pages {
                let bytes = encoded(page, text);
                let found = likely_page(language(code), &bytes);
                let reads = found.map(|p| bytes.iter().map(|&b| p.decode(b)).collect::<String>());
                assert_eq!(reads.as_deref(), Some(text), "{page:?}");
            }
        }
    }

    #[test]
    fn a_currency_sign_is_evidence_and_a_drawn_line_is_not() {
        assert_eq!(
            likely_page(language("en"), b"TOTAL \xA3 5.00"),
            Some(Page::Cp1252)
        );
        assert_eq!(
            likely_page(language("en"), b"TOTAL 5.00\xD5"),
            Some(Page::Cp858)
        );
        let ruled = [&[0xC4; 40][..], b"\nGr\x81\xE1e S\x9A\xE1"].concat();
        assert_eq!(likely_page(language("de"), &ruled), Some(Page::Cp850));
    }

    #[test]
    fn without_evidence_no_page_is_likely() {
        assert_eq!(likely_page(language("pl"), b"SUMA PLN 12,50"), None);
        assert_eq!(likely_page(language("xx"), b"\xA3 5"), None);
        assert_eq!(likely_page(language("pl"), &[0xC4; 42]), None);
    }
}
