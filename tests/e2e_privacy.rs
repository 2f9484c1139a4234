//! Ten thousand slips with whole card numbers pass through a real service that is killed in the end:
//! nothing of them is on the disk, in the log, or in what the program's other commands say.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;
#[path = "privacy/slips.rs"]
mod slips;
#[path = "privacy/traces.rs"]
mod traces;

use rustix::process::Signal;
use shop::{Peer, Printer, Service, Shop};
use slips::{SLIPS, number, sale, slip, stream};
use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::process::Command;
use std::thread;
use tillside::runtime::local_api::ADDRESS_FILE;
use traces::Traces;

/// So many slips are on their way at once; the desk has room for their events.
const BATCH: usize = 250;

/// How many messages the till software sends.
const MESSAGES: usize = 200;

/// Prints slips, and waits until the service has understood them.
fn print_slips(service: &Service, till: &mut Peer, printer: &mut Printer) {
    for from in (0..SLIPS).step_by(BATCH) {
        let cards = from..from + BATCH;
        let sent: Vec<u8> = cards.flat_map(|card| stream(&slip(card))).collect();
        let got = thread::scope(|scope| {
            scope.spawn(|| till.send(&sent));
            printer.peer.receive(sent.len())
        });
        assert!(
            got == sent,
            "slips {from} and on did not arrive as they were sent"
        );
        service.wait_for_times("card slip, ", from + BATCH);
        // One sale in between, so that codes are printed and kept too.
        let sent = stream(&sale(from));
        till.send(&sent);
        printer.print_of(&sent);
    }
}

/// What the till software says about some of the payments, rightly and wrongly; how many messages
/// were taken.
fn tell(shop: &Shop) -> usize {
    let address = fs::read_to_string(shop.data.join(ADDRESS_FILE)).unwrap();
    let token = fs::read_to_string(shop.data.join("tokens/till.token")).unwrap();
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let mut taken = 0;
    for message in 0..MESSAGES {
        let card = number(message);
        let event = match message % 5 {
            0 => r#"{"payment":{"outcome":"declined"}}"#.to_owned(),
            1 => r#"{"payment":{"outcome":"unknown"}}"#.to_owned(),
            2 => {
                r#"{"payment":{"outcome":"declined","told":{"iso8583":{"code":"43"}}}}"#.to_owned()
            }
            3 => format!(r#"{{"payment":{{"outcome":"{card}"}}}}"#),
            _ => format!(r#"{{"member":{{"number":"{card}"}}}}"#),
        };
        let body = format!(r#"{{"key":"{card}-{message}","sale":"{card}","event":{event}}}"#);
        let sent = agent
            .post(format!("http://{}/v1/till-events", address.trim()))
            .header("Authorization", format!("Bearer {}", token.trim()))
            .header("Content-Type", "application/json")
            .send(body);
        taken += usize::from(sent.unwrap().status() == 200);
    }
    taken
}

/// What the process has in its memory and may change.
fn memory(service: &Service) -> Vec<u8> {
    let folder = Path::new("/proc").join(service.pid().to_string());
    let maps = fs::read_to_string(folder.join("maps")).unwrap();
    let memory = File::open(folder.join("mem")).unwrap();
    let mut all = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" rw-p ")) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let [from, to] = [from, to].map(|hex| u64::from_str_radix(hex, 16).unwrap());
        let mut part = vec![0; usize::try_from(to - from).unwrap()];
        // Some special areas cannot be read; nothing of ours is there.
        if memory.read_exact_at(&mut part, from).is_ok() {
            all.extend_from_slice(&part);
        }
    }
    all
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    all
}

/// What a command says, on both outputs.
fn said(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(!output.stdout.is_empty(), "{command:?} said nothing");
    [output.stdout, output.stderr].concat()
}

/// `replay` shows lines, which is what it is for, and no number of a card.
#[test]
fn what_replay_shows_has_no_card_number() {
    let folder = tempfile::tempdir().unwrap();
    let captured = folder.path().join("slips.bin");
    let text = folder.path().join("slips.txt");
    let cards = 0..4 * 8 * 13;
    let streams: Vec<u8> = cards.clone().flat_map(|card| stream(&slip(card))).collect();
    fs::write(&captured, streams).unwrap();
    let texts: Vec<String> = cards.clone().map(slip).collect();
    fs::write(&text, texts.join("---\n")).unwrap();
    let traces = Traces::new();
    for arguments in [&[][..], &["--json"], &["--text"], &["--text", "--json"]] {
        let plain = arguments.contains(&"--text");
        let input = if plain { &text } else { &captured };
        let mut replay = Command::new(env!("CARGO_BIN_EXE_tillside"));
        let shown = said(replay.arg("replay").args(arguments).arg(input));
        let lines = traces.all_in("replay", &shown).len();
        assert!(lines > cards.len(), "only {lines} lines were shown");
        let found = traces.numbers_in("replay", &shown);
        assert!(found.is_empty(), "{arguments:?}: {}", found.join("\n"));
    }
}

/// How large a core file may become, softly and at all.
fn core_limits(service: &Service) -> Vec<String> {
    let limits = Path::new("/proc").join(service.pid().to_string());
    let limits = fs::read_to_string(limits.join("limits")).unwrap();
    let core = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max core file size"));
    let words = core.unwrap().split_whitespace().take(2);
    words.map(str::to_owned).collect()
}

#[test]
fn nothing_of_ten_thousand_slips_is_kept() {
    let shop = Shop::with_own_ports();
    let mut service = shop.open();
    service.wait_for("the local API listens");
    assert_eq!(core_limits(&service), ["0", "0"]);
    let (mut till, mut printer) = (shop.till(), shop.printer());
    print_slips(&service, &mut till, &mut printer);
    let memory = memory(&service);
    assert!(tell(&shop) >= 2 * MESSAGES / 5, "the messages were refused");
    let config = shop
        .folder
        .path()
        .join("tillside.toml")
        .display()
        .to_string();
    let doctor = said(&mut shop.tillside(&["doctor", "--json", "--config", &config]));
    service.signal(Signal::KILL);
    service.wait();

    let traces = Traces::new();
    // The last slips may still be where registers were saved to.
    let remembered = traces.numbers_in("memory", &memory);
    let few = remembered.len() <= 16;
    assert!(
        few,
        "{} traces, such as {:?}",
        remembered.len(),
        remembered.last()
    );
    let mut found = Vec::new();
    let files = files(&shop.data);
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(
        size > 500_000,
        "only {size} bytes in {}",
        shop.data.display()
    );
    for (name, bytes) in &files {
        found.extend(traces.all_in(name, bytes));
    }
    found.extend(traces.all_in("the log", service.lines().join("\n").as_bytes()));
    found.extend(traces.all_in("doctor", &doctor));
    found.extend(traces.all_in("export", &said(&mut shop.tillside(&["export"]))));
    found.extend(traces.all_in("check", &said(&mut shop.tillside(&["check"]))));
    let more = found.len();
    found.truncate(20);
    assert!(
        found.is_empty(),
        "{more} traces, such as\n{}",
        found.join("\n")
    );
}
