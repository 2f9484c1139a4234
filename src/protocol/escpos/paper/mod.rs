//! Paper: what a receipt printer makes of the bytes it gets.
//!
//! The demo shows it, and tests read it to see whether a spliced receipt is still a receipt. It
//! is a judge of its own: it keeps the printer's state itself and knows nothing of the splice. As
//! on a real printer, text waits in a line buffer, an image is drawn only when all of its rows
//! have come, and a cut leaves on the roll what has not yet passed the cutter.
//!
//! Not drawn: two-byte characters, characters and images stored in the printer before the stream
//! begins (a frame stands for them), PDF417. Page mode is a page whose area starts at its top
//! left; its own positions and directions are not followed. Tab stops are those after power-on.

mod barcode;
mod bitmap;
mod glyphs;
mod image;
mod line;
mod pictures;
mod roll;
mod style;
mod symbol;

pub use bitmap::{Bitmap, PNG_MARGIN};

use super::command::{Command, Cut, Dialect, Setting, Sink};
use super::profile::Profile;
use super::text::{self, PageMap};
use glyphs::Glyphs;
use image::Store;
use line::Line;
use roll::Roll;
use std::collections::VecDeque;
use std::ops::Range;
use style::Style;
use symbol::Qr;

/// The most sheets that wait to be taken; then the oldest is thrown away.
pub const MAX_SHEETS: usize = 32;

/// The longest payload that is kept, in bytes; longer images are not drawn.
const MAX_PAYLOAD: usize = 2 << 20;

const GS: u8 = 0x1D;

/// A sheet of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What is on it, one dot of the printer to a dot.
    pub image: Bitmap,
    /// What can be read on it, line by line; `[QR …]`, `[barcode …]` and `[image w×h]` stand for
    /// what is no text.
    pub text: Vec<String>,
    /// The cut came in the middle of a line. An Epson printer would ignore it; others print the
    /// line first, and so does this paper.
    pub cut_in_line: bool,
}

/// A printer with endless paper; feed it through a [`Tap`](super::tap::Tap).
#[derive(Debug)]
pub struct Paper {
    dialect: Dialect,
    pages: PageMap,
    power_on: Style,
    head_to_cutter: usize,
    glyphs: Glyphs,
    style: Style,
    line: Line,
    roll: Roll,
    page: Option<Roll>,
    store: Store,
    qr: Qr,
    awaiting: Option<Command>,
    payload: Vec<u8>,
    sheets: VecDeque<Sheet>,
}

impl Paper {
    /// Paper in a printer of the family `profile`, `width_dots` of it printable. Where the profile
    /// does not tell how far the cutter is, it cuts right at the print head.
    pub fn new(profile: &Profile, width_dots: u16) -> Self {
        let style = Style::power_on(profile);
        Self {
            dialect: profile.dialect,
            pages: profile.pages.clone(),
            power_on: style.clone(),
            head_to_cutter: head_to_cutter_dots(profile),
            glyphs: Glyphs::new(),
            style,
            line: Line::default(),
            roll: Roll::new(width_dots.into()),
            page: None,
            store: Store::default(),
            qr: Qr::new(),
            awaiting: None,
            payload: Vec::new(),
            sheets: VecDeque::new(),
        }
    }

    /// The sheets cut off since the last call, oldest first; at most [`MAX_SHEETS`].
    pub fn take_sheets(&mut self) -> Vec<Sheet> {
        self.sheets.drain(..).collect()
    }

    /// What is printed and not yet cut off.
    pub fn sheet_in_progress(&self) -> Sheet {
        let (image, text) = self.roll.so_far();
        Sheet {
            image,
            text,
            cut_in_line: false,
        }
    }

    fn target(&mut self) -> &mut Roll {
        self.page.as_mut().unwrap_or(&mut self.roll)
    }

