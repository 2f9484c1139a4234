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

/// How long a service that somebody else had started is left to whoever starts it again.
const OTHERS: Duration = Duration::from_secs(12);

/// The longest one.
const LONGEST: Duration = Duration::from_secs(30);

/// Starts services for one data directory, one at a time and not too often.
#[derive(Debug)]
pub(super) struct Detached {
    config: PathBuf,
    data: PathBuf,
    child: Option<Child>,
    /// A service answered that is not ours.
    is_others: bool,
    /// When one that is not ours was last known to run.
    others_ran: Option<Instant>,
    pause: Duration,
    next: Option<Instant>,
    /// When the configuration was changed last, as of the last start.
    changed: Option<SystemTime>,
    /// Where in the log the last service began to speak, in bytes.
    log_began: u64,
}

impl Detached {
    pub(super) fn new(config: &Path, data: &Path) -> Self {
        Self {
            config: config.to_owned(),
            data: data.to_owned(),
            child: None,
            is_others: false,
            others_ran: None,
            pause: FIRST,
            next: None,
            changed: None,
            log_began: 0,
        }
    }

    /// Starts a service where none runs and it is time to; to be called often while none answers.
    /// Why the last one has ended, if it said so, or why none can be started.
    pub(super) fn tend(&mut self, now: Instant) -> Option<String> {
        if let Some(child) = &mut self.child {
            let Ok(Some(_status)) = child.try_wait() else {
                return None;
            };
            self.child = None;
            // It may have ended because another one was faster.
            return self.complaint().filter(|_| !lock::is_held(&self.data));
        }
        if std::mem::take(&mut self.is_others) || lock::is_held(&self.data) {
            self.others_ran = Some(now);
        }
        let is_left = |ran: Instant| now < ran + OTHERS;
        if !self.is_time(now) || self.others_ran.is_some_and(is_left) {
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
        self.is_others = self.child.is_none();
        self.pause = FIRST;
    }

    fn is_time(&self, now: Instant) -> bool {
        self.next.is_none_or(|next| next <= now) || self.changed != self.last_change()
    }

    fn last_change(&self) -> Option<SystemTime> {
        fs::metadata(&self.config).ok()?.modified().ok()
    }

    fn start(&mut self) -> io::Result<Child> {
        let mut command = Command::new(env::current_exe()?);
        command.arg("service");
        command.arg("--config").arg(&self.config);
        command.arg("--data").arg(&self.data);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let log = self.log().and_then(|log| Ok((log.metadata()?.len(), log)));
        command.stderr(log.map_or_else(
            |_unwritable| Stdio::null(),
            |(len, log)| {
                self.log_began = len;
                Stdio::from(log)
            },
        ));
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

    /// The last error in what the last service said.
    fn complaint(&self) -> Option<String> {
        let said = read_tail(&self.data.join(LOG), self.log_began).ok()?;
        said.lines().rev().find_map(error_in).map(ToOwned::to_owned)
    }
}

/// What a line of the log says, if it is an error; without who says it, and when.
fn error_in(line: &str) -> Option<&str> {
    let (who, what) = line.split_once(": ")?;
    (who == "tillside" || who.ends_with(" error")).then_some(what)
}

/// The end of a file, but nothing before `from`.
fn read_tail(path: &Path, from: u64) -> io::Result<String> {
    let mut file = File::open(path)?;
    let len = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(len.saturating_sub(TAIL).max(from)))?;
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
    fn only_errors_are_told_and_not_by_whom_or_when() {
        let cases = [
            (
                "tillside: [printer] till is not set: see",
                Some("[printer] till is not set: see"),
            ),
            ("2026-11-22T08:43:18.123Z error: no key", Some("no key")),
            ("2026-11-22T08:43:18.123Z info: codes are ready", None),
            ("nothing to cut", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(error_in(line), expected);
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
    fn a_long_log_is_put_aside_and_only_what_the_last_service_said_counts() {
        let data = tempfile::tempdir().unwrap();
        let mut detached = Detached::new(Path::new("none.toml"), data.path());
        let before = "tillside: before\n";
        let text = format!(
            "{before}{}\ntillside: the end\nwarn: too late\n",
            "x".repeat(9000)
        );
        fs::write(data.path().join(LOG), &text).unwrap();
        assert_eq!(detached.complaint().as_deref(), Some("the end"));
        detached.log_began = text.len() as u64;
        assert_eq!(detached.complaint(), None);
        fs::write(data.path().join(LOG), before).unwrap();
        detached.log_began = 0;
        assert_eq!(detached.complaint().as_deref(), Some("before"));
        fs::write(data.path().join(LOG), vec![b'x'; 1 << 20]).unwrap();
        assert_eq!(detached.log().unwrap().metadata().unwrap().len(), 0);
        assert!(data.path().join(OLD_LOG).exists());
    }
}
