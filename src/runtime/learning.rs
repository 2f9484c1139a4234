//! The thread *learning*: what the shop's habits are, from the journal; at the start and every night.
//!
//! It only reads, beside everything else, and nobody waits for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Timelike as _};

use super::config::Queue;
use super::desk::{Heard, Post};
use super::{clock, service};
use crate::domain::event::{Entry, Event};
use crate::domain::queue::Model;
use crate::domain::queue::learn::{PastCount, PastDay, PastSale, learn};
use crate::domain::time::Timestamp;
use crate::engine::counter::REPLAYED_MS;
use crate::journal::{self, Error, Reader};

/// How many days are looked at: eight of each weekday.
const DAYS: u64 = 56;

/// When it learns, where the shop is, in milliseconds after midnight: 03:30, after the last customer
/// and before the first.
const AT_NIGHT_MS: i64 = (3 * 60 + 30) * 60_000;

const DAY_MS: i64 = 24 * 3_600_000;

/// A pause is at most so long, so that a clock that is set costs no night.
const LONGEST_PAUSE: Duration = Duration::from_hours(1);

/// What was learned, and what happened in the last hours.
#[derive(Debug)]
pub(super) struct Learned {
    /// The habits.
    pub(super) model: Box<Model>,
    /// For the estimate of this moment.
    pub(super) recent: Vec<Entry>,
}

/// Starts the thread, which ends when what it gives is dropped. Without it the estimate stays with its
/// first guess.
pub(super) fn start(data: &Path, queue: &Queue, post: &Post) -> SyncSender<()> {
    let (stop, stopped) = sync_channel::<()>(0);
    let school = School {
        path: data.join(journal::FILE),
        queue: queue.clone(),
        post: post.clone(),
    };
    let started = service::start("learning", move || {
        let mut last = None;
        loop {
            let today = clock::today();
            // At the start, and then every night.
            let is_time = last.is_none() || time_of_day_ms() >= AT_NIGHT_MS;
            if last != Some(today) && is_time {
                last = Some(today);
                school.learn(today);
            }
            match stopped.recv_timeout(LONGEST_PAUSE.min(until_night())) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
    if let Err(error) = started {
        log::error!("habits are not learned: {error:#}");
    }
    stop
}

/// How long it is until the night, at least a minute.
fn until_night() -> Duration {
    let left = (AT_NIGHT_MS - time_of_day_ms()).rem_euclid(DAY_MS);
    Duration::from_millis(u64::try_from(left).unwrap_or(0)).max(Duration::from_mins(1))
}

fn time_of_day_ms() -> i64 {
    of_day_ms(clock::local(clock::now().at).time())
}

struct School {
    path: PathBuf,
    queue: Queue,
    post: Post,
}

impl School {
    fn learn(&self, today: NaiveDate) {
        // Before the first event there is no file, and nothing to learn from.
        let read = match self.read(today) {
            Ok(read) => read,
            Err(error) => {
                // Whoever writes the journal says what is wrong with it.
                log::debug!("habits are not learned: {error}");
                return;
            }
        };
        let model = learn(&read.days(today), self.queue.line, self.queue.counters);
        let learned = Learned {
            model: Box::new(model),
            recent: read.recent,
        };
        // A desk that has no room now will learn tomorrow.
        self.post.try_send(Heard::Learned(learned)).ok();
    }

    fn read(&self, today: NaiveDate) -> Result<Read, Error> {
        let first = today.checked_sub_days(Days::new(DAYS)).unwrap_or(today);
        let (from, recently) = (clock::day_begins(first), clock::now().at.0 - REPLAYED_MS);
        let mut read = Read::default();
        let reader = Reader::open(&self.path)?;
        reader.since(from, |record| {
            let entry = record.entry;
            let local = clock::local(entry.at);
            if !self.queue.exceptions.contains(&local.date()) {
                read.take(local.date(), of_day_ms(local.time()), entry.event);
            }
            if entry.at >= Timestamp(recently) {
                read.recent.push(entry);
            }
            Ok::<(), Error>(())
        })?;
        Ok(read)
    }
}

/// What the journal tells of the last weeks.
#[derive(Debug, Default)]
struct Read {
    days: BTreeMap<NaiveDate, PastDay>,
    began: Option<(NaiveDate, i64)>,
    recent: Vec<Entry>,
}

impl Read {
    fn take(&mut self, date: NaiveDate, at_ms: i64, event: Event) {
        match event {
            Event::ServingBegan => self.began = Some((date, at_ms)),
            Event::DocumentEnded(document) if document.serves() => {
                let start = self.began.take().filter(|(day, _)| *day == date);
                let sale = PastSale {
                    counter: 0,
                    start_ms: start.map(|(_, at_ms)| at_ms),
                    end_ms: at_ms,
                };
                self.day(date).sales.push(sale);
            }
            Event::QueueCorrected { to, .. } => {
                let count = PastCount {
                    counter: 0,
                    at_ms,
                    waiting: to.into(),
                };
                self.day(date).counts.push(count);
            }
            _ => {}
        }
    }

    fn day(&mut self, date: NaiveDate) -> &mut PastDay {
        let weekday = u8::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
        self.days.entry(date).or_insert_with(|| PastDay {
            weekday,
            ..PastDay::default()
        })
    }

    /// Those before today, with their age.
    fn days(&self, today: NaiveDate) -> Vec<PastDay> {
        let past = self.days.range(..today);
        let aged = past.map(|(date, day)| PastDay {
            age_days: u16::try_from((today - *date).num_days()).unwrap_or(u16::MAX),
            ..day.clone()
        });
        aged.collect()
    }
}

fn of_day_ms(time: NaiveTime) -> i64 {
    i64::from(time.num_seconds_from_midnight()) * 1000 + i64::from(time.nanosecond() / 1_000_000)
}
