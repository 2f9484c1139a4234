//! Words that no line may have, since they say or hint at why a payment does not go through.
//!
//! The lists are data, `assets/scripts/forbidden`, one a language. A text is compared with the list
//! of its own language; whether a sentence is kind is for people to judge.

use crate::domain::language::Language;
use crate::domain::problem::{Problem, line_of, syntax};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use toml::Spanned;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/scripts/forbidden");

/// The lists, and what is wrong with their files.
static LISTS: LazyLock<(Lists, Vec<Problem>)> = LazyLock::new(read_all);

type Lists = BTreeMap<Language, Vec<Rule>>;

/// A word that should not be on a screen or be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} says or hints at a reason ({rule:?} is on the list); say it in other words")]
pub struct Word {
    /// As it stands in the text, without capitals and accents.
    pub found: String,
    /// As it stands on the list.
    pub rule: &'static str,
}

/// The words of a language's list as they are written there: `*` stands for the rest of a word. Empty
/// for a language without a list.
pub fn forbidden(language: Language) -> impl Iterator<Item = &'static str> {
    rules(language).iter().map(|rule| rule.written.as_str())
}

/// Whether a text has no word of the list of its language; the first one if it has.
pub fn is_discreet(language: Language, text: &str) -> Result<(), Word> {
    match find(rules(language), text) {
        Some((rule, found)) => {
            let rule = &rule.written;
            Err(Word { found, rule })
        }
        None => Ok(()),
    }
}

/// The first of some rules that a text has words of, and those words.
pub(in crate::domain) fn find<'r>(rules: &'r [Rule], text: &str) -> Option<(&'r Rule, String)> {
    let folded = fold(text);
    let words: Vec<&str> = words(&folded).collect();
    rules.iter().find_map(|rule| {
        let mut places = words.windows(rule.words.len().max(1));
        let found = places.find(|place| rule.fits(place))?;
        Some((rule, found.join(" ")))
    })
}

/// What is wrong with the lists themselves; a language without one is named.
pub(super) fn problems(languages: &[Language]) -> Vec<Problem> {
    let (lists, problems) = &*LISTS;
    let missing = languages.iter().filter(|it| !lists.contains_key(it));
    let missing = missing.map(|language| {
        let message = "there is no such file; write one with the words of this language";
        Problem::of_file(name(&format!("{language}.toml")), message)
    });
    problems.iter().cloned().chain(missing).collect()
}

fn rules(language: Language) -> &'static [Rule] {
    LISTS.0.get(&language).map_or(&[], Vec::as_slice)
}

/// Words that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::domain) struct Rule {
    written: String,
    words: Vec<Pattern>,
}

/// A word, or its beginning, end or middle.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    text: String,
    open_left: bool,
    open_right: bool,
}

impl Rule {
    /// Reads words; a `*` stands for the rest of one.
    pub(in crate::domain) fn new(written: &str) -> Result<Self, &'static str> {
        let words: Vec<_> = written
            .split_whitespace()
            .map(Pattern::new)
            .collect::<Result<_, _>>()?;
        if words.is_empty() {
            return Err("is empty; write a word");
        }
        let written = written.to_owned();
        Ok(Self { written, words })
    }

    fn fits(&self, place: &[&str]) -> bool {
        self.words.len() == place.len()
            && self
                .words
                .iter()
                .zip(place)
                .all(|(pattern, word)| pattern.fits(word))
    }
}

impl Pattern {
    fn new(written: &str) -> Result<Self, &'static str> {
        let left = written.strip_prefix('*').unwrap_or(written);
        let bare = left.strip_suffix('*').unwrap_or(left);
        let text = fold(bare);
        let is_open = bare.len() < written.len();
        if !text.chars().all(char::is_alphanumeric) {
            return Err(
                "has a sign inside a word; a * may stand at its beginning or end, a space between words",
            );
        }
        if text.is_empty() || (is_open && text.chars().count() < 3) {
            return Err("is too short; write at least three letters beside a *");
        }
        Ok(Self {
            text,
            open_left: left.len() < written.len(),
            open_right: bare.len() < left.len(),
        })
    }

    fn fits(&self, word: &str) -> bool {
        match (self.open_left, self.open_right) {
            (false, false) => word == self.text,
            (false, true) => word.starts_with(&self.text),
            (true, false) => word.ends_with(&self.text),
            (true, true) => word.contains(&self.text),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: Vec<Spanned<String>>,
}

fn read_all() -> (Lists, Vec<Problem>) {
    let (mut lists, mut problems) = (Lists::new(), Vec::new());
    for file in FILES.files() {
        let path = file.path().to_str().unwrap_or_default();
        let text = file.contents_utf8().unwrap_or_default();
        match path.strip_suffix(".toml").and_then(Language::new) {
            Some(language) => {
                let (rules, wrong) = read(&name(path), text);
                lists.insert(language, rules);
                problems.extend(wrong);
            }
            None => problems.push(Problem::of_file(
                name(path),
                "is not named after a language; write two letters and .toml",
            )),
        }
    }
    (lists, problems)
}

fn name(path: &str) -> String {
    format!("forbidden/{path}")
}

fn read(name: &str, text: &str) -> (Vec<Rule>, Vec<Problem>) {
    let file: File = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => return (Vec::new(), vec![syntax(name, text, &error)]),
    };
    let (mut rules, mut problems) = (Vec::new(), Vec::new());
    for word in &file.words {
        match Rule::new(word.get_ref()) {
            Ok(rule) => rules.push(rule),
            Err(message) => problems.push(Problem {
                file: name.to_owned(),
                line: line_of(text, word.span().start),
                key: format!("{:?}", word.get_ref()),
                message: message.to_owned(),
            }),
        }
    }
    (rules, problems)
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Small letters without accents, so that `Środków` and `srodkow` are one word.
fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !('\u{300}'..='\u{36F}').contains(c))
        .fold(String::with_capacity(text.len()), |mut folded, c| {
            match bare(c) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(c),
            }
            folded
        })
}

