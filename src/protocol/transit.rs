//! What the relay asks of whoever looks at the bytes on their way to the printer.
//!
//! The relay owns the bytes; a [`Transit`] only says how many of them may go on now and whether
//! something of ours goes in between. [`Plain`] lets everything pass.

use std::ops::Range;
use std::time::Instant;

/// What to do with the bytes that the relay holds, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// How many bytes of this call were looked at. The rest is offered again, after this plan has
    /// been carried out.
    pub consumed: usize,
    /// How many of the held bytes, counted from the oldest, may be written now.
    pub release: usize,
    /// Bytes of ours to write in between.
    pub insert: Option<Insert>,
}

/// A block and its place between the released bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insert {
    /// After how many of the released bytes (≤ [`Plan::release`]) the block goes.
    pub at: usize,
    /// All bytes of the block, to be written as a whole.
    pub bytes: Vec<u8>,
    /// Where in `bytes` lies the one long payload (a raster). Zero bytes fill it harmlessly and
    /// zero bytes outside it print nothing, so that a relay which no longer knows how far a block
    /// got before a crash can still close it.
    pub payload: Range<usize>,
}

/// Looks at the bytes from the till before the printer gets them.
///
/// * A. `advance` takes new bytes; call it again with the rest until all are consumed.
/// * B. `poll_timeout` says when `handle_timeout` wants to be called if no byte comes.
/// * C. `till_was_held_back` says since when the till could have spoken.
///
/// Every byte is released in the end, in order, and none is released twice: the sum of `release`
/// never exceeds the sum of `consumed`, and after the time-out nothing stays held.
pub trait Transit {
    /// Takes bytes that follow those of the last call.
    fn advance(&mut self, bytes: &[u8], now: Instant) -> Plan;

    /// When the held bytes have to go even if nothing follows; `None` while nothing is held.
    fn poll_timeout(&self) -> Option<Instant>;

    /// To be called when that time has come; too early or too often does no harm.
    fn handle_timeout(&mut self, now: Instant) -> Plan;

    /// Until now the till may have been unable to speak, because the printer was busy: what looked
    /// like its silence was none.
    fn till_was_held_back(&mut self, _now: Instant) {}
}

/// Carries out plans in memory: what a relay does with ports, for whole streams.
#[derive(Debug, Clone, Default)]
pub struct Carrier {
    held: Vec<u8>,
    /// What the printer has received.
    pub out: Vec<u8>,
    /// Which parts of `out` are ours.
    pub inserted: Vec<Range<usize>>,
}

impl Carrier {
    /// Takes bytes from the till.
    pub fn offer(&mut self, transit: &mut impl Transit, mut bytes: &[u8], now: Instant) {
        while !bytes.is_empty() {
            let plan = transit.advance(bytes, now);
            let (taken, rest) = bytes.split_at(plan.consumed.min(bytes.len()));
            self.held.extend_from_slice(taken);
            bytes = rest;
            self.carry_out(plan);
        }
    }

    /// Lets time pass.
    pub fn wait(&mut self, transit: &mut impl Transit, now: Instant) {
        let plan = transit.handle_timeout(now);
        self.carry_out(plan);
    }

    /// Does what a plan says.
    pub fn carry_out(&mut self, plan: Plan) {
        let mut released = self.held.drain(..plan.release.min(self.held.len()));
        if let Some(insert) = plan.insert {
            self.out.extend(released.by_ref().take(insert.at));
            self.inserted
                .push(self.out.len()..self.out.len() + insert.bytes.len());
            self.out.extend(insert.bytes);
        }
        self.out.extend(released);
    }

    /// How many bytes the printer has not received yet.
    pub fn held(&self) -> usize {
        self.held.len()
    }
}

/// A plain cable.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plain;

impl Transit for Plain {
    fn advance(&mut self, bytes: &[u8], _now: Instant) -> Plan {
        Plan {
            consumed: bytes.len(),
            release: bytes.len(),
            insert: None,
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        None
    }

    fn handle_timeout(&mut self, _now: Instant) -> Plan {
        Plan::default()
    }
}
