//! A member from the scanned card to the last trace, through the real service: known after a restart,
//! handed everything that is kept of them, and forgotten beside the running service; by a command, in a
//! manager's session, and in the manager's window.
#![cfg(test)]
#![cfg(target_os = "linux")]

#[path = "support/counter.rs"]
mod counter;
#[path = "support/desktop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod desktop;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use counter::{Counter, files_with};
use desktop::Desktop;
use shop::{Service, eventually, seen};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Output, Stdio};
use tillside::client::{Client, Error};
use tillside::domain::event::{Event, Loyalty};
use tillside::domain::gift::policy::Birthday;
use tillside::domain::i18n::Messages;
use tillside::domain::language::Language;
use tillside::domain::member::{Card, CardText, Member, PersonName, PersonNote};
use tillside::domain::pin::Pin;
use tillside::engine::api::{
    HandedOut, MemberDesk, MemberOrder, MemberQuestion, MemberSearch, MemberSummary, MemberView,
    MemberWord, Refusal,
};
use tillside::journal::{FILE, Reader, check};

const NAME: &str = "Quirina Zephyrwort";
const NOTE: &str = "walks with the yellow umbrella";

impl Counter {
    fn scan(&mut self, card: Card) {
        self.scan_text(&card.reveal());
    }

    /// Waits until the counter says so.
    fn hears(&self, word: MemberWord) {
        seen(&self.panel, |view| {
            (view.loyalty.desk == MemberDesk::Said(word)).then_some(())
        });
    }

    fn order(&self, order: &MemberOrder) {
        self.panel.member_order(order).unwrap();
    }

    fn member(&self) -> MemberView {
        seen(&self.panel, |view| view.loyalty.member.clone())
    }

    fn join(&mut self, card: Card) -> Member {
        self.scan(card);
        self.hears(MemberWord::UnknownCard);
        self.order(&MemberOrder::Join {
            language: Language::ENGLISH,
        });
        self.hears(MemberWord::Joined);
        self.member().member
    }

    fn events(&self, is_it: impl Fn(&Loyalty) -> bool) -> usize {
        let mut count = 0;
        let reader = Reader::open(&self.shop.data.join(FILE)).unwrap();
        let read = reader.each(|record| {
            if let Event::Loyalty(loyalty) = record.entry.event {
                count += usize::from(is_it(&loyalty));
            }
            Ok::<(), tillside::journal::Error>(())
        });
        read.unwrap();
        count
    }

    fn tillside(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.shop.tillside(arguments);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = process.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        process.wait_with_output().unwrap()
    }

    /// Nothing of the member is in any file of the data directory or in what the service said.
    fn has_no_trace(&self, card: Card) {
        for text in [NAME, NOTE, &card.reveal()] {
            assert_eq!(files_with(&self.shop.data, text), [""; 0], "{text}");
        }
        let said = self.service.lines().concat();
        assert!(!said.contains("Zephyrwort") && !said.contains(&card.reveal()));
    }
}

fn said(output: &Output) -> String {
    let all = [&output.stdout[..], &output.stderr].concat();
    String::from_utf8(all).unwrap()
}

fn told() -> MemberOrder {
    MemberOrder::Change {
        name: PersonName::try_from(NAME.to_owned()).ok(),
        birthday: Some(Birthday { month: 2, day: 29 }),
        note: PersonNote::try_from(NOTE.to_owned()).ok(),
        opted_out: false,
    }
}

#[test]
fn a_member_is_known_after_a_restart_gets_everything_and_is_forgotten() {
    let mut counter = Counter::start(|_shop| {});
    let card = Card::own(123_456_789).unwrap();
    let member = counter.join(card);
    counter.order(&told());
    counter.hears(MemberWord::Changed);
    counter.sell(1);
    eventually("the visit is on the disk", || {
        let served = |it: &Loyalty| matches!(it, Loyalty::MemberServed(_));
        (counter.events(served) == 1).then_some(())
    });
    counter.restart();
    counter.scan(card);
    let view = counter.member();
    assert_eq!((view.member, view.visits), (member, 1), "today again");
    assert_eq!(view.name, PersonName::try_from(NAME.to_owned()).ok());
    assert_ne!(files_with(&counter.shop.data, NAME), [""; 0]);

    hand_out(&counter, member, card);
    let number = member.0.to_string();
    let kept = counter.tillside(&["member", "erase", &number], "no\n");
    assert_eq!(kept.status.code(), Some(1), "{}", said(&kept));
    let erased = counter.tillside(&["member", "erase", &number, "--yes"], "");
    assert_eq!(erased.status.code(), Some(0), "{}", said(&erased));
    let named = format!("member-{number}.json, member-{number}.txt");
    assert!(said(&erased).contains(&named), "{}", said(&erased));
    counter.has_no_trace(card);
    let view = counter.panel.view(None).unwrap();
    assert_eq!(view.loyalty.member, None, "nor on the screen");
    counter.scan(card);
    counter.hears(MemberWord::UnknownCard);
    let again = counter.tillside(&["member", "erase", &number, "--yes"], "");
    assert_eq!(again.status.code(), Some(2), "{}", said(&again));
    counter.restart();
    counter.has_no_trace(card);
    assert_eq!(counter.service.stop(), Some(0));
    counter.has_no_trace(card);
    let report = check(&counter.shop.data.join(FILE)).unwrap();
    assert_eq!(report.findings, []);
}

