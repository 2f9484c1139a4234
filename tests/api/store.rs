//! The page for colleagues on its own listener, with a real counter behind it.

use super::desk::{Answer, Served, exchange, limits};
use super::sale;
use std::fmt::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;
use tillside::domain::event::Event;
use tillside::domain::language::Language;
use tillside::engine::api::{Command, View};
use tillside::pages;
use tillside::protocol::sealed::Key;
use tillside::web::{Limits, Scope, Stop, StoreSetup, Tokens, serve_store};

/// A counter with its listener for the store.
pub(super) struct Store {
    pub(super) served: Served,
    pub(super) address: SocketAddr,
    stop: Stop,
    thread: Option<JoinHandle<()>>,
}

impl Store {
    pub(super) fn open(limits: Limits) -> Self {
        Self::sharing(None, limits)
    }

    /// One that shares its members with whoever has the key.
    pub(super) fn sharing(members: Option<Key>, limits: Limits) -> Self {
        let served = Served::start(limits);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let setup = StoreSetup {
            tokens: Tokens::new(&served.tokens),
            board: served.board.clone(),
            store: pages::Store {
                name: "Sklep <u>".to_owned(),
                language: Language::ENGLISH,
            },
            members,
            limits,
        };
        let stop = Stop::new();
        let (shop, word) = (served.shop(), stop.clone());
        let serve = move || serve_store(listener, setup, shop, &word).unwrap();
        let thread = Builder::new().name("store".into()).spawn(serve).unwrap();
        Self {
            served,
            address,
            stop,
            thread: Some(thread),
        }
    }

    pub(super) fn send(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Answer {
        let mut text =
            format!("{method} {path} HTTP/1.1\r\nHost: 192.168.1.20:7156\r\nConnection: close\r\n");
        for header in headers {
            write!(text, "{header}\r\n").unwrap();
        }
        if !body.is_empty() {
            let form = "Content-Type: application/x-www-form-urlencoded";
            write!(text, "{form}\r\nContent-Length: {}\r\n", body.len()).unwrap();
        }
        exchange(self.address, format!("{text}\r\n{body}").as_bytes())
    }

    /// The page with the right token; `more` of the query behind it.
    pub(super) fn page(&self, more: &str) -> Answer {
        let token = &self.served.tokens.store;
        self.send("GET", &format!("/call?t={token}{more}"), &[], "")
    }

    fn come(&self, id: &str) -> Answer {
        let token = &self.served.tokens.store;
        let path = format!("/call?t={token}&l=pl");
        self.send("POST", &path, &["Origin: null"], id)
    }

    fn command(&self, command: Command) {
        let panel = self.served.client(Scope::Panel);
        panel.command(command).unwrap();
    }

    /// The number of the call that the page's button answers.
    fn asked(&self) -> String {
        let body = self.page("").body;
        let (_, rest) = body.split_once("name=\"id\" value=\"").expect("no button");
        rest.split_once('"').unwrap().0.to_owned()
    }

    fn answers(&self) -> usize {
        let events = self.served.events();
        let is_answer = |event: &&Event| matches!(event, Event::CallAnswered { .. });
        events.iter().filter(is_answer).count()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.stop.fire();
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(matches!(ended, Some(Ok(()))) || std::thread::panicking());
    }
}

impl Answer {
    /// A page of ours with these texts and without those.
    #[track_caller]
    pub(super) fn is_page(&self, status: u16, texts: &[&str], absent: &[&str]) {
        assert_eq!(self.status, status, "{self:?}");
        for text in texts {
            assert!(self.body.contains(text), "no {text:?} in {}", self.body);
        }
        for text in absent {
            assert!(!self.body.contains(text), "{text:?} in {}", self.body);
        }
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(self.header(name), Some(value), "{}", self.head);
        }
        let policy = self.header("content-security-policy").unwrap();
        for part in [
            "default-src 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        for forbidden in ["<script", "set-cookie", "http://", "https://", "<u>"] {
            let whole = format!("{}{}", self.head, self.body).to_lowercase();
            assert!(!whole.contains(forbidden), "{forbidden} in {whole}");
        }
    }
}

const REFRESH: &str = "http-equiv=\"refresh\" content=\"5\"";
const BUTTON: &str = "<button";

