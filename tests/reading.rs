//! The reading of documents, against samples: card slips and receipts as text with their facts
//! beside them, and the texts of the printer streams in `tests/data/escpos`.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the helpers of a test stop where the samples are not what they should be"
)]

use serde_json::Value;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use tillside::domain::decline::Care;
use tillside::domain::document::{Currency, Facts, Kind, Outcome, Tender};
use tillside::domain::language::Language;
use tillside::protocol::lexicon::Lexicon;
use tillside::protocol::reading::{Hint, Reading};

fn sidecars(folder: &str) -> Vec<(PathBuf, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(folder);
    let entries = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries
        .filter(|path| path.extension() == Some("json".as_ref()))
        .collect();
    paths.sort();
    assert!(
        paths.len() > 20,
        "samples are missing in {}",
        folder.display()
    );
    let read = |path: PathBuf| {
        let value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        (path, value)
    };
    paths.into_iter().map(read).collect()
}

fn read<'t>(lines: impl IntoIterator<Item = &'t str>, hint: Hint) -> Facts {
    let mut reading = Reading::new(Lexicon::builtin());
    lines.into_iter().for_each(|line| reading.line(line));
    reading.facts(hint)
}

fn kind(name: &str) -> Kind {
    match name {
        "receipt" | "fiscal_receipt" => Kind::Sale,
        "card_slip" => Kind::CardSlip,
        "report" => Kind::Report,
        "kitchen" => Kind::Kitchen,
        "drawer" => Kind::Drawer,
        "other" => Kind::Other,
        _ => panic!("unknown kind {name}"),
    }
}

fn tender(name: &str) -> Tender {
    match name {
        "cash" => Tender::Cash,
        "card" => Tender::Card,
        _ => panic!("unknown tender {name}"),
    }
}

/// What a category of the slips' sidecars comes to.
fn care(category: &str) -> Care {
    match category {
        "step_up_chip_pin" => Care::InsertChip,
        "card_not_read" => Care::NotRead,
        "pin_again" => Care::PinAgain,
        "other_way" | "quiet_hard" => Care::OtherWay,
        "card_not_usable" => Care::NotTaken,
        "technical" => Care::Connection,
        "cancelled" => Care::Stopped,
        "outcome_unknown" => Care::Unknown,
        _ => panic!("unknown category {category}"),
    }
}

/// Adds what is wrong to `wrong`.
fn compare<T: Copy + PartialEq + Debug>(wrong: &mut Vec<String>, what: &str, got: T, want: T) {
    if got != want {
        wrong.push(format!("{what}: read {got:?}, is {want:?}"));
    }
}

