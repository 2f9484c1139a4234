//! What the paper shows of other people's receipts, and what it makes of nonsense.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at a surprise"
)]

use std::path::PathBuf;

use proptest::prelude::*;
use tillside::protocol::escpos::paper::{Bitmap, MAX_SHEETS, Paper, Sheet};
use tillside::protocol::escpos::profile::Profile;
use tillside::protocol::escpos::tap::Tap;

/// The paper's own limits: two and a half metres, and some lines.
const MAX_ROWS: usize = 20_000;
const MAX_LINES: usize = 4_000;

fn paper(profile: &Profile) -> Paper {
    Paper::new(profile, profile.width_dots().unwrap())
}

fn print(profile: &str, bytes: &[u8]) -> Paper {
    let profile = Profile::builtin(profile).unwrap();
    let mut paper = paper(&profile);
    Tap::new(profile.dialect).advance(&mut paper, bytes);
    paper
}

/// Prints on a printer whose cutter is right at the head.
fn one_sheet(bytes: &[u8]) -> Sheet {
    print("epson-tm-t88", bytes).sheet_in_progress()
}

fn stream(name: &str) -> (Vec<u8>, serde_json::Value) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/escpos")
        .join(name);
    let sidecar = std::fs::read_to_string(path.with_extension("json")).unwrap();
    let bytes = std::fs::read(path.with_extension("bin")).unwrap();
    (bytes, serde_json::from_str(&sidecar).unwrap())
}

fn names() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/escpos");
    let files = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "bin"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    assert!(names.len() >= 143, "only {} streams found", names.len());
    names.sort();
    names
}

/// The printer for which the library made the stream.
fn profile_for(name: &str, sidecar: &serde_json::Value) -> Profile {
    let library = name.split('_').nth(1);
    let profile = match library {
        _ if sidecar["dialect"] != "escpos" => "star-generic",
        Some("bixolon") => "bixolon",
        Some("xprinter") => "xprinter",
        _ => "epson-generic",
    };
    Profile::builtin(profile).unwrap()
}

/// Words only: without the marks for what is no text.
fn words(lines: impl IntoIterator<Item = String>) -> String {
    let mut words = Vec::new();
    for line in lines {
        if !line.starts_with('[') {
            words.extend(line.split_whitespace().map(str::to_owned));
        }
    }
    words.join(" ")
}

#[test]
fn every_receipt_reads_as_its_maker_meant_it() {
    for name in names() {
        let (bytes, sidecar) = stream(&name);
        let profile = profile_for(&name, &sidecar);
        let mut paper = paper(&profile);
        Tap::new(profile.dialect).advance(&mut paper, &bytes);
        let mut sheets = paper.take_sheets();
        assert_eq!(
            Some(sheets.len() as u64),
            sidecar["cuts"].as_u64(),
            "{name}"
        );
        sheets.push(paper.sheet_in_progress());
        let expected: Vec<String> =
            serde_json::from_value(sidecar["expected_text"].clone()).unwrap();
        let found = sheets.into_iter().flat_map(|sheet| sheet.text);
        assert_eq!(words(found), words(expected), "{name}");
    }
}

#[test]
fn pieces_of_any_size_print_the_same() {
    for name in ["pyescpos_et_card", "rpe_starprnt_en_copies", "raw_trap_gsL"] {
        let (bytes, sidecar) = stream(name);
        let profile = profile_for(name, &sidecar);
        let printed = |size| {
            let (mut paper, mut tap) = (paper(&profile), Tap::new(profile.dialect));
            for piece in bytes.chunks(size) {
                tap.advance(&mut paper, piece);
            }
            (paper.take_sheets(), paper.sheet_in_progress())
        };
        assert!(printed(1) == printed(bytes.len()), "{name}");
    }
}

#[test]
fn text_waits_in_the_line_buffer() {
    assert_eq!(one_sheet(b"not yet").image.height(), 0);
    assert_eq!(one_sheet(b"gone\x1b@printed\n").text, ["printed"]);
    assert_eq!(
        one_sheet(b"a\tb\x1b$\x20\x01c\n").text,
        ["a       b               c"]
    );
}

#[test]
fn a_long_line_wraps_where_the_paper_ends() {
    let sheet = one_sheet(&[&[b'x'; 50][..], b"\n"].concat());
    assert_eq!(sheet.text, ["x".repeat(42), "x".repeat(8)]);
    let sheet = one_sheet(&[b"\x1d!\x10", &[b'x'; 22][..], b"\n"].concat());
    assert_eq!(sheet.text, ["x".repeat(21), "x".to_owned()]);
}

