//! The cashier's views in a harness, with views of the service to show.

use crate::picture::Textures;
use egui_kittest::Harness;
use std::sync::Arc;
use tillside::domain::code::{Code, Till};
use tillside::domain::document::{Currency, Kind, Tender};
use tillside::domain::event::Device;
use tillside::domain::language::Language;
use tillside::domain::queue::Source;
use tillside::domain::script::Scripts;
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    Codes, CodesMode, DeviceView, LoyaltyView, Memory, Place, Presence, Print, Progress, QueueView,
    Refusal, SeenDocument, Slip, SurveyView, View,
};
use tillside::ui::{
    Action, Clock, Link, Page, Scale, Screen, ThemeChoice, Words, panel_ui, strip_ui, theme,
};

/// 2026-11-22, 14:32 in Warsaw.
pub(crate) const NOW: Clock = Clock {
    day: 20_779,
    hour: 14,
    minute: 32,
    ahead_of_utc: 60,
};
pub(crate) const NOW_MS: i64 = 1_795_354_320_000;

pub(crate) fn language(code: &str) -> Language {
    Language::new(code).expect("a language")
}

pub(crate) fn code() -> Code {
    Code::parse("0YTZ-6FYH-JXDZ").expect("the code of the mock-up")
}

/// A quiet afternoon with codes on.
pub(crate) fn calm() -> View {
    View {
        revision: 1,
        place: Place {
            store: "Corner".to_owned(),
            counter: Till::new(2).expect("a till"),
            language: Language::ENGLISH,
        },
        served_today: 34,
        queue: queue(2),
        documents: documents(),
        last_code: Some(code()),
        devices: devices(Presence::Here, Presence::Here),
        codes: Codes {
            mode: CodesMode::On,
            copies: false,
            address: Some("https://ask.example/corner".to_owned()),
            ready: 8,
        },
        print: None,
        prompt: None,
        baskets: Vec::new(),
        cases: Vec::new(),
        cases_open: 0,
        survey: SurveyView::default(),
        loyalty: LoyaltyView::default(),
        memory: Memory::Kept,
        events_lost: 0,
    }
}

/// A line that grew, in tenths.
const TREND: [u16; 30] = [
    5, 5, 4, 6, 8, 8, 7, 10, 13, 12, 11, 14, 16, 15, 18, 20, 19, 18, 20, 23, 25, 24, 23, 26, 28,
    27, 30, 29, 27, 28,
];

/// So many wait, and that is sure.
pub(crate) fn queue(waiting: u16) -> QueueView {
    QueueView {
        waiting,
        low: waiting.saturating_sub(1),
        high: waiting + 1,
        wait_s: u32::from(waiting) * 60,
        source: Source::FirstScan,
        is_learning: false,
        trend: TREND.to_vec(),
        ..QueueView::unknown()
    }
}

/// The first day.
pub(crate) fn observing() -> View {
    let documents = documents().into_iter().map(|document| SeenDocument {
        code: None,
        ..document
    });
    View {
        documents: documents.collect(),
        last_code: None,
        codes: Codes {
            mode: CodesMode::Observing,
            ready: 0,
            ..calm().codes
        },
        ..calm()
    }
}

/// Everything at once, and large numbers.
pub(crate) fn troubled() -> View {
    View {
        queue: queue(128),
        served_today: 1234,
        devices: devices(Presence::Away, Presence::Away),
        codes: Codes {
            ready: 0,
            copies: true,
            address: Some(
                "HTTPS://FEEDBACK.SUPERMARKET-AROUND-THE-CORNER.EXAMPLE/WARSZAWA-CENTRUM-2/"
                    .to_owned(),
            ),
            ..calm().codes
        },
        print: Some(Print {
            id: 7,
            slip: Slip::Again,
            progress: Progress::Failed(Refusal::PrinterBusy),
        }),
        memory: Memory::Failing,
        events_lost: 12,
        ..calm()
    }
}

/// Codes are wanted, and nobody has seen where they would lead.
pub(crate) fn unseen() -> View {
    View {
        codes: Codes {
            mode: CodesMode::Unseen,
            ..observing().codes
        },
        ..observing()
    }
}