/// Everything that is kept, beside the running service.
fn hand_out(counter: &Counter, member: Member, card: Card) {
    let found = counter.tillside(&["member", "list", "--name", "quirina z"], "");
    assert_eq!(found.status.code(), Some(0), "{}", said(&found));
    let line = format!("{}  {NAME}, since ", member.0);
    assert!(said(&found).starts_with(&line), "{}", said(&found));
    let out = counter.shop.folder.path().join("handed-out");
    fs::create_dir(&out).unwrap();
    let number = member.0.to_string();
    let folder = out.to_str().unwrap();
    let config = counter.shop.config();
    let arguments = ["member", "export", &number, "--out", folder];
    let arguments = [&arguments[..], &["--config", config.to_str().unwrap()]].concat();
    let exported = counter.tillside(&arguments, "");
    assert_eq!(exported.status.code(), Some(0), "{}", said(&exported));
    for ending in ["json", "txt"] {
        let file = out.join(format!("member-{number}.{ending}"));
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let text = fs::read_to_string(&file).unwrap();
        for known in [NAME, NOTE, &card.reveal(), &number] {
            assert!(text.contains(known), "no {known} in {text}");
        }
    }
    let json = fs::read_to_string(out.join(format!("member-{number}.json"))).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["visits"].as_array().unwrap().len(), 1);
    assert_eq!(json["birthday"]["month"], 2);
    assert_eq!(json["agreed_in"], "en");
}

#[test]
fn without_a_service_members_are_forgotten_too() {
    let mut counter = Counter::start(|_shop| {});
    let card = Card::own(987_654_321).unwrap();
    let member = counter.join(card);
    counter.order(&told());
    counter.hears(MemberWord::Changed);
    assert_eq!(counter.service.stop(), Some(0));
    assert_ne!(files_with(&counter.shop.data, NAME), [""; 0]);
    let number = member.0.to_string();
    let erased = counter.tillside(&["member", "erase", &number], "yes\n");
    assert_eq!(erased.status.code(), Some(0), "{}", said(&erased));
    counter.has_no_trace(card);
    let found = counter.tillside(&["member", "list", "--name", "Quirina"], "");
    assert_eq!(found.status.code(), Some(1), "{}", said(&found));
    let report = check(&counter.shop.data.join(FILE)).unwrap();
    assert_eq!(report.findings, []);
}

impl Counter {
    /// Somebody who told everything, with a sale.
    fn regular(&mut self, card: Card) -> Member {
        let member = self.join(card);
        self.order(&told());
        self.hears(MemberWord::Changed);
        self.sell(1);
        self.served(1);
        member
    }

    /// Until so many sales of members are on the disk.
    fn served(&self, count: usize) {
        let served = |it: &Loyalty| matches!(it, Loyalty::MemberServed(_));
        eventually("the sale is on the disk", || {
            (self.events(served) == count).then_some(())
        });
    }

    /// What a manager's session asks.
    fn manager(&self, pin: &str) -> Client {
        let pin = Pin::new(pin).unwrap();
        self.panel.set_pin(&pin, None).unwrap();
        self.panel
            .in_session(&self.panel.open_session(&pin).unwrap())
    }
}

fn by_name(name: &str) -> MemberSearch {
    MemberSearch::Name(PersonName::try_from(name.to_owned()).unwrap())
}

fn by_card(card: Card) -> MemberSearch {
    MemberSearch::Card(CardText::try_from(card.reveal()).unwrap())
}

