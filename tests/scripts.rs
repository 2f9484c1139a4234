//! The sentences that staff speak, as they come with the program.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use tillside::domain::decline::{Care, Step};
use tillside::domain::hold::{Colour, Token};
use tillside::domain::i18n::Messages;
use tillside::domain::language::Language;
use tillside::domain::script::{Line, PhraseKey, Problem, Scripts, forbidden, is_discreet};

const PL: &str = "pl.toml";

fn language(code: &str) -> Language {
    Language::new(code).unwrap()
}

/// The stems that the payment research found, searched anywhere in a text.
const STEMS: [(&str, &[&str]); 4] = [
    (
        "en",
        &[
            "declin",
            "reject",
            "refus",
            "stolen",
            "lost",
            "fraud",
            "insufficient",
            "funds",
            "balance",
            "limit",
            "blocked",
            "denied",
            "bank",
            "police",
            "debt",
            "expired",
        ],
    ),
    (
        "pl",
        &[
            "odrzu", "odmow", "skradz", "zgubi", "oszust", "środk", "saldo", "limit", "zablok",
            "bank", "policj", "wygas",
        ],
    ),
    (
        "da",
        &[
            "afvis", "stjål", "tabt", "svindel", "saldo", "dækning", "spærr", "grænse", "bank",
            "politi", "gæld", "udløb",
        ],
    ),
    (
        "et",
        &[
            "keeld", "lükat", "varast", "kadun", "pettus", "jääk", "limiit", "blokeer", "pank",
            "politsei", "võlg", "aegun",
        ],
    ),
];

#[test]
fn nothing_is_wrong_with_what_comes_with_the_program() {
    assert_eq!(Scripts::builtin_problems(), []);
    let languages: Vec<_> = Scripts::builtin().languages().collect();
    assert_eq!(languages, Messages::languages());
}

#[test]
fn every_language_has_every_line_in_words_of_its_own() {
    let scripts = Scripts::builtin();
    for language in scripts.languages() {
        for line in Line::all() {
            let text = scripts.line(language, line);
            assert!(!text.trim().is_empty(), "{language} {line:?}");
            assert!(text.chars().count() <= line.limit(), "{language} {text}");
            let sentence = matches!(
                line,
                Line::Say(_) | Line::Hint(_) | Line::HoldSay | Line::Text(_)
            );
            let other = scripts
                .languages()
                .find(|other| *other != language && scripts.line(*other, line) == text);
            assert!(
                !sentence || other.is_none(),
                "{line:?}: {text} in {other:?}"
            );
        }
    }
}

#[test]
fn no_line_has_a_forbidden_stem_anywhere() {
    let scripts = Scripts::builtin();
    for (code, stems) in STEMS {
        let language = language(code);
        for line in Line::all() {
            let text = scripts.line(language, line);
            assert_eq!(is_discreet(language, text), Ok(()), "{text}");
            let text = text.to_lowercase();
            let found: Vec<_> = stems.iter().filter(|it| text.contains(**it)).collect();
            assert!(found.is_empty(), "{code} {line:?} {text}: {found:?}");
        }
        for stem in stems {
            let root: String = stem.chars().take(4).collect();
            let mut listed = forbidden(language);
            assert!(listed.any(|word| word.contains(&root)), "{code}: {stem}");
        }
    }
}

#[test]
fn what_is_said_aloud_blames_nobody_and_asks_one_thing() {
    let scripts = Scripts::builtin();
    for language in scripts.languages() {
        let said: BTreeSet<_> = Care::ALL
            .iter()
            .map(|care| scripts.say(language, *care))
            .collect();
        assert_eq!(said.len(), Care::ALL.len(), "{language}");
        for text in said {
            assert!(text.ends_with(['?', '.']), "{text}");
            assert!(!text.contains(['!', ':']), "{text}");
            assert!(text.chars().count() <= 87, "{text}");
        }
    }
}

/// Before the terminal was looked at, nobody is told that nothing was taken.
#[test]
fn the_hint_for_an_unknown_outcome_sends_to_the_terminal_first() {
    let scripts = Scripts::builtin();
    for (code, first, terminal) in [
        ("en", "First", "terminal"),
        ("pl", "Najpierw", "terminal"),
        ("da", "Se først", "terminalen"),
        ("et", "Vaata enne", "terminalist"),
    ] {
        let hint = scripts.hint(language(code), Care::Unknown);
        assert!(hint.starts_with(first) && hint.contains(terminal), "{hint}");
    }
    for (code, text) in [
        ("en", "Nothing was charged."),
        ("pl", "Nic nie pobrano."),
        ("da", "Der er intet trukket."),
        ("et", "Raha ei võetud."),
    ] {
        assert!(is_discreet(language(code), text).is_err(), "{text}");
    }
}

