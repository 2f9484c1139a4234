//! A port that comes and goes, shared by the two threads of a relay.
//!
//! One thread keeps it: it opens the port again and again until it is there. Both use it, and
//! whoever finds it broken says so. No thread waits for the other.

use super::backoff::{Backoff, LONGEST};
use super::notice::{Notice, Notices, Side};
use super::platform::Wake;
use super::port::{Nature, Opener, Opening, Port, PortError};
use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The wake-ups of both threads.
#[derive(Debug)]
pub(super) struct Wakes {
    pub(super) to_printer: Wake,
    pub(super) to_till: Wake,
}

impl Wakes {
    pub(super) fn notify_all(&self) {
        self.to_printer.notify();
        self.to_till.notify();
    }
}

/// Why there is no port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Absence {
    /// It has not been opened yet, and nobody was told.
    #[default]
    Unknown,
    /// It cannot be opened or was lost, and that was said.
    Away,
    /// The printer ended an idle connection; it is called again when there is something for it.
    Asleep,
    /// No till is connected at present.
    Vacant,
}

/// The place where the open port is found.
#[derive(Debug)]
pub(super) struct Link {
    side: Side,
    slot: Mutex<Slot>,
    /// Counts every change of `slot`, so that a look at it costs no lock.
    epoch: AtomicU64,
    wanted: Wanted,
    wakes: Arc<Wakes>,
    notices: Notices,
}

/// Whether somebody has something for a port, or had a moment ago.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted(Arc<AtomicBool>);

impl Wanted {
    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

#[derive(Debug, Clone, Default)]
struct Slot {
    port: Option<Arc<Port>>,
    /// Counts while there is no port; while there is one, it is what was before.
    absence: Absence,
}

impl Link {
    pub(super) fn new(side: Side, wakes: Arc<Wakes>, notices: Notices) -> Arc<Self> {
        Arc::new(Self {
            side,
            slot: Mutex::default(),
            epoch: AtomicU64::new(0),
            wanted: Wanted::default(),
            wakes,
            notices,
        })
    }

    /// Tells for as long as anybody asks, also when the port is long gone.
    pub(super) fn wanted(&self) -> Wanted {
        self.wanted.clone()
    }

    fn change<T>(&self, change: impl FnOnce(&mut Slot) -> Option<T>) -> Option<T> {
        let mut slot = self.slot.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = change(&mut slot);
        if changed.is_some() {
            self.epoch.fetch_add(1, Ordering::Release);
        }
        drop(slot);
        if changed.is_some() {
            self.wakes.notify_all();
        }
        changed
    }

    fn say_lost(&self, why: String) {
        let side = self.side;
        self.notices.say(Notice::PortLost { side, why });
    }
}

/// One thread's sight of a port.
#[derive(Debug)]
pub(super) struct View {
    link: Arc<Link>,
    epoch: u64,
    slot: Slot,
}

impl View {
    pub(super) fn new(link: &Arc<Link>) -> Self {
        Self {
            link: Arc::clone(link),
            epoch: 0,
            slot: Slot::default(),
        }
    }

    /// Looks whether the port came or went; whether it is another one than before.
    pub(super) fn refresh(&mut self) -> bool {
        let epoch = self.link.epoch.load(Ordering::Acquire);
        if epoch == self.epoch {
            return false;
        }
        self.epoch = epoch;
        let slot = self.link.slot.lock();
        self.slot
            .clone_from(&slot.unwrap_or_else(PoisonError::into_inner));
        true
    }

    /// Changes whenever the port does.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch
    }

    pub(super) fn port(&self) -> Option<&Port> {
        self.slot.port.as_deref()
    }

    pub(super) fn file(&self) -> Option<&File> {
        self.port().map(Port::file)
    }

    /// Whether there is no port although there should be one; not yet while the first attempt is
    /// under way.
    pub(super) fn is_away(&self) -> bool {
        self.slot.port.is_none() && self.slot.absence == Absence::Away
    }

    /// Says whether there is something for this port; a sleeping one is called again.
    pub(super) fn want(&self, wanted: bool) {
        let was = self.link.wanted.0.swap(wanted, Ordering::AcqRel);
        if wanted && !was {
            self.link.wakes.notify_all();
        }
    }

