//! `tillside pin` on a terminal, from a pipe and beside a running service, and what is left of a PIN
//! on the disk and in the log.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use rustix::fs::{Mode, OFlags};
use rustix::termios::{LocalModes, tcgetattr};
use shop::cable::Peer;
use shop::{Service, Shop, plug_in};
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Output, Stdio};
use tillside::client::{Client, Error};
use tillside::domain::pin::Pin;
use tillside::engine::api::{FiguresQuery, Step};
use tillside::runtime::local_api::{ADDRESS_FILE, client};
use tillside::runtime::pin::FILE;

const PIN: &str = "83017492";
const OTHER: &str = "60429517";

fn pin(digits: &str) -> Pin {
    Pin::new(digits).unwrap()
}

fn shop() -> Shop {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    shop
}

fn open(shop: &Shop) -> Service {
    let service = shop.open();
    service.wait_for("the local API listens");
    service
}

/// Runs `tillside pin set --stdin` with this on its standard input.
fn set(shop: &Shop, input: &str) -> Output {
    let mut command = shop.tillside(&["pin", "set", "--stdin"]);
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Whoever refuses at once does not read to the end, and what it says is what counts.
    let written = stdin.write_all(input.as_bytes());
    assert!(written.is_ok() || written.is_err_and(|error| error.kind() == ErrorKind::BrokenPipe));
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[track_caller]
fn assert_done(output: &Output, word: &str) {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = text(&output.stdout);
    assert!(said.contains(word), "{said}");
}

fn figures(client: &Client) -> Result<(), Error> {
    let day = "2026-11-22".parse().unwrap();
    let query = FiguresQuery {
        from: day,
        to: day,
        step: Step::Day,
    };
    client.figures(&query).map(drop)
}

/// Every file below a folder, with its contents.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    found
}

#[test]
fn a_running_service_notices_what_is_set_and_removed_beside_it() {
    let shop = shop();
    let mut service = open(&shop);
    let panel = client(&shop.data, "panel").unwrap();
    assert!(!panel.manager_status().unwrap().pin_set);
    let none = panel.open_session(&pin(PIN));
    assert!(matches!(none, Err(Error::NoPin)), "{none:?}");

    assert_done(&set(&shop, &format!("{PIN}\n")), "PIN is set");
    assert!(panel.manager_status().unwrap().pin_set);
    let wrong = panel.open_session(&pin(OTHER));
    assert!(matches!(wrong, Err(Error::WrongPin)), "{wrong:?}");
    let first = panel.open_session(&pin(PIN)).unwrap();
    let second = panel.open_session(&pin(PIN)).unwrap();
    assert_ne!(first.token, second.token);
    let manager = panel.in_session(&first);
    figures(&manager).unwrap();

    // Somebody has forgotten it; another one opens at once, also after wrong guesses.
    for _ in 0..5 {
        let wrong = panel.open_session(&pin(OTHER));
        assert!(matches!(wrong, Err(Error::WrongPin)), "{wrong:?}");
    }
    let locked = panel.open_session(&pin(PIN));
    assert!(matches!(locked, Err(Error::LockedFor { .. })), "{locked:?}");
    assert_done(&set(&shop, OTHER), "another one now");
    let third = panel.open_session(&pin(OTHER)).unwrap();
    let ended = figures(&manager);
    assert!(matches!(ended, Err(Error::Unauthorised)), "{ended:?}");

    // What the API sets is on the disk, and sessions are not.
    let manager = panel.in_session(&third);
    manager.set_pin(&pin(PIN), Some(&pin(OTHER))).unwrap();
    assert_eq!(service.stop(), Some(0));
    fs::remove_file(shop.data.join(ADDRESS_FILE)).unwrap();
    let log = service.lines();
    let service = open(&shop);
    let panel = client(&shop.data, "panel").unwrap();
    let ended = figures(&panel.in_session(&third));
    assert!(matches!(ended, Err(Error::Unauthorised)), "{ended:?}");
    let fourth = panel.open_session(&pin(PIN)).unwrap();

    let mode = fs::metadata(shop.data.join(FILE)).unwrap().permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);
    let mut left = files(&shop.data);
    left.push(("the log".to_owned(), log.concat().into_bytes()));
    let more = service.lines().concat().into_bytes();
    left.push(("the second log".to_owned(), more));
    let secrets = [PIN, OTHER, &first.token, &third.token, &fourth.token];
    for (name, bytes) in left {
        for secret in secrets {
            let mut places = bytes.windows(secret.len());
            let is_in_it = places.any(|place| place == secret.as_bytes());
            assert!(!is_in_it, "{name} tells a secret");
        }
    }

    let reset = shop.tillside(&["pin", "reset"]).output().unwrap();
    assert_done(&reset, "tillside pin set");
    let none = panel.open_session(&pin(PIN));
    assert!(matches!(none, Err(Error::NoPin)), "{none:?}");
    let ended = figures(&panel.in_session(&fourth));
    assert!(matches!(ended, Err(Error::Unauthorised)), "{ended:?}");
    let reset = shop.tillside(&["pin", "reset"]).output().unwrap();
    assert_done(&reset, "no PIN was set");
    figures(&client(&shop.data, "manager").unwrap()).unwrap();
}

