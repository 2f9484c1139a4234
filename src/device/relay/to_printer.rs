//! The loop that carries the till's bytes to the printer.
//!
//! It reads nothing while something waits to be written: what cannot go on stays with the till,
//! where it is safe.

use super::block::BlockWriter;
use super::gate::Gate;
use super::guard::{Guard, Look};
use super::jobs::Jobs;
use super::outbox::{Next, Outbox};
use super::{Shared, sooner};
use crate::device::flow::{Decision, IN_FLIGHT, LINE_POLL};
use crate::device::link::{Keeper, View};
use crate::device::notice::{Counters, Notice};
use crate::device::platform::{self, Seen, Want};
use crate::device::port::{Io, Nature, Port, hung_up};
use crate::device::progress::{OpenBlock, Record};
use crate::protocol::transit::Transit;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long a stopped relay goes on trying to write what it has read.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// After a read of so many bytes there are probably more, and `poll` can be saved.
const BULK: usize = 1024;

const READ: Want = Want {
    read: true,
    write: false,
};
const WRITE: Want = Want {
    read: false,
    write: true,
};
const NOTHING: Want = Want {
    read: false,
    write: false,
};

/// The loop from the till to the printer; it also opens the till's port.
pub struct ToPrinter {
    pub(super) shared: Arc<Shared>,
    pub(super) till: View,
    pub(super) printer: View,
    pub(super) keeper: Keeper,
    pub(super) record: Record,
    pub(super) open_block: Option<OpenBlock>,
    pub(super) silence: Duration,
    pub(super) jobs: Jobs,
}

impl ToPrinter {
    /// Carries bytes until [`Handle::stop`](super::Handle::stop); blocks, so give it a thread.
    ///
    /// `factory` makes the transit, now and again after each time one failed.
    pub fn run<T: Transit>(self, factory: impl FnMut() -> T) {
        let notices = self.shared.notices.clone();
        let mut run = Run {
            gate: Gate::new(self.shared.flow),
            guard: Guard::new(factory),
            outbox: Outbox::new(),
            writer: BlockWriter::new(self.record, notices),
            closing: None,
            last_read: 0,
            job_ended: false,
            silence: self.silence,
            busy_until: None,
            shared: self.shared,
            till: self.till,
            printer: self.printer,
            keeper: self.keeper,
            jobs: self.jobs,
        };
        if let Some(block) = self.open_block {
            run.close_block(&block);
        }
        while !run.shared.is_stopped() {
            run.step();
        }
        run.finish();
    }
}

struct Run<T, F> {
    shared: Arc<Shared>,
    till: View,
    printer: View,
    keeper: Keeper,
    gate: Gate,
    guard: Guard<T, F>,
    outbox: Outbox,
    writer: BlockWriter,
    jobs: Jobs,
    /// A block from before a crash is being closed; whether nothing of it is missing.
    closing: Option<bool>,
    last_read: usize,
    /// The till has ended its connection; that is answered once all of it has passed.
    job_ended: bool,
    silence: Duration,
    /// From then on the cable is at rest.
    busy_until: Option<Instant>,
}

impl<T: Transit, F: FnMut() -> T> Run<T, F> {
    fn close_block(&mut self, block: &OpenBlock) {
        self.outbox.push_block(block.completion());
        self.closing = Some(block.is_certain());
        if !self.outbox.is_due() {
            self.block_ended();
        }
    }

    /// One thing at a time, the oldest byte first.
    fn step(&mut self) {
        let now = (self.shared.clock)();
        let reopen = self.keeper.tend(&mut self.till, now);
        let decision = self.decide(now);
        if self.outbox.is_due() {
            self.busy_until = Some(now + self.silence);
            self.printer.want(true);
            self.write_or_wait(decision, reopen);
        } else if !self.outbox.unseen().is_empty() {
            self.shared.mark.set(true);
            let look = self.guard.look(&mut self.outbox, now);
            self.report(look);
            if self.shared.mark.get() {
                self.writer.mark(true);
            }
        } else {
            self.rest(now, decision, reopen);
        }
    }

