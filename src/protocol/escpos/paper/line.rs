//! The line buffer: what waits to be printed by the next feed.

use super::bitmap::Bitmap;
use super::glyphs::{FONT_A, Glyphs};
use super::style::{Face, Layout, Turned};

/// Characters and images a line can hold; a printer's buffer is smaller.
const MAX_ITEMS: usize = 1024;

/// Characters between the tab stops after power-on (Epson's reference, `ESC D`).
const TAB_COLUMNS: usize = 8;

/// A line being filled.
#[derive(Debug, Default)]
pub(super) struct Line {
    items: Vec<Item>,
    x: usize,
}

#[derive(Debug)]
struct Item {
    x: usize,
    picture: Bitmap,
    text: Text,
}

#[derive(Debug)]
enum Text {
    Char(char),
    Image,
}

/// A line as it goes onto the paper.
#[derive(Debug)]
pub(super) struct Printed {
    /// As wide as the printing area.
    pub(super) picture: Bitmap,
    pub(super) text: String,
    /// Width of the image, if the line holds nothing else.
    pub(super) image_width: Option<usize>,
}

impl Line {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.x == 0
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The print position from the left margin, in dots.
    pub(super) fn position(&self) -> usize {
        self.x
    }

    /// Moves the print position; a position beyond the area is ignored.
    pub(super) fn move_to(&mut self, x: usize, area_width: usize) {
        if x <= area_width {
            self.x = x;
        }
    }

    /// Moves on to the next tab stop, if there is one on this line.
    pub(super) fn tab(&mut self, area_width: usize) {
        let stop = usize::from(FONT_A.width) * TAB_COLUMNS;
        self.move_to((self.x / stop + 1) * stop, area_width);
    }

    /// Appends a character; `false` if there is no room for it.
    pub(super) fn put(&mut self, c: char, face: &Face, glyphs: &mut Glyphs, area: usize) -> bool {
        let picture = draw(c, face, glyphs);
        let advance = picture.width();
        self.push(picture, Text::Char(c), advance, area)
    }

    /// Appends an image; what does not fit is lost.
    pub(super) fn put_image(&mut self, picture: Bitmap, area_width: usize) {
        let advance = picture.width().min(area_width.saturating_sub(self.x));
        self.push(picture, Text::Image, advance, area_width);
    }

    fn push(&mut self, picture: Bitmap, text: Text, advance: usize, area_width: usize) -> bool {
        if self.x + advance > area_width && self.x > 0 {
            return false;
        }
        if self.items.len() < MAX_ITEMS {
            let x = self.x;
            self.items.push(Item { x, picture, text });
        }
        self.x += advance;
        true
    }

    /// Empties the buffer onto a strip of paper `area_width` dots wide.
    pub(super) fn print(&mut self, layout: &Layout, area_width: usize) -> Printed {
        let items = std::mem::take(&mut self.items);
        let filled = std::mem::take(&mut self.x);
        let height = items.iter().map(|i| i.picture.height()).max().unwrap_or(0);
        let free = area_width.saturating_sub(filled);
        let indent = match layout.justify {
            1 => free / 2,
            2 => free,
            _ => 0,
        };
        let mut picture = Bitmap::new(area_width, height);
        for item in &items {
            let y = height - item.picture.height();
            picture.draw(&item.picture, indent + item.x, y);
        }
        if layout.upside_down {
            picture = picture.turned_180();
        }
        Printed {
            picture,
            image_width: image_width(&items),
            text: text(items),
        }
    }
}

fn image_width(items: &[Item]) -> Option<usize> {
    let [only] = items else {
        return None;
    };
    matches!(only.text, Text::Image).then_some(only.picture.width())
}

/// The characters from left to right, with spaces where nothing is printed.
fn text(mut items: Vec<Item>) -> String {
    items.sort_by_key(|item| item.x);
    let mut text = String::new();
    let mut end = 0;
    for item in items {
        let gap = item.x.saturating_sub(end);
        let blank = usize::from(FONT_A.width);
        text.extend(std::iter::repeat_n(' ', (gap + blank / 2) / blank));
        end = item.x + item.picture.width();
        match item.text {
            Text::Char(c) => text.push(c),
            Text::Image => text += &image_mark(item.picture.width(), item.picture.height()),
        }
    }
    text
}

/// How an image stands in a sheet's text.
pub(super) fn image_mark(width: usize, height: usize) -> String {
    format!("[image {width}×{height}]")
}

fn draw(c: char, face: &Face, glyphs: &mut Glyphs) -> Bitmap {
    let glyph = glyphs.cell(c, face.cell);
    let mut cell = Bitmap::new(glyph.width() + usize::from(face.spacing), glyph.height());
    cell.draw(glyph, 0, 0);
    if face.bold() {
        cell.draw(glyph, 1, 0);
    }
    let mut cell = cell.scaled(face.width.into(), face.height.into());
    if face.underline > 0 && !face.reverse {
        let (width, thick) = (cell.width(), usize::from(face.underline));
        cell.fill((0, cell.height().saturating_sub(thick)), (width, thick));
    }
    if face.reverse {
        cell = cell.inverted();
    }
    match face.turned {
        Turned::Upright => cell,
        Turned::Clockwise => cell.turned_90(),
    }
}
