//! How it looks: every text in every language and size, and a few pictures.

use crate::stage::{self, Looks, PLAIN, Stage, calm, live, observing};
use crate::{layout, picture};
use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;
use tillside::domain::i18n::Messages;
use tillside::engine::api::{Codes, CodesMode, Command, Slip, View};
use tillside::ui::{Action, Link, Page, Scale, Screen, ThemeChoice, theme};

/// Every page in every language, colours and size, calm and in trouble.
#[test]
fn no_text_of_a_narrow_panel_is_cut() {
    assert_layout([360, 4000], &pages());
}

#[test]
fn no_text_of_a_wide_panel_is_cut() {
    assert_layout([420, 4000], &pages());
}

#[test]
fn no_text_of_the_strip_is_cut() {
    let strip = Screen {
        is_wide: false,
        ..Screen::default()
    };
    assert_layout([72, 600], &[strip]);
}

fn pages() -> [Screen; 3] {
    [Page::Home, Page::Devices, Page::Codes].map(|page| Screen {
        page,
        ..Screen::default()
    })
}

/// What the tests above look for is found where it is.
#[test]
fn what_is_wrong_with_a_layout_is_found() {
    let flawed = |ui: &mut egui::Ui| {
        let extended = egui::Label::new("far beyond the edge of the window").extend();
        let place = |x, y| egui::Rect::from_min_size(egui::pos2(x, y), egui::vec2(90.0, 60.0));
        ui.put(place(60.0, 0.0), extended);
        ui.put(
            place(10.0, 100.0),
            egui::Label::new("incomprehensibilities").wrap(),
        );
        ui.put(
            place(10.0, 200.0),
            egui::Label::new("there is too little room").truncate(),
        );
        ui.put(place(10.0, 300.0), egui::Label::new("one"));
        ui.put(place(12.0, 301.0), egui::Label::new("other"));
        ui.put(
            egui::Rect::from_min_size(egui::pos2(10.0, 370.0), egui::vec2(20.0, 20.0)),
            egui::Button::new("x"),
        );
        let fine = ui.put(place(10.0, 400.0), egui::Button::new("fine"));
        assert_eq!(fine.rect.height(), 60.0);
    };
    let size = [120_u16, 500];
    let harness = Harness::builder()
        .with_size(size.map(f32::from))
        .with_context_setup(theme::install)
        .build_ui(flawed);
    let found = layout::problems(&harness, size).join("\n");
    for expected in [
        "far beyond the edge of the window\" is at",
        "incomprehensibilities\" is torn after",
        "there is too little room\" is cut short",
        "\"one\" is over \"other\"",
        "\"x\" is only",
    ] {
        assert!(found.contains(expected), "{expected} in:\n{found}");
    }
    assert!(!found.contains("fine"), "{found}");
}

