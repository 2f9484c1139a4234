//! Looks at PINs, one at a time, and counts the wrong ones. Works on a thread that may wait.

use super::auth::{Hash, Scope};
use super::lockout::Lockout;
use super::problem::{Problem, whole_seconds};
use super::session::{IDLE, Sessions};
use super::shop::{PinHash, PinKeeper};
use crate::domain::pin::{NewPin, Pin};
use crate::engine::api::{ManagerStatus, OpenSession, Session, SetPin};
use std::sync::Arc;
use std::time::Instant;

/// What is known of the PIN.
#[derive(Debug)]
pub(super) struct PinDesk {
    keeper: Arc<dyn PinKeeper>,
    /// What was kept when it was last looked at.
    seen: Option<PinHash>,
    lockout: Lockout,
}

impl PinDesk {
    pub(super) fn new(keeper: Arc<dyn PinKeeper>) -> Self {
        Self {
            keeper,
            seen: None,
            lockout: Lockout::default(),
        }
    }

    /// Which screen a manager's window shows first.
    pub(super) fn status(
        &mut self,
        sessions: &Sessions,
        now: Instant,
    ) -> Result<ManagerStatus, Problem> {
        Ok(ManagerStatus {
            pin_set: self.look(sessions)?.is_some(),
            locked_for_s: whole_seconds(self.lockout.wait(now)),
        })
    }

    /// Begins a session.
    pub(super) fn open(
        &mut self,
        asked: &OpenSession,
        sessions: &Sessions,
        now: Instant,
    ) -> Result<Session, Problem> {
        let kept = self.look(sessions)?.ok_or(Problem::NoPin)?;
        self.check(&kept, &asked.pin, now)?;
        let token = self.keeper.token().map_err(Problem::PinUnusable)?;
        sessions.open(Hash::of(token.as_bytes()), now);
        Ok(Session {
            token,
            expires_in_s: IDLE.as_secs(),
        })
    }

    /// Keeps another PIN, or the first. All sessions end but that of the `sender`, who has this
    /// scope.
    pub(super) fn set(
        &mut self,
        asked: SetPin,
        (sender, scope): (Option<Hash>, Scope),
        sessions: &Sessions,
        now: Instant,
    ) -> Result<(), Problem> {
        let kept = self.look(sessions)?;
        if kept.is_some() && scope != Scope::Manager {
            return Err(Problem::NeedsSession);
        }
        let pin = NewPin::try_from(asked.pin)?;
        if let Some(kept) = kept {
            let old = asked.old.ok_or_else(old_is_missing)?;
            self.check(&kept, &old, now)?;
        }
        let kept = self.keeper.keep(&pin).map_err(Problem::PinUnusable)?;
        self.seen = Some(kept);
        self.lockout = Lockout::default();
        sessions.end_all_but(sender.as_ref());
        Ok(())
    }

    /// What is kept now. When somebody has changed or removed it, wrong PINs of before count no more,
    /// and who came in with the old one goes.
    fn look(&mut self, sessions: &Sessions) -> Result<Option<PinHash>, Problem> {
        let kept = self.keeper.kept().map_err(Problem::PinUnusable)?;
        if self.seen != kept {
            self.lockout = Lockout::default();
            sessions.end_all_but(None);
            self.seen.clone_from(&kept);
        }
        Ok(kept)
    }

    fn check(&mut self, kept: &PinHash, pin: &Pin, now: Instant) -> Result<(), Problem> {
        let wait = self.lockout.wait(now);
        if !wait.is_zero() {
            return Err(Problem::PinLocked(wait));
        }
        if self
            .keeper
            .is_right(kept, pin)
            .map_err(Problem::PinUnusable)?
        {
            self.lockout = Lockout::default();
            return Ok(());
        }
        self.lockout.count(now);
        Err(Problem::WrongPin)
    }
}

fn old_is_missing() -> Problem {
    Problem::BadBody("a PIN is set: send it too, as `old`".to_owned())
}
