//! Flow control as pure decisions: may we write, is the till to wait, is XON or XOFF due.
//!
//! The till has to feel the printer's busy as its own, so that nothing piles up in between. Reads
//! no line and writes no byte itself: that is `relay::gate`.

pub use crate::protocol::escpos::profile::Flow;
use std::time::Duration;

/// Go on.
pub const XON: u8 = 0x11;

/// Wait.
pub const XOFF: u8 = 0x13;

/// How many bytes may be on their way to a printer whose busy only we can obey: it says so when
/// 16 bytes are left in its buffer (Epson TM-T88 series, technical manual).
pub const IN_FLIGHT: usize = 16;

/// How often modem lines are looked at.
pub const LINE_POLL: Duration = Duration::from_millis(20);

/// How long bytes may wait for the printer before the till is told to wait.
pub const PATIENCE: Duration = Duration::from_millis(200);

/// What is known at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Situation {
    /// There is no printer port.
    pub(super) printer_away: bool,
    /// Whether the printer's line says ready; `None` where there is no line.
    pub(super) printer_line: Option<bool>,
    /// The printer's port takes no byte at present.
    pub(super) port_full: bool,
    /// For how long there have been bytes to write.
    pub(super) waiting: Option<Duration>,
}

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision {
    /// How many bytes may be written now: 0, [`IN_FLIGHT`] or any number.
    pub(super) may_write: usize,
    /// What our line towards the till has to say.
    pub(super) till_ready: bool,
    /// [`XON`] or [`XOFF`] for the till; report it with [`FlowControl::passed_to_till`].
    pub(super) send: Option<u8>,
    /// When to decide again at the latest.
    pub(super) look_again: Option<Duration>,
}

/// Remembers who was told to wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct FlowControl {
    flow: Flow,
    /// The printer's last word was [`XOFF`].
    printer_waits: bool,
    /// The last of the two that reached the till, from the printer or from us, was [`XOFF`].
    till_waits: bool,
}

impl FlowControl {
    pub(super) fn new(flow: Flow) -> Self {
        Self {
            flow,
            printer_waits: false,
            till_waits: false,
        }
    }

    pub(super) fn flow(self) -> Flow {
        self.flow
    }

    /// The printer sent [`XON`] or [`XOFF`] and it went on to the till.
    pub(super) fn printer_said(&mut self, byte: u8) {
        self.printer_waits = byte == XOFF;
        self.till_waits = byte == XOFF;
    }

    /// [`Decision::send`] was written.
    pub(super) fn passed_to_till(&mut self, byte: u8) {
        self.till_waits = byte == XOFF;
    }

    /// A printer port was opened: whatever was said before is void.
    pub(super) fn printer_found(&mut self) {
        self.printer_waits = false;
    }

    /// A till port was opened: nobody there has been told anything.
    pub(super) fn till_found(&mut self) {
        self.till_waits = false;
    }

    pub(super) fn decide(self, now: Situation) -> Decision {
        match self.flow {
            Flow::None => Decision::free(now),
            Flow::RtsCts => Self::by_line(now, usize::MAX),
            Flow::DtrDsr => Self::by_line(now, IN_FLIGHT),
            Flow::XonXoff => self.by_bytes(now),
        }
    }

    fn by_line(now: Situation, allowance: usize) -> Decision {
        let busy = now.printer_line == Some(false);
        let stuck = now.port_full || now.late();
        let free = Decision::free(now);
        Decision {
            may_write: match now.printer_line {
                Some(false) => 0,
                Some(true) => free.may_write.min(allowance),
                None => free.may_write,
            },
            till_ready: !(now.printer_away || busy || stuck),
            look_again: match now.printer_line {
                Some(_) => Some(LINE_POLL),
                None => now.until_late(),
            },
            ..free
        }
    }

    fn by_bytes(self, now: Situation) -> Decision {
        let hold_till = now.printer_away || self.printer_waits || now.late();
        let free = Decision::free(now);
        let due = hold_till != self.till_waits;
        Decision {
            may_write: if self.printer_waits {
                0
            } else {
                free.may_write.min(IN_FLIGHT)
            },
            send: due.then_some(if hold_till { XOFF } else { XON }),
            look_again: if due {
                Some(LINE_POLL)
            } else {
                now.until_late()
            },
            ..free
        }
    }
}

impl Decision {
    fn free(now: Situation) -> Self {
        Self {
            may_write: if now.printer_away { 0 } else { usize::MAX },
            till_ready: true,
            send: None,
            look_again: None,
        }
    }
}

impl Situation {
    fn late(&self) -> bool {
        self.waiting.is_some_and(|waiting| waiting > PATIENCE)
    }

