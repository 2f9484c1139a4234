//! The counter as a state machine: input and time in, output out.

pub mod answers;
pub mod api;
pub mod counter;
pub mod invitation;
pub mod mint;
pub mod slips;
pub mod state;
pub mod tables;