fn question(member: Member, language: &str) -> MemberQuestion {
    let language = Language::new(language).unwrap();
    MemberQuestion { member, language }
}

fn summary(manager: &Client, member: Member) -> MemberSummary {
    manager
        .member_pages(question(member, "en"))
        .unwrap()
        .summary
}

/// Everything that is kept of somebody who lost the only card, and a note that it was handed out.
fn read_and_hand_out(manager: &Client, member: Member, card: Card) {
    let pages = manager.member_pages(question(member, "pl")).unwrap();
    for page in [&pages.json, &pages.text] {
        for known in [NAME, NOTE, &card.reveal()] {
            assert!(page.contains(known), "no {known} in {page}");
        }
    }
    assert!(pages.text.contains("Notatka: "), "{}", pages.text);
    let MemberSummary {
        visits,
        cards,
        lost_cards,
        has_birthday,
        has_note,
        ..
    } = pages.summary;
    let counts = (visits, cards, lost_cards, has_birthday, has_note);
    assert_eq!(counts, (1, 0, 1, true, true));
    let what = "member.json, member.txt".to_owned();
    let handed = HandedOut {
        member,
        what: what.clone().try_into().unwrap(),
    };
    manager.handed_out(&handed).unwrap();
    let files = summary(manager, member).handed_out;
    assert_eq!(files.iter().map(|it| &it.what).collect::<Vec<_>>(), [&what]);
}

#[test]
fn a_managers_session_finds_hands_out_and_forgets() {
    let mut counter = Counter::start(|_shop| {});
    let card = Card::own(123_456_789).unwrap();
    let member = counter.regular(card);
    let manager = counter.manager("2580");
    let refused = counter.panel.find_members(&by_name("Quirina"));
    assert!(
        matches!(refused, Err(Error::Unauthorised)),
        "only in a session"
    );
    for search in [by_name("quirina Z"), by_card(card)] {
        let found = manager.find_members(&search).unwrap().members;
        let [one] = found.as_slice() else {
            panic!("{search:?}: {found:?}");
        };
        let name = one.name.as_ref().map(PersonName::as_str);
        assert_eq!((one.member, name), (member, Some(NAME)), "{search:?}");
        assert_eq!(one.last, Some(one.since), "today");
    }
    for search in [by_name("Zephyrwort"), by_card(Card::own(5).unwrap())] {
        let found = manager.find_members(&search).unwrap().members;
        assert_eq!(found, [], "{search:?}");
    }
    counter.order(&MemberOrder::LoseCards);
    seen(&counter.panel, |view| {
        (view.loyalty.desk == MemberDesk::NewCard).then_some(())
    });
    let found = manager.find_members(&by_card(card)).unwrap().members;
    assert_eq!(found.len(), 1, "a lost card is still somebody's");

    read_and_hand_out(&manager, member, card);

    manager.forget_member(member).unwrap();
    counter.has_no_trace(card);
    let found = manager.find_members(&by_name("Quirina")).unwrap();
    assert_eq!(found.members, []);
    let gone = manager.member_pages(question(member, "en"));
    assert!(
        matches!(gone, Err(Error::Refused(Refusal::NoMember))),
        "{gone:?}"
    );
    let gone = manager.customers_card(member);
    assert!(
        matches!(gone, Err(Error::Refused(Refusal::NoMember))),
        "{gone:?}"
    );
    assert_eq!(counter.service.stop(), Some(0));
    counter.has_no_trace(card);
    let report = check(&counter.shop.data.join(FILE)).unwrap();
    assert_eq!(report.findings, []);
}

#[test]
fn a_card_that_counts_as_staffs_is_a_customers_again() {
    let mut counter = Counter::start(|_shop| {});
    let card = Card::own(123_456_789).unwrap();
    let member = counter.regular(card);
    let manager = counter.manager("2580");
    assert!(!summary(&manager, member).is_staff);
    // Seven within an hour are more than anybody makes.
    for number in 2..=7 {
        counter.order(&MemberOrder::LetGo);
        counter.scan(card);
        counter.member();
        counter.sell(number);
        counter.served(number);
    }
    eventually("it counts as staff's", || {
        summary(&manager, member).is_staff.then_some(())
    });
    counter.order(&MemberOrder::LetGo);
    counter.scan(card);
    assert!(counter.member().is_staff, "so the cashier sees it");
    manager.customers_card(member).unwrap();
    seen(&counter.panel, |view| {
        let guest = view.loyalty.member.as_ref();
        guest.is_some_and(|it| !it.is_staff).then_some(())
    });
    assert!(
        !summary(&manager, member).is_staff,
        "once that is on the disk"
    );
    let is_customers = |it: &Loyalty| matches!(it, Loyalty::CardOfStaff { staff: false, .. });
    assert_eq!(counter.events(is_customers), 1);
    counter.restart();
    counter.scan(card);
    assert!(!counter.member().is_staff, "also for the cashier");
    assert_eq!(counter.service.stop(), Some(0));
    let report = check(&counter.shop.data.join(FILE)).unwrap();
    assert_eq!(report.findings, []);
}

