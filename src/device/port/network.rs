//! Ports on the network: a till that calls us, and a printer that we call.
//!
//! A till makes one connection for each job, as print queues do; between two jobs nobody is there.

use super::super::platform;
use super::{Nature, Open, Opening, Port, PortError};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs as _};
use std::time::{Duration, Instant};

/// How long a printer has to answer a call; on a shop's network it takes milliseconds.
const CALL_LIMIT: Duration = Duration::from_secs(3);

/// Listens for tills; whoever calls while another is served waits in the system's queue.
pub(super) struct Host {
    name: String,
    port: u16,
    listening: Option<Listening>,
}

struct Listening {
    listener: TcpListener,
    /// The same socket, to wait on.
    file: File,
}

impl Host {
    pub(super) fn new(name: String, port: u16) -> Self {
        Self {
            name,
            port,
            listening: None,
        }
    }

    fn listen(&self) -> io::Result<Listening> {
        let (listener, file) = platform::listen((self.address()?, self.port).into())?;
        Ok(Listening { listener, file })
    }

    /// Not looked up: what a name stands for may change, and with it who can reach us.
    fn address(&self) -> io::Result<IpAddr> {
        if self.name == "localhost" {
            return Ok(Ipv4Addr::LOCALHOST.into());
        }
        let error = |_| io::Error::new(ErrorKind::InvalidInput, "this is not an IP address");
        self.name.parse().map_err(error)
    }

    fn error(&self, source: io::Error) -> PortError {
        PortError::Listen {
            address: shown(&self.name, self.port),
            source,
        }
    }
}

impl Open for Host {
    fn open(&mut self, _now: Instant) -> Result<Opening, PortError> {
        let listening = match self.listening.take() {
            Some(listening) => listening,
            None => self.listen().map_err(|source| self.error(source))?,
        };
        let accepted = platform::accept(&listening.listener);
        self.listening = Some(listening);
        match accepted {
            Ok(file) => Ok(Opening::Open(Port::with_nature(file, Nature::Visit))),
            // The others are about a caller that has gone again.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock
                        | ErrorKind::Interrupted
                        | ErrorKind::ConnectionAborted
                        | ErrorKind::ConnectionReset
                ) =>
            {
                Ok(Opening::Vacant)
            }
            Err(source) => Err(self.error(source)),
        }
    }

    fn awaits(&self) -> Option<&File> {
        Some(&self.listening.as_ref()?.file)
    }
}

/// Calls a printer.
pub(super) struct Caller {
    host: String,
    port: u16,
    /// What the name stood for when it was last found.
    addresses: Vec<SocketAddr>,
    /// How many calls have been made.
    calls: usize,
    call: Option<Call>,
}

/// A call that nobody has answered yet.
struct Call {
    file: File,
    address: SocketAddr,
    until: Instant,
}

impl Caller {
    pub(super) fn new(host: String, port: u16) -> Self {
        Self {
            host,
            port,
            addresses: Vec::new(),
            calls: 0,
            call: None,
        }
    }

    /// Each address of a name in turn.
    fn next_address(&mut self) -> io::Result<SocketAddr> {
        match (self.host.as_str(), self.port).to_socket_addrs() {
            Ok(found) => self.addresses = found.collect(),
            // A printer need not go because the name service did.
            Err(_) if !self.addresses.is_empty() => (),
            Err(error) => return Err(error),
        }
        let turn = self.calls % self.addresses.len().max(1);
        self.calls = self.calls.wrapping_add(1);
        let unknown = || io::Error::new(ErrorKind::NotFound, "the name has no address");
        self.addresses.get(turn).copied().ok_or_else(unknown)
    }

    fn begin(&mut self, now: Instant) -> io::Result<Call> {
        let address = self.next_address()?;
        Ok(Call {
            file: platform::call_socket(address)?,
            address,
            until: now + CALL_LIMIT,
        })
    }

