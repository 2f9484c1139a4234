//! How the devices are, and what a technician on the phone asks for. What can be done about them is on
//! the cashier's page.

use super::tiles::{Tile, tiles_ui};
use super::{Scene, path_ui, settings, titled_ui};
use crate::domain::event::Device;
use crate::domain::time::Timestamp;
use crate::engine::api::{CodesMode, DeviceView, Equipment, Memory, Presence, View};
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{dot_ui, label_ui};
use egui::Ui;

/// Draws the page.
pub(super) fn devices_ui(ui: &mut Ui, scene: &Scene<'_>) {
    settings::notices_ui(ui, scene);
    let Some(view) = scene.room.link.view() else {
        return;
    };
    let known = scene.room.office.settings.as_ref();
    let equipment = known.map(|view| &view.equipment);
    let title = scene.text("manager-cable");
    titled_ui(ui, (&title, ""), |ui| {
        for (index, device) in view.devices.iter().enumerate() {
            if index > 0 {
                ui.add_space(theme::GAP);
            }
            device_ui(ui, scene, device, equipment);
        }
    });
    tiles_ui(ui, &tiles(scene, view, equipment));
    if let Some(equipment) = equipment {
        made_of_ui(ui, scene, equipment);
    }
}

fn device_ui(ui: &mut Ui, scene: &Scene<'_>, view: &DeviceView, equipment: Option<&Equipment>) {
    let palette = theme::palette(ui);
    let texts = scene.room.texts;
    let name = text::device_name(texts, view.device, view.presence);
    let color = match view.presence {
        Presence::Here => palette.accent,
        Presence::Away => palette.amber,
        Presence::Unknown => palette.border,
    };
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        dot_ui(ui, color, (Face::Strong, palette.text, &name), &name);
        if let Some(since) = view.away_since {
            label_ui(ui, Face::Body, palette.text, &away_since(scene, since));
        }
        let said = text::device_sentence(texts, view.device, view.presence);
        label_ui(ui, Face::Body, palette.muted, &said);
        if let Some(port) = equipment.and_then(|equipment| port_of(equipment, view.device)) {
            path_ui(ui, &scene.with("manager-port", "port", port.to_owned()));
        }
    });
}

fn port_of(equipment: &Equipment, device: Device) -> Option<&str> {
    match device {
        Device::Till => equipment.till_port.as_deref(),
        Device::Printer => equipment.printer_port.as_deref(),
        Device::Scanner => equipment.scanner_port.as_deref(),
    }
}

fn away_since(scene: &Scene<'_>, since: Timestamp) -> String {
    let since = scene.room.now.at(since);
    let days = scene.room.now.day - since.day;
    let key = match days {
        ..=0 => "manager-away-since",
        1 => "manager-away-since-yesterday",
        _ => "manager-away-for-days",
    };
    let values = [
        ("time", since.to_string().into()),
        ("count", days.unsigned_abs().into()),
    ];
    scene.room.texts.with(key, &values)
}

fn tiles(scene: &Scene<'_>, view: &View, equipment: Option<&Equipment>) -> Vec<Tile> {
    let mut tiles = vec![
        last(scene, view),
        codes(scene, view),
        journal(scene, view, equipment),
    ];
    if view.events_lost > 0 {
        let lost = view.events_lost.to_string();
        tiles.push(Tile::new(scene, "manager-events-lost", lost, String::new()));
    }
    tiles
}

/// What came out of the printer last, since the service began.
fn last(scene: &Scene<'_>, view: &View) -> Tile {
    let (value, about) = match view.documents.first() {
        Some(document) => {
            let at = scene.room.now.at(document.at);
            (at.to_string(), text::kind(scene.room.texts, document.kind))
        }
        None => ("–".to_owned(), String::new()),
    };
    Tile::new(scene, "manager-last-document", value, about)
}

fn codes(scene: &Scene<'_>, view: &View) -> Tile {
    let key = match view.codes.mode {
        CodesMode::On => "manager-codes-on",
        CodesMode::Observing => "manager-codes-off",
        CodesMode::Unseen => "manager-codes-unseen",
        CodesMode::Fiscal => "manager-codes-fiscal",
    };
    let about = match view.codes.mode {
        CodesMode::On => scene.counted("manager-codes-ready", i64::from(view.codes.ready)),
        CodesMode::Unseen => scene.text("manager-codes-unseen-text"),
        CodesMode::Observing | CodesMode::Fiscal => String::new(),
    };
    Tile::new(scene, "manager-codes-state", scene.text(key), about)
}

/// How large the journal is, in millions of bytes, and whether what happens reaches it.
fn journal(scene: &Scene<'_>, view: &View, equipment: Option<&Equipment>) -> Tile {
    let bytes = equipment.and_then(|equipment| equipment.journal_bytes);
    let size = bytes.map_or_else(
        || "–".to_owned(),
        |bytes| {
            let tenths = i64::try_from(bytes.div_ceil(100_000)).unwrap_or(i64::MAX);
            scene.with("manager-megabytes", "size", scene.tenths(tenths))
        },
    );
    let about = scene.text(match view.memory {
        Memory::Kept => "manager-journal-kept",
        Memory::Failing => "manager-journal-failing",
    });
    Tile::new(scene, "manager-journal", size, about)
}

fn made_of_ui(ui: &mut Ui, scene: &Scene<'_>, equipment: &Equipment) {
    let title = scene.text("manager-technician");
    titled_ui(ui, (&title, ""), |ui| {
        let profile = equipment.printer_profile.clone();
        path_ui(ui, &scene.with("manager-profile", "profile", profile));
        let version = equipment.version.clone();
        path_ui(ui, &scene.with("manager-version", "version", version));
    });
}
