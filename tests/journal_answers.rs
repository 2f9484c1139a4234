//! Answers in the journal: tables that follow the events, and what customers wrote, which goes
//! without a trace.
#![expect(clippy::expect_used, reason = "test code: a panic is a failed test")]

#[path = "support/journal.rs"]
mod support;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;
use support::{Data, START, sale};
use tillside::domain::case::{CaseChange, CaseId, CaseKind, Resolution};
use tillside::domain::code::{Day, Kind as CodeKind, Seq, Till};
use tillside::domain::event::{Entry, Event, PrintedCode};
use tillside::domain::language::Language;
use tillside::domain::survey::{Grade, Marks, Recommend, Scores, SurveyAnswered, Waited};
use tillside::domain::tally::Measure;
use tillside::domain::time::{Quarter, Timestamp};
use tillside::engine::answers::Note;
use tillside::journal::{
    CHECKPOINT_EVERY, Fate, Fates, Finding, PrintedRow, Reader, Writer, check,
};

const DAY_MS: i64 = 24 * 3_600_000;
const COMMENT: &str = "the bread was cold and hard";
const CONTACT: &str = "call 601 602 603 after six";

fn seq(number: u16) -> Seq {
    Seq::new(number).expect("below 2048")
}

fn recommend(score: u8) -> Recommend {
    Recommend::new(score).expect("0 to 10")
}

fn at(day: i64) -> Timestamp {
    Timestamp(START + day * DAY_MS)
}

fn answer(number: u64, score: u8) -> SurveyAnswered {
    SurveyAnswered {
        number,
        till: Till::new(2).expect("a till"),
        printed: Some(Quarter(1_994_812)),
        waited: Some(Waited::Under5),
        language: Language::ENGLISH,
        scores: Scores {
            happy: Grade::new(2).ok(),
            own: Grade::new(5).ok(),
            ..Scores::first(recommend(score))
        },
        marks: Marks {
            in_a_burst: true,
            ..Marks::default()
        },
    }
}

fn printed(number: u16, waited: Option<Waited>) -> Event {
    Event::CodePrinted(PrintedCode {
        kind: CodeKind::Survey,
        day: Day(2517),
        seq: seq(number),
        waited,
    })
}

fn note(number: u64, case: Option<u32>) -> Note {
    Note {
        number,
        at: at(0),
        recommend: recommend(3),
        comment: Some(COMMENT.to_owned()),
        contact: Some(CONTACT.to_owned()),
        case: case.map(CaseId),
    }
}

/// Commits one event at the beginning of this day.
fn happens(writer: &mut Writer, day: i64, event: Event) {
    let at = at(day);
    writer.accept(Entry { at, event });
    writer.commit().expect("a sound disk");
}

fn changed(id: u32, change: CaseChange) -> Event {
    let id = CaseId(id);
    Event::CaseChanged { id, change }
}

/// Commits an answer with what was written, and the case that it led to.
fn answered(writer: &mut Writer, number: u64, case: Option<u32>) {
    let event = Event::SurveyAnswered(answer(number, 3));
    let mut entries = vec![Entry { at: at(0), event }];
    entries.extend(case.map(|id| Entry {
        at: at(0),
        event: changed(
            id,
            CaseChange::Opened {
                kind: CaseKind::FollowUp,
                due: at(2),
                token: None,
                answer: Some(number),
            },
        ),
    }));
    assert!(writer.accept_together(&entries, vec![note(number, case)]));
    writer.commit().expect("a sound disk");
}

fn assert_sound(data: &Data) {
    assert_eq!(check(&data.path()).expect("a report").findings, []);
}

fn read(writer: &mut Writer, number: u64) -> Option<Note> {
    writer.read_note(number, at(0)).expect("a sound disk")
}

#[test]
fn a_journal_of_version_3_learns_when_its_codes_were_printed() {
    let data = Data::new();
    let connection = Connection::open(data.path()).expect("a database");
    let old = include_str!("data/journal/v3.sql");
    connection.execute_batch(old).expect("the old journal");
    let mut writer = data.writer();
    let state = writer.state().expect("an upgrade").clone();
    assert_eq!(state.answers().last_answer(), 0);
    assert_sound(&data);
    let reader = Reader::open(&data.path()).expect("a journal");
    let (quarter, waited) = (Quarter(1_994_814), None);
    let receipt = reader.printed(Day(2517), seq(4)).expect("a table");
    assert_eq!(receipt, Some(PrintedRow { quarter, waited }));
    let other = reader.printed(Day(2517), seq(0)).expect("a table");
    assert_eq!(other, None, "that was no survey's");
    let gone = Quarter(1_994_000)..=Quarter(1_994_000);
    let figures = reader.figures(&gone).expect("figures");
    assert_eq!(figures[&Quarter(1_994_000)].get(Measure::Served), 3);
    answered(&mut writer, 1, Some(2));
    assert_sound(&data);
}

