//! What counters that share their members tell the one where they meet: that one keeps it beside what
//! happened at itself.

use super::Loyalty;
use crate::domain::code::Till;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The number of a journal, drawn when it was made: a counter that begins a new journal numbers its
/// events from 1 again, and they are others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JournalMark(pub u64);

/// Something about a member that happened at another counter of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// At which counter.
    pub counter: Till,
    /// In whose journal it is.
    pub journal: JournalMark,
    /// Its number there.
    pub seq: i64,
    /// When, by the clock of that counter.
    pub at: Timestamp,
    /// What.
    pub what: Loyalty,
}
