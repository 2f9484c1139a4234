//! The real window on a screen of its own, with the real service behind it and a till's window
//! beside it that has the keyboard.
#![cfg(test)]
#![cfg(target_os = "linux")]

#[path = "support/desktop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod desktop;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use desktop::{Desktop, SCREEN};
use rustix::process::{Pid, Signal, kill_process};
use shop::printed::{find, sale};
use shop::{Service, Shop, clock, eventually, tick};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use tillside::domain::decline::{Care, Step};
use tillside::domain::document::Outcome;
use tillside::domain::i18n::Messages;
use tillside::domain::language::Language;
use tillside::domain::script::Scripts;
use tillside::engine::api::{PaymentNote, Progress, Prompt, Reception, TillEvent, TillWord, View};
use tillside::runtime::{local_api, lock};

/// The width of the strip and of the panel, in pixels of a screen without scaling.
const STRIP: i32 = 72;
const PANEL: i32 = 380;

/// A counter: a session, a shop, and what is open in it.
struct Counter {
    desktop: Desktop,
    shop: Shop,
}

impl Counter {
    fn new(desktop: Desktop) -> Self {
        let shop = Shop::with_own_ports();
        Self { desktop, shop }
    }

    /// Opens a window.
    fn open(&self, options: &[&str]) -> Service {
        Service::start(self.window(options))
    }

    /// The command that opens a window.
    fn window(&self, options: &[&str]) -> Command {
        let mut command = self.desktop.command(env!("CARGO_BIN_EXE_tillside"));
        command
            .arg("--config")
            .arg(self.shop.folder.path().join("tillside.toml"));
        command.arg("--data").arg(&self.shop.data);
        command.args(options);
        command
    }

    /// What the service says now; `None` if it says nothing.
    fn view(&self) -> Option<View> {
        let client = local_api::client(&self.shop.data, "panel").ok()?;
        client.view(None).ok()
    }

    /// The process that holds the data.
    fn service(&self) -> Option<Pid> {
        if !lock::is_held(&self.shop.data) {
            return None;
        }
        let text = fs::read_to_string(self.shop.data.join(lock::LOCK_FILE)).ok()?;
        Pid::from_raw(text.trim().parse().ok()?)
    }

    /// The till tells how a payment has ended.
    fn tell(&self, message: &str, outcome: Outcome) {
        let till = local_api::client(&self.shop.data, "till").unwrap();
        let event = TillEvent {
            key: message.to_owned().try_into().unwrap(),
            sale: None,
            at: None,
            event: TillWord::Payment(outcome.into()),
        };
        assert_eq!(till.till_event(&event).unwrap(), Reception::Taken);
    }

    #[track_caller]
    fn wait_for_waiting(&self, waiting: u16) {
        eventually(&format!("{waiting} wait"), || {
            self.view().filter(|view| view.queue.waiting == waiting)
        });
    }

    fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        self.desktop
            .picture(&folder.join(format!("window-{name}.png")));
    }
}

/// A service that a window started outlives it; not the test.
impl Drop for Counter {
    fn drop(&mut self) {
        if let Some(service) = self.service() {
            let _gone_already = kill_process(service, Signal::KILL);
        }
    }
}

fn text(key: &str) -> String {
    Messages::for_language(Language::ENGLISH).get(key)
}

