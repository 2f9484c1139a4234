//! Puts the parts together: threads, channels, clock, commands.
//!
//! The only module that reads a clock or starts a thread.

pub mod key;
pub mod lease;
pub mod lock;
pub mod private_file;

use std::process::ExitCode;

/// Runs the program and says how it ended.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
