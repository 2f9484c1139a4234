//! Barcodes: from characters to bars.
//!
//! UPC-A, EAN-13, EAN-8, CODE39, ITF and CODE128. UPC-E, CODABAR, CODE93 and the GS1 symbols are
//! not drawn.

use super::bitmap::Bitmap;

/// The most elements of a barcode that could fit on paper.
const MAX_ELEMENTS: usize = 1024;

/// A barcode: elements, black and white in turn, in half modules, and the text to print with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Barcode {
    elements: Vec<u8>,
    pub(super) text: String,
}

/// A kind of barcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum System {
    UpcA,
    Ean13,
    Ean8,
    Code39,
    Itf,
    Code128,
    /// CODE128 whose characters are all of set B, without a choice of sets in the data.
    Code128Plain,
}

impl System {
    /// By the m of `GS k m`, where both halves of its range count from 65.
    pub(super) fn epson(m: u8) -> Option<Self> {
        Some(match m {
            65 => Self::UpcA,
            67 => Self::Ean13,
            68 => Self::Ean8,
            69 => Self::Code39,
            70 => Self::Itf,
            73 => Self::Code128,
            79 => Self::Code128Plain,
            _ => return None,
        })
    }

    /// By the n1 of Star's `ESC b n1`, as a number or a digit.
    pub(super) fn star(n: u8) -> Option<Self> {
        Some(match n & 0x0F {
            1 => Self::UpcA,
            2 => Self::Ean8,
            3 => Self::Ean13,
            4 => Self::Code39,
            5 => Self::Itf,
            6 => Self::Code128Plain,
            _ => return None,
        })
    }
}

impl Barcode {
    /// `None` where the characters cannot be coded.
    pub(super) fn new(system: System, data: &[u8]) -> Option<Self> {
        let barcode = match system {
            System::UpcA => upc_a(data),
            System::Ean13 => ean_13(data),
            System::Ean8 => ean_8(data),
            System::Code39 => code_39(data),
            System::Itf => itf(data),
            System::Code128 => code_128(data),
            System::Code128Plain => code_128_plain(data),
        }?;
        (barcode.elements.len() <= MAX_ELEMENTS).then_some(barcode)
    }

    /// Bars of `height` dots whose module is `module` dots wide.
    pub(super) fn picture(&self, module: u8, height: u8) -> Bitmap {
        let dots = |element: &u8| usize::from(*element) * usize::from(module) / 2;
        let width = self.elements.iter().map(dots).sum();
        let mut bitmap = Bitmap::new(width, height.into());
        let mut x = 0;
        for (at, element) in self.elements.iter().enumerate() {
            let wide = dots(element);
            if at % 2 == 0 {
                bitmap.fill((x, 0), (wide, height.into()));
            }
            x += wide;
        }
        bitmap
    }
}

fn digits(data: &[u8]) -> Option<Vec<u8>> {
    let digit = |b: &u8| b.is_ascii_digit().then(|| b - b'0');
    data.iter().map(digit).collect()
}

fn digit_text(digits: &[u8]) -> String {
    digits.iter().map(|d| char::from(b'0' + d)).collect()
}

