//! Three counters of a store, each with a journal of its own; the first is where they meet.

use super::support::{Data, START};
use rusqlite::Connection;
use std::cell::Cell;
use std::sync::Arc;
use tillside::domain::code::{Day, Slot, Till};
use tillside::domain::event::{Entry, Event, Loyalty, Series};
use tillside::domain::member::{Card, Member, PersonName, Profile};
use tillside::domain::receipt::Receipt;
use tillside::domain::time::Timestamp;
use tillside::engine::members::{MemberAnswer, MemberAsk};
use tillside::engine::sharing::{Taken, Told};
use tillside::journal::{Copied, Error, Fates, Writer, check};

/// 2026-11-22, the day of [`START`].
pub(crate) const DAY: u16 = 2517;

pub(crate) fn at(minute: i64) -> Timestamp {
    Timestamp(START + minute * 60_000)
}

/// What a journal knows of members, as rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) people: Vec<String>,
    pub(crate) cards: Vec<String>,
    pub(crate) counted: Vec<String>,
    pub(crate) erased: Vec<String>,
}

pub(crate) struct Counter {
    pub(crate) data: Data,
    series: Series,
    pub(crate) writer: Writer,
    /// What the sharing thread has in memory.
    taken: Option<Taken>,
}

impl Counter {
    pub(crate) fn new(number: u16) -> Self {
        Self::in_data(Data::new(), number)
    }

    pub(crate) fn in_data(data: Data, number: u16) -> Self {
        let series = Series {
            store: Slot::new(3).expect("a store"),
            counter: Till::new(number).expect("a counter"),
        };
        let mut writer = Writer::new(data.path(), series);
        writer.state().expect("a sound disk");
        Self {
            data,
            series,
            writer,
            taken: None,
        }
    }

    /// From now on its steps fail as these want.
    pub(crate) fn suffer(&mut self, fates: Arc<dyn Fates>) {
        self.writer = Writer::with_fates(self.data.path(), self.series, fates);
        self.taken = None;
    }

    /// What it would tell now.
    pub(crate) fn tells(&mut self) -> Told {
        let told = self.writer.what_to_tell(self.series.counter, self.taken);
        told.expect("a sound disk")
    }

    /// Lets go of its files.
    pub(crate) fn close(&mut self) {
        self.writer = Writer::new(self.data.folder.path().join("nowhere"), self.series);
    }

    pub(crate) fn restart(&mut self) {
        self.writer = Writer::new(self.data.path(), self.series);
        self.taken = None;
    }

    pub(crate) fn append(&mut self, minute: i64, loyalty: Loyalty) {
        let (at, event) = (at(minute), Event::Loyalty(loyalty));
        self.writer.accept(Entry { at, event });
        self.writer.commit().expect("a sound disk");
    }

    fn rows(&self, sql: &str) -> Vec<String> {
        let connection = Connection::open(self.data.path()).expect("a journal");
        let mut statement = connection.prepare(sql).expect("a statement");
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            let column = |at| row.get::<_, rusqlite::types::Value>(at);
            let columns: rusqlite::Result<Vec<_>> = (0..columns).map(column).collect();
            Ok(format!("{:?}", columns?))
        };
        let rows = statement.query_map((), row).expect("rows");
        rows.map(|row| row.expect("a row")).collect()
    }

    pub(crate) fn known(&self) -> Known {
        Known {
            people: self.rows(
                "SELECT member, lowest, joined_ms, joined_day, agreed_in, name, note, opted_out \
                 FROM members ORDER BY member",
            ),
            cards: self.rows("SELECT card, member, issued_ms, lost_ms FROM cards ORDER BY card"),
            counted: self.counted(),
            erased: self.rows("SELECT member FROM erased_members ORDER BY member"),
        }
    }

    pub(crate) fn findings(&self) -> Vec<String> {
        let report = check(&self.data.path()).expect("a report");
        let findings = report.findings.iter();
        findings.map(|finding| format!("{finding:?}")).collect()
    }

    pub(crate) fn counted(&self) -> Vec<String> {
        self.rows(
            "SELECT member, lowest, first_day, second_day, last_day, visits, months, stars \
             FROM member_records ORDER BY member",
        )
    }

    pub(crate) fn ask(&mut self, ask: &MemberAsk) -> MemberAnswer {
        self.writer.ask_members(ask, draw).expect("a sound disk")
    }
}

/// One number after the other, in each thread.
fn draw() -> Option<u64> {
    thread_local!(static NEXT: Cell<u64> = const { Cell::new(2000) });
    NEXT.with(|next| {
        next.set(next.get() + 1);
        Some(next.get())
    })
}

/// One exchange of a counter with the one where they meet, of whose message and answer so many arrive;
/// whether there is more.
pub(crate) fn exchange(host: &mut Counter, counter: &mut Counter, arrives: u8) -> bool {
    try_exchange(host, counter, arrives).expect("a sound disk")
}

