//! The local API of a small real counter, in this process.

#[path = "archive.rs"]
pub(crate) mod archive;
#[path = "folk.rs"]
pub(crate) mod folk;
#[path = "keeper.rs"]
mod keeper;
#[path = "ledger.rs"]
mod ledger;
#[path = "regulars.rs"]
pub(crate) mod regulars;
#[path = "wire.rs"]
mod wire;

pub(crate) use wire::{Answer, exchange};

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta};
use keeper::Keeper;
use ledger::Ledger;
use regulars::Shelf;
use tillside::client::Client;
use tillside::domain::code::Till;
use tillside::domain::document::Currency;
use tillside::domain::event::{Entry, Event};
use tillside::domain::gift::rules::Rules;
use tillside::domain::kpi::answers::Known;
use tillside::domain::language::Language;
use tillside::domain::member::Member;
use tillside::domain::tally::Tally;
use tillside::domain::time::{Quarter, Timestamp};
use tillside::engine::api::{
    Codes, CodesMode, Comments, Figures, FiguresQuery, FiguresRow, GiftsTrial, LoyaltyReport,
    MemberPages, MemberQuestion, MemberSearch, MembersFound, Place, Reception, Step, TillEvent,
};
use tillside::engine::counter::{
    Counter, Input, LoyaltySetup, Now, Output, QueueSetup, Sales, Setup as CounterSetup, Switch,
};
use tillside::engine::state::State;
use tillside::runtime::clock;
use tillside::web::{
    self, Board, Busy, Limits, Request, Scope, Setup, Shop, Stop, TokenTexts, Tokens,
};

/// Longer than anything here takes, also on a machine with a lot to do.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// So long that a test which waits for it fails first.
pub(crate) const NEVER: Duration = Duration::from_hours(1);

/// How many requests the desk's queue holds.
const QUEUE: usize = 64;

/// 2026-11-22, 09:00, where the shop is, which is on the meridian of Greenwich.
pub(crate) const NINE: Timestamp = Timestamp(1_795_338_000_000);
const MIDNIGHT: Timestamp = Timestamp(1_795_305_600_000);

/// A served counter.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    pub(crate) tokens: TokenTexts,
    pub(crate) board: Board,
    pub(crate) stop: Stop,
    pub(crate) pins: Arc<Keeper>,
    pub(crate) desk: SyncSender<Said>,
    front: Arc<Front>,
    api: Option<JoinHandle<()>>,
}

/// What the desk is told.
pub(crate) enum Said {
    /// By somebody over the API.
    Asked(Request),
    /// By a device.
    Input(Input),
    /// By the test: do nothing until the other end is gone.
    Pause(Receiver<()>),
}

/// What `web` sees of the shop.
struct Front {
    desk: SyncSender<Said>,
    journal: Arc<Mutex<Vec<Entry>>>,
    /// The time for rates, and how often somebody asked for it: once at the start, once for each
    /// request, and once more for each that comes to the desk for PINs.
    clock: Mutex<(Instant, usize)>,
    asked: Condvar,
    /// Why there are no figures.
    trouble: Mutex<Option<String>>,
}

pub(crate) fn limits() -> Limits {
    Limits {
        patience: NEVER,
        arrival: PATIENCE,
        connection: NEVER,
        ..Limits::default()
    }
}

