//! What customers answer: scores with the intervals that belong to them, where they come from, and what
//! customers wrote. Of few answers the page says little, of fewer than five nothing.

mod changes;
mod chart;
mod comments;
mod given;
mod groups;
mod words;

pub(super) use words::day;

use super::list::{List, list_ui};
use super::tiles::{Tile, tiles_ui};
use super::{Desk, Scene, Wish, export_ui, period_ui, table, titled_ui};
use crate::domain::kpi::answers::{Report, Wanted};
use crate::domain::stats::{Display, Interval};
use crate::domain::survey::Question;
use crate::engine::api::Comments;
use crate::engine::tables;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Line, label_ui, tick_ui};
use egui::Ui;

/// What the service told of the answers last.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyTold {
    /// The figures.
    pub report: Report,
    /// What was written on the same days.
    pub comments: Comments,
}

/// What the page remembers of itself.
#[derive(Debug, Default)]
pub struct SurveyPage {
    /// Odd answers are left out.
    pub without_marked: bool,
    /// What the service was asked for last.
    asked: Option<Wanted>,
    /// So many more comments are shown than at first.
    more_comments: usize,
    /// What is being typed as a change.
    change: String,
    /// So many days ago it was.
    days_ago: u16,
}

impl SurveyPage {
    /// Asks anew the next time: the page was left, or nobody heard the last question.
    pub fn forget(&mut self) {
        self.asked = None;
    }
}

impl SurveyTold {
    /// Whether this is what is wanted.
    fn is_for(&self, wanted: &Wanted) -> bool {
        let Report {
            from,
            to,
            without_marked,
            ..
        } = self.report;
        let told = Wanted {
            from,
            to,
            without_marked,
        };
        told == *wanted
    }
}

/// Draws the page.
pub(super) fn survey_ui(ui: &mut Ui, scene: &mut Scene<'_>, desk: &mut Desk) {
    period_ui(ui, scene, desk);
    let wanted = Wanted {
        from: desk.period.first_day(scene.today()),
        to: scene.today(),
        without_marked: desk.survey.without_marked,
    };
    if desk.survey.asked != Some(wanted) {
        desk.survey.asked = Some(wanted);
        scene.wish(Wish::LookAtSurvey(wanted));
    }
    let told = scene.room.office.survey.clone();
    let Some(told) = told.filter(|told| told.is_for(&wanted)) else {
        let said = scene.text("manager-survey-looking-up");
        label_ui(ui, Face::Body, theme::palette(ui).muted, &said);
        return;
    };
    let report = &told.report;
    tiles_ui(ui, &tiles(scene, report));
    marked_ui(ui, scene, desk, report);
    chart::trend_ui(ui, scene, report);
    changes::changes_ui(ui, scene, desk, report);
    comments::comments_ui(ui, scene, desk, &told.comments);
    funnel_ui(ui, scene, report);
    given::given_ui(ui, scene);
    groups::groups_ui(ui, scene, report);
    files_ui(ui, scene, &told, &wanted);
}

/// The questions in the order in which they are asked; the store's own one where somebody answered it.
const QUESTIONS: [(Question, &str); 5] = [
    (Question::Happy, "manager-happy"),
    (Question::Easy, "manager-easy"),
    (Question::Met, "manager-met"),
    (Question::Again, "manager-again"),
    (Question::Own, "manager-own"),
];

fn tiles(scene: &Scene<'_>, report: &Report) -> Vec<Tile> {
    let mut tiles = vec![score_tile(scene, report), answers_tile(scene, report)];
    let asked = QUESTIONS.into_iter();
    let asked = asked.filter(|(question, _)| {
        let is_known = report.questions.iter().any(|one| one.question == *question);
        *question != Question::Own || is_known
    });
    tiles.extend(asked.map(|(question, key)| question_tile(scene, report, question, key)));
    tiles
}

fn score_tile(scene: &Scene<'_>, report: &Report) -> Tile {
    let score = report.score;
    let (value, about) = match (score.figure, score.counts) {
        (Some(figure), Some(counts)) => {
            let range = words::range(scene, figure.interval);
            let about = format!("{range} · {}", words::n(scene, counts.answers()));
            (words::signed(figure.value), about)
        }
        (None, Some(nps)) => {
            let counts = [
                ("good", nps.promoters.into()),
                ("middle", nps.passives.into()),
                ("bad", nps.detractors.into()),
            ];
            let counts = scene.room.texts.with("manager-nps-counts", &counts);
            ("–".to_owned(), counts)
        }
        (_, None) => ("–".to_owned(), scene.text("manager-fewer-than-5")),
    };
    Tile::new(scene, "manager-nps", value, about).faint(score.display() == Display::Low)
}

