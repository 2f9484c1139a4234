//! Whether gifts bring members back: who was offered one beside who was left without.

use super::super::{Scene, titled_ui};
use super::words;
use crate::domain::kpi::loyalty::{Back, Compared, FEW, Hundredths, Report};
use crate::domain::stats::Share;
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::label_ui;
use egui::Ui;

/// Draws the card, where any rule leaves some without.
pub(super) fn held_out_ui(ui: &mut Ui, scene: &Scene<'_>, report: &Report) {
    let Some(first) = report.compared.first() else {
        return;
    };
    let title = scene.text("manager-loyalty-compared");
    let days = u64::from(first.within_days);
    let about = text::counted(scene.room.texts, "manager-loyalty-compared-text", days);
    titled_ui(ui, (&title, &about), |ui| {
        for compared in &report.compared {
            compared_ui(ui, scene, report, compared);
        }
    });
}

fn compared_ui(ui: &mut Ui, scene: &Scene<'_>, report: &Report, compared: &Compared) {
    let palette = theme::palette(ui);
    let rule = report.gifts.iter().find(|rule| rule.rule == compared.rule);
    let name = words::rule(scene, rule.and_then(|rule| rule.limits.as_ref()));
    label_ui(ui, Face::Body, palette.text, &name);
    for said in lines(scene, compared) {
        label_ui(ui, Face::Small, palette.muted, &said);
    }
    ui.add_space(theme::EDGE);
}

fn lines(scene: &Scene<'_>, compared: &Compared) -> Vec<String> {
    let texts = scene.room.texts;
    let Some(Back {
        with,
        with_range,
        without,
        without_range,
        is_apart,
    }) = compared.back
    else {
        let parts = [
            ("with", compared.with.into()),
            ("without", compared.without.into()),
            ("few", FEW.into()),
        ];
        return vec![texts.with("manager-loyalty-compared-few", &parts)];
    };
    let line = |key: &str, share: Share, range: Hundredths| {
        let parts = [
            (
                "percent",
                scene.percent(share.percent().unwrap_or_default()).into(),
            ),
            ("of", share.of.into()),
            ("low", scene.percent(range.low).into()),
            ("high", scene.percent(range.high).into()),
        ];
        texts.with(key, &parts)
    };
    let verdict = if is_apart {
        "manager-loyalty-compared-apart"
    } else {
        "manager-loyalty-compared-overlap"
    };
    vec![
        line("manager-loyalty-compared-with", with, with_range),
        line("manager-loyalty-compared-without", without, without_range),
        scene.text(verdict),
    ]
}
