//! Verifies a journal against itself: the file, the numbers, the figures, the checkpoints.

use std::path::Path;

use serde::Serialize;

use super::error::{Error, ErrorKind};
use super::figures::{self, Part, Tallies};
use super::projections::{self, Projections};
use super::read::{Reader, Record};
use super::upgrade;
use crate::engine::state::State;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// How many events there are.
    pub events: u64,
    /// The number of the first one that retention has left; one more than `last` if there is none.
    pub first: i64,
    /// The number of the last one.
    pub last: i64,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// What SQLite says about the file.
    Integrity(String),
    /// What the tables and triggers differ in.
    Schema(String),
    /// The event that should be there and is not.
    Gap(i64),
    /// An event that cannot be read.
    Unreadable(String),
    /// A quarter-hour, in 900 s since 1970, whose figures are not the sum of its events.
    Figures(i64),
    /// A table that is made of the events and is not what they come to.
    Projection(&'static str),
    /// A checkpoint that the events before it do not lead to.
    Checkpoint(i64),
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Integrity(said) => write!(f, "the file is damaged: {said}"),
            Self::Schema(said) => write!(f, "the schema was changed: {said}"),
            Self::Gap(seq) => write!(f, "event {seq} is missing"),
            Self::Unreadable(why) => write!(f, "an event cannot be read: {why}"),
            Self::Figures(quarter) => {
                let start = crate::domain::time::Quarter(*quarter).start();
                write!(
                    f,
                    "the figures from {start} on are not the sum of their events"
                )
            }
            Self::Projection(table) => {
                write!(f, "the table {table} is not what the events come to")
            }
            Self::Checkpoint(seq) => {
                write!(
                    f,
                    "the checkpoint at event {seq} is not what the events lead to"
                )
            }
        }
    }
}

/// At most so many lines of what SQLite says.
const INTEGRITY_LINES: usize = 20;

/// Checks everything; the service may go on writing meanwhile.
///
/// An error means that nothing could be checked; what is wrong is in the report.
pub fn check(path: &Path) -> Result<Report, Error> {
    let reader = Reader::open(path)?;
    // One moment for all questions, whatever is written meanwhile.
    reader
        .connection()
        .execute_batch("BEGIN")
        .map_err(Error::sql("cannot read the journal"))?;
    let mut report = Report::default();
    integrity(&reader, &mut report)?;
    let differences = upgrade::differences(reader.connection())?;
    let schema = differences.into_iter().map(Finding::Schema);
    report.findings.extend(schema);
    events(&reader, &mut report)?;
    Ok(report)
}

fn integrity(reader: &Reader, report: &mut Report) -> Result<(), Error> {
    let failed = "cannot check the file";
    let sql = "PRAGMA integrity_check";
    let mut statement = reader
        .connection()
        .prepare(sql)
        .map_err(Error::sql(failed))?;
    let lines = statement
        .query_map((), |row| row.get::<_, String>(0))
        .map_err(Error::sql(failed))?;
    for line in lines.take(INTEGRITY_LINES) {
        match line {
            Ok(line) if line == "ok" => {}
            Ok(line) => report.findings.push(Finding::Integrity(line)),
            Err(error) => {
                let line = error.to_string();
                report.findings.push(Finding::Integrity(line));
            }
        }
    }
    Ok(())
}

/// Goes through all events once.
fn events(reader: &Reader, report: &mut Report) -> Result<(), Error> {
    let mut walk = Walk::new(reader)?;
    report.first = walk.expected;
    let walked = reader.each(|record| {
        walk.take(&record, report);
        Ok::<(), Error>(())
    });
    report.last = walk.expected - 1;
    match walked {
        Ok(()) => walk.end(reader, report),
        Err(error) if error.kind() == ErrorKind::Corrupt => {
            let why = with_cause(&error);
            report.findings.push(Finding::Unreadable(why));
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// The error and what caused it.
fn with_cause(error: &Error) -> String {
    let cause = std::error::Error::source(error);
    let cause = cause.map_or_else(String::new, |cause| format!(" ({cause})"));
    format!("{error}{cause}")
}

struct Walk {
    expected: i64,
    recount: Tallies,
    projections: Projections,
    /// The state after the events so far; unknown before the first checkpoint above the floor.
    state: Option<State>,
    checkpoints: Vec<(i64, String)>,
}

impl Walk {
    fn new(reader: &Reader) -> Result<Self, Error> {
        let failed = "cannot read the journal";
        let connection = reader.connection();
        let floor: i64 = connection
            .query_row("SELECT floor FROM journal", (), |row| row.get(0))
            .map_err(Error::sql(failed))?;
        let mut statement = connection
            .prepare("SELECT seq, state FROM checkpoints ORDER BY seq DESC")
            .map_err(Error::sql(failed))?;
        let checkpoints = statement
            .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))
            .and_then(Iterator::collect)
            .map_err(Error::sql(failed))?;
        let state = (floor == 1).then(State::default);
        let mut walk = Self {
            expected: floor,
            recount: Tallies::new(),
            projections: projections::floor(connection).map(Projections::above)?,
            state,
            checkpoints,
        };
        walk.take_checkpoint_at(floor - 1, &mut Vec::new());
        Ok(walk)
    }

    fn take(&mut self, record: &Record, report: &mut Report) {
        if record.seq != self.expected {
            report.findings.push(Finding::Gap(self.expected));
        }
        self.expected = record.seq + 1;
        report.events += 1;
        let tally = self.recount.entry(record.entry.at.quarter()).or_default();
        tally.count(&record.entry.event);
        self.projections.take(record);
        if let Some(state) = &mut self.state {
            state.apply(&record.entry);
        }
        self.take_checkpoint_at(record.seq, &mut report.findings);
    }

    /// Compares the state with the checkpoint at this event, if there is one, and goes on from it.
    fn take_checkpoint_at(&mut self, seq: i64, findings: &mut Vec<Finding>) {
        let Some((_, json)) = self.checkpoints.pop_if(|(at, _)| *at == seq) else {
            return;
        };
        let written = serde_json::from_str(&json).ok();
        if written.is_none()
            || self
                .state
                .as_ref()
                .is_some_and(|now| Some(now) != written.as_ref())
        {
            findings.push(Finding::Checkpoint(seq));
        }
        self.state = written;
    }

    fn end(self, reader: &Reader, report: &mut Report) -> Result<(), Error> {
        let unmet = self.checkpoints.into_iter();
        let unmet = unmet.filter(|(seq, _)| *seq >= report.first);
        let findings = &mut report.findings;
        findings.extend(unmet.map(|(seq, _)| Finding::Checkpoint(seq)));
        let wrong = self
            .projections
            .differences(reader.connection(), report.first)?;
        findings.extend(wrong.into_iter().map(Finding::Projection));
        let written = figures::read(reader.connection(), Part::Kept)?;
        let mut recount = self.recount;
        recount.retain(|_, tally| *tally != Default::default());
        let quarters: std::collections::BTreeSet<_> =
            written.keys().chain(recount.keys()).collect();
        let wrong = quarters
            .into_iter()
            .filter(|quarter| written.get(quarter) != recount.get(quarter));
        findings.extend(wrong.map(|quarter| Finding::Figures(quarter.0)));
        Ok(())
    }
}
