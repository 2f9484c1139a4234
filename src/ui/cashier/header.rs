//! The top of every page: which counter, what time, how the devices are, the language.

use super::Scene;
use crate::domain::event::Device;
use crate::domain::i18n::Value;
use crate::engine::api::{DeviceView, Presence, View};
use crate::ui::action::Action;
use crate::ui::text;
use crate::ui::theme::{self, Face, Palette};
use crate::ui::widget::{Button, Icon, Look, dot_ui, dot_width, label_ui, text_width};
use egui::{Color32, Frame, Ui};

/// Draws one line, or two where the devices do not fit beside the rest.
pub(super) fn header_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let frame = Frame::new().inner_margin(theme::header_margin());
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let header = Header::new(scene);
        let free = ui.available_width() - header.place_width(ui) - header.controls_width(ui);
        let is_one_line = header.devices_width(ui) <= free;
        let devices = if is_one_line {
            header.devices_width(ui)
        } else {
            0.0
        };
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            header.place_ui(ui);
            ui.add_space((free - devices).max(0.0));
            if is_one_line {
                header.devices_ui(ui);
            }
            header.controls_ui(ui, scene);
        });
        if !is_one_line {
            ui.spacing_mut().interact_size.y = 0.0;
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                header.devices_ui(ui);
            });
            ui.add_space(theme::NEAR);
        }
    });
}

/// What the header says.
struct Header {
    counter: String,
    clock: String,
    devices: Vec<Dot>,
    language: String,
    language_name: String,
    narrow: String,
}

struct Dot {
    presence: Presence,
    word: String,
    name: String,
}

impl Header {
    fn new(scene: &Scene<'_>) -> Self {
        let texts = scene.texts;
        let next = text::language_name(text::next_language(texts.language()));
        Self {
            counter: scene
                .view()
                .map_or_else(String::new, |view| counter(scene, view)),
            clock: scene.now.to_string(),
            devices: known_devices(scene),
            language: texts.language().as_str().to_uppercase(),
            language_name: texts.with("panel-language-next", &[("next", Value::from(next))]),
            narrow: scene.text("panel-narrow"),
        }
    }

    fn language_button(&self) -> Button<'_> {
        Button::new(Look::Bare, &self.language).named(&self.language_name)
    }

    fn place_width(&self, ui: &Ui) -> f32 {
        let clock = text_width(ui, Face::Small, &self.clock);
        text_width(ui, Face::SmallStrong, &self.counter) + theme::GAP + clock + theme::GAP
    }

    fn devices_width(&self, ui: &Ui) -> f32 {
        let widths = self
            .devices
            .iter()
            .map(|dot| dot_width(ui, Face::Small, &dot.word));
        widths.map(|width| width + theme::GAP).sum()
    }

    fn controls_width(&self, ui: &Ui) -> f32 {
        self.language_button().natural_width(ui) + theme::TOUCH
    }

    fn place_ui(&self, ui: &mut Ui) {
        let palette = theme::palette(ui);
        if !self.counter.is_empty() {
            label_ui(ui, Face::SmallStrong, palette.text, &self.counter);
            ui.add_space(theme::GAP);
        }
        label_ui(ui, Face::Small, palette.muted, &self.clock);
        ui.add_space(theme::GAP);
    }

    fn devices_ui(&self, ui: &mut Ui) {
        let palette = theme::palette(ui);
        for dot in &self.devices {
            let word = (Face::Small, palette.muted, dot.word.as_str());
            dot_ui(ui, color(dot.presence, &palette), word, &dot.name);
            ui.add_space(theme::GAP);
        }
    }

    fn controls_ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let button = self.language_button();
        let width = button.natural_width(ui);
        if button.ui(ui, width).clicked() {
            let next = text::next_language(scene.texts.language());
            scene.wish(Action::SetLanguage(next));
        }
        let narrow = Button::icon(Look::Bare, Icon::Aside, &self.narrow);
        if narrow.ui(ui, theme::TOUCH).clicked() {
            scene.wish(Action::Narrow);
        }
    }
}

fn counter(scene: &Scene<'_>, view: &View) -> String {
    let number = [("number", Value::from(view.place.counter.get()))];
    scene.texts.with("panel-counter", &number)
}

/// The devices that were heard of, with their words.
fn known_devices(scene: &Scene<'_>) -> Vec<Dot> {
    devices(scene)
        .map(|device| Dot {
            presence: device.presence,
            word: text::device(scene.texts, device.device),
            name: text::device_name(scene.texts, device.device, device.presence),
        })
        .collect()
}

/// The devices that were heard of. One that never was may not be used here, and is no news.
pub(super) fn devices<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a DeviceView> + use<'a> {
    let all = scene.view().map_or(&[][..], |view| view.devices.as_slice());
    all.iter()
        .filter(|device| device.presence != Presence::Unknown)
}

/// The colour of a device's dot.
pub(super) fn color(presence: Presence, palette: &Palette) -> Color32 {
    match presence {
        Presence::Here => palette.accent,
        Presence::Away => palette.amber,
        Presence::Unknown => palette.border,
    }
}

/// What to say when a device is away.
pub(super) fn away_key(device: Device) -> &'static str {
    match device {
        Device::Till => "panel-till-away-title",
        Device::Printer => "panel-printer-away-title",
        Device::Scanner => "panel-scanner-away-title",
    }
}
