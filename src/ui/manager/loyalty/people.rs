//! Looking a member up, for whoever asks what is kept of them or wants to be forgotten. What is typed and
//! found is gone when the page is left.

use super::super::gate::wrong_ui;
use super::super::settings::heading_ui;
use super::super::{Desk, Scene, Wish, titled_ui};
use super::person::person_ui;
use crate::domain::language::Language;
use crate::domain::member::{CardText, MAX_NAME, Member, PersonName};
use crate::engine::api::{FileHandedOut, MemberFound, MemberSearch, MemberSummary};
use crate::engine::members::MOST_FOUND;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Look, beside_ui, forget_field, kept_field_ui, label_ui};
use egui::{Context, Key, Ui};
use std::path::PathBuf;

/// What the service told of members last: who was found, what is kept of one, and what became of a wish.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MembersTold {
    /// Who was found; absent before somebody looked.
    pub found: Option<Vec<MemberFound>>,
    /// What is kept of the one who was chosen.
    pub one: Option<MemberSummary>,
    /// What became of what was wanted last, where that is to be said.
    pub done: Option<MemberDone>,
}

/// What became of what a manager wanted of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberDone {
    /// Everything is in these files, and that is noted.
    HandedOut(Vec<PathBuf>),
    /// This file could not be written; nothing was handed out.
    NotWritten(PathBuf),
    /// Nothing is left of them here. These files were handed out before.
    Forgotten(Vec<FileHandedOut>),
    /// Their cards collect again.
    Customers,
    /// There is no such member any more.
    Gone,
    /// The service did not answer.
    Away,
    /// The service says why it was not done.
    Refused(String),
}

/// What a manager wants of members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberWish {
    /// Look for somebody: in one way after the other, until somebody is found.
    Find(Vec<MemberSearch>),
    /// See what is kept of this one.
    Show(Member),
    /// See the others again who were found.
    Back,
    /// Have everything written into files, to be read in this language, and that noted.
    HandOut(Member, Language),
    /// Have this one forgotten for good.
    Forget(Member),
    /// Have it known that the cards of this one are a customer's.
    Customers(Member),
    /// Nobody looks at members any more.
    Leave,
}

/// What the page remembers while it is shown. `Debug` shows nothing of what is typed.
#[derive(Default)]
pub(super) struct People {
    /// What is being typed.
    typed: String,
    /// The field had the keyboard, so that a card can be scanned at once.
    is_ready: bool,
    /// Whoever is about to be forgotten.
    pub(super) doomed: Option<Member>,
    /// That was asked for just now, and is to be seen as a whole.
    pub(super) is_new: bool,
}

impl std::fmt::Debug for People {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("People(..)")
    }
}

/// The field keeps what was typed for whoever wants to undo it.
const FIELD: &str = "member-search";

/// Nobody looks at members: nothing of them stays here, and the service's answers are to go.
pub(in crate::ui::manager) fn leave(ctx: &Context, scene: &mut Scene<'_>, desk: &mut Desk) {
    forget_field(ctx, FIELD);
    desk.loyalty.people = People::default();
    if scene.room.office.members.is_some() {
        scene.wish(Wish::Members(MemberWish::Leave));
    }
}

/// Draws the page.
pub(super) fn people_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    let told = scene.room.office.members.clone().unwrap_or_default();
    if let Some(one) = &told.one {
        person_ui(ui, scene, desk, (one, told.done.as_ref()));
        return;
    }
    desk.loyalty.people.doomed = None;
    let title = scene.text("manager-people");
    let about = scene.text("manager-people-text");
    titled_ui(ui, (&title, &about), |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        search_ui(ui, scene, desk);
        if desk.is_waiting {
            return;
        }
        if let Some(done) = &told.done {
            done_ui(ui, scene, done);
        }
        if let Some(found) = &told.found {
            found_ui(ui, scene, desk, (found, told.done.is_some()));
        }
    });
}

/// What was typed is gone, as it is when the page is left.
pub(super) fn forget_typed(ctx: &Context, desk: &mut Desk) {
    forget_field(ctx, FIELD);
    desk.loyalty.people.typed = String::new();
}

/// Has the service do it, and waits.
pub(super) fn wish(scene: &mut Scene<'_>, desk: &mut Desk, wish: MemberWish) {
    desk.is_waiting = true;
    scene.wish(Wish::Members(wish));
}

fn search_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    let label = scene.text("manager-people-field");
    let about = scene.text("manager-people-field-text");
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        heading_ui(ui, (&label, &about));
    });
    let find = scene.text("manager-people-find");
    let button = Button::new(Look::Primary, &find);
    let button_width = button.natural_width(ui);
    let is_idle = !desk.is_waiting;
    let People {
        typed, is_ready, ..
    } = &mut desk.loyalty.people;
    let is_wished = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            let width = (ui.available_width() - button_width - theme::GAP).min(theme::FIELD);
            let field = kept_field_ui(ui, typed, (&label, MAX_NAME), width, FIELD);
            if !std::mem::replace(is_ready, true) {
                field.request_focus();
            }
            let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let can_find = is_idle && !searches(typed).is_empty();
            let button = button.only_if(can_find);
            (button.ui(ui, button_width).clicked() || is_entered) && can_find
        })
        .inner;
    if is_wished {
        let searches = searches(&desk.loyalty.people.typed);
        wish(scene, desk, MemberWish::Find(searches));
    }
}

