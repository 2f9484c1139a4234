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
use shop::{Printer, Service, Shop, eventually};
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tillside::domain::i18n::Messages;
use tillside::domain::language::Language;
use tillside::domain::pin::Pin;
use tillside::engine::api::Setting;
use tillside::runtime::local_api;

/// One screen at a time: with several, a slow machine takes a touch for two.
fn alone() -> MutexGuard<'static, ()> {
    static SCREEN: Mutex<()> = Mutex::new(());
    SCREEN.lock().unwrap_or_else(PoisonError::into_inner)
}

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

/// Enters a PIN. A window that is slow takes touches that come at once in the order of its buttons, so
/// each is waited for.
fn enter(desktop: &mut Desktop, window: &Service, digits: &str) {
    let texts = Messages::for_language(Language::ENGLISH);
    let wait = |desktop: &mut Desktop, count: usize| {
        let count = [("count", count.into())];
        desktop.wait_for_name(window, &texts.with("manager-pin-digits", &count));
    };
    wait(desktop, 0);
    for (before, digit) in digits.chars().enumerate() {
        desktop.press(window, &digit.to_string());
        wait(desktop, before + 1);
    }
    desktop.press(window, &text("manager-pin-done"));
}

#[test]
fn the_figures_are_behind_the_pin_and_tell_what_happened() {
    let _alone = alone();
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
    desktop.press(&window, &text("manager-survey"));
    desktop.wait_for_words(&window, "Answers: 0, 0.0\u{a0}% of the codes printed");
    desktop.wait_for_words(&window, "Codes printed, 3, 100.0\u{a0}%");
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

const MORE: &str = "\
[closing]
# Since we opened.
slip = false # for now
after = \"00:00\"
";

/// The till's report at the end of its day.
const REPORT: &[u8] = b"\x1b@Z REPORT\nSALES 3 53.97\nTOTAL 53.97\n\n\n\n\x1dV\x00";

/// Waits until the printer has printed these words.
fn wait_for_print(printer: &mut Printer, words: &str) {
    let mut all = Vec::new();
    eventually(&format!("{words:?} is printed"), || {
        all.extend(printer.take_some());
        let has = |part: &[u8]| part == words.as_bytes();
        all.windows(words.len()).any(has).then_some(())
    });
}

#[test]
fn settings_and_the_pin_are_changed_while_the_service_runs() {
    let _alone = alone();
    let mut desktop = Desktop::with_reader();
    let mut shop = Shop::with_own_ports();
    shop.more = MORE;
    let mut service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    till.send(&sale(0));
    printer.print_of(&sale(0));
    let old = Pin::new("2580").unwrap();
    let panel = local_api::client(&shop.data, "panel").unwrap();
    panel.set_pin(&old, None).unwrap();
    let elsewhere = panel.in_session(&panel.open_session(&old).unwrap());
    let mut window = open(&desktop, &shop);
    desktop.wait_for_words(&window, &text("manager-pin-enter"));
    enter(&mut desktop, &window, "2580");
    desktop.press(&window, &text("manager-devices"));
    desktop.wait_for_words(&window, "Printer profile: epson-generic");
    desktop.press(&window, &text("manager-settings"));

    // The slip: in the file, with its owner's words, and out of the printer.
    let file = shop.folder.path().join("tillside.toml");
    let before = fs::read_to_string(&file).unwrap();
    desktop.press(&window, &text("manager-closing-on"));
    desktop.wait_for_words(&window, &text("manager-saved"));
    let after = fs::read_to_string(&file).unwrap();
    assert_eq!(after, before.replace("slip = false #", "slip = true #"));
    till.send(REPORT);
    wait_for_print(&mut printer, "Thank you for today!");

    // A value that cannot be is refused by the service, whoever asks.
    let refused = elsewhere.change_setting(&Setting::TargetMinutes(99));
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), after);

    // The PIN: a wrong one counts, the right one ends what is open elsewhere.
    desktop.press(&window, &text("manager-pin-change"));
    for digits in ["2581", "97531", "97531"] {
        enter(&mut desktop, &window, digits);
    }
    desktop.wait_for_words(&window, &text("manager-pin-wrong"));
    for digits in ["2580", "97531", "97531"] {
        enter(&mut desktop, &window, digits);
    }
    desktop.wait_for_words(&window, &text("manager-pin-changed"));
    assert!(elsewhere.settings().is_err());
    assert!(panel.open_session(&old).is_err());
    let new = Pin::new("97531").unwrap();
    drop(panel.open_session(&new).unwrap());

    // The window itself goes on, in another language.
    let polish = Messages::for_language(Language::new("pl").unwrap());
    desktop.press(&window, "Language: Polski");
    desktop.wait_for_words(&window, &polish.get("manager-closing"));
    let kept = shop.data.join("manager-window.json");
    eventually("that is kept", || {
        fs::read_to_string(&kept).ok()?.contains("pl").then_some(())
    });
    desktop.press(&window, &polish.get("manager-today"));
    desktop.wait_for_words(&window, &format!("{}: 1", polish.get("manager-served")));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    desktop.picture(&folder.join("manager-settings.png"));
    let search = ["search", "--onlyvisible", "--name", "Tillside: manager"];
    let number = desktop.xdotool(&search).unwrap();
    desktop.close(number.trim());
    assert!(window.wait().success());
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn the_panel_brings_an_open_window_to_the_front() {
    let _alone = alone();
    let mut desktop = Desktop::with_reader();
    let shop = Shop::with_own_ports();
    let mut service = shop.open();
    let mut command = desktop.command(env!("CARGO_BIN_EXE_tillside"));
    command.arg("--windowed");
    command
        .arg("--config")
        .arg(shop.folder.path().join("tillside.toml"));
    command.arg("--data").arg(&shop.data);
    let mut panel = Service::start(command);
    let panel_window = desktop.wait_for_window();
    desktop.press(&panel, &text("panel-devices"));
    desktop.press(&panel, &text("manager-open"));
    let search = ["search", "--onlyvisible", "--name", "Tillside: manager"];
    let manager = eventually("the manager's window opens", || {
        desktop.xdotool(&search).filter(|found| !found.is_empty())
    });
    eventually("it has the keyboard", || {
        desktop.focus().filter(|found| *found == manager)
    });
    desktop.give_keyboard(&panel_window);
    desktop.press(&panel, &text("manager-open"));
    eventually("it has the keyboard again", || {
        desktop.focus().filter(|found| *found == manager)
    });
    let all = desktop.xdotool(&search).unwrap();
    assert_eq!(all, manager, "there is one");
    desktop.close(&manager);
    desktop.close(&panel_window);
    // The panel's log is the manager's window's too: it ends with both.
    assert!(panel.wait().success());
    assert_eq!(service.stop(), Some(0));
}
