//! The managers' sessions: in memory only, and gone ten minutes after their last use.

use super::auth::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A session ends so long after its last use.
pub(super) const IDLE: Duration = Duration::from_mins(10);

/// So many are open at once: more windows than a shop has. One more ends the one that was not used
/// for the longest time.
const MOST: usize = 8;

/// All open sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<Vec<Session>>);

#[derive(Debug)]
struct Session {
    token: Hash,
    used: Instant,
}

impl Sessions {
    /// Begins one.
    pub(super) fn open(&self, token: Hash, now: Instant) {
        let mut open = self.awake(now);
        open.sort_unstable_by_key(|session| session.used);
        let too_many = (open.len() + 1).saturating_sub(MOST);
        open.drain(..too_many);
        open.push(Session { token, used: now });
    }

    /// Whether this is the token of an open session, which is being used now. How long that takes
    /// tells nothing about the tokens.
    pub(super) fn renew(&self, token: &Hash, now: Instant) -> bool {
        let mut is_known = false;
        for session in self.awake(now).iter_mut() {
            let is_it = session.token.is(token);
            is_known |= is_it;
            if is_it {
                session.used = session.used.max(now);
            }
        }
        is_known
    }

    /// Ends one; nothing happens where it is none.
    pub(super) fn end(&self, token: &Hash) {
        self.all().retain(|session| !session.token.is(token));
    }

    /// Ends all, or all others than this one.
    pub(super) fn end_all_but(&self, token: Option<&Hash>) {
        let is_spared = |session: &Session| token.is_some_and(|token| session.token.is(token));
        self.all().retain(is_spared);
    }

    fn all(&self) -> MutexGuard<'_, Vec<Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those that have not ended by themselves.
    fn awake(&self, now: Instant) -> MutexGuard<'_, Vec<Session>> {
        let mut open = self.all();
        open.retain(|session| now.saturating_duration_since(session.used) < IDLE);
        open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "any moment will do")]
    fn any_time() -> Instant {
        Instant::now()
    }

    fn token(number: u8) -> Hash {
        Hash::of(&[number])
    }

    const MOMENT: Duration = Duration::from_millis(1);

    #[test]
    fn each_use_gives_ten_more_minutes() {
        let mut now = any_time();
        let sessions = Sessions::default();
        sessions.open(token(1), now);
        for _ in 0..20 {
            now += IDLE.saturating_sub(MOMENT);
            assert!(sessions.renew(&token(1), now));
            assert!(!sessions.renew(&token(2), now));
        }
        assert!(!sessions.renew(&token(1), now + IDLE));
        assert!(!sessions.renew(&token(1), now), "gone for good");
    }

    #[test]
    fn one_too_many_ends_the_one_that_is_least_used() {
        let mut now = any_time();
        let sessions = Sessions::default();
        for number in 0..8 {
            now += MOMENT;
            sessions.open(token(number), now);
        }
        now += MOMENT;
        assert!(sessions.renew(&token(0), now));
        sessions.open(token(8), now);
        let known = |number| sessions.renew(&token(number), now);
        let open: Vec<_> = (0..9).filter(|number| known(*number)).collect();
        assert_eq!(open, [0, 2, 3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn sessions_end_when_they_are_told_to() {
        let now = any_time();
        let sessions = Sessions::default();
        (0..4).for_each(|number| sessions.open(token(number), now));
        let open = || -> Vec<u8> {
            let known = |number: &u8| sessions.renew(&token(*number), now);
            (0..4).filter(known).collect()
        };
        sessions.end(&token(9));
        sessions.end(&token(1));
        assert_eq!(open(), [0, 2, 3]);
        sessions.end_all_but(Some(&token(2)));
        assert_eq!(open(), [2]);
        sessions.end_all_but(None);
        assert_eq!(open(), [0; 0]);
    }
}