    /// Says that this port is of no more use.
    pub(super) fn lose(&mut self, why: &io::Error) {
        let Some(mine) = self.slot.port.take() else {
            return;
        };
        let absence = match mine.nature() {
            Nature::Visit => Absence::Vacant,
            Nature::Call if !self.link.wanted.get() && was_ended(why) => Absence::Asleep,
            _ => Absence::Away,
        };
        mine.hang_up();
        let lost = self.link.change(|slot| {
            slot.port.take_if(|port| Arc::ptr_eq(port, &mine))?;
            slot.absence = absence;
            Some(())
        });
        self.slot.absence = absence;
        if lost.is_some() && absence == Absence::Away {
            self.link.say_lost(why.to_string());
        }
    }
}

/// Whether the other side ended the connection itself, instead of not being there any more.
fn was_ended(why: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    matches!(why.kind(), BrokenPipe | ConnectionAborted | ConnectionReset)
}

/// Opens the port again whenever it is away.
pub(super) struct Keeper {
    link: Arc<Link>,
    opener: Opener,
    backoff: Backoff,
    /// While the port is there: since when.
    open_since: Option<Instant>,
    /// When it is to be tried again.
    due: Option<Instant>,
    /// The other side has still to answer.
    under_way: bool,
}

impl Keeper {
    pub(super) fn new(link: &Arc<Link>, opener: Opener) -> Self {
        Self {
            link: Arc::clone(link),
            opener,
            backoff: Backoff::default(),
            open_since: None,
            due: None,
            under_way: false,
        }
    }

    /// Whether an attempt may take seconds.
    pub(super) fn is_slow(&self) -> bool {
        self.opener.is_slow()
    }

    /// What shows that [`Self::tend`] can do more, while there is no port.
    pub(super) fn awaits(&self) -> Option<&File> {
        // After a failure the pause comes first, whoever waits there.
        let pauses = self.due.is_some() && !self.under_way;
        self.opener.awaits().filter(|_| !pauses)
    }

    /// Does what is due; how long until it has to be called again, `None` while the port is there.
    pub(super) fn tend(&mut self, view: &mut View, now: Instant) -> Option<Duration> {
        view.refresh();
        if view.port().is_some() {
            return None;
        }
        if let Some(since) = self.open_since.take() {
            // A port that goes as soon as it comes is not tried without pause.
            if now.saturating_duration_since(since) > LONGEST {
                self.backoff = Backoff::default();
            }
            self.due = view.is_away().then(|| now + self.backoff.pause());
        }
        if view.slot.absence == Absence::Asleep && !self.under_way && !self.link.wanted.get() {
            return None;
        }
        match self.due {
            Some(due) if due > now && !self.under_way => Some(due - now),
            _ => self.attempt(view, now),
        }
    }

    fn attempt(&mut self, view: &mut View, now: Instant) -> Option<Duration> {
        let attempt = self.opener.open(now);
        self.under_way = matches!(attempt, Ok(Opening::Begun(_)));
        self.due = None;
        match attempt {
            Ok(Opening::Begun(left)) => Some(left),
            Ok(Opening::Open(port)) => {
                self.open_since = Some(now);
                self.found(view, Some(port));
                None
            }
            Ok(Opening::Vacant) => {
                if view.slot.absence != Absence::Vacant {
                    self.found(view, None);
                }
                None
            }
            Err(error) => {
                let pause = self.backoff.pause();
                self.due = Some(now + pause);
                self.failed(view, &error);
                Some(pause)
            }
        }
    }

    /// `None`: a place where nobody is at present.
    fn found(&self, view: &mut View, port: Option<Port>) {
        let unseen = port.as_ref().map(Port::nature) == Some(Nature::Nowhere);
        let is_news = matches!(view.slot.absence, Absence::Unknown | Absence::Away) && !unseen;
        self.link.change(|slot| {
            if port.is_none() {
                slot.absence = Absence::Vacant;
            }
            slot.port = port.map(Arc::new);
            Some(())
        });
        if is_news {
            let side = self.link.side;
            self.link.notices.say(Notice::PortFound { side });
        }
        view.refresh();
    }

    fn failed(&self, view: &mut View, error: &PortError) {
        if view.slot.absence != Absence::Away {
            self.link.change(|slot| {
                slot.absence = Absence::Away;
                Some(())
            });
            self.link.say_lost(error.to_string());
            view.refresh();
        }
    }
}
