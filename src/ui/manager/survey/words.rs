//! Figures of the survey in words.

use super::Scene;
use crate::domain::kpi::answers::Trend;
use crate::domain::queue::numeric::nearest;
use crate::domain::stats::{Interval, NpsChange, Share};
use crate::domain::survey::Waited;
use chrono::NaiveDate;

/// A whole number, with the minus that it has in books.
pub(super) fn signed(value: f64) -> String {
    let size = nearest(value.abs());
    if value < 0.0 && size > 0 {
        return format!("\u{2212}{size}");
    }
    size.to_string()
}

/// A whole number that is not below zero, however it is shown.
pub(super) fn whole(value: f64) -> u64 {
    nearest(value.max(0.0)).into()
}

/// `31 to 58`.
pub(super) fn range(scene: &Scene<'_>, interval: Interval) -> String {
    let ends = [
        ("low", signed(interval.low).into()),
        ("high", signed(interval.high).into()),
    ];
    scene.room.texts.with("manager-range", &ends)
}

/// How many answers it rests on.
pub(super) fn n(scene: &Scene<'_>, answers: u32) -> String {
    scene.with("manager-n", "count", answers.to_string())
}

/// A share in hundredths to one decimal; nothing of nothing.
pub(super) fn share(scene: &Scene<'_>, share: Share) -> Option<String> {
    let (count, of) = (u64::from(share.count), u64::from(share.of));
    let thousandths = (count * 1000 + of / 2).checked_div(of)?;
    let tenths = scene.tenths(i64::try_from(thousandths).unwrap_or(i64::MAX));
    Some(scene.with("manager-percent", "percent", tenths))
}

/// A day of this year.
pub(in crate::ui::manager) fn day(scene: &Scene<'_>, day: NaiveDate) -> String {
    let parts = [("day", "%-d"), ("month", "%-m")];
    let parts = parts.map(|(name, part)| (name, day.format(part).to_string().into()));
    scene.room.texts.with("manager-day-month", &parts)
}

pub(super) fn waited(scene: &Scene<'_>, waited: Waited) -> String {
    scene.text(match waited {
        Waited::Under1 => "manager-waited-under-1",
        Waited::Under3 => "manager-waited-under-3",
        Waited::Under5 => "manager-waited-under-5",
        Waited::Under10 => "manager-waited-under-10",
        Waited::Longer => "manager-waited-longer",
    })
}

/// How the score has moved; an arrow only where it surely has.
pub(super) fn trend(scene: &Scene<'_>, trend: Trend) -> String {
    let said = |key, change: NpsChange| {
        let parts = [
            ("points", signed(change.points.abs()).into()),
            ("range", range(scene, change.interval).into()),
        ];
        scene.room.texts.with(key, &parts)
    };
    match trend {
        Trend::Unknown => scene.text("manager-trend-unknown"),
        Trend::Up(change) => said("manager-trend-up", change),
        Trend::Down(change) => said("manager-trend-down", change),
        Trend::Unclear(change) => said("manager-trend-unclear", change),
    }
}
