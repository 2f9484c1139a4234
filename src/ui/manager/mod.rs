//! The manager's window: figures behind a PIN, for whoever plans the shop's day.
//!
//! Like the cashier's views these decide nothing, send nothing and read no clock: [`manager_ui`] draws
//! what the service said last and gives what the person wants. Figures are made in
//! [`kpi`](crate::domain::kpi) and [`tables`](crate::engine::tables); `gate` is the way in.

mod chart;
mod devices;
mod gate;
mod heat;
mod list;
mod loyalty;
mod office;
mod payments;
mod pin;
mod queue;
mod settings;
mod staffing;
mod survey;
mod tiles;
mod today;
mod week_plan;

pub use loyalty::{LoyaltyPage, LoyaltyPart, MemberDone, MemberWish, MembersTold};
pub use office::{Exported, Gate, Office, Sheet, Wish, Wrong};
pub use pin::{Change, PinAnswer};
pub use settings::{Part, Saved};
pub use staffing::Staffing;
pub use survey::{SurveyPage, SurveyTold};

use super::theme::{self, Face};
use super::widget::{Button, Look, Tone, card_ui, galley, label_ui, widest_word};
use super::{Clock, Link, Scale, ThemeChoice, text};
use crate::domain::i18n::{Messages, Value};
use crate::domain::kpi::line::weekday;
use crate::domain::kpi::period::Period;
use crate::domain::kpi::staffing::Target;
use crate::domain::pin::Pin;
use crate::engine::api::FiguresRow;
use chrono::NaiveDate;
use egui::{Frame, Ui};
use zeroize::Zeroizing;

/// What is drawn: what the service said, and what time it is.
#[derive(Debug, Clone, Copy)]
pub struct Room<'a> {
    /// The counter now.
    pub link: &'a Link,
    /// What is known behind the PIN.
    pub office: &'a Office,
    /// The day and the time.
    pub now: Clock,
    /// For so many seconds no PIN is looked at; else 0.
    pub locked_s: u64,
    /// For how many minutes nobody should wait longer.
    pub target_minutes: u16,
    /// The colours and the size of text.
    pub looks: (ThemeChoice, Scale),
    /// The words.
    pub texts: &'a Messages,
}

/// What the window remembers of itself. Only the digits of a PIN that is being typed are secret, and
/// they are wiped.
#[derive(Debug, Default)]
pub struct Desk {
    /// The page that is shown.
    pub page: Page,
    /// How far reports look back.
    pub period: Period,
    /// What is wanted of the line; where nobody has chosen, what the store wants.
    pub target: Option<Target>,
    /// How many counters to open, as it was worked out last.
    pub staffing: Staffing,
    /// The page of the survey.
    pub survey: SurveyPage,
    /// The page of members and gifts.
    pub loyalty: LoyaltyPage,
    /// The PIN so far.
    pub pad: Pad,
    /// A PIN was sent and there is no answer yet.
    pub is_waiting: bool,
    /// The name of the store that is being typed.
    pub name: Option<String>,
    /// What was changed last.
    pub part: Option<Part>,
    /// Another PIN is being entered.
    pub change: Option<Change>,
    /// The number of the last answer about the PIN.
    pub answered: u64,
}

/// The pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Page {
    /// How it goes now.
    #[default]
    Today,
    /// When people wait.
    Queue,
    /// Payments that did not go through at once.
    Payments,
    /// What customers answer.
    Survey,
    /// Members and gifts.
    Loyalty,
    /// How the devices are.
    Devices,
    /// What can be changed.
    Settings,
}

/// The digits that were typed.
#[derive(Default)]
pub struct Pad {
    digits: Zeroizing<String>,
    /// What was typed the first time, where a new PIN is typed twice.
    first: Option<Pin>,
    /// The second time it was another one.
    is_mismatch: bool,
    /// What was typed is too easy to guess.
    is_weak: bool,
}

/// Shows no digit.
impl std::fmt::Debug for Pad {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pad(..)")
    }
}

