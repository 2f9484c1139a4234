//! The record of the block that is being written, so that a crash never leaves a raster open.
//!
//! A printer in the middle of a raster takes the next receipt for dots. The file is written with
//! positioned writes and never synced: it has to survive this process, not the power, which the
//! printer would lose too. What a block looks like is not known here beyond its one payload.

use super::platform;
use crate::protocol::transit::Insert;
use std::fs::File;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The name of the record in the data folder.
pub const FILE_NAME: &str = "block.progress";

/// At most this many bytes are written between two entries, so at most these are uncertain.
pub const PIECE: usize = 64;

/// At least as long as any command outside the payload and any header right before it
/// (`GS v 0 m xL xH yL yH` has 8 bytes, `GS ( k` up to the data has 8).
pub const LONGEST_COMMAND: usize = 16;

const MAGIC: &[u8; 8] = b"tillblk1";
/// Layout: magic, then u32 little-endian: document, open, intended, done, length, payload start,
/// payload end, checksum; then the bytes.
const DOCUMENT_AT: u64 = 8;
const OPEN_AT: u64 = 12;
const INTENDED_AT: u64 = 16;
const HEADER: usize = 40;
const LARGEST: usize = 1 << 20;
/// Room that is taken at once, so that a disk which fills up later does no harm.
const USUAL_BLOCK: usize = 4096;

/// The record of one cable.
#[derive(Debug)]
pub struct Record {
    /// `None`: nothing is recorded.
    file: Option<File>,
    mid_document: bool,
}

/// What the record said when it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// A block that was not written to its end.
    pub open_block: Option<OpenBlock>,
    /// The till was in the middle of a document, or nobody knows: what comes first from it is the
    /// rest of something.
    pub mid_document: bool,
}

/// A block that was not written to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenBlock {
    /// All its bytes.
    pub bytes: Vec<u8>,
    /// Where its payload lies in them.
    pub payload: Range<usize>,
    /// So many bytes were written for certain.
    pub done: usize,
    /// So many bytes were written at most.
    pub intended: usize,
}

/// Why there is no record.
#[derive(Debug, thiserror::Error)]
#[error("cannot use {path:?}: {source}; make the data folder writable")]
pub struct RecordError {
    /// The record.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

impl Record {
    /// Opens or creates the record in the data folder and says what it held.
    pub fn open(folder: &Path) -> Result<(Self, Found), RecordError> {
        let path = folder.join(FILE_NAME);
        let failed = |source| RecordError {
            path: path.clone(),
            source,
        };
        let file = platform::open_private(&path).map_err(failed)?;
        let mut old = Vec::new();
        let limit = (HEADER + LARGEST) as u64;
        (&file).take(limit).read_to_end(&mut old).map_err(failed)?;
        let found = read(&old);
        if !old.starts_with(MAGIC) {
            let mut empty = vec![0; HEADER + USUAL_BLOCK];
            put(&mut empty, 0, MAGIC);
            put(&mut empty, 8, &u32::from(found.mid_document).to_le_bytes());
            platform::write_at(&file, &empty, 0).map_err(failed)?;
        }
        let record = Self {
            file: Some(file),
            mid_document: found.mid_document,
        };
        Ok((record, found))
    }

    /// A record that keeps nothing, for a relay without a data folder.
    pub fn disabled() -> Self {
        Self {
            file: None,
            mid_document: false,
        }
    }

    /// A record on a file that takes nothing, as on a full disk.
    #[cfg(test)]
    pub(super) fn unwritable() -> Self {
        Self {
            file: File::open("/dev/null").ok(),
            mid_document: false,
        }
    }

    /// Notes whether the till is in the middle of a document; free where nothing changed.
    pub fn mark(&mut self, mid_document: bool) -> io::Result<()> {
        if self.mid_document == mid_document {
            return Ok(());
        }
        self.mid_document = mid_document;
        self.write_u32(DOCUMENT_AT, u32::from(mid_document))
    }

    /// Notes a block before its first byte is written.
    pub(super) fn begin(&self, block: &Insert) -> io::Result<()> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let numbers = [
            1,
            0,
            0,
            number(block.bytes.len()),
            number(block.payload.start),
            number(block.payload.end),
            checksum(&block.bytes, &block.payload),
        ];
        let mut image = Vec::with_capacity(HEADER + block.bytes.len());
        image.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        image.extend_from_slice(&block.bytes);
        platform::write_at(file, &image, OPEN_AT)
    }

