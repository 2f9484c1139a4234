//! The service is killed again and again: what it had not read is printed, what it had read is
//! lost at most, and the next receipt is as good as ever.
//!
//! Kills come after so many bytes, not after so much time: the printer does not read, and its port
//! has room for some of what is to be printed and no more. There the service is caught, in the
//! middle of a block more often than not.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use rustix::process::Signal;
use shop::cable::MOMENT;
use shop::printed::{find, sheets};
use shop::{Peer, Printer, Service, Shop, eventually, tick};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::ops::Range;
use tillside::device::flow::{XOFF, XON};
use tillside::device::progress::{OpenBlock, Record};
use tillside::protocol::escpos::command::{Command, Dialect, Setting, Sink};
use tillside::protocol::escpos::paper::{Paper, Sheet};
use tillside::protocol::escpos::profile::{GENERIC, Profile};
use tillside::protocol::escpos::tap::Tap;
use tillside::sim::rng::Rng;

/// Rounds of one campaign; four campaigns make 64.
const ROUNDS: usize = 16;

/// What the test fills the printer's port with.
const DOTS: [u8; 64] = [b'.'; 64];

/// What a printer answers to `DLE EOT 1` when all is well.
const ANSWER: [u8; 1] = [0x16];

/// About as long as a block is, in bytes.
const BLOCK_LEN: usize = 660;

/// How often to look whether the service waits in a block; if it does not, it waits elsewhere or
/// is through.
const LOOKS: usize = 20;

/// What a killed service had read and not written: at most one read and what the splicer held.
const MAX_LOST: usize = 4096 + 256;

/// What the printer makes of everything that it ever got.
struct Model {
    tap: Tap,
    sink: Judge,
}

/// Takes the blocks out again and draws the paper.
///
/// The tills of this test print nothing like a block: no centred line, no image.
struct Judge {
    paper: Paper,
    /// The bytes of the round, and where they begin in the stream.
    bytes: Vec<u8>,
    base: u64,
    in_block: bool,
    /// The till's bytes.
    till: Vec<u8>,
    /// What was printed in blocks.
    words: Vec<u8>,
}

impl Model {
    fn new() -> Self {
        let profile = Profile::builtin(GENERIC).unwrap();
        Self {
            tap: Tap::new(Dialect::EscPos),
            sink: Judge {
                paper: Paper::new(&profile, profile.width_dots().unwrap()),
                bytes: Vec::new(),
                base: 0,
                in_block: false,
                till: Vec::new(),
                words: Vec::new(),
            },
        }
    }

    fn print(&mut self, bytes: &[u8]) {
        self.sink.bytes.extend_from_slice(bytes);
        self.tap.advance(&mut self.sink, bytes);
    }

    /// Whether the next bytes would be taken for dots.
    fn is_in_payload(&self) -> bool {
        !self.tap.between_commands() && self.tap.unfinished().is_empty()
    }

    fn begin_round(&mut self) {
        self.sink.base = self.tap.offset();
        self.sink.bytes.clear();
        self.sink.till.clear();
        self.sink.words.clear();
        self.sink.paper.take_sheets();
    }
}

impl Judge {
    fn keep(&mut self, span: Range<u64>) {
        // A command that began before the round was torn by the kill.
        let place = |at: u64| usize::try_from(at.saturating_sub(self.base)).unwrap();
        self.till
            .extend_from_slice(&self.bytes[place(span.start)..place(span.end)]);
    }
}

impl Sink for Judge {
    fn text(&mut self, bytes: &[u8], at: u64) {
        self.paper.text(bytes, at);
        // The beginning of the block may have been replaced by blanks.
        self.in_block |= bytes.starts_with(b"s.example.com");
        if self.in_block {
            self.words.extend_from_slice(bytes);
        } else {
            self.till.extend_from_slice(bytes);
        }
    }

    fn command(&mut self, command: Command, span: Range<u64>) {
        self.paper.command(command, span.clone());
        match command {
            Command::Set(Setting::Justify(side)) => self.in_block = side == 1,
            Command::Raster { .. } => {}
            Command::LineFeed if self.in_block => self.words.push(b'\n'),
            Command::Initialize => {
                self.in_block = false;
                self.keep(span);
            }
            _ => self.keep(span),
        }
    }

    fn payload(&mut self, bytes: &[u8]) {
        self.paper.payload(bytes);
    }

    fn payload_end(&mut self, end: u64) {
        self.paper.payload_end(end);
    }
}

/// How the rounds went.
#[derive(Debug, Default)]
struct Tally {
    answers: usize,
    blocks_cut: usize,
    pictures_cut: usize,
    till_commands_cut: usize,
    most_lost: usize,
}

