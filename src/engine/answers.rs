//! Customers' answers as a counter takes them in, and what it remembers of them.
//!
//! What a customer wrote is in a [`Note`], which is no event and in no checkpoint: it is kept beside
//! the events, in the one place from which things are erased.

use crate::domain::case::CaseId;
use crate::domain::code::{Day, Seq};
use crate::domain::event::{Entry, Event};
use crate::domain::survey::{Recommend, Sheet, Waited};
use crate::domain::time::{Quarter, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::fmt;

/// An answer, with what is known of its receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub sheet: Sheet,
    /// The first quarter of the hour in which the receipt was printed.
    pub printed: Option<Quarter>,
    /// About how long that customer had waited.
    pub waited: Option<Waited>,
}

/// What a customer wrote; in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    /// The number of the answer.
    pub number: u64,
    /// When it was given.
    pub at: Timestamp,
    /// How gladly the customer recommends the store.
    pub recommend: Recommend,
    /// What was written.
    pub comment: Option<String>,
    /// Where the customer wants to be called.
    pub contact: Option<String>,
    /// The case that it led to.
    pub case: Option<CaseId>,
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Note")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// What is remembered of answers and rewards: a fold over events.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Known {
    /// The number of the last answer.
    last: u64,
    opened: u64,
    guessed: u64,
    guessed_at: Option<Timestamp>,
    /// Reward codes that were taken here, newest first, at most [`KEPT_SPENT`].
    spent: VecDeque<Spent>,
    /// Codes of receipts that were left behind, newest first, at most [`KEPT_LEFT`].
    left: VecDeque<(Day, Seq)>,
}

/// A reward code that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Spent {
    day: Day,
    seq: Seq,
    at: Timestamp,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    doubled: bool,
}

/// As many rewards a day as a counter may give at most. A code is good for 30 days, so that those of
/// 31 days are all that need to be remembered.
pub const MAX_CAP: u16 = 50;

/// More than [`MAX_CAP`] a day over 31 days. Counted and not timed: a clock that leaps forgets none.
const KEPT_SPENT: usize = 1600;

/// More than a counter's customers leave behind in the days for which a survey can be answered.
const KEPT_LEFT: usize = 512;

impl Known {
    /// The number of the last answer; 0 before the first.
    pub fn last_answer(&self) -> u64 {
        self.last
    }

    /// How often a survey was opened.
    pub fn opened(&self) -> u64 {
        self.opened
    }

    /// How many codes were tried that nobody made.
    pub fn guessed(&self) -> u64 {
        self.guessed
    }

    /// When that was heard of last.
    pub fn guessed_at(&self) -> Option<Timestamp> {
        self.guessed_at
    }

    /// Whether a reward code was taken here.
    pub fn is_spent(&self, day: Day, seq: Seq) -> bool {
        self.find(day, seq).is_some()
    }

    /// Whether it was, and nothing is known yet of another counter that took it too.
    pub fn is_spent_once(&self, day: Day, seq: Seq) -> bool {
        self.find(day, seq).is_some_and(|spent| !spent.doubled)
    }

    /// How many reward codes were taken since `from`.
    pub fn spent_since(&self, from: Timestamp) -> usize {
        self.spent.iter().filter(|spent| spent.at >= from).count()
    }

    /// The reward codes that were taken here, newest first.
    pub fn spent(&self) -> impl Iterator<Item = (Day, Seq)> {
        self.spent.iter().map(|spent| (spent.day, spent.seq))
    }

    /// The codes of receipts that were left behind, newest first.
    pub fn left(&self) -> impl Iterator<Item = (Day, Seq)> {
        self.left.iter().copied()
    }

    fn find(&self, day: Day, seq: Seq) -> Option<&Spent> {
        let mut spent = self.spent.iter();
        spent.find(|spent| (spent.day, spent.seq) == (day, seq))
    }

    /// Takes in the next event, if it is one of these.
    pub(super) fn apply(&mut self, entry: &Entry) {
        match entry.event {
            Event::SurveyAnswered(answered) => self.last = self.last.max(answered.number),
            Event::SurveyOpened { count } => {
                self.opened = self.opened.saturating_add(count.into());
            }
            Event::CodesGuessed { count } => {
                self.guessed = self.guessed.saturating_add(count.into());
                self.guessed_at = Some(entry.at);
            }
            Event::ReceiptLeft { day, seq } => {
                self.left.truncate(KEPT_LEFT - 1);
                self.left.push_front((day, seq));
            }
            Event::RewardRedeemed { day, seq } => {
                self.spent.truncate(KEPT_SPENT - 1);
                self.spent.push_front(Spent {
                    day,
                    seq,
                    at: entry.at,
                    doubled: false,
                });
            }
            Event::RewardDoubled { day, seq } => {
                let mut spent = self.spent.iter_mut();
                if let Some(spent) = spent.find(|spent| (spent.day, spent.seq) == (day, seq)) {
                    spent.doubled = true;
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_is_remembered_as_a_month_can_bring() {
        let mut known = Known::default();
        let code = |number: u16| (Day(2500 + number / MAX_CAP), Seq::new(number).unwrap());
        for number in 0..31 * MAX_CAP {
            let (day, seq) = code(number);
            let event = Event::RewardRedeemed { day, seq };
            let at = Timestamp(i64::from(number));
            known.apply(&Entry { at, event });
        }
        for number in 0..31 * MAX_CAP {
            let (day, seq) = code(number);
            assert!(known.is_spent(day, seq), "{number}");
        }
        assert_eq!(known.spent_since(Timestamp(1540)), 10);
        for _ in 0..KEPT_SPENT {
            let (day, seq) = code(0);
            let event = Event::RewardRedeemed { day, seq };
            let at = Timestamp(0);
            known.apply(&Entry { at, event });
        }
        assert_eq!(known.spent.len(), KEPT_SPENT, "and no more");
    }
}
