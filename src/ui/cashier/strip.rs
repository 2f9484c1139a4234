//! The strip: who waits, how the devices are, whether there is something to look at. All of it is
//! one target that opens the panel, but for two at the bottom that show a note and keep a basket.

use super::Scene;
use super::always::{can_hold, card_touched, hold_touched};
use super::header::{color, devices};
use super::notice::notices;
use super::waiting::{UNKNOWN, counted};
use crate::engine::api::CallView;
use crate::ui::action::Action;
use crate::ui::screen::Screen;
use crate::ui::text::{self, line};
use crate::ui::theme::{self, Face, Palette};
use crate::ui::widget::{Icon, fitted_galley, small_ui, target_ui};
use egui::{Color32, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

/// Draws the strip.
pub(super) fn strip_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Screen) {
    let rect = ui.available_rect_before_wrap();
    let figures = Figures::new(scene);
    let notices = notices(scene, screen);
    let mark = Mark::of(scene, !notices.is_empty());
    let name = name(scene, &figures.name, mark);
    if target_ui(ui, rect, &name).clicked() {
        scene.wish(Action::Widen);
    }
    let palette = theme::palette(ui);
    let ink = if scene.is_live() {
        palette.text
    } else {
        palette.muted
    };
    let mut column = Column::new(ui, rect);
    column.dots(
        &devices(scene)
            .map(|device| color(device.presence, &palette))
            .collect::<Vec<_>>(),
    );
    column.text(Face::StripNumber, ink, &figures.head);
    column.text(Face::Tiny, palette.muted, &figures.below);
    if let Some(call) = scene.call() {
        column.call(scene, &palette, call);
    }
    if let Some(mark) = mark {
        column.mark(&palette, mark);
        column.text(Face::Tiny, mark.ink(&palette), &scene.text(mark.key()));
    }
    let clock = column.text_at_bottom(Face::Tiny, palette.muted, &scene.now.to_string());
    targets_ui(ui, scene, screen, rect.with_max_y(clock - theme::NEAR));
}

/// The two targets at the bottom of `area`.
fn targets_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Screen, area: Rect) {
    let size = vec2(area.width() - 2.0 * theme::GAP, theme::TOUCH);
    let place = |from_bottom: f32| {
        let bottom = area.bottom() - from_bottom * (size.y + theme::GAP);
        Rect::from_center_size(pos2(area.center().x, bottom - size.y / 2.0), size)
    };
    let can_hold = can_hold(scene, screen);
    if small_ui(ui, place(1.0), &scene.text("panel-card-short"), true).clicked() {
        card_touched(scene, Action::Widen);
    }
    if small_ui(ui, place(0.0), &scene.text("panel-hold-short"), can_hold).clicked() {
        hold_touched(scene, Action::Widen);
    }
}

/// What the strip is marked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// There is something to say.
    Ready,
    /// There is something to look at.
    Look,
}

impl Mark {
    fn of(scene: &Scene<'_>, has_notices: bool) -> Option<Self> {
        let is_greeted = scene.member().is_some_and(|member| member.greet);
        let is_asked = is_greeted || !scene.desk_is_quiet() || scene.gift().is_some();
        if is_asked || scene.note().is_some() || scene.card().is_some() {
            return Some(Self::Ready);
        }
        has_notices.then_some(Self::Look)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Ready => "panel-ready",
            Self::Look => "panel-mark",
        }
    }

    fn ink(self, palette: &Palette) -> Color32 {
        match self {
            Self::Ready => palette.muted,
            Self::Look => palette.amber,
        }
    }

    fn ground(self, palette: &Palette) -> (Color32, Color32) {
        match self {
            Self::Ready => (palette.accent_soft, palette.accent),
            Self::Look => (palette.amber_soft, palette.amber),
        }
    }
}

/// Who waits: a number where it is sure, else a word and a range.
struct Figures {
    head: String,
    below: String,
    /// Both in words.
    name: String,
}

impl Figures {
    fn new(scene: &Scene<'_>) -> Self {
        let Some(queue) = scene.view().map(|view| &view.queue) else {
            return Self::sure(UNKNOWN.to_owned(), scene.text("panel-waiting-unknown"));
        };
        if !queue.is_vague() {
            return Self::sure(queue.waiting.to_string(), counted(scene, queue));
        }
        let level = line::level(scene.texts, queue.level);
        let range = line::range(scene.texts, queue.low, queue.high);
        Self {
            head: line::short_level(scene.texts, queue.level),
            below: format!("{}–{}", queue.low, queue.high),
            name: format!("{level}, {range}"),
        }
    }

