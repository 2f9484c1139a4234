//! How fast a stream is read, one core: the tap on text and through images, and the whole path of
//! tap, document and splice. The peer in the same run is `vte`, the parser of terminal emulators,
//! over the same bytes.
//!
//! `cargo bench --bench reading`
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

#[path = "../tests/support/tape.rs"]
#[expect(dead_code, reason = "the tests use all of it")]
mod tape;

use std::hint::black_box;
use std::time::{Duration, Instant};

use tape::{Tape, setup};
use tillside::domain::language::Language;
use tillside::protocol::escpos::command::{Command, Dialect, Sink};
use tillside::protocol::escpos::tap::Tap;
use tillside::protocol::lexicon::Lexicon;
use tillside::protocol::reading::{Hint, Reading};
use tillside::sim::documents::{Documents, Setup};
use tillside::sim::library::Library;

const ROUNDS: usize = 11;

/// Something to time.
type Subject = (&'static str, fn(&[u8]) -> u64);

/// Counts, so that nothing is optimised away.
#[derive(Default)]
struct Count(u64);

impl Sink for Count {
    fn text(&mut self, bytes: &[u8], _at: u64) {
        self.0 += bytes.len() as u64;
    }

    fn command(&mut self, command: Command, _span: std::ops::Range<u64>) {
        self.0 += u64::from(command.has_payload());
    }

    fn payload(&mut self, bytes: &[u8]) {
        self.0 += bytes.len() as u64;
    }
}

impl vte::Perform for Count {
    fn print(&mut self, _c: char) {
        self.0 += 1;
    }

    fn execute(&mut self, _byte: u8) {
        self.0 += 1;
    }
}

fn tap(bytes: &[u8]) -> u64 {
    let mut count = Count::default();
    Tap::new(Dialect::EscPos).advance(&mut count, bytes);
    count.0
}

fn peer(bytes: &[u8]) -> u64 {
    let mut count = Count::default();
    vte::Parser::new().advance(&mut count, bytes);
    count.0
}

fn whole_path(bytes: &[u8]) -> u64 {
    let mut tape = Tape::new(setup());
    for chunk in bytes.chunks(4096) {
        tape.write(chunk);
        tape.events.clear();
    }
    tape.out().len() as u64
}

fn reading_alone(text: &str) -> u64 {
    let mut reading = Reading::new(Lexicon::builtin());
    let mut totals = 0;
    for (at, line) in text.lines().enumerate() {
        reading.line(line);
        if at % 24 == 23 {
            totals += u64::from(reading.facts(Hint::default()).total_minor.is_some());
            reading.clear();
        }
    }
    totals
}

/// Megabytes a second of several subjects, run in turn; the median of the rounds.
fn compare(name: &str, bytes: &[u8], subjects: &[Subject]) {
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); subjects.len()];
    for _ in 0..ROUNDS {
        for ((_, subject), times) in subjects.iter().zip(&mut times) {
            let begin = Instant::now();
            black_box(subject(black_box(bytes)));
            times.push(begin.elapsed());
        }
    }
    println!("{name} ({} bytes)", bytes.len());
    for ((subject, _), times) in subjects.iter().zip(&mut times) {
        times.sort_unstable();
        let median = times[ROUNDS / 2];
        println!(
            "  {subject:<28} {:>8.0} MB/s",
            bytes.len() as f64 / median.as_secs_f64() / 1e6
        );
    }
}

fn receipts(bytes: usize) -> Vec<u8> {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 11, 22)
        .unwrap()
        .and_hms_opt(9, 0, 0)
        .unwrap();
    let setup = Setup::new(Library::PythonEscpos, Language::new("pl").unwrap());
    let mut stream = Vec::new();
    for document in Documents::new(setup, start, 1).unwrap() {
        stream.extend(document.wire.bytes);
        if stream.len() >= bytes {
            break;
        }
    }
    stream
}

fn main() {
    let line = b"Sourdough loaf                        3.20\n";
    let text: Vec<u8> = line.iter().copied().cycle().take(8 << 20).collect();
    compare("tap on text", &text, &[("tap", tap), ("vte 0.15", peer)]);

    let image: Vec<u8> = [0x1D, b'v', b'0', 0, 72, 0, 0xFF, 0]
        .into_iter()
        .chain((0..72 * 255u32).map(|n| n.to_le_bytes()[0]))
        .cycle()
        .take(64 << 20)
        .collect();
    compare(
        "tap through images",
        &image,
        &[("tap", tap), ("vte 0.15", peer)],
    );

    let receipts = receipts(4 << 20);
    let whole: [Subject; 3] = [
        ("tap", tap),
        ("tap, document, splice", whole_path),
        ("vte 0.15", peer),
    ];
    compare("receipts", &receipts, &whole);

    let words = String::from_utf8(text).unwrap();
    let begin = Instant::now();
    black_box(reading_alone(&words));
    let speed = words.len() as f64 / begin.elapsed().as_secs_f64() / 1e6;
    println!("reading decoded lines\n  reading                      {speed:>8.0} MB/s");
}
