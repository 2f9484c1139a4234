//! The way in: digits to touch and on the keyboard, a first PIN twice, kind words and no digit anywhere.

use crate::stage::{PLAIN, Stage, at, figures, open};
use egui::{Event, Key, Role};
use egui_kittest::kittest::Queryable as _;
use tillside::domain::pin::Pin;
use tillside::ui::Link;
use tillside::ui::manager::{Gate, Page, Wish, Wrong};

fn stage(gate: Gate) -> Stage {
    Stage::new(at(gate), Page::Today, PLAIN)
}

fn pin(digits: &str) -> Pin {
    Pin::new(digits).expect("a PIN")
}

fn touch(stage: &mut Stage, digits: &str) {
    for digit in digits.chars() {
        press(stage, &digit.to_string());
    }
}

fn press(stage: &mut Stage, name: &str) {
    stage
        .harness
        .get_by_role_and_label(Role::Button, name)
        .click();
    stage.harness.run();
}

fn type_in(stage: &mut Stage, digits: &str) {
    for digit in digits.chars() {
        stage.harness.event(Event::Text(digit.to_string()));
        stage.harness.run();
    }
}

#[test]
fn a_pin_is_touched_or_typed_and_sent_once() {
    let mut stage = stage(Gate::Closed(None));
    touch(&mut stage, "2580");
    press(&mut stage, "OK");
    assert_eq!(stage.wishes(), [Wish::Open(pin("2580"))]);
    press(&mut stage, "OK");
    touch(&mut stage, "7");
    assert_eq!(stage.wishes(), [], "nothing while the answer is awaited");
    let office = at(Gate::Closed(Some(Wrong::Pin)));
    stage.show(|shown| {
        shown.desk.follow(&office);
        shown.office = office;
    });
    stage.assert_says("Please try once more");
    type_in(&mut stage, "97x 3");
    stage.harness.key_press(Key::Backspace);
    stage.harness.run();
    type_in(&mut stage, "531");
    assert!(!stage.said().iter().any(|said| said.contains("once more")));
    stage.harness.key_press(Key::Enter);
    stage.harness.run();
    assert_eq!(stage.wishes(), [Wish::Open(pin("97531"))]);
}

#[test]
fn too_few_digits_are_no_pin_and_more_than_twelve_are_not_taken() {
    let mut stage = stage(Gate::Closed(None));
    type_in(&mut stage, "123");
    stage.harness.key_press(Key::Enter);
    stage.harness.run();
    press(&mut stage, "OK");
    assert_eq!(stage.wishes(), []);
    type_in(&mut stage, "4567890123456");
    press(&mut stage, "OK");
    assert_eq!(stage.wishes(), [Wish::Open(pin("123456789012"))]);
}

#[test]
fn a_first_pin_is_chosen_twice() {
    let mut stage = stage(Gate::New(None));
    stage.assert_says("There is no PIN yet");
    for weak in ["1234", "0000", "1212"] {
        touch(&mut stage, weak);
        press(&mut stage, "OK");
        stage.assert_says("easy to guess");
    }
    for (digits, words) in [
        ("2580", "once more"),
        ("2581", "not the same"),
        ("2580", "once more"),
    ] {
        touch(&mut stage, digits);
        press(&mut stage, "OK");
        stage.assert_says(words);
        assert_eq!(stage.wishes(), []);
    }
    touch(&mut stage, "2580");
    press(&mut stage, "OK");
    assert_eq!(stage.wishes(), [Wish::Choose(pin("2580"))]);
}

#[test]
fn a_wait_is_told_in_seconds_and_nothing_is_taken_meanwhile() {
    let mut stage = stage(Gate::Closed(Some(Wrong::Locked)));
    stage.show(|shown| shown.locked_s = 30);
    stage.assert_says("Please wait for 30 seconds");
    type_in(&mut stage, "2580");
    touch(&mut stage, "2580");
    stage.harness.key_press(Key::Enter);
    stage.harness.run();
    stage.show(|shown| shown.locked_s = 1);
    stage.assert_says("Please wait for 1 second,");
    stage.show(|shown| shown.locked_s = 0);
    press(&mut stage, "OK");
    assert_eq!(stage.wishes(), []);
}

#[test]
fn every_state_has_its_words() {
    for (gate, words) in [
        (Gate::Unknown, "Waiting for the service"),
        (Gate::New(Some(Wrong::Weak)), "easy to guess"),
        (Gate::New(Some(Wrong::Away)), "did not answer"),
        (Gate::Closed(Some(Wrong::Ended)), "session has ended"),
        (Gate::Closed(None), "PIN, please"),
    ] {
        stage(gate).assert_says(words);
    }
    let mut away = stage(Gate::Closed(None));
    away.show(|shown| {
        shown.link = Link::Away {
            since: crate::stage::NOW,
            last: None,
        };
    });
    away.assert_says("did not answer");
}

/// Neither painted nor told to screen readers: a screen is seen by many.
#[test]
fn no_digit_that_was_typed_is_shown() {
    let mut stage = stage(Gate::Closed(None));
    let before = (stage.said(), stage.names().len());
    type_in(&mut stage, "97531");
    assert_eq!(stage.said(), before.0);
    let after = stage.names();
    assert_eq!(after.len(), before.1);
    assert!(after.contains(&"5 digits entered".to_owned()), "{after:?}");
    assert!(!after.iter().any(|label| label.contains("97")), "{after:?}");
    let debug = format!("{:?}", stage.harness.state().desk);
    assert!(!debug.contains('9'), "{debug}");
}

#[test]
fn behind_the_pin_nothing_is_drawn_before() {
    let mut stage = stage(Gate::Closed(None));
    stage.show(|shown| shown.office.figures = open(figures()).figures);
    assert!(!stage.said().iter().any(|said| said.contains("Served")));
    stage.show(|shown| shown.office.gate = Gate::Open);
    stage.assert_says("Served");
}