    /// The width of the printing area and its distance from the left edge, in dots.
    fn area(&self) -> (usize, usize) {
        let layout = &self.style.layout;
        let margin = layout.left_margin.min(self.roll.width());
        let rest = self.roll.width() - margin;
        (margin, layout.area_width.map_or(rest, |w| w.min(rest)))
    }

    fn put(&mut self, c: char) {
        let (_, width) = self.area();
        let face = &self.style.face;
        if !self.line.put(c, face, &mut self.glyphs, width) {
            self.print_line(self.style.line_spacing());
            let face = &self.style.face;
            self.line.put(c, face, &mut self.glyphs, width);
        }
    }

    /// Prints the line buffer and feeds by `feed` dots, or past the line if that is more.
    fn print_line(&mut self, feed: usize) {
        let (margin, width) = self.area();
        let printed = self.line.print(&self.style.layout, width);
        let height = printed.picture.height();
        let target = self.target();
        match printed.image_width {
            Some(width) => target.note_image(width, height),
            None => target.note(printed.text),
        }
        target.draw(&printed.picture, margin);
        target.feed(feed.saturating_sub(height));
    }

    fn print_open_line(&mut self) {
        if !self.line.is_empty() {
            self.print_line(self.style.line_spacing());
        }
    }

    fn feed_lines(&mut self, lines: u8) {
        self.print_line(self.style.line_spacing() * usize::from(lines));
    }

    fn feed_dots(&mut self, dots: usize) {
        if self.line.is_empty() {
            self.target().feed(dots);
        } else {
            self.print_line(dots);
        }
    }

    fn feed_back(&mut self, dots: usize) {
        self.print_open_line();
        self.target().feed_back(dots);
    }

    /// Draws a picture between two lines of text, justified like them.
    fn draw(&mut self, picture: &Bitmap) {
        let (margin, width) = self.area();
        let free = width.saturating_sub(picture.width());
        let indent = match self.style.layout.justify {
            1 => free / 2,
            2 => free,
            _ => 0,
        };
        self.target().draw(picture, margin + indent);
    }

    fn draw_image(&mut self, picture: &Bitmap) {
        self.print_open_line();
        let (width, height) = (picture.width(), picture.height());
        self.target().note_image(width, height);
        self.draw(picture);
    }

    fn cut(&mut self, cut: Cut) {
        let cut_in_line = !self.line.is_empty();
        self.print_open_line();
        if cut.feeds {
            let extra = self.style.along(cut.extra_units.into());
            self.roll.feed(self.head_to_cutter + extra);
        }
        let (image, text) = self.roll.cut(self.head_to_cutter);
        if self.sheets.len() == MAX_SHEETS {
            self.sheets.pop_front();
        }
        self.sheets.push_back(Sheet {
            image,
            text,
            cut_in_line,
        });
    }

    fn initialize(&mut self) {
        self.style = self.power_on.clone();
        self.line.clear();
        self.page = None;
        self.store.initialize();
        self.qr = Qr::new();
    }

    fn page_mode(&mut self, on: bool) {
        self.line.clear();
        self.page = on.then(|| Roll::new(self.roll.width()));
    }

    fn print_page(&mut self) {
        self.print_open_line();
        if let Some(page) = &self.page {
            self.roll.append(page);
        }
    }

    fn form_feed(&mut self) {
        if self.page.is_some() {
            self.print_page();
            self.page = None;
        } else {
            self.print_open_line();
        }
    }

    fn cancel(&mut self) {
        self.line.clear();
        if let Some(page) = &mut self.page {
            *page = Roll::new(page.width());
        }
    }

    fn move_to(&mut self, dots: Option<usize>) {
        let (_, width) = self.area();
        if let Some(dots) = dots {
            self.line.move_to(dots, width);
        }
    }

    fn relative(&self, units: i16) -> Option<usize> {
        let dots = self.style.across(units.unsigned_abs());
        let here = self.line.position();
        if units < 0 {
            here.checked_sub(dots)
        } else {
            Some(here + dots)
        }
    }

