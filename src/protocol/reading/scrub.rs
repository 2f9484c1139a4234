//! Takes card numbers out of a text before anybody reads it.
//!
//! For what `replay` prints and for captured slips; never for bytes on their way to the printer.
//! Whole numbers (12 to 19 digits that pass the Luhn check) and masked ones (`**** 4417`) become
//! `****`. Sources: ISO/IEC 7812-1 (length, check digit); the forms seen on slips.

use std::borrow::Cow;
use std::ops::Range;

/// What takes the place of a card number.
const MASK: &str = "****";
/// Digits in a card number.
const LENGTH: Range<usize> = 12..20;
/// Mask characters that make a masked number.
const MIN_MASKED: usize = 4;

/// `text` with `****` in place of every card number, masked or not.
pub fn scrub(text: &str) -> Cow<'_, str> {
    let mut offsets = Vec::with_capacity(text.len());
    let mut cells = Vec::with_capacity(text.len());
    for (offset, c) in text.char_indices() {
        offsets.push(offset);
        cells.push(cell(c));
    }
    let mut clean = String::new();
    let (mut done, mut at) = (0, 0);
    while let Some(found) = next_card(&cells, at) {
        let start = offsets.get(found.start).copied().unwrap_or(text.len());
        let end = offsets.get(found.end).copied().unwrap_or(text.len());
        clean.push_str(text.get(done..start).unwrap_or_default());
        clean.push_str(MASK);
        done = end;
        at = found.end;
    }
    if done == 0 && at == 0 {
        return Cow::Borrowed(text);
    }
    clean.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(clean)
}

/// Whether a folded line has a masked card number.
pub(super) fn has_masked_card(text: &[u8]) -> bool {
    // Every so many bytes is enough to meet a run of that length.
    let worth_it = text
        .iter()
        .skip(MIN_MASKED - 1)
        .step_by(MIN_MASKED)
        .any(|&b| is_mask(b));
    if !worth_it {
        return false;
    }
    let mut at = 0;
    while let Some(run) = next_run(text, at) {
        if run.masked(text).is_some() {
            return true;
        }
        at = run.end;
    }
    false
}

fn cell(c: char) -> u8 {
    match c {
        '\u{a0}' | '\u{2009}' | '\u{202f}' => b' ',
        '•' | '●' | '∙' | '·' => b'*',
        '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' => b'-',
        c => u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(0),
    }
}

fn is_mask(byte: u8) -> bool {
    matches!(byte, b'*' | b'#' | b'X' | b'x')
}

/// Digits and mask characters, with at most one space, dash or dot between them.
#[derive(Debug, Clone, Default)]
struct Run {
    start: usize,
    end: usize,
}

fn next_card(cells: &[u8], mut at: usize) -> Option<Range<usize>> {
    while let Some(run) = next_run(cells, at) {
        let found = run.masked(cells).or_else(|| run.whole(cells));
        if found.is_some() {
            return found;
        }
        at = run.end;
    }
    None
}

fn next_run(cells: &[u8], from: usize) -> Option<Run> {
    let part = |at: usize| {
        cells
            .get(at)
            .is_some_and(|&b| b.is_ascii_digit() || is_mask(b))
    };
    let start = from
        + cells
            .get(from..)?
            .iter()
            .position(|&b| b.is_ascii_digit() || is_mask(b))?;
    let mut end = start + 1;
    loop {
        if part(end) {
            end += 1;
        } else if matches!(cells.get(end), Some(b' ' | b'-' | b'.')) && part(end + 1) {
            end += 2;
        } else {
            return Some(Run { start, end });
        }
    }
}

impl Run {
    /// `************4412`, `5299 99** **** 2201`, `**** 1155`; not `*** 12.50 ***`.
    fn masked(&self, cells: &[u8]) -> Option<Range<usize>> {
        let run = cells.get(self.start..self.end)?;
        run.windows(MIN_MASKED)
            .find(|four| four.iter().all(|&b| is_mask(b)))?;
        let first = run.iter().position(|&b| is_mask(b))?;
        let last = run.iter().rposition(|&b| is_mask(b))?;
        let start = first - shown_before(run.get(..first)?);
        let after = run.get(last + 1..)?;
        let end = last + 1 + shown_after(after);
        let digits = |part: &[u8]| part.iter().filter(|b| b.is_ascii_digit()).count();
        let (head, tail) = (
            digits(run.get(start..first)?),
            digits(run.get(last + 1..end)?),
        );
        let all = run
            .get(start..end)?
            .iter()
            .filter(|b| b.is_ascii_digit() || is_mask(**b))
            .count();
        let shown = tail >= 3 || (tail >= 1 && head >= 4) || (head >= 6 && all == 16);
        let money = matches!(cells.get(self.start + end..),
            Some([b',' | b'.', digit, ..]) if digit.is_ascii_digit());
        let fits = shown && !money && (7..=19).contains(&all);
        fits.then_some(self.start + start..self.start + end)
    }

    /// A number in the clear, wherever in the run it stands.
    fn whole(&self, cells: &[u8]) -> Option<Range<usize>> {
        let groups = groups(cells, self.start, self.end);
        for from in 0..groups.len() {
            for to in (from + 1..=groups.len()).rev() {
                let window = groups.get(from..to)?;
                if let Some(range) = card_in(cells, window) {
                    return Some(range.start..track_end(cells, range.end));
                }
            }
        }
        None
    }
}

