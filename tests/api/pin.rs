//! The manager's PIN and sessions, for those who have the right one and for those who have not.

use super::desk::{Served, limits};
use std::sync::Mutex;
use std::thread::scope;
use std::time::Duration;
use tillside::client::{Client, Error};
use tillside::domain::pin::{NewPin, Pin};
use tillside::engine::api::{
    Command, Figures, FiguresQuery, ManagerStatus, OpenSession, Session, SetPin, Step,
};
use tillside::web::{Limits, Scope};

const PIN: &str = "83017492";
const WRONG: &str = "83017493";
const SESSION: &str = "/v1/manager/session";
const SECOND: Duration = Duration::from_secs(1);

fn pin(digits: &str) -> Pin {
    Pin::new(digits).unwrap()
}

/// A counter with a PIN.
fn served_with(limits: Limits) -> Served {
    let served = Served::start(limits);
    served.pins.change(Some(PIN));
    served
}

fn served() -> Served {
    served_with(limits())
}

fn session(served: &Served) -> Session {
    served.client(Scope::Panel).open_session(&pin(PIN)).unwrap()
}

/// What only managers may see.
fn figures(client: &Client) -> Result<Figures, Error> {
    let day = "2026-11-22".parse().unwrap();
    client.figures(&FiguresQuery {
        from: day,
        to: day,
        step: Step::Day,
    })
}

#[track_caller]
fn assert_ended(client: &Client) {
    let ended = figures(client);
    assert!(matches!(ended, Err(Error::Unauthorised)), "{ended:?}");
}

