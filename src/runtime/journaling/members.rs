//! Members, as the journal's thread looks after them: questions of the counter, files that are handed
//! out, who is to be forgotten, and what counters that share their members tell each other.

use std::sync::mpsc::{SyncSender, sync_channel};

use anyhow::Context as _;

use super::{Journal, Keeper, LEASE_PATIENCE, Message, Outcome, clock};
use crate::domain::code::{Day, Till};
use crate::domain::member::Member;
use crate::engine::members::{MemberAnswer, MemberAsk};
use crate::engine::sharing::{Met, Taken, Told};
use crate::journal::{Copied, Error};

/// Called with whether there is such a member once it is on the disk; dropped when that will not be.
pub(in crate::runtime) type HandedOut = Box<dyn FnOnce(bool) + Send>;

/// Called with what is answered to another counter once what it told is on the disk; dropped when that
/// will not be.
pub(in crate::runtime) type Answered = Box<dyn FnOnce(Met) + Send>;

/// How many members are forgotten at once; more wait for an hour.
const FORGOTTEN_AT_ONCE: usize = 500;

/// What counters that share their members ask the thread for.
pub(super) enum Sharing {
    /// Another counter tells this.
    Meet(Box<Told>, Answered),
    /// What is to be told, where so much was taken.
    ToTell(Till, Option<Taken>, SyncSender<Told>),
    /// This was told, and that was answered.
    Copy(Box<(Told, Met)>, SyncSender<Copied>),
}

impl Journal {
    /// Asks about members; [`Outcome::Members`] says it. Where there is no room for that, the card is
    /// shown once more.
    pub(in crate::runtime) fn ask_members(&self, id: u64, ask: MemberAsk) {
        self.try_send(Message::Members(id, ask));
    }

    /// Notes that a file about a member was handed out. Where there is no room for that, nobody hears of
    /// it again.
    pub(in crate::runtime) fn handed_out(&self, member: Member, what: String, noted: HandedOut) {
        self.try_send(Message::HandedOut(member, what, noted));
    }

    /// Takes in what another counter tells of members. Where there is no room for that, it tells it again.
    pub(in crate::runtime) fn meet(&self, told: Box<Told>, answered: Answered) {
        self.try_send(Message::Sharing(Sharing::Meet(told, answered)));
    }

    /// What is to be told to the counter where those of the store meet; waits for the disk.
    pub(in crate::runtime) fn what_to_tell(
        &self,
        counter: Till,
        taken: Option<Taken>,
    ) -> anyhow::Result<Told> {
        self.wait_for(|answer| Sharing::ToTell(counter, taken, answer))
    }

    /// Keeps what was answered; waits for the disk.
    pub(in crate::runtime) fn copy(&self, told: Told, met: Met) -> anyhow::Result<Copied> {
        self.wait_for(|answer| Sharing::Copy(Box::new((told, met)), answer))
    }

    fn wait_for<T>(&self, ask: impl FnOnce(SyncSender<T>) -> Sharing) -> anyhow::Result<T> {
        let (answer, answered) = sync_channel(1);
        let asked = self.try_send(Message::Sharing(ask(answer)));
        let answered = asked.then(|| answered.recv_timeout(LEASE_PATIENCE).ok());
        let answered = answered.flatten();
        answered.context("the journal does not answer; check the disk")
    }
}

impl Keeper {
    pub(super) fn answer_members(&mut self) {
        for (id, ask) in std::mem::take(&mut self.asked) {
            let answer = self.answer(&ask);
            self.tell(Outcome::Members(id, Box::new(answer)));
        }
    }

    pub(super) fn share_members(&mut self) {
        for asked in std::mem::take(&mut self.sharing) {
            self.share(asked);
        }
    }

    fn answer(&mut self, ask: &MemberAsk) -> MemberAnswer {
        if self.is_failing || !self.is_recalled {
            return MemberAnswer::Failing;
        }
        match self.writer.ask_members(ask, draw) {
            Ok(answer) => answer,
            Err(error) => {
                self.fail(&error);
                MemberAnswer::Failing
            }
        }
    }

    fn share(&mut self, asked: Sharing) {
        if self.is_failing || !self.is_recalled {
            return;
        }
        let at = clock::utc().into();
        let shared = match asked {
            Sharing::Meet(told, answered) => self.writer.meet(&told, at).map(answered),
            Sharing::ToTell(counter, taken, answer) => {
                let told = self.writer.what_to_tell(counter, taken);
                told.map(|told| answer.try_send(told).unwrap_or_default())
            }
            Sharing::Copy(both, answer) => {
                let (told, met) = *both;
                let copied = self.writer.copy(&told, &met, at);
                copied.map(|copied| answer.try_send(copied).unwrap_or_default())
            }
        };
        shared.unwrap_or_else(|error| self.fail(&error));
    }

    pub(super) fn handed_out(&mut self, member: Member, what: &str, noted: HandedOut) {
        if self.is_failing && clock::instant() < self.next_try {
            return;
        }
        match self.writer.note_export(member, clock::utc().into(), what) {
            Ok(is_known) => noted(is_known),
            Err(error) => self.fail(&error),
        }
    }

    /// Once a day, has those forgotten who have not come for long. A counter that has its members from
    /// another one may not know when they came last, and leaves that to it.
    pub(super) fn forget_members(&mut self) -> Result<(), Error> {
        let today = clock::today();
        let day = Day::from_date(today).unwrap_or_default();
        if self.has_copies || self.forgot_on == Some(today) || !self.is_recalled {
            return Ok(());
        }
        let mut members = self.writer.members_to_forget(day)?;
        let is_all = members.len() <= FORGOTTEN_AT_ONCE;
        members.truncate(FORGOTTEN_AT_ONCE);
        let count = members.len();
        let is_told = members.is_empty() || self.tell(Outcome::Forget(members));
        if count > 0 && is_told {
            log::info!("{count} members have not come for two years and are forgotten");
        }
        self.forgot_on = (is_told && is_all).then_some(today);
        Ok(())
    }
}

/// A number that nobody can guess; nothing where the system gives none.
pub(super) fn draw() -> Option<u64> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).ok()?;
    Some(u64::from_le_bytes(bytes))
}
