//! The customers' pages of a real service, as a phone gets them, also when the service is killed
//! between two of them.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use rustix::process::Signal;
use shop::{Service, Shop, eventually, seen};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;
use tillside::domain::case::CaseKind;
use tillside::domain::code::{Code, Day, KEY_VERSION, Kind, Seq, Slot, Till};
use tillside::domain::time::Timestamp;
use tillside::engine::api::Command;
use tillside::journal::{FILE, Reader};
use tillside::runtime::local_api::{PAGES_FILE, client};
use tillside::runtime::{clock, key};

struct Pages {
    service: Service,
    shop: Shop,
}

/// What came back: status line and headers, and the page.
struct Answer {
    head: String,
    body: String,
}

impl Pages {
    fn open() -> Self {
        let mut shop = Shop::with_own_ports();
        shop.enabled = false;
        shop.pages = true;
        let service = Self::serve(&shop);
        Self { service, shop }
    }

    fn serve(shop: &Shop) -> Service {
        let service = shop.open();
        service.wait_for("the customers' pages are served");
        service
    }

    fn code(&self, seq: u16) -> Code {
        let master = key::load(&self.shop.data.join("store.key")).unwrap();
        let key = master.store_key(KEY_VERSION, Slot::default());
        let day = Day::from_date(clock::today()).unwrap();
        key.encode(
            Kind::Survey,
            Till::new(1).unwrap(),
            day,
            Seq::new(seq).unwrap(),
        )
    }

    fn send(&self, request: &str) -> Answer {
        let address = fs::read_to_string(self.shop.data.join(PAGES_FILE)).unwrap();
        let mut phone = TcpStream::connect(address.trim()).unwrap();
        let patience = Some(Duration::from_secs(20));
        phone.set_read_timeout(patience).unwrap();
        phone.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        phone.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer {
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        let head = "Host: s.example.com\r\nConnection: close";
        self.send(&format!("GET {path} HTTP/1.1\r\n{head}\r\n\r\n"))
    }

    fn post(&self, path: &str, form: &str) -> Answer {
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let head = format!("Host: s.example.com\r\nConnection: close\r\n{kind}");
        let length = form.len();
        let rest = format!("Content-Length: {length}\r\n\r\n{form}");
        self.send(&format!("POST {path} HTTP/1.1\r\n{head}\r\n{rest}"))
    }

    /// Answers the first question as soon as the page takes it.
    fn score(&self, code: Code, score: u8) -> String {
        let path = format!("/{}", code.compact());
        let page = self.get(&path);
        page.expect("200", "Would you recommend us");
        let (_, token) = page.body.split_once("name=\"t\" value=\"").unwrap();
        let token = token.split_once('"').unwrap().0.to_owned();
        let form = format!("t={token}&score={score}");
        eventually("the first answer is taken", || {
            let answer = self.post(&path, &form);
            answer.head.starts_with("HTTP/1.1 303").then_some(())
        });
        token
    }
}

impl Answer {
    #[track_caller]
    fn expect(&self, status: &str, text: &str) {
        let line = format!("HTTP/1.1 {status}");
        assert!(self.head.starts_with(&line), "{}\n{}", self.head, self.body);
        assert!(self.body.contains(text), "no {text:?} in {}", self.body);
    }
}

#[test]
fn an_answer_outlives_a_kill_between_two_pages() {
    let mut pages = Pages::open();
    let code = pages.code(5);
    let token = pages.score(code, 3);
    pages.service.signal(Signal::KILL);
    pages.service.wait();
    pages.service = Pages::serve(&pages.shop);
    let path = format!("/{}", code.compact());
    pages.get(&path).expect("409", "This code has been used");
    let second = pages.get(&format!("{path}?t={token}"));
    second.expect("200", "Were you happy with your visit?");
    let done = pages.post(&path, &format!("t={token}&happy=2&comment=cold"));
    done.expect("303", "");
    let again = pages.post(&path, &format!("t={token}&happy=5"));
    again.expect("303", "");
    let panel = client(&pages.shop.data, "panel").unwrap();
    let case = seen(&panel, |view| view.cases.first().copied());
    assert_eq!((case.kind, case.answer), (CaseKind::FollowUp, Some(1)));
    let id = case.id;
    panel.command(Command::ReadAnswer { id }).unwrap();
    let written = seen(&panel, |view| view.survey.answer.clone());
    assert_eq!(written.comment.as_deref(), Some("cold"));
    assert_eq!(written.recommend.map(u8::from), Some(3));
    let manager = client(&pages.shop.data, "manager").unwrap();
    assert_eq!(manager.view(None).unwrap().survey.answer, None);
    assert_eq!(pages.service.stop(), Some(0));

    let reader = Reader::open(&pages.shop.data.join(FILE)).unwrap();
    let always = Timestamp(0)..Timestamp(i64::MAX);
    let answers = reader.answers(always).unwrap();
    let [row] = &answers[..] else {
        panic!("{answers:?}")
    };
    let scores = row.answer.scores;
    assert_eq!(scores.recommend.get(), 3);
    assert_eq!(scores.happy.map(u8::from), Some(2));
    assert_eq!(row.answer.till.get(), 1);
}

#[test]
fn the_service_asks_in_its_own_name_and_tells_nobody_what_was_written() {
    let pages = Pages::open();
    pages.get("/").expect("200", "Code with 12 characters");
    pages
        .get("/0YTZ6FYHJXDY?l=et")
        .expect("404", "Üks märk ei sobi");
    pages.get("/style.css").expect("200", "--accent");
    pages.get("/privacy?l=pl").expect("200", "Co zapisujemy");
    let token = pages.score(pages.code(1), 9);
    let form = format!("t={token}&comment=secretword&contact=777888&consent=1");
    pages
        .post(&format!("/{}", pages.code(1)), &form)
        .expect("303", "");
    let log = pages.service.lines().concat();
    for word in ["secretword", "777888", &pages.code(1).compact()] {
        assert!(!log.contains(word), "{word} in {log}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = fs::metadata(pages.shop.data.join("answers.sqlite")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
}
