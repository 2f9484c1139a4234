//! A counter of a store that shares its members: what it tells the counter where all of them meet, and
//! the copy of what is known there, so that it knows everybody also while that one is away.
//!
//! What happened here and is not known there yet is counted on top of the copy.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use rusqlite::Connection;

use super::changes::{self, Change, changed};
use super::db::Db;
use super::erased;
use super::error::Error;
use super::meeting::{keep_card, mark_of, take_person, told_person};
use super::member_records::{self, Kept, is_person, member, number};
use super::read::each_of_loyalty;
use super::writer::Writer;
use crate::domain::code::Till;
use crate::domain::event::{Event, JournalMark};
use crate::domain::member::Member;
use crate::domain::time::Timestamp;
use crate::engine::sharing::{
    Known, KnownAs, KnownMember, Met, TOLD_AT_ONCE, Taken, Told, ToldFact, is_told,
};

const FAILED: &str = "cannot copy what is known of members";

const FAILED_TO_READ: &str = "cannot read what is known of members";

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// It is kept.
    Kept {
        /// More of it may wait there, or here.
        more: bool,
    },
    /// This journal is an older one than the one that was told of, as when a backup was restored: it has
    /// a new number now, and everything is to be told again.
    Anew,
}

/// Where events to tell were looked for in vain: behind this, up to that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Looked {
    behind: i64,
    to: i64,
}

impl Writer {
    /// What is to be told, by this counter, where so much was taken; before that is known, only how much
    /// is known here.
    pub fn what_to_tell(&mut self, counter: Till, taken: Option<Taken>) -> Result<Told, Error> {
        let last = self.last_seq()?;
        let looked = self.looked;
        let told = self.without_transaction(|db| {
            let connection = db.connection();
            let mut told = Told {
                counter,
                journal: changes::mark(connection)?,
                batch: taken.map_or(0, |taken| taken.batch),
                people: Vec::new(),
                facts: Vec::new(),
                known: known(connection).map_err(Error::sql(FAILED_TO_READ))?,
            };
            let Some(taken) = taken else {
                return Ok(told);
            };
            told.facts = own_facts(connection, looked.behind(taken), TOLD_AT_ONCE)?;
            // Who somebody is, is told once all is known that happened before.
            if told.facts.len() < TOLD_AT_ONCE {
                for (member, change) in untold(connection).map_err(Error::sql(FAILED_TO_READ))? {
                    told.people.extend(told_person(connection, member, change)?);
                }
            }
            Ok(told)
        })?;
        if let Some(taken) = taken
            && told.facts.is_empty()
        {
            let behind = taken.seq;
            self.looked = Looked { behind, to: last };
        }
        Ok(told)
    }

    /// Keeps what was answered to what was told. `at` is now.
    pub fn copy(&mut self, told: &Told, met: &Met, at: Timestamp) -> Result<Copied, Error> {
        let last = self.last_seq()?;
        let behind = self.looked.behind(met.taken);
        // What was told may come back, and there may be more to tell.
        let has_told = !told.facts.is_empty() || !told.people.is_empty();
        let forgets = met.members.iter().any(|member| member.what.is_none());
        let copied = self.transact(|db| {
            if !is_ours(db, met.taken, last)? {
                return begin_anew(db).map(|()| Copied::Anew);
            }
            if met.took_people {
                was_told(db, told)?;
            }
            let known = known_before(db, met)?;
            // What is said here goes first, or the copy would undo it.
            if is_anybody_untold(db.connection()).map_err(Error::sql(FAILED_TO_READ))? {
                return Ok(Copied::Kept { more: true });
            }
            let later = own_facts(db.connection(), behind, usize::MAX)?;
            copy_members(db, &met.members, at)?;
            count_later(db, met, &later)?;
            let more = known_now(db, known, met)? || has_told;
            Ok(Copied::Kept { more })
        })?;
        if forgets {
            self.leave_no_trace();
        }
        Ok(copied)
    }
}

impl Looked {
    /// Behind which event to look.
    fn behind(self, taken: Taken) -> i64 {
        if self.behind == taken.seq {
            self.to.max(taken.seq)
        } else {
            taken.seq
        }
    }
}

/// Up to where the other counter's changes are known.
fn known(connection: &Connection) -> rusqlite::Result<Option<Known>> {
    let sql = "SELECT copied_from, copied_to, coalesce(copied_era, 0) FROM sharing";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_row((), |row| {
        let journal = row.get::<_, Option<i64>>(0)?;
        let journal = journal.and_then(|mark| u64::try_from(mark).ok());
        let (change, era) = (row.get(1)?, row.get(2)?);
        Ok(journal.map(|mark| Known {
            journal: JournalMark(mark),
            era,
            change,
        }))
    })
}

/// Whom the other counter does not know as they are known here, in the order of the changes.
fn untold(connection: &Connection) -> rusqlite::Result<Vec<(Member, i64)>> {
    let sql = "SELECT member, change FROM member_changes JOIN members USING (member) \
         WHERE told = 0 ORDER BY change LIMIT ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let most = i64::try_from(TOLD_AT_ONCE).unwrap_or(i64::MAX);
    let rows = statement.query_map([most], |row| Ok((member(row.get(0)?), row.get(1)?)))?;
    rows.collect()
}

