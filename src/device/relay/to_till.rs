//! The loop that carries the printer's bytes to the till.
//!
//! Status bytes pass untouched and at once. They are worth something only while they are fresh:
//! for a till that does not read they are dropped after a second, and nothing else is ever
//! dropped here.

use super::{Shared, sooner};
use crate::device::flow::Flow;
use crate::device::link::{Keeper, View};
use crate::device::notice::{Counters, Notice};
use crate::device::platform::{self, Want};
use crate::device::port::{Io, Nature, Port, hung_up};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long status bytes wait for a till that does not read.
const STALE: Duration = Duration::from_secs(1);

/// How long a device is left alone that had nothing although it said that it had something; some
/// printers on USB answer so all the time.
const REST: Duration = Duration::from_millis(50);

/// The longest backlog for a till that does not read; a printer sends a few bytes at a time.
const BACKLOG: usize = 4096;

/// Whatever shows that a port can be opened.
const CHANGE: Want = Want {
    read: true,
    write: true,
};

/// The loop from the printer to the till; it also opens the printer's port.
pub struct ToTill {
    shared: Arc<Shared>,
    till: View,
    printer: View,
    keeper: Keeper,
    backlog: Vec<u8>,
    backlog_since: Option<Instant>,
    /// The till let bytes go stale and has not read since.
    till_sleeps: bool,
    /// The printer is not listened to until then.
    rest_until: Option<Instant>,
}

impl ToTill {
    pub(super) fn new(shared: Arc<Shared>, (till, printer): (View, View), keeper: Keeper) -> Self {
        Self {
            shared,
            till,
            printer,
            keeper,
            backlog: Vec::with_capacity(BACKLOG),
            backlog_since: None,
            till_sleeps: false,
            rest_until: None,
        }
    }

    /// Whether opening the port may take seconds.
    pub(super) fn is_slow(&self) -> bool {
        self.keeper.is_slow()
    }

    /// Carries bytes until [`Handle::stop`](super::Handle::stop); blocks, so give it a thread.
    pub fn run(mut self) {
        let mut buffer = [0; BACKLOG];
        while !self.shared.is_stopped() {
            self.step(&mut buffer);
        }
    }

    /// Opens the printer's port if that is due; how long until it has to be called again.
    pub(super) fn tend(&mut self, now: Instant) -> Option<Duration> {
        if self.printer.port().is_none() {
            // Before the other loop can see the new printer, and before that one can speak.
            self.shared.word.forget();
        }
        self.keeper.tend(&mut self.printer, now)
    }

    fn step(&mut self, buffer: &mut [u8]) {
        let now = (self.shared.clock)();
        let reopen = self.tend(now);
        self.refresh_till();
        let stale = self.drop_stale(now);
        let till_wants = Want {
            read: false,
            write: !self.backlog.is_empty(),
        };
        let rest = self.rest(now);
        let printer_wants = self.printer.port().map_or(CHANGE, |port| Want {
            read: port.can_speak() && rest.is_none(),
            write: false,
        });
        let till_file = self.till.file().filter(|_| till_wants.write);
        let printer_file = self.printer.file().or_else(|| self.keeper.awaits());
        let ports = [(till_file, till_wants), (printer_file, printer_wants)];
        let wake = &self.shared.wakes.to_till;
        let timeout = sooner(sooner(reopen, stale), rest);
        let [till, printer] = platform::wait(wake, ports, timeout).unwrap_or_default();
        if self.refresh_till() {
            // What was seen is about the one before; this one may take bytes right away.
        } else if till.gone {
            self.till_failed(&hung_up());
        } else if till.writable {
            self.write_backlog();
        }
        if printer.readable {
            self.carry(buffer, now);
        } else if printer.gone {
            self.printer.lose(&hung_up());
        }
    }

    /// Looks whether the till came or went.
    fn refresh_till(&mut self) -> bool {
        let changed = self.till.refresh();
        if changed {
            self.till_sleeps = false;
            if self.till.port().is_some_and(Port::is_visit) {
                // What was meant for another job.
                self.drop_backlog();
            }
        }
        changed
    }

