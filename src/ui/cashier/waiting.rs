//! The card of the line: who waits and for how long, how that was lately, and the ways to correct it
//! and to call a colleague. A number only where it is sure; else a word and a range.

use super::Scene;
use super::call::call_ui;
use crate::engine::api::{Command, QueueView, TREND_MINUTES};
use crate::ui::text::{self, line};
use crate::ui::theme::{self, Face};
use crate::ui::widget::{
    Button, Icon, Look, Spark, Tone, card_ui, fitted_galley, fitted_ui, galley, label_ui, spark_ui,
    text_width, widest_word,
};
use egui::{Color32, Pos2, Rect, Sense, Ui, UiBuilder, Vec2, pos2, vec2};

/// In place of a number that is not known.
pub(super) const UNKNOWN: &str = "–";

/// So many tenths are at the top of the trend if there never were more: one person more or less is
/// no mountain.
const LEAST_TOP: u16 = 40;

/// Draws the card.
pub(super) fn waiting_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    card_ui(ui, Tone::Plain, |ui| {
        ui.spacing_mut().item_spacing.y = theme::EDGE;
        figures_ui(ui, scene);
        call_ui(ui, scene);
    });
}

fn figures_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let mut figures = Figures::new(ui, scene);
    let trend = scene.view().map_or(&[][..], |view| &view.queue.trend);
    let has_trend = trend.len() >= line::LEAST_TREND;
    let width = ui.available_width();
    let buttons = vec2(theme::TOUCH, 2.0 * theme::TOUCH + theme::GAP);
    let room = width - buttons.x - theme::EDGE;
    let caveats = figures.without_caveats(ui, room);
    let places = figures.places(ui, room, has_trend);
    let size = vec2(width, places.size.y.max(buttons.y));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let corner = pos2(rect.left(), rect.center().y - places.size.y / 2.0);
    figures.ui(ui, &places, corner.to_vec2());
    if let Some(place) = places.trend {
        trend_ui(ui, scene, place.translate(corner.to_vec2()), trend);
    }
    // A note stands below: its buttons are worth more than what has no room here.
    let has_room = scene.note().is_none();
    if let Some(caveats) = caveats.filter(|_| has_room) {
        label_ui(ui, Face::Small, theme::palette(ui).muted, &caveats);
    }
    if has_room && has_trend && places.trend.is_none() {
        let place = ui.allocate_space(vec2(width, theme::SPARK.y)).1;
        trend_ui(ui, scene, place, trend);
    }
    let corner = pos2(rect.right() - buttons.x, rect.center().y - buttons.y / 2.0);
    let place = Rect::from_min_size(corner, buttons);
    let mut right = ui.new_child(UiBuilder::new().max_rect(place));
    correct_ui(&mut right, scene);
}

fn trend_ui(ui: &mut Ui, scene: &Scene<'_>, rect: Rect, values: &[u16]) {
    let top = values.iter().copied().fold(LEAST_TOP, u16::max);
    let spark = Spark {
        values,
        span: TREND_MINUTES,
        top,
        is_live: scene.is_live(),
    };
    let mut place = ui.new_child(UiBuilder::new().max_rect(rect));
    spark_ui(&mut place, rect, spark, &line::trend(scene.texts, values));
}

/// What is said of the line.
struct Figures {
    /// The number, or the word instead.
    head: String,
    face: Face,
    ink: Color32,
    lines: Vec<Line>,
}

type Line = (Face, Color32, String);

/// Where it goes, from the top left corner.
struct Places {
    /// How wide the head may be.
    room: f32,
    head: Rect,
    lines: Rect,
    /// Nothing where there is no room for it beside the words.
    trend: Option<Rect>,
    size: Vec2,
}

impl Figures {
    fn new(ui: &Ui, scene: &Scene<'_>) -> Self {
        let palette = theme::palette(ui);
        let (text, muted) = (palette.text, palette.muted);
        let ink = if scene.is_live() { text } else { muted };
        let texts = scene.texts;
        let mut lines = Vec::new();
        let (head, face) = match scene.view().map(|view| &view.queue) {
            None => {
                lines.push((Face::Strong, text, texts.get("panel-waiting-unknown")));
                (UNKNOWN.to_owned(), Face::Number)
            }
            Some(queue) if queue.is_vague() => {
                let range = line::range(texts, queue.low, queue.high);
                lines.push((Face::Strong, text, range));
                (line::level(texts, queue.level), Face::Level)
            }
            Some(queue) => {
                lines.push((Face::Strong, text, counted(scene, queue)));
                lines.push((Face::Body, muted, line::wait(texts, queue.wait_s)));
                (queue.waiting.to_string(), Face::Number)
            }
        };
        let caveats = scene.view().map(|view| line::caveats(texts, &view.queue));
        let caveats = caveats.into_iter().flatten();
        lines.extend(caveats.map(|caveat| (Face::Small, muted, caveat)));
        Self {
            head,
            face,
            ink,
            lines,
        }
    }

