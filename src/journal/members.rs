//! Members as people: who they are and which cards are theirs, in tables whose rows change and go.
//!
//! Nothing of it is in an event, a checkpoint or a log. Looking a card up takes one step in an index.

use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::changes::{Change, changed};
use super::db::Db;
use super::erased;
use super::error::Error;
use super::member_records::{self, member, number, numbers};
use super::writer::Writer;
use crate::domain::code::Day;
use crate::domain::gift::policy::Birthday;
use crate::domain::language::Language;
use crate::domain::member::{Card, Member, PersonName, PersonNote, Profile, is_to_be_forgotten};
use crate::domain::time::Timestamp;
use crate::engine::members::{FoundMember, MOST_FOUND, MemberAnswer, MemberAsk, MemberFile};

const FAILED: &str = "cannot write who a member is";

const FAILED_TO_READ: &str = "cannot read who a member is";

/// Members' numbers are drawn below this, so that any JSON reader takes them.
const NUMBERS: u64 = 1 << 53;

/// How often a number is drawn that somebody has already, before it is given up.
const DRAWS: usize = 64;

/// Who somebody is, by all of their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) numbers: Vec<Member>,
    pub(super) since: Day,
    /// When they agreed.
    pub(super) agreed_at: Timestamp,
    pub(super) profile: Profile,
}

impl Writer {
    /// Answers a question about members, or keeps what is to be kept; that is on the disk when this
    /// returns without an error. `draw` gives random numbers, or nothing where there are none.
    pub fn ask_members(
        &mut self,
        ask: &MemberAsk,
        mut draw: impl FnMut() -> Option<u64>,
    ) -> Result<MemberAnswer, Error> {
        match ask {
            MemberAsk::Card(card) => self.without_transaction(|db| whose(db, *card)),
            MemberAsk::Number(member) => self.without_transaction(|db| file(db, *member)),
            MemberAsk::Name(name) => self.without_transaction(|db| {
                let found = find(db.connection(), name)?;
                Ok(MemberAnswer::Found(found))
            }),
            MemberAsk::Join {
                card,
                profile,
                day,
                at,
            } => self.transact(|db| {
                if let Some(refusal) = is_taken(db, *card)? {
                    return Ok(refusal);
                }
                let Some(member) = fresh_number(db, &mut draw)? else {
                    return Ok(MemberAnswer::Failing);
                };
                insert(db, member, (*day, *at), profile)?;
                issue(db, *card, member, *at)?;
                file(db, member)
            }),
            MemberAsk::GiveCard { member, card, at } => {
                self.transact(|db| give_card(db, *member, *card, *at))
            }
            MemberAsk::LoseCards { member, at } => self.transact(|db| {
                lose_cards(db, *member, *at)?;
                file(db, *member)
            }),
            MemberAsk::Change { member, profile } => self.transact(|db| {
                change(db, *member, profile)?;
                file(db, *member)
            }),
            MemberAsk::FreshCard => self.without_transaction(|db| fresh_card(db, &mut draw)),
        }
    }

    /// Who has not come for so long that they are to be forgotten on this day. "Today" is not later than
    /// any of the last hundred events, so that a clock that leaps ahead forgets nobody.
    pub fn members_to_forget(&mut self, today: Day) -> Result<Vec<Member>, Error> {
        self.without_transaction(|db| {
            let Some(agreed) = steady_day(db)? else {
                return Ok(Vec::new());
            };
            let today = today.min(agreed);
            let quiet = member_records::quiet_since(db.connection(), about(today))?;
            let quiet = quiet.into_iter();
            let gone = quiet.filter(|(_, last)| is_to_be_forgotten(*last, today));
            Ok(gone.map(|(member, _)| member).collect())
        })
    }
}

/// The day of the oldest of the last hundred events.
fn steady_day(db: &Db) -> Result<Option<Day>, Error> {
    let sql = "SELECT min(at_ms) FROM (SELECT at_ms FROM events ORDER BY seq DESC LIMIT 100)";
    let oldest = db.first(sql, (), |row| row.get::<_, Option<i64>>(0));
    let oldest = oldest.map_err(Error::sql(FAILED_TO_READ))?.flatten();
    let time = oldest.and_then(DateTime::from_timestamp_millis);
    Ok(time.and_then(|time| Day::from_date(time.date_naive())))
}

/// Nobody who came after this day is to be forgotten today: a bit less than two years before.
fn about(today: Day) -> Day {
    Day(today.0.saturating_sub(700))
}

/// Whose card it is.
fn whose(db: &Db, card: Card) -> Result<MemberAnswer, Error> {
    match owner(db.connection(), &card.reveal())? {
        None => Ok(MemberAnswer::Nobody),
        Some((_, true)) => Ok(MemberAnswer::Lost),
        Some((member, false)) => file(db, member),
    }
}

