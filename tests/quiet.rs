//! Printers without a cutter: a feed to the tear bar and a second of silence end a document.
#![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]

#[path = "support/tape.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod tape;

use chrono::NaiveDate;
use proptest::prelude::*;
use std::time::Duration;
use tape::{Queue, Tape, setup_for};
use tillside::domain::document::Kind;
use tillside::domain::language::Language;
use tillside::protocol::escpos::block::{Form, Target};
use tillside::protocol::escpos::command::Dialect;
use tillside::protocol::escpos::document::Sync;
use tillside::protocol::escpos::splice::{Event, Setup, Withheld};
use tillside::protocol::escpos::state::Settings;
use tillside::protocol::transit::Transit as _;
use tillside::sim::documents::{Documents, Genre, Setup as Till};
use tillside::sim::library::Library;

/// The first block of a [`Queue`] on a till that has touched no setting, with our own feed.
const BLOCK: &str = "\x1Ba\x01TEST BLOCK\nCODE-0001-TEST\n\x1Bd\x03\x1Ba\0";

const SALE: &str =
    "\x1B@MARKET STALL 7\nHoney    8.00\nTOTAL    8.00\nCASH    10.00\nCHANGE   2.00\n";

const SECOND: Duration = Duration::from_secs(1);

/// A 58 mm printer without a cutter, with splicing on.
fn quiet() -> Setup {
    let setup = setup_for("pos-5890");
    Setup {
        target: Target {
            form: Form::Text,
            power_on: Settings::EPSON,
            ..setup.target
        },
        ..setup
    }
}

