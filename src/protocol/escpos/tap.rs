//! The tap: bytes in, [`Command`]s out.
//!
//! A syntax machine and nothing more: it gives no meaning to what passes, keeps no text and never
//! answers. It is total (no input makes it fail), never blocks, holds at most [`MAX_HEADER`] bytes
//! of an unfinished command, and gives the same commands however the bytes are cut into pieces.
//!
//! The lengths come from `grammar` (ESC/POS) and `grammar_star`. An unknown command costs its two
//! bytes, the rest is read as text: [`Command::Unknown`] tells whoever listens to trust nothing
//! until the stream is in step again.

use super::command::{Command, Dialect, Sink};
use super::{grammar, grammar_star};

/// The longest header (a command without its payload), in bytes.
pub const MAX_HEADER: usize = 16;

/// Looks at a header that is complete so far, the introducer first, and says how it goes on.
pub(super) type Build = fn(&[u8]) -> Next;

/// How a command goes on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Next {
    /// The command is complete.
    Emit(Command),
    /// So many header bytes in all, then ask again.
    Header(usize, Build),
    /// A payload of known length follows.
    Payload(Command, u64),
    /// A payload that ends before a NUL, which belongs to the command.
    UntilNul(Command),
    /// A payload that ends before a record separator, which belongs to the command.
    UntilSeparator(Command),
    /// Tab stops: ascending numbers up to a NUL.
    TabStops,
    /// So many downloaded images or characters, each with a length of its own.
    Parts(u16, Part),
    /// Text up to the fifth semicolon.
    Semicolons,
}

/// One of several pieces of a definition.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// `FS q`: `xL xH yL yH` and x × y × 8 bytes.
    Image,
    /// `ESC &`: `x` and x × this many bytes.
    Glyph(u8),
}

#[derive(Debug, Clone, Copy)]
enum State {
    Ground,
    Header { need: usize, then: Build },
    Payload { left: u64 },
    Until { stop: u8 },
    TabStops { last: u8, count: u8 },
    PartHeader { left: u16, part: Part },
    PartBody { left: u16, part: Part, body: u64 },
    Semicolons { left: u8 },
}

/// The incremental tokeniser.
///
/// Feed it with [`Tap::advance`], or token by token with [`Tap::step`].
#[derive(Debug, Clone)]
pub struct Tap {
    dialect: Dialect,
    state: State,
    header: [u8; MAX_HEADER],
    header_len: usize,
    start: u64,
    offset: u64,
    printer_selected: bool,
    star_raster: bool,
}

