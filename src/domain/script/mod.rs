//! The sentences that staff speak, in every language: the files of `assets/scripts`, built into the
//! program, with a store's own words in place of some of them.
//!
//! Pure: files come in as texts. Which sentence is due is not decided here. A `Scripts` value has
//! every line of every language that it has, so there is never a missing text.

mod check;
mod discreet;
mod line;
mod read;

pub use super::problem::Problem;
pub use check::is_drawable;
pub(in crate::domain) use discreet::{Rule as WordRule, find as find_words};
pub use discreet::{Word, forbidden, is_discreet};
pub use line::{Line, PhraseKey};

use super::decline::{Care, Step};
use super::hold::{Colour, Token};
use super::i18n::Messages;
use super::language::Language;
use include_dir::{Dir, include_dir};
use line::{COLOUR, NUMBER, TOKEN};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/scripts");

/// The lines of one language.
type Lines = BTreeMap<Line, String>;

/// Every line in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scripts {
    languages: BTreeMap<Language, Lines>,
}

/// An everyday sentence and how to say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase<'s> {
    /// The sentence.
    pub text: &'s str,
    /// A respelling that a reader of the other languages can read aloud; see `assets/scripts`.
    pub sounds: &'s str,
}

impl Scripts {
    /// Those that come with the program.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Scripts> = LazyLock::new(|| {
            let files: Vec<_> = Scripts::builtin_files().collect();
            #[expect(
                clippy::expect_used,
                reason = "the files are embedded, and a test parses them"
            )]
            Scripts::parse(&files).expect("the embedded scripts are sound")
        });
        &BUILTIN
    }

    /// Names and texts of the files that come with the program.
    pub fn builtin_files() -> impl Iterator<Item = (&'static str, &'static str)> {
        FILES.files().filter_map(|file| {
            let toml = file.path().extension() == Some("toml".as_ref());
            toml.then_some((file.path().to_str()?, file.contents_utf8()?))
        })
    }

    /// What is wrong with the files that come with the program, the lists of words included.
    pub fn builtin_problems() -> Vec<Problem> {
        let files: Vec<_> = Self::builtin_files().collect();
        let scripts = Self::parse(&files).err().unwrap_or_default();
        let lists = discreet::problems(&Messages::languages());
        scripts.into_iter().chain(lists).collect()
    }

    /// Takes one file for each language that the program speaks, as (name, text), each named as
    /// `pl.toml` is. All lines have to be there and in order; else everything that is wrong.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Vec<Problem>> {
        let mut languages = BTreeMap::new();
        let mut problems = Vec::new();
        for (name, text) in files {
            match Language::new(name.strip_suffix(".toml").unwrap_or_default()) {
                Some(language) => {
                    let lines = read::whole(language, name, text);
                    languages.insert(
                        language,
                        lines.unwrap_or_else(|wrong| {
                            problems.extend(wrong);
                            Lines::new()
                        }),
                    );
                }
                None => problems.push(Problem::of_file(
                    *name,
                    "is not named after a language; write two letters and .toml",
                )),
            }
        }
        let spoken = Messages::languages();
        let missing = spoken.iter().filter(|it| !languages.contains_key(it));
        problems.extend(missing.map(|language| {
            let message = "there is no such file; write one with all lines in this language";
            Problem::of_file(format!("{language}.toml"), message)
        }));
        if problems.is_empty() {
            Ok(Self { languages })
        } else {
            problems.sort();
            Err(problems)
        }
    }

    /// The same with a store's own words in place of some. A line that cannot be used is named, and
    /// what was there before stays.
    pub fn reworded(&self, file: &str, text: &str) -> (Self, Vec<Problem>) {
        let mut scripts = self.clone();
        let problems = read::some(&mut scripts.languages, file, text);
        (scripts, problems)
    }

    /// The languages that there are, in the order of their codes.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.languages.keys().copied()
    }

    /// A line as it is written, with its placeholders; in English where there is no such language.
    pub fn line(&self, language: Language, line: Line) -> &str {
        let lines = self.languages.get(&language);
        let lines = lines.or_else(|| self.languages.get(&Language::ENGLISH));
        lines
            .and_then(|lines| lines.get(&line))
            .map_or("", String::as_str)
    }

    /// What is said to the customer.
    pub fn say(&self, language: Language, care: Care) -> &str {
        self.line(language, Line::Say(care))
    }

    /// What the cashier should know and do, for nobody else's eyes.
    pub fn hint(&self, language: Language, care: Care) -> &str {
        self.line(language, Line::Hint(care))
    }

    /// The label of a step's button, at most 18 characters.
    pub fn step(&self, language: Language, step: Step) -> &str {
        self.line(language, Line::Step(step))
    }

    /// What is said of a basket that is kept; `token` as [`Scripts::token`] writes it.
    pub fn hold_say(&self, language: Language, token: &str) -> String {
        self.line(language, Line::HoldSay).replace(TOKEN, token)
    }

    /// The name of a colour.
    pub fn colour(&self, language: Language, colour: Colour) -> &str {
        self.line(language, Line::Colour(colour))
    }

    /// A token in this language, such as `niebieski 2`; at most 18 characters.
    pub fn token(&self, language: Language, token: Token) -> String {
        self.line(language, Line::HoldToken)
            .replace(NUMBER, &token.number().to_string())
            .replace(COLOUR, self.colour(language, token.colour()))
    }

    /// A sentence of the phrase strip.
    pub fn phrase(&self, language: Language, key: PhraseKey) -> Phrase<'_> {
        Phrase {
            text: self.line(language, Line::Text(key)),
            sounds: self.line(language, Line::Sounds(key)),
        }
    }

    /// All sentences of the phrase strip, in the order of a visit.
    pub fn phrases(&self, language: Language) -> impl Iterator<Item = (PhraseKey, Phrase<'_>)> {
        PhraseKey::ALL
            .into_iter()
            .map(move |key| (key, self.phrase(language, key)))
    }
}
