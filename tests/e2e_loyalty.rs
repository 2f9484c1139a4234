//! A member from the first card to being forgotten, through the real service: joined, greeted, given a
//! gift, goods returned, exported, erased, and no trace left.
#![cfg(test)]

#[path = "support/counter.rs"]
mod counter;
#[path = "support/desktop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod desktop;
#[path = "support/scanner.rs"]
mod scanner;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use counter::{Counter, files_with};
use desktop::Desktop;
use rustix::process::Signal;
use shop::printed::sheets;
use shop::{Service, eventually, seen};
use std::fs;
use std::path::PathBuf;
use tillside::domain::gift::policy::Birthday;
use tillside::domain::i18n::Messages;
use tillside::domain::language::Language;
use tillside::domain::member::{Card, PersonName, PersonNote};
use tillside::engine::api::{
    Command, GiftCard, MemberDesk, MemberOrder, MemberView, MemberWord, Progress, Prompt, Slip,
    View,
};

const RULES: &str = r#"schema = 1
seed = "0000000000000001"

[stars]
per_amount = { stars = 1, each = 100 }

[[gift]]
id = "tea"
when = { event = "sale", basket_min = 400 }
who = { card = true }
hold_out = 0
stock = { per_day = 5 }

[gift.give]
cost = 30
label = { en = "A hot tea", pl = "Gorąca herbata", da = "En varm kop te", et = "Kuum tee" }
"#;

/// What comes back of a sale.
const REFUND: &[u8] =
    b"\x1B@CORNER MARKET LTD\nRefund 9\nREFUND\nTea     -2.00\nTOTAL REFUND   -2.00\nCASH    -2.00\n\n\n\n\x1DV\0";

fn open() -> Counter {
    Counter::start(|shop| {
        let rules = shop.folder.path().join("gifts.toml");
        fs::write(&rules, RULES).unwrap();
        shop.store = format!("gifts = {rules:?}\n");
    })
}

impl Counter {
    fn scan(&mut self) {
        self.scan_text(&card().reveal());
    }

    fn seen<T>(&self, find: impl Fn(&View) -> Option<T>) -> T {
        seen(&self.panel, find)
    }

    fn said(&self, word: MemberWord) {
        let desk = MemberDesk::Said(word);
        self.seen(|view| (view.loyalty.desk == desk).then_some(()));
    }

    fn member(&self, is_it: impl Fn(&MemberView) -> bool) -> MemberView {
        self.seen(|view| view.loyalty.member.clone().filter(&is_it))
    }

    fn gift(&self) -> GiftCard {
        self.seen(|view| match view.prompt {
            Some(Prompt::Gift(card)) => Some(card),
            _ => None,
        })
    }
}

fn card() -> Card {
    Card::own(0x1_2345_6789).unwrap()
}

fn marta() -> Option<PersonName> {
    PersonName::try_from("Marta Śnieżka".to_owned()).ok()
}

fn about_marta() -> MemberOrder {
    MemberOrder::Change {
        name: marta(),
        birthday: Some(Birthday { month: 2, day: 29 }),
        note: PersonNote::try_from("likes the seeded rye loaf".to_owned()).ok(),
        opted_out: false,
    }
}

/// Somebody joins, buys, and gets a gift; who they are now.
fn marta_joins(counter: &mut Counter) -> MemberView {
    let language = Language::new("pl").unwrap();
    let panel = &counter.panel;
    panel.member_order(&MemberOrder::Join { language }).unwrap();
    counter.scan();
    counter.said(MemberWord::Joined);
    counter.panel.member_order(&about_marta()).unwrap();
    counter.said(MemberWord::Changed);
    counter.sell(1);
    let member = counter.member(|member| member.stars == Some(5));
    let gift = counter.gift();
    assert_eq!(gift.left, Some(4));
    let given = Command::GiveGift { card: gift.id };
    counter.panel.command(given).unwrap();
    counter.seen(|view| view.prompt.is_none().then_some(()));
    member
}

/// Another process knows and greets them; then goods come back.
fn marta_comes_back(counter: &mut Counter, before: &MemberView) {
    counter.restart();
    counter.scan();
    let again = counter.member(|member| member.greet);
    assert_eq!((again.member, again.visits), (before.member, 1));
    assert_eq!((again.stars, &again.name), (Some(5), &marta()));
    counter.till.send(REFUND);
    counter.printer.print_of(REFUND);
    counter.member(|member| member.stars == Some(3));
}

