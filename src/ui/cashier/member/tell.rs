//! What a member tells of themselves, and the day of their birthday.

use super::cancel_ui;
use crate::domain::gift::policy::Birthday;
use crate::domain::member::{PersonName, PersonNote};
use crate::engine::api::{MemberOrder, MemberView};
use crate::ui::cashier::Scene;
use crate::ui::cashier::note::say_ui;
use crate::ui::screen::{Draft, Screen, Task};
use crate::ui::text::loyalty;
use crate::ui::theme;
use crate::ui::widget::{Button, Look, Tone, card_ui, grid_ui};
use egui::Ui;

/// All that a member told: what is not sent along is forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) name: Option<PersonName>,
    pub(super) birthday: Option<Birthday>,
    pub(super) note: Option<PersonNote>,
    pub(super) opted_out: bool,
}

impl Told {
    pub(super) fn of(member: &MemberView) -> Self {
        Self {
            name: member.name.clone(),
            birthday: member.birthday,
            note: member.note.clone(),
            opted_out: member.opted_out,
        }
    }

    pub(super) fn order(self) -> MemberOrder {
        let Self {
            name,
            birthday,
            note,
            opted_out,
        } = self;
        MemberOrder::Change {
            name,
            birthday,
            note,
            opted_out,
        }
    }
}

/// The question, then the month, then the day.
pub(super) fn birthday_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    screen: &mut Screen,
    (month, member): (Option<u8>, Option<&MemberView>),
) {
    let Some(member) = member else {
        screen.draft = Draft::default();
        return;
    };
    let question = scene.text("panel-birthday-ask");
    card_ui(ui, Tone::Plain, |ui| {
        say_ui(ui, scene.texts.language(), &question);
    });
    match month {
        None => {
            if let Some(month) = months_ui(ui, scene) {
                screen.draft.task = Task::Birthday(Some(month));
            }
        }
        Some(month) => days_ui(ui, scene, (month, member)),
    }
    if member.birthday.is_some() {
        forget_ui(ui, scene, member);
    }
    cancel_ui(ui, scene, screen);
}

fn months_ui(ui: &mut Ui, scene: &Scene<'_>) -> Option<u8> {
    let names: Vec<_> = (1..=12)
        .map(|month| loyalty::month(scene.texts, month))
        .collect();
    let buttons: Vec<_> = names
        .iter()
        .map(|name| Button::new(Look::Plain, name))
        .collect();
    let used = keys_ui(ui, &buttons)?;
    u8::try_from(used + 1).ok()
}

fn days_ui(ui: &mut Ui, scene: &mut Scene<'_>, (month, member): (u8, &MemberView)) {
    let days: Vec<_> = (1..=31)
        .filter_map(|day| Birthday::try_from((month, day)).ok())
        .collect();
    let labels: Vec<_> = days.iter().map(|it| it.day.to_string()).collect();
    let month = loyalty::month(scene.texts, month);
    let names: Vec<_> = labels.iter().map(|day| format!("{day}, {month}")).collect();
    let texts = labels.iter().zip(&names);
    let buttons: Vec<_> = texts
        .map(|(label, name)| {
            let button = Button::new(Look::Plain, label).named(name);
            button.only_if(scene.is_live())
        })
        .collect();
    let used = keys_ui(ui, &buttons);
    if let Some(birthday) = used.and_then(|at| days.get(at)) {
        let birthday = Some(*birthday);
        let told = Told::of(member);
        scene.order(Told { birthday, ..told }.order());
    }
}

/// In as many columns as cut none of their texts.
fn keys_ui(ui: &mut Ui, buttons: &[Button<'_>]) -> Option<usize> {
    let widths = buttons.iter().map(|button| button.natural_width(ui));
    let least = widths.fold(theme::TOUCH, f32::max);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = theme::KEY_GAP;
        grid_ui(ui, buttons, least)
    })
    .inner
}

fn forget_ui(ui: &mut Ui, scene: &mut Scene<'_>, member: &MemberView) {
    let forget = scene.text("panel-member-forget");
    let button = Button::new(Look::Plain, &forget).only_if(scene.is_live());
    if button.ui(ui, ui.available_width()).clicked() {
        let birthday = None;
        let told = Told::of(member);
        scene.order(Told { birthday, ..told }.order());
    }
}
