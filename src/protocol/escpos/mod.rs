//! The language of receipt printers: ESC/POS and Star's line mode.
//!
//! [`tap`] turns bytes into [`command`]s and nothing else; [`text`] turns printable bytes into
//! letters; [`profile`] says what a printer can do; [`paper`] draws what it prints.

pub mod block;
pub mod command;
mod grammar;
mod grammar_star;
mod pages;
pub mod paper;
pub mod profile;
pub mod state;
pub mod tap;
pub mod text;
