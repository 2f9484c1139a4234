//! Members and gifts: who comes again, who comes less often than usual, what gifts came to, what is kept of
//! one member, and the rules by which gifts are given. Nobody is called lost, and of few the page counts and
//! rates nothing.

mod bar;
mod cohorts;
mod draft;
mod due;
mod editor;
mod gifts;
mod held_out;
mod people;
mod person;
mod rules;
mod trial;
mod words;

pub(super) use people::leave;
pub use people::{MemberDone, MemberWish, MembersTold};

use draft::Draft;
use people::People;

use super::tiles::{Tile, tiles_ui};
use super::{Desk, Scene, Wish, export_ui, period_ui, table, titled_ui};
use crate::domain::kpi::loyalty::{FEW, Report};
use crate::domain::stats::Share;
use crate::engine::api::LoyaltyReport;
use crate::engine::tables;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{choice_ui, label_ui};
use chrono::NaiveDate;
use egui::Ui;

/// What the page remembers of itself.
#[derive(Debug, Default)]
pub struct LoyaltyPage {
    /// What of it is shown.
    pub part: LoyaltyPart,
    /// The days of which the service was asked last.
    asked: Option<(NaiveDate, NaiveDate)>,
    /// The service was asked for the rules.
    asked_rules: bool,
    /// So many more members are listed than at first.
    more_due: usize,
    /// The rules as they are being written.
    draft: Option<Draft>,
    /// The member who is looked up.
    people: People,
}

/// What the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LoyaltyPart {
    /// How it goes.
    #[default]
    Figures,
    /// What is kept of one member.
    People,
    /// The rules for gifts.
    Rules,
}

impl LoyaltyPart {
    const ALL: [(Self, &str); 3] = [
        (Self::Figures, "manager-loyalty-figures"),
        (Self::People, "manager-loyalty-people"),
        (Self::Rules, "manager-loyalty-rules"),
    ];
}

impl LoyaltyPage {
    /// Asks anew the next time: the page was left, or nobody heard the last question. What is being
    /// written stays.
    pub fn forget(&mut self) {
        (self.asked, self.asked_rules) = (None, false);
    }
}

/// Draws the page.
pub(super) fn loyalty_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    let labels = LoyaltyPart::ALL.map(|(_, key)| scene.text(key));
    let labels = labels.each_ref().map(String::as_str);
    let part = desk.loyalty.part;
    let shown = LoyaltyPart::ALL.iter().position(|(one, _)| *one == part);
    let chosen = choice_ui(ui, &labels, shown);
    if let Some((part, _)) = chosen.and_then(|index| LoyaltyPart::ALL.get(index)) {
        desk.loyalty.part = *part;
    }
    match desk.loyalty.part {
        LoyaltyPart::Figures => figures_ui(ui, scene, desk),
        LoyaltyPart::People => people::people_ui(ui, scene, desk),
        LoyaltyPart::Rules => rules::rules_ui(ui, scene, desk),
    }
}

fn figures_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    period_ui(ui, scene, desk);
    let days = (desk.period.first_day(scene.today()), scene.today());
    if desk.loyalty.asked != Some(days) {
        desk.loyalty.asked = Some(days);
        scene.wish(Wish::LookAtLoyalty(days.0, days.1));
    }
    let told = scene.room.office.loyalty.clone();
    let Some(told) = told.filter(|told| (told.report.from, told.report.to) == days) else {
        let said = scene.text("manager-loyalty-looking-up");
        label_ui(ui, Face::Body, theme::palette(ui).muted, &said);
        return;
    };
    let report = &told.report;
    tiles_ui(ui, &tiles(scene, report));
    cohorts::cohorts_ui(ui, scene, report);
    due::due_ui(ui, scene, desk, &told);
    gifts::gifts_ui(ui, scene, report);
    held_out::held_out_ui(ui, scene, report);
    unknown_ui(ui, scene, report);
    files_ui(ui, scene, &told, days.0);
}

fn tiles(scene: &Scene<'_>, report: &Report) -> Vec<Tile> {
    let joined = scene.counted("manager-loyalty-joined", report.joined.into());
    let coming = report.coming.to_string();
    vec![
        share_tile(scene, "identified", report.identified),
        Tile::new(scene, "manager-loyalty-coming", coming, joined),
        share_tile(scene, "again", report.again),
        share_tile(scene, "second", report.second),
    ]
}

/// A share in hundredths, or in counts where it would be one of few.
fn share_tile(scene: &Scene<'_>, what: &str, share: Share) -> Tile {
    let parts = [("part", share.count.into()), ("all", share.of.into())];
    let counts = scene.room.texts.with("manager-of", &parts);
    let about = scene.text(&format!("manager-loyalty-{what}-of"));
    let (value, about) = match share.percent().filter(|_| share.of >= FEW) {
        Some(percent) => (scene.percent(percent), format!("{counts} {about}")),
        None if share.of > 0 => (counts, about),
        None => ("–".to_owned(), about),
    };
    let is_faint = share.of < FEW;
    Tile::new(scene, &format!("manager-loyalty-{what}"), value, about).faint(is_faint)
}

/// What all of this leaves out.
fn unknown_ui(ui: &mut Ui, scene: &Scene<'_>, report: &Report) {
    let title = scene.text("manager-loyalty-unknown");
    let share = report.identified;
    let parts = [
        ("known", share.count.into()),
        ("sales", share.of.into()),
        ("rest", share.of.saturating_sub(share.count).into()),
    ];
    let said = scene
        .room
        .texts
        .with("manager-loyalty-unknown-text", &parts);
    titled_ui(ui, (&title, ""), |ui| {
        label_ui(ui, Face::Body, theme::palette(ui).text, &said);
    });
}

fn files_ui(ui: &mut Ui, scene: &mut Scene<'_>, told: &LoyaltyReport, first: NaiveDate) {
    let keys = [
        "manager-loyalty-export-cohorts",
        "manager-loyalty-export-due",
        "manager-loyalty-export-gifts",
    ];
    let report = &told.report;
    export_ui(ui, scene, &keys, |scene, index| {
        let (what, text) = match index {
            0 => ("cohorts", tables::loyalty::cohorts(report)),
            1 => ("due-back", tables::loyalty::due(report)),
            _ => ("gifts", tables::loyalty::gifts(report)),
        };
        Some(table(scene, (what, first), text))
    });
}
