//! The journal: the append-only list of one counter's events, in SQLite.
//!
//! One [`Writer`] at a time (the lock of the data directory sees to that); [`Reader`]s and
//! [`check()`] may look on from other processes. An event is kept once [`Writer::commit`] has said
//! so: the write-ahead log was flushed to the disk. Sequence numbers are given there, without gaps.
//!
//! What customers wrote and who members are is no event: it is in tables of its own, from which it goes
//! without a trace.
//!
//! Starting costs the last checkpoint and at most [`CHECKPOINT_EVERY`] events after it, however
//! long the history is. No thread and no clock in here.

mod changes;
mod check;
mod copies;
mod db;
mod erased;
mod error;
mod figures;
mod gifts;
mod glance;
mod leases;
mod loyalty;
mod meeting;
mod member_check;
mod member_data;
mod member_records;
mod member_search;
mod members;
mod notes;
mod projections;
mod read;
mod remarks;
mod retention;
mod upgrade;
mod writer;

pub use check::{Finding, Report, check};
pub use copies::Copied;
pub use db::{Fate, Fates, Sound};
pub use erased::ERASED_FILE;
pub use error::{Error, ErrorKind};
pub use gifts::{GiftRow, GiftState};
pub use glance::Glance;
pub use leases::LeaseError;
pub use loyalty::CapNow;
pub use member_data::{CardRow, ExportRow, MemberData};
pub use projections::{AnswerRow, PrintedRow};
pub use read::{Reader, Record};
pub use remarks::CommentRow;
pub use retention::{KEPT_MONTHS, months_ms};
pub use upgrade::VERSION;
pub use writer::{BACKLOG, CHECKPOINT_EVERY, Committed, Writer};

/// The name of the file in the data directory.
pub const FILE: &str = "journal.sqlite";