struct Campaign {
    shop: Shop,
    rng: Rng,
    till: Peer,
    printer: Printer,
    /// The service's side of the printer's port, kept open as an adapter's driver keeps it.
    port: Peer,
    _till_port: Peer,
    model: Model,
    /// How many dots the printer's port takes while nobody reads.
    capacity: usize,
    receipts: u32,
    codes: BTreeSet<String>,
    tally: Tally,
}

impl Campaign {
    fn new(seed: u64, flow: &'static str) -> Self {
        let (mut shop, till, printer) = Shop::with_adapters();
        shop.flow = flow;
        Self {
            port: Peer::open(&shop.printer_path()),
            _till_port: Peer::open(&shop.till_path()),
            shop,
            rng: Rng::new(seed),
            till,
            printer,
            model: Model::new(),
            capacity: 0,
            receipts: 0,
            codes: BTreeSet::new(),
            tally: Tally::default(),
        }
    }

    fn within(&mut self, range: Range<usize>) -> usize {
        let last = u32::try_from(range.len() - 1).unwrap();
        range.start + usize::try_from(self.rng.within(0..=last)).unwrap()
    }

    /// A sale, long or short, with one of four ways to cut.
    fn sale(&mut self) -> Vec<u8> {
        const CUTS: [&[u8]; 4] = [
            b"\n\n\n\x1DV\0",
            b"\n\x1DVB\x03",
            b"\x1Bd\x05\x1Bi",
            b"\x1DVA\0",
        ];
        self.receipts += 1;
        let items = self.within(1..12);
        let lines = "Bread and butter   1.50\n".repeat(items);
        let total = 150 * items;
        let text = format!(
            "\x1B@\x1BE\x01CORNER MARKET LTD\x1BE\0\nReceipt {:06}\n{lines}TOTAL    {1}.{2:02}\nCASH     {1}.{2:02}\n",
            self.receipts,
            total / 100,
            total % 100,
        );
        let cut = CUTS[self.within(0..CUTS.len())];
        [text.as_bytes(), cut].concat()
    }

    /// What else a till prints.
    fn ticket(&mut self, longest: usize) -> Vec<u8> {
        self.receipts += 1;
        let lines = "1 x Soup of the day\n".repeat(self.within(1..longest));
        format!("\x1B@KITCHEN\nTable {:06}\n{lines}\x1DVB\0", self.receipts).into_bytes()
    }

    /// Fills the printer's port with dots, with this many at most; how many it took.
    fn clog(&mut self, most: usize) -> usize {
        let mut dots = 0;
        loop {
            while dots < most
                && let Ok(count) = self.port.0.write(&DOTS[..DOTS.len().min(most - dots)])
            {
                dots += count;
            }
            // A port makes room for itself a little later.
            if dots == most || !self.port.has_room(MOMENT) {
                return dots;
            }
        }
    }

    fn read_dots(&mut self, count: usize) {
        let dots = self.printer.peer.receive(count);
        assert!(dots.iter().all(|byte| *byte == DOTS[0]));
    }

    fn round(&mut self, service: Service) -> Service {
        let sales = self.within(6..9);
        let mut sent = Vec::new();
        for _ in 0..sales {
            if self.rng.one_in(4) {
                sent.extend(self.ticket(40));
            }
            sent.extend(self.sale());
        }
        let room = self.within(0..sent.len() + BLOCK_LEN * sales);
        let dots = self.clog(self.capacity - room);
        self.model.begin_round();
        self.till.send(&sent);
        for _ in 0..LOOKS {
            if self.is_waiting_in_a_block() {
                self.answer_past_the_block();
                break;
            }
        }
        kill(service);
        if let Some(block) = self.open_block() {
            self.tally.blocks_cut += 1;
            self.tally.pictures_cut += usize::from(block.payload.contains(&block.done));
        }
        self.read_dots(dots);
        if self.rng.one_in(2) {
            self.printer.listen();
        }
        self.go_on(&sent)
    }

    /// Starts the next service and looks at what is printed.
    fn go_on(&mut self, sent: &[u8]) -> Service {
        let service = self.shop.open();
        self.judge_next(sent);
        service
    }

    /// The block that the service is writing, or was when it was killed.
    fn open_block(&self) -> Option<OpenBlock> {
        Record::open(&self.shop.data).unwrap().1.open_block
    }

    /// Whether a block was begun and does not go on.
    fn is_waiting_in_a_block(&self) -> bool {
        let look = || self.open_block().filter(|block| block.done > 0);
        tick();
        let before = look();
        before.is_some() && {
            tick();
            look() == before
        }
    }

    /// An answer of the printer reaches the till while the service waits to write.
    fn answer_past_the_block(&mut self) {
        self.printer.peer.send(&ANSWER);
        // Where this takes longer than the service's patience, the till was told to wait before.
        let mut heard = self.till.receive(1);
        while matches!(heard[..], [XON | XOFF]) {
            heard = self.till.receive(1);
        }
        assert_eq!(heard, ANSWER);
        self.tally.answers += 1;
    }

