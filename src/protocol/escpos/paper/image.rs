//! Images: from payload bytes to dots, and the images a till stores in the printer.

use super::bitmap::Bitmap;
use super::roll::MAX_ROWS;

/// The most images the printer keeps.
const MAX_STORED: usize = 32;

/// The widest image in bytes; nothing wider is printed whole on any paper.
const MAX_WIDTH_BYTES: usize = 256;

/// Dots high of one dot of an 8-dot column (Epson's reference: 67 against 203 per inch).
const COARSE: usize = 3;

/// Scale of the two lowest bits of m in `GS v 0 m`, `GS / m` and `FS p n m`: across, down.
pub(super) fn scale(m: u8) -> (usize, usize) {
    (1 + usize::from(m & 1), 1 + usize::from(m >> 1 & 1))
}

/// Rows of dots, as `GS v 0` has them.
pub(super) fn raster(width_bytes: usize, rows: usize, bits: &[u8]) -> Option<Bitmap> {
    let whole = width_bytes.checked_mul(rows)?;
    let fits = (1..=MAX_WIDTH_BYTES).contains(&width_bytes) && (1..=MAX_ROWS).contains(&rows);
    let bits = bits.get(..whole).filter(|_| fits)?;
    Some(Bitmap::from_rows(width_bytes, bits))
}

/// Columns of 8 or 24 dots, as `ESC *` has them.
pub(super) fn columns(column_dots: u8, double_width: bool, bits: &[u8]) -> Bitmap {
    let bitmap = Bitmap::from_columns(usize::from(column_dots) / 8, bits);
    let down = if column_dots == 8 { COARSE } else { 1 };
    bitmap.scaled(1 + usize::from(double_width), down)
}

/// The image that `GS *` defines.
pub(super) fn downloaded(height_bytes: u8, bits: &[u8]) -> Bitmap {
    Bitmap::from_columns(height_bytes.into(), bits)
}

/// The two characters that name a stored graphic.
pub(super) type Key = [u8; 2];

/// What a `GS ( L` or `GS 8 L` asks for (Epson's reference, by function number).
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Graphics {
    /// 112: keep it until [`Graphics::Print`].
    Buffer(Bitmap),
    /// 2 and 50.
    Print,
    /// 67 and 83.
    Store(Key, Bitmap),
    /// 69 and 85, with the scale across and down.
    PrintStored(Key, (usize, usize)),
    /// 65, 66, 81 and 82: images are deleted.
    Delete(Option<Key>),
    /// A request, or not understood.
    Nothing,
}

/// Reads the payload of `GS ( L` or `GS 8 L`.
pub(super) fn graphics(payload: &[u8]) -> Graphics {
    let factor = |n: u8| usize::from(n.clamp(1, 2));
    let picture = |xl, xh, yl, yh, bits: &[u8]| {
        let width = usize::from(u16::from_le_bytes([xl, xh])).div_ceil(8);
        raster(width, u16::from_le_bytes([yl, yh]).into(), bits)
    };
    match *payload {
        [_, 2 | 50, ..] => Graphics::Print,
        [_, 112, _, across, down, _, xl, xh, yl, yh, ref bits @ ..] => {
            let bitmap = picture(xl, xh, yl, yh, bits);
            bitmap.map_or(Graphics::Nothing, |bitmap| {
                Graphics::Buffer(bitmap.scaled(factor(across), factor(down)))
            })
        }
        [_, 67 | 83, _, a, b, _, xl, xh, yl, yh, _, ref bits @ ..] => {
            let bitmap = picture(xl, xh, yl, yh, bits);
            bitmap.map_or(Graphics::Nothing, |bitmap| Graphics::Store([a, b], bitmap))
        }
        [_, 69 | 85, a, b, across, down, ..] => {
            Graphics::PrintStored([a, b], (factor(across), factor(down)))
        }
        [_, 65 | 81, ..] => Graphics::Delete(None),
        [_, 66 | 82, a, b, ..] => Graphics::Delete(Some([a, b])),
        _ => Graphics::Nothing,
    }
}

/// Images in the printer's memory.
#[derive(Debug, Default)]
pub(super) struct Store {
    /// Of `GS *`.
    pub(super) downloaded: Option<Bitmap>,
    /// Of function 112.
    pub(super) buffered: Option<Bitmap>,
    named: Vec<(Key, Bitmap)>,
}

impl Store {
    /// `ESC @`: what does not survive it is forgotten.
    pub(super) fn initialize(&mut self) {
        self.downloaded = None;
        self.buffered = None;
    }

    pub(super) fn keep(&mut self, key: Key, bitmap: Bitmap) {
        self.delete(Some(key));
        if self.named.len() < MAX_STORED {
            self.named.push((key, bitmap));
        }
    }

    pub(super) fn find(&self, key: Key) -> Option<&Bitmap> {
        let mut named = self.named.iter();
        named.find(|(known, _)| *known == key).map(|(_, b)| b)
    }

    pub(super) fn delete(&mut self, key: Option<Key>) {
        self.named
            .retain(|(known, _)| key.is_some_and(|key| *known != key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_with_missing_rows_is_none() {
        assert!(raster(2, 3, &[0; 5]).is_none());
        assert!(raster(0, 3, &[]).is_none());
        assert_eq!(raster(2, 3, &[0; 6]).unwrap().height(), 3);
    }

    #[test]
    fn columns_of_eight_are_as_high_as_columns_of_24() {
        assert_eq!(columns(8, false, &[0xFF; 5]).height(), 24);
        assert_eq!(columns(24, true, &[0xFF; 6]).width(), 4);
    }

    #[test]
    fn graphics_are_read_by_function_number() {
        let define = [48, 67, 48, b'A', b'B', 1, 8, 0, 1, 0, 49, 0xFF];
        let mut store = Store::default();
        let Graphics::Store(key, bitmap) = graphics(&define) else {
            panic!("not a definition");
        };
        store.keep(key, bitmap);
        assert!(store.find(*b"AB").is_some());
        let print = graphics(&[48, 69, b'A', b'B', 2, 1]);
        assert_eq!(print, Graphics::PrintStored(*b"AB", (2, 1)));
        store.delete(None);
        assert!(store.find(*b"AB").is_none());
        let cut_short = [48, 112, 48, 1, 1, 49, 8, 0, 2, 0, 0xFF];
        assert_eq!(graphics(&cut_short), Graphics::Nothing);
    }
}
