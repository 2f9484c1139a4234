//! One lexicon file: what its tables look like, and errors that name the line.

use super::topic::Topic;
use crate::domain::document::Currency;
use crate::domain::language::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// Longest word or phrase taken, in bytes: longer than any line of paper is a mistake.
const MAX_TERM: usize = 96;

/// Why a lexicon file was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LexiconError {
    /// Not TOML, or a table or list that does not exist.
    #[error("{file}, line {line}: {message}; see assets/lexicon/README.md for the lists there are")]
    Form {
        /// The file's name as given.
        file: String,
        /// Line, counted from 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// A word that cannot be searched for.
    #[error("{file}, line {line}: {term:?} {problem}")]
    Term {
        /// The file's name as given.
        file: String,
        /// Line, counted from 1.
        line: usize,
        /// The word as written.
        term: String,
        /// What is wrong, and what to write.
        problem: &'static str,
    },
    /// More than can be told apart.
    #[error("{file}: more than {max} languages; merge some files")]
    Languages {
        /// The file that was one too many.
        file: String,
        /// How many there may be.
        max: usize,
    },
    /// The words together are too many for the search.
    #[error("the words cannot be made searchable: {0}; take some out")]
    Search(String),
}

/// A lexicon file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// Whose words these are; absent for words that every language uses.
    pub(super) language: Option<Language>,
    /// What prices are in where nothing on the receipt tells.
    pub(super) currency: Option<Currency>,
    /// The decimal separator.
    pub(super) decimal: Option<char>,
    /// Letters that speak for this language.
    #[serde(default)]
    pub(super) letters: String,
    /// Signs and short forms of currencies.
    #[serde(default)]
    pub(super) currencies: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// The words by meaning.
    #[serde(default)]
    pub(super) terms: BTreeMap<Topic, Vec<Spanned<String>>>,
}

/// A word with its wildcards taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stem<'t> {
    pub(super) text: &'t str,
    /// `*` in front: the end of a longer word is enough.
    pub(super) open_left: bool,
    /// `*` behind: the beginning of a longer word is enough.
    pub(super) open_right: bool,
}

impl File {
    pub(super) fn read(name: &str, text: &str) -> Result<Self, LexiconError> {
        toml::from_str(text).map_err(|error: toml::de::Error| LexiconError::Form {
            file: name.to_owned(),
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        })
    }
}

/// The currency that a key of `[currencies]` names.
pub(super) fn currency(
    name: &str,
    text: &str,
    key: &Spanned<String>,
) -> Result<Currency, LexiconError> {
    Currency::new(key.get_ref()).ok_or_else(|| LexiconError::Term {
        file: name.to_owned(),
        line: line_of(text, key.span().start),
        term: key.get_ref().clone(),
        problem: "is not a currency; write three capital letters such as EUR",
    })
}

/// Takes the wildcards off a word and refuses what would match anything or nothing.
pub(super) fn stem<'t>(
    name: &str,
    text: &str,
    term: &'t Spanned<String>,
) -> Result<Stem<'t>, LexiconError> {
    let written = term.get_ref().as_str();
    let left = written.strip_prefix('*').unwrap_or(written);
    let bare = left.strip_suffix('*').unwrap_or(left);
    let stem = Stem {
        text: bare,
        open_left: left.len() < written.len(),
        open_right: bare.len() < left.len(),
    };
    let letters = bare.chars().filter(|c| c.is_alphanumeric()).count();
    let problem = if bare.contains('*') {
        Some("has a * inside; a * may only stand at the beginning or the end")
    } else if letters == 0 {
        Some("has no letter; write a word")
    } else if (stem.open_left || stem.open_right) && letters < 3 {
        Some("is too short for a *; write at least three letters")
    } else if bare.len() > MAX_TERM {
        Some("is longer than a line of paper; write its telling part")
    } else {
        None
    };
    problem.map_or(Ok(stem), |problem| {
        Err(LexiconError::Term {
            file: name.to_owned(),
            line: line_of(text, term.span().start),
            term: written.to_owned(),
            problem,
        })
    })
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count()
}
