//! `tillside scripts`, and a store's own words in the configuration, with the built program.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use serde_json::Value;
use shop::{Service, Shop};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const GOOD: &str = "[pl.payment.other_way]\nsay = \"Karta dziś kaprysi. Może inaczej?\"\n";
const BAD: &str = "[pl.payment.other_way]\nsay = \"Karta odrzucona\"\n[en.step]\nmoney = \"x\"\n";

fn tillside(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
    command
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// The exit status and what was printed.
fn scripts(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = tillside(folder, &[&["scripts"], arguments].concat());
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code(), said)
}

#[test]
fn a_check_names_file_and_line_and_has_the_status_of_its_answer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("good.toml"), GOOD).unwrap();
    fs::write(path.join("bad.toml"), BAD).unwrap();
    for (arguments, status, words) in [
        (&["check"][..], 0, &["da, en, et, pl can be used"][..]),
        (&["check", "good.toml"], 0, &["good.toml can be used"]),
        (
            &["check", "bad.toml"],
            1,
            &[
                "bad.toml, line 2: [pl.payment.other_way] say: \"odrzucona\" says or hints",
                "bad.toml, line 4: [en.step] money: there is no \"money\" here",
                "\n2 problems\n",
            ],
        ),
        (&["check", "none.toml"], 2, &["cannot read none.toml: "]),
        (&["show", "bad.toml"], 2, &["\n  bad.toml, line 2: "]),
        (
            &["show", "--language", "xx"],
            2,
            &["the languages are da, en, et, pl"],
        ),
    ] {
        let (found, said) = scripts(path, arguments);
        assert_eq!(found, Some(status), "{arguments:?}: {said}");
        for words in words {
            assert!(said.contains(words), "{arguments:?}: {said}");
        }
    }
    let (status, said) = scripts(path, &["check", "--json", "bad.toml"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    let first = &said["problems"][0];
    assert_eq!(said["problems"].as_array().unwrap().len(), 2);
    assert_eq!(
        (status, &first["file"], &first["line"]),
        (Some(1), &"bad.toml".into(), &2.into())
    );
    assert_eq!(first["key"], "[pl.payment.other_way] say");
    let (status, said) = scripts(path, &["check", "--json"]);
    assert_eq!((status, said.as_str()), (Some(0), "{\"problems\":[]}\n"));
}

#[test]
fn what_is_shown_is_a_file_that_can_be_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("good.toml"), GOOD).unwrap();
    let (status, all) = scripts(path, &["show", "good.toml"]);
    assert_eq!(status, Some(0));
    assert!(all.contains(GOOD), "{all}");
    fs::write(path.join("all.toml"), &all).unwrap();
    assert_eq!(scripts(path, &["check", "all.toml"]).0, Some(0));
    assert_eq!(scripts(path, &["show", "all.toml"]).1, all);
    let (_, danish) = scripts(path, &["show", "--language", "da"]);
    assert!(
        all.contains(&danish) && danish.contains("[da.hold]"),
        "{danish}"
    );
    assert!(!danish.contains("[en"), "{danish}");
}

#[test]
fn a_check_of_the_configuration_refuses_what_the_service_warns_of() {
    let shop = Shop::with_own_ports();
    let config = shop.config();
    let text = fs::read_to_string(&config).unwrap();
    let text = text.replacen("[store]\n", "[store]\nscripts = \"words.toml\"\n", 1);
    fs::write(&config, text).unwrap();
    let words = shop.folder.path().join("words.toml");
    let check = || {
        let output = tillside(
            Path::new("/"),
            &["config", "--check", config.to_str().unwrap()],
        );
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code(), said)
    };
    let (status, said) = check();
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("words.toml: cannot be read"), "{said}");
    fs::write(&words, BAD).unwrap();
    let (status, said) = check();
    assert_eq!(status, Some(2), "{said}");
    assert!(
        said.contains("words.toml, line 4: [en.step] money"),
        "{said}"
    );
    let with_config = |command| {
        let mut command = shop.tillside(&[command]);
        command.arg("--config").arg(&config);
        command
    };
    let mut service = Service::start(with_config("service"));
    service.wait_for("words.toml, line 2: [pl.payment.other_way] say: ");
    service.wait_for("the cable is live");
    let output = with_config("doctor").arg("--json").output().unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = found["findings"].as_array().unwrap();
    let remarks = found.iter().filter(|it| it["check"] == "scripts");
    assert_eq!(remarks.count(), 2, "{found:?}");
    assert_eq!(service.stop(), Some(0));
    fs::write(&words, GOOD).unwrap();
    let (status, said) = check();
    assert_eq!(status, Some(0), "{said}");
}
