//! The pages of devices and settings: what is said, what each touch wishes, and that no digit of a PIN
//! is seen.

use crate::stage::{Looks, PLAIN, Stage, figures, live, open, settings};
use egui::{Event, Key, Role};
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;
use tillside::domain::language::Language;
use tillside::domain::pin::Pin;
use tillside::domain::time::TimeOfDay;
use tillside::engine::api::{Memory, Setting, Settings};
use tillside::ui::manager::{Change, Gate, Office, Page, PinAnswer, Saved, Wish, Wrong};
use tillside::ui::{Link, Scale, ThemeChoice};

const TALL: Looks = Looks {
    size: [1024, 3000],
    ..PLAIN
};

fn stage(page: Page) -> Stage {
    Stage::new(open(figures()), page, TALL)
}

fn press(stage: &mut Stage, role: Role, name: &str) {
    stage.harness.get_by_role_and_label(role, name).click();
    stage.harness.run();
}

/// What the service answers; the settings stay as they are unless that is changed.
fn answer(stage: &mut Stage, change: impl FnOnce(&mut Office)) {
    stage.show(|shown| {
        change(&mut shown.office);
        let office = shown.office.clone();
        shown.desk.follow(&office);
    });
}

fn with(stage: &mut Stage, change: impl FnOnce(&mut Settings)) {
    let mut view = settings();
    change(&mut view.settings);
    answer(stage, |office| office.settings = Some(Arc::new(view)));
}

fn at(text: &str) -> TimeOfDay {
    text.parse().expect("a time")
}

#[test]
fn devices_say_how_they_are_since_when_and_where() {
    let mut stage = stage(Page::Devices);
    for words in [
        "Till: connected",
        "Printer: away",
        "Away since yesterday, 18:32",
        "Look whether it is switched on",
        "Port: usb-path:1-1.4",
        "Port: /dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0",
        "Scanner: not heard of",
        "Printer profile: epson-tm-t20iii",
        "Version of the service: 0.1.0",
    ] {
        stage.assert_says(words);
    }
    let names = stage.names();
    for tile in [
        "Last receipt: 14:30, Sale",
        "Codes: On, 8 are ready",
        "Journal: 12.4\u{a0}MB, everything is saved",
    ] {
        assert!(
            names.iter().any(|name| name == tile),
            "{tile} in {names:#?}"
        );
    }
    stage.show(|shown| {
        let Link::Live(view) = &mut shown.link else {
            panic!("a view");
        };
        let view = Arc::make_mut(view);
        (view.memory, view.events_lost) = (Memory::Failing, 3);
    });
    stage.assert_says("the disk takes nothing");
    assert!(
        stage
            .names()
            .iter()
            .any(|name| name == "Not saved so far: 3")
    );
    assert_eq!(stage.wishes(), [], "nothing can be done here");
}

#[test]
fn each_touch_wishes_one_setting() {
    let polish = Language::new("pl").expect("a language");
    for (role, name, setting) in [
        (
            Role::RadioButton,
            "Language of the store: Polski",
            Setting::Language(polish),
        ),
        (Role::Button, "One minute more", Setting::TargetMinutes(4)),
        (Role::Button, "One minute less", Setting::TargetMinutes(2)),
        (Role::RadioButton, "No slip", Setting::ClosingSlip(false)),
        (
            Role::Button,
            "Behind the till's report, not before: an hour later",
            Setting::ClosingAfter(at("17:00")),
        ),
        (
            Role::RadioButton,
            "By itself: Never",
            Setting::ClosingAt(None),
        ),
        (
            Role::Button,
            "By itself: a quarter of an hour earlier",
            Setting::ClosingAt(Some(at("21:15"))),
        ),
    ] {
        let mut stage = stage(Page::Settings);
        press(&mut stage, role, name);
        assert_eq!(stage.wishes(), [Wish::Set(setting)], "{name}");
        press(&mut stage, role, name);
        assert_eq!(stage.wishes(), [], "{name}: the answer is awaited");
        answer(&mut stage, |office| office.saved = Some(Saved::Done));
        stage.assert_says("Saved.");
        answer(&mut stage, |office| {
            office.saved = Some(Saved::Refused("so it is".to_owned()));
        });
        stage.assert_says("was not saved. The service says: so it is");
    }
}

