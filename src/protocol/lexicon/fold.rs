//! Folds a line of text into plain capitals, so that one spelling of a word is enough.
//!
//! Capitals without accents, one byte a letter (two for Æ, Œ, ß, Þ and Ĳ); spaces and dashes of
//! every kind become the plain ones; letter-spaced words are closed up. Nothing is looked up here
//! and no meaning is given. Rules: a till prints what its code page has, so `ZAPŁATY`, `ZAPLATY`
//! and `Z A P Ł A T Y` are one word.
#![expect(
    clippy::indexing_slicing,
    reason = "every index is below the length that the loop around it compares with"
)]

use crate::protocol::wipe;

/// Stands for a character that could not be decoded or is no letter of any till's language.
pub(crate) const WILD: u8 = 0x1A;
/// Stands for `€`.
pub(crate) const EURO: u8 = 0x80;
/// Stands for `£`.
pub(crate) const POUND: u8 = 0x81;

/// U+00C0 to U+017F without accents; a small letter stands for two (see [`double`]), a dot for none.
const LATIN: &[u8; 192] = b"\
AAAAAAaCEEEEIIIIDNOOOOO.OUUUUYtsAAAAAAaCEEEEIIIIDNOOOOO.OUUUUYtY\
AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIiiJJKKKLLLLLLL\
LLLNNNNNNNNNOOOOOOooRRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

/// A letter that was not ASCII: it may be right, or come from a wrong code page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Odd {
    /// Where it stands in the folded text.
    pub(crate) at: usize,
    /// How many bytes it became: 1 or 2.
    pub(crate) len: usize,
}

/// One folded line; the buffers are kept for the next one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folded {
    /// Capitals, digits and punctuation in ASCII, and the three bytes named above.
    pub(crate) text: Vec<u8>,
    /// The letters that were not ASCII, in order.
    pub(crate) odd: Vec<Odd>,
}

impl Folded {
    /// Folds `line` into the buffers.
    pub(crate) fn fold(&mut self, line: &str) {
        // No character becomes longer than it is.
        wipe::begin(&mut self.text, line.len());
        self.odd.clear();
        if line.is_ascii() {
            self.text.extend(line.bytes().map(plain));
        } else {
            line.chars().for_each(|c| self.push(c));
        }
        if may_be_spaced(&self.text) {
            for separator in *b" -." {
                if close_up(&mut self.text, separator) {
                    self.odd.clear();
                }
            }
        }
    }

    fn push(&mut self, c: char) {
        match c {
            '\0'..='\x7f' => self.text.push(plain(c as u8)),
            '×' => self.text.push(b'X'),
            'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ' => self.push_letter(LATIN[c as usize - 0xC0]),
            '€' => self.text.push(EURO),
            '£' => self.text.push(POUND),
            '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' => self.text.push(b'-'),
            '´' | 'ʼ' | '\u{2018}'..='\u{201b}' => self.text.push(b'\''),
            '\u{201c}'..='\u{201f}' | '«' | '»' => self.text.push(b'"'),
            '…' => self.text.extend_from_slice(b"..."),
            '•' | '●' | '∙' | '∗' | '★' | '☆' => self.text.push(b'*'),
            '÷' | '·' | '°' | '№' | '§' | '©' | '®' | '™' => self.text.push(b' '),
            c if c.is_whitespace() || c.is_control() => self.text.push(b' '),
            _ => self.text.push(WILD),
        }
    }

    fn push_letter(&mut self, folded: u8) {
        let at = self.text.len();
        self.text.push(folded.to_ascii_uppercase());
        self.text.extend(double(folded));
        let len = self.text.len() - at;
        self.odd.push(Odd { at, len });
    }
}

/// The line as its words are compared; for whoever looks for words of other files.
pub fn fold(line: &str) -> String {
    let mut folded = Folded::default();
    folded.fold(line);
    let shown = |byte| match byte {
        WILD => char::REPLACEMENT_CHARACTER,
        EURO => '€',
        POUND => '£',
        other => char::from(other),
    };
    folded.text.into_iter().map(shown).collect()
}

fn plain(byte: u8) -> u8 {
    match byte {
        b'`' => b'\'',
        0..=0x1f | 0x7f => b' ',
        _ => byte.to_ascii_uppercase(),
    }
}

