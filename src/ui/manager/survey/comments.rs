//! What customers wrote, to be read and ticked.

use super::super::{Desk, Scene, Wish, titled_ui};
use super::words;
use crate::domain::kpi::line::weekday;
use crate::engine::api::{Comment, Comments, DayPart, Remark};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{Button, Line, Look, label_ui, tick_ui};
use egui::Ui;

/// So many are shown at first, and so many more with each touch.
const AT_ONCE: usize = 10;

/// Draws the list.
pub(super) fn comments_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    desk: &mut Desk,
    comments: &Comments,
) {
    let title = scene.text("manager-comments");
    let all = &comments.comments;
    let unread = all.iter().filter(|comment| !comment.is_read).count();
    let about = if all.is_empty() {
        scene.text("manager-comments-none")
    } else {
        scene.counted(
            "manager-comments-unread",
            i64::try_from(unread).unwrap_or(i64::MAX),
        )
    };
    titled_ui(ui, (&title, &about), |ui| {
        let shown = AT_ONCE.saturating_add(desk.survey.more_comments);
        for comment in all.iter().take(shown) {
            comment_ui(ui, scene, comment);
        }
        if all.len() > shown {
            let said = scene.text("manager-comments-more");
            let button = Button::new(Look::Quiet, &said);
            let width = button.natural_width(ui).min(ui.available_width());
            if button.ui(ui, width).clicked() {
                desk.survey.more_comments += AT_ONCE;
            }
        } else if comments.more > 0 {
            let said = scene.counted("manager-comments-older", comments.more.into());
            label_ui(ui, Face::Small, theme::palette(ui).muted, &said);
        }
    });
}

fn comment_ui(ui: &mut Ui, scene: &mut Scene<'_>, comment: &Comment) {
    let day = scene.weekday(weekday(comment.day));
    let part = scene.text(match comment.part {
        DayPart::Morning => "manager-part-morning",
        DayPart::Afternoon => "manager-part-afternoon",
        DayPart::Evening => "manager-part-evening",
    });
    let when = format!("{day} {}, {part}", words::day(scene, comment.day));
    let parts = [("part", comment.recommend.get().into()), ("all", 10.into())];
    let grade = scene.room.texts.with("manager-of", &parts);
    let recommends = scene.with("manager-recommends", "grade", grade);
    // However many lines it was written on, it stands as one paragraph.
    let words: Vec<&str> = comment.text.split_whitespace().collect();
    let text = words.join(" ");
    let line = Line {
        title: text.clone(),
        amount: String::new(),
        detail: format!("{when} · {recommends}"),
        name: format!("{text}, {when}, {recommends}"),
    };
    if tick_ui(ui, &line, Some(comment.is_read)).clicked() {
        scene.wish(Wish::Remark(Remark::TickComment {
            number: comment.number,
            is_read: !comment.is_read,
        }));
    }
}
