//! No code is printed before `tillside doctor` has seen the survey's address answer, and then without
//! a new start.
#![cfg(test)]

#[path = "support/hub.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod hub;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use hub::{Hub, keep_token, pem};
use serde_json::Value;
use shop::printed::sale;
use shop::{Printer, Service, Shop, eventually, wait_for_file};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::Command;
use std::thread::Builder;
use tillside::domain::code::Kind;
use tillside::engine::api::{CodesMode, Command as Wish, Refusal};
use tillside::runtime::local_api::client;
use tillside::runtime::seen::SEEN_FILE;

/// A counter whose codes lead to pages of its own at this address.
struct Counter {
    shop: Shop,
    config: PathBuf,
}

impl Counter {
    fn new(pages: SocketAddr, enabled: bool) -> Self {
        let mut shop = Shop::with_own_ports();
        shop.seen = false;
        shop.enabled = enabled;
        let text = fs::read_to_string(shop.config()).unwrap();
        let survey = format!("http://{pages}\"\nlisten = \"{pages}");
        let config = shop.folder.path().join("own.toml");
        fs::write(&config, text.replace("https://s.example.com", &survey)).unwrap();
        Self { shop, config }
    }

    fn start(&self) -> Service {
        let mut command = self.shop.tillside(&["service"]);
        command.arg("--config").arg(&self.config);
        let service = Service::start(command);
        service.wait_for("the customers' pages are served");
        service
    }

    /// What `doctor` finds about the address, and with which status it ends.
    fn doctor(&self, config: &PathBuf, more: &[&str]) -> (Option<i32>, String, String) {
        let mut command: Command = self.shop.tillside(&["doctor", "--json"]);
        command.arg("--config").arg(config).args(more);
        let output = command.env("TZ", "Europe/Warsaw").output().unwrap();
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = said["findings"].as_array().unwrap();
        let found = findings.iter().find(|found| found["check"] == "survey");
        let text = |key: &str| found.unwrap()[key].as_str().unwrap_or_default().to_owned();
        (output.status.code(), text("severity"), text("message"))
    }

    fn has_mark(&self) -> bool {
        self.shop.data.join(SEEN_FILE).exists()
    }

    fn mode(&self) -> CodesMode {
        let panel = client(&self.shop.data, "panel").unwrap();
        panel.view(None).unwrap().codes.mode
    }
}

/// The code that was printed in between the bytes of a sale.
#[track_caller]
fn code_of(printer: &mut Printer, sent: &[u8]) -> String {
    let cut = &sent[sent.len() - 3..];
    let got = printer.take_until(|got| got.ends_with(cut).then_some(got.len()));
    let text = String::from_utf8_lossy(&got);
    let (_, after) = text.split_once("127.0.0.1:").unwrap();
    let (_, code) = after.split_once("  ").unwrap();
    code.chars().take(14).collect()
}

/// An address that is free now; it goes into the configuration before anybody listens there.
fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// A web server of somebody else.
fn stranger() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serve = move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut asked = Vec::new();
            while !asked.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                asked.extend(byte);
            }
            let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nIt works!";
            stream.write_all(answer).unwrap();
        }
    };
    Builder::new().name("stranger".into()).spawn(serve).unwrap();
    address
}

#[test]
fn codes_begin_once_the_address_was_seen_and_not_before() {
    let counter = Counter::new(free_address(), true);
    let mut service = counter.start();
    service.wait_for("the survey's address has not been seen to answer yet");
    wait_for_file(&counter.shop.data.join("api.address"));
    assert_eq!(counter.mode(), CodesMode::Unseen);
    let (mut till, mut printer) = (counter.shop.till(), counter.shop.printer());
    let first = sale(0);
    till.send(&first);
    service.wait_for("sale, without a code");
    printer.expect(&first);
    assert!(printer.is_silent(), "the receipt is as the till made it");

    let (_, severity, said) = counter.doctor(&counter.config, &[]);
    assert_eq!(severity, "ok", "{said}");
    assert!(said.contains("knows this store's codes"), "{said}");
    assert!(counter.has_mark());
    service.wait_for("codes are ready");
    eventually("the panel says so", || {
        (counter.mode() == CodesMode::On).then_some(())
    });
    let second = sale(1);
    till.send(&second);
    assert_eq!(
        counter.shop.verify(&code_of(&mut printer, &second)).kind,
        Kind::Survey
    );
    let (_, severity, said) = counter.doctor(&counter.config, &[]);
    assert!(severity == "ok" && said.contains("not asked now"), "{said}");

    // Once more, without anything to wait for.
    assert_eq!(service.stop(), Some(0));
    let service = counter.start();
    service.wait_for("codes are ready");
    assert_eq!(service.said("has not been seen"), 0);
}