pub(crate) fn try_exchange(
    host: &mut Counter,
    counter: &mut Counter,
    arrives: u8,
) -> Result<bool, Error> {
    let minute = at(10_000);
    let number = counter.series.counter;
    let told = counter.writer.what_to_tell(number, counter.taken)?;
    if arrives == 0 {
        return Ok(false);
    }
    // As it comes over the wire.
    let text = serde_json::to_string(&told).expect("text");
    let heard = serde_json::from_str(&text).expect("what was told");
    let met = host.writer.meet(&heard, minute)?;
    if arrives == 1 {
        return Ok(false);
    }
    let text = serde_json::to_string(&met).expect("text");
    let met = serde_json::from_str(&text).expect("what was answered");
    Ok(match counter.writer.copy(&told, &met, minute)? {
        Copied::Kept { more } => counter.taken.replace(met.taken).is_none() || more,
        Copied::Anew => {
            counter.taken = None;
            true
        }
    })
}

pub(crate) struct Chain {
    pub(crate) counters: Vec<Counter>,
    /// Everything that happened, in one journal.
    reference: Counter,
    /// Who has joined.
    members: Vec<Member>,
    minute: i64,
}

impl Chain {
    pub(crate) fn new() -> Self {
        Self {
            counters: (1..4).map(Counter::new).collect(),
            reference: Counter::new(9),
            members: Vec::new(),
            minute: 0,
        }
    }

    pub(crate) fn member(&self, who: usize) -> Option<Member> {
        self.members.get(who).copied()
    }

    pub(crate) fn receipt(&self, counter: usize, number: u64) -> Receipt {
        Receipt::new(self.counters[counter].series, number)
    }

    /// It happens there, and the reference hears of it.
    pub(crate) fn happens(&mut self, counter: usize, loyalty: Loyalty) {
        self.minute += 1;
        self.counters[counter].append(self.minute, loyalty);
        self.reference.append(self.minute, loyalty);
    }

    pub(crate) fn join(&mut self, counter: usize, card: u64) {
        self.minute += 1;
        let profile = Profile {
            name: PersonName::try_from(format!("Anna {card}")).ok(),
            ..Profile::default()
        };
        let ask = MemberAsk::Join {
            card: Card::own(card).expect("a card"),
            profile,
            day: Day(DAY),
            at: at(self.minute),
        };
        if let MemberAnswer::Member(file) = self.counters[counter].ask(&ask) {
            let (member, day) = (file.member(), Day(DAY));
            self.members.push(member);
            self.happens(counter, Loyalty::MemberJoined { member, day });
        }
    }

    pub(crate) fn rename(&mut self, counter: usize, who: usize, name: u8) {
        let Some(member) = self.member(who) else {
            return;
        };
        let profile = Profile {
            name: PersonName::try_from(format!("Berta {name}")).ok(),
            opted_out: name == 1,
            ..Profile::default()
        };
        self.counters[counter].ask(&MemberAsk::Change { member, profile });
    }

    pub(crate) fn lose_cards(&mut self, counter: usize, who: usize) {
        self.minute += 1;
        if let Some(member) = self.member(who) {
            let at = at(self.minute);
            self.counters[counter].ask(&MemberAsk::LoseCards { member, at });
        }
    }

    pub(crate) fn give_card(&mut self, counter: usize, who: usize, card: u64) {
        self.minute += 1;
        if let Some(member) = self.member(who) {
            let (card, at) = (Card::own(card).expect("a card"), at(self.minute));
            self.counters[counter].ask(&MemberAsk::GiveCard { member, card, at });
        }
    }

    pub(crate) fn exchange(&mut self, counter: usize, arrives: u8) {
        let [host, others @ ..] = &mut self.counters[..] else {
            panic!("no counters");
        };
        exchange(host, &mut others[counter - 1], arrives);
    }

    pub(crate) fn restart(&mut self, counter: usize) {
        self.counters[counter].restart();
    }

    /// All counters tell and hear until there is nothing new.
    pub(crate) fn settle(&mut self) {
        for _round in 0..3 {
            for counter in 1..self.counters.len() {
                let [host, others @ ..] = &mut self.counters[..] else {
                    panic!("no counters");
                };
                let mut times = 0;
                while exchange(host, &mut others[counter - 1], 2) {
                    times += 1;
                    assert!(times < 50, "it never ends");
                }
            }
        }
    }

    pub(crate) fn known(&self, counter: usize) -> Known {
        self.counters[counter].known()
    }

    /// What all of it comes to in one journal, with those joined whom the same card shows to be one
    /// person.
    pub(crate) fn reference(&mut self) -> Vec<String> {
        for record in self.counters[0].data.records() {
            if let Event::Loyalty(merged @ Loyalty::MembersMerged { .. }) = record.entry.event {
                self.reference.append(self.minute, merged);
            }
        }
        self.reference.counted()
    }

    pub(crate) fn findings(&self, counter: usize) -> Vec<String> {
        self.counters[counter].findings()
    }
}
