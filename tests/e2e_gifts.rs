//! `tillside gifts` with the built program.
#![cfg(test)]

use chrono::NaiveDate;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tillside::domain::code::{Day, Till};
use tillside::domain::document::Kind;
use tillside::domain::event::{
    DocumentEnded, Elsewhere, Entry, Event, JournalMark, Loyalty, MemberServed, Series,
};
use tillside::domain::member::Member;
use tillside::domain::receipt::Receipt;
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
            total_minor: Some(100 * sale),
            refund: sale == 7,
            void: sale == 8,
            ..DocumentEnded::of(Kind::Sale)
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
        "large: 28 given, 28 times to customers who are not known, at a cost of 35.00; mostly not: too-small (546)\n",
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
    assert_eq!((of(0, "to_members"), of(0, "to_unknown")), (0, 4));
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

const FOR_MEMBERS: &str = r#"
schema = 1
seed = "0123456789abcdef"
[global]
per_customer = { max = 100, per_days = 90 }
contacts = { max = 1000, per_days = 30 }
min_days_between = 1
[[gift]]
id = "fifth"
when = { event = "sale", nth_visit = 5 }
who = { card = true }
give = { cost = 100, label = { en = "x", pl = "x", da = "x", et = "x" } }
[[gift]]
id = "back"
when = { event = "sale", overdue_ratio_min = 2.5, min_visits = 4 }
who = { card = true }
hold_out = 0.0
give = { cost = 20, label = { en = "x", pl = "x", da = "x", et = "x" } }
[[gift]]
id = "birthday"
when = { event = "sale", birthday_window_days = 7 }
who = { card = true, consent = "birthday" }
hold_out = 0.0
give = { cost = 90, label = { en = "x", pl = "x", da = "x", et = "x" } }
[[gift]]
id = "weekly"
when = { event = "sale" }
who = { card = true }
per_customer = { max = 1, per_days = 7 }
hold_out = 0.0
give = { cost = 3, label = { en = "x", pl = "x", da = "x", et = "x" } }
"#;

/// A sale on a day of October at an hour in UTC, and whose it was; so long after it was that known.
struct Bought {
    day: u32,
    hour: u32,
    member: Option<(u64, i64)>,
}

fn bought(day: u32, hour: u32, member: u64) -> Bought {
    let member = Some((member, 0));
    Bought { day, hour, member }
}

/// A journal with these sales, and what else happened with members before them.
fn journal_of(folder: &Path, before: &[Loyalty], sales: &[Bought]) {
    let series = Series {
        store: Default::default(),
        counter: Default::default(),
    };
    let mut writer = Writer::new(folder.join(FILE), series);
    for fact in before {
        writer.accept(Entry {
            at: Timestamp(1_780_000_000_000),
            event: Event::Loyalty(*fact),
        });
    }
    for sale in sales {
        let date = NaiveDate::from_ymd_opt(2026, 10, sale.day).unwrap();
        let at = date.and_hms_opt(sale.hour, 0, 0).unwrap().and_utc();
        let at = at.timestamp_millis();
        let document = DocumentEnded {
            total_minor: Some(500),
            ..DocumentEnded::of(Kind::Sale)
        };
        let event = Event::DocumentEnded(document);
        let mut batch = vec![Entry {
            at: Timestamp(at),
            event,
        }];
        if let Some((member, later_ms)) = sale.member {
            let served = MemberServed {
                member: Member(member),
                receipt: Receipt::new(series, at.unsigned_abs()),
                day: Day::from_date(date).unwrap(),
                total_minor: 500,
                by: None,
                max: 0,
            };
            batch.push(Entry {
                at: Timestamp(at + later_ms),
                event: Event::Loyalty(Loyalty::MemberServed(served)),
            });
        }
        writer.accept_together(&batch, Vec::new());
    }
    writer.commit().unwrap();
}

/// Sales of October, in their order; so many people come on two days in a row, besides those with a story.
fn october(twice: u64) -> Vec<Bought> {
    // Member 1 comes on six days in a row and has the fifth visit within the window, twice on one day;
    // member 2 stays away for long; member 3 was here once; 4 and 5 are one person with the fifth visit;
    // 6 is staff; 7 shows the card too late.
    let mut sales = vec![
        bought(1, 10, 1),
        bought(2, 10, 1),
        bought(2, 18, 1),
        bought(3, 10, 1),
        bought(4, 10, 1),
        bought(5, 10, 1),
        bought(5, 12, 1),
        bought(6, 10, 1),
    ];
    sales.extend([bought(1, 11, 2), bought(2, 11, 2), bought(3, 11, 2)]);
    sales.extend([bought(20, 11, 2), bought(20, 12, 3)]);
    sales.extend([bought(1, 13, 4), bought(2, 13, 5), bought(3, 13, 4)]);
    sales.extend([bought(4, 13, 5), bought(20, 13, 5), bought(20, 14, 6)]);
    sales.push(Bought {
        day: 20,
        hour: 15,
        member: Some((7, 30_000)),
    });
    sales.push(Bought {
        day: 20,
        hour: 16,
        member: None,
    });
    for member in 30..30 + twice {
        sales.extend([bought(8, 10, member), bought(9, 10, member)]);
    }
    sales.sort_by_key(|sale| (sale.day, sale.hour));
    sales
}

