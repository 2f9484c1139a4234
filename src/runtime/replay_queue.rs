//! `tillside replay-queue`: how many would have been said to wait on a recorded day.
//!
//! Learns the shop's habits from the past days in the file, then goes through the day as it would
//! have come. Reads neither what was true nor what anybody else had learned.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use serde::{Deserialize, Serialize};

use crate::domain::queue::learn::{PastDay, PastSale, learn};
use crate::domain::queue::numeric::{milliseconds, seconds};
use crate::domain::queue::{Estimator, Line, MOST_COUNTERS, Model, Source, WeekTime};

/// The largest file that is read, in bytes.
const MAX_INPUT: u64 = 64 * 1024 * 1024;
/// A recorded day begins at 08:00 and lasts twelve hours.
const OPENS_MS: i64 = 8 * 3600 * 1000;
const DAY_MS: i64 = 12 * 3600 * 1000;
/// Nothing that happens later than this belongs to the day.
const LATEST_MS: i64 = 24 * 3600 * 1000 - OPENS_MS;
const GRID_MS: i64 = 30_000;

/// Arguments of `tillside replay-queue`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the samples are written, as JSON.
    #[arg(long, value_name = "RESULT.json")]
    out: PathBuf,
    /// What the estimate is given besides sales.
    #[arg(long, value_enum, default_value_t = Mode::Filter)]
    mode: Mode,
    /// Recorded days.
    #[arg(required = true, value_name = "FILE.json")]
    files: Vec<PathBuf>,
}

/// What the estimate is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Serialize)]
pub enum Mode {
    /// Sales alone.
    #[value(name = "filter")]
    #[serde(rename = "filter")]
    Filter,
    /// Also a beam at the entrance and the cashiers' counts.
    #[value(name = "filter+sensor+taps")]
    #[serde(rename = "filter+sensor+taps")]
    SensorAndTaps,
}

/// A recorded day; fields that are not named here are not looked at.
#[derive(Debug, Deserialize)]
pub struct Recorded {
    counters: usize,
    line: Line,
    #[serde(default)]
    counter_open_intervals: Vec<(usize, f64, f64)>,
    #[serde(default)]
    counters_always_open: Vec<usize>,
    history_days: Vec<Vec<(usize, f64, f64)>>,
    transactions: Vec<Transaction>,
    #[serde(default)]
    sensor_events_s: Vec<f64>,
    #[serde(default)]
    taps: Vec<Tap>,
}

#[derive(Debug, Deserialize)]
struct Transaction {
    counter: usize,
    start_s: f64,
    end_s: f64,
}

#[derive(Debug, Deserialize)]
struct Tap {
    t: f64,
    counter: usize,
    n: u32,
}

/// What was said about one day.
#[derive(Debug, Serialize)]
pub struct Replayed {
    file: String,
    mode: Mode,
    /// Every 30 seconds of the day.
    pub samples: Vec<Sample>,
}

/// What was said at one time.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Sample {
    /// Seconds since the day began.
    pub t: f64,
    /// The expected number of people waiting.
    pub mean: f64,
    /// Quantiles of it.
    pub p10: u32,
    /// The number to show.
    pub p50: u32,
    /// Quantiles of it.
    pub p90: u32,
}

/// Runs the command.
pub fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let mut results = Vec::new();
    for file in &args.files {
        let day = Recorded::load(file)?;
        let name = file.file_name().unwrap_or(file.as_os_str());
        results.push(Replayed {
            file: name.to_string_lossy().into_owned(),
            mode: args.mode,
            samples: day.replay(&day.learned(), args.mode),
        });
    }
    let path = &args.out;
    let writing = || format!("cannot write {}", path.display());
    let mut file = BufWriter::new(File::create(path).with_context(writing)?);
    serde_json::to_writer(&mut file, &results).with_context(writing)?;
    file.flush().with_context(writing)?;
    writeln!(out, "{} days in {}", results.len(), path.display())?;
    Ok(ExitCode::SUCCESS)
}

/// What happens on a day; at equal times in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    Opens(usize),
    Starts(usize),
    Ends(usize),
    Closes(usize),
    Pulse,
    Count(usize, u32),
}

