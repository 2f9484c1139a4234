//! The log: one line an event on standard error, for whoever runs the service.
//!
//! Nothing personal and no byte of a receipt is ever logged.

use std::io::Write as _;

use chrono::SecondsFormat;
use log::{LevelFilter, Log, Metadata, Record};

use super::clock;

struct StandardError;

impl Log for StandardError {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= LevelFilter::Info && metadata.target().starts_with("tillside")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let now = clock::utc().to_rfc3339_opts(SecondsFormat::Millis, true);
            let level = record.level().as_str().to_lowercase();
            drop(writeln!(
                std::io::stderr(),
                "{now} {level}: {}",
                record.args()
            ));
        }
    }

    fn flush(&self) {}
}

/// Sends the log to standard error from now on.
pub(super) fn start() {
    if log::set_logger(&StandardError).is_ok() {
        log::set_max_level(LevelFilter::Info);
    }
}
