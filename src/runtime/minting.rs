//! Keeps a few blocks ready for the relay: leases numbers, mints codes, renders blocks.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::time::Duration;

use super::clock;
use super::lease::LeaseFile;
use crate::domain::code::{Code, Day, Kind, StoreKey, Till};
use crate::engine::invitation::Invitation;
use crate::engine::mint::{Mint, Next};
use crate::protocol::escpos::block::{Prepared, Target};

/// How many blocks wait at most; each is worth one code of 2048 a day.
pub(super) const READY: usize = 8;

/// How often a full queue is looked at again, and how soon a failure is tried again.
const REFILL: Duration = Duration::from_millis(250);
const RETRY: Duration = Duration::from_secs(10);

/// What a counter's codes are made of.
#[derive(Debug)]
pub(super) struct Minting {
    /// Makes the codes.
    pub(super) mint: Mint,
    /// Remembers the numbers.
    pub(super) leases: LeaseFile,
    /// What a block says.
    pub(super) invitation: Invitation,
    /// The printer.
    pub(super) target: Target,
}

impl Minting {
    /// A mint whose numbers are remembered in the data directory.
    pub(super) fn new(
        key: StoreKey,
        till: Till,
        data: &Path,
        invitation: Invitation,
        target: Target,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            mint: Mint::new(key, till),
            leases: LeaseFile::open(data)?,
            invitation,
            target,
        })
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
                    Ok(()) => continue,
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
        let code = self.next_code()?;
        Ok(self.invitation.block(code, &self.target)?)
    }

    fn next_code(&mut self) -> anyhow::Result<Code> {
        let day = Day::from_date(clock::today())
            .ok_or_else(|| anyhow::anyhow!("this computer's date is before 2020; set its clock"))?;
        loop {
            match self.mint.next(Kind::Survey, day) {
                Next::Code(minted) => return Ok(minted.code),
                Next::Needs(wanted) => {
                    let lease = self.leases.lease(wanted)?;
                    self.mint.grant(wanted, lease);
                }
                Next::UsedUp | Next::StillUsedUp => {
                    anyhow::bail!("all 2048 codes of today are used up")
                }
            }
        }
    }
}
