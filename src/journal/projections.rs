//! Tables that are made of the events and follow them: printed codes and answers. Made anew when a
//! journal is upgraded, and held against the events by the check.
//!
//! A note about a customer's answer is none of these: no event says what is in it. Only whether its
//! case is closed is followed in here.

use std::collections::BTreeMap;
use std::ops::Range;

use rusqlite::{Connection, Row};

use super::db::Db;
use super::error::{Error, ErrorKind};
use super::member_check::MemberFold;
use super::read::{self, Record};
use super::{gifts, meeting, member_records, notes};
use crate::domain::code::{Day, Kind, Seq, Till};
use crate::domain::event::{Entry, Event, PrintedCode};
use crate::domain::language::Language;
use crate::domain::survey::{Grade, Marks, Recommend, Scores, SurveyAnswered, Waited};
use crate::domain::time::{Quarter, Timestamp};

/// One answer of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerRow {
    /// The number of its event.
    pub seq: i64,
    /// When it was given.
    pub at: Timestamp,
    /// The answer.
    pub answer: SurveyAnswered,
}

/// What is known of a receipt with a survey code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedRow {
    /// When it was printed.
    pub quarter: Quarter,
    /// About how long its customer had waited.
    pub waited: Option<Waited>,
}

const FAILED: &str = "cannot write what an event comes to";

const FAILED_TO_READ: &str = "cannot read what the events come to";

/// Takes in an event that is written now.
pub(super) fn follow(db: &Db, seq: i64, entry: &Entry) -> Result<(), Error> {
    match entry.event {
        Event::CodePrinted(code) if code.kind == Kind::Survey => {
            insert_printed(db, entry.at.quarter(), code)
        }
        Event::SurveyAnswered(answer) => {
            let at = entry.at;
            insert_answer(db, &AnswerRow { seq, at, answer })
        }
        Event::CaseChanged { id, ref change } => notes::follow(db, id, change, entry.at),
        Event::Loyalty(ref loyalty) => {
            gifts::follow(db, seq, entry.at, loyalty)?;
            member_records::follow(db, seq, entry.at, loyalty)
        }
        Event::LoyaltyElsewhere(ref it) => {
            meeting::heard_of(db, it)?;
            member_records::follow(db, seq, it.at, &it.what)
        }
        _ => Ok(()),
    }
}

/// How many codes there can be in a day.
const A_DAY: i64 = 2048;

fn number_of(day: Day, seq: Seq) -> i64 {
    i64::from(day.0) * A_DAY + i64::from(seq.get())
}

/// A code is printed once; if it ever were twice, the first time counts.
fn insert_printed(db: &Db, quarter: Quarter, code: PrintedCode) -> Result<(), Error> {
    let sql = "INSERT INTO printed (code, quarter, waited) \
         SELECT ?1, ?2, ?3 WHERE ?2 >= (SELECT quarter FROM printed_floor) \
         ON CONFLICT DO NOTHING";
    let number = number_of(code.day, code.seq);
    let row = (number, quarter.0, code.waited.map(Waited::name));
    db.execute(sql, row).map(drop).map_err(Error::sql(FAILED))
}

fn insert_answer(db: &Db, row: &AnswerRow) -> Result<(), Error> {
    let sql = "INSERT INTO answers (seq, at_ms, number, till, printed, waited, language, recommend, \
         happy, easy, met, again, own, from_shop, in_a_burst, left_behind) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
    let AnswerRow { seq, at, answer } = row;
    let Scores { recommend, .. } = answer.scores;
    let grades = [
        answer.scores.happy,
        answer.scores.easy,
        answer.scores.met,
        answer.scores.again,
        answer.scores.own,
    ];
    let [happy, easy, met, again, own] = grades.map(|grade| grade.map(Grade::get));
    let Marks {
        from_shop,
        in_a_burst,
        left_behind,
    } = answer.marks;
    // Numbers are counted up from 1, or from a time: far below what SQLite can hold.
    let number = i64::try_from(answer.number).unwrap_or(i64::MAX);
    let row = rusqlite::params![
        seq,
        at.0,
        number,
        answer.till.get(),
        answer.printed.map(|quarter| quarter.0),
        answer.waited.map(Waited::name),
        answer.language.as_str(),
        recommend.get(),
        happy,
        easy,
        met,
        again,
        own,
        from_shop,
        in_a_burst,
        left_behind,
    ];
    db.execute(sql, row).map(drop).map_err(Error::sql(FAILED))
}

