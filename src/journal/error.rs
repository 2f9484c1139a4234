//! What can go wrong with a journal, sorted by what is to be done about it.

use crate::domain::event::Unreadable;
use rusqlite::ErrorCode;

/// An operation on the journal failed.
#[derive(Debug, thiserror::Error)]
#[error("{what}: {kind}")]
pub struct Error {
    kind: ErrorKind,
    what: &'static str,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ErrorKind {
    /// Another program holds the file; it passes.
    #[error("another program holds the journal; close it, this is tried again")]
    Busy,
    /// There is no room.
    #[error("the disk is full; free some space, this is tried again")]
    Full,
    /// The contents are not what was written.
    #[error(
        "the journal is damaged; keep a copy of the file, and before the shop opens tomorrow restore a backup or move it away to begin a new one (on the same day codes might be printed twice)"
    )]
    Corrupt,
    /// The file or the disk cannot be written, or not even opened.
    #[error("the file cannot be used; check the disk and the rights of the data directory")]
    ReadOnly,
    /// A newer program wrote it.
    #[error("a newer version of this program wrote it; install that version again")]
    Newer,
    /// An older program wrote it, and whoever only looks does not change it.
    #[error(
        "an older version of this program wrote it; start the service once to bring it up to date"
    )]
    Older,
    /// It is the journal of another counter.
    #[error(
        "it is the journal of another store or counter; correct [store] slot and [counter] number, or give each counter its own data directory"
    )]
    Foreign,
    /// Our own mistake.
    #[error("this is a mistake in the program; please report it")]
    Bug,
}

impl Error {
    /// What is to be done about it.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(super) fn new(what: &'static str, kind: ErrorKind) -> Self {
        let source = None;
        Self { kind, what, source }
    }

    pub(super) fn sql(what: &'static str) -> impl FnOnce(rusqlite::Error) -> Self {
        move |error| Self {
            kind: kind(&error),
            what,
            source: Some(Box::new(error)),
        }
    }

    pub(super) fn file(what: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        move |error| Self {
            kind: match error.kind() {
                Io::StorageFull | Io::QuotaExceeded => ErrorKind::Full,
                _ => ErrorKind::ReadOnly,
            },
            what,
            source: Some(Box::new(error)),
        }
    }

    pub(super) fn record(error: serde_json::Error) -> Self {
        Self {
            kind: ErrorKind::Corrupt,
            what: "cannot read what is counted of a member",
            source: Some(Box::new(error)),
        }
    }

    pub(super) fn unreadable(error: Unreadable) -> Self {
        let kind = match error {
            Unreadable::Newer { .. } => ErrorKind::Newer,
            Unreadable::Damaged(_) => ErrorKind::Corrupt,
        };
        Self {
            kind,
            what: "cannot read an event",
            source: Some(Box::new(error)),
        }
    }

    pub(super) fn checkpoint(error: serde_json::Error) -> Self {
        Self {
            kind: ErrorKind::Corrupt,
            what: "cannot read a checkpoint",
            source: Some(Box::new(error)),
        }
    }
}

/// SQLite's codes in one table.
fn kind(error: &rusqlite::Error) -> ErrorKind {
    use rusqlite::Error as Sql;
    match error {
        Sql::SqliteFailure(failure, _) | Sql::SqlInputError { error: failure, .. } => {
            of_code(failure.code)
        }
        // A column holds what its schema forbids.
        Sql::FromSqlConversionFailure(..)
        | Sql::IntegralValueOutOfRange(..)
        | Sql::Utf8Error(..)
        | Sql::InvalidColumnType(..)
        | Sql::QueryReturnedNoRows => ErrorKind::Corrupt,
        _ => ErrorKind::Bug,
    }
}

fn of_code(code: ErrorCode) -> ErrorKind {
    match code {
        // Another process, such as a backup that copies the file.
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::FileLockingProtocolFailed
        | ErrorCode::OperationInterrupted => ErrorKind::Busy,
        ErrorCode::DiskFull | ErrorCode::OutOfMemory => ErrorKind::Full,
        // A disk that fails, a file that is write-protected, a folder that went away.
        ErrorCode::ReadOnly
        | ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::PermissionDenied
        | ErrorCode::NoLargeFileSupport => ErrorKind::ReadOnly,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => ErrorKind::Corrupt,
        // Constraints and triggers included: the writer keeps them, so whoever breaks them is us.
        _ => ErrorKind::Bug,
    }
}
