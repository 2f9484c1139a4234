//! A member from the scanned card to the last trace, through the real service: known after a restart,
//! handed everything that is kept of them, and forgotten beside the running service.
#![cfg(test)]

#[path = "support/counter.rs"]
mod counter;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use counter::{Counter, files_with};
use shop::{eventually, seen};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Output, Stdio};
use tillside::domain::event::{Event, Loyalty};
use tillside::domain::gift::policy::Birthday;
use tillside::domain::language::Language;
use tillside::domain::member::{Card, Member, PersonName, PersonNote};
use tillside::engine::api::{MemberDesk, MemberOrder, MemberView, MemberWord};
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
