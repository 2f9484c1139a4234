//! Thank-yous that were handed over, by day and part of the day, so that those of each shift are seen.

use super::super::list::{List, list_ui};
use super::super::titled_ui;
use super::{Scene, words};
use crate::domain::tally::Measure;
use crate::engine::api::{DayPart, Figures};
use crate::ui::theme::{self, Face};
use crate::ui::widget::label_ui;
use chrono::{Days, NaiveDate};
use egui::Ui;
use std::collections::BTreeMap;

/// So many days are shown, today among them.
const DAYS: u64 = 7;

const PARTS: [DayPart; 3] = [DayPart::Morning, DayPart::Afternoon, DayPart::Evening];

/// Those of the last seven days; a day without any is left out.
pub(super) fn given_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let Some(figures) = &scene.room.office.figures else {
        return;
    };
    let first = scene.today() - Days::new(DAYS - 1);
    let days = given(figures, first);
    titled_ui(ui, (&scene.text("manager-given"), ""), |ui| {
        if days.is_empty() {
            let none = scene.text("manager-given-none");
            label_ui(ui, Face::Body, theme::palette(ui).muted, &none);
            return;
        }
        let header = [
            "manager-given-day",
            "manager-given-morning",
            "manager-given-afternoon",
            "manager-given-evening",
        ];
        let row = |(day, counts): (&NaiveDate, &[i64; 3])| {
            let counts = counts.iter().map(ToString::to_string);
            std::iter::once(words::day(scene, *day))
                .chain(counts)
                .collect()
        };
        let list = List {
            header: header.map(|key| scene.text(key)).into(),
            rows: days.iter().rev().map(row).collect(),
        };
        list_ui(ui, &list);
    });
}

fn given(figures: &Figures, first: NaiveDate) -> BTreeMap<NaiveDate, [i64; 3]> {
    let mut days = BTreeMap::new();
    for row in &figures.rows {
        let (at, count) = (row.local_start, row.tally.get(Measure::Redeemed));
        if at.date() < first || count == 0 {
            continue;
        }
        let parts: &mut [i64; 3] = days.entry(at.date()).or_default();
        for (part, sum) in PARTS.iter().zip(parts) {
            *sum += if *part == DayPart::of(at) { count } else { 0 };
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tally::Tally;
    use crate::domain::time::Timestamp;
    use crate::engine::api::FiguresRow;

    #[test]
    fn each_shift_has_its_own() {
        let day = |ago: u64| NaiveDate::from_epoch_days(20_779).unwrap() - Days::new(ago);
        let row = |(ago, hour, count)| {
            let mut tally = Tally::default();
            tally.add(Measure::Redeemed, count);
            FiguresRow {
                start: Timestamp(0),
                local_start: day(ago).and_hms_opt(hour, 45, 0).unwrap(),
                tally,
            }
        };
        let rows = [
            (7, 9, 5),
            (6, 11, 1),
            (6, 12, 2),
            (6, 16, 3),
            (6, 17, 4),
            (1, 9, 0),
        ];
        let figures = Figures {
            rows: rows.map(row).into(),
        };
        let found = given(&figures, day(6));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(day(6), [1, 5, 4])]);
    }
}
