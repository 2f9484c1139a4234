//! What a manager waits for who looks at members and gifts after many years: a hundred thousand members in a
//! journal of four million documents, with a hundred gifts a day; against a thousand members in a week's.
//!
//! `cargo bench --bench loyalty` (about 2.5 GB below `target/`)
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

#[path = "support/regulars.rs"]
mod regulars;
#[path = "support/years.rs"]
mod years;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use regulars::journal_of_members;
use tillside::domain::code::Day;
use tillside::domain::kpi::loyalty::Usual;
use tillside::domain::kpi::period::Period;
use tillside::domain::member::Member;
use tillside::engine::api::LoyaltyReport;
use tillside::journal::{CapNow, Reader, Writer};
use tillside::runtime::{clock, loyalty_reports};
use years::{MANY, WEEK, events, journal_of, series};

const MEMBERS: u32 = 100_000;
const FEW: u32 = 1000;
const ROUNDS: usize = 21;

/// The promise for a page, in ms.
const PROMISE_MS: f64 = 200.0;

/// The least and the median of so many rounds, in ms: others may be busy on the machine.
fn timed<T>(rounds: usize, mut once: impl FnMut() -> T) -> [f64; 2] {
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let begin = Instant::now();
            black_box(once());
            begin.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    [0, rounds / 2].map(|place| times.get(place).copied().unwrap())
}

fn say(name: &str, [least, median]: [f64; 2]) {
    println!("  {name:38} {least:9.2} {median:9.2}");
}

fn last_day(documents: i64) -> NaiveDate {
    clock::local(events(documents - 1)[2].at).date()
}

/// What the service looks up for the page on eight weeks, and what the window reads of it.
fn report(path: &Path, last: NaiveDate, usual: Option<Usual>) -> LoyaltyReport {
    let folder = path.parent().unwrap();
    let days = (Period::Weeks8.first_day(last), last);
    let config = folder.join("tillside.toml");
    let report = loyalty_reports::report(folder, &config, days, usual).unwrap();
    let text = serde_json::to_string(&report).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The ten rules tried on the last week, as a process of its own, in s.
fn dry_run(folder: &Path, rules: &Path, last: NaiveDate) -> f64 {
    let begin = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
    let last = last.to_string();
    command.args(["gifts", "dry-run", "--json", "--to", &last, "--data"]);
    let output = command.arg(folder).arg(rules).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(
        said.get("sales").and_then(serde_json::Value::as_u64) > Some(3000),
        "{said}"
    );
    begin.elapsed().as_secs_f64()
}

/// What the page is looked up with, one after the other.
fn say_parts(reader: &Reader, last: NaiveDate, cap: CapNow) {
    let before = |days| Day::from_date(last - Days::new(days)).unwrap();
    let today = before(0);
    let rows = || reader.member_rows(Some(cap)).unwrap();
    say("  of which members", timed(ROUNDS, rows));
    let days = || reader.gift_days(before(55), today).unwrap();
    say("  of which gifts by day", timed(ROUNDS, days));
    let had = || reader.gifts_had(before(90), today).unwrap();
    say("  of which gifts had", timed(ROUNDS, had));
    let assigned = || reader.assigned((before(380), before(14))).unwrap();
    say("  of which assigned", timed(ROUNDS, assigned));
}

/// What all of it takes with so many members; how long the page took at least, in ms.
fn measure(documents: i64, members: u32) -> f64 {
    let last = last_day(documents);
    let today = Day::from_date(last).unwrap();
    let path = journal_of_members(documents, members, today);
    println!("{documents} documents and {members} members, least and median of {ROUNDS}, in ms:");
    let usual = Reader::open(&path).unwrap().usual().unwrap();
    assert!(usual.is_some());
    let gap = timed(ROUNDS, || {
        black_box(Reader::open(&path).unwrap().usual().unwrap())
    });
    say("the usual gap, once a day", gap);
    let told = report(&path, last, usual);
    let at = told.report.caps.unwrap();
    println!(
        "  (coming {}, due {}, had all {}, addressed {}, compared {:?})",
        told.report.coming,
        told.report.due.len(),
        at.had_all,
        at.addressed,
        told.report.compared.first().map(|it| (it.with, it.without)),
    );
    let page = timed(ROUNDS, || drop(report(&path, last, usual)));
    say("the page on eight weeks", page);
    let reader = Reader::open(&path).unwrap();
    let cap = CapNow {
        cap: at.caps.contacts,
        today,
        now: clock::now().at,
    };
    say_parts(&reader, last, cap);
    let mut writer = Writer::new(path, series());
    let quiet = timed(ROUNDS, || drop(writer.members_to_forget(today).unwrap()));
    say("who is to be forgotten, daily", quiet);
    for (name, member) in [("one", 1), ("another", u64::from(members / 2))] {
        let begin = Instant::now();
        let data = reader.member_data(Member(member)).unwrap().unwrap();
        let took = begin.elapsed().as_secs_f64() * 1e3;
        println!(
            "  all of {name:8} ({:4} events) {took:9.2}",
            data.events.len()
        );
    }
    page[0]
}

fn main() {
    let peer = measure(WEEK, FEW);
    let page = measure(MANY, MEMBERS);
    println!("the page: ratio {:.1}", page / peer);
    let last = last_day(MANY);
    let path = journal_of_members(MANY, MEMBERS, Day::from_date(last).unwrap());
    let (folder, rules) = (path.parent().unwrap(), path.with_file_name("gifts.toml"));
    let alone = journal_of(MANY);
    let (with, without) = (
        dry_run(folder, &rules, last),
        dry_run(alone.parent().unwrap(), &rules, last),
    );
    println!(
        "ten rules on a week of {MANY} documents, a process: {with:.2} s, without members {without:.2} s"
    );
    assert!(page <= PROMISE_MS, "the page takes {page:.0} ms");
}
