//! What the relay takes for the till's silence: only what the till could have spoken in.

use super::cable::{MOMENT, PATIENCE, Plan};
use super::{BLOCK, step};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};
use tillside::device::flow::{Flow, XOFF, XON};
use tillside::protocol::transit::{Insert, Plan as Step, Transit};

const SILENCE: Duration = Duration::from_millis(40);

/// Passes everything; after `.` and silence a block comes.
struct Listener {
    since: Option<Instant>,
    /// Whether it is told that the till was held back.
    is_told: bool,
    ended: SyncSender<Instant>,
}

impl Transit for Listener {
    fn advance(&mut self, bytes: &[u8], now: Instant) -> Step {
        self.since = bytes.ends_with(b".").then_some(now);
        step(bytes.len(), bytes.len())
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.since.map(|since| since + SILENCE)
    }

    fn handle_timeout(&mut self, now: Instant) -> Step {
        let Some(since) = self.since.filter(|since| now >= *since + SILENCE) else {
            return Step::default();
        };
        self.since = None;
        self.ended.send(since).unwrap();
        Step {
            insert: Some(Insert {
                at: 0,
                bytes: BLOCK.to_vec(),
                payload: 2..4,
            }),
            ..step(0, 0)
        }
    }

    fn till_was_held_back(&mut self, now: Instant) {
        if self.is_told {
            self.since = self.since.map(|_| now);
        }
    }
}

fn listener(ended: &SyncSender<Instant>, is_told: bool) -> impl FnMut() -> Listener + Send + use<> {
    let ended = ended.clone();
    move || Listener {
        since: None,
        is_told,
        ended: ended.clone(),
    }
}

#[test]
fn silence_counts_from_when_the_printer_is_no_longer_busy() {
    let (ended, since) = sync_channel(1);
    let mut cable = Plan::new(Flow::XonXoff).lay(listener(&ended, true));
    let mut till = cable.till();
    cable.printer.send(&[XOFF]);
    till.expect(&[XOFF]);
    till.send(b"feed.");
    assert!(cable.printer.is_silent());
    let resumed = super::cable::clock();
    cable.printer.send(&[XON]);
    cable.printer.expect(b"feed.<block>");
    let since = since.recv_timeout(PATIENCE).unwrap();
    assert!(since >= resumed, "{:?} too early", resumed - since);
}

#[test]
fn a_busy_printer_that_has_everything_keeps_the_till_from_being_silent() {
    let (ended, since) = sync_channel(1);
    let mut cable = Plan::new(Flow::XonXoff).lay(listener(&ended, true));
    let mut till = cable.till();
    cable.printer.send(&[XOFF]);
    till.expect(&[XOFF]);
    cable.printer.send(&[XON]);
    till.expect(&[XON]);
    till.send(b"feed.");
    cable.printer.expect(b"feed.<block>");
    since.recv_timeout(PATIENCE).unwrap();
    till.send(b"feed");
    cable.printer.expect(b"feed");
    cable.printer.send(&[XOFF]);
    till.expect(&[XOFF]);
    // A till that has a buffer of its own: the printer gets it when it can.
    till.send(b".");
    assert!(cable.printer.is_silent());
    let resumed = super::cable::clock();
    cable.printer.send(&[XON]);
    cable.printer.expect(b".<block>");
    assert!(since.recv_timeout(PATIENCE).unwrap() >= resumed);
}

#[test]
fn what_waits_in_the_port_came_before_the_silence_was_over() {
    let (ended, since) = sync_channel(1);
    // Not told, so that its time is long over when the relay comes back from the busy printer.
    let mut cable = Plan::new(Flow::XonXoff).lay(listener(&ended, false));
    let mut till = cable.till();
    cable.printer.send(&[XOFF]);
    till.expect(&[XOFF]);
    till.send(b"feed.");
    // The relay has read that and waits for the printer.
    assert!(cable.printer.is_silent());
    till.send(b"more");
    cable.printer.send(&[XON]);
    cable.printer.expect(b"feed.more");
    assert!(cable.printer.is_silent());
    assert!(since.recv_timeout(MOMENT).is_err());
}