#[test]
fn somebody_elses_page_another_stores_and_nobodys_open_nothing() {
    let pages = free_address();
    let counter = Counter::new(pages, true);
    let _service = counter.start();
    let text = fs::read_to_string(&counter.config).unwrap();
    let other = counter.shop.folder.path().join("other.toml");
    let lead_to = |text: String| fs::write(&other, text).unwrap();
    let at = format!("url = \"http://{pages}\"");
    for (address, said) in [
        (stranger(), "shows no proof"),
        (free_address(), "nobody takes the connection"),
    ] {
        lead_to(text.replace(&at, &format!("url = \"http://{address}\"")));
        let (status, severity, message) = counter.doctor(&other, &[]);
        assert_eq!((status, &*severity), (Some(1), "problem"), "{message}");
        assert!(message.contains(said), "{message}");
        assert!(!counter.has_mark());
    }
    // Our pages, but not for this store's number.
    lead_to(text.replace("[store]\n", "[store]\nslot = 9\n"));
    let (_, severity, message) = counter.doctor(&other, &[]);
    assert_eq!(severity, "problem");
    assert!(message.contains("does not know this store"), "{message}");
    // Our pages, but for whoever has another key.
    fs::write(counter.shop.folder.path().join("a.key"), "7e".repeat(32)).unwrap();
    let key = counter.shop.folder.path().join("a.key");
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    fs::set_permissions(&key, rights).unwrap();
    lead_to(format!("key_file = {key:?}\n{text}"));
    let (_, severity, message) = counter.doctor(&other, &[]);
    assert_eq!(severity, "problem");
    assert!(message.contains("another key"), "{message}");
    assert!(!counter.has_mark());
    assert_eq!(counter.mode(), CodesMode::Unseen);
}

#[test]
fn an_address_that_fails_later_takes_no_code_away_and_is_a_problem() {
    let counter = Counter::new(free_address(), true);
    let service = counter.start();
    assert_eq!(counter.doctor(&counter.config, &[]).1, "ok");
    service.wait_for("codes are ready");
    drop(service);
    let (_, severity, message) = counter.doctor(&counter.config, &["--ask-survey"]);
    assert_eq!(severity, "problem", "{message}");
    assert!(counter.has_mark());
    let service = counter.start();
    service.wait_for("codes are ready");
    // Another address is another question.
    drop(service);
    let text = fs::read_to_string(&counter.config).unwrap();
    let (_, after) = text.split_once("url = \"http://").unwrap();
    let (was, _) = after.split_once('"').unwrap();
    let text = text.replace(was, &free_address().to_string());
    fs::write(&counter.config, text).unwrap();
    let service = counter.start();
    service.wait_for("has not been seen to answer yet");
}

#[test]
fn somebody_at_the_counter_is_told_too() {
    let counter = Counter::new(free_address(), false);
    let _service = counter.start();
    wait_for_file(&counter.shop.data.join("api.address"));
    let panel = client(&counter.shop.data, "panel").unwrap();
    let start = Wish::EnableCodes { copies: false };
    let refused = panel.command(start).unwrap_err();
    assert_eq!(refused.to_string(), Refusal::AddressUnseen.to_string());
    let text = fs::read_to_string(&counter.config).unwrap();
    assert!(text.contains("enabled = false"), "{text}");
    assert_eq!(counter.mode(), CodesMode::Observing);
    assert_eq!(counter.doctor(&counter.config, &[]).1, "ok");
    panel.command(start).unwrap();
    assert_eq!(counter.mode(), CodesMode::On);
}

#[test]
fn codes_that_wait_can_be_given_up() {
    let counter = Counter::new(free_address(), true);
    let service = counter.start();
    wait_for_file(&counter.shop.data.join("api.address"));
    let panel = client(&counter.shop.data, "panel").unwrap();
    panel.command(Wish::DisableCodes).unwrap();
    assert_eq!(counter.mode(), CodesMode::Observing);
    let text = fs::read_to_string(&counter.config).unwrap();
    assert!(text.contains("enabled = false"), "{text}");
    assert_eq!(counter.doctor(&counter.config, &[]).1, "ok");
    // Nobody waits for the address any more; with a whole look in between, none was begun.
    let mut till = counter.shop.till();
    let mut printer = counter.shop.printer();
    for number in 0..2 {
        let sale = sale(number);
        till.send(&sale);
        printer.expect(&sale);
        service.wait_for_times("sale, without a code", number + 1);
    }
    assert_eq!(service.said("codes are ready"), 0);
}

#[test]
fn the_pages_of_a_hub_are_seen_by_whoever_trusts_its_certificate() {
    let hub = Hub::encrypted();
    let mut shop = Shop::with_own_ports();
    shop.seen = false;
    keep_token(&shop.data, &hub.add(0));
    let text = fs::read_to_string(shop.config()).unwrap();
    let text = text.replace("https://s.example.com", &hub.url);
    let config = shop.folder.path().join("hub.toml");
    let with_ca = |ca: &str| {
        let (url, ca) = (&hub.url, pem(ca));
        let text = format!("{text}[hub]\nurl = {url:?}\nca = {ca:?}\n");
        fs::write(&config, text).unwrap();
    };
    with_ca("authority.pem");
    let counter = Counter {
        shop,
        config: config.clone(),
    };
    let mut command = counter.shop.tillside(&["service"]);
    command.arg("--config").arg(&config);
    let service = Service::start(command);
    service.wait_for("has not been seen to answer yet");
    with_ca("stranger.pem");
    let (_, severity, message) = counter.doctor(&config, &[]);
    assert_eq!(severity, "problem");
    assert!(message.contains("nobody trusted vouches for"), "{message}");
    assert!(!counter.has_mark());
    with_ca("authority.pem");
    // The hub hears of the store's key a moment after the start.
    eventually("the hub knows the key", || {
        (counter.doctor(&config, &[]).1 == "ok").then_some(())
    });
    service.wait_for("codes are ready");
}
