//! The virtual shop that `demo` and the tests use: what tills print, as bytes.
//!
//! [`documents`] makes receipts, slips and reports of believable shops and encodes them in the
//! manner of several till libraries; [`till`] spreads the bytes over time. All of it follows from
//! a seed. Nothing in here reads a clock, waits or writes to a port, and nothing reads the bytes
//! back: whoever tests with them compares with what [`documents::Document`] says of itself.

pub mod documents;
pub mod library;
pub mod queue;
pub mod receipt;
pub mod rng;
pub mod shop;
pub mod till;
