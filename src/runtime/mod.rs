//! Puts the parts together: threads, channels, clock, commands.
//!
//! The only module that reads a clock or starts a thread.

pub mod answers;
mod cable;
mod call_page;
mod cli;
pub mod clock;
mod closing;
pub mod code_command;
pub mod config;
mod config_file;
mod counting;
mod demo;
mod desk;
pub mod doctor;
mod gifts_command;
mod gifts_dry_run;
mod hub;
mod journal_command;
mod journaling;
pub mod key;
mod learning;
pub mod local_api;
pub mod lock;
mod log;
mod managing;
mod meeting;
mod member_command;
mod member_export;
mod minting;
mod old_leases;
pub mod pin;
mod pin_command;
mod places;
mod print_command;
mod prints;
pub mod private_file;
pub mod replay;
pub mod replay_queue;
mod report;
mod scanning;
pub mod scripts;
mod scripts_command;
pub mod seen;
pub mod service;
mod signals;
pub mod survey_reports;
mod switching;
mod terminal;
pub mod tokens;
mod trust;
mod window;
mod wiring;

pub use cli::main;