impl Desk {
    /// Takes over what the service said about the way in.
    pub fn follow(&mut self, office: &Office) {
        self.is_waiting = false;
        if office.gate != Gate::Open {
            self.page = Page::Today;
            self.staffing = Staffing::default();
            self.survey = SurveyPage::default();
            self.loyalty = LoyaltyPage::default();
            (self.name, self.part, self.change) = (None, None, None);
        }
        self.hear_of_pin(office.pin);
        if matches!(office.gate, Gate::Open | Gate::Closed(_)) {
            self.pad = Pad::default();
        }
    }
}

/// Draws the window into all of `ui`; gives what the person wants.
pub fn manager_ui(ui: &mut Ui, room: &Room<'_>, desk: &mut Desk) -> Vec<Wish> {
    let mut scene = Scene {
        room: *room,
        wishes: Vec::new(),
    };
    let ground = Frame::new().fill(theme::palette(ui).ground);
    ground.show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        if room.office.gate == Gate::Open {
            sidebar_ui(ui, &mut scene, desk);
            page_ui(ui, &mut scene, desk);
        } else {
            gate::gate_ui(ui, &mut scene, desk);
        }
    });
    if desk.page != Page::Loyalty || desk.loyalty.part != LoyaltyPart::People {
        loyalty::leave(ui, &mut scene, desk);
    }
    scene.wishes
}

/// What every view needs, and the wishes so far.
struct Scene<'a> {
    room: Room<'a>,
    wishes: Vec<Wish>,
}

impl<'a> Scene<'a> {
    fn text(&self, key: &str) -> String {
        self.room.texts.get(key)
    }

    fn with(&self, key: &str, name: &str, value: impl Into<Value<'static>>) -> String {
        self.room.texts.with(key, &[(name, value.into())])
    }

    fn counted(&self, key: &str, count: i64) -> String {
        text::counted(self.room.texts, key, count.unsigned_abs())
    }

    fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }

    /// The day on the wall.
    fn today(&self) -> NaiveDate {
        self.room.now.date()
    }

    /// All figures that there are.
    fn rows(&self) -> &'a [FiguresRow] {
        let figures = self.room.office.figures.as_deref();
        figures.map_or(&[], |figures| &figures.rows)
    }

    /// Those of the days from this one on.
    fn rows_from(&self, first: NaiveDate) -> &'a [FiguresRow] {
        let rows = self.rows();
        let begin = rows.partition_point(|row| row.local_start.date() < first);
        rows.get(begin..).unwrap_or_default()
    }

    /// Tenths of a person as a number: `2.3`.
    fn tenths(&self, tenths: i64) -> String {
        let point = self.text("panel-number-point");
        format!("{}{point}{}", tenths / 10, tenths % 10)
    }

    fn weekday(&self, day: u8) -> String {
        self.with("manager-weekday", "day", day)
    }

    fn date(&self, day: NaiveDate) -> String {
        let parts = [("day", "%d"), ("month", "%m"), ("year", "%Y")];
        let parts = parts.map(|(name, part)| (name, day.format(part).to_string().into()));
        self.room.texts.with("manager-date", &parts)
    }

    fn percent(&self, percent: u8) -> String {
        self.with("manager-percent", "percent", percent)
    }
}

/// A quarter-hour of the day as clocks show it.
fn clock_of(quarter: u8) -> String {
    format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15)
}

