//! Where a counter gets customers' answers from: this service's own pages or a server elsewhere.

mod fetching;
mod local;
mod pulling;
mod remote;

pub(super) use fetching::Fetching;
pub(super) use local::moment;
pub use local::{Local, LocalSource};
pub(super) use pulling::{Answers, Asking, Kept};
use remote::Remote;

use crate::engine::api::{Pull, Pulled};

/// A place where customers' answers arrive. Asking waits for it, so ask from a thread of its own.
pub trait AnswerSource: Send {
    /// Asks for what is new after `asked.after`, which also says that everything up to there is kept
    /// by the counter for good and may be forgotten. The error is a line for the log.
    fn pull(&mut self, asked: &Pull) -> Result<Pulled, String>;
}
