//! What is kept of one member, in short, and what can be done about it: hand it out, put it right, forget it.

use super::super::tiles::{Tile, tiles_ui};
use super::super::{Desk, Scene, titled_ui};
use super::people::{
    MemberDone, MemberWish, copies_ui, done_ui, files_ui, forget_typed, number, who, wish,
};
use crate::domain::language::Language;
use crate::domain::member::Member;
use crate::engine::api::MemberSummary;
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, Tone, beside_ui, buttons_ui, card_ui, label_ui, within_ui};
use egui::{Align, Ui, vec2};

/// Draws the one who was chosen, and what became of the last wish.
pub(super) fn person_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    desk: &mut Desk,
    (one, done): (&MemberSummary, Option<&MemberDone>),
) {
    name_ui(ui, scene, desk, one);
    tiles_ui(ui, &tiles(scene, one));
    kept_ui(ui, scene, one);
    if one.is_staff {
        staff_ui(ui, scene, desk, one);
    }
    if let Some(done) = done.filter(|_| !desk.is_waiting) {
        card_ui(ui, Tone::Plain, |ui| {
            ui.spacing_mut().item_spacing.y = theme::NEAR;
            done_ui(ui, scene, done);
        });
    }
    hand_out_ui(ui, scene, desk, one);
    forget_ui(ui, scene, desk, one);
}

/// The number that stands for all of them.
fn member(one: &MemberSummary) -> Member {
    one.numbers.first().copied().unwrap_or_default()
}

fn name_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, one: &MemberSummary) {
    let palette = theme::palette(ui);
    let name = who(scene, one.name.as_ref(), member(one));
    let number = number(scene, &one.numbers);
    let back = scene.text("manager-people-back");
    card_ui(ui, Tone::Plain, |ui| {
        let text = [
            (Face::Title, palette.text, name.as_str()),
            (Face::Small, palette.muted, number.as_str()),
        ];
        let button = Button::new(Look::Quiet, &back);
        if beside_ui(ui, &text, &button) && !desk.is_waiting {
            wish(scene, desk, MemberWish::Back);
        }
    });
}

fn tiles(scene: &Scene<'_>, one: &MemberSummary) -> Vec<Tile> {
    let last = match one.last {
        Some(day) => scene.with("manager-loyalty-last", "day", scene.date(day.date())),
        None => scene.text("panel-member-not-yet"),
    };
    let lost = match one.lost_cards {
        0 => String::new(),
        lost => scene.counted("manager-people-lost", lost.into()),
    };
    let since = scene.date(one.since.date());
    let tile = |key: &str, value, about| {
        let key = format!("manager-people-tile-{key}");
        Tile::new(scene, &key, value, about)
    };
    vec![
        tile("since", since, String::new()),
        tile("visits", one.visits.to_string(), last),
        tile("stars", one.stars.to_string(), String::new()),
        tile("cards", one.cards.to_string(), lost),
    ]
}

fn kept_ui(ui: &mut Ui, scene: &Scene<'_>, one: &MemberSummary) {
    let title = scene.text("manager-people-kept");
    titled_ui(ui, (&title, ""), |ui| {
        let palette = theme::palette(ui);
        for said in kept(scene, one) {
            label_ui(ui, Face::Body, palette.text, &said);
        }
    });
}

/// What a person told, in words; what they told itself is in the files alone.
fn kept(scene: &Scene<'_>, one: &MemberSummary) -> Vec<String> {
    let day = scene.date(scene.room.now.at(one.agreed_at).date());
    let agreed = match one.agreed_in {
        Some(language) => {
            let language = text::language_name(language);
            let parts = [("day", day.into()), ("language", language.into())];
            let texts = scene.room.texts;
            texts.with("manager-people-agreed-in", &parts)
        }
        None => scene.with("manager-people-agreed", "day", day),
    };
    let told = match (one.has_birthday, one.has_note) {
        (true, true) => "manager-people-birthday-and-note",
        (true, false) => "manager-people-birthday",
        (false, true) => "manager-people-note",
        (false, false) => "manager-people-no-more",
    };
    let mut all = vec![agreed, scene.text(told)];
    if one.opted_out {
        all.push(scene.text("manager-people-opted-out"));
    }
    all
}

