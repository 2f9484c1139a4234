//! The rules for gifts in the manager's window: how they begin, are written, tried and saved, and how that
//! looks.

use crate::loyalty::{TALL, day, office, press, rules};
use crate::picture;
use crate::stage::{self, Looks, PLAIN, Stage};
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;
use tillside::domain::gift::rules::EXAMPLE;
use tillside::engine::api::{GiftsTrial, GiftsView, TriedRule};
use tillside::ui::Link;
use tillside::ui::manager::{LoyaltyPart, Office, Page, Saved, Wish};
use tillside::ui::{Scale, ThemeChoice};

fn trial() -> GiftsTrial {
    let rule = |(id, given, why): (&str, u32, Option<&str>)| TriedRule {
        id: id.to_owned(),
        follows_sale: id != "kids-sweet",
        given,
        to_members: given / 3,
        to_unknown: given / 18,
        held_out: given / 9,
        cost_minor: u64::from(given) * 35,
        why_not: why.map(|why| (why.to_owned(), 240)).into_iter().collect(),
    };
    let all = [
        ("hot-day-water", 0, Some("weather-unknown")),
        ("kids-sweet", 0, None),
        ("tenth-visit", 18, Some("not-the-visit")),
    ];
    GiftsTrial {
        from: day("2026-11-15"),
        to: day("2026-11-21"),
        sales: 640,
        of_members: 211,
        to_members: 6,
        to_unknown: 1,
        rules: all.map(rule).into(),
    }
}

pub(crate) fn rules_stage(office: Office, looks: Looks) -> Stage {
    let mut stage = Stage::new(office, Page::Loyalty, looks);
    stage.show(|shown| shown.desk.loyalty.part = LoyaltyPart::Rules);
    stage.wishes();
    stage
}

const EDITOR: (Role, &str) = (Role::MultilineTextInput, "Rules for gifts");

pub(crate) fn write_in_front(stage: &mut Stage, text: &str) {
    let (role, name) = EDITOR;
    let to_the_top = egui::Modifiers::CTRL | egui::Modifiers::COMMAND;
    stage.harness.get_by_role_and_label(role, name).focus();
    stage.harness.run();
    stage
        .harness
        .key_press_modifiers(to_the_top, egui::Key::Home);
    stage.harness.run();
    let editor = stage.harness.get_by_role_and_label(role, name);
    editor.type_text(text);
    stage.harness.run();
}

fn is_usable(stage: &Stage, name: &str) -> bool {
    use egui_kittest::kittest::NodeT as _;
    let node = stage.harness.get_by_role_and_label(Role::Button, name);
    !node.accesskit_node().is_disabled()
}

#[test]
fn a_shop_without_rules_begins_with_ten() {
    let mut stage = Stage::new(office(40), Page::Loyalty, TALL);
    stage.wishes();
    press(&mut stage, Role::RadioButton, "Rules for gifts");
    assert_eq!(stage.wishes(), [Wish::LookAtGiftRules]);
    press(&mut stage, Role::Button, "Begin with the ten rules");
    assert_eq!(stage.wishes(), [Wish::KeepGiftRules(EXAMPLE.to_owned())]);
    stage.show(|shown| {
        shown.office.saved = Some(Saved::Done);
        shown.office.gift_rules = Some(Arc::new(rules(Some(EXAMPLE))));
        let office = shown.office.clone();
        shown.desk.follow(&office);
    });
    stage.assert_says("The rules can be used.");
    stage.assert_says("Saved.");
    stage.assert_says("gifts.toml");
}

#[test]
fn rules_are_looked_at_as_they_are_typed_tried_and_saved() {
    let mut stage = rules_stage(office(1), TALL);
    stage.assert_says("The rules can be used.");
    assert_eq!(
        ["Try it", "Save", "Undo"].map(|name| is_usable(&stage, name)),
        [true, false, false]
    );
    write_in_front(&mut stage, "colour = 3\n");
    stage.assert_says("1 problem");
    assert_eq!(
        ["Try it", "Save", "Undo"].map(|name| is_usable(&stage, name)),
        [false, false, true]
    );
    press(&mut stage, Role::Button, "Undo");
    stage.assert_says("The rules can be used.");
    write_in_front(&mut stage, "# ours\n");
    let expected = format!("# ours\n{EXAMPLE}");
    press(&mut stage, Role::Button, "Try it");
    assert_eq!(stage.wishes(), [Wish::TryGiftRules(expected.clone())]);
    stage.assert_says("being tried");
    stage.show(|shown| {
        shown.office.gift_trial = Some(Arc::new(trial()));
        let office = shown.office.clone();
        shown.desk.follow(&office);
    });
    stage.assert_says("In seven days, 640 sales, 211 of them members’: 18 given, cost 6.30");
    stage.assert_says("to 6 members · 1 time to a customer who is not known");
    stage
        .assert_says("18 given · to 6 members · 1 time to a customer who is not known · cost 6.30");
    stage.assert_says("mostly not (240): How warm it is outside is not known.");
    stage.assert_says("mostly not (240): It was another visit.");
    press(&mut stage, Role::Button, "Save");
    assert_eq!(stage.wishes(), [Wish::KeepGiftRules(expected.clone())]);
    stage.show(|shown| {
        shown.office.saved = Some(Saved::Refused("line 1: no".to_owned()));
        let office = shown.office.clone();
        shown.desk.follow(&office);
    });
    stage.assert_says("The service says: line 1: no");
    press(&mut stage, Role::Button, "Save");
    stage.show(|shown| {
        shown.office.saved = Some(Saved::Done);
        shown.office.gift_rules = Some(Arc::new(rules(Some(&expected))));
        let office = shown.office.clone();
        shown.desk.follow(&office);
    });
    stage.assert_says("Saved.");
    assert!(!is_usable(&stage, "Save"));
}

