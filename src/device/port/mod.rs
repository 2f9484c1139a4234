//! Ports: how they are named, how they are opened, and what a port can do.
//!
//! A port is always raw and never blocks. Who opens it again after it was lost is `link`.

mod adapter;
mod device;
mod network;
mod pseudo;
mod spec;

pub use adapter::{Adapter, UsbName};
pub use spec::{PortError, PortSpec};

pub(super) use device::nowhere;

use super::platform;
use std::fs::File;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Brings a port about: asked again after every failure and every loss.
pub trait Open: Send {
    /// Opens the port, or takes the next step towards it; never waits for the other side.
    fn open(&mut self, now: Instant) -> Result<Opening, PortError>;

    /// Shows when the next step can be taken after [`Opening::Begun`] or [`Opening::Vacant`].
    fn awaits(&self) -> Option<&File> {
        None
    }

    /// Whether `open` may have to look up a name first, which can take seconds.
    fn is_slow(&self) -> bool {
        false
    }
}

/// What an attempt to open a port came to.
#[derive(Debug)]
pub enum Opening {
    /// The port is open.
    Open(Port),
    /// The other side has not answered yet; it has this long to do so.
    Begun(Duration),
    /// Nobody is there at present, and that is as it should be.
    Vacant,
}

/// Opens a port; called again after every failure and every loss.
pub type Opener = Box<dyn Open>;

impl<F: FnMut() -> Result<Port, PortError> + Send> Open for F {
    fn open(&mut self, _now: Instant) -> Result<Opening, PortError> {
        self().map(Opening::Open)
    }
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

/// What is at the other end, as far as it changes how bytes are moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// A serial port or a pseudo-terminal.
    Terminal,
    /// A character device that is no terminal, such as a printer on USB.
    Device,
    /// A named pipe that is read.
    PipeIn,
    /// A named pipe that is written.
    PipeOut,
    /// A connection that a till has made to us: one job.
    Visit,
    /// A connection that we have made to a printer.
    Call,
    /// Takes everything and gives nothing.
    Nowhere,
}

/// An open port.
pub struct Port {
    file: File,
    nature: Nature,
    lines: Option<Mutex<Box<dyn ModemLines>>>,
    /// A device that has said that it cannot be read.
    mute: AtomicBool,
    /// What has to live as long as the port: what keeps other programs out of a device, or what
    /// keeps a pseudo-terminal of ours alive and its link in place.
    companion: Option<Box<dyn Send + Sync>>,
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

impl Port {
    /// A terminal that was opened without blocking; `lines` where it has modem lines.
    pub fn new(file: File, lines: Option<Box<dyn ModemLines>>) -> Self {
        let mut port = Self::with_nature(file, Nature::Terminal);
        port.lines = lines.map(Mutex::new);
        port
    }

    fn with_nature(file: File, nature: Nature) -> Self {
        Self {
            file,
            nature,
            lines: None,
            mute: AtomicBool::new(false),
            companion: None,
        }
    }

    fn with_companion(file: File, companion: Box<dyn Send + Sync>) -> Self {
        let mut port = Self::with_nature(file, Nature::Terminal);
        port.companion = Some(companion);
        port
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    pub(super) fn nature(&self) -> Nature {
        self.nature
    }

    /// Whether something may come from it.
    pub(super) fn can_speak(&self) -> bool {
        !matches!(self.nature, Nature::PipeOut | Nature::Nowhere)
            && !self.mute.load(Ordering::Relaxed)
    }

    /// Whether it may be told something.
    pub(super) fn can_hear(&self) -> bool {
        self.nature != Nature::PipeIn
    }

    /// Whether XON and XOFF mean something on it.
    pub(super) fn has_flow_control(&self) -> bool {
        self.nature == Nature::Terminal
    }

    /// Whether it is one job of a till: only who reads it knows when it is over.
    pub(super) fn is_visit(&self) -> bool {
        self.nature == Nature::Visit
    }

    /// The modem lines, where the port has some.
    pub(super) fn lines(&self) -> Option<MutexGuard<'_, Box<dyn ModemLines>>> {
        let lines = self.lines.as_ref()?;
        Some(lines.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn read(&self, room: &mut [u8]) -> Io {
        match (&self.file).read(room) {
            Ok(0) if self.nature == Nature::Device => Io::Nothing,
            Ok(0) => Io::Gone(hung_up()),
            Err(error) if self.nature == Nature::Device && platform::has_no_way_back(&error) => {
                self.mute.store(true, Ordering::Relaxed);
                Io::Nothing
            }
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

    /// Tells the other side of a connection that this is the end, whoever else still holds it.
    pub(super) fn hang_up(&self) {
        match self.nature {
            Nature::Visit => platform::say_end(&self.file),
            Nature::Call => {
                platform::say_end(&self.file);
                platform::discard(&self.file);
            }
            _ => (),
        }
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        // A job of which something is unread is broken off instead: the till has to know.
        if self.nature == Nature::Call {
            self.hang_up();
        }
    }
}

impl std::fmt::Debug for Port {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Port")
            .field("file", &self.file)
            .field("nature", &self.nature)
            .field("lines", &self.lines.is_some())
            .field("companion", &self.companion.is_some())
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
