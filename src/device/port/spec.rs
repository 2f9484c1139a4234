//! The names of ports as written in the configuration, and what can be wrong with a port.

use super::super::flow::Flow;
use super::super::notice::Side;
use super::super::platform;
use super::adapter::{UsbName, find};
use super::network::{Caller, Host};
use super::{Opener, device, pseudo};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::PathBuf;

/// Which port to use, as written in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PortSpec {
    /// An existing device, for example `/dev/serial/by-id/…`.
    Device(PathBuf),
    /// `pty:PATH`: a pseudo-terminal that we make; PATH becomes a link to it.
    Pseudo(PathBuf),
    /// `tcp:HOST:PORT`: the network. A till calls us there, a printer is called by us.
    Network {
        /// A name or an address; an address of this computer where a till calls.
        host: String,
        /// The TCP port, often 9100.
        port: u16,
    },
    /// `usb:SERIAL`, `usb:VID:PID:SERIAL` or `usb-path:PATH`: an adapter, wherever it is.
    Usb(UsbName),
}

/// Why a port cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// The text names no port.
    #[error(
        "{0:?} is not a port; write \"/dev/...\" for a device, \"usb:SERIAL\" or \
         \"usb-path:1-1.4\" for an adapter, \"pty:PATH\" for a pseudo-terminal that tillside makes \
         at PATH, or \"tcp:HOST:PORT\" for the network"
    )]
    Spec(String),
    /// The system refuses to open it.
    #[error("cannot open {path:?}: {source}; check the plug, the name and this user's rights")]
    Open {
        /// The device.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The port does not take its speed or its settings.
    #[error("cannot set up {path:?}: {source}; check the speed and that nobody else uses it")]
    SetUp {
        /// The device.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something of somebody else's is where the link should go.
    #[error("{0:?} exists and is no link to a pseudo-terminal; remove it or choose another path")]
    Occupied(PathBuf),
    /// The pseudo-terminal or its link cannot be made.
    #[error("cannot make the pseudo-terminal {path:?}: {source}; check that its folder exists")]
    Make {
        /// Where the link should be.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The printer on the network does not answer.
    #[error("cannot reach tcp:{address}: {source}; check the printer's plug and its address")]
    Call {
        /// Whom we called.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// Tills cannot call us at this address.
    #[error(
        "cannot listen on tcp:{address}: {source}; use an address of this computer and a port \
         that no other program has"
    )]
    Listen {
        /// Where we would listen.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// No such adapter is plugged in.
    #[error("there is no adapter {name}; there is {found}")]
    Absent {
        /// What was asked for.
        name: String,
        /// What is plugged in instead, and how to write it.
        found: String,
    },
    /// More than one adapter has this name.
    #[error("{name} stands for more than one adapter; tell them apart by their plugs: {found}")]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// The adapters, and how to write each.
        found: String,
    },
}

impl PortSpec {
    /// What opens the port in raw mode; `baud` in bits a second, 8 data bits, no parity, 1 stop
    /// bit.
    ///
    /// Speed and flow control are for terminals; only real serial ports have a speed and lines.
    pub fn opener(self, side: Side, baud: u32, flow: Flow) -> Opener {
        match self {
            Self::Device(path) => Box::new(move || device::open(&path, side, baud, flow)),
            Self::Pseudo(path) => Box::new(move || pseudo::make(&path)),
            Self::Network { host, port } => match side {
                Side::Till => Box::new(Host::new(host, port)),
                Side::Printer => Box::new(Caller::new(host, port)),
            },
            Self::Usb(name) => Box::new(move || {
                let adapters = platform::adapters();
                let adapter = find(&name, &adapters)?;
                device::open(&adapter.device, side, baud, flow)
            }),
        }
    }

    /// Fails where the name stands for more than one adapter that is plugged in now. What is not
    /// there yet may still come.
    pub fn check(&self) -> Result<(), PortError> {
        let Self::Usb(name) = self else {
            return Ok(());
        };
        match find(name, &platform::adapters()) {
            Err(error @ PortError::Ambiguous { .. }) => Err(error),
            _ => Ok(()),
        }
    }
}

impl std::str::FromStr for PortSpec {
    type Err = PortError;

    fn from_str(text: &str) -> Result<Self, PortError> {
        let known = match text.split_once(':') {
            Some(("pty", path)) if !path.is_empty() => Some(Self::Pseudo(path.into())),
            Some(("tcp", address)) => network(address),
            Some(("usb" | "usb-path", _)) => text.parse().ok().map(Self::Usb),
            _ if text.len() > 1 && text.starts_with('/') => Some(Self::Device(text.into())),
            _ => None,
        };
        known.ok_or_else(|| PortError::Spec(text.to_owned()))
    }
}

/// `HOST:PORT`, an IPv6 address in brackets.
fn network(address: &str) -> Option<PortSpec> {
    let (host, port) = address.rsplit_once(':')?;
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let host = bare.unwrap_or(host);
    let fits = !host.is_empty() && (bare.is_some() || !host.contains(':'));
    let port = port.parse().ok().filter(|port| *port > 0 && fits)?;
    Some(PortSpec::Network {
        host: host.to_owned(),
        port,
    })
}

impl TryFrom<String> for PortSpec {
    type Error = PortError;

    fn try_from(text: String) -> Result<Self, PortError> {
        text.parse()
    }
}

impl From<PortSpec> for String {
    fn from(spec: PortSpec) -> Self {
        spec.to_string()
    }
}

impl std::fmt::Display for PortSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Device(path) => write!(f, "{}", path.display()),
            Self::Pseudo(path) => write!(f, "pty:{}", path.display()),
            Self::Network { host, port } if host.contains(':') => write!(f, "tcp:[{host}]:{port}"),
            Self::Network { host, port } => write!(f, "tcp:{host}:{port}"),
            Self::Usb(name) => name.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specs_are_read_and_written_back() {
        for text in [
            "/dev/ttyUSB0",
            "/dev/serial/by-id/x",
            "pty:/run/till",
            "pty:till",
            "tcp:127.0.0.1:9100",
            "tcp:printer.local:9100",
            "tcp:[::1]:9100",
            "usb:A50285BI",
            "usb:00:11:22:33",
            "usb:0403:6001:A50285BI",
            "usb-path:1-1.4",
            "usb-path:1-1.4:1.0",
        ] {
            let spec: PortSpec = text.parse().unwrap();
            assert_eq!(spec.to_string(), text);
        }
    }

    #[test]
    fn a_bad_spec_says_what_to_write() {
        for text in [
            "",
            "/",
            "COM3",
            "pty:",
            "tcp:host",
            "tcp::9100",
            "tcp:host:0",
            "tcp:::1:9100",
            "usb:",
            "usb-path:",
            "usb-path:ttyUSB0",
            "ttyS0",
        ] {
            let error = text.parse::<PortSpec>().unwrap_err().to_string();
            assert!(error.contains(&format!("{text:?}")), "{error}");
            assert!(error.contains("pty:PATH"), "{error}");
        }
    }
}