fn assert_layout(size: [u16; 2], screens: &[Screen]) {
    let mut problems = Vec::new();
    for looks in all_looks(size) {
        let mut stage = Stage::panel(Link::Starting, Page::Home, looks);
        for screen in screens {
            for (name, link) in links() {
                stage.show(link, screen.clone());
                let found = layout::problems(&stage.harness, stage.looks.size);
                let page = screen.page;
                problems.extend(
                    found
                        .iter()
                        .map(|what| format!("{looks:?} {page:?} {name}: {what}")),
                );
            }
        }
    }
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

fn all_looks(size: [u16; 2]) -> Vec<Looks> {
    let languages = ["da", "en", "et", "pl"];
    let known: Vec<_> = Messages::languages()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(known, languages, "a new language is looked at too");
    let mut all = Vec::new();
    for language in languages {
        for theme in [ThemeChoice::Light, ThemeChoice::Dark] {
            for scale in [Scale::Normal, Scale::Largest] {
                all.push(Looks {
                    language,
                    theme,
                    scale,
                    size,
                });
            }
        }
    }
    all
}

fn links() -> [(&'static str, Link); 7] {
    let codes = Codes {
        address: None,
        mode: CodesMode::Observing,
        ..calm().codes
    };
    let unset = View {
        codes,
        ..observing()
    };
    let away = Link::Away {
        since: stage::NOW,
        last: Some(Arc::new(calm())),
    };
    [
        ("calm", live(calm())),
        ("observing", live(observing())),
        ("unset", live(unset)),
        ("troubled", live(stage::troubled())),
        ("fiscal", live(stage::fiscal())),
        ("starting", Link::Starting),
        ("away", away),
    ]
}

#[test]
fn a_small_window_scrolls_to_the_last_control() {
    let small = Looks {
        scale: Scale::Largest,
        size: [360, 600],
        language: "pl",
        ..PLAIN
    };
    let mut stage = Stage::panel(live(stage::troubled()), Page::Home, small);
    assert_eq!(
        layout::problems(&stage.harness, stage.looks.size),
        Vec::<String>::new()
    );
    let name = "Drukuj ponownie";
    let place = |stage: &Stage| {
        stage
            .harness
            .get_by_role_and_label(Role::Button, name)
            .rect()
    };
    assert!(place(&stage).bottom() > 600.0);
    stage
        .harness
        .get_by_role_and_label(Role::Button, name)
        .scroll_to_me();
    stage.harness.run();
    assert!(place(&stage).bottom() <= 600.0);
    let print = Action::Send(Command::Print { slip: Slip::Again });
    stage
        .harness
        .get_by_role_and_label(Role::Button, name)
        .click();
    stage.harness.run();
    assert_eq!(stage.wishes(), [print]);
}

#[test]
fn sketch() {
    use crate::moments;
    use tillside::domain::case::CaseId;
    use tillside::domain::decline::{Care, Step};
    use tillside::domain::script::PhraseKey;
    use tillside::ui::screen::{Held, Phrases, Unfolded};
    let size = Looks {
        size: [380, 768],
        ..PLAIN
    };
    let pl = Looks {
        language: "pl",
        scale: Scale::Largest,
        size: [360, 1100],
        ..PLAIN
    };
    let dark = Looks {
        language: "da",
        theme: ThemeChoice::Dark,
        ..size
    };
    let page = |page| Screen {
        page,
        ..Screen::default()
    };
    let strip = Screen {
        is_wide: false,
        ..Screen::default()
    };
    let narrow = Looks {
        size: [72, 768],
        ..PLAIN
    };
    let mut held = Screen {
        held: Some(Held {
            token: moments::token("blue 2"),
            language: None,
        }),
        ..Screen::default()
    };
    held.unfolded = Some(Unfolded::Basket(moments::token("green 2")));
    let mut care = page(Page::Care);
    care.unfolded = Some(Unfolded::Case(CaseId(2)));
    let mut promise = page(Page::Care);
    promise.unfolded = Some(Unfolded::Promise(CaseId(2)));
    let mut phrase = page(Page::Phrases);
    phrase.phrases = Phrases {
        language: Some(stage::language("pl")),
        shown: Some(PhraseKey::ALL[13]),
    };
    for (name, stage) in [
        ("a-calm", Stage::panel(live(calm()), Page::Home, size)),
        (
            "b-note",
            Stage::panel(live(moments::note(Care::InsertChip)), Page::Home, size),
        ),
        (
            "c-unknown",
            Stage::panel(live(moments::note(Care::Unknown)), Page::Home, dark),
        ),
        (
            "d-taken",
            Stage::panel(
                live(moments::taken(Care::NotRead, Some(Step::Chip))),
                Page::Home,
                pl,
            ),
        ),
        (
            "e-strip",
            Stage::with_screen(live(calm()), strip.clone(), narrow),
        ),
        (
            "f-strip",
            Stage::with_screen(live(moments::note(Care::OtherWay)), strip, narrow),
        ),
        (
            "g-held",
            Stage::with_screen(live(moments::baskets()), held, size),
        ),
        (
            "h-care",
            Stage::with_screen(live(moments::cases()), care.clone(), size),
        ),
        (
            "i-care-pl",
            Stage::with_screen(live(moments::cases()), promise, pl),
        ),
        (
            "j-phrases",
            Stage::with_screen(live(calm()), page(Page::Phrases), size),
        ),
        ("k-phrase", Stage::with_screen(live(calm()), phrase, size)),
    ] {
        let path =
            std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sketch-{name}.png"));
        picture::write(&path, &stage.picture());
    }
}

#[test]
fn it_looks_like_this() {
    let strip = Screen {
        is_wide: false,
        ..Screen::default()
    };
    let narrow = Looks {
        size: [72, 720],
        ..PLAIN
    };
    let dark = Looks {
        theme: ThemeChoice::Dark,
        language: "pl",
        ..PLAIN
    };
    let large = Looks {
        language: "pl",
        scale: Scale::Largest,
        size: [360, 600],
        ..PLAIN
    };
    let scenes = [
        ("home", Stage::panel(live(calm()), Page::Home, PLAIN)),
        ("devices", Stage::panel(live(calm()), Page::Devices, PLAIN)),
        ("codes", Stage::panel(live(observing()), Page::Codes, PLAIN)),
        (
            "trouble-dark-pl",
            Stage::panel(live(stage::troubled()), Page::Home, dark),
        ),
        (
            "strip",
            Stage::with_screen(live(stage::troubled()), strip, narrow),
        ),
        ("large-pl", Stage::panel(live(calm()), Page::Home, large)),
    ];
    let problems: Vec<String> = scenes
        .iter()
        .filter_map(|(name, stage)| picture::compare(name, &stage.picture()).err())
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
