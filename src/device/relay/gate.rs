//! Applies flow control to the real ports: reads the printer's line, sets the till's, sends XON
//! and XOFF. What to do is decided in `flow`.

use crate::device::flow::{Decision, Flow, FlowControl, LINE_POLL, Situation, XOFF, XON};
use crate::device::link::View;
use crate::device::port::Io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

/// What the printer last said on the back channel, from the thread that hears it to the one that
/// obeys. Bit 0: the printer waits. Bit 1: the last word that went on to the till was XOFF. The
/// rest counts those words.
#[derive(Debug, Default)]
pub(super) struct PrinterWord(AtomicU32);

const WAITS: u32 = 1;
const PASSED_XOFF: u32 = 2;
const ONE_WORD: u32 = 4;

impl PrinterWord {
    /// Takes note of the last XON or XOFF among these bytes; whether there was one.
    pub(super) fn hear(&self, bytes: &[u8]) -> bool {
        let word = bytes.iter().rev().find(|byte| matches!(**byte, XON | XOFF));
        let Some(word) = word else {
            return false;
        };
        let count = self.0.load(Ordering::Relaxed) & !(WAITS | PASSED_XOFF);
        let flags = if *word == XOFF {
            WAITS | PASSED_XOFF
        } else {
            0
        };
        self.0
            .store(count.wrapping_add(ONE_WORD) | flags, Ordering::Release);
        true
    }

    /// The next printer has said nothing yet; what the till was told before stays told.
    pub(super) fn forget(&self) {
        self.0.fetch_and(!WAITS, Ordering::Release);
    }

    /// Brings `control` up to date; whether there was news since `seen`.
    fn tell(&self, seen: &mut u32, control: &mut FlowControl) -> bool {
        let word = self.0.load(Ordering::Acquire);
        let before = std::mem::replace(seen, word);
        if word == before {
            return false;
        }
        if (word ^ before) & !(WAITS | PASSED_XOFF) != 0 {
            let passed_xoff = word & PASSED_XOFF != 0;
            control.printer_said(if passed_xoff { XOFF } else { XON });
        }
        if word & WAITS == 0 {
            control.printer_found();
        }
        true
    }
}

/// Flow control of the thread that writes to the printer.
pub(super) struct Gate {
    control: FlowControl,
    word_seen: u32,
    /// Which till and which printer the rest is about.
    till_epoch: u64,
    printer_epoch: u64,
    /// The printer's line and when it was looked at.
    line: Option<(bool, Instant)>,
    /// What our line towards the till was last set to.
    till_line: Option<bool>,
    waiting_since: Option<Instant>,
    /// The printer's port took nothing when it was last tried.
    pub(super) port_full: bool,
}

impl Gate {
    pub(super) fn new(flow: Flow) -> Self {
        Self {
            control: FlowControl::new(flow),
            word_seen: 0,
            till_epoch: 0,
            printer_epoch: 0,
            line: None,
            till_line: None,
            waiting_since: None,
            port_full: false,
        }
    }

    /// Takes note of which printer there is and what it said to this till; whether it is another
    /// one than before.
    pub(super) fn hear(&mut self, till: &View, printer: &mut View, word: &PrinterWord) -> bool {
        if std::mem::replace(&mut self.till_epoch, till.epoch()) != till.epoch() {
            self.till_line = None;
            self.control.till_found();
        }
        let mut heard = word.tell(&mut self.word_seen, &mut self.control);
        let mut changed = printer.refresh();
        // Until no word falls between two looks: else the last XOFF of a printer that went away
        // would be told to the till a second time.
        while word.tell(&mut self.word_seen, &mut self.control) {
            heard = true;
            changed |= printer.refresh();
        }
        if heard {
            self.waiting_since = None;
        }
        changed
    }

    /// Decides, and tells the till; `due` is whether there are bytes to write.
    pub(super) fn decide(
        &mut self,
        (till, printer): (&mut View, &mut View),
        due: bool,
        now: Instant,
    ) -> Decision {
        if std::mem::replace(&mut self.printer_epoch, printer.epoch()) != printer.epoch() {
            self.line = None;
            self.port_full = false;
        }
        self.waiting_since = due.then(|| self.waiting_since.unwrap_or(now));
        self.port_full &= due;
        let printer_line = self.look_at_line(printer, due, now);
        let mut decision = self.control.decide(Situation {
            printer_away: printer.is_away(),
            printer_line,
            port_full: self.port_full,
            waiting: self
                .waiting_since
                .map(|since| now.saturating_duration_since(since)),
        });
        match printer.port() {
            None => decision.may_write = 0,
            Some(port) if !port.has_flow_control() => decision.may_write = usize::MAX,
            Some(_) => (),
        }
        self.tell_till(till, decision);
        decision
    }

    /// The printer's line: before each write, and every [`LINE_POLL`] while idle.
    fn look_at_line(&mut self, printer: &mut View, due: bool, now: Instant) -> Option<bool> {
        if !self.control.flow().uses_lines() {
            return None;
        }
        let recent = self.line.filter(|(_, then)| {
            !(due && self.control.flow() == Flow::DtrDsr)
                && now.saturating_duration_since(*then) < LINE_POLL
        });
        if let Some((ready, _)) = recent {
            return Some(ready);
        }
        let looked = printer.port()?.lines()?.peer_ready();
        match looked {
            Ok(ready) => {
                self.line = Some((ready, now));
                Some(ready)
            }
            Err(error) => {
                printer.lose(&error);
                None
            }
        }
    }

    fn tell_till(&mut self, till: &mut View, decision: Decision) {
        if self.control.flow() == Flow::None {
            return;
        }
        if let (Some(byte), Some(port)) = (decision.send, till.port())
            && port.has_flow_control()
            && let Io::Bytes(_) = port.write(&[byte])
        {
            self.control.passed_to_till(byte);
        }
        if self.till_line == Some(decision.till_ready) {
            return;
        }
        let set = till
            .port()
            .and_then(|port| Some(port.lines()?.set_ready(decision.till_ready)));
        match set {
            None => (),
            Some(Ok(())) => self.till_line = Some(decision.till_ready),
            Some(Err(error)) => till.lose(&error),
        }
    }
}
