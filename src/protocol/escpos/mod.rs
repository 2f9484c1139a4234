//! The language of receipt printers: ESC/POS and Star's line mode.
//!
//! [`tap`] turns bytes into [`command`]s and nothing else.

pub mod block;
pub mod command;
pub mod document;
mod grammar;
mod grammar_star;
mod pages;
pub mod profile;
pub mod splice;
pub mod state;
pub mod tap;
pub mod text;
