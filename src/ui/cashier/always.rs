//! The two targets that are always in sight: for a payment that does not go through, and for a basket
//! that is put aside. They look like any others.

use super::Scene;
use crate::engine::api::Command;
use crate::ui::action::Action;
use crate::ui::screen::{Page, Screen};
use crate::ui::theme;
use crate::ui::widget::{Button, Look, buttons_height, buttons_ui};
use egui::{Frame, Ui, UiBuilder};

/// Draws a page and, below it, the two targets at the bottom of `ui`.
pub(super) fn above_always_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    screen: &mut Screen,
    page: impl FnOnce(&mut Ui, &mut Scene<'_>, &mut Screen),
) {
    let (card, hold) = (scene.text("panel-card"), scene.text("panel-hold"));
    let buttons = [
        Button::new(Look::Quiet, &card),
        Button::new(Look::Quiet, &hold).only_if(can_hold(scene, screen)),
    ];
    let margin = theme::foot_margin();
    let all = ui.available_rect_before_wrap();
    let height = buttons_height(ui, &buttons, all.width() - margin.sum().x) + margin.sum().y;
    let (upper, lower) = all.split_top_bottom_at_y(all.bottom() - height);
    ui.scope_builder(UiBuilder::new().max_rect(upper), |ui| {
        page(ui, scene, screen);
    });
    let foot = ui.scope_builder(UiBuilder::new().max_rect(lower), |ui| {
        let frame = Frame::new().inner_margin(margin);
        frame.show(ui, |ui| buttons_ui(ui, &buttons)).inner
    });
    match foot.inner {
        Some(0) => card_touched(scene, Action::OpenPage(Page::Home)),
        Some(_) => hold_touched(scene, Action::OpenPage(Page::Home)),
        None => {}
    }
}

/// Whether a basket can be put aside now.
pub(super) fn can_hold(scene: &Scene<'_>, screen: &Screen) -> bool {
    scene.is_live() && screen.can_hold()
}

/// Shows the note; asks for one where there is none.
pub(super) fn card_touched(scene: &mut Scene<'_>, show: Action) {
    scene.wish(show);
    if scene.is_live() && scene.note().is_none() {
        scene.send(Command::OpenNote);
    }
}

/// Puts the basket aside, and shows its token.
pub(super) fn hold_touched(scene: &mut Scene<'_>, show: Action) {
    scene.wish(show);
    scene.send(Command::HoldBasket);
}
