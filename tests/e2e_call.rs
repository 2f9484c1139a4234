//! A colleague's phone and a real service: the page's address, the call, and the touch that answers it.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use shop::{Shop, eventually};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tillside::engine::api::Command;
use tillside::runtime::local_api::client;

const STORE: &str = "[queue]\ncounters = 2\n[counter]\nnumber = 2\n";

/// The shop's configuration with a page for colleagues.
fn shop() -> Shop {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    shop.store = "listen = \"127.0.0.1:0\"\n".to_owned();
    shop.more = STORE;
    shop
}

/// What `tillside call-page` prints: where the page is, and its path with the token.
fn address(shop: &Shop) -> (SocketAddr, String) {
    let output = shop.tillside(&["call-page"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    // No terminal, no picture.
    assert_eq!(text.lines().count(), 1, "{text}");
    let (host, path) = text
        .trim()
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let remark = String::from_utf8(output.stderr).unwrap();
    assert!(remark.contains("only this computer reaches it"), "{remark}");
    (host.parse().unwrap(), format!("/{path}"))
}

fn ask(address: SocketAddr, method: &str, path: &str, body: &str) -> String {
    let mut phone = TcpStream::connect(address).unwrap();
    phone
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: shop\r\nContent-Length: {length}\r\n");
    let request = format!("{head}Connection: close\r\n\r\n{body}");
    phone.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    phone.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_call_reaches_the_phone_and_its_touch_reaches_the_counter_and_the_journal_once() {
    let shop = shop();
    let refused = shop.tillside(&["call-page"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let why = String::from_utf8(refused.stderr).unwrap();
    assert!(why.contains("set [store] listen"), "{why}");

    let mut service = shop.open();
    service.wait_for("the page for colleagues is served");
    let (phone, path) = address(&shop);
    assert!(ask(phone, "GET", &path, "").contains("Nobody is needed now"));
    let panel = client(&shop.data, "panel").unwrap();
    panel.command(Command::CallColleague).unwrap();
    let page = ask(phone, "GET", &path, "");
    assert!(page.contains("Counter 2 needs you"), "{page}");
    let id = panel.view(None).unwrap().queue.call.unwrap().id;
    for _two_phones in 0..2 {
        let answer = ask(phone, "POST", &path, &format!("id={id}"));
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
    assert!(panel.view(None).unwrap().queue.call.unwrap().is_answered);
    assert!(ask(phone, "GET", &path, "").contains("Somebody is coming"));
    let stranger = ask(phone, "GET", "/call?t=0123", "");
    assert!(stranger.starts_with("HTTP/1.1 403"), "{stranger}");
    assert_eq!(service.stop(), Some(0));

    let events = eventually("the journal has them", || {
        let output = shop.tillside(&["export"]).output().unwrap();
        String::from_utf8(output.stdout)
            .ok()
            .filter(|text| text.contains("call_answered"))
    });
    assert_eq!(events.matches("colleague_called").count(), 1, "{events}");
    assert_eq!(events.matches("call_answered").count(), 1, "{events}");
    let token = path.split_once("t=").unwrap().1;
    assert_eq!(service.said(token), 0, "the token is in the log");
}
