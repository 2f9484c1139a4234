//! Which lines there are: their names in the files, how long they may be, what they must contain.

use crate::domain::decline::{Care, Step};
use crate::domain::hold::Colour;

/// Where a token's colour and number, and a token itself, go.
pub(super) const COLOUR: &str = "{colour}";
pub(super) const NUMBER: &str = "{number}";
pub(super) const TOKEN: &str = "{token}";

/// One text of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// What is said to the customer.
    Say(Care),
    /// What the cashier alone reads.
    Hint(Care),
    /// The button of a step.
    Step(Step),
    /// What is said of a basket that is kept.
    HoldSay,
    /// How a token is written.
    HoldToken,
    /// The name of a colour.
    Colour(Colour),
    /// An everyday sentence.
    Text(PhraseKey),
    /// How that sentence is read aloud by somebody who does not speak the language.
    Sounds(PhraseKey),
}

impl Line {
    /// Every line that a language has, in the order of the files.
    pub fn all() -> impl Iterator<Item = Self> {
        let payment = Care::ALL
            .into_iter()
            .flat_map(|care| [Self::Say(care), Self::Hint(care)]);
        let phrases = PhraseKey::ALL
            .into_iter()
            .flat_map(|key| [Self::Text(key), Self::Sounds(key)]);
        payment
            .chain(Step::ALL.map(Self::Step))
            .chain([Self::HoldSay, Self::HoldToken])
            .chain(Colour::ALL.map(Self::Colour))
            .chain(phrases)
    }

    /// The section and the name within it, such as `payment.other_way` and `say`.
    pub fn place(self) -> (String, &'static str) {
        match self {
            Self::Say(care) => (format!("payment.{}", care.name()), "say"),
            Self::Hint(care) => (format!("payment.{}", care.name()), "hint"),
            Self::Step(step) => ("step".to_owned(), step.name()),
            Self::HoldSay => ("hold".to_owned(), "say"),
            Self::HoldToken => ("hold".to_owned(), "token"),
            Self::Colour(colour) => ("colour".to_owned(), colour.name()),
            Self::Text(key) => (format!("phrase.{}", key.name()), "text"),
            Self::Sounds(key) => (format!("phrase.{}", key.name()), "sounds"),
        }
    }

    /// The whole name, such as `payment.other_way.say`.
    pub fn key(self) -> String {
        let (section, name) = self.place();
        format!("{section}.{name}")
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|line| line.key() == key)
    }

    /// How many characters it may have, as written. A token comes to 18 at most, a colour of 14, a
    /// digit and three more; with it, what is said of a kept basket has 87 as well.
    pub fn limit(self) -> usize {
        match self {
            Self::Say(_) | Self::Text(_) => 87,
            Self::Hint(_) | Self::Sounds(_) => 120,
            Self::Step(_) => 18,
            Self::HoldSay => 76,
            Self::HoldToken => 19,
            Self::Colour(_) => 14,
        }
    }

    /// What must stand in it, each once; nothing else may stand in braces.
    pub(super) fn placeholders(self) -> &'static [&'static str] {
        match self {
            Self::HoldSay => &[TOKEN],
            Self::HoldToken => &[COLOUR, NUMBER],
            Self::Say(_)
            | Self::Hint(_)
            | Self::Step(_)
            | Self::Colour(_)
            | Self::Text(_)
            | Self::Sounds(_) => &[],
        }
    }

    /// Whether the two are chosen from each other, so that they must not read alike.
    pub(super) fn stands_beside(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Step(_), Self::Step(_)) | (Self::Colour(_), Self::Colour(_))
        )
    }
}

/// An everyday sentence of the phrase strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhraseKey {
    /// One moment.
    Wait,
    /// A greeting.
    Hello,
    /// Is a bag wanted?
    Bag,
    /// How will it be paid?
    CardOrCash,
    /// The total can be seen on the display.
    Display,
    /// Here is the receipt.
    Receipt,
    /// Thanks.
    Thanks,
    /// A farewell.
    Goodbye,
    /// Sorry that it took so long.
    SorryWait,
    /// Please say it once more.
    Repeat,
    /// Please show it to me.
    Show,
    /// I will find out.
    FindOut,
    /// Somebody else will help.
    Colleague,
    /// Let me look at the label.
    Allergy,
}

impl PhraseKey {
    /// All of them, in the order of a visit.
    pub const ALL: [Self; 14] = [
        Self::Wait,
        Self::Hello,
        Self::Bag,
        Self::CardOrCash,
        Self::Display,
        Self::Receipt,
        Self::Thanks,
        Self::Goodbye,
        Self::SorryWait,
        Self::Repeat,
        Self::Show,
        Self::FindOut,
        Self::Colleague,
        Self::Allergy,
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Hello => "hello",
            Self::Bag => "bag",
            Self::CardOrCash => "card_or_cash",
            Self::Display => "display",
            Self::Receipt => "receipt",
            Self::Thanks => "thanks",
            Self::Goodbye => "goodbye",
            Self::SorryWait => "sorry_wait",
            Self::Repeat => "repeat",
            Self::Show => "show",
            Self::FindOut => "find_out",
            Self::Colleague => "colleague",
            Self::Allergy => "allergy",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_line_has_a_name_of_its_own_and_is_found_by_it() {
        let keys: BTreeSet<_> = Line::all().map(Line::key).collect();
        assert_eq!(keys.len(), Line::all().count());
        assert_eq!(keys.len(), 8 * 2 + 8 + 2 + 6 + 14 * 2);
        for line in Line::all() {
            assert_eq!(Line::from_key(&line.key()), Some(line));
        }
        assert_eq!(Line::from_key("payment.other_way"), None);
    }
}
