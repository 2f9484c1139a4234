//! What managers read and note down: comments with their ticks, and what the shop has changed.
#![expect(clippy::expect_used, reason = "test code: a panic is a failed test")]

#[path = "support/journal.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod support;

use std::fs;

use chrono::NaiveDate;
use rusqlite::Connection;
use support::{Data, START, sale};
use tillside::domain::code::{Day, Seq, Till};
use tillside::domain::event::{Entry, Event};
use tillside::domain::kpi::answers::{Change, ChangeText};
use tillside::domain::language::Language;
use tillside::domain::survey::{Marks, Recommend, Scores, SurveyAnswered, Waited};
use tillside::domain::tally::Measure;
use tillside::domain::time::{Quarter, Timestamp};
use tillside::engine::answers::Note;
use tillside::engine::api::{Comments, Remark, RemarkError};
use tillside::journal::{CommentRow, PrintedRow, Reader, Writer, check};

const DAY_MS: i64 = 24 * 3_600_000;

fn at(day: i64) -> Timestamp {
    Timestamp(START + day * DAY_MS)
}

fn recommend(score: u8) -> Recommend {
    Recommend::new(score).expect("0 to 10")
}

/// Commits an answer of this day with what was written.
fn answered(writer: &mut Writer, number: u64, day: i64, comment: Option<&str>) {
    let answer = SurveyAnswered {
        number,
        till: Till::new(2).expect("a till"),
        printed: None,
        waited: None,
        language: Language::ENGLISH,
        scores: Scores::first(recommend(3)),
        marks: Marks::default(),
    };
    let note = Note {
        number,
        at: at(day),
        recommend: recommend(3),
        comment: comment.map(str::to_owned),
        contact: Some("call 601 602 603".to_owned()),
        case: None,
    };
    let event = Event::SurveyAnswered(answer);
    assert!(writer.accept_together(&[Entry { at: at(day), event }], vec![note]));
    writer.commit().expect("a sound disk");
}

/// Erases what is old on this day.
fn erase(writer: &mut Writer, day: i64) {
    let event = sale(0).event;
    writer.accept(Entry { at: at(day), event });
    writer.commit().expect("a sound disk");
    writer.erase_old(at(day)).expect("a sound disk");
}

fn comments(data: &Data, days: std::ops::Range<i64>) -> (Vec<CommentRow>, u32) {
    let reader = Reader::open(&data.path()).expect("a journal");
    let found = reader.comments(at(days.start)..at(days.end));
    found.expect("comments")
}

fn tick(writer: &mut Writer, number: u64, is_read: bool) -> Result<(), RemarkError> {
    let tick = Remark::TickComment { number, is_read };
    writer.remark(&tick, at(1)).expect("a sound disk")
}

fn change(writer: &mut Writer, day: &str, text: &str) -> Result<(), RemarkError> {
    let add = Remark::AddChange {
        day: day.parse().expect("a day"),
        text: ChangeText::new(text).expect("a line"),
    };
    writer.remark(&add, at(0)).expect("a sound disk")
}

fn changes(data: &Data) -> Vec<Change> {
    let reader = Reader::open(&data.path()).expect("a journal");
    let found = reader.changes(NaiveDate::MIN, "2199-06-06".parse().expect("a day"));
    found.expect("changes")
}

fn assert_sound(data: &Data) {
    assert_eq!(check(&data.path()).expect("a report").findings, []);
}

#[test]
fn a_journal_of_version_4_keeps_what_customers_wrote() {
    let data = Data::new();
    let connection = Connection::open(data.path()).expect("a database");
    let old = include_str!("data/journal/v4.sql");
    connection.execute_batch(old).expect("the old journal");
    let before: String = connection
        .query_row(
            "SELECT group_concat(quote(comment) || quote(contact) || read_ms) FROM notes",
            (),
            |row| row.get(0),
        )
        .expect("notes");
    let mut writer = data.writer();
    let state = writer.state().expect("an upgrade").clone();
    assert_eq!(state.answers().last_answer(), 8);
    assert_sound(&data);
    let after: String = connection
        .query_row(
            "SELECT group_concat(quote(comment) || quote(contact) || read_ms) FROM notes",
            (),
            |row| row.get(0),
        )
        .expect("notes");
    assert_eq!(after, before);
    let (found, more) = comments(&data, 0..1);
    assert_eq!(
        (found.len(), more),
        (1, 0),
        "a note without a comment is none"
    );
    assert_eq!((found[0].number, found[0].is_read), (7, false));
    let reader = Reader::open(&data.path()).expect("a journal");
    let printed = PrintedRow {
        quarter: Quarter(1_994_814),
        waited: Some(Waited::Under5),
    };
    let seq = Seq::new(4).expect("below 2048");
    assert_eq!(
        reader.printed(Day(2517), seq).expect("a table"),
        Some(printed)
    );
    let always = Quarter(0)..=Quarter(2_000_000);
    let sums = reader.sums(&always).expect("sums");
    let counted =
        [Measure::Answered, Measure::Opened, Measure::Codes].map(|measure| sums.get(measure));
    assert_eq!(counted, [3, 4, 3], "with those whose events are gone");
    assert_eq!(tick(&mut writer, 7, true), Ok(()));
    assert_sound(&data);
}