/// How much of the text before the mask belongs to the number: `99` and `5299 ` in `5299 99**`.
fn shown_before(before: &[u8]) -> usize {
    let digits = |part: &[u8]| part.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let mut taken = digits(before);
    while let Some((b' ' | b'-', rest)) = before
        .get(..before.len() - taken)
        .and_then(|left| left.split_last())
        && digits(rest) == 4
    {
        taken += 5;
    }
    taken
}

/// How much of the text after the mask belongs to the number: `3301-0` in `XXXX 3301-0`.
fn shown_after(after: &[u8]) -> usize {
    let digits = |from: usize| {
        let rest = after.get(from..).unwrap_or_default();
        rest.iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let gap = usize::from(matches!(after.first(), Some(b' ' | b'-')));
    let end = gap + digits(gap);
    match after.get(end) {
        Some(b'-') if end > gap => end + 1 + digits(end + 1),
        _ if end > gap => end,
        _ => 0,
    }
}

/// The digit groups of a run.
fn groups(cells: &[u8], start: usize, end: usize) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for at in start..end {
        if cells.get(at).is_some_and(u8::is_ascii_digit) {
            match groups.last_mut() {
                Some(group) if group.end == at => group.end = at + 1,
                _ => groups.push(at..at + 1),
            }
        }
    }
    groups
}

/// Where in these groups, taken together, a card number stands.
fn card_in(cells: &[u8], groups: &[Range<usize>]) -> Option<Range<usize>> {
    let (first, last) = (groups.first()?, groups.last()?);
    let digits: Vec<u8> = groups
        .iter()
        .flat_map(|group| cells.get(group.clone()).unwrap_or_default())
        .map(|digit| digit - b'0')
        .collect();
    if groups.len() == 1 {
        return single(&digits).map(|at| first.start + at.start..first.start + at.end);
    }
    let lengths = groups.iter().map(ExactSizeIterator::len);
    let separators = groups
        .windows(2)
        .filter_map(|pair| cells.get(pair.first()?.end));
    let even = separators.clone().min() == separators.max();
    // 4-4-4-4 and so on, letter-spaced, in pairs; 4-6-5 and 4-6-4 are older brands.
    let alike = |len: usize| lengths.clone().rev().skip(1).all(|other| other == len);
    let spaced = first.len() <= 2 && last.len() == first.len() && alike(first.len());
    let shape = alike(4)
        || spaced
        || (groups.len() == 3 && lengths.clone().nth(1) == Some(6) && first.len() == 4)
        || (groups.len() == 2 && first.len() == 8 && last.len() == 8);
    (even && shape && is_card(&digits)).then_some(first.start..last.end)
}

/// A card number in one group of digits, or glued to the front or the end of a longer one.
fn single(digits: &[u8]) -> Option<Range<usize>> {
    if LENGTH.contains(&digits.len()) {
        let other = is_goods_number(digits) || is_moment(digits);
        return (is_card(digits) && !other).then_some(0..digits.len());
    }
    let len = 16;
    let from = digits.len().checked_sub(len).filter(|&from| from > 0)?;
    let glued = [0, from]
        .into_iter()
        .find(|&at| digits.get(at..at + len).is_some_and(is_card));
    glued.map(|at| at..at + len)
}

fn is_card(digits: &[u8]) -> bool {
    LENGTH.contains(&digits.len())
        && digits.first().is_some_and(|first| (2..=6).contains(first))
        && weighted(
            digits,
            |digit| if digit > 4 { 2 * digit - 9 } else { 2 * digit },
        )
        .is_multiple_of(10)
}

/// EAN-13 and UPC-A; cards of 12 or 13 digits are long gone, such barcodes are everywhere.
fn is_goods_number(digits: &[u8]) -> bool {
    matches!(digits.len(), 12 | 13) && weighted(digits, |digit| 3 * digit).is_multiple_of(10)
}

/// `20261122` and a time: year, month, day, hour, minute, maybe second.
fn is_moment(digits: &[u8]) -> bool {
    let [2, 0, _, _, m1, m2, d1, d2, h1, h2, ..] = *digits else {
        return false;
    };
    let (month, day, hour) = (10 * m1 + m2, 10 * d1 + d2, 10 * h1 + h2);
    matches!(digits.len(), 12 | 14)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
}

/// Sum of the digits, every second one from the right weighted.
fn weighted(digits: &[u8], weight: fn(u8) -> u8) -> u32 {
    let pairs = digits.iter().rev().enumerate();
    pairs
        .map(|(i, &d)| u32::from(if i % 2 == 1 { weight(d) } else { d }))
        .sum()
}

/// Magnetic track data go on after the number: `=2612101...?` or `^NAME^2612...?`.
fn track_end(cells: &[u8], end: usize) -> usize {
    let Some(rest) = cells
        .get(end..)
        .filter(|rest| matches!(rest, [b'=' | b'^', ..]))
    else {
        return end;
    };
    let stop = rest.iter().position(|&b| b == b'?' || b == b'\n');
    end + stop.unwrap_or(rest.len())
}
