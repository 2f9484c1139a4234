//! How it looks: every page in every language, colours and size, and a few pictures.

use crate::stage::{Looks, PLAIN, Stage, at, figures, habits, open};
use crate::{layout, picture};
use std::path::PathBuf;
use std::sync::Arc;
use tillside::domain::i18n::Messages;
use tillside::domain::kpi::staffing::Habits;
use tillside::engine::api::Figures;
use tillside::ui::manager::{Desk, Exported, Gate, Office, Page, Wrong};
use tillside::ui::{Scale, ThemeChoice};

fn scenes() -> Vec<(String, Office, Page)> {
    let mut scenes = Vec::new();
    for page in [
        Page::Today,
        Page::Queue,
        Page::Payments,
        Page::Survey,
        Page::Loyalty,
        Page::Devices,
        Page::Settings,
    ] {
        let exported = Some(Exported::Into(PathBuf::from(
            "/home/manager/Downloads/tillside-payments-2026-09-28-to-2026-11-22.csv",
        )));
        let full = Office {
            exported,
            // With a word on whose customers these are.
            habits: Some(Arc::new(Habits {
                counters: 2,
                ..habits()
            })),
            loyalty: crate::loyalty::office(1).loyalty,
            ..crate::survey::office(1)
        };
        let stale = Office {
            settings: None,
            settings_trouble: Some(
                "the configuration file cannot be used; put it right by hand first: line 12: \
                 [queue] target_minutes: must be a whole number from 1 to 60, not a text"
                    .to_owned(),
            ),
            is_stale: true,
            ..open(Figures::default())
        };
        scenes.push((format!("{page:?}"), full, page));
        scenes.push((format!("{page:?} empty"), stale, page));
        let learning = Office {
            habits: Some(Arc::new(Habits {
                is_learning: true,
                ..habits()
            })),
            loyalty: crate::loyalty::office(40).loyalty,
            ..crate::survey::office(30)
        };
        scenes.push((format!("{page:?} learning"), learning, page));
    }
    for gate in [
        Gate::Unknown,
        Gate::New(Some(Wrong::Weak)),
        Gate::Closed(Some(Wrong::Pin)),
        Gate::Closed(Some(Wrong::Ended)),
    ] {
        scenes.push((format!("{gate:?}"), at(gate), Page::Today));
    }
    scenes
}

fn assert_layout(size: [u16; 2], theme: ThemeChoice) {
    let languages = Messages::languages();
    assert!(languages.len() >= 4);
    let mut problems = Vec::new();
    for language in ["da", "en", "et", "pl"] {
        for scale in [Scale::Normal, Scale::Largest] {
            let looks = Looks {
                language,
                theme,
                scale,
                size,
            };
            let mut stage = Stage::new(at(Gate::Unknown), Page::Today, looks);
            for (name, office, page) in scenes() {
                stage.show(|shown| {
                    shown.office = office;
                    shown.desk = Desk {
                        page,
                        ..Desk::default()
                    };
                });
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
fn no_text_of_a_usual_window_is_cut() {
    assert_layout([1024, 700], ThemeChoice::Light);
    assert_layout([1024, 700], ThemeChoice::Dark);
}

#[test]
fn no_text_of_the_smallest_window_is_cut() {
    assert_layout([800, 600], ThemeChoice::Light);
    assert_layout([800, 600], ThemeChoice::Dark);
}

/// What is further down on the pages too.
#[test]
fn no_text_of_a_whole_page_is_cut() {
    assert_layout([800, 4000], ThemeChoice::Light);
}

#[test]
fn it_looks_like_this() {
    let tall = |height| Looks {
        size: [1024, height],
        ..PLAIN
    };
    let dark = Looks {
        theme: ThemeChoice::Dark,
        language: "pl",
        ..tall(900)
    };
    // As large as it gets in the smallest window.
    let polish = Looks {
        scale: Scale::Largest,
        language: "pl",
        size: [800, 3000],
        ..PLAIN
    };
    let large = Looks {
        scale: Scale::Largest,
        language: "da",
        size: [800, 600],
        ..PLAIN
    };
    let scenes = [
        ("manager-today", open(figures()), Page::Today, tall(900)),
        ("manager-queue", open(figures()), Page::Queue, tall(1900)),
        (
            "manager-payments",
            open(figures()),
            Page::Payments,
            tall(1000),
        ),
        ("manager-queue-dark-pl", open(figures()), Page::Queue, dark),
        (
            "manager-queue-large-pl",
            open(figures()),
            Page::Queue,
            polish,
        ),
        (
            "manager-today-large-da",
            open(figures()),
            Page::Today,
            large,
        ),
        (
            "manager-pin",
            at(Gate::Closed(Some(Wrong::Pin))),
            Page::Today,
            PLAIN,
        ),
    ];
    assert_pictures(scenes);
}

#[test]
fn devices_and_settings_look_like_this() {
    let small = Looks {
        language: "pl",
        theme: ThemeChoice::Dark,
        size: [800, 560],
        ..PLAIN
    };
    let large = Looks {
        scale: Scale::Largest,
        size: [800, 2600],
        ..small
    };
    let tall = Looks {
        size: [1024, 1500],
        ..PLAIN
    };
    let of = |name, page, looks| (name, open(figures()), page, looks);
    assert_pictures([
        of("manager-devices", Page::Devices, PLAIN),
        of("manager-settings", Page::Settings, tall),
        of("manager-devices-small-pl", Page::Devices, small),
        of("manager-settings-large-pl", Page::Settings, large),
    ]);
}

fn assert_pictures(scenes: impl IntoIterator<Item = (&'static str, Office, Page, Looks)>) {
    let problems: Vec<String> = scenes
        .into_iter()
        .filter_map(|(name, office, page, looks)| {
            let stage = Stage::new(office, page, looks);
            picture::compare(name, &stage.picture()).err()
        })
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