#[test]
fn the_ends_of_the_range_and_of_the_day_are_kept() {
    let mut stage = stage(Page::Settings);
    for (minutes, off) in [(1, "One minute less"), (60, "One minute more")] {
        with(&mut stage, |settings| settings.target_minutes = minutes);
        press(&mut stage, Role::Button, off);
        assert_eq!(stage.wishes(), [], "{off}");
    }
    with(&mut stage, |settings| {
        (settings.closing_after, settings.closing_at) = (at("00:10"), None);
    });
    press(
        &mut stage,
        Role::Button,
        "Behind the till's report, not before: a quarter of an hour earlier",
    );
    assert_eq!(
        stage.wishes(),
        [Wish::Set(Setting::ClosingAfter(at("23:55")))]
    );
    answer(&mut stage, |_| ());
    press(&mut stage, Role::RadioButton, "By itself: At a time");
    assert_eq!(
        stage.wishes(),
        [Wish::Set(Setting::ClosingAt(Some(at("21:00"))))]
    );
    with(&mut stage, |settings| settings.closing_slip = false);
    assert!(!stage.said().iter().any(|said| said.contains("By itself")));
}

#[test]
fn a_name_is_typed_and_saved_and_stays_while_it_is_typed() {
    let mut stage = stage(Page::Settings);
    press(&mut stage, Role::Button, "Save");
    assert_eq!(stage.wishes(), [], "it is the name already");
    let field = Role::TextInput;
    stage
        .harness
        .get_by_role_and_label(field, "Name of the store")
        .click();
    stage.harness.run();
    stage.harness.key_press(Key::End);
    stage.harness.run();
    stage.harness.event(Event::Text(" 2".to_owned()));
    stage.harness.run();
    answer(&mut stage, |_| ());
    press(&mut stage, Role::Button, "Save");
    assert_eq!(
        stage.wishes(),
        [Wish::Set(Setting::StoreName("Corner 2".to_owned()))]
    );
    with(&mut stage, |settings| {
        settings.store_name = "Corner 2".to_owned();
    });
    assert_eq!(stage.harness.state().desk.name, None);
    press(&mut stage, Role::Button, "Save");
    assert_eq!(stage.wishes(), []);
}

#[test]
fn the_windows_looks_are_wished_at_once() {
    let mut stage = stage(Page::Settings);
    let large = format!("Text size: {}\u{a0}%", Scale::Large.percent());
    for (name, wish) in [
        ("Colours: Dark", Wish::SetTheme(ThemeChoice::Dark)),
        (&large, Wish::SetScale(Scale::Large)),
        (
            "Language: Dansk",
            Wish::SetLanguage(Language::new("da").expect("one")),
        ),
    ] {
        let found = stage.names().into_iter().find(|one| one == name);
        assert!(found.is_some(), "{name} in {:#?}", stage.names());
        press(&mut stage, Role::RadioButton, name);
        assert_eq!(stage.wishes(), [wish], "{name}");
    }
}

#[test]
fn what_hinders_is_said_on_both_pages() {
    for page in [Page::Devices, Page::Settings] {
        let mut stage = stage(page);
        let mut old = settings();
        old.needs_restart = true;
        stage.show(|shown| shown.office.settings = Some(Arc::new(old)));
        stage.assert_says("once the service is started anew");
        stage.show(|shown| shown.office.settings_trouble = Some("line 3: odd".to_owned()));
        stage.assert_says("The service says: line 3: odd");
        stage.show(|shown| {
            (shown.office.settings, shown.office.settings_trouble) = (None, None);
        });
        stage.assert_says("being looked up");
        stage.show(|shown| {
            shown.link = Link::Away {
                since: crate::stage::NOW,
                last: Some(Arc::new(crate::stage::view())),
            };
        });
        stage.assert_says("nothing can be changed now");
        stage.show(|shown| shown.link = live());
    }
}

fn type_in(stage: &mut Stage, digits: &str) {
    for digit in digits.chars() {
        stage.harness.event(Event::Text(digit.to_string()));
        stage.harness.run();
    }
    stage.harness.key_press(Key::Enter);
    stage.harness.run();
}

