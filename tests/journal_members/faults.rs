//! Every step of what is done with members made to fail in turn: what was confirmed is there, and nobody
//! who was forgotten comes back, whether the process tries again or dies and another takes over.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tillside::domain::code::Day;
use tillside::domain::event::{Entry, Event, Loyalty};
use tillside::domain::member::Member;
use tillside::engine::members::{MemberAnswer, MemberAsk};
use tillside::journal::{ERASED_FILE, Error, Fate, Fates, Writer};

use super::support::{Data, series};
use super::{TODAY, assert_sound, at, card, draw, profile, served, whose};

/// The step with one number fails; all others are done.
#[derive(Debug)]
pub(super) struct One {
    victim: u64,
    fate: Fate,
    next: AtomicU64,
}

impl One {
    pub(super) fn new(victim: u64, fate: Fate) -> Self {
        let next = AtomicU64::new(0);
        Self { victim, fate, next }
    }

    /// Whether its step came.
    pub(super) fn came(&self) -> bool {
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

/// What a run has come to.
#[derive(Debug, Default)]
struct Progress {
    /// The member who joined.
    joined: Option<Member>,
    /// How many of the events behind that were confirmed.
    committed: usize,
}

const CARD: u64 = 7;

fn events(member: Member) -> [Loyalty; 3] {
    let day = Day(TODAY);
    [
        Loyalty::MemberJoined { member, day },
        served(member, 1, TODAY),
        Loyalty::MemberErased { member },
    ]
}

/// Somebody joins, buys something and is forgotten; goes on where it was left.
fn go_on(writer: &mut Writer, progress: &mut Progress) -> Result<(), Error> {
    let member = match progress.joined {
        Some(member) => member,
        None => join(writer)?,
    };
    progress.joined = Some(member);
    for loyalty in events(member).into_iter().skip(progress.committed) {
        if writer.waiting() == 0 {
            let event = Event::Loyalty(loyalty);
            writer.accept(Entry {
                at: at(TODAY),
                event,
            });
        }
        writer.commit()?;
        progress.committed += 1;
    }
    Ok(())
}

/// As somebody at the counter would: the card is shown, and if it is nobody's, they join.
fn join(writer: &mut Writer) -> Result<Member, Error> {
    let asks = [
        MemberAsk::Card(card(CARD)),
        MemberAsk::Join {
            card: card(CARD),
            profile: profile("Quirina Zephyrwort"),
            day: Day(TODAY),
            at: at(TODAY),
        },
    ];
    for ask in asks {
        if let MemberAnswer::Member(file) = writer.ask_members(&ask, draw)? {
            return Ok(file.member());
        }
    }
    panic!("nobody joined");
}

fn assert_forgotten(data: &Data, progress: &Progress, about: &str) {
    let mut writer = data.writer();
    assert_eq!(whose(&mut writer, CARD), MemberAnswer::Nobody, "{about}");
    drop(writer);
    assert_sound(data);
    let member = progress.joined.expect("somebody");
    let kinds = data.records().into_iter().map(|it| it.entry.event);
    let expected = events(member).map(Event::Loyalty);
    assert!(kinds.eq(expected), "{about}: each once");
    let file = data.folder.path().join(ERASED_FILE);
    let lines = fs::read_to_string(file).expect("lines");
    let head = format!("{} ", member.0);
    assert!(lines.lines().all(|it| it.starts_with(&head)) && !lines.is_empty());
    let needle = b"zephyrwort";
    for file in fs::read_dir(data.folder.path()).expect("a folder") {
        let bytes = fs::read(file.expect("a file").path()).expect("its bytes");
        let bytes = bytes.to_ascii_lowercase();
        let is_there = bytes.windows(needle.len()).any(|it| it == needle);
        assert!(!is_there, "{about}");
    }
}

/// Runs `body` with the first step failing, then the second, until none is left to fail.
fn for_every_step(body: impl Fn(&Data, Writer, &str)) {
    for fate in [Fate::FailsBefore, Fate::FailsAfter] {
        let mut victim = 0;
        loop {
            let fates = Arc::new(One::new(victim, fate));
            let data = Data::new();
            let writer = Writer::with_fates(data.path(), series(), Arc::clone(&fates) as _);
            body(&data, writer, &format!("step {victim} {fate:?}"));
            if !fates.came() {
                break;
            }
            victim += 1;
        }
        assert!(victim > 40, "a run has more than {victim} steps");
    }
}

#[test]
fn a_step_that_fails_once_leaves_nothing_of_who_is_forgotten() {
    for_every_step(|data, mut writer, about| {
        let mut progress = Progress::default();
        while go_on(&mut writer, &mut progress).is_err() {}
        // What could not be wiped at once is wiped with the next commit.
        writer.commit().expect("a sound disk");
        drop(writer);
        assert_forgotten(data, &progress, about);
    });
}

#[test]
fn a_process_that_dies_leaves_nothing_either_once_another_takes_over() {
    for_every_step(|data, mut writer, about| {
        let mut progress = Progress::default();
        let died = go_on(&mut writer, &mut progress).is_err();
        drop(writer);
        let mut writer = data.writer();
        writer.state().expect("a journal");
        if died && progress.joined.is_some() {
            progress.committed = data.records().len();
        }
        go_on(&mut writer, &mut progress).expect("a sound disk");
        drop(writer);
        assert_forgotten(data, &progress, about);
    });
}