#[test]
fn slips() {
    let mut wrong = Vec::new();
    for (path, slip) in sidecars("slips") {
        let text = fs::read_to_string(path.with_extension("txt")).unwrap();
        let facts = read(text.lines(), Hint::default());
        let mut off = Vec::new();
        compare(
            &mut off,
            "kind",
            facts.kind,
            slip["kind"].as_str().map(kind),
        );
        compare(
            &mut off,
            "language",
            facts.language,
            slip["lang"].as_str().and_then(Language::new),
        );
        compare(
            &mut off,
            "total",
            facts.total_minor,
            slip["total_minor"].as_i64(),
        );
        let currency = slip["currency"].as_str().and_then(Currency::new);
        compare(&mut off, "currency", facts.currency, currency);
        compare(
            &mut off,
            "tender",
            facts.tender,
            slip["tender"].as_str().map(tender),
        );
        let outcome = match slip["outcome"].as_str().unwrap() {
            "none" => None,
            "approved" | "refund" => Some(Outcome::Approved),
            "declined" => Some(Outcome::Declined),
            "cancelled" => Some(Outcome::Cancelled),
            other => panic!("unknown outcome {other}"),
        };
        compare(&mut off, "outcome", facts.outcome, outcome);
        compare(
            &mut off,
            "care",
            facts.care,
            slip["category"].as_str().map(care),
        );
        compare(
            &mut off,
            "refund",
            facts.refund,
            slip["outcome"] == "refund",
        );
        compare(&mut off, "void", facts.void, false);
        wrong.extend(
            off.into_iter()
                .map(|what| format!("{}: {what}", path.display())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Streams whose sidecar tells more than their text: the tender of a template, or an image.
fn tells_more(name: &str, text: &str) -> bool {
    name.starts_with("raw_")
        && !["CASH", "VISA", "CARD"]
            .iter()
            .any(|word| text.contains(word))
}

#[test]
fn texts_of_printer_streams() {
    let mut wrong = Vec::new();
    for (path, stream) in sidecars("escpos") {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let lines: Vec<&str> = stream["expected_text"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let language = stream["language"].as_str().and_then(Language::new);
        // One stream with a second document behind a cut: only the first one is meant.
        let end = lines
            .iter()
            .position(|line| *line == "SECOND")
            .unwrap_or(lines.len());
        let hint = Hint {
            drawer: stream["kind"] == "drawer",
            ..Hint::default()
        };
        let facts = read(lines[..end].iter().copied(), hint);
        let mut off = Vec::new();
        if lines.is_empty() && stream["kind"] == "receipt" {
            compare(&mut off, "kind", facts.kind, Some(Kind::Other));
        } else {
            compare(
                &mut off,
                "kind",
                facts.kind,
                stream["kind"].as_str().map(kind),
            );
            let total = stream["total"]
                .as_str()
                .map(|total| total.replace('.', "").parse().unwrap());
            compare(&mut off, "total", facts.total_minor, total);
            let declined = (
                facts.outcome == Some(Outcome::Declined),
                facts.care.is_some(),
            );
            let listed = stream["declined"].as_bool().unwrap();
            compare(&mut off, "declined, care", declined, (listed, listed));
            let currency = stream["currency"].as_str().and_then(Currency::new);
            compare(&mut off, "currency", facts.currency, currency);
            if !lines.is_empty() && !name.contains("mixed_pages") {
                compare(&mut off, "language", facts.language, language);
            }
            if !tells_more(name, &lines.concat()) {
                compare(
                    &mut off,
                    "tender",
                    facts.tender,
                    stream["tender"].as_str().map(tender),
                );
            }
        }
        wrong.extend(
            off.into_iter()
                .map(|what| format!("{name}: {what}\n    {lines:?}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A document of `tests/data/readings`.
struct Document {
    place: String,
    want: String,
    text: String,
}

const KINDS: [&str; 6] = ["sale", "card_slip", "report", "kitchen", "drawer", "other"];

fn first(words: &str) -> &str {
    words.split(' ').next().unwrap()
}

fn documents() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/readings");
    let mut documents: Vec<Document> = Vec::new();
    for language in ["en", "pl", "da", "et", "de"] {
        let text = fs::read_to_string(folder.join(language).with_extension("txt")).unwrap();
        for (number, line) in text.lines().enumerate() {
            // A line of a document may begin with `=` too: an amount in another currency.
            let heading = line
                .strip_prefix("= ")
                .filter(|want| KINDS.contains(&first(want)));
            if let Some(want) = heading {
                let place = format!("{language}.txt:{}", number + 1);
                documents.push(Document {
                    place,
                    want: want.to_owned(),
                    text: String::new(),
                });
            } else if !line.starts_with(';') {
                let document = documents.last_mut().unwrap();
                document.text.push_str(line);
                document.text.push('\n');
            }
        }
    }
    documents
}

/// Facts in the words of `tests/data/readings/README.md`.
fn say(facts: &Facts) -> String {
    fn word<T: serde::Serialize>(fact: Option<&T>) -> String {
        fact.map_or_else(
            || "-".to_owned(),
            |fact| match serde_json::to_value(fact).unwrap() {
                Value::String(word) => word,
                other => other.to_string(),
            },
        )
    }
    let mut words = vec![
        word(facts.kind.as_ref()),
        word(facts.language.as_ref()),
        word(facts.total_minor.as_ref()),
        word(facts.currency.as_ref()),
        word(facts.tender.as_ref()),
        word(facts.outcome.as_ref()),
    ];
    words.extend(facts.care.map(|care| format!("care={}", care.name())));
    let flags = [
        ("copy", facts.copy),
        ("void", facts.void),
        ("refund", facts.refund),
    ];
    words.extend(
        flags
            .iter()
            .filter(|(_, set)| *set)
            .map(|(name, _)| (*name).to_owned()),
    );
    words.join(" ")
}

#[test]
fn documents_of_many_tills() {
    let documents = documents();
    assert!(documents.len() >= 100, "only {} documents", documents.len());
    let mut wrong = Vec::new();
    for document in &documents {
        let said = say(&read(document.text.lines(), Hint::default()));
        if said != document.want {
            wrong.push(format!(
                "{}: read {said:?}, is {:?}",
                document.place, document.want
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        documents.len(),
        wrong.join("\n")
    );
}

/// Without the letters that code pages disagree about, a document says the same.
#[test]
fn documents_with_undecodable_letters() {
    let spoil = |line: &str| -> String {
        let spoilt = |c: char| {
            if c.is_alphabetic() && !c.is_ascii() {
                '\u{fffd}'
            } else {
                c
            }
        };
        line.chars().map(spoilt).collect()
    };
    let mut wrong = Vec::new();
    let mut count = 0_usize;
    for (path, _) in sidecars("slips") {
        let text = fs::read_to_string(path.with_extension("txt")).unwrap();
        let spoilt: Vec<String> = text.lines().map(spoil).collect();
        let (want, got) = (
            read(text.lines(), Hint::default()),
            read(spoilt.iter().map(String::as_str), Hint::default()),
        );
        count += usize::from(!text.is_ascii());
        if want != got {
            wrong.push(format!(
                "{}: read {}, is {}",
                path.display(),
                say(&got),
                say(&want)
            ));
        }
    }
    for document in documents() {
        let spoilt: Vec<String> = document.text.lines().map(spoil).collect();
        let got = say(&read(spoilt.iter().map(String::as_str), Hint::default()));
        count += usize::from(!document.text.is_ascii());
        if got != document.want {
            wrong.push(format!(
                "{}: read {got:?}, is {:?}",
                document.place, document.want
            ));
        }
    }
    assert!(count > 50, "only {count} documents have such letters");
    assert!(
        wrong.is_empty(),
        "{} of {count}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
