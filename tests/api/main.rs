//! The local API and its client, with a real counter behind them.
#![cfg(test)]

mod answers;
#[path = "../support/desk.rs"]
mod desk;
mod document;
mod hostile;
mod line;
mod loyalty;
mod members;
mod pin;
mod privacy;
mod schema;
mod settings;
mod sharing;
mod store;
mod values;

use desk::{NEVER, Said, Served, limits};
use std::net::TcpListener;
use std::thread::scope;
use std::time::Duration;
use tillside::client::{Client, Error};
use tillside::domain::document::{Facts, Kind, Outcome};
use tillside::domain::event::Device;
use tillside::domain::kpi::staffing::Habits;
use tillside::domain::queue::Model;
use tillside::domain::queue::model::Rates;
use tillside::domain::tally::Measure;
use tillside::engine::api::{
    Amount, CodesMode, Command, FiguresQuery, Key, Presence, Progress, Reception, Refusal, Slip,
    Step, TillEvent, TillWord,
};
use tillside::engine::counter::Input;
use tillside::web::{Limits, Scope};

fn event(key: &str, event: TillWord) -> TillEvent {
    TillEvent {
        key: Key::try_from(key.to_owned()).unwrap(),
        sale: None,
        at: None,
        event,
    }
}

fn sale() -> Input {
    Input::DocumentEnded {
        facts: Facts {
            kind: Some(Kind::Sale),
            ..Facts::default()
        },
        trusted: true,
        code: None,
    }
}

#[test]
fn commands_change_the_view() {
    let served = Served::start(limits());
    let panel = served.client(Scope::Panel);
    let before = panel.view(None).unwrap();
    panel.command(Command::CorrectWaiting { by: 3 }).unwrap();
    let view = panel.view(Some(before.revision)).unwrap();
    assert_eq!((before.queue.waiting, view.queue.waiting), (0, 3));
    assert_eq!(view, *served.board.newest());
    let manager = served.client(Scope::Manager);
    manager
        .command(Command::EnableCodes { copies: true })
        .unwrap();
    let view = manager.view(None).unwrap();
    assert_eq!((view.codes.mode, view.codes.copies), (CodesMode::On, true));
    panel.command(Command::DisableCodes).unwrap();
    assert_eq!(panel.view(None).unwrap().codes.mode, CodesMode::Observing);
}

#[test]
fn a_refusal_reaches_the_panel_with_its_name_and_its_text() {
    let served = Served::start(limits());
    let panel = served.client(Scope::Panel);
    let again = Command::Print { slip: Slip::Again };
    let refused = panel.command(again).unwrap_err();
    assert!(
        matches!(refused, Error::Refused(Refusal::NothingToShow)),
        "{refused}"
    );
    let test = Command::Print {
        slip: Slip::SelfTest,
    };
    panel.command(test).unwrap();
    let print = panel.view(None).unwrap().print.unwrap();
    assert_eq!(
        (print.slip, print.progress),
        (Slip::SelfTest, Progress::Waiting)
    );
    let body = r#"{"print":{"slip":"self_test"}}"#;
    let answer = served.send(Scope::Panel, "POST", "/v1/commands", body);
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (409, "already_printing")
    );
    let message = Refusal::AlreadyPrinting.to_string();
    assert_eq!(answer.json()["error"]["message"], message);
}

#[test]
fn a_till_event_is_taken_once_and_known_the_second_time() {
    let served = Served::start(limits());
    let till = served.client(Scope::Till);
    let begin = event("4711-1", TillWord::SaleBegan);
    assert_eq!(till.till_event(&begin).unwrap(), Reception::Taken);
    assert_eq!(till.till_event(&begin).unwrap(), Reception::Repeated);
    let void = event("4711-2", TillWord::SaleVoided(Amount::default()));
    assert_eq!(till.till_event(&void).unwrap(), Reception::Taken);
    let member = TillWord::Member {
        number: Key::try_from("M-17".to_owned()).unwrap(),
    };
    let member = till.till_event(&event("4711-4", member));
    assert_eq!(member.unwrap(), Reception::NotUsed);
    let body = r#"{"key":"4711-3","event":{"item_added":{"count":2}}}"#;
    let answer = served.send(Scope::Till, "POST", "/v1/till-events", body);
    assert_eq!(answer.json(), serde_json::json!({ "reception": "taken" }));
}

