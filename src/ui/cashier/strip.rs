//! The strip: who waits, how the devices are, whether there is something to look at. All of it is
//! one target that opens the panel.

use super::Scene;
use super::header::{color, devices};
use super::home::UNKNOWN;
use super::notice::notices;
use crate::ui::action::Action;
use crate::ui::screen::Screen;
use crate::ui::text;
use crate::ui::theme::{self, Face, Palette};
use crate::ui::widget::{Icon, fitted_galley, target_ui};
use egui::{Color32, Rect, Stroke, StrokeKind, Ui, Vec2, pos2};

/// Draws the strip.
pub(super) fn strip_ui(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Screen) {
    let rect = ui.available_rect_before_wrap();
    let (number, word) = figures(scene);
    let notices = notices(scene, screen);
    let name = name(scene, &format!("{number} {word}"), !notices.is_empty());
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
    column.text(Face::StripNumber, ink, &number);
    column.text(Face::Tiny, palette.muted, &word);
    if !notices.is_empty() {
        column.mark(&palette);
        column.text(Face::Tiny, palette.amber, &scene.text("panel-mark"));
    }
    column.text_at_bottom(Face::Tiny, palette.muted, &scene.now.to_string());
}

fn figures(scene: &Scene<'_>) -> (String, String) {
    match scene.view() {
        Some(view) => (
            view.waiting.to_string(),
            text::counted(scene.texts, "panel-waiting", view.waiting),
        ),
        None => (UNKNOWN.to_owned(), scene.text("panel-waiting-unknown")),
    }
}

/// Everything that the strip shows, in words.
fn name(scene: &Scene<'_>, waiting: &str, is_marked: bool) -> String {
    let mut parts = vec![scene.text("panel-open"), waiting.to_owned()];
    let of_devices =
        devices(scene).map(|device| text::device_name(scene.texts, device.device, device.presence));
    parts.extend(of_devices);
    if is_marked {
        parts.push(scene.text("panel-mark"));
    }
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

    fn text_at_bottom(&self, face: Face, color: Color32, text: &str) {
        let height = fitted_galley(self.ui, face, color, text, self.width())
            .size()
            .y;
        self.paint(face, color, text, self.rect.bottom() - theme::EDGE - height);
    }

    /// Gives the height that it took.
    fn paint(&self, face: Face, color: Color32, text: &str, top: f32) -> f32 {
        let galley = fitted_galley(self.ui, face, color, text, self.width());
        let size = galley.size();
        let corner = pos2(self.rect.center().x - size.x / 2.0, top);
        self.ui.painter().galley(corner, galley, color);
        size.y
    }

    fn mark(&mut self, palette: &Palette) {
        self.top += theme::PADDING;
        let middle = pos2(self.rect.center().x, self.top + theme::MARK / 2.0);
        let square = Rect::from_center_size(middle, Vec2::splat(theme::MARK));
        let (corners, line) = (theme::card_corners(), Stroke::new(1.0, palette.amber));
        let painter = self.ui.painter();
        painter.rect(
            square,
            corners,
            palette.amber_soft,
            line,
            StrokeKind::Inside,
        );
        Icon::Notice.paint(painter, middle, palette.amber);
        self.top += theme::MARK + theme::NEAR;
    }

    fn width(&self) -> f32 {
        self.rect.width() - 2.0 * theme::NEAR
    }
}
