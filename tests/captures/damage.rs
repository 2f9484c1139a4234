//! The same streams without their beginning, joined in the middle, and with commands that nobody
//! knows: the worst that may happen is a receipt without a code.

use std::collections::BTreeSet;

use super::stream::{Stream, Tokens, all, named};
use super::{Tape, blocks, cable, described, passed};
use tillside::domain::document::Kind;
use tillside::protocol::escpos::command::Command;
use tillside::protocol::escpos::document::Sync;
use tillside::protocol::escpos::splice::Setup;

/// Of every library and trap one, not too long: each is passed a few hundred times.
const SEVERAL: [&str; 18] = [
    "php_pl_retail_cp852",
    "pyescpos_en_copies",
    "pyescpos_en_euro_card",
    "pyescpos_et_retail_cp775",
    "pyescpos_en_z",
    "raw_cut_n_is_esc",
    "raw_escat_resets_cp",
    "raw_join_midway",
    "raw_pagemode_ff",
    "raw_realtime",
    "raw_starline",
    "raw_trap_escamp",
    "raw_trap_fsq",
    "raw_trap_gsv0raster",
    "raw_trap_qr",
    "rpe_starprnt_da_retail_cp865",
    "rpe_t88vi_da_retail_cp1252",
    "rust_da_cash",
];

fn several() -> impl Iterator<Item = Stream> {
    SEVERAL.into_iter().map(named)
}

/// Totals that some document of the whole stream shows.
fn totals(stream: &Stream) -> BTreeSet<Option<i64>> {
    let tape = passed(stream);
    let documents = tape.documents().into_iter();
    documents
        .map(|d| d.facts.total_minor)
        .chain([None])
        .collect()
}

#[test]
fn without_the_reset_at_the_beginning_it_reads_the_same() {
    let mut shortened = 0;
    for mut stream in all() {
        let (before, place) = (passed(&stream), 2);
        let Some(rest) = stream.bytes.strip_prefix(b"\x1B@").map(<[u8]>::to_vec) else {
            continue;
        };
        stream.bytes = rest;
        let tape = passed(&stream);
        assert_eq!(tape.till_bytes(), stream.bytes, "{}", stream.name);
        let (old, new) = (described(&before), described(&tape));
        assert_eq!(old.facts, new.facts, "{}", stream.name);
        assert_eq!(old.code, new.code, "{}", stream.name);
        let moved = new.spliced_at.map(|at| at + place);
        assert_eq!(old.spliced_at, moved, "{}", stream.name);
        shortened += 1;
    }
    assert!(shortened > 100, "{shortened}");
}

fn joined(stream: &Stream, from: usize, sync: Sync) -> Tape {
    let mut tape = Tape::new(Setup {
        sync,
        ..cable(stream)
    });
    let rest = &stream.bytes[from..];
    tape.pass(rest);
    assert_eq!(tape.till_bytes(), rest, "{} from {from}", stream.name);
    tape
}

/// Offsets in the whole stream where codes went.
fn places(tape: &Tape, from: usize) -> Vec<u64> {
    let documents = tape.documents().into_iter();
    let places = documents.filter_map(|document| document.spliced_at);
    places.map(|at| at + from as u64).collect()
}

#[test]
fn joined_between_two_commands_no_code_goes_inside_one() {
    for stream in several() {
        let boundaries = stream.boundaries();
        for from in stream.tokens().command_boundaries() {
            let from = usize::try_from(from).unwrap();
            let tape = joined(&stream, from, Sync::InStep);
            for place in places(&tape, from) {
                assert!(boundaries.contains(&place), "{} from {from}", stream.name);
            }
        }
    }
}

/// A till that is switched on in the middle of something: the tap does not even know that it
/// stands inside a command. Nothing is believed before the next reset or clean cut.
#[test]
fn joined_anywhere_no_wrong_amount_is_believed() {
    // The work grows with the square of the length.
    for stream in several().filter(|stream| stream.bytes.len() < 700) {
        let boundaries = stream.boundaries();
        let right = totals(&stream);
        for from in 0..stream.bytes.len() {
            let tape = joined(&stream, from, Sync::Lost);
            for document in tape.documents() {
                let total = document.facts.total_minor;
                assert!(
                    right.contains(&total),
                    "{} from {from}: {total:?}",
                    stream.name
                );
                assert!(document.trusted || document.code.is_none());
            }
            for place in places(&tape, from) {
                assert!(boundaries.contains(&place), "{} from {from}", stream.name);
            }
        }
    }
}