#[test]
fn figures_are_those_of_the_counter() {
    let served = Served::start(limits());
    let manager = served.client(Scope::Manager);
    for _ in 0..3 {
        served.input(sale());
    }
    // Behind the sales in the desk's queue.
    manager.command(Command::CorrectWaiting { by: 1 }).unwrap();
    let day = |text: &str| text.parse().unwrap();
    let query = |from, to, step| FiguresQuery {
        from: day(from),
        to: day(to),
        step,
    };
    for step in [Step::QuarterHour, Step::Day] {
        let figures = manager
            .figures(&query("2026-11-21", "2026-11-22", step))
            .unwrap();
        assert_eq!(figures.rows.len(), 1, "{step:?}");
        assert_eq!(figures.rows[0].tally.get(Measure::Served), 3, "{step:?}");
    }
    let yesterday = query("2026-11-20", "2026-11-21", Step::Day);
    assert_eq!(manager.figures(&yesterday).unwrap().rows, []);
    let path = "/v1/reports/figures?from=2026-11-22&to=2026-11-22&step=quarter_hour&format=csv";
    let table = served.send(Scope::Manager, "GET", path, "");
    assert_eq!(
        table.header("content-type"),
        Some("text/csv; charset=utf-8")
    );
    let row = "2026-11-22T09:00:00,2026-11-22T09:00:00.000Z,3,3,0,0,3,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0\r\n";
    assert!(
        table.body.starts_with("local_start,start,served,"),
        "{}",
        table.body
    );
    assert!(table.body.ends_with(row), "{}", table.body);
}

#[test]
fn habits_are_those_that_were_learned() {
    let served = Served::start(limits());
    let manager = served.client(Scope::Manager);
    let guessed = manager.habits().unwrap();
    assert!(guessed.is_learning && guessed.patience_s.is_none());
    let mut model = Model {
        rates: Rates::constant(42.5),
        days: 30.0,
        ..Model::default()
    };
    model.losses.renege_per_s = 0.001;
    served.input(Input::Learned {
        model: Box::new(model.clone()),
        recent: Vec::new(),
    });
    let learned = manager.habits().unwrap();
    assert_eq!(learned, Habits::of(&model, 1));
    assert_eq!(learned.arrivals_per_hour, vec![vec![42.5; 48]; 7]);
    assert_eq!(learned.patience_s, Some(1000.0));
    assert!(!learned.is_learning);
}

#[test]
fn a_wrong_question_about_figures_says_what_is_wrong() {
    let served = Served::start(limits());
    for (query, code, word) in [
        ("from=2026-11-22&step=day", "bad_query", "to"),
        (
            "from=2026-11-31&to=2026-11-22&step=day",
            "bad_query",
            "from",
        ),
        (
            "from=2026-11-22&to=2026-11-22&step=week",
            "bad_query",
            "step",
        ),
        (
            "from=2026-11-22&to=2026-11-22&step=day&format=pdf",
            "bad_query",
            "format",
        ),
        (
            "from=2026-11-22&to=2026-11-22&step=day&x=1",
            "bad_query",
            "x",
        ),
        (
            "from=2026-11-22&to=2026-11-21&step=day",
            "bad_period",
            "exchange",
        ),
        (
            "from=2026-01-01&to=2026-11-21&step=quarter_hour",
            "bad_period",
            "62",
        ),
        (
            "from=-262143-01-01&to=%2B262142-12-31&step=day",
            "bad_period",
            "1100",
        ),
    ] {
        let path = format!("/v1/reports/figures?{query}");
        let answer = served.send(Scope::Manager, "GET", &path, "");
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, code),
            "{query}"
        );
        let message = answer.json()["error"]["message"].to_string();
        assert!(message.contains(word), "{query} gives {message}");
    }
    served.break_figures("the journal is damaged; restore a backup");
    let path = "/v1/reports/figures?from=2026-11-22&to=2026-11-22&step=day";
    let answer = served.send(Scope::Manager, "GET", path, "");
    assert_eq!((answer.status, answer.code().as_str()), (500, "no_figures"));
    assert!(answer.body.contains("restore a backup"), "{}", answer.body);
}

#[test]
fn two_who_wait_both_see_every_change_that_they_wait_for() {
    let served = Served::start(limits());
    let follow = |client: Client| {
        let mut view = client.view(None).unwrap();
        while view.served_today < 20 {
            view = client.view(Some(view.revision)).unwrap();
        }
    };
    scope(|scope| {
        for client in [served.client(Scope::Panel), served.client(Scope::Manager)] {
            scope.spawn(move || follow(client));
        }
        for round in 0..20 {
            // Both are in the middle of a request, and most likely waiting.
            served.wait_for_requests(2 * (round + 1));
            served.pass(Duration::from_secs(1));
            served.input(sale());
        }
    });
    assert_eq!(served.board.newest().served_today, 20);
}

#[test]
fn who_waits_in_vain_gets_the_same_view() {
    let served = Served::start(Limits {
        patience: Duration::from_millis(20),
        ..limits()
    });
    let panel = served.client(Scope::Panel);
    let view = panel.view(None).unwrap();
    assert_eq!(panel.view(Some(view.revision)).unwrap(), view);
    // One that is ahead, as before a restart with a clock set back, is answered too.
    assert_eq!(panel.view(Some(view.revision + 1000)).unwrap(), view);
    for query in [
        "after=",
        "after=-1",
        "after=x",
        "after=18446744073709551616",
        "before=1",
    ] {
        let path = format!("/v1/view?{query}");
        let answer = served.send(Scope::Panel, "GET", &path, "");
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "bad_query"),
            "{query}"
        );
    }
}