/// The columns from the first to the last that has ink, and the same for rows.
fn ink(image: &Bitmap) -> [usize; 4] {
    let in_column = |&x: &usize| (0..image.height()).any(|y| image.get(x, y));
    let in_row = |&y: &usize| (0..image.width()).any(|x| image.get(x, y));
    let columns: Vec<_> = (0..image.width()).filter(in_column).collect();
    let rows: Vec<_> = (0..image.height()).filter(in_row).collect();
    let ends = |all: &[usize]| [all[0], all[all.len() - 1]];
    let ([left, right], [top, bottom]) = (ends(&columns), ends(&rows));
    [left, right, top, bottom]
}

/// A block of 8 × 8 dots.
const BLOCK: &[u8] = b"\x1dv0\x00\x01\x00\x08\x00\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";

#[test]
fn images_go_where_the_till_wants_them() {
    let at = |before: &[u8]| ink(&one_sheet(&[before, BLOCK].concat()).image);
    assert_eq!(at(b""), [0, 7, 0, 7]);
    assert_eq!(at(b"\x1ba\x01"), [252, 259, 0, 7]);
    assert_eq!(at(b"\x1ba\x02"), [504, 511, 0, 7]);
    assert_eq!(at(b"\x1dL\x20\x00"), [32, 39, 0, 7]);
    assert_eq!(at(b"\x1dW\x40\x00\x1ba\x02"), [56, 63, 0, 7]);
    assert_eq!(at(b"\x1bJ\x05\x1bd\x02"), [0, 7, 65, 72]);
    // Justification does not count in the middle of a line, and the image ends the line.
    assert_eq!(at(b" \x1ba\x02"), [0, 7, 30, 37]);
}

#[test]
fn every_way_to_send_an_image_prints_it() {
    let square = [0xFF; 8];
    let with = |header: &[u8], end: &[u8]| {
        let bytes = [header, &square, end].concat();
        ink(&one_sheet(&bytes).image)
    };
    assert_eq!(with(b"\x1dv0\x03\x01\x00\x08\x00", b""), [0, 15, 0, 15]);
    assert_eq!(with(b"\x1b*\x01\x08\x00", b"\n"), [0, 7, 0, 23]);
    assert_eq!(with(b"\x1b*\x00\x08\x00", b"\n"), [0, 15, 0, 23]);
    assert_eq!(with(b"\x1d*\x01\x01", b"\x1d/\x00"), [0, 7, 0, 7]);
    let graphics = b"\x1d(L\x12\x000p0\x01\x021\x08\x00\x08\x00";
    assert_eq!(with(graphics, b"\x1d(L\x02\x0002"), [0, 7, 0, 15]);
    let long = b"\x1d8L\x12\x00\x00\x000p0\x01\x011\x08\x00\x08\x00";
    assert_eq!(with(long, b"\x1d(L\x02\x0002"), [0, 7, 0, 7]);
    let star = print("star-generic", b"\x1b*rA b\x01\x00\xFFb\x01\x00\xFF\x1b*rB");
    assert_eq!(ink(&star.sheet_in_progress().image), [0, 7, 0, 1]);
    assert_eq!(star.sheet_in_progress().text, ["[image 8×2]"]);
}

#[test]
fn an_open_raster_eats_what_follows() {
    let (open, last) = BLOCK.split_at(BLOCK.len() - 6);
    let mut bytes = [open, b"TOT\n"].concat();
    assert_eq!(one_sheet(&bytes).image.height(), 0);
    bytes.extend_from_slice(&last[..2]);
    let sheet = one_sheet(&bytes);
    assert_eq!(sheet.text, ["[image 8×8]"]);
}

#[test]
fn faces_change_the_ink() {
    let ink_of = |before: &[u8]| ink(&one_sheet(&[before, b"H\n"].concat()).image);
    let [left, right, top, bottom] = ink_of(b"");
    assert!(right < 12 && bottom < 24);
    assert_eq!(ink_of(b"\x1d!\x77")[1], (right + 1) * 8 - 1);
    assert_eq!(ink_of(b"\x1d!\x01"), [left, right, top * 2, bottom * 2 + 1]);
    assert_eq!(ink_of(b"\x1bE\x01")[1], right + 1);
    assert_eq!(ink_of(b"\x1b-\x02"), [0, 11, top, 23]);
    assert_eq!(ink_of(b"\x1dB\x01"), [0, 11, 0, 23]);
    assert_eq!(
        ink_of(b"\x1b{\x01"),
        [511 - right, 511 - left, 23 - bottom, 23 - top]
    );
    assert_eq!(ink_of(b"\x1bV\x01"), [23 - bottom, 23 - top, left, right]);
    assert!(ink_of(b"\x1bM\x01")[1] < 9);
}

