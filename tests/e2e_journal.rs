//! What the real service keeps of a day, whatever ends it.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use rustix::process::Signal;
use serde_json::Value;
use shop::printed::sale;
use shop::{Service, Shop, eventually};
use std::fs;

/// What `tillside` with these arguments says, and its exit status.
fn ask(shop: &Shop, arguments: &[&str]) -> (Option<i32>, String) {
    let output = shop.tillside(arguments).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), said)
}

/// The events in the journal with the fields of those that have any.
fn exported(shop: &Shop) -> Vec<(String, Value)> {
    let (status, lines) = ask(shop, &["export"]);
    assert_eq!(status, Some(0));
    let event = |line: &str| -> (String, Value) {
        let record: Value = serde_json::from_str(line).unwrap();
        match &record["event"] {
            Value::Object(event) => {
                let (name, fields) = event.iter().next().unwrap();
                (name.clone(), fields.clone())
            }
            name => (name.as_str().unwrap().to_owned(), Value::Null),
        }
    };
    lines.lines().map(event).collect()
}

fn count(events: &[(String, Value)], name: &str) -> usize {
    events.iter().filter(|(found, _)| found == name).count()
}

fn print_sales(shop: &Shop, numbers: std::ops::Range<usize>) {
    let (mut till, mut printer) = (shop.till(), shop.printer());
    for number in numbers {
        let sale = sale(number);
        till.send(&sale);
        assert!(printer.print_of(&sale).block.is_some());
    }
}

#[test]
fn every_sale_is_in_the_journal_once_over_an_end_and_a_kill() {
    let shop = Shop::with_own_ports();
    let mut service = shop.open();
    print_sales(&shop, 0..5);
    assert_eq!(service.stop(), Some(0));
    assert_eq!(count(&exported(&shop), "document_ended"), 5);

    let mut service = shop.open();
    print_sales(&shop, 5..9);
    // Beside the running service: everything reaches the disk by itself.
    eventually("the events are on the disk", || {
        (count(&exported(&shop), "code_printed") == 9).then_some(())
    });
    service.signal(Signal::KILL);
    service.wait();

    let mut service = shop.open();
    print_sales(&shop, 9..10);
    assert_eq!(service.stop(), Some(0));
    let events = exported(&shop);
    assert_eq!(count(&events, "document_ended"), 10, "{events:?}");
    let mut seqs: Vec<u64> = events
        .iter()
        .filter(|(name, _)| name == "code_printed")
        .map(|(_, fields)| fields["seq"].as_u64().unwrap())
        .collect();
    assert!(seqs.is_sorted(), "{seqs:?}");
    seqs.dedup();
    assert_eq!(seqs.len(), 10);
    let sales = events.iter().filter(|(name, _)| name == "document_ended");
    for (_, fields) in sales {
        assert_eq!(fields["kind"], "sale", "{fields}");
        assert_eq!(fields["currency"], "GBP", "{fields}");
    }
    let (status, report) = ask(&shop, &["check", "--json"]);
    assert_eq!(status, Some(0), "{report}");
    // No byte of a receipt is on the disk.
    for name in ["journal.sqlite", "journal.sqlite-wal"] {
        let bytes = fs::read(shop.data.join(name)).unwrap_or_default();
        let told = bytes.windows(13).any(|text| text == b"CORNER MARKET");
        assert!(!told, "{name}");
    }
}

#[test]
fn a_check_of_a_damaged_journal_says_so_by_its_status() {
    let shop = Shop::with_own_ports();
    let mut service = shop.open();
    print_sales(&shop, 0..2);
    assert_eq!(service.stop(), Some(0));
    let journal = rusqlite::Connection::open(shop.data.join("journal.sqlite")).unwrap();
    journal
        .execute_batch("UPDATE quarter_hours SET served = served + 1")
        .unwrap();
    let (status, said) = ask(&shop, &["check"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("are not the sum of their events"), "{said}");
    let nowhere = Shop::with_own_ports();
    assert_eq!(ask(&nowhere, &["check"]).0, Some(2));
    assert_eq!(ask(&nowhere, &["export"]).0, Some(2));
}

#[test]
fn another_counters_journal_costs_the_codes_and_not_the_cable() {
    let shop = Shop::with_own_ports();
    drop(shop.open());
    let config = shop.config();
    let text = fs::read_to_string(&config).unwrap() + "[counter]\nnumber = 7\n";
    fs::write(&config, text).unwrap();
    let mut command = shop.tillside(&["service"]);
    let service = Service::start({
        command.arg("--config").arg(config);
        command
    });
    service.wait_for("the journal of another store or counter");
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let sale = sale(1);
    till.send(&sale);
    assert_eq!(printer.print_of(&sale).block, None);
}
