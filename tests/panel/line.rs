//! The line on the panel and on the strip: a number only where it is sure, the wait in minutes, how it
//! was lately, and the call for a colleague.

use crate::controls::{after, is_enabled, says};
use crate::layout;
use crate::moments::{called, learning, line, long, note, vague};
use crate::stage::{self, Looks, PLAIN, Stage, TALL, live, queue};
use egui::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::sync::Arc;
use tillside::domain::decline::Care;
use tillside::engine::api::{Command, Level, QueueView, View};
use tillside::ui::{Action, Link, Page, Screen};

fn home(queue: QueueView) -> Stage {
    Stage::panel(live(line(queue)), Page::Home, TALL)
}

fn strip(queue: QueueView) -> Stage {
    let screen = Screen {
        is_wide: false,
        ..Screen::default()
    };
    let size = [72, 720];
    Stage::with_screen(live(line(queue)), screen, Looks { size, ..PLAIN })
}

fn is_there(stage: &Stage, name: &str) -> bool {
    let mut found = stage
        .harness
        .query_all_by_role_and_label(Role::Button, name);
    found.next().is_some()
}

/// All that is said of the line, down to the first control of the page.
fn said(stage: &Stage) -> Vec<String> {
    let all = layout::said(&stage.harness);
    let begin = all.iter().position(|text| text == "Scanner").expect("dots");
    let end = all
        .iter()
        .position(|text| text.starts_with("Nothing to do"));
    all[begin + 1..end.expect("nothing else to do")].to_vec()
}

#[test]
fn a_number_is_said_where_it_is_sure_and_a_word_where_it_is_not() {
    let calls = ["34 served today", "Call a colleague"];
    for (queue, expected) in [
        (queue(0), &["0", "waiting", "no wait"][..]),
        (queue(2), &["2", "waiting", "about 2\u{a0}min"]),
        (
            vague(Level::Short, [0, 1, 4]),
            &["Short line", "up to 4 waiting"],
        ),
        (
            vague(Level::Busy, [1, 3, 6]),
            &["Busy", "about 1 to 6 waiting"],
        ),
        (
            learning(queue(2)),
            &[
                "2",
                "waiting",
                "about 2\u{a0}min",
                "still learning",
                "from receipts only",
            ],
        ),
        (
            learning(vague(Level::Busy, [1, 3, 6])),
            &[
                "Busy",
                "about 1 to 6 waiting",
                "still learning",
                "from receipts only",
            ],
        ),
    ] {
        let mut said = said(&home(queue));
        let mut expected = expected.to_vec();
        expected.extend(calls);
        said.sort();
        expected.sort_unstable();
        assert_eq!(said, expected);
    }
}

#[test]
fn the_strip_says_the_same_in_less_room() {
    for (queue, expected, name) in [
        (queue(2), ["2", "waiting"], "2 waiting"),
        (
            vague(Level::Short, [0, 1, 4]),
            ["short", "0–4"],
            "Short line, up to 4 waiting",
        ),
        (
            vague(Level::Long, [12, 34, 128]),
            ["long", "12–128"],
            "Long line, about 12 to 128 waiting",
        ),
    ] {
        let stage = strip(queue);
        assert_eq!(layout::said(&stage.harness)[..2], expected);
        assert!(says(&stage, &format!("Open the panel, {name}, Till")));
    }
}

#[test]
fn how_the_line_was_is_drawn_and_said_once_there_is_something_to_say() {
    let falling: Vec<u16> = (0..30).map(|minute| 80 - 2 * minute).collect();
    for (trend, expected) in [
        (vec![], None),
        (vec![10, 20], None),
        (vec![10, 20, 30], Some("rising")),
        (vec![12; 30], Some("steady")),
        (falling, Some("falling")),
    ] {
        let stage = home(QueueView { trend, ..queue(2) });
        let drawn: Vec<_> = stage
            .harness
            .query_all_by_role(Role::Image)
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        let expected: Vec<_> = expected
            .map(|course| format!("Over the last half-hour: {course}"))
            .into_iter()
            .collect();
        assert_eq!(drawn, expected);
    }
}

#[test]
fn each_control_of_a_call_asks_for_what_it_says() {
    let call = Action::Send(Command::CallColleague);
    let come = Action::Send(Command::AnswerCall { id: 3 });
    let withdraw = Action::Send(Command::WithdrawCall { id: 3 });
    let all = [
        ("Call a colleague", call.clone()),
        ("Coming", come),
        ("Not needed", withdraw),
        ("Call again", call),
    ];
    let beside_a_note = |queue| View {
        prompt: note(Care::OtherWay).prompt,
        ..line(queue)
    };
    for (queue, text, names) in [
        (queue(2), "34 served today", &["Call a colleague"][..]),
        (long(), "about 7\u{a0}min", &["Call a colleague"]),
        (
            called(queue(2), false),
            "A colleague was called at 14:27.",
            &["Coming", "Not needed"],
        ),
        (
            called(long(), false),
            "A colleague was called at 14:27.",
            &["Coming", "Not needed"],
        ),
        (
            called(long(), true),
            "A colleague is coming.",
            &["Call again"],
        ),
    ] {
        for view in [line(queue.clone()), beside_a_note(queue)] {
            let mut stage = Stage::panel(live(view), Page::Home, TALL);
            assert!(says(&stage, text), "{text}");
            for (name, asked) in all.clone() {
                assert_eq!(is_there(&stage, name), names.contains(&name), "{name}");
                if names.contains(&name) {
                    assert_eq!(after(&mut stage, Role::Button, name), [asked], "{name}");
                }
            }
        }
    }
}

#[test]
fn nobody_is_called_without_the_service() {
    let away = |queue| Link::Away {
        since: stage::NOW,
        last: Some(Arc::new(line(queue))),
    };
    for (queue, names) in [
        (queue(2), &["Call a colleague"][..]),
        (long(), &["Call a colleague"]),
        (called(long(), false), &["Coming", "Not needed"]),
        (called(long(), true), &["Call again"]),
    ] {
        let stage = Stage::panel(away(queue), Page::Home, TALL);
        for name in names {
            assert!(!is_enabled(&stage, name), "{name}");
        }
    }
    let starting = Stage::panel(Link::Starting, Page::Home, TALL);
    assert!(!is_there(&starting, "Call a colleague"));
}

#[test]
fn the_strip_is_marked_while_a_colleague_is_called() {
    let sentence = "A colleague was called at 14:27.";
    for (queue, word, named) in [
        (long(), None, None),
        (called(long(), false), Some("called"), Some(sentence)),
        (
            called(long(), true),
            Some("coming"),
            Some("A colleague is coming."),
        ),
    ] {
        let mut stage = strip(queue);
        let said = layout::said(&stage.harness);
        for mark in ["called", "coming"] {
            let is_said = said.iter().any(|text| text == mark);
            assert_eq!(is_said, word == Some(mark), "{said:?}");
        }
        let name =
            "Open the panel, 7 waiting, Till: connected, Printer: connected, Scanner: connected";
        let name = named.map_or_else(|| name.to_owned(), |named| format!("{name}, {named}"));
        assert_eq!(after(&mut stage, Role::Button, &name), [Action::Widen]);
        for (name, asked) in [("Card", Command::OpenNote), ("Hold", Command::HoldBasket)] {
            let expected = [Action::Widen, Action::Send(asked)];
            assert_eq!(after(&mut stage, Role::Button, name), expected, "{name}");
        }
    }
}
