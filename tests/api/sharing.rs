//! What counters tell each other of members, over the store's listener.

use super::desk::{exchange, limits};
use super::store::Store;
use tillside::client::{Client, Error};
use tillside::domain::code::Till;
use tillside::domain::event::JournalMark;
use tillside::engine::sharing::{Met, Told};
use tillside::protocol::sealed::{Key, NONCE, Way};
use tillside::web::Scope;

const TOKEN: &str = "11223344556677889900aabbccddeeff11223344556677889900aabbccddeeff";

fn key() -> Key {
    Key::of_token(TOKEN).unwrap()
}

fn told(counter: u16) -> Told {
    Told {
        counter: Till::new(counter).unwrap(),
        journal: JournalMark(7),
        batch: 0,
        people: Vec::new(),
        facts: Vec::new(),
        known: None,
    }
}

fn sealed(key: &Key, told: &Told, nonce: [u8; NONCE]) -> Vec<u8> {
    let text = serde_json::to_vec(told).unwrap();
    key.seal(Way::Ask, nonce, &text).unwrap()
}

fn client(store: &Store) -> Client {
    Client::new(store.address, "")
}

#[test]
fn who_has_the_key_is_answered_and_nobody_else_can_read_it() {
    let store = Store::sharing(Some(key()), limits());
    let nonce = [3; NONCE];
    let answer = client(&store).members(&sealed(&key(), &told(2), nonce));
    let answer = answer.unwrap();
    let opened = key().open(Way::Answer(nonce), &answer).unwrap();
    let met: Met = serde_json::from_slice(&opened).unwrap();
    assert_eq!(met.journal, JournalMark(99));
    assert!(key().open(Way::Answer([4; NONCE]), &answer).is_none());
    assert!(key().open(Way::Ask, &answer).is_none());
    // The same question again has another answer to look at.
    let again = client(&store).members(&sealed(&key(), &told(2), nonce));
    assert_ne!(again.unwrap(), answer);
}

#[test]
fn nobody_else_is_listened_to() {
    let store = Store::sharing(Some(key()), limits());
    let other = Key::of_token(&TOKEN.replace('1', "2")).unwrap();
    let plain = serde_json::to_vec(&told(2)).unwrap();
    let answer = key().seal(Way::Answer([3; NONCE]), [5; NONCE], &plain);
    for message in [
        sealed(&other, &told(2), [3; NONCE]),
        answer.unwrap(),
        plain,
        Vec::new(),
        vec![0; 27],
        store.served.tokens.store.clone().into_bytes(),
    ] {
        let refused = client(&store).members(&message).unwrap_err();
        assert!(matches!(refused, Error::Unauthorised), "{refused}");
    }
    assert_eq!(
        store
            .served
            .client(Scope::Panel)
            .view(None)
            .unwrap()
            .queue
            .waiting,
        0
    );
}

#[test]
fn what_no_other_counter_would_say_is_refused() {
    let store = Store::sharing(Some(key()), limits());
    let own = store.served.board.newest().place.counter.get();
    let own = client(&store).members(&sealed(&key(), &told(own), [1; NONCE]));
    let strange = key().seal(Way::Ask, [2; NONCE], br#"{"counter":2,"name":"Anna"}"#);
    let strange = client(&store).members(&strange.unwrap());
    for (refused, says) in [(own, "another one"), (strange, "same version")] {
        match refused {
            Err(Error::Failed { code, message }) => {
                assert_eq!(code, "bad_body");
                assert!(
                    message.contains(says) && !message.contains("Anna"),
                    "{message}"
                );
            }
            other => panic!("{other:?}"),
        }
    }
    let long = "POST /store/v1/members HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n";
    assert_eq!(exchange(store.address, long.as_bytes()).status, 413);
    let none = Store::sharing(None, limits());
    let nothing = client(&none).members(&sealed(&key(), &told(2), [1; NONCE]));
    assert!(matches!(nothing, Err(Error::Failed { code, .. }) if code == "not_found"));
}

#[test]
fn who_guesses_keys_has_to_wait_and_keeps_no_counter_waiting() {
    let store = Store::sharing(Some(key()), limits());
    let mut refused = (0..200).map(|_| client(&store).members(&[0; 40]));
    assert!(refused.any(|it| matches!(it, Err(Error::Busy { .. }))));
    let answer = client(&store).members(&sealed(&key(), &told(2), [1; NONCE]));
    assert!(answer.is_ok());
}
