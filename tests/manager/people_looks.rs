//! How looking after members looks: nothing is cut, in every language, colour and size.

use crate::loyalty::press;
use crate::people::{NUMBER, TALL, all_of_it, files, found, list, one, show_people, summary, told};
use crate::stage::{Looks, PLAIN, Stage, every_look_with, figures, language, open};
use crate::{layout, picture};
use egui::Role;
use std::path::PathBuf;
use tillside::domain::i18n::Messages;
use tillside::domain::member::Member;
use tillside::engine::api::{MemberFound, MemberSummary};
use tillside::ui::manager::{Desk, LoyaltyPart, MemberDone, MembersTold, Page};
use tillside::ui::{Scale, ThemeChoice};

/// Everything that the page can show, with what is done to see it.
fn scenes() -> Vec<(&'static str, MembersTold, &'static str)> {
    let paths = ["json", "txt"]
        .map(|end| PathBuf::from(format!("/home/manager/Downloads/member-{NUMBER}.{end}")));
    let done = |done: MemberDone, told: MembersTold| MembersTold {
        done: Some(done),
        ..told
    };
    let handed_out = MemberSummary {
        handed_out: files(),
        numbers: vec![Member(NUMBER)],
        ..summary()
    };
    let handed = done(MemberDone::HandedOut(paths.to_vec()), one(handed_out));
    let [first, _] = paths;
    let many: Vec<MemberFound> = found().into_iter().cycle().take(8).collect();
    let many = MembersTold {
        found: Some(many),
        ..MembersTold::default()
    };
    let nobody = MembersTold {
        found: Some(Vec::new()),
        ..MembersTold::default()
    };
    vec![
        ("nothing", MembersTold::default(), ""),
        ("nobody", nobody, ""),
        ("many", many, ""),
        ("one", one(all_of_it()), ""),
        ("sure", one(all_of_it()), "manager-people-forget-button"),
        ("handed out", handed, ""),
        (
            "not written",
            done(MemberDone::NotWritten(first), one(summary())),
            "",
        ),
        (
            "forgotten",
            done(MemberDone::Forgotten(files()), MembersTold::default()),
            "",
        ),
        ("gone", done(MemberDone::Gone, list()), ""),
        ("away", done(MemberDone::Away, one(summary())), ""),
        ("customers", done(MemberDone::Customers, one(summary())), ""),
    ]
}

/// Touches what the window calls so, if anything.
fn touch(stage: &mut Stage, key: &str) {
    if !key.is_empty() {
        let texts = Messages::for_language(language(stage.looks.language));
        press(stage, Role::Button, &texts.get(key));
    }
}

#[test]
fn no_text_is_cut_in_any_language_and_size() {
    let mut problems = Vec::new();
    for code in ["da", "en", "et", "pl"] {
        for (scale, size) in [
            (Scale::Normal, [1024, 700]),
            (Scale::Normal, [800, 560]),
            (Scale::Largest, [800, 560]),
            (Scale::Largest, [800, 4000]),
        ] {
            let looks = Looks {
                language: code,
                scale,
                size,
                ..PLAIN
            };
            let mut stage = Stage::new(open(figures()), Page::Loyalty, looks);
            for (name, members, key) in scenes() {
                stage.show(|shown| {
                    shown.office = told(members);
                    shown.desk = Desk {
                        page: Page::Loyalty,
                        ..Desk::default()
                    };
                    shown.desk.loyalty.part = LoyaltyPart::People;
                });
                if size[1] > 1000 {
                    touch(&mut stage, key);
                }
                let found = layout::problems(&stage.harness, size);
                let said = found.iter().map(|what| format!("{looks:?} {name}: {what}"));
                problems.extend(said);
            }
        }
    }
    let count = problems.len();
    assert!(count == 0, "{count} problems:\n{}", problems.join("\n"));
}

#[test]
fn the_page_looks_like_this_in_every_language_light_and_dark() {
    let mut problems = Vec::new();
    for (name, members, key, heights) in [
        ("manager-people", list(), "", [700, 1000]),
        (
            "manager-person-sure",
            one(all_of_it()),
            "manager-people-forget-button",
            [1400, 2600],
        ),
    ] {
        let does = |stage: &mut Stage| {
            show_people(stage);
            touch(stage, key);
        };
        let office = told(members);
        problems.extend(every_look_with(
            (name, Page::Loyalty),
            &office,
            heights,
            does,
        ));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn what_was_done_looks_like_this() {
    let small = Looks {
        size: [800, 560],
        theme: ThemeChoice::Dark,
        ..PLAIN
    };
    let mut problems = Vec::new();
    for (name, looks) in [
        ("one", TALL),
        ("handed out", TALL),
        ("forgotten", PLAIN),
        ("many", small),
    ] {
        let scene = scenes().into_iter().find(|(one, ..)| *one == name);
        let (_, members, _) = scene.expect("a scene");
        let mut stage = Stage::new(told(members), Page::Loyalty, looks);
        show_people(&mut stage);
        let name = format!("manager-people-{}", name.replace(' ', "-"));
        problems.extend(picture::compare(&name, &stage.picture()).err());
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
