//! The real service on real pseudo-terminals: sales get their code, everything else passes.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use chrono::NaiveDate;
use shop::cable::MOMENT;
use shop::printed::{sale, sheets, split};
use shop::{Peer, Service, Shop, plug_in, wait_for_file};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Barrier;
use tillside::device::flow::{XOFF, XON};
use tillside::domain::code::Kind;
use tillside::domain::language::Language;
use tillside::protocol::escpos::command::Dialect;
use tillside::sim::documents::{Documents, Genre, Setup};
use tillside::sim::library::Library;

/// The streams of real till libraries: name, kind and bytes.
fn streams() -> Vec<(String, String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/escpos");
    let mut streams = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "bin") {
            let about = fs::read_to_string(path.with_extension("json")).unwrap();
            let about: serde_json::Value = serde_json::from_str(&about).unwrap();
            let word = |key: &str| about[key].as_str().unwrap().to_owned();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let kind = format!("{} {}", word("dialect"), word("kind"));
            streams.push((name, kind, fs::read(path).unwrap()));
        }
    }
    streams.sort();
    assert!(streams.len() > 100);
    streams
}

/// The end of a cable that nobody holds.
fn nobody() -> Peer {
    Peer(File::open("/dev/null").unwrap())
}

/// A sale from every till library that prints text.
fn sales_of_all_libraries() -> Vec<(String, Vec<u8>)> {
    let noon = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let noon = noon.and_hms_opt(12, 0, 0).unwrap();
    let texts = |library: &Library| library.writes_text() && library.dialect() == Dialect::EscPos;
    let libraries = Library::ALL.into_iter().filter(texts);
    // Another seed for each: the same text again would be a copy.
    let sale = |(library, seed)| {
        let setup = Setup::new(library, Language::ENGLISH);
        let document = Documents::new(setup, noon, seed)
            .unwrap()
            .make(Genre::CashSale);
        assert!(document.expects_code, "{}", document.name);
        (document.name, document.wire.bytes)
    };
    libraries.zip(1..).map(sale).collect()
}

#[test]
fn a_sale_arrives_whole_with_one_genuine_code() {
    let shop = Shop::with_own_ports();
    let _service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let mut serials = BTreeSet::new();
    for (name, sale) in sales_of_all_libraries() {
        till.send(&sale);
        let printed = printer.print_of(&sale);
        assert!(printed.block.is_some(), "{name} has no code");
        let serial = shop.verify(&printed.code());
        assert_eq!((serial.kind, serial.till.get()), (Kind::Survey, 1));
        assert!(serials.insert(serial), "{serial:?} twice");
        let sheets = sheets(&printed.bytes);
        let text = sheets.iter().flat_map(|sheet| &sheet.text);
        assert_eq!(
            text.filter(|line| line.contains(&printed.code())).count(),
            1
        );
        till.send(&sale);
        assert_eq!(printer.print_of(&sale).block, None, "{name}, once more");
    }
    assert!(printer.is_silent());
}

#[test]
fn what_is_no_sale_passes_untouched() {
    let shop = Shop::with_own_ports();
    let service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let is_no_sale = |kind: &str| kind.starts_with("escpos") && !kind.ends_with("receipt");
    let others = streams()
        .into_iter()
        .filter(|(_, kind, _)| is_no_sale(kind));
    let mut count = 0;
    for (name, kind, bytes) in others {
        till.send(&bytes);
        assert_eq!(printer.print_of(&bytes).block, None, "{name}: {kind}");
        count += 1;
    }
    assert!(count > 30 && printer.is_silent());
    assert_eq!(service.said("with a code"), 0);
}

#[test]
fn observing_passes_everything_untouched() {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    let service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    for (_, _, bytes) in streams() {
        for chunk in bytes.chunks(2000) {
            till.send(chunk);
            printer.expect(chunk);
        }
    }
    assert!(printer.is_silent());
    service.wait_for("sale, without a code");
    assert!(!shop.data.join("store.key").exists());
}

#[test]
fn every_byte_value_passes_both_ways() {
    let shop = Shop::with_own_ports();
    let _service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let all: Vec<u8> = (0..=255).collect();
    till.send(&all);
    printer.expect(&all);
    printer.peer.send(&all);
    till.expect(&all);
}

