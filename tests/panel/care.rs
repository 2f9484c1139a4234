//! Kept baskets, the care list and the phrases: what is said and what is asked for.

use crate::controls::{after, assert_asks, says};
use crate::layout;
use crate::moments::{baskets, cases, note, one_basket, token};
use crate::stage::{Looks, PLAIN, Stage, TALL, calm, language, live};
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use tillside::domain::case::{CaseId, CaseKind, Resolution};
use tillside::domain::decline::Care;
use tillside::domain::script::{PhraseKey, Scripts};
use tillside::engine::api::{Command, View};
use tillside::ui::screen::{Held, Phrases, Unfolded};
use tillside::ui::{Action, Page, Screen};

fn send(command: Command) -> Action {
    Action::Send(command)
}

/// A page with something unfolded.
fn unfolded(view: View, page: Page, unfolded: Unfolded) -> Stage {
    let screen = Screen {
        page,
        unfolded: Some(unfolded),
        ..Screen::default()
    };
    Stage::with_screen(live(view), screen, TALL)
}

fn is_there(stage: &Stage, name: &str) -> bool {
    let mut found = stage
        .harness
        .query_all_by_role_and_label(Role::Button, name);
    found.next().is_some()
}

#[test]
fn a_basket_goes_with_a_second_touch() {
    for (name, sold) in [("Paid", true), ("Goods back", false)] {
        let mut stage = Stage::panel(live(baskets()), Page::Home, TALL);
        assert!(!is_there(&stage, name));
        assert_eq!(after(&mut stage, Role::Button, "green 2, since 13:42"), []);
        let token = token("green 2");
        let release = send(Command::ReleaseBasket { token, sold });
        assert_eq!(after(&mut stage, Role::Button, name), [release]);
        assert!(!is_there(&stage, name), "it is folded again");
    }
    let mut stage = Stage::panel(live(baskets()), Page::Home, TALL);
    for _ in 0..2 {
        assert_eq!(after(&mut stage, Role::Button, "blue 2, since 13:32"), []);
    }
    assert!(!is_there(&stage, "Paid"), "the same touch folds it");
}

#[test]
fn tokens_are_called_as_in_the_windows_language() {
    let polish = Looks {
        language: "pl",
        ..TALL
    };
    let mut stage = Stage::panel(live(baskets()), Page::Home, polish);
    let name = "pomarańczowy 2, od 14:12";
    assert_eq!(after(&mut stage, Role::Button, name), []);
    assert!(is_there(&stage, "Zapłacono") && is_there(&stage, "Na półkę"));
}

#[test]
fn what_is_said_of_a_basket_goes_with_the_next_touch() {
    let held = |language| {
        let token = token("blue 2");
        let screen = Screen {
            held: Some(Held { token, language }),
            ..Screen::default()
        };
        Stage::with_screen(live(one_basket("blue 2")), screen, TALL)
    };
    let english = "“I'll keep your basket here: blue\u{a0}2. Take your time.”";
    let mut stage = held(None);
    assert!(layout::said(&stage.harness).contains(&english.to_owned()));
    // A touch that does something, one that only unfolds, and one beside everything.
    after(&mut stage, Role::Button, "One more is waiting");
    assert!(!layout::said(&stage.harness).contains(&english.to_owned()));
    let mut stage = held(Some(language("pl")));
    assert!(says(&stage, "Zakupy czekają tutaj: niebieski"));
    after(&mut stage, Role::Button, "blue 2, since 14:32");
    assert!(!says(&stage, "Zakupy czekają") && is_there(&stage, "Paid"));
    let mut stage = held(None);
    stage.harness.hover_at(egui::pos2(190.0, 2500.0));
    stage.harness.run();
    assert!(says(&stage, "Take your time"), "nobody has touched");
    stage.harness.drag_at(egui::pos2(190.0, 2500.0));
    stage.harness.drop_at(egui::pos2(190.0, 2500.0));
    stage.harness.run();
    assert!(!says(&stage, "Take your time"));
}

