//! Journals to test with: a fresh data directory, and events that can be told apart.

use std::path::PathBuf;

use tempfile::TempDir;
use tillside::domain::code::{Slot, Till};
use tillside::domain::document::{Currency, Kind, Tender};
use tillside::domain::event::{DocumentEnded, Entry, Event, Series};
use tillside::domain::time::Timestamp;
use tillside::journal::{FILE, Reader, Record, Writer};

/// Some day in 2026.
pub(crate) const START: i64 = 1_795_332_600_000;

pub(crate) fn series() -> Series {
    Series {
        store: Slot::new(3).expect("a store"),
        counter: Till::new(2).expect("a counter"),
    }
}

pub(crate) struct Data {
    pub(crate) folder: TempDir,
}

impl Data {
    pub(crate) fn new() -> Self {
        // In memory where that is easy: these tests flush thousands of times.
        let in_memory = tempfile::tempdir_in("/dev/shm");
        let folder = in_memory.or_else(|_| tempfile::tempdir());
        Self {
            folder: folder.expect("a folder"),
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join(FILE)
    }

    pub(crate) fn writer(&self) -> Writer {
        Writer::new(self.path(), series())
    }

    /// Everything that is in the journal.
    pub(crate) fn records(&self) -> Vec<Record> {
        let mut records = Vec::new();
        let reader = Reader::open(&self.path()).expect("a journal");
        let read = reader.each(|record| {
            records.push(record);
            Ok::<(), tillside::journal::Error>(())
        });
        read.expect("events");
        records
    }
}

/// A sale whose total is its number, a minute after the one before.
pub(crate) fn sale(number: i64) -> Entry {
    Entry {
        at: Timestamp(START + number * 60_000),
        event: Event::DocumentEnded(DocumentEnded {
            kind: Kind::Sale,
            items: Some(7),
            served_ms: Some(45_678),
            waited_s: None,
            total_minor: Some(number),
            currency: Some(Currency::EURO),
            tender: Some(Tender::Cash),
            refund: false,
            void: false,
            copy: false,
            trusted: true,
        }),
    }
}
