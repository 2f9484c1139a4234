//! How a store shows itself to its customers on the pages of the survey. Nothing secret.

use crate::domain::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a customer sees of a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Face {
    /// What people call it.
    pub name: String,
    /// The language of whoever asks for none that there is.
    pub language: Language,
    /// What the store itself asks, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Words>,
    /// What everybody gets who answers, whatever the answer; absent: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reward: Option<Gift>,
}

/// The thank-you for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    /// What it is, such as "a coffee".
    pub what: Words,
    /// The least that one has to buy for it, with its currency; absent: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
}

/// A store's own words: the same for everybody, or by language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Words {
    /// For everybody.
    Same(String),
    /// By language; not empty.
    By(BTreeMap<Language, String>),
}

impl Face {
    /// A store that asks nothing of its own and gives nothing.
    pub fn plain(name: String, language: Language) -> Self {
        Self {
            name,
            language,
            question: None,
            reward: None,
        }
    }

    /// The store's own words for whoever reads this language; else in the store's, in English, or in
    /// whichever there is.
    pub fn say<'a>(&self, words: &'a Words, language: Language) -> &'a str {
        let by = match words {
            Words::Same(text) => return text,
            Words::By(by) => by,
        };
        let wanted = [language, self.language, Language::ENGLISH];
        let found = wanted.iter().find_map(|language| by.get(language));
        found.or_else(|| by.values().next()).map_or("", |text| text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_the_nearest_language() {
        let language = |code: &str| Language::new(code).unwrap();
        let face = Face::plain("Shop".to_owned(), language("pl"));
        let by = |codes: &[&str]| {
            let words = codes
                .iter()
                .map(|code| (language(code), (*code).to_owned()));
            Words::By(words.collect())
        };
        for (codes, expected) in [
            (&["da", "en", "pl"][..], "da"),
            (&["en", "et", "pl"], "pl"),
            (&["en", "et"], "en"),
            (&["et"], "et"),
        ] {
            assert_eq!(face.say(&by(codes), language("da")), expected, "{codes:?}");
        }
        let same = Words::Same("kawa".to_owned());
        assert_eq!(face.say(&same, language("da")), "kawa");
    }

    #[test]
    fn words_are_a_text_or_a_table() {
        let read = |json: &str| serde_json::from_str::<Words>(json);
        assert_eq!(read("\"a\"").unwrap(), Words::Same("a".to_owned()));
        assert!(matches!(read(r#"{"pl":"a"}"#), Ok(Words::By(_))));
        assert!(read(r#"{"polish":"a"}"#).is_err() && read("7").is_err());
    }
}