    /// What goes below all of it in a line of its own, since it would be broken beside the head.
    fn without_caveats(&mut self, ui: &Ui, width: f32) -> Option<String> {
        let room = width - self.before(ui);
        let is_caveat = |(face, _, _): &Line| *face == Face::Small;
        let is_wide = |(face, _, text): &Line| text_width(ui, *face, text) > room;
        let mut wide = self.lines.iter().filter(|line| is_wide(line));
        if !wide.any(is_caveat) {
            return None;
        }
        let (caveats, lines) = self.lines.drain(..).partition(is_caveat);
        self.lines = lines;
        let texts: Vec<_> = Vec::into_iter(caveats).map(|(_, _, text)| text).collect();
        Some(texts.join(" · "))
    }

    /// How much of the width a number takes before the lines.
    fn before(&self, ui: &Ui) -> f32 {
        match self.face {
            Face::Number => text_width(ui, self.face, &self.head) + theme::PADDING,
            _ => 0.0,
        }
    }

    /// Within that width: lines beside a number, below a word; the trend beside the lines, if it fits.
    fn places(&self, ui: &Ui, width: f32, has_trend: bool) -> Places {
        let is_number = self.face == Face::Number;
        let behind = theme::EDGE + theme::SPARK.x;
        let is_beside = has_trend && self.before(ui) + self.natural_width(ui) + behind <= width;
        let words = if is_beside { width - behind } else { width };
        let room = if is_number {
            (words - self.least_width(ui) - theme::PADDING).max(theme::TOUCH)
        } else {
            width
        };
        let head = fitted_galley(ui, self.face, self.ink, &self.head, room).size();
        let (head, lines) = if is_number {
            self.beside(ui, head, words)
        } else {
            self.below(ui, head, words)
        };
        let middle = pos2(width - theme::SPARK.x / 2.0, lines.center().y);
        let trend = is_beside.then(|| Rect::from_center_size(middle, theme::SPARK));
        let size = vec2(width, head.union(lines).height());
        Places {
            room,
            head,
            lines,
            trend,
            size,
        }
    }

    fn beside(&self, ui: &Ui, head: Vec2, width: f32) -> (Rect, Rect) {
        let left = head.x + theme::PADDING;
        let lines = vec2(width - left, self.height(ui, width - left));
        let middle = head.y.max(lines.y) / 2.0;
        let at =
            |left: f32, size: Vec2| Rect::from_min_size(pos2(left, middle - size.y / 2.0), size);
        (at(0.0, head), at(left, lines))
    }

    fn below(&self, ui: &Ui, head: Vec2, width: f32) -> (Rect, Rect) {
        let lines = vec2(width, self.height(ui, width));
        let corner = pos2(0.0, head.y + theme::NEAR);
        (
            Rect::from_min_size(Pos2::ZERO, head),
            Rect::from_min_size(corner, lines),
        )
    }

    fn ui(&self, ui: &mut Ui, places: &Places, corner: Vec2) {
        let place = |rect: Rect| UiBuilder::new().max_rect(rect.translate(corner));
        let mut head = ui.new_child(place(places.head));
        fitted_ui(&mut head, self.face, self.ink, &self.head, places.room);
        let mut lines = ui.new_child(place(places.lines));
        lines.spacing_mut().item_spacing.y = 0.0;
        for (face, color, text) in &self.lines {
            label_ui(&mut lines, *face, *color, text);
        }
    }

    /// With each line whole, but for those in small letters.
    fn natural_width(&self, ui: &Ui) -> f32 {
        let widths = self.lines.iter().map(|(face, _, text)| match face {
            Face::Small => widest_word(ui, *face, text),
            _ => text_width(ui, *face, text),
        });
        widths.fold(0.0, f32::max)
    }

    /// In less, a word would be cut.
    fn least_width(&self, ui: &Ui) -> f32 {
        let lines = self.lines.iter();
        let widths = lines.map(|(face, _, text)| widest_word(ui, *face, text));
        widths.fold(0.0, f32::max)
    }

    fn height(&self, ui: &Ui, width: f32) -> f32 {
        let lines = self.lines.iter();
        let heights =
            lines.map(|(face, color, text)| galley(ui, *face, *color, text, width).size().y);
        heights.sum()
    }
}

/// How many wait, in the word that goes with the number.
pub(super) fn counted(scene: &Scene<'_>, queue: &QueueView) -> String {
    text::counted(scene.texts, "panel-waiting", queue.waiting)
}

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
