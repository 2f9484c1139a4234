//! Decides where a block goes, and which bytes may pass meanwhile.
//!
//! The splicer is the [`Transit`] of a printer that speaks ESC/POS or Star. It never owns a byte
//! and never writes one: it watches through the tap, and its [`Plan`]s tell the relay what to do.
//! A block goes only before a genuine cut, only into a sale, and only where the printer is known
//! to print lines. Where the till feeds before a cut that does not feed by itself, the block goes
//! before that feed, which is held for at most [`HOLD`].

use std::collections::VecDeque;
use std::ops::Range;
use std::time::{Duration, Instant};

use super::block::{MIN_DOTS, Prepared, Target, frame, insert};
use super::command::{Command, Cut, Sink};
use super::document::{Builder, Document, Reader, Sync};
use super::state::State;
use super::tap::Tap;
use crate::domain::document::{Facts, Kind, Outcome};
use crate::protocol::fiscal::FiscalLatch;
use crate::protocol::transit::{Plan, Transit};

/// How long feed bytes are held after the last of them.
pub const HOLD: Duration = Duration::from_millis(30);

/// How long the line is silent before a lone drawer kick counts as a document.
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
    /// When the last byte came, while a lone drawer kick waits.
    kick_since: Option<Instant>,
}

/// What the tap talks to.
#[derive(Debug)]
struct Watch<B> {
    state: State,
    builder: Builder,
    target: Target,
    policy: Policy,
    blocks: B,
    hold: Option<Hold>,
    /// Bytes released so far.
    released: u64,
    insertion: Option<Insertion>,
    last_sale: Option<u64>,
    sales: u32,
    /// Some of the document was printed upside down: its end is the head that the customer reads.
    upside_down: bool,
    /// A kick right after a cut belongs to the document before it.
    after_cut: bool,
    events: VecDeque<Event>,
}

/// A run of feed bytes that may turn out to precede a cut.
#[derive(Debug, Clone, Copy)]
struct Hold {
    start: u64,
    state: State,
}

#[derive(Debug)]
struct Insertion {
    at: u64,
    framed: (Vec<u8>, Range<usize>),
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
            watch: Watch {
                state: State::new(dialect),
                builder: Builder::new(setup.reader, setup.sync),
                target: setup.target,
                policy: setup.policy,
                blocks,
                hold: None,
                released: 0,
                insertion: None,
                last_sale: None,
                upside_down: false,
                sales: 0,
                after_cut: false,
                events: VecDeque::new(),
            },
            looked_at: 0,
            held_since: None,
            kick_since: None,
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
        let plan = self.release_all();
        self.watch.end_at_silence();
        plan
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
        self.kick_since = self.watch.waits_for_silence().then_some(now);
        if let Some(insertion) = self.watch.insertion.take() {
            let at = insertion.at.saturating_sub(self.watch.released);
            let plan = self.release_all();
            let at = usize::try_from(at).unwrap_or(0);
            return Plan {
                consumed,
                insert: Some(insert(at, insertion.framed)),
                ..plan
            };
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
        self.kick_since = None;
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
        let kick = self.kick_since.map(|since| since + QUIET);
        held.into_iter().chain(kick).min()
    }

    fn handle_timeout(&mut self, now: Instant) -> Plan {
        if self.kick_since.is_some_and(|since| now >= since + QUIET) {
            self.kick_since = None;
            self.watch.end_at_silence();
        }
        if self.held_since.is_some_and(|since| now >= since + HOLD) {
            return self.release_all();
        }
        Plan::default()
    }
}

impl<B: Blocks> Watch<B> {
    fn is_candidate(&self) -> bool {
        let unrecognised = self.policy.unrecognised && self.builder.is_image_only();
        self.policy.enabled
            && self.state.prints_lines()
            && (self.builder.may_be_sale() || unrecognised)
    }

    /// A drawer kick with nothing printed is a document only if nothing follows it.
    fn waits_for_silence(&self) -> bool {
        (self.builder.has_content() && !self.builder.has_print()) || self.after_cut
    }

    fn end_at_silence(&mut self) {
        if self.builder.has_print() || (self.builder.has_content() && !self.after_cut) {
            let document = self.builder.end(None);
            self.push(Event::Ended(Box::new(document)));
        }
        self.after_cut = false;
    }

    fn push(&mut self, event: Event) {
        if self.events.len() >= MAX_EVENTS {
            self.events.pop_front();
        }
        self.events.push_back(event);
    }

