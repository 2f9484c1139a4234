//! Pure rules and the words of the product.
//!
//! Nothing in here reads a clock, a file or a socket, and nothing in here imports another module
//! of this crate outside `domain`.
#![warn(clippy::wildcard_enum_match_arm)]

mod as_list;
pub mod basket;
pub mod call;
pub mod case;
pub mod code;
pub mod decline;
pub mod document;
pub mod event;
pub mod gift;
pub mod hex;
pub mod hold;
pub mod i18n;
pub mod kpi;
pub mod language;
pub mod member;
pub mod pin;
pub mod problem;
pub mod queue;
pub mod receipt;
pub mod script;
pub mod staffing;
pub mod stars;
pub mod stats;
pub mod survey;
pub mod tally;
pub mod time;
