//! The journal on a real disk: what is committed stays, nothing else can be done to it, old files
//! are brought up to date, and a check finds what is wrong.
#![expect(clippy::expect_used, reason = "test code: a panic is a failed test")]

#[path = "support/journal.rs"]
mod support;

use std::fs;

use rusqlite::Connection;
use support::{Data, START, sale, series};
use tillside::domain::code::{Day, Kind as CodeKind, Seq, Till};
use tillside::domain::event::{Entry, Event, PrintedCode, Series};
use tillside::domain::time::Timestamp;
use tillside::engine::mint::Wanted;
use tillside::engine::state::State;
use tillside::journal::{
    BACKLOG, CHECKPOINT_EVERY, Committed, ErrorKind, Finding, Glance, LeaseError, Reader, VERSION,
    Writer, check,
};

/// Accepts and commits the sales with these numbers, a thousand at a time.
fn write(writer: &mut Writer, numbers: std::ops::Range<i64>) {
    for number in numbers.clone() {
        writer.accept(sale(number));
        if (number + 1 - numbers.start) % 1000 == 0 {
            writer.commit().expect("a sound disk");
        }
    }
    writer.commit().expect("a sound disk");
}

fn assert_sound(data: &Data) {
    let report = check(&data.path()).expect("a report");
    assert_eq!(report.findings, []);
}

fn folded(data: &Data) -> State {
    let mut state = State::default();
    let records = data.records();
    for record in records {
        state.apply(&record.entry);
    }
    state
}

#[test]
fn what_is_committed_is_there_again_in_order_and_without_gaps() {
    let data = Data::new();
    for round in 0..5 {
        let mut writer = data.writer();
        write(&mut writer, round * 700..(round + 1) * 700);
    }
    let records = data.records();
    assert_eq!(records.len(), 3500);
    for (number, record) in (0..).zip(records) {
        assert_eq!((record.seq, record.entry), (number + 1, sale(number)));
    }
    let mut writer = data.writer();
    assert_eq!(*writer.state().expect("a state"), folded(&data));
    assert_sound(&data);
}

#[test]
fn what_was_not_committed_is_not_there() {
    let data = Data::new();
    let mut writer = data.writer();
    write(&mut writer, 0..3);
    writer.accept(sale(3));
    drop(writer);
    assert_eq!(data.records().len(), 3);
}

#[test]
fn what_finds_no_room_is_counted_and_the_journal_says_so() {
    let data = Data::new();
    let mut writer = data.writer();
    let room = i64::try_from(BACKLOG).expect("small");
    (0..room + 17).for_each(|number| writer.accept(sale(number)));
    writer.lose(3, sale(room + 20).at);
    assert_eq!(writer.waiting(), BACKLOG);
    let committed = writer.commit().expect("a sound disk");
    let expected = Committed {
        events: BACKLOG,
        lost: 20,
    };
    assert_eq!(committed, expected);
    let records = data.records();
    let last = records.last().expect("events").entry;
    assert_eq!(last.event, Event::EventsLost { count: 20 });
    assert_eq!(last.at, sale(room + 20).at);
    assert_eq!(records.len(), BACKLOG + 1);
    assert_eq!(folded(&data).events_lost(), 20);
    assert_eq!(writer.commit().expect("nothing"), Committed::default());
    assert_sound(&data);
}

