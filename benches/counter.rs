//! How soon a window knows: from the last byte of a cut, from a scan, from the last byte of a card
//! slip and from a till event, to the new view at the other end of a long poll, while the journal
//! flushes every event to the disk. The peer is the least that the same API can do: `GET /v1/health`
//! by the same client.
//!
//! `cargo bench --bench counter`
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

#[expect(dead_code, reason = "this bench has another peer")]
mod support;

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use support::service;
use tillside::client::Client;
use tillside::device::port::open_far_end;
use tillside::domain::document::{Kind, Outcome};
use tillside::domain::language::Language;
use tillside::engine::api::{TillEvent, TillWord};
use tillside::runtime::local_api::{ADDRESS_FILE, client as api};
use tillside::sim::documents::{Documents, Genre, Setup};
use tillside::sim::library::Library;

const ROUNDS: usize = 200;

/// Long enough for a poll to be waiting when something happens, and seldom enough for the API.
const PAUSE: Duration = Duration::from_millis(100);

/// From `cause` until a view for which `is_it` holds has come.
fn until_seen(
    client: &Client,
    is_it: impl Fn(&tillside::engine::api::View) -> bool + Sync,
    cause: impl FnOnce(),
) -> Duration {
    let first = client.view(None).unwrap().revision;
    thread::scope(|scope| {
        let poll = scope.spawn(|| {
            let mut seen = first;
            loop {
                let view = client.view(Some(seen)).unwrap();
                if is_it(&view) {
                    return Instant::now();
                }
                seen = view.revision;
            }
        });
        thread::sleep(PAUSE);
        let begin = Instant::now();
        cause();
        poll.join().unwrap() - begin
    })
}

fn documents() -> Documents {
    let start = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let start = start.and_hms_opt(9, 0, 0).unwrap();
    let setup = Setup::new(Library::EscposPhp, Language::new("da").unwrap());
    Documents::new(setup, start, 1).unwrap()
}

fn sales() -> Vec<Vec<u8>> {
    let sales = documents().filter(|document| document.facts.kind == Some(Kind::Sale));
    sales.take(ROUNDS).map(|sale| sale.wire.bytes).collect()
}

fn has_prompt(view: &tillside::engine::api::View) -> bool {
    view.prompt.is_some()
}

/// Somebody has paid after all, and the note is gone.
fn settle(client: &Client, till: &Client, key: usize) {
    till.till_event(&payment(Outcome::Approved, format!("y{key}")))
        .unwrap();
    while client.view(None).unwrap().prompt.is_some() {
        thread::sleep(Duration::from_millis(1));
    }
}

fn slips(client: &Client, teller: &Client, till: &mut File) -> Vec<Duration> {
    let mut documents = documents();
    let round = |key| {
        let slip = documents.make(Genre::SlipDeclined).wire.bytes;
        let (last, rest) = slip.split_last().unwrap();
        till.write_all(rest).unwrap();
        thread::sleep(PAUSE);
        let took = until_seen(client, has_prompt, || till.write_all(&[*last]).unwrap());
        settle(client, teller, key);
        took
    };
    (0..ROUNDS).map(round).collect()
}

fn payment(outcome: Outcome, key: String) -> TillEvent {
    TillEvent {
        key: key.try_into().unwrap(),
        sale: None,
        at: None,
        event: TillWord::Payment(outcome.into()),
    }
}

fn told(client: &Client, teller: &Client) -> Vec<Duration> {
    let round = |key| {
        let event = payment(Outcome::Declined, format!("n{key}"));
        let took = until_seen(client, has_prompt, || {
            teller.till_event(&event).unwrap();
        });
        settle(client, teller, ROUNDS + key);
        took
    };
    (0..ROUNDS).map(round).collect()
}

fn cuts(client: &Client, till: &mut File) -> Vec<Duration> {
    let round = |sale: Vec<u8>| {
        let (last, rest) = sale.split_last().unwrap();
        till.write_all(rest).unwrap();
        thread::sleep(PAUSE);
        let before = client
            .view(None)
            .unwrap()
            .documents
            .first()
            .map(|seen| seen.at);
        let is_new = move |view: &tillside::engine::api::View| {
            view.documents.first().map(|seen| seen.at) != before
        };
        until_seen(client, is_new, || till.write_all(&[*last]).unwrap())
    };
    sales().into_iter().map(round).collect()
}