fn pin(digits: &str) -> Pin {
    Pin::new(digits).expect("a PIN")
}

fn answer_pin(stage: &mut Stage, number: u64, wrong: Option<Wrong>) {
    answer(stage, |office| {
        office.pin = Some(PinAnswer { number, wrong });
    });
}

#[test]
fn another_pin_needs_the_old_one_and_the_new_one_twice() {
    let mut stage = stage(Page::Settings);
    press(&mut stage, Role::Button, "Change the PIN");
    // No control has the keyboard, so it is for the digits.
    stage.harness.key_press(Key::Escape);
    stage.harness.run();
    for (digits, words) in [
        ("2580", "The new PIN"),
        ("1111", "easy to guess"),
        ("97531", "once more"),
        ("97532", "not the same"),
        ("97531", "once more"),
    ] {
        type_in(&mut stage, digits);
        stage.assert_says(words);
        assert_eq!(stage.wishes(), [], "{digits}");
    }
    type_in(&mut stage, "97531");
    assert_eq!(stage.wishes(), [Wish::ChangePin(pin("2580"), pin("97531"))]);
    answer_pin(&mut stage, 1, Some(Wrong::Pin));
    stage.assert_says("The PIN until now");
    stage.assert_says("That is another PIN");
    for digits in ["4711", "97531", "97531"] {
        type_in(&mut stage, digits);
    }
    assert_eq!(stage.wishes(), [Wish::ChangePin(pin("4711"), pin("97531"))]);
    answer_pin(&mut stage, 2, None);
    stage.assert_says("The PIN was changed");
    press(&mut stage, Role::Button, "Change the PIN");
    press(&mut stage, Role::Button, "Cancel");
    assert!(stage.harness.state().desk.change.is_none());
    assert_eq!(stage.wishes(), []);
}

#[test]
fn a_wait_and_a_lock_end_what_was_typed() {
    let mut stage = stage(Page::Settings);
    press(&mut stage, Role::Button, "Change the PIN");
    stage.show(|shown| shown.locked_s = 30);
    stage.assert_says("Please wait for 30 seconds");
    type_in(&mut stage, "2580");
    stage.assert_says("The PIN until now");
    answer(&mut stage, |office| office.gate = Gate::Closed(None));
    assert!(stage.harness.state().desk.change.is_none());
}

/// In the smallest window, with what was wrong above the digits.
#[test]
fn no_text_of_the_digits_is_cut() {
    for language in ["da", "en", "et", "pl"] {
        for scale in [Scale::Normal, Scale::Largest] {
            let size = [800, 560];
            let looks = Looks {
                language,
                scale,
                size,
                ..PLAIN
            };
            let mut stage = Stage::new(open(figures()), Page::Settings, looks);
            stage.show(|shown| shown.desk.change = Some(Change::default()));
            answer_pin(&mut stage, 1, Some(Wrong::Pin));
            let found = crate::layout::problems(&stage.harness, size);
            assert!(found.is_empty(), "{looks:?}: {found:?}");
            if (language, scale) == ("pl", Scale::Normal) {
                let drawn = crate::picture::compare("manager-pin-change-pl", &stage.picture());
                assert_eq!(drawn, Ok(()));
            }
        }
    }
}

/// Neither painted nor told to screen readers.
#[test]
fn no_digit_of_a_new_pin_is_shown() {
    let mut stage = stage(Page::Settings);
    press(&mut stage, Role::Button, "Change the PIN");
    stage.harness.key_press(Key::Escape);
    stage.harness.run();
    type_in(&mut stage, "86420");
    let before = stage.said();
    for digit in "97531".chars() {
        stage.harness.event(Event::Text(digit.to_string()));
        stage.harness.run();
    }
    assert_eq!(stage.said(), before);
    let names = stage.names();
    assert!(names.contains(&"5 digits entered".to_owned()), "{names:?}");
    let all = format!("{names:?} {:?}", stage.harness.state().desk);
    for secret in ["86420", "8642", "97531", "9753", "97"] {
        assert!(!all.contains(secret), "{all}");
    }
}
