//! The page of the gifts: what the cashier may offer, why nothing was offered, how warm it is.

use super::notice::{notices_ui, of_orders};
use super::{Scene, muted_ui, strong_ui, title_ui};
use crate::domain::gift::RuleKey;
use crate::engine::api::{Command, GiftsView, HandGift, WhyNot};
use crate::ui::screen::Screen;
use crate::ui::text::{self, loyalty};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{
    Button, Look, Tone, beside_ui, buttons_ui, card_ui, label_ui, page_ui, quiet_card_ui,
};
use egui::Ui;

/// Where nobody said how warm it is, one degree more or less begins here, in tenths.
const MILD: i16 = 200;

/// Draws the page.
pub(super) fn gifts_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    page_ui(ui, "gifts", &mut (scene, screen), body_ui, |_, _| {});
}

fn body_ui(ui: &mut Ui, (scene, screen): &mut (&mut Scene<'_>, &mut Screen)) {
    title_ui(ui, scene, "panel-gifts");
    notices_ui(ui, scene, &of_orders(scene, screen));
    let gifts = scene.view().and_then(|view| view.loyalty.gifts.as_ref());
    let Some(gifts) = gifts.filter(|gifts| !gifts.by_hand.is_empty()) else {
        let said = scene.text("panel-gifts-none");
        quiet_card_ui(ui, |ui| muted_ui(ui, &said));
        why_not_ui(ui, scene, gifts.map_or(&[], |gifts| &gifts.why_not));
        if let Some(gifts) = gifts {
            temperature_ui(ui, scene, screen, gifts);
        }
        return;
    };
    by_hand_ui(ui, scene, &gifts.by_hand);
    why_not_ui(ui, scene, &gifts.why_not);
    temperature_ui(ui, scene, screen, gifts);
}

fn by_hand_ui(ui: &mut Ui, scene: &mut Scene<'_>, gifts: &[HandGift]) {
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        for gift in gifts {
            hand_gift_ui(ui, scene, gift);
        }
    });
}

fn hand_gift_ui(ui: &mut Ui, scene: &mut Scene<'_>, gift: &HandGift) {
    let label = gift.label.get(scene.texts.language());
    let terms = terms(scene, gift);
    let palette = theme::palette(ui);
    let mut lines = vec![(Face::Strong, palette.text, label)];
    if !terms.is_empty() {
        lines.push((Face::Small, palette.muted, terms.as_str()));
    }
    if gift.not.is_some() {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (face, ink, line) in lines {
                label_ui(ui, face, ink, line);
            }
        });
        return;
    }
    let offer = scene.text("panel-gifts-offer");
    let name = format!("{offer}: {label}");
    let button = Button::new(Look::Plain, &offer).named(&name);
    if beside_ui(ui, &lines, &button.only_if(scene.is_live())) {
        scene.send(Command::OfferGift { rule: gift.rule });
    }
}

/// How many are left, what it costs and why it cannot be given, in one line.
fn terms(scene: &Scene<'_>, gift: &HandGift) -> String {
    let texts = scene.texts;
    let mut terms = Vec::new();
    if gift.rule == RuleKey::GOODWILL {
        terms.push(scene.text("panel-gifts-goodwill"));
    }
    if gift.stars > 0 {
        terms.push(text::counted(texts, "panel-member-stars", gift.stars));
    }
    let left = |left: u32| text::counted(texts, "panel-gift-left", left);
    terms.extend(gift.left.map(left));
    terms.extend(gift.not.map(|why| loyalty::reason(texts, why)));
    terms.join(" · ")
}

fn why_not_ui(ui: &mut Ui, scene: &Scene<'_>, why_not: &[WhyNot]) {
    if why_not.is_empty() {
        return;
    }
    let language = scene.texts.language();
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        strong_ui(ui, &scene.text("panel-gifts-why-not"));
        muted_ui(ui, &scene.text("panel-gifts-why-not-text"));
        for why in why_not {
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let ink = theme::palette(ui).text;
                label_ui(ui, Face::Body, ink, why.label.get(language));
                muted_ui(ui, &loyalty::reason(scene.texts, why.reason));
            });
        }
    });
}

/// How warm it is, with the way to say it.
fn temperature_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Screen, gifts: &GiftsView) {
    let known = gifts.temperature.map(|known| known.tenths);
    let said = match known {
        Some(tenths) => loyalty::temperature(scene.texts, tenths),
        None => scene.text("panel-temperature-unknown"),
    };
    let from = known.or(screen.said_tenths).unwrap_or(MILD);
    let names = ["panel-temperature-colder", "panel-temperature-warmer"];
    let names = names.map(|key| scene.text(key));
    let [colder, warmer] = &names;
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        label_ui(ui, Face::Body, theme::palette(ui).text, &said);
        if gifts.weather_fails {
            muted_ui(ui, &scene.text("panel-temperature-fails"));
        }
        let button = |text, name| Button::new(Look::Plain, text).named(name);
        let is_live = scene.is_live();
        let buttons = [
            button("\u{2212}1\u{a0}°C", colder.as_str()).only_if(is_live && from > -600),
            button("+1\u{a0}°C", warmer.as_str()).only_if(is_live && from < 600),
        ];
        let by = match buttons_ui(ui, &buttons) {
            Some(0) => -10,
            Some(_) => 10,
            None => return,
        };
        let tenths = (from + by).clamp(-600, 600);
        scene.send(Command::SayTemperature { tenths });
    });
}