    /// Follows the run of feeds at the end of what has been printed.
    fn follow_feed(&mut self, command: Command, start: u64, before: State) {
        let feeds = match command {
            Command::FeedLines(_) | Command::FeedUnits(_) => true,
            Command::LineFeed | Command::CarriageReturn => !before.line_open,
            _ => false,
        };
        let keeps = matches!(
            command,
            Command::Set(_) | Command::Initialize | Command::LineFeed | Command::CarriageReturn
        );
        match self.hold {
            Some(_) if feeds || keeps => {}
            None if feeds && self.is_candidate() => {
                self.hold = Some(Hold {
                    start,
                    state: before,
                });
            }
            _ => self.hold = None,
        }
    }

    fn cut(&mut self, cut: Cut, span: &Range<u64>) {
        let before = self.state;
        self.builder.end_line();
        self.state.command(Command::Cut(cut));
        let mut document = self.builder.end(Some(span.start));
        match self.place(&document, cut, span.start, before) {
            Ok(insertion) => {
                document.spliced_at = Some(insertion.at);
                document.code = Some(insertion.code);
                self.insertion = Some(Insertion {
                    at: insertion.at,
                    framed: insertion.framed,
                });
            }
            Err(Withheld::Policy) => {}
            Err(reason) => self.push(Event::Withheld(reason)),
        }
        self.hold = None;
        self.upside_down = false;
        self.after_cut = true;
        self.push(Event::Ended(Box::new(document)));
    }

    fn place(
        &mut self,
        document: &Document,
        cut: Cut,
        start: u64,
        before: State,
    ) -> Result<Placed, Withheld> {
        if !self.wants_code(document) {
            return Err(Withheld::Policy);
        }
        let (at, state, feed) = match self.hold {
            _ if cut.feeds => (start, before, None),
            Some(hold) => (hold.start, hold.state, None),
            None => (
                start,
                before,
                Some(self.target.lines_to_cutter().ok_or(Withheld::Place)?),
            ),
        };
        if self.upside_down
            || !state.prints_lines()
            || !state.fits(MIN_DOTS, self.target.paper_dots())
        {
            return Err(Withheld::Mode);
        }
        if at < self.released {
            return Err(Withheld::Place);
        }
        let block = self.blocks.pop().ok_or(Withheld::NoneReady)?;
        let framed = frame(&block, &state, &self.target.power_on, feed);
        Ok(Placed {
            at,
            code: block.code,
            framed,
        })
    }

    /// At most one code for a sale: not on copies, and not when the very same text comes again.
    fn wants_code(&mut self, document: &Document) -> bool {
        if !self.policy.enabled || !document.trusted || !self.is_code_kind(document) {
            return false;
        }
        self.sales = self.sales.wrapping_add(1);
        self.sales.is_multiple_of(self.policy.every.max(1))
    }

    fn is_code_kind(&mut self, document: &Document) -> bool {
        if document.text.is_empty() {
            return self.policy.unrecognised && document.image_rows > 0;
        }
        if document.kind() != Kind::Sale {
            return false;
        }
        let fingerprint = document.text.fingerprint();
        let repeated = self.last_sale.replace(fingerprint) == Some(fingerprint);
        let copy = repeated || (document.facts.copy && !self.policy.copies);
        !copy && is_paid_sale(&document.facts)
    }
}

struct Placed {
    at: u64,
    code: String,
    framed: (Vec<u8>, Range<usize>),
}

/// Money came in and nothing on the paper says that it did not.
fn is_paid_sale(facts: &Facts) -> bool {
    let refused = match facts.outcome {
        Some(Outcome::Declined | Outcome::Cancelled | Outcome::Unknown) => true,
        Some(Outcome::Approved) | None => false,
    };
    facts.total_minor.is_some_and(|total| total > 0) && !facts.void && !facts.refund && !refused
}

impl<B: Blocks> Sink for Watch<B> {
    fn text(&mut self, bytes: &[u8], _at: u64) {
        self.hold = None;
        self.after_cut = false;
        self.upside_down |= self.state.is_upside_down();
        self.state.text();
        self.builder.text(bytes);
    }

    fn command(&mut self, command: Command, span: Range<u64>) {
        if let Command::Cut(cut) = command {
            return self.cut(cut, &span);
        }
        let before = self.state;
        self.builder.command(command);
        self.state.command(command);
        self.follow_feed(command, span.start, before);
    }

    fn payload(&mut self, bytes: &[u8]) {
        self.state.payload(bytes);
    }
}