fn double(folded: u8) -> Option<u8> {
    match folded {
        b'a' | b'o' => Some(b'E'),
        b's' => Some(b'S'),
        b't' => Some(b'H'),
        b'i' => Some(b'J'),
        _ => None,
    }
}

/// Turns `T O T A L  5 , 0 0` into `TOTAL  5,00`; says whether there was anything of that kind.
///
/// Closed up are runs of at least three single characters, and only in a line that has a run with
/// at least four single letters: `A 1 B 2` and `2 x 3` stay as they are.
fn close_up(text: &mut Vec<u8>, separator: u8) -> bool {
    if !has_spaced_word(text, separator) {
        return false;
    }
    let (mut read, mut write) = (0, 0);
    while read < text.len() {
        let run = single_run(text, read, separator);
        let (step, keep) = if run.count >= 3 {
            (2, run.count)
        } else {
            (1, run.end - read)
        };
        for i in 0..keep {
            text[write + i] = text[read + i * step];
        }
        write += keep;
        read = run.end;
    }
    text.truncate(write);
    true
}

/// A quick look, so that the usual line costs one pass.
fn may_be_spaced(text: &[u8]) -> bool {
    text.windows(3).any(|three| {
        let [before, single, after] = *three else {
            return false;
        };
        before == after && single != before && matches!(before, b' ' | b'-' | b'.')
    })
}

fn has_spaced_word(text: &[u8], separator: u8) -> bool {
    let mut at = 0;
    while at < text.len() {
        // A single character is followed by a separator or the end; look no further elsewhere.
        if is_letter(text[at]) && text.get(at + 1) == Some(&separator) {
            let run = single_run(text, at, separator);
            if run.letters >= 4 {
                return true;
            }
            at = run.end.max(at + 1);
        } else {
            at += 1;
        }
    }
    false
}

/// Characters that stand alone, each one separator away from the next.
struct Run {
    count: usize,
    letters: usize,
    /// After the last of them, or one further than where it was looked for if there is none.
    end: usize,
}

fn single_run(text: &[u8], from: usize, separator: u8) -> Run {
    let mut run = Run {
        count: 0,
        letters: 0,
        end: from + 1,
    };
    let starts = from == 0 || is_edge(text[from - 1], separator);
    let mut at = from;
    while starts && at < text.len() && is_single(text, at, separator) {
        run.count += 1;
        run.letters += usize::from(is_letter(text[at]));
        run.end = at + 1;
        if text.get(at + 1) != Some(&separator) {
            break;
        }
        at += 2;
    }
    run
}

/// One character with nothing but separators beside it. Only letters count where the separator
/// is a dash or a dot: `21-1-2` and `1.2.3` are numbers.
fn is_single(text: &[u8], at: usize, separator: u8) -> bool {
    let fits = match text[at] {
        b' ' | b'*' | b'_' | b'=' | b'#' => false,
        byte => separator == b' ' || is_letter(byte),
    };
    fits && text
        .get(at + 1)
        .is_none_or(|&next| is_edge(next, separator))
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == WILD
}

fn is_edge(byte: u8, separator: u8) -> bool {
    byte == separator || byte == b' '
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn one_spelling_is_enough() {
        let cases = [
            ("Do zapłaty", "DO ZAPLATY"),
            ("Kassekvittering Køb ÆØÅ", "KASSEKVITTERING KOB AEOA"),
            ("Käibemaks Õ", "KAIBEMAKS O"),
            ("Straße", "STRASSE"),
            ("O\u{301}smy", "OSMY"),
            ("T O T A L", "TOTAL"),
            ("S U M A  P L N  3 2 , 3 4", "SUMA  PLN  32,34"),
            ("A-F-V-I-S-T", "AFVIST"),
            ("* * T O T A L * *", "* * TOTAL * *"),
            ("A 1 B 2", "A 1 B 2"),
            ("2 x 3 5,00", "2 X 3 5,00"),
            ("1\u{a0}234,56 \u{2212}5", "1 234,56 -5"),
            ("K\u{fffd}B", "K\u{fffd}B"),
            ("€5 £6", "€5 £6"),
        ];
        for (line, folded) in cases {
            assert_eq!(fold(line), folded, "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(line in "\\PC{0,60}") {
            let once = fold(&line);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn folding_spaced_letters_twice_is_folding_once(line in "[A-Ca-c1æÆß .*-]{0,40}") {
            let once = fold(&line);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
