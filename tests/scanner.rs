//! Scans: frames out of bytes, and what a frame means.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use proptest::prelude::*;
use std::time::{Duration, Instant};
use tillside::domain::code::Code;
use tillside::protocol::scanner::gs1::{self, NotElements};
use tillside::protocol::scanner::{
    Framer, Framing, GENERIC, Gtin, MAX_FRAME, NotGtin, Profile, ProfileError, Reading, Rejected,
    Scan, ScanKind, Symbology, TooLong, has_check_digit,
};

#[expect(clippy::disallowed_methods, reason = "any moment will do")]
fn now() -> Instant {
    Instant::now()
}

fn framing(text: &str) -> Framing {
    let text = format!("family = 'test'\n[frame]\nsource = 'test'\n{text}");
    Profile::parse("test", &text).unwrap().framing
}

/// The frames of a stream that comes in these pieces, all at one moment.
fn frames<'p>(
    framing: &Framing,
    pieces: impl IntoIterator<Item = &'p [u8]>,
) -> Vec<Result<Vec<u8>, TooLong>> {
    let (mut framer, now) = (Framer::new(framing.clone()), now());
    let mut found = Vec::new();
    for piece in pieces {
        framer.advance(piece, now, |frame| found.push(frame.map(<[u8]>::to_vec)));
    }
    found
}

fn texts(framing: &Framing, stream: &[u8]) -> Vec<String> {
    let text = |frame: Result<Vec<u8>, TooLong>| String::from_utf8(frame.unwrap()).unwrap();
    frames(framing, [stream]).into_iter().map(text).collect()
}

fn read(text: &str) -> Scan {
    Scan::read(Ok(text.as_bytes()), &Reading::default())
}

