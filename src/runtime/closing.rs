//! The slip at the end of the day: its figures come from the journal, once everything is in it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::clock;
use super::counting::Counting;
use super::desk::{Heard, Post};
use crate::domain::kpi::Closing;
use crate::journal::{self, Error, Reader};

/// Whom the figures of a day are asked of.
#[derive(Debug)]
pub(super) struct Days {
    file: PathBuf,
    target: Duration,
    post: Post,
}

/// What a day came to, for the slip with this number; absent where that cannot be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day {
    /// The slip.
    pub(super) id: u64,
    /// The figures.
    pub(super) closing: Option<Closing>,
}

impl Days {
    /// For a store in which nobody should wait longer than `target`.
    pub(super) fn new(data: &Path, target: Duration, post: &Post) -> Self {
        Self {
            file: data.join(journal::FILE),
            target,
            post: post.clone(),
        }
    }

    /// Nobody should wait longer than this from now on.
    pub(super) fn change_target(&mut self, target: Duration) {
        self.target = target;
    }

    /// Asks for today's figures, which come to the desk; whether they will.
    pub(super) fn ask(&self, id: u64, counting: &mut Counting) -> bool {
        let (file, target, post) = (self.file.clone(), self.target, self.post.clone());
        counting.once_kept(Box::new(move || {
            let closing = today(&file, target);
            let closing = closing.inspect_err(|error| log::error!("no slip of the day: {error}"));
            let closing = closing.ok();
            post.try_send(Heard::Day(Day { id, closing })).ok();
        }))
    }
}

fn today(file: &Path, target: Duration) -> Result<Closing, Error> {
    let today = clock::today();
    let tallies = Reader::open(file)?.figures(&clock::quarters(today, today))?;
    Ok(Closing::of(tallies.iter(), target))
}
