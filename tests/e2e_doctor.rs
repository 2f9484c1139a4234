//! `tillside doctor` on real directories and ports, before, beside and after a running service.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use serde_json::Value;
use shop::printed::sale;
use shop::{Shop, eventually};
use std::fs::{self, File, Permissions};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::thread::Builder;

/// The command, with a time zone wherever the test runs.
fn doctor(shop: &Shop, more: &[&str]) -> Command {
    let mut command = shop.tillside(&["doctor"]);
    command.arg("--config").arg(shop.config()).args(more);
    command.env("TZ", "Europe/Warsaw");
    command
}

/// Its exit status and findings.
fn findings(shop: &Shop, more: &[&str]) -> (Option<i32>, Vec<Value>) {
    let output = doctor(shop, &[&["--json"], more].concat())
        .output()
        .unwrap();
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = said["findings"].as_array().unwrap().clone();
    let problems = findings.iter().filter(|f| f["severity"] == "problem");
    assert_eq!(said["problems"], problems.count());
    (output.status.code(), findings)
}

/// The severity and the text of every finding of a check.
fn of<'f>(findings: &'f [Value], check: &str) -> Vec<(&'f str, String)> {
    let such = findings.iter().filter(|found| found["check"] == check);
    such.map(|found| {
        let text = |key: &str| found[key].as_str().unwrap_or_default();
        let said = format!("{} -> {}", text("message"), text("remedy"));
        (text("severity"), said)
    })
    .collect()
}

#[track_caller]
fn assert_found(findings: &[Value], check: &str, severity: &str, word: &str) {
    let found = of(findings, check);
    let is_it = |(how, said): &(&str, String)| *how == severity && said.contains(word);
    assert!(found.iter().any(is_it), "{check}: {found:#?}");
}

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn before_the_first_start_it_says_what_the_service_will_make() {
    let mut shop = Shop::with_own_ports();
    shop.seen = false;
    let (status, findings) = findings(&shop, &[]);
    assert_eq!(status, Some(0), "{findings:#?}");
    for check in [
        "data_directory",
        "key",
        "token",
        "journal",
        "service",
        "survey",
    ] {
        assert_found(&findings, check, "remark", "start");
    }
    for check in ["till_port", "printer_port"] {
        assert_found(&findings, check, "ok", "will be made");
    }
    assert!(!shop.data.exists(), "it makes nothing");
}

#[test]
fn beside_a_running_service_all_is_well_and_the_cable_feels_nothing() {
    let (shop, mut till, mut printer) = Shop::with_adapters();
    let service = shop.open();
    let first = sale(0);
    till.send(&first);
    assert!(printer.print_of(&first).block.is_some());
    service.wait_for("sale, with a code");
    // The journal has it a moment later.
    let (status, findings) = eventually("the journal is seen", || {
        let (status, findings) = findings(&shop, &[]);
        let (severity, said) = of(&findings, "journal").first()?.clone();
        (severity == "ok" && !said.contains(" 0 events")).then_some((status, findings))
    });
    assert_eq!(status, Some(0), "{findings:#?}");
    let pid = format!("(process {})", service.pid());
    assert_found(&findings, "service", "ok", &pid);
    for check in ["till_port", "printer_port"] {
        assert_found(&findings, check, "ok", "held by the service");
    }
    for check in ["configuration", "printer_profile", "codes", "key", "clock"] {
        assert_eq!(of(&findings, check).first().unwrap().0, "ok", "{check}");
    }
    assert_found(&findings, "time_zone", "ok", "Europe/Warsaw");
    assert!(till.is_silent() && printer.is_silent());
    let second = sale(1);
    till.send(&second);
    assert!(printer.print_of(&second).block.is_some());
}

#[test]
fn a_port_of_another_program_and_one_that_is_missing_are_problems() {
    let (mut shop, _till, _printer) = Shop::with_adapters();
    let _other = File::options()
        .read(true)
        .write(true)
        .open(shop.till_path())
        .unwrap();
    shop.printer_port = "/dev/serial/by-id/nothing".to_owned();
    let (status, findings) = findings(&shop, &[]);
    assert_eq!(status, Some(1));
    let us = format!("(process {})", std::process::id());
    assert_found(&findings, "till_port", "problem", &us);
    assert_found(&findings, "printer_port", "problem", "check the plug");
    let text = doctor(&shop, &[]).output().unwrap().stdout;
    let text = String::from_utf8(text).unwrap();
    let line = "PROBLEM  printer port: [printer] printer /dev/serial/by-id/nothing is not there\n         -> check the plug";
    assert!(text.contains(line), "{text}");
    assert!(text.contains("\n2 problems, "), "{text}");
}

