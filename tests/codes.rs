//! Receipt codes from the outside: the frozen vectors, typing errors, forgeries, age.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use proptest::prelude::*;
use serde_json::Value;
use tillside::domain::code::{
    Code, Day, KEY_VERSION, Kind, MasterKey, Refusal, Seq, Serial, Slot, StoreKey, Till, Typo,
    verify,
};

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

fn reference() -> Value {
    serde_json::from_str(include_str!("data/codes.json")).unwrap()
}

fn key(slot: u16) -> StoreKey {
    MasterKey::public_test_key().store_key(KEY_VERSION, Slot::new(slot).unwrap())
}

fn number(vector: &Value, name: &str) -> u16 {
    u16::try_from(vector[name].as_u64().unwrap()).unwrap()
}

fn serial(vector: &Value) -> Serial {
    Serial {
        slot: Slot::new(number(vector, "slot")).unwrap(),
        kind: Kind::ALL[usize::from(number(vector, "kind"))],
        till: Till::new(number(vector, "till")).unwrap(),
        day: Day(number(vector, "day")),
        seq: Seq::new(number(vector, "seq")).unwrap(),
    }
}

fn encode(serial: Serial) -> Code {
    key(serial.slot.get()).encode(serial.kind, serial.till, serial.day, serial.seq)
}

/// What the reference calls the outcome: a serial, or a word for what is wrong.
fn judge(text: &str, today: Day) -> Result<Serial, String> {
    let code = Code::parse(text).map_err(|typo| match typo {
        Typo::Length { .. } => "length".to_owned(),
        Typo::Alphabet { .. } => "alphabet".to_owned(),
        Typo::Check => "check".to_owned(),
    })?;
    verify(code, &[key(code.slot().get())], today).map_err(|refusal| match refusal {
        Refusal::Forged => "forged".to_owned(),
        Refusal::Expired { day, .. } => format!("expired {}", day.0),
    })
}

#[test]
fn encoding_gives_the_codes_of_the_reference() {
    let reference = reference();
    let vectors = reference["encode"].as_array().unwrap();
    assert_eq!(vectors.len(), 12);
    for vector in vectors {
        let code = encode(serial(vector));
        assert_eq!(Some(code.to_string().as_str()), vector["code"].as_str());
        assert_eq!(code.compact(), code.to_string().replace('-', ""));
    }
}

#[test]
fn decoding_gives_the_verdicts_of_the_reference() {
    let reference = reference();
    let vectors = reference["decode"].as_array().unwrap();
    assert_eq!(vectors.len(), 13);
    for vector in vectors {
        let result = &vector["result"];
        let expected = match (result["ok"].as_bool(), result["err"].as_str()) {
            (Some(true), _) => Ok(serial(result)),
            (_, Some("expired")) => Err(format!("expired {}", number(result, "day"))),
            (_, word) => Err(word.unwrap().to_owned()),
        };
        let found = judge(
            vector["text"].as_str().unwrap(),
            Day(number(vector, "today")),
        );
        assert_eq!(found, expected, "{}", vector["note"]);
    }
}

#[test]
fn a_hand_may_type_separators_and_letters_that_look_like_digits() {
    let code = Code::parse("0YTZ-6FYH-JXDZ").unwrap();
    for text in [
        "oytz6fyhjxdz",
        " 0YTZ 6FYH\tJXDZ\r\n",
        "0-Y-T-Z-6-F-Y-H-J-X-D-Z",
        "0YTZ\u{2013}6FYH\u{2011}JXDZ",
        "0YTZ\u{a0}6FYH\u{a0}JXDZ",
    ] {
        assert_eq!(Code::parse(text), Ok(code), "{text:?}");
    }
    assert_eq!(Code::parse(""), Err(Typo::Length { found: 0 }));
    assert_eq!(
        Code::parse("0YTZ6FYHJXDZ0"),
        Err(Typo::Length { found: 13 })
    );
    let alphabet = |position, found| Err(Typo::Alphabet { position, found });
    assert_eq!(Code::parse("0YTZ-6FYu-JXDZ"), alphabet(8, 'u'));
    assert_eq!(Code::parse("ÅYTZ-6FYH-JXDZ"), alphabet(1, 'Å'));
    assert_eq!(
        Code::parse("0YTZ-6FYH-JXD\u{212A}"),
        alphabet(12, '\u{212A}')
    );
}

