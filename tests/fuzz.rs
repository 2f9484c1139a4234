//! Fuzz bodies as plain functions, run here over seeded mutations of real streams.
//!
//! Each body takes any bytes, must not panic, and asserts what has to hold for any bytes. A
//! coverage-guided fuzzer can call the same functions.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at a surprise"
)]

#[path = "support/tape.rs"]
mod tape;

use std::path::PathBuf;
use std::time::Duration;

use tape::{Tape, setup};
use tillside::domain::code::Code;
use tillside::protocol::escpos::command::{Command, Dialect, Sink};
use tillside::protocol::escpos::document::{MAX_LINES, MAX_TEXT};
use tillside::protocol::escpos::tap::{MAX_HEADER, Tap};
use tillside::protocol::fiscal::FiscalLatch;

/// Mutations of each stream.
const ROUNDS: u64 = 24;

struct Nothing;

impl Sink for Nothing {}

/// Counts what it is told, to compare.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    text: u64,
    commands: u64,
    payload: u64,
}

impl Sink for Tally {
    fn text(&mut self, bytes: &[u8], _at: u64) {
        self.text += bytes.len() as u64;
    }

    fn command(&mut self, _command: Command, _span: std::ops::Range<u64>) {
        self.commands += 1;
    }

    fn payload(&mut self, bytes: &[u8]) {
        self.payload += bytes.len() as u64;
    }
}

fn fuzz_tap(bytes: &[u8]) {
    for dialect in [Dialect::EscPos, Dialect::Star] {
        let (mut whole, mut single) = (Tally::default(), Tally::default());
        Tap::new(dialect).advance(&mut whole, bytes);
        let mut tap = Tap::new(dialect);
        for byte in bytes {
            tap.advance(&mut single, std::slice::from_ref(byte));
            assert!(tap.unfinished().len() <= MAX_HEADER);
        }
        assert_eq!(whole, single);
        assert_eq!(tap.offset(), bytes.len() as u64);
        let step = Tap::new(dialect).step(&mut Nothing, bytes);
        assert!(step > 0 || bytes.is_empty());
    }
}

fn fuzz_splice(bytes: &[u8]) {
    let mut tape = Tape::new(setup());
    for chunk in bytes.chunks(97) {
        tape.write(chunk);
        tape.pause(Duration::from_millis(u64::from(chunk[0] % 40)));
    }
    tape.pause(Duration::from_millis(30));
    assert_eq!(tape.held(), 0);
    assert_eq!(tape.till_bytes(), bytes);
    for document in tape.documents() {
        assert!(document.text.len() <= MAX_LINES);
        assert!(document.trusted || document.facts.total_minor.is_none());
        assert_eq!(document.code.is_some(), document.spliced_at.is_some());
    }
}

fn fuzz_fiscal(bytes: &[u8]) {
    let (mut whole, mut single) = (FiscalLatch::default(), FiscalLatch::default());
    whole.advance(bytes);
    for byte in bytes {
        single.advance(std::slice::from_ref(byte));
    }
    assert_eq!(whole.is_latched(), single.is_latched());
}

fn fuzz_code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(code) = Code::parse(&text) {
        assert_eq!(Code::parse(&code.to_string()), Ok(code));
    }
}

/// Splitmix64: small, seeded, good enough to spoil bytes with.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap()
    }

    fn spoil(&mut self, bytes: &mut Vec<u8>) {
        const HINTS: &[u8] = &[
            0x1B, 0x1D, 0x1C, 0x10, 0, 0xFF, b'V', b'@', b'*', b'(', b'k', 0x0A,
        ];
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len() + 1);
            let value = match self.below(2) {
                0 => HINTS[self.below(HINTS.len())],
                _ => self.next().to_le_bytes()[0],
            };
            match self.below(4) {
                0 if at < bytes.len() => bytes[at] = value,
                1 => bytes.insert(at, value),
                2 if at < bytes.len() => drop(bytes.remove(at)),
                _ => bytes.truncate(at),
            }
        }
    }
}

fn streams() -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/escpos");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "bin"));
    paths.sort();
    assert!(paths.len() >= 143);
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

fn over_spoiled_streams(body: fn(&[u8])) {
    let mut random = Random(20_200_101);
    for stream in streams() {
        // The longest images say nothing new and would take most of the time.
        let stream = stream.get(..stream.len().min(4096)).unwrap();
        body(stream);
        for _ in 0..ROUNDS {
            let mut spoiled = stream.to_vec();
            random.spoil(&mut spoiled);
            body(&spoiled);
        }
    }
}

#[test]
fn tap() {
    over_spoiled_streams(fuzz_tap);
}

#[test]
fn splice() {
    over_spoiled_streams(fuzz_splice);
}

#[test]
fn fiscal() {
    over_spoiled_streams(fuzz_fiscal);
}

#[test]
fn code() {
    over_spoiled_streams(fuzz_code);
    let mut random = Random(7);
    for _ in 0..20_000 {
        let mut text = b"0YTZ-6FYH-JXDZ".to_vec();
        random.spoil(&mut text);
        fuzz_code(&text);
    }
}

#[test]
fn a_document_without_end_stays_within_its_caps() {
    let mut tape = Tape::new(setup());
    let line = b"TOTAL 5.00 and a very long story that no receipt ever told\n";
    for _ in 0..(2 * MAX_TEXT / line.len()) {
        tape.write(line);
    }
    let endless = tape.pass(b"\x1DVB\0");
    assert!(endless.ends_with(b"\x1DVB\0"));
    let documents = tape.documents();
    assert!(documents[0].text.len() <= MAX_LINES);
    assert!(!documents[0].trusted);
}
