//! Everything that is kept of one member, to be handed to them; and which such files were handed out.

use std::ops::ControlFlow;

use rusqlite::Connection;

use super::changes;
use super::error::Error;
use super::gifts::{self, GiftFold, GiftRow};
use super::member_records::{self, number, numbers};
use super::members::{self, person};
use super::read::{self, Reader};
use super::writer::Writer;
use crate::domain::code::Day;
use crate::domain::event::{Event, Loyalty};
use crate::domain::member::{Member, PersonName, Profile, Record};
use crate::domain::time::Timestamp;
use crate::engine::members::FoundMember;

const FAILED_TO_READ: &str = "cannot read what is kept of a member";

/// A card that was given to somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct CardRow {
    /// What its symbol says; a number of a person.
    pub card: String,
    /// When it was given to them.
    pub issued: Timestamp,
    /// When it was lost, if it was.
    pub lost: Option<Timestamp>,
}

/// A card's number is in no log.
impl std::fmt::Debug for CardRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CardRow")
            .field("issued", &self.issued)
            .field("lost", &self.lost)
            .finish_non_exhaustive()
    }
}

/// A file that was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRow {
    /// When.
    pub at: Timestamp,
    /// Which, such as a file name.
    pub what: String,
}

/// Everything that is kept of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberData {
    /// All of their numbers, the lowest in front.
    pub numbers: Vec<Member>,
    /// Since when they are a member.
    pub since: Day,
    /// When they agreed.
    pub agreed_at: Timestamp,
    /// What they told.
    pub profile: Profile,
    /// Their cards, the oldest in front.
    pub cards: Vec<CardRow>,
    /// What is counted.
    pub record: Record,
    /// What became of gifts for them.
    pub gifts: Vec<GiftRow>,
    /// What happened, as far as the journal still has it.
    pub events: Vec<(Timestamp, Loyalty)>,
    /// Such files that were handed out before.
    pub exports: Vec<ExportRow>,
    /// What is counted comes from where the counters of the store meet; single events of other counters
    /// are kept there.
    pub is_copied: bool,
}

impl Reader {
    /// Who is called so, or begins to be; each person once, at most
    /// [`MOST_FOUND`](crate::engine::members::MOST_FOUND).
    pub fn find_members(&self, name: &PersonName) -> Result<Vec<FoundMember>, Error> {
        members::find(self.connection(), name)
    }

    /// Everything that is kept of a person, by any of their numbers; nothing where there is nobody.
    pub fn member_data(&self, one: Member) -> Result<Option<MemberData>, Error> {
        // One moment for all questions; it ends when this is dropped.
        let moment = self.connection().unchecked_transaction();
        let moment = moment.map_err(Error::sql(FAILED_TO_READ))?;
        let connection: &Connection = &moment;
        let Some(person) = person(connection, one)? else {
            return Ok(None);
        };
        let numbers = person.numbers;
        let (events, elsewhere) = events(connection, &numbers)?;
        let mut gifts = gifts::of_members(connection, &numbers)?;
        gifts.extend(elsewhere.into_rows());
        gifts.sort_by_key(|gift| (gift.at, gift.receipt, gift.rule));
        Ok(Some(MemberData {
            since: person.since,
            agreed_at: person.agreed_at,
            profile: person.profile,
            cards: cards(connection, &numbers).map_err(Error::sql(FAILED_TO_READ))?,
            record: member_records::together(connection, &numbers)?,
            gifts,
            events,
            is_copied: changes::is_copied(connection, &numbers)?,
            exports: exports(connection, &numbers).map_err(Error::sql(FAILED_TO_READ))?,
            numbers,
        }))
    }
}

impl Writer {
    /// Notes that a file about a member was handed out; nothing where there is nobody with that number.
    pub fn note_export(&mut self, one: Member, at: Timestamp, what: &str) -> Result<bool, Error> {
        let sql = "INSERT INTO exports (member, at_ms, what) \
             SELECT member, ?2, ?3 FROM members WHERE member = ?1";
        let what: String = what.chars().take(80).collect();
        let noted = self.transact(|db| {
            db.execute(sql, (number(one), at.0, what))
                .map_err(Error::sql("cannot note that a file was handed out"))
        })?;
        Ok(noted > 0)
    }

    /// Which files about a person were handed out, the oldest in front.
    pub fn member_exports(&mut self, one: Member) -> Result<Vec<ExportRow>, Error> {
        self.without_transaction(|db| {
            let connection = db.connection();
            let numbers = numbers(connection, one)?;
            exports(connection, &numbers).map_err(Error::sql(FAILED_TO_READ))
        })
    }
}

pub(super) fn cards(connection: &Connection, numbers: &[Member]) -> rusqlite::Result<Vec<CardRow>> {
    let sql = "SELECT card, issued_ms, lost_ms FROM cards WHERE member = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut all = Vec::new();
    for member in numbers {
        let rows = statement.query_map([number(*member)], |row| {
            Ok(CardRow {
                card: row.get(0)?,
                issued: Timestamp(row.get(1)?),
                lost: row.get::<_, Option<i64>>(2)?.map(Timestamp),
            })
        })?;
        for row in rows {
            all.push(row?);
        }
    }
    all.sort_by(|a, b| (a.issued, &a.card).cmp(&(b.issued, &b.card)));
    Ok(all)
}

fn exports(connection: &Connection, numbers: &[Member]) -> rusqlite::Result<Vec<ExportRow>> {
    let sql = "SELECT at_ms, what FROM exports WHERE member = ?1 ORDER BY id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut all = Vec::new();
    for member in numbers {
        let rows = statement.query_map([number(*member)], |row| {
            let (at, what) = (Timestamp(row.get(0)?), row.get(1)?);
            Ok(ExportRow { at, what })
        })?;
        for row in rows {
            all.push(row?);
        }
    }
    all.sort_by_key(|row| row.at);
    Ok(all)
}

/// What happened, and what became of gifts at other counters. Reads all events of the kind that are there:
/// for the few times that somebody wants to know. Whose number is nowhere in an event's text, it is not about.
fn events(
    connection: &Connection,
    numbers: &[Member],
) -> Result<(Vec<(Timestamp, Loyalty)>, GiftFold), Error> {
    let (mut found, mut elsewhere) = (Vec::new(), GiftFold::default());
    let words: Vec<String> = numbers.iter().map(|one| one.0.to_string()).collect();
    read::each_of_loyalty(connection, 0, &words, |record| {
        let (at, what, is_elsewhere) = match record.entry.event {
            Event::Loyalty(what) => (record.entry.at, what, false),
            Event::LoyaltyElsewhere(it) => (it.at, it.what, true),
            _ => return ControlFlow::Continue(()),
        };
        if what.members().any(|it| numbers.contains(&it)) {
            found.push((at, what));
            if is_elsewhere {
                elsewhere.take(record.seq, at, &what);
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok((found, elsewhere))
}
