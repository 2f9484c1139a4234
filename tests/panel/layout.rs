//! Finds texts that are cut, texts over one another and targets that are too small, in what egui
//! painted and in the tree that screen readers get.

use egui::epaint::{ClippedShape, TextShape};
use egui::{Rect, Role, Shape};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;

/// Texts are placed at whole pixels.
const SLACK: f32 = 1.0;
const TOUCH: f32 = 48.0;

/// All that is wrong with what is shown now in a window of that size. Where the page is scrolled, texts may be cut at
/// the top and the bottom; they never may at the sides.
pub(crate) fn problems<State>(harness: &Harness<'_, State>, size: [u16; 2]) -> Vec<String> {
    let window = Rect::from_min_size(egui::Pos2::ZERO, size.map(f32::from).into());
    let texts = texts(&harness.output().shapes);
    let mut found: Vec<String> = Vec::new();
    if texts.is_empty() {
        found.push("there is no text".to_owned());
    }
    for (clip, text) in &texts {
        let visible = clip.intersect(window);
        found.extend(cut(text, visible).map(|how| format!("{:?} {how}", text.galley.text())));
    }
    found.extend(overlaps(&texts));
    found.extend(small_targets(harness, window));
    found
}

/// All texts as they were painted, one for each place, from the top to the bottom.
pub(crate) fn said<State>(harness: &Harness<'_, State>) -> Vec<String> {
    let mut found = texts(&harness.output().shapes);
    let place = |text: &TextShape| (text.pos.y.round() as i32, text.pos.x.round() as i32);
    found.sort_by_key(|(_, text)| place(text));
    let said = found.iter().map(|(_, text)| text.galley.text().to_owned());
    said.collect()
}

/// How large the letters of a text are, in points.
pub(crate) fn size_of<State>(harness: &Harness<'_, State>, said: &str) -> Option<f32> {
    let found = texts(&harness.output().shapes);
    let (_, text) = found.iter().find(|(_, text)| text.galley.text() == said)?;
    text.galley
        .job
        .sections
        .first()
        .map(|section| section.format.font_id.size)
}

fn texts(shapes: &[ClippedShape]) -> Vec<(Rect, &TextShape)> {
    let mut found = Vec::new();
    for clipped in shapes {
        collect(&clipped.shape, clipped.clip_rect, &mut found);
    }
    found
}

fn collect<'a>(shape: &'a Shape, clip: Rect, found: &mut Vec<(Rect, &'a TextShape)>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, found)),
        Shape::Text(text) if !text.galley.text().trim().is_empty() => found.push((clip, text)),
        _ => {}
    }
}

/// Where the letters are.
fn ink(text: &TextShape) -> Rect {
    text.galley.mesh_bounds.translate(text.pos.to_vec2())
}

fn cut(text: &TextShape, visible: Rect) -> Option<String> {
    let ink = ink(text);
    if ink.left() < visible.left() - SLACK || ink.right() > visible.right() + SLACK {
        return Some(format!(
            "is at {:?}, visible are {:?}",
            ink.x_range(),
            visible.x_range()
        ));
    }
    if text.galley.elided {
        return Some("is cut short".to_owned());
    }
    let rows = &text.galley.rows;
    let torn = rows
        .windows(2)
        .find(|two| !two[0].ends_with_newline && !may_break(&two[0].text(), text.galley.text()));
    torn.map(|two| format!("is torn after {:?}", two[0].text()))
}

/// Lines end after a space; only an address may also break after its punctuation.
fn may_break(row: &str, all: &str) -> bool {
    let is_address = all.contains("://");
    row.ends_with(|last: char| last.is_whitespace() || (is_address && last.is_ascii_punctuation()))
}

fn overlaps(texts: &[(Rect, &TextShape)]) -> Vec<String> {
    let mut found = Vec::new();
    for (index, (clip, one)) in texts.iter().enumerate() {
        for (other_clip, other) in &texts[index + 1..] {
            let shared = ink(one)
                .intersect(ink(other))
                .intersect(*clip)
                .intersect(*other_clip);
            if shared.width() > SLACK && shared.height() > SLACK {
                let (one, other) = (one.galley.text(), other.galley.text());
                found.push(format!("{one:?} is over {other:?}"));
            }
        }
    }
    found
}

fn small_targets<State>(harness: &Harness<'_, State>, window: Rect) -> Vec<String> {
    let is_target = |role| matches!(role, Role::Button | Role::RadioButton | Role::CheckBox);
    let mut found = Vec::new();
    let mut seen = 0;
    for node in harness.root().children_recursive() {
        let (role, rect) = (
            node.accesskit_node().role(),
            node.accesskit_node().bounding_box(),
        );
        if !is_target(role) || rect.is_none() {
            continue;
        }
        seen += 1;
        let (rect, name) = (
            node.rect(),
            node.accesskit_node().label().unwrap_or_default(),
        );
        if name.trim().is_empty() {
            found.push(format!("a {role:?} at {rect:?} has no name"));
        }
        if rect.height() < TOUCH || rect.width() < TOUCH {
            found.push(format!("{name:?} is only {:?}", rect.size()));
        }
        if rect.left() < 0.0 || rect.right() > window.right() {
            found.push(format!("{name:?} is at {:?}", rect.x_range()));
        }
    }
    if seen == 0 {
        found.push("there is nothing to touch".to_owned());
    }
    found
}
