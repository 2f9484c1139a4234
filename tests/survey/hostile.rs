//! Whoever guesses, floods or sends rubbish.

use super::served::{Served, code};
use std::fmt::Write as _;
use tillside::domain::code::{Code, Day, Kind, Refusal, verify};

use super::served::{TODAY, key};

#[test]
fn forms_need_their_token_and_a_persons_time() {
    let served = Served::start();
    let path = format!("/{}", code(1));
    let token = served.get(&path).token();
    let soon = served.score(code(1), &token, 9);
    soon.expect(429, "tap your answer once more");
    assert_eq!(
        soon.token(),
        token,
        "the same page, so that the next touch counts"
    );
    let other = served.open_page(code(2));
    for (form, status) in [
        (format!("t={other}&score=9"), 403),
        ("score=9".to_owned(), 403),
        (format!("t={token}&score=11"), 400),
        (format!("t={token}&score=-1"), 400),
        (format!("t={token}&score="), 400),
        (format!("t={token}&score=9&url=spam"), 400),
        (format!("t={token}&comment=x"), 410),
        ("comment=x".to_owned(), 403),
    ] {
        let answer = served.post(&path, &form);
        assert_eq!(answer.status, status, "{form}: {}", answer.body);
    }
    served.clock.wait_days(1);
    served.score(code(1), &token, 9).expect(403, "once more");
    assert!(served.pull(0).sheets.is_empty());
    let fresh = served.open_page(code(1));
    assert_eq!(served.score(code(1), &fresh, 9).status, 303);
}

#[test]
fn rubbish_gets_a_refusal_of_the_right_kind() {
    let served = Served::start();
    let path = format!("/{}", code(1));
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let big = "a".repeat(9000);
    for (headers, body, status) in [
        ("Content-Type: text/plain\r\n", "score=1", 415),
        ("", "score=1", 415),
        (form, big.as_str(), 413),
    ] {
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        );
        let answer = served.exchange(request.as_bytes());
        assert_eq!(answer.status, status, "{headers}");
    }
    for (request, status) in [
        (
            "PUT /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            405,
        ),
        ("nonsense\r\n\r\n", 400),
        (
            "GET /a/b/c/d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            404,
        ),
        (
            "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            404,
        ),
        (
            "GET /%2e%2e%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            404,
        ),
    ] {
        let answer = served.exchange(request.as_bytes());
        assert_eq!(answer.status, status, "{request}");
        assert!(!answer.body.contains("root:"));
    }
    let mut bomb = "GET / HTTP/1.1\r\nHost: x\r\n".to_owned();
    for line in 0..200 {
        write!(bomb, "X-{line}: {}\r\n", "b".repeat(200)).unwrap();
    }
    let answer = served.exchange(format!("{bomb}\r\n").as_bytes());
    assert!(matches!(answer.status, 0 | 431), "{}", answer.head);
    served.get("/").expect(200, "Code with 12 characters");
}

#[test]
fn ten_guesses_an_hour_and_then_a_rest() {
    let served = Served::start();
    let guesses: Vec<Code> = forgeries(11).collect();
    for guess in &guesses[..10] {
        served.get(&format!("/{guess}")).expect(404, "do not know");
        served.get("/0YTZ6FYHJXDY").expect(404, "does not fit");
    }
    let barred = served.get(&format!("/{}", guesses[10]));
    barred.expect(429, "try again in 60 min");
    assert_eq!(barred.header("retry-after"), "3600");
    served
        .get(&format!("/{}", code(1)))
        .expect(429, "One moment");
    assert_eq!(served.pull(0).guesses_total, 10);
    served.clock.wait(3_600_000);
    served
        .get(&format!("/{}", code(1)))
        .expect(200, "recommend us");
}

/// Codes of store 0 with a right check symbol, made without its key.
fn forgeries(count: usize) -> impl Iterator<Item = Code> {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut state: u64 = 88_172_645_463_325_252;
    let mut random = move || {
        // xorshift64 (Marsaglia 2003)
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut guess = move || {
        let bits = random();
        let symbol = |place: u32| char::from(ALPHABET[(bits >> (5 * place) & 31) as usize]);
        let head: String = "0".chars().chain((0..10).map(symbol)).collect();
        let mut ends = ALPHABET
            .iter()
            .map(|byte| format!("{head}{}", char::from(*byte)));
        ends.find_map(|text| Code::parse(&text).ok()).unwrap()
    };
    (0..count).map(move |_| guess())
}

#[test]
fn guessing_does_not_pay() {
    // The stated odds are 2^-25 for a tag that fits: 0.03 of a million. Without optimisation a
    // million takes a minute, so that a tenth has to do; `benches/survey.rs` tries them all.
    let count = if cfg!(debug_assertions) {
        100_000
    } else {
        1_000_000
    };
    let keys = [key(0)];
    let genuine = |code: &Code| !matches!(verify(*code, &keys, TODAY), Err(Refusal::Forged));
    let found = forgeries(count).filter(genuine).count();
    assert_eq!(found, 0, "of {count}");
    let real = key(0).encode(
        Kind::Survey,
        Default::default(),
        Day(TODAY.0),
        Default::default(),
    );
    assert!(genuine(&real), "the judge knows a real one");
}
