//! The scanner: its port, the till's share of it, and what was scanned.
//!
//! Scans leave through a bounded queue and are never waited for. Nothing that fails in here touches
//! the cable between till and printer, and nothing of what a scan says is logged.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use log::{error, info, warn};

use super::clock;
use super::config::Scanner as Config;
use super::desk::{Heard, Post};
use super::service::start as start_thread;
use crate::device::flow::Flow;
use crate::device::notice::{Notice, Outlet, Side};
use crate::device::port::PortSpec;
use crate::device::progress::{Found, Record};
use crate::device::relay::{self, opener, relay};
use crate::device::scanner::{self, listen};
use crate::protocol::scanner::{Framer, GENERIC, Profile, Rules, Scan, TooLong};
use crate::protocol::transit::{Plan, Transit};

/// Bits per second where neither the configuration nor the profile says more.
const USUAL_BAUD: u32 = 9600;

/// A running scanner.
pub(super) struct Scanning {
    stop: Stop,
    threads: Vec<JoinHandle<()>>,
    troubles: Arc<Troubles>,
    said: (u64, u64),
}

enum Stop {
    Relay(relay::Handle),
    Listener(scanner::Handle),
}

impl Scanning {
    /// Starts what the configuration asks for; `None` where there is no scanner.
    pub(super) fn start(config: &Config, post: &Post) -> anyhow::Result<Option<Self>> {
        let Some(port) = &config.port else {
            return Ok(None);
        };
        let profile = Profile::builtin(config.profile.as_deref().unwrap_or(GENERIC))?;
        let baud = config.baud.or(profile.baud).unwrap_or(USUAL_BAUD);
        let open = |text: &str, side| -> anyhow::Result<_> {
            let spec: PortSpec = text.parse()?;
            spec.check()?;
            Ok(opener(spec, side, baud, Flow::None))
        };
        let troubles = Arc::new(Troubles::default());
        let ear = Ear::new(&profile, config, post.clone(), Arc::clone(&troubles));
        let queue = post.clone();
        let outlet = Outlet::new(move |notice| queue.try_send(Heard::Scanner(notice)).is_ok());
        let port = open(port, Side::Till)?;
        let (stop, threads) = if let Some(forward) = &config.forward {
            share(port, open(forward, Side::Printer)?, ear, outlet)?
        } else {
            overhear(port, ear, outlet)?
        };
        Ok(Some(Self {
            stop,
            threads,
            troubles,
            said: (0, 0),
        }))
    }

    /// Says what happened since the last time.
    pub(super) fn tend(&mut self) {
        let troubles = self.troubles.read();
        if troubles.0 > self.said.0 {
            warn!("{} scans came too fast and were not looked at", troubles.0);
        }
        if troubles.1 > self.said.1 {
            error!("reading a scan failed; the next one begins afresh");
        }
        self.said = troubles;
    }

    /// Whether a thread has ended by itself.
    pub(super) fn has_ended(&self) -> bool {
        self.threads.iter().any(JoinHandle::is_finished)
    }

    /// Stops and waits for the end.
    pub(super) fn stop(mut self) {
        match &self.stop {
            Stop::Relay(handle) => handle.stop(),
            Stop::Listener(handle) => handle.stop(),
        }
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
        self.tend();
    }
}

/// A scanner for Tillside alone.
fn overhear(
    scanner: relay::Opener,
    ear: Ear,
    outlet: Outlet,
) -> anyhow::Result<(Stop, Vec<JoinHandle<()>>)> {
    let (handle, listener) = listen(scanner, clock::instant, outlet)
        .context("the system has no more file descriptors")?;
    let thread = start_thread("scanner", move || listener.run(ear))?;
    Ok((Stop::Listener(handle), vec![thread]))
}

/// One scanner for two: every byte goes on to the till, whatever becomes of it here.
fn share(
    scanner: relay::Opener,
    till: relay::Opener,
    ear: Ear,
    outlet: Outlet,
) -> anyhow::Result<(Stop, Vec<JoinHandle<()>>)> {
    let setup = relay::Setup {
        till: scanner,
        printer: till,
        flow: Flow::None,
        silence: Duration::ZERO,
        clock: clock::instant,
        record: Record::disabled(),
        found: Found::default(),
    };
    let (handle, forward, back) =
        relay(setup, outlet).context("the system has no more file descriptors")?;
    let forward = start_thread("from-scanner", move || forward.run(move || ear.clone()))?;
    let back = start_thread("to-scanner", move || back.run())?;
    Ok((Stop::Relay(handle), vec![forward, back]))
}

