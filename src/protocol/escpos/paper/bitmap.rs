//! A picture of black and white dots.

use std::io;

/// White dots around the picture in a PNG: the paper beside the printing area, which scanners of
/// barcodes need.
pub const PNG_MARGIN: usize = 32;

const INK: u8 = 0;
const WHITE: u8 = 255;

/// Rows of dots, eight to a byte, the leftmost in the highest bit; a set bit is black.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bitmap {
    width: usize,
    stride: usize,
    bits: Vec<u8>,
}

impl Bitmap {
    /// White, `width` by `height` dots.
    pub fn new(width: usize, height: usize) -> Self {
        let stride = width.div_ceil(8);
        Self {
            width,
            stride,
            bits: vec![0; stride * height],
        }
    }

    /// Rows of `width_bytes` bytes; an incomplete last row is left out.
    pub(super) fn from_rows(width_bytes: usize, bits: &[u8]) -> Self {
        let whole = bits.len().checked_div(width_bytes).unwrap_or(0) * width_bytes;
        Self {
            width: width_bytes * 8,
            stride: width_bytes,
            bits: bits.get(..whole).unwrap_or_default().to_vec(),
        }
    }

    /// Columns of `column_bytes` bytes, the topmost dot in the highest bit.
    pub(super) fn from_columns(column_bytes: usize, bits: &[u8]) -> Self {
        let columns = bits.len().checked_div(column_bytes).unwrap_or(0);
        let mut bitmap = Self::new(columns, column_bytes * 8);
        for (x, column) in bits.chunks_exact(column_bytes.max(1)).enumerate() {
            for y in 0..column_bytes * 8 {
                if column.get(y / 8).is_some_and(|b| b & 0x80 >> (y % 8) != 0) {
                    bitmap.set(x, y);
                }
            }
        }
        bitmap
    }

    /// In dots.
    pub fn width(&self) -> usize {
        self.width
    }

    /// In dots.
    pub fn height(&self) -> usize {
        self.bits.len().checked_div(self.stride).unwrap_or(0)
    }

    /// The dots of a row, eight to a byte, the leftmost in the highest bit; empty outside.
    pub fn row(&self, y: usize) -> &[u8] {
        let start = y * self.stride;
        self.bits
            .get(start..start + self.stride)
            .unwrap_or_default()
    }

    /// Whether the dot is black; dots outside are white.
    pub fn get(&self, x: usize, y: usize) -> bool {
        let byte = self.bits.get(y * self.stride + x / 8);
        x < self.width && byte.is_some_and(|b| b & 0x80 >> (x % 8) != 0)
    }

    /// Blackens a dot; dots outside are ignored.
    pub(super) fn set(&mut self, x: usize, y: usize) {
        if x >= self.width {
            return;
        }
        if let Some(byte) = self.bits.get_mut(y * self.stride + x / 8) {
            *byte |= 0x80 >> (x % 8);
        }
    }

    /// Blackens a rectangle.
    pub(super) fn fill(&mut self, (x, y): (usize, usize), (width, height): (usize, usize)) {
        for y in y..y + height {
            for x in x..x + width {
                self.set(x, y);
            }
        }
    }

    /// Draws a frame of `thickness` dots along the edges.
    pub(super) fn frame(&mut self, thickness: usize) {
        let (width, height) = (self.width, self.height());
        self.fill((0, 0), (width, thickness));
        self.fill((0, height.saturating_sub(thickness)), (width, thickness));
        self.fill((0, 0), (thickness, height));
        self.fill((width.saturating_sub(thickness), 0), (thickness, height));
    }

    /// Makes it at least `height` dots high.
    pub(super) fn grow(&mut self, height: usize) {
        if height > self.height() {
            self.bits.resize(height * self.stride, 0);
        }
    }

    /// Keeps the first `height` rows and returns the rest.
    pub(super) fn split_off(&mut self, height: usize) -> Self {
        let at = (height * self.stride).min(self.bits.len());
        Self {
            bits: self.bits.split_off(at),
            ..*self
        }
    }

    /// Blackens what is black in `other`, laid with its corner at (`x`, `y`); what lies outside is
    /// lost.
    pub(super) fn draw(&mut self, other: &Self, x: usize, y: usize) {
        let height = other.height().min(self.height().saturating_sub(y));
        for row in 0..height {
            // Most of a sheet is white.
            let black = other
                .row(row)
                .iter()
                .enumerate()
                .filter(|(_, dots)| **dots != 0);
            for (at, dots) in black {
                let set = (0..8).filter(|bit| dots & 0x80 >> bit != 0);
                let columns = set.map(|bit| at * 8 + bit);
                for column in columns.filter(|&column| column < other.width) {
                    self.set(x + column, y + row);
                }
            }
        }
    }

