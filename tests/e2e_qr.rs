//! The code on paper is what a phone needs: an independent scanner reads it, whatever the
//! printer, the paper and the till's settings, and the block keeps to its budget.
#![cfg(test)]

#[path = "support/printout.rs"]
mod printout;
#[path = "support/scanner.rs"]
mod scanner;

use std::ops::Range;

use printout::{Press, code, invitation};
use scanner::scan;
use tillside::domain::i18n::Messages;
use tillside::domain::language::Language;
use tillside::engine::slips;
use tillside::protocol::escpos::block::{MAX_WIRE_MS, Qr, Target, wire_ms};
use tillside::protocol::escpos::command::{Command, Dialect, Sink};
use tillside::protocol::escpos::paper::Sheet;
use tillside::protocol::escpos::profile::Profile;
use tillside::protocol::escpos::state::State;
use tillside::protocol::escpos::tap::Tap;

/// Addresses that make QR codes of version 2 and 3.
const ADDRESSES: [(&str, u8); 2] = [
    ("https://s.example.com", 2),
    ("https://survey.corner-market-stores.example", 3),
];

/// Printers, papers and ways to show the code.
const WAYS: [(&str, u16, Qr); 7] = [
    ("epson-generic", 80, Qr::Auto),
    ("epson-generic", 58, Qr::Auto),
    ("epson-generic", 80, Qr::Native),
    ("epson-generic", 58, Qr::Native),
    ("epson-tm-t88", 80, Qr::Auto),
    ("star-generic", 80, Qr::Native),
    ("star-generic", 58, Qr::Native),
];

const SALE: &[u8] = b"CORNER MARKET\nTea      2.00\nTOTAL    2.00\nCASH     2.00\n";

/// The longest that a block may be: 26 mm of paper, at 8 dots a millimetre.
const MAX_ROWS: usize = 26 * 8;

/// A receipt of this printer, with settings that the till has left behind.
fn receipt(dialect: Dialect, settings: &[u8]) -> Vec<u8> {
    let cut: &[u8] = match dialect {
        Dialect::EscPos => b"\x1DVB\0",
        Dialect::Star => b"\x1Bd\x02",
    };
    [b"\x1B@", SALE, settings, cut].concat()
}

/// Fails unless the sheet shows this address as a symbol, with the code as text below it.
fn assert_readable(name: &str, sheet: &Sheet, address: &str) {
    let url = invitation(address).address.url(code());
    assert_eq!(
        scan(name, sheet),
        [format!("QR-Code:{url}")],
        "{name}: {:?}",
        sheet.text
    );
    let is_symbol = |line: &&String| line.starts_with("[image") || line.starts_with("[QR");
    let below = sheet.text.iter().rev().take_while(|line| !is_symbol(line));
    let code = code().to_string();
    assert!(
        below.into_iter().any(|line| line.ends_with(&code)),
        "{name}: {:?}",
        sheet.text
    );
}

#[test]
fn every_printer_shows_a_code_that_scans() {
    for (profile, mm, qr) in WAYS {
        for (address, version) in ADDRESSES {
            let invitation = invitation(address);
            assert_eq!(invitation.address.qr_version(), version);
            let press = Press::new(profile, mm, qr, &invitation);
            let dialect = Profile::builtin(profile).unwrap().dialect;
            let carrier = press.splice(&receipt(dialect, b""));
            let name = format!("qr-{profile}-{mm}-{qr:?}-{version}");
            assert_readable(&name, &press.sheets(&carrier.out)[0], address);
        }
    }
}

/// What a till may leave behind, as unlike plain text as can be.
const MANY: &[u8] = b"\x1B!\xB9\x1DB\x01\x1BV\x01\x1Ba\x02\x1B \x03\x1B3\xFF\x1BG\x01";

#[test]
fn whatever_the_till_has_set_the_code_scans() {
    let settings: [(&str, &[u8]); 9] = [
        ("many", MANY),
        ("no line spacing", b"\x1B3\0"),
        ("giant", b"\x1D!\x77"),
        ("margin", b"\x1DL\x60\0"),
        ("narrow", b"\x1DW\xA8\0"),
        ("margin and width", b"\x1DL\x90\x01\x1DW\x40\x02"),
        ("right in an area", b"\x1DL\x20\0\x1DW\xC0\x01\x1Ba\x02"),
        ("units", b"\x1DP\x5A\x5A"),
        ("symbols", b"\x1D(k\x03\x001C\x09\x1D(k\x03\x001E3"),
    ];
    for qr in [Qr::Auto, Qr::Native] {
        let (address, _) = ADDRESSES[0];
        let press = Press::new("epson-generic", 80, qr, &invitation(address));
        for (name, settings) in settings {
            let carrier = press.splice(&receipt(Dialect::EscPos, settings));
            assert_eq!(carrier.inserted.len(), 1, "{name}");
            let sheet = &press.sheets(&carrier.out)[0];
            let name = format!("qr-{}-{qr:?}", name.replace(' ', "-"));
            let url = invitation(address).address.url(code());
            assert_eq!(scan(&name, sheet), [format!("QR-Code:{url}")], "{name}");
        }
    }
}

