//! What it takes to know a member by their card: a million cards in the journal, asked for in no order, and
//! by their names, against the same with a thousand.
//!
//! `cargo bench --bench members` (about 400 MB below `target/`, made anew each time); it fails where the
//! promise is missed.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;
use tillside::domain::code::{Slot, Till};
use tillside::domain::event::Series;
use tillside::domain::member::{Card, Member, PersonName, Record};
use tillside::engine::members::{MemberAnswer, MemberAsk};
use tillside::journal::{self, Writer};

const MANY: u64 = 1_000_000;
const FEW: u64 = 1000;
const LOOKS: u64 = 2000;

/// The promise for a card, in microseconds.
const PROMISE_US: f64 = 1000.0;

fn series() -> Series {
    Series {
        store: Slot::default(),
        counter: Till::default(),
    }
}

/// A journal with so many members, each with a card, a name and a record.
fn journal_of(folder: &Path, members: u64) -> Writer {
    let path = folder.join(journal::FILE);
    let mut writer = Writer::new(path.clone(), series());
    writer.state().unwrap();
    let mut connection = Connection::open(path).unwrap();
    let record = serde_json::to_string(&Record::default()).unwrap();
    let rows = connection.transaction().unwrap();
    for number in 1..=i64::try_from(members).unwrap() {
        let card = Card::own(spread(number.unsigned_abs())).unwrap().reveal();
        let name = format!("Name {number:07}");
        rows.prepare_cached(
            "INSERT INTO members (member, lowest, joined_ms, joined_day, name, name_key, opted_out) \
             VALUES (?1, ?1, 0, 2517, ?2, lower(?2), 0)",
        )
        .unwrap()
        .execute((number, &name))
        .unwrap();
        rows.prepare_cached("INSERT INTO cards (card, member, issued_ms) VALUES (?1, ?2, 0)")
            .unwrap()
            .execute((card, number))
            .unwrap();
        rows.prepare_cached(
            "INSERT INTO member_records (member, lowest, seq, visits, months, stars, record) \
             VALUES (?1, ?1, 1, 0, 0, 0, ?2)",
        )
        .unwrap()
        .execute((number, &record))
        .unwrap();
    }
    rows.commit().unwrap();
    writer
}

/// Another card for each number, in no order: an odd factor and 35 bits.
fn spread(number: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15 | 1) & Card::MAX_OWN
}

/// How long each of these took, sorted, in microseconds.
fn looks(writer: &mut Writer, asks: impl Iterator<Item = (MemberAsk, Member)>) -> Vec<f64> {
    let mut times: Vec<f64> = asks
        .map(|(ask, expected)| {
            let begin = Instant::now();
            let answer = writer.ask_members(&ask, || None).unwrap();
            let took = begin.elapsed().as_secs_f64() * 1e6;
            let found = match &answer {
                MemberAnswer::Member(file) => file.member(),
                MemberAnswer::Found(found) => found.first().unwrap().member,
                other => panic!("{other:?}"),
            };
            assert_eq!(found, expected);
            took
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    times
}

fn measured(members: u64, what: &str, ask: impl Fn(u64) -> MemberAsk, writer: &mut Writer) -> f64 {
    let numbers = (0..LOOKS).map(|look| 1 + look * 7919 % members);
    let times = looks(writer, numbers.map(|it| (ask(it), Member(it))));
    let at = |share: usize| times.get(times.len() * share / 1000).copied().unwrap();
    let (middle, late, last) = (at(500), at(990), times.last().copied().unwrap());
    println!(
        "{members:>8} members, {what}: median {middle:.0} us, 99 % {late:.0} us, longest {last:.0} us"
    );
    late
}

fn main() {
    let card = |number| MemberAsk::Card(Card::own(spread(number)).unwrap());
    let name = |number| {
        let name = format!("name {number:07}");
        MemberAsk::Name(PersonName::try_from(name).unwrap())
    };
    let mut worst = 0.0;
    for members in [FEW, MANY] {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let mut writer = journal_of(folder.path(), members);
        worst = measured(members, "by card", card, &mut writer).max(worst);
        measured(members, "by name", name, &mut writer);
    }
    assert!(worst <= PROMISE_US, "{worst:.0} us");
}
