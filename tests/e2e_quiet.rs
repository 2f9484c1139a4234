//! The real service on a printer without a cutter: the code comes after a real second of silence.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use shop::{Service, Shop, clock};
use std::fs;
use std::process::Command;
use std::time::Duration;
use tillside::domain::code::Kind;

const SALE: &str = "\x1B@MARKET STALL 7\nHoney    8.00\nTOTAL    8.00\nCASH    10.00\n\n\n\n";

/// The command that starts the service on a 58 mm printer.
fn quiet(shop: &Shop, splice: &str) -> Command {
    let text = fs::read_to_string(shop.config()).unwrap();
    let text = text
        .replace("[printer]\n", "[printer]\nprofile = \"pos-5890\"\n")
        .replace("[splice]\n", &format!("[splice]\n{splice}"));
    let path = shop.folder.path().join("quiet.toml");
    fs::write(&path, text).unwrap();
    let mut command = shop.tillside(&["service"]);
    command.arg("--config").arg(path);
    command
}

#[test]
fn a_sale_gets_its_code_after_a_second_of_silence() {
    let shop = Shop::with_own_ports();
    let service = Service::start(quiet(&shop, "on_quiet = true\n"));
    service.wait_for("codes are ready");
    let (mut till, mut printer) = (shop.till(), shop.printer());
    for number in 1..=2 {
        let sale = SALE.replace("Honey", &format!("Honey {number}"));
        let sent = clock();
        till.send(sale.as_bytes());
        printer.expect(sale.as_bytes());
        // With the next byte of the till the block is surely over.
        printer.listen_for(1);
        assert!(clock() - sent >= Duration::from_secs(1));
        service.wait_for_times("sale, with a code", number);
        till.send(b"\n");
        let printed = printer.print_of(b"\n");
        assert_eq!(printed.block.as_ref().unwrap().start, 0);
        assert_eq!(shop.verify(&printed.code()).kind, Kind::Survey);
        assert!(printed.block().ends_with(b"\x1Bd\x03\x1Ba\0"));
    }
}

#[test]
fn a_receipt_that_goes_on_gets_one_code_and_only_at_its_end() {
    let shop = Shop::with_own_ports();
    let service = Service::start(quiet(&shop, "on_quiet = true\n"));
    service.wait_for("codes are ready");
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let receipt = format!("{SALE}Thank you\n\n\n\n");
    till.send(receipt.as_bytes());
    printer.expect(receipt.as_bytes());
    printer.listen_for(1);
    till.send(b"\n");
    assert!(printer.print_of(b"\n").block.is_some());
    assert!(printer.is_silent());
}

#[test]
fn without_the_owners_word_it_reads_and_adds_nothing() {
    let shop = Shop::with_own_ports();
    let service = Service::start(quiet(&shop, ""));
    service.wait_for("this printer has no cutter");
    service.wait_for("the cable is live");
    let (mut till, mut printer) = (shop.till(), shop.printer());
    till.send(SALE.as_bytes());
    service.wait_for("sale, without a code");
    till.send(b"\n");
    printer.expect(format!("{SALE}\n").as_bytes());
    assert!(printer.is_silent());
    assert_eq!(service.said("codes are ready"), 0);
}
