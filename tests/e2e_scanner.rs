//! The real service with a scanner on one pseudo-terminal and a till on another.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "support/cable.rs"]
#[expect(dead_code, reason = "only the ends of a cable are needed here")]
mod cable;

use cable::{PATIENCE, Peer, plug_in};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Builder;
use tempfile::TempDir;

/// A counter whose ports are all in one folder.
struct Shop {
    folder: TempDir,
}

impl Shop {
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
            "[printer]\ntill = 'pty:DIR/till'\nprinter = 'pty:DIR/printer'\n[scanner]\n{scanner}"
        );
        let folder = self.folder.path().to_str().unwrap();
        std::fs::write(self.path("tillside.toml"), config.replace("DIR", folder)).unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_tillside"))
            .arg("service")
            .arg("--config")
            .arg(self.path("tillside.toml"))
            .arg("--data")
            .arg(self.path("data"))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        let (line_in, lines) = sync_channel(4096);
        let read = move || {
            for line in log.lines().map_while(Result::ok) {
                line_in.send(line).unwrap();
            }
        };
        Builder::new().name("log".into()).spawn(read).unwrap();
        let mut service = Service {
            process,
            lines,
            log: Vec::new(),
        };
        service.wait_for("the cable is live");
        service
    }
}

/// The running service and what it has said.
struct Service {
    process: Child,
    lines: Receiver<String>,
    log: Vec<String>,
}

impl Service {
    /// Waits until it says this.
    #[track_caller]
    fn wait_for(&mut self, words: &str) {
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("no {words:?} in {:#?}", self.log));
            let found = line.contains(words);
            self.log.push(line);
            if found {
                return;
            }
        }
    }

    /// What it said of scans, in order; waits for so many.
    #[track_caller]
    fn scans(&mut self, count: usize) -> Vec<&str> {
        while self.said_of_scans().len() < count {
            self.wait_for("a scan");
        }
        self.said_of_scans()
    }

    fn said_of_scans(&self) -> Vec<&str> {
        let said = |line: &'_ String| line.find("a scan").is_some();
        let lines = self.log.iter().filter(|line| said(line));
        lines
            .filter_map(|line| Some(line.split_once("a scan")?.1))
            .collect()
    }

    /// Asks it to end, and reads the rest of what it says.
    fn stop(&mut self) -> ExitStatus {
        let pid = rustix::process::Pid::from_child(&self.process);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        let status = self.process.wait().unwrap();
        self.log.extend(self.lines.iter());
        status
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

const SHARED: &str = "port = 'DIR/scanner'\nforward = 'pty:DIR/forward'\nprofile = 'datalogic-gryphon'\nmember_prefix = '2955'\n";
const ALONE: &str = "port = 'DIR/scanner'\nprofile = 'datalogic-gryphon'\n";

#[test]
fn scans_are_understood_across_writes_and_reads() {
    let shop = Shop::new();
    let mut scanner = shop.plug_in("scanner");
    let mut service = shop.open(ALONE);
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
    assert_eq!(service.scans(expected.len()), expected);
    assert!(service.stop().success());
}

#[test]
fn a_slow_till_gets_every_byte_and_the_log_none() {
    let shop = Shop::new();
    let mut scanner = shop.plug_in("scanner");
    let mut service = shop.open(SHARED);
    // All bytes there are, frames that are none, and nobody at the forward port to read them yet.
    let noise: Vec<u8> = (0..=255).rev().cycle().take(3000).collect();
    let scans = b"]E05901234123457\r\n2955000012349\r\n".repeat(20);
    let all = [
        &noise[..],
        b"\r\n",
        &scans,
        b"\x1b@\x10\x04\x01\x00half a sc",
    ]
    .concat();
    let written = scanner.write_within(&all, std::time::Duration::ZERO);
    let mut till = Peer::open(&shop.path("forward"));
    scanner.send(&all[written..]);
    let got = till.receive_by(all.len(), 7);
    assert!(got == all, "{} bytes differ", all.len());
    till.send(b"\x06\x15E\r\x1b@");
    scanner.expect(b"\x06\x15E\r\x1b@");
    assert_eq!(
        service.scans(41)[39..],
        [": a product", ": a member's card"]
    );
    assert!(till.is_silent());
    assert!(service.stop().success());
    let log = service.log.join("\n");
    assert!(
        !log.contains("5901234123457") && !log.contains("2955"),
        "{log}"
    );
}

#[test]
fn scans_wait_for_a_forward_port_that_is_away() {
    let shop = Shop::new();
    let mut scanner = shop.plug_in("scanner");
    let mut service = shop.open(&SHARED.replace("pty:DIR/forward", "DIR/forward"));
    service.wait_for("scanner's forward port away");
    scanner.send(b"]E05901234123457\r\n");
    assert_eq!(service.scans(1), [": a product"]);
    scanner.send(b"next\r\n");
    let mut till = shop.plug_in("forward");
    till.expect(b"]E05901234123457\r\nnext\r\n");
    service.wait_for("scanner's forward port open");
    // Unplugged in the middle of it all, and another one in its place.
    shop.unplug("forward", till);
    service.wait_for("scanner's forward port away");
    scanner.send(b"]E496385074\r\n");
    let mut till = shop.plug_in("forward");
    till.expect(b"]E496385074\r\n");
    assert_eq!(
        service.scans(3),
        [": a product", ": something else", ": a product"]
    );
    assert!(service.stop().success());
}

#[test]
fn a_scanner_comes_and_goes() {
    for section in [ALONE, SHARED] {
        let shop = Shop::new();
        let mut service = shop.open(section);
        service.wait_for("scanner port away");
        for _ in 0..2 {
            let mut scanner = shop.plug_in("scanner");
            service.wait_for("scanner port open");
            scanner.send(b"]E05901234123457\r\n");
            service.wait_for("a scan: a product");
            shop.unplug("scanner", scanner);
            service.wait_for("scanner port away");
        }
        assert!(service.stop().success());
    }
}

#[test]
fn a_scanner_that_cannot_be_costs_the_scans_and_not_the_cable() {
    let shop = Shop::new();
    let config = "port = 'COM7'\n";
    let mut service = shop.open(config);
    let (mut till, mut printer) = (
        Peer::open(&shop.path("till")),
        Peer::open(&shop.path("printer")),
    );
    till.send(b"Hello\n");
    printer.expect(b"Hello\n");
    assert!(service.stop().success());
    let log = service.log.join("\n");
    assert!(log.contains("no scanner: \"COM7\" is not a port"), "{log}");
}
