//! `tillside service`: owns the cable; small, without a window, started at boot.
//!
//! The relay's threads start first and need nothing else. Whatever fails behind them (the data
//! directory, the key, the journal) is said once and costs the codes, never the cable.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use anyhow::Context as _;

use super::answers::Fetching;
use super::cable::{Connections, ReadyBlocks, Shown, Watched, sync_after};
use super::closing::Days;
use super::config::Config;
use super::counting::Counting;
use super::desk::{self, Desk, Heard, Post};
use super::gifts::GiftRules;
use super::journaling::{Journal, Recalled};
use super::learning::KnownUsual;
use super::local_api::Server;
use super::lock::{DataLock, LockError};
use super::managing::Managing;
use super::meeting::Outbox;
use super::minting::{Issued, Minting, READY};
use super::prints::{Prints, SILENCE};
use super::report::Report;
use super::scanning::Scanning;
use super::signals::Signals;
use super::switching::{StartMinting, Switching};
use super::wiring::Wiring;
use super::{
    clock, journaling, key, learning, log, meeting, places, private_file, scripts, sharing,
};
use crate::device::flow::Flow;
use crate::device::forbid_core_dumps;
use crate::device::notice::{Outlet, Side};
use crate::device::port::PortSpec;
use crate::device::progress::{Found, Record};
use crate::device::relay::{self, Handle, Opener, ToPrinter, ToTill, nowhere, opener};
use crate::domain::code::SurveyAddress;
use crate::domain::event::Series;
use crate::domain::queue::Model;
use crate::engine::api::{Codes, CodesMode, Place, RewardOffer};
use crate::engine::counter::{self, LoyaltySetup, QueueSetup, RewardSetup};
use crate::engine::mint::Mint;
use crate::pages;
use crate::protocol::escpos::block::Prepared;
use crate::protocol::escpos::splice::Setup;
use crate::protocol::escpos::state::State;
use crate::web::Board;

/// The mark in the data directory that a fiscal protocol was recognised.
pub const FISCAL_MARK: &str = "fiscal.latch";

/// Arguments of `tillside service`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The configuration file; `tillside config --example` prints one.
    #[arg(long, value_name = "FILE", default_value_os_t = places::config())]
    config: PathBuf,
    /// The folder for what the service has to remember; made if it is not there.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
}

/// Runs until SIGTERM or SIGINT.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    log::start();
    if let Err(cause) = forbid_core_dumps() {
        ::log::warn!("a crash may leave what was printed in a core file: {cause}");
    }
    let status = serve(args);
    ::log::logger().flush();
    status
}

fn serve(args: &Args) -> anyhow::Result<ExitCode> {
    let config = load(&args.config)?;
    let _lock = lock(&args.data)?;
    let wiring = Wiring::new(&config, &args.data)?;
    let (record, found) = record(&args.data);
    let sync = sync_after(found.mid_document);
    let fiscal = args.data.join(FISCAL_MARK).exists();
    // Before the ports are there: who sees them may also ask for the end.
    let signals = Signals::take()?;

    let (post, heard) = sync_channel(desk::QUEUE);
    let (blocks_in, blocks) = sync_channel(READY);
    let (handle, to_printer, to_till) = relay(&config, record, found, &post)?;
    let shown = Arc::new(shown(&config, &wiring, fiscal));
    let issued = Issued::default();
    let blocks = ReadyBlocks::new(blocks, issued.clone());
    let connections = connections(&blocks, &post, &handle, &shown);
    let setup = Setup {
        sync,
        ..wiring.setup(&config)
    };
    let cable = start_cable(to_printer, to_till, setup, connections)?;
    let scanner = start_scanner(&config, &post);
    stop_on_signal(signals, handle.clone(), post.clone())?;
    ::log::info!("the cable is live");
    let (recalled, journal_thread) = journaling::start(&args.data, &config, &post);
    let (learning, usual) = learning::start(&args.data, &config.queue, &post);
    let start = start_minting(&config, args, &wiring, &recalled, &issued, blocks_in);
    let mut switching = Switching::new(&args.config, &wiring, Arc::clone(&shown), blocks, start);
    if config.splice.enabled {
        switching.resume(clock::instant());
    }
    let (outbox, journal) = meet_others(&config, &args.data, &recalled, &post);
    let setup = counter_setup(&config, &args.data, switching.now(), fiscal);
    let mut counting = Counting::new(setup, recalled, issued, outbox);
    let gifts = GiftRules::new(&config, &args.config, &post);
    let days = Days::new(&args.data, config.queue.target, &post);
    let answers = Fetching::start(&config, &args.data, &mut counting, &post);
    let mut servers = start_servers(&config, args, counting.board(), (post, usual));
    servers.extend(answers.as_ref().and_then(Fetching::serve_pages));
    let mut desk = Desk {
        report: Report::new(args.data.join(FISCAL_MARK)),
        prints: Prints::new(wiring, handle.clone(), Arc::clone(&shown)),
        counting,
        gifts,
        days,
        switching,
        managing: Managing::new(&args.config, &args.data, config),
        handle,
        shown,
        scanner,
        heard,
    };
    let status = desk.serve(&cable);
    for thread in cable {
        drop(thread.join());
    }
    servers.into_iter().for_each(Server::stop);
    // With the desk goes the last way into the journal, which ends once it has everything, and then
    // the last way to whoever fetches answers.
    desk.close();
    drop((learning, journal));
    journal_thread.map(JoinHandle::join);
    answers.into_iter().for_each(Fetching::stop);
    Ok(status)
}

