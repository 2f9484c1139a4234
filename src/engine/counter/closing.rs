//! The slip at the end of the day: behind the till's own report or, where none comes, at a time of
//! day. Once a day; what it says is worked out elsewhere.

use super::{ClosingSetup, Counter, Now};
use crate::domain::time::Timestamp;
use crate::engine::api::Slip;
use std::time::Duration;

/// When the slip comes, and whether it came.
#[derive(Debug)]
pub(super) struct Closing {
    setup: Option<ClosingSetup>,
    /// The day for which it was asked for, by its midnight.
    closed: Option<Timestamp>,
}

impl Closing {
    pub(super) fn new(setup: Option<ClosingSetup>) -> Self {
        Self {
            setup,
            closed: None,
        }
    }

    /// From now on. A day that was closed stays so.
    pub(super) fn change(&mut self, setup: Option<ClosingSetup>) {
        self.setup = setup;
    }

    /// The time of day at which it comes by itself, in milliseconds since midnight.
    fn at_ms(&self) -> Option<i64> {
        self.setup.and_then(|setup| setup.at_ms)
    }
}

impl Counter {
    /// The till's own report ends the day, once a day and not before the store's hour for it.
    pub(super) fn day_may_end(&mut self) {
        let after_ms = self.closing.setup.map(|setup| setup.after_ms);
        if after_ms.is_some_and(|after| of_day(self.now) >= after) {
            self.end_day();
        }
    }

    /// Where no report has ended the day, its time does: when that comes, and not when the counter
    /// begins later, so that a service that starts anew prints no second slip.
    pub(super) fn day_may_end_by_itself(&mut self, before: Now) {
        let (Some(setup), Some(at)) = (self.closing.setup, self.closing.at_ms()) else {
            return;
        };
        let now = self.now;
        let is_same_day = before.day_began == now.day_began;
        let comes = of_day(before) < at && of_day(now) >= at;
        if is_same_day && comes && !self.was_reported(setup.after_ms) {
            self.end_day();
        }
    }

    /// Whether the till has printed its last report of today, also before this process began.
    fn was_reported(&self, after_ms: i64) -> bool {
        let last = self.state.last_report();
        last.is_some_and(|at| at.0 >= self.now.day_began.0 + after_ms)
    }

    /// How long it is until the day ends by itself, where that is ahead.
    pub(super) fn day_ends_in(&self) -> Option<Duration> {
        let left = self.closing.at_ms()? - of_day(self.now);
        u64::try_from(left)
            .ok()
            .filter(|left| *left > 0)
            .map(Duration::from_millis)
    }

    fn end_day(&mut self) {
        if self.closing.closed == Some(self.now.day_began) {
            return;
        }
        // One that cannot be asked for now is not worth a second try.
        self.closing.closed = Some(self.now.day_began);
        if self.ask_for(Slip::Closing).is_ok() {
            self.is_shown = false;
        }
    }
}

/// Milliseconds since midnight.
fn of_day(now: Now) -> i64 {
    now.at.0 - now.day_began.0
}
