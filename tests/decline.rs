//! The codes of terminals and hosts against the gathered lists: every listed code, what is no code,
//! and that nothing behind a decoder tells lost cards, blocked cards and money apart.
#![cfg(test)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;
use tillside::domain::decline::codes::{Code, Emv, asw, iso8583, iso8583_action};
use tillside::domain::decline::{Brand, Care, Entry, Told};

fn code(text: &str) -> Code {
    Code::try_from(text.to_owned()).unwrap()
}

fn care(category: &str) -> Care {
    match category {
        "step_up_chip_pin" => Care::InsertChip,
        "card_not_read" => Care::NotRead,
        "pin_again" => Care::PinAgain,
        "other_way" | "quiet_hard" => Care::OtherWay,
        "card_not_usable" => Care::NotTaken,
        "technical" => Care::Connection,
        "cancelled" => Care::Stopped,
        "outcome_unknown" => Care::Unknown,
        other => panic!("there is no category {other}"),
    }
}

fn response(text: &str, brand: Option<Brand>, entry: Option<Entry>) -> Told {
    let code = code(text);
    Told::Iso8583 { code, brand, entry }
}

fn visa(category: &str, beside: Option<&str>) -> Told {
    let category = category.parse().unwrap();
    let code = beside.map(code);
    Told::VisaCategory { category, code }
}

fn emv(outcome: &str) -> Emv {
    match outcome {
        "Try another interface" => Emv::TryAnotherInterface,
        "Insert, swipe or try another card" => Emv::InsertSwipeOrTryAnotherCard,
        "See phone" => Emv::SeePhone,
        "CVM required / contactless limit exceeded" => Emv::CardholderVerificationRequired,
        "reversal pending" => Emv::ReversalPending,
        other => panic!("there is no outcome {other}"),
    }
}

/// What a line of the list is in the words of a protocol; several where its note names codes, none
/// for what no decoder reads.
fn told(kind: &str, listed: &str, note: Option<&str>) -> Vec<Told> {
    match (kind, listed) {
        ("zvt_result_hex" | "zvt_intermediate_hex" | "zvt_sequence" | "text_only", _)
        | ("iso8583_39", "no response")
        | ("mastercard_mac", "none") => Vec::new(),
        ("iso8583_39", "65") if note.is_some_and(|note| note.starts_with("Mastercard")) => {
            vec![response(
                "65",
                Some(Brand::Mastercard),
                Some(Entry::Contactless),
            )]
        }
        ("iso8583_39", _) => vec![response(listed, None, None)],
        ("iso8583_1993_action", _) => vec![Told::Iso8583Action(code(listed))],
        ("verifone_ecr", _) => vec![Told::VerifoneEcr(code(listed))],
        ("dk_asw", _) => vec![Told::Asw(code(listed))],
        ("nexo_error_condition", _) => vec![Told::Nexo(code(listed))],
        ("opi_overall_result", _) => vec![Told::Opi(code(listed))],
        ("mastercard_mac", _) => vec![Told::MastercardAdvice(code(listed))],
        ("emv", _) => vec![Told::Emv(emv(listed))],
        ("visa_category", _) => match note {
            Some(codes) => {
                let sure = codes.split(',').filter(|code| !code.ends_with('?'));
                sure.map(|beside| visa(listed, Some(beside))).collect()
            }
            None => vec![visa(listed, None)],
        },
        _ => panic!("there is no list {kind}"),
    }
}

/// Every message of the list with the categories that name it.
fn listed() -> Vec<(Told, Vec<String>)> {
    let text = include_str!("data/payments/declines.json");
    let list: Vec<Value> = serde_json::from_str(text).unwrap();
    let mut all: Vec<(Told, Vec<String>)> = Vec::new();
    for entry in &list {
        let category = entry["category"].as_str().unwrap();
        for (kind, codes) in entry["codes"].as_object().unwrap() {
            for line in codes.as_array().unwrap() {
                let (listed, note) = (line["code"].as_str().unwrap(), line["note"].as_str());
                for told in told(kind, listed, note) {
                    match all.iter_mut().find(|(known, _)| *known == told) {
                        Some((_, categories)) => categories.push(category.to_owned()),
                        None => all.push((told, vec![category.to_owned()])),
                    }
                }
            }
        }
    }
    all
}

#[test]
fn every_listed_code_comes_to_what_the_list_says() {
    let listed = listed();
    assert!(listed.len() > 200, "only {} codes", listed.len());
    let mut seen: BTreeMap<Care, usize> = BTreeMap::new();
    for (told, categories) in &listed {
        let got = told.care().unwrap();
        let fits = categories.iter().any(|category| care(category) == got);
        let shown = serde_json::to_string(told).unwrap();
        assert!(fits, "{shown}: {got:?}, is one of {categories:?}");
        *seen.entry(got).or_default() += 1;
    }
    assert_eq!(seen.len(), Care::ALL.len(), "{seen:?}");
}

/// All that is made of a code downstream: the value, its name, its written form, its steps.
fn output(care: Care) -> String {
    let written = serde_json::to_string(&care).unwrap();
    format!("{care:?} {} {written} {:?}", care.name(), care.steps())
}

