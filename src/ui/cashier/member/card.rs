//! Who is served, on the first page and on the member's own.

use crate::engine::api::MemberView;
use crate::ui::action::Action;
use crate::ui::cashier::{Scene, muted_ui, name_ui};
use crate::ui::screen::Page;
use crate::ui::text::{self, loyalty};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{label_ui, touch_card_ui};
use egui::Ui;

/// A card that leads to the page of the member.
pub(crate) fn member_card_ui(ui: &mut Ui, scene: &mut Scene<'_>, member: &MemberView) {
    let name = loyalty::member_name(scene.texts, member);
    let name = format!("{}: {name}", scene.text("panel-member-open"));
    let touch = touch_card_ui(ui, &name, |ui| {
        ui.spacing_mut().item_spacing.y = theme::NEAR;
        greeting_ui(ui, scene, member);
        about_ui(ui, scene, member);
    });
    if touch.clicked() {
        scene.wish(Action::OpenPage(Page::Member));
    }
}

fn greeting_ui(ui: &mut Ui, scene: &Scene<'_>, member: &MemberView) {
    if let Some(greeting) = loyalty::greeting(scene.texts, member) {
        let quoted = text::quoted(scene.texts.language(), &greeting);
        name_ui(ui, Face::Title, theme::palette(ui).text, &quoted);
    }
}

/// The name, what is counted, what is good to know.
pub(super) fn about_ui(ui: &mut Ui, scene: &Scene<'_>, member: &MemberView) {
    let palette = theme::palette(ui);
    let texts = scene.texts;
    let name = loyalty::member_name(texts, member);
    name_ui(ui, Face::Strong, palette.text, &name);
    muted_ui(ui, &loyalty::member_facts(texts, member));
    if let Some(birthday) = member.birthday {
        muted_ui(ui, &loyalty::birthday(texts, birthday));
    }
    if let Some(note) = &member.note {
        name_ui(ui, Face::Body, palette.text, note.as_str());
    }
    if member.is_staff {
        let staff = scene.text("panel-member-staff");
        label_ui(ui, Face::Body, palette.text, &staff);
    }
}