#[test]
fn comments_come_newest_first_and_not_all_at_once() {
    let data = Data::new();
    let mut writer = data.writer();
    let most = u64::from(Comments::MOST);
    for number in 1..=most + 3 {
        answered(&mut writer, number, 1, Some("cold bread"));
    }
    answered(&mut writer, most + 4, 2, Some("warm bread"));
    answered(&mut writer, most + 5, 2, None);
    let (found, more) = comments(&data, 0..3);
    assert_eq!((found.len() as u64, more), (most, 4));
    assert_eq!(
        (found[0].text.as_str(), found[1].number),
        ("warm bread", most + 3)
    );
    let (found, more) = comments(&data, 2..3);
    assert_eq!((found.len(), more), (1, 0));
    assert_eq!(comments(&data, 3..9), (Vec::new(), 0));
}

#[test]
fn a_tick_stays_until_it_is_taken_back_and_goes_with_its_comment() {
    let data = Data::new();
    let mut writer = data.writer();
    answered(&mut writer, 1, 0, Some("cold bread"));
    answered(&mut writer, 2, 0, None);
    let is_read = || comments(&data, 0..1).0[0].is_read;
    assert!(!is_read());
    for (wanted, times) in [(true, 2), (false, 2), (true, 1)] {
        for _ in 0..times {
            assert_eq!(tick(&mut writer, 1, wanted), Ok(()));
            assert_eq!(is_read(), wanted);
        }
    }
    // Reading at the counter is no tick, and a tick no reading.
    writer.read_note(1, at(0)).expect("a sound disk");
    for unknown in [2, 3, u64::MAX] {
        assert_eq!(
            tick(&mut writer, unknown, true),
            Err(RemarkError::NoSuchComment)
        );
    }
    let ticks = || -> u32 {
        let connection = Connection::open(data.path()).expect("a database");
        let count = "SELECT count(*) FROM notes WHERE ticked_ms IS NOT NULL";
        connection
            .query_row(count, (), |row| row.get(0))
            .expect("a count")
    };
    assert_eq!(ticks(), 1);
    erase(&mut writer, 366);
    assert_eq!((ticks(), comments(&data, 0..1)), (0, (Vec::new(), 0)));
    assert_eq!(tick(&mut writer, 1, true), Err(RemarkError::NoSuchComment));
    assert_sound(&data);
}

#[test]
fn what_was_changed_is_kept_once_and_goes_when_somebody_wants_that() {
    let data = Data::new();
    let mut writer = data.writer();
    for _ in 0..2 {
        assert_eq!(change(&mut writer, "2026-11-10", "a second till"), Ok(()));
    }
    assert_eq!(
        change(&mut writer, "2026-11-02", "Robert'); DROP TABLE changes;--"),
        Ok(())
    );
    let texts = |data: &Data| -> Vec<String> {
        let changes = changes(data).into_iter();
        changes
            .map(|change| change.text.as_str().to_owned())
            .collect()
    };
    assert_eq!(
        texts(&data),
        ["Robert'); DROP TABLE changes;--", "a second till"]
    );
    for day in ["2019-12-31", "2199-06-07"] {
        assert_eq!(change(&mut writer, day, "no"), Err(RemarkError::BadDay));
    }
    let id = changes(&data)[1].id;
    let remove = Remark::RemoveChange { id };
    let mut removed = || writer.remark(&remove, at(0)).expect("a sound disk");
    assert_eq!(removed(), Ok(()));
    assert_eq!(removed(), Err(RemarkError::NoSuchChange));
    assert_eq!(texts(&data), ["Robert'); DROP TABLE changes;--"]);
    let files = fs::read_dir(data.folder.path()).expect("a folder");
    for file in files {
        let bytes = fs::read(file.expect("a file").path()).expect("its bytes");
        assert!(!bytes.windows(13).any(|window| window == b"a second till"));
    }
    erase(&mut writer, 3 * 365 + 30);
    assert_eq!(texts(&data), [] as [String; 0]);
    assert_sound(&data);
}

#[test]
fn there_is_an_end_to_changes() {
    let data = Data::new();
    let mut writer = data.writer();
    for number in 0..Change::MOST {
        assert_eq!(
            change(&mut writer, "2026-11-10", &format!("{number}")),
            Ok(())
        );
    }
    assert_eq!(
        change(&mut writer, "2026-11-10", "more"),
        Err(RemarkError::TooManyChanges)
    );
    assert_eq!(
        change(&mut writer, "2026-11-10", "7"),
        Ok(()),
        "is there already"
    );
    assert_eq!(changes(&data).len(), Change::MOST as usize);
}

/// A report must not read three years to tell of a week.
#[test]
fn what_is_looked_up_by_time_is_found_by_an_index() {
    let data = Data::new();
    data.writer().state().expect("a journal");
    let connection = Connection::open(data.path()).expect("a database");
    for (sql, index) in [
        (
            "SELECT * FROM answers WHERE at_ms >= 1 AND at_ms < 2 ORDER BY at_ms, seq",
            "answers_by_time",
        ),
        (
            "SELECT * FROM notes WHERE at_ms >= 1 AND at_ms < 2 AND comment IS NOT NULL ORDER BY at_ms DESC, number DESC LIMIT 3",
            "notes_by_time",
        ),
        (
            "SELECT sum(codes) FROM quarter_hours WHERE quarter BETWEEN 1 AND 2",
            "PRIMARY KEY (quarter>",
        ),
        (
            "SELECT id FROM changes WHERE day BETWEEN 1 AND 2 ORDER BY day, id",
            "sqlite_autoindex_changes_1",
        ),
    ] {
        let mut statement = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .expect(sql);
        let plan = statement
            .query_map((), |row| row.get::<_, String>(3))
            .expect(sql);
        let plan: Vec<String> = plan.collect::<Result<_, _>>().expect(sql);
        assert!(
            plan.iter()
                .any(|step| step.starts_with("SEARCH") && step.contains(index)),
            "{sql}: {plan:?}"
        );
    }
}
