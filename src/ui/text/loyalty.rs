//! Members and gifts in words: why a gift, why none, what is in it, who somebody is.

use super::counted;
use crate::domain::code::Day;
use crate::domain::gift::policy::{Birthday, Reason};
use crate::domain::gift::rules::Allergen;
use crate::domain::i18n::{Messages, Value};
use crate::domain::member::PersonName;
use crate::engine::api::{GiftWhy, MemberView, MemberWord};
use chrono::Datelike as _;

/// Why a gift is offered, in a word or two; luck needs none.
pub fn why(texts: &Messages, why: GiftWhy) -> Option<String> {
    let key = match why {
        GiftWhy::Luck => return None,
        GiftWhy::Visit { visit } => {
            let visit = [("visit", Value::from(visit))];
            return Some(texts.with("panel-gift-why-visit", &visit));
        }
        GiftWhy::Hot => "panel-gift-why-hot",
        GiftWhy::Cold => "panel-gift-why-cold",
        GiftWhy::Birthday => "panel-gift-why-birthday",
        GiftWhy::Back => "panel-gift-why-back",
        GiftWhy::Bought => "panel-gift-why-bought",
        GiftWhy::ByHand => "panel-gift-why-by-hand",
        GiftWhy::Stars => "panel-gift-why-stars",
        GiftWhy::MakeGood => "panel-gift-why-make-good",
        GiftWhy::Survey => "panel-gift-why-survey",
    };
    Some(texts.get(key))
}

/// What to offer, and to whom where that is known.
pub fn offer(texts: &Messages, name: Option<&PersonName>, gift: &str) -> String {
    let gift = ("gift", Value::from(gift.to_owned()));
    match name {
        Some(name) => {
            let name = ("name", Value::from(name.as_str().to_owned()));
            texts.with("panel-gift-offer-to", &[name, gift])
        }
        None => texts.with("panel-gift-offer", &[gift]),
    }
}

/// Why there is no gift, in a sentence that may be read out.
pub fn reason(texts: &Messages, reason: Reason) -> String {
    let number = |value: u32| Value::from(value);
    let values = match reason {
        Reason::NotTheVisit { left } => vec![("left", number(left))],
        Reason::TooFewVisits { visits } => vec![("visits", number(visits))],
        Reason::TooFewStars { have, need } => vec![("have", number(have)), ("need", number(need))],
        Reason::ContactsFull { max, days } | Reason::CapReached { max, days } => {
            vec![("max", number(max.into())), ("days", number(days.into()))]
        }
        Reason::Recently { days_ago } => vec![("days_ago", number(days_ago.into()))],
        _ => Vec::new(),
    };
    texts.with(&format!("reason-{}", reason.key()), &values)
}

/// What is in it, in one line; nothing where nothing is known.
pub fn allergens(texts: &Messages, allergens: &[Allergen]) -> Option<String> {
    let name = |it: &Allergen| texts.get(&format!("panel-allergen-{}", it.name()));
    let names: Vec<_> = allergens.iter().map(name).collect();
    let list = [("list", Value::from(names.join(", ")))];
    (!names.is_empty()).then(|| texts.with("panel-gift-contains", &list))
}

/// How many are left after this one.
pub fn left_after(texts: &Messages, left: u32) -> String {
    match left {
        0 => texts.get("panel-gift-last"),
        left => counted(texts, "panel-gift-left-after", left),
    }
}

/// What to call a member: the name, or that they are one.
pub fn member_name(texts: &Messages, member: &MemberView) -> String {
    let name = member.name.as_ref().map(|name| name.as_str().to_owned());
    name.unwrap_or_else(|| texts.get("panel-member"))
}

/// What to say to them, where they may be greeted.
pub fn greeting(texts: &Messages, member: &MemberView) -> Option<String> {
    member.greet.then(|| match &member.name {
        Some(name) => {
            let name = [("name", Value::from(name.as_str().to_owned()))];
            texts.with("panel-member-greeting", &name)
        }
        None => texts.get("panel-member-greeting-plain"),
    })
}

/// Since when, how often, how many stars: what is counted of a member, in one line.
pub fn member_facts(texts: &Messages, member: &MemberView) -> String {
    let mut facts = vec![since(texts, member.since)];
    facts.push(counted(texts, "panel-member-visits", member.visits));
    if let Some(stars) = member.stars {
        let stars = u64::try_from(stars).unwrap_or(0);
        facts.push(counted(texts, "panel-member-stars", stars));
    }
    if member.opted_out {
        facts.push(texts.get("panel-member-opted-out"));
    }
    facts.join(" · ")
}

/// Since when somebody is a member.
pub fn since(texts: &Messages, day: Day) -> String {
    let year = [("year", Value::from(day.date().year().to_string()))];
    texts.with("panel-member-since", &year)
}

