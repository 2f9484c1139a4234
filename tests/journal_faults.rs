//! Every step of the journal made to fail in turn: no event that it confirmed is lost, none is
//! there twice, whether the process tries again or dies and another takes over.
#![expect(clippy::expect_used, reason = "test code: a panic is a failed test")]

#[path = "support/journal.rs"]
mod support;

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use support::{Data, sale, series};
use tillside::domain::code::{Day, Kind as CodeKind};
use tillside::domain::event::{Entry, Event};
use tillside::engine::mint::Wanted;
use tillside::engine::state::State;
use tillside::journal::{CHECKPOINT_EVERY, Error, Fate, Fates, Writer, check};

/// The step with one number fails; all others are done.
#[derive(Debug)]
struct One {
    victim: u64,
    fate: Fate,
    next: AtomicU64,
}

impl One {
    fn new(victim: u64, fate: Fate) -> Arc<Self> {
        let next = AtomicU64::new(0);
        Arc::new(Self { victim, fate, next })
    }

    fn has_struck(&self) -> bool {
        self.next.load(Ordering::Relaxed) > self.victim
    }
}

impl Fates for One {
    fn next(&self) -> Fate {
        let step = self.next.fetch_add(1, Ordering::Relaxed);
        if step == self.victim {
            self.fate
        } else {
            Fate::Done
        }
    }
}

const WANTED: Wanted = Wanted {
    kind: CodeKind::Survey,
    day: Day(2517),
};

/// How many sales are in the journal when a run begins: none, or so many that it crosses a
/// checkpoint.
const BEGINS: [i64; 2] = [0, CHECKPOINT_EVERY - 4];

/// The sizes of the groups that a run commits.
const GROUPS: [i64; 3] = [2, 5, 3];

/// Long enough to keep all sales but the first four once there is a checkpoint.
const KEPT_MS: i64 = (CHECKPOINT_EVERY - 2) * 60_000;

/// The numbers of the sales in each group.
fn groups(begin: i64) -> impl Iterator<Item = std::ops::Range<i64>> {
    GROUPS.into_iter().scan(begin, |next, size| {
        let group = *next..*next + size;
        *next = group.end;
        Some(group)
    })
}

/// What a run was promised.
#[derive(Default)]
struct Promised {
    leases: Vec<u16>,
}

/// Every sale of a run, also those that were there before.
fn expected(begin: i64) -> Vec<Entry> {
    let end = begin + GROUPS.iter().sum::<i64>();
    (0..end).map(sale).collect()
}

/// A journal with so many sales in it.
fn prepared(begin: i64) -> Data {
    static FULL: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let data = Data::new();
        let mut writer = data.writer();
        (0..CHECKPOINT_EVERY - 4).for_each(|number| writer.accept(sale(number)));
        writer.commit().expect("a sound disk");
        drop(writer);
        fs::read(data.path()).expect("a closed journal")
    });
    let data = Data::new();
    if begin > 0 {
        fs::write(data.path(), &*FULL).expect("a journal");
    }
    data
}

fn lease(writer: &mut Writer, promised: &mut Promised) -> Result<(), Box<dyn std::error::Error>> {
    let lease = writer.lease(WANTED)?.ok_or("no numbers left")?;
    promised.leases.push(lease.first.get());
    Ok(())
}

/// Everything that a service does, trying again what fails. Says how often it failed.
fn run_with_retries(writer: &mut Writer, begin: i64, promised: &mut Promised) -> usize {
    let mut failures = 0;
    for mut group in groups(begin) {
        group
            .by_ref()
            .for_each(|number| writer.accept(sale(number)));
        while writer.commit().is_err() {
            failures += 1;
        }
        while lease(writer, promised).is_err() {
            failures += 1;
        }
    }
    while writer.retain(KEPT_MS, sale(5000).at).is_err() {
        failures += 1;
    }
    failures
}

fn assert_whole(data: &Data, begin: i64, about: &str) {
    let report = check(&data.path()).expect("a report");
    assert_eq!(report.findings, [], "{about}");
    let entries = data.records().into_iter().map(|record| record.entry);
    let all = expected(begin);
    let gone = if begin > 0 { 4 } else { 0 };
    assert!(entries.eq(all.iter().skip(gone).copied()), "{about}");
    assert_eq!(usize::try_from(report.last), Ok(all.len()), "{about}");
    let mut state = State::default();
    for entry in all {
        state.apply(&entry);
    }
    let mut writer = data.writer();
    assert_eq!(*writer.state().expect("a state"), state, "{about}");
}

fn assert_each_once(promised: &Promised, about: &str) {
    let leases = &promised.leases;
    assert!(leases.is_sorted_by(|a, b| a < b), "{about}: {leases:?}");
}

