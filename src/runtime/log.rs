//! The log: one line an event on standard error, for whoever runs the service.
//!
//! Nothing personal and no byte of a receipt is ever logged. Whoever logs never waits, also where
//! nobody reads: a thread of its own writes the lines, and those that find no room are dropped.

use std::io::Write as _;
use std::panic::{self, PanicHookInfo};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use chrono::SecondsFormat;
use log::{LevelFilter, Log, Metadata, Record};

use super::clock;

/// Lines that may wait for a reader.
const QUEUE: usize = 256;

/// How long the end of the program waits for the last lines to be written.
const LAST_WORDS: Duration = Duration::from_secs(1);

enum Entry {
    Line(String),
    /// Everything before has been written when this is dropped.
    Flush(#[expect(dead_code, reason = "only its end is waited for")] SyncSender<()>),
}

struct Queue {
    entries: SyncSender<Entry>,
    dropped: Arc<AtomicU64>,
}

impl Log for Queue {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= LevelFilter::Info && metadata.target().starts_with("tillside")
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let level = record.level().as_str().to_lowercase();
        let line = line(&level, &record.args().to_string());
        if self.entries.try_send(Entry::Line(line)).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn flush(&self) {
        let (written, is_written) = sync_channel(0);
        if self.entries.try_send(Entry::Flush(written)).is_ok() {
            let _written_or_late = is_written.recv_timeout(LAST_WORDS);
        }
    }
}

/// Sends the log, and what there is to say about a bug, to standard error from now on.
pub(super) fn start() {
    let (entries, queue) = sync_channel(QUEUE);
    let dropped = Arc::default();
    let logger = Queue {
        entries,
        dropped: Arc::clone(&dropped),
    };
    let writer = thread::Builder::new().name("log".to_owned());
    if writer.spawn(move || write(&queue, &dropped)).is_ok()
        && log::set_boxed_logger(Box::new(logger)).is_ok()
    {
        log::set_max_level(LevelFilter::Info);
        panic::set_hook(Box::new(report_bug));
    }
}

fn write(queue: &Receiver<Entry>, dropped: &AtomicU64) {
    while let Ok(entry) = queue.recv() {
        let Entry::Line(line) = entry else { continue };
        let mut out = std::io::stderr().lock();
        drop(out.write_all(line.as_bytes()));
        let missing = dropped.swap(0, Ordering::Relaxed);
        if missing > 0 {
            let text = format!("nobody read this log in time: {missing} lines are missing");
            drop(out.write_all(self::line("warn", &text).as_bytes()));
        }
    }
}

fn line(level: &str, text: &str) -> String {
    let now = clock::utc().to_rfc3339_opts(SecondsFormat::Millis, true);
    format!("{now} {level}: {text}\n")
}

/// Where, but not what: the message of a panic may quote a receipt.
fn report_bug(bug: &PanicHookInfo<'_>) {
    let place = bug.location().map(ToString::to_string).unwrap_or_default();
    log::error!("a bug in tillside at {place}; please report this line");
}
