//! Scans: frames out of bytes, and what a frame means.
#![cfg(test)]

use proptest::prelude::*;
use std::time::{Duration, Instant};
use tillside::domain::code::Code;
use tillside::protocol::scanner::gs1::NotElements;
use tillside::protocol::scanner::{
    Framer, Framing, GENERIC, Gtin, MAX_FRAME, NotGtin, Profile, Rejected, Rules, Scan, ScanKind,
    Symbology, TooLong, has_check_digit,
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
    Scan::read(Ok(text.as_bytes()), &Rules::default())
}

fn kind(text: &str) -> ScanKind {
    read(text)
        .kind
        .unwrap_or_else(|error| panic!("{text:?}: {error}"))
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
    (
        "ends = ['crlf']",
        b"one\ntwo\rthree\r\nfour\r\n",
        &["one\ntwo\rthree", "four"],
    ),
    ("ends = ['crlf']", b"\r\n12\r\r\n", &["12\r"]),
    ("ends = ['tab']", b"12\t34\t", &["12", "34"]),
    (
        "ends = ['cr', 'crlf']",
        b"12\r\n34\r56\r\n\n78\r",
        &["12", "34", "56", "\n78"],
    ),
    (
        "ends = ['etx']\nstx = 'required'",
        b"ab\x0212\x03cd\x0234\x03",
        &["12", "34"],
    ),
    (
        "ends = ['etx']\nstx = 'required'",
        b"\x0212\x0234\x03\r\n\x02\x03",
        &["34"],
    ),
    (
        "ends = ['cr', 'etx']\nstx = 'required'",
        b"\x0212\r\x03\x0234\r\x03",
        &["12", "34"],
    ),
    (
        "ends = ['cr']\nstx = 'optional'",
        b"\x0212\r34\r\x0256\x0278\r",
        &["12", "34", "56", "78"],
    ),
    ("ends = ['cr']", b"\x0212\r", &["\u{2}12"]),
    (
        "ends = ['cr']\nprefix = '*'\nsuffix = '#'",
        b"*12#\r34#\r*56\r*#\r",
        &["12", "34", "56"],
    ),
    (
        "ends = ['cr']",
        b"\0\0]C1012\x1d3\r\0\r",
        &["]C1012\u{1d}3"],
    ),
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
        let lengths: Vec<_> = found
            .iter()
            .map(|frame| frame.as_ref().map(Vec::len))
            .collect();
        assert_eq!(
            lengths,
            [Ok(MAX_FRAME - 1), Err(&TooLong), Err(&TooLong), Ok(2)]
        );
    }
    let scan = Scan::read(Err(TooLong), &Rules::default());
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
    ("]E3977123456700305", "9771234567003"),
    ("]E3590123412345712345", "5901234123457"),
    ("]E303600029145212", "036000291452"),
    ("]I115400141288763", "15400141288763"),
    ("]I31540014128876", "15400141288763"),
    ("]E496385074]E112", "96385074"),
    ("]E05901234123457]E212345", "5901234123457"),
    ("]C10115400141288763", "15400141288763"),
    (
        "]C1011540014128876310AB-1\u{1d}172612313724",
        "15400141288763",
    ),
    ("]e00109506000134352", "9506000134352"),
    (
        "]d20109506000134352172612312112345\u{1d}10L1",
        "9506000134352",
    ),
    ("]Q3010950600013435210ABC\u{1d}3103000750", "9506000134352"),
    (
        "]Q1https://id.gs1.org/01/09506000134352/10/ABC123?17=261231",
        "9506000134352",
    ),
    (
        "]d1HTTPS://example.com/some/where/01/9506000134352",
        "9506000134352",
    ),
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
        let expected = gtin(&format!("{digits:0>14}"));
        assert_eq!(kind(sent), ScanKind::Product(expected), "{sent}");
    }
}

#[test]
fn upc_e_stands_for_a_upc_a() {
    // GS1 General Specifications, figure 5.2.2.4.2-1, a line for each last digit.
    for (short, long) in [
        ("01234505", "012000003455"),
        ("01234514", "012100003454"),
        ("01234523", "012200003453"),
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("01234558", "012345000058"),
        ("01234565", "012345000065"),
        ("01234572", "012345000072"),
        ("01234589", "012345000089"),
        ("01234596", "012345000096"),
    ] {
        assert!(has_check_digit(long), "{long}");
        assert_eq!(Gtin::parse_upc_e(short), Ok(gtin(long)));
        assert_eq!(Gtin::parse_upc_e(short.get(..7).unwrap()), Ok(gtin(long)));
        assert_eq!(Gtin::parse_upc_e(short.get(1..7).unwrap()), Ok(gtin(long)));
    }
    assert_eq!(Gtin::parse_upc_e("04252615"), Err(NotGtin::CheckDigit));
    for text in ["24252614", "0425261x", "04252", "042526140", ""] {
        assert_eq!(Gtin::parse_upc_e(text), Err(NotGtin::Shape), "{text}");
    }
}