/// When they came last.
pub fn last(texts: &Messages, day: Option<Day>) -> String {
    let Some(date) = day.map(Day::date) else {
        return texts.get("panel-member-not-yet");
    };
    let date = day_and_month(texts, date.day(), date.month());
    texts.with("panel-member-last", &[("date", Value::from(date))])
}

/// A birthday, with the word for it.
pub fn birthday(texts: &Messages, birthday: Birthday) -> String {
    let date = day_and_month(texts, birthday.day.into(), birthday.month.into());
    texts.with("panel-member-birthday-on", &[("date", Value::from(date))])
}

fn day_and_month(texts: &Messages, day: u32, month: u32) -> String {
    let values = [
        ("day", Value::from(day.to_string())),
        ("month", Value::from(month.to_string())),
    ];
    texts.with("manager-day-month", &values)
}

/// What a month is called, 1 to 12.
pub fn month(texts: &Messages, month: u8) -> String {
    texts.get(&format!("panel-month-{month}"))
}

/// How warm it is, of tenths of a degree Celsius.
pub fn temperature(texts: &Messages, tenths: i16) -> String {
    let sign = if tenths < 0 { "\u{2212}" } else { "" };
    let point = texts.get("panel-number-point");
    let tenths = tenths.unsigned_abs();
    let degrees = format!("{sign}{}{point}{}", tenths / 10, tenths % 10);
    texts.with("panel-temperature", &[("degrees", Value::from(degrees))])
}

/// What there is to say of a card, and what to do next.
pub fn desk_word(texts: &Messages, word: MemberWord) -> String {
    texts.get(match word {
        MemberWord::LookingUp => "panel-desk-looking-up",
        MemberWord::Joined => "panel-desk-joined",
        MemberWord::CardGiven => "panel-desk-card-given",
        MemberWord::Merged => "panel-desk-merged",
        MemberWord::Changed => "panel-desk-changed",
        MemberWord::UnknownCard => "panel-desk-unknown-card",
        MemberWord::LostCard => "panel-desk-lost-card",
        MemberWord::TakenCard => "panel-desk-taken-card",
        MemberWord::Misread => "panel-desk-misread",
        MemberWord::NoCard => "panel-desk-no-card",
        MemberWord::NobodyFound => "panel-desk-nobody-found",
        MemberWord::NotNow => "panel-desk-not-now",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    fn texts(code: &str) -> Messages {
        Messages::for_language(Language::new(code).unwrap())
    }

    #[test]
    fn visits_are_counted_as_people_count_them() {
        let visit = |code, visit| why(&texts(code), GiftWhy::Visit { visit }).unwrap();
        for (number, expected) in [
            (1, "1st visit"),
            (2, "2nd visit"),
            (3, "3rd visit"),
            (11, "11th visit"),
            (23, "23rd visit"),
        ] {
            assert_eq!(visit("en", number), expected);
        }
        assert_eq!(visit("pl", 5), "5. wizyta");
        let visits = |count: u32| counted(&texts("pl"), "panel-member-visits", count);
        let said = [1, 2, 5, 12, 22].map(visits);
        let expected = ["1 wizyta", "2 wizyty", "5 wizyt", "12 wizyt", "22 wizyty"];
        assert_eq!(said, expected);
        assert_eq!(why(&texts("en"), GiftWhy::Luck), None);
    }

    #[test]
    fn degrees_are_written_with_their_sign() {
        for (code, tenths, expected) in [
            ("en", 200, "20.0_°C outside"),
            ("pl", -5, "Na dworze \u{2212}0,5_°C"),
            ("da", 0, "0,0_°C udenfor"),
            ("et", 335, "Õues 33,5_°C"),
        ] {
            let said = temperature(&texts(code), tenths).replace('\u{a0}', "_");
            assert_eq!(said, expected);
        }
    }

    #[test]
    fn numbers_of_reasons_are_in_their_sentences() {
        for (code, why, expected) in [
            (
                "en",
                Reason::Recently { days_ago: 1 },
                "It was their turn yesterday.",
            ),
            (
                "et",
                Reason::Recently { days_ago: 3 },
                "See oli 3 päeva tagasi.",
            ),
            (
                "pl",
                Reason::NotTheVisit { left: 3 },
                "Do następnego jeszcze 3 wizyty.",
            ),
            (
                "pl",
                Reason::TooFewStars { have: 7, need: 22 },
                "Potrzeba 22 gwiazdek, a jest 7.",
            ),
            (
                "en",
                Reason::CapReached { max: 1, days: 30 },
                "It is given at most once within 30 days.",
            ),
            (
                "pl",
                Reason::ContactsFull { max: 2, days: 1 },
                "O takich rzeczach mówimy najwyżej 2 razy w ciągu 1 dnia.",
            ),
            (
                "da",
                Reason::CapReached { max: 4, days: 90 },
                "Den gives højst 4 gange på 90 dage.",
            ),
        ] {
            assert_eq!(reason(&texts(code), why), expected);
        }
    }
}
