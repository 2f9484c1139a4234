//! The first page: who waits, what to say, what to know, the last code.

use super::baskets::{baskets_ui, held_ui};
use super::care::write_down_ui;
use super::note::note_ui;
use super::notice::{notices, notices_ui};
use super::{Scene, muted_ui};
use crate::engine::api::{CodesMode, Command, Slip};
use crate::ui::action::Action;
use crate::ui::screen::{Page, Screen};
use crate::ui::text;
use crate::ui::theme::{self, Face};
use crate::ui::widget::{
    Button, Icon, Look, Tone, beside_ui, buttons_ui, card_ui, fitted_ui, galley, label_ui, page_ui,
    quiet_card_ui, widest_word,
};
use egui::{Align, Layout, Ui, UiBuilder, vec2};

/// Draws the page.
pub(super) fn home_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    page_ui(
        ui,
        "home",
        &mut (scene, screen),
        body_ui,
        |ui, (scene, screen)| {
            foot_ui(ui, scene, screen);
        },
    );
}

fn body_ui(ui: &mut Ui, (scene, screen): &mut (&mut Scene<'_>, &mut Screen)) {
    waiting_ui(ui, scene);
    let mut notices = notices(scene, screen);
    if let Some(note) = scene.note() {
        note_ui(ui, scene, screen, note);
        notices.retain(|notice| notice.may_be_beside_a_note());
        notices_ui(ui, scene, &notices);
        return;
    }
    if let Some(held) = screen.held {
        held_ui(ui, scene, held);
    }
    notices_ui(ui, scene, &notices);
    baskets_ui(ui, scene, screen);
    let has_baskets = scene.view().is_some_and(|view| !view.baskets.is_empty());
    if notices.is_empty() && !has_baskets {
        let is_observing = scene
            .view()
            .is_some_and(|view| view.codes.mode == CodesMode::Observing);
        let key = if is_observing {
            "panel-observing"
        } else {
            "panel-quiet"
        };
        let said = scene.text(key);
        quiet_card_ui(ui, |ui| muted_ui(ui, &said));
    }
}

/// The number of people waiting, what it means, and how to correct it.
fn waiting_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    card_ui(ui, Tone::Plain, |ui| {
        let width = ui.available_width();
        let height = 2.0 * theme::TOUCH + theme::GAP;
        let (rect, _) = ui.allocate_exact_size(vec2(width, height), egui::Sense::hover());
        let figures = rect.with_max_x(rect.right() - theme::TOUCH - theme::EDGE);
        let centered = Layout::left_to_right(Align::Center);
        let mut left = ui.new_child(UiBuilder::new().max_rect(figures).layout(centered));
        figures_ui(&mut left, scene);
        let buttons = rect.with_min_x(rect.right() - theme::TOUCH);
        let mut right = ui.new_child(UiBuilder::new().max_rect(buttons));
        correct_ui(&mut right, scene);
    });
}

fn figures_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let palette = theme::palette(ui);
    let width = ui.available_width();
    let words = words(scene);
    let widest = widest_word(ui, Face::Strong, &words.waiting);
    let below = widest_word(ui, Face::Body, &words.served);
    let room = (width - widest.max(below) - theme::PADDING).max(theme::TOUCH);
    let color = if scene.is_live() {
        palette.text
    } else {
        palette.muted
    };
    let all = ui.available_rect_before_wrap();
    let number = fitted_ui(ui, Face::Number, color, &words.number, room);
    let left = number.rect.right() + theme::PADDING;
    let said = [
        (Face::Strong, palette.text, words.waiting.as_str()),
        (Face::Body, palette.muted, words.served.as_str()),
    ];
    let lines = said.iter().filter(|(_, _, text)| !text.is_empty());
    let heights = lines
        .clone()
        .map(|(face, color, text)| galley(ui, *face, *color, text, all.right() - left).size().y);
    let height: f32 = heights.sum();
    let place = all
        .with_min_x(left)
        .with_min_y(all.center().y - height / 2.0);
    let below = Layout::top_down(Align::Min);
    let mut beside = ui.new_child(UiBuilder::new().max_rect(place).layout(below));
    beside.spacing_mut().item_spacing.y = 0.0;
    for (face, color, text) in lines {
        label_ui(&mut beside, *face, *color, text);
    }
}

struct Words {
    number: String,
    waiting: String,
    served: String,
}

fn words(scene: &Scene<'_>) -> Words {
    match scene.view() {
        Some(view) => Words {
            number: view.queue.waiting.to_string(),
            waiting: text::counted(scene.texts, "panel-waiting", view.queue.waiting),
            served: text::counted(scene.texts, "panel-served-today", view.served_today),
        },
        None => Words {
            number: UNKNOWN.to_owned(),
            waiting: scene.text("panel-waiting-unknown"),
            served: String::new(),
        },
    }
}

/// In place of a number that is not known.
pub(super) const UNKNOWN: &str = "–";

fn correct_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.spacing_mut().item_spacing.y = theme::GAP;
    let waiting = scene.view().map_or(0, |view| view.queue.waiting);
    let more = scene.text("panel-waiting-more");
    let fewer = scene.text("panel-waiting-fewer");
    for (icon, name, by, is_possible) in [
        (Icon::Plus, &more, 1, true),
        (Icon::Minus, &fewer, -1, waiting > 0),
    ] {
        let button = Button::icon(Look::Plain, icon, name).only_if(scene.is_live() && is_possible);
        if button.ui(ui, theme::TOUCH).clicked() {
            scene.send(Command::CorrectWaiting { by });
        }
    }
}

fn foot_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    ui.spacing_mut().item_spacing.y = theme::GAP;
    write_down_ui(ui, scene);
    pages_ui(ui, scene);
    last_code_ui(ui, scene, screen);
}

/// The ways to the other pages.
fn pages_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let pages = [
        (Page::Care, care(scene)),
        (Page::Phrases, scene.text("panel-phrases")),
        (Page::Devices, scene.text("panel-devices")),
        (Page::Codes, scene.text("panel-receipts")),
    ];
    for two in pages.chunks(2) {
        let buttons: Vec<_> = two
            .iter()
            .map(|(_, text)| Button::new(Look::Bare, text))
            .collect();
        let used = buttons_ui(ui, &buttons).and_then(|index| two.get(index));
        if let Some((page, _)) = used {
            scene.wish(Action::OpenPage(*page));
        }
    }
}

/// The name of the page, with how much there is on it.
fn care(scene: &Scene<'_>) -> String {
    let name = scene.text("panel-care");
    match scene.view().map_or(0, |view| view.cases_open) {
        0 => name,
        count => format!("{name} · {count}"),
    }
}

/// The last code with the way to print it again. Nothing where there was none.
fn last_code_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &mut Screen) {
    let Some(code) = scene.view().and_then(|view| view.last_code) else {
        return;
    };
    let palette = theme::palette(ui);
    let caption = scene.text("panel-last-code");
    let again = scene.text("panel-print-again");
    let code = code.to_string();
    let lines = [
        (Face::Small, palette.muted, caption.as_str()),
        (Face::SmallStrong, palette.text, code.as_str()),
    ];
    let button = Button::new(Look::Plain, &again).only_if(scene.can_print());
    if beside_ui(ui, &lines, &button) {
        scene.send(Command::Print { slip: Slip::Again });
    }
    if let Some(news) = scene.print_news(screen, Slip::Again) {
        label_ui(ui, Face::Small, palette.muted, &news);
    }
}
