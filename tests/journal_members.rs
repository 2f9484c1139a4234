//! Members in the journal: who they are, whose card it is, what is counted, and that nothing is left of
//! who is forgotten.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "test code: a panic is a failed test"
)]

#[path = "support/journal.rs"]
mod support;

#[path = "journal_members/counters.rs"]
mod counters;
#[path = "journal_members/erased.rs"]
mod erased;
#[path = "journal_members/faults.rs"]
mod faults;
#[path = "journal_members/figures.rs"]
mod figures;
#[path = "journal_members/folds.rs"]
mod folds;
#[path = "journal_members/search.rs"]
mod search;
#[path = "journal_members/sharing.rs"]
mod sharing;
#[path = "journal_members/sharing_faults.rs"]
mod sharing_faults;

use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;
use support::{Data, START};
use tillside::domain::code::Day;
use tillside::domain::event::{Entry, Event, Loyalty, MemberServed};
use tillside::domain::gift::policy::Birthday;
use tillside::domain::language::Language;
use tillside::domain::member::{Card, Member, PersonName, PersonNote, Profile};
use tillside::domain::receipt::Receipt;
use tillside::domain::tally::Measure;
use tillside::domain::time::{Quarter, Timestamp};
use tillside::engine::members::{MOST_FOUND, MemberAnswer, MemberAsk, MemberFile};
use tillside::journal::{Reader, Writer, check};

const DAY_MS: i64 = 24 * 3_600_000;

/// 2026-11-22, the day of [`START`].
const TODAY: u16 = 2517;

fn at(day: u16) -> Timestamp {
    Timestamp(START + (i64::from(day) - i64::from(TODAY)) * DAY_MS)
}

fn card(number: u64) -> Card {
    Card::own(number).expect("a card")
}

fn name(text: &str) -> PersonName {
    PersonName::try_from(text.to_owned()).expect("a name")
}

fn profile(text: &str) -> Profile {
    Profile {
        name: Some(name(text)),
        agreed_in: Language::new("pl"),
        ..Profile::default()
    }
}

/// Random numbers that are not: one after the other.
#[expect(clippy::unnecessary_wraps, reason = "others may have none")]
fn draw() -> Option<u64> {
    static NEXT: AtomicU64 = AtomicU64::new(2000);
    Some(NEXT.fetch_add(1, Ordering::Relaxed))
}

fn ask(writer: &mut Writer, ask: &MemberAsk) -> MemberAnswer {
    writer.ask_members(ask, draw).expect("a sound disk")
}

fn join(writer: &mut Writer, number: u64, profile: Profile) -> MemberAnswer {
    let join = MemberAsk::Join {
        card: card(number),
        profile,
        day: Day(TODAY),
        at: at(TODAY),
    };
    ask(writer, &join)
}

/// Joins, as the counter does it: with the event.
fn member(writer: &mut Writer, number: u64, profile: Profile) -> Member {
    let member = file(join(writer, number, profile)).member();
    let day = Day(TODAY);
    commit(writer, TODAY, Loyalty::MemberJoined { member, day });
    member
}

fn file(answer: MemberAnswer) -> MemberFile {
    match answer {
        MemberAnswer::Member(file) => *file,
        other => panic!("nobody: {other:?}"),
    }
}

fn whose(writer: &mut Writer, number: u64) -> MemberAnswer {
    ask(writer, &MemberAsk::Card(card(number)))
}

fn commit(writer: &mut Writer, day: u16, loyalty: Loyalty) {
    let event = Event::Loyalty(loyalty);
    writer.accept(Entry { at: at(day), event });
    writer.commit().expect("a sound disk");
}

fn served(member: Member, receipt: u64, day: u16) -> Loyalty {
    Loyalty::MemberServed(MemberServed {
        member,
        receipt: Receipt(receipt),
        day: Day(day),
        total_minor: 1234,
        by: None,
        max: 0,
    })
}

fn assert_sound(data: &Data) {
    assert_eq!(check(&data.path()).expect("a report").findings, []);
}

