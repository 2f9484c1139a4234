//! The words of tills and card terminals, by meaning, from data files.
//!
//! One file a language in `assets/lexicon`, and one for the words all of them use; a language is
//! added with a file alone. This module finds words in a line and says what they can mean. What a
//! document *is* is for [`super::reading`] to say.

mod file;
pub(crate) mod fold;
mod topic;
mod vocabulary;

pub use file::LexiconError;
pub use fold::fold;
pub use topic::Topic;
pub(crate) use topic::Topics;

use crate::domain::document::Currency;
use crate::domain::language::Language;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use file::{File, stem};
use fold::{Folded, Odd};
use include_dir::{Dir, include_dir};
use std::collections::HashMap;
use std::sync::LazyLock;
use vocabulary::Vocabulary;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/lexicon");

/// More languages than this are refused; a set of them is a `u16`.
const MAX_LANGUAGES: usize = 16;

/// All known words, ready to be searched for.
#[derive(Debug)]
pub struct Lexicon {
    search: AhoCorasick,
    patterns: Vec<Pattern>,
    vocabulary: Vocabulary,
    languages: Vec<Locale>,
    letters: HashMap<char, LanguageSet>,
    currencies: Vec<(Box<[u8]>, Currency)>,
}

/// What a language says about itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Locale {
    pub(crate) language: Language,
    pub(crate) currency: Option<Currency>,
    /// The decimal separator, an ASCII character.
    pub(crate) decimal: Option<u8>,
}

/// One bit a language, in the order of [`Lexicon::languages`].
pub(crate) type LanguageSet = u16;

/// A word or phrase and everything it can mean.
#[derive(Debug)]
pub(crate) struct Pattern {
    open_left: bool,
    open_right: bool,
    /// The languages that have this word.
    pub(crate) languages: LanguageSet,
    /// Meanings by language; `None` is every language.
    meanings: Vec<(Option<usize>, Topics)>,
}

impl Pattern {
    /// What the word means in a text whose language is `leading`. Where that language knows the
    /// word, what it means elsewhere does not count: Danish `OST` is cheese, Estonian a purchase.
    pub(crate) fn topics(&self, leading: Option<usize>) -> Topics {
        let own = |language: Option<usize>| language.is_none() || language == leading;
        let known = leading.is_some_and(|i| self.languages & (1 << i) != 0);
        let counted = self.meanings.iter().filter(|(l, _)| !known || own(*l));
        counted.fold(Topics::default(), |all, (_, topics)| all.union(*topics))
    }
}

/// A word found in a line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    /// First byte of the word.
    pub(crate) start: usize,
    /// After its last byte.
    pub(crate) end: usize,
    pub(crate) pattern: usize,
}

impl Lexicon {
    /// The lexicon that comes with the program.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
            let files: Vec<_> = Lexicon::builtin_files().collect();
            #[expect(
                clippy::expect_used,
                reason = "the files are embedded, and a test parses them"
            )]
            Lexicon::parse(&files).expect("the embedded lexicon is sound")
        });
        &BUILTIN
    }

    /// Names and texts of the files that come with the program, so that a store can add its own
    /// and [`Lexicon::parse`] them together.
    pub fn builtin_files() -> impl Iterator<Item = (&'static str, &'static str)> {
        FILES.files().filter_map(|file| {
            let toml = file.path().extension() == Some("toml".as_ref());
            toml.then_some((file.path().to_str()?, file.contents_utf8()?))
        })
    }

    /// Takes files as (name, text). Files of one language add up; the last one to name a currency
    /// or a decimal separator wins.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, LexiconError> {
        let mut builder = Builder::default();
        for (name, text) in files {
            builder.add(name, text)?;
        }
        builder.build()
    }

    /// The languages there are, in the order of their first file.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.languages.iter().map(|locale| locale.language)
    }

    pub(crate) fn locales(&self) -> &[Locale] {
        &self.languages
    }

    pub(crate) fn pattern(&self, hit: Hit) -> Option<&Pattern> {
        self.patterns.get(hit.pattern)
    }

    /// The languages whose own letters `line` has.
    pub(crate) fn letters_in(&self, line: &str) -> LanguageSet {
        let foreign = line.chars().filter(|c| !c.is_ascii());
        foreign.fold(0, |all, c| all | self.letters.get(&c).copied().unwrap_or(0))
    }

    /// The currency that a folded sign or short form stands for.
    pub(crate) fn currency(&self, mark: &[u8]) -> Option<Currency> {
        let found = self.currencies.iter().find(|(known, _)| **known == *mark);
        found.map(|(_, currency)| *currency)
    }

    pub(crate) fn mend(&self, word: &[u8], at: usize, odd: &[Odd]) -> Option<&[u8]> {
        self.vocabulary.mend(word, at, odd)
    }

    /// Finds the words in `line`: folded words with one space before each and one at the end.
    /// Longer phrases win over the words inside them. `hits` is overwritten, in order.
    pub(crate) fn find(&self, line: &[u8], hits: &mut Vec<Hit>) {
        hits.clear();
        let found = self.search.find_overlapping_iter(line);
        hits.extend(found.filter_map(|found| {
            let pattern = self.patterns.get(found.pattern().as_usize())?;
            let (before, rest) = line.split_at_checked(found.end())?;
            let tail = rest.iter().position(|&byte| byte == b' ')?;
            if tail > 0 && !pattern.open_right {
                return None;
            }
            let start = if pattern.open_left {
                let word = before.get(..found.start() + 1)?;
                word.iter().rposition(|&byte| byte == b' ')? + 1
            } else {
                found.start() + 1
            };
            let end = found.end() + tail;
            Some(Hit {
                start,
                end,
                pattern: found.pattern().as_usize(),
            })
        }));
        hits.sort_unstable_by_key(|hit| (hit.start, usize::MAX - hit.end));
        let mut covered = 0;
        hits.retain(|hit| {
            let free = hit.start >= covered;
            covered = if free { hit.end } else { covered };
            free
        });
    }
}

