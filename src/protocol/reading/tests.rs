//! Amounts, scrubbing and the life of a [`Reading`]; whole documents are in `tests/reading.rs`.

use super::amount::{self, Amount};
use super::{Hint, Reading, scrub};
use crate::domain::document::{Currency, Kind};
use crate::domain::language::Language;
use crate::protocol::lexicon::Lexicon;
use crate::protocol::lexicon::fold::Folded;
use proptest::prelude::*;

/// Hundredths and the currency beside them.
type Found = (i64, Option<&'static str>);

fn amounts(line: &str) -> Vec<Found> {
    let mut folded = Folded::default();
    folded.fold(line);
    let mut found: Vec<Amount> = Vec::new();
    amount::find(&folded.text, Lexicon::builtin(), &mut found);
    let name = |currency: Currency| {
        ["EUR", "GBP", "USD", "DKK", "PLN"]
            .into_iter()
            .find(|name| *name == currency.as_str())
            .unwrap()
    };
    found
        .into_iter()
        .map(|a| (a.minor, a.currency.map(name)))
        .collect()
}

#[test]
fn what_is_an_amount() {
    let cases: &[(&str, &[Found])] = &[
        ("TOTAL 5.00", &[(500, None)]),
        ("TOTAL £5.00", &[(500, Some("GBP"))]),
        ("-£11.00", &[(-1100, Some("GBP"))]),
        ("£-11.00", &[(-1100, Some("GBP"))]),
        ("-11,00 €", &[(-1100, Some("EUR"))]),
        ("5,00-", &[(-500, None)]),
        ("(11.00)", &[(-1100, None)]),
        ("13,03 €", &[(1303, Some("EUR"))]),
        ("13,03EUR", &[(1303, Some("EUR"))]),
        ("GBP23.40", &[(2340, Some("GBP"))]),
        ("AMOUNT: USD$23.40", &[(2340, Some("USD"))]),
        ("kr 88,40", &[(8840, Some("DKK"))]),
        ("Kr.88,40", &[(8840, Some("DKK"))]),
        ("88,-", &[(8800, None)]),
        ("1.234,-", &[(123_400, None)]),
        ("EUR 12", &[(1200, Some("EUR"))]),
        ("12 zł", &[(1200, Some("PLN"))]),
        ("1 234,56", &[(123_456, None)]),
        ("1\u{a0}234,56", &[(123_456, None)]),
        (
            "1\u{202f}234\u{202f}567,89 PLN",
            &[(123_456_789, Some("PLN"))],
        ),
        ("1.234,56", &[(123_456, None)]),
        ("1,234.56", &[(123_456, None)]),
        ("1'234.50", &[(123_450, None)]),
        ("1234,56", &[(123_456, None)]),
        ("2 x 4,29  8,58A", &[(429, None), (858, None)]),
        ("1 x4,99   4,99C", &[(499, None), (499, None)]),
        ("Milk 2 350 4,29", &[(429, None)]),
        ("PTU A 23,00%  6,73", &[(673, None)]),
        ("***12.50***", &[(1250, None)]),
        ("Tea - 5.00", &[(500, None)]),
        ("Rabat   - 5,00", &[(-500, None)]),
        // No amounts.
        ("21.11.2026 15.02.30 10:51", &[]),
        ("22/11/26", &[]),
        ("12:30.00", &[]),
        ("0,655 kg", &[]),
        ("1,50 kg", &[]),
        ("18% 5 12 1234", &[]),
        ("v1.02 1.02.03 192.168.1.10", &[]),
        ("525-000-12-34", &[]),
        ("A0000000041010", &[]),
        ("1.234", &[]),
        ("2.00/kg", &[]),
        ("EUR 007", &[]),
        ("1234567890123,45", &[]),
    ];
    for (line, want) in cases {
        assert_eq!(amounts(line), *want, "{line:?}");
    }
}

#[test]
fn card_numbers_are_scrubbed_and_nothing_else() {
    let gone = [
        "4111111111111111",
        "4111 1111 1111 1111",
        "5500-0000-0000-0004",
        "4111\u{a0}1111\u{a0}1111\u{a0}1111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1",
        "41 11 11 11 11 11 11 11",
        "3782 822463 10005",
        "************4412",
        "XXXX XXXX XXXX 3301-0",
        "416879******5973",
        "5299 99** **** 2201",
        "##############3456",
        "**** 1155",
        "****4417",
        "•••• •••• •••• 4417",
    ];
    for number in gone {
        assert_eq!(scrub(number), "****", "{number:?}");
        let line = format!("VISA {number}  12.95");
        assert_eq!(scrub(&line), "VISA ****  12.95", "{line:?}");
    }
    assert_eq!(scrub(";4111111111111111=26121011000000000000?"), ";****?");
    assert_eq!(scrub("41111111111111112611"), "****2611");
    let kept = [
        "TOTAL 12.50 13.00 25.50",
        "***12.50***",
        "*** REFUND ***",
        "****** 2026 ******",
        "2026-11-21 15:02:33",
        "4 1 1 1 1 1 1 1",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 2",
        "20261122104455",
        "Receipt No: 0042817",
        "nr wydr. 104233",
        "+45 12 34 56 78",
        "VAT Reg GB 123 4567 89",
        "NIP 525-000-12-34",
        "EAN 5901234123457",
        "EAN 4006381333931",
        "A0000000041010",
        "1 234,56 2 345,67",
        "Żurek 12,50",
    ];
    for line in kept {
        assert_eq!(scrub(line), line);
    }
}

#[test]
fn a_sale_may_get_a_code_until_something_speaks_against_it() {
    let mut reading = Reading::new(Lexicon::builtin());
    let mut said = Vec::new();
    for line in [
        "CORNER MARKET",
        "Tea   2.00",
        "TOTAL   2.00",
        "CASH   2.00",
        "*** REPRINT ***",
    ] {
        reading.line(line);
        said.push(reading.may_be_sale());
    }
    assert_eq!(said, [false, false, true, true, false]);
    reading.clear();
    assert!(!reading.may_be_sale());
    assert_eq!(reading.facts(Hint::default()).kind, Some(Kind::Other));
}

#[test]
fn hints_count_where_the_text_is_silent() {
    let hint = Hint {
        language: Language::new("da"),
        currency: Currency::new("SEK"),
        drawer: true,
    };
    let mut reading = Reading::new(Lexicon::builtin());
    assert_eq!(reading.facts(hint).kind, Some(Kind::Drawer));
    reading.line("TOTAL 5,00");
    let facts = reading.facts(hint);
    assert_eq!(
        (facts.language, facts.currency),
        (hint.language, hint.currency)
    );
    reading.line("CASH £5.00");
    let facts = reading.facts(hint);
    assert_eq!(facts.language, Language::new("en"));
    assert_eq!(facts.currency, Currency::new("GBP"));
}

proptest! {
    #[test]
    fn any_text_can_be_read(lines in prop::collection::vec("\\PC{0,50}|[A-Z0-9 .,*£€-]{0,50}", 0..12)) {
        let mut reading = Reading::new(Lexicon::builtin());
        let hint = Hint::default();
        for line in &lines {
            reading.line(line);
            // Asking changes nothing.
            prop_assert_eq!(reading.facts(hint), reading.facts(hint));
        }
        let asked = reading.facts(hint);
        reading.clear();
        for line in &lines {
            reading.line(line);
        }
        prop_assert_eq!(reading.facts(hint), asked);
    }

    #[test]
    fn any_text_can_be_scrubbed(text in "\\PC{0,80}|[0-9*X .-]{0,60}") {
        let once = scrub(&text).into_owned();
        prop_assert!(once.len() <= text.len() + 4);
        let rest: String = once.split("****").collect();
        prop_assert!(rest.chars().count() <= text.chars().count());
    }

    #[test]
    fn any_bytes_have_amounts_without_panic(line in "[0-9., '£€kr%/:x()-]{0,40}") {
        prop_assert!(amounts_in(&line) <= line.len());
    }
}

fn amounts_in(line: &str) -> usize {
    let mut folded = Folded::default();
    folded.fold(line);
    let mut found = Vec::new();
    amount::find(&folded.text, Lexicon::builtin(), &mut found);
    found.len()
}
