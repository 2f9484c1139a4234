//! Keeps a manager's PIN in memory, checks it as slowly as a test wants, and counts.

use std::sync::{Condvar, Mutex, MutexGuard};

use tillside::domain::pin::{NewPin, Pin};
use tillside::web::{PinHash, PinKeeper};
use zeroize::Zeroizing;

use super::PATIENCE;

#[derive(Debug, Default)]
pub(crate) struct Keeper {
    kept: Mutex<Kept>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Kept {
    pin: Option<String>,
    /// Why nothing can be read.
    trouble: Option<String>,
    tokens: usize,
    /// How many checks have begun.
    checks: usize,
    now: usize,
    most_at_once: usize,
    /// No check ends but those up to this one.
    closed_after: Option<usize>,
}

impl Keeper {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }

    /// Sets or removes the PIN, as another program would.
    pub(crate) fn change(&self, pin: Option<&str>) {
        self.lock().pin = pin.map(str::to_owned);
    }

    pub(crate) fn fail(&self, why: &str) {
        self.lock().trouble = Some(why.to_owned());
    }

    pub(crate) fn pin(&self) -> Option<String> {
        self.lock().pin.clone()
    }

    /// How many PINs were looked at.
    pub(crate) fn checks(&self) -> usize {
        self.lock().checks
    }

    /// How many of them at the same time.
    pub(crate) fn most_at_once(&self) -> usize {
        self.lock().most_at_once
    }

    /// No check ends before [`Self::open`].
    pub(crate) fn close(&self) {
        let mut kept = self.lock();
        kept.closed_after = Some(kept.checks);
    }

    pub(crate) fn open(&self) {
        self.lock().closed_after = None;
        self.changed.notify_all();
    }

    /// Until so many checks have begun in all.
    pub(crate) fn wait_for_checks(&self, count: usize) {
        let is_short = |kept: &mut Kept| kept.checks < count;
        let kept = self
            .changed
            .wait_timeout_while(self.lock(), PATIENCE, is_short);
        let begun = kept.unwrap().0.checks;
        assert!(begun >= count, "{begun} checks instead of {count}");
    }
}

impl PinKeeper for Keeper {
    fn kept(&self) -> Result<Option<PinHash>, String> {
        let kept = self.lock();
        match &kept.trouble {
            Some(why) => Err(why.clone()),
            None => Ok(kept.pin.clone().map(PinHash)),
        }
    }

    fn is_right(&self, hash: &PinHash, pin: &Pin) -> Result<bool, String> {
        let mut kept = self.lock();
        kept.checks += 1;
        kept.now += 1;
        kept.most_at_once = kept.most_at_once.max(kept.now);
        self.changed.notify_all();
        let check = kept.checks;
        let is_closed = |kept: &mut Kept| kept.closed_after.is_some_and(|last| check > last);
        let kept = self.changed.wait_timeout_while(kept, PATIENCE, is_closed);
        kept.unwrap().0.now -= 1;
        Ok(hash.0 == pin.digits())
    }

    fn keep(&self, pin: &NewPin) -> Result<PinHash, String> {
        self.change(Some(pin.digits()));
        Ok(PinHash(pin.digits().to_owned()))
    }

    fn token(&self) -> Result<Zeroizing<String>, String> {
        let mut kept = self.lock();
        kept.tokens += 1;
        let token = format!("the-token-of-the-session-number-{}", kept.tokens);
        Ok(Zeroizing::new(token))
    }
}