/// The widths of a digit's four elements in modules (GS1 general specifications, set A and C; set
/// B is set A backwards).
const EAN_DIGITS: [[u8; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];

/// Which of the six left digits of an EAN-13 are of set B, by the first digit; the leftmost in the
/// highest of six bits.
const EAN_PARITY: [u8; 10] = [
    0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101,
    0b01_0110, 0b01_1010,
];

fn upc_a(data: &[u8]) -> Option<Barcode> {
    let barcode = match data.len() {
        11 | 12 => ean_13(&[b"0", data].concat())?,
        _ => return None,
    };
    let text = barcode.text.chars().skip(1).collect();
    Some(Barcode { text, ..barcode })
}

fn ean_13(data: &[u8]) -> Option<Barcode> {
    let digits = with_check(data, 12)?;
    let (first, rest) = digits.split_first()?;
    let parity = EAN_PARITY.get(usize::from(*first))?;
    Some(ean(&digits, rest, *parity))
}

fn ean_8(data: &[u8]) -> Option<Barcode> {
    let digits = with_check(data, 7)?;
    Some(ean(&digits, &digits, 0))
}

/// The digits with their check digit, which is computed where the till leaves it out.
fn with_check(data: &[u8], len: usize) -> Option<Vec<u8>> {
    let mut digits = digits(data)?;
    if digits.len() == len {
        let weighted = digits.iter().rev().enumerate();
        let sum: u32 = weighted
            .map(|(at, &d)| u32::from(d) * if at % 2 == 0 { 3 } else { 1 })
            .sum();
        digits.push(u8::try_from((10 - sum % 10) % 10).ok()?);
    }
    (digits.len() == len + 1).then_some(digits)
}

fn ean(all: &[u8], coded: &[u8], parity: u8) -> Barcode {
    let half = coded.len() / 2;
    let mut modules = vec![1, 1, 1];
    for (at, digit) in coded.iter().enumerate() {
        if at == half {
            modules.extend([1; 5]);
        }
        let widths = EAN_DIGITS
            .get(usize::from(*digit))
            .copied()
            .unwrap_or([1; 4]);
        let set_b = at < half && parity >> (half - 1 - at) & 1 == 1;
        if set_b {
            modules.extend(widths.iter().rev());
        } else {
            modules.extend(widths);
        }
    }
    modules.extend([1, 1, 1]);
    Barcode {
        elements: modules.into_iter().map(|m| m * 2).collect(),
        text: digit_text(all),
    }
}

/// Half modules of a narrow and of a wide element: 1 to 2.5.
const NARROW: u8 = 2;
const WIDE: u8 = 5;

/// The characters of CODE39 and the nine elements of each, wide ones as 1, the first in the
/// highest bit (ISO/IEC 16388).
const CODE_39: &[u8; 44] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*";
const CODE_39_WIDE: [u16; 44] = [
    0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148,
    0x019, 0x118, 0x058, 0x00D, 0x10C, 0x04C, 0x01C, 0x103, 0x043, 0x142, 0x013, 0x112, 0x052,
    0x007, 0x106, 0x046, 0x016, 0x181, 0x0C1, 0x1C0, 0x091, 0x190, 0x0D0, 0x085, 0x184, 0x0C4,
    0x0A8, 0x0A2, 0x08A, 0x02A, 0x094,
];

fn code_39(data: &[u8]) -> Option<Barcode> {
    let data = data.strip_prefix(b"*").unwrap_or(data);
    let data = data.strip_suffix(b"*").unwrap_or(data);
    let framed = [b"*", data, b"*"].concat();
    let mut elements = Vec::new();
    for byte in &framed {
        let at = CODE_39.iter().position(|known| known == byte)?;
        let wide = CODE_39_WIDE.get(at)?;
        if !elements.is_empty() {
            elements.push(NARROW);
        }
        elements.extend((0..9).rev().map(|bit| width(wide >> bit & 1 == 1)));
    }
    Some(Barcode {
        elements,
        text: String::from_utf8_lossy(&framed).into_owned(),
    })
}

fn width(wide: bool) -> u8 {
    if wide { WIDE } else { NARROW }
}

/// The five elements of each digit of interleaved 2 of 5 (ISO/IEC 16390).
const ITF_WIDE: [u8; 10] = [
    0b00110, 0b10001, 0b01001, 0b11000, 0b00101, 0b10100, 0b01100, 0b00011, 0b10010, 0b01010,
];

fn itf(data: &[u8]) -> Option<Barcode> {
    let digits = digits(data).filter(|d| !d.is_empty() && d.len() % 2 == 0)?;
    let mut elements = vec![NARROW; 4];
    for pair in digits.chunks_exact(2) {
        let wide = |at: usize| pair.get(at).and_then(|&d| ITF_WIDE.get(usize::from(d)));
        let (bars, spaces) = (wide(0)?, wide(1)?);
        for bit in (0..5).rev() {
            elements.extend([width(bars >> bit & 1 == 1), width(spaces >> bit & 1 == 1)]);
        }
    }
    elements.extend([WIDE, NARROW, NARROW]);
    Some(Barcode {
        elements,
        text: digit_text(&digits),
    })
}

/// The six element widths of each CODE128 symbol, as decimal digits (ISO/IEC 15417).
const CODE_128: [u32; 106] = [
    212_222, 222_122, 222_221, 121_223, 121_322, 131_222, 122_213, 122_312, 132_212, 221_213,
    221_312, 231_212, 112_232, 122_132, 122_231, 113_222, 123_122, 123_221, 223_211, 221_132,
    221_231, 213_212, 223_112, 312_131, 311_222, 321_122, 321_221, 312_212, 322_112, 322_211,
    212_123, 212_321, 232_121, 111_323, 131_123, 131_321, 112_313, 132_113, 132_311, 211_313,
    231_113, 231_311, 112_133, 112_331, 132_131, 113_123, 113_321, 133_121, 313_121, 211_331,
    231_131, 213_113, 213_311, 213_131, 311_123, 311_321, 331_121, 312_113, 312_311, 332_111,
    314_111, 221_411, 431_111, 111_224, 111_422, 121_124, 121_421, 141_122, 141_221, 112_214,
    112_412, 122_114, 122_411, 142_112, 142_211, 241_211, 221_114, 413_111, 241_112, 134_111,
    111_242, 121_142, 121_241, 114_212, 124_112, 124_211, 411_212, 421_112, 421_211, 212_141,
    214_121, 412_121, 111_143, 111_341, 131_141, 114_113, 114_311, 411_113, 411_311, 113_141,
    114_131, 311_141, 411_131, 211_412, 211_214, 211_232,
];
const CODE_128_STOP: [u8; 7] = [2, 3, 3, 1, 1, 1, 2];
const START_A: u32 = 103;
const SHIFT: u32 = 98;
const FNC_1: u32 = 102;
const FNC_2: u32 = 97;
const FNC_3: u32 = 96;

/// A character set of CODE128.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    A,
    B,
    C,
}