#[test]
fn a_block_keeps_to_its_time_and_paper() {
    for (profile, mm, qr) in WAYS {
        for (address, version) in ADDRESSES {
            let press = Press::new(profile, mm, qr, &invitation(address));
            let profile = Profile::builtin(profile).unwrap();
            let settings = [b"", MANY][usize::from(profile.dialect == Dialect::EscPos)];
            for settings in [b"", settings] {
                let receipt = receipt(profile.dialect, settings);
                let carrier = press.splice(&receipt);
                let bytes = carrier.inserted[0].len();
                let (without, with) = (press.sheets(&receipt), press.sheets(&carrier.out));
                let rows = with[0].image.height() - without[0].image.height();
                let name = format!("{}-{mm}-{qr:?}-{version}", profile.name);
                assert!(wire_ms(bytes, 9600) <= MAX_WIRE_MS, "{name}: {bytes} bytes");
                assert!((100..=MAX_ROWS).contains(&rows), "{name}: {rows} rows");
            }
        }
    }
}

/// The printer's state after the till's bytes.
struct Watch(State);

impl Sink for Watch {
    fn text(&mut self, _bytes: &[u8], _at: u64) {
        self.0.text();
    }

    fn command(&mut self, command: Command, _span: Range<u64>) {
        self.0.command(command);
    }

    fn payload(&mut self, bytes: &[u8]) {
        self.0.payload(bytes);
    }
}

fn state_after(dialect: Dialect, bytes: &[u8]) -> State {
    let mut watch = Watch(State::new(dialect));
    Tap::new(dialect).advance(&mut watch, bytes);
    watch.0
}

fn joined(pieces: Vec<slips::Piece>) -> Vec<u8> {
    pieces.into_iter().flat_map(|(bytes, _)| bytes).collect()
}

#[test]
fn slips_of_our_own_scan_and_leave_the_tills_settings_alone() {
    let (address, _) = ADDRESSES[0];
    let invitation = invitation(address);
    let url = format!("QR-Code:{}", invitation.address.url(code()));
    let messages = Messages::for_language(Language::ENGLISH);
    for (profile, mm, qr) in WAYS {
        let press = Press::new(profile, mm, qr, &invitation);
        let profile = Profile::builtin(profile).unwrap();
        let target = Target::new(&profile, qr, 9600, Some(mm));
        let settings = [b"", MANY][usize::from(profile.dialect == Dialect::EscPos)];
        let before = receipt(profile.dialect, settings);
        let state = state_after(profile.dialect, &before);
        let after = receipt(profile.dialect, b"");
        // Without the reset: what the till set still has to be there.
        let after = &after[2..];

        let again = slips::again(code(), &invitation, &target, &state, &messages).unwrap();
        let test = slips::self_test(
            code(),
            &profile.name,
            &invitation,
            &target,
            &state,
            &messages,
        );
        let symbols = match profile.dialect {
            Dialect::EscPos => 2,
            Dialect::Star => 1,
        };
        for (what, slip, symbols) in [
            ("again", joined(again), 1),
            ("self-test", joined(test.unwrap()), symbols),
        ] {
            let name = format!("slip-{what}-{}-{mm}-{qr:?}", profile.name);
            let sheets = press.sheets(&[&before, &slip, after].concat());
            assert_eq!(sheets.len(), 3, "{name}");
            let found = scan(&name, &sheets[1]);
            assert_eq!(
                found,
                vec![url.clone(); symbols],
                "{name}: {:?}",
                sheets[1].text
            );
            let shown = sheets[1]
                .text
                .iter()
                .filter(|line| line.contains(&code().to_string()));
            assert!(shown.count() >= symbols, "{name}: {:?}", sheets[1].text);
            let plain = press.sheets(&[&before, after].concat());
            assert_eq!((&sheets[0], &sheets[2]), (&plain[0], &plain[1]), "{name}");
        }
    }
}
