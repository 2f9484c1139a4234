//! How a till spreads the bytes of a document over time.
//!
//! The result is a list of pauses and bytes; whoever drives the till keeps the pauses.

use super::documents::Document;
use super::rng::Rng;
use std::ops::RangeInclusive;

/// Between two visits, in milliseconds.
const VISIT_MS: RangeInclusive<u32> = 3_000..=12_000;
/// Between two documents of one visit.
const FOLLOW_MS: RangeInclusive<u32> = 300..=900;
/// Between two lines that the till's program sends one by one.
const LINE_MS: RangeInclusive<u32> = 1..=25;
/// Before a feed or cut that comes alone; longer ones outlast the relay's hold of 30 ms.
const CUT_MS: RangeInclusive<u32> = 2..=60;

/// How a document is cut into pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pacing {
    /// All at once.
    Whole,
    /// Line by line.
    Lines,
    /// The text, then the feed, then the cut.
    CutApart,
    /// Anywhere, also within a command, as a USB adapter does.
    Torn,
}

impl Pacing {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Whole, Self::Lines, Self::CutApart, Self::Torn];
}

/// Some bytes and how long the till waits before it sends them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Milliseconds after the chunk before.
    pub delay_ms: u32,
    /// Never empty.
    pub bytes: Vec<u8>,
}

/// A till that sends documents.
#[derive(Debug, Clone)]
pub struct Till {
    pacing: Option<Pacing>,
    rng: Rng,
}

impl Till {
    /// A till that always sends in one way.
    pub fn new(pacing: Pacing, seed: u64) -> Self {
        Self {
            pacing: Some(pacing),
            rng: Rng::new(seed),
        }
    }

    /// A till that chooses a way for each document.
    pub fn with_any_pacing(seed: u64) -> Self {
        Self {
            pacing: None,
            rng: Rng::new(seed),
        }
    }

    /// The bytes of a document in order; the first chunk comes after the pause between customers,
    /// or shortly after the last document of the same visit.
    pub fn send(&mut self, document: &Document) -> Vec<Chunk> {
        let bytes = &document.wire.bytes;
        let chosen = self.pacing.or_else(|| self.rng.pick(&Pacing::ALL).copied());
        let pacing = chosen.unwrap_or(Pacing::Whole);
        let mut chunks = Vec::new();
        let mut begin = 0;
        for end in self.ends(document, pacing) {
            let Some(piece) = bytes.get(begin..end).filter(|piece| !piece.is_empty()) else {
                continue;
            };
            let pause = match pacing {
                _ if begin == 0 && document.follows => FOLLOW_MS,
                _ if begin == 0 => VISIT_MS,
                Pacing::Whole | Pacing::Lines | Pacing::Torn => LINE_MS,
                Pacing::CutApart => CUT_MS,
            };
            chunks.push(Chunk {
                delay_ms: self.rng.within(pause),
                bytes: piece.to_vec(),
            });
            begin = end;
        }
        chunks
    }

    /// Where the chunks end, ascending; the last is the document's end.
    fn ends(&mut self, document: &Document, pacing: Pacing) -> Vec<usize> {
        let wire = &document.wire;
        let mut ends = match pacing {
            Pacing::Whole => Vec::new(),
            Pacing::Lines => wire.breaks.clone(),
            Pacing::CutApart => {
                let cut = wire.cut.as_ref().map(|cut| cut.start);
                wire.feed_at.into_iter().chain(cut).collect()
            }
            Pacing::Torn => self.anywhere(wire.bytes.len()),
        };
        ends.push(wire.bytes.len());
        ends
    }

    /// Up to 64 bytes at a time, the packet of a full-speed USB adapter.
    fn anywhere(&mut self, len: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut end = 0;
        while end < len {
            end += usize::try_from(self.rng.within(1..=64)).unwrap_or(64);
            ends.push(end.min(len));
        }
        ends
    }
}
