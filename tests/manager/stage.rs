//! The manager's views in a harness, with a shop's figures to show.

use crate::picture::{self, Textures};
use chrono::{Datelike as _, NaiveDate, TimeDelta};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use std::sync::Arc;
use tillside::domain::case::{Case, CaseId, CaseKind, CaseStatus, Owner};
use tillside::domain::code::Till;
use tillside::domain::document::Kind;
use tillside::domain::event::Device;
use tillside::domain::i18n::Messages;
use tillside::domain::kpi::staffing::Habits;
use tillside::domain::language::Language;
use tillside::domain::tally::{Measure, Tally, WITHIN};
use tillside::domain::time::{TimeOfDay, Timestamp};
use tillside::engine::api::{
    Codes, CodesMode, DeviceView, Equipment, Figures, FiguresRow, LoyaltyView, Memory, Place,
    Presence, QueueView, SeenDocument, Settings, SettingsView, SurveyView, View,
};
use tillside::ui::manager::{Desk, Gate, Office, Page, Room, Wish, manager_ui};
use tillside::ui::{Clock, Link, Scale, ThemeChoice, theme};

/// Sunday 2026-11-22, 14:32 in Warsaw.
pub(crate) const NOW: Clock = Clock {
    day: 20_779,
    hour: 14,
    minute: 32,
    ahead_of_utc: 60,
};
const NOW_MS: i64 = 1_795_354_320_000;

pub(crate) fn language(code: &str) -> Language {
    Language::new(code).expect("a language")
}

pub(crate) fn view() -> View {
    View {
        revision: 1,
        place: Place {
            store: "Corner".to_owned(),
            counter: Till::new(2).expect("a till"),
            language: Language::ENGLISH,
        },
        served_today: 234,
        queue: QueueView {
            waiting: 3,
            low: 2,
            high: 5,
            wait_s: 170,
            is_learning: false,
            ..QueueView::unknown()
        },
        documents: vec![SeenDocument {
            at: Timestamp(NOW_MS - 120_000),
            kind: Kind::Sale,
            total_minor: Some(1250),
            currency: None,
            tender: None,
            code: None,
        }],
        last_code: None,
        devices: devices(),
        codes: Codes {
            mode: CodesMode::On,
            copies: false,
            address: None,
            ready: 8,
        },
        print: None,
        prompt: None,
        baskets: Vec::new(),
        cases: cases(),
        cases_open: 4,
        survey: SurveyView::default(),
        loyalty: LoyaltyView::default(),
        memory: Memory::Kept,
        events_lost: 0,
    }
}

/// A till that is there, a printer that went away yesterday, a scanner that was never heard of.
fn devices() -> Vec<DeviceView> {
    let device = |(device, presence, away_since)| DeviceView {
        device,
        presence,
        away_since,
    };
    let yesterday = Timestamp(NOW_MS - 20 * 3_600_000);
    let all = [
        (Device::Till, Presence::Here, None),
        (Device::Printer, Presence::Away, Some(yesterday)),
        (Device::Scanner, Presence::Unknown, None),
    ];
    all.map(device).to_vec()
}

pub(crate) fn settings() -> SettingsView {
    SettingsView {
        settings: Settings {
            store_name: "Corner".to_owned(),
            language: Language::ENGLISH,
            target_minutes: 3,
            closing_slip: true,
            closing_after: TimeOfDay::from_minutes(16 * 60),
            closing_at: Some(TimeOfDay::from_minutes(21 * 60 + 30)),
        },
        needs_restart: false,
        equipment: Equipment {
            version: "0.1.0".to_owned(),
            printer_profile: "epson-tm-t20iii".to_owned(),
            till_port: Some(
                "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0".to_owned(),
            ),
            printer_port: Some("usb-path:1-1.4".to_owned()),
            scanner_port: None,
            journal_bytes: Some(12_345_678),
        },
    }
}

fn cases() -> Vec<Case> {
    let case = |(id, (kind, minutes, owner)): (u32, (CaseKind, i64, Option<Owner>))| Case {
        id: CaseId(id),
        kind,
        status: CaseStatus::Open,
        opened: Timestamp(NOW_MS - 3_600_000),
        due: Timestamp(NOW_MS + minutes * 60_000),
        owner,
        token: None,
        answer: None,
    };
    let some = [
        (CaseKind::Complaint, -12, Some(Owner::Manager)),
        (CaseKind::Question, 28, None),
        (CaseKind::Refusal, 40, None),
        (CaseKind::FollowUp, 2 * 24 * 60, None),
    ];
    (1..).zip(some).map(case).collect()
}

