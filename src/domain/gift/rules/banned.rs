//! What no gift may be and no rule may look at.
//!
//! The words are data, `assets/gifts/banned.toml`. Whether something else is a good gift is for people
//! to judge.

use crate::domain::script::{WordRule, find_words};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../../assets/gifts/banned.toml");

/// What a text may not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// What is given.
    Gift,
    /// What a rule looks at.
    Condition,
}

/// Sections whose words are banned for conditions alone: "a healthy snack" may be given.
const PERSONAL: [&str; 3] = ["health", "religion", "pregnancy"];

/// Words that are taken out before anything is looked for.
const ALLOWED: &str = "allowed";

static LISTS: LazyLock<BTreeMap<String, Vec<WordRule>>> =
    LazyLock::new(|| read(FILE).unwrap_or_default());

fn read(text: &str) -> Result<BTreeMap<String, Vec<WordRule>>, String> {
    let lists: BTreeMap<String, Vec<String>> =
        toml::from_str(text).map_err(|error| error.to_string())?;
    let rules = |words: Vec<String>| -> Result<Vec<WordRule>, String> {
        let each = words.iter().map(|word| {
            let rule = WordRule::new(word);
            rule.map_err(|message| format!("{word:?} {message}"))
        });
        each.collect()
    };
    let each = lists
        .into_iter()
        .map(|(name, words)| Ok((name, rules(words)?)));
    each.collect()
}

/// Why a text cannot stand in a place; nothing if it can.
pub(super) fn complaint(place: Place, text: &str) -> Option<String> {
    // An id and the name of a category are written with dashes and lines.
    let text = text.replace(['-', '_'], " ");
    let allowed = LISTS.get(ALLOWED).map_or(&[][..], Vec::as_slice);
    let is_allowed = find_words(allowed, &text).is_some();
    let lists = LISTS.iter().filter(|(name, _)| {
        let is_personal = PERSONAL.contains(&name.as_str());
        let is_meant = !is_personal || place == Place::Condition;
        let is_alcohol = name.as_str() == "alcohol";
        name.as_str() != ALLOWED && is_meant && !(is_alcohol && is_allowed)
    });
    lists
        .filter_map(|(name, rules)| Some((name, find_words(rules, &text)?.1)))
        .map(|(name, found)| match place {
            _ if PERSONAL.contains(&name.as_str()) => format!(
                "{found:?} would tell of somebody's {}; no rule may look at that, take it out",
                shown(name)
            ),
            Place::Gift => {
                format!("{found:?} names {name}, which is never a gift; give something else")
            }
            Place::Condition => {
                format!("{found:?} names {name}, which no rule looks at; take it out")
            }
        })
        .next()
}

fn shown(name: &str) -> &str {
    match name {
        "religion" => "faith",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_can_be_read_and_none_is_missing() {
        let lists = read(FILE).unwrap();
        let names: Vec<&str> = lists.keys().map(String::as_str).collect();
        let expected = [
            "alcohol",
            "allowed",
            "gambling",
            "health",
            "medicine",
            "pregnancy",
            "religion",
            "tobacco",
        ];
        assert_eq!(names, expected);
        for (name, words) in lists {
            assert!(words.len() > 3, "{name}");
        }
    }

    #[test]
    fn what_is_banned_is_found_in_every_language_and_in_names() {
        for (text, words) in [
            ("a small beer", "alcohol"),
            ("Kieliszek wina", "alcohol"),
            ("et glas vin", "alcohol"),
            ("en øl", "alcohol"),
            ("õlu", "alcohol"),
            ("last-hour-vodka", "alcohol"),
            ("alcohol free beer and cigars", "tobacco"),
            ("papierosy", "tobacco"),
            ("aspirin", "medicine"),
            ("lottery_ticket", "gambling"),
            ("loterii", "gambling"),
        ] {
            let said = complaint(Place::Gift, text).unwrap_or_default();
            assert!(said.contains(&format!("names {words}")), "{text}: {said}");
            assert!(complaint(Place::Condition, text).is_some(), "{text}");
        }
        for (text, words) in [
            ("pregnancy-tests", "pregnancy"),
            ("halal", "faith"),
            ("diabetic", "health"),
            ("zdrowie", "health"),
        ] {
            let said = complaint(Place::Condition, text).unwrap_or_default();
            assert!(said.contains(words), "{text}: {said}");
            assert_eq!(complaint(Place::Gift, text), None, "{text}");
        }
    }

    #[test]
    fn harmless_gifts_are_none_of_it() {
        for text in [
            "a cold water",
            "alcohol-free beer",
            "ginger ale",
            "napój bezalkoholowy",
            "et lille smil",
            "vinegar crisps",
            "kala",
            "kohv",
            "bread rolls",
            "drinks-cold",
        ] {
            assert_eq!(complaint(Place::Gift, text), None, "{text}");
            assert_eq!(complaint(Place::Condition, text), None, "{text}");
        }
    }
}
