//! Members over the journal's thread.

use super::members::draw;
use super::*;
use crate::domain::code::Day;
use crate::domain::event::{Event, Loyalty, MemberServed};
use crate::domain::member::{Card, Profile};
use crate::domain::receipt::Receipt;
use crate::engine::members::MemberFile;
use std::fs;

/// The thread at work on a folder.
struct Bench {
    journal: Journal,
    heard: Receiver<Heard>,
}

const PATIENCE: Duration = Duration::from_secs(20);

impl Bench {
    fn start(data: &Path) -> Self {
        let (post, heard) = sync_channel(64);
        let config = Config::parse("").unwrap();
        let (recalled, _thread) = start(data, &config, &post);
        let journal = recalled.journal;
        Self { journal, heard }
    }

    /// The next outcome like this.
    fn next<T>(&self, find: impl Fn(Outcome) -> Option<T>) -> T {
        loop {
            let Heard::Journal(outcome) = self.heard.recv_timeout(PATIENCE).unwrap() else {
                panic!("something else");
            };
            if let Some(found) = find(outcome) {
                return found;
            }
        }
    }

    fn ask(&self, id: u64, ask: MemberAsk) -> MemberAnswer {
        self.journal.ask_members(id, ask);
        self.next(|outcome| match outcome {
            Outcome::Members(of, answer) if of == id => Some(*answer),
            _ => None,
        })
    }
}

fn join(card: Card, day: Day) -> MemberAsk {
    MemberAsk::Join {
        card,
        profile: Profile::default(),
        day,
        at: clock::utc().into(),
    }
}

fn file(answer: MemberAnswer) -> MemberFile {
    match answer {
        MemberAnswer::Member(file) => *file,
        other => panic!("{other:?}"),
    }
}

fn served(member: Member, day: Day, receipt: u64) -> Entry {
    let served = MemberServed {
        member,
        receipt: Receipt(receipt),
        day,
        total_minor: 0,
        by: None,
        max: 0,
    };
    Entry {
        at: clock::utc().into(),
        event: Event::Loyalty(Loyalty::MemberServed(served)),
    }
}

fn today() -> Day {
    Day::from_date(clock::today()).unwrap()
}

#[test]
fn a_question_sees_what_came_before_it() {
    let data = tempfile::tempdir().unwrap();
    let mut bench = Bench::start(data.path());
    let card = Card::own(7).unwrap();
    let member = file(bench.ask(1, join(card, today()))).member();
    for receipt in 1..=20 {
        let day = Day(today().0 - 20 + u16::try_from(receipt).unwrap());
        let entries = vec![served(member, day, receipt)];
        bench.journal.append(entries, Vec::new(), None);
        let file = file(bench.ask(receipt, MemberAsk::Card(card)));
        let days = file.record.visits.days(&file.numbers);
        assert_eq!(days.last(), Some(&day));
    }
    let fresh = bench.ask(50, MemberAsk::FreshCard);
    assert!(matches!(fresh, MemberAnswer::Fresh(it) if it != card));
}

#[test]
fn where_nothing_can_be_read_that_is_the_answer() {
    let data = tempfile::tempdir().unwrap();
    fs::create_dir(data.path().join(journal::FILE)).unwrap();
    let bench = Bench::start(data.path());
    for (id, ask) in [
        (1, MemberAsk::FreshCard),
        (2, MemberAsk::Number(Member(7))),
        (3, join(Card::own(7).unwrap(), today())),
    ] {
        assert_eq!(bench.ask(id, ask), MemberAnswer::Failing, "{id}");
    }
}

#[test]
fn who_has_not_come_for_two_years_is_told_of_at_the_start() {
    let data = tempfile::tempdir().unwrap();
    let series = service::series(&Config::parse("").unwrap());
    let mut writer = Writer::new(data.path().join(journal::FILE), series);
    let mut ask = |card, age| {
        let ask = join(Card::own(card).unwrap(), Day(today().0 - age));
        file(writer.ask_members(&ask, draw).unwrap()).member()
    };
    // Two years have 730 or 731 days.
    let members = [(1, 740), (2, 600), (3, 0)].map(|(card, age)| ask(card, age));
    for receipt in 0..100 {
        writer.accept(served(members[2], today(), receipt));
    }
    writer.commit().unwrap();
    drop(writer);
    let bench = Bench::start(data.path());
    let forgotten = bench.next(|outcome| match outcome {
        Outcome::Forget(members) => Some(members),
        _ => None,
    });
    assert_eq!(forgotten, [members[0]]);
}