pub(crate) fn fiscal() -> View {
    View {
        codes: Codes {
            mode: CodesMode::Fiscal,
            address: None,
            ready: 0,
            copies: false,
        },
        ..observing()
    }
}

pub(crate) fn devices(printer: Presence, scanner: Presence) -> Vec<DeviceView> {
    [
        (Device::Till, Presence::Here),
        (Device::Printer, printer),
        (Device::Scanner, scanner),
    ]
    .map(|(device, presence)| DeviceView {
        device,
        presence,
        away_since: None,
    })
    .to_vec()
}

/// One of each kind, newest first, two minutes apart.
fn documents() -> Vec<SeenDocument> {
    let zloty = Currency::new("PLN");
    let some = [
        (Kind::Sale, Some(3234), Some(Tender::Cash), Some(code())),
        (Kind::CardSlip, Some(123_456), Some(Tender::Card), None),
        (Kind::Sale, Some(123_456), Some(Tender::Card), Some(code())),
        (Kind::Sale, Some(-1250), Some(Tender::Mixed), None),
        (Kind::Sale, None, Some(Tender::Other), None),
        (Kind::Report, Some(98_765_432), None, None),
        (Kind::Kitchen, None, None, None),
        (Kind::Drawer, None, None, None),
        (Kind::Other, None, None, None),
    ];
    let document = |(ago, (kind, total_minor, tender, code)): (i64, _)| SeenDocument {
        at: Timestamp(NOW_MS - (ago + 1) * 120_000),
        kind,
        total_minor,
        currency: zloty,
        tender,
        code,
    };
    (0..).zip(some).map(document).collect()
}

pub(crate) fn live(view: View) -> Link {
    Link::Live(Arc::new(view))
}

/// How a view is looked at.
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
    size: [380, 720],
};

pub(crate) const EN: Looks = PLAIN;

/// High enough to show a whole page at once.
pub(crate) const TALL: Looks = Looks {
    size: [380, 3000],
    ..PLAIN
};

/// What the window would keep.
pub(crate) struct Shown {
    pub(crate) link: Link,
    pub(crate) screen: Screen,
    /// All wishes so far.
    pub(crate) wishes: Vec<Action>,
}

impl Shown {
    fn draw(&mut self, ui: &mut egui::Ui, words: &Words) {
        ui.set_clip_rect(ui.content_rect());
        let (link, screen) = (&self.link, &mut self.screen);
        let wishes = if screen.is_wide {
            panel_ui(ui, link, screen, NOW, words)
        } else {
            strip_ui(ui, link, screen, NOW, words)
        };
        self.wishes.extend(wishes);
    }
}

/// All words in a language.
pub(crate) fn words(code: &str) -> Words {
    Words::new(language(code), Arc::new(Scripts::builtin().clone()))
}

/// The views in a window without a window.
pub(crate) struct Stage {
    pub(crate) harness: Harness<'static, Shown>,
    pub(crate) textures: Textures,
    pub(crate) looks: Looks,
}

impl Stage {
    pub(crate) fn panel(link: Link, page: Page, looks: Looks) -> Self {
        let screen = Screen {
            page,
            ..Screen::default()
        };
        Self::with_screen(link, screen, looks)
    }

    /// The panel, or the strip if the screen is not wide.
    pub(crate) fn with_screen(link: Link, screen: Screen, looks: Looks) -> Self {
        let textures = Textures::default();
        let words = words(looks.language);
        let theme = match looks.theme {
            ThemeChoice::Dark => egui::Theme::Dark,
            _ => egui::Theme::Light,
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
                    ui.scope_builder(all, |ui| shown.draw(ui, &words));
                },
                Shown {
                    link,
                    screen,
                    wishes: Vec::new(),
                },
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

    /// Shows something else in the same window.
    pub(crate) fn show(&mut self, link: Link, screen: Screen) {
        let shown = self.harness.state_mut();
        (shown.link, shown.screen) = (link, screen);
        self.harness.run();
    }

    /// The wishes since the last time.
    pub(crate) fn wishes(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.harness.state_mut().wishes)
    }
}
