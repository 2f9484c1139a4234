//! What the service costs on the way from till to printer, against a bare `socat` between two
//! pseudo-terminals: pairs of runs in turn, and the median of the ratios.
//!
//! `cargo bench --bench cable` (needs `socat`)
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

mod support;

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use support::{service, socat};
use tillside::device::port::open_far_end;

const PAIRS: usize = 10;
const BYTES_ONE_BY_ONE: usize = 2000;
const BULK: usize = 16 << 20;

/// A cable between two pseudo-terminals, and the process that keeps it.
struct Cable {
    process: Child,
    till: File,
    printer: File,
}

#[derive(Debug, Clone, Copy)]
struct Figures {
    p50_us: f64,
    p99_us: f64,
    mb_per_s: f64,
}

impl Cable {
    fn new(mut command: Command, folder: &Path) -> Self {
        let process = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (till, printer) = (folder.join("till"), folder.join("printer"));
        while !(till.exists() && printer.exists()) {
            thread::sleep(Duration::from_millis(2));
        }
        let [till, printer] = [till, printer].map(|path| open_far_end(&path).unwrap());
        Self {
            process,
            till,
            printer,
        }
    }

    fn measure(mut self) -> Figures {
        let mut times: Vec<Duration> = (0..BYTES_ONE_BY_ONE).map(|_| self.one_byte()).collect();
        times.sort_unstable();
        let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1e6;
        let (p50_us, p99_us) = (at(50), at(99));
        let mb_per_s = self.bulk();
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        Figures {
            p50_us,
            p99_us,
            mb_per_s,
        }
    }

    fn one_byte(&mut self) -> Duration {
        let mut byte = [0];
        // Neither end is busy when the next byte comes, as between a person's actions.
        thread::sleep(Duration::from_micros(200));
        let begin = Instant::now();
        self.till.write_all(b"A").unwrap();
        self.printer.read_exact(&mut byte).unwrap();
        begin.elapsed()
    }

    fn bulk(&mut self) -> f64 {
        let mut till = self.till.try_clone().unwrap();
        let line = b"Sourdough loaf                        3.20\n";
        let stream: Vec<u8> = line.iter().copied().cycle().take(BULK).collect();
        let begin = Instant::now();
        let writer = thread::Builder::new()
            .spawn(move || till.write_all(&stream))
            .unwrap();
        let mut buffer = vec![0; 64 << 10];
        let mut left = BULK;
        while left > 0 {
            left -= self.printer.read(&mut buffer).unwrap().min(left);
        }
        writer.join().unwrap().unwrap();
        BULK as f64 / begin.elapsed().as_secs_f64() / 1e6
    }
}

fn run(make: fn(&Path) -> Command) -> Figures {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().to_owned();
    Cable::new(make(&path), &path).measure()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    println!("pair   tillside p50/p99 us   MB/s      socat p50/p99 us   MB/s");
    let pairs: Vec<(Figures, Figures)> = (1..=PAIRS)
        .map(|pair| {
            let (ours, bare) = (run(service), run(socat));
            println!(
                "{pair:>4} {:>10.0} {:>8.0} {:>8.1} {:>11.0} {:>8.0} {:>8.1}",
                ours.p50_us, ours.p99_us, ours.mb_per_s, bare.p50_us, bare.p99_us, bare.mb_per_s
            );
            (ours, bare)
        })
        .collect();
    let ratio =
        |of: fn(&Figures) -> f64| median(pairs.iter().map(|(a, b)| of(a) / of(b)).collect());
    println!("median ratio tillside / socat");
    println!("  p50        {:.2}", ratio(|figures| figures.p50_us));
    println!("  p99        {:.2}", ratio(|figures| figures.p99_us));
    println!("  throughput {:.2}", ratio(|figures| figures.mb_per_s));
}