#[test]
fn every_single_wrong_symbol_and_every_swap_of_two_is_caught() {
    for seq in 0..40 {
        let code = key(7).encode(
            Kind::Survey,
            Till::MAX,
            Day(2516),
            Seq::new(seq * 51).unwrap(),
        );
        let symbols: Vec<char> = code.compact().chars().collect();
        for place in 0..12 {
            for wrong in ALPHABET.chars().filter(|symbol| *symbol != symbols[place]) {
                let mut text = symbols.clone();
                text[place] = wrong;
                assert_caught(&text);
            }
            for other in 0..place {
                let mut text = symbols.clone();
                text.swap(place, other);
                if text != symbols {
                    assert_caught(&text);
                }
            }
        }
    }
}

fn assert_caught(symbols: &[char]) {
    let text: String = symbols.iter().collect();
    assert_eq!(Code::parse(&text), Err(Typo::Check), "{text}");
}

#[test]
fn each_kind_is_good_for_its_number_of_days() {
    for (kind, days) in [
        (Kind::Survey, 60),
        (Kind::Reward, 30),
        (Kind::MakeGood, 30),
        (Kind::Case, 60),
    ] {
        let code = key(3).encode(kind, Till::MAX, Day(2516), Seq::default());
        let at = |today| verify(code, &[key(3)], Day(today));
        let expired = Refusal::Expired {
            day: Day(2516),
            last_day: Day(2516 + days),
        };
        assert_eq!(at(2516 + days).map(|serial| serial.kind), Ok(kind));
        assert_eq!(at(2516 + days + 1), Err(expired));
        assert_eq!(at(2516 + 254), Err(expired));
        assert_eq!(at(2516 + 255), Err(Refusal::Forged));
    }
}

#[test]
fn the_previous_key_is_tried_after_the_current_one() {
    let master = MasterKey::public_test_key();
    let slot = Slot::new(4).unwrap();
    let [old, new] = [KEY_VERSION, KEY_VERSION + 1].map(|version| master.store_key(version, slot));
    let code = old.encode(Kind::Survey, Till::default(), Day(2516), Seq::MAX);
    let with = |keys: &[StoreKey]| verify(code, keys, Day(2516)).map(|serial| serial.seq);
    assert_eq!(with(&[new.clone(), old.clone()]), Ok(Seq::MAX));
    assert_eq!(with(&[old]), Ok(Seq::MAX));
    assert_eq!(with(&[new]), Err(Refusal::Forged));
    assert_eq!(with(&[key(5)]), Err(Refusal::Forged));
    assert_eq!(with(&[]), Err(Refusal::Forged));
}

#[test]
fn a_code_and_its_serial_are_written_as_text_in_json() {
    let serial = key(2).serial(Kind::MakeGood, Till::MAX, Day(2516), Seq::new(9).unwrap());
    let json = serde_json::to_value((encode(serial), serial)).unwrap();
    assert_eq!(json[0].as_str().map(str::len), Some(14));
    assert_eq!(json[1]["kind"], "make_good");
    assert_eq!(json[1]["day"], 2516);
    let back: (Code, Serial) = serde_json::from_value(json).unwrap();
    assert_eq!(back, (encode(serial), serial));
    assert!(serde_json::from_str::<Seq>("2048").is_err());
}

fn any_serial() -> impl Strategy<Value = Serial> {
    (0..=31u16, 0..4usize, 0..=15u16, 0..=60_000u16, 0..=2047u16).prop_map(
        |(slot, kind, till, day, seq)| Serial {
            slot: Slot::new(slot).unwrap(),
            kind: Kind::ALL[kind],
            till: Till::new(till).unwrap(),
            day: Day(day),
            seq: Seq::new(seq).unwrap(),
        },
    )
}

proptest! {
    #[test]
    fn what_was_encoded_is_read_back(serial in any_serial(), age in 0..=30u16) {
        let code = encode(serial);
        prop_assert_eq!(Code::parse(&code.to_string()), Ok(code));
        let today = Day(serial.day.0 + age);
        prop_assert_eq!(verify(code, &[key(serial.slot.get())], today), Ok(serial));
    }

    #[test]
    fn any_text_is_a_code_or_a_typo(text in "\\PC{0,16}") {
        if let Ok(code) = Code::parse(&text) {
            prop_assert_eq!(Code::parse(&code.compact()), Ok(code));
        }
    }

    #[test]
    fn a_guess_with_a_good_check_symbol_is_forged(symbols in "[0-9A-HJKMNP-TV-Z]{11}") {
        let code = ALPHABET
            .chars()
            .find_map(|check| Code::parse(&format!("{symbols}{check}")).ok())
            .unwrap();
        let found = verify(code, &[key(code.slot().get())], Day(2516));
        prop_assert_eq!(found, Err(Refusal::Forged));
    }
}
