//! How far the paper has gone since something was last printed.
//!
//! Counts what the printer does with the till's feeds; what that means is `watch`'s.

use crate::protocol::escpos::command::Command;
use crate::protocol::escpos::state::State;

/// A distance in vertical motion units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Feed {
    units: u32,
}

impl Feed {
    /// How far, in vertical motion units.
    pub(super) fn units(self) -> u32 {
        self.units
    }

    /// Something is printed.
    pub(super) fn print(&mut self) {
        self.units = 0;
    }

    /// Takes a command. `before` are the settings that it found; `line_units` is the height of a
    /// line where the till has set none.
    pub(super) fn command(&mut self, command: Command, before: &State, line_units: u16) {
        let line = u32::from(before.line_spacing().unwrap_or(line_units));
        let moved = match command {
            Command::LineFeed => line,
            Command::FeedLines(lines) => line * u32::from(lines),
            Command::FeedUnits(units) => u32::from(units),
            Command::CarriageReturn
            | Command::Initialize
            | Command::Set(_)
            | Command::TabStops
            | Command::Drawer
            | Command::Definition
            | Command::RealTime(_)
            | Command::Request
            | Command::Display
            | Command::SelectDevice(_)
            | Command::SelectPaper(_)
            | Command::Other => return,
            _ => return self.print(),
        };
        if !before.moves_roll() {
            return;
        }
        self.units = if before.line_open {
            // The line itself takes the first of it.
            moved.saturating_sub(line)
        } else {
            self.units.saturating_add(moved)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::escpos::command::{Dialect, Sink};
    use crate::protocol::escpos::tap::Tap;
    use std::ops::Range;

    struct Follower {
        state: State,
        feed: Feed,
    }

    impl Sink for Follower {
        fn text(&mut self, _bytes: &[u8], _at: u64) {
            self.state.text();
            self.feed.print();
        }

        fn command(&mut self, command: Command, _span: Range<u64>) {
            self.feed.command(command, &self.state, 34);
            self.state.command(command);
        }
    }

    fn fed(bytes: &[u8]) -> u32 {
        let mut follower = Follower {
            state: State::new(Dialect::EscPos),
            feed: Feed::default(),
        };
        Tap::new(Dialect::EscPos).advance(&mut follower, bytes);
        follower.feed.units()
    }

    #[test]
    fn counts_what_moves_the_paper_below_the_last_print() {
        for (bytes, units) in [
            (&b"Tea"[..], 0),
            (b"Tea\n", 0),
            (b"Tea\n\n\n", 68),
            (b"Tea\r\n\r\n\r\n", 68),
            (b"Tea\x1Bd\x04", 102),
            (b"Tea\n\x1Bd\x04", 136),
            (b"Tea\n\x1BJ\x40", 64),
            (b"Tea\n\x1BJ\x40\x1Ba\0\x1B@\x1Bp\0\x19\x19\x10\x04\x01", 64),
            (b"Tea\n\n\nBun\n", 0),
            (b"Tea\n\n\n\x1Dv0\0\x01\0\x01\0\xFF", 0),
            (b"\x1Dv0\0\x01\0\x01\0\xFF\n\n", 68),
            (b"\x1B3\x00Tea\n\n\n\n\n\n", 0),
            (b"\x1B3\x18Tea\n\n\n", 48),
            (b"Tea\n\x1B3\xFF\x1B2\n", 34),
            (b"Tea\n\x1BL\n\n\n\n", 0),
            (b"Tea\n\n\x1B\x7E\x05", 0),
        ] {
            assert_eq!(fed(bytes), units, "{}", bytes.escape_ascii());
        }
    }
}
