//! The relay between till and printer: every byte passes, in order, in both directions.
//!
//! Two loops, [`ToPrinter`] and [`ToTill`], each run by a thread of its own that somebody else
//! starts. They share the ports and a few flags; neither ever waits for the other.

mod block;
mod gate;
mod guard;
mod jobs;
mod outbox;
mod to_printer;
mod to_till;

pub use super::port::Opener;
pub use jobs::{Job, JobRefused, Piece};
pub use to_printer::ToPrinter;
pub use to_till::ToTill;

use super::flow::Flow;
use super::link::{Keeper, Link, View, Wakes, Wanted};
use super::notice::{Counters, Counts, Notices, Outlet, Side};
use super::platform::Wake;
use super::port::{PortSpec, nowhere as nowhere_port};
use super::progress::{Found, Record};
use gate::PrinterWord;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};

/// Tells the time.
pub type Clock = fn() -> Instant;

/// How many prints of our own may wait.
const JOB_QUEUE: usize = 4;

/// What a relay needs.
pub struct Setup {
    /// Opens the till's port; see [`opener`].
    pub till: Opener,
    /// Opens the printer's port.
    pub printer: Opener,
    /// How both ports hold back their senders.
    pub flow: Flow,
    /// How long the till must have been silent before a print of our own begins, and the cable
    /// before it is at rest.
    pub silence: Duration,
    /// Tells the time.
    pub clock: Clock,
    /// The record of open blocks.
    pub record: Record,
    /// What it held: an open block is closed before anything else is written.
    pub found: Found,
}

/// An opener for a port of the configuration; `baud` in bits a second.
pub fn opener(spec: PortSpec, side: Side, baud: u32, flow: Flow) -> Opener {
    spec.opener(side, baud, flow)
}

/// An opener for the printer of a cable that is only listened to: it takes everything and gives
/// nothing.
pub fn nowhere() -> Opener {
    Box::new(nowhere_port)
}

/// Makes a relay and tries both ports once, so that a port of our own is there on return; a name
/// on the network is looked up later, by the loop that opens the port.
///
/// A port that cannot be opened is a notice and is tried again by the loops. Fails only where the
/// system has no more file descriptors.
pub fn relay(setup: Setup, notices: impl Into<Outlet>) -> io::Result<(Handle, ToPrinter, ToTill)> {
    let counters = Arc::new(Counters::default());
    let notices = Notices::new(notices, Arc::clone(&counters));
    let wakes = Arc::new(Wakes {
        to_printer: Wake::new()?,
        to_till: Wake::new()?,
    });
    let (jobs_in, jobs_out) = sync_channel(JOB_QUEUE);
    let shared = Arc::new(Shared {
        flow: setup.flow,
        clock: setup.clock,
        stop: AtomicBool::new(false),
        mark: Mark(Arc::new(AtomicBool::new(setup.found.mid_document))),
        word: PrinterWord::default(),
        wakes: Arc::clone(&wakes),
        counters,
        notices: notices.clone(),
    });
    let till = Link::new(Side::Till, Arc::clone(&wakes), notices.clone());
    let printer = Link::new(Side::Printer, wakes, notices);
    let handle = Handle {
        shared: Arc::clone(&shared),
        wanted: printer.wanted(),
        jobs: jobs_in,
    };
    let jobs = jobs::Jobs::new(jobs_out, setup.silence, (setup.clock)());
    let mut to_printer = ToPrinter {
        shared: Arc::clone(&shared),
        till: View::new(&till),
        printer: View::new(&printer),
        keeper: Keeper::new(&till, setup.till),
        record: setup.record,
        open_block: setup.found.open_block,
        silence: setup.silence,
        jobs,
    };
    let mut to_till = ToTill::new(
        shared,
        (View::new(&till), View::new(&printer)),
        Keeper::new(&printer, setup.printer),
    );
    let now = (setup.clock)();
    if !to_till.is_slow() {
        to_till.tend(now);
    }
    to_printer.keeper.tend(&mut to_printer.till, now);
    Ok((handle, to_printer, to_till))
}

/// Whether a till document is under way after the bytes that were looked at so far.
///
/// The relay sets it before every look at new bytes, so it errs on the side of yes; a transit that
/// knows better sets it in every [`advance`](crate::protocol::transit::Transit::advance).
#[derive(Debug, Clone)]
pub struct Mark(Arc<AtomicBool>);

impl Mark {
    /// Says whether a document is under way.
    pub fn set(&self, mid_document: bool) {
        self.0.store(mid_document, Ordering::Relaxed);
    }

    /// Whether a document is under way.
    pub fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What the rest of the program holds of a running relay.
#[derive(Debug, Clone)]
pub struct Handle {
    shared: Arc<Shared>,
    wanted: Wanted,
    jobs: SyncSender<Job>,
}

impl Handle {
    /// Ends both loops soon; bytes that were read are still written if the printer takes them
    /// within a second.
    pub fn stop(&self) {
        self.shared.stop.store(true, Ordering::Release);
        self.shared.wakes.notify_all();
    }

    /// Whether somebody has asked for the end.
    pub fn is_stopped(&self) -> bool {
        self.shared.is_stopped()
    }

    /// Whether nothing waits for the printer and nothing was written for [`Setup::silence`]: a
    /// printer that ends its connection now has every right to.
    pub fn is_at_rest(&self) -> bool {
        !self.wanted.get()
    }

    /// Queues a print of our own; it begins when the till has been silent for long enough.
    pub fn print(&self, job: Job) -> Result<(), JobRefused> {
        let refused = self.jobs.try_send(job).map_err(|error| match error {
            TrySendError::Full(job) => JobRefused::Full(job),
            TrySendError::Disconnected(job) => JobRefused::Stopped(job),
        });
        self.shared.wakes.to_printer.notify();
        refused
    }

    /// How many bytes went where.
    pub fn counts(&self) -> Counts {
        self.shared.counters.read()
    }

    /// Where the transit says whether a document is under way.
    pub fn mark(&self) -> Mark {
        self.shared.mark.clone()
    }
}

/// What both loops and the handle see.
#[derive(Debug)]
struct Shared {
    flow: Flow,
    clock: Clock,
    stop: AtomicBool,
    mark: Mark,
    word: PrinterWord,
    wakes: Arc<Wakes>,
    counters: Arc<Counters>,
    notices: Notices,
}

impl Shared {
    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }
}

/// The shorter of two optional times.
fn sooner(one: Option<Duration>, other: Option<Duration>) -> Option<Duration> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