/// A card that was seen too often collects nothing, until somebody says what it is.
fn staff_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, one: &MemberSummary) {
    let title = scene.text("manager-people-staff");
    let about = scene.text("manager-people-staff-text");
    let say = scene.text("manager-people-staff-button");
    titled_ui(ui, (&title, &about), |ui| {
        if button_ui(ui, (Look::Plain, &say), !desk.is_waiting) {
            wish(scene, desk, MemberWish::Customers(member(one)));
        }
    });
}

fn hand_out_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, one: &MemberSummary) {
    let language = language(scene, one);
    let title = scene.text("manager-people-files");
    let language_name = text::language_name(language);
    let about = scene.with("manager-people-files-text", "language", language_name);
    let button = scene.text("manager-people-hand-out");
    titled_ui(ui, (&title, &about), |ui| {
        if one.handed_out.is_empty() {
            let none = scene.text("manager-people-files-none");
            label_ui(ui, Face::Body, theme::palette(ui).muted, &none);
        }
        files_ui(ui, scene, &one.handed_out);
        ui.add_space(theme::NEAR);
        if button_ui(ui, (Look::Primary, &button), !desk.is_waiting) {
            let wanted = MemberWish::HandOut(member(one), language);
            wish(scene, desk, wanted);
        }
    });
}

/// The language in which the member agreed, or else the shop's.
fn language(scene: &Scene<'_>, one: &MemberSummary) -> Language {
    let view = scene.room.link.view();
    let shops = view.map(|view| view.place.language);
    let shops = shops.unwrap_or_else(|| scene.room.texts.language());
    one.agreed_in.unwrap_or(shops)
}

fn forget_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, one: &MemberSummary) {
    if desk.loyalty.people.doomed == Some(member(one)) {
        sure_ui(ui, scene, desk, one);
        return;
    }
    let title = scene.text("manager-people-forget");
    let about = scene.text("manager-people-forget-text");
    let button = scene.text("manager-people-forget-button");
    titled_ui(ui, (&title, &about), |ui| {
        if button_ui(ui, (Look::Plain, &button), !desk.is_waiting) {
            desk.loyalty.people.doomed = Some(member(one));
            desk.loyalty.people.is_new = true;
        }
    });
}

/// What goes and what stays, and the second touch that it takes.
fn sure_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, one: &MemberSummary) {
    let palette = theme::palette(ui);
    let name = who(scene, one.name.as_ref(), member(one));
    let sure = scene.with("manager-people-sure", "name", name);
    let about = scene.text("manager-people-sure-text");
    let labels = ["manager-people-keep", "manager-people-sure-button"];
    let labels = labels.map(|key| scene.text(key));
    let [keep, forget] = labels.each_ref().map(|label| {
        let button = Button::new(Look::Plain, label);
        button.only_if(!desk.is_waiting)
    });
    let used = card_ui(ui, Tone::Attention, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        let room = vec2(ui.available_width(), f32::INFINITY);
        within_ui(ui, Face::Strong, palette.text, &sure, room);
        label_ui(ui, Face::Body, palette.text, &about);
        copies_ui(ui, scene, &one.handed_out);
        let used = buttons_ui(ui, &[keep, forget]);
        if std::mem::take(&mut desk.loyalty.people.is_new) {
            ui.scroll_to_cursor(Some(Align::BOTTOM));
        }
        used
    });
    match used {
        Some(0) => desk.loyalty.people.doomed = None,
        Some(_) => {
            // It may have been their name.
            forget_typed(ui, desk);
            wish(scene, desk, MemberWish::Forget(member(one)));
        }
        None => {}
    }
}

/// As wide as its words.
fn button_ui(ui: &mut Ui, (look, label): (Look, &str), is_enabled: bool) -> bool {
    let button = Button::new(look, label).only_if(is_enabled);
    let width = button.natural_width(ui).min(ui.available_width());
    button.ui(ui, width).clicked()
}
