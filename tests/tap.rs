//! The tap against streams of other people's libraries: genuine cuts and only those, at any split.
#![expect(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use std::ops::Range;
use std::path::PathBuf;

use proptest::prelude::*;
use tillside::protocol::escpos::command::{Command, Cut, Dialect, Setting, Sink};
use tillside::protocol::escpos::tap::Tap;

/// Everything the tap said, with neighbouring pieces of text and payload joined.
#[derive(Debug, Default, PartialEq, Eq)]
struct Record(Vec<Said>);

#[derive(Debug, PartialEq, Eq)]
enum Said {
    Text(u64, Vec<u8>),
    Command(Command, Range<u64>),
    Payload(Vec<u8>),
    End(u64),
}

impl Sink for Record {
    fn text(&mut self, bytes: &[u8], at: u64) {
        match self.0.last_mut() {
            Some(Said::Text(start, text)) if *start + text.len() as u64 == at => {
                text.extend_from_slice(bytes);
            }
            _ => self.0.push(Said::Text(at, bytes.to_vec())),
        }
    }

    fn command(&mut self, command: Command, span: Range<u64>) {
        self.0.push(Said::Command(command, span));
    }

    fn payload(&mut self, bytes: &[u8]) {
        match self.0.last_mut() {
            Some(Said::Payload(data)) => data.extend_from_slice(bytes),
            _ if bytes.is_empty() => {}
            _ => self.0.push(Said::Payload(bytes.to_vec())),
        }
    }

    fn payload_end(&mut self, end: u64) {
        self.0.push(Said::End(end));
    }
}

fn record(dialect: Dialect, pieces: &[&[u8]]) -> Record {
    let mut record = Record::default();
    let mut tap = Tap::new(dialect);
    for piece in pieces {
        tap.advance(&mut record, piece);
    }
    assert_eq!(
        tap.offset(),
        pieces.iter().map(|p| p.len() as u64).sum::<u64>()
    );
    record
}

fn commands(dialect: Dialect, bytes: &[u8]) -> Vec<Command> {
    let said = record(dialect, &[bytes]).0.into_iter();
    said.filter_map(|said| match said {
        Said::Command(command, _) => Some(command),
        _ => None,
    })
    .collect()
}

fn streams() -> Vec<(String, Vec<u8>, serde_json::Value)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/escpos");
    let mut streams = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "bin") {
            let sidecar = std::fs::read_to_string(path.with_extension("json")).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let sidecar = serde_json::from_str(&sidecar).unwrap();
            streams.push((name, std::fs::read(path).unwrap(), sidecar));
        }
    }
    assert!(streams.len() >= 143, "only {} streams found", streams.len());
    streams.sort_by(|a, b| a.0.cmp(&b.0));
    streams
}

fn dialect(sidecar: &serde_json::Value) -> Dialect {
    match sidecar["dialect"].as_str().unwrap() {
        "escpos" => Dialect::EscPos,
        _ => Dialect::Star,
    }
}

#[test]
fn finds_the_genuine_cuts_and_no_others() {
    for (name, bytes, sidecar) in streams() {
        let said = record(dialect(&sidecar), &[&bytes]).0;
        let cuts: Vec<u64> = said
            .iter()
            .filter_map(|said| match said {
                Said::Command(Command::Cut(_), span) => Some(span.start),
                _ => None,
            })
            .collect();
        let expected: Vec<u64> = serde_json::from_value(sidecar["cut_offsets"].clone()).unwrap();
        assert_eq!(cuts, expected, "{name}");
    }
}

#[test]
fn knows_every_command_of_the_streams() {
    for (name, bytes, sidecar) in streams() {
        for said in record(dialect(&sidecar), &[&bytes]).0 {
            assert!(
                !matches!(said, Said::Command(Command::Unknown { .. }, _)),
                "{name}: {said:?}"
            );
        }
    }
}

#[test]
fn byte_by_byte_is_the_same_as_at_once() {
    for (name, bytes, sidecar) in streams() {
        let dialect = dialect(&sidecar);
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(
            record(dialect, &single),
            record(dialect, &[&bytes]),
            "{name}"
        );
    }
}

#[test]
fn a_cut_in_a_payload_is_data() {
    let cut: &[u8] = &[0x1D, b'V', 0, 0x1B, b'i'];
    let with = |header: &[u8], tail: &[u8]| [header, cut, tail].concat();
    for bytes in [
        with(&[0x1D, b'v', b'0', 0, 5, 0, 1, 0], b""),
        with(&[0x1D, b'(', b'k', 5, 0], b""),
        with(&[0x1B, b'(', b'Y', 5, 0], b""),
        with(&[0x1D, b'8', b'L', 5, 0, 0, 0], b""),
        with(&[0x1B, b'*', 0, 5, 0], b""),
        with(&[0x1D, b'k', 73, 5], b""),
        with(&[0x1B, b'Z', 1, 1, 1, 5, 0], b""),
        with(&[0x1D, b'Q', b'0', 0, 5, 0, 1, 0], b""),
        with(&[0x1B, b'&', 1, 65, 65, 5], b""),
        with(&[0x1C, b'g', b'1', 0, 0, 0, 0, 0, 5, 0], b""),
        [&[0x1D, b'k', 4][..], &[b'A', 0x1B, b'i', 0x1D, b'V', 0]].concat(),
    ] {
        let found = commands(Dialect::EscPos, &bytes);
        assert_eq!(found.len(), 1, "{bytes:02x?}: {found:?}");
        assert!(found[0].has_payload(), "{bytes:02x?}: {found:?}");
    }
}