/// How somebody may be found by this text: first as a name, then as a card.
fn searches(typed: &str) -> Vec<MemberSearch> {
    let name = PersonName::try_from(typed.to_owned()).ok();
    let card = CardText::try_from(typed.trim().to_owned()).ok();
    let name = name.map(MemberSearch::Name);
    name.into_iter()
        .chain(card.map(MemberSearch::Card))
        .collect()
}

fn found_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    desk: &mut Desk,
    (found, is_news): (&[MemberFound], bool),
) {
    let palette = theme::palette(ui);
    if found.is_empty() {
        // What has just become of somebody says more.
        if !is_news {
            let said = scene.text("manager-people-none");
            label_ui(ui, Face::Body, palette.text, &said);
        }
        return;
    }
    for one in found {
        one_ui(ui, scene, desk, one);
    }
    if found.len() >= MOST_FOUND {
        let said = scene.text("manager-people-more");
        label_ui(ui, Face::Small, palette.muted, &said);
    }
}

fn one_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, one: &MemberFound) {
    let palette = theme::palette(ui);
    let who = who(scene, one.name.as_ref(), one.member);
    let detail = detail(scene, one);
    let show = scene.text("manager-people-show");
    let name = format!("{show}: {who}, {}", one.member.0);
    let button = Button::new(Look::Plain, &show).named(&name);
    let text = [
        (Face::Strong, palette.text, who.as_str()),
        (Face::Small, palette.muted, detail.as_str()),
    ];
    if beside_ui(ui, &text, &button) && !desk.is_waiting {
        wish(scene, desk, MemberWish::Show(one.member));
    }
}

fn detail(scene: &Scene<'_>, one: &MemberFound) -> String {
    let since = scene.date(one.since.date());
    let last = match one.last {
        Some(day) => scene.with("manager-loyalty-last", "day", scene.date(day.date())),
        None => scene.text("panel-member-not-yet"),
    };
    let parts = [
        scene.with("manager-people-since", "day", since),
        last,
        number(scene, &[one.member]),
    ];
    parts.join(" · ")
}

/// A member's name, or the last digits of their number.
pub(super) fn who(scene: &Scene<'_>, name: Option<&PersonName>, member: Member) -> String {
    name.map_or_else(
        || super::words::nameless(scene, member),
        |name| name.as_str().to_owned(),
    )
}

pub(super) fn number(scene: &Scene<'_>, numbers: &[Member]) -> String {
    let numbers: Vec<String> = numbers.iter().map(|it| it.0.to_string()).collect();
    scene.with("manager-people-number", "number", numbers.join(", "))
}

/// What became of the last wish.
pub(super) fn done_ui(ui: &mut Ui, scene: &Scene<'_>, done: &MemberDone) {
    let said = |key: &str| scene.text(&format!("manager-people-{key}"));
    match done {
        MemberDone::HandedOut(files) => {
            good_ui(ui, &said("handed-out"));
            for file in files {
                super::super::path_ui(ui, &file.display().to_string());
            }
        }
        MemberDone::Forgotten(files) => {
            good_ui(ui, &said("forgotten"));
            copies_ui(ui, scene, files);
        }
        MemberDone::Customers => good_ui(ui, &said("customers")),
        MemberDone::Gone => wrong_ui(ui, &said("gone")),
        MemberDone::Away => wrong_ui(ui, &scene.text("manager-people-away")),
        MemberDone::NotWritten(file) => {
            let file = file.display().to_string();
            let said = scene.with("manager-not-exported", "file", file);
            super::super::path_ui(ui, &said);
        }
        MemberDone::Refused(why) => {
            let why = why.clone();
            wrong_ui(ui, &scene.with("manager-people-refused", "why", why));
        }
    }
}

fn good_ui(ui: &mut Ui, said: &str) {
    label_ui(ui, Face::Strong, theme::palette(ui).text, said);
}

/// Files that are somewhere else, where nobody here can delete them.
pub(super) fn copies_ui(ui: &mut Ui, scene: &Scene<'_>, files: &[FileHandedOut]) {
    if files.is_empty() {
        return;
    }
    let said = scene.text("manager-people-copies");
    label_ui(ui, Face::Body, theme::palette(ui).text, &said);
    files_ui(ui, scene, files);
}

/// Which files were handed out, and when.
pub(super) fn files_ui(ui: &mut Ui, scene: &Scene<'_>, files: &[FileHandedOut]) {
    for file in files {
        let day = scene.date(scene.room.now.at(file.at).date());
        super::super::path_ui(ui, &format!("{day}: {}", file.what));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_name_and_perhaps_a_card() {
        for (typed, expected) in [
            ("", 0),
            ("  ", 0),
            ("Marta", 2),
            ("Żaneta", 1),
            (" CARE-M:0000-0017\t", 2),
        ] {
            assert_eq!(searches(typed).len(), expected, "{typed:?}");
        }
        let card = CardText::try_from("0000-0017".to_owned()).unwrap();
        let found = searches(" 0000-0017 ");
        assert_eq!(found.last(), Some(&MemberSearch::Card(card)));
    }

    #[test]
    fn what_is_typed_is_not_in_debug() {
        let people = People {
            typed: "Marta".to_owned(),
            ..People::default()
        };
        assert!(!format!("{people:?}").contains("Marta"));
    }
}
