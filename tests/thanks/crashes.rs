//! Whatever comes in whatever order, and wherever the process dies: each answer counts once, each
//! thank-you is given once, and never more than a day's.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::bench::{Bench, CAP, MINUTE, TODAY, answered, reward, setup};
use proptest::prelude::*;
use tempfile::TempDir;
use tillside::domain::code::{Slot, Till};
use tillside::domain::document::Facts;
use tillside::domain::event::{Entry, Event, Series};
use tillside::domain::tally::{Measure, Tally};
use tillside::domain::time::Timestamp;
use tillside::engine::api::Command;
use tillside::engine::counter::{Counter, Input, Sales};
use tillside::journal::{FILE, Reader, Writer, check};

/// As many answers arrive in a run.
const ANSWERS: u64 = 6;

#[derive(Debug, Clone)]
enum Step {
    /// So many answers arrive that were not acknowledged, some of them again.
    Pull(u64),
    Scan(u16),
    Pay(i64),
    Void,
    Close,
    /// What has come out so far reaches the disk; where answers arrive that is heard or not.
    Commit(bool),
    /// The process dies; what was not on the disk is gone.
    Die,
    Pass(Duration),
    Sums(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (1..4u64).prop_map(Step::Pull),
        6 => (0..5u16).prop_map(Step::Scan),
        5 => prop::sample::select(vec![500, 1000, 5000]).prop_map(Step::Pay),
        1 => Just(Step::Void),
        1 => Just(Step::Close),
        3 => any::<bool>().prop_map(Step::Commit),
        2 => Just(Step::Die),
        2 => prop::sample::select(vec![1, 16, 700]).prop_map(|m| Step::Pass(m * MINUTE)),
        1 => (0..9u64).prop_map(Step::Sums),
    ];
    prop::collection::vec(step, 0..60)
}

/// A counter with a journal on a disk.
struct Shop {
    bench: Bench,
    folder: TempDir,
    writer: Writer,
    /// How much of what has come out is on the disk.
    kept: usize,
    /// The last answer that the place where they arrive knows to be kept.
    acknowledged: u64,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let folder = folder.expect("a folder");
        Self {
            bench: Bench::new(),
            writer: Self::writer(&folder),
            folder,
            kept: 0,
            acknowledged: 0,
        }
    }

    fn writer(folder: &TempDir) -> Writer {
        let series = Series {
            store: Slot::default(),
            counter: Till::new(2).expect("a till"),
        };
        Writer::new(folder.path().join(FILE), series)
    }

    fn take(&mut self, step: &Step) {
        let bench = &mut self.bench;
        match *step {
            Step::Pull(count) => {
                let last = (self.acknowledged + count).min(ANSWERS);
                for number in self.acknowledged + 1..=last {
                    let at = Timestamp(bench.now.at.0 - 1000);
                    let score = u8::try_from(number).expect("small") + 2;
                    bench.handle(Input::Answered(Box::new(answered(number, score, at))));
                }
            }
            Step::Scan(number) => drop(bench.scan(reward(TODAY - 1, number))),
            Step::Pay(total) => drop(bench.pay(total)),
            Step::Void => bench.handle(crate::ended(Facts {
                void: true,
                ..crate::receipt(5000)
            })),
            Step::Close => {
                if let Some(card) = bench.card() {
                    bench.command(Command::CloseCard { card }).expect("shown");
                }
            }
            Step::Commit(is_heard) => {
                self.commit();
                if is_heard {
                    self.acknowledge();
                }
            }
            Step::Die => self.die(),
            Step::Pass(time) => bench.pass(time),
            Step::Sums(opened) => bench.handle(Input::AnswersCounted {
                opened,
                guessed: opened / 2,
                doubled: Vec::new(),
            }),
        }
    }

    fn commit(&mut self) {
        let entries = self.bench.journal.get(self.kept..).expect("what is new");
        let notes = std::mem::take(&mut self.bench.notes);
        assert!(self.writer.accept_together(entries, notes), "room");
        self.writer.commit().expect("a sound disk");
        self.kept = self.bench.journal.len();
    }

    fn acknowledge(&mut self) {
        self.acknowledged = self.bench.counter.state().answers().last_answer();
    }

    /// Another process begins with what the disk holds.
    fn die(&mut self) {
        self.bench.journal.truncate(self.kept);
        self.bench.notes.clear();
        self.writer = Self::writer(&self.folder);
        let state = self.writer.state().expect("a journal").clone();
        assert_eq!(state, self.bench.replayed(), "a replay is the live state");
        self.bench.counter = Counter::new(setup(Sales::Cable), state, self.bench.now);
        self.bench.drain();
        self.acknowledge();
    }
}

fn count_by_day(entries: &[Entry]) -> BTreeMap<i64, usize> {
    let mut days = BTreeMap::new();
    for entry in entries {
        if matches!(entry.event, Event::RewardRedeemed { .. }) {
            *days.entry(entry.at.0.div_euclid(86_400_000)).or_default() += 1;
        }
    }
    days
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_is_lost_and_nothing_counts_twice(steps in steps()) {
        let mut shop = Shop::new();
        for step in &steps {
            shop.take(step);
        }
        // In the end all that arrived is fetched and kept.
        for _ in 0..ANSWERS {
            shop.take(&Step::Pull(ANSWERS));
            shop.commit();
        }
        shop.die();

        let mut tally = Tally::default();
        let mut numbers = Vec::new();
        let mut codes = Vec::new();
        let mut records = Vec::new();
        let path = shop.folder.path().join(FILE);
        let reader = Reader::open(&path).expect("a journal");
        let read = reader.each(|record| {
            tally.count(&record.entry.event);
            match record.entry.event {
                Event::SurveyAnswered(answer) => numbers.push(answer.number),
                Event::RewardRedeemed { day, seq } => codes.push((day, seq)),
                _ => {}
            }
            records.push(record.entry);
            Ok::<(), tillside::journal::Error>(())
        });
        read.expect("events");
        let all: Vec<u64> = (1..=ANSWERS).collect();
        prop_assert_eq!(&numbers, &all, "each answer once, in order");
        prop_assert_eq!(tally.get(Measure::Answered), i64::try_from(ANSWERS).expect("small"));
        for number in all {
            let note = shop.writer.read_note(number, Timestamp(0)).expect("a sound disk");
            prop_assert!(note.is_some(), "what was written with {}", number);
        }
        let once: BTreeSet<_> = codes.iter().collect();
        prop_assert_eq!(once.len(), codes.len(), "each thank-you once");
        for (day, count) in count_by_day(&records) {
            prop_assert!(count <= usize::from(CAP), "{} on day {}", count, day);
        }
        prop_assert_eq!(check(&path).expect("a report").findings, []);
    }
}
