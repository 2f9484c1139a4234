//! The counter as a state machine: input and time in, output out.

pub mod mint;
