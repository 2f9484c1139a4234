//! Members, months and amounts in words.

use super::Scene;
use crate::domain::kpi::loyalty::{DueLevel, Limits};
use crate::domain::member::Member;
use crate::engine::api::LoyaltyReport;
use crate::ui::text;
use chrono::NaiveDate;

/// A month of a year in figures.
pub(super) fn month(scene: &Scene<'_>, month: NaiveDate) -> String {
    let parts = [("month", "%m"), ("year", "%Y")];
    let parts = parts.map(|(name, part)| (name, month.format(part).to_string().into()));
    scene.room.texts.with("manager-loyalty-month", &parts)
}

/// A member's name, or the last digits of their number.
pub(super) fn who(scene: &Scene<'_>, told: &LoyaltyReport, member: Member) -> String {
    if let Some(name) = told.names.get(&member) {
        return name.as_str().to_owned();
    }
    nameless(scene, member)
}

/// The last digits of a member's number.
pub(super) fn nameless(scene: &Scene<'_>, member: Member) -> String {
    let digits = format!("{:03}", member.0 % 1000);
    scene.with("manager-loyalty-member", "digits", digits)
}

/// What a rule gives; one that is in the file no more has no name.
pub(super) fn rule(scene: &Scene<'_>, limits: Option<&Limits>) -> String {
    match limits {
        Some(limits) => limits.label.get(scene.room.texts.language()).to_owned(),
        None => scene.text("manager-loyalty-rule-gone"),
    }
}

/// An amount of the shop's currency.
pub(super) fn money(scene: &Scene<'_>, minor: u64) -> String {
    let minor = i64::try_from(minor).unwrap_or(i64::MAX);
    text::money(scene.room.texts, minor, None)
}

pub(super) fn level(scene: &Scene<'_>, level: DueLevel) -> String {
    scene.text(match level {
        DueLevel::Slipping => "manager-loyalty-slipping",
        DueLevel::Overdue => "manager-loyalty-overdue",
    })
}

/// Why a rule gave nothing, by the key of the reason.
pub(super) fn why_not(scene: &Scene<'_>, key: &str) -> String {
    // Those with a number in them have it at the counter alone.
    const COUNTED: [&str; 6] = [
        "not-the-visit",
        "too-few-visits",
        "too-few-stars",
        "contacts-full",
        "cap-reached",
        "recently",
    ];
    let ours = COUNTED.contains(&key);
    let prefix = if ours {
        "manager-loyalty-why"
    } else {
        "reason"
    };
    scene.text(&format!("{prefix}-{key}"))
}
