//! One counter: what its devices say and its cashier asks for goes in, events and views come out.

mod told;

use super::api::{
    Codes, CodesMode, Command, DeviceView, Memory, Place, Presence, Print, Progress, Refusal,
    SeenDocument, Slip, View,
};
use super::mint::Minted;
use super::state::State;
use crate::domain::code::Code;
use crate::domain::document::{Currency, Facts, Kind, Outcome};
use crate::domain::event::{Device, DocumentEnded, Entry, Event, PrintedCode};
use crate::domain::time::{Quarter, Timestamp};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};
use told::Told;

/// A counter as a state machine. No thread, clock, file or socket: time is an argument.
///
/// * A. [`Counter::state`] and [`Counter::view`] look and change nothing.
/// * B. [`Counter::handle`] takes what devices say, [`Counter::handle_timeout`] that time passed;
///   calling the latter more often than [`Counter::poll_timeout`] asks for does no harm.
/// * C. [`Counter::command`] takes what people want.
/// * D. After any of these, call [`Counter::poll_output`] until it gives nothing, then
///   [`Counter::poll_timeout`].
///
/// Every [`Output::Append`] belongs in the journal, in order; replaying the journal into a
/// [`State`] then gives the one that is in here. A view does not wait for that.
#[derive(Debug)]
pub struct Counter {
    place: Place,
    state: State,
    now: Now,
    serving: Option<Serving>,
    /// When a payment was refused that has not been settled since.
    troubled: Option<Instant>,
    here: BTreeSet<Device>,
    documents: VecDeque<SeenDocument>,
    last_code: Option<Code>,
    codes: Codes,
    print: Option<Print>,
    memory: Memory,
    revision: u64,
    outputs: VecDeque<Output>,
    is_shown: bool,
    till: Told,
    /// What was appended so far, while the journal could not be read.
    unrecalled: Option<Vec<Entry>>,
}

/// What a counter is told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// What people call it.
    pub place: Place,
    /// How it stands with the codes at the start.
    pub codes: Codes,
    /// Who counts the sales.
    pub sales: Sales,
    /// The currency of the store.
    pub currency: Currency,
}

/// The authoritative source of sales; the other one only adds to what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sales {
    /// What is read on the cable.
    Cable,
    /// What the till software tells.
    Api,
}

/// The time of an input, by the clock that people set and by the one that only runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// For time-outs and durations.
    pub instant: Instant,
    /// For the journal.
    pub at: Timestamp,
    /// The last midnight where the shop is.
    pub day_began: Timestamp,
}

/// What the outside says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A document came out of the printer.
    DocumentEnded {
        /// What its text says.
        facts: Facts,
        /// Whether all of it was read in step with the printer.
        trusted: bool,
        /// The code that it carries.
        code: Option<Minted>,
    },
    /// The scanner read goods; which ones is the till's business.
    ItemScanned,
    /// A device went away.
    DeviceLost(Device),
    /// A device is there.
    DeviceFound(Device),
    /// How it stands with the codes now.
    Codes(Codes),
    /// How far a slip of ours is.
    Printed {
        /// Which one, as [`Output::Print`] said.
        id: u64,
        /// How far.
        progress: Progress,
    },
    /// What the journal remembers of the time before the counter began.
    Recalled(Box<State>),
    /// Whether the journal could write.
    Memory(Memory),
    /// So many events found no place in the journal, as it now says itself.
    EventsLost(u64),
}

/// Whether sales get a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// They do.
    On {
        /// And receipts that call themselves copies too.
        copies: bool,
    },
    /// They do not.
    Off,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Add this to the journal.
    Append(Entry),
    /// Print this, and say with [`Input::Printed`] how far it is.
    Print {
        /// Its number.
        id: u64,
        /// What it says.
        slip: Slip,
    },
    /// Put codes on receipts or stop doing so, and say with [`Input::Codes`] how it stands then.
    SwitchCodes(Switch),
    /// Show this instead of what was shown before.
    Show(Arc<View>),
}

/// How many documents are shown.
const SHOWN_DOCUMENTS: usize = 20;

/// How many events are kept in mind while the journal cannot be read.
const UNRECALLED: usize = 10_000;

/// After this long without a scan or a document, a serving or a refused payment was given up:
/// a customer who looks for another card is back sooner.
const GIVEN_UP: Duration = Duration::from_mins(15);

/// The goods so far of a customer.
#[derive(Debug, Clone, Copy)]
struct Serving {
    began: Instant,
    last_sign: Instant,
    /// Goods that the scanner read.
    scanned: u16,
    /// Goods that the till software told of: the same ones, if both do.
    told: u16,
}

impl Counter {
    /// Goes on from what the journal remembers.
    pub fn new(setup: Setup, state: State, now: Now) -> Self {
        Self {
            place: setup.place,
            state,
            now,
            serving: None,
            troubled: None,
            here: BTreeSet::new(),
            documents: VecDeque::new(),
            last_code: None,
            codes: setup.codes,
            print: None,
            memory: Memory::Kept,
            revision: u64::try_from(now.at.0).unwrap_or_default(),
            outputs: VecDeque::new(),
            is_shown: false,
            till: Told::new(setup.sales, setup.currency),
            unrecalled: None,
        }
    }

