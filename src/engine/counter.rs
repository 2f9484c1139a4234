//! One counter: what its devices say and its cashier asks for goes in, events and views come out.

mod answers;
mod calls;
mod care;
mod closing;
mod gifts;
mod io;
mod line;
mod loyalty;
mod members;
mod note;
mod printing;
mod rewards;
mod store;
mod told;

pub use io::{
    Changed, ClosingSetup, Input, LoyaltySetup, Now, Output, RewardSetup, Sales, Setup, Switch,
};
pub use line::{QueueSetup, REPLAYED_MS};

use super::api::{
    Codes, Command, DeviceView, MemberOrder, Memory, Place, Presence, Print, Refusal, RewardWord,
    SeenDocument, View,
};
use super::mint::Minted;
use super::state::State;
use crate::domain::document::{Facts, Kind};
use crate::domain::event::{Device, DocumentEnded, Entry, Event, PrintedCode};
use crate::domain::kpi::staffing::Habits;
use crate::domain::member::CardError;
use crate::domain::queue::Source;
use crate::domain::survey::Waited;
use crate::domain::time::{Quarter, Timestamp};
use answers::Reading;
use closing::Closing;
use line::Line;
use loyalty::{Ending, Loyalty};
use note::Trouble;
use rewards::Rewards;
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
    /// A payment that did not go through and has not been settled since.
    trouble: Option<Trouble>,
    /// The number of the last note or card that was shown.
    notes: u64,
    line: Line,
    closing: Closing,
    here: BTreeSet<Device>,
    documents: VecDeque<SeenDocument>,
    last_code: Option<Minted>,
    rewards: Rewards,
    loyalty: Loyalty,
    reading: Reading,
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

/// How many documents are shown.
const SHOWN_DOCUMENTS: usize = 20;

