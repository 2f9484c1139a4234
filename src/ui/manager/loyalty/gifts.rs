//! What each rule came to: how many, what they cost, and how much of stock and budget is used up.

use super::super::chart::small;
use super::super::{Scene, titled_ui};
use super::bar::bar_ui;
use super::words;
use crate::domain::gift::rules::Cap;
use crate::domain::kpi::loyalty::{AtCaps, GiftSums, Limits, Reached, Report, RuleReport};
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
        if let Some(caps) = &report.caps {
            caps_ui(ui, scene, caps);
        }
    });
}

fn rule_ui(ui: &mut Ui, scene: &Scene<'_>, rule: &RuleReport) {
    let palette = theme::palette(ui);
    let name = words::rule(scene, rule.limits.as_ref());
    label_ui(ui, Face::Body, palette.text, &name);
    label_ui(ui, Face::Small, palette.muted, &sums(scene, &rule.sums));
    let Some(limits) = &rule.limits else {
        ui.add_space(theme::EDGE);
        return;
    };
    for (said, used) in bars(scene, rule, limits) {
        bar_ui(ui, &said, used);
    }
    for said in at_cap(scene, rule, limits) {
        label_ui(ui, Face::Small, palette.muted, &said);
    }
    ui.add_space(theme::EDGE);
}

/// On how many days the limits of a day were reached, and who has had all that one may have.
fn at_cap(scene: &Scene<'_>, rule: &RuleReport, limits: &Limits) -> Vec<String> {
    let days = i64::from(rule.days_used_up);
    let used_up = (days > 0).then(|| scene.counted("manager-loyalty-days-used-up", days));
    let cap = limits.per_customer;
    let had = cap.map(|cap| capped(scene, "manager-loyalty-at-cap", rule.at_cap, cap));
    used_up.into_iter().chain(had).collect()
}

fn capped(scene: &Scene<'_>, key: &str, count: u32, cap: Cap) -> String {
    let parts = [
        ("count", count.into()),
        ("max", cap.max.into()),
        ("days", cap.days.into()),
    ];
    scene.room.texts.with(key, &parts)
}

/// What stands above every rule: who is at a cap now, and what all gifts of the month may cost.
fn caps_ui(ui: &mut Ui, scene: &Scene<'_>, at: &AtCaps) {
    let palette = theme::palette(ui);
    ui.add_space(theme::EDGE);
    let title = scene.text("manager-loyalty-caps");
    label_ui(ui, Face::Body, palette.text, &title);
    let (gifts, contacts) = (at.caps.gifts, at.caps.contacts);
    for said in [
        capped(scene, "manager-loyalty-caps-gifts", at.had_all, gifts),
        capped(
            scene,
            "manager-loyalty-caps-contacts",
            at.addressed,
            contacts,
        ),
    ] {
        label_ui(ui, Face::Small, palette.muted, &said);
    }
    if at.overspent > 0 {
        let said = scene.counted("manager-loyalty-overspent", at.overspent.into());
        label_ui(ui, Face::Small, palette.muted, &said);
    }
    if let Some(most) = at.caps.monthly_budget {
        let (used, most) = (at.month_cost, u64::from(most));
        let parts = [
            ("used", words::money(scene, used).into()),
            ("most", words::money(scene, most).into()),
        ];
        let said = scene.room.texts.with("manager-loyalty-caps-month", &parts);
        bar_ui(ui, &said, share(used, most));
    }
    let about = scene.text("manager-loyalty-caps-text");
    label_ui(ui, Face::Small, palette.muted, &about);
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
