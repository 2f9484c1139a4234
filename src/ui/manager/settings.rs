//! What can be changed: in the counter's configuration, one value at a time and at once, and how this
//! window looks.

use super::{Desk, Scene, Wish, pin, titled_ui};
use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::domain::time::TimeOfDay;
use crate::engine::api::{Setting, Settings};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{
    Button, Look, Tone, buttons_ui, card_ui, field_ui, label_ui, text_width, within_ui,
};
use crate::ui::{Link, Scale, ThemeChoice, text};
use egui::{Key, Ui, vec2};

/// What became of a setting that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is in the file and holds.
    Done,
    /// The service did not answer.
    Away,
    /// The service says why it was not changed.
    Refused(String),
}

/// Which part of the page was used last: what became of it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The store.
    Store,
    /// How long people should wait.
    Waiting,
    /// The slip at the end of the day.
    Closing,
    /// What the shop has changed, on the page of the survey.
    Changes,
    /// The rules for gifts, on the page of members.
    GiftRules,
    /// What they would have given.
    GiftTrial,
}

/// The longest name of a store, in characters, as the configuration has it.
const LONGEST_NAME: usize = 40;

/// The longest target, in minutes, as the configuration has it.
const LONGEST_TARGET: u16 = 60;

/// When the slip comes by itself, where somebody first wishes that.
const USUAL_END: u16 = 21 * 60;

/// Draws the page.
pub(super) fn settings_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    if desk.change.is_some() {
        pin::change_ui(ui, scene, desk);
        return;
    }
    notices_ui(ui, scene);
    let known = scene.room.office.settings.clone();
    if let Some(view) = &known {
        store_ui(ui, scene, desk, &view.settings);
        waiting_ui(ui, scene, desk, &view.settings);
        closing_ui(ui, scene, desk, &view.settings);
    }
    pin::card_ui(ui, scene, desk);
    looks_ui(ui, scene);
}

/// Why something cannot be changed, or does not hold yet.
pub(super) fn notices_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let office = scene.room.office;
    let needs_restart = office
        .settings
        .as_ref()
        .is_some_and(|view| view.needs_restart);
    let said = match (scene.room.link, &office.settings_trouble) {
        (Link::Away { .. }, _) => scene.text("manager-settings-away"),
        (_, Some(why)) => scene.with("manager-settings-trouble", "why", why.clone()),
        _ if needs_restart => scene.text("manager-needs-restart"),
        _ if office.settings.is_none() => scene.text("manager-settings-looking-up"),
        _ => return,
    };
    attention_ui(ui, &said);
}

fn attention_ui(ui: &mut Ui, said: &str) {
    let palette = theme::palette(ui);
    card_ui(ui, Tone::Attention, |ui| {
        // It may quote a path.
        let room = vec2(ui.available_width(), f32::INFINITY);
        within_ui(ui, Face::Body, palette.text, said, room);
    });
}

fn store_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, now: &Settings) {
    let title = scene.text("manager-store");
    titled_ui(ui, (&title, ""), |ui| {
        name_ui(ui, scene, desk, &now.store_name);
        ui.add_space(theme::GAP);
        let (label, about) = said(scene, ("manager-language", "manager-language-text"));
        let choices = languages();
        let other = choice_ui(
            ui,
            (&label, &about),
            &choices,
            now.language,
            !desk.is_waiting,
        );
        if let Some(language) = other {
            set(scene, desk, Part::Store, Setting::Language(language));
        }
        saved_ui(ui, scene, desk, Part::Store);
    });
}

fn name_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, now: &str) {
    let (label, about) = said(scene, ("manager-store-name", "manager-store-name-text"));
    let save = scene.text("manager-save");
    heading_ui(ui, (&label, &about));
    let mut typed = desk.name.take().unwrap_or_else(|| now.to_owned());
    let button = Button::new(Look::Plain, &save);
    let button_width = button.natural_width(ui);
    let is_wished = ui
        .horizontal(|ui| {
            let width = (ui.available_width() - button_width - theme::GAP).min(theme::FIELD);
            let field = field_ui(ui, &mut typed, (&label, LONGEST_NAME), width);
            let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let can_save = is_new(&typed, now) && !desk.is_waiting;
            let is_pressed = button.only_if(can_save).ui(ui, button_width).clicked();
            (is_pressed || is_entered) && can_save
        })
        .inner;
    if is_wished {
        let name = typed.trim().to_owned();
        set(scene, desk, Part::Store, Setting::StoreName(name));
    }
    // What is being typed stays until it is the name.
    desk.name = (typed != now).then_some(typed);
}

fn is_new(typed: &str, now: &str) -> bool {
    let typed = typed.trim();
    !typed.is_empty() && typed != now
}

