//! Amounts of money in a folded line: `1 234,56`, `-£11.00`, `13,03 €`, `kr 88`, `88,-`.
//!
//! A number counts with two decimals, or with a currency beside it. Percentages, dates, times,
//! weights and the insides of longer numbers are no amounts.

use crate::domain::document::Currency;
use crate::protocol::lexicon::Lexicon;
use crate::protocol::lexicon::fold::{EURO, POUND};

/// Most digits before the decimals: more is a number of something else.
const MAX_DIGITS: usize = 9;

/// Measures and clock words; a number right before one of them is no money.
const UNITS: [&[u8]; 19] = [
    b"KG", b"L", b"LTR", b"ML", b"CL", b"DL", b"CM", b"MM", b"STK", b"SZT", b"TK", b"PCS", b"PC",
    b"KWH", b"AM", b"PM", b"UHR", b"LB", b"OZ",
];

/// An amount and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    /// Hundredths.
    pub(super) minor: i64,
    /// The currency printed beside it.
    pub(super) currency: Option<Currency>,
    /// Its decimal separator, if it has decimals.
    pub(super) decimal: Option<u8>,
    /// Where its first digit stands.
    pub(super) start: usize,
    /// After its last character.
    pub(super) end: usize,
}

/// Finds the amounts of a line, from left to right; `found` is overwritten.
pub(super) fn find(text: &[u8], lexicon: &Lexicon, found: &mut Vec<Amount>) {
    found.clear();
    let mut at = 0;
    while let Some(step) = rest(text, at).iter().position(u8::is_ascii_digit) {
        let start = at + step;
        let number = Number::read(text, start);
        if let Some(amount) = number.amount(text, lexicon) {
            found.push(amount);
        }
        at = number.end;
    }
    if let [only] = found.as_mut_slice() {
        let before = text.get(..only.start).unwrap_or_default();
        let opened = before.iter().rev().find(|&&b| !is_mark(b)) == Some(&b'(');
        let closed = rest(text, only.end).trim_ascii() == b")";
        if opened && closed && only.minor > 0 {
            only.minor = -only.minor;
        }
    }
}

fn rest(text: &[u8], at: usize) -> &[u8] {
    text.get(at..).unwrap_or_default()
}

fn byte(text: &[u8], at: usize) -> u8 {
    text.get(at).copied().unwrap_or(b' ')
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, EURO | POUND | b'$')
}

/// Digits and the separators between them, before anything is known about their meaning.
#[derive(Debug, Clone, Copy, Default)]
struct Number {
    start: usize,
    end: usize,
    /// All digits read as one number, decimals included.
    value: i64,
    digits: usize,
    /// Lengths of the first and the last group, and how many groups there are.
    first: usize,
    last: usize,
    groups: usize,
    /// Separator before the last group.
    separator: u8,
    /// Separator between all earlier groups; zero while there is none.
    thousands: u8,
    /// A group of a wrong length, separators of different kinds: a date, a version, a code.
    odd: bool,
}

impl Number {
    /// Reads digit groups; a group after a space belongs to the number only if decimals follow.
    fn read(text: &[u8], start: usize) -> Self {
        let spaced = Self::groups(text, start, true);
        if spaced.thousands == b' '
            && !(spaced.last == 2 && spaced.separator != b' ' && !spaced.odd)
            || spaced.separator == b' '
        {
            return Self::groups(text, start, false);
        }
        spaced
    }

    fn groups(text: &[u8], start: usize, spaces: bool) -> Self {
        let mut number = Self {
            start,
            end: start,
            ..Self::default()
        };
        loop {
            let group = rest(text, number.end);
            let len = group.iter().take_while(|b| b.is_ascii_digit()).count();
            number.push(group.get(..len).unwrap_or_default());
            number.end += len;
            let separator = byte(text, number.end);
            let next = rest(text, number.end + 1);
            let following = next.iter().take_while(|b| b.is_ascii_digit()).count();
            let joined = match separator {
                b'.' | b',' | b'\'' => following > 0,
                b' ' => spaces && following == 3 && number.first <= 3 && number.groups_agree(b' '),
                _ => false,
            };
            if !joined {
                return number;
            }
            if number.groups > 1 {
                number.odd |= number.last != 3
                    || (number.thousands != 0 && number.thousands != number.separator);
                number.thousands = number.separator;
            }
            number.separator = separator;
            number.end += 1;
        }
    }

    fn groups_agree(&self, separator: u8) -> bool {
        self.groups == 1 || self.separator == separator
    }

    fn push(&mut self, group: &[u8]) {
        self.groups += 1;
        self.last = group.len();
        self.first = if self.groups == 1 {
            group.len()
        } else {
            self.first
        };
        self.digits += group.len();
        for digit in group {
            self.value = self
                .value
                .saturating_mul(10)
                .saturating_add(i64::from(digit - b'0'));
        }
    }

    fn amount(&self, text: &[u8], lexicon: &Lexicon) -> Option<Amount> {
        let (mut minor, decimal, end) = self.value_at(text)?;
        let before = Before::look(text, self.start, lexicon)?;
        let (after, end, minus) = look_after(text, end, lexicon)?;
        let currency = before.currency.or(after);
        if decimal.is_none() && end == self.end && currency.is_none() {
            return None;
        }
        if decimal.is_none() && byte(text, self.start) == b'0' && self.digits > 1 {
            return None;
        }
        if before.minus || minus {
            minor = -minor;
        }
        Some(Amount {
            minor,
            currency,
            decimal,
            start: self.start,
            end,
        })
    }

