//! The till feels the printer's busy as its own, by bytes and by scripted modem lines.

use super::cable::{Cable, MOMENT, PATIENCE, Peer, Plan, clock, plug_in, with_lines};
use super::{noise, plain};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use tillside::device::flow::{Flow, XOFF, XON};
use tillside::device::notice::Side;
use tillside::device::port::{ModemLines, PortSpec};
use tillside::device::relay::opener;
use tillside::protocol::transit::Plain;

#[test]
fn a_printers_xoff_stops_us_and_passes() {
    let mut cable = plain(Flow::XonXoff);
    let mut till = cable.till();
    cable.printer.send(&[b'S', XOFF]);
    till.expect(&[b'S', XOFF]);
    till.send(b"data with \x13 and \x11 in it");
    assert!(cable.printer.is_silent());
    cable.printer.send(&[XON]);
    till.expect(&[XON]);
    cable.printer.expect(b"data with \x13 and \x11 in it");
    assert!(till.is_silent());
}

#[test]
fn an_unplugged_printer_stops_the_till_by_xoff() {
    let mut cable = plain(Flow::XonXoff);
    let mut till = cable.till();
    cable.unplug();
    till.expect(&[XOFF]);
    cable.plug_in();
    till.expect(&[XON]);
    till.send(b"on");
    cable.printer.expect(b"on");
    assert!(till.is_silent());
}

#[test]
fn the_xoff_of_an_unplugged_printer_is_forgotten() {
    let mut cable = plain(Flow::XonXoff);
    let mut till = cable.till();
    cable.printer.send(&[XOFF]);
    till.expect(&[XOFF]);
    cable.unplug();
    cable.notice();
    assert!(till.is_silent());
    cable.plug_in();
    till.expect(&[XON]);
    till.send(b"on");
    cable.printer.expect(b"on");
}

#[test]
fn a_printer_that_takes_nothing_stops_the_till_by_xoff() {
    let mut cable = plain(Flow::XonXoff);
    let mut till = cable.till();
    let bytes = noise(1 << 20);
    let taken = till.write_within(&bytes, 3 * MOMENT);
    assert!(taken < bytes.len());
    till.expect(&[XOFF]);
    assert!(cable.printer.receive(taken) == bytes[..taken]);
    // It may have been told to wait more than once, but in the end it may go on.
    let mut last = XOFF;
    while last != XON || !till.is_silent() {
        last = till.receive(1)[0];
    }
}

/// The printer's line: says ready so many times.
struct Credit(Arc<AtomicUsize>);

impl ModemLines for Credit {
    fn peer_ready(&mut self) -> io::Result<bool> {
        let spend = |left: usize| left.checked_sub(1);
        let spent = self
            .0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, spend);
        Ok(spent.is_ok())
    }

    fn set_ready(&mut self, _ready: bool) -> io::Result<()> {
        Ok(())
    }
}

/// The printer's line: says what it is told.
struct Line(Arc<AtomicBool>);

impl ModemLines for Line {
    fn peer_ready(&mut self) -> io::Result<bool> {
        Ok(self.0.load(Ordering::SeqCst))
    }

    fn set_ready(&mut self, _ready: bool) -> io::Result<()> {
        Ok(())
    }
}

/// The till's line: tells what it was set to.
struct Told(SyncSender<bool>);

impl ModemLines for Told {
    fn peer_ready(&mut self) -> io::Result<bool> {
        Ok(true)
    }

    fn set_ready(&mut self, ready: bool) -> io::Result<()> {
        self.0.send(ready).map_err(io::Error::other)
    }
}

/// A cable whose two ends have lines. Stop it before the till goes: it would look for the till
/// again, and the till's number may be another terminal's by then.
fn lined<L: ModemLines + 'static>(
    flow: Flow,
    printer_line: impl FnMut() -> L + Send + 'static,
) -> (Cable, Peer, Receiver<bool>) {
    let mut plan = Plan::new(flow);
    let (told, till_line) = sync_channel(64);
    let path = plan.folder.path().join("adapter");
    let till = plug_in(&path);
    // Raw, as the relay's own way of opening makes it.
    let port = PortSpec::Device(path.clone());
    drop(opener(port, Side::Till, 9600, flow).open(clock()).unwrap());
    let printer = PortSpec::Device(plan.printer_path());
    drop(
        opener(printer, Side::Printer, 9600, flow)
            .open(clock())
            .unwrap(),
    );
    plan.till_opener = Some(with_lines(&path, move || Told(told.clone())));
    plan.printer_opener = Some(with_lines(&plan.printer_path(), printer_line));
    (plan.lay(|| Plain), till, till_line)
}

#[test]
fn the_till_feels_the_printers_line() {
    for flow in [Flow::RtsCts, Flow::DtrDsr] {
        let ready = Arc::new(AtomicBool::new(true));
        let line = Arc::clone(&ready);
        let (mut cable, mut till, told) = lined(flow, move || Line(Arc::clone(&line)));
        assert_eq!(told.recv_timeout(PATIENCE), Ok(true));
        ready.store(false, Ordering::SeqCst);
        assert_eq!(told.recv_timeout(PATIENCE), Ok(false));
        till.send(b"waits");
        assert!(cable.printer.is_silent());
        ready.store(true, Ordering::SeqCst);
        cable.printer.expect(b"waits");
        assert_eq!(told.recv_timeout(PATIENCE), Ok(true));
        cable.unplug();
        assert_eq!(told.recv_timeout(PATIENCE), Ok(false));
        cable.stop();
    }
}

#[test]
fn with_dtr_at_most_sixteen_bytes_are_under_way() {
    let credit = Arc::new(AtomicUsize::new(0));
    let line = Arc::clone(&credit);
    let (mut cable, mut till, _told) = lined(Flow::DtrDsr, move || Credit(Arc::clone(&line)));
    let bytes = noise(100);
    till.send(&bytes);
    assert!(cable.printer.is_silent());
    let mut got = Vec::new();
    for ready_times in [1, 2, 1] {
        credit.store(ready_times, Ordering::SeqCst);
        got.extend(cable.printer.receive(16 * ready_times));
        assert!(cable.printer.is_silent());
    }
    credit.store(3, Ordering::SeqCst);
    got.extend(cable.printer.receive(100 - 64));
    assert_eq!(got, bytes);
    cable.stop();
}
