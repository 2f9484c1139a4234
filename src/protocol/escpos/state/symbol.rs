//! How the printer draws QR symbols, as far as the stream shows.
//!
//! A block whose code the printer draws itself has to choose these settings, and puts them back.
//! What it cannot put back is a till's symbol that waits in the printer's memory to be drawn: a
//! till that stores one receipt's symbol before the cut of another is not known.

use super::super::command::{Command, Dialect};

const GS: u8 = 0x1D;

/// Model, dots of a module and error correction, as they stand on the wire.
const FIELDS: usize = 3;

/// The functions of `GS ( k` that set them, each with the values that it takes and the value
/// after power-on (Epson's reference, functions 165, 167 and 169).
const EPSON: [(u8, std::ops::RangeInclusive<u8>, u8); FIELDS] =
    [(65, 49..=51, 50), (67, 1..=16, 3), (69, 48..=51, 48)];

/// The same of `ESC GS y S` (Star's line mode specification).
const STAR: [(u8, std::ops::RangeInclusive<u8>, u8); FIELDS] =
    [(0, 1..=2, 2), (2, 1..=8, 3), (1, 0..=3, 0)];

/// The settings of QR symbols; what is absent has its value after power-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Symbol {
    seen: [Option<u8>; FIELDS],
    /// The first bytes of the `GS ( k` that is passing, and how many they are.
    head: [u8; FIELDS],
    taken: Option<usize>,
}

impl Symbol {
    /// Notes a command.
    pub(super) fn command(&mut self, command: Command) {
        self.taken = None;
        match command {
            Command::Extended {
                introducer: GS,
                letter: b'k',
                ..
            } => self.taken = Some(0),
            Command::StarSymbol {
                family: b'y',
                verb: b'S',
                arg,
                value,
            } => self.note(&STAR, arg & 0x0F, value),
            _ => {}
        }
    }

    /// Notes a piece of that command's payload.
    pub(super) fn payload(&mut self, bytes: &[u8]) {
        let Some(taken) = self.taken else {
            return;
        };
        let room = self.head.iter_mut().skip(taken);
        let kept = room.zip(bytes).map(|(slot, byte)| *slot = *byte).count();
        self.taken = Some(taken + kept).filter(|taken| *taken < FIELDS);
        if self.taken.is_none()
            && let [49, function, value] = self.head
        {
            self.note(&EPSON, function, value);
        }
    }

    fn note(
        &mut self,
        table: &[(u8, std::ops::RangeInclusive<u8>, u8); FIELDS],
        function: u8,
        value: u8,
    ) {
        for (slot, (own, range, _)) in self.seen.iter_mut().zip(table) {
            if *own == function && range.contains(&value) {
                *slot = Some(value);
            }
        }
    }

    /// The commands that put everything back.
    pub(super) fn restore(self, dialect: Dialect) -> Vec<u8> {
        let table = match dialect {
            Dialect::EscPos => EPSON,
            Dialect::Star => STAR,
        };
        let mut bytes = Vec::new();
        for (seen, (function, _, power_on)) in self.seen.into_iter().zip(table) {
            let value = seen.unwrap_or(power_on);
            match (dialect, function) {
                (Dialect::Star, _) => {
                    bytes.extend([0x1B, GS, b'y', b'S', b'0' + function, value]);
                }
                (Dialect::EscPos, 65) => {
                    bytes.extend([GS, b'(', b'k', 4, 0, 49, function, value, 0]);
                }
                (Dialect::EscPos, _) => {
                    bytes.extend([GS, b'(', b'k', 3, 0, 49, function, value]);
                }
            }
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::escpos::command::Sink;
    use crate::protocol::escpos::tap::Tap;

    #[derive(Default)]
    struct Watch(Symbol);

    impl Sink for Watch {
        fn command(&mut self, command: Command, _span: std::ops::Range<u64>) {
            self.0.command(command);
        }

        fn payload(&mut self, bytes: &[u8]) {
            self.0.payload(bytes);
        }
    }

    /// After these bytes, one by one.
    fn after(dialect: Dialect, bytes: &[u8]) -> Vec<u8> {
        let mut watch = Watch::default();
        let mut tap = Tap::new(dialect);
        for byte in bytes {
            tap.advance(&mut watch, std::slice::from_ref(byte));
        }
        watch.0.restore(dialect)
    }

    const UNSEEN: &[u8] = b"\x1D(k\x04\x001A2\x00\x1D(k\x03\x001C\x03\x1D(k\x03\x001E0";

    #[test]
    fn what_was_seen_is_put_back_and_the_rest_as_after_power_on() {
        assert_eq!(after(Dialect::EscPos, b""), UNSEEN);
        let set = b"\x1D(k\x03\x001C\x06\x1D(k\x03\x001E3\x1D(k\x08\x001P0SHOP!";
        let expected = b"\x1D(k\x04\x001A2\x00\x1D(k\x03\x001C\x06\x1D(k\x03\x001E3";
        assert_eq!(after(Dialect::EscPos, set), expected);
        let set = b"\x1B\x1DyS0\x01\x1B\x1DyS2\x07";
        let expected = b"\x1B\x1DyS0\x01\x1B\x1DyS2\x07\x1B\x1DyS1\x00";
        assert_eq!(after(Dialect::Star, set), expected);
    }

    #[test]
    fn what_a_printer_ignores_does_not_count() {
        for ignored in [
            &b"\x1D(k\x03\x001C\x00"[..],
            b"\x1D(k\x03\x000C\x05",
            b"\x1D(L\x03\x001C\x05",
            b"\x1D(k\x02\x001C\x05",
            b"\x1D(k\x08\x001P01C\x05..",
        ] {
            assert_eq!(after(Dialect::EscPos, ignored), UNSEEN, "{ignored:02x?}");
        }
    }
}