impl Set {
    fn named(byte: u8) -> Option<Self> {
        Some(match byte {
            b'A' => Self::A,
            b'B' => Self::B,
            b'C' => Self::C,
            _ => return None,
        })
    }

    fn start(self) -> u32 {
        START_A + self as u32
    }

    /// The symbol that changes to this set: CODE A is 101, CODE B 100, CODE C 99.
    fn change(self) -> u32 {
        101 - self as u32
    }

    /// FNC4 has the number that would change to the set one is in.
    fn fnc_4(self) -> u32 {
        self.change()
    }

    fn symbol(self, byte: u8) -> Option<u32> {
        let byte = u32::from(byte);
        match self {
            Self::A if byte < 32 => Some(byte + 64),
            Self::A => (byte < 96).then(|| byte - 32),
            Self::B => (32..128).contains(&byte).then(|| byte - 32),
            Self::C => (byte < 100).then_some(byte),
        }
    }

    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B | Self::C => Self::A,
        }
    }
}

/// `{A`, `{B` and `{C` choose a set, `{S` shifts one character, `{1` to `{4` are FNC1 to FNC4 and
/// `{{` is a brace (Epson's reference, `GS k 73`).
fn code_128(data: &[u8]) -> Option<Barcode> {
    let [b'{', first, rest @ ..] = data else {
        return None;
    };
    let mut set = Set::named(*first)?;
    let mut symbols = vec![set.start()];
    let mut text = String::new();
    let mut shifted = false;
    let mut bytes = rest.iter().copied();
    while let Some(byte) = bytes.next() {
        let escaped = match byte {
            b'{' => Some(bytes.next()?),
            _ => None,
        };
        match escaped {
            None | Some(b'{') => {
                let used = if shifted { set.other() } else { set };
                symbols.push(used.symbol(byte)?);
                push_text(&mut text, used, byte);
                shifted = false;
            }
            Some(b'S') => {
                symbols.push(SHIFT);
                shifted = true;
            }
            Some(b'1') => symbols.push(FNC_1),
            Some(b'2') => symbols.push(FNC_2),
            Some(b'3') => symbols.push(FNC_3),
            Some(b'4') => symbols.push(set.fnc_4()),
            Some(name) => {
                set = Set::named(name)?;
                symbols.push(set.change());
            }
        }
    }
    code_128_symbols(&symbols, text)
}

