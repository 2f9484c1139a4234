//! When a payment does not go through: what the cashier needs to know of it, and what may come next.
//!
//! Knows no sentence, screen or slip. [`codes`] says what the codes of terminals and hosts come to.
//! **Nothing of this is for the disk**: the journal keeps that there was trouble and which step ended
//! it, never what was wrong.

pub mod codes;

pub use codes::{Brand, Entry, Told};

use serde::{Deserialize, Serialize};

/// What the cashier needs to know. There is no value for lost, stolen or blocked cards, for money or
/// limits: all of them are [`Care::OtherWay`], so that nothing behind a decoder can tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Care {
    /// The terminal wants the card in its slot and the PIN.
    InsertChip,
    /// The terminal did not read the card; once more, with the chip.
    NotRead,
    /// The PIN was mistyped and may be typed once more.
    PinAgain,
    /// It does not work with this card now; another way is needed. Also whatever is not known.
    OtherWay,
    /// The terminal does not take this card at all.
    NotTaken,
    /// A line or a host was slow, and the terminal has closed the payment; once more, later.
    Connection,
    /// Somebody stopped the payment.
    Stopped,
    /// Nobody knows whether the money was taken: to be checked before anything else.
    Unknown,
}

impl Care {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::InsertChip,
        Self::NotRead,
        Self::PinAgain,
        Self::OtherWay,
        Self::NotTaken,
        Self::Connection,
        Self::Stopped,
        Self::Unknown,
    ];

    /// The name in files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::InsertChip => "insert_chip",
            Self::NotRead => "not_read",
            Self::PinAgain => "pin_again",
            Self::OtherWay => "other_way",
            Self::NotTaken => "not_taken",
            Self::Connection => "connection",
            Self::Stopped => "stopped",
            Self::Unknown => "unknown",
        }
    }

    /// What may come next, the best first. While nobody knows whether the money was taken, the only
    /// way is to look at the terminal: no step that could charge twice.
    pub fn steps(self) -> &'static [Step] {
        use Step::{Again, Cash, Chip, Hold, NotPaid, OtherCard, Paid, Phone};
        match self {
            Self::InsertChip | Self::NotRead => &[Chip, Phone, OtherCard, Cash, Hold],
            Self::PinAgain | Self::Stopped => &[Again, OtherCard, Phone, Cash, Hold],
            Self::OtherWay | Self::NotTaken => &[OtherCard, Phone, Cash, Hold],
            Self::Connection => &[Again, Cash, Hold],
            Self::Unknown => &[Paid, NotPaid, Hold],
        }
    }

    /// What is left once this step was tried and it did not go through either: the same card is
    /// tried again once and no more.
    #[must_use]
    pub fn after(self, tried: Option<Step>) -> Self {
        match (self, tried) {
            (Self::NotRead, Some(Step::Chip)) | (Self::PinAgain, Some(Step::Again)) => {
                Self::OtherWay
            }
            _ => self,
        }
    }
}

/// What the cashier does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The same card in the slot.
    Chip,
    /// The same card once more.
    Again,
    /// Another card.
    OtherCard,
    /// A phone or a watch.
    Phone,
    /// Notes and coins.
    Cash,
    /// The basket is kept until the customer is back.
    Hold,
    /// The terminal's last slip says that it was paid.
    Paid,
    /// The terminal's last slip says that it was not paid.
    NotPaid,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Chip,
        Self::Again,
        Self::OtherCard,
        Self::Phone,
        Self::Cash,
        Self::Hold,
        Self::Paid,
        Self::NotPaid,
    ];

    /// The name in files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chip => "chip",
            Self::Again => "again",
            Self::OtherCard => "other_card",
            Self::Phone => "phone",
            Self::Cash => "cash",
            Self::Hold => "hold",
            Self::Paid => "paid",
            Self::NotPaid => "not_paid",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_written_form() {
        for care in Care::ALL {
            let written = serde_json::to_string(&care).unwrap();
            assert_eq!(written, format!("{:?}", care.name()));
        }
        for step in Step::ALL {
            let written = serde_json::to_string(&step).unwrap();
            assert_eq!(written, format!("{:?}", step.name()));
        }
    }

    #[test]
    fn nothing_is_run_again_before_somebody_has_looked() {
        let charging = [Step::Chip, Step::Again, Step::OtherCard, Step::Phone];
        let steps = Care::Unknown.steps();
        assert!(!steps.iter().any(|step| charging.contains(step)));
        assert!(!steps.contains(&Step::Cash), "or the customer pays twice");
    }

    #[test]
    fn every_way_ends_with_the_basket_kept() {
        for care in Care::ALL {
            assert_eq!(care.steps().last(), Some(&Step::Hold), "{care:?}");
        }
    }
}