#[test]
fn answers_of_the_printer_reach_the_till_at_once() {
    let shop = Shop::with_own_ports();
    let _service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    // Some tills print only after this answer.
    let question = b"\x1B@\x1B=\x01\x10\x04\x01";
    till.send(question);
    printer.expect(question);
    printer.peer.send(b"\x16");
    till.expect(b"\x16");
    // While the feed before a cut is held.
    let sale = sale(4);
    let (body, cut) = sale.split_at(sale.len() - 3);
    till.send(body);
    let status = b"\x14\x00\x00\x0F";
    printer.peer.send(status);
    till.expect(status);
    till.send(cut);
    assert!(printer.print_of(&sale).block.is_some());
    let name = b"_TM-T88VI\0";
    till.send(b"\x1DIC");
    printer.expect(b"\x1DIC");
    printer.peer.send(name);
    till.expect(name);
}

#[test]
fn xoff_stops_the_service_and_the_till_and_xon_resumes() {
    let mut shop = Shop::with_own_ports();
    shop.flow = "xonxoff";
    let _service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let ticket = b"2 x Toast\n".repeat(200);
    till.send(b"\x1B@");
    printer.expect(b"\x1B@");
    printer.peer.send(&[XOFF]);
    till.expect(&[XOFF]);
    // A till that does not listen, or has a buffer of its own.
    till.send(&ticket);
    assert!(printer.is_silent());
    printer.peer.send(&[0x12, XON]);
    till.expect(&[0x12, XON]);
    printer.expect(&ticket);
    for number in 0..4 {
        let sale = sale(number);
        till.send(&sale);
        printer.listen_for(20 * number + 1);
        printer.peer.send(&[XOFF]);
        while till.receive(1) != [XOFF] {}
        printer.listen();
        printer.peer.send(&[XON]);
        while till.receive(1) != [XON] {}
        assert!(printer.print_of(&sale).block.is_some());
    }
}

#[test]
fn a_printer_may_leave_a_port_of_ours_and_come_back() {
    let shop = Shop::with_own_ports();
    let _service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let (first, ticket, last) = (sale(1), b"1 x Coffee\n".repeat(4000), sale(2));
    let ticket = [&ticket[..], b"\x1DV\0"].concat();
    let (head, tail) = first.split_at(40);
    till.send(head);
    printer.listen_for(20);
    printer.move_to(nobody());
    let started = Barrier::new(2);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            till.send(tail);
            started.wait();
            till.send(&ticket);
            till.send(&last);
        });
        started.wait();
        printer.move_to(shop.printer().peer);
        assert!(printer.print_of(&first).block.is_some());
        assert_eq!(printer.print_of(&ticket).block, None);
        assert!(printer.print_of(&last).block.is_some());
    });
}

#[test]
fn a_printer_may_be_unplugged_in_a_receipt_and_come_back_elsewhere() {
    let (shop, mut till, mut printer) = Shop::with_adapters();
    let service = shop.open();
    for number in 1..=3 {
        let sale = sale(number);
        let (head, tail) = sale.split_at(20 * number);
        till.send(head);
        printer.listen_for(head.len());
        // The name goes first: somebody else may get the number that becomes free.
        fs::remove_file(shop.printer_path()).unwrap();
        printer.move_to(nobody());
        service.wait_for_times("printer port away", number);
        till.send(tail);
        printer.move_to(plug_in(&shop.printer_path()));
        assert!(printer.print_of(&sale).block.is_some());
        service.wait_for_times("printer port open", number + 1);
    }
}

#[test]
fn a_second_service_on_the_same_data_ends_at_once_and_says_who_was_first() {
    let shop = Shop::with_own_ports();
    let first = shop.open();
    let mut second = Service::start(shop.command());
    assert_eq!(second.wait().code(), Some(2));
    assert_eq!(second.said(&format!("(process {})", first.pid())), 1);
    assert_eq!(second.lines().len(), 1);
    let sale = sale(1);
    shop.till().send(&sale);
    assert!(shop.printer().print_of(&sale).block.is_some());
}

