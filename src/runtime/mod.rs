//! Puts the parts together: threads, channels, clock, commands.
//!
//! The only module that reads a clock or starts a thread.

mod cli;
pub mod clock;
pub mod key;
pub mod lease;
pub mod lock;
pub mod private_file;
pub mod replay;

pub use cli::main;
