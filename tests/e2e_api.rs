//! The local API of a real service: till events that survive a kill, codes switched on and off while
//! receipts pass, and an end that keeps nobody waiting.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use rustix::process::Signal;
use shop::printed::sale;
use shop::{Service, Shop, eventually};
use std::fs;
use std::net::SocketAddr;
use std::process::Command as Process;
use std::thread;
use tillside::client::{Client, Error};
use tillside::domain::tally::Measure;
use tillside::engine::api::{
    Amount, CodesMode, Command, FiguresQuery, Key, Reception, Slip, Step, TillEvent, TillWord,
};
use tillside::runtime::clock;
use tillside::runtime::local_api::{ADDRESS_FILE, client};

const API_COUNTS: &str = "[counter]\nsales = \"api\"\n";

fn as_till(shop: &Shop) -> Client {
    client(&shop.data, "till").unwrap()
}

fn as_panel(shop: &Shop) -> Client {
    client(&shop.data, "panel").unwrap()
}

fn key(text: &str) -> Key {
    Key::try_from(text.to_owned()).unwrap()
}

fn paid(number: u32) -> TillEvent {
    TillEvent {
        key: key(&format!("message-{number}")),
        sale: Some(key(&format!("sale-{number}"))),
        at: None,
        event: TillWord::SaleCompleted(Amount {
            total_minor: Some(100 + number),
            ..Amount::default()
        }),
    }
}

/// How many sales of today managers see, and their money in pounds.
fn figures(shop: &Shop) -> (i64, i64) {
    let today = clock::today();
    let query = FiguresQuery {
        from: today.pred_opt().unwrap(),
        to: today.succ_opt().unwrap(),
        step: Step::Day,
    };
    let figures = client(&shop.data, "manager").unwrap().figures(&query);
    let rows = figures.unwrap().rows;
    let sales = rows.iter().map(|row| row.tally.get(Measure::Sales)).sum();
    let totals = rows.iter().flat_map(|row| row.tally.totals());
    (sales, totals.map(|(_, total)| total).sum())
}

/// Starts the service with the configuration that is there already.
fn start_again(shop: &Shop) -> Service {
    let mut command = Process::new(env!("CARGO_BIN_EXE_tillside"));
    command.arg("service").arg("--data").arg(&shop.data);
    command
        .arg("--config")
        .arg(shop.folder.path().join("tillside.toml"));
    let service = Service::start(command);
    service.wait_for("the local API listens");
    service
}

#[test]
fn what_was_answered_survives_a_kill_and_is_counted_once() {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    shop.more = API_COUNTS;
    let mut service = shop.open();
    service.wait_for("the local API listens");
    let mut told = 0;
    for round in 0..4 {
        let till = as_till(&shop);
        for number in told..told + 5 {
            assert_eq!(till.till_event(&paid(number)).unwrap(), Reception::Taken);
        }
        told += 5;
        service.signal(Signal::KILL);
        service.wait();
        // A till that heard no answer, or lost it, tells everything again.
        fs::remove_file(shop.data.join(ADDRESS_FILE)).unwrap();
        service = start_again(&shop);
        let till = as_till(&shop);
        for number in 0..told {
            let reception = till.till_event(&paid(number)).unwrap();
            assert_eq!(
                reception,
                Reception::Repeated,
                "round {round}, sale {number}"
            );
        }
    }
    let sum: u32 = (0..told).map(|number| 100 + number).sum();
    assert_eq!(figures(&shop), (told.into(), sum.into()));
    assert_eq!(as_panel(&shop).view(None).unwrap().served_today, told);
    assert_eq!(service.stop(), Some(0));
    let check = shop.tillside(&["check"]).output().unwrap();
    assert!(check.status.success(), "{check:?}");
}

#[test]
fn a_token_opens_its_own_scope_alone() {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    let service = shop.open();
    service.wait_for("the local API listens");
    let unauthorised = |error: &Error| matches!(error, Error::Unauthorised);
    assert!(
        as_till(&shop)
            .view(None)
            .is_err_and(|error| unauthorised(&error))
    );
    let told = as_panel(&shop).till_event(&paid(1));
    assert!(told.is_err_and(|error| unauthorised(&error)));
    let address = fs::read_to_string(shop.data.join(ADDRESS_FILE)).unwrap();
    let address: SocketAddr = address.trim().parse().unwrap();
    assert!(address.ip().is_loopback());
    let stranger = Client::new(address, &"0".repeat(64));
    assert!(stranger.view(None).is_err_and(|error| unauthorised(&error)));
}

