//! From paper to person: a till's receipt becomes a picture, a scanner reads its code, a browser opens
//! the page, a customer is unhappy and says so, the counter hears of it and looks after it, and the
//! thank-you is scanned on the next day.
#![cfg(test)]
#![cfg(target_os = "linux")]

#[path = "support/browser.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod browser;
#[path = "support/hub.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod hub;
#[path = "support/scanner.rs"]
mod scanner;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use browser::Browser;
use chrono::Days;
use hub::{Hub, keep_token};
use serde_json::json;
use shop::printed::sale;
use shop::{Peer, Printer, Service, Shop, eventually, plug_in, seen};
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use tillside::client::Client;
use tillside::domain::case::{CaseKind, Resolution};
use tillside::domain::tally::Measure;
use tillside::engine::api::{CodesMode, Command, FiguresQuery, Prompt, RewardWord, Step, View};
use tillside::protocol::escpos::paper::Paper;
use tillside::protocol::escpos::profile::Profile;
use tillside::protocol::escpos::tap::Tap;
use tillside::runtime::clock;
use tillside::runtime::local_api::client;

/// The counter and its hub.
struct Story {
    hub: Hub,
    shop: Shop,
    till: Peer,
    printer: Printer,
    scanner: Peer,
}

impl Story {
    fn new() -> Self {
        let hub = Hub::plain();
        let (mut shop, till, printer) = Shop::with_adapters();
        keep_token(&shop.data, &hub.add(0));
        let port = shop.folder.path().join("scanner");
        let scanner = plug_in(&port);
        shop.url.clone_from(&hub.url);
        shop.seen = false;
        shop.survey = "reward = 'a coffee'\n";
        let more = format!("[hub]\nurl = {:?}\n[scanner]\nport = {port:?}\n", hub.url);
        shop.more = Box::leak(more.into_boxed_str());
        Self {
            hub,
            shop,
            till,
            printer,
            scanner,
        }
    }