#[test]
fn page_mode_prints_on_demand() {
    assert_eq!(one_sheet(b"\x1bLlost\n\x1bSkept\n").text, ["kept"]);
    assert_eq!(one_sheet(b"\x1bLpage\n\x0c\n").text, ["page", ""]);
    assert_eq!(one_sheet(b"\x1bLone\n\x18two\n\x1b\x0c\x1bS").text, ["two"]);
}

#[test]
fn what_has_not_passed_the_cutter_ends_up_on_the_next_sheet() {
    let far = "epson-tm-t88iii";
    let mut paper = print(far, b"above\n\x1bd\x03below\n\x1dV\x00");
    let sheets = paper.take_sheets();
    assert_eq!(sheets[0].text, ["above", ""]);
    assert_eq!(paper.sheet_in_progress().text, ["below"]);
    let mut paper = print(far, b"above\n\x1bd\x03below\n\x1dVA\x00");
    assert_eq!(words(paper.take_sheets().remove(0).text), "above below");
    assert!(paper.sheet_in_progress().text.is_empty());
}

#[test]
fn a_cut_in_a_line_is_told() {
    let sheet = |bytes: &[u8]| print("epson-tm-t88", bytes).take_sheets().remove(0);
    assert!(!sheet(b"line\n\x1dVA\x00").cut_in_line);
    let broken = sheet(b"line\x1dVA\x00");
    assert!(broken.cut_in_line);
    assert_eq!(broken.text, ["line"]);
}

#[test]
fn what_the_printer_cannot_print_it_does_not_print() {
    let text = |bytes: &[u8]| one_sheet(bytes).text;
    assert_eq!(text(b"\x1dkI\x04{B12\x1dkI\x0212"), ["[barcode 12]"]);
    assert_eq!(
        text(b"\x1dw\x06\x1dkE\x20ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"),
        [""; 0]
    );
    assert_eq!(text(b"\x1d(k\x03\x001Q0"), [""; 0]);
    assert_eq!(text(b"\x1cp\x07\x00"), ["[stored image 7]"]);
}

#[test]
fn uncollected_sheets_do_not_pile_up() {
    let bytes = b"x\n\x1dVA\x00".repeat(MAX_SHEETS + 5);
    assert_eq!(
        print("epson-tm-t88", &bytes).take_sheets().len(),
        MAX_SHEETS
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nonsense_stays_within_bounds(pieces in prop::collection::vec(piece(), 0..60), star: bool) {
        let bytes = pieces.concat();
        let mut paper = print(if star { "star-generic" } else { "epson-generic" }, &bytes);
        let mut sheets = paper.take_sheets();
        sheets.push(paper.sheet_in_progress());
        prop_assert!(sheets.len() <= MAX_SHEETS + 1);
        for sheet in sheets {
            prop_assert_eq!(sheet.image.width(), 576);
            prop_assert!(sheet.image.height() <= MAX_ROWS);
            prop_assert!(sheet.text.len() <= MAX_LINES);
        }
    }
}

/// Random bytes, and beginnings of commands with random parameters.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let starts = prop::sample::select(vec![
        &b"\x1bd"[..],
        b"\x1bJ",
        b"\x1b3",
        b"\x1b$",
        b"\x1b\\",
        b"\x1be",
        b"\x1bK",
        b"\x1d!",
        b"\x1bV\x01",
        b"\x1b{\x01",
        b"\x1dL",
        b"\x1dW",
        b"\x1dP",
        b"\x1dv0\x03",
        b"\x1b*\x21",
        b"\x1d*",
        b"\x1d/",
        b"\x1dk",
        b"\x1d(L\x10\x000p0",
        b"\x1d(L\x02\x0002",
        b"\x1d(k\x08\x001P0",
        b"\x1d(k\x03\x001Q0",
        b"\x1bL",
        b"\x0c",
        b"\x1b\x0c",
        b"\x1dVB",
        b"\x1b*rA",
        b"\x1b\x1dy",
        b"\x1bb",
        b"\x1d!\x77\n\n\n",
        b"\t",
        b"\x1cp",
    ]);
    let tail = prop::collection::vec(any::<u8>(), 0..40);
    (prop::option::of(starts), tail).prop_map(|(start, tail)| {
        let start = start.unwrap_or_default();
        [start, &tail].concat()
    })
}
