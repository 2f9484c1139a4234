//! What the paper shows of other people's receipts, and what it makes of nonsense.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at a surprise"
)]

use std::path::PathBuf;

use proptest::prelude::*;
use tillside::protocol::escpos::command::Dialect;
use tillside::protocol::escpos::paper::{Paper, Sheet};
use tillside::protocol::escpos::profile::Profile;
use tillside::protocol::escpos::tap::Tap;

/// The profile of the printer for which the library made the stream.
fn profile(name: &str, sidecar: &serde_json::Value) -> Profile {
    let is_star = sidecar["dialect"] != "escpos";
    let name = match name.split('_').nth(1) {
        _ if is_star => "star-generic",
        Some("bixolon") => "bixolon",
        Some("xprinter") => "xprinter",
        _ => "epson-generic",
    };
    Profile::builtin(name).unwrap()
}

fn print(profile: &Profile, bytes: &[u8]) -> Paper {
    let mut paper = Paper::new(profile, profile.width_dots().unwrap());
    Tap::new(profile.dialect).advance(&mut paper, bytes);
    paper
}

fn sheets(paper: &mut Paper) -> Vec<Sheet> {
    let mut sheets = paper.take_sheets();
    let rest = paper.sheet_in_progress();
    if !rest.text.is_empty() {
        sheets.push(rest);
    }
    sheets
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
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "bin"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Words only: without marks of what is no text.
fn words(lines: impl IntoIterator<Item = String>) -> String {
    let lines = lines.into_iter().filter(|line| !line.starts_with('['));
    let words: Vec<String> = lines
        .flat_map(|line| {
            line.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    words.join(" ")
}

#[test]
fn every_receipt_reads_as_its_maker_meant_it() {
    let mut wrong = Vec::new();
    for name in names() {
        let (bytes, sidecar) = stream(&name);
        let expected: Vec<String> =
            serde_json::from_value(sidecar["expected_text"].clone()).unwrap();
        let mut paper = print(&profile(&name, &sidecar), &bytes);
        let sheets = sheets(&mut paper);
        let text = sheets.iter().flat_map(|sheet| sheet.text.clone());
        let (found, expected) = (words(text), words(expected));
        if found != expected {
            wrong.push(format!("{name}\n  found    {found}\n  expected {expected}"));
        }
        for (at, sheet) in sheets.iter().enumerate() {
            let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{at}.png"));
            sheet
                .image
                .to_png(&mut std::fs::File::create(path).unwrap())
                .unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
