//! Requests that nobody should send, and far too many of those that one may.

use super::desk::{Answer, PATIENCE, Served, limits};
use std::io::{Read as _, Write as _};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;
use tillside::web::{Limits, Scope};

const GET_HEALTH: &str = "GET /v1/health HTTP/1.1\r\nHost: localhost\r\n";

#[test]
fn only_the_right_token_opens_a_path() {
    use Scope::{Manager, Panel, Store, Till};
    let served = Served::start(limits());
    let event = r#"{"key":"1","event":"sale_began"}"#;
    let figures = "/v1/reports/figures?from=2026-11-22&to=2026-11-22&step=day";
    for (method, path, body, allowed) in [
        ("POST", "/v1/till-events", event, &[Till][..]),
        (
            "POST",
            "/v1/commands",
            r#""disable_codes""#,
            &[Panel, Manager],
        ),
        ("GET", "/v1/view", "", &[Panel, Manager]),
        ("GET", figures, "", &[Manager]),
        ("POST", "/v1/members/erase", r#"{"member":7}"#, &[Manager]),
        ("POST", "/v1/members/search", r#"{"name":"M"}"#, &[Manager]),
    ] {
        served.pass(Duration::from_secs(10));
        for scope in [Till, Store, Panel, Manager] {
            let answer = served.send(scope, method, path, body);
            if allowed.contains(&scope) {
                assert_eq!(answer.status, 200, "{scope:?} {path}: {answer:?}");
            } else {
                assert_eq!(answer.status, 403, "{scope:?} {path}");
                assert_eq!(answer.code(), "forbidden");
            }
        }
        for header in [
            "X-None: 1".to_owned(),
            "Authorization: Bearer".to_owned(),
            "Authorization: Bearer the-token-of-the-til".to_owned(),
            format!("Authorization: Basic {}", served.tokens.manager),
        ] {
            let answer = served.send_with(&[&header], method, path, body);
            assert_eq!(answer.status, 401, "{header:?} {path}");
            assert_eq!(answer.code(), "unauthorised");
            assert_eq!(answer.header("www-authenticate"), Some("bearer"));
        }
    }
}

#[test]
fn everybody_has_a_rate() {
    let served = Served::start(limits());
    let guess = || served.send_with(&["Authorization: Bearer x"], "GET", "/v1/view", "");
    for n in 0..20 {
        assert_eq!(guess().status, 401, "guess {n}");
    }
    let answer = guess();
    assert_eq!((answer.status, answer.code().as_str()), (429, "too_many"));
    assert_eq!(answer.header("retry-after"), Some("1"));
    // Those with a token do not feel it, and have a rate of their own.
    for n in 0..20 {
        let answer = served.send(Scope::Manager, "GET", "/v1/view", "");
        assert_eq!(answer.status, 200, "request {n}");
    }
    assert_eq!(
        served.send(Scope::Manager, "GET", "/v1/view", "").status,
        429
    );
    assert_eq!(served.send(Scope::Panel, "GET", "/v1/view", "").status, 200);
    served.pass(Duration::from_secs(1));
    assert_eq!(guess().status, 401);
    assert_eq!(
        served.send(Scope::Manager, "GET", "/v1/view", "").status,
        200
    );
}

#[test]
fn web_pages_get_nothing() {
    let served = Served::start(limits());
    let token = format!("Authorization: Bearer {}", served.tokens.panel);
    let view = |header: &str| served.send_with(&[&token, header], "GET", "/v1/view", "");
    for origin in [
        "Origin: http://example.com",
        "Origin: null",
        "Origin: http://localhost",
    ] {
        let answer = view(origin);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (403, "from_browser")
        );
    }
    for host in ["Host: example.com", "Host: 192.168.1.7:8180", "Host: "] {
        let answer = view(host);
        assert_eq!((answer.status, answer.code().as_str()), (421, "wrong_host"));
    }
    for host in ["Host: localhost", "Host: 127.0.0.1:1"] {
        assert_eq!(view(host).status, 200, "{host}");
    }
    let answer = served.exchange(b"GET /v1/health HTTP/1.0\r\n\r\n");
    assert_eq!(answer.status, 200, "who sends no Host is no browser");
}

#[test]
fn a_wrong_body_gets_an_answer_that_says_what_is_wrong() {
    let served = Served::start(limits());
    let deep = "[".repeat(5000);
    for (body, word) in [
        ("{", "line 1 column 1"),
        (r#"{"key":"1","event":"sale_began"}x"#, "column 33"),
        (r#"{"key":"1"}"#, "event"),
        (r#"{"key":"","event":"sale_began"}"#, "1 to 64"),
        (r#"{"key":"a b","event":"sale_began"}"#, "no spaces"),
        (r#"{"key":"1","key":"2","event":"sale_began"}"#, "duplicate"),
        (r#"{"key":"1","event":"sale_began","pan":"4"}"#, "pan"),
        (r#"{"key":"1","event":"sale_ended"}"#, "sale_completed"),
        (
            r#"{"key":"1","event":{"item_added":{"count":0}}}"#,
            "nonzero",
        ),
        (
            r#"{"key":"1","event":{"sale_completed":{"total_minor":-1}}}"#,
            "u32",
        ),
        (
            r#"{"key":"1","event":{"sale_completed":{"currency":"eur"}}}"#,
            "capital",
        ),
        ("\u{feff}{}", "line 1"),
        (&deep, "line 1 column 1"),
    ] {
        let answer = served.send(Scope::Till, "POST", "/v1/till-events", body);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (422, "bad_body"),
            "{body}"
        );
        assert!(answer.body.contains(word), "{body} gives {}", answer.body);
    }
    let bearer = format!("Authorization: Bearer {}", served.tokens.till);
    for kind in ["Content-Type: text/plain", "X-None: 1"] {
        let request = format!(
            "POST /v1/till-events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{bearer}\r\n\
             {kind}\r\nContent-Length: 2\r\n\r\n{{}}"
        );
        let answer = served.exchange(request.as_bytes());
        assert_eq!((answer.status, answer.code().as_str()), (415, "not_json"));
    }
}

/// The head of a till event whose body is still to come.
fn head(served: &Served, length: &str) -> String {
    format!(
        "POST /v1/till-events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json; \
         charset=utf-8\r\nAuthorization: bearer {}\r\n{length}\r\n\r\n",
        served.tokens.till
    )
}

#[test]
fn a_giant_body_is_refused_before_it_came() {
    let served = Served::start(limits());
    let answer = served.exchange(head(&served, "Content-Length: 1000000000").as_bytes());
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
    // One that does not say how long it is.
    let mut request = head(&served, "Transfer-Encoding: chunked").into_bytes();
    for _ in 0..5 {
        request.extend_from_slice(b"1000\r\n");
        request.extend_from_slice(&[b' '; 0x1000]);
        request.extend_from_slice(b"\r\n");
    }
    let answer = served.exchange(&request);
    assert_eq!((answer.status, answer.code().as_str()), (413, "too_large"));
    // The largest that is allowed.
    let event = r#"{"key":"1","event":"sale_began"}"#;
    let body = format!("{event:16384}");
    let answer = served.send(Scope::Till, "POST", "/v1/till-events", &body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = served.send(Scope::Till, "POST", "/v1/till-events", &format!("{body} "));
    assert_eq!(answer.status, 413);
}

#[test]
fn who_is_too_slow_is_let_go() {
    let served = Served::start(Limits {
        arrival: Duration::from_millis(50),
        ..limits()
    });
    for half in ["", "GET /v1/hea", GET_HEALTH] {
        let mut stream = served.connect();
        stream.write_all(half.as_bytes()).unwrap();
        assert_eq!(Answer::read_from(stream).body, "", "after {half:?}");
    }
    let mut stream = served.connect();
    let half = head(&served, "Content-Length: 100") + "{\"key\":";
    stream.write_all(half.as_bytes()).unwrap();
    let answer = Answer::read_from(stream);
    assert_eq!((answer.status, answer.code().as_str()), (408, "too_slow"));
    // A body that trickles for ever is no better than one that stops.
    let mut stream = served.connect();
    let mut writing = stream.try_clone().unwrap();
    writing
        .write_all(head(&served, "Content-Length: 16000").as_bytes())
        .unwrap();
    let (heard, hearing) = sync_channel::<()>(0);
    let pace = Duration::from_millis(5);
    let trickle = move || {
        while hearing.recv_timeout(pace) == Err(RecvTimeoutError::Timeout) {
            writing.write_all(b" ").ok();
        }
    };
    let builder = std::thread::Builder::new().name("trickle".to_owned());
    let trickle = builder.spawn(trickle).unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 408");
    drop(heard);
    trickle.join().unwrap();
}

#[test]
fn a_connection_does_not_last_for_ever() {
    let served = Served::start(Limits {
        connection: Duration::from_millis(50),
        ..limits()
    });
    let mut stream = served.connect();
    let request = format!("{GET_HEALTH}\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    // Idle, and within the time for the head of the next request.
    assert_eq!(Answer::read_from(stream).status, 200);
    // A body that never comes holds it no longer either.
    let mut stream = served.connect();
    stream
        .write_all(head(&served, "Content-Length: 10").as_bytes())
        .unwrap();
    assert_eq!(Answer::read_from(stream).body, "");
}

#[test]
fn what_is_no_http_is_let_go_and_harms_nobody() {
    let served = Served::start(limits());
    let many = "X: 1\r\n".repeat(1000);
    let long = format!("X: {}\r\n", "x".repeat(40_000));
    let path = "x".repeat(70_000);
    for (request, statuses) in [
        (
            "\x16\x03\x01\x02\0\x01\0\x01\u{fc}\x03\x03".repeat(20),
            &[400][..],
        ),
        ("GARBAGE\r\n\r\n".to_owned(), &[400]),
        (format!("{GET_HEALTH}{many}\r\n"), &[431]),
        (format!("{GET_HEALTH}{long}\r\n"), &[431]),
        (format!("GET /{path} HTTP/1.1\r\n\r\n"), &[414, 431]),
        ("GET /v1/health HTTP/9.9\r\n\r\n".to_owned(), &[400]),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), &[0, 400]),
        (
            format!("{GET_HEALTH}Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
            &[400],
        ),
        (format!("{GET_HEALTH}Content-Length: x\r\n\r\n"), &[400]),
    ] {
        let answer = served.exchange(request.as_bytes());
        let request: String = request.chars().take(60).collect();
        assert!(statuses.contains(&answer.status), "{request:?}: {answer:?}");
    }
    let strange = [
        "CONNECT localhost:80",
        "OPTIONS *",
        "GET //v1/view",
        "GET /v1/../v1/view",
    ];
    for line in strange
        .into_iter()
        .chain(["GET /v1/view/", "GET /%00", "BREW /v1/pot"])
    {
        let request = format!("{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let answer = served.exchange(request.as_bytes());
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (404, "not_found"),
            "{line}"
        );
    }
    let good = format!("{GET_HEALTH}Connection: close\r\n\r\n");
    assert_eq!(served.exchange(good.as_bytes()).status, 200);
}

#[test]
fn garbage_behind_a_good_request_spoils_only_its_own_connection() {
    let served = Served::start(limits());
    let request = format!("{GET_HEALTH}\r\n{GET_HEALTH}\r\n\0\0\0 no HTTP\r\n\r\n{GET_HEALTH}\r\n");
    let answer = served.exchange(request.as_bytes());
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body.matches("HTTP/1.1 200").count(),
        1,
        "{}",
        answer.body
    );
    assert_eq!(
        answer.body.matches("HTTP/1.1 400").count(),
        1,
        "{}",
        answer.body
    );
    let good = format!("{GET_HEALTH}Connection: close\r\n\r\n");
    assert_eq!(served.exchange(good.as_bytes()).status, 200);
}

#[test]
fn a_hundred_connections_at_once_are_all_served_in_turn() {
    let served = Served::start(limits());
    let mut streams: Vec<_> = (0..100).map(|_| served.connect()).collect();
    let token = &served.tokens.panel;
    let request = format!(
        "GET /v1/view HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Authorization: Bearer {token}\r\n\r\n"
    );
    for stream in &mut streams {
        stream.write_all(request.as_bytes()).unwrap();
    }
    for (n, stream) in streams.into_iter().enumerate() {
        assert_eq!(Answer::read_from(stream).status, 200, "connection {n}");
    }
}

#[test]
fn who_finds_no_place_waits_until_somebody_leaves() {
    let served = Served::start(Limits {
        connections: 2,
        ..limits()
    });
    let token = &served.tokens.panel;
    let revision = served.board.newest().revision;
    let poll = format!(
        "GET /v1/view?after={revision} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Authorization: Bearer {token}\r\n\r\n"
    );
    let polls = [(); 3].map(|()| {
        let mut stream = served.connect();
        stream.write_all(poll.as_bytes()).unwrap();
        stream
    });
    served.wait_for_requests(2);
    let [first, second, mut third] = polls;
    drop(first);
    // The third takes the place that became free, and waits like the second.
    served.wait_for_requests(3);
    third
        .set_read_timeout(Some(Duration::from_millis(1)))
        .unwrap();
    assert!(third.read(&mut [0]).is_err(), "nothing has changed yet");
    third.set_read_timeout(Some(PATIENCE)).unwrap();
    served.input(tillside::engine::counter::Input::ItemScanned(None));
    for stream in [second, third] {
        assert_eq!(Answer::read_from(stream).status, 200);
    }
}
