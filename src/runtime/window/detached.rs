//! The service as a process of its own, which outlives the window that started it.

use std::env;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use crate::runtime::{lock, private_file};

/// What a service that a window started says.
const LOG: &str = "service.log";

/// The one before it, once the log was full.
const OLD_LOG: &str = "service.log.old";

/// When a new log is begun, in bytes.
const FULL: u64 = 1 << 20;

/// How much of the end of a log is looked at, in bytes.
const TAIL: u64 = 4096;

/// The first pause between two starts.
const FIRST: Duration = Duration::from_secs(2);

/// The longest one.
const LONGEST: Duration = Duration::from_secs(30);

/// Starts services for one data directory, one at a time and not too often.
#[derive(Debug)]
pub(super) struct Detached {
    config: PathBuf,
    data: PathBuf,
    child: Option<Child>,
    pause: Duration,
    next: Option<Instant>,
    /// When the configuration was changed last, as of the last start.
    changed: Option<SystemTime>,
}

impl Detached {
    pub(super) fn new(config: &Path, data: &Path) -> Self {
        Self {
            config: config.to_owned(),
            data: data.to_owned(),
            child: None,
            pause: FIRST,
            next: None,
            changed: None,
        }
    }

    /// Starts a service where none runs and it is time to; to be called often while none answers.
    /// The last words of one that has ended, or why none can be started.
    pub(super) fn tend(&mut self, now: Instant) -> Option<String> {
        if let Some(child) = &mut self.child {
            let Ok(Some(_status)) = child.try_wait() else {
                return None;
            };
            self.child = None;
            // It may have ended because another one was faster.
            return (!lock::is_held(&self.data)).then(|| self.last_words());
        }
        if !self.is_time(now) || lock::is_held(&self.data) {
            return None;
        }
        self.changed = self.last_change();
        self.next = Some(now + self.pause);
        self.pause = (self.pause * 2).min(LONGEST);
        match self.start() {
            Ok(child) => {
                self.child = Some(child);
                None
            }
            Err(error) => Some(error.to_string()),
        }
    }

    /// A service answers, so that the next one that is needed may start soon.
    pub(super) fn is_well(&mut self) {
        self.pause = FIRST;
    }

    fn is_time(&self, now: Instant) -> bool {
        self.next.is_none_or(|next| next <= now) || self.changed != self.last_change()
    }

    fn last_change(&self) -> Option<SystemTime> {
        fs::metadata(&self.config).ok()?.modified().ok()
    }

    fn start(&self) -> io::Result<Child> {
        let mut command = Command::new(env::current_exe()?);
        command.arg("service");
        command.arg("--config").arg(&self.config);
        command.arg("--data").arg(&self.data);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(self.log().map_or_else(|_| Stdio::null(), Stdio::from));
        leave_group(&mut command);
        command.spawn()
    }

    fn log(&self) -> io::Result<File> {
        let path = self.data.join(LOG);
        if fs::metadata(&path).is_ok_and(|log| log.len() >= FULL) {
            fs::rename(&path, self.data.join(OLD_LOG))?;
        }
        private_file::open_to_append(&path)
    }

    fn last_words(&self) -> String {
        let tail = read_tail(&self.data.join(LOG)).unwrap_or_default();
        let line = tail.lines().rfind(|line| !line.trim().is_empty());
        words(line.unwrap_or_default()).to_owned()
    }
}

/// A line of the log without who says it, and when.
fn words(line: &str) -> &str {
    line.split_once(": ").map_or(line, |(_, words)| words)
}

fn read_tail(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let len = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(len.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    Ok(String::from_utf8_lossy(&tail).into_owned())
}

/// What ends the window from a terminal is not for the service.
#[cfg(unix)]
fn leave_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(windows)]
fn leave_group(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x0200;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_says_it_and_when_is_left_out() {
        let cases = [
            (
                "tillside: [printer] till is not set: see",
                "[printer] till is not set: see",
            ),
            ("2026-11-22T08:43:18.123Z error: no key", "no key"),
            ("nothing to cut", "nothing to cut"),
            ("", ""),
        ];
        for (line, expected) in cases {
            assert_eq!(words(line), expected);
        }
    }

    #[test]
    fn nothing_is_started_where_a_service_runs() {
        let data = tempfile::tempdir().unwrap();
        let _lock = lock::DataLock::acquire(data.path(), 1).unwrap();
        let mut detached = Detached::new(&data.path().join("none.toml"), data.path());
        assert_eq!(detached.tend(crate::runtime::clock::instant()), None);
        assert!(detached.child.is_none() && !data.path().join(LOG).exists());
    }

    #[test]
    fn a_long_log_is_put_aside_and_only_its_end_is_read() {
        let data = tempfile::tempdir().unwrap();
        let detached = Detached::new(Path::new("none.toml"), data.path());
        let long = "x".repeat(9000);
        fs::write(data.path().join(LOG), format!("{long}\nwarn: the end\n\n")).unwrap();
        assert_eq!(detached.last_words(), "the end");
        fs::write(data.path().join(LOG), vec![b'x'; 1 << 20]).unwrap();
        assert_eq!(detached.log().unwrap().metadata().unwrap().len(), 0);
        assert!(data.path().join(OLD_LOG).exists());
    }
}
