//! What the counters of a store tell the one where they meet. Nothing personal, and no clock but how
//! long ago something was.

use super::QueueView;
use crate::domain::code::Till;
use crate::domain::queue::Source;
use serde::{Deserialize, Serialize};

/// What happened at a counter of the store, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signs {
    /// Whose these are.
    pub counter: Till,
    /// Another number for every start of that counter's service.
    pub run: u64,
    /// The number of the first sign since then, so that what is sent twice counts once.
    pub first: u64,
    /// The signs.
    pub told: Vec<TimedSign>,
}

/// What happened, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimedSign {
    /// How long ago, in milliseconds. The clocks of two computers need not agree.
    pub age_ms: u32,
    /// What.
    pub sign: Sign,
}

/// Something that the line or a colleague is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// A customer's turn began.
    Began(Source),
    /// What was printed is no receipt, so that no turn began with it.
    NotBegun,
    /// A customer is gone.
    Ended,
    /// The cashier has counted: so many wait.
    Counted(u16),
    /// A colleague is called.
    Called,
    /// Somebody comes, as an answer to the call of this number.
    Answered(u64),
    /// The call of this number needs no answer any more.
    Withdrawn(u64),
}

/// The line of the store, as the counter where all meet sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreQueue {
    /// Another number for every other view.
    pub revision: u64,
    /// The line.
    pub queue: QueueView,
}