    /// White for black and black for white.
    pub(super) fn inverted(&self) -> Self {
        Self::from_dots(self.width, self.height(), |x, y| !self.get(x, y))
    }

    /// Each dot as a block of dots.
    pub(super) fn scaled(&self, across: usize, down: usize) -> Self {
        if (across, down) == (1, 1) {
            return self.clone();
        }
        let (width, height) = (self.width * across, self.height() * down);
        Self::from_dots(width, height, |x, y| self.get(x / across, y / down))
    }

    /// Turned upside down.
    pub(super) fn turned_180(&self) -> Self {
        let (width, height) = (self.width, self.height());
        Self::from_dots(width, height, |x, y| {
            self.get(width - 1 - x, height - 1 - y)
        })
    }

    /// Turned clockwise by a quarter.
    pub(super) fn turned_90(&self) -> Self {
        let height = self.height();
        Self::from_dots(height, self.width, |x, y| self.get(y, height - 1 - x))
    }

    fn from_dots(width: usize, height: usize, dot: impl Fn(usize, usize) -> bool) -> Self {
        let mut bitmap = Self::new(width, height);
        for y in 0..height {
            for x in (0..width).filter(|&x| dot(x, y)) {
                bitmap.set(x, y);
            }
        }
        bitmap
    }

    /// Writes it as a grey PNG with a white margin of [`PNG_MARGIN`] dots.
    pub fn to_png(&self, out: &mut impl io::Write) -> Result<(), png::EncodingError> {
        let (width, height) = (self.width + 2 * PNG_MARGIN, self.height() + 2 * PNG_MARGIN);
        let mut pixels = vec![WHITE; width * height];
        for (y, row) in pixels.chunks_exact_mut(width).enumerate() {
            let Some(y) = y.checked_sub(PNG_MARGIN) else {
                continue;
            };
            for (x, pixel) in row.iter_mut().skip(PNG_MARGIN).enumerate() {
                if self.get(x, y) {
                    *pixel = INK;
                }
            }
        }
        let pixel_count = |dots| u32::try_from(dots).unwrap_or(u32::MAX);
        let mut encoder = png::Encoder::new(out, pixel_count(width), pixel_count(height));
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header()?.write_image_data(&pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(rows: &[&str]) -> Bitmap {
        let mut bitmap = Bitmap::new(rows[0].len(), rows.len());
        for (y, row) in rows.iter().enumerate() {
            for (x, _) in row.bytes().enumerate().filter(|&(_, b)| b == b'#') {
                bitmap.set(x, y);
            }
        }
        bitmap
    }

    #[test]
    fn columns_and_rows_hold_the_same_picture() {
        let rows = Bitmap::from_rows(1, &[0xC0, 0x80, 0, 0, 0, 0, 0, 0x01]);
        let columns = Bitmap::from_columns(1, &[0xC0, 0x80, 0, 0, 0, 0, 0, 0x01]);
        assert_eq!(rows, columns);
    }

    #[test]
    fn turning_and_scaling_keep_the_shape() {
        let hook = picture(&["##", "#.", "#."]);
        assert_eq!(hook.turned_90(), picture(&["###", "..#"]));
        assert_eq!(hook.turned_180(), picture(&[".#", ".#", "##"]));
        assert_eq!(hook.scaled(2, 1), picture(&["####", "##..", "##.."]));
        assert_eq!(hook.inverted(), picture(&["..", ".#", ".#"]));
    }

    #[test]
    fn drawing_outside_is_lost() {
        let mut sheet = Bitmap::new(10, 2);
        sheet.draw(&picture(&["###", "###", "###"]), 9, 1);
        assert_eq!(sheet, picture(&["..........", ".........#"]));
    }

    #[test]
    fn a_png_has_a_white_margin() {
        let mut bytes = Vec::new();
        picture(&["#"]).to_png(&mut bytes).unwrap();
        let mut reader = png::Decoder::new(io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let side = 2 * PNG_MARGIN + 1;
        assert_eq!(pixels.len(), side * side);
        let black: Vec<_> = (0..pixels.len()).filter(|&at| pixels[at] == INK).collect();
        assert_eq!(black, [PNG_MARGIN * side + PNG_MARGIN]);
    }
}
