//! The thread *learning*: what the shop's habits are, from the journal, at the start and every night; and how
//! many receipts are expected today, which it says with every new day as well.
//!
//! It only reads, beside everything else, and nobody waits for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Timelike as _};

use super::config::Queue;
use super::desk::{Heard, Post};
use super::{clock, expecting, service};
use crate::domain::event::{Entry, Event};
use crate::domain::kpi::loyalty::Usual;
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

const MIDNIGHT_MS: i64 = 0;

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
    /// What gaps between a member's visits are usual; unknown with few of them.
    pub(super) usual: Option<Usual>,
}

/// What gaps between visits are usual, for whoever makes reports.
pub(super) type KnownUsual = Arc<Mutex<Option<Usual>>>;

/// Starts the thread, which ends when what it gives is dropped. Without it the estimate stays with its
/// first guess.
pub(super) fn start(data: &Path, queue: &Queue, post: &Post) -> (SyncSender<()>, KnownUsual) {
    let (stop, stopped) = sync_channel::<()>(0);
    let school = School {
        path: data.join(journal::FILE),
        queue: queue.clone(),
        post: post.clone(),
        usual: KnownUsual::default(),
    };
    let usual = Arc::clone(&school.usual);
    let started = service::start("learning", move || {
        let (mut last, mut told) = (None, None);
        loop {
            let today = clock::today();
            // At the start, and then every night.
            let is_time = last.is_none() || time_of_day_ms() >= AT_NIGHT_MS;
            if last != Some(today) && is_time {
                last = Some(today);
                school.learn(today);
                told = None;
            }
            if told != Some(today) && school.expect(today) {
                told = Some(today);
            }
            let pause = until(AT_NIGHT_MS).min(until(MIDNIGHT_MS));
            match stopped.recv_timeout(LONGEST_PAUSE.min(pause)) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
    if let Err(error) = started {
        log::error!("habits are not learned: {error:#}");
    }
    (stop, usual)
}

/// How long it is until a time of day, at least a minute.
fn until(at_ms: i64) -> Duration {
    let left = (at_ms - time_of_day_ms()).rem_euclid(DAY_MS);
    Duration::from_millis(u64::try_from(left).unwrap_or(0)).max(Duration::from_mins(1))
}

fn time_of_day_ms() -> i64 {
    of_day_ms(clock::local(clock::now().at).time())
}

struct School {
    path: PathBuf,
    queue: Queue,
    post: Post,
    usual: KnownUsual,
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
            usual: read.usual,
        };
        // Nobody panics while holding it.
        *self.usual.lock().unwrap_or_else(PoisonError::into_inner) = read.usual;
        // A desk that has no room now will learn tomorrow.
        self.post.try_send(Heard::Learned(learned)).ok();
    }

    /// Tells what is expected today; whether the desk has heard it.
    fn expect(&self, today: NaiveDate) -> bool {
        let expected = expecting::expected(&self.path, today, &self.queue.exceptions);
        match expected {
            Ok(Some(forecast)) => {
                let sent = self.post.try_send(Heard::Forecast(Box::new(forecast)));
                sent.is_ok()
            }
            Ok(None) => false,
            Err(error) => {
                log::debug!("no receipts are expected: {error}");
                false
            }
        }
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
        read.usual = reader.usual()?;
        Ok(read)
    }
}

/// What the journal tells of the last weeks.
#[derive(Debug, Default)]
struct Read {
    days: BTreeMap<NaiveDate, PastDay>,
    began: Option<(NaiveDate, i64)>,
    recent: Vec<Entry>,
    usual: Option<Usual>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::{Slot, Till};
    use crate::domain::document::Kind;
    use crate::domain::event::{DocumentEnded, Series};
    use crate::domain::queue::Line;
    use crate::journal::Writer;

    /// So many days, each with two sales and a count around noon; the last is today.
    fn school(days: u64, exceptions: &[u64]) -> (tempfile::TempDir, School) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(journal::FILE);
        let series = Series {
            store: Slot::default(),
            counter: Till::default(),
        };
        let mut writer = Writer::new(path.clone(), series);
        for age in (0..days).rev() {
            let noon = clock::day_begins(before(age)).0 + DAY_MS / 2;
            for (after_s, event) in events() {
                let at = Timestamp(noon + after_s * 1000);
                writer.accept(Entry { at, event });
            }
        }
        writer.commit().unwrap();
        let queue = Queue {
            line: Line::Shared,
            counters: 1,
            target: Duration::from_mins(3),
            exceptions: exceptions.iter().map(|age| before(*age)).collect(),
        };
        let (post, _heard) = sync_channel(1);
        (
            folder,
            School {
                path,
                queue,
                post,
                usual: KnownUsual::default(),
            },
        )
    }

    /// The day so many days before today.
    fn before(age: u64) -> NaiveDate {
        clock::today().checked_sub_days(Days::new(age)).unwrap()
    }

    fn events() -> [(i64, Event); 5] {
        let sale = Event::DocumentEnded(DocumentEnded::of(Kind::Sale));
        let counted = Event::QueueCorrected { from: 0, to: 2 };
        [
            (0, Event::ServingBegan),
            (40, sale),
            (50, counted),
            (60, Event::ServingBegan),
            (90, sale),
        ]
    }

    fn ages(days: &[PastDay]) -> Vec<u16> {
        days.iter().map(|day| day.age_days).collect()
    }

    #[test]
    fn past_days_are_read_and_today_is_not_among_them() {
        let (_folder, school) = school(4, &[]);
        let days = school.read(clock::today()).unwrap().days(clock::today());
        assert_eq!(ages(&days), [3, 2, 1]);
        for day in days {
            let weekday = before(day.age_days.into()).weekday();
            assert_eq!(u32::from(day.weekday), weekday.num_days_from_monday());
            let starts: Vec<_> = day
                .sales
                .iter()
                .map(|sale| sale.end_ms - sale.start_ms.unwrap())
                .collect();
            assert_eq!(starts, [40_000, 30_000]);
            let counts: Vec<_> = day.counts.iter().map(|count| count.waiting).collect();
            assert_eq!(counts, [2]);
        }
    }

    #[test]
    fn nothing_is_learned_from_exceptions() {
        let (_folder, school) = school(9, &[2, 5]);
        let days = school.read(clock::today()).unwrap().days(clock::today());
        assert_eq!(ages(&days), [8, 7, 6, 4, 3, 1]);
        // Today may be one: what happens now is needed for the line all the same.
        let (_folder, school) = self::school(1, &[0]);
        let read = school.read(clock::today()).unwrap();
        assert_eq!(read.days(before(0).succ_opt().unwrap()), []);
        let noon = clock::day_begins(before(0)).0 + DAY_MS / 2;
        let recently = clock::now().at.0 - REPLAYED_MS;
        assert_eq!(read.recent.is_empty(), noon + 90_000 < recently);
    }

    #[test]
    fn more_than_eight_weeks_are_not_read() {
        let (_folder, school) = school(70, &[]);
        let days = school.read(clock::today()).unwrap().days(clock::today());
        assert_eq!(ages(&days), (1..=56).rev().collect::<Vec<u16>>());
    }

    #[test]
    fn what_is_learned_goes_to_the_desk() {
        let (_folder, mut school) = school(12, &[]);
        let (post, heard) = sync_channel(1);
        school.post = post;
        school.learn(clock::today());
        let Ok(Heard::Learned(learned)) = heard.try_recv() else {
            panic!("nothing was learned");
        };
        assert!(!learned.model.is_learning(), "{} days", learned.model.days);
        assert_eq!(learned.usual, None, "there are no members");
        school.path = school.path.with_extension("missing");
        school.learn(clock::today());
        assert!(heard.try_recv().is_err(), "there is nothing to learn from");
    }

    #[test]
    fn what_is_expected_today_goes_to_the_desk() {
        for (days, exceptions, expected) in [
            // Two sales around noon on the same weekday, twice.
            (15, &[][..], Some(2.0)),
            (15, &[7, 14], Some(2.0)),
            (1, &[], None),
        ] {
            let (_folder, mut school) = school(days, exceptions);
            let (post, heard) = sync_channel(1);
            school.post = post;
            let is_told = school.expect(clock::today());
            let found = heard.try_recv().ok();
            let found = found.map(|heard| match heard {
                Heard::Forecast(forecast) => forecast.left("00:00".parse().unwrap(), None),
                other => panic!("{other:?}"),
            });
            assert_eq!((is_told, found), (expected.is_some(), expected));
        }
        let (_folder, school) = school(8, &[]);
        assert!(!school.expect(clock::today()), "the desk is gone");
    }
}