#[test]
fn what_cannot_be_set_is_said_and_nothing_is_changed() {
    let shop = shop();
    let nowhere = set(&shop, PIN);
    assert_eq!(nowhere.status.code(), Some(2));
    let said = text(&nowhere.stderr);
    assert!(said.contains("start the service once"), "{said}");
    assert!(!shop.data.exists());
    fs::create_dir(&shop.data).unwrap();
    assert_done(&set(&shop, PIN), "PIN is set");
    let kept = fs::read(shop.data.join(FILE)).unwrap();
    for (input, word) in [
        ("", "4 to 12 digits"),
        ("830\n", "4 to 12 digits"),
        ("8301 7492\n", "4 to 12 digits"),
        ("0000\n", "the same"),
        ("7654\n", "in a row"),
        ("8383\n", "twice"),
    ] {
        let refused = set(&shop, input);
        assert_eq!(refused.status.code(), Some(2), "{input:?}");
        let said = text(&refused.stderr);
        assert!(said.contains(word), "{input:?}: {said}");
        let digits = input.trim();
        assert!(digits.is_empty() || !said.contains(digits), "{said}");
        assert_eq!(fs::read(shop.data.join(FILE)).unwrap(), kept);
    }
    // Without a terminal nobody can be asked.
    let mut command = shop.tillside(&["pin", "set"]);
    let refused = command.stdin(Stdio::null()).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    assert!(said.contains("--stdin"), "{said}");
}

#[test]
fn a_file_that_is_no_pin_opens_nothing_until_a_pin_is_set() {
    let shop = shop();
    let _service = open(&shop);
    let path = shop.data.join(FILE);
    let panel = client(&shop.data, "panel").unwrap();
    for (contents, mode) in [("", 0o600), ("argon2", 0o600), ("anything", 0o644)] {
        fs::write(&path, contents).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        for answer in [
            panel.manager_status().map(drop),
            panel.open_session(&pin(PIN)).map(drop),
            panel.set_pin(&pin(PIN), None),
        ] {
            let Err(Error::Failed { code, message }) = answer else {
                panic!("{contents:?}: {answer:?}");
            };
            assert_eq!(code, "pin_unusable");
            assert!(message.contains("tillside pin set"), "{message}");
        }
        assert_done(&set(&shop, PIN), "another one now");
        panel.open_session(&pin(PIN)).unwrap();
    }
}

