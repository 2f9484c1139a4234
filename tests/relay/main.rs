//! The relay between two real pseudo-terminals: every byte passes, whatever happens.
#![cfg(test)]

#[path = "../support/cable.rs"]
mod cable;
mod device;
mod flow;
mod network;
#[path = "../support/network.rs"]
mod network_support;
mod silence;

use cable::{Cable, MOMENT, PATIENCE, Plan, plug_in};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};
use tillside::device::flow::{Flow, XOFF, XON};
use tillside::device::notice::{Counts, Fault, Notice, Side};
use tillside::device::port::PortSpec;
use tillside::device::progress::{Found, OpenBlock};
use tillside::device::relay::{Job, Piece, opener};
use tillside::protocol::transit::{Insert, Plain, Plan as Step, Transit};

fn plain(flow: Flow) -> Cable {
    Plan::new(flow).lay(|| Plain)
}

/// Bytes that repeat only after a long time (xorshift32).
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn every_byte_value_passes_both_ways() {
    for flow in [Flow::None, Flow::RtsCts, Flow::DtrDsr, Flow::XonXoff] {
        let mut cable = plain(flow);
        let mut till = cable.till();
        let all: Vec<u8> = (0..=255).collect();
        till.send(&all);
        cable.printer.expect(&all);
        cable.printer.send(&all);
        till.expect(&all);
        cable.stop();
        let counts = cable.handle.counts();
        assert_eq!(
            (counts.from_till, counts.to_printer),
            (256, 256),
            "{flow:?}"
        );
        assert_eq!(
            (counts.from_printer, counts.to_till),
            (256, 256),
            "{flow:?}"
        );
    }
}

#[test]
fn a_megabyte_passes_a_slow_reader() {
    let mut cable = plain(Flow::None);
    let mut till = cable.till();
    let sent = noise(1 << 20);
    std::thread::scope(|scope| {
        scope.spawn(|| till.send(&sent));
        assert!(cable.printer.receive_by(sent.len(), 200) == sent);
    });
    assert!(cable.printer.is_silent());
}

#[test]
fn a_till_that_nobody_serves_is_held_back_and_loses_nothing() {
    let mut cable = plain(Flow::None);
    let mut till = cable.till();
    let bytes = noise(1 << 20);
    let taken = till.write_within(&bytes, 3 * MOMENT);
    assert!(taken > 0 && taken < bytes.len(), "{taken}");
    assert!(cable.printer.receive(taken) == bytes[..taken]);
    assert!(cable.printer.is_silent());
}

#[test]
fn a_till_may_come_and_go() {
    let mut cable = plain(Flow::None);
    cable.till().send(b"first");
    cable.printer.expect(b"first");
    cable.printer.send(b"kept for the next");
    cable.till().send(b"second");
    cable.printer.expect(b"second");
    cable.till().expect(b"kept for the next");
}

#[test]
fn a_printer_may_be_unplugged_and_all_bytes_arrive() {
    let mut cable = plain(Flow::None);
    let mut till = cable.till();
    let (first, second) = (noise(100_000), noise(300_000));
    std::thread::scope(|scope| {
        let till = &mut till;
        let (first, second) = (&first, &second);
        let (unplugged, is_unplugged) = sync_channel(64);
        scope.spawn(move || {
            till.send(first);
            is_unplugged.recv_timeout(PATIENCE).unwrap();
            till.send(second);
        });
        assert!(cable.printer.receive(first.len()) == *first);
        cable.unplug();
        unplugged.send(()).unwrap();
        let lost = cable.notice();
        assert!(
            matches!(
                lost,
                Notice::PortLost {
                    side: Side::Printer,
                    ..
                }
            ),
            "{lost:?}"
        );
        cable.plug_in();
        assert!(cable.printer.receive(second.len()) == *second);
        cable.wait_for(&Notice::PortFound {
            side: Side::Printer,
        });
    });
    assert!(cable.printer.is_silent());
}

#[test]
fn a_till_adapter_may_be_unplugged() {
    let mut plan = Plan::new(Flow::None);
    let path = plan.folder.path().join("adapter");
    let mut till = plug_in(&path);
    let spec = PortSpec::Device(path.clone());
    plan.till_opener = Some(opener(spec, Side::Till, 9600, Flow::None));
    let mut cable = plan.lay(|| Plain);
    till.send(b"before");
    cable.printer.expect(b"before");
    std::fs::remove_file(&path).unwrap();
    drop(till);
    let lost = cable.notice();
    assert!(
        matches!(
            lost,
            Notice::PortLost {
                side: Side::Till,
                ..
            }
        ),
        "{lost:?}"
    );
    let mut till = plug_in(&path);
    cable.wait_for(&Notice::PortFound { side: Side::Till });
    till.send(b"after");
    cable.printer.expect(b"after");
    cable.printer.send(b"status");
    till.expect(b"status");
    cable.stop();
}

