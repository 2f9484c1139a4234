//! The bytes between the till and the printer: what is held, what may go, what is ours.
//!
//! One buffer, read into and written from, so that a byte is not copied on its way. Knows no port
//! and no transit; it checks what a transit asks for before it does it.
#![expect(
    clippy::indexing_slicing,
    reason = "`start <= released <= seen <= end <= buffer.len()` holds after every method"
)]

use crate::device::progress::OpenBlock;
use crate::protocol::transit::{Insert, Plan};
use zeroize::Zeroize as _;

/// How many bytes are read from the till at once at most: as many as a terminal keeps. What was
/// read and not written dies with the process, so more would only be more to lose.
pub(super) const READ_SIZE: usize = 4096;

/// How many bytes a transit may hold.
pub(super) const MAX_HELD: usize = 4096;

/// The plan cannot be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inconsistent;

/// What to write next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next<'a> {
    /// Nothing is allowed out.
    Nothing,
    /// Bytes of the till.
    Till(&'a [u8]),
    /// The rest of a block of ours, which begins at this offset in it.
    Block(&'a Insert, usize),
}

/// `start..released` may be written, `released..seen` is held by the transit, `seen..end` it has
/// not seen yet.
pub(super) struct Outbox {
    buffer: Box<[u8]>,
    start: usize,
    released: usize,
    seen: usize,
    end: usize,
    /// From here on the buffer holds nothing of the till.
    clean: usize,
    block: Option<Block>,
}

/// What passed is in no message.
impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbox")
            .field("till_bytes", &self.till_bytes())
            .finish_non_exhaustive()
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        self.buffer.zeroize();
    }
}

#[derive(Debug)]
struct Block {
    /// Before which byte of the buffer it goes.
    before: usize,
    insert: Insert,
    done: usize,
}

impl Outbox {
    pub(super) fn new() -> Self {
        Self {
            buffer: vec![0; READ_SIZE + MAX_HELD].into_boxed_slice(),
            start: 0,
            released: 0,
            seen: 0,
            end: 0,
            clean: 0,
            block: None,
        }
    }

