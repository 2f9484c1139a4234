//! What the relay has to say, and what it counts.
//!
//! Nothing in here waits for the listener: a notice that finds no room is counted and dropped.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;

/// One end of the cable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The port that the till writes to.
    Till,
    /// The port that the printer hangs on.
    Printer,
}

/// Why a transit was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It panicked.
    Panicked,
    /// It asked for what cannot be, for example the release of bytes that nobody holds.
    Inconsistent,
}

/// Something that happened on the cable; never contains a byte of what went through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A port could not be opened or went away; the next word about it is [`Notice::PortFound`].
    PortLost {
        /// Which one.
        side: Side,
        /// What the system said.
        why: String,
    },
    /// A port is open.
    PortFound {
        /// Which one.
        side: Side,
    },
    /// The transit failed: what it held went on, and the cable is plain.
    TransitFailed(Fault),
    /// An `ESC @` passed and a new transit took over.
    TransitRestored,
    /// A block that a crash had cut short was closed.
    BlockClosed {
        /// Whether the rest was known and written; `false`: it was filled with blanks.
        whole: bool,
    },
    /// The record of an open block cannot be written; blocks are printed without it.
    RecordFailed {
        /// What the system said.
        why: String,
    },
    /// The till does not read: the printer's bytes for it are dropped from here on.
    StatusDropped,
    /// A print of our own was written.
    JobDone {
        /// The number the job was given.
        id: u64,
    },
    /// The till began to send: the rest of a print of our own was dropped.
    JobCutShort {
        /// The number the job was given.
        id: u64,
        /// How many pieces were not written.
        pieces_left: usize,
    },
    /// The relay was stopped before the printer took these bytes.
    BytesLost {
        /// How many.
        count: usize,
    },
}

/// Where notices go: takes one without ever waiting and tells whether there was room for it.
#[derive(Clone)]
pub struct Outlet(Arc<dyn Fn(Notice) -> bool + Send + Sync>);

impl Outlet {
    /// An outlet that leads to whatever this does.
    pub fn new(take: impl Fn(Notice) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(take))
    }
}

impl From<SyncSender<Notice>> for Outlet {
    fn from(queue: SyncSender<Notice>) -> Self {
        Self::new(move |notice| queue.try_send(notice).is_ok())
    }
}

impl fmt::Debug for Outlet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outlet")
    }
}

/// Sends notices and counts those that found no room.
#[derive(Debug, Clone)]
pub(super) struct Notices {
    outlet: Outlet,
    counters: Arc<Counters>,
}

impl Notices {
    pub(super) fn new(outlet: impl Into<Outlet>, counters: Arc<Counters>) -> Self {
        let outlet = outlet.into();
        Self { outlet, counters }
    }

    pub(super) fn say(&self, notice: Notice) {
        if !(self.outlet.0)(notice) {
            Counters::add(&self.counters.notices_missed, 1);
        }
    }
}

/// How many bytes went where since the relay was made.
#[derive(Debug, Default)]
pub struct Counters {
    pub(super) from_till: AtomicU64,
    pub(super) to_printer: AtomicU64,
    pub(super) inserted: AtomicU64,
    pub(super) from_printer: AtomicU64,
    pub(super) to_till: AtomicU64,
    pub(super) status_dropped: AtomicU64,
    pub(super) notices_missed: AtomicU64,
}

/// The [`Counters`] at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Bytes read from the till.
    pub from_till: u64,
    /// Bytes of the till that the printer's port took.
    pub to_printer: u64,
    /// Bytes of ours that the printer's port took.
    pub inserted: u64,
    /// Bytes read from the printer.
    pub from_printer: u64,
    /// Bytes of the printer that the till's port took.
    pub to_till: u64,
    /// Bytes of the printer that found no till.
    pub status_dropped: u64,
    /// Notices that found no room in their channel.
    pub notices_missed: u64,
}

impl Counters {
    /// Reads all counters.
    pub fn read(&self) -> Counts {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            from_till: read(&self.from_till),
            to_printer: read(&self.to_printer),
            inserted: read(&self.inserted),
            from_printer: read(&self.from_printer),
            to_till: read(&self.to_till),
            status_dropped: read(&self.status_dropped),
            notices_missed: read(&self.notices_missed),
        }
    }

    pub(super) fn add(counter: &AtomicU64, bytes: usize) {
        counter.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}
