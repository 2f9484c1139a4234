//! A journal of many years in which customers were members and had gifts, made once and used again.
//!
//! Two of five sales were somebody's, in turns. What is counted of members is not made of these events: who
//! comes how often is as in `members.rs`, in the two years before the last day.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};
use tillside::domain::code::Day;
use tillside::domain::event::{Entry, Event, Loyalty, MemberContacted, MemberServed};
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::book::Contact;
use tillside::domain::gift::rules::EXAMPLE;
use tillside::domain::member::{Member, Record};
use tillside::domain::receipt::Receipt;
use tillside::domain::time::Timestamp;
use tillside::journal::Writer;

use crate::years::{A_QUARTER, events, fill_as, made_once, series};

/// A member's number that stands for others.
const MEMBER: u64 = 777_777_777;

/// A receipt that stands for others.
const RECEIPT: u64 = 888_888_888;

/// Two of the five sales of a quarter-hour were members'.
const OF_MEMBERS: i64 = 2;

/// A year of gifts.
const GIFT_DAYS: u16 = 365;

const GIFTS_A_DAY: u16 = 100;

/// On which days a member came.
fn days(number: u32, today: Day) -> Vec<Day> {
    let first = Day(today.0 - u16::try_from(number % 700).unwrap());
    let gap = u16::try_from(3 + number % 40).unwrap();
    let visits = 1 + u16::try_from(number % 23).unwrap();
    let days = (0..visits).map(|visit| Day(first.0 + visit * gap));
    days.filter(|day| *day <= today).collect()
}

/// What the journal counts of somebody who came on these days and was greeted each time.
fn record(member: Member, days: &[Day]) -> Record {
    let mut record = Record::default();
    for (visit, day) in (0..).zip(days) {
        let receipt = Receipt(member.0 * 1000 + visit);
        let at = Timestamp(i64::from(day.0) * 86_400_000);
        let served = MemberServed {
            member,
            receipt,
            day: *day,
            total_minor: 1250,
            by: None,
            max: 0,
        };
        record.apply(at, &Loyalty::MemberServed(served));
        let greeted = MemberContacted {
            contact: Contact::Greeting,
            receipt,
            member,
            day: *day,
        };
        record.apply(at, &Loyalty::MemberContacted(greeted));
    }
    record
}

fn months(days: &[Day]) -> i64 {
    let first = days.first().unwrap().month();
    let bits = days.iter().filter_map(|day| day.month().since(first));
    bits.filter(|bit| *bit <= 62)
        .fold(0, |all, bit| all | 1 << bit)
}

fn write_members(connection: &Connection, members: u32, today: Day) {
    connection
        .execute_batch("DELETE FROM member_records; DELETE FROM members")
        .unwrap();
    for number in 1..=members {
        let member = Member(number.into());
        let days = days(number, today);
        let (first, last) = (days.first().unwrap(), days.last().unwrap());
        connection
            .prepare_cached(
                "INSERT INTO members (member, lowest, joined_ms, joined_day, name, name_key, opted_out) \
                 VALUES (?1, ?1, 0, ?2, ?3, lower(?3), 0)",
            )
            .unwrap()
            .execute(params![number, first.0, format!("Name {number:06}")])
            .unwrap();
        connection
            .prepare_cached(
                "INSERT INTO member_records (member, lowest, seq, first_day, second_day, last_day, \
                 visits, months, stars, record) VALUES (?1, ?1, 1, ?2, ?3, ?4, ?5, ?6, 0, ?7)",
            )
            .unwrap()
            .execute(params![
                number,
                first.0,
                days.get(1).map(|day| day.0),
                last.0,
                i64::try_from(days.len()).unwrap(),
                months(&days),
                serde_json::to_string(&record(member, &days)).unwrap(),
            ])
            .unwrap();
    }
}

/// A hundred gifts a day by two rules, each tenth member without.
fn write_gifts(connection: &Connection, members: u32, today: Day) {
    let rules = ["tenth-visit", "cold-day-tea"].map(RuleKey::of);
    for number in 0..u32::from(GIFT_DAYS) * u32::from(GIFTS_A_DAY) {
        let ago = u16::try_from(number / u32::from(GIFTS_A_DAY)).unwrap();
        let member = 1 + number.wrapping_mul(7919) % members;
        let what = match (member % 10, number % 5) {
            (0, _) => "held_out",
            (_, 0) => "passed",
            _ => "given",
        };
        let rule = rules.get(usize::try_from(number % 2).unwrap()).unwrap();
        connection
            .prepare_cached(
                "INSERT INTO gifts (receipt, rule, seq, day, at_ms, what, cost, as_code, member) \
                 VALUES (?1, ?2, 1, ?3, ?1, ?4, 35, 0, ?5)",
            )
            .unwrap()
            .execute(params![number, rule.0, today.0 - ago, what, member])
            .unwrap();
    }
}

/// Documents and members' sales; nothing that is counted of members is there.
fn fill(path: &Path, documents: i64, members: u32) {
    let template = Event::Loyalty(template());
    let first = |path: &Path| {
        let mut writer = Writer::new(path.to_owned(), series());
        for document in 0..A_QUARTER {
            let events = events(document);
            let at = events[2].at;
            for entry in events {
                writer.accept(entry);
            }
            if document < OF_MEMBERS {
                let event = template;
                writer.accept(Entry { at, event });
            }
        }
        writer.commit().unwrap();
    };
    let a_quarter = 3 * A_QUARTER + OF_MEMBERS;
    let body = format!(
        "replace(replace(body, '{MEMBER}', 1 + (k * 31 + seq) % {members}), '{RECEIPT}', {RECEIPT} + k * 99 + seq)"
    );
    fill_as(path, documents, a_quarter, &body, first);
}

fn write(path: &Path, documents: i64, members: u32, today: Day) {
    fill(path, documents, members);
    let mut connection = Connection::open(path).unwrap();
    let rows = connection.transaction().unwrap();
    write_members(&rows, members, today);
    write_gifts(&rows, members, today);
    rows.commit().unwrap();
    let folder = path.parent().unwrap();
    fs::write(folder.join("gifts.toml"), EXAMPLE).unwrap();
    let config = format!(
        "[printer]\ntill = \"pty:{0}/till\"\nprinter = \"pty:{0}/printer\"\n[store]\ngifts = \"gifts.toml\"\n",
        folder.display()
    );
    fs::write(folder.join("tillside.toml"), config).unwrap();
}

/// The file of a journal with so many documents, and so many members up to this day; a configuration and
/// the ten rules lie beside it.
pub(crate) fn journal_of_members(documents: i64, members: u32, today: Day) -> PathBuf {
    let what = format!("{documents} documents and {members} members");
    made_once(&format!("{documents}-{members}"), &what, |path| {
        write(path, documents, members, today);
    })
}

/// What stands for a member and a receipt in the text of an event, until another one is put there.
fn template() -> Loyalty {
    Loyalty::MemberServed(MemberServed {
        member: Member(MEMBER),
        receipt: Receipt(RECEIPT),
        day: Day(2192),
        total_minor: 12_345,
        by: None,
        max: 0,
    })
}