impl Served {
    pub(crate) fn start(limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (desk, said) = sync_channel(QUEUE);
        let journal = Arc::default();
        let clerk = Clerk::new(Arc::clone(&journal));
        let board = clerk.board.clone();
        let front = Arc::new(Front {
            desk: desk.clone(),
            journal,
            clock: Mutex::new((clock::instant(), 0)),
            asked: Condvar::new(),
            trouble: Mutex::default(),
        });
        let tokens = TokenTexts {
            till: "the-token-of-the-till".to_owned(),
            store: "the-token-of-the-store".to_owned(),
            panel: "the-token-of-the-panel".to_owned(),
            manager: "the-token-of-the-manager".to_owned(),
        };
        let pins = Arc::<Keeper>::default();
        let setup = Setup {
            tokens: Tokens::new(&tokens),
            board: board.clone(),
            pins: Arc::<Keeper>::clone(&pins),
            limits,
        };
        let stop = Stop::new();
        let (shop, word): (Arc<Front>, Stop) = (Arc::clone(&front), stop.clone());
        let api = move || web::serve(listener, setup, shop, &word).unwrap();
        // It ends when nobody can tell it anything any more.
        drop(named("desk", move || clerk.work(&said)));
        Self {
            address,
            tokens,
            board,
            stop,
            pins,
            desk,
            front,
            api: Some(named("api", api)),
        }
    }

    pub(crate) fn token(&self, scope: Scope) -> &str {
        match scope {
            Scope::Till => &self.tokens.till,
            Scope::Store => &self.tokens.store,
            Scope::Panel => &self.tokens.panel,
            Scope::Manager => &self.tokens.manager,
        }
    }

    pub(crate) fn client(&self, scope: Scope) -> Client {
        Client::new(self.address, self.token(scope))
    }

    pub(crate) fn input(&self, input: Input) {
        self.desk.send(Said::Input(input)).unwrap();
    }

    /// The desk does nothing until this is dropped.
    pub(crate) fn pause(&self) -> SyncSender<()> {
        let (sender, receiver) = sync_channel(0);
        self.desk.send(Said::Pause(receiver)).unwrap();
        sender
    }

    /// It is later, as far as rates are concerned.
    pub(crate) fn pass(&self, time: Duration) {
        self.front.clock.lock().unwrap().0 += time;
    }

    /// Until so many requests came in all.
    pub(crate) fn wait_for_requests(&self, count: usize) {
        let asked = self.front.clock.lock().unwrap();
        let is_short = |(_, came): &mut (Instant, usize)| *came <= count;
        let asked = &self
            .front
            .asked
            .wait_timeout_while(asked, PATIENCE, is_short);
        let came = asked.as_ref().unwrap().0.1 - 1;
        assert!(came >= count, "{came} requests came instead of {count}");
    }

    /// What `web` sees of the shop, for another listener.
    pub(crate) fn shop(&self) -> Arc<dyn Shop> {
        let front: Arc<Front> = Arc::clone(&self.front);
        front
    }

    /// What the counter told the journal so far.
    pub(crate) fn events(&self) -> Vec<Event> {
        let journal = self.front.journal.lock().unwrap();
        journal.iter().map(|entry| entry.event).collect()
    }

    pub(crate) fn break_figures(&self, why: &str) {
        *self.front.trouble.lock().unwrap() = Some(why.to_owned());
    }

    /// A request with a token, over a connection of its own.
    pub(crate) fn send(&self, scope: Scope, method: &str, path: &str, body: &str) -> Answer {
        let token = self.token(scope);
        self.send_with(
            &[&format!("Authorization: Bearer {token}")],
            method,
            path,
            body,
        )
    }

    /// A request with these headers besides the usual ones.
    pub(crate) fn send_with(
        &self,
        headers: &[&str],
        method: &str,
        path: &str,
        body: &str,
    ) -> Answer {
        let mut lines = vec![
            format!("{method} {path} HTTP/1.1"),
            "Connection: close".to_owned(),
        ];
        if !headers.iter().any(|header| header.starts_with("Host:")) {
            lines.push(format!("Host: {}", self.address));
        }
        lines.extend(headers.iter().map(|header| (*header).to_owned()));
        if !body.is_empty() {
            lines.push("Content-Type: application/json".to_owned());
            lines.push(format!("Content-Length: {}", body.len()));
        }
        let head = lines.join("\r\n");
        self.exchange(format!("{head}\r\n\r\n{body}").as_bytes())
    }