    /// Hundredths, the decimal separator, and where the number with its `,-` ends.
    fn value_at(&self, text: &[u8]) -> Option<(i64, Option<u8>, usize)> {
        let grouped = self.groups > 1;
        let decimals = grouped && self.last == 2 && matches!(self.separator, b'.' | b',');
        let whole = self.digits - if decimals { 2 } else { 0 };
        let thousands = if decimals {
            self.thousands
        } else {
            self.separator
        };
        let split = self.groups > if decimals { 2 } else { 1 };
        if self.odd || whole > MAX_DIGITS || (split && self.first > 3) {
            return None;
        }
        if decimals {
            let fits = thousands != self.separator;
            return fits.then_some((self.value, Some(self.separator), self.end));
        }
        if grouped && (self.last != 3 || (self.thousands != 0 && self.thousands != thousands)) {
            return None;
        }
        let minor = self.value.checked_mul(100)?;
        match rest(text, self.end) {
            // The Danish and German way to write "and no cents".
            [b',' | b'.', b'-', b'-', ..] => Some((minor, None, self.end + 3)),
            [b',' | b'.', b'-', ..] => Some((minor, None, self.end + 2)),
            _ => Some((minor, None, self.end)),
        }
    }
}

/// What stands to the left of a number.
struct Before {
    currency: Option<Currency>,
    minus: bool,
}

impl Before {
    /// `None` if it shows that the number is no amount.
    fn look(text: &[u8], start: usize, lexicon: &Lexicon) -> Option<Self> {
        let left = text.get(..start).unwrap_or_default();
        if let [digit, b'.' | b',' | b':' | b'/' | b'-'] = last(left, 2)
            && digit.is_ascii_digit()
        {
            return None;
        }
        let (mark, currency) = mark_before(left, lexicon);
        let glued = left.last().is_some_and(u8::is_ascii_alphanumeric);
        if glued && currency.is_none() && !is_times(left) {
            return None;
        }
        let minus = ends_in_minus(left) || (currency.is_some() && ends_in_minus(mark));
        Some(Self { currency, minus })
    }
}

fn last(text: &[u8], count: usize) -> &[u8] {
    rest(text, text.len().saturating_sub(count))
}

/// `x4,99`: the price of one.
fn is_times(left: &[u8]) -> bool {
    matches!(last(left, 2), [b' ' | b'0'..=b'9', b'X'] | [b'X'])
}

/// `-5,00`, and `  - 5,00` in a column of its own; `Tea - 5,00` is a dash.
fn ends_in_minus(left: &[u8]) -> bool {
    match left {
        [.., before, b'-'] => !before.is_ascii_alphanumeric(),
        [b'-'] | [b'-', b' '] | [.., b' ', b' ', b'-', b' '] => true,
        _ => false,
    }
}

/// The currency to the left of a number and what stands before it.
fn mark_before<'t>(left: &'t [u8], lexicon: &Lexicon) -> (&'t [u8], Option<Currency>) {
    let skipped = |b: &&u8| matches!(b, b' ' | b':' | b'=' | b'(' | b'.' | b'-' | b'*' | b'+');
    let gap = left.iter().rev().take_while(skipped).count();
    let near = left.get(..left.len() - gap).unwrap_or_default();
    let len = match near.last() {
        Some(&b) if is_mark(b) => 1,
        _ => near
            .iter()
            .rev()
            .take_while(|b| b.is_ascii_uppercase())
            .count(),
    };
    let (before, mark) = near.split_at(near.len() - len);
    (
        before,
        if len == 0 {
            None
        } else {
            lexicon.currency(mark)
        },
    )
}

/// The currency to the right, where the amount ends, and whether a minus follows it; `None` if
/// what follows shows that the number is no amount.
fn look_after(
    text: &[u8],
    end: usize,
    lexicon: &Lexicon,
) -> Option<(Option<Currency>, usize, bool)> {
    let right = rest(text, end);
    match right {
        [b':' | b'/' | b'-', digit, ..] if digit.is_ascii_digit() => return None,
        [b'/' | b'%', ..] | [b' ', b'%', ..] => return None,
        _ => {}
    }
    let minus = matches!(right, [b'-'] | [b'-', b' ', ..]) && byte(text, end - 1).is_ascii_digit();
    let end = end + usize::from(minus);
    let right = rest(text, end);
    let gap = right.iter().take_while(|&&b| b == b' ').count();
    let near = rest(right, gap);
    let len = match near.first() {
        Some(&b) if is_mark(b) => 1,
        _ => near.iter().take_while(|b| b.is_ascii_uppercase()).count(),
    };
    let word = near.get(..len).unwrap_or_default();
    if UNITS.contains(&word) || (gap == 0 && len > 2 && lexicon.currency(word).is_none()) {
        return None;
    }
    let currency = if len == 0 {
        None
    } else {
        lexicon.currency(word)
    };
    Some((currency, end, minus))
}