#[test]
fn a_stop_answers_those_who_wait_and_listens_no_more() {
    let served = Served::start(limits());
    let panel = served.client(Scope::Panel);
    let view = panel.view(None).unwrap();
    scope(|scope| {
        let waiting = [(); 2].map(|()| {
            let client = served.client(Scope::Panel);
            scope.spawn(move || client.view(Some(view.revision)).unwrap())
        });
        served.wait_for_requests(3);
        served.stop.fire();
        for poller in waiting {
            assert_eq!(poller.join().unwrap().revision, view.revision);
        }
    });
    let (address, token) = (served.address, served.tokens.panel.clone());
    drop(served);
    let gone = Client::new(address, &token).view(None).unwrap_err();
    assert!(matches!(gone, Error::NobodyListens { .. }), "{gone:?}");
    assert!(gone.to_string().contains(&address.to_string()), "{gone}");
}

#[test]
fn a_desk_that_has_no_room_or_no_answer_keeps_nothing() {
    let served = Served::start(Limits {
        answer: Duration::from_millis(50),
        ..limits()
    });
    let body = r#"{"key":"lost","event":"sale_began"}"#;
    let lost = served.send(Scope::Till, "POST", "/v1/till-events", body);
    assert_eq!((lost.status, lost.code().as_str()), (503, "not_kept"));
    assert_eq!(lost.header("retry-after"), Some("1"));
    assert!(
        lost.body.contains("send it again with the same key"),
        "{}",
        lost.body
    );

    let pause = served.pause();
    let more = r#"{"correct_waiting":{"by":5}}"#;
    let late = served.send(Scope::Panel, "POST", "/v1/commands", more);
    assert_eq!((late.status, late.code().as_str()), (503, "busy"));
    while served
        .desk
        .try_send(Said::Input(Input::ItemScanned(None)))
        .is_ok()
    {}
    let till = served.client(Scope::Till);
    let begin = event("1", TillWord::SaleBegan);
    let full = till.till_event(&begin).unwrap_err();
    assert!(matches!(full, Error::Busy { retry_after_s: 1 }), "{full}");
    drop(pause);
    // Once the desk works again, the same event counts, and the command is not wanted any more.
    let mut tries = 0..1000;
    let taken = tries.find_map(|_| {
        served.pass(NEVER);
        till.till_event(&begin).ok()
    });
    assert_eq!(served.board.newest().queue.waiting, 0);
    // It may have been taken in a try whose answer came too late.
    assert!(
        matches!(taken, Some(Reception::Taken | Reception::Repeated)),
        "{taken:?}"
    );
}

#[test]
fn the_view_tells_of_devices_and_documents() {
    let served = Served::start(limits());
    let panel = served.client(Scope::Panel);
    served.input(Input::DeviceLost(Device::Printer));
    served.input(Input::DocumentEnded {
        facts: Facts {
            kind: Some(Kind::CardSlip),
            outcome: Some(Outcome::Declined),
            ..Facts::default()
        },
        trusted: true,
        code: None,
    });
    panel.command(Command::CorrectWaiting { by: 1 }).unwrap();
    let view = panel.view(None).unwrap();
    let printer = view
        .devices
        .iter()
        .find(|view| view.device == Device::Printer);
    assert_eq!(printer.unwrap().presence, Presence::Away);
    assert_eq!(view.documents[0].kind, Kind::CardSlip);
}

#[test]
fn the_client_tells_its_failures_apart() {
    let served = Served::start(limits());
    let till = served.client(Scope::Till);
    assert!(matches!(till.view(None), Err(Error::Unauthorised)));
    let guess = Client::new(served.address, "a guess");
    assert!(matches!(guess.view(None), Err(Error::Unauthorised)));
    let manager = served.client(Scope::Manager);
    let backwards = FiguresQuery {
        from: "2026-11-22".parse().unwrap(),
        to: "2026-11-21".parse().unwrap(),
        step: Step::Day,
    };
    let error = manager.figures(&backwards).unwrap_err();
    assert!(
        matches!(&error, Error::Failed { code, .. } if code == "bad_period"),
        "{error:?}"
    );
    assert!(error.to_string().contains("exchange"), "{error}");
    let shown = format!("{manager:?}");
    assert!(!shown.contains(&served.tokens.manager), "{shown}");

    // Something else has taken the port.
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap();
    scope(|scope| {
        scope.spawn(|| {
            let (mut stream, _) = other.accept().unwrap();
            std::io::copy(&mut "SSH-2.0-no\r\n\r\n".as_bytes(), &mut stream).unwrap();
        });
        let error = Client::new(address, "x").view(None).unwrap_err();
        let is_told = matches!(error, Error::Protocol { .. } | Error::NobodyListens { .. });
        assert!(is_told, "{error:?}");
    });
}