#[test]
fn a_journal_of_version_5_gets_the_tables_and_keeps_what_it_has() {
    let data = Data::new();
    let connection = Connection::open(data.path()).expect("a database");
    let old = include_str!("data/journal/v5.sql");
    connection.execute_batch(old).expect("the old journal");
    let kept = || -> String {
        let sql = "SELECT (SELECT quote(comment) || quote(contact) || ticked_ms FROM notes) \
             || (SELECT id || quote(said) || day FROM changes)";
        connection
            .query_row(sql, (), |row| row.get(0))
            .expect("what is kept")
    };
    let before = kept();
    let mut writer = data.writer();
    writer.state().expect("an upgrade");
    assert_sound(&data);
    assert_eq!(kept(), before);
    let reader = Reader::open(&data.path()).expect("a journal");
    let sums = reader.sums(&(Quarter(0)..=Quarter(2_000_000)));
    let sums = sums.expect("sums");
    let counted = [
        Measure::Served,
        Measure::Redeemed,
        Measure::Codes,
        Measure::Identified,
        Measure::GiftCost,
    ];
    let counted = counted.map(|measure| sums.get(measure));
    assert_eq!(counted, [3, 2, 3, 0, 0], "with those whose events are gone");
    let member = member(&mut writer, 7, profile("Marta"));
    commit(&mut writer, TODAY, served(member, 1, TODAY));
    assert_sound(&data);
    let sums = reader.sums(&(Quarter(0)..=Quarter(2_000_000)));
    let sums = sums.expect("sums");
    assert_eq!(
        [Measure::Joined, Measure::Identified].map(|it| sums.get(it)),
        [1, 1]
    );
}

#[test]
fn who_joins_is_known_by_the_card_and_by_the_name() {
    let data = Data::new();
    let mut writer = data.writer();
    assert_eq!(whose(&mut writer, 7), MemberAnswer::Nobody);
    let told = Profile {
        birthday: Some(Birthday { month: 2, day: 29 }),
        note: PersonNote::try_from("seeded rye".to_owned()).ok(),
        opted_out: true,
        ..profile("Żaneta O'Neil")
    };
    let joined = file(join(&mut writer, 7, told.clone()));
    assert!(joined.member().0 > 0 && joined.numbers.len() == 1);
    assert_eq!((joined.since, &joined.profile), (Day(TODAY), &told));
    // What is on the disk, not what is in memory.
    let mut writer = data.writer();
    assert_eq!(file(whose(&mut writer, 7)), joined);
    let number = MemberAsk::Number(joined.member());
    assert_eq!(file(ask(&mut writer, &number)), joined);
    assert_eq!(join(&mut writer, 7, profile("Ola")), MemberAnswer::Taken);
    let number = MemberAsk::Number(Member(4_711));
    assert_eq!(ask(&mut writer, &number), MemberAnswer::Nobody);
    for (text, count) in [
        ("żaneta o'neil", 1),
        ("ŻAN", 1),
        ("neil", 0),
        ("żanetaa", 0),
        ("%", 0),
    ] {
        let found = ask(&mut writer, &MemberAsk::Name(name(text)));
        let MemberAnswer::Found(found) = found else {
            panic!("{found:?}");
        };
        assert_eq!(found.len(), count, "{text}");
        assert!(found.iter().all(|it| it.member == joined.member()));
    }
    assert_sound(&data);
}

#[test]
fn names_come_in_their_order_and_not_all_at_once() {
    let data = Data::new();
    let mut writer = data.writer();
    for number in (1..=12).rev() {
        join(&mut writer, number, profile(&format!("Anna {number:02}")));
    }
    let found = ask(&mut writer, &MemberAsk::Name(name("anna")));
    let MemberAnswer::Found(found) = found else {
        panic!("{found:?}");
    };
    let names: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names.len(), MOST_FOUND);
    assert_eq!((names[0], names[7]), ("Anna 01", "Anna 08"));
}

