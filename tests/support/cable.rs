//! A relay between two real pseudo-terminals, with a test at both ends.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tillside::device::flow::Flow;
use tillside::device::notice::{Notice, Side};
use tillside::device::port::{ModemLines, Port, PortError, PortSpec};
use tillside::device::progress::{Found, Record};
use tillside::device::relay::{Handle, Opener, Setup, opener, relay};
use tillside::protocol::transit::Transit;

/// Long enough for the slowest machine; a test that passes never waits so long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Long enough for a byte that should not come to come.
pub(crate) const MOMENT: Duration = Duration::from_millis(80);

/// The clock of the tests.
#[expect(clippy::disallowed_methods, reason = "the relay waits on real ports")]
pub(crate) fn clock() -> Instant {
    Instant::now()
}

/// One end of a cable, held by the test.
#[derive(Debug)]
pub(crate) struct Peer(pub(crate) File);

impl Peer {
    /// Opens a terminal as a till would, without blocking.
    pub(crate) fn open(path: &Path) -> Self {
        Self(open_tty(path))
    }

    /// Writes as much as there is room for, waiting for room for so long at most.
    pub(crate) fn write_within(&mut self, bytes: &[u8], patience: Duration) -> usize {
        let mut done = 0;
        while done < bytes.len() {
            match self.0.write(&bytes[done..]) {
                Ok(count) => done += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    if !self.is_ready(PollFlags::OUT, patience) {
                        break;
                    }
                }
                Err(error) => panic!("cannot write: {error}"),
            }
        }
        done
    }

    /// Writes all of it.
    pub(crate) fn send(&mut self, bytes: &[u8]) {
        assert_eq!(self.write_within(bytes, PATIENCE), bytes.len());
    }

    /// Reads so many bytes, at most `step` at once.
    pub(crate) fn receive_by(&mut self, count: usize, step: usize) -> Vec<u8> {
        let mut all = Vec::with_capacity(count);
        let mut room = vec![0; step];
        while all.len() < count {
            let limit = step.min(count - all.len());
            match self.0.read(&mut room[..limit]) {
                Ok(0) => panic!("end of file after {} bytes", all.len()),
                Ok(got) => all.extend_from_slice(&room[..got]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    let ready = self.is_ready(PollFlags::IN, PATIENCE);
                    assert!(ready, "{} of {count} bytes came", all.len());
                }
                Err(error) => panic!("cannot read: {error}"),
            }
        }
        all
    }

    /// Reads so many bytes.
    pub(crate) fn receive(&mut self, count: usize) -> Vec<u8> {
        self.receive_by(count, 4096)
    }

    /// Fails unless exactly these bytes come.
    #[track_caller]
    pub(crate) fn expect(&mut self, bytes: &[u8]) {
        assert_eq!(
            self.receive(bytes.len()).escape_ascii().to_string(),
            bytes.escape_ascii().to_string()
        );
    }

    /// Whether no byte comes for a moment.
    pub(crate) fn is_silent(&self) -> bool {
        !self.is_ready(PollFlags::IN, MOMENT)
    }

    fn is_ready(&self, what: PollFlags, patience: Duration) -> bool {
        let limit = Timespec::try_from(patience).unwrap();
        let mut fds = [PollFd::new(&self.0, what)];
        poll(&mut fds, Some(&limit)).unwrap() > 0
    }
}

/// Opens a terminal for reading and writing without blocking.
pub(crate) fn open_tty(path: &Path) -> File {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    File::from(rustix::fs::open(path, flags, Mode::empty()).unwrap())
}

/// Makes a pseudo-terminal as an adapter's driver would, and points `link` at its slave.
pub(crate) fn plug_in(link: &Path) -> Peer {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    rustix::io::ioctl_fionbio(&master, true).unwrap();
    let slave = PathBuf::from(ptsname(&master, Vec::new()).unwrap().into_string().unwrap());
    std::os::unix::fs::symlink(slave, link).unwrap();
    Peer(File::from(master))
}

