//! The counter of the running service: hands it what the cable tells, its events to the journal and
//! its views to the board.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::board::Board;
use super::clock;
use super::journaling::{Journal, Outcome, Recalled};
use super::minting::Issued;
use crate::device::notice::{Notice, Side};
use crate::domain::code::Code;
use crate::domain::event::Device;
use crate::engine::api::{Codes, Memory};
use crate::engine::counter::{Counter, Input, Output, Setup};
use crate::protocol::escpos::document::Document;
use crate::protocol::scanner::{Scan, ScanKind};

/// The counter and everything around it.
#[derive(Debug)]
pub(super) struct Counting {
    counter: Counter,
    journal: Journal,
    outcomes: Receiver<Outcome>,
    issued: Issued,
    codes: Codes,
    board: Arc<Board>,
}

impl Counting {
    /// A counter that goes on from what the journal remembers.
    pub(super) fn new(setup: Setup, recalled: Recalled, issued: Issued) -> Self {
        let codes = setup.codes.clone();
        let counter = Counter::new(setup, recalled.state, clock::now());
        Self {
            board: Arc::new(Board::new(Arc::new(counter.view()))),
            counter,
            journal: recalled.journal,
            outcomes: recalled.outcomes,
            issued,
            codes,
        }
    }

    /// Takes in a document from the cable.
    pub(super) fn document(&mut self, document: &Document) {
        let code = document.code.as_deref();
        let code = code.and_then(|code| Code::parse(code).ok());
        self.handle(Input::DocumentEnded {
            facts: document.facts,
            trusted: document.trusted,
            code: code.and_then(|code| self.issued.find(code)),
        });
    }

    /// Takes in a scan; only goods count.
    pub(super) fn scan(&mut self, scan: &Scan) {
        if let Ok(ScanKind::Product(_) | ScanKind::InStore(_)) = scan.kind {
            self.handle(Input::ItemScanned);
        }
    }

    /// Takes in what the relay noticed.
    pub(super) fn notice(&mut self, notice: &Notice) {
        match notice {
            Notice::PortLost { side, .. } => self.handle(Input::DeviceLost(device(*side))),
            Notice::PortFound { side } => self.handle(Input::DeviceFound(device(*side))),
            _ => {}
        }
    }

    /// Looks after what comes by itself: time, ready codes, the state of the disk.
    pub(super) fn tend(&mut self) {
        while let Ok(outcome) = self.outcomes.try_recv() {
            self.handle(match outcome {
                Outcome::Failing => Input::Memory(Memory::Failing),
                Outcome::Works => Input::Memory(Memory::Kept),
                Outcome::Lost(count) => Input::EventsLost(count),
            });
        }
        let ready = self.issued.ready();
        if ready != std::mem::replace(&mut self.codes.ready, ready) {
            self.handle(Input::Codes(self.codes.clone()));
        }
        if clock::instant() >= self.counter.poll_timeout() {
            self.counter.handle_timeout(clock::now());
            self.drain();
        }
    }

    fn handle(&mut self, input: Input) {
        self.counter.handle(input, clock::now());
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(output) = self.counter.poll_output() {
            match output {
                Output::Append(entry) => self.journal.append(entry),
                Output::Show(view) => self.board.show(view),
                Output::Print { .. } | Output::SwitchCodes(_) => {}
            }
        }
    }
}

fn device(side: Side) -> Device {
    match side {
        Side::Till => Device::Till,
        Side::Printer => Device::Printer,
    }
}
