//! How fast the survey's pages come, how many answers a second are on the disk, and whether guessing
//! pays. Server and phones share the machine; first in one process, then with `tillside hub` in its own.
//!
//! `cargo bench --bench survey` (needs Linux's `/proc`)
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a bench reads the clock, prints, and may stop at a surprise"
)]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread::{self, scope};
use std::time::{Duration, Instant};

use sha2::{Digest as _, Sha256};
use tillside::client::{Client, Trusted};
use tillside::domain::code::{
    Code, Day, FormToken, KEY_VERSION, Kind, MasterKey, Refusal, Seq, Slot, StoreKey, Till, verify,
};
use tillside::domain::language::Language;
use tillside::domain::time::Timestamp;
use tillside::engine::api::{Face, Register};
use tillside::hub::{self, FILE, Registration, Registry};
use tillside::pages::survey::{Answers, Moment};
use tillside::runtime::clock;
use tillside::web::{Limits, Stop, serve_pages};

const PHONES: usize = 32;
const ANSWERS: usize = 20_000;
const LOOKS_A_SECOND: u64 = 500;
const LOOKS: usize = 5_000;
const LOOKERS: usize = 4;
const GUESSES: usize = 1_000_000;

fn key() -> StoreKey {
    MasterKey::public_test_key().store_key(KEY_VERSION, Slot::default())
}

fn code(number: usize) -> Code {
    let number = u16::try_from(number).unwrap();
    let till = Till::new(number / 2048).unwrap();
    let seq = Seq::new(number % 2048).unwrap();
    key().encode(Kind::Survey, till, today(), seq)
}

fn today() -> Day {
    Day::from_date(clock::today()).unwrap()
}

fn moment() -> Moment {
    Moment {
        at: clock::utc().into(),
        today: today(),
        chance: 0x9e37_79b9_7f4a_7c15,
    }
}

/// A phone that keeps its connection.
struct Phone(BufReader<TcpStream>);

impl Phone {
    fn call(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }

    /// The time to the first byte of the answer, and its status line.
    fn ask(&mut self, request: &str) -> (Duration, String) {
        let start = Instant::now();
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        let mut line = String::new();
        self.0.fill_buf().unwrap();
        let time = start.elapsed();
        self.0.read_line(&mut line).unwrap();
        let (mut length, mut header) = (0, String::new());
        while header != "\r\n" {
            header.clear();
            self.0.read_line(&mut header).unwrap();
            if let Some(value) = header.strip_prefix("content-length: ") {
                length = value.trim().parse().unwrap();
            }
        }
        self.0.read_exact(&mut vec![0; length]).unwrap();
        (time, line)
    }
}

fn send(number: usize) -> String {
    let token = FormToken::new(Timestamp(moment().at.0 - 10_000), 7).seal(&key(), code(number));
    let form = format!("t={token}&url=&score=9");
    format!(
        "POST /{} HTTP/1.1\r\nHost: s\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{form}",
        code(number).compact(),
        form.len()
    )
}

fn answer(address: SocketAddr) {
    let requests: Vec<String> = (0..ANSWERS).map(send).collect();
    let start = Instant::now();
    let times = scope(|scope| {
        let each = requests.chunks(ANSWERS / PHONES).map(|requests| {
            scope.spawn(move || {
                let mut phone = Phone::call(address);
                let ask = |request: &String| {
                    let (time, line) = phone.ask(request);
                    assert!(line.starts_with("HTTP/1.1 303"), "{line}");
                    time
                };
                requests.iter().map(ask).collect::<Vec<_>>()
            })
        });
        let each: Vec<_> = each.collect();
        each.into_iter()
            .flat_map(|phone| phone.join().unwrap())
            .collect()
    });
    let rate = ANSWERS as f64 / start.elapsed().as_secs_f64();
    println!("{ANSWERS} answers from {PHONES} phones: {rate:.0} a second on the disk");
    tell("answer", times);
}