#[test]
fn the_page_says_whether_somebody_is_needed_and_a_touch_is_recorded_once() {
    let store = Store::open(limits());
    let calm = [
        "Nobody is needed now",
        "Nobody waits.",
        "Sklep &#60;u&#62;",
        REFRESH,
    ];
    store.page("").is_page(200, &calm, &[BUTTON]);

    store.command(Command::CallColleague);
    let needed = ["Counter 3 needs you", "I’m coming", REFRESH];
    store.page("").is_page(200, &needed, &[]);
    store
        .page("&l=pl")
        .is_page(200, &["Kasa 3 prosi o pomoc", "Idę", "lang=\"pl\""], &[]);

    let id = store.asked();
    let first = store.come(&format!("id={id}"));
    assert_eq!(first.status, 303, "{first:?}");
    let back = format!("/call?t={}&l=pl", store.served.tokens.store);
    assert_eq!(first.header("location"), Some(&*back));
    let coming = ["Ktoś już idzie", REFRESH];
    store
        .send("GET", &back, &[], "")
        .is_page(200, &coming, &[BUTTON]);
    // The other phone had the button too.
    assert_eq!(store.come(&format!("id={id}")).status, 303);
    store
        .page("")
        .is_page(200, &["Somebody is coming"], &[BUTTON]);
    assert_eq!(store.answers(), 1);
    let call = store.served.board.newest().queue.call.unwrap();
    assert!(call.is_answered);

    // A touch on an old page answers no newer call.
    store.command(Command::WithdrawCall { id: call.id });
    store.command(Command::CallColleague);
    assert_ne!(store.asked(), id);
    assert_eq!(store.come(&format!("id={id}")).status, 303);
    store.page("").is_page(200, &[BUTTON], &[]);
    assert_eq!(store.answers(), 1);
}

#[test]
fn the_page_says_how_many_wait_and_for_how_long() {
    let store = Store::open(limits());
    for (waiting, wait_s, text, absent) in [
        (0, 0, "Nikt nie czeka.", "Czas"),
        (1, 20, "Czeka jeden klient.", "Czas"),
        (2, 30, "około 1 min", "około 2"),
        (3, 240, "Czekają 3 osoby.", "osób"),
        (3, 240, "Czas oczekiwania: około 4 min", "około 3"),
        (5, 270, "Czeka 5 osób.", "osoby"),
        (65_535, u32::MAX, "Czeka 65535 osób.", "osoby"),
    ] {
        let mut view = View::clone(&store.served.board.newest());
        view.queue.waiting = waiting;
        view.queue.wait_s = wait_s;
        store.served.board.show(Arc::new(view));
        store.page("&l=pl").is_page(200, &[text], &[absent]);
    }
}

#[test]
fn the_language_is_the_one_that_is_asked_for() {
    let store = Store::open(limits());
    let token = store.served.tokens.store.clone();
    for (more, header, text) in [
        ("", "X-None: 1", "Nobody is needed now"),
        ("", "Accept-Language: et", "Praegu pole kedagi vaja"),
        (
            "&l=da",
            "Accept-Language: et",
            "Der er ikke brug for nogen lige nu",
        ),
        ("&l=pl", "X-None: 1", "Teraz nikt nie jest potrzebny"),
    ] {
        let page = store.send("GET", &format!("/call?t={token}{more}"), &[header], "");
        let kept = format!("href=\"/call?t={token}&amp;l=et\"");
        page.is_page(200, &[text, &kept], &[]);
    }
}

#[test]
fn who_has_not_the_stores_token_sees_and_does_nothing() {
    let store = Store::open(limits());
    store.command(Command::CallColleague);
    let id = format!("id={}", store.asked());
    let tokens = &store.served.tokens;
    for token in [
        "",
        "x",
        &tokens.panel,
        &tokens.manager,
        &tokens.till,
        &format!("{}x", tokens.store),
    ] {
        store.served.pass(Duration::from_secs(10));
        let secret = ["needs you", "wait", BUTTON, REFRESH];
        let path = format!("/call?t={token}");
        let page = store.send("GET", &path, &[], "");
        page.is_page(403, &["This address does not fit"], &secret);
        let bearer = format!("Authorization: Bearer {}", tokens.store);
        let page = store.send("POST", &path, &[&bearer], &id);
        page.is_page(403, &["This address does not fit"], &secret);
    }
    store
        .send("GET", "/call", &[], "")
        .is_page(403, &[], &["needs you"]);
    assert_eq!(store.answers(), 0);
}