fn sidebar_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    const PAGES: [(Page, &str); 7] = [
        (Page::Today, "manager-today"),
        (Page::Queue, "manager-queue"),
        (Page::Payments, "manager-payments"),
        (Page::Survey, "manager-survey"),
        (Page::Loyalty, "manager-loyalty"),
        (Page::Devices, "manager-devices"),
        (Page::Settings, "manager-settings"),
    ];
    let names = PAGES.map(|(page, key)| (page, scene.text(key)));
    let lock = scene.text("manager-lock");
    let words = names.iter().map(|(_, name)| name).chain([&lock]);
    let widest = words.map(|name| widest_word(ui, Face::Button, name));
    let width = widest.fold(theme::SIDEBAR, |wide, word| {
        wide.max(word + 2.0 * theme::PADDING)
    });
    let palette = theme::palette(ui);
    let panel = egui::Panel::left("pages")
        .exact_size(width + 2.0 * theme::EDGE)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(palette.surface).inner_margin(theme::EDGE));
    panel.show(ui, |ui| {
        label_ui(ui, Face::Title, palette.text, "Tillside");
        let button = Button::new(Look::Quiet, &lock);
        let room = ui.available_height() - button.height(ui, width) - theme::GAP;
        pages_ui(ui, desk, &names, (width, room));
        let below = egui::Layout::bottom_up(egui::Align::Min);
        ui.with_layout(below, |ui| {
            if button.ui(ui, width).clicked() {
                scene.wish(Wish::Lock);
            }
            let said = scene.text("manager-locks");
            let lines = galley(ui, Face::Small, palette.muted, &said, width)
                .size()
                .y;
            // In a small window the pages come first.
            if lines + theme::EDGE <= ui.available_height() {
                label_ui(ui, Face::Small, palette.muted, &said);
            }
        });
    });
}

/// The pages to choose from; they scroll where there is too little room for all of them.
fn pages_ui(ui: &mut Ui, desk: &mut Desk, names: &[(Page, String)], (width, room): (f32, f32)) {
    let heights = names.iter().map(|(_, name)| {
        let button = Button::choice(name, false);
        button.height(ui, width) + theme::GAP
    });
    let needed: f32 = heights.sum();
    let mut choose = |ui: &mut Ui| {
        for (page, name) in names {
            let button = Button::choice(name, desk.page == *page);
            if button.ui(ui, width).clicked() {
                desk.page = *page;
            }
        }
    };
    if needed - theme::GAP <= room {
        choose(ui);
        return;
    }
    let area = egui::ScrollArea::vertical().id_salt("pages");
    area.max_height(room).show(ui, choose);
}

fn page_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    let page = desk.page;
    if page != Page::Survey {
        desk.survey.forget();
    }
    if page != Page::Loyalty {
        desk.loyalty.forget();
    }
    let area = egui::ScrollArea::vertical()
        .id_salt(("page", page))
        .auto_shrink(false);
    area.show(ui, |ui| {
        let margin = Frame::new().inner_margin(theme::EDGE);
        margin.show(ui, |ui| {
            ui.spacing_mut().item_spacing = egui::vec2(theme::GAP, theme::EDGE);
            ui.set_width(ui.available_width());
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                title_ui(ui, scene, page);
            });
            if !matches!(page, Page::Devices | Page::Settings) {
                notices_ui(ui, scene);
            }
            match page {
                Page::Today => today::today_ui(ui, scene),
                Page::Queue => queue::queue_ui(ui, scene, desk),
                Page::Payments => payments::payments_ui(ui, scene, desk),
                Page::Survey => survey::survey_ui(ui, scene, desk),
                Page::Loyalty => loyalty::loyalty_ui(ui, scene, desk),
                Page::Devices => devices::devices_ui(ui, scene),
                Page::Settings => settings::settings_ui(ui, scene, desk),
            }
        });
    });
}

fn title_ui(ui: &mut Ui, scene: &Scene<'_>, page: Page) {
    let palette = theme::palette(ui);
    let title = scene.text(match page {
        Page::Today => "manager-today",
        Page::Queue => "manager-queue",
        Page::Payments => "manager-payments",
        Page::Survey => "manager-survey",
        Page::Loyalty => "manager-loyalty",
        Page::Devices => "manager-devices",
        Page::Settings => "manager-settings",
    });
    label_ui(ui, Face::Title, palette.text, &title);
    let today = scene.today();
    let day = scene.weekday(weekday(today));
    let said = match scene.room.link.view() {
        Some(view) => format!("{}, {day}, {}", view.place.store, scene.room.now),
        None => format!("{day}, {}", scene.room.now),
    };
    label_ui(ui, Face::Small, palette.muted, &said);
}

