//! Ports of every kind and the relay between them.
//!
//! Nothing in here starts a thread or reads a clock: `runtime` does, and hands both in. Nothing in
//! here understands a receipt: what is added to the stream comes from a
//! [`Transit`](crate::protocol::transit::Transit).

pub mod backoff;
pub mod flow;
mod link;
pub mod notice;
mod platform;
pub mod port;
pub mod progress;
pub mod relay;
pub mod scanner;

pub use platform::forbid_core_dumps;
