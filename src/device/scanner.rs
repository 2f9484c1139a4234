//! A scanner's port that nobody else needs: it is only read.
//!
//! Where a till needs the scanner too, a [`relay`](super::relay) takes this one's place; both show
//! the bytes to the same kind of [`Transit`].

use super::link::{Keeper, Link, View, Wakes};
use super::notice::{Counters, Notices, Outlet, Side};
use super::platform::{self, Wake, Want};
use super::port::Opener;
use super::port::{Io, hung_up};
use super::relay::Clock;
use crate::protocol::transit::Transit;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How many bytes are read at once at most.
const READ_SIZE: usize = 4096;

const READ: Want = Want {
    read: true,
    write: false,
};

/// Makes a listener and tries the port once, so that a port of our own is there on return.
///
/// In the notices the scanner is [`Side::Till`], the side that sends. Fails only where the system
/// has no more file descriptors.
pub fn listen(
    port: Opener,
    clock: Clock,
    notices: impl Into<Outlet>,
) -> io::Result<(Handle, Listener)> {
    let wakes = Arc::new(Wakes {
        to_printer: Wake::new()?,
        to_till: Wake::new()?,
    });
    let notices = Notices::new(notices, Arc::new(Counters::default()));
    let link = Link::new(Side::Till, Arc::clone(&wakes), notices);
    let shared = Arc::new(Shared {
        stop: AtomicBool::new(false),
        wakes,
    });
    let mut listener = Listener {
        shared: Arc::clone(&shared),
        port: View::new(&link),
        keeper: Keeper::new(&link, port),
        clock,
    };
    if !listener.keeper.is_slow() {
        listener.keeper.tend(&mut listener.port, clock());
    }
    Ok((Handle { shared }, listener))
}

/// What the rest of the program holds of a running listener.
#[derive(Debug, Clone)]
pub struct Handle {
    shared: Arc<Shared>,
}

impl Handle {
    /// Ends the loop soon.
    pub fn stop(&self) {
        self.shared.stop.store(true, Ordering::Release);
        self.shared.wakes.notify_all();
    }
}

#[derive(Debug)]
struct Shared {
    stop: AtomicBool,
    wakes: Arc<Wakes>,
}

/// The loop that reads the port; it also opens it.
pub struct Listener {
    shared: Arc<Shared>,
    port: View,
    keeper: Keeper,
    clock: Clock,
}

impl Listener {
    /// Shows what comes to the transit until [`Handle::stop`]; blocks, so give it a thread.
    ///
    /// Nothing goes anywhere, so what the transit plans is not carried out.
    pub fn run(mut self, mut transit: impl Transit) {
        let mut buffer = [0; READ_SIZE];
        while !self.shared.stop.load(Ordering::Acquire) {
            self.step(&mut transit, &mut buffer);
        }
    }

    fn step(&mut self, transit: &mut impl Transit, buffer: &mut [u8]) {
        let now = (self.clock)();
        let reopen = self.keeper.tend(&mut self.port, now);
        let due = transit
            .poll_timeout()
            .map(|due| due.saturating_duration_since(now));
        if due == Some(Duration::ZERO) {
            transit.handle_timeout(now);
        }
        let file = self.port.file().or_else(|| self.keeper.awaits());
        let ports = [(file, READ), (None, Want::default())];
        let timeout = [reopen, due].into_iter().flatten().min();
        let wake = &self.shared.wakes.to_printer;
        let [seen, _] = platform::wait(wake, ports, timeout).unwrap_or_default();
        if seen.readable {
            self.read(transit, buffer);
        } else if seen.gone {
            self.port.lose(&hung_up());
        }
    }

    fn read(&mut self, transit: &mut impl Transit, buffer: &mut [u8]) {
        let Some(port) = self.port.port() else {
            return;
        };
        match port.read(buffer) {
            Io::Bytes(count) => {
                let bytes = buffer.get(..count).unwrap_or_default();
                transit.advance(bytes, (self.clock)());
            }
            Io::Nothing => (),
            Io::Gone(error) => self.port.lose(&error),
        }
    }
}
