//! Ports: how they are named, how they are opened, and what a port can do.
//!
//! A port is always raw and never blocks. Who opens it again after it was lost is `link`.

use super::flow::Flow;
use super::notice::Side;
use super::platform::{self, DeviceKind};
use serde::{Deserialize, Serialize};
use serialport::{FlowControl, SerialPort};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Which port to use, as written in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PortSpec {
    /// An existing device, for example `/dev/serial/by-id/…`.
    Device(PathBuf),
    /// `pty:PATH`: a pseudo-terminal that we make; PATH becomes a link to it.
    Pseudo(PathBuf),
}

/// Why a port cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// The text names no port.
    #[error(
        "{0:?} is not a port; write \"/dev/...\" for a serial port or \"pty:PATH\" for a \
         pseudo-terminal that tillside makes at PATH"
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
}

/// Opens the far end of a pseudo-terminal of ours, as the till or the printer at it would; reads
/// and writes wait.
pub fn open_far_end(path: &Path) -> io::Result<File> {
    platform::open_far_end(path)
}

/// The two modem lines that flow control uses on a port.
pub trait ModemLines: Send {
    /// Whether the other side is ready to take bytes (CTS or DSR is high).
    fn peer_ready(&mut self) -> io::Result<bool>;

    /// Tells the other side whether we are ready (RTS or DTR).
    fn set_ready(&mut self, ready: bool) -> io::Result<()>;
}

/// An open port.
pub struct Port {
    file: File,
    lines: Option<Mutex<Box<dyn ModemLines>>>,
    /// What has to live as long as the port: what keeps other programs out of a device, or what
    /// keeps a pseudo-terminal of ours alive and its link in place.
    _companion: Option<Box<dyn Send + Sync>>,
}

/// What reading or writing came to.
#[derive(Debug)]
pub(super) enum Io {
    /// So many bytes, at least one.
    Bytes(usize),
    /// Not now.
    Nothing,
    /// The port is of no more use.
    Gone(io::Error),
}

impl PortSpec {
    /// Opens the port in raw mode; `baud` in bits a second, 8 data bits, no parity, 1 stop bit.
    ///
    /// Pseudo-terminals have no speed and no modem lines.
    pub fn open(&self, side: Side, baud: u32, flow: Flow) -> Result<Port, PortError> {
        match self {
            Self::Device(path) => open_device(path, side, baud, flow),
            Self::Pseudo(path) => make_pseudo(path),
        }
    }
}

impl std::str::FromStr for PortSpec {
    type Err = PortError;

    fn from_str(text: &str) -> Result<Self, PortError> {
        let pseudo = text.strip_prefix("pty:").filter(|path| !path.is_empty());
        match pseudo {
            Some(path) => Ok(Self::Pseudo(path.into())),
            None if text.len() > 1 && text.starts_with('/') => Ok(Self::Device(text.into())),
            None => Err(PortError::Spec(text.to_owned())),
        }
    }
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
        }
    }
}

impl Port {
    /// A port on a file that was opened without blocking; `lines` where it has modem lines.
    pub fn new(file: File, lines: Option<Box<dyn ModemLines>>) -> Self {
        Self {
            file,
            lines: lines.map(Mutex::new),
            _companion: None,
        }
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// The modem lines, where the port has some.
    pub(super) fn lines(&self) -> Option<MutexGuard<'_, Box<dyn ModemLines>>> {
        let lines = self.lines.as_ref()?;
        Some(lines.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn read(&self, room: &mut [u8]) -> Io {
        match (&self.file).read(room) {
            Ok(0) => Io::Gone(hung_up()),
            done => outcome(done),
        }
    }

    pub(super) fn write(&self, bytes: &[u8]) -> Io {
        match (&self.file).write(bytes) {
            Ok(0) => Io::Nothing,
            done => outcome(done),
        }
    }

    /// Waits until the bytes have left the port, which takes as long as the wire does.
    pub(super) fn drain(&self) -> io::Result<()> {
        platform::drain(&self.file)
    }
}

impl std::fmt::Debug for Port {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Port")
            .field("file", &self.file)
            .field("lines", &self.lines.is_some())
            .finish_non_exhaustive()
    }
}

/// What a port that ended without an error is said to have done.
pub(super) fn hung_up() -> io::Error {
    io::Error::new(ErrorKind::BrokenPipe, "the other side hung up")
}

fn outcome(done: io::Result<usize>) -> Io {
    match done {
        Ok(count) => Io::Bytes(count),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
            Io::Nothing
        }
        Err(error) => Io::Gone(error),
    }
}