impl Recorded {
    /// Reads a recorded day and sees to it that it can be used.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        let size = fs::metadata(path)
            .with_context(|| format!("cannot read {shown}"))?
            .len();
        if size > MAX_INPUT {
            bail!("{shown} is larger than 64 MB; give one day a file");
        }
        let text = fs::read(path).with_context(|| format!("cannot read {shown}"))?;
        let day: Self = serde_json::from_slice(&text)
            .with_context(|| format!("{shown} is no recorded day of a queue"))?;
        day.check()
            .with_context(|| format!("{shown} cannot be used"))?;
        Ok(day)
    }

    fn check(&self) -> anyhow::Result<()> {
        let counters = self.counters;
        ensure!(
            (1..=MOST_COUNTERS).contains(&counters),
            "counters is {counters}; give 1 to {MOST_COUNTERS}"
        );
        let named = (self.transactions.iter().map(|sale| sale.counter))
            .chain(self.counters_always_open.iter().copied())
            .chain(self.counter_open_intervals.iter().map(|open| open.0))
            .chain(self.taps.iter().map(|tap| tap.counter))
            .chain(self.history_days.iter().flatten().map(|sale| sale.0));
        if let Some(unknown) = named.into_iter().find(|counter| *counter >= counters) {
            bail!("counter {unknown} is named, and there are {counters}, from 0 on");
        }
        let times = (self
            .transactions
            .iter()
            .flat_map(|sale| [sale.start_s, sale.end_s]))
        .chain((self.counter_open_intervals.iter()).flat_map(|(_, from, to)| [*from, *to]))
        .chain(self.sensor_events_s.iter().copied())
        .chain(self.taps.iter().map(|tap| tap.t));
        let within = 0.0..=seconds(LATEST_MS);
        if let Some(outside) = times.into_iter().find(|time| !within.contains(time)) {
            bail!("the time {outside} s is not within the day; give seconds since 08:00");
        }
        Ok(())
    }

    /// The shop's habits, from the past days alone. The last of them was yesterday, and all are
    /// taken for the same weekday.
    pub fn learned(&self) -> Model {
        let ages = (1..=u16::MAX).take(self.history_days.len());
        let ages: Vec<u16> = ages.collect();
        let days = self.history_days.iter().zip(ages.iter().rev());
        let days: Vec<PastDay> = days.map(|(sales, age)| past_day(sales, *age)).collect();
        learn(&days, self.line, self.counters)
    }

    /// Goes through the day.
    pub fn replay(&self, model: &Model, mode: Mode) -> Vec<Sample> {
        let local = WeekTime(OPENS_MS);
        let mut estimator = Estimator::new(model.clone(), self.line, self.counters, 0, local);
        if mode == Mode::SensorAndTaps && !self.sensor_events_s.is_empty() {
            estimator = estimator.with_sensor();
        }
        let happenings = self.happenings(mode);
        let mut next = happenings.iter().peekable();
        let mut samples = Vec::new();
        let last = happenings.last().map_or(DAY_MS, |(at, _)| DAY_MS.max(*at));
        for now in (0..=last / GRID_MS).map(|place| place * GRID_MS) {
            while let Some((at, happening)) = next.next_if(|(at, _)| *at <= now) {
                tell(&mut estimator, *at, *happening);
            }
            estimator.advance(now);
            let said = estimator.estimate();
            samples.push(Sample {
                t: seconds(now),
                mean: said.mean,
                p10: said.p10,
                p50: said.p50,
                p90: said.p90,
            });
        }
        samples
    }

    /// Everything that the estimate is given, in its order.
    fn happenings(&self, mode: Mode) -> Vec<(i64, Happening)> {
        let mut all = Vec::new();
        all.extend(
            self.counters_always_open
                .iter()
                .map(|till| (0, Happening::Opens(*till))),
        );
        for (till, from, to) in &self.counter_open_intervals {
            all.push((milliseconds(*from), Happening::Opens(*till)));
            all.push((milliseconds(*to), Happening::Closes(*till)));
        }
        for sale in &self.transactions {
            all.push((milliseconds(sale.start_s), Happening::Starts(sale.counter)));
            all.push((milliseconds(sale.end_s), Happening::Ends(sale.counter)));
        }
        if mode == Mode::SensorAndTaps {
            let pulses = self.sensor_events_s.iter();
            all.extend(pulses.map(|at| (milliseconds(*at), Happening::Pulse)));
            let counts = self.taps.iter();
            all.extend(
                counts.map(|tap| (milliseconds(tap.t), Happening::Count(tap.counter, tap.n))),
            );
        }
        all.sort_unstable();
        all
    }
}

fn tell(estimator: &mut Estimator, at: i64, happening: Happening) {
    match happening {
        Happening::Opens(till) => estimator.opened(till, at),
        Happening::Starts(till) => estimator.started(till, at, Source::FirstScan),
        Happening::Ends(till) => estimator.ended(till, at),
        Happening::Closes(till) => estimator.closed(till, at),
        Happening::Pulse => estimator.pulse(at),
        Happening::Count(till, waiting) => estimator.corrected(till, waiting, at),
    }
}

fn past_day(sales: &[(usize, f64, f64)], age_days: u16) -> PastDay {
    let time = |at: f64| milliseconds(at).saturating_add(OPENS_MS);
    let sales = sales.iter().map(|(counter, start, end)| PastSale {
        counter: *counter,
        start_ms: Some(time(*start)),
        end_ms: time(*end),
    });
    PastDay {
        weekday: 0,
        age_days,
        sales: sales.collect(),
        ..PastDay::default()
    }
}