/// How many answered, and of how many that is.
fn answers_tile(scene: &Scene<'_>, report: &Report) -> Tile {
    let about = words::share(scene, report.response()).map_or_else(String::new, |share| {
        scene.with("manager-of-codes", "share", share)
    });
    let value = report.answers.to_string();
    Tile::new(scene, "manager-answers", value, about)
}

fn question_tile(scene: &Scene<'_>, report: &Report, question: Question, key: &str) -> Tile {
    let mut known = report.questions.iter();
    let known = known.find(|one| one.question == question);
    let told = known.and_then(|one| Some((one, one.good?)));
    let Some((one, good)) = told else {
        let about = scene.text("manager-fewer-than-5");
        return Tile::new(scene, key, "–".to_owned(), about);
    };
    let n = words::n(scene, good.of);
    let (value, about) = if let Some(figure) = one.figure {
        let range = words::range(scene, figure.interval);
        let value = scene.with("manager-percent", "percent", words::signed(figure.value));
        (value, format!("{range} · {n}"))
    } else {
        let parts = [("part", good.count.into()), ("all", good.of.into())];
        let value = scene.room.texts.with("manager-of", &parts);
        (value, scene.text("manager-four-or-five"))
    };
    Tile::new(scene, key, value, about).faint(one.display() == Display::Low)
}

/// Answers from the shop itself and the like: how many, and a switch that leaves them out.
fn marked_ui(ui: &mut Ui, scene: &Scene<'_>, desk: &mut Desk, report: &Report) {
    let marked = report.marked;
    if marked.any == 0 && !desk.survey.without_marked {
        return;
    }
    let parts = [
        ("any", marked.any.into()),
        ("shop", marked.from_shop.into()),
        ("burst", marked.in_a_burst.into()),
        ("left", marked.left_behind.into()),
    ];
    let title = scene.text("manager-marked");
    let about = scene.room.texts.with("manager-marked-text", &parts);
    titled_ui(ui, (&title, &about), |ui| {
        let said = scene.text("manager-marked-out");
        let line = Line {
            title: said.clone(),
            amount: String::new(),
            detail: String::new(),
            name: said,
        };
        if tick_ui(ui, &line, Some(desk.survey.without_marked)).clicked() {
            desk.survey.without_marked = !desk.survey.without_marked;
        }
    });
}

/// What became of the codes, and who has said nothing.
fn funnel_ui(ui: &mut Ui, scene: &Scene<'_>, report: &Report) {
    let funnel = report.funnel;
    let title = scene.text("manager-funnel");
    titled_ui(ui, (&title, ""), |ui| {
        let row = |(key, count): (&str, u32)| {
            let share = crate::domain::stats::Share {
                count,
                of: funnel.printed,
            };
            let share = words::share(scene, share).unwrap_or_else(|| "–".to_owned());
            vec![scene.text(key), count.to_string(), share]
        };
        let steps = [
            ("manager-funnel-printed", funnel.printed),
            ("manager-funnel-opened", funnel.opened),
            ("manager-funnel-answered", funnel.answered),
            ("manager-funnel-rewarded", funnel.rewarded),
        ];
        let header = [
            "manager-funnel-step",
            "manager-count",
            "manager-of-all-codes",
        ];
        let list = List {
            header: header.map(|key| scene.text(key)).into(),
            rows: steps.map(row).into(),
        };
        list_ui(ui, &list);
        ui.add_space(theme::NEAR);
        silent_ui(ui, scene, report.silent);
    });
}

fn silent_ui(ui: &mut Ui, scene: &Scene<'_>, silent: Option<Interval>) {
    let said = match silent {
        Some(Interval { low, high }) => {
            let ends = [("low", words::whole(low)), ("high", words::whole(high))];
            let ends = ends.map(|(name, end)| (name, end.into()));
            scene.room.texts.with("manager-silent", &ends)
        }
        None => scene.text("manager-silent-unknown"),
    };
    label_ui(ui, Face::Body, theme::palette(ui).text, &said);
}

fn files_ui(ui: &mut Ui, scene: &mut Scene<'_>, told: &SurveyTold, wanted: &Wanted) {
    let keys = [
        "manager-export-figures",
        "manager-export-answers",
        "manager-export-comments",
    ];
    export_ui(ui, scene, &keys, |scene, index| {
        let (what, text) = match index {
            0 => ("survey", tables::survey::answers(&told.report)),
            1 => ("answers", tables::survey::rows(&told.report)),
            _ => ("comments", tables::survey::comments(&told.comments)),
        };
        Some(table(scene, (what, wanted.from), text))
    });
}