/// Overhears the scanner: every byte passes at once, and what is understood goes into the queue.
#[derive(Debug, Clone)]
struct Ear {
    framer: Framer,
    /// A framer that has heard nothing, for a fresh start.
    fresh: Framer,
    rules: Rules,
    post: Post,
    troubles: Arc<Troubles>,
}

impl Ear {
    fn new(profile: &Profile, config: &Config, post: Post, troubles: Arc<Troubles>) -> Self {
        let framer = Framer::new(profile.framing.clone());
        Self {
            fresh: framer.clone(),
            framer,
            rules: Rules {
                member_prefix: config.member_prefix.clone(),
            },
            post,
            troubles,
        }
    }

    /// A failure costs the scan under way. It is caught here and not by the relay, whose cure waits
    /// for an `ESC @` that no scanner sends.
    fn hear(&mut self, hear: impl FnOnce(&mut Framer, &mut dyn FnMut(Result<&[u8], TooLong>))) {
        let Self {
            framer,
            rules,
            post,
            troubles,
            ..
        } = self;
        let mut take = |frame: Result<&[u8], TooLong>| {
            let scan = Heard::Scan(Scan::read(frame, rules));
            if post.try_send(scan).is_err() {
                troubles.missed.fetch_add(1, Ordering::Relaxed);
            }
        };
        if catch_unwind(AssertUnwindSafe(|| hear(framer, &mut take))).is_err() {
            self.troubles.failed.fetch_add(1, Ordering::Relaxed);
            self.framer = self.fresh.clone();
        }
    }
}

impl Transit for Ear {
    fn advance(&mut self, bytes: &[u8], now: Instant) -> Plan {
        self.hear(|framer, take| framer.advance(bytes, now, take));
        Plan {
            consumed: bytes.len(),
            release: bytes.len(),
            insert: None,
        }
    }

    fn poll_timeout(&self) -> Option<Instant> {
        self.framer.poll_timeout()
    }

    fn handle_timeout(&mut self, now: Instant) -> Plan {
        self.hear(|framer, take| framer.handle_timeout(now, take));
        Plan::default()
    }
}

/// What went wrong on the scanner's thread, which itself waits for nobody and logs nothing.
#[derive(Debug, Default)]
struct Troubles {
    missed: AtomicU64,
    failed: AtomicU64,
}

impl Troubles {
    fn read(&self) -> (u64, u64) {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        (read(&self.missed), read(&self.failed))
    }
}

/// Says what was scanned, never what the symbol said.
pub(super) fn say_scan(scan: &Scan) {
    match &scan.kind {
        Ok(kind) => info!("a scan: {}", kind.name()),
        Err(reason) => warn!("a scan of no use: {reason}"),
    }
}

/// Says what was noticed at the scanner's ports.
pub(super) fn say_notice(notice: &Notice) {
    match notice {
        Notice::PortLost { side, why } => warn!("{} port away: {why}", name(*side)),
        Notice::PortFound { side } => info!("{} port open", name(*side)),
        Notice::StatusDropped => {
            warn!("the scanner does not read: what the till tells it is dropped");
        }
        Notice::BytesLost { count } => {
            error!("stopped with {count} bytes of scans that the till did not take");
        }
        Notice::TransitFailed(_) => error!("listening to the scanner failed; scans still pass"),
        // The rest is about blocks and prints, which a scanner has none of.
        _ => (),
    }
}

fn name(side: Side) -> &'static str {
    match side {
        Side::Till => "scanner",
        Side::Printer => "scanner's forward",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::sync_channel;

    #[test]
    fn a_failure_costs_one_scan_and_no_byte() {
        let (scans_in, scans) = sync_channel(1);
        let troubles = Arc::new(Troubles::default());
        let profile = Profile::builtin(GENERIC).unwrap();
        let config = Config::default();
        let mut ear = Ear::new(&profile, &config, scans_in, Arc::clone(&troubles));
        let pass = |ear: &mut Ear, bytes: &[u8]| {
            let plan = ear.advance(bytes, clock::instant());
            assert_eq!((plan.consumed, plan.release), (bytes.len(), bytes.len()));
        };
        pass(&mut ear, b"59012");
        ear.hear(|_, _| panic!("scripted"));
        assert_eq!(ear.poll_timeout(), None);
        pass(&mut ear, b"96385074\r");
        let Ok(Heard::Scan(scan)) = scans.try_recv() else {
            panic!("a scan")
        };
        assert_eq!(scan.text, "96385074");
        pass(&mut ear, b"one\rtwo\rthree\r");
        assert_eq!(troubles.read(), (2, 1));
    }
}
