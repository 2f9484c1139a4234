//! GS1 element strings: what is taken apart, and what is refused with a reason.
#![cfg(test)]

use tillside::protocol::scanner::gs1::{self, NotElements};
use tillside::protocol::scanner::{Rules, Scan};

/// An element string, its identifier, its value.
const ELEMENTS: &[(&str, &str, &str)] = &[
    ("00123456789012345675", "00", "123456789012345675"),
    ("0115400141288763", "01", "15400141288763"),
    ("0215400141288763", "02", "15400141288763"),
    ("10LOT/7-a", "10", "LOT/7-a"),
    ("11261122", "11", "261122"),
    ("13261122", "13", "261122"),
    ("15261200", "15", "261200"),
    ("17270131", "17", "270131"),
    ("2000", "20", "00"),
    ("21SN_9", "21", "SN_9"),
    ("3012", "30", "12"),
    ("3712345678", "37", "12345678"),
    ("240X", "240", "X"),
    ("3103000750", "3103", "000750"),
    ("3370000001", "3370", "000001"),
    ("3922499", "3922", "499"),
    ("3932978499", "3932", "978499"),
    ("400PO-1", "400", "PO-1"),
    ("4105400141288001", "410", "5400141288001"),
    ("4155400141288001", "415", "5400141288001"),
    ("8005000499", "8005", "000499"),
    ("8020REF.1", "8020", "REF.1"),
    ("99anything", "99", "anything"),
];

#[test]
fn element_strings_are_taken_apart() {
    for (text, ai, value) in ELEMENTS {
        let elements = gs1::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(elements.len(), 1, "{text}");
        assert_eq!(gs1::value(&elements, ai), Some(*value), "{text}");
        for (second, other, last) in ELEMENTS {
            let both = gs1::parse(&format!("{text}\u{1d}{second}")).unwrap();
            let pair = [(*ai, *value), (*other, *last)];
            let found: Vec<_> = both
                .iter()
                .map(|e| (e.ai.as_str(), e.value.as_str()))
                .collect();
            assert_eq!(found, pair, "{text} {second}");
        }
    }
    let frame = "]C10115400141288763172701313103000750392249\u{1d}10A";
    let scan = Scan::read(Ok(frame.as_bytes()), &Rules::default());
    let found: Vec<_> = scan.elements.iter().map(|e| e.ai.as_str()).collect();
    assert_eq!(found, ["01", "17", "3103", "3922", "10"]);
}

#[test]
fn element_strings_that_are_none_say_why() {
    for (text, expected) in [
        ("", NotElements::Empty),
        ("\u{1d}", NotElements::Empty),
        ("0115400141288764", NotElements::CheckDigit("01")),
        ("011540014128876", NotElements::Value("01")),
        ("01154001412887\u{1d}63", NotElements::Value("01")),
        ("17261301", NotElements::Value("15")),
        ("17261232", NotElements::Value("15")),
        ("10", NotElements::Value("10")),
        ("10a b", NotElements::Value("10")),
        ("10ż", NotElements::Value("10")),
        ("21012345678901234567890", NotElements::Value("21")),
        ("80051234567", NotElements::Value("8005")),
        ("4105400141288002", NotElements::CheckDigit("410")),
        ("14261122", NotElements::UnknownAi("1426".to_owned())),
        ("0512", NotElements::UnknownAi("0512".to_owned())),
        ("3180000001", NotElements::UnknownAi("3180".to_owned())),
        ("10A\u{1d}7999x", NotElements::UnknownAi("7999".to_owned())),
        ("x", NotElements::UnknownAi(String::new())),
        ("ż1", NotElements::UnknownAi(String::new())),
    ] {
        assert_eq!(gs1::parse(text), Err(expected), "{text:?}");
    }
}
