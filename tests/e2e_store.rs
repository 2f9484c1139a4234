//! Two counters of one store, each with a real service: one line, one call, and what the second one
//! does while the first is away.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use rustix::process::Signal;
use shop::printed::sale;
use shop::{Peer, Service, Shop, eventually, wait_for_file};
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::process::Command as Process;
use tillside::client::Client;
use tillside::engine::api::{Command, QueueView};
use tillside::runtime::local_api::{STORE_FILE, client};

struct Counter {
    shop: Shop,
    service: Service,
    panel: Client,
}

impl Counter {
    fn open(store: &str, more: &'static str, token: Option<&str>) -> Self {
        let mut shop = Shop::with_own_ports();
        shop.enabled = false;
        shop.store = store.replace("DIR", shop.folder.path().to_str().unwrap());
        shop.more = more;
        if let Some(token) = token {
            // As the installer does, with the rights of a secret.
            let folder = shop.data.join("tokens");
            fs::create_dir_all(&folder).unwrap();
            let file = folder.join("store.token");
            fs::write(&file, token).unwrap();
            let chmod = Process::new("chmod").arg("600").arg(&file).status();
            assert!(chmod.unwrap().success());
        }
        let service = shop.open();
        service.wait_for("the local API listens");
        let panel = client(&shop.data, "panel").unwrap();
        Self {
            shop,
            service,
            panel,
        }
    }

    fn queue(&self) -> QueueView {
        // Asking all the time is more than the service takes.
        eventually("the view", || self.panel.view(None).ok()).queue
    }

    /// Waits for a line like this.
    #[track_caller]
    fn wait_for(&self, what: &str, is_it: impl Fn(&QueueView) -> bool) -> QueueView {
        eventually(what, || Some(self.queue()).filter(|queue| is_it(queue)))
    }

    /// How many events of the journal have this in them.
    fn kept(&self, text: &str) -> usize {
        let output = self.shop.tillside(&["export"]).output().unwrap();
        String::from_utf8(output.stdout)
            .unwrap()
            .matches(text)
            .count()
    }
}

/// An address that is free now and stays the same after a restart.
fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

const FIRST: &str = "[queue]\ncounters = 2\n[counter]\nnumber = 1\n";
const SECOND: &str = "[queue]\ncounters = 2\n[counter]\nnumber = 2\n";

fn open_both() -> (Counter, Counter, SocketAddr) {
    let address = free_address();
    let first = Counter::open(&format!("listen = \"{address}\"\n"), FIRST, None);
    wait_for_file(&first.shop.data.join(STORE_FILE));
    let token = fs::read_to_string(first.shop.data.join("tokens/store.token")).unwrap();
    let host = format!("host = \"{address}\"\n[scanner]\nport = \"pty:DIR/scanner\"\n");
    let second = Counter::open(&host, SECOND, Some(&token));
    second.service.wait_for("the store's line comes from");
    (first, second, address)
}

#[test]
fn two_counters_share_a_line_and_a_call() {
    let (mut first, mut second, _) = open_both();
    // The first goods at the second counter: whoever comes now waits for that customer.
    let empty = first.queue();
    let mut scanner = Peer::open(&second.shop.folder.path().join("scanner"));
    scanner.send(b"5901234123457\r");
    let busy = first.wait_for("the line moves at the first", |queue| *queue != empty);
    second.wait_for("and at the second", |queue| *queue == busy);

    // A count at the second counter is the line at the first.
    second
        .panel
        .command(Command::CorrectWaiting { by: 4 })
        .unwrap();
    first.wait_for("four wait at the first", |queue| queue.waiting == 4);
    let receipt = sale(1);
    second.shop.till().send(&receipt);
    second.shop.printer().expect(&receipt);

    // A call at the second is answered at the first; both see that, and one journal keeps it.
    second.panel.command(Command::CallColleague).unwrap();
    let call = first
        .wait_for("the call", |queue| queue.call.is_some())
        .call
        .unwrap();
    assert_eq!((call.counter.get(), call.is_answered), (2, false));
    second.wait_for("the call at the second", |queue| queue.call == Some(call));
    first
        .panel
        .command(Command::AnswerCall { id: call.id })
        .unwrap();
    let comes = |queue: &QueueView| queue.call.is_some_and(|call| call.is_answered);
    second.wait_for("somebody comes", comes);
    // And the other way round.
    second
        .panel
        .command(Command::WithdrawCall { id: call.id })
        .unwrap();
    first.wait_for("no call", |queue| queue.call.is_none());
    first.panel.command(Command::CallColleague).unwrap();
    let call = second
        .wait_for("another call", |queue| queue.call.is_some())
        .call
        .unwrap();
    assert_eq!(call.counter.get(), 1);
    second
        .panel
        .command(Command::AnswerCall { id: call.id })
        .unwrap();
    first.wait_for("somebody comes", comes);

    assert_eq!(
        (first.service.stop(), second.service.stop()),
        (Some(0), Some(0))
    );
    for (text, expected) in [
        ("colleague_called", (2, 0)),
        ("call_answered", (2, 0)),
        ("queue_corrected", (0, 1)),
        ("serving_began", (0, 1)),
        ("document_ended", (0, 1)),
    ] {
        assert_eq!((first.kept(text), second.kept(text)), expected, "{text}");
    }
}

#[test]
fn a_counter_whose_host_is_gone_stands_alone_until_it_is_back() {
    let (mut first, second, _) = open_both();
    first.panel.command(Command::CallColleague).unwrap();
    second.wait_for("the call", |queue| queue.call.is_some());
    first.service.signal(Signal::KILL);
    first.service.wait();
    second
        .service
        .wait_for("this counter goes by what it sees itself");
    second.wait_for("its own line", |queue| queue.call.is_none());
    second.panel.command(Command::CallColleague).unwrap();
    assert_eq!(second.queue().call.unwrap().counter.get(), 2);

    let back = Service::start(first.shop.command());
    back.wait_for("the page for colleagues is served");
    second
        .service
        .wait_for_times("the store's line comes from", 2);
    let panel = client(&first.shop.data, "panel").unwrap();
    let there = || eventually("the view", || panel.view(None).ok()).queue.call;
    second.wait_for("the first one's line", |queue| queue.call == there());
    panel.command(Command::CallColleague).unwrap();
    second.wait_for("its call", |queue| {
        queue.call.is_some() && queue.call == there()
    });
}

#[test]
fn a_counter_without_the_stores_token_says_so_and_works() {
    let address = free_address();
    let first = Counter::open(&format!("listen = \"{address}\"\n"), FIRST, None);
    wait_for_file(&first.shop.data.join(STORE_FILE));
    let host = || format!("host = \"{address}\"\n");
    let without = Counter::open(&host(), SECOND, None);
    without.service.wait_for("copy tokens/store.token from");
    let other = "0".repeat(64);
    let wrong = Counter::open(&host(), SECOND, Some(&other));
    wrong
        .service
        .wait_for("is not heard: the token is not valid for this");
    for counter in [&without, &wrong] {
        counter.panel.command(Command::CallColleague).unwrap();
        assert!(counter.queue().call.is_some());
    }
    // Two counters with one number are told apart by nobody.
    let token = fs::read_to_string(first.shop.data.join("tokens/store.token")).unwrap();
    let twin = Counter::open(&host(), FIRST, Some(&token));
    twin.service
        .wait_for("give each counter of the store another one");
    twin.panel
        .command(Command::CorrectWaiting { by: 2 })
        .unwrap();
    assert_eq!((first.queue().call, first.queue().waiting), (None, 0));
}
