//! A splicer with a printer's end in memory and a clock that only tests move.

#[path = "setup.rs"]
mod setup;

use std::ops::Range;
use std::time::{Duration, Instant};

use tillside::protocol::escpos::block::{Form, Prepared, Target, Words};
use tillside::protocol::escpos::document::Document;
use tillside::protocol::escpos::splice::{Blocks, Event, Setup, Splicer};
use tillside::protocol::escpos::state::Settings;
use tillside::protocol::transit::{Carrier, Transit as _};

pub(crate) use setup::setup_for;

/// Blocks with small numbers, as many as are left.
#[derive(Debug)]
pub(crate) struct Queue(Range<usize>);

impl Queue {
    pub(crate) fn of(count: usize) -> Self {
        Self(1..count + 1)
    }
}

fn block(number: usize) -> Prepared {
    let target = Target {
        form: Form::Text,
        ..setup().target
    };
    let code = format!("CODE-{number:04}-TEST");
    let words = Words {
        invitation: "TEST BLOCK",
        address: "an.address.that.is.too.long.for.the.line.example",
        url: "HTTPS://S.EXAMPLE.COM/0YTZ6FYHJXDZ",
        code: &code,
    };
    Prepared::new(&words, &target).unwrap()
}

impl Blocks for Queue {
    fn pop(&mut self) -> Option<Prepared> {
        self.0.next().map(block)
    }
}

/// A generic Epson with splicing on.
pub(crate) fn setup() -> Setup {
    let setup = setup_for("epson-generic");
    Setup {
        target: Target {
            columns: 42,
            form: Form::Raster,
            power_on: Settings::EPSON,
            head_to_cutter_mm: Some(15),
            ..setup.target
        },
        ..setup
    }
}

/// Till, tape and printer.
#[derive(Debug)]
pub(crate) struct Tape {
    pub(crate) splicer: Splicer<Queue>,
    /// What the printer has received, and what of it was ours.
    pub(crate) carrier: Carrier,
    pub(crate) now: Instant,
    pub(crate) events: Vec<Event>,
}

impl Tape {
    pub(crate) fn new(setup: Setup) -> Self {
        Self::with_blocks(setup, Queue::of(64))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "any instant will do to begin with"
    )]
    pub(crate) fn with_blocks(setup: Setup, blocks: Queue) -> Self {
        Self {
            splicer: Splicer::new(setup, blocks),
            carrier: Carrier::default(),
            now: Instant::now(),
            events: Vec::new(),
        }
    }

    /// The till writes.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.carrier.offer(&mut self.splicer, bytes, self.now);
        self.events
            .extend(std::iter::from_fn(|| self.splicer.poll_event()));
    }

    /// Nothing happens for a while.
    pub(crate) fn pause(&mut self, time: Duration) {
        let until = self.now + time;
        while let Some(due) = self.splicer.poll_timeout().filter(|due| *due <= until) {
            self.carrier.wait(&mut self.splicer, due);
        }
        self.now = until;
        self.events
            .extend(std::iter::from_fn(|| self.splicer.poll_event()));
    }

    /// A whole stream at once, to its end.
    pub(crate) fn pass(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.write(bytes);
        let plan = self.splicer.finish();
        self.carrier.carry_out(plan);
        self.events
            .extend(std::iter::from_fn(|| self.splicer.poll_event()));
        self.out().to_vec()
    }

    pub(crate) fn out(&self) -> &[u8] {
        &self.carrier.out
    }

    pub(crate) fn held(&self) -> usize {
        self.carrier.held()
    }

    /// What the printer got, without what was ours.
    pub(crate) fn till_bytes(&self) -> Vec<u8> {
        let mut bytes = self.carrier.out.clone();
        for range in self.carrier.inserted.iter().rev() {
            bytes.drain(range.clone());
        }
        bytes
    }

    pub(crate) fn documents(&self) -> Vec<&Document> {
        self.events
            .iter()
            .filter_map(|event| match event {
                Event::Ended(document) => Some(&**document),
                Event::Withheld(_) | Event::FiscalLatched => None,
            })
            .collect()
    }
}
