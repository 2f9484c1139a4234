//! The counter of the running service: hands it what the cable tells, its events to the journal and
//! its views to the board.

use std::collections::VecDeque;
use std::sync::Arc;

use super::answers::{Answers, Asking, Kept as KeptAnswers};
use super::clock;
use super::journaling::{Journal, Kept, Outcome, Recalled};
use super::learning::Learned;
use super::meeting::Outbox;
use super::minting::Issued;
use crate::device::notice::{Notice, Side};
use crate::domain::code::Code;
use crate::domain::event::{Device, Entry, Event};
use crate::domain::gift::policy::{Forecast, Policy, Temperature};
use crate::domain::kpi::staffing::Habits;
use crate::domain::member::{Card, Member};
use crate::domain::stars::Link;
use crate::engine::api::{
    Codes, CodesMode, Command, HandedOut, MemberOrder, Memory, Progress, QueueView, Reception,
    Refusal, Remark, RemarkError, Signs, Slip, TillEvent,
};
use crate::engine::counter::{Changed, Counter, Input, Output, Setup, Switch};
use crate::engine::sharing::{Met, Told};
use crate::protocol::escpos::document::Document;
use crate::protocol::scanner::{Rejected, Scan, ScanKind};
use crate::web::Board;

/// The counter and everything around it.
pub(super) struct Counting {
    counter: Counter,
    journal: Journal,
    issued: Issued,
    codes: Codes,
    /// What the numbers of the shop's own cards begin with.
    card_prefix: Option<String>,
    board: Board,
    errands: VecDeque<Errand>,
    /// The way to the counter where those of the store meet.
    outbox: Option<Outbox>,
    /// The way to whoever asks for customers' answers.
    asking: Option<Asking>,
}

/// What the counter wants done that is not its own to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Errand {
    /// Print this.
    Print {
        /// The number under which the counter wants to hear of it.
        id: u64,
        /// What it says.
        slip: Slip,
    },
    /// Print a member's card.
    Card {
        /// The number under which the counter wants to hear of it.
        id: u64,
        /// The card.
        card: Card,
    },
    /// Put codes on receipts or stop doing so.
    Switch(Switch),
}

impl Counting {
    /// A counter that goes on from what the journal remembers.
    pub(super) fn new(
        setup: Setup,
        recalled: Recalled,
        issued: Issued,
        outbox: Option<Outbox>,
    ) -> Self {
        let codes = setup.codes.clone();
        let card_prefix = setup.loyalty.card_prefix.clone();
        let counter = match recalled.state {
            Some(state) => Counter::new(setup, state, clock::now()),
            None => Counter::without_memory(setup, clock::now()),
        };
        Self {
            board: Board::new(Arc::new(counter.view())),
            counter,
            journal: recalled.journal,
            issued,
            codes,
            card_prefix,
            errands: VecDeque::new(),
            outbox,
            asking: None,
        }
    }

    /// Where the newest view hangs.
    pub(super) fn board(&self) -> Board {
        self.board.clone()
    }

    /// Takes in a document from the cable.
    pub(super) fn document(&mut self, document: &Document) {
        let code = document.code.as_deref();
        let code = code.and_then(|code| Code::parse(code).ok());
        self.handle(Input::DocumentEnded {
            facts: document.facts,
            trusted: document.trusted,
            code: code.and_then(|code| self.issued.find(code)),
        });
    }

    /// Takes in that the till prints.
    pub(super) fn printing_began(&mut self) {
        self.handle(Input::PrintingBegan);
    }

    /// Takes in what happened at another counter of the store.
    pub(super) fn neighbour(&mut self, signs: Signs) {
        self.handle(Input::Neighbour(signs));
    }

    /// Has what another counter tells of members kept; `answer` is called with what is known here once it
    /// is on the disk, and dropped where it will not be.
    pub(super) fn meet(&self, told: Box<Told>, answer: impl FnOnce(Met) + Send + 'static) {
        self.journal.meet(told, Box::new(answer));
    }

    /// Takes in whether members are shared with the counter where those of the store meet.
    pub(super) fn link(&mut self, link: Link) {
        self.handle(Input::Link(link));
    }

    /// Takes in the store's line, or that nobody tells of it.
    pub(super) fn store_queue(&mut self, queue: Option<QueueView>) {
        self.handle(Input::StoreQueue(queue));
    }

    /// Takes in the shop's habits.
    pub(super) fn learned(&mut self, learned: Learned) {
        let Learned {
            model,
            recent,
            usual,
        } = learned;
        self.handle(Input::Learned { model, recent });
        self.handle(Input::UsualGap(usual.map(|usual| usual.gap)));
    }

    /// Takes in how many receipts are expected today.
    pub(super) fn forecast(&mut self, forecast: Box<Forecast>) {
        self.handle(Input::Forecast(forecast));
    }

    /// Takes in how warm it is, or that nobody knows.
    pub(super) fn temperature(&mut self, temperature: Option<Temperature>) {
        self.handle(Input::Temperature(temperature));
    }