/// The configuration, with what its owner should know of it.
fn load(path: &Path) -> anyhow::Result<Config> {
    let config = Config::load(path)?;
    for warning in &config.warnings {
        ::log::warn!("{warning}");
    }
    scripts::warn(&scripts::load(&config, path).1);
    Ok(config)
}

/// One service per data directory; a directory that cannot be written is said and does not stop
/// the cable.
fn lock(data: &Path) -> anyhow::Result<Option<DataLock>> {
    if let Err(error) = private_file::make_directory(data) {
        ::log::error!("cannot make the data directory {}: {error}", data.display());
    }
    match DataLock::acquire(data, std::process::id()) {
        Ok(lock) => Ok(Some(lock)),
        Err(held @ LockError::Held { .. }) => Err(held.into()),
        Err(error) => {
            ::log::error!("{:#}; going on without a lock", anyhow::Error::from(error));
            Ok(None)
        }
    }
}

fn connections(
    blocks: &ReadyBlocks,
    post: &Post,
    handle: &Handle,
    shown: &Arc<Shown>,
) -> Connections {
    Connections {
        blocks: blocks.clone(),
        events: post.clone(),
        mark: handle.mark(),
        shown: Arc::clone(shown),
    }
}

fn shown(config: &Config, wiring: &Wiring, fiscal: bool) -> Shown {
    let state = State::new(wiring.target.dialect);
    Shown::new(state, wiring.policy(&config.splice), fiscal)
}

fn record(data: &Path) -> (Record, Found) {
    Record::open(data).unwrap_or_else(|error| {
        ::log::error!("{error}; an interrupted block cannot be closed after a crash");
        (Record::disabled(), Found::default())
    })
}

fn relay(
    config: &Config,
    record: Record,
    found: Found,
    post: &Post,
) -> anyhow::Result<(Handle, ToPrinter, ToTill)> {
    let cable = &config.printer;
    // A Y-cable has no wire on which anybody could be told to wait.
    let flow = if cable.listen_only {
        Flow::None
    } else {
        cable.flow
    };
    let open = |port: &Option<String>, side, key: &str| -> anyhow::Result<Opener> {
        let text = port.as_deref().with_context(|| {
            format!("[printer] {key} is not set; write the port, such as \"/dev/ttyUSB0\"")
        })?;
        let spec: PortSpec = text.parse()?;
        spec.check().with_context(|| format!("[printer] {key}"))?;
        Ok(opener(spec, side, cable.baud, flow))
    };
    let setup = relay::Setup {
        till: open(&cable.till, Side::Till, "till")?,
        printer: if cable.listen_only {
            nowhere()
        } else {
            open(&cable.printer, Side::Printer, "printer")?
        },
        flow,
        silence: SILENCE,
        clock: clock::instant,
        record,
        found,
    };
    let post = post.clone();
    let outlet = Outlet::new(move |notice| post.try_send(Heard::Relay(notice)).is_ok());
    relay::relay(setup, outlet).context("the system has no more file descriptors")
}

fn start_cable(
    to_printer: ToPrinter,
    to_till: ToTill,
    setup: Setup,
    connections: Connections,
) -> anyhow::Result<Vec<JoinHandle<()>>> {
    let factory = move || Watched::new(setup.clone(), connections.clone());
    let forward = start("to-printer", move || to_printer.run(factory))?;
    let back = start("to-till", move || to_till.run())?;
    Ok(vec![forward, back])
}

/// A scanner that cannot be started costs the scans, never the cable.
fn start_scanner(config: &Config, post: &Post) -> Option<Scanning> {
    Scanning::start(&config.scanner, post)
        .inspect_err(|error| ::log::error!("no scanner: {error:#}"))
        .ok()
        .flatten()
}