/// Whom a card was given to, by what its symbol says, and whether it is lost.
pub(super) fn owner(connection: &Connection, card: &str) -> Result<Option<(Member, bool)>, Error> {
    let sql = "SELECT member, lost_ms IS NOT NULL FROM cards WHERE card = ?1";
    let read = || {
        let mut statement = connection.prepare_cached(sql)?;
        let found = statement.query_row([card], |row| Ok((member(row.get(0)?), row.get(1)?)));
        found.optional()
    };
    read().map_err(Error::sql(FAILED_TO_READ))
}

fn is_taken(db: &Db, card: Card) -> Result<Option<MemberAnswer>, Error> {
    let owner = owner(db.connection(), &card.reveal())?;
    let refusal = |is_lost: bool| {
        if is_lost {
            MemberAnswer::Lost
        } else {
            MemberAnswer::Taken
        }
    };
    Ok(owner.map(|(_, is_lost)| refusal(is_lost)))
}

fn file(db: &Db, one: Member) -> Result<MemberAnswer, Error> {
    let connection = db.connection();
    let Some(person) = person(connection, one)? else {
        return Ok(MemberAnswer::Nobody);
    };
    let record = member_records::together(connection, &person.numbers)?;
    Ok(MemberAnswer::Member(Box::new(MemberFile {
        numbers: person.numbers,
        since: person.since,
        profile: person.profile,
        record,
    })))
}

/// Who somebody is; nobody where only numbers are known, or nothing.
pub(super) fn person(connection: &Connection, one: Member) -> Result<Option<Person>, Error> {
    let numbers = numbers(connection, one)?;
    let rows = numbers.iter().map(|it| single(connection, *it));
    let rows = rows.filter_map(Result::transpose);
    let rows = rows.collect::<Result<Vec<_>, Error>>()?;
    let known = rows.into_iter().reduce(|all, other| Person {
        numbers: Vec::new(),
        since: all.since.min(other.since),
        agreed_at: all.agreed_at.min(other.agreed_at),
        profile: Profile {
            name: all.profile.name.or(other.profile.name),
            birthday: all.profile.birthday.or(other.profile.birthday),
            note: all.profile.note.or(other.profile.note),
            opted_out: all.profile.opted_out || other.profile.opted_out,
            agreed_in: all.profile.agreed_in.or(other.profile.agreed_in),
        },
    });
    Ok(known.map(|person| Person { numbers, ..person }))
}

/// Who somebody is by one of their numbers alone.
pub(super) fn single(connection: &Connection, one: Member) -> Result<Option<Person>, Error> {
    let sql = "SELECT joined_ms, joined_day, agreed_in, name, birth_month, birth_day, note, opted_out \
         FROM members WHERE member = ?1";
    let read = || {
        let mut statement = connection.prepare_cached(sql)?;
        statement.query_row([number(one)], told).optional()
    };
    let person = read().map_err(Error::sql(FAILED_TO_READ))?;
    Ok(person.map(|person| Person {
        numbers: vec![one],
        ..person
    }))
}

fn told(row: &Row<'_>) -> rusqlite::Result<Person> {
    let text = |name: &str| row.get::<_, Option<String>>(name);
    let birthday: (Option<u8>, Option<u8>) = (row.get("birth_month")?, row.get("birth_day")?);
    let birthday = match birthday {
        (Some(month), Some(day)) => Birthday::try_from((month, day)).ok(),
        _ => None,
    };
    Ok(Person {
        numbers: Vec::new(),
        since: Day(row.get("joined_day")?),
        agreed_at: Timestamp(row.get("joined_ms")?),
        profile: Profile {
            name: text("name")?.and_then(|text| PersonName::try_from(text).ok()),
            birthday,
            note: text("note")?.and_then(|text| PersonNote::try_from(text).ok()),
            opted_out: row.get("opted_out")?,
            agreed_in: text("agreed_in")?.and_then(|code| Language::new(&code)),
        },
    })
}

/// A name as it is looked for.
fn key(name: &PersonName) -> String {
    name.as_str().to_lowercase()
}

/// Who is called so, or begins to be; each person once.
pub(super) fn find(connection: &Connection, name: &PersonName) -> Result<Vec<FoundMember>, Error> {
    let sql = "SELECT lowest, name, \
           (SELECT min(joined_day) FROM members AS other WHERE other.lowest = members.lowest), \
           (SELECT max(last_day) FROM member_records AS own WHERE own.lowest = members.lowest) \
         FROM members WHERE name_key >= ?1 AND name_key < ?2 ORDER BY name_key, member";
    let begin = key(name);
    let end = format!("{begin}{}", char::MAX);
    let mut found: Vec<FoundMember> = Vec::new();
    let read = || -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query((begin, end))?;
        while let Some(row) = rows.next()? {
            let member = member(row.get(0)?);
            if found.iter().any(|it| it.member == member) {
                continue;
            }
            if let Ok(name) = PersonName::try_from(row.get::<_, String>(1)?) {
                found.push(FoundMember {
                    member,
                    name,
                    since: Day(row.get(2)?),
                    last: row.get::<_, Option<u16>>(3)?.map(Day),
                });
            }
            if found.len() == MOST_FOUND {
                break;
            }
        }
        Ok(())
    };
    read().map_err(Error::sql(FAILED_TO_READ))?;
    Ok(found)
}

