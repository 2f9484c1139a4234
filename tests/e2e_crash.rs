//! The service is killed again and again: what it had not read is printed, what it had read is
//! lost at most, and the next receipt is as good as ever.
//!
//! Kills come after so many bytes, never after so much time. The printer's port is full when a
//! round begins, so that the service moves on only as the printer reads, and is caught in the
//! middle of something.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use rustix::process::Signal;
use shop::cable::{MOMENT, open_tty};
use shop::{Peer, Printer, Service, Shop, find, sheets};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::ops::Range;
use tillside::device::progress::Record;
use tillside::protocol::escpos::command::{Command, Dialect, Setting, Sink};
use tillside::protocol::escpos::paper::{Paper, Sheet};
use tillside::protocol::escpos::profile::{GENERIC, Profile};
use tillside::protocol::escpos::tap::Tap;
use tillside::sim::rng::Rng;

/// Rounds of one campaign; four campaigns make 64.
const ROUNDS: usize = 16;

/// What a killed service had read and not written: at most one read and what the splicer held.
const MAX_LOST: usize = 64 * 1024 + 256;

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
    port: File,
    _till_port: File,
    model: Model,
    receipts: u32,
    codes: BTreeSet<String>,
    tally: Tally,
}

impl Campaign {
    fn new(seed: u64, flow: &'static str) -> Self {
        let (mut shop, till, printer) = Shop::with_adapters();
        shop.flow = flow;
        Self {
            port: open_tty(&shop.printer_path()),
            _till_port: open_tty(&shop.till_path()),
            shop,
            rng: Rng::new(seed),
            till,
            printer,
            model: Model::new(),
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
    fn ticket(&mut self) -> Vec<u8> {
        self.receipts += 1;
        let lines = "1 x Soup of the day\n".repeat(self.within(1..40));
        format!("\x1B@KITCHEN\nTable {:06}\n{lines}\x1DVB\0", self.receipts).into_bytes()
    }

    /// Fills the printer's port to the brim; how many bytes that took.
    fn clog(&mut self) -> usize {
        let mut clogged = 0;
        loop {
            let before = clogged;
            while let Ok(count) = self.port.write(&[b'.'; 64]) {
                clogged += count;
            }
            // A port makes room for itself a little later.
            let wait = Peer(self.port.try_clone().unwrap());
            if before == clogged || !wait.has_room(MOMENT) {
                return clogged;
            }
        }
    }

    fn round(&mut self, service: Service) -> Service {
        let clogged = self.clog();
        let mut sent = Vec::new();
        let sales = self.within(4..8);
        for _ in 0..sales {
            if self.rng.one_in(4) {
                sent.extend(self.ticket());
            }
            sent.extend(self.sale());
        }
        self.till.send(&sent);
        self.model.begin_round();
        let reached = self.within(0..sent.len() + 600 * sales);
        let dots = self.printer.peer.receive(clogged);
        assert!(dots.iter().all(|byte| *byte == b'.'));
        self.printer.listen_for(reached);
        if !self.rng.one_in(4) {
            self.go_on_to_a_block();
        }
        kill(service);
        if self.rng.one_in(2) {
            self.printer.listen();
            self.judge_kill();
        }
        let service = self.shop.open();
        self.judge_next(&sent);
        service
    }

    /// Reads on until the service is in the middle of a block, if there is another one.
    fn go_on_to_a_block(&mut self) {
        let found = || Record::open(&self.shop.data).unwrap().1;
        while found().open_block.is_none() && self.printer.has_more() {
            self.printer.listen_for(1);
        }
    }

    /// Where the kill came; only for the tally.
    fn judge_kill(&mut self) {
        let mut tap = Tap::new(Dialect::EscPos);
        let mut judge = Model::new().sink;
        let bytes = self.printer.ahead().to_vec();
        judge.bytes.clone_from(&bytes);
        tap.advance(&mut judge, &bytes);
        let in_payload = !tap.between_commands() && tap.unfinished().is_empty();
        self.tally.blocks_cut += usize::from(judge.in_block);
        self.tally.pictures_cut += usize::from(in_payload);
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
    for _ in 0..ROUNDS {
        service = campaign.round(service);
    }
    eprintln!("{:?}, {} codes", campaign.tally, campaign.codes.len());
    assert!(campaign.tally.blocks_cut > 0, "{:?}", campaign.tally);
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
