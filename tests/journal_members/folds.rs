//! What is counted of members is what their events come to, and outlives them.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use rusqlite::Connection;
use tillside::domain::code::{Day, Seq};
use tillside::domain::event::{
    Entry, Event, GiftBack, GiftHandled, GoodsReturned, Loyalty, MemberContacted, MemberServed,
    SaleUndone, StarsSpent,
};
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::book::Contact;
use tillside::domain::member::{Member, Profile, Record};
use tillside::domain::receipt::Receipt;
use tillside::domain::stars::{EarnBy, Purpose};
use tillside::engine::members::{MemberAnswer, MemberAsk};
use tillside::journal::{CHECKPOINT_EVERY, Finding, Reader, Writer, check};

use super::support::{Data, sale};
use super::{TODAY, ask, assert_sound, at, commit, file, member, served};

const MEMBERS: u64 = 4;

fn fact() -> impl Strategy<Value = (u16, Loyalty)> {
    let known = (1..=MEMBERS, 1..6_u64, 0..90_u16);
    (0..13_u8, known, proptest::option::of(1..=MEMBERS)).prop_map(
        |(kind, (member, receipt, later), maybe)| {
            let day = TODAY + later;
            (
                day,
                loyalty(
                    kind,
                    Member(member),
                    Receipt(receipt),
                    Day(day),
                    maybe.map(Member),
                ),
            )
        },
    )
}

fn loyalty(kind: u8, member: Member, receipt: Receipt, day: Day, maybe: Option<Member>) -> Loyalty {
    let rule = RuleKey(u32::MAX - u32::try_from(receipt.0 % 2).unwrap_or_default());
    let handled = GiftHandled {
        receipt,
        rule,
        day,
        member: maybe,
        cost: 120,
        as_code: false,
    };
    let back = GiftBack {
        receipt,
        rule,
        day,
        member: maybe,
    };
    match kind {
        0 => Loyalty::MemberJoined { member, day },
        1 => Loyalty::MemberServed(MemberServed {
            by: Some(EarnBy::Visit { stars: 2 }),
            max: 10,
            ..served_of(member, receipt, day)
        }),
        2 => Loyalty::MemberServed(served_of(member, receipt, day)),
        3 => Loyalty::SaleUndone(SaleUndone {
            receipt,
            member: maybe,
            day,
        }),
        4 => Loyalty::GoodsReturned(GoodsReturned {
            receipt,
            with: Receipt(receipt.0 + 100),
            member,
            minor: 50,
            day,
        }),
        5 => Loyalty::StarsSpent(StarsSpent {
            purpose: Purpose::Code(day, Seq::default()),
            receipt,
            member,
            day,
            stars: 3,
            offline: None,
        }),
        6 => Loyalty::MemberContacted(MemberContacted {
            contact: Contact::Greeting,
            receipt,
            member,
            day,
        }),
        7 => Loyalty::GiftOffered(handled),
        8 => Loyalty::GiftGiven(handled),
        9 => Loyalty::GiftReleased(back),
        10 => Loyalty::GiftTakenBack(back),
        11 => Loyalty::MembersMerged {
            one: member,
            other: maybe.unwrap_or(member),
        },
        _ => Loyalty::GiftPassed(handled),
    }
}

fn served_of(member: Member, receipt: Receipt, day: Day) -> MemberServed {
    let Loyalty::MemberServed(served) = served(member, receipt.0, day.0) else {
        panic!("it is one");
    };
    served
}

/// The rows as they are, by a way of their own.
fn records(data: &Data) -> BTreeMap<u64, (u64, Record)> {
    let connection = Connection::open(data.path()).expect("a database");
    let sql = "SELECT member, lowest, record FROM member_records";
    let mut statement = connection.prepare(sql).expect(sql);
    let rows = statement.query_map((), |row| {
        let (member, lowest): (i64, i64) = (row.get(0)?, row.get(1)?);
        Ok((member.unsigned_abs(), lowest.unsigned_abs(), row.get(2)?))
    });
    let rows = rows.expect(sql).map(|row| {
        let (member, lowest, json): (u64, u64, String) = row.expect("a row");
        let record = serde_json::from_str(&json).expect("a record");
        (member, (lowest, record))
    });
    rows.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn records_are_a_fold_over_the_events_whatever_the_groups(
        facts in proptest::collection::vec(fact(), 1..60),
        sizes in proptest::collection::vec(1..9_usize, 1..12),
        erased in proptest::option::of(1..=MEMBERS),
    ) {
        let data = Data::new();
        let mut writer = data.writer();
        let mut left = &facts[..];
        for size in sizes.iter().cycle() {
            let (group, rest) = left.split_at((*size).min(left.len()));
            for (day, loyalty) in group {
                let event = Event::Loyalty(*loyalty);
                writer.accept(Entry { at: at(*day), event });
            }
            writer.commit().expect("a sound disk");
            left = rest;
            if left.is_empty() {
                break;
            }
        }
        let mut expected: BTreeMap<u64, Record> = BTreeMap::new();
        for (day, loyalty) in &facts {
            match loyalty {
                Loyalty::MembersMerged { one, other } => {
                    expected.entry(one.0).or_default();
                    expected.entry(other.0).or_default();
                }
                _ => if let Some(member) = loyalty.member() {
                    expected.entry(member.0).or_default().apply(at(*day), loyalty);
                }
            }
        }
        let found = records(&data);
        let alone: BTreeMap<u64, Record> =
            found.iter().map(|(member, (_, record))| (*member, record.clone())).collect();
        prop_assert_eq!(alone, expected);
        for (member, (lowest, _)) in &found {
            prop_assert!(lowest <= member);
            prop_assert_eq!(found[lowest].0, *lowest, "the lowest stands for itself");
        }
        assert_sound(&data);
        if let Some(erased) = erased {
            let member = Member(erased);
            let person = found.get(&erased).map(|(lowest, _)| *lowest);
            commit(&mut writer, TODAY, Loyalty::MemberErased { member });
            let stays = found.iter().filter(|(_, (lowest, _))| Some(*lowest) != person);
            prop_assert_eq!(records(&data).len(), stays.count());
            assert_sound(&data);
        }
    }
}