    /// These bytes, and all that comes back.
    pub(crate) fn exchange(&self, bytes: &[u8]) -> Answer {
        exchange(self.address, bytes)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        wire::connect(self.address)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.fire();
        let served = self.api.take().map(JoinHandle::join);
        let is_well = matches!(served, Some(Ok(())));
        assert!(is_well || std::thread::panicking(), "the API failed");
    }
}

fn named(name: &str, work: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    Builder::new().name(name.to_owned()).spawn(work).unwrap()
}

impl Front {
    fn trouble(&self) -> Result<(), String> {
        let trouble = self.trouble.lock().unwrap().clone();
        trouble.map_or(Ok(()), Err)
    }
}

impl Shop for Front {
    fn ask(&self, request: Request) -> Result<(), Busy> {
        match self.desk.try_send(Said::Asked(request)) {
            Ok(()) => Ok(()),
            Err(_) => Err(Busy),
        }
    }

    fn figures(&self, query: &FiguresQuery) -> Result<Figures, String> {
        self.trouble()?;
        let mut figures = Figures::default();
        for entry in self.journal.lock().unwrap().iter() {
            let start = match query.step {
                Step::QuarterHour => entry.at.quarter().start(),
                Step::Day => Timestamp(entry.at.0 - entry.at.0.rem_euclid(96 * Quarter::LEN_MS)),
            };
            let local_start = DateTime::from_timestamp_millis(start.0)
                .unwrap()
                .naive_utc();
            let begin = query.from.and_time(NaiveTime::MIN);
            let end = query.to.and_time(NaiveTime::MIN) + TimeDelta::days(1);
            if !(begin..end).contains(&local_start) {
                continue;
            }
            if figures.rows.last().is_none_or(|row| row.start != start) {
                figures.rows.push(FiguresRow {
                    start,
                    local_start,
                    tally: Tally::default(),
                });
            }
            figures.rows.last_mut().unwrap().tally.count(&entry.event);
        }
        Ok(figures)
    }

    fn answers(&self, from: NaiveDate, to: NaiveDate) -> Result<Known, String> {
        self.trouble()?;
        Ok(archive::known(&self.journal.lock().unwrap(), from, to))
    }

    fn comments(&self, _: NaiveDate, _: NaiveDate) -> Result<Comments, String> {
        self.trouble()?;
        Ok(archive::comments())
    }

    fn loyalty(&self, from: NaiveDate, to: NaiveDate) -> Result<LoyaltyReport, String> {
        self.trouble()?;
        Ok(regulars::report(from, to))
    }

    fn rehearse(&self, rules: Rules, days: u16) -> Result<GiftsTrial, String> {
        self.trouble()?;
        Ok(regulars::trial(rules, days))
    }

    fn find_members(&self, search: MemberSearch) -> Result<MembersFound, String> {
        self.trouble()?;
        Ok(folk::find(&search))
    }

    fn member_pages(&self, question: MemberQuestion) -> Result<Option<MemberPages>, String> {
        self.trouble()?;
        Ok(folk::pages(question))
    }

    fn numbers_of(&self, member: Member) -> Result<Vec<Member>, String> {
        self.trouble()?;
        Ok(folk::numbers(member))
    }

    fn now(&self) -> Instant {
        let mut clock = self.clock.lock().unwrap();
        clock.1 += 1;
        self.asked.notify_all();
        clock.0
    }
}

/// Works at the desk: a counter and what it appended.
struct Clerk {
    counter: Counter,
    codes: Codes,
    now: Now,
    board: Board,
    ledger: Ledger,
    shelf: Shelf,
    journal: Arc<Mutex<Vec<Entry>>>,
}