fn text(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// What the printer has after the pieces with a pause behind each, and how many documents ended.
fn passed(pieces: &[(&str, Duration)]) -> (String, usize) {
    let mut tape = Tape::new(quiet());
    for (piece, pause) in pieces {
        tape.write(piece.as_bytes());
        tape.pause(*pause);
    }
    (text(tape.out()), tape.documents().len())
}

#[test]
fn the_code_comes_behind_the_feed_once_the_till_has_been_silent() {
    for feed in [
        "\n\n\n",
        "\x1Bd\x03",
        "\x1BJ\x66",
        "\r\n\r\n\r\n\r\n",
        "\x1Bd\x02\n\x1Ba\0",
        "\x1B3\x66\n",
        "\n\n\n\x1Bp\0\x19\x7F",
    ] {
        let sale = format!("{SALE}{feed}");
        let (early, documents) = passed(&[(&sale, Duration::from_millis(999))]);
        assert_eq!((early, documents), (sale.clone(), 0), "{feed:?}");
        let (out, documents) = passed(&[(&sale, SECOND)]);
        let block = if feed.contains("\x1B3") {
            BLOCK
                .replace("\x1Ba\x01", "\x1B2\x1Ba\x01")
                .replace("\x1Ba\0", "\x1B3\x66\x1Ba\0")
        } else {
            BLOCK.to_owned()
        };
        assert_eq!((out, documents), (format!("{sale}{block}"), 1), "{feed:?}");
    }
}

#[test]
fn a_shorter_feed_ends_nothing() {
    for feed in ["", "\n\n", "\x1Bd\x02", "\x1BJ\x65", "\x1B3\x10\n\n\n\n\n"] {
        let sale = format!("{SALE}{feed}");
        assert_eq!(passed(&[(&sale, 5 * SECOND)]), (sale, 0), "{feed:?}");
    }
}

#[test]
fn a_document_that_goes_on_gets_nothing_in_its_middle() {
    let head = format!("{SALE}\n\n\n");
    let tail = "Thank you\n\n\n\n";
    let (out, documents) = passed(&[(&head, Duration::from_millis(990)), (tail, SECOND)]);
    assert_eq!((out, documents), (format!("{head}{tail}{BLOCK}"), 1));
}

#[test]
fn a_byte_starts_the_silence_anew_and_half_a_command_is_none() {
    let sale = format!("{SALE}\n\n\n");
    let pause = Duration::from_millis(800);
    let (out, _) = passed(&[(&sale, pause), ("\n", pause), ("\n", pause)]);
    assert_eq!(out, format!("{sale}\n\n"));
    let (out, documents) = passed(&[(&sale, pause), ("\x1B", 5 * SECOND)]);
    assert_eq!((out, documents), (format!("{sale}\x1B"), 0));
    let (out, _) = passed(&[(&sale, pause), ("\x1B", 5 * SECOND), ("a\0", SECOND)]);
    assert_eq!(out, format!("{sale}\x1Ba\0{BLOCK}"));
}

#[test]
fn silence_while_the_till_was_held_back_is_none() {
    let sale = format!("{SALE}\n\n\n");
    let mut tape = Tape::new(quiet());
    tape.write(sale.as_bytes());
    tape.pause(Duration::from_millis(900));
    tape.splicer.till_was_held_back(tape.now);
    tape.pause(Duration::from_millis(900));
    assert_eq!(text(tape.out()), sale);
    tape.pause(Duration::from_millis(100));
    assert_eq!(text(tape.out()), format!("{sale}{BLOCK}"));
}

#[test]
fn the_next_receipt_gets_its_own_code_and_a_repetition_none() {
    let first = format!("{SALE}\n\n\n");
    let second = first.replace("Honey", "Bread");
    let (out, documents) = passed(&[(&first, SECOND), (&first, SECOND), (&second, SECOND)]);
    let next = BLOCK.replace("0001", "0002");
    assert_eq!(out, format!("{first}{BLOCK}{first}{second}{next}"));
    assert_eq!(documents, 3);
}

#[test]
fn what_is_no_sale_ends_without_a_code() {
    for body in [
        "\x1B@KITCHEN\n1 x Burger\n",
        "\x1B@MARKET STALL 7\nREFUND\nHoney   -8.00\nTOTAL   -8.00\n",
    ] {
        let ticket = format!("{body}\n\n\n");
        assert_eq!(passed(&[(&ticket, SECOND)]), (ticket, 1));
    }
}

#[test]
fn off_reads_everything_and_adds_nothing() {
    let mut off = quiet();
    off.policy.enabled = false;
    let mut tape = Tape::new(off);
    let sale = format!("{SALE}\n\n\n");
    tape.write(sale.as_bytes());
    tape.pause(SECOND);
    assert_eq!(text(tape.out()), sale);
    let documents = tape.documents();
    assert_eq!(documents.first().unwrap().kind(), Kind::Sale);
    assert_eq!(documents.first().unwrap().facts.total_minor, Some(800));
}

#[test]
fn a_printer_with_a_cutter_ends_nothing_by_silence() {
    let mut tape = Tape::new(tape::setup());
    tape.write(format!("{SALE}\n\n\n\n\n\n").as_bytes());
    tape.pause(5 * SECOND);
    assert!(tape.documents().is_empty() && tape.carrier.inserted.is_empty());
}

#[test]
fn a_cut_ends_a_document_too_and_is_not_trusted_to_feed() {
    let cases = [
        // The till feeds enough: the block goes before that.
        ("\x1Bd\x04\x1DV\0", "«block»\x1Bd\x04\x1DV\0"),
        // The printer would feed, if it had a cutter.
        ("\x1DVB\0", "«fed block»\x1DVB\0"),
        ("\n\x1Bi", "«fed block»\n\x1Bi"),
    ];
    for (tail, expected) in cases {
        let (out, documents) = passed(&[(&format!("{SALE}{tail}"), 2 * SECOND)]);
        let plain = BLOCK.replace("\x1Bd\x03", "");
        let shown = out.replace(BLOCK, "«fed block»").replace(&plain, "«block»");
        assert_eq!((shown, documents), (format!("{SALE}{expected}"), 1));
    }
}

#[test]
fn no_code_where_lines_are_not_printed_or_none_is_ready() {
    let upside_down = format!("\x1B{{\x01{}\n\n\n", SALE.replace("\x1B@", ""));
    let mut tape = Tape::new(quiet());
    tape.write(upside_down.as_bytes());
    tape.pause(SECOND);
    assert_eq!(text(tape.out()), upside_down);
    assert!(tape.events.contains(&Event::Withheld(Withheld::Mode)));
    let sale = format!("{SALE}\n\n\n");
    let mut tape = Tape::with_blocks(quiet(), Queue::of(0));
    tape.write(sale.as_bytes());
    tape.pause(SECOND);
    assert_eq!(text(tape.out()), sale);
    assert!(tape.events.contains(&Event::Withheld(Withheld::NoneReady)));
}

#[test]
fn what_was_joined_in_its_middle_is_believed_after_the_first_silence() {
    let lost = Setup {
        sync: Sync::Lost,
        ..quiet()
    };
    let receipt = SALE.replace("\x1B@", "");
    let mut tape = Tape::new(lost);
    for (number, codes) in [(1, 0), (2, 1)] {
        tape.write(format!("No. {number}\n{receipt}\n\n\n").as_bytes());
        tape.pause(SECOND);
        assert_eq!(tape.carrier.inserted.len(), codes);
    }
}

/// Sales of every till library that prints text, as they come where there is no cutter.
fn sales_without_cuts() -> Vec<(String, Vec<u8>)> {
    let noon = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let noon = noon.and_hms_opt(12, 0, 0).unwrap();
    let fits = |library: &Library| library.writes_text() && library.dialect() == Dialect::EscPos;
    let libraries = Library::ALL.into_iter().filter(fits);
    let sale = |(library, seed)| {
        let till = Till::new(library, Language::ENGLISH);
        let made = Documents::new(till, noon, seed)
            .unwrap()
            .make(Genre::CardSale);
        let mut bytes = made.wire.bytes;
        bytes.truncate(made.wire.feed_at.unwrap());
        bytes.extend(b"\x1Bd\x05");
        (made.name, bytes)
    };
    libraries.zip(1..).map(sale).collect()
}

#[test]
fn every_library_gets_one_code_for_a_sale() {
    let sales = sales_without_cuts();
    assert!(sales.len() >= 4);
    let mut tape = Tape::new(quiet());
    let mut sent: Vec<u8> = Vec::new();
    for (name, bytes) in &sales {
        let before = tape.carrier.inserted.len();
        for piece in bytes.chunks(61) {
            tape.write(piece);
            tape.pause(Duration::from_millis(64));
        }
        tape.pause(SECOND);
        assert_eq!(tape.carrier.inserted.len(), before + 1, "{name}");
        sent.extend(bytes);
        assert_eq!(tape.till_bytes(), sent, "{name}");
        assert_eq!(tape.carrier.inserted.last().unwrap().end, tape.out().len());
    }
    let kinds: Vec<_> = tape.documents().iter().map(|found| found.kind()).collect();
    assert_eq!(kinds, vec![Kind::Sale; sales.len()]);
}

/// Pieces that look like receipts often enough, each with the silence behind it.
fn pieces() -> impl Strategy<Value = Vec<(Vec<u8>, u64)>> {
    let piece = prop_oneof![
        4 => Just(SALE.as_bytes().to_vec()),
        4 => prop::sample::select(vec![
            b"\n\n\n".to_vec(), b"\x1Bd\x04".to_vec(), b"\x1BJ\xFF".to_vec(), b"\x1DV\0".to_vec(),
            b"\x1DVB\x03".to_vec(), b"\x1Ba\x01".to_vec(), b"\x1B3\x10".to_vec(), b"\x1B".to_vec(),
            b"\x1BL".to_vec(), b"\x1BS".to_vec(), b"\x1Dv0\0\x02\0\x02\0\x1DV\0".to_vec(),
        ]),
        1 => prop::collection::vec(any::<u8>(), 0..12),
        1 => "[A-Z0-9 .\n]{0,30}".prop_map(String::into_bytes),
    ];
    let pause = prop_oneof![0u64..60, 900u64..1100];
    prop::collection::vec((piece, pause), 0..24)
}

proptest! {
    /// Bytes out minus blocks are bytes in, a block is never followed by the rest of what it
    /// ends, and its settings are put back.
    #[test]
    fn only_whole_blocks_are_added_and_only_in_silence(pieces in pieces(), split in 1usize..40) {
        let mut tape = Tape::new(quiet());
        let mut sent: Vec<u8> = Vec::new();
        for (piece, pause) in &pieces {
            for part in piece.chunks(split) {
                let blocks = tape.carrier.inserted.len();
                let held = tape.held();
                tape.write(part);
                sent.extend(part);
                // While the till speaks, a block comes only before a cut, and that was held.
                let cut = tape.carrier.inserted.len() > blocks;
                prop_assert!(!cut || tape.carrier.inserted.last().unwrap().end < tape.out().len()
                    || held > 0);
            }
            tape.pause(Duration::from_millis(*pause));
        }
        tape.pause(2 * SECOND);
        prop_assert_eq!(tape.held(), 0);
        prop_assert_eq!(tape.till_bytes(), &sent[..]);
        let carrier = &tape.carrier;
        for range in &carrier.inserted {
            let block = &carrier.out[range.clone()];
            prop_assert!(!block.windows(2).any(|pair| pair == b"\x1B@"), "{}", block.escape_ascii());
        }
        let settled = tape.out().to_vec();
        tape.pause(5 * SECOND);
        prop_assert_eq!(tape.out(), settled);
        let coded = tape.documents().iter().filter(|found| found.code.is_some()).count();
        prop_assert_eq!(tape.carrier.inserted.len(), coded);
    }

    /// However a sale and its feed are cut up, within the second it is one document.
    #[test]
    fn any_split_gives_the_same(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0u64..999), 0..12),
    ) {
        let stream = format!("{SALE}\n\n\n");
        let stream = stream.as_bytes();
        let mut cuts: Vec<(usize, u64)> =
            cuts.iter().map(|(i, ms)| (i.index(stream.len() + 1), *ms)).collect();
        cuts.sort_unstable();
        cuts.dedup_by_key(|(at, _)| *at);
        let mut tape = Tape::new(quiet());
        let mut from = 0;
        for (to, ms) in cuts {
            tape.write(&stream[from..to]);
            tape.pause(Duration::from_millis(ms));
            from = to;
        }
        tape.write(&stream[from..]);
        tape.pause(SECOND);
        prop_assert_eq!(text(tape.out()), format!("{}{BLOCK}", text(stream)));
        prop_assert_eq!(tape.documents().len(), 1);
    }
}
