//! Where a block goes, where it does not, and that everything else passes untouched.
#![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]

#[path = "support/tape.rs"]
mod tape;

use std::time::Duration;

use proptest::prelude::*;
use tape::{Queue, Tape, setup};
use tillside::domain::document::Kind;
use tillside::protocol::escpos::document::Sync;
use tillside::protocol::escpos::splice::{Event, Setup, Withheld};

/// The first block of a [`Queue`] between settings that the till has not touched.
const BLOCK: &[u8] = b"\x1Ba\x01TEST BLOCK\nCODE-0001-TEST\n\x1Ba\0";

const SALE: &[u8] =
    b"\x1B@CORNER MARKET\nTea      2.00\nScone    3.00\nTOTAL   \x9C5.00\nCASH    \x9C5.00\n";

fn sale(tail: &[u8]) -> Vec<u8> {
    [SALE, tail].concat()
}

/// What the printer gets, with the block's bytes replaced by `«block»`.
fn marked(out: &[u8]) -> String {
    let text: String = out.iter().map(|&byte| char::from(byte)).collect();
    let block: String = BLOCK.iter().map(|&byte| char::from(byte)).collect();
    text.replace(&block, "«block»")
}

fn spliced_tail(stream: &[u8]) -> String {
    let out = Tape::new(setup()).pass(stream);
    let shown = marked(&out);
    let (_, tail) = shown.split_once("CASH    \u{9C}5.00\n").unwrap();
    tail.to_owned()
}

#[test]
fn before_the_feed_that_precedes_a_cut_without_feed() {
    for feed in [
        "\n\n\n",
        "\x1Bd\x04",
        "\x1BJ\x60",
        "\r\n\r\n\n",
        "\x1Bd\x01\n\x1BJ\x10",
    ] {
        let tail = [feed.as_bytes(), b"\x1DV\0"].concat();
        assert_eq!(spliced_tail(&sale(&tail)), format!("«block»{feed}\x1DV\0"));
    }
}

#[test]
fn settings_between_feed_and_cut_stay_behind_the_block() {
    let tail = b"\n\n\x1Ba\x00\x1B!\x00\x1Bd\x03\x1Bi";
    let expected = "«block»\n\n\x1Ba\x00\x1B!\x00\x1Bd\x03\x1Bi";
    assert_eq!(spliced_tail(&sale(tail)), expected);
}

#[test]
fn directly_before_a_cut_that_feeds() {
    assert_eq!(
        spliced_tail(&sale(b"\n\n\x1DVB\x03")),
        "\n\n«block»\x1DVB\x03"
    );
    assert_eq!(spliced_tail(&sale(b"\x1DVA\x00")), "«block»\x1DVA\x00");
}

#[test]
fn after_a_feed_that_could_not_be_held_with_a_feed_of_our_own() {
    let mut tape = Tape::new(setup());
    tape.write(&sale(b"\n\n\n"));
    tape.pause(Duration::from_millis(200));
    tape.write(b"\x1DV\0");
    let out = marked(tape.out());
    assert!(
        out.ends_with("\n\n\n\x1Ba\x01TEST BLOCK\nCODE-0001-TEST\n\x1Bd\x04\x1Ba\0\x1DV\0"),
        "{out:?}"
    );
}

#[test]
fn not_at_all_where_the_distance_to_the_cutter_is_unknown() {
    let mut without = setup();
    without.target.head_to_cutter_mm = None;
    let mut tape = Tape::new(without);
    let stream = sale(b"\x10\x04\x01\x1DV\0");
    assert_eq!(tape.pass(&stream), stream);
    assert!(tape.events.contains(&Event::Withheld(Withheld::Place)));
}

#[test]
fn an_open_line_is_ended_before_the_block() {
    let out = Tape::new(setup()).pass(b"TOTAL 5.00\nCASH 5.00\x1Bd\x04\x1DV\0");
    assert!(
        marked(&out).contains("CASH 5.00\n«block»\x1Bd\x04"),
        "{:?}",
        marked(&out)
    );
}

#[test]
fn nothing_is_held_longer_than_promised() {
    let mut tape = Tape::new(setup());
    tape.write(&sale(b"\n\n"));
    assert!(tape.held() > 0, "the feed may precede a cut");
    tape.pause(Duration::from_millis(30));
    assert_eq!(tape.held(), 0);
}