/// Makes anew of the events that are there what goes with them; what is counted of members outlives
/// its events, and stays.
pub(super) fn recount(db: &Db) -> Result<(), Error> {
    db.batch("DELETE FROM printed; DELETE FROM answers")
        .map_err(Error::sql(FAILED))?;
    read::each(db.connection(), 1, |record| match record.entry.event {
        Event::Loyalty(_) | Event::LoyaltyElsewhere(_) => Ok(()),
        _ => follow(db, record.seq, &record.entry),
    })
}

/// Forgets the answers whose events are removed now; the sums outlive them.
pub(super) fn remove_below(db: &Db, floor: i64) -> Result<(), Error> {
    db.execute("DELETE FROM answers WHERE seq < ?1", [floor])
        .map_err(Error::sql(FAILED))?;
    gifts::remove_below(db, floor)
}

/// Forgets codes that were printed before this.
pub(super) fn forget_printed(db: &Db, before: Quarter) -> Result<(), Error> {
    for sql in [
        "UPDATE printed_floor SET quarter = ?1 WHERE quarter < ?1",
        "DELETE FROM printed WHERE quarter < ?1",
    ] {
        db.execute(sql, [before.0]).map_err(Error::sql(FAILED))?;
    }
    Ok(())
}

/// Codes of before this quarter-hour are forgotten.
pub(super) fn floor(connection: &Connection) -> Result<Quarter, Error> {
    connection
        .query_row("SELECT quarter FROM printed_floor", (), |row| row.get(0))
        .map(Quarter)
        .map_err(Error::sql(FAILED_TO_READ))
}

pub(super) fn printed(
    connection: &Connection,
    day: Day,
    seq: Seq,
) -> Result<Option<PrintedRow>, Error> {
    let sql = "SELECT quarter, waited FROM printed WHERE code = ?1";
    let mut statement = connection
        .prepare_cached(sql)
        .map_err(Error::sql(FAILED_TO_READ))?;
    let found = statement
        .query([number_of(day, seq)])
        .and_then(|mut rows| rows.next()?.map(printed_row).transpose());
    found.map_err(Error::sql(FAILED_TO_READ))
}

fn printed_row(row: &Row<'_>) -> rusqlite::Result<PrintedRow> {
    let waited: Option<String> = row.get("waited")?;
    Ok(PrintedRow {
        quarter: Quarter(row.get("quarter")?),
        waited: waited.as_deref().and_then(Waited::from_name),
    })
}

pub(super) fn answers(
    connection: &Connection,
    times: Range<Timestamp>,
) -> Result<Vec<AnswerRow>, Error> {
    let sql = "SELECT seq, at_ms, number, till, printed, waited, language, recommend, \
         happy, easy, met, again, own, from_shop, in_a_burst, left_behind \
         FROM answers WHERE at_ms >= ?1 AND at_ms < ?2 ORDER BY at_ms, seq";
    let mut statement = connection
        .prepare(sql)
        .map_err(Error::sql(FAILED_TO_READ))?;
    let mut rows = statement
        .query((times.start.0, times.end.0))
        .map_err(Error::sql(FAILED_TO_READ))?;
    let mut answers = Vec::new();
    while let Some(row) = rows.next().map_err(Error::sql(FAILED_TO_READ))? {
        let answer = answer_row(row).map_err(Error::sql(FAILED_TO_READ))?;
        answers.push(answer.ok_or_else(|| Error::new(FAILED_TO_READ, ErrorKind::Corrupt))?);
    }
    Ok(answers)
}