    /// Begins although the journal cannot be read yet; [`Input::Recalled`] then brings what it
    /// remembers.
    pub fn without_memory(setup: Setup, now: Now) -> Self {
        Self {
            unrecalled: Some(Vec::new()),
            ..Self::new(setup, State::default(), now)
        }
    }

    /// Whether it knows what happened before it began.
    pub fn has_memory(&self) -> bool {
        self.unrecalled.is_none()
    }

    /// What the journal will remember once everything is in it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What a screen shows now.
    pub fn view(&self) -> View {
        let devices = [Device::Till, Device::Printer, Device::Scanner];
        View {
            revision: self.revision,
            place: self.place.clone(),
            served_today: self.state.served_since(self.now.day_began),
            waiting: self.state.waiting_since(self.now.day_began),
            documents: self.documents.iter().copied().collect(),
            last_code: self.last_code,
            devices: devices.map(|device| self.device_view(device)).to_vec(),
            codes: self.codes.clone(),
            print: self.print,
            memory: self.memory,
            events_lost: self.state.events_lost(),
        }
    }

    /// Takes in what a device said.
    pub fn handle(&mut self, input: Input, now: Now) {
        self.handle_timeout(now);
        match input {
            Input::DocumentEnded {
                facts,
                trusted,
                code,
            } => self.document_ended(&facts, trusted, code),
            Input::ItemScanned => {
                let serving = self.serve_more();
                serving.scanned = serving.scanned.saturating_add(1);
            }
            Input::DeviceLost(device) => self.device_lost(device),
            Input::DeviceFound(device) => self.device_found(device),
            Input::Codes(codes) => self.codes = codes,
            Input::Printed { id, progress } => self.printed(id, progress),
            Input::Recalled(state) => self.recall(*state),
            Input::Memory(memory) => self.memory = memory,
            Input::EventsLost(count) => self.state.apply(&Entry {
                at: now.at,
                event: Event::EventsLost { count },
            }),
        }
        self.is_shown = false;
    }

    /// Takes in what somebody wants.
    pub fn command(&mut self, command: Command, now: Now) -> Result<(), Refusal> {
        self.handle_timeout(now);
        match command {
            Command::CorrectWaiting { by } => self.correct_waiting(by),
            Command::Print { slip } => self.ask_for(slip)?,
            Command::EnableCodes { copies } => self.enable_codes(copies)?,
            Command::DisableCodes => self.switch_codes(Switch::Off),
        }
        self.is_shown = false;
        Ok(())
    }

    /// Takes in that it is later now.
    pub fn handle_timeout(&mut self, now: Now) {
        if now.day_began != self.now.day_began {
            self.is_shown = false;
        }
        self.now = now;
        let given_up = |since: Instant| now.instant >= since + GIVEN_UP;
        self.serving = self.serving.filter(|serving| !given_up(serving.last_sign));
        self.troubled = self.troubled.filter(|since| !given_up(*since));
    }

    /// When [`Counter::handle_timeout`] has something to do. The day may change with any
    /// quarter-hour, and a clock may be set, so that is at most a quarter of an hour ahead.
    pub fn poll_timeout(&self) -> Instant {
        let into_quarter = self.now.at.0.rem_euclid(Quarter::LEN_MS);
        let left = u64::try_from(Quarter::LEN_MS - into_quarter).unwrap_or_default();
        let quarter = self.now.instant + Duration::from_millis(left);
        let since = [self.serving.map(|serving| serving.last_sign), self.troubled];
        let given_up = since.into_iter().flatten().map(|since| since + GIVEN_UP);
        given_up.fold(quarter, Instant::min)
    }

    /// The next thing to do; a view comes after all events that it shows.
    pub fn poll_output(&mut self) -> Option<Output> {
        if let Some(output) = self.outputs.pop_front() {
            return Some(output);
        }
        if std::mem::replace(&mut self.is_shown, true) {
            return None;
        }
        self.revision += 1;
        Some(Output::Show(Arc::new(self.view())))
    }

    fn device_view(&self, device: Device) -> DeviceView {
        let presence = if self.state.is_away(device) {
            Presence::Away
        } else if self.here.contains(&device) {
            Presence::Here
        } else {
            Presence::Unknown
        };
        DeviceView { device, presence }
    }

    fn append(&mut self, event: Event) {
        self.append_at(self.now.at, event);
    }

    fn append_at(&mut self, at: Timestamp, event: Event) {
        let entry = Entry { at, event };
        self.state.apply(&entry);
        if let Some(unrecalled) = self.unrecalled.as_mut() {
            // What comes on top finds no room in a journal that cannot be read either.
            if unrecalled.len() < UNRECALLED {
                unrecalled.push(entry);
            }
        }
        self.outputs.push_back(Output::Append(entry));
    }

    fn recall(&mut self, state: State) {
        if let Some(since) = self.unrecalled.take() {
            self.state = state;
            for entry in &since {
                self.state.apply(entry);
            }
        }
    }