#[test]
fn only_feeds_and_the_beginnings_of_feeds_and_cuts_are_held() {
    let held = |tail: &[u8]| {
        let mut tape = Tape::new(setup());
        tape.write(&sale(tail));
        tape.held()
    };
    assert_eq!(held(b""), 0);
    assert_eq!(held(b"Thank you"), 0);
    assert_eq!(held(b"Thank you\n"), 0);
    assert_eq!(held(b"\n\n"), 2);
    assert_eq!(held(b"\n\n\x1D"), 3);
    assert_eq!(held(b"\x1DV"), 2);
    assert_eq!(held(b"\x1DVB"), 3);
    assert_eq!(held(b"\x1B"), 1);
    assert_eq!(held(b"\x1Ba"), 0);
    assert_eq!(held(b"\x1Dv0"), 0);
    assert_eq!(held(b"\n\n\x10\x04\x01"), 0);
    assert_eq!(held(b"\n\n\x1Bp\x00\x19\x19"), 0);
    let mut tape = Tape::new(setup());
    tape.write(b"\x1B@KITCHEN\n1 x Burger\n\n\n");
    assert_eq!(tape.held(), 0, "not a sale");
}

#[test]
fn the_cut_may_come_in_pieces() {
    let stream = sale(b"\n\n\x1DVB\x03");
    let whole = Tape::new(setup()).pass(&stream);
    let mut tape = Tape::new(setup());
    for byte in &stream {
        tape.write(std::slice::from_ref(byte));
        tape.pause(Duration::from_millis(10));
    }
    assert_eq!(tape.out(), whole);
    assert_ne!(tape.out(), stream);
}

#[test]
fn a_cut_whose_beginning_is_already_with_the_printer_gets_nothing() {
    let mut tape = Tape::new(setup());
    tape.write(&sale(b"\n\n\x1DV"));
    tape.pause(Duration::from_millis(200));
    tape.write(b"\0");
    assert_eq!(tape.out(), sale(b"\n\n\x1DV\0"));
    assert!(tape.events.contains(&Event::Withheld(Withheld::Place)));
}

#[test]
fn one_code_for_a_sale_and_none_for_its_repetition() {
    let stream = sale(b"\n\x1DVB\0");
    let out = Tape::new(setup()).pass(&[&stream[..], &stream].concat());
    assert_eq!(marked(&out).matches("«block»").count(), 1);
}

#[test]
fn no_code_where_lines_are_not_printed() {
    for opening in [&b"\x1BL"[..], b"\x1D:", b"\x1Bc0\x04", b"\x1B{\x01"] {
        let stream = [opening, SALE.get(2..).unwrap(), b"\n\x1DVB\0"].concat();
        assert_eq!(Tape::new(setup()).pass(&stream), stream, "{opening:02x?}");
    }
}

#[test]
fn no_code_where_the_printing_area_is_too_narrow_for_it() {
    let with = |setting: &[u8]| {
        let stream = [setting, SALE.get(2..).unwrap(), b"\n\x1DVB\0"].concat();
        marked(&Tape::new(setup()).pass(&stream)).contains("«block»")
    };
    // The paper is 42 columns of 12 dots wide, the code takes 14 of them.
    assert!(with(b"\x1DW\xA8\x00"));
    assert!(!with(b"\x1DW\xA7\x00"));
    assert!(with(b"\x1DL\x50\x01"));
    assert!(!with(b"\x1DL\x51\x01"));
    assert!(!with(b"\x1DL\xFF\xFF"));
    assert!(with(b"Too late in a line\x1DL\xFF\xFF\n"));
}

#[test]
fn an_unknown_command_costs_the_code_until_the_next_reset() {
    let odd = [SALE, b"\x1B\x7E\x05\n\n\x1DV\0"].concat();
    let good = sale(b"\nbye\n\n\n\x1DV\0");
    let out = Tape::new(setup()).pass(&[odd.clone(), good].concat());
    assert!(out.starts_with(&odd));
    assert_eq!(marked(&out).matches("«block»").count(), 1);
}

#[test]
fn a_stream_joined_in_the_middle_waits_for_a_reset() {
    let lost = Setup {
        sync: Sync::Lost,
        ..setup()
    };
    let tail = &sale(b"\n\x1DVB\0")[2..];
    assert_eq!(Tape::new(lost.clone()).pass(tail), tail);
    let stream = [tail, &sale(b"\nbye\n\x1DVB\0")].concat();
    let out = Tape::new(lost).pass(&stream);
    assert_eq!(marked(&out).matches("«block»").count(), 1);
}

#[test]
fn without_a_ready_block_the_receipt_passes_plain() {
    let mut tape = Tape::with_blocks(setup(), Queue::of(0));
    let stream = sale(b"\n\x1DVB\0");
    assert_eq!(tape.pass(&stream), stream);
    assert!(tape.events.contains(&Event::Withheld(Withheld::NoneReady)));
}