#[test]
fn numbers_of_the_shop_and_vouchers_are_no_products() {
    for sent in [
        "]E02012345032507",
        "2012345032507",
        "]E00299999123450",
        "]E420123451",
        "0012345678905",
    ] {
        let found = kind(sent);
        let in_store = matches!(found, ScanKind::InStore(_));
        assert_eq!(in_store, sent != "0012345678905", "{sent}: {found:?}");
    }
    for sent in ["9800000123454", "]E09900000123451"] {
        assert_eq!(kind(sent), ScanKind::Other, "{sent}");
    }
}

#[test]
fn a_code_of_ours_is_known_in_every_form_it_is_printed_in() {
    let code = Code::parse("061H-W5PR-1D1E").unwrap();
    for sent in [
        "CARE:061HW5PR1D1E",
        "]Q1CARE:061H-W5PR-1D1E",
        "]C0CARE:061HW5PR1D1E",
        "061HW5PR1D1E",
        "]Q1061H-W5PR-1D1E",
        "]Q1HTTPS://S.EXAMPLE.COM/061HW5PR1D1E",
        "https://s.example.com/KRK-1/061HW5PR1D1E",
    ] {
        assert_eq!(kind(sent), ScanKind::Code(code), "{sent}");
    }
    assert!(matches!(rejected("CARE:061HW5PR1D1F"), Rejected::Code(_)));
    assert!(matches!(rejected("CARE:"), Rejected::Code(_)));
    for sent in [
        "061HW5PR1D1F",
        "061hw5pr1d1e",
        "061 HW5 PR1 D1E",
        "O61HW5PR1D1E",
        "ftp://x/061HW5PR1D1E",
        "x/061HW5PR1D1E",
    ] {
        assert_eq!(kind(sent), ScanKind::Other, "{sent}");
    }
}

#[test]
fn members_are_known_by_their_prefix_or_their_gsrn() {
    let rules = Rules {
        member_prefix: Some("2955".to_owned()),
    };
    let kind = |text: &str| Scan::read(Ok(text.as_bytes()), &rules).kind;
    let member = |number: &str| Ok(ScanKind::Member(number.to_owned()));
    assert_eq!(kind("]E02955000012349"), member("2955000012349"));
    assert_eq!(kind("2955-77"), member("2955-77"));
    let misread = kind("2955000012348");
    assert_eq!(misread, Err(Rejected::Number(NotGtin::CheckDigit)));
    assert_eq!(
        kind("5901234123457"),
        Ok(ScanKind::Product(gtin("5901234123457")))
    );
    let gsrn = "123456789012345675";
    assert_eq!(kind(&format!("]d28018{gsrn}")), member(gsrn));
}

#[test]
fn what_is_something_else_is_left_alone() {
    for sent in [
        "]A0PALLET-7",
        "]C05901234123450",
        "]I012345",
        "]L2anything at all",
        "]Q1BEGIN:VCARD\r\nN:Name\r\nEND:VCARD",
        "]X0123",
        "]I3123456",
        "]e2anything",
        "]E112",
        "zażółć",
        "15400141288764",
        "12345",
        "]",
        "]C",
        "]d1https://example.com/01/09506000134353",
    ] {
        assert_eq!(kind(sent), ScanKind::Other, "{sent}");
    }
    let latin = Scan::read(Ok(b"caf\xe9"), &Rules::default());
    assert_eq!(
        (latin.text.as_str(), latin.kind),
        ("café", Ok(ScanKind::Other))
    );
}

#[test]
fn what_cannot_be_right_is_rejected_with_a_reason() {
    let wrong_digit = Rejected::Number(NotGtin::CheckDigit);
    for sent in [
        "5901234123450",
        "]E05901234123450",
        "]E0036000291453",
        "036000291453",
        "]E496385075",
        "]E004252615",
        "]E3590123412345012345",
        "]I115400141288764",
        "12345678",
    ] {
        assert_eq!(rejected(sent), wrong_digit, "{sent}");
    }
    for sent in ["]E0590123412345", "]E0590123412345X", "]E4123", "]E0"] {
        let reason = rejected(sent);
        let by_shape = reason == Rejected::Number(NotGtin::Shape);
        assert!(by_shape || reason == wrong_digit, "{sent}: {reason}");
    }
    assert_eq!(rejected("\u{1}\u{8}12"), Rejected::Noise);
    assert_eq!(rejected("12\u{7f}34"), Rejected::Noise);
    assert_eq!(rejected("]C1"), Rejected::Elements(NotElements::Empty));
}

#[test]
fn identifiers_are_those_of_the_standard() {
    for (sent, symbology) in [
        ("]E0x", Symbology::Ean),
        ("]E3x", Symbology::EanWithAddOn),
        ("]E4x", Symbology::Ean8),
        ("]C0x", Symbology::Code128),
        ("]C1x", Symbology::Gs1Code128),
        ("]C2x", Symbology::Code128),
        ("]A4x", Symbology::Code39),
        ("]I1x", Symbology::Itf),
        ("]e0x", Symbology::DataBar),
        ("]L2x", Symbology::Pdf417),
        ("]Q1x", Symbology::Qr),
        ("]Q3x", Symbology::Gs1Qr),
        ("]d1x", Symbology::DataMatrix),
        ("]d2x", Symbology::Gs1DataMatrix),
        ("]z0x", Symbology::Aztec),
        ("]h1x", Symbology::Other),
    ] {
        assert_eq!(Symbology::split(sent), (Some(symbology), "x"), "{sent}");
    }
    for sent in ["]", "]E", "]00x", "E0x", "]E-x", "]żx"] {
        assert_eq!(Symbology::split(sent), (None, sent));
    }
}

