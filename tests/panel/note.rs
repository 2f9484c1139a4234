//! The note for a payment that does not go through: what it says, what it asks for, and that it says
//! it to nobody but the cashier.

use crate::controls::{after, is_enabled, says};
use crate::layout;
use crate::moments::{self, note, numbered, taken};
use crate::stage::{self, Looks, PLAIN, Stage, TALL, calm, language, live, words};
use egui::Role;
use egui::accesskit::Toggled;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::sync::Arc;
use tillside::domain::decline::{Care, Step};
use tillside::domain::script::Scripts;
use tillside::engine::api::{Command, QueueView, View};
use tillside::ui::{Action, Link, Page, Scale, Screen, ThemeChoice};

fn home(view: View) -> Stage {
    Stage::panel(live(view), Page::Home, TALL)
}

fn strip(view: View) -> Stage {
    let screen = Screen {
        is_wide: false,
        ..Screen::default()
    };
    let size = [72, 720];
    Stage::with_screen(live(view), screen, Looks { size, ..PLAIN })
}

fn step_name(step: Step) -> &'static str {
    Scripts::builtin().step(language("en"), step)
}

#[test]
fn each_step_asks_for_itself_under_the_number_of_the_note() {
    let mut stage = home(calm());
    for care in Care::ALL {
        stage.show(live(note(care)), Screen::default());
        for step in care.steps() {
            let asked = after(&mut stage, Role::Button, step_name(*step));
            let (note, step) = (7, *step);
            let expected = Action::Send(Command::TakeStep { note, step });
            assert_eq!(asked, [expected], "{care:?}");
        }
        for step in Step::ALL {
            let mut found = stage
                .harness
                .query_all_by_role_and_label(Role::Button, step_name(step));
            let is_there = found.next().is_some();
            assert_eq!(is_there, care.steps().contains(&step), "{care:?} {step:?}");
        }
    }
}

#[test]
fn the_step_that_is_tried_is_shown_and_asks_for_nothing() {
    let mut stage = home(taken(Care::NotRead, Some(Step::Phone)));
    let is_selected = |stage: &Stage, step| {
        let node = stage
            .harness
            .get_by_role_and_label(Role::Button, step_name(step));
        node.accesskit_node().toggled() == Some(Toggled::True)
    };
    for step in Care::NotRead.steps() {
        assert_eq!(is_selected(&stage, *step), *step == Step::Phone, "{step:?}");
    }
    assert_eq!(after(&mut stage, Role::Button, "Phone"), []);
    let other = after(&mut stage, Role::Button, "Chip");
    assert_eq!(other.len(), 1, "another one may still be chosen");
}

#[test]
fn a_note_can_be_closed() {
    let mut stage = home(note(Care::Stopped));
    let close = Action::Send(Command::CloseNote { note: 7 });
    assert_eq!(after(&mut stage, Role::Button, "Close"), [close]);
}

#[test]
fn one_touch_says_the_line_in_another_language_and_changes_nothing_else() {
    let (own, texts) = (language("en"), ["Dansk", "Eesti", "Polski", "English"]);
    let scripts = Scripts::builtin();
    for care in Care::ALL {
        let mut stage = home(note(care));
        let before = layout::said(&stage.harness);
        let own_line = format!("“{}”", scripts.say(own, care));
        assert!(before.contains(&own_line), "{before:#?}");
        for (name, code) in texts.iter().zip(["da", "et", "pl", "en"]) {
            assert_eq!(after(&mut stage, Role::RadioButton, name), []);
            let other = scripts.say(language(code), care);
            let now = layout::said(&stage.harness);
            let changed: Vec<_> = now.iter().filter(|text| !before.contains(text)).collect();
            if code == "en" {
                assert_eq!(now, before);
            } else {
                assert_eq!(changed.len(), 1, "{changed:#?}");
                assert!(changed[0].contains(other), "{changed:#?}");
                assert!(!now.contains(&own_line));
            }
        }
    }
}

#[test]
fn the_next_note_begins_in_the_windows_language() {
    let mut stage = home(numbered(1, Care::OtherWay));
    after(&mut stage, Role::RadioButton, "Polski");
    let polish = Scripts::builtin().say(language("pl"), Care::OtherWay);
    assert!(says(&stage, polish));
    stage.harness.state_mut().link = live(numbered(2, Care::OtherWay));
    stage.harness.run();
    assert!(!says(&stage, polish));
}

#[test]
fn where_nobody_knows_what_to_look_at_comes_before_the_buttons() {
    let stage = home(note(Care::Unknown));
    let hint = Scripts::builtin().hint(language("en"), Care::Unknown);
    let hint = stage.harness.get_by_label(hint).rect();
    for step in Care::Unknown.steps() {
        let button = stage
            .harness
            .get_by_role_and_label(Role::Button, step_name(*step));
        assert!(hint.bottom() < button.rect().top(), "{step:?}");
    }
}

#[test]
fn one_touch_shows_the_line_or_keeps_the_basket_wherever_the_window_is() {
    let (open, hold) = (
        Action::Send(Command::OpenNote),
        Action::Send(Command::HoldBasket),
    );
    let home = Action::OpenPage(Page::Home);
    for page in [
        Page::Home,
        Page::Devices,
        Page::Codes,
        Page::Care,
        Page::Phrases,
        Page::Member,
        Page::Gifts,
    ] {
        let panel = |view| Stage::panel(live(view), page, PLAIN);
        let asked = after(&mut panel(calm()), Role::Button, "Card");
        assert_eq!(asked, [home.clone(), open.clone()], "{page:?}");
        let asked = after(&mut panel(calm()), Role::Button, "Hold");
        assert_eq!(asked, [home.clone(), hold.clone()], "{page:?}");
        let asked = after(&mut panel(note(Care::Stopped)), Role::Button, "Card");
        assert_eq!(
            asked,
            std::slice::from_ref(&home),
            "{page:?}: there is one already"
        );
    }
    let asked = after(&mut strip(calm()), Role::Button, "Card");
    assert_eq!(asked, [Action::Widen, open]);
    let asked = after(&mut strip(calm()), Role::Button, "Hold");
    assert_eq!(asked, [Action::Widen, hold]);
    let asked = after(&mut strip(note(Care::Stopped)), Role::Button, "Card");
    assert_eq!(asked, [Action::Widen], "there is one already");
}