/// How many cases are shown.
const SHOWN_CASES: usize = 50;

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
            trouble: None,
            notes: 0,
            line: Line::new(setup.queue, now),
            closing: Closing::new(setup.closing),
            here: BTreeSet::new(),
            documents: VecDeque::new(),
            last_code: None,
            rewards: Rewards::new(setup.rewards),
            loyalty: Loyalty::new(setup.loyalty),
            reading: Reading::default(),
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

    /// The shop's habits, as far as they were learned.
    pub fn habits(&self) -> Habits {
        self.line.habits()
    }

    /// What a screen shows now.
    pub fn view(&self) -> View {
        let devices = [Device::Till, Device::Printer, Device::Scanner];
        let cases = self.state.cases().open();
        View {
            revision: self.revision,
            place: self.place.clone(),
            served_today: self.state.served_since(self.now.day_began),
            queue: self.line.view.clone(),
            documents: self.documents.iter().copied().collect(),
            last_code: self.last_code.map(|minted| minted.code),
            devices: devices.map(|device| self.device_view(device)).to_vec(),
            codes: self.codes.clone(),
            print: self.print,
            prompt: self.prompt(),
            baskets: self.state.baskets().kept(),
            cases: cases.iter().take(SHOWN_CASES).copied().collect(),
            cases_open: u16::try_from(cases.len()).unwrap_or(u16::MAX),
            survey: self.survey_view(),
            loyalty: self.loyalty_view(),
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
            Input::Neighbour(signs) => self.neighbour(&signs),
            Input::StoreQueue(queue) => self.store_queue(queue),
            Input::PrintingBegan => self.printing_began(),
            Input::Learned { model, recent } => self.learn_line(*model, &recent),
            Input::ItemScanned(number) => self.item_scanned(number),
            Input::MemberScanned(card) => self.show_card(card),
            Input::MemberMisread => self.card_misread(CardError::Misread),
            Input::MembersAnswered { id, answer } => self.members_answered(id, answer),
            Input::Forget(members) => self.forget(&members),
            Input::CustomersCard(numbers) => self.customers_card(numbers),
            Input::Temperature(temperature) => self.read_temperature(temperature),
            Input::Forecast(forecast) => self.loyalty.forecast = Some(*forecast),
            Input::UsualGap(days) => self.loyalty.usual_gap = days,
            Input::Policy(policy) => self.take_rules(policy),
            Input::Link(link) => self.link_is(link),
            Input::CodeScanned(code) => self.show_code(code),
            Input::CodeMisread => self.say_of_code(RewardWord::Misread),
            Input::Answered(answered) => self.answered(*answered),
            Input::AnswersCounted {
                opened,
                guessed,
                doubled,
            } => self.answers_counted(opened, guessed, &doubled),
            Input::NoteRead { id, note } => self.note_read(id, note.as_deref()),
            Input::DeviceLost(device) => self.device_lost(device),
            Input::DeviceFound(device) => self.device_found(device),
            Input::Codes(codes) => self.codes = codes,
            Input::Changed(changed) => self.change(changed),
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
            Command::CallColleague => self.wish_colleague(),
            Command::AnswerCall { id } => self.answer_any_call(id)?,
            Command::WithdrawCall { id } => self.withdraw_any_call(id)?,
            Command::OpenNote => self.open_note(),
            Command::TakeStep { note, step } => self.take_step(note, step)?,
            Command::CloseNote { note } => self.close_note(note)?,
            Command::HoldBasket => self.hold_basket()?,
            Command::ReleaseBasket { token, sold } => self.release_basket(token, sold)?,
            Command::OpenCase { kind } => self.open_case(kind)?,
            Command::AcknowledgeCase { id } => self.acknowledge_case(id)?,
            Command::PromiseCase { id, minutes } => self.promise_case(id, minutes)?,
            Command::ResolveCase { id, resolution } => self.resolve_case(id, resolution)?,
            Command::ReopenCase { id } => self.reopen_case(id)?,
            Command::ReadAnswer { id } => self.read_answer(id)?,
            Command::PutAnswerAway => self.put_answer_away(),
            Command::RedeemCode { code } => self.show_code(code),
            Command::CloseCard { card } => self.close_card(card)?,
            Command::LeaveReceipt => self.leave_receipt()?,
            Command::KeepReceipt => self.keep_receipt()?,
            Command::OfferGift { rule } => self.offer_gift(rule)?,
            Command::GiveGift { card } => self.give_gift(card)?,
            Command::PassGift { card } => self.pass_gift(card)?,
            Command::SayTemperature { tenths } => self.say_temperature(tenths)?,
        }
        self.is_shown = false;
        Ok(())
    }

    /// Takes in what somebody wants about members.
    pub fn member_order(&mut self, order: MemberOrder, now: Now) -> Result<(), Refusal> {
        self.handle_timeout(now);
        self.is_shown = false;
        self.take_order(order)
    }

    /// Takes in that it is later now.
    pub fn handle_timeout(&mut self, now: Now) {
        if now.day_began != self.now.day_began {
            self.is_shown = false;
        }
        let before = std::mem::replace(&mut self.now, now);
        let given_up = |since: Instant| now.instant >= since + GIVEN_UP;
        self.serving = self.serving.filter(|serving| !given_up(serving.last_sign));
        if let Some(trouble) = &self.trouble
            && given_up(trouble.last_sign)
        {
            self.lose_payment();
            self.is_shown = false;
        }
        self.mind_baskets();
        self.mind_rewards();
        self.mind_reading();
        self.mind_loyalty();
        self.tick_line();
        self.day_may_end_by_itself(before);
    }

    /// When [`Counter::handle_timeout`] has something to do. The day may change with any
    /// quarter-hour, and a clock may be set, so that is at most a quarter of an hour ahead.
    pub fn poll_timeout(&self) -> Instant {
        let into_quarter = self.now.at.0.rem_euclid(Quarter::LEN_MS);
        let left = u64::try_from(Quarter::LEN_MS - into_quarter).unwrap_or_default();
        let quarter = self.now.instant + Duration::from_millis(left);
        let serving = self.serving.map(|serving| serving.last_sign);
        let trouble = self.trouble.as_ref().map(|trouble| trouble.last_sign);
        let signs = [serving, trouble].into_iter().flatten();
        let given_up = signs.map(|sign| sign + GIVEN_UP);
        let line = self.line.poll_timeout(self.now.instant);
        let due = given_up.chain(self.basket_is_due()).chain(line);
        let due = due.chain(self.day_ends_in().map(|left| self.now.instant + left));
        let due = due.chain(self.reward_is_due()).chain(self.reading_is_due());
        let due = due.chain(self.loyalty_is_due());
        due.fold(quarter, Instant::min)
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
        DeviceView {
            device,
            presence,
            away_since: self.state.away_since(device),
        }
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

    /// What somebody has changed holds at once.
    fn change(&mut self, changed: Changed) {
        (self.place.store, self.place.language) = (changed.store, changed.language);
        self.closing.change(changed.closing);
        self.line.calls.change_target(changed.target);
    }

    /// Goods of the customer at the counter; the first ones begin the serving.
    fn serve_more(&mut self) -> &mut Serving {
        let now = self.now.instant;
        if self.serving.is_none() {
            self.next_customer();
            self.append(Event::ServingBegan);
            self.line_started(Source::FirstScan);
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

    fn item_scanned(&mut self, number: Option<u64>) {
        let serving = self.serve_more();
        serving.scanned = serving.scanned.saturating_add(1);
        self.goods_scanned(number);
    }

    /// Without a scanner the first byte of what is printed is the first sign of a customer.
    fn printing_began(&mut self) {
        let is_told = self.here.contains(&Device::Scanner) || self.till.counts_sales();
        if self.serving.is_none() && !is_told {
            self.line_started(Source::FirstByte);
        }
    }

    fn document_ended(&mut self, facts: &Facts, trusted: bool, code: Option<Minted>) {
        let facts = self.with_what_was_told(*facts);
        let kind = facts.kind.unwrap_or(Kind::Other);
        let is_receipt = kind == Kind::Sale && !facts.copy;
        let mut waited = None;
        if !(is_receipt && self.till.counts_sales()) {
            let serving = self.serving.take_if(|_| is_receipt);
            let waited_s = if is_receipt { self.take_waited() } else { None };
            waited = waited_s.map(Waited::of_s);
            self.append(Event::DocumentEnded(DocumentEnded {
                kind,
                items: serving.and_then(|serving| self.items_of(serving)),
                served_ms: serving.map(|serving| self.ms_since(serving.began)),
                waited_s,
                total_minor: facts.total_minor,
                currency: facts.currency,
                tender: facts.tender,
                refund: facts.refund,
                void: facts.void,
                copy: facts.copy,
                trusted,
            }));
            if is_receipt {
                self.line_ended();
                self.sale_may_earn(&facts);
            } else {
                self.line_not_begun();
            }
        }
        if let Some(minted) = code {
            self.new_receipt(minted);
            let serial = minted.serial;
            self.append(Event::CodePrinted(PrintedCode {
                kind: serial.kind,
                day: serial.day,
                seq: serial.seq,
                waited,
            }));
        }
        self.payment_on_paper(&facts, trusted);
        if is_receipt && !self.till.counts_sales() {
            self.sale_ended(ending(&facts), facts.total_minor, None);
            if code.is_some() {
                self.receipt_asks();
            }
        }
        if kind == Kind::Report && trusted && !facts.copy {
            self.day_may_end();
        }
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

fn ending(facts: &Facts) -> Ending {
    if facts.void {
        Ending::Voided
    } else if facts.refund {
        Ending::Refunded
    } else {
        Ending::Paid
    }
}
