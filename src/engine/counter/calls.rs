//! Calls for a colleague: by a touch, or because the wait is too long; until somebody comes or help is
//! not needed any more.

use super::Counter;
use crate::domain::call::{CallReason, CallWatch};
use crate::domain::code::Till;
use crate::domain::event::Event;
use crate::domain::time::Timestamp;
use crate::engine::api::{CallView, Refusal};
use std::time::{Duration, Instant};

/// Nobody has come for so long: they will not come.
const GIVEN_UP: Duration = Duration::from_mins(10);

/// So long the screens say that somebody comes.
const COMING: Duration = Duration::from_mins(3);

/// The call, and the watch for the next one.
#[derive(Debug, Clone)]
pub(super) struct Calls {
    watch: CallWatch,
    call: Option<Call>,
    /// The number of the last call.
    last: u64,
}

#[derive(Debug, Clone, Copy)]
struct Call {
    id: u64,
    at: Timestamp,
    since: Instant,
    counter: Till,
    by: CallReason,
    answered: Option<Instant>,
}

impl Calls {
    pub(super) fn new(target: Duration) -> Self {
        Self {
            watch: CallWatch::new(target),
            call: None,
            last: 0,
        }
    }

    /// From now on. A call that is open stays so.
    pub(super) fn change_target(&mut self, target: Duration) {
        self.watch.change_target(target);
    }

    pub(super) fn view(&self) -> Option<CallView> {
        let call = self.call?;
        Some(CallView {
            id: call.id,
            since: call.at,
            counter: call.counter,
            by: call.by,
            is_answered: call.answered.is_some(),
        })
    }

    /// What time and a short line end.
    fn end(&mut self, wait: Duration, now: Instant) {
        let is_short = self.watch.is_short(wait);
        let is_over = |call: &Call| match call.answered {
            Some(at) => now >= at + COMING,
            None => now >= call.since + GIVEN_UP || (call.by == CallReason::Wait && is_short),
        };
        self.call = self.call.filter(|call| !is_over(call));
    }
}

impl Counter {
    /// Takes in the expected wait, in seconds.
    pub(super) fn mind_calls(&mut self, wait_s: f64) {
        let now = self.now.instant;
        let wait = Duration::try_from_secs_f64(wait_s).unwrap_or_default();
        let calls = &mut self.line.calls;
        calls.end(wait, now);
        if calls.watch.wait(wait, now) {
            self.call_colleague(CallReason::Wait, self.place.counter);
        }
    }

    /// Somebody is called; whoever was called already is not called again.
    pub(super) fn call_colleague(&mut self, by: CallReason, counter: Till) {
        let (now, at) = (self.now.instant, self.now.at);
        let calls = &mut self.line.calls;
        calls.watch.called(now);
        if calls.call.is_some_and(|call| call.answered.is_none()) {
            return;
        }
        calls.last += 1;
        calls.call = Some(Call {
            id: calls.last,
            at,
            since: now,
            counter,
            by,
            answered: None,
        });
        self.append(Event::ColleagueCalled { by });
        self.show_call();
    }

    /// Somebody comes; who says so a second time changes nothing.
    pub(super) fn answer_call(&mut self, id: u64) -> Result<(), Refusal> {
        let now = self.now.instant;
        let call = self.line.calls.call.as_mut();
        let call = call
            .filter(|call| call.id == id)
            .ok_or(Refusal::NoSuchCall)?;
        if call.answered.is_some() {
            return Ok(());
        }
        call.answered = Some(now);
        let since = call.since;
        let after_ms = self.ms_since(since);
        self.append(Event::CallAnswered { after_ms });
        self.show_call();
        Ok(())
    }

    /// Help is not needed any more.
    pub(super) fn withdraw_call(&mut self, id: u64) -> Result<(), Refusal> {
        let call = &mut self.line.calls.call;
        call.take_if(|call| call.id == id)
            .ok_or(Refusal::NoSuchCall)?;
        self.show_call();
        Ok(())
    }

    fn show_call(&mut self) {
        self.line.view.call = self.line.calls.view();
        self.is_shown = false;
    }
}
