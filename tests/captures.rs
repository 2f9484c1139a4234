//! Captured kinds of printer streams through the whole cable: what is read, where a code goes,
//! and that every byte of the till arrives. What each stream prints stands in its sidecar.
#![cfg(test)]

#[path = "captures/damage.rs"]
mod damage;
#[path = "captures/stream.rs"]
mod stream;
#[path = "support/tape.rs"]
mod tape;

use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use stream::{Stream, all};
use tape::{Tape, setup_for};
use tillside::domain::document::{Kind, Outcome};
use tillside::domain::language::Language;
use tillside::protocol::escpos::document::Document;
use tillside::protocol::escpos::splice::Setup;
use tillside::protocol::reading::{Hint, scrub};

/// The receipt is an image: paper for people only.
const IMAGES: [&str; 2] = ["raw_odoo_iot_raster", "raw_star_raster_ff"];

/// No line says how it was paid; the sidecar has it from the template.
const WITHOUT_TENDER: [&str; 4] = [
    "raw_escR_denmark",
    "raw_escat_resets_cp",
    "raw_feed_escJ",
    "raw_starline",
];

/// Goods from five countries under words that are English and Danish alike: here the shop's own
/// language has to tell.
const SEVERAL_LANGUAGES: [&str; 2] = ["pyescpos_mixed_pages", "rpe_t88vi_mixed_pages"];

/// The cable as `replay` lays it.
fn cable(stream: &Stream) -> Setup {
    let mut setup = setup_for(stream.profile());
    if SEVERAL_LANGUAGES.contains(&stream.name.as_str()) {
        setup.reader.hint = Hint {
            language: Some(Language::ENGLISH),
            ..Hint::default()
        };
    }
    setup
}

fn passed(stream: &Stream) -> Tape {
    let mut tape = Tape::new(cable(stream));
    tape.pass(&stream.bytes);
    tape
}

fn blocks(tape: &Tape) -> Vec<&[u8]> {
    let inserted = tape.carrier.inserted.iter();
    inserted
        .map(|range| &tape.carrier.out[range.clone()])
        .collect()
}

/// The document that the sidecar describes: some streams have a shorter one beside it.
fn described(tape: &Tape) -> &Document {
    let documents = tape.documents().into_iter();
    documents
        .max_by_key(|document| document.text.len())
        .unwrap()
}

fn squashed<'l>(lines: impl IntoIterator<Item = &'l str>) -> Vec<String> {
    let squash = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = lines
        .into_iter()
        .map(squash)
        .filter(|line| !line.is_empty());
    lines.map(|line| scrub(&line).into_owned()).collect()
}

#[test]
fn all_of_them_are_there() {
    let streams = all();
    assert_eq!(streams.len(), 143);
    for stream in streams {
        assert_eq!(stream.bytes.len(), stream.size, "{}", stream.name);
    }
}

#[test]
fn documents_end_at_genuine_cuts_and_nowhere_else() {
    for stream in all() {
        let tape = passed(&stream);
        let cuts: Vec<u64> = tape
            .documents()
            .iter()
            .filter_map(|d| d.cut_offset)
            .collect();
        assert_eq!(cuts, stream.cut_offsets, "{}", stream.name);
        assert_eq!(tape.documents().len(), cuts.len().max(1), "{}", stream.name);
        assert!(
            tape.documents().iter().all(|d| d.trusted),
            "{}",
            stream.name
        );
    }
}

#[test]
fn the_text_is_what_the_till_was_told_to_print() {
    for stream in all() {
        let tape = passed(&stream);
        let pages = cable(&stream).reader.pages;
        let documents = tape.documents().into_iter();
        let lines: Vec<String> = documents.flat_map(|d| d.lines(&pages)).collect();
        assert_eq!(
            squashed(lines.iter().map(String::as_str)),
            squashed(stream.expected_text.iter().map(String::as_str)),
            "{}",
            stream.name
        );
    }
}

#[test]
fn facts_are_those_of_the_paper() {
    for stream in all() {
        let tape = passed(&stream);
        let name = &stream.name;
        let document = described(&tape);
        let facts = document.facts;
        if IMAGES.contains(&name.as_str()) {
            assert_eq!(document.kind(), Kind::Other, "{name}");
            assert!(
                document.image_rows > 0 && facts.total_minor.is_none(),
                "{name}"
            );
            assert!(facts.outcome.is_none() && facts.care.is_none(), "{name}");
            continue;
        }
        assert_eq!(document.kind(), stream.kind(), "{name}");
        assert_eq!(facts.total_minor, stream.total_minor(), "{name}");
        assert_eq!(facts.currency, stream.currency, "{name}");
        let tender = stream
            .tender
            .filter(|_| !WITHOUT_TENDER.contains(&name.as_str()));
        assert_eq!(facts.tender, tender, "{name}");
        assert_eq!(
            facts.outcome == Some(Outcome::Declined),
            stream.declined,
            "{name}"
        );
        assert_eq!(facts.care.is_some(), stream.declined, "{name}");
        let language = Some(stream.language).filter(|_| !stream.expected_text.is_empty());
        assert_eq!(facts.language, language, "{name}");
        assert_eq!(
            facts.refund,
            stream.total_minor().is_some_and(|t| t < 0),
            "{name}"
        );
        assert_eq!(facts.void, name.ends_with("_void"), "{name}");
    }
}