fn open_device(path: &Path, side: Side, baud: u32, flow: Flow) -> Result<Port, PortError> {
    let open = |source| PortError::Open {
        path: path.to_owned(),
        source,
    };
    let set_up = |source| PortError::SetUp {
        path: path.to_owned(),
        source,
    };
    // Ours is opened first: `serialport` makes the device exclusive, and its own file blocks in
    // `write` whatever its time-out says.
    let (file, kind) = platform::open_device(path).map_err(open)?;
    match kind {
        DeviceKind::Other => Ok(Port::new(file, None)),
        DeviceKind::Pseudo => {
            // Not TIOCEXCL: the mark would outlive a crash for as long as the master is open.
            platform::lock_exclusive(&file).map_err(set_up)?;
            platform::make_raw(&file).map_err(set_up)?;
            Ok(Port::new(file, None))
        }
        DeviceKind::Serial => {
            let serial = open_serial(path, side, baud, flow).map_err(set_up)?;
            platform::make_raw(&file).map_err(set_up)?;
            Ok(with_serial(file, serial, flow))
        }
    }
}

fn open_serial(
    path: &Path,
    side: Side,
    baud: u32,
    flow: Flow,
) -> Result<Box<dyn SerialPort>, io::Error> {
    // Only towards the printer may the driver act by itself: towards the till it would raise RTS
    // whenever its own buffer has room, whatever the printer says.
    let by_driver = match (side, flow) {
        (Side::Printer, Flow::RtsCts) => FlowControl::Hardware,
        _ => FlowControl::None,
    };
    let port = serialport::new(path.to_string_lossy(), baud)
        .flow_control(by_driver)
        .open()?;
    Ok(port)
}

fn with_serial(file: File, serial: Box<dyn SerialPort>, flow: Flow) -> Port {
    let mut lines = SerialLines { serial, flow };
    // Some virtual ports have a speed but no lines.
    if flow.uses_lines() && lines.peer_ready().is_ok() {
        return Port::new(file, Some(Box::new(lines)));
    }
    Port {
        file,
        lines: None,
        _companion: Some(Box::new(Mutex::new(lines.serial))),
    }
}

struct SerialLines {
    serial: Box<dyn SerialPort>,
    flow: Flow,
}

impl ModemLines for SerialLines {
    fn peer_ready(&mut self) -> io::Result<bool> {
        Ok(match self.flow {
            Flow::RtsCts => self.serial.read_clear_to_send()?,
            Flow::DtrDsr => self.serial.read_data_set_ready()?,
            Flow::None | Flow::XonXoff => true,
        })
    }

    fn set_ready(&mut self, ready: bool) -> io::Result<()> {
        match self.flow {
            Flow::RtsCts => self.serial.write_request_to_send(ready)?,
            Flow::DtrDsr => self.serial.write_data_terminal_ready(ready)?,
            Flow::None | Flow::XonXoff => (),
        }
        Ok(())
    }
}

fn make_pseudo(path: &Path) -> Result<Port, PortError> {
    let make = |source| PortError::Make {
        path: path.to_owned(),
        source,
    };
    let pseudo = platform::create_pseudo().map_err(make)?;
    remove_old_link(path)?;
    platform::symlink(&pseudo.path, path).map_err(make)?;
    Ok(Port {
        file: pseudo.master,
        lines: None,
        _companion: Some(Box::new(Link {
            _slave: pseudo.slave,
            path: path.to_owned(),
            target: pseudo.path,
        })),
    })
}