fn kind(text: &str) -> ScanKind {
    read(text).kind.unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn rejected(text: &str) -> Rejected {
    match read(text).kind {
        Err(reason) => reason,
        Ok(kind) => panic!("{text:?} is {kind:?}"),
    }
}

fn gtin(digits: &str) -> Gtin {
    Gtin::parse(digits).unwrap()
}

/// The rules, what the scanner sends, the frames.
const STREAMS: &[(&str, &[u8], &[&str])] = &[
    ("ends = ['cr']", b"12\r34\r56", &["12", "34"]),
    ("ends = ['cr']", b"12\r\n34\r\n", &["12", "\n34"]),
    ("ends = ['lf']", b"12\n34\n", &["12", "34"]),
    ("ends = ['crlf']", b"12\r\n34\r\n", &["12", "34"]),
    ("ends = ['crlf']", b"one\ntwo\rthree\r\nfour\r\n", &["one\ntwo\rthree", "four"]),
    ("ends = ['crlf']", b"\r\n12\r\r\n", &["12\r"]),
    ("ends = ['tab']", b"12\t34\t", &["12", "34"]),
    ("ends = ['cr', 'crlf']", b"12\r\n34\r56\r\n\n78\r", &["12", "34", "56", "\n78"]),
    ("ends = ['etx']\nstx = 'required'", b"ab\x0212\x03cd\x0234\x03", &["12", "34"]),
    ("ends = ['etx']\nstx = 'required'", b"\x0212\x0234\x03\r\n\x02\x03", &["34"]),
    ("ends = ['cr', 'etx']\nstx = 'required'", b"\x0212\r\x03\x0234\r\x03", &["12", "34"]),
    ("ends = ['cr']\nstx = 'optional'", b"\x0212\r34\r\x0256\x0278\r", &["12", "34", "56", "78"]),
    ("ends = ['cr']", b"\x0212\r", &["\u{2}12"]),
    ("ends = ['cr']\nprefix = '*'\nsuffix = '#'", b"*12#\r34#\r*56\r*#\r", &["12", "34", "56"]),
    ("ends = ['cr']", b"\0\0]C1012\x1d3\r\0\r", &["]C1012\u{1d}3"]),
];

#[test]
fn scans_end_as_the_profile_says() {
    for (rules, stream, expected) in STREAMS {
        assert_eq!(texts(&framing(rules), stream), *expected, "{rules}");
    }
}

#[test]
fn the_generic_profile_takes_every_usual_end() {
    let generic = Profile::builtin(GENERIC).unwrap().framing;
    let stream = b"1\r2\n3\r\n4\t\x025\x03\x026\r\n\x03\r\n7\r";
    assert_eq!(texts(&generic, stream), ["1", "2", "3", "4", "5", "6", "7"]);
}

#[test]
fn silence_ends_a_scan_where_the_profile_says_so() {
    let mut framer = Framer::new(framing("gap_ms = 100"));
    let (start, mut found) = (now(), Vec::new());
    let at = |ms| start + Duration::from_millis(ms);
    let mut take = |frame: Result<&[u8], TooLong>| found.push(frame.unwrap().to_vec());
    assert_eq!(framer.poll_timeout(), None);
    framer.advance(b"12", at(0), &mut take);
    framer.advance(b"34", at(90), &mut take);
    assert_eq!(framer.poll_timeout(), Some(at(190)));
    framer.handle_timeout(at(189), &mut take);
    framer.handle_timeout(at(190), &mut take);
    assert_eq!(framer.poll_timeout(), None);
    framer.advance(b"56", at(300), &mut take);
    framer.advance(b"78", at(400), &mut take);
    framer.handle_timeout(at(500), &mut take);
    framer.handle_timeout(at(900), &mut take);
    assert_eq!(found, [b"1234".to_vec(), b"56".to_vec(), b"78".to_vec()]);
}

#[test]
fn half_a_scan_does_not_stick_to_the_next() {
    let mut framer = Framer::new(framing("ends = ['cr']"));
    let (start, mut found) = (now(), Vec::new());
    let mut take = |frame: Result<&[u8], TooLong>| found.push(frame.unwrap().to_vec());
    framer.advance(b"12", start, &mut take);
    let due = framer.poll_timeout().unwrap();
    assert!(due >= start + Duration::from_secs(1), "slow lines stall");
    framer.advance(b"34\r", due, &mut take);
    assert_eq!(found, [b"34".to_vec()]);
}

#[test]
fn a_scanner_that_does_not_stop_is_said_once_and_forgotten() {
    for (rules, end) in [("ends = ['cr']", "\r"), ("ends = ['crlf']", "\r\n")] {
        let framing = framing(rules);
        let scan = |length: usize| "7".repeat(length) + end;
        let stream = scan(MAX_FRAME - 1) + &scan(MAX_FRAME + 1) + &scan(3 * MAX_FRAME) + &scan(2);
        let found = frames(&framing, [stream.as_bytes()]);
        let lengths: Vec<_> = found.iter().map(|frame| frame.as_ref().map(Vec::len)).collect();
        assert_eq!(
            lengths,
            [Ok(MAX_FRAME - 1), Err(&TooLong), Err(&TooLong), Ok(2)]
        );
    }
    let scan = Scan::read(Err(TooLong), &Reading::default());
    assert_eq!(scan.kind, Err(Rejected::TooLong));
}

/// What the scanner sends, and the item.
const PRODUCTS: &[(&str, &str)] = &[
    ("]E05901234123457", "5901234123457"),
    ("]E00036000291452", "036000291452"),
    ("]E0036000291452", "036000291452"),
    ("]E004252614", "042100005264"),
    ("]E00425261", "042100005264"),
    ("]E0425261", "042100005264"),
    ("]E496385074", "96385074"),
    ("]E3977000000001312", "977000000001"),
    ("]E3590123412345712345", "5901234123457"),
    ("]E303600029145212", "036000291452"),
    ("]I115400141288763", "15400141288763"),
    ("]C10115400141288763", "15400141288763"),
    ("]C1011540014128876310AB-1\u{1d}1726123137 24", ""),
    ("]e00109506000134352", "9506000134352"),
    ("]d20109506000134352172612312112345\u{1d}10L1", "9506000134352"),
    ("]Q3010950600013435210ABC\u{1d}3103000750", "9506000134352"),
    ("]Q1https://id.gs1.org/01/09506000134352/10/ABC123?17=261231", "9506000134352"),
    ("]d1HTTPS://example.com/some/where/01/9506000134352", "9506000134352"),
    ("5901234123457", "5901234123457"),
    (" 4006381333931 ", "4006381333931"),
    ("036000291452", "036000291452"),
    ("96385074", "96385074"),
    ("04252614", "042100005264"),
    ("15400141288763", "15400141288763"),
    ("\u{1d}0109506000134352", "9506000134352"),
    ("01095060001343521726123110L1", "9506000134352"),
];

#[test]
fn products_are_known_by_identifier_or_shape() {
    for (sent, digits) in PRODUCTS {
        if digits.is_empty() {
            assert!(matches!(rejected(sent), Rejected::Elements(_)), "{sent}");
            continue;
        }
        let expected = gtin(&format!("{digits:0>14}"));
        assert_eq!(kind(sent), ScanKind::Product(expected), "{sent}");
    }
}
