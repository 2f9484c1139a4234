//! What a start costs after many years: opening a journal of four million documents and finding out
//! what it remembers, against one of a week and an empty one, in turns.
//!
//! `cargo bench --bench journal` (about 1 GB below `target/`, made once and used again)
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

#[path = "support/years.rs"]
mod years;

use std::fs;
use std::path::Path;
use std::time::Instant;

use tillside::journal::{self, Writer};
use years::{MANY, TAIL, WEEK, journal_of, series};

const ROUNDS: usize = 99;

/// Opens it and asks for its state, as the service does when it starts; in ms.
fn open(path: &Path) -> f64 {
    let begin = Instant::now();
    let mut writer = Writer::new(path.to_owned(), series());
    let state = writer.state().unwrap().clone();
    let took = begin.elapsed().as_secs_f64() * 1e3;
    drop((writer, state));
    took
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap()
}

fn main() {
    let empty = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let empty = empty.path().join(journal::FILE);
    open(&empty);
    let week = journal_of(WEEK);
    // What is made like this is a journal like any other.
    let report = journal::check(&week).unwrap();
    assert!(report.findings.is_empty(), "{report:?}");
    let many = journal_of(MANY);

    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        let mut turns: Vec<_> = [&empty, &week, &many].into_iter().zip(&mut times).collect();
        // Nobody always comes behind the same one.
        turns.rotate_left(round % 3);
        for (path, times) in turns {
            times.push(open(path));
        }
    }
    let [empty, week, years] = times.map(median);
    println!("opening and first state, median of {ROUNDS} in turns:");
    println!("  empty                  {empty:8.2} ms");
    println!("  {WEEK:7} documents      {week:8.2} ms");
    println!("  {MANY:7} documents      {years:8.2} ms");
    println!("  ratio to empty         {:8.2}", years / empty);
    println!("  ratio to a week        {:8.2}", years / week);
    let bytes = fs::metadata(&many).unwrap().len();
    println!(
        "bytes a document         {:8.0}  ({} MB)",
        bytes as f64 / (MANY + TAIL / 3) as f64,
        bytes / 1_000_000
    );
}
