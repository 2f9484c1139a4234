//! The counter as a state machine: input and time in, output out.

pub mod invitation;
pub mod mint;
pub mod slips;
