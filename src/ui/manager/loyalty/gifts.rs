//! What each rule came to: how many, what they cost, and how much of stock and budget is used up.

use super::super::chart::small;
use super::super::{Scene, titled_ui};
use super::bar::bar_ui;
use super::words;
use crate::domain::kpi::loyalty::{GiftSums, Limits, Reached, Report, RuleReport};
use crate::ui::theme::{self, Face};
use crate::ui::widget::label_ui;
use egui::Ui;

/// Draws the card.
pub(super) fn gifts_ui(ui: &mut Ui, scene: &Scene<'_>, report: &Report) {
    let title = scene.text("manager-loyalty-gifts");
    let about = scene.text("manager-loyalty-gifts-text");
    titled_ui(ui, (&title, &about), |ui| {
        let palette = theme::palette(ui);
        if report.gifts.is_empty() {
            let none = scene.text("manager-loyalty-gifts-none");
            label_ui(ui, Face::Body, palette.muted, &none);
            return;
        }
        for rule in &report.gifts {
            rule_ui(ui, scene, rule);
        }
        let all = report.gifts.iter().fold((0, 0), |(given, cost), rule| {
            (given + rule.sums.given, cost + rule.sums.cost_minor)
        });
        let parts = [
            ("given", all.0.into()),
            ("cost", words::money(scene, all.1).into()),
        ];
        let said = scene.room.texts.with("manager-loyalty-gifts-all", &parts);
        label_ui(ui, Face::Strong, palette.text, &said);
    });
}

fn rule_ui(ui: &mut Ui, scene: &Scene<'_>, rule: &RuleReport) {
    let palette = theme::palette(ui);
    let language = scene.room.texts.language();
    let name = match &rule.limits {
        Some(limits) => limits.label.get(language).to_owned(),
        None => scene.text("manager-loyalty-rule-gone"),
    };
    label_ui(ui, Face::Body, palette.text, &name);
    label_ui(ui, Face::Small, palette.muted, &sums(scene, &rule.sums));
    let Some(limits) = &rule.limits else {
        ui.add_space(theme::EDGE);
        return;
    };
    for (said, used) in bars(scene, rule, limits) {
        bar_ui(ui, &said, used);
    }
    ui.add_space(theme::EDGE);
}

fn sums(scene: &Scene<'_>, sums: &GiftSums) -> String {
    if *sums == GiftSums::default() {
        return scene.text("manager-loyalty-sums-none");
    }
    let parts = [
        ("offered", sums.offered.into()),
        ("given", sums.given.into()),
        ("passed", sums.passed.into()),
        ("without", sums.held_out.into()),
        ("cost", words::money(scene, sums.cost_minor).into()),
    ];
    scene.room.texts.with("manager-loyalty-sums", &parts)
}

/// Of each limit that there is: how much is used, in words and as a share.
fn bars(scene: &Scene<'_>, rule: &RuleReport, limits: &Limits) -> Vec<(String, f32)> {
    let given = |sums: &GiftSums| u64::from(sums.given);
    let all = [
        (Reached::StockDay, limits.stock_day, given(&rule.today)),
        (Reached::StockTotal, limits.stock_total, given(&rule.total)),
        (Reached::BudgetDay, limits.budget_day, rule.today.cost_minor),
        (
            Reached::BudgetMonth,
            limits.budget_month,
            rule.month.cost_minor,
        ),
        (
            Reached::BudgetTotal,
            limits.budget_total,
            rule.total.cost_minor,
        ),
    ];
    let each = all.into_iter().filter_map(|(which, most, used)| {
        let most = u64::from(most?);
        let said = limit(scene, which, (used, most), rule.reached.contains(&which));
        Some((said, share(used, most)))
    });
    each.collect()
}

fn share(used: u64, most: u64) -> f32 {
    let as_i64 = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    small(as_i64(used.min(most))) / small(as_i64(most.max(1)))
}

fn limit(scene: &Scene<'_>, which: Reached, (used, most): (u64, u64), is_reached: bool) -> String {
    let (key, is_money) = match which {
        Reached::StockDay => ("manager-loyalty-stock-day", false),
        Reached::StockTotal => ("manager-loyalty-stock-total", false),
        Reached::BudgetDay => ("manager-loyalty-budget-day", true),
        Reached::BudgetMonth => ("manager-loyalty-budget-month", true),
        Reached::BudgetTotal => ("manager-loyalty-budget-total", true),
    };
    let number = |number: u64| {
        if is_money {
            words::money(scene, number)
        } else {
            number.to_string()
        }
    };
    let parts = [("used", number(used).into()), ("most", number(most).into())];
    let said = scene.room.texts.with(key, &parts);
    if is_reached {
        return format!("{said} · {}", scene.text("manager-loyalty-reached"));
    }
    said
}