fn scans(client: &Client, scanner: &mut File) -> Vec<Duration> {
    let round = |_| {
        until_seen(
            client,
            |_| true,
            || scanner.write_all(b"5901234123457\r").unwrap(),
        )
    };
    (0..ROUNDS).map(round).collect()
}

fn health(data: &Path) -> Vec<Duration> {
    let address = std::fs::read_to_string(data.join(ADDRESS_FILE)).unwrap();
    let round = |_| {
        thread::sleep(PAUSE);
        let begin = Instant::now();
        let mut stream = TcpStream::connect(address.trim()).unwrap();
        let request = "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        stream.read_to_end(&mut Vec::new()).unwrap();
        begin.elapsed()
    };
    (0..ROUNDS).map(round).collect()
}

/// From a till event to the end of the next frame, which draws it: the window is drawn only when
/// something is new.
fn painted(folder: &Path, client: &Client, teller: &Client) -> Vec<Duration> {
    let mut window = Command::new(env!("CARGO_BIN_EXE_tillside"))
        .args(["--windowed", "--measure", "--config"])
        .arg(folder.join("tillside.toml"))
        .arg("--data")
        .arg(folder.join("data"))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(window.stderr.take().unwrap()).lines();
    let (sender, frames) = sync_channel(1024);
    let reader = thread::spawn(move || {
        for _line in lines.map_while(Result::ok) {
            sender.send(Instant::now()).unwrap();
        }
    });
    // Until it has drawn all that it knows.
    let rest = || while frames.recv_timeout(PAUSE * 5).is_ok() {};
    thread::sleep(PAUSE * 20);
    let round = |key| {
        rest();
        let event = payment(Outcome::Declined, format!("p{key}"));
        let begin = Instant::now();
        teller.till_event(&event).unwrap();
        let drawn = frames.recv().unwrap() - begin;
        settle(client, teller, 10 * ROUNDS + key);
        drawn
    };
    let times = (0..ROUNDS / 4).map(round).collect();
    window.kill().unwrap();
    window.wait().unwrap();
    reader.join().unwrap();
    times
}

/// Prints p50 and p99 in ms, and gives p50.
fn say(what: &str, mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    let ms = |part: usize| times[times.len() * part / 100].as_secs_f64() * 1e3;
    println!("{what}: p50 {:.2} ms, p99 {:.2} ms", ms(50), ms(99));
    ms(50)
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = service(folder.path());
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut process = quiet.spawn().unwrap();
    let data = folder.path().join("data");
    while !(data.join(ADDRESS_FILE).exists() && folder.path().join("scanner").exists()) {
        thread::sleep(Duration::from_millis(5));
    }
    let open = |name| open_far_end(&folder.path().join(name)).unwrap();
    let (mut till, mut printer, mut scanner) = (open("till"), open("printer"), open("scanner"));
    let paper = thread::spawn(move || while printer.read(&mut [0; 4096]).is_ok_and(|n| n > 0) {});
    let client = api(&data, "panel").unwrap();
    let bare = say("GET /v1/health", health(&data));
    let cut = say(
        "last byte of a cut to the new view",
        cuts(&client, &mut till),
    );
    let scan = say("scan to the new view", scans(&client, &mut scanner));
    let teller = api(&data, "till").unwrap();
    let slip = say(
        "last byte of a card slip to the prompt in the view",
        slips(&client, &teller, &mut till),
    );
    let event = say(
        "till event to the prompt in the view",
        told(&client, &teller),
    );
    println!(
        "ratio to /v1/health: cut {:.2}, scan {:.2}, slip {:.2}, till event {:.2}",
        cut / bare,
        scan / bare,
        slip / bare,
        event / bare
    );
    if std::env::var_os("DISPLAY").is_some() {
        say(
            "till event to the note on the screen",
            painted(folder.path(), &client, &teller),
        );
    } else {
        println!("no display: how soon a note is drawn was not measured; try xvfb-run");
    }
    process.kill().unwrap();
    process.wait().unwrap();
    paper.join().unwrap();
}