#[test]
fn a_dry_run_calls_nothing_usual_before_the_counter_does() {
    for (twice, back) in [(29, 0), (30, 1)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join("gifts.toml"), FOR_MEMBERS).unwrap();
        let (one, other) = (Member(4), Member(5));
        let joined = [Loyalty::MembersMerged { one, other }];
        journal_of(path, &joined, &october(twice));
        let usual = ["dry-run", "gifts.toml", "--data", ".", "--json"];
        let window = ["--to", "2026-10-20", "--days", "1"];
        let (_, said) = gifts(path, &[&usual[..], &window].concat());
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(said["rules"][1]["given"], back, "{twice}: {said}");
    }
}

#[test]
fn a_dry_run_tells_how_many_people_would_have_had_what_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("gifts.toml"), FOR_MEMBERS).unwrap();
    // Two numbers that turn out to be one person's after each of them was given something.
    let sales = [bought(1, 10, 4), bought(1, 11, 5), bought(2, 10, 8)];
    journal_of(path, &[], &sales);
    let (one, other) = (Member(4), Member(5));
    let series = Series {
        store: Default::default(),
        counter: Default::default(),
    };
    let mut writer = Writer::new(path.join(FILE), series);
    writer.accept(Entry {
        at: Timestamp(1_791_000_000_000),
        event: Event::Loyalty(Loyalty::MembersMerged { one, other }),
    });
    writer.commit().unwrap();
    let usual = ["dry-run", "gifts.toml", "--data", ".", "--to", "2026-10-02"];
    let (status, said) = gifts(path, &usual);
    assert_eq!(status, Some(0), "{said}");
    for words in [
        "weekly: 3 given to 2 members, at a cost of 0.09",
        "fifth: 0 given, at a cost of 0.00",
        "in all: 3 given to 2 members, at a cost of 0.09\n",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_dry_run_counts_visits_at_other_counters_of_the_store() {
    for (elsewhere, given) in [(3, 0), (4, 1)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join("gifts.toml"), FOR_MEMBERS).unwrap();
        let series = Series {
            store: Default::default(),
            counter: Default::default(),
        };
        let mut writer = Writer::new(path.join(FILE), series);
        for (seq, day) in (1..).zip(1..=elsewhere) {
            let date = NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
            let at = date.and_hms_opt(10, 0, 0).unwrap().and_utc();
            let at = Timestamp(at.timestamp_millis());
            let what = Loyalty::MemberServed(MemberServed {
                member: Member(8),
                receipt: Receipt(u64::from(day)),
                day: Day::from_date(date).unwrap(),
                total_minor: 500,
                by: None,
                max: 0,
            });
            let event = Event::LoyaltyElsewhere(Elsewhere {
                counter: Till::new(2).unwrap(),
                journal: JournalMark(7),
                seq,
                at,
                what,
            });
            writer.accept(Entry { at, event });
        }
        writer.commit().unwrap();
        drop(writer);
        journal_of(path, &[], &[bought(20, 10, 8)]);
        let usual = ["dry-run", "gifts.toml", "--data", ".", "--json"];
        let window = ["--to", "2026-10-20", "--days", "1"];
        let (_, said) = gifts(path, &[&usual[..], &window].concat());
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(said["rules"][0]["given"], given, "{elsewhere}: {said}");
    }
}

#[test]
fn a_dry_run_knows_how_often_members_came() {
    // Ten gaps are those of 1, 2 and the person with 4 and 5: forty are enough to know what is usual.
    let sales = october(30);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("gifts.toml"), FOR_MEMBERS).unwrap();
    let (one, other, staff) = (Member(4), Member(5), Member(6));
    let before = [
        Loyalty::MembersMerged { one, other },
        Loyalty::CardOfStaff {
            member: staff,
            staff: true,
        },
    ];
    journal_of(path, &before, &sales);
    let run = |to: &str, days: &str| {
        let usual = ["dry-run", "gifts.toml", "--data", ".", "--json"];
        let window = ["--to", to, "--days", days];
        let (status, said) = gifts(path, &[&usual[..], &window].concat());
        assert_eq!(status, Some(0), "{said}");
        serde_json::from_str::<Value>(&said).unwrap()
    };
    for (to, days, sales, members, given, to_members) in [
        // The fifth visit; and one gift a day.
        ("2026-10-05", "1", 2, 2, [1, 0, 0, 0], 1),
        // One week's gift each for 1, 2 and the person with 4 and 5, and no more for the days after.
        ("2026-10-03", "3", 10, 10, [0, 0, 0, 3], 3),
        // The fifth visit of 4 and 5 together; member 2 is back; the weekly one for member 3.
        ("2026-10-20", "1", 6, 4, [1, 1, 0, 1], 3),
    ] {
        let said = run(to, days);
        let found = [0, 1, 2, 3].map(|rule| said["rules"][rule]["given"].as_u64().unwrap());
        assert_eq!(said["sales"], sales, "{to}: {said}");
        assert_eq!(said["of_members"], members, "{to}: {said}");
        assert_eq!(found, given, "{to}: {said}");
        assert_eq!(said["to_members"], to_members, "{to}: {said}");
        assert_eq!(said["to_unknown"], 0, "{to}: {said}");
    }
    let unknown = &run("2026-10-20", "1")["unknown"];
    let all = ["birthdays", "goods", "who wants no gifts", "temperatures"];
    assert_eq!(*unknown, serde_json::json!(all));
    let (_, said) = gifts(
        path,
        &[
            "dry-run",
            "gifts.toml",
            "--data",
            ".",
            "--to",
            "2026-10-20",
            "--temperature",
            "3",
        ],
    );
    let last = "4 of the sales were members'; not known: birthdays, goods, who wants no gifts\n";
    assert!(said.ends_with(last), "{said}");
}
