//! How many counters to open: the choice of what is wanted, the next two hours, and what was open against
//! what the plan has.

use super::list::{List, list_ui};
use super::{Desk, Scene, Wish, clock_of, titled_ui};
use crate::domain::kpi::line::weekday;
use crate::domain::kpi::staffing::{
    self, Coming, Difference, Habits, Opening, Outlook, Plan, Target,
};
use crate::domain::queue::numeric::nearest;
use crate::engine::api::{Figures, FiguresRow};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{choice_ui, label_ui};
use chrono::NaiveDate;
use egui::Ui;
use std::sync::Arc;

/// So many hours are listed in which another number was open than was needed.
const DIFFERENCES: usize = 6;

/// What was worked out last, and of what: drawing it again costs nothing.
#[derive(Debug, Default)]
pub struct Staffing {
    of: Option<Origin>,
    plan: Option<Plan>,
    outlook: Option<Outlook>,
}

#[derive(Debug)]
struct Origin {
    target: Target,
    figures: Arc<Figures>,
    habits: Arc<Habits>,
    now: (NaiveDate, u8),
}

impl Origin {
    fn is_same(&self, other: &Self) -> bool {
        self.target == other.target
            && self.now == other.now
            && Arc::ptr_eq(&self.figures, &other.figures)
            && Arc::ptr_eq(&self.habits, &other.habits)
    }
}

impl Staffing {
    /// The plan, if there is one yet.
    pub(super) fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref()
    }

    /// Works it out anew where something is new.
    pub(super) fn renew(&mut self, scene: &Scene<'_>, target: Target) {
        let office = scene.room.office;
        let known = office.figures.clone().zip(office.habits.clone());
        let Some((figures, habits)) = known else {
            *self = Self::default();
            return;
        };
        let quarter = scene.room.now.hour * 4 + scene.room.now.minute / 15;
        let now = (scene.today(), quarter);
        let of = Origin {
            target,
            figures,
            habits,
            now,
        };
        if self.of.as_ref().is_some_and(|before| before.is_same(&of)) {
            return;
        }
        let rows = || of.figures.rows.iter().map(FiguresRow::quarterly);
        self.plan = Plan::of(&of.habits, &Opening::of(rows()), target);
        self.outlook = staffing::outlook(&of.habits, rows(), now, target);
        self.of = Some(of);
    }
}

/// A choice of how many people are to wait no longer than how many minutes.
pub(super) fn target_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk, target: Target) {
    let said = scene.text("manager-plan-choice");
    label_ui(ui, Face::Small, theme::palette(ui).muted, &said);
    let labels = Target::PERCENTS.map(|percent| scene.percent(percent));
    let chosen = Target::PERCENTS
        .iter()
        .position(|one| *one == target.percent);
    let percent = choose(ui, &labels, chosen).and_then(|at| Target::PERCENTS.get(at));
    let labels = Target::MINUTES.map(|count| scene.with("manager-plan-minutes", "count", count));
    let chosen = Target::MINUTES
        .iter()
        .position(|one| *one == target.minutes);
    let minutes = choose(ui, &labels, chosen).and_then(|at| Target::MINUTES.get(at));
    let wanted = Target {
        percent: percent.copied().unwrap_or(target.percent),
        minutes: minutes.copied().unwrap_or(target.minutes),
    };
    if wanted != target {
        desk.target = Some(wanted);
        scene.wish(Wish::Keep(wanted));
    }
}

fn choose(ui: &mut Ui, labels: &[String], chosen: Option<usize>) -> Option<usize> {
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    choice_ui(ui, &labels, chosen)
}

/// The quarter-hours to come.
pub(super) fn outlook_ui(ui: &mut Ui, scene: &Scene<'_>, staffing: &Staffing) {
    let Some(outlook) = &staffing.outlook else {
        return;
    };
    let title = scene.text("manager-next");
    let percent = nearest(outlook.factor * 100.0);
    let day = scene.weekday(weekday(scene.today()));
    let about = scene.room.texts.with(
        "manager-next-text",
        &[("percent", percent.into()), ("day", day.into())],
    );
    titled_ui(ui, (&title, &about), |ui| {
        if outlook.quarters.is_empty() {
            let said = scene.text("manager-next-none");
            label_ui(ui, Face::Body, theme::palette(ui).muted, &said);
            return;
        }
        let header = ["manager-from", "manager-coming", "manager-counters"];
        let row = |coming: &Coming| {
            vec![
                clock_of(coming.quarter),
                nearest(coming.arrivals).to_string(),
                coming.counters.to_string(),
            ]
        };
        let list = List {
            header: header.map(|key| scene.text(key)).into(),
            rows: outlook.quarters.iter().map(row).collect(),
        };
        list_ui(ui, &list);
    });
}

/// Where most is to be gained.
pub(super) fn differences_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    staffing: &Staffing,
    rows: &[FiguresRow],
) {
    let Some(plan) = &staffing.plan else {
        return;
    };
    let rows = rows.iter().map(FiguresRow::quarterly);
    let differences = plan.differences(rows, DIFFERENCES);
    let title = scene.text("manager-differences");
    let about = scene.text("manager-differences-text");
    titled_ui(ui, (&title, &about), |ui| {
        if differences.is_empty() {
            let said = scene.text("manager-differences-none");
            label_ui(ui, Face::Body, theme::palette(ui).muted, &said);
            return;
        }
        let header = ["manager-when", "manager-mean-open", "manager-needed"];
        let row = |one: &Difference| {
            let when = format!("{}, {}", scene.weekday(one.weekday), clock_of(one.hour * 4));
            vec![when, scene.tenths(one.open), one.needed.to_string()]
        };
        let list = List {
            header: header.map(|key| scene.text(key)).into(),
            rows: differences.iter().map(row).collect(),
        };
        list_ui(ui, &list);
    });
}

/// How many gave up waiting, as far as that can be told.
pub(super) fn left_ui(ui: &mut Ui, scene: &Scene<'_>, rows: &[FiguresRow]) {
    let Some(habits) = scene.room.office.habits.as_deref() else {
        return;
    };
    if habits.is_learning {
        return;
    }
    let said = match habits.left(rows.iter().map(FiguresRow::quarterly)) {
        Some(count) => scene.counted("manager-left", count.into()),
        None => scene.text("manager-left-unknown"),
    };
    label_ui(ui, Face::Body, theme::palette(ui).text, &said);
}