    /// Takes in other rules for gifts.
    pub(super) fn policy(&mut self, policy: Arc<Policy>) {
        self.handle(Input::Policy(Some(policy)));
    }

    /// The shop's habits.
    pub(super) fn habits(&self) -> Habits {
        self.counter.habits()
    }

    /// Takes in a scan; only goods and codes of ours count.
    pub(super) fn scan(&mut self, scan: &Scan) {
        match scan.kind {
            Ok(ScanKind::Product(gtin) | ScanKind::InStore(gtin)) => {
                self.handle(Input::ItemScanned(Some(gtin.number())));
            }
            Ok(ScanKind::Code(code)) => self.handle(Input::CodeScanned(code)),
            Err(Rejected::Code(_)) => self.handle(Input::CodeMisread),
            Ok(ScanKind::Member(ref text)) => {
                let found = Card::parse(text, self.card_prefix.as_deref());
                self.handle(match found {
                    Ok(card) => Input::MemberScanned(card),
                    Err(_) => Input::MemberMisread,
                });
            }
            Ok(ScanKind::Other) | Err(_) => {}
        }
    }

    /// Tells this one from now on what of customers' answers is on the disk.
    pub(super) fn ask_for_answers(&mut self, asking: Asking) {
        if self.counter.has_memory() {
            asking.kept(self.counter.state().answers().into());
        }
        self.asking = Some(asking);
    }

    /// Takes in customers' answers; while nothing is kept they wait where they came from.
    pub(super) fn answers(&mut self, answers: Answers) {
        if !self.counter.has_memory() || !self.journal.has_room() {
            return;
        }
        for answered in answers.answered {
            self.handle(Input::Answered(Box::new(answered)));
        }
        self.handle(Input::AnswersCounted {
            opened: answers.opened,
            guessed: answers.guessed,
            doubled: answers.doubled,
        });
    }

    /// Takes in what the relay noticed.
    pub(super) fn notice(&mut self, notice: &Notice) {
        match notice {
            Notice::PortLost { side, .. } => self.handle(Input::DeviceLost(device(*side))),
            Notice::PortFound { side } => self.handle(Input::DeviceFound(device(*side))),
            _ => {}
        }
    }

    /// Takes in what was noticed at the scanner's ports; the till's end of a shared one is the
    /// till's business.
    pub(super) fn scanner_notice(&mut self, notice: &Notice) {
        match notice {
            Notice::PortLost {
                side: Side::Till, ..
            } => self.handle(Input::DeviceLost(Device::Scanner)),
            Notice::PortFound { side: Side::Till } => {
                self.handle(Input::DeviceFound(Device::Scanner));
            }
            _ => {}
        }
    }

    /// Takes in how writing the journal goes.
    pub(super) fn outcome(&mut self, outcome: Outcome) {
        if let (Outcome::Recalled(state), Some(asking)) = (&outcome, &self.asking) {
            asking.kept(state.answers().into());
        }
        self.handle(match outcome {
            Outcome::Recalled(state) => Input::Recalled(state),
            Outcome::Note(id, note) => Input::NoteRead { id, note },
            Outcome::Members(id, answer) => Input::MembersAnswered {
                id,
                answer: *answer,
            },
            Outcome::Forget(members) => Input::Forget(members),
            Outcome::Failing => Input::Memory(Memory::Failing),
            Outcome::Works => Input::Memory(Memory::Kept),
            Outcome::Lost(count) => Input::EventsLost(count),
        });
    }

    /// Takes in how far a slip is.
    pub(super) fn printed(&mut self, id: u64, progress: Progress) {
        self.handle(Input::Printed { id, progress });
    }

    /// Takes in whether receipts get codes now; only a technician ends the fiscal mode.
    pub(super) fn codes(&mut self, mode: CodesMode, copies: bool) {
        let ready = self.issued.ready();
        let is_fiscal = self.codes.mode == CodesMode::Fiscal;
        let mode = if is_fiscal { CodesMode::Fiscal } else { mode };
        self.codes = Codes {
            mode,
            copies,
            ready,
            ..self.codes.clone()
        };
        self.handle(Input::Codes(self.codes.clone()));
    }

    /// Takes in what somebody has changed.
    pub(super) fn change(&mut self, changed: Changed) {
        self.handle(Input::Changed(changed));
    }

    /// Takes in that a fiscal protocol was seen.
    pub(super) fn fiscal(&mut self) {
        self.codes(CodesMode::Fiscal, self.codes.copies);
    }

    /// Takes in what somebody wants; [`Counting::next_errand`] may be what it leads to.
    pub(super) fn command(&mut self, command: Command) -> Result<(), Refusal> {
        let result = self.counter.command(command, clock::now());
        self.drain(None);
        result
    }

    /// Takes in what somebody wants about members.
    pub(super) fn member_order(&mut self, order: MemberOrder) -> Result<(), Refusal> {
        let result = self.counter.member_order(order, clock::now());
        self.drain(None);
        result
    }