/// Sales and visits until there is a checkpoint.
fn fill(writer: &mut Writer, member: Member) {
    for number in 0..CHECKPOINT_EVERY {
        writer.accept(sale(number));
        if number % 100 == 0 {
            let day = TODAY + u16::try_from(number / 100).expect("a day");
            let receipt = number.unsigned_abs() + 1;
            let event = Event::Loyalty(served(member, receipt, day));
            let at = sale(number).at;
            writer.accept(Entry { at, event });
        }
    }
    writer.commit().expect("a sound disk");
}

#[test]
fn what_is_counted_outlives_its_events() {
    let data = Data::new();
    let mut writer = data.writer();
    let marta = member(&mut writer, 7, Profile::default());
    fill(&mut writer, marta);
    let before = file(ask(&mut writer, &MemberAsk::Number(marta)));
    assert_eq!(before.record.visits.days(&[marta]).len(), 10);
    let mut removed = 0;
    loop {
        match writer.retain(60_000, sale(2000).at).expect("a sound disk") {
            0 => break,
            count => removed += count,
        }
    }
    assert!(removed > 500, "{removed}");
    assert_sound(&data);
    assert_eq!(file(ask(&mut writer, &MemberAsk::Number(marta))), before);
    commit(&mut writer, TODAY + 20, served(marta, 5000, TODAY + 20));
    let after = file(ask(&mut writer, &MemberAsk::Number(marta)));
    assert_eq!(after.record.visits.days(&[marta]).len(), 11);
    assert_sound(&data);
}

#[test]
fn a_check_sees_what_was_tampered_with() {
    let data = Data::new();
    let mut writer = data.writer();
    let one = member(&mut writer, 7, Profile::default());
    let other = member(&mut writer, 8, Profile::default());
    commit(&mut writer, TODAY, served(one, 1, TODAY));
    commit(
        &mut writer,
        TODAY,
        loyalty(8, one, Receipt(1), Day(TODAY), Some(one)),
    );
    let gone = member(&mut writer, 9, Profile::default());
    commit(&mut writer, TODAY, Loyalty::MemberErased { member: gone });
    commit(&mut writer, TODAY, Loyalty::MembersMerged { one, other });
    drop(writer);
    assert_sound(&data);
    let bytes = fs::read(data.path()).expect("a closed journal");
    for (sql, table) in [
        (
            "UPDATE member_records SET visits = visits + 1",
            "member_records",
        ),
        ("UPDATE member_records SET stars = 5", "member_records"),
        ("UPDATE member_records SET record = '{}'", "member_records"),
        ("UPDATE member_records SET record = '[]'", "member_records"),
        (
            "DELETE FROM member_records WHERE visits = 0",
            "member_records",
        ),
        ("UPDATE gifts SET cost = 7", "gifts"),
        ("UPDATE gifts SET what = 'voided'", "gifts"),
        ("UPDATE gifts SET member = NULL", "gifts"),
        ("DELETE FROM gifts", "gifts"),
        ("UPDATE members SET lowest = member", "members"),
        (
            "INSERT INTO erased_members SELECT member, 1 FROM members",
            "members",
        ),
        ("INSERT INTO cards VALUES ('x', 4711, 1, NULL)", "members"),
    ] {
        fs::write(data.path(), &bytes).expect("a journal");
        let connection = Connection::open(data.path()).expect("a database");
        connection.execute_batch(sql).expect(sql);
        drop(connection);
        let found = check(&data.path()).expect("a report").findings;
        let is_found = found.contains(&Finding::Projection(table));
        assert!(is_found, "{sql}: {found:?}");
    }
}

#[test]
fn everything_that_is_kept_of_a_member_is_found() {
    let data = Data::new();
    let mut writer = data.writer();
    let marta = member(&mut writer, 7, super::profile("Marta"));
    let other = member(&mut writer, 8, Profile::default());
    for kind in [1, 5, 6, 8] {
        let fact = loyalty(kind, marta, Receipt(1), Day(TODAY), Some(marta));
        commit(&mut writer, TODAY, fact);
    }
    commit(&mut writer, TODAY, served(other, 9, TODAY));
    let noted = writer.note_export(marta, at(TODAY), "member-1.json");
    assert!(noted.expect("a sound disk"));
    let reader = Reader::open(&data.path()).expect("a journal");
    let found = reader.member_data(marta).expect("tables").expect("Marta");
    assert_eq!(found.numbers, [marta]);
    assert_eq!((found.since, found.agreed_at), (Day(TODAY), at(TODAY)));
    assert_eq!(found.cards.len(), 1);
    assert_eq!(found.cards[0].card, super::card(7).reveal());
    assert_eq!((found.gifts.len(), found.events.len()), (1, 5));
    assert_eq!(found.record.stars.balance(&[marta]), -1);
    assert_eq!(found.exports[0].what, "member-1.json");
    let shown = format!("{found:?}");
    let hidden = [super::card(7).reveal(), "Marta".to_owned()];
    assert!(hidden.iter().all(|it| !shown.contains(it)), "{shown}");
    let nobody = reader.member_data(Member(4_711)).expect("tables");
    assert_eq!(nobody, None);
    let number = MemberAsk::Number(other);
    assert!(matches!(ask(&mut writer, &number), MemberAnswer::Member(_)));
}
