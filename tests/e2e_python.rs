//! A till that nobody here wrote, python-escpos, prints through the running service.
//!
//! The same script writes its documents into files, so what reaches the printer can be compared
//! to the byte, and the paper to the dot.
#![cfg(test)]

#[path = "support/scanner.rs"]
mod scanner;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use scanner::scan;
use shop::printed::{Printed, find, sheets, split};
use shop::{Printer, Shop};
use tillside::protocol::escpos::paper::Sheet;

/// What a document of the script has to look like.
struct Expected {
    name: &'static str,
    code: bool,
    /// Lines on its paper.
    lines: &'static [&'static str],
    /// What a scanner finds on it, apart from our code.
    symbols: &'static [&'static str],
}

const fn document(
    name: &'static str,
    code: bool,
    lines: &'static [&'static str],
    symbols: &'static [&'static str],
) -> Expected {
    Expected {
        name,
        code,
        lines,
        symbols,
    }
}

const SHIFT: [Expected; 13] = [
    document(
        "sale_pl",
        true,
        &[
            "ul. Łąkowa 5, 30-001 Kraków",
            "Żółty ser gouda                      12,34",
            "SUMA PLN                             26,00",
        ],
        &[],
    ),
    document("slip_declined", false, &["DECLINED"], &[]),
    document("slip_approved", false, &["APPROVED  AUTH CODE 123456"], &[]),
    document(
        "sale_da",
        true,
        &[
            "Rådhuspladsen 1, 1550 København V",
            "Rugbrød                              24,95",
            "Tak for besøget",
        ],
        &["EAN-13:4006381333931"],
    ),
    document("drawer", false, &[], &[]),
    document(
        "sale_et",
        true,
        &[
            "Õunamahl                              2,49",
            "Šokolaad                              3,10",
        ],
        &["CODE-128:0042818"],
    ),
    document("kitchen", false, &["TABLE 12"], &[]),
    document(
        "sale_euro",
        true,
        &[
            "Æbleskiver                           €6,50",
            "Żubrówka                            €14,90",
        ],
        &["QR-Code:https://example.ie/r/9F3KQ2"],
    ),
    document("refund", false, &["REFUND"], &[]),
    document(
        "sale_symbols",
        true,
        &["CORNER MARKET"],
        &[
            "QR-Code:https://example.com/feedback",
            "CODE-39:AB-12",
            "EAN-8:96385074",
        ],
    ),
    document("sale_styled", true, &["All sales are final"], &[]),
    document(
        "sale_with_display",
        true,
        &["CHANGE                                1.50"],
        &[],
    ),
    document(
        "report",
        false,
        &["GROSS SALES                       1,204.50"],
        &[],
    ),
];

fn python(script: &str) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("target/venv/bin/python3");
    assert!(
        python.exists(),
        "{} is missing: python-escpos is not installed; run tests/run",
        python.display()
    );
    let mut command = Command::new(python);
    command.arg(root.join("tests/python").join(script));
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A till's program; killed when dropped.
struct Program(Option<Child>);

impl Program {
    fn start(command: &mut Command) -> Self {
        Self(Some(command.spawn().unwrap()))
    }

