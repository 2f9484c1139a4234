//! Prints of our own: they wait until the till is silent and yield to its first byte.
//!
//! A job is cut only between its pieces, so a piece ends where a command ends.

use crate::device::notice::{Notice, Notices};
use crate::protocol::transit::Insert;
use std::ops::Range;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// A print of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Comes back in the notices about this job.
    pub id: u64,
    /// Written in order; the print may end after any of them.
    pub pieces: Vec<Piece>,
}

/// A part of a [`Job`] that ends where a command ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    /// What to write.
    pub bytes: Vec<u8>,
    /// As [`Insert::payload`]; empty where there is no raster.
    pub payload: Range<usize>,
}

/// Why a job was not queued; it is handed back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobRefused {
    /// Too many wait already.
    #[error("too many prints wait for the till to be silent; try again later")]
    Full(Job),
    /// The relay has ended.
    #[error("the relay to the printer has stopped")]
    Stopped(Job),
}

/// The queue, and the job that is being written.
pub(super) struct Jobs {
    queue: Receiver<Job>,
    silence: Duration,
    last_till_byte: Instant,
    waiting: Option<Job>,
    current: Option<(u64, std::vec::IntoIter<Piece>)>,
}

impl Jobs {
    pub(super) fn new(queue: Receiver<Job>, silence: Duration, now: Instant) -> Self {
        Self {
            queue,
            silence,
            last_till_byte: now,
            waiting: None,
            current: None,
        }
    }

    /// How long until the next piece may be written; `None` while there is no job.
    pub(super) fn ready_in(&mut self, now: Instant) -> Option<Duration> {
        if self.current.is_some() {
            return Some(Duration::ZERO);
        }
        if self.waiting.is_none() {
            self.waiting = self.queue.try_recv().ok();
        }
        self.waiting.as_ref()?;
        let silent = now.saturating_duration_since(self.last_till_byte);
        Some(self.silence.saturating_sub(silent))
    }

    /// The next piece; only when it is ready.
    pub(super) fn next_piece(&mut self) -> Option<Insert> {
        if let Some(job) = self.waiting.take() {
            self.current = Some((job.id, job.pieces.into_iter()));
        }
        let Piece { bytes, payload } = self.current.as_mut()?.1.next()?;
        let fits = payload.start <= payload.end && payload.end <= bytes.len();
        Some(Insert {
            at: 0,
            payload: if fits { payload } else { 0..0 },
            bytes,
        })
    }

    /// Ends the job once its last piece is out.
    pub(super) fn piece_ended(&mut self, notices: &Notices) {
        if let Some((id, pieces)) = &self.current
            && pieces.as_slice().is_empty()
        {
            notices.say(Notice::JobDone { id: *id });
            self.current = None;
        }
    }

    /// The till sent something: what is left of a job is dropped, and so is one that has not begun,
    /// since it was put together for the settings and the place of before.
    pub(super) fn till_spoke(&mut self, now: Instant, notices: &Notices) {
        self.last_till_byte = now;
        self.cut_short(notices);
        if let Some(job) = self.waiting.take().or_else(|| self.queue.try_recv().ok()) {
            notices.say(Notice::JobCutShort {
                id: job.id,
                pieces_left: job.pieces.len(),
            });
        }
    }

    /// Drops what is left of a job.
    pub(super) fn cut_short(&mut self, notices: &Notices) {
        if let Some((id, pieces)) = self.current.take() {
            notices.say(Notice::JobCutShort {
                id,
                pieces_left: pieces.len(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::notice::Counters;
    use std::sync::Arc;
    use std::sync::mpsc::sync_channel;

    #[test]
    fn what_waits_is_dropped_when_the_till_speaks() {
        let (jobs_in, queue) = sync_channel(1);
        let (notices_in, notices) = sync_channel(4);
        let outlet = Notices::new(notices_in, Arc::new(Counters::default()));
        #[expect(clippy::disallowed_methods, reason = "silence counts from any instant")]
        let start = Instant::now();
        let silence = Duration::from_secs(3);
        let mut jobs = Jobs::new(queue, silence, start);
        let job = |id| Job {
            id,
            pieces: vec![Piece::default(); 2],
        };
        // Once while it is looked at, and once before that.
        for id in [1, 2] {
            jobs_in.send(job(id)).unwrap();
            if id == 1 {
                assert_eq!(jobs.ready_in(start), Some(silence));
            }
            jobs.till_spoke(start, &outlet);
            let pieces_left = 2;
            let cut = Notice::JobCutShort { id, pieces_left };
            assert_eq!(notices.try_recv(), Ok(cut));
            assert_eq!(jobs.ready_in(start + silence), None);
        }
    }
}