#[test]
fn lost_cards_and_money_cannot_be_told_apart() {
    let outputs = |category: &str| -> Vec<String> {
        let of = |(told, in_list): &(Told, Vec<String>)| {
            let alone = *in_list == [category.to_owned()];
            alone.then(|| output(told.care().unwrap()))
        };
        listed().iter().filter_map(of).collect()
    };
    let (quiet, other) = (outputs("quiet_hard"), outputs("other_way"));
    assert!(
        quiet.len() > 50 && other.len() > 40,
        "{} {}",
        quiet.len(),
        other.len()
    );
    let one = &other[0];
    assert!(
        quiet.iter().chain(&other).all(|output| output == one),
        "{quiet:?} {other:?}"
    );
    // What was told is in no message either.
    let stolen = format!("{:?}", response("43", None, None));
    assert_eq!(stolen, format!("{:?}", response("51", None, None)));
    assert!(!stolen.contains("43"), "{stolen}");
}

#[test]
fn what_is_no_code_is_unknown() {
    for text in ["", "5", "051", "é", "0 ", "5-", "  "] {
        assert_eq!(iso8583(text, None, None), Some(Care::Unknown), "{text:?}");
    }
    for text in ["", "00", "0AB", "1160", "é1", "400", "4AB"] {
        assert_eq!(iso8583_action(text), Some(Care::Unknown), "{text:?}");
    }
    for text in ["", "16", "16040", "16G4", "éé"] {
        assert_eq!(asw(text), Care::Unknown, "{text:?}");
    }
    let others = [
        Told::VerifoneEcr(code("000")),
        Told::VerifoneEcr(code("A000")),
        Told::MastercardAdvice(code("1")),
        Told::MastercardAdvice(code("AB")),
        Told::Opi(code("Whatever")),
        visa("0", None),
        visa("5", Some("05")),
    ];
    for told in others {
        assert_eq!(told.care(), Some(Care::Unknown), "{told:?}");
    }
    for text in ["", "5 1", "5-1", "é", "1234567890123456789012345"] {
        assert!(Code::try_from(text.to_owned()).is_err(), "{text:?}");
    }
}

#[test]
fn what_is_in_no_list_is_the_usual_no() {
    let others = [
        response("Q7", None, None),
        response("99", Some(Brand::Visa), Some(Entry::Chip)),
        Told::Iso8583Action(code("199")),
        Told::VerifoneEcr(code("9999")),
        Told::MastercardAdvice(code("99")),
        Told::Asw(code("1FFF")),
        Told::Nexo(code("SomethingNew")),
        Told::Emv(Emv::Declined),
        visa("4", Some("Q7")),
    ];
    for told in others {
        let shown = serde_json::to_string(&told).unwrap();
        assert_eq!(told.care(), Some(Care::OtherWay), "{shown}");
    }
}

/// The codes of approvals, as the lists name them.
fn is_approval(told: &Told) -> bool {
    let is = |code: &Code, listed: &[&str]| listed.contains(&String::from(code.clone()).as_str());
    match told {
        Told::Iso8583 { code, .. } => is(code, &["00", "08", "10", "11", "16"]),
        Told::Iso8583Action(code) => {
            let text = String::from(code.clone());
            text.len() == 3 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
        }
        Told::VerifoneEcr(code) => is(code, &["0000"]),
        Told::Nexo(code) | Told::Opi(code) => is(code, &["Success"]),
        Told::Emv(outcome) => *outcome == Emv::Approved,
        Told::VisaCategory { .. } | Told::MastercardAdvice(_) | Told::Asw(_) => false,
    }
}

fn any_told() -> impl Strategy<Value = Told> {
    let text = "[0-9A-Za-z]{1,24}|[0-9]{2,4}|[0-9A-F]{4}|0[0-9A-C]|Success|Failure";
    let brand = prop::option::of(prop::sample::select(vec![
        Brand::Mastercard,
        Brand::Visa,
        Brand::Other,
    ]));
    let entry = prop::option::of(prop::sample::select(vec![
        Entry::Contactless,
        Entry::Chip,
        Entry::Stripe,
        Entry::Keyed,
    ]));
    (0..8_usize, text, brand, entry, any::<u8>()).prop_map(
        |(kind, text, brand, entry, category)| {
            let code = code(&text);
            match kind {
                0 => Told::Iso8583 { code, brand, entry },
                1 => Told::Iso8583Action(code),
                2 => Told::Nexo(code),
                3 => Told::Opi(code),
                4 => Told::VisaCategory {
                    category,
                    code: Some(code),
                },
                5 => Told::MastercardAdvice(code),
                6 => Told::VerifoneEcr(code),
                _ => Told::Asw(code),
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_code_comes_to_something_and_only_listed_ones_are_approvals(told in any_told()) {
        let shown = serde_json::to_string(&told).unwrap();
        prop_assert_eq!(told.care().is_none(), is_approval(&told), "{}", shown);
        let again: Told = serde_json::from_str(&shown).unwrap();
        prop_assert_eq!(again.care(), told.care());
    }

    #[test]
    fn any_text_beside_a_label_comes_to_something(text in "\\PC{0,6}|[0-9A-Za-z]{0,4}") {
        let listed = ["00", "08", "10", "11", "16"].contains(&text.as_str());
        prop_assert_eq!(iso8583(&text, None, None).is_none(), listed);
        let digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        prop_assert_eq!(iso8583_action(&text).is_none(), digits && text.starts_with('0'));
        // A Danish code is no approval, whatever it is.
        let care = asw(&text);
        prop_assert!(Care::ALL.contains(&care));
    }
}
