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
        self.complain(cleared);
    }

    /// Another block takes the place of the one under way.
    pub(super) fn start_over(&mut self) {
        self.state = State::Closed;
    }

    /// Notes whether the till is in the middle of a document.
    pub(super) fn mark(&mut self, mid_document: bool) {
        let marked = self.record.mark(mid_document);
        self.complain(marked);
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

    fn judge(&mut self, noted: io::Result<()>) -> State {
        if noted.is_ok() {
            self.failing = false;
            return State::Recorded;
        }
        self.complain(noted);
        State::Unrecorded
    }

    /// Says once that the record fails, until a block is recorded again.
    fn complain(&mut self, noted: io::Result<()>) {
        if let Err(error) = noted
            && !std::mem::replace(&mut self.failing, true)
        {
            self.notices.say(Notice::RecordFailed {
                why: error.to_string(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::notice::Counters;
    use crate::device::platform;
    use std::io::Read as _;
    use std::sync::Arc;
    use std::sync::mpsc::sync_channel;

    fn block() -> Insert {
        Insert {
            at: 0,
            bytes: (0..=255).collect(),
            payload: 50..200,
        }
    }

    /// Writes the block, `limit` bytes at a time, and returns what the printer got.
    fn print(writer: &mut BlockWriter, limit: usize) -> Vec<u8> {
        let (pseudo, block) = (platform::create_pseudo().unwrap(), block());
        let port = Port::new(pseudo.slave, None);
        let mut done = 0;
        while done < block.bytes.len() {
            match writer.write(&port, &block, done, limit) {
                Io::Bytes(count) => done += count,
                other => panic!("{other:?}"),
            }
        }
        writer.close();
        rustix::io::ioctl_fionbio(&pseudo.master, false).unwrap();
        let mut paper = vec![0; block.bytes.len()];
        (&pseudo.master).read_exact(&mut paper).unwrap();
        paper
    }

    #[test]
    fn a_record_that_fails_is_said_once_and_stops_nothing() {
        let (sender, said) = sync_channel(8);
        let notices = Notices::new(sender, Arc::new(Counters::default()));
        let mut writer = BlockWriter::new(Record::unwritable(), notices);
        for limit in [usize::MAX, 16] {
            assert_eq!(print(&mut writer, limit), block().bytes);
        }
        let said: Vec<_> = said.try_iter().collect();
        assert!(matches!(*said, [Notice::RecordFailed { .. }]), "{said:?}");
    }

    #[test]
    fn the_record_follows_the_block() {
        let dir = tempfile::tempdir().unwrap();
        let (sender, said) = sync_channel(8);
        let notices = Notices::new(sender, Arc::new(Counters::default()));
        let mut writer = BlockWriter::new(Record::open(dir.path()).unwrap().0, notices);
        let pseudo = platform::create_pseudo().unwrap();
        let (port, block) = (Port::new(pseudo.slave, None), block());
        let mut done = 0;
        while done < block.bytes.len() {
            let Io::Bytes(count) = writer.write(&port, &block, done, usize::MAX) else {
                panic!("a pseudo-terminal takes 256 bytes");
            };
            done += count;
            let open = Record::open(dir.path()).unwrap().1.open_block.unwrap();
            assert_eq!((open.done, open.intended), (done, done));
            assert_eq!((open.bytes, open.payload), (block.bytes.clone(), 50..200));
        }
        writer.close();
        assert_eq!(Record::open(dir.path()).unwrap().1.open_block, None);
        assert_eq!(said.try_iter().count(), 0);
    }
}
