//! Says what happens on the cable: each condition once, until it has passed.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::PathBuf;

use log::{error, info, warn};

use crate::device::notice::{Fault, Notice, Side};
use crate::domain::document::Kind;
use crate::protocol::escpos::document::Document;
use crate::protocol::escpos::splice::{Event, Withheld};

/// What has been said already.
#[derive(Debug)]
pub struct Report {
    fiscal_mark: PathBuf,
    withheld: BTreeSet<&'static str>,
}

impl Report {
    /// Nothing said yet; `fiscal_mark` is made when a fiscal protocol shows up.
    pub fn new(fiscal_mark: PathBuf) -> Self {
        Self { fiscal_mark, withheld: BTreeSet::new() }
    }

    /// Says what the splicer noticed.
    pub fn event(&mut self, event: &Event) {
        match event {
            Event::Ended(document) => self.document(document),
            Event::Withheld(reason) => self.withheld(*reason),
            Event::FiscalLatched => self.fiscal(),
        }
    }

    /// Only what a document is, never what it says.
    fn document(&mut self, document: &Document) {
        let kind = match document.kind() {
            Kind::Sale => "sale",
            Kind::CardSlip => "card slip",
            Kind::Report => "report",
            Kind::Kitchen => "kitchen ticket",
            Kind::Drawer => "drawer kick",
            Kind::Other => "something else",
        };
        let code = if document.code.is_some() { "with a code" } else { "without a code" };
        let doubt = if document.trusted { "" } else { ", not read in step with the printer" };
        info!("{kind}, {code}{doubt}");
        if document.code.is_some() {
            self.withheld.clear();
        }
    }

    fn withheld(&mut self, reason: Withheld) {
        let why = match reason {
            Withheld::Policy | Withheld::Fiscal => return,
            Withheld::Mode => "the printer is in page mode, upside down, or prints on other paper",
            Withheld::Place => {
                "the till had fed too far, and the profile does not know the way to the cutter"
            }
            Withheld::NoneReady => "no code was ready",
        };
        if self.withheld.insert(why) {
            warn!("a sale passed without a code: {why}");
        }
    }

    fn fiscal(&self) {
        error!(
            "a fiscal printer's protocol is on the line: the cable is plain from here on; print \
             codes on a separate printer, or run `tillside unlatch` if this is a mistake"
        );
        if let Err(cause) = File::create(&self.fiscal_mark) {
            error!("cannot remember that in {}: {cause}", self.fiscal_mark.display());
        }
    }

    /// Says what the relay noticed.
    pub fn notice(&self, notice: &Notice) {
        match notice {
            Notice::PortLost { side, why } => warn!("{} port away: {why}", name(*side)),
            Notice::PortFound { side } => info!("{} port open", name(*side)),
            Notice::TransitFailed(fault) => error!(
                "reading the stream {}; the cable is plain until the next ESC @",
                match fault {
                    Fault::Panicked => "failed",
                    Fault::Inconsistent => "went wrong",
                }
            ),
            Notice::TransitRestored => info!("the stream is being read again"),
            Notice::BlockClosed { whole } => warn!(
                "a block that a crash had cut short was {}",
                if *whole { "completed" } else { "filled with blanks" }
            ),
            Notice::RecordFailed { why } => {
                error!("cannot record blocks: {why}; they are printed all the same");
            }
            Notice::StatusDropped => {
                warn!("the till does not read: the printer's answers for it are dropped");
            }
            Notice::JobDone { .. } => info!("a print of our own is done"),
            Notice::JobCutShort { .. } => {
                warn!("the till began to print, so the rest of a print of our own was dropped");
            }
            Notice::BytesLost { count } => {
                error!("stopped with {count} bytes that the printer did not take");
            }
        }
    }
}

fn name(side: Side) -> &'static str {
    match side {
        Side::Till => "till",
        Side::Printer => "printer",
    }
}
