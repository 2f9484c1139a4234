//! Numbers of trade items: EAN-8, EAN-13, UPC-A, UPC-E and GTIN-14, and their check digit.

/// A Global Trade Item Number whose check digit is right, shown with 14 digits.
///
/// The same item has the same number whether its symbol was a UPC-A or an EAN-13.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Gtin(u64);

/// Why digits are no number of a trade item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotGtin {
    /// Something else than digits, or the wrong number of them.
    #[error("a product number has 8, 12, 13 or 14 digits, this is something else")]
    Shape,
    /// The check digit does not fit the others.
    #[error("the check digit does not fit; scan again")]
    CheckDigit,
}

impl Gtin {
    /// Reads 8, 12, 13 or 14 digits (EAN-8, UPC-A, EAN-13, GTIN-14) and verifies the check digit.
    pub fn parse(digits: &str) -> Result<Self, NotGtin> {
        if !matches!(digits.len(), 8 | 12 | 13 | 14) || !is_digits(digits) {
            return Err(NotGtin::Shape);
        }
        if !has_check_digit(digits) {
            return Err(NotGtin::CheckDigit);
        }
        digits.parse().map(Self).map_err(|_number| NotGtin::Shape)
    }

    /// Reads 13 digits of an ITF-14 whose check digit the scanner has verified and taken off.
    pub fn parse_without_check(digits: &str) -> Result<Self, NotGtin> {
        if digits.len() != 13 || !is_digits(digits) {
            return Err(NotGtin::Shape);
        }
        Self::parse(&format!("{digits}{}", check_digit(digits)))
    }

    /// Reads a UPC-E: number system, six digits and check digit, or without check digit, or the six
    /// digits alone (number system 0); only the first form can be verified.
    pub fn parse_upc_e(digits: &str) -> Result<Self, NotGtin> {
        let (system, six, check) = match (digits.len(), is_digits(digits)) {
            (6, true) => ("0", Some(digits), None),
            (7, true) => (digits.get(..1).unwrap_or("0"), digits.get(1..), None),
            (8, true) => (
                digits.get(..1).unwrap_or("0"),
                digits.get(1..7),
                digits.get(7..),
            ),
            _ => return Err(NotGtin::Shape),
        };
        let six = six.filter(|_| matches!(system, "0" | "1"));
        let eleven = format!("{system}{}", expand(six.ok_or(NotGtin::Shape)?));
        let computed = check_digit(&eleven).to_string();
        Self::parse(&format!("{eleven}{}", check.unwrap_or(&computed)))
    }

    /// Whether the number means something only inside one company or region, such as goods weighed
    /// in the shop: prefixes 02, 04 and 20 to 29 of an EAN-13, 0 and 2 of an EAN-8 (GS1 General
    /// Specifications, 1.4.3 and 2.1.11).
    pub fn is_in_store(self) -> bool {
        match self.0 {
            // An EAN-8, and equally a GTIN-13 that begins with five zeros.
            0..=99_999_999 => matches!(self.0 / 10_000_000, 0 | 2),
            _ => matches!(self.prefix(), 20..=29 | 40..=49 | 200..=299),
        }
    }

    /// The number without leading zeros, to compare it with others.
    pub fn number(self) -> u64 {
        self.0
    }

    /// Whether the number is a refund receipt or a coupon and no item: prefixes 980 to 984 and 99.
    pub fn is_voucher(self) -> bool {
        matches!(self.prefix(), 980..=984 | 990..=999)
    }

    /// The first three digits of the EAN-13; 1000 for a GTIN-14 of packed cases, which has none.
    fn prefix(self) -> u64 {
        (self.0 / 10_000_000_000).min(1000)
    }
}

impl std::fmt::Display for Gtin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

/// Whether the last digit is the check digit of those before it; `false` for what is not digits.
///
/// Finds every single wrong digit, and every swap of two neighbours that do not differ by 5.
pub fn has_check_digit(digits: &str) -> bool {
    let Some((data, check)) = digits
        .len()
        .checked_sub(1)
        .and_then(|at| digits.split_at_checked(at))
    else {
        return false;
    };
    !data.is_empty() && is_digits(digits) && check == check_digit(data).to_string()
}

/// Weights 3, 1, 3 … from the right, filled up to a multiple of ten (GS1 General Specifications,
/// 7.9.1).
fn check_digit(data: &str) -> u32 {
    let weights = [3, 1].into_iter().cycle();
    let digits = data.chars().rev().filter_map(|digit| digit.to_digit(10));
    let sum: u32 = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    (10 - sum % 10) % 10
}

/// The ten digits that the six of a UPC-E stand for (GS1 General Specifications, 5.2.2.4.2).
fn expand(six: &str) -> String {
    let part = |range: std::ops::Range<usize>| six.get(range).unwrap_or_default();
    let last = part(5..6);
    match last {
        "0" | "1" | "2" => format!("{}{last}0000{}", part(0..2), part(2..5)),
        "3" => format!("{}00000{}", part(0..3), part(3..5)),
        "4" => format!("{}00000{}", part(0..4), part(4..5)),
        _ => format!("{}0000{last}", part(0..5)),
    }
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