#[test]
fn nothing_of_the_local_api_is_served_to_the_store() {
    let store = Store::open(limits());
    let token = store.served.tokens.store.clone();
    let bearer = format!("Authorization: Bearer {}", store.served.tokens.manager);
    for path in [
        "/",
        "/v1/view",
        "/v1/health",
        "/v1/openapi.json",
        "/v1/reports/figures",
        "/v1/manager",
        "/call/",
        "/call/x",
        "/../v1/view",
        "//call",
        "/0YTZ6FYHJXDZ",
    ] {
        store.served.pass(Duration::from_secs(10));
        let page = store.send("GET", path, &[&bearer], "");
        page.is_page(403, &["This address does not fit"], &[]);
        let page = store.send("GET", &format!("{path}?t={token}"), &[], "");
        page.is_page(404, &["This address does not fit"], &[]);
    }
    store.served.pass(Duration::from_secs(10));
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "BREW"] {
        let page = store.send(method, &format!("/call?t={token}"), &[], "");
        assert!(matches!(page.status, 404 | 405), "{method}: {page:?}");
    }
    let style = store.send("GET", "/style.css", &[], "");
    assert_eq!(
        (style.status, style.header("content-type")),
        (200, Some("text/css; charset=utf-8"))
    );
}

#[test]
fn strangers_who_guess_have_to_wait_and_keep_no_colleague_waiting() {
    let store = Store::open(limits());
    let guess = || store.send("GET", "/call?t=guess", &[], "");
    for n in 0..20 {
        assert_eq!(guess().status, 403, "guess {n}");
    }
    guess().is_page(429, &["One moment, please"], &[]);
    assert_eq!(store.send("GET", "/v1/view", &[], "").status, 429);
    assert_eq!(store.page("").status, 200);
    for _ in 0..99 {
        store.page("");
    }
    store
        .page("")
        .is_page(429, &["One moment, please", REFRESH], &[]);
    store.served.pass(Duration::from_secs(1));
    assert_eq!((guess().status, store.page("").status), (403, 200));
}

#[test]
fn whatever_is_sent_a_page_comes_back_and_nothing_is_answered() {
    let store = Store::open(limits());
    store.command(Command::CallColleague);
    let long = format!("id={}", "1".repeat(20_000));
    for (body, status) in [
        ("", 400),
        ("id=", 400),
        ("id=-1", 400),
        ("id=99999999999999999999", 400),
        ("id=1;id=2", 400),
        ("x=1", 400),
        ("{\"id\":1}", 400),
        ("id=\u{fe0f}", 400),
        (&long, 413),
        // A call that never was.
        ("id=77", 303),
    ] {
        let answer = store.come(body);
        assert_eq!(answer.status, status, "{body:.30}");
    }
    let token = store.served.tokens.store.clone();
    for bytes in [
        format!("POST /call?t={token} HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n"),
        format!("GET /call?t={token}&l=\u{1}%00 HTTP/1.1\r\n\r\n"),
        "GET /call?t=\u{e9} HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(),
        "SSH-2.0-no\r\n\r\n".to_owned(),
    ] {
        let answer = exchange(store.address, bytes.as_bytes());
        assert!(matches!(answer.status, 0 | 400 | 403), "{answer:?}");
    }
    let odd = store.send("GET", &format!("/call?t={token}&l=%3Cu%3E&t=x"), &[], "");
    odd.is_page(200, &["Counter 3 needs you"], &[]);
    assert_eq!(store.answers(), 0);
    store.page("").is_page(200, &[BUTTON], &[]);
}

#[test]
fn a_counter_that_does_not_answer_is_asked_again() {
    let store = Store::open(Limits {
        answer: Duration::from_millis(50),
        ..limits()
    });
    store.command(Command::CallColleague);
    let id = format!("id={}", store.asked());
    let pause = store.served.pause();
    store.served.input(sale());
    store.come(&id).is_page(503, &["Chwileczkę", REFRESH], &[]);
    drop(pause);
    store.page("").is_page(200, &[BUTTON], &[]);
    let mut tries = 0..1000;
    let is_taken = tries.any(|_| store.come(&id).status == 303);
    assert!(is_taken);
    assert_eq!(store.answers(), 1);
}
