//! The local API and the customers' pages as the service runs them: addresses, tokens, threads, and
//! the shop behind them.
//!
//! Whatever fails in here costs windows and till software their view, never the cable.

use std::collections::BTreeMap;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use anyhow::Context as _;
use chrono::NaiveDate;

use super::desk::{Heard, Post};
use super::learning::KnownUsual;
use super::pin::PinFile;
use super::service::start as start_thread;
use super::{
    clock, gifts_dry_run, loyalty_reports, member_looks, private_file, survey_reports, tokens,
};
use crate::client::Client;
use crate::domain::gift::rules::Rules;
use crate::domain::kpi::answers::Known;
use crate::domain::member::Member;
use crate::domain::tally::Tally;
use crate::domain::time::{Quarter, Timestamp};
use crate::engine::api::{
    Comments, Figures, FiguresQuery, FiguresRow, GiftsTrial, LoyaltyReport, MemberPages,
    MemberQuestion, MemberSearch, MembersFound, Step,
};
use crate::journal::{self, Reader};
use crate::pages::Store;
use crate::pages::survey::Answers;
use crate::web::{
    self, Board, Busy, HubSetup, Limits, Request, Setup, Shop, Stop, StoreSetup, Tokens, serve,
    serve_hub, serve_pages, serve_store,
};

/// The file in the data directory that says where the API listens.
pub const ADDRESS_FILE: &str = "api.address";

/// The file in the data directory that says where the customers' pages are.
pub const PAGES_FILE: &str = "pages.address";

/// The file in the data directory that says where the store's page for colleagues is.
pub const STORE_FILE: &str = "store.address";

/// Phones keep their connections for a while after the page has come.
const PAGES_CONNECTIONS: u32 = 256;

/// Something that is served by a thread of its own.
pub(super) struct Server {
    stop: Stop,
    thread: JoinHandle<()>,
}

impl Server {
    /// Serves the local API, and writes down where.
    pub(super) fn api(
        listen: SocketAddr,
        (data, config): (&Path, &Path),
        board: Board,
        (post, usual): (Post, KnownUsual),
    ) -> anyhow::Result<Self> {
        let (listener, address) = bind(listen, "api", &data.join(ADDRESS_FILE))?;
        let setup = Setup {
            tokens: Tokens::new(&tokens::load_or_create(data)?),
            board,
            pins: Arc::new(PinFile::in_data(data)),
            limits: Limits::default(),
        };
        write_down(&data.join(ADDRESS_FILE), address)?;
        let counter = Arc::new(Counter {
            post,
            data: data.to_owned(),
            config: config.to_owned(),
            usual,
        });
        log::info!("the local API listens on {address}");
        Self::start("api", move |stop| serve(listener, setup, counter, stop))
    }

    /// Serves the customers' pages, and writes down where.
    pub(super) fn pages(
        listen: SocketAddr,
        data: &Path,
        answers: Arc<dyn Answers>,
    ) -> anyhow::Result<Self> {
        let (listener, address) = bind(listen, "survey", &data.join(PAGES_FILE))?;
        write_down(&data.join(PAGES_FILE), address)?;
        log::info!("the customers' pages are served on {address}");
        let limits = Limits {
            connections: PAGES_CONNECTIONS,
            ..Limits::default()
        };
        Self::start("pages", move |stop| {
            serve_pages(listener, answers, limits, stop)
        })
    }

    /// Serves a hub on a listener that there is.
    pub(super) fn hub(listener: TcpListener, setup: HubSetup) -> anyhow::Result<Self> {
        Self::start("hub", move |stop| serve_hub(listener, setup, stop))
    }

    /// Serves the page for colleagues, and writes down where.
    pub(super) fn store(
        listen: SocketAddr,
        (data, config): (&Path, &Path),
        store: Store,
        board: Board,
        post: Post,
    ) -> anyhow::Result<Self> {
        let (listener, address) = bind(listen, "store", &data.join(STORE_FILE))?;
        let tokens = Tokens::new(&tokens::load_or_create(data)?);
        let members = tokens::own_key(data);
        let setup = StoreSetup {
            tokens,
            board,
            store,
            members: members
                .inspect_err(|error| log::error!("members are not shared: {error}"))
                .ok(),
            limits: Limits::default(),
        };
        write_down(&data.join(STORE_FILE), address)?;
        let counter = Arc::new(Counter {
            post,
            data: data.to_owned(),
            config: config.to_owned(),
            // Nobody asks for reports there.
            usual: KnownUsual::default(),
        });
        log::info!("the page for colleagues is served on {address}");
        Self::start("store", move |stop| {
            serve_store(listener, setup, counter, stop)
        })
    }

    fn start(
        name: &'static str,
        serve: impl FnOnce(&Stop) -> Result<(), web::Error> + Send + 'static,
    ) -> anyhow::Result<Self> {
        let stop = Stop::new();
        let word = stop.clone();
        let thread = start_thread(name, move || {
            if let Err(error) = serve(&word) {
                log::error!("no {name}: {:#}", anyhow::Error::from(error));
            }
        })?;
        Ok(Self { stop, thread })
    }

