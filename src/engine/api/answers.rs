//! What a counter asks of the place where customers' answers arrive, and what it hears. All of it may
//! be said again: what arrived before changes nothing.

use crate::domain::code::{Day, Seq, Till};
use crate::domain::survey::Sheet;
use serde::{Deserialize, Serialize};

/// Asks for the answers that are settled, and tells what the counter knows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pull {
    /// The number of the last answer that the counter has for good; 0 before the first.
    pub after: u64,
    /// Who asks. Only rewards need it: one that two counters took is counted twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub till: Option<Till>,
    /// Survey codes of this counter whose receipts were left behind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<(Day, Seq)>,
    /// Rewards that this counter has taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub redeemed: Vec<(Day, Seq)>,
}

/// Some answers, the first that there are, and what was counted since the beginning.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pulled {
    /// The answers after [`Pull::after`], by number.
    pub sheets: Vec<Sheet>,
    /// How often a survey was opened.
    pub opened_total: u64,
    /// How many codes were tried that nobody made.
    pub guesses_total: u64,
    /// Which of [`Pull::redeemed`] another counter had taken before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubled: Vec<(Day, Seq)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_nothing() {
        let bare: Pull = serde_json::from_str(r#"{"after":7}"#).unwrap();
        let expected = Pull {
            after: 7,
            ..Pull::default()
        };
        assert_eq!(bare, expected);
        assert_eq!(serde_json::to_string(&bare).unwrap(), r#"{"after":7}"#);
        let nothing: Pulled = serde_json::from_str("{}").unwrap();
        assert_eq!(nothing, Pulled::default());
        assert!(serde_json::from_str::<Pull>(r#"{"till":16}"#).is_err());
    }

    #[test]
    fn codes_are_pairs_of_day_and_number() {
        let pull = Pull {
            left: vec![(Day(2516), Seq::new(9).unwrap())],
            ..Pull::default()
        };
        let text = serde_json::to_string(&pull).unwrap();
        assert_eq!(text, r#"{"after":0,"left":[[2516,9]]}"#);
        assert_eq!(serde_json::from_str::<Pull>(&text).unwrap(), pull);
    }
}