    /// Waits for its end and returns what it said.
    fn finish(mut self) -> String {
        let output = self.0.take().unwrap().wait_with_output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{complaint}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

/// The bytes of every document of the shift, straight from the library.
fn originals(shop: &Shop) -> BTreeMap<String, Vec<u8>> {
    let folder = shop.folder.path().join("originals");
    fs::create_dir(&folder).unwrap();
    let script = &mut python("shift.py");
    Program::start(script.arg("dummy").arg(&folder)).finish();
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let name = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let originals: BTreeMap<_, _> = files
        .map(|path| (name(&path), fs::read(&path).unwrap()))
        .collect();
    let expected: BTreeSet<_> = SHIFT
        .iter()
        .map(|document| document.name.to_owned())
        .collect();
    assert_eq!(originals.keys().cloned().collect::<BTreeSet<_>>(), expected);
    originals
}

/// The one sheet of a document; none where only the drawer was opened.
fn sheet(bytes: &[u8]) -> Option<Sheet> {
    let mut sheets = sheets(bytes);
    assert!(sheets.len() <= 1);
    sheets.pop()
}

/// Whether the paper has all rows of `without`, and others in one piece somewhere.
fn has_all_rows(with: &Sheet, without: &Sheet) -> bool {
    let rows = |sheet: &Sheet| -> Vec<Vec<u8>> {
        let image = &sheet.image;
        (0..image.height()).map(|y| image.row(y).to_vec()).collect()
    };
    let (with, without) = (rows(with), rows(without));
    let more = with.len() - without.len();
    let pairs = with.iter().zip(&without);
    let same = pairs.take_while(|(a, b)| a == b).count();
    with[same + more..] == without[same..]
}

fn judge(shop: &Shop, way: &str, expected: &Expected, original: &[u8], printed: &Printed) {
    let name = expected.name;
    assert_eq!(printed.block.is_some(), expected.code, "{name}");
    let (Some(with), Some(without)) = (sheet(&printed.bytes), sheet(original)) else {
        assert_eq!(name, "drawer");
        return;
    };
    for line in expected.lines {
        assert!(
            with.text.iter().any(|text| text.trim() == *line),
            "{name}: {:#?}",
            with.text
        );
    }
    let mut symbols: BTreeSet<_> = expected
        .symbols
        .iter()
        .copied()
        .map(str::to_owned)
        .collect();
    if expected.code {
        let code = printed.code();
        shop.verify(&code);
        let shown = with.text.iter().filter(|line| line.contains(&code));
        assert_eq!(shown.count(), 1, "{name}: {:#?}", with.text);
        let compact = code.replace('-', "");
        symbols.insert(format!("QR-Code:HTTPS://S.EXAMPLE.COM/{compact}"));
    }
    let scanned = scan(&format!("python-{way}-{name}"), &with);
    assert_eq!(
        scanned.into_iter().collect::<BTreeSet<_>>(),
        symbols,
        "{name}"
    );
    assert!(has_all_rows(&with, &without), "{name}: {:#?}", with.text);
}

/// Prints a shift over a port of the service and judges each document.
fn print_shift(way: &str, chosen: &[&Expected]) {
    let shop = Shop::with_own_ports();
    let originals = originals(&shop);
    let service = shop.open();
    let mut printer = shop.printer();
    let mut script = python("shift.py");
    script.arg(way).arg(shop.till_path());
    let names = chosen.iter().map(|document| document.name);
    let till = Program::start(script.args(names));
    for document in chosen {
        let original = &originals[document.name];
        let printed = printer.print_of(original);
        judge(&shop, way, document, original, &printed);
    }
    till.finish();
    assert!(printer.is_silent());
    let codes = chosen.iter().filter(|document| document.code).count();
    service.wait_for_times("with a code", codes);
}

#[test]
fn a_shift_through_pyserial() {
    print_shift("serial", &SHIFT.iter().collect::<Vec<_>>());
}

#[test]
fn receipts_through_a_plain_file() {
    let chosen = ["sale_pl", "sale_et", "slip_declined", "sale_symbols"];
    let chosen = SHIFT
        .iter()
        .filter(|document| chosen.contains(&document.name));
    print_shift("file", &chosen.collect::<Vec<_>>());
}

/// The printer's side of one question.
fn answer(printer: &mut Printer, question: &[u8], answer: u8) -> Vec<u8> {
    let heard = printer.take_until(|got| find(got, question).map(|at| at + question.len()));
    printer.peer.send(&[answer]);
    heard
}

/// What the till understood, when the printer answers with these bytes.
fn ask_all_through(online: u8, paper: u8) -> (serde_json::Value, Vec<u8>) {
    let shop = Shop::with_own_ports();
    let _service = shop.open();
    let mut printer = shop.printer();
    let till = Program::start(python("status.py").arg(shop.till_path()));
    let mut heard = answer(&mut printer, b"\x10\x04\x01", online);
    heard.extend(answer(&mut printer, b"\x10\x04\x04", paper));
    heard.extend(answer(&mut printer, b"\x10\x04\x01", online));
    heard.extend(answer(&mut printer, b"\x10\x04\x04", paper));
    heard.extend(answer(&mut printer, b"\x1dr\x01", 0));
    let seen = serde_json::from_str(&till.finish()).unwrap();
    assert!(printer.is_silent());
    (seen, heard)
}

const SALE: &[u8] = b"CORNER MARKET\nTea      2.00\nTOTAL    2.00\nCASH     2.00\n";

#[test]
fn the_printers_answers_reach_the_till_and_mean_what_they_meant() {
    let (seen, heard) = ask_all_through(0x16, 0x12);
    let expected = serde_json::json!({
        "online": true, "paper": 2, "within": "16", "after": "12", "printed": "00",
    });
    assert_eq!(seen, expected);
    let page = b"\x1Bt\0";
    let sent = [
        b"\x10\x04\x01\x10\x04\x04",
        &page[..],
        SALE,
        b"\x10\x04\x01\x1Bd\x06\x1DV\0\x10\x04\x04\x1Dr\x01",
    ];
    let printed = split(&sent.concat(), &heard).unwrap();
    assert_eq!(printed.bytes.len(), heard.len());
    printed.code();

    let (seen, _) = ask_all_through(0x1E, 0x7E);
    let expected = serde_json::json!({
        "online": false, "paper": 0, "within": "1e", "after": "7e", "printed": "00",
    });
    assert_eq!(seen, expected);
}