    /// What to write before anything else is done.
    pub(super) fn next(&self) -> Next<'_> {
        match &self.block {
            Some(block) if block.before == self.start => Next::Block(&block.insert, block.done),
            Some(block) => Next::Till(&self.buffer[self.start..block.before]),
            None if self.start < self.released => {
                Next::Till(&self.buffer[self.start..self.released])
            }
            None => Next::Nothing,
        }
    }

    /// So many bytes of [`Self::next`] were written; whether that ended a block.
    pub(super) fn wrote(&mut self, count: usize) -> bool {
        let Some(block) = self
            .block
            .as_mut()
            .filter(|block| block.before == self.start)
        else {
            let limit = self
                .block
                .as_ref()
                .map_or(self.released, |block| block.before);
            self.start = (self.start + count).min(limit);
            self.wipe_what_passed();
            return false;
        };
        block.done += count;
        let ended = block.done >= block.insert.bytes.len();
        if ended {
            self.block = None;
            self.wipe_what_passed();
        }
        ended
    }

    /// Once all of it is out, nothing of it stays behind.
    fn wipe_what_passed(&mut self) {
        if self.is_empty() {
            self.buffer[..self.clean].zeroize();
            (self.start, self.released, self.seen) = (0, 0, 0);
            (self.end, self.clean) = (0, 0);
        }
    }

    /// The block under way, for a printer of which nobody knows how much of it it has.
    pub(super) fn open_block(&self) -> Option<OpenBlock> {
        let block = self.block.as_ref().filter(|block| block.done > 0)?;
        Some(OpenBlock {
            bytes: block.insert.bytes.clone(),
            payload: block.insert.payload.clone(),
            done: 0,
            intended: block.done,
        })
    }

    /// Puts another block in the place of the one under way.
    pub(super) fn replace_block(&mut self, insert: Insert) {
        if let Some(block) = self.block.take() {
            self.put_block(block.before, insert);
        }
    }

    /// Whether something is allowed out.
    pub(super) fn is_due(&self) -> bool {
        self.block.is_some() || self.start < self.released
    }

    /// Whether there is neither a byte of the till nor one of ours.
    pub(super) fn is_empty(&self) -> bool {
        self.block.is_none() && self.start == self.end
    }

    /// How many bytes of the till there are.
    pub(super) fn till_bytes(&self) -> usize {
        self.end - self.start
    }

    /// Room for new bytes; only while nothing is due.
    pub(super) fn room(&mut self) -> &mut [u8] {
        if self.start > 0 && self.block.is_none() {
            self.buffer.copy_within(self.start..self.end, 0);
            self.released -= self.start;
            self.seen -= self.start;
            self.end -= self.start;
            self.start = 0;
        }
        let limit = (self.end + READ_SIZE).min(self.buffer.len());
        &mut self.buffer[self.end..limit]
    }

    /// So many bytes were put into [`Self::room`].
    pub(super) fn filled(&mut self, count: usize) {
        self.end = (self.end + count).min(self.buffer.len());
        self.clean = self.clean.max(self.end);
    }

    /// Bytes that the transit has not looked at.
    pub(super) fn unseen(&self) -> &[u8] {
        &self.buffer[self.seen..self.end]
    }

    /// All bytes that may not be written yet.
    pub(super) fn kept(&self) -> &[u8] {
        &self.buffer[self.released..self.end]
    }

    /// How many bytes the transit has looked at and not released.
    pub(super) fn held(&self) -> usize {
        self.seen - self.released
    }

    /// Does what a transit asks for, or nothing if that makes no sense.
    pub(super) fn apply(&mut self, plan: Plan) -> Result<(), Inconsistent> {
        let fits = plan.consumed <= self.end - self.seen
            && plan.release <= self.held() + plan.consumed
            && self.held() + plan.consumed - plan.release <= MAX_HELD;
        let stands_still = plan.consumed == 0 && plan.release == 0 && self.seen < self.end;
        let insert_fits = plan.insert.as_ref().is_none_or(|insert| {
            let payload = &insert.payload;
            insert.at <= plan.release
                && payload.start <= payload.end
                && payload.end <= insert.bytes.len()
        });
        if !fits || stands_still || !insert_fits || self.is_due() {
            return Err(Inconsistent);
        }
        let before = self.released;
        self.seen += plan.consumed;
        self.released += plan.release;
        if let Some(insert) = plan.insert {
            self.put_block(before + insert.at, insert);
        }
        Ok(())
    }

    /// Lets so many of the oldest kept bytes go, whether seen or not.
    pub(super) fn pass(&mut self, count: usize) {
        self.released = (self.released + count).min(self.end);
        self.seen = self.seen.max(self.released);
    }

    /// Takes all kept bytes for seen.
    pub(super) fn hold_all(&mut self) {
        self.seen = self.end;
    }

    /// Takes all kept bytes for unseen.
    pub(super) fn offer_again(&mut self) {
        self.seen = self.released;
    }

    /// Puts a block of ours behind everything that is released; only while nothing is due.
    pub(super) fn push_block(&mut self, insert: Insert) {
        self.put_block(self.released, insert);
    }

    fn put_block(&mut self, before: usize, insert: Insert) {
        if !insert.bytes.is_empty() {
            self.block = Some(Block {
                before,
                insert,
                done: 0,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_passed_leaves_nothing_behind() {
        let mut outbox = outbox(b"4111111111111111 held");
        outbox.apply(plan(21, 16)).unwrap();
        outbox.wrote(16);
        // The rest moves to the front, and where it was there is still something.
        let room = outbox.room();
        room[..4].copy_from_slice(b"more");
        outbox.filled(4);
        outbox.apply(plan(4, 9)).unwrap();
        assert_eq!(outbox.next(), Next::Till(b" heldmore"));
        outbox.wrote(8);
        assert!(outbox.buffer.contains(&b'e'), "one byte is still to go");
        outbox.wrote(1);
        assert_eq!(
            outbox.buffer,
            vec![0; READ_SIZE + MAX_HELD].into_boxed_slice()
        );
        assert_eq!(outbox.room().len(), READ_SIZE);
    }

    fn outbox(bytes: &[u8]) -> Outbox {
        let mut outbox = Outbox::new();
        outbox.room()[..bytes.len()].copy_from_slice(bytes);
        outbox.filled(bytes.len());
        outbox
    }

    fn plan(consumed: usize, release: usize) -> Plan {
        Plan {
            consumed,
            release,
            insert: None,
        }
    }

    fn insert(at: usize, bytes: &[u8]) -> Insert {
        Insert {
            at,
            bytes: bytes.to_vec(),
            payload: 0..0,
        }
    }

    /// Writes everything that is due, `step` bytes at a time.
    fn drain(outbox: &mut Outbox, step: usize) -> Vec<u8> {
        let mut paper = Vec::new();
        loop {
            let bytes = match outbox.next() {
                Next::Nothing => return paper,
                Next::Till(bytes) => bytes,
                Next::Block(insert, done) => &insert.bytes[done..],
            };
            let count = step.min(bytes.len());
            paper.extend_from_slice(&bytes[..count]);
            outbox.wrote(count);
        }
    }

    #[test]
    fn a_block_goes_between_the_released_bytes() {
        for step in 1..8 {
            for at in 0..=4 {
                let mut outbox = outbox(b"abcdef");
                let mut plan = plan(5, 4);
                plan.insert = Some(insert(at, b"BLOCK"));
                outbox.apply(plan).unwrap();
                let expected = [&b"abcd"[..at], b"BLOCK", &b"abcd"[at..]].concat();
                assert_eq!(drain(&mut outbox, step), expected);
                assert_eq!((outbox.held(), outbox.unseen()), (1, &b"f"[..]));
            }
        }
    }

    #[test]
    fn held_bytes_survive_the_next_read() {
        let mut outbox = outbox(b"abc");
        outbox.apply(plan(3, 1)).unwrap();
        assert_eq!(drain(&mut outbox, 9), b"a");
        outbox.room()[..2].copy_from_slice(b"de");
        outbox.filled(2);
        assert_eq!((outbox.kept(), outbox.unseen()), (&b"bcde"[..], &b"de"[..]));
        outbox.apply(plan(2, 4)).unwrap();
        assert_eq!(drain(&mut outbox, 1), b"bcde");
        assert!(outbox.is_empty());
    }

    #[test]
    fn nonsense_is_refused_and_changes_nothing() {
        let mut bad_payload = plan(3, 3);
        bad_payload.insert = Some(insert(0, b"x"));
        if let Some(insert) = &mut bad_payload.insert {
            insert.payload = 0..2;
        }
        let mut late_insert = plan(3, 2);
        late_insert.insert = Some(insert(3, b"x"));
        let mut insert_alone = plan(0, 0);
        insert_alone.insert = Some(insert(0, b"x"));
        let cases = [
            plan(7, 0),
            plan(3, 4),
            plan(0, 0),
            bad_payload,
            late_insert,
            insert_alone,
        ];
        for case in cases {
            let mut outbox = outbox(b"abcdef");
            assert_eq!(outbox.apply(case.clone()), Err(Inconsistent), "{case:?}");
            assert_eq!((outbox.unseen(), outbox.is_due()), (&b"abcdef"[..], false));
        }
    }

    #[test]
    fn nobody_may_hold_without_end() {
        let mut outbox = Outbox::new();
        outbox.room().fill(b'x');
        outbox.filled(READ_SIZE);
        outbox.apply(plan(READ_SIZE, 0)).unwrap();
        assert_eq!(outbox.room().len(), READ_SIZE);
        outbox.filled(1);
        assert_eq!(outbox.apply(plan(1, 0)), Err(Inconsistent));
        outbox.pass(outbox.till_bytes());
        assert_eq!(drain(&mut outbox, usize::MAX).len(), READ_SIZE + 1);
    }

    #[test]
    fn an_empty_block_is_no_block() {
        let mut outbox = outbox(b"ab");
        let mut plan = plan(2, 2);
        plan.insert = Some(insert(1, b""));
        outbox.apply(plan).unwrap();
        assert_eq!(drain(&mut outbox, 9), b"ab");
    }
}
