//! The real service where the till prints to the network, the printer is on the network, or the
//! cable is only listened to.
#![cfg(test)]

#[path = "support/network.rs"]
mod network;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use network::{NetworkPrinter, address, call};
use shop::cable;
use shop::printed::sale;
use shop::{Peer, Printer, Service, Shop};
use std::fs::{self, File};
use std::path::PathBuf;

/// How many codes are ready when the service says so; more are made as fast as the disk allows.
const READY: usize = 8;

/// A shop whose till calls and whose printer is called, with that printer.
fn on_the_network() -> (Shop, NetworkPrinter) {
    let mut shop = Shop::with_own_ports();
    shop.till_port = format!("tcp:{}", address(9100));
    shop.printer_port = format!("tcp:{}", address(9101));
    (shop, NetworkPrinter::listen(address(9101)))
}

/// The end of a cable that nobody holds.
fn nobody() -> Peer {
    Peer(File::open("/dev/null").unwrap())
}

/// Prints as a print queue does: a connection for each job, closed once the job is through.
fn print(job: &[u8]) {
    let mut till = call(address(9100));
    till.send(job);
    till.end();
    till.expect_end();
}

/// The streams of real till libraries.
fn streams() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/escpos");
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_stream = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "bin");
    let mut streams: Vec<_> = paths
        .filter(is_stream)
        .map(|path| (path.display().to_string(), fs::read(path).unwrap()))
        .collect();
    streams.sort();
    assert!(streams.len() > 100);
    streams
}

#[test]
fn every_stream_arrives_over_the_network_untouched() {
    let (mut shop, listener) = on_the_network();
    shop.enabled = false;
    let service = shop.open();
    let mut printer = Printer::new(listener.answer());
    for (name, stream) in streams() {
        std::thread::scope(|scope| {
            scope.spawn(|| print(&stream));
            printer.expect(&stream);
        });
        assert!(!printer.has_more(), "{name}");
    }
    service.wait_for("sale, without a code");
    assert_eq!(service.said("away"), 0, "{:#?}", service.lines());
}

#[test]
fn sales_get_their_code_over_the_network() {
    let (shop, listener) = on_the_network();
    let service = shop.open();
    let mut printer = Printer::new(listener.answer());
    for number in 1..=READY {
        let sale = sale(number);
        print(&sale);
        let printed = printer.print_of(&sale);
        assert!(printed.block.is_some(), "{number}");
        shop.verify(&printed.code());
    }
    service.wait_for_times("sale, with a code", READY);
    assert!(printer.is_silent());
    assert_eq!(service.said("away"), 0, "{:#?}", service.lines());
}

#[test]
fn answers_of_the_printer_reach_the_job_and_a_reset_is_survived() {
    let (shop, listener) = on_the_network();
    let service = shop.open();
    let mut printer = Printer::new(listener.answer());
    let mut till = call(address(9100));
    till.send(b"\x1B@\x1B=\x01\x10\x04\x01");
    printer.expect(b"\x1B@\x1B=\x01\x10\x04\x01");
    printer.peer.send(b"\x16");
    till.expect(b"\x16");
    let first = sale(1);
    let (head, tail) = first.split_at(40);
    till.send(head);
    printer.expect(head);
    // Not yet idle: a receipt is under way.
    std::mem::replace(&mut printer.peer, nobody()).reset();
    service.wait_for("printer port away");
    till.send(tail);
    till.end();
    printer.move_to(listener.answer());
    till.expect_end();
    assert!(printer.print_of(tail).block.is_some());
    service.wait_for_times("printer port open", 2);
    let second = sale(2);
    print(&second);
    assert!(printer.print_of(&second).block.is_some());
}

#[test]
fn an_adapter_that_is_not_there_is_waited_for() {
    let mut shop = Shop::with_own_ports();
    shop.printer_port = "usb:no-such-adapter".to_owned();
    let mut service = shop.open();
    service.wait_for("there is no adapter usb:no-such-adapter");
    assert!(service.is_running());
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn a_cable_that_is_only_listened_to_is_read_and_nothing_else() {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    let path = shop.config();
    let text = fs::read_to_string(&path).unwrap();
    let printer = format!("printer = {:?}", shop.printer_port);
    assert!(text.contains(&printer));
    let command = shop.command();
    fs::write(&path, text.replace(&printer, "listen_only = true")).unwrap();
    let service = Service::start(command);
    service.wait_for("till port open");
    let till = &mut shop.till();
    for number in 1..=3 {
        till.send(&sale(number));
    }
    service.wait_for_times("sale, without a code", 3);
    assert!(till.is_silent() && !shop.printer_path().exists());
    assert_eq!(service.said("printer port"), 0);
    let refused = shop.tillside(&["print", "self-test"]).output().unwrap();
    let why = String::from_utf8(refused.stderr).unwrap();
    assert!(why.contains("only listened to"), "{why}");
}
