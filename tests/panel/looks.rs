//! How it looks: every text in every language and size, and a few pictures.

use crate::moments::{self, long, note};
use crate::stage::{self, Looks, PLAIN, Stage, calm, live, observing, queue};
use crate::{layout, picture};
use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;
use tillside::domain::case::{CaseId, CaseKind};
use tillside::domain::decline::{Care, Step};
use tillside::domain::hold::Colour;
use tillside::domain::i18n::Messages;
use tillside::domain::script::PhraseKey;
use tillside::engine::api::{Codes, CodesMode, Command, Level, Slip, View};
use tillside::ui::screen::{Held, Phrases, Unfolded};
use tillside::ui::{Action, Link, Page, Scale, Screen, ThemeChoice, theme};

/// A link, a screen, and what to call them.
pub(crate) type Scene = (String, Link, Screen);

/// Every page in every language, colours and size, calm and in trouble.
#[test]
fn no_text_of_a_narrow_panel_is_cut() {
    assert_layout([360, 4000], &BOTH, &pages());
}

#[test]
fn no_text_of_a_wide_panel_is_cut() {
    assert_layout([420, 4000], &[ThemeChoice::Light], &pages());
}

#[test]
fn no_text_of_the_strip_is_cut() {
    let strip = Screen {
        is_wide: false,
        ..Screen::default()
    };
    let scenes = links().map(|(name, link)| (name.to_owned(), link, strip.clone()));
    let mut scenes = Vec::from(scenes);
    scenes.extend(lines(&strip));
    assert_layout([72, 600], &BOTH, &scenes);
}

/// Sure and unsure, short and long, with and without a colleague, alone and beside a note.
#[test]
fn no_text_of_the_line_is_cut() {
    let scenes = lines(&Screen::default());
    assert_layout([360, 2000], &BOTH, &scenes);
    assert_layout([420, 2000], &[ThemeChoice::Light], &scenes);
}

fn lines(screen: &Screen) -> Vec<Scene> {
    let mut scenes = Vec::new();
    for (name, view) in moments::lines() {
        let beside = View {
            prompt: note(Care::OtherWay).prompt,
            ..view.clone()
        };
        scenes.push((name.to_owned(), live(view), screen.clone()));
        scenes.push((format!("{name}, note"), live(beside), screen.clone()));
    }
    scenes
}

/// What somebody reads under stress, with the line in each language.
#[test]
fn no_text_of_a_note_is_cut() {
    let mut scenes = Vec::new();
    for care in Care::ALL {
        for code in ["da", "en", "et", "pl"] {
            let screen = Screen {
                said_in: Some((7, stage::language(code))),
                ..Screen::default()
            };
            scenes.push((format!("{care:?} {code}"), live(note(care)), screen));
        }
    }
    assert_layout([360, 2000], &[ThemeChoice::Light], &scenes);
}

#[test]
fn no_text_of_what_is_unfolded_is_cut() {
    let unfold = |page, unfolded| Screen {
        page,
        unfolded: Some(unfolded),
        closed: Some((CaseId(99), CaseKind::Refusal)),
        ..Screen::default()
    };
    let mut scenes = Vec::new();
    for token in Colour::ALL.map(|colour| format!("{colour} 2")) {
        let token = moments::token(&token);
        let screen = Screen {
            held: Some(Held {
                token,
                language: None,
            }),
            ..unfold(Page::Home, Unfolded::Basket(token))
        };
        scenes.push((token.to_string(), live(moments::baskets()), screen));
    }
    for id in (1..=9).map(CaseId) {
        for unfolded in [Unfolded::Case(id), Unfolded::Promise(id)] {
            let screen = unfold(Page::Care, unfolded);
            scenes.push((format!("{unfolded:?}"), live(moments::cases()), screen));
        }
    }
    assert_layout([360, 4000], &[ThemeChoice::Light], &scenes);
}

#[test]
fn no_text_of_a_phrase_is_cut() {
    let mut scenes = Vec::new();
    for key in PhraseKey::ALL {
        for code in ["da", "en", "et", "pl"] {
            let phrases = Phrases {
                language: Some(stage::language(code)),
                shown: Some(key),
            };
            let screen = Screen {
                page: Page::Phrases,
                phrases,
                ..Screen::default()
            };
            scenes.push((format!("{key:?} {code}"), live(calm()), screen));
        }
    }
    assert_layout([360, 600], &[ThemeChoice::Light], &scenes);
}

pub(crate) const BOTH: [ThemeChoice; 2] = [ThemeChoice::Light, ThemeChoice::Dark];

fn pages() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for page in [
        Page::Home,
        Page::Devices,
        Page::Codes,
        Page::Care,
        Page::Phrases,
        Page::Member,
        Page::Gifts,
    ] {
        let screen = Screen {
            page,
            ..Screen::default()
        };
        for (name, link) in links() {
            scenes.push((format!("{page:?} {name}"), link, screen.clone()));
        }
    }
    scenes
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

