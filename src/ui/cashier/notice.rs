//! What somebody at the counter should know now, in plain words.

use super::Scene;
use super::header::{away_key, devices};
use crate::domain::event::Device;
use crate::domain::i18n::Value;
use crate::engine::api::{CodesMode, Memory, Presence, View};
use crate::ui::screen::{Refused, Screen};
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Tone, card_ui, label_ui};
use crate::ui::{Clock, Link};
use egui::Ui;

/// One thing to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// The service was not reached yet.
    Starting,
    /// The service does not answer since then.
    Away(Clock),
    /// A command was not carried out.
    Refused(Refused),
    /// A device went away.
    DeviceAway(Device),
    /// What happens does not reach the disk.
    MemoryFailing,
    /// A fiscal printer was seen.
    Fiscal,
    /// Sales should get a code and there is none.
    NoCodeReady,
    /// Sales should get a code and nobody has seen yet where it would lead.
    Unseen,
}

/// All there is to know, what matters most first.
pub(super) fn notices(scene: &Scene<'_>, screen: &Screen) -> Vec<Notice> {
    let mut found = Vec::new();
    match scene.link {
        Link::Starting => found.push(Notice::Starting),
        Link::Away { since, .. } => found.push(Notice::Away(*since)),
        Link::Live(view) => {
            found.extend(screen.refused.map(Notice::Refused));
            found.extend(of_devices(scene));
            found.extend(of_view(view));
        }
    }
    found
}

/// Whether what is asked for here would be carried out, for pages that ask for something.
pub(super) fn of_orders(scene: &Scene<'_>, screen: &Screen) -> Vec<Notice> {
    let mut notices = notices(scene, screen);
    notices.retain(|notice| {
        matches!(
            notice,
            Notice::Away(_) | Notice::Starting | Notice::Refused(_)
        )
    });
    notices
}

fn of_devices(scene: &Scene<'_>) -> impl Iterator<Item = Notice> {
    devices(scene)
        .filter(|device| device.presence == Presence::Away)
        .map(|device| Notice::DeviceAway(device.device))
}

fn of_view(view: &View) -> impl Iterator<Item = Notice> {
    let is_without = view.codes.mode == CodesMode::On && view.codes.ready == 0;
    [
        (view.memory == Memory::Failing, Notice::MemoryFailing),
        (view.codes.mode == CodesMode::Fiscal, Notice::Fiscal),
        (is_without, Notice::NoCodeReady),
        (view.codes.mode == CodesMode::Unseen, Notice::Unseen),
    ]
    .into_iter()
    .filter_map(|(is_so, notice)| is_so.then_some(notice))
}

/// Draws a card for each notice.
pub(super) fn notices_ui(ui: &mut Ui, scene: &Scene<'_>, notices: &[Notice]) {
    for notice in notices {
        card_ui(ui, notice.tone(), |ui| {
            ui.spacing_mut().item_spacing.y = theme::NEAR;
            let palette = theme::palette(ui);
            let title = match notice.tone() {
                Tone::Attention => palette.amber,
                Tone::Plain => palette.text,
            };
            label_ui(ui, Face::Strong, title, &notice.title(scene));
            label_ui(ui, Face::Body, palette.text, &notice.advice(scene));
        });
    }
}

impl Notice {
    /// Whether it matters while a customer tries to pay.
    pub(super) fn may_be_beside_a_note(self) -> bool {
        !matches!(self, Self::Fiscal | Self::NoCodeReady | Self::Unseen)
    }

    fn tone(self) -> Tone {
        match self {
            Self::Starting => Tone::Plain,
            _ => Tone::Attention,
        }
    }

    fn title(self, scene: &Scene<'_>) -> String {
        match self {
            Self::Starting => scene.text("panel-starting-title"),
            Self::Away(since) => {
                let since = [("since", Value::from(since.to_string()))];
                scene.texts.with("panel-away-title", &since)
            }
            Self::Refused(_) => scene.text("panel-refused-title"),
            Self::DeviceAway(device) => scene.text(away_key(device)),
            Self::MemoryFailing => scene.text("panel-memory-title"),
            Self::Fiscal => scene.text("panel-fiscal-title"),
            Self::NoCodeReady => scene.text("panel-no-code-title"),
            Self::Unseen => scene.text("panel-unseen-title"),
        }
    }

    fn advice(self, scene: &Scene<'_>) -> String {
        match self {
            Self::Starting => scene.text("panel-starting-text"),
            Self::Away(_) => scene.text("panel-away-text"),
            Self::Refused(refused) => text::refusal(scene.texts, refused.why),
            Self::DeviceAway(device) => text::device_sentence(scene.texts, device, Presence::Away),
            Self::MemoryFailing => scene.text("panel-memory-text"),
            Self::Fiscal => scene.text("panel-fiscal-text"),
            Self::NoCodeReady => scene.text("panel-no-code-text"),
            Self::Unseen => scene.text("panel-unseen-text"),
        }
    }
}
