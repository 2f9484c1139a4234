//! Baskets that were put aside: the sentence for the customer, and the list of those that are kept.

use super::note::say_ui;
use super::{Scene, muted_ui};
use crate::domain::basket::Basket;
use crate::domain::hold::Token;
use crate::domain::i18n::Value;
use crate::engine::api::Command;
use crate::ui::screen::{Held, Screen, Unfolded};
use crate::ui::theme;
use crate::ui::widget::{
    Button, Fold, Line, Look, Row, Tone, buttons_ui, card_ui, row_ui, spot_ui,
};
use egui::Ui;

/// What to say to a customer whose basket was put aside just now.
pub(super) fn held_ui(ui: &mut Ui, scene: &Scene<'_>, held: Held) {
    let language = held.language.unwrap_or_else(|| scene.texts.language());
    // The colour and its number never part at the end of a line.
    let token = scene.scripts.token(language, held.token);
    let said = scene
        .scripts
        .hold_say(language, &token.replace(' ', "\u{a0}"));
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        spot_ui(ui, theme::token(held.token.colour()));
        say_ui(ui, language, &said);
    });
}

/// The baskets that are kept, if any.
pub(super) fn baskets_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    let kept = scene.view().map_or(&[][..], |view| view.baskets.as_slice());
    if kept.is_empty() {
        return;
    }
    let title = scene.text("panel-baskets");
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        muted_ui(ui, &title);
        for basket in kept {
            basket_ui(ui, scene, screen, *basket);
        }
    });
}

fn basket_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, basket: Basket) {
    let this = Unfolded::Basket(basket.token);
    let is_open = screen.unfolded == Some(this);
    let since = scene.now.at(basket.since).to_string();
    let title = token(scene, basket.token);
    let since = scene
        .texts
        .with("panel-basket-since", &[("time", Value::from(since))]);
    let row = Row {
        spot: Some(theme::token(basket.token.colour())),
        line: Line {
            name: format!("{title}, {since}"),
            title,
            amount: String::new(),
            detail: since,
        },
        fold: if is_open { Fold::Open } else { Fold::Closed },
    };
    if row_ui(ui, &row).clicked() {
        screen.unfolded = (!is_open).then_some(this);
    }
    if is_open {
        let gone = gone_ui(ui, scene);
        ui.add_space(theme::GAP);
        if let Some(sold) = gone {
            let token = basket.token;
            scene.send(Command::ReleaseBasket { token, sold });
            screen.unfolded = None;
        }
    }
}

/// What became of a basket: whether it was paid, once somebody says so.
pub(super) fn gone_ui(ui: &mut Ui, scene: &Scene<'_>) -> Option<bool> {
    let (paid, back) = (
        scene.text("panel-basket-paid"),
        scene.text("panel-basket-back"),
    );
    let is_live = scene.is_live();
    let buttons = [&paid, &back].map(|text| Button::new(Look::Plain, text).only_if(is_live));
    buttons_ui(ui, &buttons).map(|index| index == 0)
}

/// A token in the window's language.
pub(super) fn token(scene: &Scene<'_>, token: Token) -> String {
    scene.scripts.token(scene.texts.language(), token)
}
