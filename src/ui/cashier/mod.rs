//! The cashier's views: the panel with its pages, and the strip that it narrows to.

use super::action::Action;
use super::screen::Screen;
use super::{Clock, Link};
use crate::domain::i18n::Messages;
use egui::Ui;

/// Draws the panel into all of `ui`, at least 360 points wide; gives what the person wants.
pub fn panel_ui(
    ui: &mut Ui,
    link: &Link,
    screen: &mut Screen,
    now: Clock,
    texts: &Messages,
) -> Vec<Action> {
    let _ = (texts, &screen);
    ui.label(now.to_string());
    let waiting = link.view().map_or(0, |view| view.waiting);
    ui.label(waiting.to_string());
    Vec::new()
}

/// Draws the strip into all of `ui`, [`super::theme::STRIP_WIDTH`] wide; gives what the person wants.
pub fn strip_ui(
    ui: &mut Ui,
    link: &Link,
    screen: &mut Screen,
    now: Clock,
    texts: &Messages,
) -> Vec<Action> {
    let _ = (texts, &screen);
    ui.label(now.to_string());
    let waiting = link.view().map_or(0, |view| view.waiting);
    if ui.button(waiting.to_string()).clicked() {
        return vec![Action::Widen];
    }
    Vec::new()
}