    fn correct_waiting(&mut self, by: i16) {
        let from = self.state.waiting_since(self.now.day_began);
        let to = from.saturating_add_signed(by);
        if to != from {
            self.append(Event::QueueCorrected { from, to });
        }
    }

    fn ask_for(&mut self, slip: Slip) -> Result<(), Refusal> {
        let last = self.print;
        let under_way =
            |print: Print| matches!(print.progress, Progress::Waiting | Progress::Printing);
        if last.is_some_and(under_way) {
            return Err(Refusal::AlreadyPrinting);
        }
        if self.codes.mode == CodesMode::Fiscal {
            return Err(Refusal::Fiscal);
        }
        if slip != Slip::Comparison && self.codes.address.is_none() {
            return Err(Refusal::NoAddress);
        }
        let has_something = match slip {
            Slip::Again => self.last_code.is_some(),
            Slip::SelfTest => true,
            Slip::Comparison => !self.documents.is_empty(),
        };
        if !has_something {
            return Err(Refusal::NothingToShow);
        }
        let id = last.map_or(0, |print| print.id) + 1;
        self.print = Some(Print {
            id,
            slip,
            progress: Progress::Waiting,
        });
        self.outputs.push_back(Output::Print { id, slip });
        Ok(())
    }

    fn printed(&mut self, id: u64, progress: Progress) {
        if let Some(print) = self.print.as_mut().filter(|print| print.id == id) {
            print.progress = progress;
        }
    }

    fn enable_codes(&mut self, copies: bool) -> Result<(), Refusal> {
        if self.codes.mode == CodesMode::Fiscal {
            return Err(Refusal::Fiscal);
        }
        if self.codes.address.is_none() {
            return Err(Refusal::NoAddress);
        }
        self.switch_codes(Switch::On { copies });
        Ok(())
    }

    /// Whether it can be done is found out outside, so that the view changes with [`Input::Codes`].
    fn switch_codes(&mut self, switch: Switch) {
        self.outputs.push_back(Output::SwitchCodes(switch));
    }

    /// Goods of the customer at the counter; the first ones begin the serving.
    fn serve_more(&mut self) -> &mut Serving {
        let now = self.now.instant;
        if self.serving.is_none() {
            self.append(Event::ServingBegan);
        }
        let serving = self.serving.get_or_insert(Serving {
            began: now,
            last_sign: now,
            scanned: 0,
            told: 0,
        });
        serving.last_sign = now;
        serving
    }

    fn document_ended(&mut self, facts: &Facts, trusted: bool, code: Option<Minted>) {
        let facts = self.with_what_was_told(*facts);
        let kind = facts.kind.unwrap_or(Kind::Other);
        let is_receipt = kind == Kind::Sale && !facts.copy;
        if !(is_receipt && self.till.counts_sales()) {
            let serving = self.serving.take_if(|_| is_receipt);
            self.append(Event::DocumentEnded(DocumentEnded {
                kind,
                items: serving.and_then(|serving| self.items_of(serving)),
                served_ms: serving.map(|serving| self.ms_since(serving.began)),
                total_minor: facts.total_minor,
                currency: facts.currency,
                tender: facts.tender,
                refund: facts.refund,
                void: facts.void,
                copy: facts.copy,
                trusted,
            }));
        }
        if let Some(Minted { code, serial }) = code {
            self.last_code = Some(code);
            self.append(Event::CodePrinted(PrintedCode {
                kind: serial.kind,
                day: serial.day,
                seq: serial.seq,
            }));
        }
        self.payment(facts.outcome, is_receipt && !facts.void && !facts.refund);
        self.documents.truncate(SHOWN_DOCUMENTS - 1);
        self.documents.push_front(SeenDocument {
            at: self.now.at,
            kind,
            total_minor: facts.total_minor,
            currency: facts.currency,
            tender: facts.tender,
            code: code.map(|minted| minted.code),
        });
    }

    /// Only a conclusive "no" is trouble, and only until somebody has paid.
    fn payment(&mut self, outcome: Option<Outcome>, is_paid: bool) {
        if outcome == Some(Outcome::Declined) {
            if self.troubled.is_none() {
                self.troubled = Some(self.now.instant);
                self.append(Event::PaymentTroubled);
            }
        } else if (is_paid || outcome == Some(Outcome::Approved))
            && let Some(since) = self.troubled.take()
        {
            let after_ms = self.ms_since(since);
            self.append(Event::PaymentSettled { after_ms });
        }
    }

    fn ms_since(&self, earlier: Instant) -> u32 {
        let passed = self.now.instant.saturating_duration_since(earlier);
        u32::try_from(passed.as_millis()).unwrap_or(u32::MAX)
    }

    fn device_lost(&mut self, device: Device) {
        self.here.remove(&device);
        if !self.state.is_away(device) {
            self.append(Event::DeviceLost { device });
        }
    }

    fn device_found(&mut self, device: Device) {
        self.here.insert(device);
        if self.state.is_away(device) {
            self.append(Event::DeviceFound { device });
        }
    }
}