fn text(key: &str) -> String {
    Messages::for_language(Language::ENGLISH).get(key)
}

/// The manager's window, with somebody in.
fn window(desktop: &mut Desktop, counter: &Counter, pin: &str) -> Service {
    let mut command = desktop.command(env!("CARGO_BIN_EXE_tillside"));
    command.arg("manager");
    command.arg("--config").arg(counter.shop.config());
    command.arg("--data").arg(&counter.shop.data);
    command.env("HOME", counter.shop.folder.path());
    let window = Service::start(command);
    desktop.wait_for_words(&window, &text("manager-pin-enter"));
    let texts = Messages::for_language(Language::ENGLISH);
    for (count, digit) in (1_usize..).zip(pin.chars()) {
        desktop.press(&window, &digit.to_string());
        let typed = texts.with("manager-pin-digits", &[("count", count.into())]);
        desktop.wait_for_name(&window, &typed);
    }
    desktop.press(&window, &text("manager-pin-done"));
    desktop.press(&window, &text("manager-loyalty"));
    desktop.press(&window, &text("manager-loyalty-people"));
    desktop.wait_for_name(&window, &text("manager-people-field"));
    window
}

#[test]
fn the_managers_window_finds_hands_out_and_forgets() {
    let mut desktop = Desktop::with_reader();
    let mut counter = Counter::start(|_shop| {});
    let card = Card::own(123_456_789).unwrap();
    let member = counter.regular(card);
    drop(counter.manager("2580"));
    let downloads = counter.shop.folder.path().join("Downloads");
    fs::create_dir(&downloads).unwrap();
    let mut window = window(&mut desktop, &counter, "2580");
    let search = ["search", "--onlyvisible", "--name", "Tillside: manager"];
    let number = desktop.xdotool(&search).unwrap();
    let number = number.trim().to_owned();
    // The field has the keyboard, so that a card can be scanned at once.
    desktop.give_keyboard(&number);
    desktop.xdotool(&["type", "quirina z"]).unwrap();
    desktop.xdotool(&["key", "Return"]).unwrap();
    desktop.press(&window, &format!("Show: {NAME}, {}", member.0));
    desktop.wait_for_words(&window, "Days here: 1");

    let files = ["json", "txt"].map(|end| downloads.join(format!("member-{}.{end}", member.0)));
    let [json, _] = &files;
    fs::create_dir(json).unwrap();
    desktop.press(&window, &text("manager-people-hand-out"));
    desktop.wait_for_words(&window, "This file could not be written");
    assert!(!files[1].exists());
    fs::remove_dir(json).unwrap();
    desktop.press(&window, &text("manager-people-hand-out"));
    desktop.wait_for_words(&window, &text("manager-people-handed-out"));
    for file in &files {
        let mode = fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let page = fs::read_to_string(file).unwrap();
        assert!(page.contains(NAME) && page.contains(NOTE), "{page}");
    }
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    desktop.picture(&folder.join("manager-person.png"));

    desktop.press(&window, &text("manager-people-forget-button"));
    desktop.press(&window, &text("manager-people-keep"));
    desktop.press(&window, &text("manager-people-forget-button"));
    desktop.press(&window, &text("manager-people-sure-button"));
    desktop.wait_for_words(&window, &text("manager-people-forgotten"));
    desktop.wait_for_words(&window, &format!("member-{}.json", member.0));
    counter.has_no_trace(card);
    let is_named = |name: &String| name.to_lowercase().contains("quirina");
    assert!(!desktop.names(&window).iter().any(is_named));
    assert!(
        files.iter().all(|file| file.exists()),
        "those are the member's"
    );
    desktop.close(&number);
    assert!(window.wait().success());
    counter.has_no_trace(card);
    assert_eq!(counter.service.stop(), Some(0));
    counter.has_no_trace(card);
}
