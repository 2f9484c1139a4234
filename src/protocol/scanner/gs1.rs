//! GS1 element strings: application identifiers and their values, one after the other.
//!
//! An identifier that is not in the table is said, not guessed: without its length nobody knows
//! where the next one begins.

use super::gtin::{has_check_digit, is_digits};

/// What separates values of variable length: FNC1, which scanners send as GS.
pub const SEPARATOR: char = '\u{1d}';

/// An application identifier and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// The application identifier, two to four digits.
    pub ai: String,
    /// Its value.
    pub value: String,
}

/// Why a text is no sequence of element strings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotElements {
    /// An application identifier that is not known; its first digits, four at most.
    #[error("a GS1 application identifier in it is not known")]
    UnknownAi(String),
    /// A value has the wrong length or characters.
    #[error("the value of GS1 identifier {0} is not what it should be; scan again")]
    Value(&'static str),
    /// A check digit does not fit.
    #[error("the check digit of GS1 identifier {0} does not fit; scan again")]
    CheckDigit(&'static str),
    /// There is nothing.
    #[error("the symbol says nothing")]
    Empty,
}

/// Reads a whole text; the separator may also stand at the beginning, where some scanners send it.
pub fn parse(text: &str) -> Result<Vec<Element>, NotElements> {
    let mut rest = text.trim_start_matches(SEPARATOR);
    let mut elements = Vec::new();
    while !rest.is_empty() {
        let (element, after) = next(rest)?;
        elements.push(element);
        rest = after.trim_start_matches(SEPARATOR);
    }
    if elements.is_empty() {
        return Err(NotElements::Empty);
    }
    Ok(elements)
}

/// The value of an application identifier, where it is there.
pub fn value<'e>(elements: &'e [Element], ai: &str) -> Option<&'e str> {
    let found = elements.iter().find(|element| element.ai == ai)?;
    Some(&found.value)
}

fn next(text: &str) -> Result<(Element, &str), NotElements> {
    let unknown = || {
        let shown = text.chars().take_while(char::is_ascii_digit);
        NotElements::UnknownAi(shown.take(4).collect())
    };
    let (row, ai, rest) = row_of(text).ok_or_else(unknown)?;
    let end = rest.find(SEPARATOR).unwrap_or(rest.len());
    let end = if row.is_predefined() {
        row.longest.min(end)
    } else {
        end
    };
    let split = rest.split_at_checked(end);
    let (value, rest) = split.ok_or(NotElements::Value(row.name))?;
    row.check(value)?;
    let element = Element {
        ai: ai.to_owned(),
        value: value.to_owned(),
    };
    Ok((element, rest))
}

/// No identifier is the beginning of another one, so that the shortest that fits is the right one.
fn row_of(text: &str) -> Option<(&'static Row, &str, &str)> {
    (2..=4).find_map(|digits| {
        let (ai, rest) = text.split_at_checked(digits)?;
        let number: u16 = is_digits(ai).then(|| ai.parse().ok())??;
        let row = ROWS
            .iter()
            .find(|row| row.first.len() == digits && row.covers(number))?;
        Some((row, ai, rest))
    })
}

/// Application identifiers with the same rules.
struct Row {
    /// The first of them, as it is written.
    first: &'static str,
    /// The number of the last of them.
    last: u16,
    /// What they are called in messages.
    name: &'static str,
    shortest: usize,
    longest: usize,
    content: Content,
}

/// What a value consists of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Digits.
    Digits,
    /// Digits of which the last one is a check digit.
    Checked,
    /// 13 digits with check digit, then anything.
    CheckedThenText,
    /// Year, month and day, two digits each; day 00 is the end of the month.
    Date,
    /// Letters, digits and signs (GS1 character set 82).
    Text,
}

use Content::{Checked, CheckedThenText, Date, Digits, Text};

const fn row(
    first: &'static str,
    last: u16,
    (shortest, longest): (usize, usize),
    content: Content,
) -> Row {
    Row {
        first,
        last,
        name: first,
        shortest,
        longest,
        content,
    }
}