/// An opener of a terminal with scripted modem lines.
pub(crate) fn with_lines<L: ModemLines + 'static>(
    path: &Path,
    mut lines: impl FnMut() -> L + Send + 'static,
) -> Opener {
    let path = path.to_owned();
    let mut open = move || Port::new(open_tty(&path), Some(Box::new(lines())));
    Box::new(move || Ok::<_, PortError>(open()))
}

/// How to lay a cable.
pub(crate) struct Plan {
    pub(crate) folder: TempDir,
    pub(crate) flow: Flow,
    pub(crate) silence: Duration,
    pub(crate) found: Found,
    /// The printer's end; dropped by a test that unplugs it.
    pub(crate) printer: Peer,
    pub(crate) printer_opener: Option<Opener>,
    pub(crate) till_opener: Option<Opener>,
}

impl Plan {
    pub(crate) fn new(flow: Flow) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let printer = plug_in(&folder.path().join("printer"));
        Self {
            folder,
            flow,
            silence: Duration::from_millis(40),
            found: Found::default(),
            printer,
            printer_opener: None,
            till_opener: None,
        }
    }

    pub(crate) fn printer_path(&self) -> PathBuf {
        self.folder.path().join("printer")
    }

    pub(crate) fn till_path(&self) -> PathBuf {
        self.folder.path().join("till")
    }

    /// Starts the relay with what the factory makes.
    pub(crate) fn lay<T: Transit>(self, factory: impl FnMut() -> T + Send + 'static) -> Cable {
        let (sender, notices) = sync_channel(64);
        let till_spec = PortSpec::Pseudo(self.till_path());
        let printer_spec = PortSpec::Device(self.printer_path());
        let (record, _) = Record::open(self.folder.path()).unwrap();
        let setup = Setup {
            till: self
                .till_opener
                .unwrap_or_else(|| opener(till_spec, Side::Till, 9600, self.flow)),
            printer: self
                .printer_opener
                .unwrap_or_else(|| opener(printer_spec, Side::Printer, 9600, self.flow)),
            flow: self.flow,
            silence: self.silence,
            clock,
            record,
            found: self.found,
        };
        let (handle, to_printer, to_till) = relay(setup, sender).unwrap();
        let threads = vec![
            Builder::new()
                .name("to-printer".into())
                .spawn(move || to_printer.run(factory))
                .unwrap(),
            Builder::new()
                .name("to-till".into())
                .spawn(move || to_till.run())
                .unwrap(),
        ];
        Cable {
            till: self.folder.path().join("till"),
            printer: self.printer,
            folder: self.folder,
            handle,
            notices,
            threads,
        }
    }
}

/// A running relay; stops when dropped.
pub(crate) struct Cable {
    /// Where a till opens its end.
    pub(crate) till: PathBuf,
    pub(crate) printer: Peer,
    pub(crate) folder: TempDir,
    pub(crate) handle: Handle,
    pub(crate) notices: Receiver<Notice>,
    threads: Vec<JoinHandle<()>>,
}

impl Cable {
    pub(crate) fn till(&self) -> Peer {
        Peer::open(&self.till)
    }

    /// Takes the printer away. The link goes first, as with a real adapter: its number may be
    /// another terminal's a moment later.
    pub(crate) fn unplug(&mut self) {
        std::fs::remove_file(self.folder.path().join("printer")).unwrap();
        self.printer = Peer(File::open("/dev/null").unwrap());
    }

    /// Puts another printer in its place.
    pub(crate) fn plug_in(&mut self) {
        self.printer = plug_in(&self.folder.path().join("printer"));
    }

    /// The next notice that is not about a port that was found.
    pub(crate) fn notice(&self) -> Notice {
        loop {
            match self.notices.recv_timeout(PATIENCE).unwrap() {
                Notice::PortFound { .. } => (),
                notice => return notice,
            }
        }
    }

    /// Waits for this notice and ignores those before it.
    pub(crate) fn wait_for(&self, wanted: &Notice) {
        while self.notices.recv_timeout(PATIENCE).unwrap() != *wanted {}
    }

    /// Stops the relay and waits for its threads.
    pub(crate) fn stop(&mut self) {
        self.handle.stop();
        for thread in self.threads.drain(..) {
            thread.join().unwrap();
        }
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        self.stop();
    }
}
