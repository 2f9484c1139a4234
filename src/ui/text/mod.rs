//! Values in words: money, a device, a slip on its way, why something is refused.
//!
//! The words themselves, and how a language writes numbers, are in `assets/i18n`. [`care`] has those
//! about baskets and cases, `line` those about who waits, `loyalty` those about members and gifts.

pub mod care;
pub mod line;
pub mod loyalty;

use crate::domain::document::{Currency, Kind, Tender};
use crate::domain::event::Device;
use crate::domain::i18n::{Messages, Value};
use crate::domain::language::Language;
use crate::engine::api::{Presence, Print, Progress, Refusal, Slip};

/// An amount in hundredths, as people in that language write it: `1 234,56 zł`, `€1,234.56`. The
/// number and its currency never part at the end of a line.
pub fn money(texts: &Messages, minor: i64, currency: Option<Currency>) -> String {
    let amount = decimal(texts, minor.unsigned_abs());
    let written = match currency {
        Some(currency) => {
            let values = [
                ("amount", Value::from(amount)),
                ("currency", Value::from(currency.as_str().to_owned())),
            ];
            texts.with("panel-money", &values)
        }
        None => amount,
    };
    // U+2212, as wide as a plus; a hyphen is easily overlooked.
    let sign = if minor < 0 { "\u{2212}" } else { "" };
    format!("{sign}{written}")
}

fn decimal(texts: &Messages, hundredths: u64) -> String {
    let whole = (hundredths / 100).to_string();
    let group = texts.get("panel-number-group");
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        let remaining = whole.len() - index;
        if index > 0 && remaining.is_multiple_of(3) {
            grouped.push_str(&group);
        }
        grouped.push(digit);
    }
    let point = texts.get("panel-number-point");
    format!("{grouped}{point}{:02}", hundredths % 100)
}

/// A message about a number of things, in the right plural.
pub fn counted(texts: &Messages, key: &str, count: impl Into<u64>) -> String {
    let count: u64 = count.into();
    texts.with(key, &[("count", Value::from(count))])
}

/// What a language calls itself.
pub fn language_name(language: Language) -> String {
    Messages::for_language(language).get("language-name")
}

/// What is said, in the quotation marks of its language.
pub fn quoted(language: Language, said: &str) -> String {
    let line = [("line", Value::from(said))];
    Messages::for_language(language).with("panel-quoted", &line)
}

/// All languages, this one first.
pub fn languages_from(first: Language) -> Vec<Language> {
    let mut all = Messages::languages();
    all.sort_by_key(|one| *one != first);
    all
}

/// The language after this one, round and round.
pub fn next_language(language: Language) -> Language {
    let all = Messages::languages();
    let following = all
        .iter()
        .copied()
        .skip_while(|one| *one != language)
        .nth(1);
    following
        .or_else(|| all.first().copied())
        .unwrap_or(language)
}

/// What a document is.
pub fn kind(texts: &Messages, kind: Kind) -> String {
    texts.get(match kind {
        Kind::Sale => "panel-kind-sale",
        Kind::CardSlip => "panel-kind-card-slip",
        Kind::Report => "panel-kind-report",
        Kind::Kitchen => "panel-kind-kitchen",
        Kind::Drawer => "panel-kind-drawer",
        Kind::Other => "panel-kind-other",
    })
}

/// How a sale was paid.
pub fn tender(texts: &Messages, tender: Tender) -> String {
    texts.get(match tender {
        Tender::Cash => "panel-tender-cash",
        Tender::Card => "panel-tender-card",
        Tender::Mixed => "panel-tender-mixed",
        Tender::Other => "panel-tender-other",
    })
}

/// A device in one word.
pub fn device(texts: &Messages, device: Device) -> String {
    texts.get(match device {
        Device::Till => "panel-till",
        Device::Printer => "panel-printer",
        Device::Scanner => "panel-scanner",
    })
}

/// How a device is and what to do, in a sentence or two.
pub fn device_sentence(texts: &Messages, device: Device, presence: Presence) -> String {
    texts.get(match (device, presence) {
        (Device::Till, Presence::Here) => "panel-till-here",
        (Device::Till, Presence::Away) => "panel-till-away",
        (Device::Till, Presence::Unknown) => "panel-till-unknown",
        (Device::Printer, Presence::Here) => "panel-printer-here",
        (Device::Printer, Presence::Away) => "panel-printer-away",
        (Device::Printer, Presence::Unknown) => "panel-printer-unknown",
        (Device::Scanner, Presence::Here) => "panel-scanner-here",
        (Device::Scanner, Presence::Away) => "panel-scanner-away",
        (Device::Scanner, Presence::Unknown) => "panel-scanner-unknown",
    })
}

/// A device and how it is, for who cannot see the dot.
pub fn device_name(texts: &Messages, device: Device, presence: Presence) -> String {
    let state = texts.get(match presence {
        Presence::Here => "panel-device-here",
        Presence::Away => "panel-device-away",
        Presence::Unknown => "panel-device-unknown",
    });
    format!("{}: {state}", self::device(texts, device))
}

/// How far a slip is.
pub fn progress(texts: &Messages, print: Print) -> String {
    match print.progress {
        Progress::Waiting => texts.get("panel-print-waiting"),
        Progress::Printing => texts.get("panel-print-printing"),
        Progress::Done => texts.get(match print.slip {
            Slip::Again => "panel-print-done-again",
            Slip::SelfTest => "panel-print-done-self-test",
            Slip::Comparison => "panel-print-done-comparison",
            Slip::Closing => "panel-print-done-closing",
            Slip::Card => "panel-print-done-card",
        }),
        Progress::CutShort => texts.get("panel-print-cut-short"),
        Progress::Failed(why) => refusal(texts, why),
    }
}