    /// Ends it; whoever waits gets an answer first.
    pub(super) fn stop(self) {
        self.stop.fire();
        drop(self.thread.join());
    }
}

/// Listens as `[key] listen` says; `file` says nothing until what is there can be told.
fn bind(listen: SocketAddr, key: &str, file: &Path) -> anyhow::Result<(TcpListener, SocketAddr)> {
    let listening = listen_at(listen, file);
    listening.with_context(|| format!("change [{key}] listen"))
}

/// Listens; `file` says nothing until what is there can be told.
pub(super) fn listen_at(
    listen: SocketAddr,
    file: &Path,
) -> anyhow::Result<(TcpListener, SocketAddr)> {
    forget(file);
    let listener =
        TcpListener::bind(listen).with_context(|| format!("cannot listen on {listen}"))?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Who listens at an old address is not us, and must not be sent a token.
fn forget(file: &Path) {
    // Where there is none, or it cannot be removed, writing the new one will tell.
    drop(fs::remove_file(file));
}

pub(super) fn write_down(file: &Path, address: SocketAddr) -> anyhow::Result<()> {
    let written = private_file::replace(file, format!("{address}\n").as_bytes());
    written.with_context(|| format!("cannot write {}", file.display()))
}

/// A client for the service that works on this data directory, with the token of this name.
pub fn client(data: &Path, token: &str) -> anyhow::Result<Client> {
    let file = data.join(ADDRESS_FILE);
    let text = fs::read_to_string(&file)
        .with_context(|| format!("no service has run on {}; start it", data.display()))?;
    let address = text.trim().parse();
    let address = address.with_context(|| format!("{} is damaged", file.display()))?;
    let token = tokens::load(&data.join("tokens").join(format!("{token}.token")))?;
    Ok(Client::new(address, &token))
}

/// The shop behind the API.
struct Counter {
    post: Post,
    data: PathBuf,
    config: PathBuf,
    usual: KnownUsual,
}

impl Shop for Counter {
    fn ask(&self, request: Request) -> Result<(), Busy> {
        let sent = self.post.try_send(Heard::Request(request));
        sent.map_err(|_full_or_closed| Busy)
    }

    fn figures(&self, query: &FiguresQuery) -> Result<Figures, String> {
        let path = self.data.join(journal::FILE);
        let quarters = clock::quarters(query.from, query.to);
        let look = |reader: Reader| reader.figures(&quarters);
        let tallies = Reader::open(&path).and_then(look);
        let tallies = tallies.map_err(|error| error.to_string())?;
        Ok(Figures {
            rows: rows(query.step, tallies),
        })
    }

    fn answers(&self, from: NaiveDate, to: NaiveDate) -> Result<Known, String> {
        survey_reports::known(&self.data, from, to)
    }

    fn comments(&self, from: NaiveDate, to: NaiveDate) -> Result<Comments, String> {
        survey_reports::comments(&self.data, from, to)
    }

    fn loyalty(&self, from: NaiveDate, to: NaiveDate) -> Result<LoyaltyReport, String> {
        let usual = *self.usual.lock().unwrap_or_else(PoisonError::into_inner);
        loyalty_reports::report(&self.data, &self.config, (from, to), usual)
    }

    fn rehearse(&self, rules: Rules, days: u16) -> Result<GiftsTrial, String> {
        let tried = gifts_dry_run::before_today(&self.data, rules, days);
        tried.map_err(|error| error.to_string())
    }

    fn find_members(&self, search: MemberSearch) -> Result<MembersFound, String> {
        member_looks::find(&self.data, &self.config, &search)
    }

    fn member_pages(&self, question: MemberQuestion) -> Result<Option<MemberPages>, String> {
        member_looks::pages(&self.data, question)
    }

    fn numbers_of(&self, member: Member) -> Result<Vec<Member>, String> {
        member_looks::numbers(&self.data, member)
    }

    fn now(&self) -> Instant {
        clock::instant()
    }
}

fn rows(step: Step, tallies: BTreeMap<Quarter, Tally>) -> Vec<FiguresRow> {
    match step {
        Step::QuarterHour => {
            let rows = tallies.into_iter();
            rows.map(|(quarter, tally)| row(quarter.start(), tally))
                .collect()
        }
        Step::Day => {
            let mut days: BTreeMap<NaiveDate, Tally> = BTreeMap::new();
            for (quarter, tally) in tallies {
                let day = clock::local(quarter.start()).date();
                days.entry(day).or_default().add_all(&tally);
            }
            let rows = days.into_iter();
            rows.map(|(day, tally)| row(clock::day_begins(day), tally))
                .collect()
        }
    }
}

fn row(start: Timestamp, tally: Tally) -> FiguresRow {
    FiguresRow {
        start,
        local_start: clock::local(start),
        tally,
    }
}
