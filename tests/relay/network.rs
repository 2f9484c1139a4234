//! The same promises where the till calls us, the printer is called, or both.

use super::cable::{Cable, MOMENT, PATIENCE, Peer, Plan, clock};
use super::network_support::{NetworkPrinter, address, call};
use super::{Scripted, job, noise};
use std::net::SocketAddr;
use std::time::Duration;
use tillside::device::flow::{Flow, XOFF};
use tillside::device::notice::{Notice, Side};
use tillside::device::port::PortSpec;
use tillside::device::relay::{Opener, opener};
use tillside::protocol::transit::{Plain, Transit};

/// How soon a cable is at rest.
const SILENCE: Duration = Duration::from_millis(40);

fn till() -> SocketAddr {
    address(9100)
}

fn printer() -> SocketAddr {
    address(9101)
}

fn port(address: SocketAddr, side: Side, flow: Flow) -> Opener {
    let spec: PortSpec = format!("tcp:{address}").parse().unwrap();
    opener(spec, side, 9600, flow)
}

/// A relay between a till that calls and a printer that is called.
fn lay<T: Transit>(flow: Flow, factory: impl FnMut() -> T + Send + 'static) -> Cable {
    lay_with(SILENCE, flow, factory)
}

fn lay_with<T: Transit>(
    silence: Duration,
    flow: Flow,
    factory: impl FnMut() -> T + Send + 'static,
) -> Cable {
    let mut plan = Plan::new(flow);
    plan.silence = silence;
    plan.till_opener = Some(port(till(), Side::Till, flow));
    plan.printer_opener = Some(port(printer(), Side::Printer, flow));
    plan.lay(factory)
}

fn both() -> (Cable, NetworkPrinter) {
    let listener = NetworkPrinter::listen(printer());
    (lay(Flow::None, || Plain), listener)
}

/// A relay between a pseudo-terminal and a printer that is called.
fn to_network(flow: Flow) -> (Cable, Peer, NetworkPrinter) {
    let listener = NetworkPrinter::listen(printer());
    let mut plan = Plan::new(flow);
    plan.printer_opener = Some(port(printer(), Side::Printer, flow));
    let cable = plan.lay(|| Plain);
    let till = cable.till();
    (cable, till, listener)
}

/// Asks again and again until it is so.
#[track_caller]
fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = clock() + PATIENCE;
    while !is_so() {
        assert!(clock() < end, "not in time: {what}");
        std::thread::yield_now();
    }
}

#[track_caller]
fn expect_lost(cable: &Cable, lost: Side) {
    let notice = cable.notice();
    assert!(
        matches!(notice, Notice::PortLost { side, .. } if side == lost),
        "{notice:?}"
    );
}

/// The printer ends its connection once nothing goes on; our own end says that it was understood.
#[track_caller]
fn fall_asleep(cable: &Cable, mut printer: Peer) {
    eventually("at rest", || cable.handle.is_at_rest());
    printer.end();
    printer.expect_end();
}

#[test]
fn every_byte_value_passes_both_ways_whatever_flow_control_says() {
    for flow in [Flow::None, Flow::RtsCts, Flow::DtrDsr, Flow::XonXoff] {
        let listener = NetworkPrinter::listen(printer());
        let mut cable = lay(flow, || Plain);
        let (mut till, mut printer) = (call(till()), listener.answer());
        let all: Vec<u8> = (0..=255).collect();
        // Once something has come from the till, it is known.
        till.send(b"!");
        printer.expect(b"!");
        printer.send(&[XOFF]);
        till.expect(&[XOFF]);
        till.send(&all);
        printer.expect(&all);
        printer.send(&all);
        till.expect(&all);
        cable.stop();
        let counts = cable.handle.counts();
        assert_eq!((counts.to_printer, counts.to_till), (257, 257), "{flow:?}");
        till.expect_end();
        printer.expect_end();
    }
}

#[test]
fn each_job_is_a_connection_and_what_was_held_passes_before_its_end() {
    let listener = NetworkPrinter::listen(printer());
    let mut cable = lay(Flow::None, Scripted::new);
    let mut printer = listener.answer();
    for _ in 0..20 {
        let mut till = call(till());
        till.send(b"total 4.20 hh|feed hhh");
        till.end();
        till.expect_end();
        printer.expect(b"total 4.20 <block>hh|feed hhh");
    }
    cable.stop();
    // Nobody being connected between two jobs was not worth a word.
    assert!(
        cable
            .notices
            .try_iter()
            .all(|notice| matches!(notice, Notice::PortFound { .. }))
    );
}

#[test]
fn the_end_of_a_job_is_answered_once_the_printer_has_it() {
    let mut cable = lay(Flow::None, || Plain);
    expect_lost(&cable, Side::Printer);
    let (mut first, mut second) = (call(till()), call(till()));
    first.send(b"first");
    first.end();
    second.send(b"second");
    second.end();
    assert!(first.is_silent() && second.is_silent());
    let mut printer = NetworkPrinter::listen(printer()).answer();
    printer.expect(b"first");
    first.expect_end();
    printer.expect(b"second");
    second.expect_end();
    cable.stop();
}

