//! The rules of a store in a real file, and what is new about them; no service.

use super::*;
use crate::domain::gift::rules::EXAMPLE;
use std::sync::mpsc::sync_channel;

/// A store with rules in a file that is not there yet.
fn store(folder: &Path) -> (PathBuf, GiftRules) {
    let config = Config::parse("[store]\ngifts = \"gifts.toml\"\n").unwrap();
    let (post, _heard) = sync_channel(1);
    let gifts = GiftRules::new(&config, &folder.join("tillside.toml"), &post);
    (folder.join("gifts.toml"), gifts)
}

fn rules_of(news: Option<News>) -> Option<usize> {
    news.map(|news| news.policy.rules().gifts.len())
}

#[test]
fn a_good_file_is_taken_whenever_it_changes_and_a_bad_one_never() {
    let folder = tempfile::tempdir().unwrap();
    let (file, mut gifts) = store(folder.path());
    let mut now = clock::instant();
    let first = EXAMPLE.split("[[gift]]  # 2").next().unwrap();
    for (text, expected, is_used) in [
        (None, None, false),
        (Some("schema = 2"), None, false),
        (Some(EXAMPLE), Some(10), true),
        (None, None, true),
        (Some("schema = 3"), None, true),
        (Some(first), Some(1), true),
    ] {
        match text {
            Some(text) => fs::write(&file, text).unwrap(),
            None => drop(fs::remove_file(&file)),
        }
        assert_eq!(rules_of(gifts.tend(now)), expected, "{text:?}");
        assert_eq!(gifts.is_used, is_used, "{text:?}");
        now += EVERY;
        assert_eq!(rules_of(gifts.tend(now)), None, "nothing is new");
        now += EVERY;
    }
    // It is not looked at all the time.
    assert!(gifts.tend(now).is_none());
    fs::write(&file, EXAMPLE).unwrap();
    assert!(gifts.tend(now + EVERY / 2).is_none());
    assert_eq!(rules_of(gifts.tend(now + EVERY)), Some(10));
}

#[test]
fn a_store_without_rules_looks_at_nothing() {
    let (post, _heard) = sync_channel(1);
    let path = Path::new("/none/tillside.toml");
    let mut gifts = GiftRules::new(&Config::default(), path, &post);
    assert!(gifts.tend(clock::instant()).is_none());
    assert_eq!(problems(&Config::default(), path), []);
}

#[test]
fn another_source_of_the_temperature_makes_what_was_known_unknown() {
    let folder = tempfile::tempdir().unwrap();
    let (file, mut gifts) = store(folder.path());
    let mut now = clock::instant();
    let reading = |run| Reading {
        run,
        temperature: None,
    };
    for (source, is_other, run) in [
        ("hand", false, None),
        ("file:a.txt", true, Some(1)),
        ("file:a.txt", false, Some(1)),
        ("file:bc.txt", true, Some(2)),
        ("hand", true, None),
        ("file:a.txt", true, Some(4)),
    ] {
        // A comment that is ever longer, so that each file differs.
        let comment = "#".repeat(usize::try_from(gifts.runs).unwrap() + source.len());
        let source = format!("source = \"{source}\" {comment}");
        let text = EXAMPLE.replace("source = \"hand\"", &source);
        fs::write(&file, text).unwrap();
        // Whatever the file system says of the time.
        gifts.seen = None;
        let news = gifts.tend(now).unwrap();
        assert_eq!(news.other_weather, is_other, "{source}");
        let heard = (1..9).filter(|run| gifts.has_asked_for(&reading(*run)));
        assert_eq!(
            heard.collect::<Vec<_>>(),
            run.into_iter().collect::<Vec<_>>(),
            "{source}"
        );
        now += EVERY;
    }
}

#[test]
fn what_is_wrong_names_the_file_and_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let (file, _) = store(folder.path());
    let config = Config::parse("[store]\ngifts = \"gifts.toml\"\n").unwrap();
    let said = || {
        let found = problems(&config, &folder.path().join("tillside.toml"));
        found.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let said_of_none = said();
    assert!(
        said_of_none[0].contains("[store] gifts"),
        "{said_of_none:?}"
    );
    fs::write(&file, EXAMPLE).unwrap();
    assert_eq!(said(), Vec::<String>::new());
    fs::write(&file, EXAMPLE.replace("hold_out = 0.10", "hold_out = 10")).unwrap();
    let said = said();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("gifts.toml, line ") && said[0].contains("hold_out"),
        "{said:?}"
    );
}
