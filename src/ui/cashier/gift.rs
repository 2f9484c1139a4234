//! A gift to be offered: to whom, why, what to say, what is in it.

use super::{Scene, muted_ui, name_ui, strong_ui};
use crate::engine::api::{Command, GiftCard, GiftFace};
use crate::ui::text::{self, loyalty};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, Tone, caption_ui, card_ui, flow_ui, label_ui};
use egui::Ui;

/// Draws it as one card.
pub(super) fn gift_ui(ui: &mut Ui, scene: &mut Scene<'_>, card: GiftCard) {
    let caption = scene.text("panel-gift");
    let why = loyalty::why(scene.texts, card.why);
    let gifts = scene.view().and_then(|view| view.loyalty.gifts.as_ref());
    let face = gifts.and_then(|gifts| gifts.offer.as_ref());
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        caption_ui(ui, &caption, why.as_deref());
        if let Some(face) = face {
            face_ui(ui, scene, face);
        }
        terms_ui(ui, scene, card);
        ui.add_space(theme::NEAR);
        touches_ui(ui, scene, card);
    });
}

/// What it is, what to say with it and what is in it.
fn face_ui(ui: &mut Ui, scene: &Scene<'_>, face: &GiftFace) {
    let language = scene.texts.language();
    let ink = theme::palette(ui).text;
    name_ui(
        ui,
        Face::Say,
        ink,
        &headline(scene, face.label.get(language)),
    );
    if let Some(say) = &face.say {
        let quoted = text::quoted(language, say.get(language));
        label_ui(ui, Face::Body, ink, &quoted);
    }
    if let Some(contains) = loyalty::allergens(scene.texts, &face.allergens) {
        muted_ui(ui, &contains);
    }
    if face.show_packet {
        muted_ui(ui, &scene.text("panel-gift-packet"));
    }
}

fn headline(scene: &Scene<'_>, gift: &str) -> String {
    let member = scene.view().and_then(|view| view.loyalty.member.as_ref());
    let name = member.and_then(|member| member.name.as_ref());
    loyalty::offer(scene.texts, name, gift)
}

/// How many are left, what it costs, and who has to agree.
fn terms_ui(ui: &mut Ui, scene: &Scene<'_>, card: GiftCard) {
    if card.as_code {
        muted_ui(ui, &scene.text("panel-gift-as-code"));
    } else if let Some(left) = card.left {
        muted_ui(ui, &loyalty::left_after(scene.texts, left));
    }
    if card.stars > 0 {
        let costs = text::counted(scene.texts, "panel-gift-costs", card.stars);
        strong_ui(ui, &costs);
    }
    if card.needs_approval {
        strong_ui(ui, &scene.text("panel-gift-ask-manager"));
    }
}

fn touches_ui(ui: &mut Ui, scene: &mut Scene<'_>, card: GiftCard) {
    let given = scene.text(if card.needs_approval {
        "panel-gift-agreed"
    } else {
        "panel-gift-given"
    });
    let pass = scene.text("panel-gift-pass");
    let is_live = scene.is_live();
    let buttons = [
        Button::new(Look::Primary, &given).only_if(is_live),
        Button::new(Look::Plain, &pass).only_if(is_live),
    ];
    let id = card.id;
    match flow_ui(ui, &buttons) {
        Some(0) => scene.send(Command::GiveGift { card: id }),
        Some(_) => scene.send(Command::PassGift { card: id }),
        None => {}
    }
}
