//! The counter where those of a store meet: what the others tell about members, taken in, and what is
//! known of them here, handed over.
//!
//! Facts become events of this journal, each once: they carry their number in the journal that they come
//! from. Who somebody is comes whole; what is told last counts.

use rusqlite::Connection;

use super::changes::{self, Change, changed};
use super::db::Db;
use super::erased;
use super::error::{Error, ErrorKind};
use super::member_data::cards;
use super::member_records::{self, member, number};
use super::members::{self, Person};
use super::writer::{BACKLOG, Writer};
use crate::domain::event::{Elsewhere, Entry, Event, JournalMark, Loyalty};
use crate::domain::member::{CardText, Member};
use crate::domain::time::Timestamp;
use crate::engine::sharing::{
    KNOWN_AT_ONCE, KnownAs, KnownMember, Met, Taken, Told, ToldCard, ToldFact, ToldPerson,
};

const FAILED: &str = "cannot keep what another counter tells of members";

const FAILED_TO_READ: &str = "cannot read what is known of members";

impl Writer {
    /// Takes in what another counter tells, and says what is known here that it does not know yet. What
    /// it told is on the disk when this returns without an error. `at` is now.
    pub fn meet(&mut self, told: &Told, at: Timestamp) -> Result<Met, Error> {
        // What an attempt before has left behind is known first, so that nothing is taken twice.
        self.commit()?;
        let before = self.without_transaction(|db| taken(db, told.journal))?;
        let facts = told.facts.iter().filter(|fact| fact.seq > before.seq);
        self.append_now(facts.map(|fact| elsewhere(told, fact)).collect(), at)?;
        // The card of somebody who was forgotten there may be somebody else's by now.
        let took_people = !told.people.is_empty() && told.batch == before.batch;
        if took_people {
            let same = self.transact(|db| take_people(db, told))?.into_iter();
            let merged = same.map(|[one, other]| Loyalty::MembersMerged { one, other });
            self.append_now(merged.map(Event::Loyalty).collect(), at)?;
        }
        self.without_transaction(|db| met(db, told, took_people))
    }

    fn append_now(&mut self, events: Vec<Event>, at: Timestamp) -> Result<(), Error> {
        if events.is_empty() {
            return Ok(());
        }
        if self.waiting() + events.len() > BACKLOG {
            return Err(Error::new(FAILED, ErrorKind::Busy));
        }
        let entries: Vec<Entry> = events
            .into_iter()
            .map(|event| Entry { at, event })
            .collect();
        self.accept_together(&entries, Vec::new());
        self.commit().map(drop)
    }
}

fn elsewhere(told: &Told, fact: &ToldFact) -> Event {
    Event::LoyaltyElsewhere(Elsewhere {
        counter: told.counter,
        journal: told.journal,
        seq: fact.seq,
        at: fact.at,
        what: fact.what,
    })
}

/// Notes up to where a journal is known, in the transaction that takes an event of it.
pub(super) fn heard_of(db: &Db, it: &Elsewhere) -> Result<(), Error> {
    let sql = "INSERT INTO heard (journal, seq, at_ms) VALUES (?1, ?2, ?3) \
         ON CONFLICT (journal) DO UPDATE SET seq = excluded.seq, at_ms = excluded.at_ms \
         WHERE excluded.seq > seq";
    let heard = db.execute(sql, (mark_of(it.journal), it.seq, it.at.0));
    heard.map(drop).map_err(Error::sql(FAILED))
}

/// Marks are below 2^53.
pub(super) fn mark_of(JournalMark(mark): JournalMark) -> i64 {
    i64::try_from(mark).unwrap_or(i64::MAX)
}

fn taken(db: &Db, journal: JournalMark) -> Result<Taken, Error> {
    let sql = "SELECT seq, at_ms, batch FROM heard WHERE journal = ?1";
    let found = db.first(sql, [mark_of(journal)], |row| {
        Ok(Taken {
            seq: row.get(0)?,
            at: Timestamp(row.get(1)?),
            batch: row.get(2)?,
        })
    });
    let found = found.map_err(Error::sql(FAILED_TO_READ))?;
    Ok(found.unwrap_or_default())
}

/// Says which numbers turn out to be one person's: those that were given the same card while their
/// counters could not ask each other.
fn take_people(db: &Db, told: &Told) -> Result<Vec<[Member; 2]>, Error> {
    let mut same = Vec::new();
    for person in &told.people {
        if erased::is_erased(db, person.member)? {
            continue;
        }
        take_person(db, person)?;
        for card in &person.cards {
            let owner = take_card(db, person.member, card)?;
            same.extend(owner.map(|owner| [owner, person.member]));
        }
        changed(db, person.member, Change::Person)?;
    }
    let sql = "INSERT INTO heard (journal, batch) VALUES (?1, 1) \
         ON CONFLICT (journal) DO UPDATE SET batch = batch + 1";
    db.execute(sql, [mark_of(told.journal)])
        .map_err(Error::sql(FAILED))?;
    Ok(same)
}

