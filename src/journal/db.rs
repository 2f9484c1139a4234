//! The connection to the file, and the one way through which the writer uses it.
//!
//! Every step passes a [`Fates`], so that a test can make each of them fail in turn.

use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Params, Row, ffi};

use super::error::Error;

/// What becomes of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is done.
    Done,
    /// It fails and has done nothing.
    FailsBefore,
    /// It is done but seems to have failed, as when the power goes between the two.
    FailsAfter,
}

/// Decides what becomes of the writer's steps.
pub trait Fates: std::fmt::Debug + Send + Sync {
    /// The fate of the next step.
    fn next(&self) -> Fate;
}

/// No step fails but by itself.
#[derive(Debug, Clone, Copy)]
pub struct Sound;

impl Fates for Sound {
    fn next(&self) -> Fate {
        Fate::Done
    }
}

/// How long to wait for another program, such as a backup.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub(super) struct Db {
    connection: Connection,
    path: PathBuf,
    fates: Arc<dyn Fates>,
    /// Something of members has changed since the file was opened.
    has_changes: Cell<bool>,
}

impl Db {
    /// Opens the file for the writer and makes it if it is not there.
    pub(super) fn open(path: &Path, fates: Arc<dyn Fates>) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags);
        let connection = connection.map_err(Error::sql("cannot open the journal"))?;
        let db = Self {
            connection,
            path: path.to_owned(),
            fates,
            has_changes: Cell::new(false),
        };
        db.set_up().map_err(Error::sql("cannot use the journal"))?;
        Ok(db)
    }

    fn set_up(&self) -> rusqlite::Result<()> {
        let connection = &self.connection;
        connection.busy_timeout(PATIENCE)?;
        self.step(|| connection.pragma_update(None, "journal_mode", "WAL"))?;
        self.step(|| connection.pragma_update(None, "synchronous", "FULL"))?;
        // What a customer wrote leaves no trace where it was.
        self.step(|| connection.pragma_update(None, "secure_delete", "ON"))
    }

    /// Opens the file to look only; it has to be there.
    pub(super) fn look(path: &Path) -> Result<Connection, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags);
        let connection = connection.map_err(Error::sql("cannot open the journal"))?;
        let patience = connection.busy_timeout(PATIENCE);
        patience.map_err(Error::sql("cannot use the journal"))?;
        Ok(connection)
    }

    /// Runs a statement and says how many rows it changed.
    pub(super) fn execute(&self, sql: &str, params: impl Params) -> rusqlite::Result<usize> {
        self.step(|| self.connection.prepare_cached(sql)?.execute(params))
    }

    /// Runs statements without parameters.
    pub(super) fn batch(&self, sql: &str) -> rusqlite::Result<()> {
        self.step(|| self.connection.execute_batch(sql))
    }

    /// The first row of an answer, if there is any.
    pub(super) fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        self.step(|| {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(params)?;
            rows.next()?.map(read).transpose()
        })
    }

    /// Does everything or nothing. After an error nobody knows which until the file is opened anew.
    pub(super) fn transaction<T>(
        &self,
        body: impl FnOnce(&Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let failed = "cannot write the journal";
        self.batch("BEGIN IMMEDIATE").map_err(Error::sql(failed))?;
        let done = body(self)?;
        self.batch("COMMIT").map_err(Error::sql(failed))?;
        Ok(done)
    }

    /// Where the file is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this is the first change of members since the file was opened. A transaction that fails
    /// takes the connection with it.
    pub(super) fn is_first_change(&self) -> bool {
        !self.has_changes.replace(true)
    }

    /// Does something to another file, as a step like any other.
    pub(super) fn file_step<T>(&self, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let failure = || io::Error::other("the step fails");
        match self.fates.next() {
            Fate::Done => step(),
            Fate::FailsBefore => Err(failure()),
            Fate::FailsAfter => step().and_then(|_| Err(failure())),
        }
    }

    /// For reading beside the steps.
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    fn step<T>(&self, step: impl FnOnce() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let failure = || rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR), None);
        match self.fates.next() {
            Fate::Done => step(),
            Fate::FailsBefore => Err(failure()),
            Fate::FailsAfter => step().and_then(|_| Err(failure())),
        }
    }
}