/// Eight weeks of a shop that is open from 8 to 20 and busy at noon and in the evening.
pub(crate) fn figures() -> Figures {
    let today = NaiveDate::from_epoch_days(20_779).expect("a day");
    let mut rows = Vec::new();
    for ago in (0..=56).rev() {
        let day = today - TimeDelta::days(ago);
        for quarter in 32..80_i64 {
            if ago > 0 || quarter < 58 {
                rows.push(row(day, quarter));
            }
        }
    }
    Figures { rows }
}

fn row(day: NaiveDate, quarter: i64) -> FiguresRow {
    let local_start =
        day.and_hms_opt(0, 0, 0).expect("midnight") + TimeDelta::minutes(15 * quarter);
    let rush = (30 - (quarter - 50).pow(2) / 3).max(0) + (55 - (quarter - 70).pow(2) / 2).max(0);
    let weekday = i64::from(day.weekday().num_days_from_monday());
    let jitter = (i64::from(day.day()) * 7 + quarter * 5) % 9;
    let tenths = (rush * (10 + 2 * weekday)) / 16 + 4 + jitter;
    let mut tally = Tally::default();
    let mut add = |measure, amount| tally.add(measure, amount);
    add(Measure::Observed, 1);
    add(Measure::WaitingTenths, tenths);
    add(Measure::WaitingLow, (tenths / 10 - 1).max(0));
    add(Measure::WaitingHigh, tenths / 10 + 2);
    add(Measure::OpenTenths, 10 + i64::from(tenths > 40) * 5);
    add(Measure::Served, 5);
    add(Measure::Codes, 5);
    add(Measure::Waited, 5);
    let is_given = jitter == 5 && quarter % 3 == 0;
    add(Measure::Redeemed, i64::from(is_given));
    for (measure, minutes) in WITHIN {
        add(measure, (i64::from(minutes) * 3 - tenths / 10).clamp(0, 5));
    }
    if tenths > 60 {
        add(Measure::Calls, 1);
        add(Measure::CallsAnswered, i64::from(jitter > 3));
    }
    if jitter == 8 && quarter % 5 == 0 {
        add(Measure::Troubled, 1);
        let settled = i64::from(quarter % 2 == 0);
        add(Measure::Settled, settled);
        add(Measure::SettledChip, settled);
        add(Measure::SettledMs, settled * 24_000);
        add(Measure::Held, 1 - settled);
    }
    FiguresRow {
        start: Timestamp(0),
        local_start,
        tally,
    }
}

/// Of the same shop: two rushes a day, more people at the end of the week.
pub(crate) fn habits() -> Habits {
    let rate = |day: usize, half: usize| {
        let middle = half as f64 * 2.0 + 1.0;
        let rush = |at: f64, high: f64| high * (-((middle - at) / 5.0).powi(2)).exp();
        (18.0 + rush(50.0, 30.0) + rush(70.0, 75.0)) * (0.8 + 0.12 * day as f64)
    };
    let day = |day| (0..48).map(|half| rate(day, half) as f32).collect();
    Habits {
        is_learning: false,
        counters: 1,
        arrivals_per_hour: (0..7).map(day).collect(),
        service_s: 62.0,
        gap_s: 9.0,
        cv: 0.75,
        patience_s: Some(7200.0),
    }
}

pub(crate) fn open(figures: Figures) -> Office {
    Office {
        gate: Gate::Open,
        habits: Some(Arc::new(habits())),
        figures: Some(Arc::new(figures)),
        settings: Some(Arc::new(settings())),
        ..Office::default()
    }
}

pub(crate) fn at(gate: Gate) -> Office {
    Office {
        gate,
        ..Office::default()
    }
}

pub(crate) fn live() -> Link {
    Link::Live(Arc::new(view()))
}

/// How it is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Looks {
    pub(crate) language: &'static str,
    pub(crate) theme: ThemeChoice,
    pub(crate) scale: Scale,
    pub(crate) size: [u16; 2],
}

pub(crate) const PLAIN: Looks = Looks {
    language: "en",
    theme: ThemeChoice::Light,
    scale: Scale::Normal,
    size: [1024, 700],
};

/// What the window would keep.
pub(crate) struct Shown {
    pub(crate) link: Link,
    pub(crate) office: Office,
    pub(crate) desk: Desk,
    pub(crate) locked_s: u64,
    /// All wishes so far.
    pub(crate) wishes: Vec<Wish>,
}

