//! The main thread while the cable runs: whatever happens comes to its desk, through one queue and in
//! order, and from here to whom it concerns.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::answers::Answers;
use super::cable::Shown;
use super::clock;
use super::closing::{Day, Days};
use super::counting::{Counting, Errand};
use super::gifts;
use super::journaling::Outcome;
use super::learning::Learned;
use super::managing::Managing;
use super::prints::{Prints, Step};
use super::report::Report;
use super::scanning::{self, Scanning};
use super::switching::Switching;
use super::weather::Reading;
use crate::device::notice::Notice;
use crate::device::relay::Handle;
use crate::domain::gift::policy::Forecast;
use crate::domain::member::Card;
use crate::domain::stars::Link;
use crate::engine::api::{
    Command, GiftRules, Progress, QueueView, Refusal, Setting, SettingsError, SettingsView, Slip,
};
use crate::protocol::escpos::splice::Event;
use crate::protocol::scanner::Scan;
use crate::web::Request;

/// What comes to the desk.
#[derive(Debug)]
pub(super) enum Heard {
    /// The splicer has noticed something.
    Cable(Event),
    /// What the day came to.
    Day(Day),
    /// The first byte of a document came.
    PrintingBegan,
    /// The shop's habits were learned.
    Learned(Learned),
    /// So many receipts are expected today.
    Forecast(Box<Forecast>),
    /// How warm it is.
    Weather(Reading),
    /// The relay has.
    Relay(Notice),
    /// The scanner's relay has.
    Scanner(Notice),
    /// Something was scanned.
    Scan(Scan),
    /// Customers have answered.
    Answers(Box<Answers>),
    /// Writing the journal goes well again, or no longer.
    Journal(Outcome),
    /// The store's line as the counter where all meet sees it; `None` where that is gone.
    StoreQueue(Option<Box<QueueView>>),
    /// Whether members are shared with that counter now.
    Link(Link),
    /// Somebody asks through the local API.
    Request(Request),
    /// The end.
    Stop,
}

/// The way to the desk; nobody waits there, so everybody uses `try_send`.
pub(super) type Post = SyncSender<Heard>;

/// How much may wait on the desk.
pub(super) const QUEUE: usize = 1024;

/// How often the desk looks whether something is to be printed or said.
const TICK: Duration = Duration::from_millis(500);

/// Exit status when a thread of the cable has ended by itself; the system starts us again.
const CABLE_ENDED: u8 = 70;

/// Everybody who is told.
pub(super) struct Desk {
    pub(super) report: Report,
    pub(super) prints: Prints,
    pub(super) counting: Counting,
    pub(super) gifts: gifts::GiftRules,
    pub(super) days: Days,
    pub(super) switching: Switching,
    pub(super) managing: Managing,
    pub(super) handle: Handle,
    pub(super) shown: Arc<Shown>,
    pub(super) scanner: Option<Scanning>,
    pub(super) heard: Receiver<Heard>,
}

impl Desk {
    /// Works until the cable ends.
    pub(super) fn serve(&mut self, cable: &[JoinHandle<()>]) -> ExitCode {
        let mut next_tick = clock::instant();
        loop {
            let now = clock::instant();
            if now >= next_tick {
                next_tick = now + self.pause();
                self.tick(now);
                if let Some(status) = self.ended(cable) {
                    return status;
                }
            }
            match self.heard.recv_timeout(next_tick - now) {
                Ok(Heard::Stop) => next_tick = now,
                Ok(heard) => self.take(heard),
                Err(_nothing) => {}
            }
        }
    }

    /// At the end nobody should have to wait for us.
    fn pause(&self) -> Duration {
        if self.handle.is_stopped() {
            TICK / 50
        } else {
            TICK
        }
    }

    /// Takes what still lies here, and closes.
    pub(super) fn close(mut self) {
        if let Some(scanner) = self.scanner.take() {
            scanner.stop();
        }
        while let Ok(heard) = self.heard.try_recv() {
            self.take(heard);
        }
        self.switching.join();
    }

    fn take(&mut self, heard: Heard) {
        match heard {
            Heard::Cable(event) => self.cable(event),
            Heard::Day(day) => self.day(day),
            Heard::PrintingBegan => self.counting.printing_began(),
            Heard::Learned(learned) => self.counting.learned(learned),
            Heard::Forecast(forecast) => self.counting.forecast(forecast),
            Heard::Weather(reading) => {
                if self.gifts.has_asked_for(&reading) {
                    self.counting.temperature(reading.temperature);
                }
            }
            Heard::Relay(notice) => {
                Report::notice(&notice);
                self.counting.notice(&notice);
                let step = self.prints.notice(&notice);
                self.printed(step);
            }
            Heard::Scanner(notice) => {
                scanning::say_notice(&notice);
                self.counting.scanner_notice(&notice);
            }
            Heard::Scan(scan) => {
                scanning::say_scan(&scan);
                self.counting.scan(&scan);
            }
            Heard::Answers(answers) => self.counting.answers(*answers),
            Heard::Journal(outcome) => self.counting.outcome(outcome),
            Heard::StoreQueue(queue) => self.counting.store_queue(queue.map(|queue| *queue)),
            Heard::Link(link) => self.counting.link(link),
            Heard::Request(request) => self.request(request),
            Heard::Stop => {}
        }
    }

    fn cable(&mut self, event: Event) {
        self.take_in(&event);
        self.report.event(&event);
        self.prints.event(event);
        // The till's report may have ended the day.
        self.print_what_is_due();
    }

    fn take_in(&mut self, event: &Event) {
        match event {
            Event::Ended(document) => self.counting.document(document),
            Event::FiscalLatched => self.counting.fiscal(),
            Event::Withheld(_) => {}
        }
    }