#[test]
fn a_hundred_touches_leave_the_keyboard_with_the_till() {
    let counter = Counter::new(Desktop::new());
    let mut service = counter.shop.open();
    let till = counter.desktop.focus();
    // As in a Wayland session that has a screen for X11 programs.
    let mut command = counter.window(&[]);
    command.env("WAYLAND_DISPLAY", "wayland-0");
    let mut window = Service::start(command);
    let desktop = &counter.desktop;
    let number = desktop.wait_for_window();
    let mut widths = Vec::new();
    for touch in 0..100 {
        // Every part of the window comes under the finger, whatever it shows by then.
        let place = desktop.place(&number).unwrap();
        widths.push(place.width);
        let (across, down) = (touch % 5, touch / 5);
        let x = place.x + place.width * (2 * across + 1) / 10;
        let y = place.y + place.height * (2 * down + 1) / 40;
        desktop.touch(x, y);
        assert_eq!(desktop.focus(), till, "after touch {touch} at {x}, {y}");
        if touch % 10 == 9 {
            desktop
                .xdotool(&["type", &(touch / 10).to_string()])
                .unwrap();
        }
    }
    desktop.xdotool(&["key", "Return"]).unwrap();
    eventually("all keys reached the till", || {
        (desktop.typed_into_till() == "0123456789\n").then_some(())
    });
    for width in [STRIP, PANEL] {
        assert!(widths.contains(&width), "never {width} wide: {widths:?}");
    }
    counter.picture("touched");
    assert!(window.is_running());
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn what_is_pressed_by_name_reaches_the_service() {
    let mut counter = Counter::new(Desktop::with_reader());
    let mut service = counter.shop.open();
    let (mut till, mut printer) = (counter.shop.till(), counter.shop.printer());
    let window = counter.open(&[]);
    let number = counter.desktop.wait_for_window();
    let strip = counter.desktop.place(&number).unwrap();
    assert_eq!((strip.width, strip.height), (STRIP, SCREEN.1));
    assert_eq!(strip.x, SCREEN.0 - STRIP);
    let mut code = String::new();
    for number in 0..3 {
        till.send(&sale(number));
        code = printer.print_of(&sale(number)).code();
    }
    counter.desktop.press(&window, &text("panel-open"));
    for waiting in 1..=3 {
        counter.desktop.press(&window, &text("panel-waiting-more"));
        counter.wait_for_waiting(waiting);
    }
    counter.desktop.press(&window, &text("panel-waiting-fewer"));
    counter.wait_for_waiting(2);
    counter.desktop.wait_for_name(&window, "2");
    counter.desktop.wait_for_words(&window, &code);
    counter.picture("panel");
    counter.desktop.press(&window, &text("panel-print-again"));
    printer.take_until(|slip| find(slip, code.as_bytes()));
    eventually("the slip is out", || {
        let print = counter.view()?.print?;
        (print.progress == Progress::Done).then_some(())
    });
    counter
        .desktop
        .wait_for_name(&window, &text("panel-print-done-again"));
    counter.desktop.press(&window, &text("panel-receipts"));
    counter
        .desktop
        .wait_for_name(&window, &text("panel-documents"));
    counter.picture("receipts");
    counter.desktop.press(&window, &text("panel-narrow"));
    eventually("there is only the strip", || {
        (counter.desktop.place(&number)? == strip).then_some(())
    });
    counter.desktop.wait_for_words(&window, "2 waiting");
    counter.picture("strip");
    assert_eq!(service.stop(), Some(0));
}

/// Where the strip's target for a card is: above the one for a basket and the time.
const CARD: (i32, i32) = (SCREEN.0 - STRIP / 2, SCREEN.1 - 111);

#[test]
fn one_touch_shows_what_to_say_and_what_is_done_is_kept() {
    let mut counter = Counter::new(Desktop::with_reader());
    let mut service = counter.shop.open();
    let (mut till, mut printer) = (counter.shop.till(), counter.shop.printer());
    let focus = counter.desktop.focus();
    let window = counter.open(&[]);
    let number = counter.desktop.wait_for_window();
    counter
        .desktop
        .wait_for_name(&window, &text("panel-card-short"));
    eventually("the service answers", || counter.view());
    counter.desktop.touch(CARD.0, CARD.1);
    let line = say(Care::OtherWay);
    counter.desktop.wait_for_words(&window, line);
    assert_eq!(counter.desktop.focus(), focus);
    counter.picture("note");
    let cash = Scripts::builtin().step(Language::ENGLISH, Step::Cash);
    counter.desktop.press(&window, cash);
    eventually("the step is taken", || {
        (note(&counter.view()?)?.taken == Some(Step::Cash)).then_some(())
    });
    counter.desktop.xdotool(&["type", "42\n"]).unwrap();
    eventually("the keys reach the till", || {
        (counter.desktop.typed_into_till() == "42\n").then_some(())
    });
    till.send(&sale(0));
    printer.print_of(&sale(0));
    eventually("the note is gone", || {
        counter.view()?.prompt.is_none().then_some(())
    });
    counter.desktop.press(&window, &text("panel-hold"));
    counter.desktop.wait_for_words(&window, "blue\u{a0}1");
    assert_eq!(counter.desktop.focus(), focus);
    assert_eq!(counter.desktop.windows(), [number], "the title is the same");
    assert_eq!(service.stop(), Some(0));
    let export = counter.shop.tillside(&["export"]).output().unwrap();
    let events = String::from_utf8(export.stdout).unwrap();
    for event in [
        "\"payment_troubled\"",
        "\"by\":\"cash\"",
        "\"token\":\"blue 1\"",
    ] {
        assert_eq!(events.matches(event).count(), 1, "{event} in {events}");
    }
}

#[test]
fn the_strip_opens_for_a_note_and_closes_with_it_by_itself() {
    let mut counter = Counter::new(Desktop::with_reader());
    let mut service = counter.shop.open();
    let window = counter.open(&[]);
    let number = counter.desktop.wait_for_window();
    counter.desktop.wait_for_words(&window, "0 waiting");
    let focus = counter.desktop.focus();
    let width = |counter: &Counter| Some(counter.desktop.place(&number)?.width);
    for (message, outcome, expected) in [
        ("1", Outcome::Unknown, PANEL),
        ("2", Outcome::Approved, STRIP),
        ("3", Outcome::Declined, PANEL),
        ("4", Outcome::Approved, STRIP),
    ] {
        counter.tell(message, outcome);
        eventually(&format!("the window is {expected} wide"), || {
            (width(&counter)? == expected).then_some(())
        });
        if outcome == Outcome::Unknown {
            let line = say(Care::Unknown);
            counter.desktop.wait_for_words(&window, line);
        }
        assert_eq!(counter.desktop.focus(), focus, "{outcome:?}");
    }
    assert_eq!(service.stop(), Some(0));
}

fn say(care: Care) -> &'static str {
    Scripts::builtin().say(Language::ENGLISH, care)
}