#[test]
fn while_a_basket_is_said_another_touch_keeps_no_second_one() {
    let screen = Screen {
        held: Some(Held {
            token: token("blue 2"),
            language: None,
        }),
        ..Screen::default()
    };
    let mut stage = Stage::with_screen(live(one_basket("blue 2")), screen, PLAIN);
    assert_eq!(after(&mut stage, Role::Button, "Hold"), []);
    let asked = after(&mut stage, Role::Button, "Hold");
    assert!(
        asked.contains(&send(Command::HoldBasket)),
        "the next customer's"
    );
}

#[test]
fn a_case_is_seen_to_promised_and_ended() {
    let id = CaseId(2);
    let resolve = |resolution| send(Command::ResolveCase { id, resolution });
    for (name, expected) in [
        ("I’ll see to it", send(Command::AcknowledgeCase { id })),
        ("Done", resolve(Resolution::Solved)),
        ("Could not be done", resolve(Resolution::NotSolved)),
    ] {
        let mut stage = Stage::panel(live(cases()), Page::Care, TALL);
        assert!(!is_there(&stage, name));
        let row = "Complaint, waiting since yesterday, nobody has it yet";
        assert_eq!(after(&mut stage, Role::Button, row), []);
        assert_eq!(after(&mut stage, Role::Button, name), [expected]);
    }
    for (name, minutes) in [
        ("15\u{a0}min", 15),
        ("30\u{a0}min", 30),
        ("60\u{a0}min", 60),
    ] {
        let mut stage = unfolded(cases(), Page::Care, Unfolded::Case(id));
        assert_eq!(after(&mut stage, Role::Button, "Promise"), []);
        let promise = send(Command::PromiseCase { id, minutes });
        assert_eq!(after(&mut stage, Role::Button, name), [promise]);
        assert!(is_there(&stage, "Done") && !is_there(&stage, name));
    }
}

#[test]
fn what_somebody_sees_to_is_not_offered_again() {
    let stage = unfolded(cases(), Page::Care, Unfolded::Case(CaseId(4)));
    assert!(is_there(&stage, "Promise") && !is_there(&stage, "I’ll see to it"));
}

#[test]
fn a_basket_on_the_list_ends_as_baskets_do() {
    let id = CaseId(3);
    for (name, resolution) in [
        ("Paid", Resolution::Solved),
        ("Goods back", Resolution::NotSolved),
    ] {
        let mut stage = unfolded(cases(), Page::Care, Unfolded::Case(id));
        assert!(is_there(
            &stage,
            "Basket: orange 7, waiting since 14:27, nobody has it yet"
        ));
        let resolve = send(Command::ResolveCase { id, resolution });
        assert_eq!(after(&mut stage, Role::Button, name), [resolve]);
    }
}

#[test]
fn what_was_ended_by_mistake_comes_back() {
    let id = CaseId(44);
    let shown = |closed| {
        let screen = Screen {
            page: Page::Care,
            closed: Some(closed),
            ..Screen::default()
        };
        Stage::with_screen(live(cases()), screen, TALL)
    };
    let mut stage = shown((id, CaseKind::Refusal));
    assert!(says(&stage, "A “no” to explain: taken off the list."));
    let again = send(Command::ReopenCase { id });
    assert_eq!(after(&mut stage, Role::Button, "Put it back"), [again]);
    let listed = shown((CaseId(2), CaseKind::Complaint));
    assert!(!is_there(&listed, "Put it back"), "it is there");
}

