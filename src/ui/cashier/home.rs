//! The first page: who waits, what to say, what to know, the last code.

use super::answer::left_behind_ui;
use super::baskets::{baskets_ui, held_ui};
use super::care::write_down_ui;
use super::gift::gift_ui;
use super::member::{desk_ui, member_card_ui};
use super::note::note_ui;
use super::notice::{notices, notices_ui};
use super::reward::reward_ui;
use super::waiting::waiting_ui;
use super::{Scene, muted_ui};
use crate::engine::api::{CodesMode, Command, Slip};
use crate::ui::action::Action;
use crate::ui::screen::{Page, Screen};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, beside_ui, flow_ui, label_ui, page_ui, quiet_card_ui};
use egui::Ui;

/// Draws the page.
pub(super) fn home_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    page_ui(
        ui,
        "home",
        &mut (scene, screen),
        body_ui,
        |ui, (scene, screen)| {
            foot_ui(ui, scene, screen);
        },
    );
}

fn body_ui(ui: &mut Ui, (scene, screen): &mut (&mut Scene<'_>, &mut Screen)) {
    waiting_ui(ui, scene);
    let mut notices = notices(scene, screen);
    if let Some(note) = scene.note() {
        note_ui(ui, scene, screen, note);
        notices.retain(|notice| notice.may_be_beside_a_note());
        notices_ui(ui, scene, &notices);
        return;
    }
    let card = scene.card();
    if let Some(card) = card {
        reward_ui(ui, scene, card);
    }
    let gift = scene.gift();
    if let Some(gift) = gift {
        gift_ui(ui, scene, gift);
    }
    if let Some(held) = screen.held {
        held_ui(ui, scene, held);
    }
    desk_ui(ui, scene, screen);
    let member = scene.member();
    if let Some(member) = member {
        member_card_ui(ui, scene, member);
    }
    notices_ui(ui, scene, &notices);
    baskets_ui(ui, scene, screen);
    let has_baskets = scene.view().is_some_and(|view| !view.baskets.is_empty());
    let has_prompt = card.is_some() || gift.is_some();
    let is_alone = member.is_none() && scene.desk_is_quiet();
    if notices.is_empty() && !has_baskets && !has_prompt && is_alone {
        let is_observing = scene
            .view()
            .is_some_and(|view| view.codes.mode == CodesMode::Observing);
        let key = if is_observing {
            "panel-observing"
        } else {
            "panel-quiet"
        };
        let said = scene.text(key);
        quiet_card_ui(ui, |ui| muted_ui(ui, &said));
    }
}

fn foot_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    ui.spacing_mut().item_spacing.y = theme::GAP;
    write_down_ui(ui, scene);
    pages_ui(ui, scene);
    last_code_ui(ui, scene, screen);
}

/// The ways to the other pages.
fn pages_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let mut pages = vec![
        (Page::Member, scene.text("panel-member")),
        (Page::Care, care(scene)),
        (Page::Phrases, scene.text("panel-phrases")),
        (Page::Devices, scene.text("panel-devices")),
        (Page::Codes, scene.text("panel-receipts")),
    ];
    let gifts = scene.view().map(|view| view.loyalty.gifts.is_some());
    if gifts == Some(true) {
        pages.push((Page::Gifts, scene.text("panel-gifts")));
    }
    let buttons: Vec<_> = pages
        .iter()
        .map(|(_, text)| Button::new(Look::Bare, text))
        .collect();
    let used = flow_ui(ui, &buttons).and_then(|index| pages.get(index));
    if let Some((page, _)) = used {
        scene.wish(Action::OpenPage(*page));
    }
}

/// The name of the page, with how much there is on it.
fn care(scene: &Scene<'_>) -> String {
    let name = scene.text("panel-care");
    match scene.view().map_or(0, |view| view.cases_open) {
        0 => name,
        count => format!("{name} · {count}"),
    }
}

/// The last code with the way to print it again. Nothing where there was none.
fn last_code_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    let Some(code) = scene.view().and_then(|view| view.last_code) else {
        return;
    };
    let palette = theme::palette(ui);
    let caption = scene.text("panel-last-code");
    let again = scene.text("panel-print-again");
    let code = code.to_string();
    let lines = [
        (Face::Small, palette.muted, caption.as_str()),
        (Face::SmallStrong, palette.text, code.as_str()),
    ];
    let button = Button::new(Look::Plain, &again).only_if(scene.can_print());
    if beside_ui(ui, &lines, &button) {
        scene.send(Command::Print { slip: Slip::Again });
    }
    if let Some(news) = scene.print_news(screen, Slip::Again) {
        label_ui(ui, Face::Small, palette.muted, &news);
    }
    left_behind_ui(ui, scene);
}
