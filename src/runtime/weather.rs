//! The thread *weather*: how warm it is, from a file or an address that the rules for gifts name; only
//! where they name one.
//!
//! What cannot be read is unknown. The thread ends when what it gives is dropped, so that there is never
//! more than one whose word counts.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::time::Duration;

use anyhow::Context as _;

use super::desk::{Heard, Post};
use super::{clock, service, trust};
use crate::client::ask_weather;
use crate::domain::gift::policy::Temperature;
use crate::domain::gift::rules::WeatherSource;
use crate::domain::gift::weather::{MAX_BYTES, WebSource, read};
use crate::domain::time::Timestamp;

/// How often a file is looked at.
const FILE_EVERY: Duration = Duration::from_mins(1);

/// How often an address is asked. Weather services reckon anew every quarter of an hour or more rarely.
const ADDRESS_EVERY: Duration = Duration::from_mins(15);

/// How soon an address is asked again that failed; twice as long each time.
const FIRST_PAUSE: Duration = Duration::from_mins(1);

/// How warm it is now, by whoever is watched; nothing where that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// Of which thread: one that was told to end may still have something to say.
    pub(super) run: u64,
    pub(super) temperature: Option<Temperature>,
}

/// A source that is watched. Dropping it ends the watch.
#[derive(Debug)]
pub(super) struct Watch {
    run: u64,
    source: WeatherSource,
    _stop: SyncSender<()>,
}

impl Watch {
    /// Watches a source, where that is more than somebody's hand; `folder` is that of the rules, `run` is a
    /// number of its own.
    pub(super) fn start(
        source: &WeatherSource,
        folder: &Path,
        run: u64,
        post: &Post,
    ) -> Option<Self> {
        let mut watcher = Watcher {
            place: Place::of(source, folder)?,
            teller: Teller::new(run, post.clone()),
        };
        let (stop, stopped) = sync_channel::<()>(0);
        let started = service::start("weather", move || {
            while let Some(pause) = watcher.look(clock::utc().into()) {
                if stopped.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        });
        let started = started.inspect_err(|error| log::error!("no temperature: {error:#}"));
        started.ok().map(|_thread| Self {
            run,
            source: source.clone(),
            _stop: stop,
        })
    }

    /// Whether this is the one that watches a source.
    pub(super) fn is_of(&self, source: &WeatherSource) -> bool {
        self.source == *source
    }

    /// Whether a reading is its own.
    pub(super) fn said(&self, reading: &Reading) -> bool {
        self.run == reading.run
    }
}

/// Where to look.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    File(PathBuf),
    Address(WebSource),
}

impl Place {
    fn of(source: &WeatherSource, folder: &Path) -> Option<Self> {
        match source {
            WeatherSource::Hand => None,
            WeatherSource::File(path) => Some(Self::File(folder.join(path))),
            WeatherSource::Url(source) => Some(Self::Address(source.clone())),
        }
    }

    /// What to call it in the log.
    fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Address(source) => source.host().to_owned(),
        }
    }

    fn look(&self, now: Timestamp) -> anyhow::Result<Temperature> {
        match self {
            Self::File(path) => read_file(path, now),
            Self::Address(source) => {
                let trusted = trust::load(source.is_encrypted(), None)?;
                let answer = ask_weather(source, &trusted)?;
                Ok(read(&answer, source.pointer.as_deref(), now)?)
            }
        }
    }

    /// When to look again, after so many failures in a row.
    fn pause(&self, failures: u32) -> Duration {
        match self {
            Self::File(_) => FILE_EVERY,
            Self::Address(_) if failures == 0 => ADDRESS_EVERY,
            Self::Address(_) => {
                let times = 2_u32.saturating_pow(failures - 1);
                FIRST_PAUSE.saturating_mul(times).min(ADDRESS_EVERY)
            }
        }
    }
}

/// A file is as old as it was written: whoever has stopped writing it knows nothing any more.
fn read_file(path: &Path, now: Timestamp) -> anyhow::Result<Temperature> {
    let about = fs::metadata(path).context("it cannot be read")?;
    // A pipe would be waited for.
    anyhow::ensure!(about.is_file(), "it is no file");
    let written = about
        .modified()
        .ok()
        .map(chrono::DateTime::<chrono::Utc>::from);
    let at = written.map_or(now, Timestamp::from).min(now);
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let file = File::open(path).context("it cannot be read")?;
    let read_it = file.take(most + 1).read_to_end(&mut bytes);
    read_it.context("it cannot be read")?;
    Ok(read(&bytes, None, at)?)
}

struct Watcher {
    place: Place,
    teller: Teller,
}

impl Watcher {
    /// Looks once and tells what is new; when to look again, or nothing where nobody listens any more.
    fn look(&mut self, now: Timestamp) -> Option<Duration> {
        let found = self.place.look(now);
        self.teller.tell(&self.place.name(), found)?;
        Some(self.place.pause(self.teller.failures))
    }
}

/// Tells what is new, and says once what goes wrong.
struct Teller {
    run: u64,
    post: Post,
    /// What the desk knows; nothing before it knows anything.
    told: Option<Reading>,
    failures: u32,
}

impl Teller {
    fn new(run: u64, post: Post) -> Self {
        Self {
            run,
            post,
            told: None,
            failures: 0,
        }
    }

    fn tell(&mut self, name: &str, found: anyhow::Result<Temperature>) -> Option<()> {
        self.log(name, &found);
        self.failures = match &found {
            Ok(_) => 0,
            Err(_) => self.failures.saturating_add(1),
        };
        let reading = Reading {
            run: self.run,
            temperature: found.ok(),
        };
        if self.told == Some(reading) {
            return Some(());
        }
        match self.post.try_send(Heard::Weather(reading)) {
            Ok(()) => self.told = Some(reading),
            // It hears of it the next time.
            Err(TrySendError::Full(_)) => {}
            Err(TrySendError::Disconnected(_)) => return None,
        }
        Some(())
    }

    /// Says it when it begins to fail and when that is over.
    fn log(&self, name: &str, found: &anyhow::Result<Temperature>) {
        match (found, self.failures) {
            (Err(error), 0) => log::warn!("the temperature is not known, from {name}: {error:#}"),
            (Ok(_), 1..) => log::info!("the temperature is known again, from {name}"),
            (Ok(_), 0) | (Err(_), 1..) => {}
        }
    }
}

#[cfg(test)]
mod tests;
