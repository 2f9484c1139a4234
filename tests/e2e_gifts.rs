//! `tillside gifts` with the built program.
#![cfg(test)]

use chrono::NaiveDate;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tillside::domain::document::Kind;
use tillside::domain::event::{DocumentEnded, Entry, Event, Series};
use tillside::domain::time::Timestamp;
use tillside::journal::{FILE, Writer};

const BAD: &str = "schema = 1\nseed = \"0123456789abcdef\"\ntimezone = \"Europe/Tallinn\"\n\
                   [global]\nhold_out = 2\n[[gift]]\nid = \"beer\"\n";

/// The exit status and what was printed.
fn gifts(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
    let command = command
        .current_dir(folder)
        .env("TZ", "UTC")
        .arg("gifts")
        .args(arguments);
    let output = command.output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code(), said)
}

#[test]
fn a_check_names_file_and_line_and_has_the_status_of_its_answer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let (status, example) = gifts(path, &["example"]);
    assert_eq!(status, Some(0));
    fs::write(path.join("good.toml"), &example).unwrap();
    fs::write(path.join("bad.toml"), BAD).unwrap();
    for (arguments, status, words) in [
        (
            &["check", "good.toml"][..],
            0,
            &["good.toml can be used: 10 rules\n"][..],
        ),
        (
            &["check", "bad.toml"],
            1,
            &[
                "remark: bad.toml, line 3: timezone: has no effect",
                "bad.toml, line 5: [global] hold_out: is 2; write a number from 0 to 1",
                "bad.toml, line 7: [gift beer] id: \"beer\" names alcohol",
                "bad.toml, line 6: [gift beer] when: is missing",
                "\n5 problems\n",
            ],
        ),
        (&["check", "none.toml"], 2, &["cannot read none.toml: "]),
        (&["check"], 2, &["<FILE>"]),
    ] {
        let (found, said) = gifts(path, arguments);
        assert_eq!(found, Some(status), "{arguments:?}: {said}");
        for words in words {
            assert!(said.contains(words), "{arguments:?}: {said}");
        }
    }
    let (status, said) = gifts(path, &["check", "--json", "bad.toml"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(status, Some(1));
    assert_eq!(said["problems"].as_array().unwrap().len(), 5);
    assert_eq!(said["problems"][0]["line"], 5);
    assert_eq!(said["remarks"][0]["key"], "timezone");
    let (status, said) = gifts(path, &["check", "--json", "good.toml"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (status, said["problems"].as_array().map(Vec::len)),
        (Some(0), Some(0))
    );
    assert_eq!(said["rules"][3], "tenth-visit");
}

/// Ninety sales a day, from 10:00 to 19:00 in UTC.
fn journal(folder: &Path, days: i64) {
    let series = Series {
        store: Default::default(),
        counter: Default::default(),
    };
    let mut writer = Writer::new(folder.join(FILE), series);
    let first = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
    let begin = first.and_hms_opt(10, 0, 0).unwrap().and_utc();
    for (day, sale) in (0..days).flat_map(|day| (0..90).map(move |sale| (day, sale))) {
        let document = DocumentEnded {
            kind: Kind::Sale,
            items: None,
            served_ms: None,
            waited_s: None,
            total_minor: Some(100 * sale),
            currency: None,
            tender: None,
            refund: sale == 7,
            void: sale == 8,
            copy: false,
            trusted: true,
        };
        writer.accept(Entry {
            at: Timestamp(begin.timestamp_millis() + day * 86_400_000 + sale * 6 * 60_000),
            event: Event::DocumentEnded(document),
        });
    }
    writer.commit().unwrap();
}

const TRIED: &str = r#"
schema = 1
seed = "0123456789abcdef"
[[gift]]
id = "large"
when = { event = "sale", basket_min = 8000 }
who = { anonymous = true }
stock = { per_day = 4 }
hold_out = 0.0
give = { cost = 125, label = { en = "x", pl = "x", da = "x", et = "x" } }
[[gift]]
id = "hot"
when = { event = "sale", temp_min_c = 28 }
who = { anonymous = true }
hold_out = 0.0
budget = { per_day = 100 }
give = { cost = 50, label = { en = "x", pl = "x", da = "x", et = "x" } }
[[gift]]
id = "paced"
when = { event = "sale" }
who = { anonymous = true }
hold_out = 0.0
stock = { per_day = 30 }
chance = "pace"
give = { cost = 10, label = { en = "x", pl = "x", da = "x", et = "x" } }
[[gift]]
id = "sweet"
when = { event = "manual" }
who = { anonymous = true }
give = { cost = 5, label = { en = "x", pl = "x", da = "x", et = "x" } }
"#;

#[test]
fn a_dry_run_tells_what_the_last_sales_would_have_cost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    journal(path, 42);
    fs::write(path.join("gifts.toml"), TRIED).unwrap();
    fs::write(path.join("bad.toml"), BAD).unwrap();
    let run = |more: &[&str]| {
        let usual = ["dry-run", "gifts.toml", "--data", ".", "--to", "2026-11-11"];
        gifts(path, &[&usual, more].concat())
    };
    let (status, said) = run(&[]);
    assert_eq!(status, Some(0), "{said}");
    for words in [
        "2026-11-05 to 2026-11-11: 616 sales\n",
        "large: 28 given, at a cost of 35.00; mostly not: too-small (546)\n",
        "hot: 0 given, at a cost of 0.00; mostly not: weather-unknown (588)\n",
        "sweet: follows no sale, so that it was not tried\n",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let (_, said) = run(&["--temperature", "30", "--days", "1", "--json"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (&said["from"], &said["sales"]),
        (&"2026-11-11".into(), &88.into())
    );
    let of = |rule: usize, key: &str| said["rules"][rule][key].as_u64().unwrap();
    assert_eq!(
        (of(0, "given"), of(1, "given"), of(1, "cost_minor")),
        (4, 2, 100)
    );
    assert!((20..=30).contains(&of(2, "given")), "{said}");
    assert_eq!(said["rules"][3]["follows_sale"], false);
    for (arguments, status, words) in [
        (&["dry-run", "bad.toml", "--data", "."][..], 1, "5 problems"),
        (
            &["dry-run", "gifts.toml", "--data", "none"],
            2,
            "there is no journal in none",
        ),
    ] {
        let (found, said) = gifts(path, arguments);
        assert_eq!(found, Some(status), "{said}");
        assert!(said.contains(words), "{said}");
    }
}