    fn sure(head: String, below: String) -> Self {
        let name = format!("{head} {below}");
        Self { head, below, name }
    }
}

/// Everything that the strip shows, in words.
fn name(scene: &Scene<'_>, waiting: &str, mark: Option<Mark>) -> String {
    let mut parts = vec![scene.text("panel-open"), waiting.to_owned()];
    let of_devices =
        devices(scene).map(|device| text::device_name(scene.texts, device.device, device.presence));
    parts.extend(of_devices);
    let call = scene.call();
    parts.extend(call.map(|call| line::call(scene.texts, call, scene.own(), scene.now)));
    parts.extend(mark.map(|mark| scene.text(mark.key())));
    parts.join(", ")
}

/// What stands below each other in the middle of the strip.
struct Column<'a> {
    ui: &'a Ui,
    rect: Rect,
    top: f32,
}

impl<'a> Column<'a> {
    fn new(ui: &'a Ui, rect: Rect) -> Self {
        let top = rect.top() + theme::EDGE;
        Self { ui, rect, top }
    }

    fn dots(&mut self, colors: &[Color32]) {
        let step = theme::DOT + theme::NEAR + 2.0;
        let middle = self.rect.center().x;
        let mut left = middle + theme::DOT / 2.0;
        left -= colors.iter().map(|_| step).sum::<f32>() / 2.0 - (step - theme::DOT) / 2.0;
        for color in colors {
            let place = pos2(left, self.top + theme::DOT / 2.0);
            self.ui
                .painter()
                .circle_filled(place, theme::DOT / 2.0, *color);
            left += step;
        }
        self.top += theme::DOT + theme::GAP;
    }

    fn text(&mut self, face: Face, color: Color32, text: &str) {
        self.top += self.paint(face, color, text, self.top);
    }

    /// Gives where it begins.
    fn text_at_bottom(&self, face: Face, color: Color32, text: &str) -> f32 {
        let height = fitted_galley(self.ui, face, color, text, self.width())
            .size()
            .y;
        let top = self.rect.bottom() - theme::EDGE - height;
        self.paint(face, color, text, top);
        top
    }

    /// Gives the height that it took.
    fn paint(&self, face: Face, color: Color32, text: &str, top: f32) -> f32 {
        let galley = fitted_galley(self.ui, face, color, text, self.width());
        let size = galley.size();
        let corner = pos2(self.rect.center().x - size.x / 2.0, top);
        self.ui.painter().galley(corner, galley, color);
        size.y
    }

    fn mark(&mut self, palette: &Palette, mark: Mark) {
        self.top += theme::PADDING;
        let middle = pos2(self.rect.center().x, self.top + theme::MARK / 2.0);
        let square = Rect::from_center_size(middle, Vec2::splat(theme::MARK));
        let (fill, line) = mark.ground(palette);
        let (corners, stroke) = (theme::card_corners(), Stroke::new(1.0, line));
        let painter = self.ui.painter();
        painter.rect(square, corners, fill, stroke, StrokeKind::Inside);
        if mark == Mark::Look {
            Icon::Notice.paint(painter, middle, line);
        }
        self.top += theme::MARK + theme::NEAR;
    }

    /// A small one: it wants nothing where a payment does.
    fn call(&mut self, scene: &Scene<'_>, palette: &Palette, call: CallView) {
        let is_calm = !scene.is_live() || scene.note().is_some();
        let ink = match (is_calm, call.is_answered) {
            (true, _) => palette.muted,
            (false, true) => palette.accent,
            (false, false) => palette.amber,
        };
        self.top += theme::EDGE;
        let middle = pos2(self.rect.center().x, self.top + theme::ICON / 2.0);
        Icon::Person.paint(self.ui.painter(), middle, ink);
        self.top += theme::ICON;
        self.text(Face::Tiny, ink, &line::short_call(scene.texts, call));
    }

    fn width(&self) -> f32 {
        self.rect.width() - 2.0 * theme::NEAR
    }
}