    /// Notes how far the block will be written next and how far it was written for certain.
    pub(super) fn advance(&self, intended: usize, done: usize) -> io::Result<()> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let mut both = [0; 8];
        put(&mut both, 0, &number(intended).to_le_bytes());
        put(&mut both, 4, &number(done).to_le_bytes());
        platform::write_at(file, &both, INTENDED_AT)
    }

    /// Notes that no block is open.
    pub(super) fn clear(&self) -> io::Result<()> {
        self.write_u32(OPEN_AT, 0)
    }

    fn write_u32(&self, offset: u64, value: u32) -> io::Result<()> {
        match &self.file {
            Some(file) => platform::write_at(file, &value.to_le_bytes(), offset),
            None => Ok(()),
        }
    }
}

impl OpenBlock {
    /// Whether it is certain how far the block got, so that nothing of it is missing on paper.
    pub fn is_certain(&self) -> bool {
        self.done == self.intended
    }

    /// What closes the block, to be written before anything else.
    pub fn completion(&self) -> Insert {
        if self.is_certain() {
            return self.rest_from(self.done, 0);
        }
        let header = self.payload.start.saturating_sub(LONGEST_COMMAND);
        let touches_payload =
            !self.payload.is_empty() && self.done < self.payload.end && self.intended > header;
        if touches_payload {
            // However far it got, so many zero bytes end the payload; those too many print nothing.
            self.rest_from(self.payload.end, self.payload.end - self.done)
        } else {
            self.rest_from(self.intended, LONGEST_COMMAND)
        }
    }

    /// `blanks` zero bytes and then everything from `from` on.
    fn rest_from(&self, from: usize, blanks: usize) -> Insert {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let mut bytes = vec![0; blanks];
        bytes.extend_from_slice(rest);
        let moved = |at: usize| blanks + at.saturating_sub(from);
        let payload = if self.payload.end > from {
            moved(self.payload.start)..moved(self.payload.end)
        } else {
            // Blanks may be the inside of a payload too: that is what they are for.
            0..blanks
        };
        Insert {
            at: 0,
            bytes,
            payload,
        }
    }
}

/// The end of the piece that begins at `done`: short, and never across an edge of the payload.
pub(super) fn piece_end(block: &Insert, done: usize) -> usize {
    let longest = block.bytes.len().min(done + PIECE);
    [block.payload.start, block.payload.end]
        .into_iter()
        .filter(|edge| *edge > done)
        .fold(longest, usize::min)
}

fn read(old: &[u8]) -> Found {
    if old.is_empty() {
        return Found::default();
    }
    read_fields(old).unwrap_or(Found {
        open_block: None,
        mid_document: true,
    })
}

/// `None` for anything that this version did not write.
fn read_fields(old: &[u8]) -> Option<Found> {
    let (header, bytes) = old.split_at_checked(HEADER)?;
    let numbers = header.strip_prefix(MAGIC)?;
    let mut numbers = numbers
        .as_chunks::<4>()
        .0
        .iter()
        .map(|bytes| u32::from_le_bytes(*bytes));
    let mid_document = numbers.next()? != 0;
    let open = numbers.next()? != 0;
    let mut size = || usize::try_from(numbers.next()?).ok();
    let (intended, done) = (size()?, size()?);
    let (len, payload) = (size()?, size()?..size()?);
    let sum = u32::try_from(size()?).ok()?;
    let open_block = open
        .then(|| bytes.get(..len.min(LARGEST)))
        .flatten()
        .filter(|bytes| checksum(bytes, &payload) == sum && bytes.len() == len)
        .filter(|_| done <= intended && intended <= len && payload.start <= payload.end)
        .filter(|_| payload.end <= len)
        .map(|bytes| OpenBlock {
            bytes: bytes.to_owned(),
            payload,
            done,
            intended,
        });
    Some(Found {
        open_block,
        mid_document,
    })
}

/// FNV-1a over the bytes and the payload's edges: tells a torn entry from a whole one.
fn checksum(bytes: &[u8], payload: &Range<usize>) -> u32 {
    let edges = [number(payload.start), number(payload.end)];
    let edges = edges.iter().flat_map(|edge| edge.to_le_bytes());
    bytes
        .iter()
        .copied()
        .chain(edges)
        .fold(0x811c_9dc5, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
}

fn number(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

fn put(into: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(place) = into.get_mut(at..at + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests;