#[test]
fn a_source_of_the_temperature_that_fails_shows_beside_the_rules() {
    let mut stage = rules_stage(office(1), TALL);
    let words = "cannot be looked up just now";
    let says = |stage: &Stage| stage.names().iter().any(|name| name.contains(words));
    assert!(!says(&stage));
    for fails in [false, true] {
        let mut view = stage::view();
        view.loyalty.gifts = Some(GiftsView {
            weather_fails: fails,
            ..GiftsView::default()
        });
        stage.show(|shown| shown.link = Link::Live(Arc::new(view.clone())));
        assert_eq!(says(&stage), fails);
    }
}

#[test]
fn a_problem_leads_to_its_line() {
    let looks = Looks {
        size: [1024, 900],
        ..PLAIN
    };
    let line = EXAMPLE.lines().count() + 2;
    let text = format!("{EXAMPLE}\n[surprise]\nodd = 1\n");
    let mut stage = rules_stage(office(1), looks);
    stage.show(|shown| shown.office.gift_rules = Some(Arc::new(rules(Some(&text)))));
    stage.assert_says("1 problem");
    let shows = |stage: &Stage| stage.said().iter().any(|one| *one == line.to_string());
    assert!(!shows(&stage), "the last line is far below");
    let names = stage.names();
    let name = names
        .iter()
        .find(|name| name.starts_with(&format!("Line {line}: ")))
        .unwrap_or_else(|| panic!("line {line} in {names:#?}"));
    press(&mut stage, Role::Button, name);
    assert!(shows(&stage), "{:#?}", stage.said());
    let (role, name) = EDITOR;
    let editor = stage.harness.get_by_role_and_label(role, name);
    assert!(editor.is_focused());
    editor.type_text("# here ");
    stage.harness.run();
    press(&mut stage, Role::Button, "Undo");
    assert!(!is_usable(&stage, "Undo"));
}

#[test]
fn what_is_being_written_stays_when_the_file_changes() {
    let mut stage = rules_stage(office(1), TALL);
    write_in_front(&mut stage, "# ours\n");
    let by_hand = format!("# theirs\n{EXAMPLE}");
    stage.show(|shown| shown.office.gift_rules = Some(Arc::new(rules(Some(&by_hand)))));
    stage.assert_says("The file was changed elsewhere meanwhile.");
    press(&mut stage, Role::Button, "Undo");
    press(&mut stage, Role::Button, "Try it");
    assert_eq!(stage.wishes(), [Wish::TryGiftRules(by_hand)]);
}

#[test]
fn the_rules_look_like_this() {
    let wide = Looks {
        size: [1024, 900],
        ..PLAIN
    };
    let dark = Looks {
        language: "da",
        theme: ThemeChoice::Dark,
        ..wide
    };
    let large = Looks {
        language: "pl",
        scale: Scale::Largest,
        size: [800, 1900],
        ..PLAIN
    };
    let wrong = EXAMPLE.replace("per_day = 40", "per_day = -1") + "[surprise]\n";
    let mut problems = Vec::new();
    for (name, looks, text) in [
        ("manager-gift-rules", wide, Some(EXAMPLE)),
        ("manager-gift-rules-wrong-dark-da", dark, Some(&*wrong)),
        ("manager-gift-rules-large-pl", large, Some(&*wrong)),
        ("manager-gift-rules-none", wide, None),
    ] {
        let office = Office {
            gift_rules: Some(Arc::new(rules(text))),
            ..office(1)
        };
        let mut stage = rules_stage(office, looks);
        if text == Some(EXAMPLE) {
            press(&mut stage, Role::Button, "Try it");
            stage.show(|shown| {
                shown.office.gift_trial = Some(Arc::new(trial()));
                let office = shown.office.clone();
                shown.desk.follow(&office);
            });
        }
        problems.extend(picture::compare(name, &stage.picture()).err());
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