#[test]
fn a_lost_card_is_never_good_again_and_its_member_has_another() {
    let data = Data::new();
    let mut writer = data.writer();
    let marta = file(join(&mut writer, 7, profile("Marta"))).member();
    let ola = file(join(&mut writer, 8, profile("Ola"))).member();
    let lose = MemberAsk::LoseCards {
        member: marta,
        at: at(TODAY),
    };
    assert_eq!(file(ask(&mut writer, &lose)).member(), marta);
    assert_eq!(whose(&mut writer, 7), MemberAnswer::Lost);
    assert_eq!(join(&mut writer, 7, profile("Jan")), MemberAnswer::Lost);
    let give = |member, number| MemberAsk::GiveCard {
        member,
        card: card(number),
        at: at(TODAY),
    };
    for (member, number, expected) in [
        (marta, 7, MemberAnswer::Lost),
        (marta, 8, MemberAnswer::Taken),
        (Member(4_711), 9, MemberAnswer::Nobody),
    ] {
        let answer = ask(&mut writer, &give(member, number));
        assert_eq!(answer, expected, "{member:?} {number}");
    }
    for _ in 0..2 {
        let given = ask(&mut writer, &give(marta, 9));
        assert_eq!(file(given).member(), marta);
    }
    assert_eq!(file(whose(&mut writer, 9)).member(), marta);
    assert_eq!(file(whose(&mut writer, 8)).member(), ola);
    assert_eq!(whose(&mut writer, 7), MemberAnswer::Lost);
    assert_sound(&data);
}

#[test]
fn fresh_cards_and_numbers_are_nobodys() {
    let data = Data::new();
    let mut writer = data.writer();
    let mut next = 1000;
    let mut count = || {
        next += 1;
        Some(next)
    };
    let mut drawn = |ask: &MemberAsk| writer.ask_members(ask, &mut count).expect("a sound disk");
    let join_with = |number| MemberAsk::Join {
        card: card(number),
        profile: Profile::default(),
        day: Day(TODAY),
        at: at(TODAY),
    };
    assert_eq!(file(drawn(&join_with(1002))).member(), Member(1001));
    let fresh = drawn(&MemberAsk::FreshCard);
    assert_eq!(fresh, MemberAnswer::Fresh(card(1003)), "1002 is taken");
    // Nothing of zero, and nothing that goes round for ever.
    let zeros = || Some(0);
    for ask in [MemberAsk::FreshCard, join_with(5)] {
        for answer in [
            writer.ask_members(&ask, zeros),
            writer.ask_members(&ask, || None),
        ] {
            assert_eq!(answer.expect("a sound disk"), MemberAnswer::Failing);
        }
    }
    assert_eq!(whose(&mut writer, 5), MemberAnswer::Nobody);
    // Who has the number already keeps it.
    let mut numbers = [1001, 1001, 1004].into_iter();
    let joined = writer.ask_members(&join_with(1003), || numbers.next());
    assert_eq!(file(joined.expect("a sound disk")).member(), Member(1004));
}

#[test]
fn two_numbers_that_are_one_persons_are_looked_at_together() {
    let data = Data::new();
    let mut writer = data.writer();
    let marta = member(&mut writer, 7, Profile::default());
    let known = member(&mut writer, 8, profile("Marta"));
    let other = member(&mut writer, 9, profile("Marta B"));
    commit(&mut writer, TODAY, served(marta, 1, TODAY));
    commit(&mut writer, TODAY, served(other, 2, TODAY + 3));
    let merge = |one, other| Loyalty::MembersMerged { one, other };
    commit(&mut writer, TODAY, merge(known, other));
    commit(&mut writer, TODAY, merge(other, marta));
    for number in [7, 8, 9] {
        let file = file(whose(&mut writer, number));
        assert_eq!(file.numbers, [marta, known, other]);
        assert_eq!(file.profile.name, Some(name("Marta")));
        let days = file.record.visits.days(&file.numbers);
        assert_eq!(days, [Day(TODAY), Day(TODAY + 3)]);
    }
    // What is told now is told of the person: nothing of before turns up again.
    let change = MemberAsk::Change {
        member: other,
        profile: profile("Ola"),
    };
    ask(&mut writer, &change);
    let nameless = MemberAsk::Change {
        member: known,
        profile: Profile::default(),
    };
    assert_eq!(file(whose(&mut writer, 7)).profile.name, Some(name("Ola")));
    assert_eq!(file(ask(&mut writer, &nameless)).profile.name, None);
    let found = ask(&mut writer, &MemberAsk::Name(name("M")));
    assert_eq!(found, MemberAnswer::Found(Vec::new()));
    assert_sound(&data);
}