    fn decide(&mut self, now: Instant) -> Decision {
        let heard = &self.shared.word;
        if self.gate.hear(&self.till, &mut self.printer, heard) && self.printer.port().is_some() {
            self.mend_block();
        }
        let ports = (&mut self.till, &mut self.printer);
        let due = self.outbox.is_due();
        self.gate.decide(ports, due, now)
    }

    /// Another printer, or the same after who knows what: what is left of a block under way would
    /// be text to a printer that starts afresh, and what was written may never have reached it.
    fn mend_block(&mut self) {
        let Some(block) = self.outbox.open_block() else {
            return;
        };
        self.outbox.replace_block(block.completion());
        self.writer.start_over();
        self.closing = Some(false);
    }

    fn report(&self, look: Look) {
        let notice = match look {
            Look::Done => return,
            Look::Failed(fault) => Notice::TransitFailed(fault),
            Look::Restored => Notice::TransitRestored,
        };
        self.shared.notices.say(notice);
    }

    fn write_or_wait(&mut self, decision: Decision, reopen: Option<Duration>) {
        if decision.may_write > 0 && !self.gate.port_full {
            self.write(decision.may_write);
            return;
        }
        if self.outbox.till_bytes() > 0 {
            // From here on a crash would leave a document half printed.
            self.writer.mark(true);
        }
        let printer = if decision.may_write > 0 {
            WRITE
        } else {
            NOTHING
        };
        // `usblp` says that a printer without paper takes bytes, and then takes none.
        let device = self
            .printer
            .port()
            .is_some_and(|port| port.nature() == Nature::Device);
        let pause = (device && printer == WRITE).then_some(LINE_POLL);
        let wanted = if pause.is_some() { NOTHING } else { printer };
        let timeout = sooner(sooner(decision.look_again, reopen), pause);
        let [till, printer] = self.wait(NOTHING, wanted, timeout);
        if till.gone {
            self.till.lose(&hung_up());
        }
        if printer.gone {
            self.printer.lose(&hung_up());
        } else if printer.writable || pause.is_some() {
            self.gate.port_full = false;
        }
    }

    /// Writes once, `limit` bytes at most.
    fn write(&mut self, limit: usize) {
        let Some(port) = self.printer.port() else {
            return;
        };
        let (written, counter) = match self.outbox.next() {
            Next::Nothing => return,
            Next::Till(bytes) => {
                let now = bytes.get(..limit).unwrap_or(bytes);
                (port.write(now), &self.shared.counters.to_printer)
            }
            Next::Block(block, done) => (
                self.writer.write(port, block, done, limit),
                &self.shared.counters.inserted,
            ),
        };
        match written.and_drained(port, limit) {
            (Io::Bytes(count), drained) => {
                Counters::add(counter, count);
                if let Err(error) = drained {
                    self.printer.lose(&error);
                }
                if self.outbox.wrote(count) {
                    self.block_ended();
                }
            }
            (Io::Nothing, _) => self.gate.port_full = true,
            (Io::Gone(error), _) => self.printer.lose(&error),
        }
    }

    fn block_ended(&mut self) {
        self.writer.close();
        self.jobs.piece_ended(&self.shared.notices);
        if let Some(whole) = self.closing.take() {
            self.shared.notices.say(Notice::BlockClosed { whole });
        }
    }

