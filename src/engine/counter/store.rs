//! The counters of a store share one line. The one where they meet takes in what happens at its
//! neighbours; the others tell it, and show what it makes of that while they hear from it.
//!
//! How signs travel is not known here.

use super::Counter;
use super::io::Output;
use crate::domain::call::CallReason;
use crate::domain::code::Till;
use crate::domain::event::Event;
use crate::engine::api::{QueueView, Refusal, Sign, Signs, TimedSign};

/// The neighbours of the counter where all meet, in order of appearance.
#[derive(Debug, Clone, Default)]
pub(super) struct Neighbours(Vec<Neighbour>);

#[derive(Debug, Clone, Copy)]
struct Neighbour {
    counter: Till,
    run: u64,
    /// The number of the next sign that was not seen yet.
    next: u64,
}

/// A code has room for so many counters of a store.
const MOST: usize = 16;

impl Neighbours {
    /// The neighbour's place in the estimate, in which 0 is our own; and how many of these signs came
    /// before. A run that is new begins anew.
    fn greet(&mut self, signs: &Signs) -> Option<(usize, u64)> {
        let known = self
            .0
            .iter()
            .position(|known| known.counter == signs.counter);
        let place = known.unwrap_or(self.0.len());
        if known.is_none() && place < MOST {
            self.0.push(Neighbour {
                counter: signs.counter,
                run: signs.run,
                next: 0,
            });
        }
        let neighbour = self.0.get_mut(place)?;
        if neighbour.run != signs.run {
            (neighbour.run, neighbour.next) = (signs.run, 0);
        }
        let seen = neighbour.next.saturating_sub(signs.first);
        let count = u64::try_from(signs.told.len()).unwrap_or(u64::MAX);
        neighbour.next = neighbour.next.max(signs.first.saturating_add(count));
        Some((place + 1, seen))
    }
}

impl Counter {
    /// Takes in what happened at another counter of the store.
    pub(super) fn neighbour(&mut self, signs: &Signs) {
        if signs.counter == self.place.counter {
            return;
        }
        let Some((place, seen)) = self.line.neighbours.greet(signs) else {
            return;
        };
        let seen = usize::try_from(seen).unwrap_or(usize::MAX);
        for told in signs.told.iter().skip(seen) {
            self.neighbours_sign(place, signs.counter, *told);
        }
    }

    fn neighbours_sign(&mut self, place: usize, counter: Till, told: TimedSign) {
        let TimedSign { age_ms, sign } = told;
        // A call that is over needs nothing any more.
        match sign {
            Sign::Began(source) => self.line.neighbour_started(place, age_ms, source, self.now),
            Sign::NotBegun => self.line.neighbour_not_begun(place, age_ms, self.now),
            Sign::Ended => self.line.neighbour_ended(place, age_ms, self.now),
            Sign::Counted(waiting) => self.line.count(place, waiting, self.now),
            Sign::Called => return self.call_colleague(CallReason::Touch, counter),
            Sign::Answered(id) => return self.answer_call(id).unwrap_or_default(),
            Sign::Withdrawn(id) => return self.withdraw_call(id).unwrap_or_default(),
        }
        self.line_moved();
    }

    /// Takes in the line as the counter sees it where all meet, or that it is not heard of any more.
    pub(super) fn store_queue(&mut self, queue: Option<QueueView>) {
        let was_shared = self.line.shared.is_some();
        self.line.shared = queue;
        match &self.line.shared {
            Some(shared) => self.line.view = shared.clone(),
            None if was_shared => self.look_at_line(),
            None => {}
        }
    }

    /// Tells the counter where all meet, if that is another one.
    pub(super) fn tell(&mut self, sign: Sign) {
        if self.line.has_host() {
            self.outputs.push_back(Output::Tell(sign));
        }
    }

    /// A colleague is wished for.
    pub(super) fn wish_colleague(&mut self) {
        if self.line.shared.is_some() {
            self.tell(Sign::Called);
        } else {
            self.call_colleague(CallReason::Touch, self.place.counter);
        }
    }

    /// Somebody comes, wherever the call was made.
    pub(super) fn answer_any_call(&mut self, id: u64) -> Result<(), Refusal> {
        if self.shared_call(id)? {
            self.tell(Sign::Answered(id));
            return Ok(());
        }
        self.answer_call(id)
    }

    /// Help is not needed any more, wherever the call was made.
    pub(super) fn withdraw_any_call(&mut self, id: u64) -> Result<(), Refusal> {
        if self.shared_call(id)? {
            self.tell(Sign::Withdrawn(id));
            return Ok(());
        }
        self.withdraw_call(id)
    }

    /// Whether calls are made where all meet; there must be this one then.
    fn shared_call(&self, id: u64) -> Result<bool, Refusal> {
        let Some(shared) = &self.line.shared else {
            return Ok(false);
        };
        let is_there = shared.call.is_some_and(|call| call.id == id);
        is_there.then_some(true).ok_or(Refusal::NoSuchCall)
    }

    /// The cashier has counted.
    pub(super) fn correct_waiting(&mut self, by: i16) {
        let from = self.line.view.waiting;
        let to = from.saturating_add_signed(by);
        if to == from {
            return;
        }
        self.append(Event::QueueCorrected { from, to });
        self.tell(Sign::Counted(to));
        self.line.wake(self.now);
        self.line.count(0, to, self.now);
        // Until the answer comes, which is what the next touch counts from.
        if let Some(shared) = &mut self.line.shared {
            shared.waiting = to;
        }
        self.line_moved();
    }
}