#[test]
fn who_has_not_come_for_two_years_is_to_be_forgotten() {
    let data = Data::new();
    let mut writer = data.writer();
    let never = member(&mut writer, 7, profile("Never"));
    let came = member(&mut writer, 8, profile("Came"));
    let twice = member(&mut writer, 9, profile("Twice"));
    let other = member(&mut writer, 10, profile("Twice"));
    commit(&mut writer, TODAY, served(came, 1, TODAY));
    commit(&mut writer, TODAY, served(twice, 2, TODAY));
    let (one, lower) = (other, twice);
    commit(
        &mut writer,
        TODAY,
        Loyalty::MembersMerged { one, other: lower },
    );
    commit(&mut writer, TODAY + 30, served(other, 3, TODAY + 30));
    // 2026-11-22 and two years.
    let end = TODAY + 731;
    let mut forgotten = |now: u16| {
        let day = Day(now);
        writer.members_to_forget(day).expect("a sound disk")
    };
    assert_eq!(forgotten(end), [], "no event is of that day yet");
    let tick = |writer: &mut Writer, day, times| {
        for _ in 0..times {
            commit(writer, day, served(Member(5), 9, day));
        }
    };
    tick(&mut writer, end, 99);
    let mut forgotten = |now: u16| {
        let day = Day(now);
        writer.members_to_forget(day).expect("a sound disk")
    };
    assert_eq!(forgotten(end), [], "a clock that is wrong for a while");
    tick(&mut writer, end, 1);
    let mut forgotten = |now: u16| {
        let day = Day(now);
        writer.members_to_forget(day).expect("a sound disk")
    };
    assert_eq!(forgotten(end - 1), []);
    assert_eq!(forgotten(end), [never, came]);
    tick(&mut writer, end + 31, 100);
    let all = writer
        .members_to_forget(Day(end + 31))
        .expect("a sound disk");
    assert_eq!(all, [never, came, twice]);
}

#[test]
fn the_shops_usual_gap_is_the_median_of_all_members() {
    let data = Data::new();
    let mut writer = data.writer();
    let gap = || {
        let reader = Reader::open(&data.path()).expect("a journal");
        let usual = reader.usual().expect("a table");
        usual.map(|usual| usual.gap)
    };
    writer.state().expect("a journal");
    assert_eq!(gap(), None);
    let mut receipt = 0;
    let mut come = |writer: &mut Writer, member: u64, days: &[u16]| {
        for day in days {
            receipt += 1;
            commit(writer, *day, served(Member(member), receipt, *day));
        }
    };
    for member in 1..=19 {
        come(&mut writer, member, &[TODAY, TODAY + 7, TODAY + 14]);
    }
    // Two numbers of one person have one gap between them.
    come(&mut writer, 30, &[TODAY]);
    come(&mut writer, 20, &[TODAY + 1]);
    let (one, other) = (Member(20), Member(30));
    commit(&mut writer, TODAY, Loyalty::MembersMerged { one, other });
    assert_eq!(gap(), None, "39 gaps are too few");
    come(&mut writer, 21, &[TODAY, TODAY + 7]);
    assert_eq!(gap(), Some(7.0));
    for member in 40..=60 {
        come(&mut writer, member, &[TODAY, TODAY + 2, TODAY + 4]);
    }
    assert_eq!(gap(), Some(2.0), "39 gaps of a week, and 43 shorter");
}