#[test]
fn a_second_till_waits_for_the_first() {
    let (cable, listener) = both();
    let mut printer = listener.answer();
    let (mut first, mut second) = (call(till()), call(till()));
    first.send(b"first");
    second.send(b"second");
    printer.expect(b"first");
    printer.send(b"for the first");
    first.expect(b"for the first");
    assert!(printer.is_silent() && second.is_silent());
    first.send(b" and more");
    drop(first);
    printer.expect(b" and moresecond");
    printer.send(b"for the second");
    second.expect(b"for the second");
    drop(cable);
}

#[test]
fn what_the_printer_says_to_nobody_is_dropped() {
    let (cable, listener) = both();
    let mut printer = listener.answer();
    printer.send(b"paper low");
    eventually("dropped", || cable.handle.counts().status_dropped == 9);
    let mut till = call(till());
    till.send(b"job");
    printer.expect(b"job");
    assert!(till.is_silent());
    printer.send(b"ok");
    till.expect(b"ok");
}

#[test]
fn a_till_may_break_off_in_a_receipt() {
    let (cable, listener) = both();
    let mut printer = listener.answer();
    let mut broken = call(till());
    broken.send(b"half a rec");
    printer.expect(b"half a rec");
    // The till has not read this when it goes, which makes its system break off.
    printer.send(b"status");
    eventually("the status is there", || !broken.is_silent());
    broken.send(b"eip");
    broken.reset();
    let mut till = call(till());
    till.send(b"|whole receipt");
    printer.expect(b"eip|whole receipt");
    printer.send(b"ok");
    let last = till.receive(2);
    assert!(last == b"ok", "{}", last.escape_ascii());
    assert!(
        cable
            .notices
            .try_iter()
            .all(|notice| matches!(notice, Notice::PortFound { .. }))
    );
}

#[test]
fn a_printer_may_break_off_in_a_receipt_and_is_called_again() {
    let listener = NetworkPrinter::listen(printer());
    // At rest it would be no loss.
    let cable = lay_with(PATIENCE, Flow::None, || Plain);
    let mut till = call(till());
    for _ in 0..3 {
        let mut printer = listener.answer();
        till.send(b"before");
        printer.expect(b"before");
        printer.reset();
        expect_lost(&cable, Side::Printer);
        till.send(b"after");
        let mut printer = listener.answer();
        cable.wait_for(&Notice::PortFound {
            side: Side::Printer,
        });
        printer.expect(b"after");
        printer.reset();
        expect_lost(&cable, Side::Printer);
    }
}

#[test]
fn a_megabyte_passes_in_jobs_and_a_printer_that_does_not_read_holds_the_till() {
    let (cable, listener) = both();
    let mut printer = listener.answer();
    let bytes = noise(1 << 20);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for job in bytes.chunks(100_000) {
                let mut till = call(till());
                till.send(job);
                till.end();
                till.expect_end();
            }
        });
        assert!(printer.receive_by(bytes.len(), 3000) == bytes);
    });
    let many = noise(16 << 20);
    let mut till = call(till());
    let taken = till.write_within(&many, 3 * MOMENT);
    assert!(taken < many.len());
    let counts = cable.handle.counts();
    assert!(counts.from_till - counts.to_printer <= 8192, "{counts:?}");
    assert!(printer.receive(taken) == many[..taken]);
    till.send(b"on");
    printer.expect(b"on");
    assert!(printer.is_silent());
}

#[test]
fn a_printer_that_ends_an_idle_connection_is_no_alarm_and_is_called_when_needed() {
    let (cable, mut till, listener) = to_network(Flow::XonXoff);
    for round in 1..=5 {
        if round % 2 == 0 {
            cable.handle.print(job(round, 2, 5)).unwrap();
            let mut printer = listener.answer();
            printer.expect(b"pppppppppp");
            cable.wait_for(&Notice::JobDone { id: round });
            fall_asleep(&cable, printer);
        } else {
            till.send(b"receipt");
            let mut printer = listener.answer();
            printer.expect(b"receipt");
            fall_asleep(&cable, printer);
        }
        assert!(!listener.is_called(MOMENT));
        assert!(till.is_silent(), "the till was told to wait");
    }
    let lost = |notice: Notice| matches!(notice, Notice::PortLost { .. });
    assert!(!cable.notices.try_iter().any(lost));
}

#[test]
fn a_sleeping_printer_that_does_not_answer_is_away() {
    let (cable, mut till, listener) = to_network(Flow::XonXoff);
    let mut answered = listener.answer();
    till.send(b"receipt");
    answered.expect(b"receipt");
    drop(listener);
    fall_asleep(&cable, answered);
    till.send(b"another");
    expect_lost(&cable, Side::Printer);
    till.expect(&[XOFF]);
    let listener = NetworkPrinter::listen(printer());
    listener.answer().expect(b"another");
    cable.wait_for(&Notice::PortFound {
        side: Side::Printer,
    });
}

#[test]
fn stopping_closes_the_connection_after_what_was_written() {
    let (mut cable, listener) = both();
    let (mut till, mut printer) = (call(till()), listener.answer());
    let bytes = noise(50_000);
    till.send(&bytes);
    printer.send(b"nobody has read this");
    printer.expect(&bytes[..1000]);
    eventually("all of it read", || {
        cable.handle.counts().to_printer == 50_000
    });
    cable.stop();
    assert!(printer.receive(49_000) == bytes[1000..]);
    printer.expect_end();
}
