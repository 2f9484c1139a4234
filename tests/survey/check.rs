//! Whoever has a store's key is shown that its codes are known; nobody else learns anything.

use super::served::{Served, code, key};
use tillside::domain::code::Challenge;

const QUESTION: &str = "0123456789abcdefghijklmnopqrstuvwxyz";

#[test]
fn the_proof_is_the_keys_and_costs_nothing() {
    let served = Served::start();
    let question = Challenge::new(QUESTION).unwrap();
    for (path, slot) in [
        ("/check/0/", 0),
        ("/check/7/", 7),
        ("/KRK-1/check/7/", 7),
        ("/krk-1/check/07/", 7),
    ] {
        let answer = served.get(&format!("{path}{QUESTION}"));
        assert_eq!(answer.status, 200, "{path}: {}", answer.head);
        assert_eq!(answer.body, question.answer(&key(slot)) + "\n");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    }
    let longest = "z".repeat(64);
    assert_eq!(served.get(&format!("/check/0/{longest}")).status, 200);
    assert_eq!(served.pull(0).opened_total, 0);
    // The store's codes are as good as before.
    served.open_page(code(1));
}

#[test]
fn everything_else_is_a_page_that_is_not_there() {
    let served = Served::start();
    let question = |length| "a".repeat(length);
    for path in [
        format!("/check/1/{QUESTION}"),
        format!("/check/32/{QUESTION}"),
        format!("/check/-1/{QUESTION}"),
        format!("/check/x/{QUESTION}"),
        format!("/check/70000/{QUESTION}"),
        format!("/check/0/{}", question(15)),
        format!("/check/0/{}", question(65)),
        format!("/check/0/{}", question(15) + "A"),
        format!("/check/0/{}", question(15) + "%0A"),
        format!("/check/0/{}", question(15) + "%FF"),
        "/check/0/".to_owned(),
        "/check/0".to_owned(),
        "/check".to_owned(),
        format!("/a/b/check/0/{QUESTION}"),
    ] {
        let answer = served.get(&path);
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
        assert!(answer.body.contains("<form"), "{path}: {}", answer.body);
    }
    let path = format!("/check/0/{QUESTION}");
    assert_eq!(served.post(&path, "a=b").status, 405);
    assert_eq!(served.ask("HEAD", &path, "").body, "");
}

#[test]
fn a_store_may_still_be_called_check() {
    let served = Served::start();
    let path = format!("/check/{}", code(1).compact());
    served.get(&path).expect(200, "recommend us");
    assert_eq!(served.get("/check/").status, 200);
}
