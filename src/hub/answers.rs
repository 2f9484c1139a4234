//! What the pages ask of the desk.

use std::sync::Arc;

use super::desk::{Desk, Message, lock};
use crate::domain::code::{Serial, Slot};
use crate::domain::time::Timestamp;
use crate::engine::api::Face;
use crate::pages::survey::{
    Admission, Answers, Asking, Begun, Caller, Completed, First, Moment, NotNow, Rest, Standing,
    Waiting,
};

impl Answers for Desk {
    fn moment(&self) -> Moment {
        (self.shared.moment)()
    }

    fn front(&self) -> Arc<Face> {
        Arc::clone(&self.shared.front)
    }

    fn store(&self, slot: Slot) -> Option<Arc<Asking>> {
        lock(&self.shared.stores).get(&slot).map(Arc::clone)
    }

    fn admit(&self, slot: Slot, caller: Caller, at: Timestamp) -> Admission {
        lock(&self.shared.guard).admit(slot, caller, at)
    }

    fn guessed(&self, slot: Slot, caller: Caller, at: Timestamp) {
        lock(&self.shared.guard).guessed(slot, caller, at);
        *lock(&self.shared.counts).guesses.entry(slot).or_default() += 1;
    }

    fn standing(&self, serial: &Serial) -> Standing {
        lock(&self.shared.codes).standing(serial)
    }

    fn opened(&self, serial: &Serial) {
        if lock(&self.shared.codes).opens(serial) {
            let mut counts = lock(&self.shared.counts);
            let counter = (serial.slot, serial.till);
            *counts.opened.entry(counter).or_default() += 1;
        }
    }

    fn begin(&self, first: First) -> Waiting<'_, Begun> {
        let marks = lock(&self.shared.guard).marks(first.serial.slot, first.caller, first.at);
        let asked = self.ask(|answer| Message::Begin(first, marks, answer));
        Box::pin(async move { asked?.await.map_err(|_gone| NotNow) })
    }

    fn complete(&self, rest: Rest) -> Waiting<'_, Completed> {
        let asked = self.ask(|answer| Message::Complete(rest, answer));
        Box::pin(async move { asked?.await.map_err(|_gone| NotNow) })
    }
}