    /// How long the printer is not to be listened to.
    fn rest(&mut self, now: Instant) -> Option<Duration> {
        let left = self.rest_until?.saturating_duration_since(now);
        if left.is_zero() {
            self.rest_until = None;
            return None;
        }
        Some(left)
    }

    /// Whether there is somebody who can be told something.
    fn till_hears(&self) -> bool {
        self.till.port().is_some_and(Port::can_hear)
    }

    /// The till takes no more; with a job, that is no reason not to read the rest of it.
    fn till_failed(&mut self, error: &io::Error) {
        if self.till.port().is_some_and(Port::is_visit) {
            self.drop_backlog();
        } else {
            self.till.lose(error);
        }
    }

    /// Drops the backlog when it is stale or there is no till; how long until then.
    fn drop_stale(&mut self, now: Instant) -> Option<Duration> {
        if self.backlog.is_empty() {
            return None;
        }
        if !self.till_hears() {
            self.drop_backlog();
            return None;
        }
        let since = *self.backlog_since.get_or_insert(now);
        let left = STALE.saturating_sub(now.saturating_duration_since(since));
        if !left.is_zero() {
            return Some(left);
        }
        self.till_does_not_read();
        None
    }

    fn till_does_not_read(&mut self) {
        self.drop_backlog();
        if !std::mem::replace(&mut self.till_sleeps, true) {
            self.shared.notices.say(Notice::StatusDropped);
        }
    }

    fn drop_backlog(&mut self) {
        Counters::add(&self.shared.counters.status_dropped, self.backlog.len());
        self.backlog.clear();
        self.backlog_since = None;
    }

    /// Reads from the printer and hands on what the till takes at once.
    fn carry(&mut self, buffer: &mut [u8], now: Instant) {
        let Some(port) = self.printer.port() else {
            return;
        };
        let count = match port.read(buffer) {
            Io::Bytes(count) => count,
            Io::Nothing => {
                if port.nature() == Nature::Device {
                    self.rest_until = Some(now + REST);
                }
                return;
            }
            Io::Gone(error) => return self.printer.lose(&error),
        };
        let obeyed = self.shared.flow == Flow::XonXoff && port.has_flow_control();
        Counters::add(&self.shared.counters.from_printer, count);
        let bytes = buffer.get(..count).unwrap_or_default();
        // First: once the till has seen an XOFF, no byte of it may slip past.
        if obeyed && self.shared.word.hear(bytes) {
            self.shared.wakes.to_printer.notify();
        }
        let passed = if self.backlog.is_empty() {
            self.write(bytes)
        } else {
            0
        };
        self.keep(bytes.get(passed..).unwrap_or_default());
    }

    /// Keeps what the till did not take, if there is a point in it.
    fn keep(&mut self, rest: &[u8]) {
        if rest.is_empty() {
            return;
        }
        let full = self.backlog.len() + rest.len() > BACKLOG;
        if !self.till_hears() || self.till_sleeps || full {
            Counters::add(&self.shared.counters.status_dropped, rest.len());
        } else {
            self.backlog.extend_from_slice(rest);
        }
    }

    fn write_backlog(&mut self) {
        let backlog = std::mem::take(&mut self.backlog);
        let passed = self.write(&backlog);
        self.backlog = backlog;
        self.backlog.drain(..passed);
        if passed > 0 {
            self.backlog_since = None;
        }
    }

    /// Writes once; how many bytes the till took.
    fn write(&mut self, bytes: &[u8]) -> usize {
        let Some(port) = self.till.port().filter(|port| port.can_hear()) else {
            return 0;
        };
        match port.write(bytes) {
            Io::Bytes(count) => {
                Counters::add(&self.shared.counters.to_till, count);
                self.till_sleeps = false;
                count
            }
            Io::Nothing => 0,
            Io::Gone(error) => {
                self.till_failed(&error);
                0
            }
        }
    }
}
