//! Writes a block of ours in small pieces and keeps the record of how far it got.
//!
//! A record that cannot be written stops nothing: the block is printed all the same.

use crate::device::notice::{Notice, Notices};
use crate::device::port::{Io, Port};
use crate::device::progress::{Record, piece_end};
use crate::protocol::transit::Insert;
use std::io;

pub(super) struct BlockWriter {
    record: Record,
    notices: Notices,
    state: State,
    failing: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Recorded,
    Unrecorded,
}

impl BlockWriter {
    pub(super) fn new(record: Record, notices: Notices) -> Self {
        Self {
            record,
            notices,
            state: State::Closed,
            failing: false,
        }
    }

    /// Writes the next piece of the block, of which `done` bytes are out, `limit` bytes at most.
    pub(super) fn write(&mut self, port: &Port, block: &Insert, done: usize, limit: usize) -> Io {
        if self.state == State::Closed {
            let begun = self.record.begin(block);
            self.state = self.judge(begun);
        }
        let end = piece_end(block, done).min(done.saturating_add(limit));
        self.advance(end, done);
        let written = port.write(block.bytes.get(done..end).unwrap_or_default());
        let now_done = match written {
            Io::Bytes(count) => done + count,
            Io::Nothing | Io::Gone(_) => done,
        };
        self.advance(now_done, now_done);
        written
    }

    /// The block is written, or there was none to write.
    pub(super) fn close(&mut self) {
        self.state = State::Closed;
        let cleared = self.record.clear();
        self.judge(cleared);
    }

    /// Notes whether the till is in the middle of a document.
    pub(super) fn mark(&mut self, mid_document: bool) {
        let marked = self.record.mark(mid_document);
        if marked.is_err() {
            self.judge(marked);
        }
    }

    fn advance(&mut self, intended: usize, done: usize) {
        if self.state != State::Recorded {
            return;
        }
        let noted = self.record.advance(intended, done);
        self.state = self.judge(noted);
        if self.state == State::Unrecorded {
            // A wrong record would be worse than none.
            drop(self.record.clear());
        }
    }

    /// Says once that the record fails, until it works again.
    fn judge(&mut self, result: io::Result<()>) -> State {
        match result {
            Ok(()) => {
                self.failing = false;
                State::Recorded
            }
            Err(error) => {
                if !std::mem::replace(&mut self.failing, true) {
                    self.notices.say(Notice::RecordFailed {
                        why: error.to_string(),
                    });
                }
                State::Unrecorded
            }
        }
    }
}
