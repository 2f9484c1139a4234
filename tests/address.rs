//! Asking an address whether the pages there are a store's own: over the loopback, with and without
//! encryption, and of everybody else who may answer there.
#![cfg(test)]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{Builder, JoinHandle, scope};
use tillside::client::{Standing, Trusted, ask_address};
use tillside::domain::code::{Challenge, KEY_VERSION, MasterKey, Slot, StoreKey, SurveyAddress};
use tillside::web::{Limits, Stop, Tls, serve_public};

const QUESTION: [u8; 16] = [7; 16];

fn key(version: u8) -> StoreKey {
    MasterKey::public_test_key().store_key(version, Slot::new(3).unwrap())
}

fn pem(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data/tls/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

fn ask(url: &str, trusted: &Trusted) -> Standing {
    let address = SurveyAddress::new(url, None).unwrap();
    let question = Challenge::of_chance(QUESTION);
    ask_address(&address, (&question, &key(KEY_VERSION)), trusted)
}

/// A server that answers one caller; what it was asked.
fn server(answer: String) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serve = move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            asked.extend(byte);
        }
        // Who has heard enough may hang up.
        stream.write_all(answer.as_bytes()).ok();
        String::from_utf8(asked).unwrap()
    };
    let thread = Builder::new().name("server".into()).spawn(serve).unwrap();
    (address, thread)
}

fn answer_with(status: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

#[test]
fn everybody_who_may_answer_is_told_apart() {
    let question = Challenge::of_chance(QUESTION);
    let [ours, other] = [KEY_VERSION, 9].map(|version| question.answer(&key(version)) + "\n");
    let stranger = |status| Standing::Stranger { status };
    let to = "https://elsewhere.example/".to_owned();
    for (answer, standing) in [
        (answer_with("200 OK", &ours), Standing::Ours),
        (
            answer_with("200 OK", &(other.clone() + &ours)),
            Standing::Ours,
        ),
        (answer_with("200 OK", &other), Standing::OtherKey),
        (answer_with("200 OK", "<h1>It works!</h1>"), stranger(200)),
        (answer_with("200 OK", ""), stranger(200)),
        (answer_with("200 OK", &ours.repeat(1000)), stranger(200)),
        // The proof counts where the pages are, and not in an error.
        (answer_with("404 Not Found", &ours), stranger(404)),
        (answer_with("502 Bad Gateway", ""), stranger(502)),
        (
            answer_with(&format!("301 Moved\r\nLocation: {to}"), &ours),
            Standing::Moved { to },
        ),
    ] {
        let (address, asked) = server(answer.clone());
        let found = ask(&format!("http://{address}/KRK-1"), &Trusted::default());
        assert_eq!(found, standing, "{answer}");
        let asked = asked.join().unwrap();
        let path = format!("GET /KRK-1/check/3/{} HTTP/1.1\r\n", question.as_str());
        assert!(asked.starts_with(&path), "{asked}");
    }
    let (address, _asked) = server("SSH-2.0\r\n".to_owned());
    let found = ask(&format!("http://{address}"), &Trusted::default());
    assert!(matches!(found, Standing::Garbled { .. }), "{found:?}");
}

#[test]
fn where_nobody_is_that_is_said() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = free.local_addr().unwrap();
    drop(free);
    let nobody = Trusted::default();
    assert_eq!(ask(&format!("http://{gone}"), &nobody), Standing::Refused);
    assert_eq!(ask("http://nowhere.invalid", &nobody), Standing::NoSuchName);
}

#[test]
fn a_certificate_counts_where_somebody_trusted_vouches_for_it() {
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let tls = Tls::from_pem(&pem("chain.pem"), &pem("key.pem")).unwrap();
    let answer = Challenge::of_chance(QUESTION).answer(&key(KEY_VERSION));
    let path = "/check/3/{question}";
    let routes = axum::Router::new().route(path, axum::routing::get(|| async move { answer }));
    let stop = Arc::new(Stop::new());
    let asked = scope(|scope| {
        let word = Arc::clone(&stop);
        let serve =
            move || serve_public(listener, routes, Some(tls), Limits::default(), &word).unwrap();
        scope.spawn(serve);
        let ask = |host: &str, file: &str| {
            ask(
                &format!("https://{host}:{port}"),
                &Trusted::from_pem(&pem(file)),
            )
        };
        let asked = [
            ask("localhost", "authority.pem"),
            ask("localhost", "stranger.pem"),
            // Another address of this computer.
            ask("127.0.0.2", "authority.pem"),
        ];
        stop.fire();
        asked
    });
    let expected = [Standing::Ours, Standing::Untrusted, Standing::OtherName];
    assert_eq!(asked, expected);
}
