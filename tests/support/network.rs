//! Tills and printers on the network, each on an address of this test alone.

use super::cable::{PATIENCE, Peer, clock};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::net::sockopt::set_socket_linger;
use rustix::net::{Shutdown, shutdown};
use std::fs::File;
use std::io::Read as _;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::fd::{AsFd as _, OwnedFd};
use std::time::Duration;

/// An address on which no other test listens: all of 127.0.0.0/8 is this computer, and no two
/// processes have the same number.
pub(crate) fn address(port: u16) -> SocketAddr {
    let [_, a, b, c] = std::process::id().to_be_bytes();
    (Ipv4Addr::new(127, 64 + a, b, c), port).into()
}

/// Calls as a till does.
#[track_caller]
pub(crate) fn call(address: SocketAddr) -> Peer {
    peer(TcpStream::connect_timeout(&address, PATIENCE).unwrap())
}

fn peer(stream: TcpStream) -> Peer {
    stream.set_nonblocking(true).unwrap();
    Peer(File::from(OwnedFd::from(stream)))
}

/// A printer that waits for calls.
#[derive(Debug)]
pub(crate) struct NetworkPrinter(TcpListener);

impl NetworkPrinter {
    pub(crate) fn listen(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    /// Waits for a call and takes it.
    #[track_caller]
    pub(crate) fn answer(&self) -> Peer {
        assert!(self.is_called(PATIENCE), "nobody calls the printer");
        peer(self.0.accept().unwrap().0)
    }

    /// Whether somebody calls within this time.
    pub(crate) fn is_called(&self, patience: Duration) -> bool {
        let limit = Timespec::try_from(patience).unwrap();
        let mut fds = [PollFd::from_borrowed_fd(self.0.as_fd(), PollFlags::IN)];
        poll(&mut fds, Some(&limit)).unwrap() > 0
    }
}

impl Peer {
    /// Sends no more, and goes on reading.
    pub(crate) fn end(&self) {
        shutdown(&self.0, Shutdown::Write).unwrap();
    }

    /// Breaks the connection off.
    pub(crate) fn reset(self) {
        set_socket_linger(&self.0, Some(Duration::ZERO)).unwrap();
    }

    /// Waits for the other side to end the connection without a byte more.
    #[track_caller]
    pub(crate) fn expect_end(&mut self) {
        let end = clock() + PATIENCE;
        let mut room = [0];
        while clock() < end {
            match self.0.read(&mut room) {
                Ok(0) => return,
                Ok(_) => panic!("a byte instead of the end: {room:?}"),
                Err(_) => assert!(!self.is_silent_for(PATIENCE), "no end"),
            }
        }
        panic!("no end");
    }

    fn is_silent_for(&self, patience: Duration) -> bool {
        let limit = Timespec::try_from(patience).unwrap();
        poll(&mut [PollFd::new(&self.0, PollFlags::IN)], Some(&limit)).unwrap() == 0
    }
}
