//! Prints of our own on a real cable: they wait for the till, are readable, and yield to it.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use shop::cable::MOMENT;
use shop::printed::{find, sale, sheets, split};
use shop::{Peer, Service, Shop, eventually};
use std::ops::Range;
use std::process::{Output, Stdio};
use std::time::Duration;
use tillside::device::progress::Record;
use tillside::protocol::escpos::command::{Command, Dialect, Sink};
use tillside::protocol::escpos::paper::Sheet;
use tillside::protocol::escpos::tap::Tap;
use tillside::runtime::local_api::ADDRESS_FILE;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A service that can be asked for slips.
fn open(shop: &Shop) -> Service {
    let service = shop.open();
    eventually("the local API", || {
        shop.data.join(ADDRESS_FILE).exists().then_some(())
    });
    service
}

/// The one sheet that `tillside print` has made.
fn printed_sheet(shop: &Shop, what: &str, printer: &mut shop::Printer) -> Sheet {
    let output = shop.tillside(&["print", what]).output().unwrap();
    assert!(output.status.success(), "{what}: {}", said(&output));
    // Done means that the printer's port has all of it.
    let mut bytes = Vec::new();
    while printer.has_more() {
        bytes.extend(printer.take_some());
    }
    let mut sheets = sheets(&bytes);
    assert_eq!(sheets.len(), 1, "{what}: {}", bytes.escape_ascii());
    let sheet = sheets.remove(0);
    assert!(!sheet.cut_in_line);
    sheet
}

fn has(sheet: &Sheet, text: &str) -> bool {
    sheet.text.iter().any(|line| line.contains(text))
}

#[test]
fn the_last_code_and_the_self_test_are_printed_while_the_till_is_silent() {
    let shop = Shop::with_own_ports();
    let _service = open(&shop);
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let none = shop.tillside(&["print", "again"]).output().unwrap();
    assert_eq!(none.status.code(), Some(2));
    assert!(
        said(&none).contains("nothing has come out of the printer"),
        "{}",
        said(&none)
    );
    let first = sale(1);
    till.send(&first);
    let code = printer.print_of(&first).code();
    let again = printed_sheet(&shop, "again", &mut printer);
    for text in ["Your code once more", &code, "[image 144×132]"] {
        assert!(has(&again, text), "no {text:?} in {:#?}", again.text);
    }
    let test = printed_sheet(&shop, "self-test", &mut printer);
    for text in [
        "Tillside printer test",
        "epson-generic",
        "[image 144×132]",
        "[QR HTTPS://S.EXAMPLE.COM/",
        "End of test",
    ] {
        assert!(has(&test, text), "no {text:?} in {:#?}", test.text);
    }
    // The code of the test is nobody's, and the next sale is as good as ever.
    let second = sale(2);
    till.send(&second);
    let next = printer.print_of(&second).code();
    assert_ne!(shop.verify(&next), shop.verify(&code));
    assert!(!has(&test, &code) && !has(&test, &next));
}

#[test]
fn the_day_is_told_on_a_slip_of_its_own() {
    let shop = Shop::with_own_ports();
    let _service = open(&shop);
    let (mut till, mut printer) = (shop.till(), shop.printer());
    for number in 1..=2 {
        let sale = sale(number);
        till.send(&sale);
        printer.print_of(&sale);
    }
    let slip = printed_sheet(&shop, "closing", &mut printer);
    for text in [
        "Thank you for today!",
        "2 customers served",
        "2 codes printed",
    ] {
        assert!(has(&slip, text), "no {text:?} in {:#?}", slip.text);
    }
    assert!(
        !has(&slip, "Longest rush"),
        "nobody waited: {:#?}",
        slip.text
    );
}

#[test]
fn without_a_service_nothing_is_printed_and_that_is_said() {
    let shop = Shop::with_own_ports();
    assert_eq!(shop.open().stop(), Some(0));
    let output = shop.tillside(&["print", "again"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("nobody listens"),
        "{}",
        said(&output)
    );
}

/// A print that is refused for this reason.
#[track_caller]
fn refuse(shop: &Shop, reason: &str) {
    let output = shop.tillside(&["print", "self-test"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains(reason), "{}", said(&output));
}

#[test]
fn a_receipt_that_is_under_way_is_not_cut_in_two() {
    let shop = Shop::with_own_ports();
    let _service = open(&shop);
    let (mut till, mut printer) = (shop.till(), shop.printer());
    till.send(b"\x1B@CORNER MARKET\nTea      2.00\n");
    printer.expect(b"\x1B@CORNER MARKET\nTea      2.00\n");
    refuse(&shop, "middle of a receipt");
    assert!(printer.is_silent());
    till.send(b"\n\x1DVA\0");
    printer.expect(b"\n\x1DVA\0");
    let test = printed_sheet(&shop, "self-test", &mut printer);
    assert!(has(&test, "Tillside printer test"));
}

#[test]
fn what_would_not_be_printed_as_lines_is_refused() {
    let shop = Shop::with_own_ports();
    let _service = open(&shop);
    let (mut till, mut printer) = (shop.till(), shop.printer());
    till.send(b"\x1B{\x01");
    printer.expect(b"\x1B{\x01");
    refuse(&shop, "mode");
    assert!(printer.is_silent());
}

/// Counts cuts, and what no piece may contain.
#[derive(Debug, Default, PartialEq, Eq)]
struct Commands {
    all: usize,
    cuts: usize,
}

impl Sink for Commands {
    fn command(&mut self, command: Command, _span: Range<u64>) {
        self.all += 1;
        self.cuts += usize::from(matches!(command, Command::Cut(_)));
    }
}

#[test]
fn a_print_of_our_own_yields_to_the_till_between_two_commands() {
    let (shop, mut till, mut printer) = Shop::with_adapters();
    let mut port = Peer::open(&shop.printer_path());
    let _service = open(&shop);
    // The printer's port is full, so that the slip has to wait in its first piece.
    let filler = fill(&mut port);
    let mut request = shop.tillside(&["print", "self-test"]);
    let request = request.stderr(Stdio::piped()).spawn().unwrap();
    eventually("the slip has begun", || {
        Record::open(&shop.data).unwrap().1.open_block
    });
    let sale = sale(1);
    till.send(&sale);
    let tail = b"\x1DVB\x03";
    assert!(sale.ends_with(tail));
    let sent = filler + sale.len();
    let mut slip = printer.take_until(|got| {
        let whole = got.len() >= sent && got.ends_with(tail);
        whole.then_some(got.len())
    });
    slip.drain(..filler);
    let output = request.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("cut short"), "{}", said(&output));
    let start = find(&slip, b"\x1B@CORNER").unwrap();
    let receipt = split(&sale, &slip[start..]).unwrap();
    assert_eq!(receipt.bytes, slip[start..]);
    slip.truncate(start);
    let mut commands = Commands::default();
    let mut tap = Tap::new(Dialect::EscPos);
    tap.advance(&mut commands, &slip);
    assert!(tap.between_commands(), "{}", slip.escape_ascii());
    assert!(commands.all > 0 && commands.cuts == 0, "{commands:?}");
    let printed = String::from_utf8_lossy(&slip);
    assert!(printed.contains("Tillside printer test") && !printed.contains("End of test"));
}

/// Writes dots until the port takes no more, also not a little later; how many.
fn fill(port: &mut Peer) -> usize {
    let mut filler = 0;
    while port.has_room(MOMENT) {
        filler += port.write_within(&[b'.'; 64], Duration::ZERO);
    }
    filler
}