#[test]
fn the_end_is_orderly_and_loses_nothing_that_was_read() {
    let idle = Shop::with_own_ports();
    assert_eq!(idle.open().stop(), Some(0));
    assert!(!idle.till_path().exists() && !idle.printer_path().exists());
    // In the middle of a receipt, with a held feed.
    let (shop, mut till, mut printer) = Shop::with_adapters();
    let (mut unread, _kept) = (
        Peer::open(&shop.till_path()),
        Peer::open(&shop.printer_path()),
    );
    let mut service = shop.open();
    let sent = [
        &sale(1)[..],
        b"\x1B@Half a receipt\nTOTAL 2.00\nCASH 2.00\n\n\n",
    ]
    .concat();
    till.send(&sent);
    printer.listen_for(600);
    assert_eq!(service.stop(), Some(0));
    let mut got = Vec::new();
    while printer.has_more() {
        got.extend(printer.take_some());
    }
    let read = sent.len() - unread.take_rest().len();
    let printed = split(&sent[..read], &got).expect("all that was read");
    assert!(printed.block.is_some());
    assert_eq!(printed.bytes, got);
    assert!(read > sale(1).len(), "{read}");
}

#[test]
fn a_stuck_printer_does_not_stop_the_end_and_the_loss_is_said() {
    let (shop, mut till, mut printer) = Shop::with_adapters();
    let (mut unread, _kept) = (
        Peer::open(&shop.till_path()),
        Peer::open(&shop.printer_path()),
    );
    let mut service = shop.open();
    let sent = till.write_within(&b"1 x Soup of the day\n".repeat(5000), MOMENT);
    assert_eq!(service.stop(), Some(0));
    let mut printed = 0;
    while printer.has_more() {
        printed += printer.take_some().len();
    }
    let left = unread.take_rest().len();
    let lost = format!("stopped with {} bytes", sent - printed - left);
    assert_eq!(service.said(&lost), 1, "{lost}: {:#?}", service.lines());
}

#[test]
fn a_fiscal_protocol_latches_the_cable_until_a_technician_clears_it() {
    let shop = Shop::with_own_ports();
    let print = |number, coded: bool| {
        let (mut till, mut printer) = (shop.till(), shop.printer());
        let sale = sale(number);
        till.send(&sale);
        assert_eq!(
            printer.print_of(&sale).block.is_some(),
            coded,
            "sale {number}"
        );
    };
    let mut service = shop.open();
    print(1, true);
    let frame = b"\x02trinit\tbm0\t#D3F4\x03";
    shop.till().send(frame);
    shop.printer().expect(frame);
    wait_for_file(&shop.data.join("fiscal.latch"));
    service.wait_for("fiscal printer's protocol");
    print(2, false);
    assert_eq!(service.stop(), Some(0));
    assert_eq!(service.said("fiscal printer's protocol"), 1);
    let mut service = shop.open();
    print(3, false);
    assert_eq!(service.stop(), Some(0));
    let cleared = shop.tillside(&["unlatch"]).output().unwrap();
    assert!(cleared.status.success());
    assert!(!shop.data.join("fiscal.latch").exists());
    let _service = shop.open();
    print(4, true);
}

#[test]
fn a_mistake_in_the_configuration_is_named_with_key_and_line() {
    // What is added to the file, and what has to be said.
    let cases: [(&str, &[&str]); 6] = [
        ("[splice]\nevery = 0\n", &["line 11", "[splice] every"]),
        ("[splice]\nevrey = 1\n", &["line 11", "evrey"]),
        (
            "[counter]\nnumber = \"one\"\n",
            &["line 11", "[counter] number"],
        ),
        (
            "[scanner]\nport = \"ttyS0\"\n",
            &["line 11", "[scanner] port"],
        ),
        ("[api]\nlisten = 7155\n", &["line 11", "[api] listen"]),
        ("[hub\n", &["line 10"]),
    ];
    for (addition, wanted) in cases {
        let shop = Shop::with_own_ports();
        let path = shop.config();
        let text = fs::read_to_string(&path)
            .unwrap()
            .replace("[splice]\nenabled = true\n", "")
            .replace("[api]\nlisten = \"127.0.0.1:0\"\n", "");
        assert_eq!(text.lines().count(), 9);
        let mut command = shop.command();
        fs::write(&path, text + addition).unwrap();
        let output = command.stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{addition}: {said}");
        for part in wanted {
            assert!(said.contains(part), "{addition}: {part:?} is not in {said}");
        }
        assert!(!shop.till_path().exists());
    }
}