impl Clerk {
    fn new(journal: Arc<Mutex<Vec<Entry>>>) -> Self {
        let now = Now {
            instant: clock::instant(),
            at: NINE,
            day_began: MIDNIGHT,
        };
        let codes = Codes {
            mode: CodesMode::Observing,
            copies: false,
            address: Some("s.example.com".to_owned()),
            ready: 8,
        };
        let setup = CounterSetup {
            place: Place {
                store: "A shop".to_owned(),
                counter: Till::new(3).unwrap(),
                language: Language::ENGLISH,
            },
            codes: codes.clone(),
            sales: Sales::Cable,
            currency: Currency::EURO,
            queue: QueueSetup::default(),
            closing: None,
            rewards: None,
            loyalty: LoyaltySetup::default(),
        };
        let counter = Counter::new(setup, State::default(), now);
        let mut clerk = Self {
            board: Board::new(Arc::new(counter.view())),
            counter,
            codes,
            now,
            ledger: Ledger::default(),
            shelf: Shelf::default(),
            journal,
        };
        clerk.drain();
        clerk
    }

    fn work(mut self, said: &Receiver<Said>) {
        for said in said {
            match said {
                // Who was told that it came too late does not want it any more.
                Said::Asked(Request::Command(command, reply)) if reply.is_awaited() => {
                    let done = self.counter.command(command, self.now);
                    self.drain();
                    reply.give(done);
                }
                Said::Asked(Request::TillEvent(event, reply)) => {
                    // A desk that has lost its disk keeps nothing and says so by saying nothing.
                    if event.key.as_str() != "lost" {
                        let reception = self.receive(&event);
                        reply.give(reception);
                    }
                }
                Said::Asked(Request::Command(..)) => {}
                Said::Asked(Request::Members(order, reply)) => {
                    let done = self.counter.member_order(order, self.now);
                    self.drain();
                    reply.give(done);
                }
                Said::Asked(Request::Settings(wanted, reply)) => {
                    reply.give(self.ledger.take(wanted));
                }
                Said::Asked(Request::GiftRules(wanted, reply)) => {
                    reply.give(self.shelf.take(wanted));
                }
                Said::Asked(Request::Signs(signs, reply)) => {
                    self.handle(Input::Neighbour(signs));
                    reply.give(());
                }
                Said::Asked(Request::Meet(_, reply)) => reply.give(archive::met()),
                Said::Asked(Request::Forget(_, reply)) => reply.give(()),
                Said::Asked(Request::CustomersCard(numbers, reply)) => {
                    self.handle(Input::CustomersCard(numbers));
                    reply.give(());
                }
                Said::Asked(Request::HandedOut(handed, reply)) => {
                    reply.give(archive::knows(handed.member));
                }
                Said::Asked(Request::Remark(remark, reply)) => reply.give(archive::keep(&remark)),
                Said::Asked(Request::Habits(reply)) => reply.give(self.counter.habits()),
                Said::Input(input) => self.handle(input),
                Said::Pause(end) => drop(end.recv()),
            }
        }
    }

    fn receive(&mut self, event: &TillEvent) -> Reception {
        let reception = self.counter.till_event(event, self.now);
        self.drain();
        reception
    }

    fn handle(&mut self, input: Input) {
        self.counter.handle(input, self.now);
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(output) = self.counter.poll_output() {
            match output {
                Output::Append(entry) => self.journal.lock().unwrap().push(entry),
                Output::Show(view) => self.board.show(view),
                Output::SwitchCodes(switch) => {
                    (self.codes.mode, self.codes.copies) = match switch {
                        Switch::On { copies } => (CodesMode::On, copies),
                        Switch::Off => (CodesMode::Observing, false),
                    };
                    self.counter
                        .handle(Input::Codes(self.codes.clone()), self.now);
                }
                // The printer is slow: no slip comes out while a test runs.
                Output::Print { .. }
                | Output::PrintCard { .. }
                | Output::AskMembers { .. }
                | Output::Tell(_)
                | Output::Keep(_)
                | Output::Read { .. } => {}
            }
        }
    }
}
