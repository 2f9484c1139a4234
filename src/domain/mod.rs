//! Pure rules and the words of the product.
//!
//! Nothing in here reads a clock, a file or a socket, and nothing in here imports another module
//! of this crate outside `domain`.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod code;
pub mod document;
pub mod event;
pub mod i18n;
pub mod language;
pub mod queue;
pub mod staffing;
pub mod tally;
pub mod time;
