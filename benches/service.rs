//! What the service costs while nothing happens: time until the cable is live, memory, and
//! processor time over a minute. The peer for the start is a bare `socat` that makes two
//! pseudo-terminals.
//!
//! `cargo bench --bench service` (needs `socat` and Linux's `/proc`)
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

mod support;

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use support::{service, socat};
use tillside::device::port::open_far_end;
use tillside::domain::language::Language;
use tillside::sim::documents::{Documents, Setup};
use tillside::sim::library::Library;

const STARTS: usize = 11;
const RECEIPTS: usize = 200;
const IDLE: Duration = Duration::from_mins(1);

/// Clock ticks a second in `/proc`, the same on every Linux of the last decades.
const TICKS_PER_S: f64 = 100.0;

/// Starts a cable and says when its first byte was through.
fn start(mut command: Command, folder: &Path) -> (Child, Duration) {
    let begin = Instant::now();
    let process = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (till, printer) = (folder.join("till"), folder.join("printer"));
    while !(till.exists() && printer.exists()) {
        thread::sleep(Duration::from_micros(500));
    }
    let mut printer = open_far_end(&printer).unwrap();
    open_far_end(&till).unwrap().write_all(b"A").unwrap();
    printer.read_exact(&mut [0]).unwrap();
    (process, begin.elapsed())
}

fn median_start(make: fn(&Path) -> Command) -> f64 {
    let mut times: Vec<Duration> = (0..STARTS)
        .map(|_| {
            let folder = tempfile::tempdir().unwrap();
            let (mut process, time) = start(make(folder.path()), folder.path());
            process.kill().unwrap();
            process.wait().unwrap();
            time
        })
        .collect();
    times.sort_unstable();
    times[STARTS / 2].as_secs_f64() * 1e3
}

fn print_receipts(folder: &Path) {
    let start = NaiveDate::from_ymd_opt(2026, 11, 22)
        .unwrap()
        .and_hms_opt(9, 0, 0)
        .unwrap();
    let setup = Setup::new(Library::EscposPhp, Language::new("da").unwrap());
    let documents = Documents::new(setup, start, 1).unwrap().take(RECEIPTS);
    let stream: Vec<u8> = documents.flat_map(|document| document.wire.bytes).collect();
    let mut printer = open_far_end(&folder.join("printer")).unwrap();
    let mut till = open_far_end(&folder.join("till")).unwrap();
    let least = stream.len();
    let writer = thread::Builder::new()
        .spawn(move || till.write_all(&stream))
        .unwrap();
    let mut buffer = vec![0; 64 << 10];
    let mut got = 0;
    while got < least {
        got += printer.read(&mut buffer).unwrap();
    }
    writer.join().unwrap().unwrap();
}

fn anonymous_kib(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("RssAnon:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// User and system time so far, in clock ticks.
fn ticks(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

fn main() {
    let (ours, bare) = (median_start(service), median_start(socat));
    println!(
        "start to first byte: {ours:.1} ms, socat {bare:.1} ms, ratio {:.2}",
        ours / bare
    );
    let folder = tempfile::tempdir().unwrap();
    let (mut process, _) = start(service(folder.path()), folder.path());
    print_receipts(folder.path());
    let kib = anonymous_kib(process.id());
    println!(
        "anonymous memory after {RECEIPTS} documents: {:.1} MB",
        kib as f64 / 1024.0
    );
    let before = ticks(process.id());
    thread::sleep(IDLE);
    let used = (ticks(process.id()) - before) as f64 / TICKS_PER_S;
    println!(
        "idle for {} s: {:.3} % of a core",
        IDLE.as_secs(),
        used / IDLE.as_secs_f64() * 100.0
    );
    process.kill().unwrap();
    process.wait().unwrap();
}
