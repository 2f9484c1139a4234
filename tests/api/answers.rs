//! Customers' answers over the API: who may see them, what is counted, and what can be noted down.

use super::desk::{NINE, Served, limits};
use tillside::client::Error;
use tillside::domain::code::{Day, Seq, Till};
use tillside::domain::kpi::answers::{ChangeText, Report, Wanted};
use tillside::domain::language::Language;
use tillside::domain::survey::{Marks, Recommend, Scores, Sheet};
use tillside::engine::answers::Answered;
use tillside::engine::api::{Command, Remark};
use tillside::engine::counter::Input;
use tillside::web::Scope;

fn sheet(number: u64, recommend: u8, marks: Marks) -> Input {
    let sheet = Sheet {
        number,
        till: Till::new(3).unwrap(),
        day: Day(2516),
        seq: Seq::default(),
        at: NINE,
        language: Language::ENGLISH,
        scores: Scores::first(Recommend::new(recommend).unwrap()),
        marks,
        comment: None,
        contact: None,
    };
    Input::Answered(Box::new(Answered {
        sheet,
        printed: None,
        waited: None,
    }))
}

const DAY: &str = "from=2026-11-22&to=2026-11-22";

fn wanted(without_marked: bool) -> Wanted {
    let day = "2026-11-22".parse().unwrap();
    Wanted {
        from: day,
        to: day,
        without_marked,
    }
}

#[test]
fn a_report_counts_the_answers_of_its_days() {
    let served = Served::start(limits());
    let manager = served.client(Scope::Manager);
    let marks = Marks {
        in_a_burst: true,
        ..Marks::default()
    };
    for number in 1..=12 {
        served.input(sheet(number, 10, Marks::default()));
    }
    served.input(sheet(13, 2, marks));
    // Behind the answers in the desk's queue.
    manager.command(Command::CorrectWaiting { by: 1 }).unwrap();
    let report = manager.answers(&wanted(false)).unwrap();
    assert_eq!((report.answers, report.marked.any), (13, 1));
    assert_eq!(report.score.counts.unwrap().detractors, 1);
    assert_eq!((report.funnel.answered, report.rows.len()), (13, 13));
    let report = manager.answers(&wanted(true)).unwrap();
    assert_eq!((report.answers, report.marked.any), (12, 1));
    assert!(report.score.figure.unwrap().value > 99.9);
    let path = "/v1/reports/answers?from=2026-11-20&to=2026-11-21";
    let empty = served.send(Scope::Manager, "GET", path, "");
    let empty: Report = serde_json::from_str(&empty.body).unwrap();
    assert_eq!((empty.answers, empty.weeks.len()), (0, 0));
}

#[test]
fn only_managers_see_answers_and_comments() {
    let served = Served::start(limits());
    for path in ["answers", "comments"] {
        let path = format!("/v1/reports/{path}?{DAY}");
        for scope in [Scope::Till, Scope::Store, Scope::Panel] {
            let answer = served.send(scope, "GET", &path, "");
            let expected = (403, "forbidden");
            assert_eq!((answer.status, answer.code().as_str()), expected, "{path}");
        }
        assert_eq!(served.send(Scope::Manager, "GET", &path, "").status, 200);
    }
    let remark = Remark::TickComment {
        number: 1,
        is_read: true,
    };
    for scope in [Scope::Till, Scope::Store, Scope::Panel] {
        let kept = served.client(scope).remark(&remark);
        assert!(matches!(kept, Err(Error::Unauthorised)), "{kept:?}");
    }
    served.client(Scope::Manager).remark(&remark).unwrap();
    let day = wanted(false).from;
    let comments = served.client(Scope::Manager).comments(day, day).unwrap();
    assert_eq!(comments, super::desk::archive::comments());
}

#[test]
fn a_wrong_question_says_what_is_wrong() {
    let served = Served::start(limits());
    for (query, code) in [
        ("from=2026-11-22", "bad_query"),
        ("from=2026-11-31&to=2026-11-22", "bad_query"),
        ("from=2026-11-22&to=2026-11-21", "bad_period"),
        ("from=2025-11-21&to=2026-11-22", "bad_period"),
        ("from=2026-11-22&to=2026-11-22&till=1", "bad_query"),
    ] {
        for path in ["answers", "comments"] {
            let path = format!("/v1/reports/{path}?{query}");
            let answer = served.send(Scope::Manager, "GET", &path, "");
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (400, code),
                "{path}"
            );
        }
    }
    let odd = format!("/v1/reports/answers?{DAY}&without_marked=perhaps");
    assert_eq!(served.send(Scope::Manager, "GET", &odd, "").status, 400);
    let year = "/v1/reports/answers?from=2025-11-22&to=2026-11-22";
    assert_eq!(served.send(Scope::Manager, "GET", year, "").status, 200);
    served.break_figures("the journal is damaged; restore a backup");
    for path in ["answers", "comments"] {
        let path = format!("/v1/reports/{path}?{DAY}");
        let answer = served.send(Scope::Manager, "GET", &path, "");
        assert_eq!((answer.status, answer.code().as_str()), (500, "no_figures"));
    }
}

#[test]
fn what_cannot_be_noted_down_is_told_with_its_reason() {
    let served = Served::start(limits());
    let long = "x".repeat(81);
    for (body, status, code) in [
        (r#"{"tick_comment":{"number":1,"is_read":false}}"#, 200, ""),
        (
            r#"{"tick_comment":{"number":9,"is_read":true}}"#,
            422,
            "bad_remark",
        ),
        (r#"{"tick_comment":{"number":1}}"#, 422, "bad_body"),
        (r#"{"remove_change":{"id":9}}"#, 422, "bad_remark"),
        (
            r#"{"add_change":{"day":"2027-01-01","text":"a"}}"#,
            422,
            "bad_remark",
        ),
        (
            r#"{"add_change":{"day":"2026-02-30","text":"a"}}"#,
            422,
            "bad_body",
        ),
        (
            r#"{"add_change":{"day":"2026-11-10","text":" "}}"#,
            422,
            "bad_body",
        ),
        (
            r#"{"add_change":{"day":"2026-11-10","text":"a\nb"}}"#,
            422,
            "bad_body",
        ),
        (
            &format!(r#"{{"add_change":{{"day":"2026-11-10","text":"{long}"}}}}"#),
            422,
            "bad_body",
        ),
        (r#"{"forget_all":{}}"#, 422, "bad_body"),
    ] {
        let answer = served.send(Scope::Manager, "POST", "/v1/reports/remarks", body);
        assert_eq!(answer.status, status, "{body}: {answer:?}");
        if status != 200 {
            assert_eq!(answer.code(), code, "{body}");
        }
    }
    let add = Remark::AddChange {
        day: "2027-01-01".parse().unwrap(),
        text: ChangeText::new("a second till").unwrap(),
    };
    let refused = served.client(Scope::Manager).remark(&add);
    assert!(
        matches!(&refused, Err(Error::Failed { code, message })
            if code == "bad_remark" && message.contains("choose another")),
        "{refused:?}"
    );
}
