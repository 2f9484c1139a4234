//! `tillside service`: owns the cable; small, without a window, started at boot.
//!
//! The relay's threads start first and need nothing else. Whatever fails behind them (the data
//! directory, the key, the journal) is said once and costs the codes, never the cable.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::Context as _;

use super::cable::{Connections, ReadyBlocks, Shown, Watched, sync_after};
use super::config::{Config, SpliceKind};
use super::counting::Counting;
use super::journaling::Recalled;
use super::lock::{DataLock, LockError};
use super::minting::{Issued, Minting, READY};
use super::prints::{Prints, SILENCE};
use super::report::Report;
use super::scanning::{self, Scanning, say_scan};
use super::{clock, journaling, key, log, private_file, wiring};
use crate::device::notice::{Notice, Side};
use crate::device::port::PortSpec;
use crate::device::progress::{Found, Record};
use crate::device::relay::{self, Handle, ToPrinter, ToTill, opener};
use crate::domain::code::{KEY_VERSION, SurveyAddress};
use crate::domain::event::Series;
use crate::engine::api::{Codes, CodesMode, Place};
use crate::engine::counter;
use crate::engine::mint::Mint;
use crate::protocol::escpos::block::Prepared;
use crate::protocol::escpos::splice::{Event, Setup};
use crate::protocol::escpos::state::State;
use crate::protocol::scanner::Scan;

/// The mark in the data directory that a fiscal protocol was recognised.
pub const FISCAL_MARK: &str = "fiscal.latch";

/// How often the service looks whether something is to be printed or said.
const TICK: Duration = Duration::from_millis(500);

/// Events and notices that may wait to be said.
const QUEUE: usize = 256;

/// Exit status when a thread of the cable has ended by itself; the system starts us again.
const CABLE_ENDED: u8 = 70;

/// Arguments of `tillside service`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The configuration file; `tillside config --example` prints one.
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
    /// The folder for what the service has to remember; made if it is not there.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// Runs until SIGTERM or SIGINT.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    log::start();
    let status = serve(args);
    ::log::logger().flush();
    status
}

fn serve(args: &Args) -> anyhow::Result<ExitCode> {
    let mut config = Config::load(&args.config)?;
    config
        .warnings
        .iter()
        .for_each(|warning| ::log::warn!("{warning}"));
    let _lock = lock(&args.data)?;
    let wiring = wiring::Wiring::new(&mut config, &args.data)?;
    let (record, found) = record(&args.data);
    let sync = sync_after(found.mid_document);
    let fiscal = args.data.join(FISCAL_MARK).exists();
    // Before the ports are there: who sees them may also ask for the end.
    let signals = signals()?;

    let (notices_in, notices) = sync_channel(QUEUE);
    let (events_in, events) = sync_channel(QUEUE);
    let (blocks_in, blocks) = sync_channel(READY);
    let (handle, to_printer, to_till) = relay(&config, record, found, notices_in)?;
    let shown = Arc::new(Shown::new(State::new(wiring.target.dialect), fiscal));
    let issued = Issued::default();
    let connections = Connections {
        blocks: ReadyBlocks::new(blocks, issued.clone()),
        events: events_in,
        mark: handle.mark(),
        shown: Arc::clone(&shown),
    };
    let setup = Setup {
        sync,
        ..wiring.setup(&config)
    };
    let mut threads = start_cable(to_printer, to_till, setup, connections)?;
    let (scans_in, scans) = sync_channel(scanning::QUEUE);
    let scanner = start_scanner(&config, scans_in);
    stop_on_signal(signals, handle.clone())?;
    ::log::info!("the cable is live");
    let (journal, journal_thread) = journaling::start(&args.data, &config);
    let (stop_minting, minting_stopped) = sync_channel(0);
    let minting = minting(&config, args, &wiring, &journal, &issued);
    threads.extend(start_minting(minting, blocks_in, minting_stopped));

    let prints = Prints::new(&args.data, wiring, handle.clone(), Arc::clone(&shown));
    let mut desk = Desk {
        report: Report::new(args.data.join(FISCAL_MARK)),
        prints,
        counting: Counting::new(counter_setup(&config, fiscal), journal, issued),
        handle,
        shown,
        events,
        notices,
        scanner,
        scans,
    };
    let status = desk.serve(&threads);
    drop(stop_minting);
    for thread in threads {
        drop(thread.join());
    }
    if let Some(scanner) = desk.scanner.take() {
        scanner.stop();
    }
    desk.drain();
    // With the desk goes the last sender of events, and the journal ends once it has them all.
    drop(desk);
    journal_thread.map(JoinHandle::join);
    Ok(status)
}

/// What the main thread does while the cable runs.
struct Desk {
    report: Report,
    prints: Prints,
    counting: Counting,
    handle: Handle,
    shown: Arc<Shown>,
    events: Receiver<Event>,
    notices: Receiver<Notice>,
    scanner: Option<Scanning>,
    scans: Receiver<Scan>,
}