#[test]
fn every_profile_reads_and_names_its_source() {
    assert!(Profile::names().contains(&GENERIC));
    for name in Profile::names() {
        let profile = Profile::builtin(name).unwrap_or_else(|error| panic!("{error}"));
        assert!(profile.framing.source.len() > 20, "{name}");
        let scan = frames(&profile.framing, [&b"5901234123457\r\n"[..]]);
        assert_eq!(scan, [Ok(b"5901234123457".to_vec())], "{name}");
    }
    assert_eq!(
        Profile::builtin("honeywell-4820").unwrap().baud,
        Some(115_200)
    );
}

const RULES: &[&str] = &[
    "ends = ['cr']",
    "ends = ['crlf']",
    "ends = ['cr', 'lf', 'crlf', 'tab', 'etx']\nstx = 'optional'\ngap_ms = 100",
    "ends = ['etx']\nstx = 'required'",
    "ends = ['lf', 'crlf']\nprefix = '1'\nsuffix = '\\r'",
];

/// Mostly what ends and begins frames, so that all corners are met.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let special = prop::sample::select(b"\r\n\t\x02\x03\0\x1d]E0".to_vec());
    prop::collection::vec(prop_oneof![2 => special, 1 => any::<u8>()], 0..60)
}

proptest! {
    #[test]
    fn any_split_gives_the_same_frames(stream in stream(), cuts in prop::collection::vec(0..60usize, 0..8)) {
        for rules in RULES {
            let framing = framing(rules);
            let whole = frames(&framing, [stream.as_slice()]);
            prop_assert_eq!(&frames(&framing, stream.chunks(1)), &whole);
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| *cut.min(&stream.len())).collect();
            cuts.sort_unstable();
            let ends = cuts.iter().copied().chain([stream.len()]);
            let starts = [0].into_iter().chain(cuts.iter().copied());
            let pieces = starts.zip(ends).map(|(start, end)| &stream[start..end]);
            prop_assert_eq!(&frames(&framing, pieces), &whole);
        }
    }

    #[test]
    fn after_any_noise_the_next_scan_is_found(noise in stream()) {
        for (rules, end) in RULES.iter().zip(["\r", "\r\n", "\r", "\x03", "\r\n"]) {
            let scan = format!("{end}\x02]E096385074{end}").replace('\x02', if rules.contains("stx") { "\x02" } else { "" });
            let all = [&noise, scan.as_bytes()].concat();
            let found = frames(&framing(rules), all.chunks(5)).pop();
            prop_assert_eq!(found, Some(Ok(b"]E096385074".to_vec())), "{}", rules);
        }
    }

    #[test]
    fn any_bytes_are_a_scan(stream in stream(), id in prop::sample::select(vec!["", "]E0", "]E3", "]E4", "]C1", "]d2", "]I1", "CARE:"])) {
        let frame = [id.as_bytes(), &stream].concat();
        let scan = Scan::read(Ok(&frame), &Rules::default());
        if let Ok(ScanKind::Product(gtin) | ScanKind::InStore(gtin)) = scan.kind {
            prop_assert!(has_check_digit(&gtin.to_string()));
        }
    }

    #[test]
    fn any_text_of_digits_is_a_scan(id in prop::sample::select(vec!["", "]E0", "]E4", "]C1"]), digits in "[0-9\u{1d}]{0,40}") {
        let scan = read(&format!("{id}{digits}"));
        if let Ok(ScanKind::Product(gtin)) = scan.kind {
            prop_assert!(has_check_digit(&gtin.to_string()) && !gtin.is_in_store());
        }
    }

    #[test]
    fn every_wrong_digit_and_most_swaps_show(data in "[0-9]{12}", at in 0..13usize, wrong in 1..10u8) {
        let number = (0..10).map(|check| format!("{data}{check}")).find(|number| has_check_digit(number)).unwrap();
        let mut digits = number.clone().into_bytes();
        digits[at] = b'0' + (digits[at] - b'0' + wrong) % 10;
        let misread = String::from_utf8(digits).unwrap();
        prop_assert_eq!(Gtin::parse(&misread), Err(NotGtin::CheckDigit));
        let is_misread = matches!(rejected(&format!("]E0{misread}")), Rejected::Number(_));
        prop_assert!(is_misread);
        let mut digits = number.into_bytes();
        let at = at.min(11);
        digits.swap(at, at + 1);
        // The weights are 1 and 3, so a swap of digits that differ by 5 changes the sum by 10.
        let shows = digits[at] != digits[at + 1] && digits[at].abs_diff(digits[at + 1]) != 5;
        let swapped = String::from_utf8(digits).unwrap();
        prop_assert_eq!(has_check_digit(&swapped), !shows);
    }
}
