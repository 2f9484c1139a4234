//! Everything in this crate's cables that only a Unix has: pseudo-terminals, raw mode, poll.
//!
//! The rest of `device` sees files, [`Wake`] and [`wait`]. Linux is what this was tried on; another
//! system replaces this one folder.

mod adapters;
mod network;

pub(super) use adapters::adapters;
#[cfg(test)]
pub(super) use network::listen_for_one;
pub(super) use network::{accept, call_socket, discard, is_answered, listen, say_end};

use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use rustix::fs::{FileType, FlockOperation, Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{InputModes, OptionalActions, isatty, tcgetattr, tcsetattr};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Major numbers of pseudo-terminal slaves (Linux, `Documentation/admin-guide/devices.txt`).
const PTY_SLAVE_MAJORS: std::ops::RangeInclusive<u32> = 136..=143;

/// What kind of thing was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeviceKind {
    /// A serial port: it has a speed and modem lines.
    Serial,
    /// The slave side of a pseudo-terminal: neither speed nor modem lines.
    Pseudo,
    /// A character device that is no terminal, such as a parallel printer.
    Other,
    /// A named pipe.
    Pipe,
}

/// Keeps a crash from writing this process's memory to a file, for good; a system without such files
/// has nothing to do here.
pub fn forbid_core_dumps() -> io::Result<()> {
    let nothing = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    Ok(setrlimit(Resource::Core, nothing)?)
}

/// Opens a device without ever waiting for it: for reading and writing, or for writing alone where
/// it allows no more and `to_write` says that this is enough.
pub(super) fn open_device(path: &Path, to_write: bool) -> io::Result<(File, DeviceKind)> {
    let is_pipe = FileType::from_raw_mode(rustix::fs::stat(path)?.st_mode) == FileType::Fifo;
    let access = match (is_pipe, to_write) {
        // A pipe that we read is held open for writing too, so that it does not end with a writer.
        (false, _) | (true, false) => OFlags::RDWR,
        (true, true) => OFlags::WRONLY,
    };
    let open = |access: OFlags| {
        let flags = access | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        rustix::fs::open(path, flags, Mode::empty())
    };
    let fd = match open(access) {
        Err(Errno::ACCESS) if to_write => open(OFlags::WRONLY)?,
        opened => opened?,
    };
    let stat = rustix::fs::fstat(&fd)?;
    let kind = match FileType::from_raw_mode(stat.st_mode) {
        FileType::Fifo if is_pipe => DeviceKind::Pipe,
        FileType::CharacterDevice if !isatty(&fd) => DeviceKind::Other,
        FileType::CharacterDevice
            if PTY_SLAVE_MAJORS.contains(&rustix::fs::major(stat.st_rdev)) =>
        {
            DeviceKind::Pseudo
        }
        FileType::CharacterDevice => DeviceKind::Serial,
        _ => {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "this is neither a device nor a named pipe",
            ));
        }
    };
    Ok((File::from(fd), kind))
}

/// Opens what takes everything and keeps nothing; on failure says what that would have been.
pub(super) fn open_nowhere() -> Result<File, (PathBuf, io::Error)> {
    let path = PathBuf::from("/dev/null");
    let file = File::options().write(true).open(&path);
    file.map_err(|error| (path, error))
}

/// Opens a terminal as a till or a printer does: raw, and waiting for bytes.
pub(super) fn open_far_end(path: &Path) -> io::Result<File> {
    let fd = rustix::fs::open(
        path,
        OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC,
        Mode::empty(),
    )?;
    let tty = File::from(fd);
    make_raw(&tty)?;
    Ok(tty)
}

/// Switches off everything that a terminal does to bytes; speed and framing stay.
pub(super) fn make_raw(tty: &File) -> io::Result<()> {
    let mut settings = tcgetattr(tty)?;
    settings.make_raw();
    // `cfmakeraw` leaves these alone, and IXANY once made a printer swallow status bytes.
    settings.input_modes -= InputModes::IXOFF
        | InputModes::IXANY
        | InputModes::IMAXBEL
        | InputModes::IUTF8
        | InputModes::IGNPAR
        | InputModes::INPCK;
    tcsetattr(tty, OptionalActions::Now, &settings)?;
    Ok(())
}

/// Takes the advisory lock that serial programs take; an error if another holds it.
pub(super) fn lock_exclusive(file: &File) -> io::Result<()> {
    rustix::fs::flock(file, FlockOperation::NonBlockingLockExclusive).map_err(|error| {
        if error == Errno::WOULDBLOCK {
            io::Error::new(io::ErrorKind::ResourceBusy, "another program has it open")
        } else {
            error.into()
        }
    })
}

