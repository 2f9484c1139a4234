//! The hub on one side, the services of shops on the other: real processes, encrypted connections, and
//! either side killed or away at the worst moment.
#![cfg(test)]

#[path = "support/hub.rs"]
mod hub;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use hub::{Hub, Phone, keep_token, pem};
use rustix::process::Signal;
use shop::printed::sale;
use shop::{Peer, Printer, Shop, clock, eventually, tick};
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tillside::domain::code::{Code, Day, KEY_VERSION, Kind, MasterKey, Seq, Slot, Till, verify};
use tillside::domain::time::Timestamp;
use tillside::journal::{AnswerRow, FILE, Reader};
use tillside::runtime::local_api::client;
use tillside::runtime::{clock as wall, private_file};

/// The bytes 00 to 1f, which everybody knows.
const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

/// A service asks every ten seconds; one that has found its hub away, after two, four, eight.
const LONG: Duration = Duration::from_secs(75);

/// A counter whose answers are at a hub.
struct Counter {
    shop: Shop,
    number: u16,
    till: Peer,
    printer: Printer,
}

impl Counter {
    fn new(number: u16, hub: &Hub, token: &str) -> Self {
        let (mut shop, till, printer) = Shop::with_adapters();
        keep_token(&shop.data, token);
        private_file::replace(&shop.data.join("store.key"), KEY.as_bytes()).unwrap();
        shop.survey = "reward = 'a coffee'\n";
        let (url, ca) = (&hub.url, pem("authority.pem"));
        let more = format!("[hub]\nurl = {url:?}\nca = {ca:?}\n[counter]\nnumber = {number}\n");
        shop.more = Box::leak(more.into_boxed_str());
        Self {
            shop,
            number,
            till,
            printer,
        }
    }

    fn receipt(&mut self, number: usize) -> Code {
        let sale = sale(number);
        self.till.send(&sale);
        let code = self.printer.print_of(&sale).code();
        Code::parse(&code).unwrap()
    }

    /// A code of this counter that was on a receipt some time ago.
    fn code(&self, number: u16) -> Code {
        let day = Day::from_date(wall::today()).unwrap();
        let (till, seq) = (Till::new(self.number).unwrap(), Seq::new(number).unwrap());
        store_key().encode(Kind::Survey, till, day, seq)
    }

    fn answers(&self) -> Vec<AnswerRow> {
        let reader = Reader::open(&self.shop.data.join(FILE)).unwrap();
        let always = Timestamp(0)..Timestamp(i64::MAX);
        reader.answers(always).unwrap()
    }

    #[track_caller]
    fn wait_for_answers(&self, count: usize) {
        wait_until(|| self.answers().len() >= count);
        assert_eq!(self.answers().len(), count);
    }
}

#[track_caller]
fn wait_until(is_so: impl Fn() -> bool) {
    let end = clock() + LONG;
    while !is_so() {
        assert!(clock() < end, "not in time");
        tick();
    }
}

fn store_key() -> tillside::domain::code::StoreKey {
    MasterKey::public_test_key().store_key(KEY_VERSION, Slot::default())
}

/// The thank-you on a page.
fn reward(page: &str) -> Code {
    let words = page.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let mut codes = words.filter_map(|word| Code::parse(word).ok());
    let code = codes.next().unwrap_or_else(|| panic!("no code in {page}"));
    let today = Day::from_date(wall::today()).unwrap();
    let serial = verify(code, &[store_key()], today).unwrap();
    assert_eq!((serial.kind, serial.till), (Kind::Reward, Till::MAX));
    code
}

