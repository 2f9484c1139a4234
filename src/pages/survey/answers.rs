//! What the pages need of whoever keeps the answers. Where and how they are kept is not known here.

use crate::domain::code::{Code, Day, Serial, Slot, StoreKey};
use crate::domain::language::Language;
use crate::domain::survey::{Grade, Recommend};
use crate::domain::time::Timestamp;
use crate::engine::api::Face;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

/// Keeps answers. Nothing but [`Answers::begin`] and [`Answers::complete`] may wait for a disk.
pub trait Answers: Send + Sync + 'static {
    /// Now, and a number that nobody can guess, another one each time.
    fn moment(&self) -> Moment;
    /// Whoever shows the pages that belong to no code.
    fn front(&self) -> Arc<Face>;
    /// The store with this number in its codes, if it is one of ours.
    fn store(&self, slot: Slot) -> Option<Arc<Asking>>;
    /// Whether this caller may try a code of this store now.
    fn admit(&self, slot: Slot, caller: Caller, at: Timestamp) -> Admission;
    /// This caller has tried a code that nobody made.
    fn guessed(&self, slot: Slot, caller: Caller, at: Timestamp);
    /// How far a genuine code is.
    fn standing(&self, serial: &Serial) -> Standing;
    /// A person has opened the survey of this code.
    fn opened(&self, serial: &Serial);
    /// Stores the first answer; it is on the disk when this is done.
    fn begin(&self, first: First) -> Waiting<'_, Begun>;
    /// Stores everything else, once; it is on the disk when this is done.
    fn complete(&self, rest: Rest) -> Waiting<'_, Completed>;
}

/// Done later, or not at all for now.
pub type Waiting<'a, T> = Pin<Box<dyn Future<Output = Result<T, NotNow>> + Send + 'a>>;

/// Nothing can be stored at the moment; the same may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("answers cannot be stored at the moment; try again soon")]
pub struct NotNow;

/// A point in time.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// In UTC.
    pub at: Timestamp,
    /// The day where the store is.
    pub today: Day,
    /// A number that nobody can guess.
    pub chance: u64,
}

/// A store that asks its customers.
#[derive(Debug)]
pub struct Asking {
    /// What they see of it.
    pub face: Face,
    /// Its keys, the current one in front.
    pub keys: Vec<StoreKey>,
}

/// Where a request comes from, as far as that is known. Put into the request by whoever listens; in
/// memory only, and in no log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caller {
    /// The caller's address.
    pub address: Option<IpAddr>,
    /// The address of ours that was called.
    pub here: Option<IpAddr>,
}

/// Whether a code may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// At once.
    Free,
    /// After a second: too many have guessed at this store's codes.
    Slow,
    /// Not before so many seconds: this caller has guessed too often.
    Barred {
        /// How long.
        seconds: u32,
    },
}

/// How far a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has answered.
    Fresh,
    /// The first answer is there, the rest may follow.
    Open {
        /// Whose page it came from.
        holder: i64,
    },
    /// All is there.
    Done {
        /// Whose page it came from.
        holder: i64,
        /// The thank-you.
        reward: Option<Code>,
    },
    /// Used, and nobody remembers by whom.
    Used,
}

/// The first answer.
#[derive(Debug, Clone, Copy)]
pub struct First {
    /// The code.
    pub serial: Serial,
    /// Whose page it comes from. The same page may change its answer as long as it is open.
    pub holder: i64,
    /// The answer.
    pub recommend: Recommend,
    /// The language of the page.
    pub language: Language,
    /// Where it comes from.
    pub caller: Caller,
    /// When.
    pub at: Timestamp,
}

/// What has become of the first answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// It is stored.
    Kept,
    /// Somebody else has used the code.
    Taken,
    /// This page's answer is there already and nothing can be changed any more.
    Over,
}

/// Everything else. What a customer wrote is in no log.
#[derive(Clone)]
pub struct Rest {
    /// The code.
    pub serial: Serial,
    /// Whose page it comes from.
    pub holder: i64,
    /// The language of the page.
    pub language: Language,
    /// Happy, easy, met, again and the store's own question.
    pub grades: [Option<Grade>; 5],
    /// What the customer wrote.
    pub comment: Option<String>,
    /// Where the customer wants to be called.
    pub contact: Option<String>,
    /// When.
    pub moment: Moment,
}

/// What has become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completed {
    /// It is stored now or was before; with the thank-you if there is one.
    Thanks(Option<Code>),
    /// Somebody else has used the code.
    Taken,
    /// It came too late; the first answer is kept.
    Over,
}
