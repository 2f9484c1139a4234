//! The 12 characters on a receipt: what they look like, what a hand may type, what they are worth.
//!
//! 60 bits in 12 symbols: slot 5, masked payload 25, tag 25, check 5. The payload says which code
//! of which till and day this is; the tag proves that a holder of the store's key made it; the
//! check symbol finds typing errors without any key. Whether a code was used before is not known
//! here, that is for whoever keeps the [`Serial`]s.
//!
//! The format is frozen: codes are on paper in customers' hands.

mod address;
mod check;
mod form;
mod key;
mod presentable;
mod serial;

pub use address::{AddressError, ShortName, SurveyAddress};
pub use check::Challenge;
pub use form::{FormError, FormToken};
pub use key::{KEY_VERSION, MasterKey, Refusal, StoreKey, verify};
pub use serial::{Day, Kind, Month, Number, OutOfRange, Seq, Serial, Slot, Till};

use serde::{Deserialize, Serialize};

/// A code whose check symbol is right, shown as `XXXX-XXXX-XXXX`.
///
/// It may still be forged or too old: see [`verify`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(u64);

/// Why a text is not a code. All of these are slips of a hand and none is a sign of guessing, so
/// none counts toward a lock-out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Typo {
    /// Too few or too many characters, spaces and dashes not counted.
    #[error("a code has 12 characters, this has {found}; compare it with the receipt")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character that no code contains.
    #[error(
        "character {position} is {found:?}, which no code contains; compare it with the receipt"
    )]
    Alphabet {
        /// Which character, counted from 1 without spaces and dashes.
        position: usize,
        /// The character as it was typed.
        found: char,
    },
    /// The check symbol does not fit the others.
    #[error("one character seems wrong; compare the code with the receipt")]
    Check,
}

/// How many symbols a code has.
const SYMBOLS: usize = 12;

/// Crockford's alphabet: no I, L, O or U.
pub(in crate::domain) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 25 bits, the width of payload and tag.
const MASK_25: u32 = (1 << 25) - 1;

impl Code {
    /// Reads what somebody typed or scanned: any case, spaces, tabs and dashes anywhere, the letter
    /// O for zero, the letters I and L for one.
    pub fn parse(text: &str) -> Result<Self, Typo> {
        let typed = || text.chars().filter(|c| !is_separator(*c));
        let found = typed().count();
        if found != SYMBOLS {
            return Err(Typo::Length { found });
        }
        let mut bits = 0;
        for (index, found) in typed().enumerate() {
            let position = index + 1;
            let value = value_of(found).ok_or(Typo::Alphabet { position, found })?;
            bits = bits << 5 | value;
        }
        let code = Self::seal(bits >> 5);
        if code.0 == bits {
            Ok(code)
        } else {
            Err(Typo::Check)
        }
    }

    /// The 12 characters without dashes, as a QR code carries them.
    pub fn compact(self) -> String {
        self.symbols().collect()
    }

    /// The number of the store, readable without any key.
    pub fn slot(self) -> Slot {
        Slot::from_low_bits(self.field(55))
    }

    fn masked_payload(self) -> u32 {
        self.field(30) & MASK_25
    }

    fn tag(self) -> u32 {
        self.field(5) & MASK_25
    }

    fn field(self, shift: u32) -> u32 {
        u32::try_from((self.0 >> shift) & 0xffff_ffff).unwrap_or_default()
    }

    fn from_fields(slot: Slot, masked_payload: u32, tag: u32) -> Self {
        let head = u64::from(slot.get()) << 50;
        let payload = u64::from(masked_payload & MASK_25) << 25;
        Self::seal(head | payload | u64::from(tag & MASK_25))
    }

    /// Adds the check symbol to 55 bits.
    fn seal(data: u64) -> Self {
        Self(data << 5 | check_symbol(data))
    }

    fn symbols(self) -> impl Iterator<Item = char> {
        (0..SYMBOLS).rev().map(move |place| {
            let value = self.0 >> (5 * place) & 31;
            usize::try_from(value)
                .ok()
                .and_then(|value| ALPHABET.get(value))
                .map_or('0', |byte| char::from(*byte))
        })
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::with_capacity(SYMBOLS + 2);
        for (index, symbol) in self.symbols().enumerate() {
            if index == 4 || index == 8 {
                text.push('-');
            }
            text.push(symbol);
        }
        f.pad(&text)
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

impl std::str::FromStr for Code {
    type Err = Typo;

    fn from_str(text: &str) -> Result<Self, Typo> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Code {
    type Error = Typo;

    fn try_from(text: String) -> Result<Self, Typo> {
        Self::parse(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.to_string()
    }
}

/// White space and the dashes that keyboards and word processors put in.
pub(in crate::domain) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The five bits that a typed character stands for.
pub(in crate::domain) fn value_of(typed: char) -> Option<u64> {
    let symbol = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET
        .iter()
        .position(|byte| char::from(*byte) == symbol)?;
    u64::try_from(place).ok()
}

/// Σ sᵢ·αⁱ⁺¹ over GF(32) with x⁵ + x² + 1 and i counted from the first symbol.
///
/// The check symbol itself has the weight α⁰, so all 12 weights differ: every single wrong symbol
/// and every swap of two different ones shows.
pub(in crate::domain) fn check_symbol(data: u64) -> u64 {
    (0..SYMBOLS - 1)
        .map(|place| data >> (5 * place) & 31)
        .fold(0, |sum, symbol| times_alpha(sum ^ symbol))
}

fn times_alpha(value: u64) -> u64 {
    let doubled = value << 1;
    if doubled > 31 {
        doubled ^ 0x25
    } else {
        doubled
    }
}