#[test]
fn observing_changes_nothing() {
    let mut observing = setup();
    observing.policy.enabled = false;
    let stream = sale(b"\n\n\x1DV\0");
    assert_eq!(Tape::new(observing).pass(&stream), stream);
}

#[test]
fn a_fiscal_frame_latches_the_tape() {
    let mut tape = Tape::new(setup());
    let stream = [b"\x02trinit\tbm0\t#D3F4\x03", &sale(b"\n\x1DVB\0")[..]].concat();
    assert_eq!(tape.pass(&stream), stream);
    assert_eq!(tape.events, [Event::FiscalLatched]);
}

#[test]
fn a_fiscal_frame_that_begins_behind_a_receipt_latches_too() {
    let frame = b"\x1BP0$h7B\x1B\\";
    for split in 1..frame.len() {
        let (head, tail) = frame.split_at(split);
        let mut tape = Tape::new(setup());
        tape.write(&[&sale(b"\n\x1DVB\0"), head].concat());
        tape.write(tail);
        assert!(
            tape.events.contains(&Event::FiscalLatched),
            "split at {split}"
        );
    }
}

#[test]
fn a_lone_drawer_kick_is_a_document_after_a_second_of_silence() {
    let mut tape = Tape::new(setup());
    tape.write(b"\x1Bp\x00\x19\xFA");
    assert!(tape.documents().is_empty());
    tape.pause(Duration::from_secs(1));
    let documents = tape.documents();
    let kinds: Vec<_> = documents.iter().map(|document| document.kind()).collect();
    assert_eq!(kinds, [Kind::Drawer]);
}

#[test]
fn a_drawer_opened_long_after_a_receipt_with_a_code_is_a_document_of_its_own() {
    let mut tape = Tape::new(setup());
    tape.write(&sale(b"\n\n\x1DV\0"));
    tape.pause(Duration::from_secs(3));
    tape.write(b"\x1Bp\x00\x19\xFA");
    tape.pause(Duration::from_secs(3));
    let documents = tape.documents();
    let kinds: Vec<_> = documents.iter().map(|document| document.kind()).collect();
    assert_eq!(kinds, [Kind::Sale, Kind::Drawer]);
}

#[test]
fn an_image_alone_carries_a_code_only_where_the_profile_says_so() {
    let stream = b"\x1B@\x1Dv0\0\x01\0\x02\0\xAA\xAA\n\n\x1DV\0";
    assert_eq!(Tape::new(setup()).pass(stream), stream);
    let mut anyway = setup();
    anyway.policy.unrecognised = true;
    assert!(marked(&Tape::new(anyway).pass(stream)).contains("\u{AA}\u{AA}«block»\n\n\x1DV"));
}

/// Streams that look like receipts often enough to be spliced.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(SALE.to_vec()),
        2 => prop::sample::select(vec![
            b"\n\n\n".to_vec(), b"\x1Bd\x04".to_vec(), b"\x1DV\0".to_vec(), b"\x1DVB\x03".to_vec(),
            b"\x1Bi".to_vec(), b"\x1Ba\x01".to_vec(), b"\x10\x04\x01".to_vec(), b"\x1B@".to_vec(),
            b"\x1Dv0\0\x02\0\x02\0\x1DV\0\x1B".to_vec(), b"\x1BL".to_vec(), b"\x1BS".to_vec(),
        ]),
        1 => prop::collection::vec(any::<u8>(), 0..12),
        1 => "[A-Z0-9 .\n]{0,30}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// The first promise: whatever comes, and however it is cut into pieces, what goes out is
    /// what came in plus whole blocks.
    #[test]
    fn bytes_out_minus_blocks_are_bytes_in(
        stream in stream(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0u64..60), 0..16),
    ) {
        let mut tape = Tape::new(setup());
        let mut cuts: Vec<(usize, u64)> =
            cuts.iter().map(|(i, ms)| (i.index(stream.len() + 1), *ms)).collect();
        cuts.sort_unstable();
        let mut from = 0;
        for (to, ms) in cuts {
            tape.write(&stream[from..to]);
            tape.pause(Duration::from_millis(ms));
            from = to;
        }
        tape.write(&stream[from..]);
        tape.pause(Duration::from_millis(30));
        prop_assert_eq!(tape.held(), 0);
        prop_assert_eq!(tape.till_bytes(), &stream[..]);
    }

    #[test]
    fn time_never_makes_a_plan_out_of_nothing(stream in stream()) {
        let mut tape = Tape::new(setup());
        tape.write(&stream);
        tape.pause(Duration::from_secs(2));
        let before = tape.out().to_vec();
        tape.pause(Duration::from_secs(2));
        prop_assert_eq!(tape.out(), before);
    }
}
