//! What it takes that a counter knows the members of its store: a new counter copies a hundred thousand of
//! them from where the counters meet, against the plain copy of that file; and what it costs to hear that
//! there is nothing new.
//!
//! `cargo bench --bench sharing` (about 400 MB below `target/`, made anew each time).
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tillside::domain::code::{Slot, Till};
use tillside::domain::event::Series;
use tillside::domain::member::{Card, Record};
use tillside::domain::time::Timestamp;
use tillside::engine::sharing::Taken;
use tillside::journal::{self, Copied, Writer};

const MEMBERS: i64 = 100_000;
const IDLE: u32 = 1000;
const NOW: Timestamp = Timestamp(1_795_332_600_000);

fn writer(folder: &Path, name: &str, counter: u16) -> Writer {
    let folder = folder.join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let series = Series {
        store: Slot::default(),
        counter: Till::new(counter).unwrap(),
    };
    let mut writer = Writer::new(folder.join(journal::FILE), series);
    writer.state().unwrap();
    writer
}

/// Members with a card, a name and an empty record each, as rows.
fn fill(path: &Path) {
    let mut connection = Connection::open(path).unwrap();
    let record = serde_json::to_string(&Record::default()).unwrap();
    let rows = connection.transaction().unwrap();
    let insert = |sql: &str, row: &dyn Fn(&mut rusqlite::Statement<'_>, i64)| {
        let mut statement = rows.prepare(sql).unwrap();
        (1..=MEMBERS).for_each(|number| row(&mut statement, number));
    };
    insert(
        "INSERT INTO members (member, lowest, joined_ms, joined_day, name, name_key, opted_out) \
         VALUES (?1, ?1, 0, 2517, 'Name ' || ?1, 'name ' || ?1, 0)",
        &|statement, number| {
            statement.execute([number]).unwrap();
        },
    );
    insert(
        "INSERT INTO cards (card, member, issued_ms) VALUES (?1, ?2, 0)",
        &|statement, number| {
            let card = Card::own(number.unsigned_abs()).unwrap().reveal();
            statement.execute((card, number)).unwrap();
        },
    );
    insert(
        "INSERT INTO member_records (member, lowest, seq, visits, months, stars, record) \
         VALUES (?1, ?1, 1, 0, 0, 0, ?2)",
        &|statement, number| {
            statement.execute((number, &record)).unwrap();
        },
    );
    insert(
        "INSERT INTO member_changes (member, change, told, copied) VALUES (?1, ?1, 0, 0)",
        &|statement, number| {
            statement.execute([number]).unwrap();
        },
    );
    rows.commit().unwrap();
}

/// One exchange, as it goes over the wire but for the sealing; whether there is more.
fn exchange(
    host: &mut Writer,
    counter: &mut Writer,
    taken: &mut Option<Taken>,
) -> (bool, Duration) {
    let till = Till::new(2).unwrap();
    let told = counter.what_to_tell(till, *taken).unwrap();
    let text = serde_json::to_vec(&told).unwrap();
    let heard = serde_json::from_slice(&text).unwrap();
    let start = Instant::now();
    let met = host.meet(&heard, NOW).unwrap();
    let took = start.elapsed();
    let text = serde_json::to_vec(&met).unwrap();
    let met = serde_json::from_slice(&text).unwrap();
    let copied = counter.copy(&told, &met, NOW).unwrap();
    let is_first = taken.replace(met.taken).is_none();
    (is_first || copied == (Copied::Kept { more: true }), took)
}

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sharing");
    drop(std::fs::remove_dir_all(&folder));
    let mut host = writer(&folder, "host", 1);
    let path = folder.join("host").join(journal::FILE);
    fill(&path);
    let mut counter = writer(&folder, "counter", 2);
    let (mut taken, mut rounds, mut longest) = (None, 0, Duration::ZERO);
    let start = Instant::now();
    loop {
        let (more, took) = exchange(&mut host, &mut counter, &mut taken);
        rounds += 1;
        longest = longest.max(took);
        if !more {
            break;
        }
    }
    let copied = start.elapsed();
    let start = Instant::now();
    let connection = Connection::open(&path).unwrap();
    let plain = folder.join("plain.sqlite");
    connection
        .execute("VACUUM INTO ?1", [plain.to_str().unwrap()])
        .unwrap();
    let peer = start.elapsed();
    let start = Instant::now();
    for _ in 0..IDLE {
        assert!(!exchange(&mut host, &mut counter, &mut taken).0);
    }
    let idle = start.elapsed() / IDLE;
    println!(
        "{MEMBERS} members copied in {rounds} exchanges: {copied:.2?}, longest at the host {longest:.2?}"
    );
    let ratio = copied.as_secs_f64() / peer.as_secs_f64();
    println!("  the plain copy of the file (VACUUM INTO): {peer:.2?}, ratio {ratio:.1}");
    println!("nothing new: {idle:.2?} an exchange, both sides");
    std::fs::remove_dir_all(&folder).unwrap();
}
