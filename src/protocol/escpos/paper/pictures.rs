//! Images, symbols and barcodes on the paper.

use super::Paper;
use super::barcode::{Barcode, System};
use super::bitmap::Bitmap;
use super::glyphs::{Cell, FONT_A, FONT_B};
use super::image::{self, Graphics};
use super::style::Bars;
use crate::protocol::escpos::command::Dialect;

/// Width and height of the frame that stands for an image the printer had before, in dots.
const FRAME: (usize, usize) = (240, 72);

/// White dots between the bars of a barcode and its text.
const TEXT_GAP: usize = 4;

/// Star puts size and text of a barcode into its header, which [`Command::Barcode`] leaves out;
/// these stand for the usual choice.
///
/// [`Command::Barcode`]: crate::protocol::escpos::command::Command::Barcode
const STAR_BARS: Bars = Bars {
    height: 80,
    width: 2,
    text: 2,
};

impl Paper {
    /// Rows of dots: width in bytes and number.
    pub(super) fn draw_rows(&mut self, bits: &[u8], (width, rows): (u16, u16), scale: u8) {
        if let Some(picture) = image::raster(width.into(), rows.into(), bits) {
            let (across, down) = image::scale(scale);
            self.draw_image(&picture.scaled(across, down));
        }
    }

    pub(super) fn print_downloaded(&mut self, scale: u8) {
        if let Some(picture) = &self.store.downloaded {
            let (across, down) = image::scale(scale);
            let picture = picture.scaled(across, down);
            self.draw_image(&picture);
        }
    }

    pub(super) fn graphics(&mut self, payload: &[u8]) {
        match image::graphics(payload) {
            Graphics::Buffer(picture) => self.store.buffered = Some(picture),
            Graphics::Print => {
                if let Some(picture) = self.store.buffered.take() {
                    self.draw_image(&picture);
                }
            }
            Graphics::Store(key, picture) => self.store.keep(key, picture),
            Graphics::PrintStored(key, (across, down)) => match self.store.find(key) {
                Some(picture) => {
                    let picture = picture.scaled(across, down);
                    self.draw_image(&picture);
                }
                None => self.frame(&format!("stored image {}", key.escape_ascii())),
            },
            Graphics::Delete(key) => self.store.delete(key),
            Graphics::Nothing => {}
        }
    }

    /// A frame for an image that was in the printer before.
    pub(super) fn frame(&mut self, name: &str) {
        self.print_open_line();
        let mut picture = Bitmap::new(FRAME.0, FRAME.1);
        picture.frame(2);
        let label = self.label(name, FONT_B);
        let x = FRAME.0.saturating_sub(label.width()) / 2;
        picture.draw(&label, x, (FRAME.1 - label.height()) / 2);
        self.target().note(format!("[{name}]"));
        self.draw(&picture);
    }

    /// A line of text as a picture.
    fn label(&mut self, text: &str, cell: Cell) -> Bitmap {
        let width = usize::from(cell.width);
        let mut picture = Bitmap::new(text.chars().count() * width, cell.height.into());
        for (at, c) in text.chars().enumerate() {
            picture.draw(self.glyphs.cell(c, cell), at * width, 0);
        }
        picture
    }

    /// `GS ( k`.
    pub(super) fn symbol(&mut self, payload: &[u8]) {
        match payload {
            [49, ..] => {
                let print = self.qr.epson(payload);
                if print {
                    self.print_qr();
                }
            }
            [_, 81, ..] => self.frame("symbol"),
            _ => {}
        }
    }

    pub(super) fn print_qr(&mut self) {
        let Some(picture) = self.qr.picture() else {
            return;
        };
        if picture.width() > self.area().1 {
            return;
        }
        self.print_open_line();
        let text = format!("[QR {}]", self.qr.text());
        self.target().note(text);
        self.draw(&picture);
    }

    /// A barcode that cannot be coded or does not fit is not printed.
    pub(super) fn barcode(&mut self, system: u8, data: &[u8]) {
        self.print_open_line();
        let (system, bars) = match self.dialect {
            Dialect::Star if system < 65 => (System::star(system), STAR_BARS),
            _ => (System::epson(system), self.style.bars.clone()),
        };
        let barcode = system.and_then(|system| Barcode::new(system, data));
        let Some(barcode) = barcode else {
            return;
        };
        let picture = barcode.picture(bars.width, bars.height);
        if picture.width() > self.area().1 {
            return;
        }
        let text = format!("[barcode {}]", barcode.text);
        self.target().note(text);
        let picture = self.with_text(&picture, &barcode.text, bars.text);
        self.draw(&picture);
    }

    /// Adds the characters of a barcode above (1), below (2) or both (3).
    fn with_text(&mut self, bars: &Bitmap, text: &str, place: u8) -> Bitmap {
        let label = self.label(text, FONT_A);
        let room = label.height() + TEXT_GAP;
        let above = if place & 1 == 1 { room } else { 0 };
        let below = if place & 2 == 2 { room } else { 0 };
        let width = bars.width().max(label.width());
        let mut picture = Bitmap::new(width, above + bars.height() + below);
        picture.draw(bars, (width - bars.width()) / 2, above);
        let x = (width - label.width()) / 2;
        if above > 0 {
            picture.draw(&label, x, 0);
        }
        if below > 0 {
            picture.draw(&label, x, above + bars.height() + TEXT_GAP);
        }
        picture
    }
}
