//! The parts that views are made of. They know no shop.

mod button;
mod card;
mod chip;
mod field;
mod icon;
mod keys;
mod label;
mod row;
mod spark;
mod tick;

pub use button::{
    Button, Look, buttons_height, buttons_ui, choice_ui, flow_ui, small_ui, target_ui,
};
pub use card::{Tone, card_ui, page_ui, quiet_card_ui, touch_card_ui};
pub use chip::caption_ui;
pub use field::{field_ui, forget_field, kept_field_ui};
pub use icon::Icon;
pub use keys::{Key, Keys, grid_ui, keys_ui};
pub use label::{
    beside_ui, dot_ui, dot_width, fitted_galley, fitted_ui, galley, label_ui, text_width,
    widest_word, within_ui,
};
pub use row::{Fold, Row, row_ui, spot_ui};
pub use spark::{Spark, spark_ui};
pub use tick::{Line, tick_ui};

use super::theme;
use egui::{Rect, Response, Role, StrokeKind, Ui, WidgetInfo};

/// What makes a rectangle a control: its name for who cannot see it, the ring where the keyboard
/// is, and that it is scrolled into sight then.
fn control(response: &Response, info: &WidgetInfo) {
    response.widget_info(|| info.clone());
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// Draws the ring around a control that has the keyboard: outside, since it has the colour of some.
pub(in crate::ui) fn focus_ring_ui(ui: &Ui, response: &Response, rect: Rect) {
    if response.has_focus() {
        let ring = theme::focus_ring(&theme::palette(ui));
        let around = rect.expand(theme::FOCUS_GAP);
        ui.painter()
            .rect_stroke(around, theme::card_corners(), ring, StrokeKind::Inside);
    }
}

/// The name and the state of a control.
fn info(role: Role, is_enabled: bool, selected: Option<bool>, name: &str) -> WidgetInfo {
    WidgetInfo {
        selected,
        ..WidgetInfo::labeled(role, is_enabled, name)
    }
}
