//! Cuts the scanner's bytes into frames, one for each scan.
//!
//! Knows nothing of what a frame says, and holds nothing back from anybody: it only looks.

use super::profile::{End, Framing, Stx};
use std::time::{Duration, Instant};

/// The longest frame in bytes: the largest QR symbol holds 7089 digits (ISO/IEC 18004, version
/// 40-L), and an identifier and prefixes come on top.
pub const MAX_FRAME: usize = 8192;

/// Where no silence ends a scan: after this, half a scan is given up.
const STALE: Duration = Duration::from_secs(2);

const NUL: u8 = 0x00;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const TAB: u8 = b'\t';
const LF: u8 = b'\n';
const CR: u8 = b'\r';

/// A frame was longer than [`MAX_FRAME`] and was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

/// Finds the frames in a stream of bytes.
///
/// Total: any bytes in any pieces do, and the pieces make no difference but for the silence between
/// them. Frames are handed out without what begins and ends them; empty ones are not handed out.
#[derive(Debug, Clone)]
pub struct Framer {
    framing: Framing,
    frame: Vec<u8>,
    /// More bytes came than a frame may have.
    too_long: bool,
    /// The last byte of the frame, even where it found no room.
    last: Option<u8>,
    /// An STX has begun this frame.
    begun: bool,
    /// A CR has ended a frame, so a LF that follows belongs to it.
    after_cr: bool,
    due: Option<Instant>,
}

impl Framer {
    /// Nothing seen yet.
    pub fn new(framing: Framing) -> Self {
        Self {
            framing,
            frame: Vec::new(),
            too_long: false,
            last: None,
            begun: false,
            after_cr: false,
            due: None,
        }
    }

    /// Takes bytes that follow those of the last call; `take` gets the frames that end in them.
    pub fn advance(
        &mut self,
        bytes: &[u8],
        now: Instant,
        mut take: impl FnMut(Result<&[u8], TooLong>),
    ) {
        self.handle_timeout(now, &mut take);
        for byte in bytes {
            self.byte(*byte, &mut take);
        }
        let silence = self.framing.gap().unwrap_or(STALE);
        self.due = self.last.map(|_| now + silence);
    }

    /// When the frame under way ends or is given up if no byte comes; `None` while there is none.
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.due
    }

    /// To be called when that time has come; too early or too often does no harm.
    pub fn handle_timeout(&mut self, now: Instant, mut take: impl FnMut(Result<&[u8], TooLong>)) {
        if self.due.is_none_or(|due| due > now) {
            return;
        }
        if self.framing.gap().is_some() {
            self.end(&mut take);
        } else {
            self.forget();
        }
    }

    fn byte(&mut self, byte: u8, take: &mut impl FnMut(Result<&[u8], TooLong>)) {
        let after_cr = std::mem::take(&mut self.after_cr);
        match (byte, self.framing.stx) {
            (STX, Stx::Optional) => {
                self.end(take);
                return;
            }
            (STX, Stx::Required) => {
                self.forget();
                self.begun = true;
                return;
            }
            (_, Stx::Required) if !self.begun => return,
            _ => (),
        }
        match byte {
            LF if after_cr => (),
            // A break on the line reads as NUL.
            NUL if self.last.is_none() => (),
            LF if self.last == Some(CR) && self.framing.ends_with(End::CrLf) => {
                self.drop_last();
                self.end(take);
            }
            _ if self.is_end(byte) => {
                self.end(take);
                self.after_cr = byte == CR && self.framing.ends_with(End::CrLf);
            }
            _ => self.push(byte),
        }
    }

    fn is_end(&self, byte: u8) -> bool {
        let end = match byte {
            CR => End::Cr,
            LF => End::Lf,
            TAB => End::Tab,
            ETX => End::Etx,
            _ => return false,
        };
        self.framing.ends_with(end)
    }

    fn push(&mut self, byte: u8) {
        self.last = Some(byte);
        if self.frame.len() < MAX_FRAME {
            self.frame.push(byte);
        } else {
            self.too_long = true;
        }
    }

    /// The last byte belongs to the end and not to the frame.
    fn drop_last(&mut self) {
        if !self.too_long {
            self.frame.pop();
        }
    }

    fn end(&mut self, take: &mut impl FnMut(Result<&[u8], TooLong>)) {
        if self.too_long {
            take(Err(TooLong));
        } else {
            let frame = self.bare();
            if !frame.is_empty() {
                take(Ok(frame));
            }
        }
        self.forget();
    }

    /// The frame without the fixed text around it.
    fn bare(&self) -> &[u8] {
        let frame = self.frame.as_slice();
        let frame = frame
            .strip_prefix(self.framing.prefix.as_bytes())
            .unwrap_or(frame);
        frame
            .strip_suffix(self.framing.suffix.as_bytes())
            .unwrap_or(frame)
    }

    fn forget(&mut self) {
        self.frame.clear();
        self.too_long = false;
        self.last = None;
        self.begun = false;
        self.due = None;
    }
}
