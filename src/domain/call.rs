//! When to call a colleague to the tills: the wait has been too long for long enough.
//!
//! Decides on waits and times that it is given; calls nobody.

use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};

/// Why a colleague was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallReason {
    /// Somebody at the counter wished it.
    Touch,
    /// The expected wait was above the store's target for long enough.
    Wait,
}

/// Watches the expected wait.
#[derive(Debug, Clone)]
pub struct CallWatch {
    target: Duration,
    above_since: Option<Instant>,
    quiet_until: Option<Instant>,
}

/// The wait has to be too long for this long, so that nobody runs for one full trolley.
pub const LONG_ENOUGH: Duration = Duration::from_mins(1);

/// Only a wait below this share of the target, in percent, is short again: the call does not come
/// and go with every customer.
pub const SHORT_AGAIN_PERCENT: u32 = 70;

/// After a call no other one comes by itself for this long.
pub const COOL_DOWN: Duration = Duration::from_mins(10);

impl CallWatch {
    /// A watch for a store in which nobody should wait longer than `target`.
    pub fn new(target: Duration) -> Self {
        Self {
            target,
            above_since: None,
            quiet_until: None,
        }
    }

    /// Nobody should wait longer than this from now on.
    pub fn change_target(&mut self, target: Duration) {
        if target != self.target {
            (self.target, self.above_since) = (target, None);
        }
    }

    /// Takes in the expected wait; whether a colleague is to be called now.
    pub fn wait(&mut self, wait: Duration, now: Instant) -> bool {
        if self.is_short(wait) {
            self.above_since = None;
        } else if wait > self.target {
            self.above_since.get_or_insert(now);
        }
        let is_long = |since: Instant| now >= since + LONG_ENOUGH;
        let is_quiet = self.quiet_until.is_some_and(|until| now < until);
        wait > self.target && self.above_since.is_some_and(is_long) && !is_quiet
    }

    /// Whether a wait is so short that no help is needed any more.
    pub fn is_short(&self, wait: Duration) -> bool {
        wait * 100 < self.target * SHORT_AGAIN_PERCENT
    }

    /// Somebody was called, for whatever reason.
    pub fn called(&mut self, now: Instant) {
        self.quiet_until = Some(now + COOL_DOWN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waits in seconds, ten seconds apart: at which of them somebody is called.
    #[expect(
        clippy::disallowed_methods,
        reason = "any instant will do to begin with"
    )]
    fn calls(waits: &[u64]) -> Vec<usize> {
        let (mut watch, mut now) = (CallWatch::new(Duration::from_mins(3)), Instant::now());
        let mut calls = Vec::new();
        for (place, wait) in waits.iter().enumerate() {
            if watch.wait(Duration::from_secs(*wait), now) {
                watch.called(now);
                calls.push(place);
            }
            now += Duration::from_secs(10);
        }
        calls
    }

    #[test]
    fn only_a_wait_that_stays_too_long_calls_somebody() {
        assert!(calls(&[200; 6]).is_empty());
        assert_eq!(calls(&[200; 7]), [6]);
        assert!(calls(&[180; 30]).is_empty(), "the target itself is kept");
        let one_trolley = [200, 200, 200, 200, 200, 100, 200, 200, 200, 200];
        assert!(calls(&one_trolley).is_empty());
    }

    #[test]
    fn a_wait_around_the_target_counts_as_one() {
        let around = [200, 170, 200, 170, 170, 170, 200];
        assert_eq!(calls(&around), [6]);
    }

    #[test]
    fn nobody_is_called_twice_in_ten_minutes() {
        assert_eq!(calls(&[300; 70]), [6, 66]);
    }
}