fn code_128_plain(data: &[u8]) -> Option<Barcode> {
    if data.is_empty() {
        return None;
    }
    let mut symbols = vec![Set::B.start()];
    for &byte in data {
        symbols.push(Set::B.symbol(byte)?);
    }
    code_128_symbols(&symbols, String::from_utf8_lossy(data).into_owned())
}

fn push_text(text: &mut String, set: Set, byte: u8) {
    match set {
        Set::C => {
            text.push(char::from(b'0' + byte / 10));
            text.push(char::from(b'0' + byte % 10));
        }
        _ if byte.is_ascii_graphic() => text.push(char::from(byte)),
        _ => text.push(' '),
    }
}

fn code_128_symbols(symbols: &[u32], text: String) -> Option<Barcode> {
    let weighted = (0u32..).zip(symbols).map(|(at, &s)| at.max(1) * s);
    let check = weighted.sum::<u32>() % 103;
    let mut elements = Vec::new();
    for &symbol in symbols.iter().chain([&check]) {
        let widths = *CODE_128.get(usize::try_from(symbol).ok()?)?;
        let digit = |place: u32| u8::try_from(widths / 10u32.pow(place) % 10).unwrap_or(1);
        elements.extend((0..6).rev().map(|place| digit(place) * 2));
    }
    elements.extend(CODE_128_STOP.map(|m| m * 2));
    Some(Barcode { elements, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(system: System, data: &[u8]) -> usize {
        let elements = Barcode::new(system, data).unwrap().elements;
        elements.iter().map(|&e| usize::from(e)).sum::<usize>() / 2
    }

    #[test]
    fn barcodes_are_as_long_as_their_standards_say() {
        assert_eq!(modules(System::Ean13, b"4006381333931"), 95);
        assert_eq!(modules(System::UpcA, b"03600029145"), 95);
        assert_eq!(modules(System::Ean8, b"9638507"), 67);
        assert_eq!(modules(System::Code128, b"{B12"), 11 * 4 + 13);
        assert_eq!(modules(System::Code128, b"{C\x0C{BA"), 11 * 5 + 13);
    }

    #[test]
    fn every_code_128_symbol_is_eleven_modules() {
        for symbol in CODE_128 {
            let widths = symbol.to_string();
            assert_eq!(widths.bytes().map(|b| b - b'0').sum::<u8>(), 11, "{symbol}");
        }
        assert!(CODE_39_WIDE.iter().all(|w| w.count_ones() == 3));
        assert!(ITF_WIDE.iter().all(|w| w.count_ones() == 2));
    }

    #[test]
    fn check_digits_are_added() {
        let text = |system, data: &[u8]| Barcode::new(system, data).unwrap().text;
        assert_eq!(text(System::Ean13, b"400638133393"), "4006381333931");
        assert_eq!(text(System::UpcA, b"03600029145"), "036000291452");
        assert_eq!(text(System::Ean8, b"9638507"), "96385074");
        assert_eq!(text(System::Code128, b"{C\x0C\x22{BA{{{1"), "1234A{");
    }

    #[test]
    fn what_cannot_be_coded_is_none() {
        for (system, data) in [
            (System::Ean13, &b"12"[..]),
            (System::Ean13, b"40063813339xx"),
            (System::Code39, b"lower"),
            (System::Itf, b"123"),
            (System::Itf, b""),
            (System::Code128, b"12"),
            (System::Code128, b"{C\xFF"),
            (System::Code128, b"{B{"),
            (System::Code128Plain, b""),
        ] {
            assert_eq!(Barcode::new(system, data), None, "{system:?}");
        }
    }
}
