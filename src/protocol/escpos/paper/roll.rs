//! Paper with a print position, as long as nobody cuts it.

use super::bitmap::Bitmap;
use super::line::image_mark;

/// The longest sheet in dots: two and a half metres. What is printed beyond it is lost.
pub(super) const MAX_ROWS: usize = 20_000;

/// The most lines of text on a sheet.
const MAX_LINES: usize = 4_000;

/// White rows between two strips of one image, at most: the gap that a line spacing of 30 dots
/// leaves between strips of 24.
const STRIP_GAP: usize = 8;

/// Paper that is being printed on.
#[derive(Debug)]
pub(super) struct Roll {
    picture: Bitmap,
    y: usize,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    y: usize,
    text: String,
    strip: Option<Strip>,
}

/// An image that may go on with the next strip.
#[derive(Debug, Clone, Copy)]
struct Strip {
    width: usize,
    end: usize,
}

impl Roll {
    pub(super) fn new(width: usize) -> Self {
        Self {
            picture: Bitmap::new(width, 0),
            y: 0,
            lines: Vec::new(),
        }
    }

    pub(super) fn width(&self) -> usize {
        self.picture.width()
    }

    /// Draws at the print position and moves it past the picture.
    pub(super) fn draw(&mut self, picture: &Bitmap, x: usize) {
        let end = (self.y + picture.height()).min(MAX_ROWS);
        self.picture.grow(end);
        self.picture.draw(picture, x, self.y);
        self.y = end;
    }

    /// Feeds by so many dots.
    pub(super) fn feed(&mut self, dots: usize) {
        self.y = (self.y + dots).min(MAX_ROWS);
    }

    /// Feeds back by so many dots, but not beyond the last cut.
    pub(super) fn feed_back(&mut self, dots: usize) {
        self.y = self.y.saturating_sub(dots);
    }

    /// Notes a line of text at the print position.
    pub(super) fn note(&mut self, text: String) {
        let y = self.y;
        self.push(Line {
            y,
            text,
            strip: None,
        });
    }

    /// Notes an image that is about to be drawn at the print position; strips of one image become
    /// one note.
    pub(super) fn note_image(&mut self, width: usize, height: usize) {
        let (y, end) = (self.y, self.y + height);
        let strip = Some(Strip { width, end });
        let above = self.lines.last_mut();
        let continued = above.filter(|line| {
            let goes_on = |s: Strip| s.width == width && y >= s.end && y - s.end <= STRIP_GAP;
            line.strip.is_some_and(goes_on)
        });
        if let Some(line) = continued {
            line.text = image_mark(width, end - line.y);
            line.strip = strip;
        } else {
            let text = image_mark(width, height);
            self.push(Line { y, text, strip });
        }
    }

    fn push(&mut self, line: Line) {
        if self.lines.len() < MAX_LINES {
            self.lines.push(line);
        }
    }

    /// Lays a printed page onto the paper.
    pub(super) fn append(&mut self, page: &Self) {
        for line in &page.lines {
            self.push(Line {
                y: self.y + line.y,
                text: line.text.clone(),
                strip: None,
            });
        }
        let bottom = self.y + page.y;
        self.draw(&page.picture, 0);
        self.y = bottom.min(MAX_ROWS);
    }

    /// The picture and the text so far.
    pub(super) fn so_far(&self) -> (Bitmap, Vec<String>) {
        let mut picture = self.picture.clone();
        picture.grow(self.y);
        let text = self.lines.iter().map(|line| line.text.clone());
        (picture, text.collect())
    }

    /// Cuts so many dots above the print position and returns what falls off.
    pub(super) fn cut(&mut self, above: usize) -> (Bitmap, Vec<String>) {
        let at = self.y.saturating_sub(above);
        self.picture.grow(self.y);
        let rest = self.picture.split_off(at);
        let picture = std::mem::replace(&mut self.picture, rest);
        self.y -= at;
        let (off, kept) = std::mem::take(&mut self.lines)
            .into_iter()
            .partition::<Vec<_>, _>(|line| line.y < at || above == 0);
        self.lines = kept;
        for line in &mut self.lines {
            line.y -= at;
            line.strip = None;
        }
        let text = off.into_iter().map(|line| line.text);
        (picture, text.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_become_one_image() {
        let mut roll = Roll::new(100);
        for _ in 0..3 {
            roll.note_image(64, 24);
            roll.feed(30);
        }
        roll.feed(30);
        roll.note_image(64, 24);
        let (_, text) = roll.so_far();
        assert_eq!(text, ["[image 64×84]", "[image 64×24]"]);
    }

    #[test]
    fn what_lies_between_head_and_cutter_stays_on_the_roll() {
        let mut roll = Roll::new(8);
        roll.note("first".to_owned());
        roll.feed(30);
        roll.note("second".to_owned());
        roll.feed(30);
        let (picture, text) = roll.cut(40);
        assert_eq!((picture.height(), text), (20, vec!["first".to_owned()]));
        let (picture, text) = roll.cut(0);
        assert_eq!((picture.height(), text), (40, vec!["second".to_owned()]));
    }

    #[test]
    fn a_sheet_has_an_end() {
        let mut roll = Roll::new(8);
        for _ in 0..1000 {
            roll.note(String::new());
            roll.draw(&Bitmap::new(8, 3000), 0);
            roll.feed(100_000);
        }
        assert_eq!(roll.so_far().0.height(), MAX_ROWS);
    }
}