fn note(view: &View) -> Option<PaymentNote> {
    match view.prompt? {
        Prompt::Payment(note) => Some(note),
        Prompt::Reward(_) | Prompt::Gift(_) => None,
    }
}

#[test]
fn the_window_starts_the_service_and_outlives_its_death() {
    let mut counter = Counter::new(Desktop::with_reader());
    let config = counter.shop.config();
    let settings = fs::read_to_string(&config).unwrap();
    let mut window = counter.open(&["--windowed"]);
    let first = eventually("a service runs", || counter.service());
    eventually("it answers", || counter.view());
    counter
        .desktop
        .wait_for_name(&window, &text("panel-waiting-more"));
    // Nobody can start another one for a while.
    fs::write(&config, "[printer]\n").unwrap();
    kill_process(first, Signal::KILL).unwrap();
    counter
        .desktop
        .wait_for_words(&window, "The service does not run: [printer] till");
    counter.picture("away");
    assert!(window.is_running());
    fs::write(&config, settings).unwrap();
    let second = eventually("another service runs", || counter.service());
    assert_ne!(first, second);
    eventually("it answers", || counter.view());
    eventually("the window is calm again", || {
        let names = counter.desktop.names(&window);
        let is_calm = !names.iter().any(|name| name.contains("does not"));
        (is_calm && !names.is_empty()).then_some(())
    });
    // Closing the window leaves the service alone.
    counter.desktop.close(&counter.desktop.wait_for_window());
    assert_eq!(window.wait().code(), Some(0));
    assert_eq!(counter.service(), Some(second));
    assert!(counter.view().is_some());
}

