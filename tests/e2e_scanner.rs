//! The real service with a scanner on one pseudo-terminal and a till on another.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use shop::{Peer, Service, plug_in};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// A counter whose ports are all in one folder.
struct Counter {
    folder: TempDir,
}

impl Counter {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a device at this port.
    fn plug_in(&self, name: &str) -> Peer {
        plug_in(&self.path(name))
    }

    /// Takes it away. The link goes first, as with a real adapter: its number may be another
    /// terminal's a moment later.
    fn unplug(&self, name: &str, device: Peer) {
        std::fs::remove_file(self.path(name)).unwrap();
        drop(device);
    }

    /// Starts the service; `scanner` is its section, with `DIR` for the folder.
    fn open(&self, scanner: &str) -> Service {
        let config = format!(
            "[printer]\ntill = 'pty:DIR/till'\nprinter = 'pty:DIR/printer'\n[api]\nlisten = '127.0.0.1:0'\n\
             [scanner]\n{scanner}"
        );
        let folder = self.folder.path().to_str().unwrap();
        std::fs::write(self.path("tillside.toml"), config.replace("DIR", folder)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
        command.arg("service");
        command.arg("--config").arg(self.path("tillside.toml"));
        command.arg("--data").arg(self.path("data"));
        let service = Service::start(command);
        service.wait_for("the cable is live");
        service
    }
}

/// What the service said of scans, in order; waits for so many.
#[track_caller]
fn scans(service: &Service, count: usize) -> Vec<String> {
    service.wait_for_times("a scan", count);
    let lines = service.lines();
    let scans = lines.iter().filter_map(|line| line.split_once("a scan"));
    scans.map(|(_, what)| what.to_owned()).collect()
}

const SHARED: &str = "port = 'DIR/scanner'\nforward = 'pty:DIR/forward'\nprofile = 'datalogic-gryphon'\nmember_prefix = '2955'\n";
const ALONE: &str = "port = 'DIR/scanner'\nprofile = 'datalogic-gryphon'\n";

#[test]
fn scans_are_understood_across_writes_and_reads() {
    let counter = Counter::new();
    let mut scanner = counter.plug_in("scanner");
    let mut service = counter.open(ALONE);
    for piece in [
        "]E0590123",
        "4123457\r",
        "\n]Q1CARE:061HW5",
        "PR1D1E\r\n2012345032507\r\n59",
    ] {
        scanner.send(piece.as_bytes());
    }
    scanner.send(b"01234123450\r\nhello\r\n");
    let expected = [
        ": a product",
        ": a code",
        ": a product of the shop",
        " of no use: the check digit does not fit; scan again",
        ": something else",
    ];
    assert_eq!(scans(&service, expected.len()), expected);
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn a_slow_till_gets_every_byte_and_the_log_none() {
    let counter = Counter::new();
    let mut scanner = counter.plug_in("scanner");
    let mut service = counter.open(SHARED);
    // All bytes there are, frames that are none, and nobody at the forward port to read them yet.
    let noise: Vec<u8> = (0..=255).rev().cycle().take(3000).collect();
    let sold = b"]E05901234123457\r\n2955000012349\r\n".repeat(20);
    let all = [
        &noise[..],
        b"\r\n",
        &sold,
        b"\x1b@\x10\x04\x01\x00half a sc",
    ]
    .concat();
    let written = scanner.write_within(&all, Duration::ZERO);
    let mut till = Peer::open(&counter.path("forward"));
    scanner.send(&all[written..]);
    let got = till.receive_by(all.len(), 7);
    assert!(got == all, "{} bytes differ", all.len());
    till.send(b"\x06\x15E\r\x1b@");
    scanner.expect(b"\x06\x15E\r\x1b@");
    assert_eq!(
        scans(&service, 41)[39..],
        [": a product", ": a member's card"]
    );
    assert!(till.is_silent());
    assert_eq!(service.stop(), Some(0));
    let log = service.lines().join("\n");
    assert!(
        !log.contains("5901234123457") && !log.contains("2955000012349"),
        "{log}"
    );
}

#[test]
fn scans_wait_for_a_forward_port_that_is_away() {
    let counter = Counter::new();
    let mut scanner = counter.plug_in("scanner");
    let mut service = counter.open(&SHARED.replace("pty:DIR/forward", "DIR/forward"));
    service.wait_for("scanner's forward port away");
    scanner.send(b"]E05901234123457\r\n");
    assert_eq!(scans(&service, 1), [": a product"]);
    scanner.send(b"next\r\n");
    let mut till = counter.plug_in("forward");
    till.expect(b"]E05901234123457\r\nnext\r\n");
    service.wait_for("scanner's forward port open");
    // Unplugged in the middle of it all, and another one in its place.
    counter.unplug("forward", till);
    service.wait_for_times("scanner's forward port away", 2);
    scanner.send(b"]E496385074\r\n");
    let mut till = counter.plug_in("forward");
    till.expect(b"]E496385074\r\n");
    assert_eq!(
        scans(&service, 3),
        [": a product", ": something else", ": a product"]
    );
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn a_scanner_that_sends_no_end_is_understood_after_a_moment() {
    for forward in ["", "forward = 'pty:DIR/forward'\n"] {
        let counter = Counter::new();
        let mut scanner = counter.plug_in("scanner");
        let mut service = counter.open(&format!("port = 'DIR/scanner'\n{forward}"));
        for sent in 1..=2 {
            scanner.send(b"96385074");
            service.wait_for_times("a scan: a product", sent);
        }
        assert_eq!(service.stop(), Some(0));
    }
}

#[test]
fn a_scanner_comes_and_goes() {
    for section in [ALONE, SHARED] {
        let counter = Counter::new();
        let mut service = counter.open(section);
        service.wait_for("scanner port away");
        for round in 1..=2 {
            let mut scanner = counter.plug_in("scanner");
            service.wait_for_times("scanner port open", round);
            scanner.send(b"]E05901234123457\r\n");
            service.wait_for_times("a scan: a product", round);
            counter.unplug("scanner", scanner);
            service.wait_for_times("scanner port away", round + 1);
        }
        assert_eq!(service.stop(), Some(0));
    }
}

#[test]
fn a_scanner_that_cannot_be_costs_the_scans_and_not_the_cable() {
    let counter = Counter::new();
    let config = "port = 'COM7'\n";
    let mut service = counter.open(config);
    let (mut till, mut printer) = (
        Peer::open(&counter.path("till")),
        Peer::open(&counter.path("printer")),
    );
    till.send(b"Hello\n");
    printer.expect(b"Hello\n");
    assert_eq!(service.stop(), Some(0));
    let log = service.lines().join("\n");
    assert!(log.contains("no scanner: \"COM7\" is not a port"), "{log}");
}
