//! The cashier's window as people use it: every control and what it asks for, every text in every
//! language and size, and how it looks.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::expect_used,
    clippy::float_cmp,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "test code: a panic is a failed test, and pictures are small"
)]

#[path = "support/panel.rs"]
mod panel;
#[path = "support/picture.rs"]
mod picture;

use panel::{PLAIN, Stage, calm, live};
use tillside::ui::{Page, Scale, Screen, ThemeChoice};

#[test]
fn it_looks_like_this() {
    let dark = ThemeChoice::Dark;
    let scenes = [
        ("home", Stage::panel(live(calm()), Page::Home, PLAIN)),
        ("devices", Stage::panel(live(calm()), Page::Devices, PLAIN)),
        (
            "codes",
            Stage::panel(live(panel::observing()), Page::Codes, PLAIN),
        ),
        (
            "trouble-dark-pl",
            Stage::panel(
                live(panel::troubled()),
                Page::Home,
                panel::Looks {
                    theme: dark,
                    language: "pl",
                    ..PLAIN
                },
            ),
        ),
        (
            "strip",
            Stage::with_screen(
                live(calm()),
                Screen {
                    is_wide: false,
                    ..Screen::default()
                },
                panel::Looks {
                    size: [72, 720],
                    ..PLAIN
                },
            ),
        ),
        (
            "large-pl",
            Stage::panel(
                live(calm()),
                Page::Home,
                panel::Looks {
                    language: "pl",
                    scale: Scale::Largest,
                    size: [360, 600],
                    ..PLAIN
                },
            ),
        ),
    ];
    let problems: Vec<String> = scenes
        .iter()
        .filter_map(|(name, stage)| picture::compare(name, &stage.picture()).err())
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