    fn print_what_is_due(&mut self) {
        while let Some(errand) = self.counting.next_errand() {
            match errand {
                Errand::Print { id, slip } => self.print(id, slip),
                Errand::Card { id, card } => self.print_card(id, card),
                Errand::Switch(_) => {}
            }
        }
    }

    fn print_card(&mut self, id: u64, card: Card) {
        self.prints.give_card(card);
        self.prints.ask(id, Slip::Card, clock::instant());
    }

    fn print(&mut self, id: u64, slip: Slip) {
        if slip != Slip::Closing {
            self.prints.ask(id, slip, clock::instant());
        } else if !self.days.ask(id, &mut self.counting) {
            self.cannot_tell(id);
        }
    }

    fn day(&mut self, Day { id, closing }: Day) {
        match closing {
            Some(closing) => {
                self.prints.close_day(closing);
                self.prints.ask(id, Slip::Closing, clock::instant());
            }
            None => self.cannot_tell(id),
        }
    }

    fn cannot_tell(&mut self, id: u64) {
        let progress = Progress::Failed(Refusal::NothingToShow);
        self.counting.printed(id, progress);
    }

    fn request(&mut self, request: Request) {
        match request {
            // Who has given up would not expect it any more.
            Request::Command(_, reply) if !reply.is_awaited() => {}
            Request::Command(command, reply) => reply.give(self.command(command)),
            Request::Members(_, reply) if !reply.is_awaited() => {}
            Request::Members(order, reply) => reply.give(self.counting.member_order(order)),
            Request::Forget(_, reply) if !reply.is_awaited() => {}
            Request::Forget(member, reply) => {
                self.counting.forget(member, || reply.give(()));
            }
            Request::HandedOut(handed, reply) => {
                self.counting.handed_out(handed, |known| reply.give(known));
            }
            Request::CustomersCard(_, reply) if !reply.is_awaited() => {}
            Request::CustomersCard(numbers, reply) => {
                self.counting.customers_card(numbers, || reply.give(()));
            }
            Request::Signs(signs, reply) => {
                self.counting.neighbour(signs);
                reply.give(());
            }
            Request::Meet(_, reply) if !reply.is_awaited() => {}
            Request::Meet(told, reply) => self.counting.meet(told, |met| reply.give(met)),
            Request::Remark(_, reply) if !reply.is_awaited() => {}
            Request::Remark(remark, reply) => {
                self.counting.remark(remark, |kept| reply.give(kept));
            }
            Request::Habits(reply) => reply.give(self.counting.habits()),
            Request::Settings(_, reply) if !reply.is_awaited() => {}
            Request::Settings(wanted, reply) => reply.give(self.settings(wanted)),
            Request::GiftRules(_, reply) if !reply.is_awaited() => {}
            Request::GiftRules(wanted, reply) => reply.give(self.gift_rules(wanted)),
            Request::TillEvent(event, reply) => {
                self.counting
                    .till_event(&event, |reception| reply.give(reception));
            }
        }
    }

    /// What is changed holds once it is in the file.
    fn settings(&mut self, wanted: Option<Setting>) -> Result<SettingsView, SettingsError> {
        if let Some(setting) = wanted {
            let changed = self.managing.change(&setting)?;
            self.days.change_target(changed.target);
            self.counting.change(changed);
        }
        self.managing.view()
    }

    /// They hold once the file was looked at, with the next tick.
    fn gift_rules(&mut self, wanted: Option<String>) -> Result<GiftRules, SettingsError> {
        if let Some(text) = wanted {
            let file = self.managing.keep_gift_rules(&text)?;
            self.gifts.written(file, clock::instant());
        }
        self.managing.gift_rules()
    }

    fn command(&mut self, command: Command) -> Result<(), Refusal> {
        self.counting.command(command)?;
        while let Some(errand) = self.counting.next_errand() {
            match errand {
                Errand::Print { id, slip } => self.print(id, slip),
                Errand::Card { id, card } => self.print_card(id, card),
                Errand::Switch(switch) => {
                    let switched = self.switching.switch(switch);
                    self.switched();
                    switched?;
                }
            }
        }
        Ok(())
    }

    fn switched(&mut self) {
        let (mode, copies) = self.switching.now();
        self.counting.codes(mode, copies);
    }

    fn printed(&mut self, step: Option<Step>) {
        if let Some((id, progress)) = step {
            self.counting.printed(id, progress);
        }
    }

    fn tick(&mut self, now: Instant) {
        let missed = self.shown.events_missed() + self.handle.counts().notices_missed;
        self.report.missed(missed);
        if let Some(scanner) = &mut self.scanner {
            scanner.tend();
        }
        let step = self.prints.tend(now);
        self.printed(step);
        if self.switching.tend(now) {
            self.switched();
        }
        self.counting.tend();
        if let Some(news) = self.gifts.tend(now) {
            if news.other_weather {
                self.counting.temperature(None);
            }
            self.counting.policy(news.policy);
        }
        // The time may have ended the day.
        self.print_what_is_due();
    }

    fn ended(&self, cable: &[JoinHandle<()>]) -> Option<ExitCode> {
        let scanner = self.scanner.as_ref().is_some_and(Scanning::has_ended);
        if !scanner && !cable.iter().any(JoinHandle::is_finished) {
            return None;
        }
        if self.handle.is_stopped() {
            return Some(ExitCode::SUCCESS);
        }
        ::log::error!("a thread of the cable has ended; starting anew");
        self.handle.stop();
        Some(ExitCode::from(CABLE_ENDED))
    }
}
