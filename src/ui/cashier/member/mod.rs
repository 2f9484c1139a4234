//! The page of the member: who is served, what they told, how somebody joins.
//!
//! `card` says who is served, `desk` what is being done about a card, `join` asks somebody to join,
//! `tell` has what members tell of themselves, `typing` the keyboard for it.

mod card;
mod desk;
mod join;
mod tell;
mod typing;

pub(super) use card::member_card_ui;
pub(super) use desk::desk_ui;

use super::notice::{notices_ui, of_orders};
use super::{Scene, muted_ui, title_ui};
use crate::engine::api::{MemberOrder, MemberView};
use crate::ui::screen::{Draft, Screen, Task, Typing};
use crate::ui::theme;
use crate::ui::widget::{Button, Line, Look, Tone, card_ui, flow_ui, page_ui, tick_ui};
use egui::Ui;

/// Draws the page.
pub(super) fn member_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    page_ui(ui, "member", &mut (scene, screen), body_ui, |_, _| {});
}

fn body_ui(ui: &mut Ui, (scene, screen): &mut (&mut Scene<'_>, &mut Screen)) {
    title_ui(ui, scene, "panel-member");
    notices_ui(ui, scene, &of_orders(scene, screen));
    let member = scene.view().and_then(|view| view.loyalty.member.as_ref());
    match screen.draft.task {
        Task::Choose => {
            desk_ui(ui, scene, screen);
            match member {
                Some(member) => served_ui(ui, scene, screen, member),
                None => nobody_ui(ui, scene, screen),
            }
        }
        Task::Join(language) => join::join_ui(ui, scene, screen, language),
        Task::Type(typing) => typing::typing_ui(ui, scene, screen, (typing, member)),
        Task::Birthday(month) => tell::birthday_ui(ui, scene, screen, (month, member)),
        Task::AnotherCard => join::another_ui(ui, scene, screen),
    }
}

/// Nobody is served: a card is looked for, or somebody joins.
fn nobody_ui(ui: &mut Ui, scene: &Scene<'_>, screen: &mut Screen) {
    if scene.desk_is_quiet() {
        muted_ui(ui, &scene.text("panel-member-nobody"));
    }
    let choices = [
        ("panel-member-join", Task::Join(None)),
        ("panel-member-type", Task::Type(Typing::Card)),
        ("panel-member-find", Task::Type(Typing::Find)),
    ];
    // What is offered beside the news of a card is not offered twice.
    let choices = choices
        .iter()
        .filter(|(_, task)| desk::leaves(scene, *task));
    let choices: Vec<_> = choices.map(|(key, task)| (*key, *task, "")).collect();
    choose_ui(ui, scene, screen, &choices);
}

/// Somebody is served: who, and what can be changed.
fn served_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, member: &MemberView) {
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::NEAR;
        card::about_ui(ui, scene, member);
    });
    card::late_ui(ui, scene, member);
    let name = member.name.as_ref().map_or("", |name| name.as_str());
    let note = member.note.as_ref().map_or("", |note| note.as_str());
    let choices = [
        ("panel-member-name", Task::Type(Typing::Name), name),
        ("panel-member-note", Task::Type(Typing::Note), note),
        ("panel-member-birthday", Task::Birthday(None), ""),
        ("panel-member-another", Task::AnotherCard, ""),
    ];
    choose_ui(ui, scene, screen, &choices);
    opt_out_ui(ui, scene, member);
    let same = scene.text("panel-member-same");
    let let_go = scene.text("panel-member-let-go");
    let is_live = scene.is_live();
    let buttons = [&same, &let_go].map(|text| Button::new(Look::Plain, text).only_if(is_live));
    match flow_ui(ui, &buttons) {
        Some(0) => scene.order(MemberOrder::Merge),
        Some(_) => scene.order(MemberOrder::LetGo),
        None => {}
    }
}

/// Things to do; those that are typed begin with what is there.
fn choose_ui(ui: &mut Ui, scene: &Scene<'_>, screen: &mut Screen, choices: &[(&str, Task, &str)]) {
    let texts: Vec<_> = choices.iter().map(|(key, ..)| scene.text(key)).collect();
    let is_live = scene.is_live();
    let button = |text| Button::new(Look::Plain, text).only_if(is_live);
    let buttons: Vec<_> = texts.iter().map(|text| button(text)).collect();
    let used = flow_ui(ui, &buttons).and_then(|index| choices.get(index));
    if let Some((_, task, typed)) = used {
        screen.draft = Draft::of(*task, typed);
    }
}

fn opt_out_ui(ui: &mut Ui, scene: &mut Scene<'_>, member: &MemberView) {
    let title = scene.text("panel-member-opt-out");
    let line = Line {
        name: title.clone(),
        title,
        amount: String::new(),
        detail: scene.text("panel-member-opt-out-text"),
    };
    card_ui(ui, Tone::Plain, |ui| {
        let is_touched = tick_ui(ui, &line, Some(member.opted_out)).clicked();
        if is_touched && scene.is_live() {
            let told = tell::Told::of(member);
            let opted_out = !member.opted_out;
            scene.order(tell::Told { opted_out, ..told }.order());
        }
    });
}

/// The way out of what is being done.
fn cancel_ui(ui: &mut Ui, scene: &Scene<'_>, screen: &mut Screen) {
    let cancel = scene.text("panel-member-cancel");
    if Button::new(Look::Bare, &cancel)
        .ui(ui, ui.available_width())
        .clicked()
    {
        screen.draft = Draft::default();
    }
}
