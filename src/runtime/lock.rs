//! One service per data directory: the second one finds the lock taken and says by whom.
//!
//! The operating system drops the lock with the process, however it ends, so a lock file without
//! a lock means nothing and is taken over.

use super::private_file;
use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// The name of the lock file in the data directory.
pub const LOCK_FILE: &str = "service.lock";

/// Holds the data directory until it is dropped.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

/// Why the data directory was not locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another service works on the same data.
    #[error("another service{} already works on {data:?}; stop it first, or give this one its own data directory", process(*pid))]
    Held {
        /// The data directory.
        data: PathBuf,
        /// The other service, where it can be read.
        pid: Option<u32>,
    },
    /// The lock file cannot be used.
    #[error("cannot lock {path:?}; check that the data directory exists and is writable")]
    Io {
        /// The lock file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

impl DataLock {
    /// Takes the lock at once or not at all, and writes `pid` into it for others to see.
    pub fn acquire(data: &Path, pid: u32) -> Result<Self, LockError> {
        let path = data.join(LOCK_FILE);
        let io_error = |source| LockError::Io {
            path: path.clone(),
            source,
        };
        let mut file = private_file::open_or_create(&path).map_err(io_error)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let pid = read_pid(&mut file);
                return Err(LockError::Held {
                    data: data.to_owned(),
                    pid,
                });
            }
            Err(TryLockError::Error(source)) => return Err(io_error(source)),
        }
        // The lock holds without it: on a full disk the other service is just not named.
        drop(write_pid(&mut file, pid));
        Ok(Self { _file: file })
    }
}

/// Whether somebody holds this data directory now. One that may not be looked into is somebody
/// else's.
pub fn is_held(data: &Path) -> bool {
    match File::open(data.join(LOCK_FILE)) {
        Ok(file) => matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)),
        Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
    }
}

fn write_pid(file: &mut File, pid: u32) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{pid}")
}

fn read_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn process(pid: Option<u32>) -> String {
    pid.map_or_else(String::new, |pid| format!(" (process {pid})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_service_is_told_who_was_first() {
        let data = tempfile::tempdir().unwrap();
        assert!(!is_held(data.path()));
        let first = DataLock::acquire(data.path(), 4_000_000_123).unwrap();
        assert!(is_held(data.path()));
        let message = DataLock::acquire(data.path(), 7).unwrap_err().to_string();
        assert!(message.contains("(process 4000000123)"), "{message}");
        drop(first);
        assert!(!is_held(data.path()));
        let second = DataLock::acquire(data.path(), 7).unwrap();
        let message = DataLock::acquire(data.path(), 8).unwrap_err().to_string();
        assert!(message.contains("(process 7)"), "{message}");
        drop(second);
    }

    #[test]
    fn a_directory_that_is_not_there_cannot_be_locked() {
        let data = tempfile::tempdir().unwrap();
        let found = DataLock::acquire(&data.path().join("none"), 1);
        assert!(matches!(found, Err(LockError::Io { .. })));
    }
}