fn waiting_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, now: &Settings) {
    let (title, about) = said(scene, ("manager-target", "manager-target-text"));
    let (less, more) = (
        scene.text("manager-minute-less"),
        scene.text("manager-minute-more"),
    );
    titled_ui(ui, (&title, &about), |ui| {
        let minutes = now.target_minutes;
        let shown = scene.counted("manager-minutes", i64::from(minutes));
        let can = [minutes > 1, minutes < LONGEST_TARGET].map(|can| can && !desk.is_waiting);
        let steps = [step("\u{2212}", &less, can[0]), step("+", &more, can[1])];
        let other = match stepper_ui(ui, &shown, &steps) {
            Some(0) => Some(minutes.saturating_sub(1)),
            Some(_) => Some(minutes + 1),
            None => None,
        };
        if let Some(minutes) = other {
            set(scene, desk, Part::Waiting, Setting::TargetMinutes(minutes));
        }
        saved_ui(ui, scene, desk, Part::Waiting);
    });
}

fn closing_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, now: &Settings) {
    let (title, about) = said(scene, ("manager-closing", "manager-closing-text"));
    titled_ui(ui, (&title, &about), |ui| {
        let is_idle = !desk.is_waiting;
        let choices = [
            (false, scene.text("manager-closing-off")),
            (true, scene.text("manager-closing-on")),
        ];
        let slip = choice_ui(ui, ("", ""), &choices, now.closing_slip, is_idle);
        if let Some(slip) = slip {
            set(scene, desk, Part::Closing, Setting::ClosingSlip(slip));
        }
        if now.closing_slip {
            after_ui(ui, scene, desk, now.closing_after);
            at_ui(ui, scene, desk, now.closing_at);
        }
        saved_ui(ui, scene, desk, Part::Closing);
    });
}

fn after_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, now: TimeOfDay) {
    ui.add_space(theme::GAP);
    let heading = said(
        scene,
        ("manager-closing-after", "manager-closing-after-text"),
    );
    heading_ui(ui, (&heading.0, &heading.1));
    if let Some(after) = time_ui(ui, scene, (&heading.0, now), !desk.is_waiting) {
        set(scene, desk, Part::Closing, Setting::ClosingAfter(after));
    }
}

fn at_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, now: Option<TimeOfDay>) {
    ui.add_space(theme::GAP);
    let heading = said(scene, ("manager-closing-at", "manager-closing-at-text"));
    let choices = [
        (None, scene.text("manager-closing-never")),
        (
            Some(now.unwrap_or_else(|| TimeOfDay::from_minutes(USUAL_END))),
            scene.text("manager-closing-timed"),
        ),
    ];
    let is_idle = !desk.is_waiting;
    let mut other = choice_ui(ui, (&heading.0, &heading.1), &choices, now, is_idle);
    if let Some(now) = now {
        other = time_ui(ui, scene, (&heading.0, now), is_idle)
            .map(Some)
            .or(other);
    }
    if let Some(at) = other {
        set(scene, desk, Part::Closing, Setting::ClosingAt(at));
    }
}

/// A time with an hour and a quarter of one less or more; gives another one.
fn time_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (label, now): (&str, TimeOfDay),
    is_enabled: bool,
) -> Option<TimeOfDay> {
    const STEPS: [(i32, &str, &str); 4] = [
        (-60, "manager-hour-less", "manager-hour-earlier"),
        (-15, "manager-quarter-less", "manager-quarter-earlier"),
        (15, "manager-quarter-more", "manager-quarter-later"),
        (60, "manager-hour-more", "manager-hour-later"),
    ];
    let named = |name| format!("{label}: {}", scene.text(name));
    let said = STEPS.map(|(_, text, name)| (scene.text(text), named(name)));
    let steps: Vec<Button<'_>> = said
        .iter()
        .map(|(text, name)| step(text, name, is_enabled))
        .collect();
    let (by, ..) = STEPS.get(stepper_ui(ui, &now.to_string(), &steps)?)?;
    let day = i32::from(TimeOfDay::DAY);
    let minutes = (i32::from(now.minutes()) + by).rem_euclid(day);
    u16::try_from(minutes).ok().map(TimeOfDay::from_minutes)
}

/// A button that makes a value less or more.
pub(super) fn step<'a>(text: &'a str, name: &'a str, is_enabled: bool) -> Button<'a> {
    let button = Button::new(Look::Plain, text).named(name);
    button.only_if(is_enabled)
}