/// What happened with members here, behind an event.
fn own_facts(connection: &Connection, behind: i64, most: usize) -> Result<Vec<ToldFact>, Error> {
    let mut facts = Vec::new();
    each_of_loyalty(connection, behind, &[], |record| {
        if let Event::Loyalty(what) = record.entry.event
            && is_told(&what)
        {
            let (seq, at) = (record.seq, record.entry.at);
            facts.push(ToldFact { seq, at, what });
        }
        if facts.len() < most {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    Ok(facts)
}

/// Whether the last event that was taken is one of this journal, as far as that is known any more.
fn is_ours(db: &Db, taken: Taken, last: i64) -> Result<bool, Error> {
    let sql = "SELECT at_ms FROM events WHERE seq = ?1";
    let found = db.first(sql, [taken.seq], |row| row.get::<_, i64>(0));
    let found = found.map_err(Error::sql(FAILED_TO_READ))?;
    Ok(taken.seq <= last && found.is_none_or(|at| at == taken.at.0))
}

fn begin_anew(db: &Db) -> Result<(), Error> {
    db.batch("UPDATE sharing SET mark = 1 + abs(random() % 9007199254740990)")
        .map_err(Error::sql(FAILED))
}

/// Whoever has changed again meanwhile is told of again.
fn was_told(db: &Db, told: &Told) -> Result<(), Error> {
    let sql = "UPDATE member_changes SET told = 1 WHERE member = ?1 AND change = ?2";
    for person in &told.people {
        db.execute(sql, (number(person.member), person.change))
            .map_err(Error::sql(FAILED))?;
    }
    Ok(())
}

/// Up to which change the other counter was known. One whose journal was not known, or was replaced by a
/// backup, has to be told of everybody.
fn known_before(db: &Db, met: &Met) -> Result<i64, Error> {
    let known = known(db.connection()).map_err(Error::sql(FAILED_TO_READ))?;
    let known = known.filter(|it| it.journal == met.journal && it.change == met.behind);
    if let Some(known) = known {
        return Ok(known.change);
    }
    db.batch("UPDATE member_changes SET told = 0 WHERE member IN (SELECT member FROM members)")
        .map_err(Error::sql(FAILED))?;
    let sql = "UPDATE sharing SET copied_from = ?1, copied_to = 0, copied_era = NULL";
    db.execute(sql, [mark_of(met.journal)])
        .map_err(Error::sql(FAILED))?;
    Ok(0)
}

/// Notes up to where the other counter is known now, and says whether more waits there.
fn known_now(db: &Db, before: i64, met: &Met) -> Result<bool, Error> {
    let to = met.members.last().map_or(before, |last| last.change);
    if to != before {
        db.execute(
            "UPDATE sharing SET copied_to = ?1, copied_era = ?2",
            (to, met.era),
        )
        .map_err(Error::sql(FAILED))?;
    }
    Ok(to < met.newest)
}

fn is_anybody_untold(connection: &Connection) -> rusqlite::Result<bool> {
    let sql =
        "SELECT EXISTS (SELECT 1 FROM member_changes JOIN members USING (member) WHERE told = 0)";
    connection
        .prepare_cached(sql)?
        .query_row((), |row| row.get(0))
}

fn copy_members(db: &Db, members: &[KnownMember], at: Timestamp) -> Result<(), Error> {
    let gone = members.iter().filter(|it| it.what.is_none());
    erased::erase_all(db, gone.map(|it| it.member), at)?;
    members.iter().try_for_each(|it| copy_member(db, it))
}

fn copy_member(db: &Db, known: &KnownMember) -> Result<(), Error> {
    match &known.what {
        Some(as_what) if !erased::is_erased(db, known.member)? => {
            copy_known(db, known.member, as_what)
        }
        Some(_) | None => Ok(()),
    }
}

fn copy_known(db: &Db, member: Member, known: &KnownAs) -> Result<(), Error> {
    let KnownAs {
        lowest,
        person,
        record,
    } = known;
    if let Some(person) = person {
        take_person(db, person)?;
        for card in &person.cards {
            // Whose it is, and since when it is lost, is said there.
            let text = String::from(card.card.clone());
            db.execute("DELETE FROM cards WHERE card = ?1", [text])
                .map_err(Error::sql(FAILED))?;
            keep_card(db, member, card)?;
        }
    }
    if let Some(record) = record {
        let before = member_records::find(db.connection(), member)?;
        let seq = before.map_or(1, |before| before.seq);
        let record = record.clone();
        member_records::write(db, member, &Kept { seq, record })?;
    }
    is_person(db, member, *lowest)?;
    changed(db, member, Change::Copied)
}

/// Counts what happened here and is not in the copies yet.
fn count_later(db: &Db, met: &Met, later: &[ToldFact]) -> Result<(), Error> {
    let copied: BTreeSet<Member> = met.members.iter().map(|it| it.member).collect();
    for ToldFact { seq, at, what } in later {
        if what.members().any(|member| copied.contains(&member)) {
            member_records::follow(db, *seq, *at, what)?;
        }
    }
    Ok(())
}
