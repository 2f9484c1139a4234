//! Two-dimensional symbols that the printer draws itself.

use super::bitmap::Bitmap;
use qrcode::{Color, EcLevel, QrCode};

/// The most data of a symbol: QR version 40 in digits (ISO/IEC 18004).
const MAX_DATA: usize = 7_089;

/// Dots per module before the till says otherwise (Epson's reference, function 167).
const MODULE: u8 = 3;

/// What the printer remembers about QR symbols.
#[derive(Debug)]
pub(super) struct Qr {
    module: u8,
    level: EcLevel,
    data: Vec<u8>,
}

impl Qr {
    pub(super) fn new() -> Self {
        Self {
            module: MODULE,
            level: EcLevel::L,
            data: Vec::new(),
        }
    }

    /// A `GS ( k` with cn = 49; `true` if it asks to print.
    pub(super) fn epson(&mut self, payload: &[u8]) -> bool {
        match *payload {
            [49, 67, n, ..] => self.set_module(n),
            [49, 69, n, ..] => self.set_level(n.wrapping_sub(48)),
            [49, 80, 48, ref data @ ..] => self.store(data),
            [49, 81, ..] => return true,
            _ => {}
        }
        false
    }

    /// A Star `ESC GS y`; `true` if it asks to print.
    pub(super) fn star(&mut self, verb: u8, arg: u8, value: u8, data: &[u8]) -> bool {
        match (verb, arg & 0x0F) {
            (b'S', 1) => self.set_level(value & 0x0F),
            (b'S', 2) => self.set_module(value),
            (b'D', _) => self.store(data),
            (b'P', _) => return true,
            _ => {}
        }
        false
    }

    fn set_module(&mut self, dots: u8) {
        self.module = dots.clamp(1, 16);
    }

    fn set_level(&mut self, n: u8) {
        self.level = match n {
            1 => EcLevel::M,
            2 => EcLevel::Q,
            3 => EcLevel::H,
            _ => EcLevel::L,
        };
    }

    fn store(&mut self, data: &[u8]) {
        let fits = data.len() <= MAX_DATA;
        self.data = if fits { data.to_vec() } else { Vec::new() };
    }

    /// The stored data as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.data).into_owned()
    }

    /// The symbol without quiet zone; `None` without data or with too much of it.
    pub(super) fn picture(&self) -> Option<Bitmap> {
        if self.data.is_empty() {
            return None;
        }
        let code = QrCode::with_error_correction_level(&self.data, self.level).ok()?;
        let side = code.width();
        let mut bitmap = Bitmap::new(side, side);
        for (at, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                bitmap.set(at % side, at / side);
            }
        }
        let module = usize::from(self.module);
        Some(bitmap.scaled(module, module))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epson_and_star_draw_the_same_symbol() {
        let mut epson = Qr::new();
        for payload in [&b"\x31\x43\x04"[..], b"\x31\x45\x31", b"\x31\x50\x30HELLO"] {
            assert!(!epson.epson(payload));
        }
        assert!(epson.epson(b"\x31\x51\x30"));
        let mut star = Qr::new();
        star.star(b'S', b'2', 4, &[]);
        star.star(b'S', b'1', 1, &[]);
        star.star(b'D', b'1', 0, b"HELLO");
        assert!(star.star(b'P', 0, 0, &[]));
        let picture = epson.picture().unwrap();
        assert_eq!(picture.width(), 21 * 4);
        assert_eq!(Some(picture), star.picture());
    }

    #[test]
    fn no_data_no_symbol() {
        assert!(Qr::new().picture().is_none());
        let mut qr = Qr::new();
        qr.store(&[b'x'; 4000]);
        assert!(qr.picture().is_none());
    }
}
