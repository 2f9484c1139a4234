//! What a member shows: which card it is, and whether it was read right.
//!
//! Three forms: our own, `CARE-M:` and eight characters, as a QR code or a Code 128; a shop's own cards
//! as EAN-13 with a prefix from 20 to 29, which no goods outside the shop have; and the number of a
//! service's recipient (GSRN, 18 digits, GS1 application identifier 8018). Whose card it is, is not
//! known here, and no card of a bank has one of these forms.

use crate::domain::code::{ALPHABET, check_symbol, is_separator, value_of};
use crate::domain::gift::rules::has_right_check_digit;

/// What stands before the characters of our own cards.
const MARK: &str = "CARE-M:";

/// Characters behind it: seven for the number, the last one to check them.
const SYMBOLS: usize = 8;

/// A card. `Debug` and `Display` show its last three digits only.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Card {
    form: Form,
    number: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Form {
    Own,
    InStore,
    Recipient,
}

/// Why a text is not a member's card. It never contains the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// It has none of the forms.
    #[error("this is no member's card; scan the card, or look the member up")]
    NoCard,
    /// It has the form and was misread.
    #[error("the card was not read right; scan it again")]
    Misread,
}

impl Card {
    /// The highest number of a card of our own: 35 bits.
    pub const MAX_OWN: u64 = (1 << 35) - 1;

    /// A card of our own with this number; `None` above [`Self::MAX_OWN`].
    pub fn own(number: u64) -> Option<Self> {
        let form = Form::Own;
        (number <= Self::MAX_OWN).then_some(Self { form, number })
    }

    /// Reads what was scanned or typed. `prefix` is what the shop's own cards begin with: two to twelve
    /// digits, the first two from 20 to 29.
    pub fn parse(text: &str, prefix: Option<&str>) -> Result<Self, CardError> {
        let text = text.trim();
        let head = text.get(..MARK.len()).unwrap_or_default();
        if head.eq_ignore_ascii_case(MARK) {
            return parse_own(text.get(MARK.len()..).unwrap_or_default());
        }
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|_| is_number);
        let number = number.ok_or(CardError::NoCard)?;
        let is_ours = prefix.is_some_and(|it| is_prefix(it) && text.starts_with(it));
        let form = match text.len() {
            13 if is_ours => Form::InStore,
            18 => Form::Recipient,
            _ => return Err(CardError::NoCard),
        };
        if has_right_check_digit(text) {
            Ok(Self { form, number })
        } else {
            Err(CardError::Misread)
        }
    }

    /// What its symbol says. It is a number of a person: never log it.
    pub fn reveal(self) -> String {
        match self.form {
            Form::Own => format!("{MARK}{}", symbols(self.number)),
            Form::InStore => format!("{:013}", self.number),
            Form::Recipient => format!("{:018}", self.number),
        }
    }
}

/// Whether a shop's own cards may begin so.
pub(super) fn is_prefix(prefix: &str) -> bool {
    let is_number = prefix.bytes().all(|byte| byte.is_ascii_digit());
    (2..=12).contains(&prefix.len()) && is_number && prefix.starts_with('2')
}

fn parse_own(text: &str) -> Result<Card, CardError> {
    let typed: Vec<char> = text.chars().filter(|c| !is_separator(*c)).collect();
    if typed.len() != SYMBOLS {
        return Err(CardError::Misread);
    }
    let bits = typed.into_iter().try_fold(0, |bits, symbol| {
        let value = value_of(symbol).ok_or(CardError::Misread)?;
        Ok::<u64, CardError>(bits << 5 | value)
    })?;
    let (number, check) = (bits >> 5, bits & 31);
    // Zero would be a card of zeros, which also stands for "not set" in other systems.
    if check_symbol(number) == check && number != 0 {
        Card::own(number).ok_or(CardError::Misread)
    } else {
        Err(CardError::Misread)
    }
}