    fn until_late(&self) -> Option<Duration> {
        let left = PATIENCE.checked_sub(self.waiting?)?;
        // A little later, so that it is late by then.
        Some(left + Duration::from_millis(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn line(ready: bool) -> Situation {
        Situation {
            printer_line: Some(ready),
            ..Situation::default()
        }
    }

    #[test]
    fn flow_is_written_in_one_word() {
        let words = [
            (Flow::None, "\"none\""),
            (Flow::RtsCts, "\"rtscts\""),
            (Flow::DtrDsr, "\"dtrdsr\""),
            (Flow::XonXoff, "\"xonxoff\""),
        ];
        for (flow, word) in words {
            assert_eq!(serde_json::from_str::<Flow>(word).unwrap(), flow);
        }
    }

    #[test]
    fn lines_are_mirrored() {
        let away = Situation {
            printer_away: true,
            ..Situation::default()
        };
        let full = Situation {
            port_full: true,
            ..line(true)
        };
        let late = Situation {
            waiting: Some(ms(201)),
            ..line(true)
        };
        // (situation, may write with RTS, with DTR, till ready)
        let cases = [
            (line(true), usize::MAX, IN_FLIGHT, true),
            (line(false), 0, 0, false),
            (away, 0, 0, false),
            (full, usize::MAX, IN_FLIGHT, false),
            (late, usize::MAX, IN_FLIGHT, false),
            (Situation::default(), usize::MAX, usize::MAX, true),
        ];
        for (situation, rts, dtr, till_ready) in cases {
            for (flow, may_write) in [(Flow::RtsCts, rts), (Flow::DtrDsr, dtr)] {
                let decision = FlowControl::new(flow).decide(situation);
                assert_eq!(decision.may_write, may_write, "{flow:?} {situation:?}");
                assert_eq!(decision.till_ready, till_ready, "{flow:?} {situation:?}");
                assert_eq!(decision.send, None);
            }
        }
    }

    #[test]
    fn lines_are_looked_at_also_while_idle() {
        let control = FlowControl::new(Flow::DtrDsr);
        assert_eq!(control.decide(line(true)).look_again, Some(LINE_POLL));
        assert_eq!(control.decide(Situation::default()).look_again, None);
    }

    #[test]
    fn without_flow_control_only_an_absent_printer_stops_us() {
        let control = FlowControl::new(Flow::None);
        let mut situation = line(false);
        situation.waiting = Some(ms(9999));
        assert_eq!(control.decide(situation), Decision::free(situation));
        situation.printer_away = true;
        assert_eq!(control.decide(situation).may_write, 0);
    }

    #[test]
    fn the_printers_xoff_stops_us_and_needs_none_of_ours() {
        let mut control = FlowControl::new(Flow::XonXoff);
        let mut situation = Situation::default();
        assert_eq!(control.decide(situation).may_write, IN_FLIGHT);
        control.printer_said(XOFF);
        situation.waiting = Some(ms(5000));
        let decision = control.decide(situation);
        assert_eq!((decision.may_write, decision.send), (0, None));
        control.printer_said(XON);
        situation.waiting = None;
        let decision = control.decide(situation);
        assert_eq!((decision.may_write, decision.send), (IN_FLIGHT, None));
    }

    #[test]
    fn a_stuck_printer_gets_the_till_an_xoff_and_later_an_xon() {
        let mut control = FlowControl::new(Flow::XonXoff);
        let mut situation = Situation {
            port_full: true,
            waiting: Some(ms(150)),
            ..Situation::default()
        };
        let decision = control.decide(situation);
        assert_eq!((decision.send, decision.look_again), (None, Some(ms(51))));
        situation.waiting = Some(ms(201));
        assert_eq!(control.decide(situation).send, Some(XOFF));
        control.passed_to_till(XOFF);
        assert_eq!(control.decide(situation).send, None);
        situation.waiting = None;
        assert_eq!(control.decide(situation).send, Some(XON));
        control.passed_to_till(XON);
        assert_eq!(control.decide(situation).send, None);
    }

    #[test]
    fn an_absent_printer_gets_the_till_an_xoff_and_its_own_xoff_is_forgotten() {
        let mut control = FlowControl::new(Flow::XonXoff);
        control.printer_said(XOFF);
        let away = Situation {
            printer_away: true,
            ..Situation::default()
        };
        // The till waits already: the printer told it so before it went.
        assert_eq!(control.decide(away).send, None);
        control.printer_found();
        let decision = control.decide(Situation::default());
        assert_eq!((decision.may_write, decision.send), (IN_FLIGHT, Some(XON)));
    }

    #[test]
    fn a_printers_xon_that_passes_while_we_are_stuck_is_taken_back() {
        let mut control = FlowControl::new(Flow::XonXoff);
        let stuck = Situation {
            waiting: Some(ms(300)),
            ..Situation::default()
        };
        control.passed_to_till(XOFF);
        control.printer_said(XON);
        assert_eq!(control.decide(stuck).send, Some(XOFF));
    }

    #[test]
    fn a_new_till_is_told_again() {
        let mut control = FlowControl::new(Flow::XonXoff);
        let away = Situation {
            printer_away: true,
            ..Situation::default()
        };
        control.passed_to_till(XOFF);
        assert_eq!(control.decide(away).send, None);
        control.till_found();
        assert_eq!(control.decide(away).send, Some(XOFF));
    }
}