    /// Starts the service; on a later day the system's clock says so.
    fn open(&self, days_later: u32) -> Service {
        let mut command = self.shop.command();
        if days_later > 0 {
            command
                .env("LD_PRELOAD", faketime())
                .env("FAKETIME", format!("+{days_later}d"))
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
        let service = Service::start(command);
        service.wait_for("the local API listens");
        service
    }

    fn client(&self, token: &str) -> Client {
        client(&self.shop.data, token).unwrap()
    }

    /// Sells something; what the printer got.
    fn sell(&mut self, number: usize) -> Vec<u8> {
        let sale = sale(number);
        self.till.send(&sale);
        let cut = &sale[sale.len() - 3..];
        let is_whole = |got: &[u8]| got.ends_with(cut).then_some(got.len());
        self.printer.take_until(is_whole)
    }

    /// The customer shows a thank-you on the phone.
    fn scan(&mut self, thanks: &str) {
        self.scanner.send(format!("{thanks}\r\n").as_bytes());
    }

    /// The receipt's code as an address, read off the paper.
    fn read_receipt(&self, bytes: &[u8]) -> String {
        let profile = Profile::builtin("epson-generic").unwrap();
        let mut paper = Paper::new(&profile, profile.papers[0].dots);
        Tap::new(profile.dialect).advance(&mut paper, bytes);
        let sheet = paper.take_sheets().pop().unwrap();
        let found = scanner::scan("story-receipt", &sheet);
        let [line] = &found[..] else {
            panic!("not one code on the paper: {found:?}")
        };
        let address = line.strip_prefix("QR-Code:").unwrap();
        let host = self.hub.url.to_uppercase();
        assert!(address.starts_with(&host), "{address}");
        address.to_owned()
    }
}

/// Where Debian's package puts it, by machine.
fn faketime() -> PathBuf {
    let folders = std::fs::read_dir("/usr/lib").unwrap();
    let mut found = folders.filter_map(|folder| {
        let file = folder.unwrap().path().join("faketime/libfaketime.so.1");
        file.exists().then_some(file)
    });
    found.next().expect("libfaketime; tests/run installs it")
}

/// Goes on by touching what this selects.
fn touch(browser: &mut Browser, selector: &str) {
    browser.find_out("document.body.dataset.old = 1");
    browser.find_out(&format!("document.querySelector({selector:?}).click()"));
    browser.arrive("document.body.dataset.old === undefined");
}

/// A customer answers; the thank-you as a scanner reads it off the phone.
fn answer(address: &str) -> String {
    let mut browser = Browser::start();
    browser.be(360, 640, "light");
    browser.order("Page.navigate", &json!({"url": format!("{address}?l=pl")}));
    browser.arrive("!!document.querySelector('.scores')");
    // Who reads for three seconds first.
    eventually("the first answer is taken", || {
        touch(&mut browser, "button[value='4']");
        let taken = browser.find_out("!document.querySelector('.scores')");
        (taken == json!(true)).then_some(())
    });
    browser.find_out("document.querySelector('input[name=happy][value=\"2\"]').checked = true");
    browser.find_out("document.querySelector('textarea').value = 'Długo czekałam'");
    browser.find_out("document.querySelector('#contact').value = '601 602 603'");
    browser.find_out("document.querySelector('#consent').checked = true");
    touch(&mut browser, "button.send");
    browser.arrive("!!document.querySelector('.gift')");
    let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join("story-thanks.png");
    browser.picture(&picture);
    let mut zbar = Process::new("zbarimg");
    let read = zbar.args(["--raw", "-q"]).arg(&picture).output().unwrap();
    let code = String::from_utf8(read.stdout).unwrap();
    assert!(code.starts_with("CARE:"), "{code}");
    code.trim().to_owned()
}

/// What the card on the panel says.
fn card(view: &View) -> Option<RewardWord> {
    match view.prompt {
        Some(Prompt::Reward(card)) => Some(card.word),
        Some(Prompt::Payment(_) | Prompt::Gift(_)) | None => None,
    }
}

/// No code is printed before somebody has seen that its address answers.
fn begin(story: &mut Story, panel: &Client) {
    assert_eq!(story.sell(1), sale(1));
    assert_eq!(panel.view(None).unwrap().codes.mode, CodesMode::Unseen);
    eventually("doctor has seen the hub with this store's key", || {
        let mut doctor = story.shop.tillside(&["doctor"]);
        let said = doctor.arg("--config").arg(story.shop.config()).output();
        let said = String::from_utf8(said.unwrap().stdout).unwrap();
        said.contains("ok       survey").then_some(())
    });
    let is_on = |view: &View| view.codes.mode == CodesMode::On && view.codes.ready > 0;
    seen(panel, |view| is_on(view).then_some(()));
}

/// Somebody at the counter reads what was written, and looks after it.
fn listen(panel: &Client) {
    let id = seen(panel, |view| {
        let mut cases = view.cases.iter();
        let found = cases.find(|case| case.kind == CaseKind::FollowUp);
        found.map(|case| case.id)
    });
    panel.command(Command::ReadAnswer { id }).unwrap();
    let written = seen(panel, |view| view.survey.answer.clone());
    assert_eq!(written.comment.as_deref(), Some("Długo czekałam"));
    assert_eq!(written.contact.as_deref(), Some("601 602 603"));
    let resolution = Resolution::Solved;
    for command in [
        Command::PutAnswerAway,
        Command::AcknowledgeCase { id },
        Command::ResolveCase { id, resolution },
    ] {
        panel.command(command).unwrap();
    }
}

/// What the manager reads on the evening of the second day.
fn read_figures(manager: &Client) {
    let query = FiguresQuery {
        from: clock::today(),
        to: clock::today() + Days::new(1),
        step: Step::Day,
    };
    let rows = manager.figures(&query).unwrap().rows;
    let [today, tomorrow] = &rows[..] else {
        panic!("{rows:?}")
    };
    for (row, measure, expected) in [
        (today, Measure::Answered, 1),
        (today, Measure::Detractors, 1),
        (today, Measure::Promoters, 0),
        (today, Measure::Opened, 1),
        (today, Measure::Redeemed, 0),
        (tomorrow, Measure::Answered, 0),
        (tomorrow, Measure::Redeemed, 1),
    ] {
        assert_eq!(row.tally.get(measure), expected, "{measure:?} in {rows:?}");
    }
}

#[test]
fn from_paper_to_person() {
    let mut story = Story::new();
    let mut service = story.open(0);
    let panel = story.client("panel");
    begin(&mut story, &panel);
    let receipt = story.sell(2);
    let thanks = answer(&story.read_receipt(&receipt));
    listen(&panel);
    let is = |word| move |view: &View| (card(view) == Some(word)).then_some(());
    story.scan(&thanks);
    seen(&panel, is(RewardWord::Tomorrow));
    assert_eq!(service.stop(), Some(0));

    let mut service = story.open(1);
    let panel = story.client("panel");
    story.scan(&thanks);
    seen(&panel, is(RewardWord::Noted));
    story.sell(3);
    seen(&panel, is(RewardWord::HandOver));
    story.scan(&thanks);
    seen(&panel, is(RewardWord::Used));
    read_figures(&story.client("manager"));
    assert_eq!(service.stop(), Some(0));
}
