//! An independent scanner reads the symbols and barcodes on the paper (zbarimg of zbar-tools).
#![cfg(test)]

#[path = "support/scanner.rs"]
mod scanner;

use scanner::scan;
use std::path::PathBuf;

use tillside::protocol::escpos::paper::{Paper, Sheet};
use tillside::protocol::escpos::profile::Profile;
use tillside::protocol::escpos::tap::Tap;

fn print(profile: &str, bytes: &[u8]) -> Sheet {
    let profile = Profile::builtin(profile).unwrap();
    let mut paper = Paper::new(&profile, profile.width_dots().unwrap());
    Tap::new(profile.dialect).advance(&mut paper, bytes);
    let first = paper.take_sheets().into_iter().next();
    first.unwrap_or_else(|| paper.sheet_in_progress())
}

fn stream(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/escpos");
    std::fs::read(folder.join(name).with_extension("bin")).unwrap()
}

#[test]
fn the_tills_own_symbols_scan() {
    for (name, expected) in [
        (
            "pyescpos_en_euro_card",
            "QR-Code:https://example.ie/r/9F3KQ2",
        ),
        ("pyescpos_et_card", "EAN-13:4740123456785"),
        ("pyescpos_pl_retail_cp852", "CODE-128:104233"),
        ("pyescpos_en_retail_card", "CODE-39:0042818"),
    ] {
        let sheet = print("epson-generic", &stream(name));
        assert_eq!(scan(name, &sheet), [expected], "{name}");
    }
}

#[test]
fn every_kind_of_barcode_scans() {
    let cases: [(&str, &[u8], &str); 7] = [
        ("upc-a", b"\x1dkA\x0b03600029145", "EAN-13:0036000291452"),
        ("ean-13", b"\x1dkC\x0d4006381333931", "EAN-13:4006381333931"),
        ("ean-8", b"\x1dkD\x0896385074", "EAN-8:96385074"),
        ("code-39", b"\x1dkE\x06AB-12.", "CODE-39:AB-12."),
        ("itf", b"\x1dkF\x0c123456789012", "I2/5:123456789012"),
        (
            "code-128-c",
            b"\x1dkI\x0b{C\x0c\x22\x38\x4e{BXyz",
            "CODE-128:12345678Xyz",
        ),
        ("code-128-a", b"\x1dkI\x08{AAB{C\x0c\x22", "CODE-128:AB1234"),
    ];
    for (name, bytes, expected) in cases {
        for module in [2, 3] {
            let bytes = [&b"\x1ba\x01\x1dH\x02\x1dw"[..], &[module], bytes, b"\n"].concat();
            let sheet = print("epson-generic", &bytes);
            assert_eq!(scan(name, &sheet), [expected], "{name}, module {module}");
        }
    }
}

#[test]
fn a_star_symbol_scans() {
    let bytes =
        b"\x1b\x1dyS0\x02\x1b\x1dyS1\x01\x1b\x1dyS2\x05\x1b\x1dyD1\x00\x08\x00TILLSIDE\x1b\x1dyP\n";
    let sheet = print("star-generic", bytes);
    assert_eq!(scan("star", &sheet), ["QR-Code:TILLSIDE"]);
    assert_eq!(
        sheet.text.first().map(String::as_str),
        Some("[QR TILLSIDE]")
    );
}