#[test]
fn the_doctor_says_whether_a_pin_is_set() {
    let shop = shop();
    fs::create_dir(&shop.data).unwrap();
    fs::set_permissions(&shop.data, fs::Permissions::from_mode(0o700)).unwrap();
    let doctor = || {
        let mut command = shop.tillside(&["doctor"]);
        command.arg("--config").arg(shop.config());
        text(&command.output().unwrap().stdout)
    };
    let said = doctor();
    assert!(said.contains("remark   pin: no manager's PIN"), "{said}");
    assert_done(&set(&shop, PIN), "PIN is set");
    let said = doctor();
    assert!(said.contains("ok       pin: a manager's PIN"), "{said}");
    fs::write(shop.data.join(FILE), "damaged").unwrap();
    let said = doctor();
    assert!(said.contains("PROBLEM  pin: "), "{said}");
}

/// `tillside pin set` on a terminal of ours.
struct Asked {
    terminal: Peer,
    /// Keeps the terminal there when the command has ended.
    end: File,
    child: Child,
    shown: String,
}

impl Asked {
    fn start(shop: &Shop, name: &str) -> Self {
        let link = shop.folder.path().join(name);
        let terminal = plug_in(&link);
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let end = File::from(rustix::fs::open(&link, flags, Mode::empty()).unwrap());
        let other = || Stdio::from(end.try_clone().unwrap());
        let mut command = shop.tillside(&["pin", "set"]);
        command.stdin(other()).stdout(other()).stderr(other());
        Self {
            child: command.spawn().unwrap(),
            terminal,
            end,
            shown: String::new(),
        }
    }

    /// Types this once the terminal shows that.
    fn after(mut self, question: &str, keys: &str) -> Self {
        while !self.shown.ends_with(question) {
            let byte = self.terminal.receive_by(1, 1)[0];
            self.shown.push(char::from(byte));
        }
        self.terminal.send(keys.as_bytes());
        self
    }

    /// Its exit status and all that was to be seen.
    fn end(mut self) -> (Option<i32>, String) {
        let status = self.child.wait().unwrap();
        let mut rest = Vec::new();
        // It has no end while we hold the other one.
        self.terminal.0.read_to_end(&mut rest).unwrap_err();
        self.shown += &text(&rest);
        let modes = tcgetattr(&self.end).unwrap().local_modes;
        let usual = LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
        assert!(modes.contains(usual), "the terminal is left as {modes:?}");
        (status.code(), self.shown)
    }
}

const FIRST: &str = "(not shown): ";
const AGAIN: &str = "once more: ";

#[test]
fn a_terminal_is_asked_twice_and_shows_nothing_of_it() {
    let shop = shop();
    fs::create_dir(&shop.data).unwrap();
    // With a slip of the finger that is taken back.
    let typed = format!("{PIN}9\x7f\r");
    let asked = Asked::start(&shop, "right");
    let asked = asked.after(FIRST, &typed).after(AGAIN, &format!("{PIN}\n"));
    let (status, shown) = asked.end();
    assert_eq!(status, Some(0), "{shown}");
    assert!(shown.contains("the manager's PIN is set"), "{shown}");
    let kept = fs::read(shop.data.join(FILE)).unwrap();

    let differ = Asked::start(&shop, "differ");
    let differ = differ.after(FIRST, "83017492\n").after(AGAIN, "83017493\n");
    let weak = Asked::start(&shop, "weak").after(FIRST, "000000\n");
    let given_up = Asked::start(&shop, "given-up").after(FIRST, "8301\x03");
    let later = Asked::start(&shop, "later").after(FIRST, "83017492\n");
    let later = later.after(AGAIN, "\x04");
    for (asked, word) in [
        (differ, "the two PINs differ"),
        (weak, "the same"),
        (given_up, "nothing was changed"),
        (later, "nothing was changed"),
    ] {
        let (status, more) = asked.end();
        assert_eq!(status, Some(2), "{more}");
        assert!(more.contains(word), "{more}");
        assert!(!more.contains("830") && !more.contains("000"), "{more}");
        assert_eq!(fs::read(shop.data.join(FILE)).unwrap(), kept);
    }
    assert!(!shown.contains("830"), "{shown}");
}
