//! The language of receipt printers: ESC/POS and Star's line mode.
//!
//! [`tap`] turns bytes into [`command`]s and nothing else.

pub mod command;
mod pages;
pub mod profile;
pub mod text;