/// Waits until all written bytes have left the port; what is no terminal has no such moment.
pub(super) fn drain(port: &File) -> io::Result<()> {
    match rustix::termios::tcdrain(port) {
        Err(Errno::NOTTY) => Ok(()),
        done => Ok(done?),
    }
}

/// What `usblp` (EINVAL) and `lp` (EIO) say of a printer that cannot answer. One that went away is
/// noticed when it is written to.
pub(super) fn has_no_way_back(error: &io::Error) -> bool {
    matches!(Errno::from_io_error(error), Some(Errno::INVAL | Errno::IO))
}

/// A pseudo-terminal of our own.
#[derive(Debug)]
pub(super) struct Pseudo {
    /// Our end; does not block.
    pub(super) master: File,
    /// The end for others, kept open so that a client which closes neither hangs us up nor loses
    /// what is buffered.
    pub(super) slave: File,
    /// Where the slave is found.
    pub(super) path: PathBuf,
}

/// Makes a pseudo-terminal in raw mode.
pub(super) fn create_pseudo() -> io::Result<Pseudo> {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
    grantpt(&master)?;
    unlockpt(&master)?;
    rustix::io::ioctl_fionbio(&master, true)?;
    let name = ptsname(&master, Vec::new())?;
    let path = PathBuf::from(OsStr::from_bytes(name.as_bytes()));
    let (slave, _) = open_device(&path, false)?;
    make_raw(&slave)?;
    Ok(Pseudo {
        master: File::from(master),
        slave,
        path,
    })
}

/// Makes `link` point to `target`; there must be nothing at `link`.
pub(super) fn symlink(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

/// Opens a file for reading and positioned writing, readable by its owner alone.
pub(super) fn open_private(path: &Path) -> io::Result<File> {
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
}

/// Writes all bytes at an offset.
pub(super) fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    file.write_all_at(bytes, offset)
}

/// Wakes a thread that is in [`wait`]; wake-ups before it waits are not lost.
#[derive(Debug)]
pub(super) struct Wake(File);

impl Wake {
    /// A wake-up that has not been given.
    pub(super) fn new() -> io::Result<Self> {
        let fd = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        Ok(Self(File::from(fd)))
    }

    /// Ends the present or the next [`wait`].
    pub(super) fn notify(&self) {
        // The only error is a full counter, and then the other side is awake anyway.
        drop((&self.0).write(&1u64.to_ne_bytes()));
    }

    fn clear(&self) {
        drop((&self.0).read(&mut [0; 8]));
    }
}

/// What to wait for on a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Want {
    /// Bytes to read.
    pub(super) read: bool,
    /// Room for bytes to write.
    pub(super) write: bool,
}

/// What a port has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Seen {
    /// There are bytes to read, or the end of them.
    pub(super) readable: bool,
    /// There is room for bytes.
    pub(super) writable: bool,
    /// The other side hung up or the device is gone; seen even when nothing was wanted.
    pub(super) gone: bool,
}

/// Waits for a port, a wake-up or the time-out, whichever comes first; `None` waits for ever.
///
/// An absent port shows nothing.
pub(super) fn wait(
    wake: &Wake,
    ports: [(Option<&File>, Want); 2],
    timeout: Option<Duration>,
) -> io::Result<[Seen; 2]> {
    // An absent port becomes a second look at the wake-up that asks for nothing.
    let [(first, first_flags), (second, second_flags)] = ports.map(|(file, want)| match file {
        Some(file) => (file, want.flags()),
        None => (&wake.0, PollFlags::empty()),
    });
    let mut fds = [
        PollFd::new(&wake.0, PollFlags::IN),
        PollFd::new(first, first_flags),
        PollFd::new(second, second_flags),
    ];
    let limit = timeout.map(|time| Timespec {
        tv_sec: i64::try_from(time.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: i64::from(time.subsec_nanos()),
    });
    match poll(&mut fds, limit.as_ref()) {
        Ok(_) => (),
        Err(Errno::INTR) => return Ok([Seen::default(); 2]),
        Err(error) => return Err(error.into()),
    }
    let [woken, first, second] = fds.map(|fd| fd.revents());
    if woken.contains(PollFlags::IN) {
        wake.clear();
    }
    Ok([Seen::from(first), Seen::from(second)])
}

impl Want {
    fn flags(self) -> PollFlags {
        let mut flags = PollFlags::empty();
        flags.set(PollFlags::IN, self.read);
        flags.set(PollFlags::OUT, self.write);
        flags
    }
}

impl From<PollFlags> for Seen {
    fn from(flags: PollFlags) -> Self {
        Self {
            readable: flags.contains(PollFlags::IN),
            writable: flags.contains(PollFlags::OUT),
            gone: flags.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
        }
    }
}
