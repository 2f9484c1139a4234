//! The line that the counters of a store share, over the store's listener.

use super::desk::{Answer, exchange, limits};
use super::store::Store;
use std::time::Duration;
use tillside::client::Client;
use tillside::domain::code::Till;
use tillside::engine::api::Signs;
use tillside::web::Limits;

const SIGNS: &str = r#"{"counter":2,"run":7,"first":0,"told":[{"age_ms":40,"sign":{"counted":6}},{"age_ms":3,"sign":"called"}]}"#;

impl Store {
    /// A request of another counter.
    fn counter(&self, token: &str, method: &str, path: &str, body: &str) -> Answer {
        let length = body.len();
        let text = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        exchange(self.address, text.as_bytes())
    }
}

#[test]
fn another_counter_tells_and_hears_the_line() {
    let store = Store::open(Limits {
        patience: Duration::from_millis(20),
        ..limits()
    });
    let client = Client::new(store.address, &store.served.tokens.store);
    let number = Till::new(2).unwrap();
    let signs: Signs = serde_json::from_str(SIGNS).unwrap();
    assert_eq!(serde_json::to_string(&signs).unwrap(), SIGNS);
    for _twice in 0..2 {
        client.signs(&signs).unwrap();
    }
    let heard = client.store_queue(number, None).unwrap();
    assert_eq!(heard.queue, store.served.board.newest().queue);
    assert_eq!(heard.queue.waiting, 6);
    assert_eq!(heard.queue.call.unwrap().counter, number);
    store
        .page("")
        .is_page(200, &["Counter 2 needs you", "6 customers wait."], &[]);
    // Nothing new is said as well, so that the other counter knows that we are there.
    let again = client.store_queue(number, Some(heard.revision)).unwrap();
    assert_eq!(again, heard);
    let other = client.store_queue(number, Some(heard.revision - 1));
    assert_eq!(other.unwrap(), heard);
}

#[test]
fn only_another_counter_of_the_store_is_listened_to() {
    let store = Store::open(limits());
    let tokens = &store.served.tokens;
    let queue = "/store/v1/queue?counter=2";
    for (token, status) in [
        (&tokens.till, 403),
        (&tokens.panel, 403),
        (&tokens.manager, 403),
        (&"x".to_owned(), 401),
    ] {
        let told = store.counter(token, "POST", "/store/v1/signs", SIGNS);
        let heard = store.counter(token, "GET", queue, "");
        assert_eq!((told.status, heard.status), (status, status));
        assert_eq!((told.code(), told.code()), (heard.code(), heard.code()));
    }
    let in_address = format!("{queue}&t={}", tokens.store);
    assert_eq!(store.send("GET", &in_address, &[], "").status, 401);

    assert_eq!(store.served.events(), []);
}

#[test]
fn what_no_counter_of_the_store_would_say_is_refused() {
    let store = Store::open(limits());
    let tokens = &store.served.tokens;
    let own = SIGNS.replace("\"counter\":2", "\"counter\":3");
    let long = SIGNS.replace("\"called\"", &" ".repeat(20_000));
    for (body, status, code) in [
        (own.as_str(), 422, "bad_body"),
        ("", 422, "bad_body"),
        ("[]", 422, "bad_body"),
        (
            r#"{"counter":16,"run":7,"first":0,"told":[]}"#,
            422,
            "bad_body",
        ),
        (
            r#"{"counter":2,"run":7,"first":-1,"told":[]}"#,
            422,
            "bad_body",
        ),
        (
            r#"{"counter":2,"run":7,"first":0,"told":[],"who":"x"}"#,
            422,
            "bad_body",
        ),
        (
            r#"{"counter":2,"run":7,"first":0,"told":["gone"]}"#,
            422,
            "bad_body",
        ),
        (&long, 413, "too_large"),
    ] {
        let answer = store.counter(&tokens.store, "POST", "/store/v1/signs", body);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (status, code),
            "{body:.60}"
        );
    }
    for query in [
        "counter=3",
        "counter=x",
        "after=1",
        "counter=2&after=x",
        "counter=2&x=1",
        "",
    ] {
        let path = format!("/store/v1/queue?{query}");
        let answer = store.counter(&tokens.store, "GET", &path, "");
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "bad_query"),
            "{query}"
        );
    }
    for path in ["/v1/view", "/v1/commands", "/store/v1/", "/store/v1/view"] {
        let answer = store.counter(&tokens.store, "POST", path, "\"call_colleague\"");
        assert_eq!(answer.status, 403, "{path}");
    }
    assert_eq!(store.served.events(), []);
}
