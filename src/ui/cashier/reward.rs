//! A customer shows a code for a thank-you: what to say, what to hand over.

use super::note::say_ui;
use super::{Scene, muted_ui, strong_ui};
use crate::domain::i18n::Value;
use crate::engine::api::{Command, RewardCard, RewardOffer, RewardWord};
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, Tone, card_ui, flow_ui, label_ui};
use egui::Ui;

/// Draws it as one card.
pub(super) fn reward_ui(ui: &mut Ui, scene: &mut Scene<'_>, card: RewardCard) {
    let caption = scene.text("panel-reward");
    let said = scene.text(say_key(card.word));
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        label_ui(ui, Face::SmallStrong, theme::palette(ui).muted, &caption);
        say_ui(ui, scene.texts.language(), &said);
        ui.add_space(theme::NEAR);
        offer_ui(ui, scene, card.word);
        let (look, key) = close(card.word);
        let close = scene.text(key);
        let button = Button::new(look, &close).only_if(scene.is_live());
        if flow_ui(ui, &[button]).is_some() {
            scene.send(Command::CloseCard { card: card.id });
        }
    });
}

/// What is given, where that matters now.
fn offer_ui(ui: &mut Ui, scene: &Scene<'_>, word: RewardWord) {
    let Some(offer) = scene.view().and_then(|view| view.survey.reward.as_ref()) else {
        return;
    };
    match word {
        RewardWord::HandOver => {
            let reward = [("reward", Value::from(offer.text.clone()))];
            strong_ui(ui, &scene.texts.with("panel-reward-give", &reward));
        }
        RewardWord::Noted | RewardWord::TooSmall => muted_ui(ui, &offered(scene, offer)),
        _ => {}
    }
}

fn offered(scene: &Scene<'_>, offer: &RewardOffer) -> String {
    if offer.minimum_minor <= 0 {
        return offer.text.clone();
    }
    let least = text::money(scene.texts, offer.minimum_minor, Some(offer.currency));
    let values = [
        ("reward", Value::from(offer.text.clone())),
        ("minimum", Value::from(least)),
    ];
    scene.texts.with("panel-reward-for", &values)
}

fn close(word: RewardWord) -> (Look, &'static str) {
    match word {
        RewardWord::HandOver => (Look::Primary, "panel-reward-given"),
        RewardWord::Noted => (Look::Bare, "panel-reward-let-go"),
        _ => (Look::Plain, "panel-reward-close"),
    }
}

fn say_key(word: RewardWord) -> &'static str {
    match word {
        RewardWord::Noted => "panel-reward-noted",
        RewardWord::HandOver => "panel-reward-hand-over",
        RewardWord::TooSmall => "panel-reward-too-small",
        RewardWord::NotPaid => "panel-reward-not-paid",
        RewardWord::Tomorrow => "panel-reward-tomorrow",
        RewardWord::TooOld => "panel-reward-too-old",
        RewardWord::Used => "panel-reward-used",
        RewardWord::DayIsFull => "panel-reward-day-is-full",
        RewardWord::OnePerSale => "panel-reward-one-per-sale",
        RewardWord::Survey => "panel-reward-survey",
        RewardWord::OtherStore => "panel-reward-other-store",
        RewardWord::Unknown => "panel-reward-unknown",
        RewardWord::Misread => "panel-reward-misread",
        RewardWord::NothingHere => "panel-reward-nothing-here",
    }
}
