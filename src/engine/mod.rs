//! The counter as a state machine: input and time in, output out.

pub mod answers;
pub mod api;
pub mod counter;
pub mod given;
pub mod invitation;
pub mod members;
pub mod mint;
pub mod sharing;
pub mod slips;
pub mod state;
pub mod tables;
