//! A port that comes and goes, shared by the two threads of a relay.
//!
//! One thread keeps it: it opens the port again and again until it is there. Both use it, and
//! whoever finds it broken says so. No thread waits for the other.

use super::backoff::{Backoff, LONGEST};
use super::notice::{Notice, Notices, Side};
use super::platform::Wake;
use super::port::{Port, PortError};
use std::fs::File;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Opens a port; called again after every failure and every loss.
pub type Opener = Box<dyn FnMut() -> Result<Port, PortError> + Send>;

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

/// The place where the open port is found.
#[derive(Debug)]
pub(super) struct Link {
    side: Side,
    port: Mutex<Option<Arc<Port>>>,
    /// Counts every change of `port`, so that a look at it costs no lock.
    epoch: AtomicU64,
    wakes: Arc<Wakes>,
    notices: Notices,
}

impl Link {
    pub(super) fn new(side: Side, wakes: Arc<Wakes>, notices: Notices) -> Arc<Self> {
        Arc::new(Self {
            side,
            port: Mutex::default(),
            epoch: AtomicU64::new(0),
            wakes,
            notices,
        })
    }

    fn change(&self, change: impl FnOnce(&mut Option<Arc<Port>>) -> bool) -> bool {
        let mut port = self.port.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = change(&mut port);
        if changed {
            self.epoch.fetch_add(1, Ordering::Release);
        }
        drop(port);
        if changed {
            self.wakes.notify_all();
        }
        changed
    }
}

/// One thread's sight of a port.
#[derive(Debug)]
pub(super) struct View {
    link: Arc<Link>,
    epoch: u64,
    port: Option<Arc<Port>>,
}

impl View {
    pub(super) fn new(link: &Arc<Link>) -> Self {
        Self {
            link: Arc::clone(link),
            epoch: 0,
            port: None,
        }
    }

    /// Looks whether the port came or went; whether it is another one than before.
    pub(super) fn refresh(&mut self) -> bool {
        let epoch = self.link.epoch.load(Ordering::Acquire);
        if epoch == self.epoch {
            return false;
        }
        self.epoch = epoch;
        let port = self.link.port.lock();
        self.port
            .clone_from(&port.unwrap_or_else(PoisonError::into_inner));
        true
    }

    /// Changes whenever the port does.
    pub(super) fn epoch(&self) -> u64 {
        self.epoch
    }

    pub(super) fn port(&self) -> Option<&Port> {
        self.port.as_deref()
    }

    pub(super) fn file(&self) -> Option<&File> {
        self.port().map(Port::file)
    }

    /// Says that this port is of no more use.
    pub(super) fn lose(&mut self, why: &io::Error) {
        let Some(mine) = self.port.take() else {
            return;
        };
        let first = self.link.change(|port| {
            let same = port.as_ref().is_some_and(|port| Arc::ptr_eq(port, &mine));
            if same {
                *port = None;
            }
            same
        });
        if first {
            self.link.notices.say(Notice::PortLost {
                side: self.link.side,
                why: why.to_string(),
            });
        }
    }
}

/// Opens the port again whenever it is away.
pub(super) struct Keeper {
    link: Arc<Link>,
    opener: Opener,
    backoff: Backoff,
    state: State,
}

#[derive(Debug, Clone, Copy)]
enum State {
    /// Never seen; whether that was said.
    Sought { said: bool, due: Option<Instant> },
    /// Open since then.
    Open { since: Instant },
    /// Lost; to be tried again then.
    Lost { due: Instant },
}

impl Keeper {
    pub(super) fn new(link: &Arc<Link>, opener: Opener) -> Self {
        Self {
            link: Arc::clone(link),
            opener,
            backoff: Backoff::default(),
            state: State::Sought {
                said: false,
                due: None,
            },
        }
    }

    /// Does what is due; how long until it has to be called again, `None` while the port is there.
    pub(super) fn tend(&mut self, view: &mut View, now: Instant) -> Option<Duration> {
        view.refresh();
        let due = match self.state {
            State::Open { .. } if view.port.is_some() => return None,
            State::Open { since } => {
                // A port that goes as soon as it comes is not tried without pause.
                if now.saturating_duration_since(since) > LONGEST {
                    self.backoff = Backoff::default();
                }
                let due = now + self.backoff.pause();
                self.state = State::Lost { due };
                due
            }
            State::Lost { due } => due,
            State::Sought { due, .. } => due.unwrap_or(now),
        };
        if due > now {
            return Some(due - now);
        }
        self.attempt(view, now)
    }

    fn attempt(&mut self, view: &mut View, now: Instant) -> Option<Duration> {
        match (self.opener)() {
            Ok(port) => {
                self.link.change(|slot| {
                    *slot = Some(Arc::new(port));
                    true
                });
                self.state = State::Open { since: now };
                self.link.notices.say(Notice::PortFound {
                    side: self.link.side,
                });
                view.refresh();
                None
            }
            Err(error) => {
                let pause = self.backoff.pause();
                let due = now + pause;
                self.state = match self.state {
                    State::Sought { said, .. } => {
                        self.say_absent(said, &error);
                        State::Sought {
                            said: true,
                            due: Some(due),
                        }
                    }
                    State::Lost { .. } | State::Open { .. } => State::Lost { due },
                };
                Some(pause)
            }
        }
    }

    fn say_absent(&self, said: bool, error: &PortError) {
        if !said {
            self.link.notices.say(Notice::PortLost {
                side: self.link.side,
                why: error.to_string(),
            });
        }
    }
}
