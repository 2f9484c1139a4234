//! Two counters of one store that share their members, each with a real service: a member of the one is
//! known at the other, also while the first is away, and forgotten at both.
#![cfg(test)]

#[path = "support/counter.rs"]
mod counter;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use counter::{Counter, files_with};
use rustix::process::Signal;
use shop::{eventually, seen, wait_for_file};
use std::fs::{self, Permissions};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::policy::Reason;
use tillside::domain::language::Language;
use tillside::domain::member::{Card, PersonName, PersonNote};
use tillside::engine::api::{
    Command, MemberDesk, MemberOrder, MemberView, MemberWord, Prompt, View,
};
use tillside::journal::{self, Reader};
use tillside::runtime::local_api::STORE_FILE;

/// A sale is 5.10; a coffee costs four stars, and alone a counter lets that be spent once a day.
const RULES: &str = r#"schema = 1
seed = "0000000000000001"

[stars]
per_amount = { stars = 1, each = 100 }
offline_per_day = 1

[[gift]]
id = "coffee"
when = { event = "stars", stars = 4 }
who = { card = true }
hold_out = 0
stock = { per_day = 50 }

[gift.give]
cost = 30
label = { en = "A coffee", pl = "Kawa", da = "En kop kaffe", et = "Kohv" }
"#;

const NAME: &str = "Marta Śnieżka";

const NOTE: &str = "likes the seeded rye loaf";

fn card() -> Card {
    Card::own(0x1_2345_6789).unwrap()
}

fn start(store: &str, number: u16, tokens: Option<&Path>) -> Counter {
    Counter::start(|shop| {
        let rules = shop.folder.path().join("gifts.toml");
        fs::write(&rules, RULES).unwrap();
        shop.store = format!("{store}gifts = {rules:?}\n");
        let more = format!("{}[counter]\nnumber = {number}\n", shop.more);
        shop.more = Box::leak(more.into_boxed_str());
        // As the installer does.
        if let Some(tokens) = tokens {
            let folder = shop.data.join("tokens");
            fs::create_dir_all(&folder).unwrap();
            for name in ["store.token", "counter.token"] {
                let copy = folder.join(name);
                fs::copy(tokens.join(name), &copy).unwrap();
                fs::set_permissions(&copy, Permissions::from_mode(0o600)).unwrap();
            }
        }
    })
}

/// An address that is free now and stays the same after a restart.
fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

fn first() -> (Counter, SocketAddr) {
    let address = free_address();
    let first = start(&format!("listen = \"{address}\"\n"), 1, None);
    wait_for_file(&first.shop.data.join(STORE_FILE));
    (first, address)
}

fn second(first: &Counter, address: SocketAddr) -> Counter {
    let tokens = first.shop.data.join("tokens");
    start(&format!("host = \"{address}\"\n"), 2, Some(&tokens))
}

impl Counter {
    fn seen<T>(&self, find: impl Fn(&View) -> Option<T>) -> T {
        seen(&self.panel, find)
    }

    fn said(&self, word: MemberWord) {
        let desk = MemberDesk::Said(word);
        self.seen(|view| (view.loyalty.desk == desk).then_some(()));
    }

    fn order(&self, order: &MemberOrder) {
        self.panel.member_order(order).unwrap();
    }

    fn marta_joins(&mut self) {
        let language = Language::new("pl").unwrap();
        self.order(&MemberOrder::Join { language });
        self.scan_text(&card().reveal());
        self.said(MemberWord::Joined);
        self.order(&MemberOrder::Change {
            name: PersonName::try_from(NAME.to_owned()).ok(),
            birthday: None,
            note: PersonNote::try_from(NOTE.to_owned()).ok(),
            opted_out: false,
        });
        self.said(MemberWord::Changed);
    }

    /// Waits until the journal knows her with so many stars, and has her show the card then.
    fn marta_comes(&mut self, stars: i64) -> MemberView {
        eventually("what is known of her", || {
            let reader = Reader::open(&self.shop.data.join(journal::FILE)).unwrap();
            let name = PersonName::try_from(NAME.to_owned()).unwrap();
            let found = reader.find_members(&name).unwrap();
            let data = reader.member_data(found.first()?.member).unwrap()?;
            (data.record.stars.balance(&data.numbers) == stars).then_some(())
        });
        self.order(&MemberOrder::LetGo);
        self.scan_text(&card().reveal());
        self.seen(|view| {
            view.loyalty
                .member
                .clone()
                .filter(|it| it.stars == Some(stars))
        })
    }

    /// A coffee for stars.
    fn coffee(&self) {
        let rule = RuleKey::of("coffee");
        self.panel.command(Command::OfferGift { rule }).unwrap();
        let card = self.seen(|view| match view.prompt {
            Some(Prompt::Gift(card)) => Some(card.id),
            _ => None,
        });
        self.panel.command(Command::GiveGift { card }).unwrap();
        self.seen(|view| view.prompt.is_none().then_some(()));
    }

    fn why_no_coffee(&self) -> Option<Reason> {
        let gifts = self.seen(|view| view.loyalty.gifts.clone());
        gifts.by_hand.first().and_then(|coffee| coffee.not)
    }

    /// Everything that is kept of a member.
    fn page_for(&self, number: &str) -> serde_json::Value {
        let folder = self.shop.folder.path().join("out");
        fs::create_dir(&folder).unwrap();
        let config = self.shop.folder.path().join("tillside.toml");
        let mut export = self.shop.tillside(&["member", "export", number]);
        export.arg("--out").arg(&folder).arg("--config").arg(config);
        let written = export.output().unwrap();
        assert!(written.status.success(), "{written:?}");
        let page = fs::read(folder.join(format!("member-{number}.json")));
        serde_json::from_slice(&page.unwrap()).unwrap()
    }

