//! Recognises the protocols of fiscal printers, so that the relay keeps its hands off them.
//!
//! Polish fiscal printers do not speak ESC/POS: a foreign byte in their frames would break a
//! fiscal receipt. One whole frame of one of these protocols is enough to latch:
//!
//! * Posnet: `STX`, a mnemonic, parameters separated by tabs, `#`, four hex digits, `ETX`;
//! * Thermal, which Novitus and ELZAB printers speak too: `ESC P`, numbers, a command of one sign
//!   and one letter, data, `ESC \`;
//! * Novitus XML: `<pakiet `.
//!
//! Other countries' protocols are not recognised; there the owner leaves splicing off.

use zeroize::Zeroize as _;

/// The longest frame that is recognised, in bytes.
const MAX_FRAME: usize = 1024;

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const ESC: u8 = 0x1B;
const XML: &[u8] = b"<pakiet ";

/// Watches a stream for a fiscal frame. Once latched it stays so.
#[derive(Debug, Clone, Default)]
pub struct FiscalLatch {
    frame: Vec<u8>,
    latched: bool,
}

impl FiscalLatch {
    /// A latch that has or has not been set before.
    pub fn new(latched: bool) -> Self {
        Self {
            frame: Vec::new(),
            latched,
        }
    }

    /// Whether a fiscal frame has been seen.
    pub fn is_latched(&self) -> bool {
        self.latched
    }

    /// Looks at the next bytes and says whether a fiscal frame has been seen by now.
    pub fn advance(&mut self, mut bytes: &[u8]) -> bool {
        while let Some(&first) = bytes.first() {
            if self.latched {
                return true;
            }
            let mut taken = 1;
            if self.frame.is_empty() {
                let begins = |&byte: &u8| matches!(byte, STX | ESC | b'<');
                taken = bytes.iter().position(begins).unwrap_or(bytes.len()).max(1);
            }
            if !self.frame.is_empty() || matches!(first, STX | ESC | b'<') {
                self.push(first);
            }
            bytes = bytes.get(taken..).unwrap_or_default();
        }
        self.latched
    }

    fn push(&mut self, byte: u8) {
        self.frame.push(byte);
        match progress(&self.frame) {
            Progress::Whole => {
                self.latched = true;
                self.frame.zeroize();
            }
            Progress::Partial if self.frame.len() < MAX_FRAME => {}
            Progress::Partial | Progress::None => {
                // A receipt's own text may have looked like the beginning of one.
                self.frame.zeroize();
                if matches!(byte, STX | ESC | b'<') {
                    self.frame.push(byte);
                }
            }
        }
    }
}

enum Progress {
    Whole,
    Partial,
    None,
}

fn progress(frame: &[u8]) -> Progress {
    match frame {
        [STX, rest @ ..] => posnet(rest),
        [ESC] => Progress::Partial,
        [ESC, b'P', rest @ ..] => thermal(rest),
        [b'<', ..] if frame == XML => Progress::Whole,
        [b'<', ..] if XML.starts_with(frame) => Progress::Partial,
        _ => Progress::None,
    }
}

fn posnet(rest: &[u8]) -> Progress {
    let letters = rest
        .iter()
        .take_while(|byte| byte.is_ascii_lowercase())
        .count();
    let [tail @ .., last] = rest else {
        return Progress::Partial;
    };
    if letters < rest.len() && !(letters >= 2 && matches!(rest.get(letters), Some(b'\t' | b'#'))) {
        return Progress::None;
    }
    match *last {
        ETX => match tail.rsplit(|&byte| byte == b'#').next() {
            Some(crc) if crc.len() == 4 && crc.iter().all(u8::is_ascii_hexdigit) => Progress::Whole,
            _ => Progress::None,
        },
        b'\t' | 0x20.. => Progress::Partial,
        _ => Progress::None,
    }
}

fn thermal(rest: &[u8]) -> Progress {
    let numbers = rest
        .iter()
        .take_while(|byte| matches!(byte, b'0'..=b'9' | b';'))
        .count();
    let command = rest.get(numbers..).unwrap_or_default();
    match command {
        [sign, ..] if !matches!(sign, b'#' | b'$' | b'*' | b'@' | b'^' | b'&') => Progress::None,
        [_, letter, ..] if !letter.is_ascii_alphabetic() => Progress::None,
        [_, _, .., ESC, b'\\'] => Progress::Whole,
        [_, _, .., ESC, _] => Progress::None,
        _ => Progress::Partial,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latches(bytes: &[u8]) -> bool {
        let mut whole = FiscalLatch::default();
        let mut pieces = FiscalLatch::default();
        for byte in bytes {
            pieces.advance(std::slice::from_ref(byte));
        }
        assert_eq!(whole.advance(bytes), pieces.is_latched(), "{bytes:02x?}");
        whole.is_latched()
    }

    #[test]
    fn latches_on_fiscal_frames() {
        for frame in [
            &b"\x02trinit\tbm0\t#D3F4\x03"[..],
            b"\x02rtcget\t#7F3A\x03",
            b"\x02prncancel\t#A0C1\x03",
            b"\x1BP0$h7B\x1B\\",
            b"\x1BP1;0$lChleb\r1\rC\r4.99/4.99/5C\x1B\\",
            b"\x1BP0#s\x1B\\",
            b"<pakiet crc=\"00000000\"><receipt action=\"begin\"/></pakiet>",
        ] {
            assert!(latches(frame), "{frame:02x?}");
            assert!(
                latches(&[b"\x1B@\n\x1B\x02", frame].concat()),
                "{frame:02x?} after others"
            );
        }
    }

    #[test]
    fn leaves_other_streams_alone() {
        for stream in [
            &b"\x1B@\x1Ba\x01SHOP\nTOTAL 5.00\n\x1Bd\x04\x1DV\0"[..],
            b"\x1BPlain text after an odd command \x1B\\\x05\x00",
            b"\x02hello #1234 without an end",
            b"\x02\x03\x02trinit\nbm0\t#D3F4\x03",
            b"a <b and <pa",
            b"\x1BP12 C\x1B@",
        ] {
            assert!(!latches(stream), "{stream:02x?}");
        }
    }

    #[test]
    fn forgets_what_never_ends() {
        let mut latch = FiscalLatch::default();
        latch.advance(b"\x02trline\t");
        latch.advance(&vec![b'x'; 4 * MAX_FRAME]);
        assert!(latch.frame.len() <= MAX_FRAME && !latch.is_latched());
    }
}
