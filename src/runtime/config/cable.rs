//! What the keys of `[printer]` mean together.

use super::reader::Reader;
use super::{Cable, shape};
use crate::device::flow::Flow;

/// As fast as any line: what a port without a speed is taken for, in bits a second.
const AT_ONCE: u32 = 921_600;

impl Cable {
    /// How fast the printer's line is, in bits a second; one without a speed is as fast as any.
    pub fn line_baud(&self) -> u32 {
        match &self.printer {
            Some(port) if shape::is_unpaced(port) => AT_ONCE,
            _ => self.baud,
        }
    }

    pub(super) fn check(&self, reader: &mut Reader<'_>) {
        self.check_reach(reader);
        if self.listen_only {
            self.check_listening(reader);
        } else {
            self.check_pace(reader);
        }
    }

    /// Who on the network can print here, or read what the printer answers.
    fn check_reach(&self, reader: &mut Reader<'_>) {
        let address = self.till.as_deref().and_then(shape::listening);
        if let Some(address) = address.filter(|address| !address.ip().is_loopback()) {
            let message = format!(
                "{address} can be reached from the network; be sure that only this store's tills \
                 are on it, or use 127.0.0.1"
            );
            reader.warn("printer.till", message);
        }
    }

    fn check_listening(&self, reader: &mut Reader<'_>) {
        if self.printer.is_some() {
            let message = "is not used: a cable that is only listened to has its own printer; \
                           remove this, or set listen_only = false";
            reader.problem("printer.printer", message);
        }
        if self.flow != Flow::None {
            let message = "has no meaning: a cable that is only listened to is told nothing";
            reader.warn("printer.flow", message);
        }
    }

    fn check_pace(&self, reader: &mut Reader<'_>) {
        let ports = || [&self.till, &self.printer].into_iter().flatten();
        let unpaced = ports().count() == 2 && ports().all(|port| shape::is_unpaced(port));
        if unpaced {
            let message = "has no meaning: neither port is serial";
            if self.flow != Flow::None {
                reader.warn("printer.flow", message);
            }
            if !reader.is_absent("printer.baud") {
                reader.warn("printer.baud", message);
            }
        }
        if self.flow == Flow::None && self.printer.as_deref().is_some_and(shape::is_serial) {
            let message = "without flow control, what comes while the printer is busy may be \
                           lost; use what the till uses";
            reader.warn("printer.flow", message);
        }
    }
}