    /// What the journal has of this kind.
    fn kept(&self, text: &str) -> usize {
        let output = self.shop.tillside(&["export"]).output().unwrap();
        let events = String::from_utf8(output.stdout).unwrap();
        events.matches(text).count()
    }
}

#[test]
fn a_member_of_one_counter_is_known_at_the_other_and_forgotten_at_both() {
    let (mut first, address) = first();
    let mut second = second(&first, address);
    second.service.wait_for("members are shared with");
    second.marta_joins();
    second.sell(1);
    let there = first.marta_comes(5);
    assert_eq!((there.greet, there.visits), (true, 1));
    assert_eq!(there.name, PersonName::try_from(NAME.to_owned()).ok());
    first.sell(2);
    second.marta_comes(10);
    assert!(first.kept("\"loyalty_elsewhere\"") > 0);
    assert_eq!(second.kept("\"loyalty_elsewhere\""), 0);

    // The first is away: the second knows everybody, and lets stars be spent once.
    first.service.signal(Signal::KILL);
    first.service.wait();
    second.service.wait_for("stars are spent only so often");
    second.marta_comes(10);
    second.coffee();
    assert_eq!(second.kept("\"offline\":2"), 1);
    second.sell(3);
    second.marta_comes(11);
    assert_eq!(second.why_no_coffee(), Some(Reason::CannotAsk));

    // It comes back, and is told.
    first.restart();
    first.marta_comes(11);
    eventually("they can be spent again", || {
        second.why_no_coffee().is_none().then_some(())
    });

    // Where they meet, a page for her has what happened at both.
    let number = there.member.0.to_string();
    for (counter, complete, sales) in [(&first, true, 3), (&second, false, 2)] {
        let page = counter.page_for(&number);
        assert_eq!(page["complete"], complete);
        assert_eq!(page["stars"]["balance"], 11);
        assert_eq!(page["stars"]["earned"].as_array().unwrap().len(), sales);
        assert_eq!(page["gifts"].as_array().unwrap().len(), 1, "{page}");
    }

    let found = |counter: &Counter| files_with(&counter.shop.data, NOTE).len();
    assert!(found(&first) > 0 && found(&second) > 0);
    let erase = first
        .shop
        .tillside(&["member", "erase", &number, "--yes"])
        .output()
        .unwrap();
    assert!(erase.status.success());
    for counter in [&first, &second] {
        eventually("no trace is left", || (found(counter) == 0).then_some(()));
        assert_eq!(files_with(&counter.shop.data, "Śnieżka"), [""; 0]);
        let log = counter.service.lines().concat();
        assert!(!log.contains("Śnieżka") && !log.contains(NOTE), "{log}");
    }
    for counter in [&mut first, &mut second] {
        assert_eq!(counter.service.stop(), Some(0));
    }
}

/// What goes over the wire between an address of its own and another one.
struct Wire {
    address: SocketAddr,
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl Wire {
    fn to(there: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let bytes = Arc::<Mutex<Vec<u8>>>::default();
        let seen = Arc::clone(&bytes);
        start_thread(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let Ok(far) = TcpStream::connect(there) else {
                    continue;
                };
                let back = (far.try_clone().unwrap(), near.try_clone().unwrap());
                for (from, to) in [(near, far), back] {
                    let seen = Arc::clone(&seen);
                    start_thread(move || pass(from, to, &seen));
                }
            }
        });
        Self { address, bytes }
    }

    fn has(&self, text: &[u8]) -> bool {
        let bytes = self.bytes.lock().unwrap();
        bytes.windows(text.len()).any(|window| window == text)
    }
}

fn start_thread(body: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().name("wire".to_owned());
    thread.spawn(body).unwrap();
}

fn pass(mut from: TcpStream, mut to: TcpStream, seen: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        seen.lock().unwrap().extend_from_slice(&buffer[..count]);
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    to.shutdown(std::net::Shutdown::Write).ok();
}

#[test]
fn nobody_on_the_network_can_read_who_members_are() {
    let (mut first, address) = first();
    let wire = Wire::to(address);
    let mut second = second(&first, wire.address);
    second.service.wait_for("members are shared with");
    second.marta_joins();
    first.marta_comes(0);
    assert!(wire.has(b"POST /store/v1/members"), "it is the right wire");
    let key = fs::read_to_string(first.shop.data.join("tokens/counter.token")).unwrap();
    let card = card().reveal();
    for text in [
        "Marta",
        NOTE,
        card.trim_start_matches("CARE-M:"),
        key.trim(),
    ] {
        assert!(!wire.has(text.as_bytes()), "{text}");
    }
    for counter in [&mut first, &mut second] {
        assert_eq!(counter.service.stop(), Some(0));
    }
}

#[test]
fn a_counter_with_another_key_hears_what_to_do() {
    let (mut first, address) = first();
    let folder = tempfile::tempdir().unwrap();
    for name in ["store.token", "counter.token"] {
        let token = fs::read(first.shop.data.join("tokens").join(name)).unwrap();
        let token = if name == "counter.token" {
            b"0".repeat(64)
        } else {
            token
        };
        fs::write(folder.path().join(name), token).unwrap();
    }
    let mut second = start(&format!("host = \"{address}\"\n"), 2, Some(folder.path()));
    second
        .service
        .wait_for("it has another key; copy its tokens/counter.token");
    second.service.wait_for("the store's line comes from");
    let mut third = start(&format!("host = \"{address}\"\n"), 3, None);
    third.service.wait_for("members are not shared");
    for counter in [&mut first, &mut second, &mut third] {
        assert_eq!(counter.service.stop(), Some(0));
    }
}
