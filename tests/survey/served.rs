//! Pages that are served, a phone that asks them, and a clock that only the test moves.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;
use tempfile::TempDir;
use tillside::domain::code::{
    Code, Day, KEY_VERSION, Kind, MasterKey, Seq, Serial, Slot, StoreKey, Till,
};
use tillside::domain::language::Language;
use tillside::domain::time::Timestamp;
use tillside::engine::api::{Face, Gift, Pull, Pulled, Words};
use tillside::hub::{self, Desk, FILE, Registration};
use tillside::pages::survey::{Answers, Moment};
use tillside::web::{Limits, Stop, serve_pages};

pub(crate) const TODAY: Day = Day(2522);
const START_MS: i64 = 1_795_747_800_000;

/// The clock, by its days and milliseconds after the start.
#[derive(Default)]
pub(crate) struct Clock {
    ms: AtomicI64,
    days: AtomicI64,
    chances: AtomicU64,
}

impl Clock {
    pub(crate) fn wait(&self, ms: i64) {
        self.ms.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn wait_days(&self, days: i64) {
        self.days.fetch_add(days, Ordering::SeqCst);
        self.wait(days * 86_400_000);
    }

    pub(crate) fn moment(&self) -> Moment {
        let chance = self.chances.fetch_add(1, Ordering::SeqCst);
        let day = i64::from(TODAY.0) + self.days.load(Ordering::SeqCst);
        Moment {
            at: Timestamp(START_MS + self.ms.load(Ordering::SeqCst)),
            today: Day(u16::try_from(day).unwrap()),
            chance: spread(chance),
        }
    }
}

/// As good as random (`SplitMix64`, Steele and others 2014).
fn spread(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

pub(crate) fn key(slot: u16) -> StoreKey {
    MasterKey::public_test_key().store_key(KEY_VERSION, Slot::new(slot).unwrap())
}

pub(crate) fn code_of(slot: u16, kind: Kind, day: Day, seq: u16) -> Code {
    let till = Till::new(1).unwrap();
    key(slot).encode(kind, till, day, Seq::new(seq).unwrap())
}

pub(crate) fn code(seq: u16) -> Code {
    code_of(0, Kind::Survey, TODAY, seq)
}

pub(crate) fn serial(seq: u16) -> Serial {
    let till = Till::new(1).unwrap();
    key(0).serial(Kind::Survey, till, TODAY, Seq::new(seq).unwrap())
}

pub(crate) fn face() -> Face {
    let language = |code| Language::new(code).unwrap();
    Face {
        name: "Sklep <u>".to_owned(),
        language: Language::ENGLISH,
        question: Some(Words::By(
            [
                (language("en"), "Did you find it?"),
                (language("pl"), "Czy było?"),
            ]
            .map(|(language, text)| (language, text.to_owned()))
            .into(),
        )),
        reward: Some(Gift {
            what: Words::Same("a coffee".to_owned()),
            minimum: Some("20 PLN".to_owned()),
        }),
    }
}

/// The desk on a file, with its thread.
pub(crate) fn open(folder: &Path, clock: &Arc<Clock>) -> (Desk, JoinHandle<()>) {
    open_for(folder, None, clock)
}

/// The same; all answers are for this counter, if it is given.
pub(crate) fn open_for(
    folder: &Path,
    collector: Option<Till>,
    clock: &Arc<Clock>,
) -> (Desk, JoinHandle<()>) {
    let clock = Arc::clone(clock);
    let stores = [0, 7].map(|slot| Registration {
        key: key(slot),
        face: face(),
    });
    let moment = Box::new(move || clock.moment());
    let (desk, keeper) = hub::open(&folder.join(FILE), collector, face(), &stores, moment).unwrap();
    let thread = Builder::new().name("answers".into());
    (desk, thread.spawn(|| keeper.run()).unwrap())
}

/// Everything that runs for a test.
pub(crate) struct Served {
    pub(crate) clock: Arc<Clock>,
    pub(crate) desk: Option<Desk>,
    pub(crate) folder: TempDir,
    address: SocketAddr,
    stop: Stop,
    threads: Vec<JoinHandle<()>>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let prefix = format!("{name}: ");
        let line = self
            .head
            .lines()
            .find_map(|line| line.strip_prefix(&prefix));
        line.unwrap_or_default()
    }

    /// The token in the page's form.
    pub(crate) fn token(&self) -> String {
        let (_, after) = self.body.split_once("name=\"t\" value=\"").unwrap();
        after.split_once('"').unwrap().0.to_owned()
    }

    #[track_caller]
    pub(crate) fn expect(&self, status: u16, text: &str) {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.body);
        assert!(self.body.contains(text), "no {text:?} in {}", self.body);
    }
}

impl Served {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::<Clock>::default();
        let (desk, keeper) = open(folder.path(), &clock);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, answers) = (Stop::new(), Arc::new(desk.clone()) as Arc<dyn Answers>);
        let word = stop.clone();
        let serve = move || serve_pages(listener, answers, Limits::default(), &word).unwrap();
        let server = Builder::new().name("pages".into()).spawn(serve).unwrap();
        Self {
            clock,
            desk: Some(desk),
            folder,
            address,
            stop,
            threads: vec![server, keeper],
        }
    }

    /// Sends bytes and reads until the other end has closed.
    pub(crate) fn exchange(&self, request: &[u8]) -> Answer {
        let mut phone = TcpStream::connect(self.address).unwrap();
        let patience = Some(Duration::from_secs(30));
        phone.set_read_timeout(patience).unwrap();
        phone.write_all(request).unwrap();
        let mut bytes = Vec::new();
        // Whoever sends too much is hung up on, perhaps before everything was read.
        phone.read_to_end(&mut bytes).ok();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Answer {
            status: status.unwrap_or(0),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: s.example.com\r\n{headers}Connection: close\r\n\r\n"
        );
        self.exchange(request.as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    pub(crate) fn post(&self, path: &str, form: &str) -> Answer {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: s.example.com\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        );
        self.exchange(request.as_bytes())
    }

    /// A path relative to a code's page, as a browser resolves it.
    pub(crate) fn follow(&self, code: Code, answer: &Answer) -> Answer {
        assert_eq!(answer.status, 303, "{}\n{}", answer.head, answer.body);
        self.get(&format!("/{}{}", code.compact(), answer.header("location")))
    }

    /// Opens the first page of a code and waits as long as a person needs.
    pub(crate) fn open_page(&self, code: Code) -> String {
        let page = self.get(&format!("/{}", code.compact()));
        assert_eq!(page.status, 200, "{}", page.body);
        self.clock.wait(5000);
        page.token()
    }

    pub(crate) fn score(&self, code: Code, token: &str, score: u8) -> Answer {
        let form = format!("t={token}&score={score}&url=");
        self.post(&format!("/{}", code.compact()), &form)
    }

    pub(crate) fn pull(&self, after: u64) -> Pulled {
        let asked = Pull {
            till: Till::new(1).unwrap(),
            after,
            ..Pull::default()
        };
        self.pull_with(&asked)
    }

    pub(crate) fn pull_with(&self, asked: &Pull) -> Pulled {
        self.desk
            .as_ref()
            .unwrap()
            .pull(Slot::default(), asked)
            .unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.fire();
        self.desk = None;
        for thread in self.threads.drain(..) {
            thread.join().unwrap();
        }
    }
}