fn insert(
    db: &Db,
    member: Member,
    (day, at): (Day, Timestamp),
    profile: &Profile,
) -> Result<(), Error> {
    let sql = "INSERT INTO members (member, lowest, joined_ms, joined_day, opted_out) \
         VALUES (?1, ?1, ?2, ?3, 0)";
    db.execute(sql, (number(member), at.0, day.0))
        .map_err(Error::sql(FAILED))?;
    tell(db, member, profile)?;
    changed(db, member, Change::Person)
}

/// Writes what a member told of themselves.
pub(super) fn tell(db: &Db, member: Member, profile: &Profile) -> Result<(), Error> {
    let sql = "UPDATE members SET agreed_in = ?2, name = ?3, name_key = ?4, birth_month = ?5, \
         birth_day = ?6, note = ?7, opted_out = ?8 WHERE member = ?1";
    let row = (
        number(member),
        profile.agreed_in.as_ref().map(Language::as_str),
        profile.name.as_ref().map(PersonName::as_str),
        profile.name.as_ref().map(key),
        profile.birthday.map(|it| it.month),
        profile.birthday.map(|it| it.day),
        profile.note.as_ref().map(PersonNote::as_str),
        profile.opted_out,
    );
    db.execute(sql, row).map(drop).map_err(Error::sql(FAILED))
}

/// What is told now is told of the person; nothing of what was told before stays with another number.
fn change(db: &Db, one: Member, profile: &Profile) -> Result<(), Error> {
    let Some(person) = person(db.connection(), one)? else {
        return Ok(());
    };
    let empty = Profile {
        agreed_in: profile.agreed_in,
        ..Profile::default()
    };
    let mut told = false;
    for member in person.numbers {
        let sql = "SELECT 1 FROM members WHERE member = ?1";
        let is_there = db.first(sql, [number(member)], |_row| Ok(()));
        if is_there.map_err(Error::sql(FAILED_TO_READ))?.is_some() {
            tell(db, member, if told { &empty } else { profile })?;
            changed(db, member, Change::Person)?;
            told = true;
        }
    }
    Ok(())
}

fn issue(db: &Db, card: Card, member: Member, at: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO cards (card, member, issued_ms) VALUES (?1, ?2, ?3)";
    db.execute(sql, (card.reveal(), number(member), at.0))
        .map_err(Error::sql(FAILED))?;
    changed(db, member, Change::Person)
}

fn give_card(db: &Db, one: Member, card: Card, at: Timestamp) -> Result<MemberAnswer, Error> {
    let Some(person) = person(db.connection(), one)? else {
        return Ok(MemberAnswer::Nobody);
    };
    match owner(db.connection(), &card.reveal())? {
        Some((_, true)) => return Ok(MemberAnswer::Lost),
        Some((owner, false)) if !person.numbers.contains(&owner) => {
            return Ok(MemberAnswer::Taken);
        }
        Some(_) => {}
        None => {
            // Of several numbers, one by which somebody is known.
            let mut known = [one].into_iter().chain(person.numbers);
            let known = known.find_map(|it| match single(db.connection(), it) {
                Ok(None) => None,
                found => Some(found.map(|_| it)),
            });
            issue(db, card, known.unwrap_or(Ok(one))?, at)?;
        }
    }
    file(db, one)
}

fn lose_cards(db: &Db, one: Member, at: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE cards SET lost_ms = ?2 WHERE member = ?1 AND lost_ms IS NULL";
    for member in numbers(db.connection(), one)? {
        let lost = db.execute(sql, (number(member), at.0));
        if lost.map_err(Error::sql(FAILED))? > 0 {
            changed(db, member, Change::Person)?;
        }
    }
    Ok(())
}

/// A number that nobody has or had.
fn fresh_number(db: &Db, draw: &mut impl FnMut() -> Option<u64>) -> Result<Option<Member>, Error> {
    let sql = "SELECT 1 FROM members WHERE member = ?1 \
         UNION ALL SELECT 1 FROM member_records WHERE member = ?1";
    for _ in 0..DRAWS {
        let Some(drawn) = draw() else { break };
        let member = Member(drawn % NUMBERS);
        let found = db.first(sql, [number(member)], |_row| Ok(()));
        let is_used = found.map_err(Error::sql(FAILED_TO_READ))?.is_some();
        if member.0 > 0 && !is_used && !erased::is_erased(db, member)? {
            return Ok(Some(member));
        }
    }
    Ok(None)
}

fn fresh_card(db: &Db, draw: &mut impl FnMut() -> Option<u64>) -> Result<MemberAnswer, Error> {
    for _ in 0..DRAWS {
        let Some(drawn) = draw() else { break };
        let card = Card::own(drawn & Card::MAX_OWN).filter(|_| drawn & Card::MAX_OWN > 0);
        if let Some(card) = card
            && owner(db.connection(), &card.reveal())?.is_none()
        {
            return Ok(MemberAnswer::Fresh(card));
        }
    }
    Ok(MemberAnswer::Failing)
}