impl Desk {
    fn serve(&mut self, threads: &[JoinHandle<()>]) -> ExitCode {
        loop {
            if let Ok(event) = self.events.recv_timeout(TICK) {
                self.take(event);
            }
            self.drain();
            self.report
                .missed(self.shown.events_missed() + self.handle.counts().notices_missed);
            self.prints.tend(clock::instant());
            self.counting.tend();
            let cable = threads.iter().take(2);
            let scanner_ended = self.scanner.as_ref().is_some_and(Scanning::has_ended);
            if scanner_ended || cable.clone().any(JoinHandle::is_finished) {
                let stopped = self.handle.is_stopped();
                if !stopped {
                    ::log::error!("a thread of the cable has ended; starting anew");
                    self.handle.stop();
                }
                return if stopped {
                    ExitCode::SUCCESS
                } else {
                    ExitCode::from(CABLE_ENDED)
                };
            }
        }
    }

    fn drain(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            self.take(event);
        }
        while let Ok(notice) = self.notices.try_recv() {
            Report::notice(&notice);
            self.counting.notice(&notice);
            self.prints.notice(&notice);
        }
        if let Some(scanner) = &mut self.scanner {
            scanner.tend();
        }
        self.take_scans();
    }

    fn take_scans(&mut self) {
        for scan in self.scans.try_iter() {
            say_scan(&scan);
            self.counting.scan(&scan);
        }
    }

    fn take(&mut self, event: Event) {
        // The goods on a receipt were scanned before it ended.
        self.take_scans();
        if let Event::Ended(document) = &event {
            self.counting.document(document);
        }
        self.report.event(&event);
        self.prints.event(event);
    }
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
    notices: SyncSender<Notice>,
) -> anyhow::Result<(Handle, ToPrinter, ToTill)> {
    let cable = &config.printer;
    let port = |port: &Option<String>, key: &str| -> anyhow::Result<PortSpec> {
        let text = port.as_deref().with_context(|| {
            format!("[printer] {key} is not set; write the port, such as \"/dev/ttyUSB0\"")
        })?;
        Ok(text.parse()?)
    };
    let open = |spec, side| opener(spec, side, cable.baud, cable.flow);
    let setup = relay::Setup {
        till: open(port(&cable.till, "till")?, Side::Till),
        printer: open(port(&cable.printer, "printer")?, Side::Printer),
        flow: cable.flow,
        silence: SILENCE,
        clock: clock::instant,
        record,
        found,
    };
    relay::relay(setup, notices).context("the system has no more file descriptors")
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
fn start_scanner(config: &Config, scans: SyncSender<Scan>) -> Option<Scanning> {
    Scanning::start(&config.scanner, scans)
        .inspect_err(|error| ::log::error!("no scanner: {error:#}"))
        .ok()
        .flatten()
}

/// Codes are made only where splicing is on and everything they need is there.
fn minting(
    config: &Config,
    args: &Args,
    wiring: &wiring::Wiring,
    journal: &Recalled,
    issued: &Issued,
) -> Option<anyhow::Result<Minting>> {
    let invitation = wiring
        .invitation
        .clone()
        .filter(|_| config.splice.enabled)?;
    let master = key::load_or_create(&config.key_file_in(&args.data));
    Some(master.map_err(anyhow::Error::from).map(|master| {
        Minting::new(
            Mint::new(
                master.store_key(KEY_VERSION, config.store.slot),
                config.counter.number,
            ),
            journal.journal.clone(),
            issued.clone(),
            invitation,
            wiring.target,
        )
    }))
}

fn start_minting(
    minting: Option<anyhow::Result<Minting>>,
    ready: SyncSender<Prepared>,
    stop: Receiver<()>,
) -> Option<JoinHandle<()>> {
    let started = minting?.and_then(|minting| start("minting", move || minting.run(&ready, &stop)));
    started
        .inspect_err(|error| ::log::error!("no codes, receipts pass plain: {error:#}"))
        .ok()
}

fn counter_setup(config: &Config, fiscal: bool) -> counter::Setup {
    let mode = match config.splice.enabled {
        _ if fiscal => CodesMode::Fiscal,
        true => CodesMode::On,
        false => CodesMode::Observing,
    };
    counter::Setup {
        place: Place {
            store: config.store.name.clone(),
            counter: config.counter.number,
            language: config.store.language,
        },
        codes: Codes {
            mode,
            copies: config.splice.kinds.contains(&SpliceKind::Copy),
            address: config.survey.as_ref().map(SurveyAddress::for_reading),
            ready: 0,
        },
    }
}

/// Whose journal it is.
pub(super) fn series(config: &Config) -> Series {
    Series {
        store: config.store.slot,
        counter: config.counter.number,
    }
}

pub(super) fn start(
    name: &str,
    body: impl FnOnce() + Send + 'static,
) -> anyhow::Result<JoinHandle<()>> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(body);
    thread.with_context(|| format!("the system starts no thread for {name}"))
}

#[cfg(unix)]
fn signals() -> anyhow::Result<signal_hook::iterator::Signals> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]);
    signals.context("the system takes no signal handler")
}

#[cfg(unix)]
fn stop_on_signal(
    mut signals: signal_hook::iterator::Signals,
    handle: Handle,
) -> anyhow::Result<()> {
    start("signals", move || {
        if signals.forever().next().is_some() {
            handle.stop();
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn signals() -> anyhow::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn stop_on_signal((): (), _handle: Handle) -> anyhow::Result<()> {
    Ok(())
}
