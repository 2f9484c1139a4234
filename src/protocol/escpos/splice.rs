//! Decides where a block goes, and which bytes may pass meanwhile.
//!
//! The splicer is the [`Transit`] of a printer that speaks ESC/POS or Star. It never owns a byte
//! and never writes one: it watches through the tap, and its [`Plan`]s tell the relay what to do.
//! A block goes only before a genuine cut, only into a sale, and only where the printer is known
//! to print lines. Where the till feeds before a cut that does not feed by itself, the block goes
//! before that feed, which is held for at most [`HOLD`]. On a printer without a cutter a block
//! goes behind a feed to the tear bar and [`QUIET`] of silence.

mod feed;
mod watch;

use std::time::{Duration, Instant};

use super::block::{Prepared, Target, insert};
use super::document::{Document, Reader, Sync};
use super::state::State;
use super::tap::Tap;
use crate::protocol::fiscal::FiscalLatch;
use crate::protocol::transit::{Plan, Transit};
use watch::Watch;

/// How long feed bytes are held after the last of them.
pub const HOLD: Duration = Duration::from_millis(30);

/// How long the line is silent before a lone drawer kick, or a feed to the tear bar, ends a
/// document.
pub const QUIET: Duration = Duration::from_secs(1);

/// The most bytes that are ever held.
pub const MAX_HELD: u64 = 256;

/// Events that wait for whoever fetches them; beyond that the oldest are lost.
const MAX_EVENTS: usize = 64;

/// After so many events in one call the rest of the bytes is left to the next call.
const EVENTS_A_CALL: usize = 16;

/// Where blocks come from: somebody else makes them ahead of time.
pub trait Blocks {
    /// The next block, if one is ready. Never waits.
    fn pop(&mut self) -> Option<Prepared>;
}

/// No blocks: everything is read, nothing is added.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoBlocks;

impl Blocks for NoBlocks {
    fn pop(&mut self) -> Option<Prepared> {
        None
    }
}

/// Which documents carry a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Whether anything is spliced at all.
    pub enabled: bool,
    /// Whether a sale that calls itself a copy may carry a code.
    pub copies: bool,
    /// Whether a document that is only an image carries a code: nobody can tell whether it is a
    /// sale.
    pub unrecognised: bool,
    /// Every so many sales carry a code; 1 is each.
    pub every: u32,
}

/// Why a document got no block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Withheld {
    /// Splicing is off, or the document is of a kind that carries no code.
    Policy,
    /// The printer was not printing lines on roll paper, or upside down.
    Mode,
    /// The till had already fed or cut too far, and the profile lacks the distance to the cutter.
    Place,
    /// No block was ready.
    NoneReady,
    /// A fiscal protocol is on the line.
    Fiscal,
}

/// Something the splicer noticed; see [`Splicer::poll_event`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A document ended.
    Ended(Box<Document>),
    /// A sale got no block although the policy asks for one.
    Withheld(Withheld),
    /// A fiscal protocol was recognised: from here on the cable is plain.
    FiscalLatched,
}

/// The transit of a receipt printer.
#[derive(Debug)]
pub struct Splicer<B> {
    tap: Tap,
    fiscal: FiscalLatch,
    watch: Watch<B>,
    /// Bytes that the latch has looked at: what is offered again is not new to it.
    looked_at: u64,
    /// When the last byte came, while something is held.
    held_since: Option<Instant>,
    /// Since when the till has been silent, while that may end a document.
    quiet_since: Option<Instant>,
}

/// How a splicer begins.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The printer.
    pub target: Target,
    /// How to read documents.
    pub reader: Reader,
    /// Which of them carry a code.
    pub policy: Policy,
    /// [`Sync::Lost`] when the stream begins in the middle of a document.
    pub sync: Sync,
    /// A fiscal protocol was recognised earlier and nobody has cleared that.
    pub fiscal: bool,
}

impl<B: Blocks> Splicer<B> {
    /// A splicer at the start of a stream.
    pub fn new(setup: Setup, blocks: B) -> Self {
        let dialect = setup.target.dialect;
        Self {
            tap: Tap::new(dialect),
            fiscal: FiscalLatch::new(setup.fiscal),
            watch: Watch::new(setup, blocks),
            looked_at: 0,
            held_since: None,
            quiet_since: None,
        }
    }