    /// Takes in what the till software tells; `kept` is called once that is on the disk. While
    /// nobody can know whether it was told before, or the journal has no room, it is dropped.
    pub(super) fn till_event(
        &mut self,
        message: &TillEvent,
        kept: impl FnOnce(Reception) + Send + 'static,
    ) {
        if !self.counter.has_memory() || !self.journal.has_room() {
            return;
        }
        let reception = self.counter.till_event(message, clock::now());
        self.drain(Some(Box::new(move || kept(reception))));
    }

    /// Has a member forgotten; `kept` is called once that is on the disk, and dropped where it will not be.
    pub(super) fn forget(&mut self, member: Member, kept: impl FnOnce() + Send + 'static) {
        self.take_in(Input::Forget(vec![member]), Box::new(kept));
    }

    /// The cards of the member with these numbers are a customer's; `kept` as for [`Self::forget`].
    pub(super) fn customers_card(
        &mut self,
        numbers: Vec<Member>,
        kept: impl FnOnce() + Send + 'static,
    ) {
        self.take_in(Input::CustomersCard(numbers), Box::new(kept));
    }

    fn take_in(&mut self, input: Input, kept: Kept) {
        if !self.counter.has_memory() || !self.journal.has_room() {
            return;
        }
        self.counter.handle(input, clock::now());
        self.drain(Some(kept));
    }

    /// Has it noted that a file about a member was handed out; `noted` is called with whether there is
    /// such a member once it is on the disk, and dropped where it will not be.
    pub(super) fn handed_out(&self, handed: HandedOut, noted: impl FnOnce(bool) + Send + 'static) {
        let HandedOut { member, what } = handed;
        self.journal
            .handed_out(member, what.into(), Box::new(noted));
    }

    /// Has this done by the journal's thread, once all that has happened so far is on the disk;
    /// never where nothing is kept now.
    pub(super) fn once_kept(&mut self, then: Kept) -> bool {
        let is_kept = self.counter.has_memory() && self.journal.has_room();
        if is_kept {
            self.journal.append(Vec::new(), Vec::new(), Some(then));
        }
        is_kept
    }

    /// Has this noted down; `kept` is called once it is on the disk, and dropped where it will not be.
    pub(super) fn remark(
        &self,
        remark: Remark,
        kept: impl FnOnce(Result<(), RemarkError>) + Send + 'static,
    ) {
        self.journal.remark(remark, Box::new(kept));
    }

    /// The next thing to do for the counter.
    pub(super) fn next_errand(&mut self) -> Option<Errand> {
        self.errands.pop_front()
    }

    /// Looks after what comes by itself: time and ready codes.
    pub(super) fn tend(&mut self) {
        if self.issued.ready() != self.codes.ready {
            self.codes(self.codes.mode, self.codes.copies);
        }
        if clock::instant() >= self.counter.poll_timeout() {
            self.counter.handle_timeout(clock::now());
            self.drain(None);
        }
    }

    fn handle(&mut self, input: Input) {
        self.counter.handle(input, clock::now());
        self.drain(None);
    }

    /// Everything that one input led to belongs together.
    fn drain(&mut self, kept: Option<Kept>) {
        let (mut entries, mut notes) = (Vec::new(), Vec::new());
        while let Some(output) = self.counter.poll_output() {
            match output {
                Output::Append(entry) => entries.push(entry),
                Output::Keep(note) => notes.push(note),
                Output::Read { id, number } => self.journal.read(id, number),
                Output::Show(view) => self.board.show(view),
                Output::AskMembers { id, ask } => self.journal.ask_members(id, ask),
                Output::PrintCard { id, card } => self.errands.push_back(Errand::Card { id, card }),
                Output::Print { id, slip } => self.errands.push_back(Errand::Print { id, slip }),
                Output::Tell(sign) => self.outbox.iter().for_each(|outbox| outbox.tell(sign)),
                Output::SwitchCodes(switch) => self.errands.push_back(Errand::Switch(switch)),
            }
        }
        let kept = self.telling_who_asks(&entries, kept);
        if !entries.is_empty() || kept.is_some() {
            self.journal.append(entries, notes, kept);
        }
    }

    /// Who asks for answers hears what the journal has of them, once it has it.
    fn telling_who_asks(&self, entries: &[Entry], kept: Option<Kept>) -> Option<Kept> {
        let concerns = |entry: &Entry| {
            matches!(
                entry.event,
                Event::SurveyAnswered(_) | Event::ReceiptLeft { .. } | Event::RewardRedeemed { .. }
            )
        };
        let asking = self.asking.clone();
        match asking.filter(|_| entries.iter().any(concerns)) {
            None => kept,
            Some(asking) => {
                let known = KeptAnswers::from(self.counter.state().answers());
                Some(Box::new(move || {
                    asking.kept(known);
                    if let Some(kept) = kept {
                        kept();
                    }
                }))
            }
        }
    }
}

fn device(side: Side) -> Device {
    match side {
        Side::Till => Device::Till,
        Side::Printer => Device::Printer,
    }
}
