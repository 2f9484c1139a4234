//! The splicer as the relay runs it: blocks come from a queue, events leave through one.
//!
//! Runs on the relay's thread, so nothing in here waits: no disk, no lock that anybody holds for
//! longer than a copy, no queue without `try`.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::desk::{Heard, Post};
use super::minting::Issued;
use crate::device::relay::Mark;
use crate::protocol::escpos::block::Prepared;
use crate::protocol::escpos::document::{Sync, Text};
use crate::protocol::escpos::splice::{Blocks, Event, Policy, Setup, Splicer};
use crate::protocol::escpos::state::State;
use crate::protocol::transit::{Plan, Transit};

/// Blocks that somebody else has made ahead of time.
#[derive(Debug, Clone)]
pub(super) struct ReadyBlocks {
    queue: Arc<Mutex<Receiver<Prepared>>>,
    issued: Issued,
}

impl ReadyBlocks {
    /// The receiving end of the queue of blocks.
    pub(super) fn new(queue: Receiver<Prepared>, issued: Issued) -> Self {
        let queue = Arc::new(Mutex::new(queue));
        Self { queue, issued }
    }
}

impl ReadyBlocks {
    /// Throws away what is ready: a code is good from the day that it carries.
    pub(super) fn discard(&mut self) {
        while self.pop().is_some() {}
    }
}

impl Blocks for ReadyBlocks {
    fn pop(&mut self) -> Option<Prepared> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let block = queue.try_recv().ok()?;
        self.issued.take_one();
        Some(block)
    }
}

/// What the splicer on the relay's thread shows to the other threads, and what they want of it.
#[derive(Debug)]
pub(super) struct Shown {
    state: Mutex<State>,
    policy: Mutex<Policy>,
    fiscal: AtomicBool,
    events_missed: AtomicU64,
}

impl Shown {
    /// Nothing seen yet; `fiscal`: a fiscal protocol was recognised earlier.
    pub(super) fn new(state: State, policy: Policy, fiscal: bool) -> Self {
        Self {
            state: Mutex::new(state),
            policy: Mutex::new(policy),
            fiscal: AtomicBool::new(fiscal),
            events_missed: AtomicU64::new(0),
        }
    }

    /// The printer's settings after the bytes so far.
    pub(super) fn state(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Which documents get a code from the next bytes on.
    pub(super) fn switch(&self, change: impl FnOnce(&mut Policy)) {
        change(&mut self.policy.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Which documents get a code.
    pub(super) fn policy(&self) -> Policy {
        *self.policy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a fiscal protocol was recognised.
    pub(super) fn is_fiscal(&self) -> bool {
        self.fiscal.load(Ordering::Relaxed)
    }

    /// Events that found no room in their queue.
    pub(super) fn events_missed(&self) -> u64 {
        self.events_missed.load(Ordering::Relaxed)
    }
}

/// Everything that a splicer on the relay's thread is connected to.
#[derive(Debug, Clone)]
pub(super) struct Connections {
    /// Where blocks come from.
    pub(super) blocks: ReadyBlocks,
    /// Where events go.
    pub(super) events: Post,
    /// Where it says whether a document is under way.
    pub(super) mark: Mark,
    /// What it shows.
    pub(super) shown: Arc<Shown>,
}

/// A splicer that reports while it works.
#[derive(Debug)]
pub(super) struct Watched {
    splicer: Splicer<ReadyBlocks>,
    connections: Connections,
    beginnings: Beginnings,
}

/// Tells documents that begin from those that go on.
#[derive(Debug, Default)]
struct Beginnings {
    /// A document was under way at the last look.
    was_printing: bool,
}

impl Beginnings {
    /// A document has ended.
    fn end(&mut self) {
        self.was_printing = false;
    }

    /// Whether the document that is under way now, if one is, began since the last look.
    fn look(&mut self, is_printing: bool) -> bool {
        let was_printing = std::mem::replace(&mut self.was_printing, is_printing);
        is_printing && !was_printing
    }
}

impl Watched {
    /// A splicer at the start of the stream, or at the `ESC @` after a failure.
    pub(super) fn new(setup: Setup, connections: Connections) -> Self {
        let fiscal = connections.shown.fiscal.load(Ordering::Relaxed);
        let setup = Setup { fiscal, ..setup };
        Self {
            splicer: Splicer::new(setup, connections.blocks.clone()),
            connections,
            beginnings: Beginnings::default(),
        }
    }

    fn report(&mut self) {
        let Connections {
            events,
            mark,
            shown,
            ..
        } = &self.connections;
        mark.set(self.splicer.mid_document());
        *shown.state.lock().unwrap_or_else(PoisonError::into_inner) = *self.splicer.state();
        while let Some(mut event) = self.splicer.poll_event() {
            if let Event::Ended(document) = &mut event {
                // Nobody else needs the words, and dropping them wipes them.
                document.text = Text::default();
                self.beginnings.end();
            }
            if event == Event::FiscalLatched {
                shown.fiscal.store(true, Ordering::Relaxed);
            }
            if events.try_send(Heard::Cable(event)).is_err() {
                shown.events_missed.fetch_add(1, Ordering::Relaxed);
            }
        }
        let began = self.beginnings.look(self.splicer.has_print());
        // Nobody misses it: what follows from a document is told by its end.
        if began && events.try_send(Heard::PrintingBegan).is_err() {
            shown.events_missed.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Transit for Watched {
    fn advance(&mut self, bytes: &[u8], now: Instant) -> Plan {
        self.splicer.follow(self.connections.shown.policy());
        let plan = self.splicer.advance(bytes, now);
        self.report();
        plan
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.splicer.poll_timeout()
    }

    fn handle_timeout(&mut self, now: Instant) -> Plan {
        let plan = self.splicer.handle_timeout(now);
        self.report();
        plan
    }

    fn till_was_held_back(&mut self, now: Instant) {
        self.splicer.till_was_held_back(now);
    }
}

/// How the stream begins: in the middle of something after a crash, else between two documents.
pub(super) fn sync_after(mid_document: bool) -> Sync {
    if mid_document {
        Sync::Lost
    } else {
        Sync::InStep
    }
}

#[cfg(test)]
mod tests {
    use super::Beginnings;

    #[test]
    fn each_document_begins_once() {
        let mut beginnings = Beginnings::default();
        for (step, (has_ended, is_printing, expected)) in [
            (false, false, false),
            (false, true, true),
            (false, true, false),
            (true, false, false),
            (false, false, false),
            // What was under way is gone without an end.
            (false, false, false),
            (false, true, true),
            // One ends and another begins within one look.
            (true, true, true),
            (false, true, false),
            (true, false, false),
            // Whole within one look.
            (true, false, false),
            (false, true, true),
        ]
        .into_iter()
        .enumerate()
        {
            if has_ended {
                beginnings.end();
            }
            assert_eq!(beginnings.look(is_printing), expected, "look {step}");
        }
    }
}