/// The status and the code of an answer to a guess.
fn guess(served: &Served, digits: &str) -> (u16, String) {
    let body = format!(r#"{{"pin":"{digits}"}}"#);
    let answer = served.send(Scope::Panel, "POST", SESSION, &body);
    let code = (answer.status != 200).then(|| answer.code());
    (answer.status, code.unwrap_or_default())
}

fn status(pin_set: bool, locked_for_s: u64) -> ManagerStatus {
    ManagerStatus {
        pin_set,
        locked_for_s,
    }
}

#[test]
fn the_first_pin_is_set_at_the_panel_and_the_next_in_a_session_with_the_old_one() {
    let served = Served::start(limits());
    let panel = served.client(Scope::Panel);
    assert_eq!(panel.manager_status().unwrap(), status(false, 0));
    let none = panel.open_session(&pin(PIN));
    assert!(matches!(none, Err(Error::NoPin)), "{none:?}");
    for (weak, word) in [("0000", "same"), ("4321", "in a row"), ("1212", "twice")] {
        let refused = panel.set_pin(&pin(weak), None);
        let is_told = matches!(&refused, Err(Error::WeakPin { message }) if message.contains(word));
        assert!(is_told, "{weak}: {refused:?}");
    }
    assert_eq!(served.pins.pin(), None);
    panel.set_pin(&pin(PIN), None).unwrap();
    assert_eq!(panel.manager_status().unwrap(), status(true, 0));

    // The panel alone may not set another one, whatever it knows.
    let refused = panel.set_pin(&pin("470093"), Some(&pin(PIN)));
    let is_told = matches!(&refused, Err(Error::Failed { code, .. }) if code == "needs_session");
    assert!(is_told, "{refused:?}");
    let manager = panel.in_session(&session(&served));
    let refused = manager.set_pin(&pin("470093"), None);
    let is_told = matches!(&refused, Err(Error::Failed { code, .. }) if code == "bad_body");
    assert!(is_told, "{refused:?}");
    let refused = manager.set_pin(&pin("470093"), Some(&pin(WRONG)));
    assert!(matches!(refused, Err(Error::WrongPin)), "{refused:?}");
    let refused = manager.set_pin(&pin("0000"), Some(&pin(PIN)));
    assert!(matches!(refused, Err(Error::WeakPin { .. })), "{refused:?}");
    assert_eq!(served.pins.pin().as_deref(), Some(PIN));
    manager.set_pin(&pin("470093"), Some(&pin(PIN))).unwrap();
    let old = panel.open_session(&pin(PIN));
    assert!(matches!(old, Err(Error::WrongPin)), "{old:?}");
    panel.open_session(&pin("470093")).unwrap();
}

#[test]
fn a_session_is_a_manager_until_it_is_ended() {
    let served = served();
    let panel = served.client(Scope::Panel);
    let refused = figures(&panel);
    assert!(matches!(refused, Err(Error::Unauthorised)), "{refused:?}");
    let begun = session(&served);
    assert_eq!(begun.expires_in_s, 600);
    let manager = panel.in_session(&begun);
    figures(&manager).unwrap();
    manager.command(Command::CorrectWaiting { by: 1 }).unwrap();
    let another = panel.in_session(&session(&served));
    manager.end_session().unwrap();
    assert_ended(&manager);
    let ended = manager.end_session();
    assert!(matches!(ended, Err(Error::Unauthorised)), "{ended:?}");
    figures(&another).unwrap();
    // The token of the file is of no session.
    let script = served.client(Scope::Manager);
    script.end_session().unwrap();
    figures(&script).unwrap();
    // A panel has none to end.
    let refused = panel.end_session();
    assert!(matches!(refused, Err(Error::Unauthorised)), "{refused:?}");
}

#[test]
fn a_session_ends_ten_minutes_after_its_last_use() {
    let served = served();
    let manager = served.client(Scope::Panel).in_session(&session(&served));
    for _ in 0..5 {
        served.pass(Duration::from_secs(10 * 60 - 1));
        figures(&manager).unwrap();
    }
    served.pass(Duration::from_mins(10));
    assert_ended(&manager);
}

#[test]
fn a_ninth_session_ends_the_one_that_was_not_used_for_the_longest_time() {
    let served = served();
    let panel = served.client(Scope::Panel);
    let open = || {
        served.pass(SECOND);
        panel.in_session(&session(&served))
    };
    let sessions: Vec<Client> = (0..8).map(|_| open()).collect();
    served.pass(SECOND);
    figures(&sessions[0]).unwrap();
    let ninth = open();
    assert_ended(&sessions[1]);
    for (n, open) in sessions.iter().enumerate().filter(|(n, _)| *n != 1) {
        assert!(figures(open).is_ok(), "session {n}");
    }
    figures(&ninth).unwrap();
}

#[test]
fn another_pin_ends_the_sessions_of_those_who_came_with_the_old_one() {
    let served = served();
    let panel = served.client(Scope::Panel);
    let [mine, other] = [(); 2].map(|()| panel.in_session(&session(&served)));
    mine.set_pin(&pin("470093"), Some(&pin(PIN))).unwrap();
    figures(&mine).unwrap();
    assert_ended(&other);
    // Another program sets or removes it; the service sees that when it next looks.
    for beside in [Some(PIN), None] {
        served.pins.change(Some("470093"));
        let manager = panel.in_session(&panel.open_session(&pin("470093")).unwrap());
        figures(&manager).unwrap();
        served.pins.change(beside);
        let seen = panel.manager_status().unwrap();
        assert_eq!(seen, status(beside.is_some(), 0));
        assert_ended(&manager);
    }
    // And where it was removed, the panel sets the first one again.
    panel.set_pin(&pin(PIN), None).unwrap();
}

#[test]
fn wrong_pins_make_waits_that_double() {
    let served = served();
    let panel = served.client(Scope::Panel);
    for n in 0..4 {
        assert_eq!(guess(&served, WRONG), (403, "wrong_pin".into()), "{n}");
        assert_eq!(panel.manager_status().unwrap(), status(true, 0));
    }
    for wait in [30, 60, 120, 240, 480, 900, 900] {
        assert_eq!(guess(&served, WRONG), (403, "wrong_pin".into()));
        let checks = served.pins.checks();
        assert_eq!(panel.manager_status().unwrap(), status(true, wait));
        // Now also the right one is not looked at, and does not make it longer.
        for _ in 0..3 {
            let locked = panel.open_session(&pin(PIN));
            let is_locked = matches!(locked, Err(Error::LockedFor { s }) if s == wait);
            assert!(is_locked, "{wait}: {locked:?}");
        }
        served.pass(Duration::from_millis(1000 * wait - 1));
        assert_eq!(panel.manager_status().unwrap(), status(true, 1));
        assert_eq!(guess(&served, PIN), (429, "pin_locked".into()));
        assert_eq!(served.pins.checks(), checks);
        served.pass(Duration::from_millis(1));
    }
    // The right one makes good for all of it.
    session(&served);
    for _ in 0..5 {
        assert_eq!(guess(&served, WRONG), (403, "wrong_pin".into()));
    }
    assert_eq!(guess(&served, WRONG), (429, "pin_locked".into()));
    // So does another one that is set on the machine itself.
    served.pins.change(Some("470093"));
    panel.open_session(&pin("470093")).unwrap();
}

#[test]
fn guesses_at_the_old_pin_count_like_all_others() {
    let served = served();
    let manager = served.client(Scope::Manager);
    let mut guesses = (0..5).map(|_| manager.set_pin(&pin("470093"), Some(&pin(WRONG))));
    assert!(guesses.all(|guess| matches!(guess, Err(Error::WrongPin))));
    let locked = manager.set_pin(&pin("470093"), Some(&pin(PIN)));
    assert!(
        matches!(locked, Err(Error::LockedFor { s: 30 })),
        "{locked:?}"
    );
    assert_eq!(guess(&served, PIN), (429, "pin_locked".into()));
    assert_eq!(served.pins.pin().as_deref(), Some(PIN));
}

#[test]
fn a_day_of_guessing_tries_a_hundredth_of_the_short_pins() {
    let served = served();
    let panel = served.client(Scope::Panel);
    let day = Duration::from_hours(24);
    let mut passed = Duration::ZERO;
    while passed < day {
        let wait = match panel.open_session(&pin(WRONG)) {
            Err(Error::WrongPin) => SECOND,
            Err(Error::LockedFor { s }) => Duration::from_secs(s),
            other => panic!("{other:?}"),
        };
        served.pass(wait);
        passed += wait;
    }
    let tried = served.pins.checks();
    assert!((90..=105).contains(&tried), "{tried}");
}

#[test]
fn guesses_at_the_same_time_are_looked_at_one_by_one_and_all_count() {
    let served = served();
    served.pins.close();
    let answers = Mutex::default();
    scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                let answer = guess(&served, WRONG);
                let mut answers: std::sync::MutexGuard<'_, Vec<_>> = answers.lock().unwrap();
                answers.push(answer.1);
            });
        }
        served.wait_for_requests(20);
        served.pins.open();
    });
    let answers = answers.into_inner().unwrap();
    let count = |code: &str| answers.iter().filter(|answer| *answer == code).count();
    assert_eq!((count("wrong_pin"), count("pin_locked")), (5, 15));
    assert_eq!((served.pins.checks(), served.pins.most_at_once()), (5, 1));
}