pub(crate) fn assert_layout(size: [u16; 2], themes: &[ThemeChoice], scenes: &[Scene]) {
    let mut problems = Vec::new();
    for looks in all_looks(size, themes) {
        let mut stage = Stage::panel(Link::Starting, Page::Home, looks);
        for (name, link, screen) in scenes {
            stage.show(link.clone(), screen.clone());
            let found = layout::problems(&stage.harness, stage.looks.size);
            let said = found.iter().map(|what| format!("{looks:?} {name}: {what}"));
            problems.extend(said);
        }
    }
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

fn all_looks(size: [u16; 2], themes: &[ThemeChoice]) -> Vec<Looks> {
    let languages = ["da", "en", "et", "pl"];
    let known: Vec<_> = Messages::languages()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(known, languages, "a new language is looked at too");
    let mut all = Vec::new();
    for language in languages {
        for theme in themes {
            for scale in [Scale::Normal, Scale::Largest] {
                all.push(Looks {
                    language,
                    theme: *theme,
                    scale,
                    size,
                });
            }
        }
    }
    all
}

fn links() -> [(&'static str, Link); 11] {
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
        ("unseen", live(stage::unseen())),
        ("fiscal", live(stage::fiscal())),
        ("starting", Link::Starting),
        ("away", away),
        ("note", live(note(Care::OtherWay))),
        ("baskets", live(moments::baskets())),
        ("cases", live(moments::cases())),
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
fn it_looks_like_this() {
    let tall = Looks {
        size: [380, 768],
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
    let panel = |view, looks| Stage::panel(live(view), Page::Home, looks);
    let on = |page, view| Stage::panel(live(view), page, PLAIN);
    let danish = Looks {
        language: "da",
        ..dark
    };
    let tried = moments::taken(Care::NotRead, Some(Step::Chip));
    let high = Looks {
        size: [360, 1000],
        ..large
    };
    let night = Looks {
        theme: ThemeChoice::Dark,
        ..PLAIN
    };
    let vague = moments::vague(Level::Busy, [1, 3, 6]);
    let called_vague = moments::called(vague.clone(), false);
    let crowd = moments::line(moments::called(moments::learning(queue(12)), false));
    let answered = moments::line(moments::called(moments::learning(long()), true));
    let scenes = vec![
        ("home", panel(calm(), PLAIN)),
        ("devices", on(Page::Devices, calm())),
        ("codes", on(Page::Codes, observing())),
        ("trouble-dark-pl", panel(stage::troubled(), dark)),
        ("strip", strip(stage::troubled())),
        ("large-pl", panel(calm(), large)),
        ("note", panel(note(Care::OtherWay), tall)),
        ("note-unknown-dark-da", panel(note(Care::Unknown), danish)),
        ("note-tried-large-pl", panel(tried, high)),
        ("strip-ready", strip(note(Care::OtherWay))),
        ("baskets", unfolded_baskets(tall)),
        ("care", unfolded_case(tall)),
        ("line-vague", panel(moments::line(vague), PLAIN)),
        ("line-long-dark", panel(moments::line(long()), night)),
        ("line-called-large-pl", panel(crowd, high)),
        ("line-answered", panel(answered, PLAIN)),
        ("strip-called", strip(moments::line(called_vague))),
        ("phrases", on(Page::Phrases, calm())),
        ("phrase", phrase(PLAIN)),
    ];
    let problems: Vec<String> = scenes
        .iter()
        .filter_map(|(name, stage)| picture::compare(name, &stage.picture()).err())
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn strip(view: View) -> Stage {
    let screen = Screen {
        is_wide: false,
        ..Screen::default()
    };
    let looks = Looks {
        size: [72, 720],
        ..PLAIN
    };
    Stage::with_screen(live(view), screen, looks)
}

fn unfolded_baskets(looks: Looks) -> Stage {
    let token = moments::token("blue 2");
    let screen = Screen {
        held: Some(Held {
            token,
            language: None,
        }),
        unfolded: Some(Unfolded::Basket(token)),
        ..Screen::default()
    };
    Stage::with_screen(live(moments::baskets()), screen, looks)
}

fn unfolded_case(looks: Looks) -> Stage {
    let screen = Screen {
        page: Page::Care,
        unfolded: Some(Unfolded::Case(CaseId(2))),
        ..Screen::default()
    };
    Stage::with_screen(live(moments::cases()), screen, looks)
}

fn phrase(looks: Looks) -> Stage {
    let screen = Screen {
        page: Page::Phrases,
        phrases: Phrases {
            language: Some(stage::language("pl")),
            shown: Some(PhraseKey::ALL[13]),
        },
        ..Screen::default()
    };
    Stage::with_screen(live(calm()), screen, looks)
}