#[test]
fn a_till_that_does_not_read_loses_stale_status_only() {
    let mut cable = plain(Flow::None);
    let mut till = cable.till();
    let status = noise(200_000);
    cable.printer.send(&status);
    assert_eq!(cable.notice(), Notice::StatusDropped);
    till.send(b"a receipt all the same");
    cable.printer.expect(b"a receipt all the same");
    let counts = cable.handle.counts();
    let kept = usize::try_from(counts.to_till).unwrap();
    assert!(till.receive(kept) == status[..kept]);
    assert_eq!(cable.notices.try_iter().count(), 0);
}

/// Passes everything; `!` is a bug, `|` gets a block before it, and `h` is held for a while.
struct Scripted {
    held: usize,
    until: Option<Instant>,
}

const BLOCK: &[u8] = b"<block>";

impl Scripted {
    fn new() -> Self {
        Self {
            held: 0,
            until: None,
        }
    }
}

impl Transit for Scripted {
    fn advance(&mut self, bytes: &[u8], now: Instant) -> Step {
        assert_ne!(bytes[0], b'!', "scripted");
        let held = std::mem::take(&mut self.held);
        self.until = None;
        if bytes[0] == b'h' {
            self.held = held + 1;
            self.until = Some(now + Duration::from_millis(30));
            return step(1, 0);
        }
        if bytes[0] == b'?' {
            return step(0, 0);
        }
        let mut step = step(1, held + 1);
        step.insert = (bytes[0] == b'|').then(|| Insert {
            at: 0,
            bytes: BLOCK.to_vec(),
            payload: 2..4,
        });
        step
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.until
    }

    fn handle_timeout(&mut self, now: Instant) -> Step {
        if self.until.is_none_or(|until| now < until) {
            return Step::default();
        }
        self.until = None;
        step(0, std::mem::take(&mut self.held))
    }
}

fn step(consumed: usize, release: usize) -> Step {
    Step {
        consumed,
        release,
        insert: None,
    }
}

#[test]
fn a_block_goes_before_what_was_held() {
    for flow in [Flow::None, Flow::XonXoff] {
        let mut cable = Plan::new(flow).lay(Scripted::new);
        let mut till = cable.till();
        till.send(b"total 4.20 hh|rest");
        cable.printer.expect(b"total 4.20 <block>hh|rest");
        cable.stop();
        assert_eq!(cable.handle.counts().inserted, BLOCK.len() as u64);
    }
}

#[test]
fn held_bytes_go_when_their_time_is_over() {
    let mut cable = Plan::new(Flow::None).lay(Scripted::new);
    cable.till().send(b"feed hhh");
    cable.printer.expect(b"feed hhh");
}

#[test]
fn a_broken_transit_leaves_a_plain_cable_until_a_reset() {
    for (trigger, fault) in [
        (&b"!"[..], Fault::Panicked),
        (&b"?"[..], Fault::Inconsistent),
    ] {
        let mut cable = Plan::new(Flow::None).lay(Scripted::new);
        let mut till = cable.till();
        till.send(b"one|hh");
        cable.printer.expect(b"one<block>|hh");
        till.send(trigger);
        till.send(b"two|!?");
        cable.printer.expect(trigger);
        cable.printer.expect(b"two|!?");
        assert_eq!(cable.notice(), Notice::TransitFailed(fault));
        till.send(b"three|\x1b");
        cable.printer.expect(b"three|");
        till.send(b"@four|");
        cable.printer.expect(b"\x1b@four<block>|");
        assert_eq!(cable.notice(), Notice::TransitRestored);
        assert_eq!(cable.notices.try_iter().count(), 0);
    }
}

#[test]
fn an_open_block_is_closed_before_anything_else() {
    let mut plan = Plan::new(Flow::None);
    plan.found = Found {
        open_block: Some(OpenBlock {
            bytes: b"\x1dv0\0\x02\0\x02\0DOTSend\n".to_vec(),
            payload: 8..12,
            done: 10,
            intended: 11,
        }),
        mid_document: true,
    };
    let mut cable = plan.lay(|| Plain);
    assert!(cable.handle.mark().get());
    let mut till = cable.till();
    till.send(b"receipt");
    cable.printer.expect(b"\0\0end\nreceipt");
    assert_eq!(cable.notice(), Notice::BlockClosed { whole: false });
}