/// Gathers files.
#[derive(Default)]
struct Builder {
    spellings: Vec<Vec<u8>>,
    patterns: Vec<Pattern>,
    by_spelling: HashMap<Vec<u8>, usize>,
    vocabulary: Vocabulary,
    languages: Vec<Locale>,
    letters: HashMap<char, LanguageSet>,
    currencies: Vec<(Box<[u8]>, Currency)>,
}

impl Builder {
    fn add(&mut self, name: &str, text: &str) -> Result<(), LexiconError> {
        let file = File::read(name, text)?;
        let language = self.language(name, &file)?;
        for (key, marks) in &file.currencies {
            let currency = file::currency(name, text, key)?;
            for mark in marks {
                let mut folded = Folded::default();
                folded.fold(mark.get_ref());
                self.currencies.push((folded.text.into(), currency));
            }
        }
        for (&topic, terms) in &file.terms {
            for term in terms {
                let stem = stem(name, text, term)?;
                for spelling in spellings(stem.text) {
                    self.add_pattern(language, topic, &spelling, stem);
                }
                if !stem.open_left && !stem.open_right {
                    self.vocabulary.add(stem.text);
                }
            }
        }
        Ok(())
    }

    fn language(&mut self, name: &str, file: &File) -> Result<Option<usize>, LexiconError> {
        let Some(language) = file.language else {
            return Ok(None);
        };
        let known = self
            .languages
            .iter()
            .position(|locale| locale.language == language);
        let index = known.unwrap_or(self.languages.len());
        if index >= MAX_LANGUAGES {
            return Err(LexiconError::Languages {
                file: name.to_owned(),
                max: MAX_LANGUAGES,
            });
        }
        if known.is_none() {
            self.languages.push(Locale {
                language,
                currency: None,
                decimal: None,
            });
        }
        if let Some(locale) = self.languages.get_mut(index) {
            locale.currency = file.currency.or(locale.currency);
            let decimal = file.decimal.and_then(|c| u8::try_from(c).ok());
            locale.decimal = decimal.or(locale.decimal);
        }
        let capitals = file.letters.chars().flat_map(char::to_uppercase);
        for c in capitals.chain(file.letters.chars().flat_map(char::to_lowercase)) {
            *self.letters.entry(c).or_default() |= 1 << index;
        }
        Ok(Some(index))
    }

    fn add_pattern(
        &mut self,
        language: Option<usize>,
        topic: Topic,
        spelling: &[u8],
        stem: file::Stem<'_>,
    ) {
        let mut key = if stem.open_left {
            Vec::new()
        } else {
            vec![b' ']
        };
        key.extend_from_slice(spelling);
        // The mark keeps `REPORT` and `REPORT*` apart.
        let mut unique = key.clone();
        unique.push(u8::from(stem.open_right));
        let next = self.patterns.len();
        let index = *self.by_spelling.entry(unique).or_insert(next);
        if index == next {
            self.spellings.push(key);
            self.patterns.push(Pattern {
                open_left: stem.open_left,
                open_right: stem.open_right,
                languages: 0,
                meanings: Vec::new(),
            });
        }
        if let Some(pattern) = self.patterns.get_mut(index) {
            pattern.languages |= language.map_or(0, |i| 1 << i);
            let slot = pattern.meanings.iter_mut().find(|(l, _)| *l == language);
            if let Some((_, topics)) = slot {
                topics.insert(topic);
            } else {
                pattern.meanings.push((language, Topics::of(&[topic])));
            }
        }
    }

    fn build(self) -> Result<Lexicon, LexiconError> {
        let search = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&self.spellings)
            .map_err(|error| LexiconError::Search(error.to_string()))?;
        Ok(Lexicon {
            search,
            patterns: self.patterns,
            vocabulary: self.vocabulary,
            languages: self.languages,
            letters: self.letters,
            currencies: self.currencies,
        })
    }
}

/// The folded spellings of a phrase: without accents (`KOB`), and, where that differs, as those
/// write who have no such letters (`KOEB`).
fn spellings(phrase: &str) -> Vec<Vec<u8>> {
    let mut long = String::with_capacity(phrase.len());
    for c in phrase.chars() {
        match long_form(c) {
            Some(two) => long.push_str(two),
            None => long.push(c),
        }
    }
    let mut all = vec![words_of(phrase), words_of(&long)];
    all.dedup();
    all
}

fn long_form(letter: char) -> Option<&'static str> {
    match letter {
        'Ø' | 'ø' | 'Ö' | 'ö' => Some("OE"),
        'Å' | 'å' => Some("AA"),
        'Ä' | 'ä' => Some("AE"),
        'Ü' | 'ü' => Some("UE"),
        _ => None,
    }
}

fn words_of(phrase: &str) -> Vec<u8> {
    let mut folded = Folded::default();
    folded.fold(phrase);
    folded.text.retain(|&byte| byte != b'\'');
    let words = folded.text.split(|byte| !byte.is_ascii_alphanumeric());
    let words: Vec<&[u8]> = words.filter(|word| !word.is_empty()).collect();
    words.join(&b' ')
}

#[cfg(test)]
mod tests;