/// Why something was not done and what to do.
pub fn refusal(texts: &Messages, why: Refusal) -> String {
    texts.get(match why {
        Refusal::AlreadyPrinting => "panel-refusal-already-printing",
        Refusal::NothingToShow => "panel-refusal-nothing-to-show",
        Refusal::NoAddress => "panel-refusal-no-address",
        Refusal::AddressUnseen => "panel-refusal-address-unseen",
        Refusal::Fiscal => "panel-refusal-fiscal",
        Refusal::MidDocument => "panel-refusal-mid-document",
        Refusal::NoLines => "panel-refusal-no-lines",
        Refusal::NoPrinter => "panel-refusal-no-printer",
        Refusal::NoCutter => "panel-refusal-no-cutter",
        Refusal::PrinterBusy => "panel-refusal-printer-busy",
        Refusal::TillBusy => "panel-refusal-till-busy",
        Refusal::NoKey => "panel-refusal-no-key",
        Refusal::ConfigReadOnly => "panel-refusal-config-read-only",
        Refusal::NoSuchCall => "panel-refusal-call-over",
        Refusal::NoSuchNote => "panel-refusal-note-gone",
        Refusal::NoSuchStep => "panel-refusal-step-gone",
        Refusal::NoTokenFree => "panel-refusal-no-token",
        Refusal::NoSuchBasket => "panel-refusal-basket-gone",
        Refusal::NoSuchCase => "panel-refusal-case-gone",
        Refusal::CaseOver => "panel-refusal-case-over",
        Refusal::CaseNotOver => "panel-refusal-case-not-over",
        Refusal::TooManyCases => "panel-refusal-too-many-cases",
        Refusal::NoAnswer => "panel-refusal-no-answer",
        Refusal::NoSuchCard => "panel-refusal-card-gone",
        Refusal::NoReceipt => "panel-refusal-no-receipt",
        Refusal::NoSuchGift => "panel-refusal-gift-gone",
        Refusal::NoSuchSale => "panel-refusal-no-sale",
        Refusal::NoMember => "panel-refusal-no-member",
        Refusal::LookingUp => "panel-refusal-looking-up",
        Refusal::NotKept => "panel-refusal-not-kept",
        Refusal::NoTemperature => "panel-refusal-no-temperature",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(code: &str) -> Messages {
        Messages::for_language(Language::new(code).unwrap())
    }

    /// With a visible sign for each space that does not break.
    fn written(code: &str, minor: i64, currency: &str) -> String {
        money(&texts(code), minor, Currency::new(currency)).replace('\u{a0}', "_")
    }

    #[test]
    fn money_is_written_as_in_each_language() {
        for (code, minor, currency, expected) in [
            ("en", 123_456, "EUR", "€1,234.56"),
            ("en", 123_456, "GBP", "£1,234.56"),
            ("en", 3234, "PLN", "32.34_PLN"),
            ("pl", 3234, "PLN", "32,34_zł"),
            ("pl", 100_000_005, "PLN", "1_000_000,05_zł"),
            ("da", 123_456, "DKK", "1.234,56_kr."),
            ("da", 5, "EUR", "0,05_€"),
            ("et", 99_900, "EUR", "999,00_€"),
            ("et", 100_000, "SEK", "1_000,00_SEK"),
            ("pl", -1250, "PLN", "\u{2212}12,50_zł"),
            ("en", -1250, "EUR", "\u{2212}€12.50"),
            ("en", i64::MIN, "none", "\u{2212}92,233,720,368,547,758.08"),
        ] {
            assert_eq!(written(code, minor, currency), expected, "{code} {minor}");
        }
    }

    #[test]
    fn who_waits_is_counted_in_the_right_plural() {
        for (code, count, expected) in [
            ("en", 1_u64, "waiting"),
            ("pl", 0, "oczekuje"),
            ("pl", 1, "oczekuje"),
            ("pl", 2, "oczekują"),
            ("pl", 4, "oczekują"),
            ("pl", 5, "oczekuje"),
            ("pl", 12, "oczekuje"),
            ("pl", 22, "oczekują"),
            ("da", 2, "venter"),
            ("et", 2, "ootamas"),
        ] {
            let said = counted(&texts(code), "panel-waiting", count);
            assert_eq!(said, expected, "{code} {count}");
        }
        let ready = |code: &str, count: u64| counted(&texts(code), "panel-codes-ready", count);
        assert_eq!(ready("pl", 1), "1 kod jest gotowy do druku.");
        assert_eq!(ready("pl", 3), "3 kody są gotowe do druku.");
        assert_eq!(ready("pl", 8), "8 kodów jest gotowych do druku.");
    }

    #[test]
    fn the_languages_go_round() {
        let mut language = Language::ENGLISH;
        let mut seen = Vec::new();
        for _ in Messages::languages() {
            seen.push(language_name(language));
            language = next_language(language);
        }
        assert_eq!(language, Language::ENGLISH);
        assert_eq!(seen, ["English", "Eesti", "Polski", "Dansk"]);
        assert_eq!(next_language(Language::new("xx").unwrap()).as_str(), "da");
    }
}