#[test]
fn who_hangs_up_before_the_answer_has_tried_all_the_same() {
    use std::io::Write as _;
    let served = served();
    let body = format!(r#"{{"pin":"{WRONG}"}}"#);
    let request = format!(
        "POST {SESSION} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Authorization: Bearer {}\r\nContent-Length: {}\r\n\r\n{body}",
        served.tokens.panel,
        body.len()
    );
    for n in 1..=5 {
        served.pins.close();
        let mut stream = served.connect();
        stream.write_all(request.as_bytes()).unwrap();
        served.pins.wait_for_checks(n);
        drop(stream);
        // The service has seen that nobody is there once it has served somebody else.
        served.client(Scope::Panel).view(None).unwrap();
        served.pins.open();
    }
    assert_eq!(guess(&served, PIN), (429, "pin_locked".into()));
    assert_eq!(served.pins.checks(), 5);
}

#[test]
fn everybody_else_is_answered_while_a_pin_is_looked_at() {
    // Long enough for everybody else on the slowest machine: each of them would fail after it.
    let served = served_with(Limits {
        answer: Duration::from_secs(2),
        ..limits()
    });
    served.pins.close();
    scope(|scope| {
        let slow = scope.spawn(|| guess(&served, PIN));
        served.pins.wait_for_checks(1);
        let panel = served.client(Scope::Panel);
        panel.command(Command::CorrectWaiting { by: 2 }).unwrap();
        assert_eq!(panel.view(None).unwrap().queue.waiting, 2);
        figures(&served.client(Scope::Manager)).unwrap();
        // Who wants another one looked at waits, but not for ever.
        let busy = panel.open_session(&pin(PIN));
        assert!(matches!(busy, Err(Error::Busy { .. })), "{busy:?}");
        assert_eq!(guess(&served, PIN), (503, "pin_busy".into()));
        assert!(!slow.is_finished());
        served.pins.open();
        assert_eq!(slow.join().unwrap().0, 200);
    });
    assert_eq!(served.pins.checks(), 1);
}

#[test]
fn a_service_that_ends_does_not_wait_for_a_check() {
    let served = served_with(Limits {
        farewell: Duration::from_millis(10),
        ..limits()
    });
    served.pins.close();
    scope(|scope| {
        let slow = scope.spawn(|| served.client(Scope::Panel).open_session(&pin(PIN)));
        served.pins.wait_for_checks(1);
        served.stop.fire();
        let cut_off = slow.join().unwrap().unwrap_err();
        let is_told = matches!(
            cut_off,
            Error::NobodyListens { .. } | Error::Protocol { .. }
        );
        assert!(is_told, "{cut_off:?}");
        served.pins.open();
    });
}

#[test]
fn odd_bodies_are_refused_counted_by_nobody_and_quoted_nowhere() {
    let served = served();
    let twice = format!(r#"{{"pin":"{PIN}","pin":"{PIN}"}}"#);
    let deep = format!("{}{PIN}", "[".repeat(5000));
    let long = format!(r#"{{"pin":"{}"}}"#, PIN.repeat(1500));
    for body in [
        "{",
        "null",
        "{}",
        "83017492",
        r#""83017492""#,
        r#"{"pin":83017492}"#,
        r#"{"pin":8.3017492}"#,
        r#"{"pin":null}"#,
        r#"{"pin":["83017492"]}"#,
        r#"{"pin":{"83017492":1}}"#,
        r#"{"83017492":"pin"}"#,
        r#"{"pin":"83017492","83017492":1}"#,
        r#"{"pin":""}"#,
        r#"{"pin":"830"}"#,
        r#"{"pin":"8301749283017"}"#,
        r#"{"pin":" 83017492"}"#,
        r#"{"pin":"83017492\n"}"#,
        r#"{"pin":"83017492\u0000"}"#,
        r#"{"pin":"-83017492"}"#,
        r#"{"pin":"٨٣٠١٧٤٩٢"}"#,
        r#"{"pin":"83017492"}83017492"#,
        &twice,
        &deep,
        &long,
    ] {
        for (scope, method, path) in [
            (Scope::Panel, "POST", SESSION),
            (Scope::Manager, "PUT", "/v1/manager/pin"),
        ] {
            served.pass(SECOND);
            let answer = served.send(scope, method, path, body);
            let shown: String = body.chars().take(60).collect();
            assert_eq!(answer.status, 422, "{method} {shown}");
            assert_eq!(answer.code(), "bad_body", "{method} {shown}");
            assert!(!answer.body.contains("830"), "{}", answer.body);
        }
    }
    let giant = format!(r#"{{"pin":"{}"}}"#, "8".repeat(20_000));
    let answer = served.send(Scope::Panel, "POST", SESSION, &giant);
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
    let answer = served.send(Scope::Panel, "POST", SESSION, "");
    assert_eq!((answer.status, answer.code().as_str()), (415, "not_json"));
    assert_eq!(served.pins.checks(), 0);
    assert_eq!(guess(&served, PIN).0, 200);
}

#[test]
fn a_pin_that_cannot_be_read_is_no_missing_pin() {
    let served = served();
    served.pins.fail("pin.hash is damaged; set the PIN anew");
    let body = format!(r#"{{"pin":"{PIN}"}}"#);
    for (method, path, body) in [
        ("GET", "/v1/manager", ""),
        ("POST", SESSION, &body),
        ("PUT", "/v1/manager/pin", &body),
    ] {
        let answer = served.send(Scope::Panel, method, path, body);
        assert_eq!(answer.status, 500, "{method} {path}");
        assert_eq!(answer.code(), "pin_unusable");
        assert!(answer.body.contains("set the PIN anew"), "{}", answer.body);
    }
    assert_eq!(served.pins.checks(), 0);
}

/// Everything that anybody in this program writes into the log.
struct Everything(Mutex<Vec<String>>);

impl log::Log for Everything {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!("{} {}", record.target(), record.args());
        self.0.lock().unwrap().push(line);
    }

    fn flush(&self) {}
}

#[test]
fn no_log_no_error_and_nothing_for_debugging_shows_a_pin_or_a_token() {
    let log: &Everything = Box::leak(Box::new(Everything(Mutex::default())));
    log::set_logger(log).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    log::info!("this test listens");
    let served = served();
    let panel = served.client(Scope::Panel);
    let begun = session(&served);
    let manager = panel.in_session(&begun);
    let asked = SetPin {
        pin: pin(PIN),
        old: Some(pin(WRONG)),
    };
    let wrong = panel.open_session(&pin(WRONG)).unwrap_err();
    let weak = manager.set_pin(&pin("8888"), Some(&pin(PIN))).unwrap_err();
    manager.set_pin(&pin("83017499"), Some(&pin(PIN))).unwrap();
    let mut shown = vec![
        format!("{begun:?} {manager:?} {asked:?} {:?}", asked.pin),
        format!("{:?}", OpenSession { pin: pin(PIN) }),
        format!("{:#?}", NewPin::try_from(pin(PIN)).unwrap()),
        format!("{wrong} {wrong:?} {weak} {weak:?}"),
    ];
    let lines = log.0.lock().unwrap().clone();
    assert!(lines.iter().any(|line| line.contains("this test listens")));
    // What the client's HTTP library says at its wordiest is heard by nobody: the program's own log
    // takes only lines of its own.
    shown.extend(
        lines
            .into_iter()
            .filter(|line| line.starts_with("tillside")),
    );
    for text in shown {
        for secret in ["8301749", "8888", begun.token.as_str()] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