/// Printed upside down from the last line to the first: its end is the customer's top.
const UPSIDE_DOWN: &str = "raw_upsidedown_reversed_order";

/// Every cut of a sale that stands carries a code, nothing else does.
#[test]
fn codes_go_on_sales_that_stand_and_on_nothing_else() {
    let mut spliced = 0;
    for stream in all() {
        let tape = passed(&stream);
        let name = &stream.name;
        let stands = stream.kind() == Kind::Sale
            && stream.total_minor().is_some_and(|total| total > 0)
            && !stream.is_copy()
            && !IMAGES.contains(&name.as_str())
            && name != UPSIDE_DOWN;
        for document in tape.documents() {
            let expected = stands && document.cut_offset.is_some();
            assert_eq!(document.code.is_some(), expected, "{name}");
            spliced += usize::from(expected);
        }
        let blocks = blocks(&tape).len();
        assert_eq!(
            blocks,
            tape.documents().iter().filter(|d| d.code.is_some()).count()
        );
    }
    assert_eq!(spliced, 68);
}

/// Between block and cut there is nothing but feeds and settings, and all of the feeds that a cut
/// without a feed of its own is preceded by; else the block feeds by itself.
#[test]
fn the_block_stands_before_the_cut_or_before_the_feeds_that_lead_to_it() {
    for stream in all() {
        let tape = passed(&stream);
        let name = &stream.name;
        let blocks = blocks(&tape);
        let spliced = tape.documents().into_iter().filter(|d| d.code.is_some());
        for (document, block) in spliced.zip(&blocks) {
            let at = usize::try_from(document.spliced_at.unwrap()).unwrap();
            let cut = usize::try_from(document.cut_offset.unwrap()).unwrap();
            let (before, after) = stream.bytes.split_at(at);
            let between = &after[..cut - at];
            assert!(
                !before.ends_with(b"\n\n") && !before.ends_with(b"\n\r\n"),
                "{name}"
            );
            if stream::feeds_by_itself(&after[cut - at..]) {
                assert_eq!(between, b"", "{name}");
                assert!(!block.ends_with(b"\n\x1Bd\x04\x1Ba\0"), "{name}");
            } else if between.is_empty() {
                let own_feed = block
                    .windows(3)
                    .any(|bytes| bytes == b"\n\x1Bd" || bytes == b"\n\x1Ba");
                assert!(own_feed, "{name}: {}", block.escape_ascii());
            } else {
                assert!(
                    stream::is_feeds(between),
                    "{name}: {}",
                    between.escape_ascii()
                );
            }
        }
    }
}

/// Where a stream is cut into pieces and how long the till pauses there, at most 60 ms.
fn pieces(len: usize) -> impl Strategy<Value = Vec<(usize, u64)>> {
    prop::collection::vec((0..=len, 0u64..60), 0..12).prop_map(|mut cuts| {
        cuts.sort_unstable();
        cuts
    })
}

#[test]
fn any_split_of_any_stream_arrives_complete_and_reads_the_same() {
    for stream in all() {
        let whole = passed(&stream);
        let boundaries = stream.boundaries();
        let mut runner = TestRunner::new(Config {
            cases: 5,
            failure_persistence: None,
            ..Config::default()
        });
        let outcome = runner.run(&pieces(stream.bytes.len()), |cuts| {
            let mut tape = Tape::new(cable(&stream));
            let mut from = 0;
            for (to, ms) in cuts {
                tape.write(&stream.bytes[from..to]);
                tape.pause(Duration::from_millis(ms));
                from = to;
            }
            tape.pass(&stream.bytes[from..]);
            prop_assert_eq!(tape.held(), 0);
            prop_assert_eq!(tape.till_bytes(), &stream.bytes[..]);
            let facts = |tape: &Tape| -> Vec<_> {
                let documents = tape.documents().into_iter();
                documents
                    .map(|d| (d.facts, d.cut_offset, d.text.clone()))
                    .collect()
            };
            prop_assert_eq!(facts(&tape), facts(&whole));
            for document in tape.documents() {
                let at = document.spliced_at;
                prop_assert!(at.is_none_or(|at| boundaries.contains(&at)), "{:?}", at);
            }
            prop_assert!(blocks(&tape).len() <= blocks(&whole).len());
            Ok(())
        });
        assert!(outcome.is_ok(), "{}: {}", stream.name, outcome.unwrap_err());
    }
}
