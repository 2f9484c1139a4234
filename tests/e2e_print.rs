//! Prints of our own through the running service: only where they cannot harm a receipt.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use shop::Shop;
use shop::printed::{sale, sheets};
use std::process::Output;

fn print(shop: &Shop, what: &str) -> Output {
    shop.tillside(&["print", what]).output().unwrap()
}

/// What it complained about, with its exit status.
fn refused(output: &Output) -> (Option<i32>, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), said)
}

#[test]
fn the_last_code_comes_once_more_on_a_slip_of_its_own() {
    let shop = Shop::with_own_ports();
    let _service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let sale = sale(1);
    till.send(&sale);
    let code = printer.print_of(&sale).code();
    let output = print(&shop, "again");
    assert!(output.status.success(), "{output:?}");
    let slip = printer.take_until(|got| got.ends_with(b"\x1DVB\0").then_some(got.len()));
    let [sheet] = &sheets(&slip)[..] else {
        panic!("{}", slip.escape_ascii());
    };
    assert!(
        sheet.text.iter().any(|line| line.contains(&code)),
        "{:?}",
        sheet.text
    );
    assert!(printer.is_silent());
}

#[test]
fn a_receipt_that_is_under_way_is_not_cut_in_two() {
    let shop = Shop::with_own_ports();
    let _service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    till.send(b"\x1B@CORNER MARKET\nTea      2.00\n");
    printer.expect(b"\x1B@CORNER MARKET\nTea      2.00\n");
    let (status, said) = refused(&print(&shop, "self-test"));
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("middle of a receipt"), "{said}");
    assert!(printer.is_silent());
    till.send(b"\n\x1DVA\0");
    printer.expect(b"\n\x1DVA\0");
    assert!(print(&shop, "self-test").status.success());
    printer.take_until(|got| got.ends_with(b"\x1DVB\0").then_some(got.len()));
}

#[test]
fn what_would_not_be_printed_as_lines_is_refused() {
    let shop = Shop::with_own_ports();
    let _service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    till.send(b"\x1B{\x01");
    printer.expect(b"\x1B{\x01");
    let (status, said) = refused(&print(&shop, "self-test"));
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("mode"), "{said}");
    assert!(printer.is_silent());
}