#[test]
fn the_next_window_looks_as_the_last_one_did() {
    let mut counter = Counter::new(Desktop::with_reader());
    let mut service = counter.shop.open();
    let kept = counter.shop.data.join("window.json");
    fs::write(&kept, "not what it should be").unwrap();
    let mut first = counter.open(&["--windowed"]);
    counter
        .desktop
        .press(&first, "Language: English. Change to Eesti");
    let estonian = Messages::for_language(Language::new("et").unwrap());
    let more = estonian.get("panel-waiting-more");
    counter.desktop.wait_for_name(&first, &more);
    eventually("it is kept", || {
        let text = fs::read_to_string(&kept).unwrap();
        text.contains("\"et\"").then_some(())
    });
    assert_eq!(fs::metadata(&kept).unwrap().mode() & 0o777, 0o600);
    assert_eq!(first.said("window.json"), 1, "{:#?}", first.lines());
    first.signal(Signal::TERM);
    first.wait();
    let second = counter.open(&["--windowed"]);
    counter.desktop.wait_for_name(&second, &more);
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn two_windows_show_the_same_number() {
    let mut counter = Counter::new(Desktop::with_reader());
    let mut service = counter.shop.open();
    let windows = [counter.open(&["--windowed"]), counter.open(&["--windowed"])];
    for (pressed, by) in windows.iter().zip(1..) {
        counter.desktop.press(pressed, &text("panel-waiting-more"));
        counter.wait_for_waiting(by);
        for window in &windows {
            counter.desktop.wait_for_name(window, &by.to_string());
        }
    }
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn a_window_that_nobody_touches_draws_once_a_minute() {
    let counter = Counter::new(Desktop::new());
    let mut service = counter.shop.open();
    let window = counter.open(&["--measure"]);
    counter.desktop.wait_for_window();
    eventually("the window has come to rest", || {
        let before = window.said("frame ");
        wait(Duration::from_secs(1));
        (before > 0 && window.said("frame ") == before).then_some(())
    });
    let before = (window.said("frame "), ticks(&window));
    wait(Duration::from_secs(10));
    let frames = window.said("frame ") - before.0;
    let ticks = ticks(&window) - before.1;
    println!(
        "{}; {frames} frames and {ticks} ticks in 10 s",
        window.lines()[0]
    );
    // Where a minute ends meanwhile, the clock is drawn anew, in two steps at most.
    assert!(frames <= 2, "{:#?}", window.lines());
    assert!(ticks <= 20, "{ticks} ticks of the processor");
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn on_top_the_strip_is_above_a_till_that_fills_the_screen() {
    let mut counter = Counter::new(Desktop::new());
    let mut service = counter.shop.open();
    counter.desktop.fill_screen();
    let till = counter.desktop.focus();
    let _window = counter.open(&["--on-top"]);
    let number = counter.desktop.wait_for_window();
    eventually("a touch opens the panel", || {
        counter.desktop.touch(SCREEN.0 - STRIP / 2, SCREEN.1 / 2);
        (counter.desktop.place(&number)?.width == PANEL).then_some(())
    });
    assert_eq!(counter.desktop.focus(), till);
    counter.picture("on-top");
    assert_eq!(service.stop(), Some(0));
}

/// Time that has to pass, because what is tested is that nothing happens in it.
fn wait(time: Duration) {
    let end = clock() + time;
    while clock() < end {
        tick();
    }
}

/// The hundredths of a second that a process has computed.
fn ticks(process: &Service) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.pid())).unwrap();
    let (_, after_name) = stat.rsplit_once(')').unwrap();
    let fields: Vec<_> = after_name.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[test]
fn a_session_without_a_screen_is_told_so() {
    let shop = Shop::with_own_ports();
    let mut command = shop.tillside(&[]);
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("there is no display here"), "{said}");
    assert!(!shop.data.exists());
}

#[test]
fn a_counter_that_nobody_set_up_says_which_file_to_edit() {
    let mut counter = Counter::new(Desktop::with_reader());
    let window = counter.open(&[]);
    let config = counter.shop.folder.path().join("tillside.toml");
    counter
        .desktop
        .wait_for_words(&window, &config.display().to_string());
    counter.picture("not-set-up");
    assert!(fs::read_to_string(&config).unwrap().contains("[printer]"));
}
