//! Byte machines: bytes and time in, values out; no thread, clock, file or port.

pub mod escpos;
pub mod fiscal;
pub mod lexicon;
pub mod reading;
pub mod scanner;
pub mod sealed;
pub mod transit;
pub(crate) mod wipe;