#[test]
fn the_list_begins_with_what_is_due_first_and_counts_the_rest() {
    let stage = Stage::panel(live(cases()), Page::Care, TALL);
    let said = layout::said(&stage.harness);
    let due: Vec<_> = said.iter().filter(|text| text.contains(" · ")).collect();
    assert_eq!(
        due,
        [
            "waiting for 3 days · the manager sees to it",
            "waiting since yesterday · nobody has it yet",
            "waiting since 14:27 · nobody has it yet",
            "promised by 15:00 · counter 2 sees to it",
            "by 15:30 · nobody has it yet",
            "by tomorrow, 10:32 · counter 2 sees to it",
            "promised by tomorrow, 10:32 · the manager sees to it",
            "in 2 days, 13:32 · nobody has it yet",
            "promised in 2 days, 14:32 · the manager sees to it",
        ]
    );
    assert!(says(&stage, "And 3 more."));
    let home = Stage::panel(live(cases()), Page::Home, TALL);
    assert!(is_there(&home, "Care list · 12"));
    assert!(says(
        &Stage::panel(live(calm()), Page::Care, TALL),
        "Nothing is waiting for anybody."
    ));
}

#[test]
fn what_happens_is_written_down_with_one_touch() {
    for page in [Page::Home, Page::Care] {
        for (name, kind) in [
            ("Question", CaseKind::Question),
            ("Complaint", CaseKind::Complaint),
            ("Return", CaseKind::Return),
            ("Say no", CaseKind::Refusal),
        ] {
            let mut stage = Stage::panel(live(calm()), page, TALL);
            let expected = [
                send(Command::OpenCase { kind }),
                Action::OpenPage(Page::Care),
            ];
            assert_eq!(after(&mut stage, Role::Button, name), expected);
        }
    }
}

#[test]
fn the_new_pages_lead_back() {
    for page in [Page::Care, Page::Phrases] {
        let back = (Role::Button, "Back", Action::OpenPage(Page::Home));
        assert_asks(page, &[back]);
    }
}

#[test]
fn a_phrase_is_shown_large_in_the_customers_language_and_goes_with_a_touch() {
    let (scripts, english) = (Scripts::builtin(), language("en"));
    for (name, code) in [("Polski", "pl"), ("Eesti", "et"), ("Dansk", "da")] {
        let mut stage = Stage::panel(live(calm()), Page::Phrases, TALL);
        assert_eq!(after(&mut stage, Role::RadioButton, name), []);
        for key in PhraseKey::ALL {
            let own = scripts.phrase(english, key);
            assert_eq!(after(&mut stage, Role::Button, own.text), []);
            let other = scripts.phrase(language(code), key);
            let size = layout::size_of(&stage.harness, other.text);
            assert!(size.is_some_and(|size| size >= 30.0), "{code} {key:?}");
            assert!(says(&stage, other.sounds), "{code} {key:?}");
            let back = format!("Back, {}", other.text);
            assert_eq!(after(&mut stage, Role::Button, &back), []);
            assert!(is_there(&stage, own.text), "the list is back");
        }
    }
}

#[test]
fn the_first_other_language_is_chosen_until_somebody_chooses() {
    let screen = Screen {
        page: Page::Phrases,
        phrases: Phrases {
            language: None,
            shown: Some(PhraseKey::ALL[0]),
        },
        ..Screen::default()
    };
    for (own, other) in [("en", "da"), ("da", "en"), ("pl", "da"), ("et", "da")] {
        let looks = Looks {
            language: own,
            ..PLAIN
        };
        let stage = Stage::with_screen(live(calm()), screen.clone(), looks);
        let phrase = Scripts::builtin().phrase(language(other), PhraseKey::ALL[0]);
        assert!(says(&stage, phrase.text), "{own}");
    }
}

#[test]
fn lists_are_as_they_were_when_a_note_has_gone() {
    let mut stage = Stage::panel(live(baskets()), Page::Home, TALL);
    let before = layout::said(&stage.harness);
    let screen = stage.harness.state().screen.clone();
    let view = View {
        prompt: note(Care::OtherWay).prompt,
        ..baskets()
    };
    stage.show(live(view), screen.clone());
    assert_ne!(layout::said(&stage.harness), before);
    stage.show(live(baskets()), screen);
    assert_eq!(layout::said(&stage.harness), before);
}