/// Nothing where the row says what no answer can. By places, since names are looked for in each row.
fn answer_row(row: &Row<'_>) -> rusqlite::Result<Option<AnswerRow>> {
    let grade = |place: usize| -> rusqlite::Result<Option<Grade>> {
        let value: Option<u8> = row.get(place)?;
        Ok(value.and_then(|value| Grade::new(value).ok()))
    };
    let text = |place: usize| row.get::<_, Option<String>>(place);
    let (till, language) = (row.get(3)?, text(6)?);
    let (till, language) = (
        Till::new(till).ok(),
        language.as_deref().and_then(Language::new),
    );
    let recommend = Recommend::new(row.get(7)?).ok();
    let (Some(till), Some(language), Some(recommend)) = (till, language, recommend) else {
        return Ok(None);
    };
    let number: i64 = row.get(2)?;
    let answer = SurveyAnswered {
        number: u64::try_from(number).unwrap_or_default(),
        till,
        printed: row.get::<_, Option<i64>>(4)?.map(Quarter),
        waited: text(5)?.as_deref().and_then(Waited::from_name),
        language,
        scores: Scores {
            happy: grade(8)?,
            easy: grade(9)?,
            met: grade(10)?,
            again: grade(11)?,
            own: grade(12)?,
            ..Scores::first(recommend)
        },
        marks: Marks {
            from_shop: row.get(13)?,
            in_a_burst: row.get(14)?,
            left_behind: row.get(15)?,
        },
    };
    Ok(Some(AnswerRow {
        seq: row.get(0)?,
        at: Timestamp(row.get(1)?),
        answer,
    }))
}

/// What the tables should hold, made of the events while somebody reads them all.
pub(super) struct Projections {
    floor: Quarter,
    printed: BTreeMap<i64, PrintedRow>,
    answers: BTreeMap<i64, AnswerRow>,
    members: MemberFold,
}

impl Projections {
    /// Codes of before this are forgotten.
    pub(super) fn above(floor: Quarter) -> Self {
        Self {
            floor,
            printed: BTreeMap::new(),
            answers: BTreeMap::new(),
            members: MemberFold::default(),
        }
    }

    pub(super) fn take(&mut self, record: &Record) {
        let Record { seq, entry } = *record;
        match entry.event {
            Event::CodePrinted(code) if code.kind == Kind::Survey => {
                let (quarter, waited) = (entry.at.quarter(), code.waited);
                if quarter >= self.floor {
                    let printed = self.printed.entry(number_of(code.day, code.seq));
                    printed.or_insert(PrintedRow { quarter, waited });
                }
            }
            Event::SurveyAnswered(answer) => {
                let at = entry.at;
                self.answers.insert(seq, AnswerRow { seq, at, answer });
            }
            Event::Loyalty(ref loyalty) => self.members.take(seq, entry.at, loyalty),
            Event::LoyaltyElsewhere(ref it) => self.members.count(seq, it.at, &it.what),
            _ => {}
        }
    }

    /// The tables that hold something else, where the events from `first` on are there.
    pub(super) fn differences(
        &self,
        connection: &Connection,
        first: i64,
    ) -> Result<Vec<&'static str>, Error> {
        let always = Timestamp(i64::MIN)..Timestamp(i64::MAX);
        let answers = match answers(connection, always) {
            Err(error) if error.kind() == ErrorKind::Corrupt => None,
            answers => Some(answers?),
        };
        let answers = answers.map(|rows| rows.into_iter().map(|row| (row.seq, row)).collect());
        let wrong = [
            ("printed", all_printed(connection)? != self.printed),
            ("answers", answers.as_ref() != Some(&self.answers)),
        ];
        let wrong = wrong.into_iter().filter(|(_, is_wrong)| *is_wrong);
        let mut tables: Vec<_> = wrong.map(|(table, _)| table).collect();
        tables.extend(self.members.differences(connection, first)?);
        Ok(tables)
    }
}

fn all_printed(connection: &Connection) -> Result<BTreeMap<i64, PrintedRow>, Error> {
    let read = || {
        let mut statement = connection.prepare("SELECT * FROM printed")?;
        let rows = statement.query_map((), |row| Ok((row.get("code")?, printed_row(row)?)))?;
        rows.collect::<rusqlite::Result<_>>()
    };
    read().map_err(Error::sql(FAILED_TO_READ))
}
