//! Keeps a few blocks ready for the relay: leases numbers, mints codes, renders blocks.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::clock;
use super::journaling::Journal;
use crate::domain::code::{Code, Day, Kind};
use crate::engine::invitation::Invitation;
use crate::engine::mint::{Mint, Minted, Next};
use crate::protocol::escpos::block::{Prepared, Target};

/// How many blocks wait at most; each is worth one code of 2048 a day.
pub(super) const READY: usize = 8;

/// How often a full queue is looked at again, and how soon a failure is tried again.
const REFILL: Duration = Duration::from_millis(250);
const RETRY: Duration = Duration::from_secs(10);

/// The codes on the blocks of this process, and how many of the blocks are ready.
#[derive(Debug, Clone, Default)]
pub(super) struct Issued(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    codes: Mutex<VecDeque<Minted>>,
    made: AtomicU64,
    taken: AtomicU64,
}

/// More than can be on their way from the mint to the end of a document.
const REMEMBERED: usize = 8 * READY;

impl Issued {
    /// What this code stands for, if it was minted a short while ago.
    pub(super) fn find(&self, code: Code) -> Option<Minted> {
        let codes = self.0.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.iter().find(|minted| minted.code == code).copied()
    }

    /// How many blocks are ready.
    pub(super) fn ready(&self) -> u16 {
        let taken = self.0.taken.load(Ordering::Relaxed);
        let ready = self.0.made.load(Ordering::Relaxed).saturating_sub(taken);
        u16::try_from(ready).unwrap_or(u16::MAX)
    }

    /// A block was taken from the queue; never waits.
    pub(super) fn take_one(&self) {
        self.0.taken.fetch_add(1, Ordering::Relaxed);
    }

    fn remember(&self, minted: Minted) {
        let mut codes = self.0.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.truncate(REMEMBERED - 1);
        codes.push_front(minted);
    }
}

/// What a counter's codes are made of.
#[derive(Debug)]
pub(super) struct Minting {
    /// Makes the codes.
    mint: Mint,
    /// Remembers the numbers.
    journal: Journal,
    /// Where others find what was minted.
    issued: Issued,
    /// What a block says.
    invitation: Invitation,
    /// The printer.
    target: Target,
}

impl Minting {
    /// A mint whose numbers this journal remembers.
    pub(super) fn new(
        mint: Mint,
        journal: Journal,
        issued: Issued,
        invitation: Invitation,
        target: Target,
    ) -> Self {
        Self {
            mint,
            journal,
            issued,
            invitation,
            target,
        }
    }

    /// Fills the queue until the other end of `stop` is dropped.
    pub(super) fn run(mut self, ready: &SyncSender<Prepared>, stop: &Receiver<()>) {
        let mut waiting: Option<Prepared> = None;
        // What was said last: there are codes, or there are none.
        let mut said: Option<bool> = None;
        loop {
            let block = match waiting.take() {
                Some(block) => Ok(block),
                None => self.next_block(),
            };
            let pause = match block {
                Ok(block) => match ready.try_send(block) {
                    Ok(()) => {
                        self.issued.0.made.fetch_add(1, Ordering::Relaxed);
                        continue;
                    }
                    Err(TrySendError::Full(block)) => {
                        waiting = Some(block);
                        if said.replace(true) != Some(true) {
                            log::info!("codes are ready");
                        }
                        REFILL
                    }
                    Err(TrySendError::Disconnected(_)) => return,
                },
                Err(error) => {
                    if said.replace(false) != Some(false) {
                        log::error!("no codes for now, receipts pass plain: {error:#}");
                    }
                    RETRY
                }
            };
            if stop.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
                return;
            }
        }
    }

    fn next_block(&mut self) -> anyhow::Result<Prepared> {
        let minted = self.next_code()?;
        self.issued.remember(minted);
        Ok(self.invitation.block(minted.code, &self.target)?)
    }

    fn next_code(&mut self) -> anyhow::Result<Minted> {
        let day = Day::from_date(clock::today())
            .ok_or_else(|| anyhow::anyhow!("this computer's date is before 2020; set its clock"))?;
        loop {
            match self.mint.next(Kind::Survey, day) {
                Next::Code(minted) => return Ok(minted),
                Next::Needs(wanted) => {
                    let lease = self.journal.lease(wanted)?;
                    self.mint.grant(wanted, lease);
                }
                Next::UsedUp | Next::StillUsedUp => {
                    anyhow::bail!("all 2048 codes of today are used up")
                }
            }
        }
    }
}