    /// `None`: not yet.
    fn step(&mut self, now: Instant) -> io::Result<Option<File>> {
        let call = self.call.take().map_or_else(|| self.begin(now), Ok)?;
        if platform::is_answered(&call.file, call.address)? {
            return Ok(Some(call.file));
        }
        if now >= call.until {
            return Err(io::Error::new(ErrorKind::TimedOut, "no answer"));
        }
        self.call = Some(call);
        Ok(None)
    }
}

impl Open for Caller {
    fn open(&mut self, now: Instant) -> Result<Opening, PortError> {
        let done = self.step(now).map_err(|source| PortError::Call {
            address: shown(&self.host, self.port),
            source,
        })?;
        Ok(match (done, &self.call) {
            (Some(file), _) => Opening::Open(Port::with_nature(file, Nature::Call)),
            (None, call) => {
                let until = call.as_ref().map_or(now, |call| call.until);
                Opening::Begun(until.saturating_duration_since(now))
            }
        })
    }

    fn awaits(&self) -> Option<&File> {
        Some(&self.call.as_ref()?.file)
    }

    fn is_slow(&self) -> bool {
        self.host.parse::<IpAddr>().is_err()
    }
}

fn shown(host: &str, port: u16) -> String {
    if host.contains(':') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[expect(clippy::disallowed_methods, reason = "any time will do")]
    fn now() -> Instant {
        Instant::now()
    }

    #[test]
    fn a_printer_that_is_not_there_is_an_error_that_names_it() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let mut caller = Caller::new("127.0.0.1".to_owned(), port);
        assert!(!caller.is_slow());
        let wake = platform::Wake::new().unwrap();
        let write = platform::Want {
            read: false,
            write: true,
        };
        let error = loop {
            match caller.open(now()) {
                Ok(Opening::Begun(left)) => {
                    let ports = [(caller.awaits(), write), (None, write)];
                    platform::wait(&wake, ports, Some(left)).unwrap();
                }
                other => break other.unwrap_err().to_string(),
            }
        };
        assert!(error.contains(&format!("tcp:127.0.0.1:{port}")), "{error}");
        assert!(error.contains("refused"), "{error}");
        assert!(caller.awaits().is_none());
    }

    #[test]
    fn a_printer_that_does_not_answer_has_three_seconds() {
        // A listener whose queue is full answers nobody.
        let listener = platform::listen_for_one("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = listener.local_addr().unwrap();
        let mut callers: Vec<_> = (0..64)
            .map(|_| Caller::new("127.0.0.1".to_owned(), address.port()))
            .collect();
        let then = now();
        for caller in &mut callers {
            assert!(matches!(caller.open(then), Ok(Opening::Begun(_))));
        }
        let caller = callers.last_mut().unwrap();
        assert!(caller.awaits().is_some());
        let almost = then + Duration::from_millis(2999);
        let Ok(Opening::Begun(left)) = caller.open(almost) else {
            panic!("the time is not over");
        };
        assert_eq!(left, Duration::from_millis(1));
        let error = caller.open(then + CALL_LIMIT).unwrap_err().to_string();
        assert!(error.contains("no answer"), "{error}");
        assert!(caller.awaits().is_none());
    }

    #[test]
    fn a_host_is_vacant_between_two_jobs() {
        let mut host = Host::new("localhost".to_owned(), 0);
        assert!(matches!(host.open(now()), Ok(Opening::Vacant)));
        let listener = &host.listening.as_ref().unwrap().listener;
        let address = listener.local_addr().unwrap();
        assert!(address.ip().is_loopback());
        for _ in 0..2 {
            let _till = TcpStream::connect(address).unwrap();
            let Ok(Opening::Open(port)) = host.open(now()) else {
                panic!("a till has called");
            };
            assert!(port.is_visit() && !port.has_flow_control());
            assert!(matches!(host.open(now()), Ok(Opening::Vacant)));
        }
    }

    #[test]
    fn what_is_not_ours_to_listen_on_is_an_error() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = |host: &str| {
            let error = Host::new(host.to_owned(), port).open(now()).unwrap_err();
            error.to_string()
        };
        assert!(
            error("127.0.0.1").contains("in use"),
            "{}",
            error("127.0.0.1")
        );
        assert!(error("till.local").contains("not an IP address"));
    }
}