#[test]
fn nothing_can_be_changed_behind_the_writers_back() {
    let data = Data::new();
    write(&mut data.writer(), 0..CHECKPOINT_EVERY + 10);
    data.writer().lease(SURVEY).expect("a lease");
    let connection = Connection::open(data.path()).expect("a database");
    for (sql, reason) in [
        ("UPDATE events SET at_ms = 0 WHERE seq = 5", "never change"),
        (
            "UPDATE events SET seq = 5000 WHERE seq = 1010",
            "never change",
        ),
        ("DELETE FROM events", "below the retention floor"),
        (
            "DELETE FROM events WHERE seq = 1",
            "below the retention floor",
        ),
        (
            "DELETE FROM events WHERE seq = 1010",
            "below the retention floor",
        ),
        (
            "INSERT INTO events VALUES (1012, 0, 1, '1')",
            "without gaps",
        ),
        (
            "INSERT OR REPLACE INTO events VALUES (5, 0, 1, '1')",
            "without gaps",
        ),
        (
            "INSERT INTO events VALUES (1011, 0, 1, 'no json')",
            "json_valid",
        ),
        (
            "INSERT INTO events VALUES (1011, 0, 0, '1')",
            "BETWEEN 1 AND 255",
        ),
        ("UPDATE journal SET floor = 1002", "not above a checkpoint"),
        ("UPDATE journal SET store = 4", "stays with its counter"),
        ("DELETE FROM journal", "stays with its counter"),
        ("INSERT INTO journal VALUES (2, 1, 1, 1, 0)", "id = 1"),
        ("DELETE FROM checkpoints", "is needed"),
        ("UPDATE checkpoints SET state = '{}'", "never change"),
        ("UPDATE leases SET next = 0", "never leased again"),
    ] {
        let refused = connection.execute_batch(sql);
        let said = refused.expect_err(sql).to_string();
        assert!(said.contains(reason), "{sql}: {said}");
    }
    assert_eq!(data.records().len(), 1010);
    let allowed = "UPDATE journal SET floor = 1001; DELETE FROM events WHERE seq < 1001;";
    connection.execute_batch(allowed).expect("retention");
    let lowered = connection.execute_batch("UPDATE journal SET floor = 1000");
    lowered.expect_err("the floor never sinks");
}

#[test]
fn an_old_journal_is_brought_up_to_exactly_the_fresh_schema() {
    let data = Data::new();
    let old = include_str!("data/journal/v1.sql");
    let connection = Connection::open(data.path()).expect("a database");
    connection.execute_batch(old).expect("the old journal");
    let refused = Reader::open(&data.path()).expect_err("not yet upgraded");
    assert_eq!(refused.kind(), ErrorKind::Older);

    let mut writer = data.writer();
    let state = writer.state().expect("an upgrade").clone();
    assert_eq!(state, folded(&data));
    assert_eq!(state.served_since(Timestamp(0)), 2);
    // The check compares the schema with a fresh one and the figures with a recount.
    assert_sound(&data);
    write(&mut writer, 100..103);
    assert_eq!(data.records().len(), 9);
    let first = writer
        .lease(SURVEY)
        .expect("a lease")
        .expect("numbers")
        .first;
    assert_eq!(first.get(), 16);
    assert_sound(&data);
}

#[test]
fn a_file_that_is_not_ours_is_refused_with_advice() {
    let data = Data::new();
    let refusal = |data: &Data| {
        let error = data.writer().state().expect_err("a refusal");
        (error.kind(), error.to_string())
    };
    write(&mut data.writer(), 0..1);
    let connection = Connection::open(data.path()).expect("a database");
    connection
        .execute_batch(&format!("PRAGMA user_version = {}", VERSION + 1))
        .expect("a version");
    let (kind, said) = refusal(&data);
    assert_eq!(kind, ErrorKind::Newer);
    assert!(
        said.contains("newer version") && said.contains("install"),
        "{said}"
    );
    assert_eq!(
        check(&data.path()).expect_err("a refusal").kind(),
        ErrorKind::Newer
    );

    let data = Data::new();
    let other = Series {
        counter: Till::new(5).expect("a counter"),
        ..series()
    };
    let mut writer = Writer::new(data.path(), other);
    write(&mut writer, 0..1);
    let (kind, said) = refusal(&data);
    assert_eq!(kind, ErrorKind::Foreign);
    assert!(said.contains("[counter] number"), "{said}");

    let data = Data::new();
    fs::write(data.path(), "what is this? ".repeat(1000)).expect("a file");
    assert_eq!(refusal(&data).0, ErrorKind::Corrupt);

    let data = Data::new();
    let connection = Connection::open(data.path()).expect("a database");
    connection
        .execute_batch("CREATE TABLE songs (name TEXT)")
        .expect("another program's table");
    assert_eq!(refusal(&data).0, ErrorKind::Corrupt);

    let data = Data::new();
    fs::create_dir(data.path()).expect("a folder");
    assert_eq!(refusal(&data).0, ErrorKind::ReadOnly);
}

#[test]
fn retention_removes_events_and_keeps_what_was_counted() {
    let data = Data::new();
    let mut writer = data.writer();
    write(&mut writer, 0..2500);
    let state = writer.state().expect("a state").clone();
    let figures = figures(&data);
    let now = sale(2500).at;
    let keep_ms = 1_000 * 60_000;

    let mut removed = 0;
    loop {
        let now = writer.retain(keep_ms, now).expect("a sound disk");
        if now == 0 {
            break;
        }
        removed += now;
        assert_sound(&data);
    }
    // "Now" is the checkpoint at event 2000, the sale with the number 1999.
    assert_eq!(removed, 999);
    let left = data.records();
    assert_eq!((left[0].seq, left.len()), (1000, 1501));
    assert_eq!(self::figures(&data), figures);
    drop(writer);
    let mut writer = data.writer();
    assert_eq!(*writer.state().expect("a state"), state);
    write(&mut writer, 2500..2501);
    assert_sound(&data);
}

