//! Goods by the codes that the scanner reads: which of the file's categories a code belongs to.
//!
//! Knows no names and prices of goods; what has no code is in no category.

use super::banned::{Place, complaint};
use super::table::{At, Reader, Section};

/// The most categories of a file.
const MAX: usize = 64;

/// Which categories something belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CategorySet(u64);

impl CategorySet {
    /// None.
    pub const NONE: Self = Self(0);

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those of either.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether they have one in common.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn only(index: usize) -> Self {
        Self(u32::try_from(index).map_or(0, |index| 1_u64.checked_shl(index).unwrap_or(0)))
    }
}

/// The categories of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Categories {
    names: Vec<String>,
    /// Codes from one to another, both included, by the first; ranges may lie in one another.
    ranges: Vec<Range>,
    /// How many codes the longest range has.
    longest: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Range {
    first: u64,
    last: u64,
    set: u64,
}

impl Categories {
    /// The categories of a scanned code, as the number that its digits are (EAN-8, UPC-A, EAN-13 or
    /// GTIN-14; zeros in front do not count).
    pub fn of(&self, code: u64) -> CategorySet {
        let end = self.ranges.partition_point(|range| range.first <= code);
        let begin = code.saturating_sub(self.longest);
        let near = self.ranges.iter().take(end).rev();
        let near = near.take_while(|range| range.first >= begin);
        let sets = near.filter(|range| range.last >= code);
        CategorySet(sets.fold(0, |all, range| all | range.set))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The one with this name.
    pub fn named(&self, name: &str) -> Option<CategorySet> {
        let place = self.names.iter().position(|known| known == name)?;
        Some(CategorySet::only(place))
    }
}

/// `[categories]`: a list of codes for each name.
pub(super) fn categories<'t>(reader: &mut Reader<'t>, top: &Section<'t>) -> Categories {
    let mut all = Categories::default();
    let Some(section) = reader.section(top, "categories") else {
        return all;
    };
    for (index, key) in section.keys().enumerate() {
        let name = key.value;
        if index >= MAX {
            reader.wrong(
                &section,
                name,
                format!("is one too many; there may be {MAX}"),
            );
            break;
        }
        if let Some(message) = complaint(Place::Condition, name) {
            reader.wrong(&section, name, message);
        }
        let set = CategorySet::only(index).0;
        for code in reader.texts(&section, name).unwrap_or_default() {
            match range(code.value) {
                Ok((first, last)) => all.ranges.push(Range { first, last, set }),
                Err(message) => reader.wrong_at(&section, name, code.line, message),
            }
        }
        all.names.push(name.to_owned());
    }
    all.ranges.sort();
    let lengths = all.ranges.iter().map(|range| range.last - range.first);
    all.longest = lengths.max().unwrap_or_default();
    all
}

/// The categories of a rule's list.
pub(super) fn set<'t>(
    reader: &mut Reader<'t>,
    section: &Section<'t>,
    key: &str,
    known: &Categories,
) -> CategorySet {
    let mut all = CategorySet::NONE;
    for At { value, line } in reader.texts(section, key).unwrap_or_default() {
        if let Some(message) = complaint(Place::Condition, value) {
            reader.wrong_at(section, key, line, message);
        } else if let Some(set) = known.named(value) {
            all = all.with(set);
        } else {
            let message = format!(
                "nothing says what {value:?} is; list the codes of its goods under [categories]"
            );
            reader.wrong_at(section, key, line, message);
        }
    }
    all
}

/// The codes that an entry means: one code, or the beginning of 13 digits and a `*`.
fn range(text: &str) -> Result<(u64, u64), String> {
    let (digits, is_open) = match text.strip_suffix('*') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let number = digits.parse::<u64>().ok();
    let number = number.filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let length = digits.len();
    match number {
        Some(number) if is_open && (3..=12).contains(&length) => {
            let rest = 10_u64.pow(u32::try_from(13 - length).unwrap_or_default());
            Ok((number * rest, number * rest + (rest - 1)))
        }
        Some(number) if !is_open && matches!(length, 8 | 12 | 13 | 14) => {
            if has_right_check_digit(digits) {
                Ok((number, number))
            } else {
                Err(format!(
                    "the last digit of {text:?} does not fit the others; compare it with the goods"
                ))
            }
        }
        _ => Err(format!(
            "{text:?} is no barcode; write the 8, 12, 13 or 14 digits under it, or at least 3 that \
             a code of 13 begins with and a *"
        )),
    }
}

/// Weights 3 and 1 from the right, the check digit with 1, as in the GS1 General Specifications 7.9.
pub(in crate::domain) fn has_right_check_digit(digits: &str) -> bool {
    let values = digits
        .bytes()
        .rev()
        .map(|byte| u32::from(byte.wrapping_sub(b'0')));
    let weight = |place: usize| if place.is_multiple_of(2) { 1 } else { 3 };
    let weighted = values
        .enumerate()
        .map(|(place, value)| value * weight(place));
    weighted.sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_codes_or_beginnings_of_codes() {
        for (text, range_of) in [
            ("5901234123457", (5_901_234_123_457, 5_901_234_123_457)),
            ("96385074", (96_385_074, 96_385_074)),
            ("036000291452", (36_000_291_452, 36_000_291_452)),
            ("590*", (5_900_000_000_000, 5_909_999_999_999)),
            ("2012345*", (2_012_345_000_000, 2_012_345_999_999)),
        ] {
            assert_eq!(range(text), Ok(range_of), "{text}");
        }
        for (text, words) in [
            ("5901234123458", "does not fit the others"),
            ("CHEESE-NEW", "is no barcode"),
            ("", "is no barcode"),
            ("59*", "is no barcode"),
            ("+5901234*", "is no barcode"),
            ("5901234123457*", "is no barcode"),
            ("123", "is no barcode"),
        ] {
            let said = range(text).unwrap_err();
            assert!(said.contains(words), "{text}: {said}");
        }
    }

    #[test]
    fn a_code_is_in_every_category_that_has_it() {
        let text = "[categories]\ncold = [\"590*\", \"5901234123457\"]\nnew = [\"5901234*\"]\n";
        let table = toml::de::DeTable::parse(text).unwrap();
        let mut reader = Reader::new("f", text);
        let found = categories(&mut reader, &Reader::top(table.get_ref()));
        assert!(reader.errors.is_empty(), "{:?}", reader.errors);
        let (cold, new) = (found.named("cold").unwrap(), found.named("new").unwrap());
        for (code, set) in [
            (5_901_234_123_457, cold.with(new)),
            (5_901_234_999_999, cold.with(new)),
            (5_900_000_000_000, cold),
            (5_909_999_999_999, cold),
            (5_910_000_000_000, CategorySet::NONE),
            (5_899_999_999_999, CategorySet::NONE),
            (0, CategorySet::NONE),
        ] {
            assert_eq!(found.of(code), set, "{code}");
        }
        assert!(!cold.meets(new) && cold.with(new).meets(new));
    }
}
