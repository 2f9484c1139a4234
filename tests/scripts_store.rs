//! A store's own words in place of those that come with the program, and what is said of mistakes.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tillside::domain::decline::{Care, Step};
use tillside::domain::hold::{Colour, Token};
use tillside::domain::language::Language;
use tillside::domain::script::{Line, PhraseKey, Problem, Scripts, is_drawable};
use tillside::runtime::config::Config;
use tillside::runtime::scripts;

fn language(code: &str) -> Language {
    Language::new(code).unwrap()
}

#[test]
fn a_store_says_some_lines_in_words_of_its_own() {
    let builtin = Scripts::builtin();
    let text = "[pl.payment.other_way]\nsay = \"Karta dziś kaprysi. Może inaczej?\"\n\
                [pl.hold]\ntoken = \"{number} {colour}\"\n\
                [en]\ncolour.violet = \"purple\"\n\
                [en.step]\n# nothing\n\
                [et.phrase.bag]\ntext = \"Kas kotti?\"\nsounds = \"kas KOT-ti\"\n\
                [da.phrase.wait]\nsounds = \"TAK\"\n";
    let (scripts, problems) = builtin.reworded("words.toml", text);
    assert_eq!(problems, []);
    let violet = Token::new(Colour::Violet, 3).unwrap();
    assert_eq!(
        scripts.say(language("pl"), Care::OtherWay),
        "Karta dziś kaprysi. Może inaczej?"
    );
    assert_eq!(scripts.token(language("pl"), violet), "3 fioletowy");
    assert_eq!(scripts.token(language("en"), violet), "purple 3");
    let bag = scripts.phrase(language("et"), PhraseKey::Bag);
    assert_eq!((bag.text, bag.sounds), ("Kas kotti?", "kas KOT-ti"));
    let wait = scripts.phrase(language("da"), PhraseKey::Wait);
    assert_eq!((wait.text, wait.sounds), ("Et øjeblik, tak.", "TAK"));
    let changed = builtin
        .languages()
        .flat_map(|it| Line::all().map(move |line| (it, line)));
    let changed = changed.filter(|(it, line)| scripts.line(*it, *line) != builtin.line(*it, *line));
    assert_eq!(changed.count(), 6);
    assert_eq!(
        builtin.reworded("words.toml", ""),
        (builtin.clone(), vec![])
    );
}

/// A store's file with one mistake, the line and the key that are named, and part of what is said.
const MISTAKES: &[(&str, usize, &str, &str)] = &[
    (
        "[pl.payment.other_way]\nsay = \"Karta odrzucona\"",
        2,
        "[pl.payment.other_way] say",
        "\"odrzucona\" says or hints at a reason",
    ),
    (
        "[en.payment.other_way]\n\nhint = \"Ask the BANK\"",
        3,
        "[en.payment.other_way] hint",
        "\"bank\" says",
    ),
    (
        "[en.step]\ncash = \"Cash or something else\"",
        2,
        "[en.step] cash",
        "22 characters and at most 18 fit",
    ),
    ("[en.step]\ncash = \"\"", 2, "[en.step] cash", "is empty"),
    ("[en.step]\ncash = 5", 2, "[en.step] cash", "must be a text"),
    (
        "[en.step.cash]\nx = \"a\"",
        2,
        "[en.step.cash] x",
        "has nothing below it",
    ),
    ("[en.step.cash]", 1, "[en.step] cash", "must be a text"),
    (
        "[en.step]\ncash = \"Cash\\tonly\"",
        2,
        "[en.step] cash",
        "control character",
    ),
    (
        "[en.step]\ncash = \"\"\"\nCash\n\"\"\"",
        2,
        "[en.step] cash",
        "control character",
    ),
    (
        "[en.step]\ncash = \"Cash \u{2713}\"",
        2,
        "[en.step] cash",
        "U+2713",
    ),
    (
        "[en.step]\npaid = \"Cash\"",
        2,
        "[en.step] paid",
        "reads like en.step.cash",
    ),
    (
        "[en.step]\nmoney = \"Cash\"",
        2,
        "[en.step] money",
        "you may write again, cash, chip",
    ),
    (
        "[en.hold]\nsay = \"Take your time.\"",
        2,
        "[en.hold] say",
        "must have {token}",
    ),
    (
        "[en.hold]\nsay = \"{token} {name}\"",
        2,
        "[en.hold] say",
        "only {token}",
    ),
    (
        "[en.colour]\nblue = \"Green\"",
        2,
        "[en.colour] blue",
        "reads like en.colour.green",
    ),
    (
        "[en.payment.otherway]\nsay = \"x\"",
        2,
        "[en.payment.otherway] say",
        "there is no \"otherway\" here; you may write connection, insert_chip",
    ),
    (
        "[en.payment]\nother_way = \"x\"",
        2,
        "[en.payment] other_way",
        "is a section; in it you may write hint, say",
    ),
    (
        "[en.weather]",
        1,
        "[en] weather",
        "you may write colour, hold, payment, phrase, step",
    ),
    ("en = \"x\"", 1, "en", "is a section"),
    (
        "[payment.other_way]\nsay = \"x\"",
        2,
        "[payment.other_way] say",
        "\"payment\" is no language here; begin the section with one of da, en, et, pl",
    ),
    (
        "[xx.step]\ncash = \"x\"",
        2,
        "[xx.step] cash",
        "\"xx\" is no language",
    ),
    (
        "[en.phrase.bag]\ntext = \"A bag?\"",
        2,
        "[en.phrase.bag] text",
        "comes without sounds",
    ),
    (
        "[en.phrase.bag]\ntext = \"A bag?\"\nsounds = \"uh bæg\"",
        3,
        "[en.phrase.bag] sounds",
        "is no syllable",
    ),
    (
        "[en.step]\ncash = \"a\"\ncash = \"b\"",
        3,
        "\"cash = \\\"b\\\"\"",
        "duplicate key",
    ),
    ("[en.step\n", 1, "\"[en.step\"", ""),
];

