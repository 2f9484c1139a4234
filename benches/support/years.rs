//! A journal of many years, made once and used again.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rusqlite::Connection;
use tillside::domain::code::{Day, Kind as CodeKind, Seq, Slot, Till};
use tillside::domain::document::{Currency, Kind, Tender};
use tillside::domain::event::{DocumentEnded, Entry, Event, PrintedCode, Series};
use tillside::domain::time::{Quarter, Timestamp};
use tillside::engine::state::State;
use tillside::journal::{self, Writer};

/// A busy counter's documents of three years, spread over 22: as many rows of figures as that.
pub(crate) const MANY: i64 = 4_000_000;

/// A week round the clock, which fills the memory; it is as far from its checkpoint.
pub(crate) const WEEK: i64 = 7 * 24 * 4 * A_QUARTER;

/// A document with three events every three minutes.
pub(crate) const A_QUARTER: i64 = 5;

/// The most events that may follow a checkpoint.
pub(crate) const TAIL: i64 = journal::CHECKPOINT_EVERY - 1;

/// The first quarter-hour of 2026.
const FIRST: Quarter = Quarter(1_767_225_600_000 / Quarter::LEN_MS);

pub(crate) fn series() -> Series {
    Series {
        store: Slot::new(3).unwrap(),
        counter: Till::new(2).unwrap(),
    }
}

fn code() -> PrintedCode {
    PrintedCode {
        kind: CodeKind::Survey,
        day: Day(2517),
        seq: Seq::new(1077).unwrap(),
        waited: None,
    }
}

/// What a sale leaves behind.
pub(crate) fn events(document: i64) -> [Entry; 3] {
    let ended = FIRST.start().0 + (document * Quarter::LEN_MS + Quarter::LEN_MS / 2) / A_QUARTER;
    let entry = |before_ms, event| Entry {
        at: Timestamp(ended - before_ms),
        event,
    };
    let sale = DocumentEnded {
        kind: Kind::Sale,
        items: Some(7),
        served_ms: Some(45_678),
        waited_s: None,
        total_minor: Some(12_345),
        currency: Some(Currency::EURO),
        tender: Some(Tender::Card),
        refund: false,
        void: false,
        copy: false,
        trusted: true,
    };
    [
        entry(45_678, Event::ServingBegan),
        entry(1, Event::CodePrinted(code())),
        entry(0, Event::DocumentEnded(sale)),
    ]
}

fn write(path: &Path, documents: std::ops::Range<i64>) {
    let mut writer = Writer::new(path.to_owned(), series());
    documents
        .flat_map(events)
        .for_each(|entry| writer.accept(entry));
    writer.commit().unwrap();
}

/// A journal of documents alone.
fn fill(path: &Path, documents: i64) {
    fill_as(path, documents, 3 * A_QUARTER, "body", |path| {
        write(path, 0..A_QUARTER);
    });
    let from = documents / A_QUARTER * A_QUARTER;
    write(path, from..from + TAIL / 3);
}

/// Has `first` write the events of a quarter-hour, so many of them, and repeats these, as the writer has
/// written them, until there are so many documents; `body` is what SQL makes of an event in the `k`-th.
pub(crate) fn fill_as(
    path: &Path,
    documents: i64,
    a_quarter: i64,
    body: &str,
    first: impl FnOnce(&Path),
) {
    first(path);
    let quarters = documents / A_QUARTER;
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
        .unwrap();
    let triggers = take_triggers_away(&connection);
    let repeat = |what: &str| {
        let sql = format!(
            "WITH RECURSIVE later(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM later WHERE k + 1 < ?1) {what}"
        );
        connection.execute(&sql, [quarters]).unwrap();
    };
    repeat(&format!(
        "INSERT INTO events SELECT seq + k * {a_quarter}, at_ms + k * {}, form, {body}
         FROM later CROSS JOIN (SELECT * FROM events ORDER BY seq) ORDER BY k, seq",
        Quarter::LEN_MS
    ));
    for table in ["quarter_hours", "quarter_totals"] {
        let columns = columns_but_the_first(&connection, table);
        repeat(&format!(
            "INSERT INTO {table} SELECT quarter + k, {columns} FROM later CROSS JOIN (SELECT * FROM {table})"
        ));
    }
    write_checkpoint(&connection, quarters * A_QUARTER, quarters * a_quarter);
    connection.execute_batch(&triggers).unwrap();
    connection.close().unwrap();
}

/// They would look at each row; their text, to put them back.
fn take_triggers_away(connection: &Connection) -> String {
    let sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)));
    let triggers: Vec<(String, String)> = rows.unwrap().map(Result::unwrap).collect();
    for (name, _) in &triggers {
        connection
            .execute_batch(&format!("DROP TRIGGER {name}"))
            .unwrap();
    }
    triggers.into_iter().map(|(_, sql)| sql + ";\n").collect()
}

fn columns_but_the_first(connection: &Connection, table: &str) -> String {
    let sql = "SELECT name FROM pragma_table_info(?1) WHERE cid > 0 ORDER BY cid";
    let mut statement = connection.prepare(sql).unwrap();
    let names = statement.query_map([table], |row| row.get(0)).unwrap();
    let names: Vec<String> = names.map(Result::unwrap).collect();
    names.join(", ")
}

/// The memory looks back some days only, so that the last week leads to the same.
fn write_checkpoint(connection: &Connection, documents: i64, seq: i64) {
    let mut state = State::default();
    let week = WEEK.min(documents);
    for entry in (documents - week..documents).flat_map(events) {
        state.apply(&entry);
    }
    let at = events(documents - 1)[2].at;
    let json = serde_json::to_string(&state).unwrap();
    let sql = "INSERT INTO checkpoints (seq, at_ms, state) VALUES (?1, ?2, ?3)";
    connection.execute(sql, (seq, at.0, json)).unwrap();
}

/// The file of a journal with so many documents; made if it is not there.
pub(crate) fn journal_of(documents: i64) -> PathBuf {
    let what = format!("{documents} documents");
    made_once(&documents.to_string(), &what, |path| fill(path, documents))
}

/// The file of a journal in a folder of this name, which `make` makes if it is not there.
pub(crate) fn made_once(name: &str, what: &str, make: impl FnOnce(&Path)) -> PathBuf {
    let name = format!("journal-v{}-{name}", journal::VERSION);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let path = folder.join(journal::FILE);
    let complete = folder.join("complete");
    if !complete.exists() {
        let begin = Instant::now();
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        make(&path);
        fs::write(complete, "").unwrap();
        let took = begin.elapsed().as_secs();
        println!("made a journal of {what} in {took} s");
    }
    path
}
