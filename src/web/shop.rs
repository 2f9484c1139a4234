//! What the API needs of the shop behind it.

use crate::engine::api::{Command, Figures, FiguresQuery, Reception, Refusal, TillEvent};
use std::time::Instant;
use tokio::sync::oneshot;

/// The shop behind the API; `runtime` is it.
pub trait Shop: Send + Sync + 'static {
    /// Hands on a request. Must not wait: it is called on the thread that serves everybody.
    fn ask(&self, request: Request) -> Result<(), Busy>;

    /// Looks up figures; the error says what happened and what to do. May read the disk; the days
    /// are in order and not too many. At most two of these run at a time.
    fn figures(&self, query: &FiguresQuery) -> Result<Figures, String>;

    /// The time, for how many requests a second are allowed.
    fn now(&self) -> Instant;
}

/// Something for the counter to decide.
#[derive(Debug)]
pub enum Request {
    /// A panel wants something.
    Command(Command, Reply<Result<(), Refusal>>),
    /// A till tells something. The reply may wait until it is on the disk.
    TillEvent(TillEvent, Reply<Reception>),
}

/// The counter has no room for a request now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the counter has too much to do; try again in a second")]
pub struct Busy;

/// Where an answer goes. Dropping it says that nothing was done, or at least nothing kept.
#[derive(Debug)]
pub struct Reply<T>(oneshot::Sender<T>);

impl<T> Reply<T> {
    pub(super) fn pair() -> (Self, oneshot::Receiver<T>) {
        let (sender, receiver) = oneshot::channel();
        (Self(sender), receiver)
    }

    /// Answers; nobody may be listening any more.
    pub fn give(self, answer: T) {
        self.0.send(answer).ok();
    }

    /// Whether somebody still waits. Who was told that a command came too late should not see it
    /// carried out after all.
    pub fn is_awaited(&self) -> bool {
        !self.0.is_closed()
    }
}