/// The letters of our languages and their neighbours without what stands above or below them.
fn bare(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ģ' | 'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => "o",
        'ŕ' | 'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(code: &str) -> Language {
        Language::new(code).unwrap()
    }

    #[test]
    fn words_are_found_in_any_case_form_and_spelling() {
        for (code, text, found) in [
            ("en", "The card was DECLINED.", "declined"),
            ("en", "Refused; sorry", "refused"),
            ("en", "Your card is lost", "lost"),
            ("en", "Not enough money on the card", "enough money"),
            ("en", "Ask your bank's help line", "bank"),
            ("en", "This card has expired", "expired"),
            ("en", "That was the wrong PIN", "wrong pin"),
            ("en", "Nothing was charged.", "nothing was charged"),
            ("pl", "Brak Środków", "srodkow"),
            ("pl", "brak srodkow na karcie", "srodkow"),
            ("pl", "Terminal odmówił", "odmowil"),
            ("pl", "Karta wygasła", "wygasla"),
            ("pl", "Błędny PIN-u", "bledny pin"),
            ("pl", "pieniędzy nie pobrano", "nie pobrano"),
            ("pl", "KARTA ZABLOKOWANA", "zablokowana"),
            ("da", "Kortet er spærret", "spaerret"),
            ("da", "Beløbsgrænsen er nået", "belobsgraensen"),
            ("da", "afvist", "afvist"),
            ("da", "Kortet er udløbet", "udlobet"),
            ("da", "Forkert pinkode", "forkert pinkode"),
            ("et", "Kontojääk ei luba", "kontojaak"),
            ("et", "Makse on tagasilükatud", "tagasilukatud"),
            ("et", "Makse lu\u{308}kati tagasi", "lukati"),
            ("et", "Kaart on aegunud", "aegunud"),
            ("et", "Küsige pangast", "pangast"),
            ("et", "Vale PIN-kood", "vale pin"),
        ] {
            let word = is_discreet(language(code), text).unwrap_err();
            assert_eq!(word.found, found, "{code} {text}: {word}");
        }
    }

    #[test]
    fn innocent_words_that_look_like_them_stay() {
        for (code, text) in [
            ("en", "We have lots of time for a policy on refunds."),
            ("en", "Two banknotes and a block of cheese, please."),
            ("en", "A balanced, unlimited and refundable breakfast."),
            ("pl", "Rachunek jest w środku, środek do prania obok."),
            ("pl", "To potrwa niedługo, oto długopis i długi paragon."),
            ("pl", "Proszę policzyć banknoty. To nieważne."),
            ("da", "Det koster tyve kroner, tak for ingredienserne."),
            ("da", "Vores returpolitik er gældende."),
            ("et", "Jääkohv ja pangakaart, palun jääge siia."),
            ("et", "Kas olete pettunud või on kahtlusi?"),
            ("xx", "declined"),
            ("en", ""),
        ] {
            assert_eq!(is_discreet(language(code), text), Ok(()), "{code} {text}");
        }
    }

    #[test]
    fn a_word_is_measured_against_its_own_language() {
        // "Tabt" is "lost" in Danish and nothing in Polish.
        assert!(is_discreet(language("da"), "tabt").is_err());
        assert!(is_discreet(language("pl"), "tabt").is_ok());
    }

    #[test]
    fn rules_that_would_fit_anything_or_nothing_are_refused() {
        for (text, line, words) in [
            ("words = [\n  \"a*\"]", 2, "too short"),
            ("words = [\"*\"]", 1, "too short"),
            ("words = [\n\n\" \"]", 3, "is empty"),
            ("words = [\"de*ned\"]", 1, "sign inside"),
            ("words = [\"can't\"]", 1, "sign inside"),
            ("words = [\"x\"]\nwrods = []", 2, "unknown field"),
            ("words = [", 1, ""),
        ] {
            let (_, problems) = read("forbidden/xx.toml", text);
            assert_eq!(problems.len(), 1, "{text}: {problems:?}");
            let said = problems[0].to_string();
            assert!(
                said.starts_with(&format!("forbidden/xx.toml, line {line}: ")),
                "{said}"
            );
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn every_rule_of_every_list_finds_what_it_names() {
        assert_eq!(LISTS.1, []);
        for (language, rules) in &LISTS.0 {
            assert!(rules.len() > 30, "{language}");
            for rule in rules {
                let text = rule.written.replace('*', "");
                assert!(is_discreet(*language, &text).is_err(), "{language} {text}");
            }
        }
    }
}