/// `XXXX-XXXX`.
fn symbols(number: u64) -> String {
    let bits = number << 5 | check_symbol(number);
    let mut text = String::with_capacity(SYMBOLS + 1);
    for place in (0..SYMBOLS).rev() {
        let value = usize::try_from(bits >> (5 * place) & 31).unwrap_or_default();
        if place == SYMBOLS / 2 - 1 {
            text.push('-');
        }
        text.push(ALPHABET.get(value).map_or('0', |byte| char::from(*byte)));
    }
    text
}

impl std::fmt::Display for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = self.reveal();
        let last = shown.get(shown.len().saturating_sub(3)..);
        write!(f, "…{}", last.unwrap_or_default())
    }
}

impl std::fmt::Debug for Card {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_cards_are_read_as_they_are_written_and_shown_masked() {
        for number in [1, 31, 123_456, Card::MAX_OWN] {
            let card = Card::own(number).unwrap();
            let text = card.reveal();
            assert_eq!(text.len(), MARK.len() + 9, "{text}");
            for typed in [
                text.clone(),
                text.to_lowercase(),
                text.replace('-', "").replace("CAREM", "CARE-M"),
                format!(" {text} "),
            ] {
                assert_eq!(Card::parse(&typed, None), Ok(card), "{typed}");
            }
            let shown = format!("{card} {card:?}");
            assert_eq!(
                shown.chars().filter(|c| c.is_alphanumeric()).count(),
                6,
                "{shown}"
            );
            assert!(!shown.contains(text.trim_start_matches(MARK)), "{shown}");
        }
        assert_eq!(Card::own(Card::MAX_OWN + 1), None);
        assert_eq!(Card::own(1).unwrap().reveal(), "CARE-M:0000-0017");
    }

    #[test]
    fn every_wrong_character_and_every_swap_shows() {
        let text = Card::own(0x2_9d31_7a5b).unwrap().reveal().replace('-', "");
        let good: Vec<char> = text.chars().skip(MARK.len() - 1).collect();
        let read = |typed: &[char]| {
            Card::parse(&format!("{MARK}{}", typed.iter().collect::<String>()), None)
        };
        assert!(read(&good).is_ok());
        for place in 0..SYMBOLS {
            for symbol in ALPHABET.iter().map(|byte| char::from(*byte)) {
                let mut typed = good.clone();
                typed[place] = symbol;
                assert_eq!(read(&typed).is_ok(), typed == good, "{typed:?}");
            }
            for other in 0..SYMBOLS {
                let mut typed = good.clone();
                typed.swap(place, other);
                assert_eq!(read(&typed).is_ok(), typed == good, "{typed:?}");
            }
        }
    }

    #[test]
    fn a_shops_own_cards_need_its_prefix_and_the_check_digit() {
        for (text, prefix, expected) in [
            ("2912345678906", Some("29"), Ok(())),
            ("2912345678906", Some("291"), Ok(())),
            ("2912345678901", Some("29"), Err(CardError::Misread)),
            ("2912345678906", Some("28"), Err(CardError::NoCard)),
            ("2912345678906", None, Err(CardError::NoCard)),
            ("5901234123457", Some("59"), Err(CardError::NoCard)),
            ("735005385000000009", None, Err(CardError::Misread)),
            ("735005385000000011", None, Ok(())),
            ("CARE-M:", None, Err(CardError::Misread)),
            ("CARE-M:0000-0000", None, Err(CardError::Misread)),
            ("CARE:0000-0000", None, Err(CardError::NoCard)),
            ("CARE-M:0000-001U", None, Err(CardError::Misread)),
            ("żółw-ż:0", None, Err(CardError::NoCard)),
            ("4111111111111111", Some("2"), Err(CardError::NoCard)),
            ("", None, Err(CardError::NoCard)),
        ] {
            assert_eq!(Card::parse(text, prefix).map(|_| ()), expected, "{text}");
        }
        let card = Card::parse("2912345678906", Some("29")).unwrap();
        assert_eq!(
            (card.reveal().as_str(), card.to_string().as_str()),
            ("2912345678906", "…906")
        );
    }
}
