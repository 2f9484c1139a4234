//! How many requests a second are allowed to whom.

use super::auth::Scope;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A bucket for each scope, and one for everybody without a token.
#[derive(Debug)]
pub(super) struct Rates(Mutex<Buckets>);

#[derive(Debug)]
struct Buckets {
    till: Bucket,
    store: Bucket,
    panel: Bucket,
    manager: Bucket,
    stranger: Bucket,
}

impl Rates {
    /// All buckets full.
    pub(super) fn new(now: Instant) -> Self {
        Self(Mutex::new(Buckets {
            till: Bucket::new(100, 200, now),
            // Phones that look every five seconds, and counters.
            store: Bucket::new(50, 100, now),
            panel: Bucket::new(50, 100, now),
            manager: Bucket::new(10, 20, now),
            stranger: Bucket::new(10, 20, now),
        }))
    }

    /// Takes in a request, or says how long to wait.
    pub(super) fn admit(&self, scope: Option<Scope>, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = match scope {
            Some(Scope::Till) => &mut buckets.till,
            Some(Scope::Store) => &mut buckets.store,
            Some(Scope::Panel) => &mut buckets.panel,
            Some(Scope::Manager) => &mut buckets.manager,
            None => &mut buckets.stranger,
        };
        bucket.take(now)
    }
}

/// So many at once, and then so many a second.
///
/// Kept as the time at which the bucket will be full again (the "virtual scheduling" form of ATM's
/// generic cell rate algorithm), so that there is nothing to refill.
#[derive(Debug)]
struct Bucket {
    every: Duration,
    /// From empty to full.
    depth: Duration,
    full_at: Instant,
}

impl Bucket {
    fn new(per_second: u32, burst: u32, now: Instant) -> Self {
        let every = Duration::from_secs(1) / per_second;
        Self {
            every,
            depth: every * burst,
            full_at: now,
        }
    }

    fn take(&mut self, now: Instant) -> Result<(), Duration> {
        let full_at = self.full_at.max(now) + self.every;
        let excess = full_at.duration_since(now).saturating_sub(self.depth);
        if excess > Duration::ZERO {
            return Err(excess);
        }
        self.full_at = full_at;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "any moment will do")]
    fn any_time() -> Instant {
        Instant::now()
    }

    #[test]
    fn a_burst_and_then_so_many_a_second() {
        let start = any_time();
        let mut bucket = Bucket::new(10, 20, start);
        let taken =
            |bucket: &mut Bucket, now| (0..1000).filter(|_| bucket.take(now).is_ok()).count();
        assert_eq!(taken(&mut bucket, start), 20);
        let wait = bucket.take(start).unwrap_err();
        assert_eq!(wait, Duration::from_millis(100));
        let almost = start + Duration::from_millis(99);
        assert_eq!(bucket.take(almost), Err(Duration::from_millis(1)));
        assert_eq!(taken(&mut bucket, start + Duration::from_secs(1)), 10);
        assert_eq!(taken(&mut bucket, start + Duration::from_hours(1)), 20);
    }

    #[test]
    fn strangers_do_not_use_up_what_others_may() {
        let now = any_time();
        let rates = Rates::new(now);
        let admitted = |scope| {
            (0..1000)
                .filter(|_| rates.admit(scope, now).is_ok())
                .count()
        };
        assert_eq!(admitted(None), 20);
        assert_eq!(admitted(Some(Scope::Till)), 200);
        assert_eq!(admitted(Some(Scope::Store)), 100);
        assert_eq!(admitted(Some(Scope::Panel)), 100);
        assert_eq!(admitted(Some(Scope::Manager)), 20);
    }
}
