//! The demo as a newcomer sees it: the shop's paper beside the real panel, and its end.
#![cfg(test)]
#![cfg(target_os = "linux")]

#[path = "support/desktop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod desktop;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use desktop::Desktop;
use shop::{Service, eventually};
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tillside::domain::event::{Event, Loyalty};
use tillside::domain::gift::book::Contact;
use tillside::domain::i18n::Messages;
use tillside::domain::language::Language;
use tillside::journal::{FILE, Reader, check};
use tillside::runtime::local_api::{PAGES_FILE, client};

fn text(key: &str) -> String {
    Messages::for_language(Language::ENGLISH).get(key)
}

/// What a browser would be sent for this path.
fn page(data: &Path, path: &str) -> String {
    let address = fs::read_to_string(data.join(PAGES_FILE)).unwrap();
    let mut browser = TcpStream::connect(address.trim()).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    browser.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    browser.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_window_shows_the_shop_and_its_end_counts_every_byte() {
    let mut desktop = Desktop::with_reader();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("demo");
    let story = folder.path().join("story");
    let mut command = desktop.command(env!("CARGO_BIN_EXE_tillside"));
    command.args(["demo", "--speed", "30", "--language", "en", "--out"]);
    command.arg(&out).stdout(File::create(&story).unwrap());
    let mut demo = Service::start(command);
    let window = desktop.wait_for_window();
    desktop.wait_for_words(&demo, &text("shop-visit"));
    desktop.press(&demo, &text("shop-milk"));
    let data = out.join("data");
    let panel = client(&data, "panel").unwrap();
    let code = eventually("a receipt carries a code", || {
        panel.view(None).unwrap().last_code
    });
    let shown = page(&data, &format!("/{}", code.compact()));
    assert!(shown.starts_with("HTTP/1.1 200"), "{shown}");
    assert!(
        shown.contains(&text("survey-recommend")) && shown.contains("a coffee"),
        "{shown}"
    );
    // The page of gifts is there where rules for them are in use.
    desktop.wait_for_name(&demo, &text("panel-gifts"));
    eventually("a member has a gift", || gift(&data));
    desktop.press(&demo, &text("panel-waiting-more"));
    eventually("somebody more waits", || {
        (panel.view(None).unwrap().queue.waiting == 1).then_some(())
    });
    let picture = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("window-demo.png");
    desktop.picture(&picture);
    desktop.close(&window);
    let status = demo.wait();
    let story = fs::read_to_string(&story).unwrap();
    assert!(status.success(), "{story}");
    assert!(
        story.contains("every byte of the till arrived, in order: yes"),
        "{story}"
    );
    assert!(panel.view(None).is_err(), "the service ends with the demo");
}

/// The member who was given something first, and what is known of them, in the order of the journal.
fn gift(data: &Path) -> Option<Vec<Loyalty>> {
    let mut facts = Vec::new();
    let reader = Reader::open(&data.join(FILE)).ok()?;
    let read = reader.each(|record| {
        if let Event::Loyalty(fact) = record.entry.event {
            facts.push(fact);
        }
        Ok::<(), tillside::journal::Error>(())
    });
    read.unwrap();
    let given = facts
        .iter()
        .position(|it| matches!(it, Loyalty::GiftGiven(_)))?;
    facts.truncate(given + 1);
    let member = facts[given].member();
    facts.retain(|fact| fact.member() == member);
    Some(facts)
}

#[test]
fn a_member_joins_comes_again_and_is_given_something() {
    let folder = tempfile::tempdir().unwrap();
    let (out, story) = (folder.path().join("demo"), folder.path().join("story"));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tillside"));
    command.args(["demo", "--headless", "--for", "600", "--speed", "100"]);
    command.arg("--out").arg(&out).stdin(Stdio::null());
    command.stdout(File::create(&story).unwrap());
    let mut demo = Service::start(command);
    let given = format!("[{}]\n", text("panel-gift-given"));
    let told = eventually("something is given", || {
        let told = fs::read_to_string(&story).unwrap();
        told.contains(&given).then_some(told)
    });
    assert_eq!(demo.stop(), Some(0), "ended from outside, the shop closes");
    let end = fs::read_to_string(&story).unwrap();
    assert!(end.contains("every byte of the till arrived, in order: yes"));

    let data = out.join("data");
    let kinds = gift(&data).unwrap().into_iter().map(|fact| match fact {
        Loyalty::MemberJoined { .. } => "joined",
        Loyalty::MemberServed(_) => "served",
        Loyalty::MemberContacted(it) if it.contact == Contact::Greeting => "greeted",
        Loyalty::MemberContacted(_) => "asked",
        Loyalty::GiftOffered(_) => "offered",
        Loyalty::GiftGiven(_) => "given",
        _ => "something else",
    });
    let story = ["joined", "served", "greeted", "served", "offered", "given"];
    assert_eq!(kinds.filter(|it| *it != "asked").collect::<Vec<_>>(), story);
    assert_eq!(check(&data.join(FILE)).unwrap().findings, []);

    let (told, _) = told.split_once(&given).unwrap();
    let (_, offer) = told.rsplit_once("Offer ").unwrap();
    let (name, offer) = offer.split_once(": ").unwrap();
    let expected =
        "A cold water\n“It’s a hot one today. This is on us.”\n39 left after this one.\n";
    assert!(offer.starts_with(expected), "{offer}");
    let greeting = format!("“Good to see you, {name}.”\n{name}\n");
    let joined = format!("{}\n{name}\n", text("panel-desk-joined"));
    let [joined, greeting] = [joined, greeting].map(|words| told.find(&words));
    assert!(joined.is_some() && joined < greeting, "{told}");
}

#[test]
fn without_a_display_the_story_is_told_in_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tillside"));
    command.args(["demo", "--for", "3", "--speed", "100", "--out"]);
    command.arg(folder.path()).stdin(Stdio::null());
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    let output = command.output().unwrap();
    let story = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{story}");
    for words in [
        "There is no window here",
        "arrived, in order: yes",
        "How did we do today?",
    ] {
        assert!(story.contains(words), "no {words:?} in {story}");
    }
}
