//! What the journal knows of customers' answers on some days, by the clock of the shop. Only looks.

use std::path::Path;

use chrono::NaiveDate;

use super::clock;
use crate::domain::kpi::answers::{Answer, Funnel, Known};
use crate::domain::tally::Measure;
use crate::domain::time::Quarter;
use crate::engine::api::{Comment, Comments, DayPart};
use crate::journal::{AnswerRow, CommentRow, Error, FILE, Reader};

/// What a report on these days is made of, by the journal in this folder; the error says what happened and what to do.
pub fn known(data: &Path, from: NaiveDate, to: NaiveDate) -> Result<Known, String> {
    let read = |reader: Reader| {
        let times = clock::day_begins(from)..clock::day_ends(to);
        let sums = reader.sums(&clock::quarters(from, to))?;
        let answers = reader.answers(times)?.iter().map(answer).collect();
        Ok::<Known, Error>(Known {
            answers,
            funnel: Funnel::of(&sums),
            served: u32::try_from(sums.get(Measure::Served)).unwrap_or_default(),
            changes: reader.changes(from, to)?,
        })
    };
    let known = Reader::open(&data.join(FILE)).and_then(read);
    known.map_err(|error| error.to_string())
}

fn answer(row: &AnswerRow) -> Answer {
    let printed = |quarter: Quarter| clock::local(quarter.start());
    Answer::of(clock::local(row.at), &row.answer, printed)
}

/// What customers wrote on these days, by the journal in this folder; the error says what happened and what to do.
pub fn comments(data: &Path, from: NaiveDate, to: NaiveDate) -> Result<Comments, String> {
    let times = clock::day_begins(from)..clock::day_ends(to);
    let read = |reader: Reader| reader.comments(times);
    let found = Reader::open(&data.join(FILE)).and_then(read);
    let (rows, more) = found.map_err(|error| error.to_string())?;
    let comments = rows.into_iter().map(comment).collect();
    Ok(Comments { comments, more })
}

fn comment(row: CommentRow) -> Comment {
    let at = clock::local(row.at);
    Comment {
        number: row.number,
        day: at.date(),
        part: DayPart::of(at),
        recommend: row.recommend,
        text: row.text,
        is_read: row.is_read,
    }
}