/// Keeps who somebody is by this number.
pub(super) fn take_person(db: &Db, person: &ToldPerson) -> Result<(), Error> {
    let sql = "INSERT INTO members (member, lowest, joined_ms, joined_day, opted_out) \
         VALUES (?1, coalesce((SELECT lowest FROM member_records WHERE member = ?1), ?1), ?2, ?3, 0) \
         ON CONFLICT (member) DO UPDATE SET joined_ms = excluded.joined_ms, \
         joined_day = excluded.joined_day";
    let row = (number(person.member), person.agreed_at.0, person.since.0);
    db.execute(sql, row).map_err(Error::sql(FAILED))?;
    members::tell(db, person.member, &person.profile)
}

/// Who else has this card, where somebody has. One that somebody has lost is nobody's, and stays lost.
fn take_card(db: &Db, one: Member, told: &ToldCard) -> Result<Option<Member>, Error> {
    let card = String::from(told.card.clone());
    match members::owner(db.connection(), &card)? {
        Some((owner, false)) if owner != one => keep_card(db, owner, told).map(|()| Some(owner)),
        Some((owner, true)) if owner != one => Ok(None),
        _ => keep_card(db, one, told).map(|()| None),
    }
}

/// Keeps a card as this number's.
pub(super) fn keep_card(db: &Db, one: Member, told: &ToldCard) -> Result<(), Error> {
    let sql = "INSERT INTO cards (card, member, issued_ms, lost_ms) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (card) DO UPDATE SET member = excluded.member, issued_ms = excluded.issued_ms, \
         lost_ms = coalesce(lost_ms, excluded.lost_ms)";
    let row = (
        String::from(told.card.clone()),
        number(one),
        told.issued.0,
        told.lost.map(|lost| lost.0),
    );
    db.execute(sql, row).map(drop).map_err(Error::sql(FAILED))
}

fn met(db: &Db, told: &Told, took_people: bool) -> Result<Met, Error> {
    let connection = db.connection();
    let journal = changes::mark(connection)?;
    let newest = changes::newest(connection)?;
    // A restored backup has fewer changes than were known, or others with the same numbers.
    let known = told
        .known
        .filter(|it| it.journal == journal && it.change <= newest);
    let behind = match known {
        Some(known) if changes::era_of(connection, known.change)? == known.era => known.change,
        Some(_) | None => 0,
    };
    let members = changed_behind(connection, behind).map_err(Error::sql(FAILED_TO_READ))?;
    let last = members.last().map_or(behind, |(_, change)| *change);
    let members = members.into_iter();
    let members = members.map(|(member, change)| known_member(db, member, change));
    Ok(Met {
        journal,
        taken: taken(db, told.journal)?,
        took_people,
        behind,
        era: changes::era_of(connection, last)?,
        newest,
        members: members.collect::<Result<_, _>>()?,
    })
}

fn changed_behind(connection: &Connection, change: i64) -> rusqlite::Result<Vec<(Member, i64)>> {
    let sql =
        "SELECT member, change FROM member_changes WHERE change > ?1 ORDER BY change LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let most = i64::try_from(KNOWN_AT_ONCE).unwrap_or(i64::MAX);
    let rows = statement.query_map((change, most), |row| Ok((member(row.get(0)?), row.get(1)?)))?;
    rows.collect()
}

fn known_member(db: &Db, member: Member, change: i64) -> Result<KnownMember, Error> {
    let what = if erased::is_erased(db, member)? {
        None
    } else {
        let connection = db.connection();
        let kept = member_records::find(connection, member)?;
        let numbers = member_records::numbers(connection, member)?;
        Some(Box::new(KnownAs {
            lowest: numbers.first().copied().unwrap_or(member),
            person: told_person(connection, member, change)?,
            record: kept.map(|kept| kept.record),
        }))
    };
    Ok(KnownMember {
        member,
        change,
        what,
    })
}

/// Who somebody is by this number, as another counter is told.
pub(super) fn told_person(
    connection: &Connection,
    member: Member,
    change: i64,
) -> Result<Option<ToldPerson>, Error> {
    let Some(person) = members::single(connection, member)? else {
        return Ok(None);
    };
    let Person {
        since,
        agreed_at,
        profile,
        ..
    } = person;
    let cards = cards(connection, &[member]).map_err(Error::sql(FAILED_TO_READ))?;
    let cards = cards.into_iter().filter_map(|row| {
        Some(ToldCard {
            card: CardText::try_from(row.card).ok()?,
            issued: row.issued,
            lost: row.lost,
        })
    });
    Ok(Some(ToldPerson {
        member,
        change,
        since,
        agreed_at,
        profile,
        cards: cards.collect(),
    }))
}