#[test]
fn joined_after_its_only_reset_a_receipt_gets_no_code() {
    for stream in several() {
        let tokens = stream.tokens();
        let mut resets = tokens
            .commands
            .iter()
            .filter(|(_, command)| *command == Command::Initialize);
        let Some((last, _)) = resets.next_back() else {
            continue;
        };
        let first_cut = stream.cut_offsets.first().copied();
        let from = last.end;
        if first_cut.is_some_and(|cut| from < cut) {
            let tape = joined(&stream, usize::try_from(from).unwrap(), Sync::Lost);
            let first = tape.documents()[0];
            assert!(!first.trusted && first.code.is_none(), "{}", stream.name);
            assert_eq!(first.facts.total_minor, None, "{}", stream.name);
        }
    }
}

/// Nobody's command; the second has a parameter that leaks into the text.
const UNKNOWN: [&[u8]; 2] = [b"\x1B\x7E\x05", b"\x1B\x7E9"];

#[test]
fn an_unknown_command_anywhere_costs_the_trust_in_its_document() {
    let mut distrusted = 0;
    for stream in several() {
        let tokens = stream.tokens();
        let right = totals(&stream);
        let places = tokens.command_boundaries().into_iter();
        for (at, unknown) in places.flat_map(|at| UNKNOWN.map(|unknown| (at, unknown))) {
            let damaged = with(&stream, at, unknown);
            let tape = passed(&damaged);
            let context = format!("{} at {at}", stream.name);
            assert_eq!(tape.till_bytes(), damaged.bytes, "{context}");
            for document in tape.documents() {
                let total = document.facts.total_minor;
                assert!(right.contains(&total), "{context}: {total:?}");
                let believed = total.is_some() || document.code.is_some();
                assert!(document.trusted || !believed, "{context}");
            }
            let hit = hit(&stream, at);
            let documents = tape.documents();
            if let Some(document) = documents.get(hit)
                && !reset_before_text(&stream, &tokens, hit, at)
            {
                assert!(!document.trusted, "{context}");
                distrusted += 1;
            }
        }
    }
    assert!(distrusted > 1000, "{distrusted}");
}

fn with(stream: &Stream, at: u64, unknown: &[u8]) -> Stream {
    let mut damaged = named(&stream.name);
    let at = usize::try_from(at).unwrap();
    damaged.bytes.splice(at..at, unknown.iter().copied());
    damaged
}

/// Which of the stream's documents the offset lies in.
fn hit(stream: &Stream, at: u64) -> usize {
    stream.cut_offsets.iter().filter(|cut| **cut < at).count()
}

/// Whether the printer is reset after this place, with nothing of the document on paper yet.
fn reset_before_text(stream: &Stream, tokens: &Tokens, hit: usize, at: u64) -> bool {
    let begin = hit
        .checked_sub(1)
        .map_or(0, |before| stream.cut_offsets[before]);
    let end = stream.cut_offsets.get(hit).copied().unwrap_or(u64::MAX);
    let mut resets = tokens.commands.iter().filter(|(span, command)| {
        *command == Command::Initialize && (at..end).contains(&span.start)
    });
    resets.any(|(reset, _)| {
        let lines = tokens.commands.iter().filter(|(span, command)| {
            *command == Command::LineFeed && (begin..reset.start).contains(&span.start)
        });
        lines.count() == 0
    })
}

#[test]
fn a_report_is_no_sale_wherever_it_is_joined() {
    for stream in several().filter(|stream| stream.kind() == Kind::Report) {
        for &from in &stream.boundaries() {
            let tape = joined(&stream, usize::try_from(from).unwrap(), Sync::Lost);
            assert_eq!(blocks(&tape), Vec::<&[u8]>::new(), "from {from}");
        }
    }
}