#[test]
fn codes_are_switched_on_and_off_while_receipts_pass_and_the_configuration_says_so() {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    shop.more = "# The owner's last words.\n";
    let mut service = shop.open();
    service.wait_for("the local API listens");
    let panel = as_panel(&shop);
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let mut receipt = |number, coded| {
        let sale = sale(number);
        till.send(&sale);
        let printed = printer.print_of(&sale);
        assert_eq!(printed.block.is_some(), coded, "sale {number}");
    };
    let mode = || panel.view(None).unwrap().codes.mode;
    receipt(1, false);
    assert_eq!(mode(), CodesMode::Observing);
    panel
        .command(Command::EnableCodes { copies: true })
        .unwrap();
    service.wait_for("codes are ready");
    assert_eq!(mode(), CodesMode::On);
    receipt(2, true);
    let path = shop.folder.path().join("tillside.toml");
    let text = fs::read_to_string(&path).unwrap();
    for line in [
        "enabled = true",
        "kinds = [\"sale\", \"copy\"]",
        "# The owner's last words.",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    // Started anew, it is as somebody wanted.
    assert_eq!(service.stop(), Some(0));
    drop((till, printer));
    let mut service = start_again(&shop);
    service.wait_for("codes are ready");
    let panel = as_panel(&shop);
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let third = sale(3);
    till.send(&third);
    assert!(printer.print_of(&third).block.is_some());
    panel.command(Command::DisableCodes).unwrap();
    let fourth = sale(4);
    till.send(&fourth);
    assert!(printer.print_of(&fourth).block.is_none());
    let seen = eventually("the receipt is seen", || {
        let view = panel.view(None).unwrap();
        (view.documents.len() == 2).then_some(view)
    });
    assert_eq!(seen.codes.mode, CodesMode::Observing);
    assert!(seen.documents[0].code.is_none() && seen.documents[1].code.is_some());
    assert_eq!(seen.last_code, seen.documents[1].code);
    panel
        .command(Command::EnableCodes { copies: false })
        .unwrap();
    service.wait_for_times("codes are ready", 2);
    let fifth = sale(5);
    till.send(&fifth);
    assert!(printer.print_of(&fifth).block.is_some());
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn what_was_recognised_is_printed_to_be_compared() {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    let service = shop.open();
    service.wait_for("the local API listens");
    let early = shop.tillside(&["print", "comparison"]).output().unwrap();
    assert_eq!(early.status.code(), Some(2));
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let first = sale(1);
    till.send(&first);
    printer.print_of(&first);
    as_panel(&shop)
        .command(Command::Print {
            slip: Slip::Comparison,
        })
        .unwrap();
    let second = as_panel(&shop).command(Command::Print {
        slip: Slip::Comparison,
    });
    assert!(matches!(second, Err(Error::Refused(_))), "{second:?}");
    let slip = printer.take_until(|got| got.ends_with(b"\x1DVB\0").then_some(got.len()));
    let sheets = shop::printed::sheets(&slip);
    let text = sheets[0].text.join("\n");
    assert!(
        text.contains("What Tillside recognised") && text.contains("Sale"),
        "{text}"
    );
}

#[test]
fn the_end_of_the_service_answers_who_waits_for_the_next_view() {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    let mut service = shop.open();
    service.wait_for("the local API listens");
    let panel = as_panel(&shop);
    let newest = panel.view(None).unwrap();
    let others = panel.clone();
    let waiting = thread::Builder::new().name("waiting".to_owned());
    let waiting = waiting.spawn(move || others.view(Some(newest.revision)).is_ok());
    panel.command(Command::CorrectWaiting { by: 2 }).unwrap();
    assert!(waiting.unwrap().join().unwrap(), "the view came");
    assert_eq!(panel.view(None).unwrap().queue.waiting, 2);
    assert_eq!(service.stop(), Some(0));
    assert!(matches!(panel.view(None), Err(Error::NobodyListens { .. })));
}

#[test]
fn a_journal_that_comes_back_brings_what_it_remembers() {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    shop.more = API_COUNTS;
    let mut service = shop.open();
    service.wait_for("the local API listens");
    for number in 0..3 {
        let told = as_till(&shop).till_event(&paid(number));
        assert_eq!(told.unwrap(), Reception::Taken);
    }
    assert_eq!(service.stop(), Some(0));
    let (journal, aside) = (shop.data.join("journal.sqlite"), shop.data.join("aside"));
    fs::rename(&journal, &aside).unwrap();
    fs::create_dir(&journal).unwrap();
    let mut service = start_again(&shop);
    service.wait_for("nothing is remembered for now");
    // Nobody can know whether this was told before.
    let told = as_till(&shop).till_event(&paid(0));
    assert!(matches!(told, Err(Error::Busy { .. })), "{told:?}");
    let panel = as_panel(&shop);
    panel.command(Command::CorrectWaiting { by: 4 }).unwrap();
    assert_eq!(panel.view(None).unwrap().served_today, 0);
    fs::remove_dir(&journal).unwrap();
    fs::rename(&aside, &journal).unwrap();
    service.wait_for("the journal can be written again");
    let seen = eventually("what was remembered is back", || {
        let view = panel.view(None).unwrap();
        (view.served_today == 3).then_some(view)
    });
    assert_eq!(seen.queue.waiting, 4);
    let told = as_till(&shop).till_event(&paid(0));
    assert_eq!(told.unwrap(), Reception::Repeated);
    assert_eq!(service.stop(), Some(0));
}