/// Runs `body` with the first step failing, then the second, and so on until none is left to fail.
fn for_every_step(body: impl Fn(Arc<One>, i64, &str)) {
    for (begin, fate) in BEGINS
        .into_iter()
        .flat_map(|begin| [Fate::FailsBefore, Fate::FailsAfter].map(|fate| (begin, fate)))
    {
        let mut victim = 0;
        loop {
            let fates = One::new(victim, fate);
            let about = format!("step {victim} {fate:?} after {begin} sales");
            body(Arc::clone(&fates), begin, &about);
            if !fates.has_struck() {
                break;
            }
            victim += 1;
        }
        assert!(victim > 50, "a run has more than {victim} steps");
    }
}

#[test]
fn a_step_that_fails_once_costs_nothing() {
    for_every_step(|fates, begin, about| {
        let data = prepared(begin);
        let mut writer = Writer::with_fates(data.path(), series(), Arc::clone(&fates) as _);
        let mut promised = Promised::default();
        let failures = run_with_retries(&mut writer, begin, &mut promised);
        assert_eq!(failures, usize::from(fates.has_struck()), "{about}");
        drop(writer);
        assert_whole(&data, begin, about);
        assert_each_once(&promised, about);
        assert_eq!(promised.leases.len(), GROUPS.len(), "{about}");
    });
}

/// The process dies at the first failure; the next one knows only what the disk holds, and goes on
/// with the first event that is not there.
#[test]
fn a_process_that_dies_at_a_step_loses_only_what_was_not_confirmed() {
    for_every_step(|fates, begin, about| {
        let data = prepared(begin);
        let mut promised = Promised::default();
        let mut writer = Writer::with_fates(data.path(), series(), Arc::clone(&fates) as _);
        let confirmed = run_until_death(&mut writer, begin, &mut promised);
        drop(writer);
        if fates.has_struck() {
            let there = last_seq(&data);
            assert!(there >= confirmed, "{about}: {there} of {confirmed}");
            let ends_a_group = groups(begin).any(|group| group.end == there);
            assert!(there == begin || ends_a_group, "{about}: half a group");
            finish(&data, begin, there, &mut promised);
        }
        assert_whole(&data, begin, about);
        assert_each_once(&promised, about);
    });
}

/// Says how many events are in the journal for sure.
fn run_until_death(writer: &mut Writer, begin: i64, promised: &mut Promised) -> i64 {
    let mut confirmed = begin;
    for group in groups(begin) {
        group.clone().for_each(|number| writer.accept(sale(number)));
        if writer.commit().is_err() {
            return confirmed;
        }
        confirmed = group.end;
        if lease(writer, promised).is_err() {
            return confirmed;
        }
    }
    drop(writer.retain(KEPT_MS, sale(5000).at));
    confirmed
}

fn last_seq(data: &Data) -> i64 {
    // Opening it for writing makes or upgrades whatever the dead process had not finished.
    data.writer().state().expect("a state");
    data.records().last().map_or(0, |record| record.seq)
}

fn finish(data: &Data, begin: i64, there: i64, promised: &mut Promised) {
    let mut writer = data.writer();
    for group in groups(begin).filter(|group| group.start >= there) {
        group.for_each(|number| writer.accept(sale(number)));
        writer.commit().expect("a sound disk");
    }
    lease(&mut writer, promised).expect("a sound disk");
    writer.retain(KEPT_MS, sale(5000).at).expect("a sound disk");
}

/// A disk that cannot be written, with events coming in all the time.
#[derive(Debug)]
struct Broken;

impl Fates for Broken {
    fn next(&self) -> Fate {
        Fate::FailsBefore
    }
}

#[test]
fn a_disk_that_never_works_costs_bounded_memory_and_says_so_each_time() {
    let data = Data::new();
    let mut writer = Writer::with_fates(data.path(), series(), Arc::new(Broken));
    for number in 0..25_000 {
        writer.accept(sale(number));
        if number % 5000 == 0 {
            let error: Error = writer.commit().expect_err("a broken disk");
            assert!(error.to_string().contains("check the disk"), "{error}");
        }
    }
    assert_eq!(writer.waiting(), tillside::journal::BACKLOG);
}

/// A group whose commit went wrong and events that were lost meanwhile, together.
#[test]
fn losses_are_told_once_although_the_commit_that_told_them_seemed_to_fail() {
    for victim in 0..40 {
        for fate in [Fate::FailsBefore, Fate::FailsAfter] {
            let data = Data::new();
            let fates = One::new(victim, fate);
            let mut writer = Writer::with_fates(data.path(), series(), Arc::clone(&fates) as _);
            (0..5).for_each(|number| writer.accept(sale(number)));
            writer.lose(7, sale(5).at);
            if writer.commit().is_err() {
                writer.lose(2, sale(6).at);
                writer.accept(sale(7));
                writer.commit().expect("a sound disk");
            }
            let lost = data
                .records()
                .into_iter()
                .filter_map(|record| match record.entry.event {
                    Event::EventsLost { count } => Some(count),
                    _ => None,
                });
            let sales = data.records().len() - lost.clone().count();
            let (total, kept) = if fates.has_struck() { (9, 6) } else { (7, 5) };
            assert_eq!(
                (lost.sum::<u64>(), sales),
                (total, kept),
                "step {victim} {fate:?}"
            );
        }
    }
}