#[test]
fn what_others_may_read_is_a_problem() {
    let shop = Shop::with_own_ports();
    let mut service = shop.open();
    assert_eq!(service.stop(), Some(0));
    let tokens = shop.data.join("tokens");
    fs::create_dir_all(&tokens).unwrap();
    fs::write(tokens.join("till.token"), "not a secret any more\n").unwrap();
    for (path, mode) in [
        (shop.data.clone(), 0o755),
        (shop.data.join("store.key"), 0o644),
        (shop.data.join("journal.sqlite"), 0o640),
        (tokens.join("till.token"), 0o604),
    ] {
        chmod(&path, mode);
    }
    let (status, findings) = findings(&shop, &[]);
    assert_eq!(status, Some(1));
    assert_found(&findings, "data_directory", "problem", "chmod 700");
    assert_found(&findings, "key", "problem", "chmod 600");
    assert_found(&findings, "journal", "problem", "chmod 600");
    assert_found(&findings, "token", "problem", "till.token");
    assert_found(&findings, "service", "remark", "does not run");
}

#[test]
fn a_damaged_key_journal_and_configuration_are_told_apart() {
    let mut shop = Shop::with_own_ports();
    shop.seen = false;
    fs::create_dir(&shop.data).unwrap();
    chmod(&shop.data, 0o700);
    for name in ["store.key", "journal.sqlite", "fiscal.latch"] {
        let path = shop.data.join(name);
        fs::write(&path, "neither the one nor the other, and long enough").unwrap();
        chmod(&path, 0o600);
    }
    let (status, found) = findings(&shop, &[]);
    assert_eq!(status, Some(1));
    assert_found(&found, "key", "problem", "is not a key file");
    assert_found(&found, "journal", "problem", "tillside check");
    assert_found(&found, "fiscal_latch", "remark", "tillside unlatch");
    let mut broken = shop.tillside(&["doctor", "--json"]);
    let path = shop.folder.path().join("broken.toml");
    fs::write(&path, "[store]\nslot = 99\nnaem = 'x'\n").unwrap();
    let output = broken.arg("--config").arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = said["findings"].as_array().unwrap();
    assert_found(found, "configuration", "problem", "line 2");
    assert_found(found, "configuration", "problem", "did you mean name");
    // What does not depend on the configuration is looked at all the same.
    assert_found(found, "key", "problem", "is not a key file");
}

/// A server that answers every request with these bytes.
fn serve(answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let serve = move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut asked = Vec::new();
            while !asked.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                asked.extend(byte);
            }
            stream.write_all(answer).unwrap();
        }
    };
    Builder::new().name("server".into()).spawn(serve).unwrap();
    address
}

#[test]
fn the_local_api_and_an_address_that_was_not_seen_are_asked() {
    let shop = Shop::with_own_ports();
    let service = shop.open();
    service.wait_for("the local API listens on");
    let address = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    fs::write(shop.data.join("api.address"), format!("{address}\n")).unwrap();
    let (_, found) = findings(&shop, &[]);
    assert_found(&found, "api", "ok", &address);
    assert_found(&found, "survey", "ok", "not asked");
    fs::write(
        shop.data.join("api.address"),
        serve(b"HTTP/1.1 500 No\r\n\r\n"),
    )
    .unwrap();
    let page = serve(b"HTTP/1.1 404 Not Found\r\n\r\n");
    let text = fs::read_to_string(shop.config()).unwrap();
    let text = text.replace("https://s.example.com", &format!("http://{page}"));
    let path = shop.folder.path().join("page.toml");
    fs::write(&path, text).unwrap();
    // Another address than the one that was seen, so that it is asked by itself.
    let mut command = shop.tillside(&["doctor", "--json"]);
    let output = command.arg("--config").arg(&path).output().unwrap();
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = said["findings"].as_array().unwrap();
    assert_found(found, "api", "problem", "500");
    assert_found(found, "survey", "problem", "404");
    assert_eq!(output.status.code(), Some(1));
}
