//! The last documents as they were recognised, to be compared with the paper.

use super::{Scene, muted_ui, slip_ui, strong_ui};
use crate::domain::document::Kind;
use crate::domain::i18n::Value;
use crate::engine::api::{CodesMode, SeenDocument, Slip, View};
use crate::ui::screen::{Screen, Tick};
use crate::ui::text;
use crate::ui::theme;
use crate::ui::widget::{Line, Tone, card_ui, tick_ui};
use egui::Ui;

/// So many documents are shown.
const SHOWN: usize = 20;

/// Draws the list; with boxes to tick while receipts are only watched.
pub(super) fn documents_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen, view: &View) {
    card_ui(ui, Tone::Plain, |ui| {
        strong_ui(ui, &scene.text("panel-documents"));
        if view.documents.is_empty() {
            muted_ui(ui, &scene.text("panel-documents-none"));
            return;
        }
        let is_observing = view.codes.mode == CodesMode::Observing;
        if is_observing {
            muted_ui(ui, &scene.text("panel-documents-check"));
        }
        ui.spacing_mut().item_spacing.y = theme::NEAR;
        for document in view.documents.iter().take(SHOWN) {
            let ticked = is_observing.then(|| screen.ticked.contains(&Tick::of(document)));
            if tick_ui(ui, &line(scene, document), ticked).clicked() {
                screen.toggle(document);
            }
        }
        ui.add_space(theme::NEAR);
        slip_ui(ui, scene, screen, (Slip::Comparison, "panel-comparison"));
    });
}

fn line(scene: &Scene<'_>, document: &SeenDocument) -> Line {
    let kind = text::kind(scene.texts, document.kind);
    let time = scene.now.at(document.at);
    // Spaces that do not break: a time alone in a line says nothing.
    let title = format!("{time}\u{a0}\u{a0}{kind}");
    let amount = document.total_minor.map_or_else(String::new, |minor| {
        text::money(scene.texts, minor, document.currency)
    });
    let detail = detail(scene, document);
    let parts = [format!("{time} {kind}"), amount.clone(), detail.clone()];
    let said: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let values = [("document", Value::from(said.join(", ")))];
    let name = scene.texts.with("panel-document-right", &values);
    Line {
        title,
        amount,
        detail,
        name,
    }
}

/// How it was paid and its code; what is odd about a sale.
fn detail(scene: &Scene<'_>, document: &SeenDocument) -> String {
    let is_unread = document.kind == Kind::Sale && document.total_minor.is_none();
    let unread = is_unread.then(|| scene.text("panel-total-unread"));
    let tender = document
        .tender
        .map(|tender| text::tender(scene.texts, tender));
    let code = document.code.map(|code| code.to_string());
    let parts: Vec<_> = [unread, tender, code].into_iter().flatten().collect();
    parts.join(" · ")
}