/// Every figure, whether its events are still there or not.
fn figures(data: &Data) -> Vec<(i64, i64, i64)> {
    let connection = Connection::open(data.path()).expect("a database");
    let sql = "SELECT quarter, sum(served), sum(served_ms) FROM quarter_hours GROUP BY quarter";
    let mut statement = connection.prepare(sql).expect("a table");
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.expect("rows").collect::<Result<_, _>>().expect("rows")
}

#[test]
fn a_clock_that_leaps_removes_nothing_and_blocks_nothing() {
    let data = Data::new();
    let mut writer = data.writer();
    let leap = |number| Entry {
        at: Timestamp(START + 80 * 365 * 86_400_000),
        ..sale(number)
    };
    write(&mut writer, 0..500);
    (500..505).for_each(|number| writer.accept(leap(number)));
    write(&mut writer, 505..1000);
    let (month_ms, in_2099) = (30 * 86_400_000, leap(0).at);
    assert_eq!(writer.retain(month_ms, in_2099).expect("a sound disk"), 0);
    let all_but_ten_minutes = 10 * 60_000;
    let removed = writer.retain(all_but_ten_minutes, sale(2000).at);
    assert_eq!(removed.expect("a sound disk"), 989);
    assert_sound(&data);
}

#[test]
fn a_check_finds_what_is_wrong() {
    type Right = fn(&Finding) -> bool;
    let drop_triggers = "DROP TRIGGER events_stay_as_they_are;
         DROP TRIGGER events_stay_above_the_floor; DROP TRIGGER checkpoints_stay_as_they_are;";
    let cases: [(&str, Right); 7] = [
        (
            "",
            |finding| matches!(finding, Finding::Schema(said) if said.contains("events_stay")),
        ),
        ("DELETE FROM events WHERE seq = 700", |finding| {
            *finding == Finding::Gap(700)
        }),
        (
            "UPDATE events SET body = '{\"document_ended\":{\"kind\":\"sale\"}}' WHERE seq = 1500",
            |finding| *finding == Finding::Figures((START + 1499 * 60_000) / 900_000),
        ),
        (
            "UPDATE events SET body = '\"something_else\"' WHERE seq = 1500",
            |finding| matches!(finding, Finding::Unreadable(_)),
        ),
        (
            "UPDATE quarter_totals SET total_minor = 0 WHERE quarter = 1994814",
            |finding| *finding == Finding::Figures(1_994_814),
        ),
        (
            "UPDATE events SET at_ms = at_ms + 3600000 WHERE seq = 1500",
            |finding| *finding == Finding::Checkpoint(2000),
        ),
        (
            "UPDATE checkpoints SET state = '{\"events_lost\":1}' WHERE seq = 1000",
            |finding| *finding == Finding::Checkpoint(1000),
        ),
    ];
    for (sql, right) in cases {
        let data = Data::new();
        write(&mut data.writer(), 0..1000);
        write(&mut data.writer(), 1000..2100);
        assert_sound(&data);
        let connection = Connection::open(data.path()).expect("a database");
        connection.execute_batch(drop_triggers).expect("triggers");
        connection.execute_batch(sql).expect(sql);
        let report = check(&data.path()).expect("a report");
        assert!(
            report.findings.iter().any(right),
            "{sql}: {:?}",
            report.findings
        );
    }
}

#[test]
fn a_check_finds_a_page_that_went_bad() {
    let data = Data::new();
    write(&mut data.writer(), 0..2000);
    let mut bytes = fs::read(data.path()).expect("the file");
    let middle = bytes.len() / 8192 * 4096;
    bytes[middle..middle + 4096].fill(0xA5);
    fs::write(data.path(), bytes).expect("the file");
    match check(&data.path()) {
        Ok(report) => assert_ne!(report.findings, []),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Corrupt),
    }
}

const SURVEY: Wanted = Wanted {
    kind: CodeKind::Survey,
    day: Day(2517),
};

