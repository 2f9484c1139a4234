//! What the configuration says about the survey: the store's own words and the thank-you.
#![cfg(test)]

use tillside::domain::language::Language;
use tillside::engine::api::Words;
use tillside::runtime::config::{Config, Remark};

fn survey(keys: &str) -> Result<Config, String> {
    let text = format!("[store]\nlanguage = 'pl'\ncurrency = 'PLN'\n[survey]\n{keys}");
    let said = |problems: Vec<Remark>| problems.iter().map(Remark::to_string).collect();
    Config::parse(&text).map_err(said)
}

#[test]
fn the_stores_own_words_are_the_same_for_all_or_by_language() {
    let keys = "question = { en = 'All there?', pl = 'Było?' }\nreward = 'kawa'\nreward_minimum = '20'\nreward_cap = 12";
    let config = survey(keys).unwrap();
    assert_eq!(config.reward_terms.minimum_minor, 2000);
    assert_eq!(config.reward_terms.cap, 12);
    let face = config.face();
    let question = face.question.as_ref().unwrap();
    for (language, text) in [("pl", "Było?"), ("en", "All there?"), ("da", "Było?")] {
        let language = Language::new(language).unwrap();
        assert_eq!(face.say(question, language), text, "{language}");
    }
    let reward = face.reward.unwrap();
    assert_eq!(reward.what, Words::Same("kawa".to_owned()));
    assert_eq!(reward.minimum.as_deref(), Some("20 PLN"));
    let bare = survey("").unwrap().face();
    assert_eq!((bare.question, bare.reward), (None, None));
}

#[test]
fn what_is_no_text_is_refused_with_its_line() {
    for (keys, said) in [
        (
            "question = { xx = 'a' }",
            "[survey] question: \"xx\" is not possible",
        ),
        ("question = 7", "[survey] question: must be a text in"),
        ("reward = {}", "[survey] reward: must be a text in"),
        ("reward = { pl = 3 }", "[survey] reward: must be a text in"),
        ("reward = ' '", "[survey] reward: this has 1 to 120"),
        ("reward_minimum = '3.00'", "set [survey] reward as well"),
        ("reward_cap = 3", "set [survey] reward as well"),
        ("reward = 'a'\nreward_cap = 0", "use 1 to 50"),
        ("reward = 'a'\nreward_cap = 51", "use 1 to 50"),
        ("reward = 'a'\nreward_minimum = 20", "must be a text"),
        ("reward = 'a'\nreward_minimum = '2.5'", "write it as in"),
        ("reward = 'a'\nreward_minimum = '-3.00'", "write it as in"),
        ("reward = 'a'\nreward_minimum = '1234567'", "write it as in"),
    ] {
        let found = survey(keys).unwrap_err();
        assert!(
            found.starts_with("line ") && found.contains(said),
            "{keys}: {found}"
        );
    }
}

#[test]
fn the_least_that_one_has_to_buy_is_said_as_it_is_written() {
    for (written, minor, said) in [
        ("20", 2000, Some("20 PLN")),
        ("19.50", 1950, Some("19.50 PLN")),
        ("0,05", 5, Some("0.05 PLN")),
        ("0.00", 0, None),
    ] {
        let keys = format!("reward = 'kawa'\nreward_minimum = '{written}'");
        let config = survey(&keys).unwrap();
        assert_eq!(config.reward_terms.minimum_minor, minor, "{written}");
        let reward = config.face().reward.unwrap();
        assert_eq!(reward.minimum.as_deref(), said, "{written}");
    }
    let usual = survey("reward = 'kawa'").unwrap().reward_terms;
    assert_eq!((usual.minimum_minor, usual.cap), (0, 10));
}

fn hub(text: &str) -> Result<Config, String> {
    let said = |problems: Vec<Remark>| problems.iter().map(Remark::to_string).collect();
    Config::parse(text).map_err(said)
}

#[test]
fn a_hub_is_called_encrypted_or_on_this_computer() {
    for (url, kept) in [
        ("https://s.example.com", "https://s.example.com"),
        ("https://s.example.com:8443/", "https://s.example.com:8443"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost", "http://localhost"),
    ] {
        let config = hub(&format!("[hub]\nurl = '{url}'\nca = 'ca.pem'")).unwrap();
        let hub = config.hub.unwrap();
        assert_eq!(hub.url, kept);
        assert_eq!(hub.token_file.to_str(), Some("hub.token"));
        assert_eq!(hub.ca.unwrap().to_str(), Some("ca.pem"));
    }
    assert_eq!(hub("").unwrap().hub, None);
}

#[test]
fn what_is_no_hub_is_refused_with_its_line() {
    for (text, said) in [
        (
            "[hub]\nurl = 'http://s.example.com'",
            "is no address of a hub",
        ),
        ("[hub]\nurl = 's.example.com'", "is no address of a hub"),
        (
            "[hub]\nurl = 'https://s.example.com/shop'",
            "is no address of a hub",
        ),
        (
            "[hub]\nurl = 'https://u:p@s.example.com'",
            "is no address of a hub",
        ),
        (
            "[hub]\nca = 'ca.pem'",
            "there is no hub; set [hub] url as well",
        ),
        (
            "[hub]\ntoken_file = 'a'",
            "there is no hub; set [hub] url as well",
        ),
        (
            "[hub]\nurl = 'https://s.example.com'\n[survey]\nlisten = '192.168.1.20:8080'",
            "answers come from one place",
        ),
    ] {
        let found = hub(text).unwrap_err();
        assert!(
            found.contains("line ") && found.contains(said),
            "{text}: {found}"
        );
    }
}