/// Removes a link to a pseudo-terminal and nothing else.
fn remove_old_link(path: &Path) -> Result<(), PortError> {
    match fs::read_link(path) {
        Ok(target) if target.starts_with("/dev/pts") || !path.exists() => fs::remove_file(path)
            .map_err(|source| PortError::Make {
                path: path.to_owned(),
                source,
            }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        _ => Err(PortError::Occupied(path.to_owned())),
    }
}

/// The link to a pseudo-terminal of ours; goes when the port goes.
struct Link {
    _slave: File,
    path: PathBuf,
    target: PathBuf,
}

impl Drop for Link {
    fn drop(&mut self) {
        // Somebody may have put another link there meanwhile, for example we ourselves.
        if fs::read_link(&self.path).is_ok_and(|target| target == self.target) {
            drop(fs::remove_file(&self.path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &Path) -> Result<Port, PortError> {
        PortSpec::Pseudo(path.to_owned()).open(Side::Till, 9600, Flow::None)
    }

    #[test]
    fn specs_are_read_and_written_back() {
        for text in [
            "/dev/ttyUSB0",
            "/dev/serial/by-id/x",
            "pty:/run/till",
            "pty:till",
        ] {
            let spec: PortSpec = text.parse().unwrap();
            assert_eq!(spec.to_string(), text);
        }
    }

    #[test]
    fn a_bad_spec_says_what_to_write() {
        for text in ["", "/", "COM3", "pty:", "tcp:host:9100", "ttyS0"] {
            let error = text.parse::<PortSpec>().unwrap_err().to_string();
            assert!(error.contains(&format!("{text:?}")), "{error}");
            assert!(error.contains("pty:PATH"), "{error}");
        }
    }

    #[test]
    fn a_link_appears_and_goes_with_the_port() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("till");
        let port = open(&path).unwrap();
        assert!(fs::read_link(&path).unwrap().starts_with("/dev/pts"));
        drop(port);
        assert!(path.symlink_metadata().is_err());
    }

    #[test]
    fn a_stale_link_is_replaced_and_survives_its_former_owner() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("till");
        platform::symlink(Path::new("/dev/pts/does-not-exist"), &path).unwrap();
        let first = open(&path).unwrap();
        let second = open(&path).unwrap();
        let target = fs::read_link(&path).unwrap();
        drop(first);
        assert_eq!(fs::read_link(&path).unwrap(), target);
        drop(second);
    }

    #[test]
    fn what_is_not_ours_stays() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "keep me").unwrap();
        assert!(matches!(open(&file), Err(PortError::Occupied(_))));
        let link = dir.path().join("link");
        platform::symlink(&file, &link).unwrap();
        assert!(matches!(open(&link), Err(PortError::Occupied(_))));
        assert_eq!(fs::read_to_string(&link).unwrap(), "keep me");
    }

    #[test]
    fn a_plain_file_is_no_device() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::write(&path, "").unwrap();
        let spec = PortSpec::Device(path);
        let error = spec.open(Side::Till, 9600, Flow::None).unwrap_err();
        assert!(
            error.to_string().contains("not a character device"),
            "{error}"
        );
    }

    #[test]
    fn a_slave_of_somebody_else_opens_raw_and_once() {
        let pseudo = platform::create_pseudo().unwrap();
        let spec = PortSpec::Device(pseudo.path.clone());
        let port = spec.open(Side::Printer, 9600, Flow::RtsCts).unwrap();
        assert!(port.lines().is_none());
        assert!(spec.open(Side::Printer, 9600, Flow::None).is_err());
        (&pseudo.master).write_all(b"\r\x11\x13\x7f").unwrap();
        let mut room = [0; 16];
        let wake = platform::Wake::new().unwrap();
        let want = platform::Want {
            read: true,
            write: false,
        };
        let timeout = Some(std::time::Duration::from_secs(5));
        platform::wait(&wake, [(Some(port.file()), want), (None, want)], timeout).unwrap();
        assert!(matches!(port.read(&mut room), Io::Bytes(4)));
        assert_eq!(&room[..4], b"\r\x11\x13\x7f");
    }
}