impl Shown {
    fn draw(&mut self, ui: &mut egui::Ui, texts: &Messages) {
        ui.set_clip_rect(ui.content_rect());
        let room = Room {
            link: &self.link,
            office: &self.office,
            now: NOW,
            locked_s: self.locked_s,
            target_minutes: 3,
            looks: (ThemeChoice::Light, Scale::Normal),
            texts,
        };
        self.wishes.extend(manager_ui(ui, &room, &mut self.desk));
    }
}

/// The window without a window.
pub(crate) struct Stage {
    pub(crate) harness: Harness<'static, Shown>,
    textures: Textures,
    pub(crate) looks: Looks,
}

impl Stage {
    pub(crate) fn new(office: Office, page: Page, looks: Looks) -> Self {
        let textures = Textures::default();
        let texts = Messages::for_language(language(looks.language));
        let theme = match looks.theme {
            ThemeChoice::Dark => egui::Theme::Dark,
            _ => egui::Theme::Light,
        };
        let shown = Shown {
            link: live(),
            office,
            desk: Desk {
                page,
                ..Desk::default()
            },
            locked_s: 0,
            wishes: Vec::new(),
        };
        let harness = Harness::builder()
            .with_size(looks.size.map(f32::from))
            .with_theme(theme)
            .with_context_setup(move |ctx| {
                theme::install(ctx);
                theme::apply(ctx, looks.theme, looks.scale);
            })
            .renderer(textures.clone())
            .build_ui_state(
                move |ui, shown: &mut Shown| {
                    // The harness leaves a margin; the window does not.
                    let all = egui::UiBuilder::new().max_rect(ui.content_rect());
                    ui.scope_builder(all, |ui| shown.draw(ui, &texts));
                },
                shown,
            );
        Self {
            harness,
            textures,
            looks,
        }
    }

    pub(crate) fn picture(&self) -> egui::ColorImage {
        let size = self.looks.size.map(usize::from);
        self.textures
            .draw(&self.harness.ctx, self.harness.output(), size)
    }

    /// Shows another page, or the same one anew.
    pub(crate) fn show(&mut self, change: impl FnOnce(&mut Shown)) {
        change(self.harness.state_mut());
        self.harness.run();
    }

    /// The wishes since the last time.
    pub(crate) fn wishes(&mut self) -> Vec<Wish> {
        std::mem::take(&mut self.harness.state_mut().wishes)
    }

    /// What screen readers are told: the names of controls, and the words of what is none.
    pub(crate) fn names(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        let names = nodes.filter_map(|node| {
            let node = node.accesskit_node();
            node.label().or_else(|| node.value())
        });
        names.collect()
    }

    pub(crate) fn said(&self) -> Vec<String> {
        crate::layout::said(&self.harness)
    }

    #[track_caller]
    pub(crate) fn assert_says(&self, words: &str) {
        let said = self.said();
        assert!(
            said.iter().any(|one| one.contains(words)),
            "{words} in {said:#?}"
        );
    }
}

/// A page in every language, light and dark, of this height, and in Polish with the largest text; what
/// is not as in the pictures of that name.
pub(crate) fn every_look(
    name: &str,
    page: Page,
    office: &Office,
    heights: [u16; 2],
) -> Vec<String> {
    every_look_with((name, page), office, heights, |_| ())
}

/// The same of what is seen after somebody has done something there.
pub(crate) fn every_look_with(
    (name, page): (&str, Page),
    office: &Office,
    heights: [u16; 2],
    does: impl Fn(&mut Stage),
) -> Vec<String> {
    let [height, large_height] = heights;
    let mut looks = Vec::new();
    for language in ["en", "pl", "da", "et"] {
        for (theme, shade) in [(ThemeChoice::Light, "light"), (ThemeChoice::Dark, "dark")] {
            let look = Looks {
                language,
                theme,
                size: [1024, height],
                ..PLAIN
            };
            looks.push((format!("{name}-{shade}-{language}"), look));
        }
    }
    let large = Looks {
        language: "pl",
        scale: Scale::Largest,
        size: [800, large_height],
        ..PLAIN
    };
    looks.push((format!("{name}-large-pl"), large));
    let compare = |(name, look): (String, Looks)| {
        let mut stage = Stage::new(office.clone(), page, look);
        does(&mut stage);
        picture::compare(&name, &stage.picture()).err()
    };
    looks.into_iter().filter_map(compare).collect()
}