#[test]
fn a_block_that_loses_its_printer_is_blanked() {
    let mut plan = Plan::new(Flow::XonXoff);
    // Zero bytes are the payload's harmless filling, so what came before the loss is not zero.
    let bytes = [vec![b'P'; 100_000], b"tail".to_vec()].concat();
    plan.found.open_block = Some(OpenBlock {
        bytes,
        payload: 0..100_000,
        done: 0,
        intended: 0,
    });
    let mut cable = plan.lay(|| Plain);
    let mut till = cable.till();
    cable.printer.expect(&[b'P'; 5_000]);
    cable.unplug();
    till.expect(&[XOFF]);
    cable.plug_in();
    assert!(cable.printer.receive(100_000) == vec![0; 100_000]);
    cable.printer.expect(b"tail");
    till.expect(&[XON]);
    till.send(b"receipt");
    cable.printer.expect(b"receipt");
    cable.wait_for(&Notice::BlockClosed { whole: false });
}

fn job(id: u64, pieces: usize, len: usize) -> Job {
    let piece = Piece {
        bytes: vec![b'p'; len],
        payload: 0..0,
    };
    Job {
        id,
        pieces: vec![piece; pieces],
    }
}

#[test]
fn a_print_of_our_own_waits_for_silence() {
    let mut cable = plain(Flow::None);
    let mut till = cable.till();
    till.send(b"receipt");
    cable.printer.expect(b"receipt");
    cable.handle.print(job(7, 3, 5)).unwrap();
    cable.printer.expect(b"ppppppppppppppp");
    assert_eq!(cable.notice(), Notice::JobDone { id: 7 });
}

#[test]
fn a_print_of_our_own_yields_to_the_till() {
    const PIECE: usize = 10_000;
    let mut cable = plain(Flow::None);
    let mut till = cable.till();
    cable.handle.print(job(1, 100, PIECE)).unwrap();
    let mut paper = cable.printer.receive(1);
    till.send(b"T");
    while paper.last() != Some(&b'T') {
        paper.extend(cable.printer.receive(1));
    }
    assert_eq!(paper.len() % PIECE, 1);
    let pieces_left = 100 - paper.len() / PIECE;
    assert_eq!(cable.notice(), Notice::JobCutShort { id: 1, pieces_left });
    assert!(cable.printer.is_silent());
    assert!(pieces_left > 0);
}

#[test]
fn stopping_ends_both_threads_and_writes_what_was_read() {
    let (seen, is_seen) = sync_channel(64);
    let mut cable = Plan::new(Flow::None).lay(move || Holder(seen.clone()));
    let mut till = cable.till();
    till.send(b"held");
    while is_seen.recv_timeout(PATIENCE).unwrap() != b'd' {}
    cable.stop();
    cable.printer.expect(b"held");
}

/// Holds everything and tells what came last.
struct Holder(SyncSender<u8>);

impl Transit for Holder {
    fn advance(&mut self, bytes: &[u8], _now: Instant) -> Step {
        self.0.send(bytes[bytes.len() - 1]).unwrap();
        step(bytes.len(), 0)
    }

    fn poll_timeout(&self) -> Option<Instant> {
        Some(cable::clock() + Duration::from_millis(900))
    }

    fn handle_timeout(&mut self, _now: Instant) -> Step {
        Step::default()
    }
}

#[test]
fn stopping_a_stuck_relay_says_what_was_lost() {
    let mut cable = plain(Flow::None);
    let mut till = cable.till();
    let bytes = noise(1 << 20);
    let is_stuck = |counts: Counts| counts.from_till > counts.to_printer;
    // A machine with a lot to do takes a while until everything is full: it has to stay as it is.
    let (mut before, mut rests) = (cable.handle.counts(), 0);
    while rests < 5 {
        let is_full = till.write_within(&bytes, 3 * MOMENT) == 0;
        let counts = cable.handle.counts();
        let is_at_rest = is_full && is_stuck(counts) && counts == before;
        rests = if is_at_rest { rests + 1 } else { 0 };
        before = counts;
    }
    cable.stop();
    let lost = cable.notice();
    let counts = cable.handle.counts();
    let count = usize::try_from(counts.from_till - counts.to_printer).unwrap();
    assert_eq!(lost, Notice::BytesLost { count });
}