impl Tap {
    /// A tap at the start of a stream, between two commands.
    pub fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            state: State::Ground,
            header: [0; MAX_HEADER],
            header_len: 0,
            start: 0,
            offset: 0,
            printer_selected: true,
            star_raster: false,
        }
    }

    /// How many bytes it has seen.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The bytes of a command whose header is not complete yet; empty between commands.
    pub fn unfinished(&self) -> &[u8] {
        match self.state {
            State::Header { .. } => self.header.get(..self.header_len).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Whether the next byte begins something new.
    pub fn between_commands(&self) -> bool {
        matches!(self.state, State::Ground)
    }

    /// Whether what is unfinished could still become a feed or a cut.
    pub fn may_move_paper(&self) -> bool {
        match self.dialect {
            Dialect::EscPos => grammar::may_move_paper(self.unfinished()),
            Dialect::Star => grammar_star::may_move_paper(self.unfinished()),
        }
    }

    /// Looks at all of `bytes`.
    pub fn advance(&mut self, sink: &mut impl Sink, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let taken = self.step(sink, bytes);
            bytes = bytes.get(taken..).unwrap_or_default();
        }
    }

    /// Looks at bytes up to the end of the next token (a run of text, a header byte, a piece of
    /// payload) and says how many that were: at least one unless `bytes` is empty.
    pub fn step(&mut self, sink: &mut impl Sink, bytes: &[u8]) -> usize {
        let Some(&first) = bytes.first() else {
            return 0;
        };
        let taken = match self.state {
            State::Ground => self.ground(sink, bytes, first),
            State::Header { need, then } => self.header(sink, first, need, then),
            State::Payload { left } => self.payload(sink, bytes, left),
            State::Until { stop } => self.until(sink, bytes, stop),
            State::TabStops { last, count } => self.tab_stop(sink, first, last, count),
            State::PartHeader { left, part } => self.part_header(sink, first, left, part),
            State::PartBody { left, part, body } => self.part_body(sink, bytes, left, part, body),
            State::Semicolons { left } => self.semicolon(sink, first, left),
        };
        self.offset += taken as u64;
        taken
    }

    fn ground(&mut self, sink: &mut impl Sink, bytes: &[u8], first: u8) -> usize {
        if !self.printer_selected && first != grammar::ESC {
            return bytes
                .iter()
                .position(|&b| b == grammar::ESC)
                .unwrap_or(bytes.len());
        }
        if first >= 0x20 && !self.star_raster {
            let run = bytes.iter().position(|&b| b < 0x20).unwrap_or(bytes.len());
            sink.text(bytes.get(..run).unwrap_or_default(), self.offset);
            return run;
        }
        self.start = self.offset;
        self.header_len = 0;
        let next = match self.dialect {
            Dialect::EscPos => grammar::control(first),
            Dialect::Star if self.star_raster => grammar_star::raster_control(first),
            Dialect::Star => grammar_star::control(first),
        };
        match next {
            Some(next) => self.header_byte(sink, first, next),
            None => 1,
        }
    }

    fn header(&mut self, sink: &mut impl Sink, byte: u8, need: usize, then: Build) -> usize {
        if self.header_len + 1 < need {
            self.keep(byte);
            return 1;
        }
        let mut bytes = self.header;
        if let Some(slot) = bytes.get_mut(self.header_len) {
            *slot = byte;
        }
        let next = then(bytes.get(..need).unwrap_or(&bytes));
        self.header_byte(sink, byte, self.only_selection(byte, next))
    }

    /// While another device on the line is selected, the printer listens to `ESC =` alone.
    fn only_selection(&self, byte: u8, next: Next) -> Next {
        let selecting = match self.header_len {
            1 => byte == b'=',
            _ => self.header.get(1) == Some(&b'='),
        };
        if self.printer_selected || selecting {
            next
        } else {
            Next::Emit(Command::Display)
        }
    }

    fn keep(&mut self, byte: u8) {
        if let Some(slot) = self.header.get_mut(self.header_len) {
            *slot = byte;
            self.header_len += 1;
        }
    }

    /// Takes one header byte, which `next` was decided on.
    fn header_byte(&mut self, sink: &mut impl Sink, byte: u8, next: Next) -> usize {
        self.keep(byte);
        let end = self.offset + 1;
        let mut begin = |command| sink.command(command, self.start..end);
        self.state = match next {
            Next::Header(need, then) => State::Header {
                need: need.min(MAX_HEADER),
                then,
            },
            Next::Emit(command) => {
                begin(command);
                self.note(command);
                if command.has_payload() {
                    sink.payload_end(end);
                }
                State::Ground
            }
            Next::Payload(command, left) => {
                begin(command);
                Self::after_payload_piece(sink, left, end)
            }
            Next::UntilNul(command) => {
                begin(command);
                State::Until { stop: 0 }
            }
            Next::UntilSeparator(command) => {
                begin(command);
                State::Until { stop: grammar::RS }
            }
            Next::TabStops => {
                begin(Command::TabStops);
                State::TabStops { last: 0, count: 0 }
            }
            Next::Parts(left, part) => {
                begin(Command::Definition);
                self.header_len = 0;
                Self::next_part(sink, left, part, end)
            }
            Next::Semicolons => {
                begin(Command::Definition);
                State::Semicolons { left: 5 }
            }
        };
        1
    }

    /// Remembers what changes how later bytes are read.
    fn note(&mut self, command: Command) {
        match command {
            Command::SelectDevice(devices) => {
                self.printer_selected = devices & 1 == 1 || devices == 0;
            }
            Command::RasterMode(on) => self.star_raster = on,
            Command::Initialize => self.star_raster = false,
            _ => {}
        }
    }

    fn after_payload_piece(sink: &mut impl Sink, left: u64, end: u64) -> State {
        if left > 0 {
            return State::Payload { left };
        }
        sink.payload_end(end);
        State::Ground
    }

    fn payload(&mut self, sink: &mut impl Sink, bytes: &[u8], left: u64) -> usize {
        let taken = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        sink.payload(bytes.get(..taken).unwrap_or_default());
        let end = self.offset + taken as u64;
        self.state = Self::after_payload_piece(sink, left - taken as u64, end);
        taken
    }

    fn until(&mut self, sink: &mut impl Sink, bytes: &[u8], stop: u8) -> usize {
        let Some(at) = bytes.iter().position(|&b| b == stop) else {
            sink.payload(bytes);
            return bytes.len();
        };
        sink.payload(bytes.get(..at).unwrap_or_default());
        sink.payload_end(self.offset + at as u64 + 1);
        self.state = State::Ground;
        at + 1
    }

    /// A tab stop that does not ascend ends the list and is printed; NUL ends it silently.
    fn tab_stop(&mut self, sink: &mut impl Sink, byte: u8, last: u8, count: u8) -> usize {
        if byte == 0 {
            self.state = State::Ground;
            return 1;
        }
        if byte <= last || count == 32 {
            self.state = State::Ground;
            return self.ground(sink, &[byte], byte);
        }
        self.state = State::TabStops {
            last: byte,
            count: count + 1,
        };
        1
    }

    fn next_part(sink: &mut impl Sink, left: u16, part: Part, end: u64) -> State {
        if left > 0 {
            return State::PartHeader { left, part };
        }
        sink.payload_end(end);
        State::Ground
    }

    fn part_header(&mut self, sink: &mut impl Sink, byte: u8, left: u16, part: Part) -> usize {
        self.keep(byte);
        let header = self.header.get(..self.header_len).unwrap_or_default();
        let body = match (part, header) {
            (Part::Image, &[x_low, x_high, y_low, y_high]) => {
                let columns = u64::from(u16::from_le_bytes([x_low, x_high]));
                columns * u64::from(u16::from_le_bytes([y_low, y_high])) * 8
            }
            (Part::Glyph(height), &[width]) => u64::from(height) * u64::from(width),
            _ => return 1,
        };
        self.header_len = 0;
        self.state = match body {
            0 => Self::next_part(sink, left - 1, part, self.offset + 1),
            _ => State::PartBody { left, part, body },
        };
        1
    }

    fn part_body(
        &mut self,
        sink: &mut impl Sink,
        bytes: &[u8],
        left: u16,
        part: Part,
        body: u64,
    ) -> usize {
        let taken = bytes.len().min(usize::try_from(body).unwrap_or(usize::MAX));
        let rest = body - taken as u64;
        self.state = match rest {
            0 => Self::next_part(sink, left - 1, part, self.offset + taken as u64),
            _ => State::PartBody {
                left,
                part,
                body: rest,
            },
        };
        taken
    }

    fn semicolon(&mut self, sink: &mut impl Sink, byte: u8, left: u8) -> usize {
        let left = if byte == b';' { left - 1 } else { left };
        self.state = match left {
            0 => {
                sink.payload_end(self.offset + 1);
                State::Ground
            }
            _ => State::Semicolons { left },
        };
        1
    }
}