#[test]
fn the_window_gets_sentences_labels_tokens_and_phrases() {
    let scripts = Scripts::builtin();
    let blue = Token::new(Colour::Blue, 2).unwrap();
    for (code, step, token, held) in [
        (
            "en",
            "Hold the basket",
            "blue 2",
            "I'll keep your basket here: blue 2. Take your time.",
        ),
        (
            "pl",
            "Odłóż zakupy",
            "niebieski 2",
            "Zakupy czekają tutaj: niebieski 2. Proszę się nie spieszyć.",
        ),
        (
            "da",
            "Gem kurven",
            "blå 2",
            "Jeg gemmer din kurv her: blå 2. Tag dig god tid.",
        ),
        (
            "et",
            "Pane ost ootele",
            "sinine 2",
            "Teie ost jääb siia ootele: sinine 2. Kiiret ei ole.",
        ),
        (
            "xx",
            "Hold the basket",
            "blue 2",
            "I'll keep your basket here: blue 2. Take your time.",
        ),
    ] {
        let language = language(code);
        assert_eq!(scripts.step(language, Step::Hold), step);
        assert_eq!(scripts.token(language, blue), token);
        assert_eq!(scripts.hold_say(language, token), held);
        let keys: Vec<_> = scripts.phrases(language).map(|(key, _)| key).collect();
        assert_eq!(keys, PhraseKey::ALL);
        for (_, phrase) in scripts.phrases(language) {
            assert!(!phrase.text.is_empty() && !phrase.sounds.is_empty());
        }
    }
}

#[test]
fn tokens_can_be_told_apart_and_fit_on_a_button() {
    let scripts = Scripts::builtin();
    for language in scripts.languages() {
        let tokens: BTreeSet<_> = Token::all()
            .map(|token| scripts.token(language, token))
            .collect();
        assert_eq!(tokens.len(), 54, "{language}");
        for token in tokens {
            assert!(token.chars().count() <= 18, "{token}");
            let said = scripts.hold_say(language, &token);
            assert!(
                said.chars().count() <= 87 && said.contains(&token),
                "{said}"
            );
        }
    }
}

/// The letters of the table in `assets/scripts/README.md`.
#[test]
fn respellings_use_only_the_letters_that_are_explained() {
    let scripts = Scripts::builtin();
    for language in scripts.languages() {
        for (_, phrase) in scripts.phrases(language) {
            let strange = phrase.sounds.chars().find(|c| {
                let letter = "abdefghijklmnoprstuvwz".contains(c.to_ascii_lowercase());
                !letter && !" -,".contains(*c)
            });
            assert_eq!(strange, None, "{}", phrase.sounds);
        }
    }
}

/// What the file of a language says, with something else in place of one part.
fn polish_with(part: &str, other: &str) -> Vec<String> {
    let files: Vec<_> = Scripts::builtin_files().collect();
    let changed: Vec<_> = files
        .iter()
        .map(|(name, text)| {
            let is_polish = *name == PL;
            assert!(!is_polish || text.contains(part), "{part}");
            let text = if is_polish {
                text.replacen(part, other, 1)
            } else {
                (*text).to_owned()
            };
            (*name, text)
        })
        .collect();
    let changed: Vec<_> = changed
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let problems = Scripts::parse(&changed).unwrap_err();
    problems.iter().map(Problem::to_string).collect()
}

#[test]
fn a_language_needs_all_of_its_lines() {
    let polish = Scripts::builtin_files()
        .find(|(name, _)| *name == PL)
        .unwrap()
        .1;
    let line_of = |part: &str| 1 + polish.lines().position(|it| it.starts_with(part)).unwrap();
    for (part, other, line, words) in [
        (
            "cash = \"Gotówka\"\n",
            "",
            line_of("[step]"),
            "[step] cash: is missing",
        ),
        (
            "paid = \"Zapłacono\"",
            "paid = \"Gotówka\"",
            line_of("paid"),
            "[step] paid: reads like step.cash",
        ),
        (
            "say = \"Zakupy czekają tutaj: {token}. ",
            "say = \"",
            line_of("say = \"Zakupy"),
            "[hold] say: must have {token}",
        ),
        (
            "[step]",
            "[steps]",
            line_of("chip"),
            "[steps] chip: there is no \"steps\" here",
        ),
        (
            "blue = \"niebieski\"",
            "blue = \"niebieski\"\nred = \"czerwony\"",
            line_of("blue") + 1,
            "[colour] red: there is no \"red\" here",
        ),
        (
            "text = \"Dziękuję.\"",
            "text = \"Odrzucono.\"",
            line_of("text = \"Dziękuję"),
            "[phrase.thanks] text: \"odrzucono\" says",
        ),
    ] {
        let said = polish_with(part, other);
        let expected = format!("{PL}, line {line}: {words}");
        assert!(
            said.iter().any(|it| it.starts_with(&expected)),
            "{expected}: {said:?}"
        );
    }
}

#[test]
fn every_language_of_the_program_needs_its_file() {
    let files: Vec<_> = Scripts::builtin_files()
        .filter(|(name, _)| *name != PL)
        .collect();
    let said: Vec<_> = Scripts::parse(&files)
        .unwrap_err()
        .iter()
        .map(Problem::to_string)
        .collect();
    assert_eq!(
        said,
        ["pl.toml: there is no such file; write one with all lines in this language"]
    );
    let files: Vec<_> = Scripts::builtin_files()
        .chain([("Polish.toml", "")])
        .collect();
    let said = Scripts::parse(&files).unwrap_err();
    assert!(
        said[0]
            .to_string()
            .starts_with("Polish.toml: is not named after a language")
    );
}
