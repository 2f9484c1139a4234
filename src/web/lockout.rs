//! How long nobody may try a PIN after wrong ones. It is forgotten with the process.

use std::time::{Duration, Instant};

/// So many wrong PINs in a row are somebody who mistypes.
const FREE: u32 = 5;

/// How long to wait after the last of those.
const FIRST_WAIT: Duration = Duration::from_secs(30);

/// The wait doubles with each further wrong PIN up to this.
const LONGEST_WAIT: Duration = Duration::from_mins(15);

/// The wrong PINs in a row.
#[derive(Debug, Default)]
pub(super) struct Lockout {
    wrong: u32,
    until: Option<Instant>,
}

impl Lockout {
    /// How long nothing is tried from now on; zero where something may be tried.
    pub(super) fn wait(&self, now: Instant) -> Duration {
        let until = self.until.unwrap_or(now);
        until.saturating_duration_since(now)
    }

    /// A wrong one was tried.
    pub(super) fn count(&mut self, now: Instant) {
        self.wrong = self.wrong.saturating_add(1);
        if let Some(beyond) = self.wrong.checked_sub(FREE) {
            let factor = 2_u32.saturating_pow(beyond);
            let wait = FIRST_WAIT.saturating_mul(factor).min(LONGEST_WAIT);
            self.until = Some(now + wait);
        }
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
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let mut now = any_time();
        let mut lockout = Lockout::default();
        for wait in [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900] {
            lockout.count(now);
            let wait = Duration::from_secs(wait);
            assert_eq!(lockout.wait(now), wait);
            let moment = Duration::from_millis(1).min(wait);
            now += wait.saturating_sub(moment);
            assert_eq!(lockout.wait(now), moment);
            now += moment;
            assert_eq!(lockout.wait(now), Duration::ZERO);
        }
    }

    #[test]
    fn in_a_day_hardly_anything_can_be_tried() {
        let start = any_time();
        let (mut now, mut tried) = (start, 0);
        let mut lockout = Lockout::default();
        while now < start + Duration::from_hours(24) {
            lockout.count(now);
            tried += 1;
            now += lockout.wait(now);
        }
        // Of the ten thousand PINs that have only four digits.
        assert_eq!(tried, 104);
    }

    #[test]
    fn waiting_out_a_lock_for_days_does_not_overflow() {
        let now = any_time();
        let mut lockout = Lockout::default();
        for _ in 0..100_000 {
            lockout.count(now);
        }
        assert_eq!(lockout.wait(now), LONGEST_WAIT);
    }
}