    /// Nothing to write: waits for the till, a time-out, or the moment for a print of our own.
    fn rest(&mut self, now: Instant, decision: Decision, reopen: Option<Duration>) {
        if self.last_read >= BULK && !self.job_ended && self.read() {
            return;
        }
        if self.job_ended && self.outbox.is_empty() {
            self.job_ended = false;
            self.till.lose(&hung_up());
            return;
        }
        self.writer.mark(self.shared.mark.get());
        let time_out = match self.guard.poll_timeout(&mut self.outbox, now) {
            Ok(due) => due.map(|due| due.saturating_duration_since(now)),
            Err(fault) => return self.report(Look::Failed(fault)),
        };
        if time_out == Some(Duration::ZERO) {
            let look = self.guard.handle_timeout(&mut self.outbox, now);
            return self.report(look);
        }
        let job = self.job_ready_in(now, decision);
        let timeout = sooner(sooner(time_out, job), sooner(decision.look_again, reopen));
        let timeout = sooner(timeout, self.until_rest(now));
        let till = if self.job_ended { NOTHING } else { READ };
        let [till, _] = self.wait(till, NOTHING, timeout);
        if till.readable {
            self.read();
        } else if till.gone {
            self.till.lose(&hung_up());
        } else if job == Some(Duration::ZERO) {
            self.begin_piece();
        }
    }

    /// How long until the cable is at rest, and a printer may end its connection unheeded.
    fn until_rest(&mut self, now: Instant) -> Option<Duration> {
        let left = self.busy_until?.saturating_duration_since(now);
        if left.is_zero() {
            self.busy_until = None;
            self.printer.want(false);
            return None;
        }
        Some(left)
    }

    fn job_ready_in(&mut self, now: Instant, decision: Decision) -> Option<Duration> {
        let asleep = self.printer.port().is_none() && !self.printer.is_away();
        if (decision.may_write == 0 && !asleep) || !self.outbox.is_empty() {
            return None;
        }
        self.jobs.ready_in(now)
    }

    fn begin_piece(&mut self) {
        if let Some(piece) = self.jobs.next_piece() {
            self.outbox.push_block(piece);
        }
        if !self.outbox.is_due() {
            self.jobs.piece_ended(&self.shared.notices);
        }
    }

    /// Reads once; whether something came.
    fn read(&mut self) -> bool {
        self.last_read = 0;
        let Some(port) = self.till.port() else {
            return false;
        };
        match port.read(self.outbox.room()) {
            Io::Bytes(count) => {
                self.outbox.filled(count);
                self.last_read = count;
                Counters::add(&self.shared.counters.from_till, count);
                let now = (self.shared.clock)();
                self.jobs.till_spoke(now, &self.shared.notices);
                return true;
            }
            Io::Nothing => (),
            Io::Gone(_) if port.is_visit() => self.job_ended = true,
            Io::Gone(error) => self.till.lose(&error),
        }
        false
    }

    fn wait(&self, till: Want, printer: Want, timeout: Option<Duration>) -> [Seen; 2] {
        // The printer is watched by the other loop too, so only what we want of it counts here.
        let printer_file = self.printer.file().filter(|_| printer != NOTHING);
        // Nobody but who reads a job to its end says that it is over.
        let deaf = |port: &&Port| till != NOTHING || !port.is_visit();
        let till_file = match self.till.port() {
            Some(port) => Some(port).filter(deaf).map(Port::file),
            None => self.keeper.awaits().filter(|_| till != NOTHING),
        };
        let ports = [(till_file, till), (printer_file, printer)];
        platform::wait(&self.shared.wakes.to_printer, ports, timeout).unwrap_or_default()
    }

    /// Lets everything go and gives the printer a last chance to take it.
    fn finish(&mut self) {
        self.jobs.cut_short(&self.shared.notices);
        self.guard.set_aside(&mut self.outbox);
        let mut now = (self.shared.clock)();
        let end = now + LAST_WORDS;
        while self.outbox.is_due() && now < end {
            let decision = self.decide(now);
            if self.printer.port().is_none() {
                break;
            }
            self.write_or_wait(decision, Some(LINE_POLL));
            now = (self.shared.clock)();
        }
        let count = self.outbox.till_bytes();
        if count > 0 {
            self.shared.notices.say(Notice::BytesLost { count });
        }
    }
}

impl Io {
    /// Where only so many bytes may be under way, waits until they have left.
    fn and_drained(self, port: &Port, limit: usize) -> (Self, io::Result<()>) {
        let drained = match self {
            Self::Bytes(_) if limit <= IN_FLIGHT => port.drain(),
            _ => Ok(()),
        };
        (self, drained)
    }
}