#[test]
fn reports_find_answers_by_time_and_all_that_they_say() {
    let data = Data::new();
    let mut writer = data.writer();
    for day in 0..5 {
        let number = u64::try_from(day).expect("small") + 1;
        happens(&mut writer, day, Event::SurveyAnswered(answer(number, 9)));
    }
    let reader = Reader::open(&data.path()).expect("a journal");
    let found = reader.answers(at(1)..at(4)).expect("answers");
    let days: Vec<_> = found.iter().map(|row| row.at).collect();
    assert_eq!(days, [at(1), at(2), at(3)]);
    assert_eq!(found[0].answer, answer(2, 9));
    let quarter = at(1).quarter();
    let figures = reader.figures(&(quarter..=quarter)).expect("figures");
    let counted = |measure| figures[&quarter].get(measure);
    let measures = [
        Measure::Answered,
        Measure::Promoters,
        Measure::Detractors,
        Measure::Opened,
    ];
    assert_eq!(measures.map(counted), [1, 1, 0, 0]);
    assert_sound(&data);
}

#[test]
fn a_table_that_is_not_what_the_events_come_to_is_found() {
    let tampered = [
        ("answers", "UPDATE answers SET recommend = 10"),
        ("answers", "DELETE FROM answers"),
        ("answers", "UPDATE answers SET language = 'none'"),
        ("printed", "UPDATE printed SET waited = 'longer'"),
        ("printed", "DELETE FROM printed"),
        ("printed", "INSERT INTO printed VALUES (9, 1994814, NULL)"),
    ];
    for (table, sql) in tampered {
        let data = Data::new();
        let mut writer = data.writer();
        happens(&mut writer, 0, printed(4, Some(Waited::Under1)));
        answered(&mut writer, 1, None);
        assert_sound(&data);
        let connection = Connection::open(data.path()).expect("a database");
        connection.execute_batch(sql).expect(sql);
        let report = check(&data.path()).expect("a report");
        assert_eq!(report.findings, [Finding::Projection(table)], "{sql}");
    }
}

#[test]
fn when_a_code_was_printed_is_forgotten_after_90_days() {
    let data = Data::new();
    let mut writer = data.writer();
    happens(&mut writer, 0, printed(1, Some(Waited::Longer)));
    happens(&mut writer, 1, printed(2, None));
    happens(&mut writer, 91, printed(3, None));
    let known = |writer: &mut Writer, now| {
        writer.erase_old(now).expect("a sound disk");
        assert_sound(&data);
        let reader = Reader::open(&data.path()).expect("a journal");
        [1, 2, 3].map(|number| {
            let found = reader.printed(Day(2517), seq(number)).expect("a table");
            found.is_some()
        })
    };
    assert_eq!(known(&mut writer, at(89)), [true, true, true]);
    // A clock that leaps ahead forgets no more than what the last events allow.
    assert_eq!(known(&mut writer, at(4000)), [false, true, true]);
    happens(&mut writer, 0, printed(5, None));
    assert_sound(&data);
}

#[test]
fn what_was_written_is_read_back_by_another_process_and_goes_when_it_is_time() {
    let data = Data::new();
    answered(&mut data.writer(), 7, Some(1));
    let mut writer = data.writer();
    assert_eq!(read(&mut writer, 7), Some(note(7, Some(1))));
    assert_eq!(read(&mut writer, 8), None);
    let closed = changed(
        1,
        CaseChange::Resolved {
            resolution: Resolution::Solved,
        },
    );
    happens(&mut writer, 1, closed);
    happens(
        &mut writer,
        20,
        changed(1, CaseChange::Reopened { due: at(22) }),
    );
    happens(&mut writer, 40, sale(0).event);
    writer.erase_old(at(40)).expect("a sound disk");
    let contact = |writer: &mut Writer| read(writer, 7).and_then(|note| note.contact);
    assert!(contact(&mut writer).is_some(), "it was opened again");
    happens(&mut writer, 40, closed);
    happens(&mut writer, 70, sale(0).event);
    writer.erase_old(at(70)).expect("a sound disk");
    assert!(contact(&mut writer).is_some(), "30 days, not less");
    happens(&mut writer, 71, sale(0).event);
    writer.erase_old(at(71)).expect("a sound disk");
    let left = read(&mut writer, 7).expect("the comment");
    assert_eq!(
        (left.comment.as_deref(), left.contact),
        (Some(COMMENT), None)
    );
    happens(&mut writer, 366, sale(0).event);
    writer.erase_old(at(366)).expect("a sound disk");
    assert_eq!(read(&mut writer, 7).and_then(|note| note.comment), None);
    happens(&mut writer, 731, sale(0).event);
    writer.erase_old(at(731)).expect("a sound disk");
    assert_eq!(read(&mut writer, 7), None);
    assert_sound(&data);
}