    /// What has been noticed since the last call.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.watch.events.pop_front()
    }

    /// Whether the printer is in the middle of something: a document, or a command.
    pub fn mid_document(&self) -> bool {
        self.watch.builder.has_print() || !self.tap.between_commands()
    }

    /// Whether something of the document under way is printed.
    pub fn has_print(&self) -> bool {
        self.watch.builder.has_print()
    }

    /// Goes on with another policy; the document under way may be the first that it is for.
    pub fn follow(&mut self, policy: Policy) {
        let enabled = policy.enabled && !self.fiscal.is_latched();
        self.watch.policy = Policy { enabled, ..policy };
    }

    /// The printer's settings after the bytes so far.
    pub fn state(&self) -> &State {
        &self.watch.state
    }

    /// The stream has ended: what is left counts as a document if anything was printed.
    pub fn finish(&mut self) -> Plan {
        if !self.end_torn() {
            self.watch.end_at_silence();
        }
        self.release_with_block()
    }

    /// Whether a document ended because it can be torn off now.
    fn end_torn(&mut self) -> bool {
        let complete = self.tap.between_commands() && self.watch.is_at_tear_bar();
        if complete {
            self.watch.tear(self.tap.offset());
        }
        complete
    }

    /// Everything may go, with a block in between where there is one.
    fn release_with_block(&mut self) -> Plan {
        let insertion = self.watch.insertion.take();
        let before = self.watch.released;
        let plan = self.release_all();
        let place = |at: u64| usize::try_from(at.saturating_sub(before)).unwrap_or(0);
        Plan {
            insert: insertion.map(|insertion| insert(place(insertion.at), insertion.framed)),
            ..plan
        }
    }

    fn release_all(&mut self) -> Plan {
        self.watch.hold = None;
        self.release_up_to(self.tap.offset())
    }

    fn release_up_to(&mut self, offset: u64) -> Plan {
        let release = offset.saturating_sub(self.watch.released);
        self.watch.released += release;
        if self.watch.released == self.tap.offset() {
            self.held_since = None;
        }
        Plan {
            consumed: 0,
            release: usize::try_from(release).unwrap_or(usize::MAX),
            insert: None,
        }
    }

    /// Everything may go but a feed or a cut that a block may have to precede.
    fn releasable(&self) -> u64 {
        let end = self.tap.offset();
        let unfinished = self.tap.unfinished().len() as u64;
        let from = match self.watch.hold {
            Some(hold) => hold.start,
            None if self.tap.may_move_paper() && self.watch.is_candidate() => end - unfinished,
            None => end,
        };
        if end - from > MAX_HELD { end } else { from }
    }

    fn plan(&mut self, consumed: usize, now: Instant) -> Plan {
        self.quiet_since = self.watch.waits_for_silence().then_some(now);
        if self.watch.insertion.is_some() {
            let plan = self.release_with_block();
            return Plan { consumed, ..plan };
        }
        let up_to = self.releasable();
        let plan = self.release_up_to(up_to);
        if self.watch.released < self.tap.offset() {
            self.held_since = Some(now);
        } else {
            self.watch.hold = None;
        }
        Plan { consumed, ..plan }
    }

    /// Shows the latch what it has not seen yet.
    fn is_fiscal(&mut self, bytes: &[u8]) -> bool {
        let seen = self.looked_at.saturating_sub(self.tap.offset());
        let new = usize::try_from(seen)
            .ok()
            .and_then(|seen| bytes.get(seen..));
        self.looked_at = self.looked_at.max(self.tap.offset() + bytes.len() as u64);
        self.fiscal.advance(new.unwrap_or_default())
    }

    fn latch(&mut self, len: usize) -> Plan {
        self.watch.events.push_back(Event::FiscalLatched);
        self.watch.policy.enabled = false;
        let plan = self.release_all();
        self.quiet_since = None;
        Plan {
            consumed: len,
            release: plan.release + len,
            insert: None,
        }
    }
}

impl<B: Blocks> Transit for Splicer<B> {
    fn advance(&mut self, bytes: &[u8], now: Instant) -> Plan {
        if self.fiscal.is_latched() {
            return Plan {
                consumed: bytes.len(),
                release: bytes.len(),
                insert: None,
            };
        }
        if self.is_fiscal(bytes) {
            return self.latch(bytes.len());
        }
        let mut taken = 0;
        let enough = self.watch.events.len() + EVENTS_A_CALL;
        while let Some(rest) = bytes.get(taken..).filter(|rest| !rest.is_empty()) {
            taken += self.tap.step(&mut self.watch, rest);
            if self.watch.insertion.is_some() || self.watch.events.len() >= enough {
                break;
            }
        }
        self.plan(taken, now)
    }

    fn poll_timeout(&self) -> Option<Instant> {
        let held = self.held_since.map(|since| since + HOLD);
        let quiet = self.quiet_since.map(|since| since + QUIET);
        held.into_iter().chain(quiet).min()
    }

    fn handle_timeout(&mut self, now: Instant) -> Plan {
        if self.quiet_since.is_some_and(|since| now >= since + QUIET) {
            self.quiet_since = None;
            if self.watch.is_at_tear_bar() {
                self.end_torn();
            } else {
                self.watch.end_at_silence();
            }
            return self.release_with_block();
        }
        if self.held_since.is_some_and(|since| now >= since + HOLD) {
            return self.release_all();
        }
        Plan::default()
    }

    fn till_was_held_back(&mut self, now: Instant) {
        self.quiet_since = self.quiet_since.map(|_| now);
    }
}