fn look(address: SocketAddr) {
    let request = |number: usize| {
        let code = code(ANSWERS + number % 1000).compact();
        format!("GET /{code} HTTP/1.1\r\nHost: s\r\nAccept-Language: pl\r\n\r\n")
    };
    let every = Duration::from_secs(1) / u32::try_from(LOOKS_A_SECOND).unwrap();
    let start = Instant::now();
    let times = scope(|scope| {
        let each = (0..LOOKERS).map(|looker| {
            scope.spawn(move || {
                let mut phone = Phone::call(address);
                let mut times = Vec::new();
                for number in (looker..LOOKS).step_by(LOOKERS) {
                    let at = start + every * u32::try_from(number).unwrap();
                    thread::sleep(at.saturating_duration_since(Instant::now()));
                    let (time, line) = phone.ask(&request(number));
                    assert!(line.starts_with("HTTP/1.1 200"), "{line}");
                    times.push(time);
                }
                times
            })
        });
        let each: Vec<_> = each.collect();
        each.into_iter()
            .flat_map(|phone| phone.join().unwrap())
            .collect()
    });
    println!("{LOOKS} first pages at {LOOKS_A_SECOND} a second");
    tell("first byte", times);
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let ms = |share: usize| times[times.len() * share / 1000].as_secs_f64() * 1e3;
    println!("  {what}: p50 {:.2} ms, p99 {:.2} ms", ms(500), ms(990));
}

/// How often this disk can be waited for: the peer of the answers.
fn flushes(folder: &Path) {
    let mut file = File::create(folder.join("flush")).unwrap();
    let start = Instant::now();
    for _ in 0..200 {
        file.write_all(&[1; 4096]).unwrap();
        file.sync_data().unwrap();
    }
    let rate = 200.0 / start.elapsed().as_secs_f64();
    println!("the same disk, one flush after the other: {rate:.0} a second");
}

fn memory(process: &str) {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    for name in ["VmHWM:", "RssAnon:"] {
        let line = status.lines().find(|line| line.starts_with(name));
        println!("memory of {process}: {}", line.unwrap());
    }
}

/// The same load on a hub of its own, as a proxy would pass it on.
fn hub_process(folder: &Path) {
    let registry = Registry::open(&folder.join(FILE)).unwrap();
    let token = "a".repeat(64);
    let hash = Sha256::digest(&token).into();
    assert!(
        registry
            .add(Slot::default(), "Shop", &hash, moment().at)
            .unwrap()
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
    command.args(["hub", "--behind-proxy", "--listen", "127.0.0.1:0", "--data"]);
    let mut process = command.arg(folder).stderr(Stdio::null()).spawn().unwrap();
    let address = loop {
        let text = fs::read_to_string(folder.join("hub.address"));
        if let Ok(address) = text.unwrap_or_default().trim().parse::<SocketAddr>() {
            break address;
        }
        thread::sleep(Duration::from_millis(10));
    };
    let client = Client::for_hub(&format!("http://{address}"), &token, &Trusted::default());
    let face = Face::plain("Shop".to_owned(), Language::ENGLISH);
    client.register(&Register::new(&key(), face)).unwrap();
    look(address);
    answer(address);
    memory(&process.id().to_string());
    process.kill().unwrap();
    process.wait().unwrap();
}

fn guess() {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut state: u64 = 88_172_645_463_325_252;
    let (keys, today) = ([key()], today());
    let (mut tried, mut found) = (0_usize, 0_usize);
    let start = Instant::now();
    while tried < GUESSES {
        // xorshift64 (Marsaglia 2003)
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let symbol = |place: u32| char::from(ALPHABET[(state >> (5 * place) & 31) as usize]);
        let text: String = "0".chars().chain((0..11).map(symbol)).collect();
        if let Ok(code) = Code::parse(&text) {
            tried += 1;
            found += usize::from(!matches!(verify(code, &keys, today), Err(Refusal::Forged)));
        }
    }
    let time = start.elapsed();
    println!("{GUESSES} codes with a right check symbol, guessed in {time:.1?}: {found} accepted");
}

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    flushes(folder.path());
    let face = Face::plain("Shop".to_owned(), Language::ENGLISH);
    let store = Registration {
        key: key(),
        face: face.clone(),
    };
    let path = folder.path().join(FILE);
    let (desk, keeper) = hub::open(&path, None, face, &[store], Box::new(moment)).unwrap();
    let keeper = thread::Builder::new().spawn(|| keeper.run()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, answers) = (Stop::new(), Arc::new(desk) as Arc<dyn Answers>);
    let word = stop.clone();
    let serve = move || serve_pages(listener, answers, Limits::default(), &word).unwrap();
    let server = thread::Builder::new().spawn(serve).unwrap();
    look(address);
    answer(address);
    memory("self");
    stop.fire();
    server.join().unwrap();
    keeper.join().unwrap();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    hub_process(folder.path());
    guess();
}