/// A command that does what it should, and says this.
fn run(counter: &Counter, arguments: &[&str]) -> String {
    let output = counter.shop.tillside(arguments).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

/// Everything is handed to them, and then forgotten.
fn marta_is_forgotten(counter: &mut Counter, member: &MemberView) {
    let out = counter.shop.folder.path().join("out");
    fs::create_dir(&out).unwrap();
    let number = member.member.0.to_string();
    let config = counter.shop.folder.path().join("tillside.toml");
    let places = ["--out", out.to_str().unwrap()];
    let config = ["--config", config.to_str().unwrap()];
    let export = ["member", "export", &number];
    run(counter, &[&export[..], &places, &config].concat());
    let exported = fs::read_to_string(out.join(format!("member-{number}.json"))).unwrap();
    for word in ["Marta Śnieżka", "seeded rye", "pl"] {
        assert!(exported.contains(word), "{word} in {exported}");
    }
    let said = run(counter, &["member", "erase", &number, "--yes"]);
    assert!(
        said.contains(&format!("member-{number}")),
        "what was handed out: {said}"
    );
    counter.seen(|view| view.loyalty.member.is_none().then_some(()));
    counter.scan();
    counter.said(MemberWord::UnknownCard);
}

#[test]
fn a_member_joins_is_greeted_gets_a_gift_returns_goods_and_is_forgotten() {
    let mut counter = open();
    let member = marta_joins(&mut counter);
    marta_comes_back(&mut counter, &member);
    let card = card().reveal();
    let texts = ["Śnieżka", "seeded rye", card.trim_start_matches("CARE-M:")];
    let left = |counter: &Counter| {
        texts
            .map(|text| files_with(&counter.shop.data, text))
            .concat()
    };
    assert_ne!(left(&counter), [""; 0], "it is kept somewhere");
    marta_is_forgotten(&mut counter, &member);
    eventually("no trace is left", || {
        left(&counter).is_empty().then_some(())
    });
    let log = counter.service.lines().concat();
    assert!(!texts.iter().any(|text| log.contains(text)), "{log}");
    assert_eq!(counter.service.stop(), Some(0));
    assert_eq!(left(&counter), [""; 0]);
}

#[test]
fn a_printed_card_is_read_by_the_scanner() {
    let mut counter = open();
    let language = Language::ENGLISH;
    let panel = &counter.panel;
    panel.member_order(&MemberOrder::Join { language }).unwrap();
    panel.member_order(&MemberOrder::PrintCard).unwrap();
    counter.said(MemberWord::Joined);
    let member = counter.member(|_member| true).member;
    counter.seen(|view| {
        let print = view.print.filter(|print| print.slip == Slip::Card)?;
        (print.progress == Progress::Done).then_some(())
    });
    let mut bytes = Vec::new();
    while counter.printer.has_more() {
        bytes.extend(counter.printer.take_some());
    }
    let [sheet] = &sheets(&bytes)[..] else {
        panic!("one slip: {}", bytes.escape_ascii())
    };
    let shown = |text: &str| sheet.text.iter().any(|line| line.contains(text));
    assert!(shown(&text("paper-card-title")) && shown(&text("paper-card-keep")));
    let [card] = &scanner::scan("member-card", sheet)[..] else {
        panic!("one symbol on {:#?}", sheet.text)
    };
    let card = card.strip_prefix("QR-Code:").unwrap();
    assert!(
        sheet.text.iter().any(|line| line == card),
        "it can be typed too: {:#?}",
        sheet.text
    );
    counter.panel.member_order(&MemberOrder::LetGo).unwrap();
    counter.seen(|view| view.loyalty.member.is_none().then_some(()));
    counter.scan_text(card);
    assert_eq!(counter.member(|_member| true).member, member);
    assert_eq!(counter.service.stop(), Some(0));
}

fn text(key: &str) -> String {
    Messages::for_language(Language::ENGLISH).get(key)
}

/// The window of a counter, used by the names of what is in it.
struct Window {
    desktop: Desktop,
    process: Service,
}

impl Window {
    fn open(counter: &Counter) -> Self {
        let desktop = Desktop::with_reader();
        let mut command = desktop.command(env!("CARGO_BIN_EXE_tillside"));
        let config = counter.shop.folder.path().join("tillside.toml");
        command.arg("--config").arg(config).arg("--data");
        command.arg(&counter.shop.data).arg("--windowed");
        let process = Service::start(command);
        Self { desktop, process }
    }

    fn press(&mut self, key: &str) {
        self.press_name(&text(key));
    }

    fn press_name(&mut self, name: &str) {
        self.desktop.press(&self.process, name);
    }

    fn shows(&mut self, words: &str) {
        self.desktop.wait_for_words(&self.process, words);
    }

    fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let name = format!("window-{name}.png");
        self.desktop.picture(&folder.join(name));
    }
}

#[test]
fn the_same_through_the_window() {
    let mut counter = open();
    let mut window = Window::open(&counter);
    window.press("panel-member");
    window.press("panel-member-join");
    window.shows(&text("panel-join-ask"));
    window.press("panel-join-agreed");
    window.shows(&text("panel-desk-joining"));
    counter.scan();
    window.shows(&text("panel-desk-joined"));
    window.press("panel-member-name");
    for letter in ["M", "a", "r", "t", "a"] {
        window.press_name(letter);
    }
    window.press("panel-member-keep");
    let marta = PersonName::try_from("Marta".to_owned()).ok();
    counter.member(|member| member.name == marta);
    window.picture("member");

    counter.sell(1);
    window.shows("Marta");
    window.press("panel-gift-given");
    counter.member(|member| member.stars == Some(5));
    counter.seen(|view| view.prompt.is_none().then_some(()));
    counter.panel.member_order(&MemberOrder::LetGo).unwrap();
    counter.scan();
    window.shows("Good to see you, Marta.");
    window.picture("greeting");
    counter.till.send(REFUND);
    counter.printer.print_of(REFUND);
    window.shows("3 stars");
    window.process.signal(Signal::TERM);
    window.process.wait();
    assert_eq!(counter.service.stop(), Some(0));
}
