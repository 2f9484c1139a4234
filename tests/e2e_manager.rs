//! The manager's window on a screen of its own, with the real service behind it: a wrong PIN, the right
//! one, what was served, a table on the disk, and a session that ends with the window.
#![cfg(test)]
#![cfg(target_os = "linux")]

#[path = "support/desktop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod desktop;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use desktop::Desktop;
use shop::printed::sale;
use shop::{Service, Shop, eventually};
use std::fs;
use std::path::PathBuf;
use tillside::domain::i18n::Messages;
use tillside::domain::language::Language;
use tillside::runtime::local_api;

fn text(key: &str) -> String {
    Messages::for_language(Language::ENGLISH).get(key)
}

fn open(desktop: &Desktop, shop: &Shop) -> Service {
    let mut command = desktop.command(env!("CARGO_BIN_EXE_tillside"));
    command.arg("manager");
    command.arg("--config").arg(shop.config());
    command.arg("--data").arg(&shop.data);
    // Without a folder for downloads, a table goes beside the journal.
    command.env("HOME", shop.folder.path());
    Service::start(command)
}

fn enter(desktop: &mut Desktop, window: &Service, digits: &str) {
    for digit in digits.chars() {
        desktop.press(window, &digit.to_string());
    }
    desktop.press(window, &text("manager-pin-done"));
}

#[test]
fn the_figures_are_behind_the_pin_and_tell_what_happened() {
    let mut desktop = Desktop::with_reader();
    let shop = Shop::with_own_ports();
    let mut service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    for number in 0..3 {
        till.send(&sale(number));
        printer.print_of(&sale(number));
    }
    let mut window = open(&desktop, &shop);
    desktop.wait_for_words(&window, &text("manager-pin-choose"));
    enter(&mut desktop, &window, "2580");
    desktop.wait_for_words(&window, &text("manager-pin-again"));
    enter(&mut desktop, &window, "2580");
    desktop.wait_for_words(&window, "Served: 3");
    eventually("there is a PIN", || {
        let client = local_api::client(&shop.data, "panel").ok()?;
        client.manager_status().ok()?.pin_set.then_some(())
    });
    desktop.press(&window, &text("manager-lock"));
    desktop.wait_for_words(&window, &text("manager-pin-enter"));
    assert!(
        !desktop
            .names(&window)
            .iter()
            .any(|name| name.contains("Served"))
    );
    enter(&mut desktop, &window, "2581");
    desktop.wait_for_words(&window, &text("manager-pin-wrong"));
    enter(&mut desktop, &window, "2580");
    desktop.wait_for_words(&window, "Served: 3");
    desktop.wait_for_words(&window, "Codes printed: 3");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    desktop.picture(&folder.join("manager-today.png"));
    desktop.press(&window, &text("manager-queue"));
    // Nothing is planned of a shop that is new.
    desktop.wait_for_words(&window, &text("manager-learning"));
    desktop.press(&window, &text("manager-export"));
    let table = eventually("the table is written", || {
        let files = fs::read_dir(&shop.data).ok()?.flatten();
        let mut paths = files.map(|file| file.path());
        paths.find(|path| path.extension().is_some_and(|end| end == "csv"))
    });
    let table = fs::read_to_string(table).unwrap();
    assert!(table.starts_with("weekday,hour,"), "{table}");
    let served: u32 = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(4)?.parse::<u32>().ok())
        .sum();
    assert_eq!(served, 3, "{table}");
    desktop.wait_for_words(&window, "tillside-queue-");
    let search = ["search", "--onlyvisible", "--name", "Tillside: manager"];
    let number = desktop.xdotool(&search).unwrap();
    desktop.close(number.trim());
    assert!(window.wait().success());
    assert_eq!(service.stop(), Some(0));
}