#[test]
fn a_number_is_leased_once_whatever_happens() {
    let data = Data::new();
    let mut firsts = Vec::new();
    while let Some(lease) = data.writer().lease(SURVEY).expect("a sound disk") {
        firsts.push(lease.first.get());
    }
    assert!(
        firsts.iter().copied().eq((0..2048).step_by(16)),
        "{firsts:?}"
    );

    let mut writer = data.writer();
    let other_kind = Wanted {
        kind: CodeKind::Case,
        ..SURVEY
    };
    for day in 0..70 {
        let day = Day(3000 + day);
        let lease = writer.lease(Wanted { day, ..other_kind });
        assert_eq!(lease.expect("open").expect("numbers").first.get(), 0);
    }
    let closed = writer.lease(SURVEY);
    assert!(
        matches!(
            closed,
            Err(LeaseError::DayClosed {
                oldest: Day(3006),
                ..
            })
        ),
        "{closed:?}"
    );
    let day = Day(3006);
    let again = writer.lease(Wanted { day, ..other_kind });
    assert_eq!(again.expect("open").expect("numbers").first.get(), 16);
}

#[test]
fn leases_of_an_older_file_are_taken_over() {
    let data = Data::new();
    let mut writer = data.writer();
    let first = |writer: &mut Writer| {
        let lease = writer.lease(SURVEY).expect("open");
        lease.map(|lease| lease.first.get())
    };
    for (next, expected) in [(48, 48), (16, 64), (2048, u16::MAX)] {
        let leases = [(SURVEY.day, SURVEY.kind, next)];
        let taken = writer.take_over_leases(Day(2500), leases);
        taken.expect("a sound disk");
        assert_eq!(first(&mut writer).unwrap_or(u16::MAX), expected);
    }
    let day = Day(2499);
    let closed = writer.lease(Wanted { day, ..SURVEY });
    assert!(
        matches!(closed, Err(LeaseError::DayClosed { .. })),
        "{closed:?}"
    );
}

#[test]
fn a_document_takes_at_most_250_bytes() {
    let data = Data::new();
    let mut writer = data.writer();
    // So many that what does not grow for ever, such as the codes of 90 days, weighs little.
    let documents = 60_000;
    for number in 0..documents {
        // Five in a quarter-hour, so that its figures weigh what they do in a quiet shop.
        let at = sale(3 * number).at;
        let seq = u16::try_from(number % 2048).expect("below 2048");
        let code = PrintedCode {
            kind: CodeKind::Survey,
            day: Day(2517),
            seq: Seq::new(seq).expect("below 2048"),
            waited: None,
        };
        let serving = Event::ServingBegan;
        writer.accept(Entry { at, event: serving });
        let mut sale = Entry { at, ..sale(number) };
        if let Event::DocumentEnded(document) = &mut sale.event {
            document.total_minor = Some(1000 + number);
        }
        writer.accept(sale);
        let event = Event::CodePrinted(code);
        writer.accept(Entry { at, event });
        if number % 1000 == 0 {
            writer.commit().expect("a sound disk");
        }
    }
    writer.commit().expect("a sound disk");
    drop(writer);
    let bytes = fs::metadata(data.path()).expect("the file").len();
    let each = bytes / u64::try_from(documents).expect("positive");
    println!("{each} bytes a document with its three events");
    assert!(each <= 250, "{each} bytes");
}

#[test]
fn a_glance_shows_how_new_the_journal_is_and_what_it_lost() {
    let data = Data::new();
    let glance = || Reader::open(&data.path()).and_then(|reader| reader.glance());
    let mut writer = data.writer();
    writer.state().expect("a sound disk");
    assert_eq!(glance().expect("a journal"), Glance::default());
    for (number, lost) in [(1, 7), (1500, 0), (1501, 5)] {
        writer.accept(sale(number));
        writer.lose(lost, sale(number).at);
        writer.commit().expect("a sound disk");
    }
    // So that the first loss is behind a checkpoint and the second is not.
    let seen = glance().expect("a journal");
    assert_eq!((seen.last, seen.events_lost), (5, 12));
    (2..1200).for_each(|number| writer.accept(sale(number)));
    writer.lose(3, sale(1200).at);
    writer.commit().expect("a sound disk");
    writer.lose(4, sale(1201).at);
    writer.commit().expect("a sound disk");
    let seen = glance().expect("a journal");
    assert_eq!(seen.events_lost, 19);
    assert_eq!(seen.newest, Some(sale(1201).at));
    assert_eq!(seen.damage, Vec::<String>::new());
}
