//! Nobody is embarrassed: with a note on the screen, no word that says or hints at a reason is in
//! anything that is painted, told to screen readers or written on the window. What is on the screen
//! then is written down, language by language, in `tests/snapshots/notes`.

use crate::layout;
use crate::moments::{cases, lines, note, one_basket, token};
use crate::stage::{self, Looks, PLAIN, Stage, TALL, calm, language, live, words};
use egui_kittest::kittest::NodeT as _;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tillside::domain::decline::Care;
use tillside::domain::script::is_discreet;
use tillside::engine::api::{Command, Refusal, View};
use tillside::ui::screen::{Asked, Held, Refused};
use tillside::ui::{Page, Screen};

const LANGUAGES: [&str; 4] = ["en", "pl", "da", "et"];

/// The list that the project was given, by language; see `tests/data/README.md`.
fn stems() -> BTreeMap<String, Vec<String>> {
    let text = include_str!("../data/forbidden_words.json");
    let file: BTreeMap<String, BTreeMap<String, Vec<String>>> =
        serde_json::from_str(text).expect("the list");
    file.into_values().next().expect("one list")
}

/// Everything that somebody could read or hear of the window now.
pub(crate) fn all_words(stage: &Stage) -> Vec<String> {
    let mut found = layout::said(&stage.harness);
    for node in stage.harness.root().children_recursive() {
        let node = node.accesskit_node();
        found.extend(node.label());
        found.extend(node.value());
        found.extend(node.data().description().map(str::to_owned));
        found.extend(node.data().tooltip().map(str::to_owned));
        found.extend(node.data().placeholder().map(str::to_owned));
        found.extend(node.data().state_description().map(str::to_owned));
    }
    let output = stage.harness.output();
    let commands = output
        .viewport_output
        .values()
        .flat_map(|one| &one.commands);
    // A view that wrote a title would be a mistake, whatever it wrote.
    found.extend(commands.map(|command| format!("{command:?}")));
    found.extend(
        output
            .platform_output
            .events
            .iter()
            .map(|event| format!("{event:?}")),
    );
    found
}

/// The words that should not be there, with what they stand in.
pub(crate) fn indiscreet(said: &[String], code: &str) -> Vec<String> {
    let stems = &stems()[code];
    let mut found = Vec::new();
    for text in said {
        let small = text.to_lowercase();
        let stem = stems.iter().find(|stem| small.contains(stem.as_str()));
        found.extend(stem.map(|stem| format!("{code}: {stem:?} in {text:?}")));
        let rule = is_discreet(language(code), text).err();
        found.extend(rule.map(|word| format!("{code}: {word} in {text:?}")));
    }
    found
}

/// A window in this language; panels are so high that all of a page is in sight.
fn window(language: &'static str, size: [u16; 2]) -> Stage {
    let looks = Looks {
        language,
        size,
        ..PLAIN
    };
    Stage::panel(live(calm()), Page::Home, looks)
}

/// Shows a note beside whatever else there is, with its line in some language.
fn show(stage: &mut Stage, care: Care, line: &str, (with, screen): (View, &Screen)) {
    let view = View {
        prompt: note(care).prompt,
        ..with
    };
    let screen = Screen {
        said_in: Some((7, language(line))),
        ..screen.clone()
    };
    stage.show(live(view), screen);
}

#[test]
fn no_word_of_a_note_says_or_hints_why() {
    let mut problems = Vec::new();
    for code in LANGUAGES {
        let mut stage = window(code, TALL.size);
        for care in Care::ALL {
            for line in LANGUAGES {
                show(&mut stage, care, line, (calm(), &Screen::default()));
                let said = all_words(&stage);
                let script = words(line).scripts.say(language(line), care).to_owned();
                assert!(said.iter().any(|text| text.contains(&script)), "{said:#?}");
                problems.extend(indiscreet(&said, code));
                problems.extend(indiscreet(&said, line));
            }
        }
    }
    problems.sort();
    problems.dedup();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn nothing_beside_a_note_says_or_hints_why() {
    let strip = Screen {
        is_wide: false,
        ..Screen::default()
    };
    let refused = Screen {
        refused: Some(Refused {
            asked: Asked::Command(Command::OpenNote),
            why: Refusal::NoSuchStep,
        }),
        ..Screen::default()
    };
    let mut problems = Vec::new();
    for code in LANGUAGES {
        let (mut panel, mut narrow) = (window(code, TALL.size), window(code, [72, 720]));
        for care in Care::ALL {
            show(&mut panel, care, code, (stage::troubled(), &refused));
            show(&mut narrow, care, code, (calm(), &strip));
            for stage in [&panel, &narrow] {
                problems.extend(indiscreet(&all_words(stage), code));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The other pages may be looked at meanwhile, and the sentence about a basket comes right after.
#[test]
fn no_word_of_a_page_says_or_hints_why() {
    let mut problems = Vec::new();
    for code in LANGUAGES {
        let mut stage = window(code, TALL.size);
        for page in [
            Page::Home,
            Page::Devices,
            Page::Codes,
            Page::Care,
            Page::Phrases,
            Page::Member,
            Page::Gifts,
        ] {
            let mut views = vec![calm(), stage::observing(), stage::troubled(), cases()];
            views.extend(lines().into_iter().map(|(_, view)| view));
            for view in views {
                let screen = Screen {
                    page,
                    ..Screen::default()
                };
                stage.show(live(view), screen);
                problems.extend(indiscreet(&all_words(&stage), code));
            }
        }
        let held = Some(Held {
            token: token("green 3"),
            language: None,
        });
        let screen = Screen {
            held,
            ..Screen::default()
        };
        stage.show(live(one_basket("green 3")), screen);
        problems.extend(indiscreet(&all_words(&stage), code));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// What the tests above look for is found where it is.
#[test]
fn a_word_that_should_not_be_there_is_found() {
    for (code, text) in [
        ("en", "Declined"),
        ("en", "a credit LIMIT"),
        ("pl", "Odmowa"),
        ("pl", "brak środków"),
        ("da", "Kortet er spærret"),
        ("et", "Limiit"),
    ] {
        assert_ne!(indiscreet(&[text.to_owned()], code), [""; 0], "{text}");
    }
    assert_eq!(indiscreet(&["A small hitch".to_owned()], "en"), [""; 0]);
}

/// Nobody has to run the program to read what it says. `UPDATE_SNAPSHOTS=1` writes it anew.
#[test]
fn a_note_says_this() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/notes");
    let mut problems = Vec::new();
    for code in LANGUAGES {
        let mut now = String::new();
        let mut stage = window(code, TALL.size);
        for care in Care::ALL {
            show(&mut stage, care, code, (calm(), &Screen::default()));
            let said = layout::said(&stage.harness);
            writeln!(now, "# {}\n{}\n", care.name(), said.join("\n")).expect("a text");
        }
        let file = folder.join(format!("{code}.txt"));
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            fs::write(&file, &now).expect("a folder for texts");
        }
        let known = fs::read_to_string(&file).unwrap_or_default();
        if known != now {
            let new = file.with_extension("new.txt");
            fs::write(&new, now).expect("a folder for texts");
            problems.push(format!("{code}: look at {}", new.display()));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
