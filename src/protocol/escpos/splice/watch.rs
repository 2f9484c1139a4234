//! What the splicer sees through the tap: the document under way, and where its block goes.
//!
//! Knows no time and releases nothing; it says where, and the splicer when.

use std::collections::VecDeque;
use std::ops::Range;

use super::feed::Feed;
use super::{Blocks, Event, MAX_EVENTS, Policy, Setup, Withheld};
use crate::domain::document::{Facts, Kind, Outcome};
use crate::protocol::escpos::block::{MIN_DOTS, Target, Tear, frame};
use crate::protocol::escpos::command::{Command, Cut, Sink};
use crate::protocol::escpos::document::{Builder, Close, Document};
use crate::protocol::escpos::state::State;

/// What the tap talks to.
#[derive(Debug)]
pub(super) struct Watch<B> {
    pub(super) state: State,
    pub(super) builder: Builder,
    target: Target,
    pub(super) policy: Policy,
    blocks: B,
    pub(super) hold: Option<Hold>,
    /// Bytes released so far.
    pub(super) released: u64,
    pub(super) insertion: Option<Insertion>,
    feed: Feed,
    last_sale: Option<u64>,
    sales: u32,
    /// Some of the document was printed upside down: its end is the head that the customer reads.
    upside_down: bool,
    /// A kick right after a cut belongs to the document before it.
    after_cut: bool,
    pub(super) events: VecDeque<Event>,
}

/// A run of feed bytes that may turn out to precede a cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hold {
    pub(super) start: u64,
    state: State,
}

#[derive(Debug)]
pub(super) struct Insertion {
    pub(super) at: u64,
    pub(super) framed: (Vec<u8>, Range<usize>),
}

impl<B: Blocks> Watch<B> {
    /// At the start of a stream.
    pub(super) fn new(setup: Setup, blocks: B) -> Self {
        Self {
            state: State::new(setup.target.dialect),
            builder: Builder::new(setup.reader, setup.sync),
            target: setup.target,
            policy: setup.policy,
            blocks,
            hold: None,
            released: 0,
            insertion: None,
            feed: Feed::default(),
            last_sale: None,
            upside_down: false,
            sales: 0,
            after_cut: false,
            events: VecDeque::new(),
        }
    }

    pub(super) fn is_candidate(&self) -> bool {
        let unrecognised = self.policy.unrecognised && self.builder.is_image_only();
        self.policy.enabled
            && self.state.prints_lines()
            && (self.builder.may_be_sale() || unrecognised)
    }

    /// A drawer kick with nothing printed, or a feed to the tear bar, ends a document only if
    /// nothing follows it.
    pub(super) fn waits_for_silence(&self) -> bool {
        let lone_kick = self.builder.has_content() && !self.builder.has_print();
        lone_kick || self.after_cut || self.is_at_tear_bar()
    }

    /// Whether what has been printed is past the tear bar, where there is one.
    pub(super) fn is_at_tear_bar(&self) -> bool {
        let tear = self.target.tear;
        self.builder.has_print() && tear.is_some_and(|tear| self.feed.units() >= tear.units())
    }

    pub(super) fn end_at_silence(&mut self) {
        if self.builder.has_print() || (self.builder.has_content() && !self.after_cut) {
            let document = self.builder.end(Close::Silence);
            self.push(Event::Ended(Box::new(document)));
        }
        self.after_cut = false;
    }

    /// The paper is past the tear bar and the till has been silent; `at` is where the stream is.
    pub(super) fn tear(&mut self, at: u64) {
        let spot = Spot {
            at,
            state: self.state,
            feed: self.target.tear.map(|tear| tear.lines),
        };
        self.end(Close::Tear, Some(spot));
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
        let spot = self.spot_before(cut, span.start, before);
        self.end(Close::Cut(span.start), spot);
        self.after_cut = true;
    }

    fn end(&mut self, close: Close, spot: Option<Spot>) {
        let mut document = self.builder.end(close);
        match self.place(&document, spot) {
            Ok(placed) => {
                document.spliced_at = Some(placed.at);
                document.code = Some(placed.code);
                self.insertion = Some(Insertion {
                    at: placed.at,
                    framed: placed.framed,
                });
            }
            Err(Withheld::Policy) => {}
            Err(reason) => self.push(Event::Withheld(reason)),
        }
        self.hold = None;
        self.feed.print();
        self.upside_down = false;
        self.push(Event::Ended(Box::new(document)));
    }

    /// Where a block would go before a cut that begins at `start`.
    fn spot_before(&self, cut: Cut, start: u64, before: State) -> Option<Spot> {
        let unmoved = Spot {
            at: start,
            state: before,
            feed: None,
        };
        if let Some(tear) = self.target.tear {
            return Some(self.spot_before_tearing(tear, unmoved));
        }
        match self.hold {
            _ if cut.feeds => Some(unmoved),
            Some(hold) => Some(hold.spot()),
            None => Some(Spot {
                feed: Some(self.target.lines_to_cutter()?),
                ..unmoved
            }),
        }
    }

    /// A printer without a cutter takes a cut for nothing, so the feed is the till's or ours.
    fn spot_before_tearing(&self, tear: Tear, unmoved: Spot) -> Spot {
        let enough = self.feed.units() >= tear.units();
        let spot = self.hold.map(Hold::spot);
        let feed = (spot.is_none() || !enough).then_some(tear.lines);
        Spot {
            feed,
            ..spot.unwrap_or(unmoved)
        }
    }

    fn place(&mut self, document: &Document, spot: Option<Spot>) -> Result<Placed, Withheld> {
        if !self.wants_code(document) {
            return Err(Withheld::Policy);
        }
        let Spot { at, state, feed } = spot.ok_or(Withheld::Place)?;
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

/// Where a block may go.
#[derive(Debug, Clone, Copy)]
struct Spot {
    at: u64,
    /// The settings there.
    state: State,
    /// Lines of our own feed behind it.
    feed: Option<u8>,
}

impl Hold {
    fn spot(self) -> Spot {
        Spot {
            at: self.start,
            state: self.state,
            feed: None,
        }
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
        self.feed.print();
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
        let line_units = self.target.tear.map_or(0, |tear| tear.line_units);
        self.feed.command(command, &before, line_units);
        self.after_cut &= !self.builder.has_print();
        self.follow_feed(command, span.start, before);
    }

    fn payload(&mut self, bytes: &[u8]) {
        self.state.payload(bytes);
    }
}