#[test]
fn real_time_commands_take_their_own_lengths() {
    let real_time = |bytes: &[u8]| {
        let all = [bytes, b"A"].concat();
        let said = record(Dialect::EscPos, &[&all]).0;
        assert!(
            matches!(said.as_slice(), [Said::Command(Command::RealTime(_), span), Said::Text(..)]
                if span.end == bytes.len() as u64),
            "{bytes:02x?}: {said:?}"
        );
    };
    real_time(&[0x10, 4, 1]);
    real_time(&[0x10, 4, 7, 1]);
    real_time(&[0x10, 4, 8, 3]);
    real_time(&[0x10, 4, 18, 1]);
    real_time(&[0x10, 5, 2]);
    real_time(&[0x10, 0x14, 1, 0, 1]);
    real_time(&[0x10, 0x14, 2, 1, 8]);
    real_time(&[0x10, 0x14, 3, 0, 0, 0, 0, 0]);
    real_time(&[0x10, 0x14, 7, 1]);
    real_time(&[0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8]);
}

#[test]
fn a_short_drawer_kick_eats_the_cut_as_the_printer_does() {
    let found = commands(Dialect::EscPos, &[0x1B, b'p', 0, 0x1D, b'V', 0]);
    assert_eq!(found, [Command::Drawer]);
}

#[test]
fn tab_stops_end_at_nul_at_a_descending_value_or_after_32() {
    assert_eq!(
        commands(Dialect::EscPos, &[0x1B, b'D', 8, 16, 0, 0x0A]),
        [Command::TabStops, Command::LineFeed]
    );
    assert_eq!(
        commands(Dialect::EscPos, &[0x1B, b'D', 0x20, 0x1B, b'i']),
        [
            Command::TabStops,
            Command::Cut(Cut {
                partial: true,
                feeds: false,
                extra_units: 0
            })
        ]
    );
    let many: Vec<u8> = [0x1B, b'D']
        .into_iter()
        .chain(1..=33)
        .chain([0x0A])
        .collect();
    let found = commands(Dialect::EscPos, &many);
    assert_eq!(found.last(), Some(&Command::LineFeed));
}

#[test]
fn bytes_for_a_customer_display_are_not_the_printers() {
    let bytes = [
        &[0x1B, b'=', 2][..],
        b"\x0CTOTAL 5.00\x1D\x56\x00",
        &[0x1B, b'=', 1],
        b"A",
    ];
    let said = record(Dialect::EscPos, &[&bytes.concat()]).0;
    assert!(
        !said
            .iter()
            .any(|s| matches!(s, Said::Command(Command::Cut(_), _))),
        "{said:?}"
    );
    assert!(matches!(said.last(), Some(Said::Text(_, text)) if text == b"A"));
}

#[test]
fn star_and_epson_read_the_same_bytes_each_in_its_own_way() {
    let bytes = [0x1B, b'd', 3];
    assert_eq!(commands(Dialect::EscPos, &bytes), [Command::FeedLines(3)]);
    assert!(matches!(
        commands(Dialect::Star, &bytes)[..],
        [Command::Cut(_)]
    ));
    assert_eq!(
        commands(Dialect::Star, &[0x1B, b'a', 3]),
        [Command::FeedLines(3)]
    );
    assert_eq!(
        commands(Dialect::EscPos, &[0x1B, b'a', 1]),
        [Command::Set(Setting::Justify(1))]
    );
}

#[test]
fn an_unknown_command_is_said() {
    let found = commands(Dialect::EscPos, &[0x1B, 0x7E, b'A']);
    assert_eq!(
        found,
        [Command::Unknown {
            introducer: 0x1B,
            byte: 0x7E
        }]
    );
}

/// Bytes that look like commands more often than chance would have it.
fn wire() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        3 => any::<u8>(),
        2 => prop::sample::select(vec![0x1B, 0x1D, 0x1C, 0x10, 0x0A, 0x00, 0x1F]),
        2 => prop::sample::select(b"@VvkLdJip*&(Dq=gQC8!at".to_vec()),
        1 => 0u8..6,
    ];
    prop::collection::vec(byte, 0..600)
}

proptest! {
    #[test]
    fn any_split_gives_the_same_commands(
        bytes in wire(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        star in any::<bool>(),
    ) {
        let dialect = if star { Dialect::Star } else { Dialect::EscPos };
        let mut at: Vec<usize> = cuts.iter().map(|i| i.index(bytes.len() + 1)).collect();
        at.extend([0, bytes.len()]);
        at.sort_unstable();
        let pieces: Vec<&[u8]> = at.windows(2).map(|w| &bytes[w[0]..w[1]]).collect();
        prop_assert_eq!(record(dialect, &pieces), record(dialect, &[&bytes]));
    }

    #[test]
    fn spans_ascend_and_stay_inside(bytes in wire(), star in any::<bool>()) {
        let dialect = if star { Dialect::Star } else { Dialect::EscPos };
        let mut last = 0;
        for said in record(dialect, &[&bytes]).0 {
            if let Said::Command(_, span) = said {
                prop_assert!(last <= span.start && span.start < span.end);
                prop_assert!(span.end <= bytes.len() as u64);
                last = span.end;
            }
        }
    }
}