    /// A command without payload.
    fn obey(&mut self, command: Command) {
        match command {
            Command::LineFeed => self.feed_lines(1),
            Command::FeedLines(lines) => self.feed_lines(lines),
            Command::FeedUnits(units) => self.feed_dots(self.style.along(units)),
            Command::ReverseFeed(units) => self.feed_back(self.style.along(units.into())),
            Command::Tab => self.line.tab(self.area().1),
            Command::Absolute(units) => self.move_to(Some(self.style.across(units))),
            Command::Relative(units) => self.move_to(self.relative(units)),
            Command::Set(setting) => self.set(setting),
            Command::Cut(cut) => self.cut(cut),
            Command::Initialize => self.initialize(),
            Command::PageMode(on) => self.page_mode(on),
            Command::PrintPage => self.print_page(),
            Command::FormFeed => self.form_feed(),
            Command::Cancel => self.cancel(),
            Command::RasterMode(_) => self.print_open_line(),
            Command::StoredImage { number, .. } => self.frame(&format!("stored image {number}")),
            Command::PrintImage { scale } => self.print_downloaded(scale),
            _ => {}
        }
    }

    fn set(&mut self, setting: Setting) {
        self.style.set(setting, self.line.is_empty());
    }

    /// A command whose payload is complete.
    fn obey_with(&mut self, command: Command, payload: &[u8]) {
        match command {
            Command::Raster {
                scale,
                width_bytes,
                rows,
            } => self.draw_rows(payload, (width_bytes, rows), scale),
            Command::RasterRow { len } => self.draw_rows(payload, (len, 1), 0),
            Command::BitImage {
                column_dots,
                double_width,
                ..
            } => {
                let picture = image::columns(column_dots, double_width, payload);
                let (_, width) = self.area();
                self.line.put_image(picture, width);
            }
            Command::DefineImage { height_bytes, .. } => {
                self.store.downloaded = Some(image::downloaded(height_bytes, payload));
            }
            Command::Barcode { system } => self.barcode(system, payload),
            Command::Extended {
                introducer: GS,
                letter,
                ..
            } => match letter {
                b'L' => self.graphics(payload),
                b'k' => self.symbol(payload),
                _ => {}
            },
            Command::StarSymbol {
                family: b'y',
                verb,
                arg,
                value,
            } if self.qr.star(verb, arg, value, payload) => self.print_qr(),
            _ => {}
        }
    }
}

/// The distance from the print line to the cutter; 0 where the profile lacks it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some hundred dots; a negative or silly figure becomes 0 or the largest number"
)]
fn head_to_cutter_dots(profile: &Profile) -> usize {
    let mm = profile.head_to_cutter_mm.zip(profile.dots_per_mm());
    mm.map_or(0, |(mm, dots_per_mm)| (mm * dots_per_mm).round() as usize)
}

impl Sink for Paper {
    fn text(&mut self, bytes: &[u8], _at: u64) {
        let mut text = String::new();
        let (page, national) = (self.style.code_page, self.style.national);
        text::decode(&self.pages, page, national, bytes, &mut text);
        for c in text.chars() {
            self.put(c);
        }
    }

    fn command(&mut self, command: Command, _span: Range<u64>) {
        self.payload.clear();
        if command.has_payload() {
            self.awaiting = Some(command);
        } else {
            self.awaiting = None;
            self.obey(command);
        }
    }

    fn payload(&mut self, bytes: &[u8]) {
        if self.payload.len() + bytes.len() <= MAX_PAYLOAD {
            self.payload.extend_from_slice(bytes);
        } else {
            self.awaiting = None;
        }
    }

    fn payload_end(&mut self, _end: u64) {
        let payload = std::mem::take(&mut self.payload);
        if let Some(command) = self.awaiting.take() {
            self.obey_with(command, &payload);
        }
    }
}