    /// Two more receipts, and everything that was printed since the round began.
    fn judge_next(&mut self, sent: &[u8]) {
        let next = [self.sale(), self.sale()];
        self.till.send(&next.concat());
        let head = &next[0][..40];
        let place = |got: &[u8]| find(got, head);
        let before = self.printer.take_until(place);
        let first = self.printer.print_of(&next[0]);
        let second = self.printer.print_of(&next[1]);
        self.model.print(&before);
        assert!(!self.model.is_in_payload(), "the next receipt becomes dots");
        let torn = !self.model.tap.between_commands();
        self.tally.till_commands_cut += usize::from(torn);
        let lost = lost(sent, &self.model.sink.till).unwrap_or_else(|| {
            panic!(
                "sent {}\nprinted {}",
                sent.escape_ascii(),
                before.escape_ascii()
            )
        });
        assert!(lost <= MAX_LOST, "{lost}");
        self.tally.most_lost = self.tally.most_lost.max(lost);
        for (printed, exact) in [(first, !torn), (second, true)] {
            self.model.print(&printed.bytes);
            assert!(printed.block.is_some());
            let sheet = self.model.sink.paper.take_sheets().pop().unwrap();
            let alone = sheets(&printed.bytes).pop().unwrap();
            assert!(!exact || ends_with(&sheet, &alone), "{:#?}", sheet.text);
        }
        self.collect_codes();
    }

    /// No code is ever printed twice, and every one is genuine.
    fn collect_codes(&mut self) {
        let words = String::from_utf8_lossy(&self.model.sink.words).into_owned();
        for line in words.lines() {
            let code = line.strip_prefix("s.example.com  ");
            if let Some(code) = code.filter(|code| code.len() == 14) {
                self.shop.verify(code);
                assert!(self.codes.insert(code.to_owned()), "{code} twice");
            }
        }
    }
}

fn kill(mut service: Service) {
    service.signal(Signal::KILL);
    assert_eq!(service.wait().code(), None);
}

/// How many bytes of `sent` are missing in `printed`, all in one place; `None` for anything else.
fn lost(sent: &[u8], printed: &[u8]) -> Option<usize> {
    let lost = sent.len().checked_sub(printed.len())?;
    let head = sent.iter().zip(printed).take_while(|(a, b)| a == b).count();
    sent[head + lost..].eq(&printed[head..]).then_some(lost)
}

/// Whether one sheet is the end of the other, to the dot.
fn ends_with(sheet: &Sheet, end: &Sheet) -> bool {
    let Some(above) = sheet.image.height().checked_sub(end.image.height()) else {
        return false;
    };
    let same_dots = (0..end.image.height()).all(|y| {
        (0..end.image.width()).all(|x| sheet.image.get(x, above + y) == end.image.get(x, y))
    });
    same_dots && sheet.text.ends_with(&end.text)
}

fn campaign(seed: u64, flow: &'static str) {
    let mut campaign = Campaign::new(seed, flow);
    let mut service = campaign.shop.open();
    campaign.capacity = campaign.clog(usize::MAX);
    campaign.read_dots(campaign.capacity);
    for _ in 0..ROUNDS {
        service = campaign.round(service);
    }
    eprintln!(
        "{:?}, {} codes, capacity {}",
        campaign.tally,
        campaign.codes.len(),
        campaign.capacity
    );
    assert!(campaign.tally.pictures_cut >= 3, "{:?}", campaign.tally);
}

#[test]
fn kills_without_flow_control() {
    campaign(1, "none");
}

#[test]
fn more_kills_without_flow_control() {
    campaign(2, "none");
}

#[test]
fn kills_with_xon_xoff() {
    campaign(3, "xonxoff");
}

#[test]
fn more_kills_with_xon_xoff() {
    campaign(4, "xonxoff");
}

#[test]
fn a_kill_costs_one_read_at_most() {
    let mut campaign = Campaign::new(5, "none");
    for _ in 0..3 {
        let service = campaign.shop.open();
        let dots = campaign.clog(usize::MAX);
        campaign.model.begin_round();
        let mut sent = Vec::new();
        while sent.len() < 2 * MAX_LOST {
            sent.extend(campaign.ticket(80));
        }
        campaign.till.send(&sent);
        eventually("the service has read what it cannot write", || {
            let found = Record::open(&campaign.shop.data).unwrap().1;
            found.mid_document.then_some(())
        });
        kill(service);
        campaign.read_dots(dots);
        kill(campaign.go_on(&sent));
    }
    assert!(campaign.tally.most_lost > 0);
}