/// What is old, what is missing, and what somebody should know.
fn notices_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let guesses = scene.room.link.view().and_then(|view| view.survey.guesses);
    let guesses = guesses.map(|guesses| {
        let count = i64::try_from(guesses.count).unwrap_or(i64::MAX);
        scene.counted("manager-guesses", count)
    });
    let missing = missing(scene).map(|key| scene.text(key));
    let palette = theme::palette(ui);
    for said in missing.into_iter().chain(guesses) {
        card_ui(ui, Tone::Attention, |ui| {
            label_ui(ui, Face::Body, palette.text, &said);
        });
    }
}

/// Why figures are old or not there, if they are.
fn missing(scene: &Scene<'_>) -> Option<&'static str> {
    let office = scene.room.office;
    match scene.room.link {
        Link::Away { .. } => Some("manager-away"),
        Link::Live(_) | Link::Starting if office.is_stale => Some("manager-stale"),
        Link::Live(_) | Link::Starting if office.figures.is_none() => Some("manager-looking-up"),
        Link::Live(_) | Link::Starting => None,
    }
}

/// A choice of how far to look back.
fn period_ui(ui: &mut Ui, scene: &Scene<'_>, desk: &mut Desk) {
    let labels = Period::ALL.map(|period| {
        scene.text(match period {
            Period::ThisWeek => "manager-this-week",
            Period::Weeks4 => "manager-weeks-4",
            Period::Weeks8 => "manager-weeks-8",
        })
    });
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let chosen = Period::ALL.iter().position(|one| *one == desk.period);
    let choice = super::widget::choice_ui(ui, &labels, chosen);
    if let Some(period) = choice.and_then(|index| Period::ALL.get(index)) {
        desk.period = *period;
    }
}

/// A table since this day as a file.
fn table(scene: &Scene<'_>, (what, first): (&str, NaiveDate), text: String) -> Sheet {
    Sheet {
        name: format!("tillside-{what}-{first}-to-{}.csv", scene.today()),
        contents: text.into_bytes(),
    }
}

/// Buttons that have files written, and where the last one is.
fn export_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    keys: &[&str],
    make: impl FnOnce(&Scene<'_>, usize) -> Option<Sheet>,
) {
    let palette = theme::palette(ui);
    let labels: Vec<String> = keys.iter().map(|key| scene.text(key)).collect();
    let said = scene.room.office.exported.as_ref().map(|done| match done {
        Exported::Into(path) => scene.with("manager-exported", "file", path.display().to_string()),
        Exported::Failed(path) => {
            scene.with("manager-not-exported", "file", path.display().to_string())
        }
    });
    card_ui(ui, Tone::Plain, |ui| {
        let about = scene.text("manager-export-text");
        label_ui(ui, Face::Body, palette.muted, &about);
        let buttons: Vec<Button<'_>> = labels
            .iter()
            .map(|label| Button::new(Look::Plain, label))
            .collect();
        let wanted = files_ui(ui, &buttons).and_then(|index| make(scene, index));
        if let Some(sheet) = wanted {
            scene.wish(Wish::Export(sheet));
        }
        if let Some(said) = said {
            path_ui(ui, &said);
        }
    });
}

/// One is as wide as its words, several share the width.
fn files_ui(ui: &mut Ui, buttons: &[Button<'_>]) -> Option<usize> {
    let [button] = buttons else {
        return super::widget::flow_ui(ui, buttons);
    };
    let width = button.natural_width(ui).min(ui.available_width());
    button.ui(ui, width).clicked().then_some(0)
}

/// A text with a path in it, which may have no space to break at.
fn path_ui(ui: &mut Ui, said: &str) {
    let palette = theme::palette(ui);
    let room = egui::vec2(ui.available_width(), f32::INFINITY);
    super::widget::within_ui(ui, Face::Body, palette.text, said, room);
}

/// A card with what it is about on top.
fn titled_ui(ui: &mut Ui, (title, about): (&str, &str), contents: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui);
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::NEAR;
        label_ui(ui, Face::Strong, palette.text, title);
        if !about.is_empty() {
            label_ui(ui, Face::Small, palette.muted, about);
        }
        ui.add_space(theme::NEAR);
        contents(ui);
    });
}
