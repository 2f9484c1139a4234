//! The answers to this store's own survey, in a file beside its journal.

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use anyhow::Context as _;

use super::super::{clock, private_file, service};
use super::AnswerSource;
use crate::domain::code::{Day, Slot, StoreKey, Till};
use crate::engine::api::{Face, Pull, Pulled};
use crate::hub::{self, Desk, Registration};
use crate::pages::survey::{Answers, Moment, NotNow};

/// The open file and the thread that writes it.
pub struct Local {
    desk: Desk,
    slot: Slot,
    thread: JoinHandle<()>,
}

/// Hands the answers over, from any thread.
#[derive(Clone)]
pub struct LocalSource {
    desk: Desk,
    slot: Slot,
}

impl Local {
    /// Opens the file in the data directory, makes it if it is not there, and starts its thread, which
    /// ends once nobody asks any more.
    /// All answers are for the `counter` here, also those to other counters' receipts.
    pub fn start(data: &Path, counter: Till, key: StoreKey, face: Face) -> anyhow::Result<Self> {
        let path = data.join(hub::FILE);
        // Only so that others cannot read it; whatever is wrong here, opening it will say.
        drop(private_file::open_or_create(&path));
        let slot = key.slot();
        let front = face.clone();
        let (desk, keeper) = hub::open(
            &path,
            Some(counter),
            front,
            &[Registration { key, face }],
            Box::new(moment),
        )?;
        let thread = service::start("answers", move || keeper.run())?;
        Ok(Self { desk, slot, thread })
    }

    /// What the pages ask.
    pub fn answers(&self) -> Arc<dyn Answers> {
        Arc::new(self.desk.clone())
    }

    /// Where a counter fetches the answers.
    pub fn source(&self) -> LocalSource {
        LocalSource {
            desk: self.desk.clone(),
            slot: self.slot,
        }
    }

    /// Ends it once everything is on the disk.
    pub fn stop(self) {
        self.desk.end();
        drop(self.thread.join());
    }
}

impl AnswerSource for LocalSource {
    fn pull(&mut self, asked: &Pull) -> Result<Pulled, String> {
        let pulled = self.desk.pull(self.slot, asked);
        pulled.map_err(|error: NotNow| error.to_string())
    }
}

/// Now, with a number from the operating system.
pub(in super::super) fn moment() -> Moment {
    let mut bytes = [0; 8];
    // Without random numbers there is no key either, and the service says so.
    drop(getrandom::fill(&mut bytes).context("no random numbers"));
    Moment {
        at: clock::utc().into(),
        today: Day::from_date(clock::today()).unwrap_or_default(),
        chance: u64::from_be_bytes(bytes),
    }
}