/// The way to the counter where those of the store meet, and into the journal from there: with what is
/// returned, that ends.
fn meet_others(
    config: &Config,
    data: &Path,
    recalled: &Recalled,
    post: &Post,
) -> (Option<Outbox>, Arc<Journal>) {
    let journal = Arc::new(recalled.journal.clone());
    sharing::start(config, data, Arc::downgrade(&journal), post);
    (meeting::start(config, data, post), journal)
}

/// What cannot be served costs windows, till software or colleagues their view, never the cable.
fn start_servers(
    config: &Config,
    args: &Args,
    board: Board,
    (post, usual): (Post, KnownUsual),
) -> Vec<Server> {
    let places = (args.data.as_path(), args.config.as_path());
    let api = Server::api(config.listen, places, board.clone(), (post.clone(), usual));
    let api = api.inspect_err(|error| ::log::error!("no local API: {error:#}"));
    let store = pages::Store {
        name: config.store.name.clone(),
        language: config.store.language,
    };
    let colleagues = config.store.listen.map(|listen| {
        let colleagues = Server::store(listen, places, store, board, post);
        colleagues.inspect_err(|error| ::log::error!("no page for colleagues: {error:#}"))
    });
    let servers = [Some(api), colleagues].into_iter();
    servers.flatten().flatten().collect()
}

/// What starts making codes, with everything that they need.
fn start_minting(
    config: &Config,
    args: &Args,
    wiring: &Wiring,
    recalled: &Recalled,
    issued: &Issued,
    ready: SyncSender<Prepared>,
) -> StartMinting {
    let key_file = config.key_file_in(&args.data);
    if config.splice.enabled {
        // Before the first code, whoever answers at the address has to know the key. What is wrong
        // with it is said when codes begin.
        key::load_or_create(&key_file).ok();
    }
    let (slot, till) = (config.store.slot, config.counter.number);
    let (invitation, target) = (wiring.invitation.clone(), wiring.target);
    let (journal, issued) = (recalled.journal.clone(), issued.clone());
    Box::new(move |stop| {
        let invitation = invitation.clone();
        let invitation = invitation.context("[survey] url is not set")?;
        let mint = Mint::new(key::of_store(&key_file, slot)?, till);
        let (journal, issued) = (journal.clone(), issued.clone());
        let minting = Minting::new(mint, journal, issued, invitation, target);
        let ready = ready.clone();
        start("minting", move || minting.run(&ready, &stop))
    })
}

fn counter_setup(
    config: &Config,
    data: &Path,
    (mode, copies): (CodesMode, bool),
    fiscal: bool,
) -> counter::Setup {
    let mode = if fiscal { CodesMode::Fiscal } else { mode };
    counter::Setup {
        place: Place {
            store: config.store.name.clone(),
            counter: config.counter.number,
            language: config.store.language,
        },
        codes: Codes {
            mode,
            copies,
            address: config.survey.as_ref().map(SurveyAddress::for_reading),
            ready: 0,
        },
        sales: config.counter.sales,
        currency: config.store.currency,
        queue: QueueSetup {
            model: Model::default(),
            line: config.queue.line,
            counters: config.queue.counters,
            target: config.queue.target,
            has_host: config.store.host.is_some(),
        },
        closing: config.closing.setup(),
        rewards: rewards(config, data),
        loyalty: LoyaltySetup {
            series: series(config),
            card_prefix: config.scanner.member_prefix.clone(),
            policy: None,
        },
    }
}

/// What is given for an answer. Without the key no code can be told from another: no thank-yous then.
fn rewards(config: &Config, data: &Path) -> Option<RewardSetup> {
    let reward = config.reward.as_ref()?;
    let key = key::of_store(&config.key_file_in(data), config.store.slot);
    let key = key.inspect_err(|error| ::log::error!("no thank-yous: {error:#}"));
    let text = config.face().say(reward, config.store.language).to_owned();
    Some(RewardSetup {
        keys: vec![key.ok()?],
        offer: RewardOffer {
            text,
            minimum_minor: config.reward_terms.minimum_minor,
            currency: config.store.currency,
        },
        cap: config.reward_terms.cap,
    })
}

/// Whose journal it is.
pub(super) fn series(config: &Config) -> Series {
    Series {
        store: config.store.slot,
        counter: config.counter.number,
    }
}

pub(super) fn start<T: Send + 'static>(
    name: &str,
    body: impl FnOnce() -> T + Send + 'static,
) -> anyhow::Result<JoinHandle<T>> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(body);
    thread.with_context(|| format!("the system starts no thread for {name}"))
}

fn stop_on_signal(mut signals: Signals, handle: Handle, post: Post) -> anyhow::Result<()> {
    start("signals", move || {
        if signals.wait() {
            handle.stop();
            // Only sooner; the desk finds out by itself.
            post.try_send(Heard::Stop).ok();
        }
    })?;
    Ok(())
}
