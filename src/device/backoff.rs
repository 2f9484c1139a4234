//! How long to wait before a port is tried again; the one rule for all ports.

use std::time::Duration;

/// The first pause.
pub const FIRST: Duration = Duration::from_millis(50);

/// The longest pause.
pub const LONGEST: Duration = Duration::from_secs(2);

/// Pauses that double from [`FIRST`] to [`LONGEST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    pause: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { pause: FIRST }
    }
}

impl Backoff {
    /// The pause after a failed attempt.
    pub fn pause(&mut self) -> Duration {
        let pause = self.pause;
        self.pause = (pause * 2).min(LONGEST);
        pause
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let mut backoff = Backoff::default();
        let pauses: Vec<_> = (0..8).map(|_| backoff.pause().as_millis()).collect();
        assert_eq!(pauses, [50, 100, 200, 400, 800, 1600, 2000, 2000]);
    }
}