/// GS1 General Specifications, 3.2 (GS1 Application Identifiers in numerical order).
const ROWS: &[Row] = &[
    row("00", 0, (18, 18), Checked),
    row("01", 3, (14, 14), Checked),
    row("10", 10, (1, 20), Text),
    row("11", 13, (6, 6), Date),
    row("15", 17, (6, 6), Date),
    row("20", 20, (2, 2), Digits),
    row("21", 22, (1, 20), Text),
    row("30", 30, (1, 8), Digits),
    row("37", 37, (1, 8), Digits),
    row("90", 90, (1, 30), Text),
    row("91", 99, (1, 90), Text),
    row("235", 235, (1, 28), Text),
    row("240", 241, (1, 30), Text),
    row("242", 242, (1, 6), Digits),
    row("243", 243, (1, 20), Text),
    row("250", 251, (1, 30), Text),
    row("253", 253, (13, 30), CheckedThenText),
    row("254", 254, (1, 20), Text),
    row("255", 255, (13, 25), CheckedThenText),
    row("400", 401, (1, 30), Text),
    row("402", 402, (17, 17), Checked),
    row("403", 403, (1, 30), Text),
    row("410", 417, (13, 13), Checked),
    row("420", 420, (1, 20), Text),
    row("421", 421, (4, 12), Text),
    row("422", 422, (3, 3), Digits),
    row("423", 423, (3, 15), Digits),
    row("424", 426, (3, 3), Digits),
    row("427", 427, (1, 3), Text),
    // Weights and measures; the last digit of the identifier is the place of the decimal point.
    row("3100", 3169, (6, 6), Digits),
    row("3200", 3379, (6, 6), Digits),
    row("3400", 3579, (6, 6), Digits),
    row("3600", 3699, (6, 6), Digits),
    // Amounts and prices; those with a currency have its three digits in front.
    row("3900", 3909, (1, 15), Digits),
    row("3910", 3919, (4, 18), Digits),
    row("3920", 3929, (1, 15), Digits),
    row("3930", 3939, (4, 18), Digits),
    row("3940", 3949, (4, 4), Digits),
    row("3950", 3959, (6, 6), Digits),
    row("7003", 7003, (10, 10), Digits),
    row("8003", 8003, (14, 30), Text),
    row("8004", 8004, (1, 30), Text),
    row("8005", 8005, (6, 6), Digits),
    row("8006", 8006, (18, 18), Digits),
    row("8008", 8008, (8, 12), Digits),
    row("8017", 8018, (18, 18), Checked),
    row("8019", 8019, (1, 10), Digits),
    row("8020", 8020, (1, 25), Text),
    row("8110", 8110, (1, 70), Text),
    row("8200", 8200, (1, 70), Text),
];

impl Row {
    fn covers(&self, ai: u16) -> bool {
        let first = self.first.parse().unwrap_or(u16::MAX);
        (first..=self.last).contains(&ai)
    }

    /// Whether no separator is needed behind the value: by the first two digits (GS1 General
    /// Specifications, 7.8.5, "element strings with predefined length").
    fn is_predefined(&self) -> bool {
        let two = self.first.get(..2).and_then(|two| two.parse::<u8>().ok());
        matches!(two, Some(0..=4 | 11..=20 | 31..=36 | 41))
    }

    fn check(&self, value: &str) -> Result<(), NotElements> {
        let fits = (self.shortest..=self.longest).contains(&value.len())
            && match self.content {
                Digits | Checked => is_digits(value),
                CheckedThenText => value.get(..13).is_some_and(is_digits) && is_text(value),
                Date => is_date(value),
                Text => is_text(value),
            };
        if !fits {
            return Err(NotElements::Value(self.name));
        }
        let checked = match self.content {
            Checked => value,
            CheckedThenText => value.get(..13).unwrap_or_default(),
            Digits | Date | Text => return Ok(()),
        };
        if has_check_digit(checked) {
            Ok(())
        } else {
            Err(NotElements::CheckDigit(self.name))
        }
    }
}

fn is_date(value: &str) -> bool {
    let part = |range: std::ops::Range<usize>| value.get(range)?.parse::<u8>().ok();
    is_digits(value) && matches!(part(2..4), Some(1..=12)) && matches!(part(4..6), Some(0..=31))
}

/// GS1 General Specifications, 7.11, figure 7.11-1: the 82 characters of element strings.
fn is_text(value: &str) -> bool {
    value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&byte))
}
