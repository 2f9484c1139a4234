//! A text in every language that the program speaks.

use super::banned::{Place, complaint};
use super::table::{Reader, Section};
use crate::domain::language::Language;
use crate::domain::script::is_drawable;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in every language that it was asked for in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<Language, String>);

impl Words {
    /// In a language, or in English, or in whichever there is.
    pub fn get(&self, language: Language) -> &str {
        let found = self
            .0
            .get(&language)
            .or_else(|| self.0.get(&Language::ENGLISH));
        found
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

/// The most characters of a label, which stands in one line of the panel or two.
pub(super) const LABEL: usize = 48;

/// The most characters of what is said, as for the lines of scripts.
pub(super) const SAY: usize = 87;

/// The texts of a key: a table with one for each language.
pub(super) fn words<'t>(
    reader: &mut Reader<'t>,
    above: &Section<'t>,
    key: &str,
    limit: usize,
    languages: &[Language],
) -> Option<Words> {
    let section = reader.section(above, key)?;
    let mut words = Words::default();
    for code in section.keys() {
        let Some(language) = Language::new(code.value).filter(|it| languages.contains(it)) else {
            let known: Vec<&str> = languages.iter().map(Language::as_str).collect();
            let known = known.join(", ");
            let message = format!("is no language of the screens ({known}); nobody will see it");
            reader.remark(&section, code.value, message);
            continue;
        };
        if let Some(text) = reader.text(&section, code.value) {
            if let Some(message) = wrong(text, limit) {
                reader.wrong(&section, code.value, message);
            }
            words.0.insert(language, text.to_owned());
        }
    }
    let missing = languages.iter().filter(|it| !section.has(it.as_str()));
    let missing: Vec<&str> = missing.map(Language::as_str).collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        reader.wrong(
            above,
            key,
            format!("is missing in {missing}; write it in every language"),
        );
    }
    Some(words)
}

fn wrong(text: &str, limit: usize) -> Option<String> {
    let length = text.chars().count();
    if text.trim().is_empty() || text.trim() != text {
        return Some("is empty or has spaces around it; write the words alone".to_owned());
    }
    if let Some(strange) = text.chars().find(|c| !is_drawable(*c)) {
        return Some(format!(
            "has {strange:?}, which the window's letters do not have; write it without"
        ));
    }
    if length > limit {
        return Some(format!(
            "has {length} characters and at most {limit} fit; shorten it"
        ));
    }
    complaint(Place::Gift, text)
}