#[test]
fn answers_reach_their_counter_once_whoever_is_away() {
    let mut hub = Hub::encrypted();
    let token = hub.add(0);
    let mut counter = Counter::new(1, &hub, &token);
    let mut service = counter.shop.open();
    let phone = Phone::at(&hub.url);
    let first = counter.receipt(1);
    wait_until(|| hub.store()["registered"] == true);
    assert!(phone.get("/", None).hsts);

    // The hub is killed between two pages, and comes back.
    let page = phone.score(first, 9);
    hub.service.signal(Signal::KILL);
    hub.service.wait();
    let second = counter.receipt(2);
    hub.start_again();
    let thanks = phone.complete(first, &page, "fresh+bread");
    let thank_you = reward(&thanks);
    assert_eq!(reward(&phone.complete(first, &page, "again")), thank_you);
    counter.wait_for_answers(1);
    wait_until(|| hub.store()["waiting"] == 0);
    let other = phone.get(&format!("/{}", first.compact()), None);
    assert_eq!(other.status, 409, "{}", other.body);

    // The shop is closed while its customer answers, and its service is killed when it asks.
    assert_eq!(service.stop(), Some(0));
    let page = phone.score(second, 3);
    phone.complete(second, &page, "a+long+wait");
    assert_eq!(hub.store()["waiting"], 1);
    service = counter.shop.open();
    service.signal(Signal::KILL);
    service.wait();
    service = counter.shop.open();
    counter.wait_for_answers(2);

    // The hub is away when the service asks, and receipts go on.
    assert_eq!(hub.service.stop(), Some(0));
    service.wait_for("no answers of customers for now, they wait");
    service.wait_for("does not answer");
    let third = counter.receipt(3);
    hub.start_again();
    let page = phone.score(third, 7);
    phone.complete(third, &page, "");
    counter.wait_for_answers(3);
    assert_eq!(service.stop(), Some(0));
    let tills: Vec<u16> = counter
        .answers()
        .iter()
        .map(|row| row.answer.till.get())
        .collect();
    assert_eq!(tills, [1, 1, 1]);
    let log = service.lines().concat() + &hub.service.lines().concat();
    for secret in [token.trim(), KEY.trim(), "bread", "long wait"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    assert_eq!(hub.service.stop(), Some(0));
}

#[test]
fn each_counter_of_a_store_gets_the_answers_to_its_own_receipts() {
    let hub = Hub::encrypted();
    let token = hub.add(0);
    let counters = [1, 2].map(|number| Counter::new(number, &hub, &token));
    let phone = Phone::at(&hub.url);
    let mut services = counters.each_ref().map(|counter| counter.shop.open());
    wait_until(|| hub.store()["registered"] == true);
    for (counter, count) in counters.iter().zip([2, 1]) {
        for number in 0..count {
            let code = counter.code(1000 + number);
            let page = phone.score(code, 8);
            phone.complete(code, &page, "");
        }
    }
    for (counter, count) in counters.iter().zip([2, 1]) {
        counter.wait_for_answers(count);
        let own = |row: &AnswerRow| row.answer.till.get() == counter.number;
        assert!(counter.answers().iter().all(own));
    }
    for service in &mut services {
        assert_eq!(service.stop(), Some(0));
    }
}

#[test]
fn a_wrong_token_is_said_with_what_to_do_and_another_one_is_taken() {
    let hub = Hub::encrypted();
    let token = hub.add(0);
    let again = hub.command(&["add-store", "0", "Twice"]);
    assert_eq!(again.status.code(), Some(2));
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(said.contains("`tillside hub new-token 0`"), "{said}");

    let counter = Counter::new(1, &hub, &"0".repeat(64));
    let service = counter.shop.open();
    service.wait_for("does not know the token in");
    keep_token(&counter.shop.data, &token);
    wait_until(|| hub.store()["registered"] == true);
    // Its owner has it replaced: the old one is worth nothing within seconds.
    assert!(hub.command(&["new-token", "0"]).status.success());
    drop(service);
    let service = counter.shop.open();
    service.wait_for("does not know the token in");
    let removed = hub.command(&["remove-store", "0"]);
    assert!(removed.status.success(), "{removed:?}");
    assert_eq!(hub.store(), serde_json::Value::Null);
}

#[test]
fn a_hub_is_not_opened_to_the_network_in_the_open() {
    let folder = tempfile::tempdir().unwrap();
    let hub = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
        command.arg("hub").args(arguments);
        let output = command.arg("--data").arg(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let said = hub(&["--listen", "0.0.0.0:0"]);
    assert!(said.contains("nothing encrypts"), "{said}");
    let (chain, key) = (pem("chain.pem"), pem("next_key.pem"));
    let (chain, key) = (chain.to_str().unwrap(), key.to_str().unwrap());
    let said = hub(&["--certificate", chain, "--key", key]);
    assert!(said.contains("they must belong together"), "{said}");
    let said = hub(&["--certificate", chain, "--key", "/no/such/file"]);
    assert!(said.contains("cannot read /no/such/file"), "{said}");
}

#[test]
fn a_renewed_certificate_is_taken_without_a_restart() {
    let mut hub = Hub::encrypted();
    let phone = Phone::at(&hub.url);
    let put = |from: &str, to: &str| {
        let ours = hub.folder.path().join(to);
        private_file::replace(&ours, &fs::read(pem(from)).unwrap()).unwrap();
    };
    put("next_key.pem", "key.pem");
    hub.service.wait_for("the certificate stays the old one");
    assert_eq!(phone.get("/", None).status, 200);
    put("next_chain.pem", "chain.pem");
    hub.service.wait_for("the certificate was renewed");
    assert_eq!(phone.get("/", None).status, 200);
    assert_eq!(hub.service.stop(), Some(0));
}

/// A running nginx with the project's own example.
struct Nginx {
    process: Child,
    _folder: tempfile::TempDir,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn nginx(hub: &Hub, port: u16) -> Nginx {
    let folder = tempfile::tempdir().unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let mut site = fs::read_to_string(format!("{root}/assets/hub/nginx.conf")).unwrap();
    for (from, to) in [
        ("listen 443 ssl;", format!("listen 127.0.0.1:{port} ssl;")),
        ("    listen [::]:443 ssl;\n", String::new()),
        (
            "/etc/letsencrypt/live/s.example.com/fullchain.pem",
            pem("chain.pem").display().to_string(),
        ),
        (
            "/etc/letsencrypt/live/s.example.com/privkey.pem",
            pem("key.pem").display().to_string(),
        ),
        ("127.0.0.1:8443;", format!("{};", hub.address())),
    ] {
        assert!(site.contains(from), "the example has {from}");
        site = site.replace(from, &to);
    }
    let here = folder.path().display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|what| format!("{what}_temp_path {here}/{what};\n"))
        .concat();
    let text = format!(
        "daemon off;\npid {here}/pid;\nerror_log {here}/error.log;\nevents {{}}\nhttp {{\n{temporary}{site}}}\n"
    );
    let path = folder.path().join("nginx.conf");
    fs::write(&path, text).unwrap();
    let mut command = Command::new("/usr/sbin/nginx");
    command.arg("-p").arg(folder.path()).arg("-c").arg(&path);
    let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    Nginx {
        process: process.unwrap_or_else(|error| panic!("nginx: {error}; run tests/run")),
        _folder: folder,
    }
}

/// A port on which nobody listens.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

#[test]
fn behind_the_example_proxy_nobody_can_pretend_to_be_somebody_else() {
    let hub = Hub::behind_proxy();
    let token = hub.add(0);
    let port = free_port();
    let _nginx = nginx(&hub, port);
    let base = format!("https://127.0.0.1:{port}");
    let phone = Phone::at(&base);
    eventually("nginx is there", || {
        std::net::TcpStream::connect(("127.0.0.1", port)).ok()
    });
    let mut counter = Counter::new(1, &hub, &token);
    // The store calls through the proxy, too.
    let more = counter.shop.more.replace(&hub.url, &base);
    counter.shop.more = Box::leak(more.into_boxed_str());
    let mut service = counter.shop.open();
    wait_until(|| hub.store()["registered"] == true);
    let front = phone.get("/", None);
    assert!(front.status == 200 && front.hsts, "{front:?}");
    let code = counter.receipt(1);
    let page = phone.score(code, 10);
    reward(&phone.complete(code, &page, ""));
    counter.wait_for_answers(1);

    let statuses: Vec<u16> = (0..12)
        .map(|number| {
            let code = nobodys(number);
            let forged = format!("198.51.100.{number}");
            phone
                .get(&format!("/{}", code.compact()), Some(&forged))
                .status
        })
        .collect();
    assert_eq!(statuses[..10], [404; 10]);
    assert_eq!(statuses[10..], [429; 2]);
    assert_eq!(service.stop(), Some(0));
    stop(hub);
}

#[test]
fn many_guesses_slow_a_store_down_and_its_manager_hears() {
    let hub = Hub::behind_proxy();
    let token = hub.add(0);
    let counter = Counter::new(1, &hub, &token);
    let mut service = counter.shop.open();
    wait_until(|| hub.store()["registered"] == true);
    let phone = Phone::at(&hub.url);
    let guess = |number: u16| {
        let code = nobodys(number);
        let from = format!("198.51.{}.{}", 100 + number / 200, number % 200);
        phone
            .get(&format!("/{}", code.compact()), Some(&from))
            .status
    };
    assert!((0..200).all(|number| guess(number) == 404));
    let began = clock();
    // A customer who has guessed nothing gets the page all the same.
    let genuine = format!("/{}", counter.code(7).compact());
    assert_eq!(phone.get(&genuine, Some("203.0.113.9")).status, 200);
    assert!(clock() - began >= Duration::from_secs(1));
    let manager = client(&counter.shop.data, "manager").unwrap();
    let mut view = manager.view(None).unwrap();
    let end = clock() + LONG;
    while view.survey.guesses.is_none_or(|known| known.count != 200) {
        assert!(clock() < end, "{:?}", view.survey.guesses);
        view = manager.view(Some(view.revision)).unwrap();
    }
    assert_eq!(service.stop(), Some(0));
    stop(hub);
}

#[test]
fn what_is_no_word_of_a_store_is_refused_and_told_why() {
    let hub = Hub::plain();
    let token = hub.add(3);
    let phone = Phone::at(&hub.url);
    let (token, json) = (Some(token.trim()), "application/json");
    let key = "0a".repeat(32);
    let face = r#"{"name":"Shop","language":"en"}"#;
    let store = |slot: u8, key: &str| format!(r#"{{"store":{slot},"key":"{key}","face":{face}}}"#);
    let pull = r#"{"till":1}"#;
    // The hub looks for stores that were let in beside it every few seconds.
    wait_until(|| phone.tell("/hub/v1/pull", token, json, pull).status == 409);
    let (at, register) = ("/hub/v1/pull", "/hub/v1/store");
    let giant = format!(r#"{{"till":1,"left":[{}]}}"#, "[1,1],".repeat(4000));
    for (path, token, kind, body, status, said) in [
        (at, None, json, pull, 401, "add-store"),
        (at, Some("0a"), json, pull, 401, "add-store"),
        (at, Some(&*key), json, pull, 401, "add-store"),
        (at, token, json, pull, 409, "not_registered"),
        (at, token, "text/plain", pull, 415, "JSON"),
        (at, token, json, &giant, 413, "bytes"),
        (
            at,
            token,
            json,
            r#"{"till":16}"#,
            422,
            "not what is expected",
        ),
        (
            at,
            token,
            json,
            r#"{"till":1,"slot":3}"#,
            422,
            "unknown field",
        ),
        (at, token, json, "{", 422, "not what is expected"),
        (register, token, json, &store(4, &key), 422, "for store 3"),
        (
            register,
            token,
            json,
            &store(3, "0a"),
            422,
            "64 hexadecimal",
        ),
        (register, token, json, &key, 422, "64 hexadecimal"),
        (register, None, json, &store(3, &key), 401, "add-store"),
    ] {
        let got = phone.tell(path, token, kind, body);
        assert_eq!(got.status, status, "{path} {body:.60}: {}", got.body);
        assert!(got.body.contains(said), "{path} {body:.60}: {}", got.body);
        assert!(!got.body.contains(&key), "a key is not said back");
    }
    stop(hub);
}

#[test]
fn a_store_that_has_registered_gets_what_there_is() {
    let hub = Hub::plain();
    let token = hub.add(3);
    let phone = Phone::at(&hub.url);
    let (token, json) = (Some(token.trim()), "application/json");
    let key = "0a".repeat(32);
    let store = format!(r#"{{"store":3,"key":"{key}","face":{{"name":"Shop","language":"en"}}}}"#);
    wait_until(|| phone.tell("/hub/v1/store", token, json, &store).status == 200);
    let pulled = phone.tell("/hub/v1/pull", token, json, r#"{"till":1}"#);
    assert_eq!(pulled.status, 200);
    let nothing = r#"{"sheets":[]"#;
    assert!(pulled.body.starts_with(nothing), "{}", pulled.body);
    assert_eq!(phone.get("/hub/v1/pull", None).status, 405);
    for path in ["/hub/v1/../v1/pull", "/hub/v1/nothing", "/hub/v1/pull/"] {
        assert_eq!(phone.get(path, None).status, 404, "{path}");
    }
    stop(hub);
}

/// A code with a genuine check symbol that nobody made.
fn nobodys(number: u16) -> Code {
    let other = MasterKey::new([7; 32]).store_key(KEY_VERSION, Slot::default());
    let day = Day::from_date(wall::today()).unwrap();
    let seq = Seq::new(number).unwrap();
    other.encode(Kind::Survey, Till::new(1).unwrap(), day, seq)
}

fn stop(mut hub: Hub) {
    assert_eq!(hub.service.stop(), Some(0));
}