/// A value and the buttons that change it; gives which one was used.
pub(super) fn stepper_ui(ui: &mut Ui, value: &str, steps: &[Button<'_>]) -> Option<usize> {
    let palette = theme::palette(ui);
    let widths = steps
        .iter()
        .map(|button| button.natural_width(ui) + theme::GAP);
    let wanted = text_width(ui, Face::Strong, value) + theme::GAP + widths.sum::<f32>();
    if wanted > ui.available_width() {
        label_ui(ui, Face::Strong, palette.text, value);
        return buttons_ui(ui, steps);
    }
    let mut used = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        label_ui(ui, Face::Strong, palette.text, value);
        for (index, button) in steps.iter().enumerate() {
            let width = button.natural_width(ui);
            if button.ui(ui, width).clicked() {
                used = Some(index);
            }
        }
    });
    used
}

/// How this window looks; kept for the next time it is opened.
fn looks_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (title, about) = said(scene, ("manager-window", "manager-window-text"));
    let (theme, scale) = scene.room.looks;
    titled_ui(ui, (&title, &about), |ui| {
        let label = scene.text("panel-language");
        let language = scene.room.texts.language();
        if let Some(language) = choice_ui(ui, (&label, ""), &languages(), language, true) {
            scene.wish(Wish::SetLanguage(language));
        }
        ui.add_space(theme::GAP);
        let label = scene.text("panel-theme");
        let choices = [
            (ThemeChoice::Light, scene.text("panel-theme-light")),
            (ThemeChoice::Dark, scene.text("panel-theme-dark")),
            (ThemeChoice::System, scene.text("panel-theme-system")),
        ];
        if let Some(theme) = choice_ui(ui, (&label, ""), &choices, theme, true) {
            scene.wish(Wish::SetTheme(theme));
        }
        ui.add_space(theme::GAP);
        let label = scene.text("panel-scale");
        let choices = [Scale::Normal, Scale::Large, Scale::Largest].map(|scale| {
            (
                scale,
                scene.with("panel-scale-percent", "percent", scale.percent()),
            )
        });
        if let Some(scale) = choice_ui(ui, (&label, ""), &choices, scale, true) {
            scene.wish(Wish::SetScale(scale));
        }
    });
}

fn languages() -> Vec<(Language, String)> {
    let all = Messages::languages().into_iter();
    all.map(|one| (one, text::language_name(one))).collect()
}

/// A setting with its possible values; gives another one that was chosen. Who cannot see what stands
/// above is told it with each value.
fn choice_ui<Choice: Copy + PartialEq>(
    ui: &mut Ui,
    (label, about): (&str, &str),
    choices: &[(Choice, String)],
    chosen: Choice,
    is_enabled: bool,
) -> Option<Choice> {
    heading_ui(ui, (label, about));
    let names = choices.iter().map(|(_, text)| match label {
        "" => text.clone(),
        _ => format!("{label}: {text}"),
    });
    let names: Vec<String> = names.collect();
    let buttons: Vec<Button<'_>> = choices
        .iter()
        .zip(&names)
        .map(|((choice, text), name)| {
            let button = Button::choice(text, *choice == chosen);
            button.named(name).only_if(is_enabled)
        })
        .collect();
    let index = buttons_ui(ui, &buttons)?;
    let (choice, _) = choices.get(index)?;
    (*choice != chosen).then_some(*choice)
}

pub(super) fn heading_ui(ui: &mut Ui, (label, about): (&str, &str)) {
    let palette = theme::palette(ui);
    if !label.is_empty() {
        label_ui(ui, Face::Body, palette.text, label);
    }
    if !about.is_empty() {
        label_ui(ui, Face::Small, palette.muted, about);
    }
}

fn said(scene: &Scene<'_>, (label, about): (&str, &str)) -> (String, String) {
    (scene.text(label), scene.text(about))
}

fn set(scene: &mut Scene<'_>, desk: &mut Desk, part: Part, setting: Setting) {
    desk.part = Some(part);
    desk.is_waiting = true;
    scene.wish(Wish::Set(setting));
}

/// What became of what was changed in this part.
pub(super) fn saved_ui(ui: &mut Ui, scene: &Scene<'_>, desk: &Desk, part: Part) {
    if desk.part != Some(part) || desk.is_waiting {
        return;
    }
    let palette = theme::palette(ui);
    match &scene.room.office.saved {
        Some(Saved::Done) => {
            let said = scene.text("manager-saved");
            label_ui(ui, Face::Small, palette.muted, &said);
        }
        Some(Saved::Away) => super::gate::wrong_ui(ui, &scene.text("manager-not-saved-away")),
        Some(Saved::Refused(why)) => {
            let said = scene.with("manager-not-saved", "why", why.clone());
            super::gate::wrong_ui(ui, &said);
        }
        None => {}
    }
}