/// Whether these bytes are in any file of the journal.
fn is_on_disk(data: &Data, text: &str) -> bool {
    let files = fs::read_dir(data.folder.path()).expect("a folder");
    let mut all = files.map(|file| fs::read(file.expect("a file").path()).expect("its bytes"));
    // Some of it is enough: SQLite may tear a long text apart.
    let begin = text.as_bytes().get(..8).expect("a longer text");
    all.any(|bytes| bytes.windows(8).any(|window| window == begin))
}

#[test]
fn no_byte_of_what_is_erased_stays_in_a_file() {
    let data = Data::new();
    let mut writer = data.writer();
    for number in 1..200 {
        answered(&mut writer, number, None);
    }
    // One that is longer than a page of the file.
    let long = Note {
        comment: Some("burnt crust. ".repeat(2000)),
        ..note(200, None)
    };
    let event = Event::SurveyAnswered(answer(200, 3));
    assert!(writer.accept_together(&[Entry { at: at(0), event }], vec![long]));
    writer.commit().expect("a sound disk");
    for text in [COMMENT, CONTACT, "burnt crust"] {
        assert!(is_on_disk(&data, text), "{text}");
    }
    happens(&mut writer, 31, sale(0).event);
    writer.erase_old(at(31)).expect("a sound disk");
    assert!(!is_on_disk(&data, CONTACT));
    assert!(is_on_disk(&data, COMMENT));
    happens(&mut writer, 366, sale(0).event);
    writer.erase_old(at(366)).expect("a sound disk");
    for text in [COMMENT, CONTACT, "burnt crust"] {
        assert!(!is_on_disk(&data, text), "{text}");
    }
    assert_sound(&data);
}

#[test]
fn nothing_that_was_written_is_in_an_event_or_a_checkpoint() {
    let data = Data::new();
    let mut writer = data.writer();
    answered(&mut writer, 1, Some(1));
    (0..CHECKPOINT_EVERY).for_each(|number| writer.accept(sale(number)));
    writer.commit().expect("a sound disk");
    let connection = Connection::open(data.path()).expect("a database");
    for column in ["state FROM checkpoints", "body FROM events"] {
        let sql = format!("SELECT group_concat({})", column.replace(" FROM", ") FROM"));
        let sql = sql.trim_end_matches(')').to_owned();
        let all: String = connection
            .query_row(&sql, (), |row| row.get(0))
            .expect(&sql);
        assert!(!all.is_empty() && !all.contains("bread") && !all.contains("601 602"));
    }
}

#[test]
fn answers_go_with_their_events_and_their_sums_stay() {
    let data = Data::new();
    let mut writer = data.writer();
    answered(&mut writer, 1, None);
    for number in 0..CHECKPOINT_EVERY {
        writer.accept(sale(number));
    }
    writer.commit().expect("a sound disk");
    let last = sale(CHECKPOINT_EVERY - 1).at;
    let kept_ms = last.0 - at(0).0 - 90_000;
    assert!(writer.retain(kept_ms, last).expect("a sound disk") > 0);
    let reader = Reader::open(&data.path()).expect("a journal");
    assert_eq!(reader.answers(at(-1)..at(1)).expect("answers"), []);
    let quarter = at(0).quarter();
    let figures = reader.figures(&(quarter..=quarter)).expect("figures");
    assert_eq!(figures[&quarter].get(Measure::Detractors), 1);
    assert_sound(&data);
}

/// The step with one number seems to fail, done or not; all others are done.
#[derive(Debug)]
struct One(u64, Fate, AtomicU64);

impl Fates for One {
    fn next(&self) -> Fate {
        if self.2.fetch_add(1, Ordering::Relaxed) == self.0 {
            self.1
        } else {
            Fate::Done
        }
    }
}

#[test]
fn what_was_written_is_there_with_its_answer_whichever_step_fails() {
    for (step, fate) in
        (0..30).flat_map(|step| [Fate::FailsBefore, Fate::FailsAfter].map(|fate| (step, fate)))
    {
        let data = Data::new();
        let fates = Arc::new(One(step, fate, AtomicU64::new(0)));
        let mut writer = Writer::with_fates(data.path(), support::series(), fates);
        let event = Event::SurveyAnswered(answer(1, 3));
        assert!(writer.accept_together(&[Entry { at: at(0), event }], vec![note(1, None)]));
        let about = format!("step {step} {fate:?}");
        while writer.commit().is_err() {
            // Another process sees both or none.
            let mut other = data.writer();
            let is_there = other.state().expect(&about).answers().last_answer() == 1;
            assert_eq!(read(&mut other, 1).is_some(), is_there, "{about}");
        }
        assert_eq!(read(&mut data.writer(), 1), Some(note(1, None)), "{about}");
        assert_eq!(data.records().len(), 1, "{about}");
    }
}
