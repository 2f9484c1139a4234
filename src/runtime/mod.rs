//! Puts the parts together: threads, channels, clock, commands.
//!
//! The only module that reads a clock or starts a thread.

pub mod board;
mod cable;
mod cli;
pub mod clock;
pub mod code_command;
pub mod config;
mod counting;
mod demo;
pub mod doctor;
mod journal_command;
mod journaling;
pub mod key;
pub mod lock;
mod log;
mod minting;
mod old_leases;
mod prints;
pub mod private_file;
pub mod replay;
mod report;
mod scanning;
pub mod service;
mod wiring;

pub use cli::main;
