//! Members, gifts and their rules over the API: who may see and change them, and what is said about what
//! cannot be.

use super::desk::{Served, limits, regulars};
use tillside::client::{Client, Error};
use tillside::domain::gift::rules::EXAMPLE;
use tillside::engine::api::{GiftsQuestion, GiftsText};
use tillside::web::Scope;

const DAY: &str = "from=2026-11-22&to=2026-11-22";

fn question(text: &str, days: u16) -> GiftsQuestion {
    let text = text.to_owned();
    GiftsQuestion { text, days }
}

#[test]
fn a_manager_sees_members_and_gifts_with_names() {
    let served = Served::start(limits());
    let day = "2026-11-22".parse().unwrap();
    let told = served.client(Scope::Manager).loyalty(day, day).unwrap();
    assert_eq!(told, regulars::report(day, day));
    let first = told.report.due.first().unwrap();
    assert_eq!(told.names[&first.member].as_str(), "Marta");
    assert!(!format!("{told:?}").contains("Marta"));
}

#[test]
fn the_rules_are_begun_changed_and_tried() {
    let served = Served::start(limits());
    let manager = served.client(Scope::Manager);
    let none = manager.gift_rules().unwrap();
    assert_eq!((none.text, none.path), (None, None));
    let kept = manager.keep_gift_rules(EXAMPLE).unwrap();
    assert_eq!(kept.text.as_deref(), Some(EXAMPLE));
    assert_eq!(manager.gift_rules().unwrap(), kept);
    let trial = manager.try_gift_rules(&question(EXAMPLE, 7)).unwrap();
    assert_eq!((trial.sales, trial.rules.len()), (0, 10));
    assert_eq!((trial.to - trial.from).num_days(), 6);
}

#[test]
fn nobody_else_may() {
    let served = Served::start(limits());
    let day = "2026-11-22".parse().unwrap();
    let is_kept_out = |client: Client| {
        let answers = [
            client.loyalty(day, day).map(drop),
            client.gift_rules().map(drop),
            client.keep_gift_rules(EXAMPLE).map(drop),
            client.try_gift_rules(&question(EXAMPLE, 1)).map(drop),
        ];
        answers.map(|answer| matches!(answer, Err(Error::Unauthorised)))
    };
    for scope in [Scope::Till, Scope::Store, Scope::Panel] {
        assert_eq!(is_kept_out(served.client(scope)), [true; 4], "{scope:?}");
    }
    assert_eq!(is_kept_out(served.client(Scope::Manager)), [false; 4]);
}

#[test]
fn what_cannot_be_is_told_with_its_reason() {
    let served = Served::start(limits());
    let manager = served.client(Scope::Manager);
    let refused = |answer: Result<(), Error>| match answer {
        Err(Error::Failed { code, message }) => (code, message),
        other => panic!("{other:?}"),
    };
    let keep = |text: &str| refused(manager.keep_gift_rules(text).map(drop));
    let attempt =
        |text: &str, days| refused(manager.try_gift_rules(&question(text, days)).map(drop));
    let odd = EXAMPLE.replace("schema = 1", "schema = 1\ncolour = 3");
    let long = EXAMPLE.to_owned() + &"#".repeat(GiftsText::MAX);
    let full = format!("{EXAMPLE}# a full disk\n");
    for ((code, message), expected, words) in [
        (keep(&odd), "bad_setting", "colour"),
        (keep(&long), "bad_setting", "256 KiB"),
        (keep(&full), "config_unwritten", "said so"),
        (attempt(&odd, 7), "bad_setting", "colour"),
        (attempt(EXAMPLE, 0), "bad_setting", "1 to 366 days"),
        (attempt(EXAMPLE, 367), "bad_setting", "1 to 366 days"),
    ] {
        assert_eq!(code, expected, "{message}");
        assert!(message.contains(words), "{message}");
    }
    assert_eq!(manager.gift_rules().unwrap().text, None, "nothing was kept");
    let longest = EXAMPLE.to_owned() + &"#".repeat(GiftsText::MAX - EXAMPLE.len());
    manager.keep_gift_rules(&longest).unwrap();
    let body = format!(r#"{{"text":"{}"}}"#, "x".repeat(2 * GiftsText::MAX + 1024));
    let answer = served.send(Scope::Manager, "PUT", "/v1/settings/gifts", &body);
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
}

#[test]
fn a_wrong_question_says_what_is_wrong() {
    let served = Served::start(limits());
    for (query, status, code) in [
        ("from=2026-11-22", 400, "bad_query"),
        ("from=2026-11-22&to=2026-11-21", 400, "bad_period"),
        ("from=2025-11-21&to=2026-11-22", 400, "bad_period"),
        ("from=2026-11-22&to=2026-11-22&till=1", 400, "bad_query"),
    ] {
        let path = format!("/v1/reports/loyalty?{query}");
        let answer = served.send(Scope::Manager, "GET", &path, "");
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (status, code),
            "{path}"
        );
    }
    served.break_figures("the journal is damaged; restore a backup");
    let path = format!("/v1/reports/loyalty?{DAY}");
    let answer = served.send(Scope::Manager, "GET", &path, "");
    assert_eq!((answer.status, answer.code().as_str()), (500, "no_figures"));
    let body = serde_json::to_string(&question(EXAMPLE, 7)).unwrap();
    let answer = served.send(Scope::Manager, "POST", "/v1/reports/gifts-dry-run", &body);
    assert_eq!((answer.status, answer.code().as_str()), (500, "no_figures"));
}
