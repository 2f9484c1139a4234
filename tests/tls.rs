//! Encrypted connections between a real server and a real client.
#![cfg(test)]

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;
use tillside::client::{Client, Error, Trusted};
use tillside::engine::api::{Pull, Pulled};
use tillside::web::{Limits, Stop, Tls, TlsError, serve_public};

fn pem(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data/tls/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

/// Serves one answer for as long as `body` runs.
fn with_server(body: impl FnOnce(u16, &Tls)) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let tls = Tls::from_pem(&pem("chain.pem"), &pem("key.pem")).unwrap();
    let answer = serde_json::to_string(&Pulled {
        opened_total: 7,
        ..Pulled::default()
    });
    let answer = answer.unwrap();
    let routes = axum::Router::new().route(
        "/hub/v1/pull",
        axum::routing::post(|| async move { answer }),
    );
    let stop = Stop::new();
    thread::scope(|scope| {
        let (word, lent) = (stop.clone(), tls.clone());
        let serve = move || serve_public(listener, routes, Some(lent), Limits::default(), &word);
        let server = scope.spawn(serve);
        let ended = catch_unwind(AssertUnwindSafe(|| body(port, &tls)));
        stop.fire();
        server.join().unwrap().unwrap();
        ended.unwrap();
    });
}

#[test]
fn who_trusts_the_authority_gets_an_answer_and_nobody_else() {
    with_server(|port, tls| {
        let trusted = Trusted::from_pem(&pem("authority.pem"));
        for host in ["localhost", "127.0.0.1"] {
            let base = format!("https://{host}:{port}/");
            let answer = Client::for_hub(&base, "token", &trusted).pull(&Pull::default());
            assert_eq!(answer.unwrap().opened_total, 7);
        }
        let base = format!("https://localhost:{port}");
        for trusted in [
            Trusted::from_pem(&pem("stranger.pem")),
            Trusted::from_pem(b"no certificate"),
        ] {
            let answer = Client::for_hub(&base, "token", &trusted).pull(&Pull::default());
            assert!(
                matches!(answer, Err(Error::NotTrusted { .. })),
                "{answer:?}"
            );
        }
        let plain = Client::for_hub(&format!("http://localhost:{port}"), "token", &trusted);
        assert!(plain.pull(&Pull::default()).is_err());
        tls.renew(&pem("next_chain.pem"), &pem("next_key.pem"))
            .unwrap();
        let answer = Client::for_hub(&base, "token", &trusted).pull(&Pull::default());
        assert_eq!(answer.unwrap().opened_total, 7);
    });
}

#[test]
fn what_is_no_certificate_is_told_and_changes_nothing() {
    let (chain, key) = (pem("chain.pem"), pem("key.pem"));
    let tls = Tls::from_pem(&chain, &key).unwrap();
    let stranger = pem("stranger.pem");
    assert!(matches!(tls.renew(b"", &key), Err(TlsError::NoCertificate)));
    assert!(matches!(tls.renew(&chain, &chain), Err(TlsError::NoKey)));
    assert!(matches!(
        tls.renew(&stranger, &key),
        Err(TlsError::Unusable(_))
    ));
}

#[test]
fn who_says_nothing_or_speaks_in_the_open_is_hung_up_on() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let tls = Tls::from_pem(&pem("chain.pem"), &pem("key.pem")).unwrap();
    let stop = Stop::new();
    let limits = Limits {
        arrival: Duration::from_millis(50),
        ..Limits::default()
    };
    thread::scope(|scope| {
        let word = stop.clone();
        let routes = axum::Router::new();
        let server = scope.spawn(move || serve_public(listener, routes, Some(tls), limits, &word));
        for said in [
            &b""[..],
            b"GET / HTTP/1.1\r\n\r\n",
            &[0x16, 3, 1, 0xff, 0xff],
        ] {
            let mut caller = TcpStream::connect(address).unwrap();
            caller
                .set_read_timeout(Some(Duration::from_secs(20)))
                .unwrap();
            caller.write_all(said).unwrap();
            let mut heard = Vec::new();
            // A reset ends it as well.
            let ended = caller.read_to_end(&mut heard);
            let is_reset = |error: &std::io::Error| error.kind() == ErrorKind::ConnectionReset;
            assert!(ended.as_ref().map_or_else(is_reset, |_| true), "{ended:?}");
            assert!(!heard.starts_with(b"HTTP"), "{}", heard.escape_ascii());
        }
        stop.fire();
        server.join().unwrap().unwrap();
    });
}