#[test]
fn without_the_service_nothing_is_promised() {
    let away = |view| Link::Away {
        since: stage::NOW,
        last: Some(Arc::new(view)),
    };
    let mut stage = Stage::panel(away(note(Care::OtherWay)), Page::Home, TALL);
    for name in ["Other card", "Cash", "Hold the basket", "Close", "Hold"] {
        assert!(!is_enabled(&stage, name), "{name}");
    }
    assert_eq!(after(&mut stage, Role::RadioButton, "Polski"), []);
    let polish = Scripts::builtin().say(language("pl"), Care::OtherWay);
    assert!(says(&stage, polish), "the words are here");
}

#[test]
fn the_strip_says_that_something_is_ready_and_not_what() {
    let (ready, calm) = (strip(note(Care::Unknown)), strip(calm()));
    assert!(says(&ready, "ready") && !says(&calm, "ready"));
    let said = |stage: &Stage| layout::said(&stage.harness);
    let before = said(&calm);
    let mut news = said(&ready);
    news.retain(|text| !before.contains(text));
    assert_eq!(news, ["ready"]);
}

/// No farther than at arm's length; the mock-up has 21.
#[test]
fn the_line_is_not_written_large() {
    for code in ["en", "pl", "da", "et"] {
        let looks = Looks {
            language: code,
            ..TALL
        };
        for care in Care::ALL {
            let stage = Stage::panel(live(note(care)), Page::Home, looks);
            let said = words(code).scripts.say(language(code), care).to_owned();
            let all = layout::said(&stage.harness);
            let line = all.iter().find(|text| text.contains(&said)).unwrap();
            let size = layout::size_of(&stage.harness, line).unwrap();
            assert!((18.0..=22.0).contains(&size), "{code} {care:?}: {size}");
        }
    }
}

/// Whatever has led to it: the card looks the same to the last pixel.
#[test]
fn another_way_looks_the_same_whatever_led_to_it() {
    let picture = |id| {
        let view = numbered(id, Care::OtherWay);
        Stage::panel(live(view), Page::Home, PLAIN).picture()
    };
    assert!(picture(1) == picture(982_451_653));
}

#[test]
fn a_note_has_no_colour_of_alarm() {
    for theme in [ThemeChoice::Light, ThemeChoice::Dark] {
        let mut stage = Stage::panel(live(calm()), Page::Home, Looks { theme, ..PLAIN });
        for care in Care::ALL {
            for is_wide in [true, false] {
                let screen = Screen {
                    is_wide,
                    ..Screen::default()
                };
                stage.show(live(note(care)), screen);
                assert_eq!(warm(&stage), None, "{theme:?} {care:?}");
            }
        }
        // What is looked for would be found.
        stage.show(live(stage::troubled()), Screen::default());
        assert_ne!(warm(&stage), None, "{theme:?}");
        let strip = Screen {
            is_wide: false,
            ..Screen::default()
        };
        let (long, called) = (moments::long(), moments::called(moments::long(), false));
        let mut is_warm = |queue: &QueueView, prompt, screen: &Screen| {
            let view = View {
                prompt,
                ..moments::line(queue.clone())
            };
            stage.show(live(view), screen.clone());
            warm(&stage).is_some()
        };
        for (queue, screen) in [(long, Screen::default()), (called, strip)] {
            assert!(is_warm(&queue, None, &screen), "{theme:?}");
            let prompt = note(Care::OtherWay).prompt;
            assert!(!is_warm(&queue, prompt, &screen), "{theme:?}: both");
        }
    }
}

/// A colour of amber, orange or red among all that is painted.
fn warm(stage: &Stage) -> Option<egui::Color32> {
    let shapes = stage.harness.output().shapes.clone();
    let mut painted = Vec::new();
    for clipped in stage.harness.ctx.tessellate(shapes, 1.0) {
        if let egui::epaint::Primitive::Mesh(mesh) = clipped.primitive {
            painted.extend(mesh.vertices.iter().map(|vertex| vertex.color));
        }
    }
    assert!(painted.len() > 100);
    painted.into_iter().find(|color| {
        let [red, green, blue, _] = color.to_array().map(i32::from);
        red > green + 24 && red > blue + 24
    })
}

#[test]
fn nothing_competes_with_a_note() {
    let view = View {
        prompt: note(Care::OtherWay).prompt,
        baskets: moments::baskets().baskets,
        ..stage::troubled()
    };
    let large = Looks {
        scale: Scale::Largest,
        ..TALL
    };
    let stage = Stage::panel(live(view), Page::Home, large);
    assert!(says(&stage, "The printer is not connected"));
    for other in ["Kept baskets", "No code is ready", "Nothing to do"] {
        assert!(!says(&stage, other), "{other}");
    }
    let line = stage.harness.get_by_label_contains("small hitch").rect();
    let device = stage
        .harness
        .get_by_label("The printer is not connected")
        .rect();
    assert!(line.bottom() < device.top());
}