#[test]
fn each_mistake_of_a_store_is_named_with_its_line_and_costs_no_text() {
    let builtin = Scripts::builtin();
    for (text, line, key, words) in MISTAKES {
        let (scripts, problems) = builtin.reworded("words.toml", text);
        let said: Vec<_> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(said.len(), 1, "{text}: {said:?}");
        let start = format!("words.toml, line {line}: {key}: ");
        assert!(said[0].starts_with(&start), "{said:?}");
        assert!(said[0].contains(words), "{said:?}");
        assert_eq!(scripts, *builtin, "{text}");
    }
}

#[test]
fn one_bad_line_leaves_the_good_ones_beside_it() {
    let text = "[en.step]\ncash = \"Coins\"\nphone = \"Declined\"\nchip = \"Insert\"\n\
                [en.phrase.bag]\ntext = \"A carrier?\"\nsounds = \"\"\n\
                [en.colour]\nblue = \"green\"\ngreen = \"yellow\"\nwhite = \"snow\"\n";
    let (scripts, problems) = Scripts::builtin().reworded("words.toml", text);
    let lines: Vec<_> = problems.iter().map(|it| it.line).collect();
    // What green was to be called is yellow's name; back as green, it is what blue was to be called.
    assert_eq!(lines, [3, 7, 9, 10], "{problems:?}");
    let en = Language::ENGLISH;
    for (line, text) in [
        (Line::Step(Step::Cash), "Coins"),
        (Line::Step(Step::Phone), "Phone"),
        (Line::Step(Step::Chip), "Insert"),
        (Line::Text(PhraseKey::Bag), "Would you like a bag?"),
        (Line::Sounds(PhraseKey::Bag), "wud ju LAIK uh baeg"),
        (Line::Colour(Colour::Blue), "blue"),
        (Line::Colour(Colour::Green), "green"),
        (Line::Colour(Colour::White), "snow"),
    ] {
        assert_eq!(scripts.line(en, line), text);
    }
    let swapped = "[en.colour]\nblue = \"green\"\ngreen = \"blue\"";
    let (scripts, problems) = Scripts::builtin().reworded("words.toml", swapped);
    assert_eq!(problems, []);
    assert_eq!(scripts.colour(en, Colour::Blue), "green");
}

proptest! {
    /// Whatever a store writes, every line of every language is there and fit to be shown.
    #[test]
    fn no_file_takes_a_line_away(
        lines in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<String>()), 0..8),
        noise in any::<String>(),
    ) {
        let builtin = Scripts::builtin();
        let languages: Vec<_> = builtin.languages().collect();
        let all: Vec<_> = Line::all().collect();
        let mut text = String::new();
        for (language, line, said) in &lines {
            let (language, line) = (language.get(&languages), line.get(&all));
            let said = toml::Value::from(said.as_str());
            writeln!(text, "{language}.{} = {said}", line.key()).unwrap();
        }
        for text in [text.as_str(), noise.as_str()] {
            let (scripts, _) = builtin.reworded("words.toml", text);
            for language in builtin.languages() {
                for line in Line::all() {
                    let text = scripts.line(language, line);
                    prop_assert!(!text.trim().is_empty() && text.chars().all(is_drawable), "{:?}", text);
                    prop_assert!(text.chars().count() <= line.limit());
                }
            }
        }
    }
}

#[test]
fn the_configuration_names_the_file_from_where_it_is_itself() {
    let config = Config::parse("[store]\nscripts = \"our words.toml\"").unwrap();
    for (file, words) in [
        ("/etc/tillside.toml", "/etc/our words.toml"),
        ("tillside.toml", "our words.toml"),
    ] {
        let found = config.scripts_beside(Path::new(file));
        assert_eq!(found.as_deref(), Some(Path::new(words)));
    }
    assert_eq!(Config::default().scripts_beside(Path::new("x.toml")), None);
    let problems = Config::parse("\n[store]\nscripts = 'words/'").unwrap_err();
    assert!(
        problems[0]
            .to_string()
            .starts_with("line 3: [store] scripts: \"words/\" is no path"),
        "{problems:?}"
    );
}

#[test]
fn a_file_that_cannot_be_used_is_told_of_and_every_line_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tillside.toml");
    let config = Config::parse("[store]\nscripts = \"words.toml\"").unwrap();
    let load = || scripts::load(&config, &file);
    let (found, problems) = load();
    assert_eq!(found, *Scripts::builtin());
    assert!(
        problems[0]
            .to_string()
            .contains("words.toml: cannot be read"),
        "{problems:?}"
    );
    let words = "[en.step]\ncash = \"Coins\"\nphone = \"Bank\"";
    fs::write(folder.path().join("words.toml"), words).unwrap();
    let (found, problems) = load();
    assert_eq!(found.step(Language::ENGLISH, Step::Cash), "Coins");
    assert_eq!(found.step(Language::ENGLISH, Step::Phone), "Phone");
    assert_eq!((problems.len(), problems[0].line), (1, 3));
    let (found, problems) = scripts::load(&Config::default(), &file);
    assert_eq!((found, problems), (Scripts::builtin().clone(), vec![]));
}
