//! Keeps the cable whole whatever the transit does.
//!
//! A transit that panics or asks for nonsense is dropped, what it held goes on, and the cable is
//! plain until the next `ESC @`, which a new transit sees first.

use super::outbox::{Inconsistent, Outbox};
use crate::device::notice::Fault;
use crate::protocol::transit::{Plan, Transit};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

const RESET: &[u8] = b"\x1b@";
const ESC: u8 = 0x1b;

/// Whoever holds bytes for longer than this has forgotten them.
const LONGEST_HOLD: Duration = Duration::from_secs(1);

/// How long a plain cable keeps an `ESC` that may be the first half of `ESC @`.
const HOLD: Duration = Duration::from_millis(30);

/// What came of a look at the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The outbox was told.
    Done,
    /// The transit was set aside.
    Failed(Fault),
    /// A new transit took over.
    Restored,
}

/// A transit, or the makings of one.
pub(super) struct Guard<T, F> {
    transit: Option<T>,
    factory: F,
    /// While plain: until when an `ESC` is kept.
    plain_until: Option<Instant>,
}

impl<T: Transit, F: FnMut() -> T> Guard<T, F> {
    /// The first transit comes from the factory too; if that fails, the cable begins plain.
    pub(super) fn new(factory: F) -> Self {
        let mut guard = Self {
            transit: None,
            factory,
            plain_until: None,
        };
        guard.rebuild();
        guard
    }

    /// Shows the unseen bytes and does what is asked for; only while nothing is due.
    pub(super) fn look(&mut self, outbox: &mut Outbox, now: Instant) -> Look {
        if self.transit.is_none() {
            return self.look_plainly(outbox, now);
        }
        let plan = self.ask(|transit| transit.advance(outbox.unseen(), now));
        self.carry_out(plan, outbox)
    }

    /// When [`Self::handle_timeout`] is to be called; a transit that failed at the question is
    /// set aside.
    pub(super) fn poll_timeout(
        &mut self,
        outbox: &mut Outbox,
        now: Instant,
    ) -> Result<Option<Instant>, Fault> {
        if self.transit.is_none() {
            return Ok(self.plain_until);
        }
        let in_time = |due: Option<Instant>| due.is_some_and(|due| due <= now + LONGEST_HOLD);
        let answer = match self.ask(|transit| transit.poll_timeout()) {
            Ok(due) if outbox.held() > 0 && !in_time(due) => Err(Fault::Inconsistent),
            answer => answer,
        };
        if answer.is_err() {
            self.set_aside(outbox);
        }
        answer
    }

    /// The till could not speak until now.
    pub(super) fn till_was_held_back(&mut self, outbox: &mut Outbox, now: Instant) -> Look {
        match self.ask(|transit| transit.till_was_held_back(now)) {
            Ok(()) => Look::Done,
            Err(fault) => {
                self.set_aside(outbox);
                Look::Failed(fault)
            }
        }
    }

    /// The time of [`Self::poll_timeout`] has come; only while nothing is due.
    pub(super) fn handle_timeout(&mut self, outbox: &mut Outbox, now: Instant) -> Look {
        if self.transit.is_none() {
            self.plain_until = None;
            outbox.pass(outbox.held());
            return Look::Done;
        }
        let plan = self.ask(|transit| {
            let plan = transit.handle_timeout(now);
            let still_due = transit.poll_timeout().is_some_and(|due| due <= now);
            (plan, still_due)
        });
        let plan = match plan {
            // It would be asked again at once, for ever.
            Ok((plan, true)) if plan.release == 0 => Err(Fault::Inconsistent),
            Ok((plan, _)) => Ok(plan),
            Err(fault) => Err(fault),
        };
        self.carry_out(plan, outbox)
    }

    /// Drops the transit and lets everything go.
    pub(super) fn set_aside(&mut self, outbox: &mut Outbox) {
        let transit = self.transit.take();
        // What panicked once may panic again on its way out.
        drop(catch_unwind(AssertUnwindSafe(move || drop(transit))));
        self.plain_until = None;
        outbox.pass(outbox.till_bytes());
    }

    fn carry_out(&mut self, plan: Result<Plan, Fault>, outbox: &mut Outbox) -> Look {
        let applied = plan.and_then(|plan| {
            outbox
                .apply(plan)
                .map_err(|Inconsistent| Fault::Inconsistent)
        });
        match applied {
            Ok(()) => Look::Done,
            Err(fault) => {
                self.set_aside(outbox);
                Look::Failed(fault)
            }
        }
    }

    fn look_plainly(&mut self, outbox: &mut Outbox, now: Instant) -> Look {
        self.plain_until = None;
        let kept = outbox.kept();
        match kept.windows(RESET.len()).position(|pair| pair == RESET) {
            Some(0) => {
                if self.rebuild() {
                    outbox.offer_again();
                    return Look::Restored;
                }
                outbox.pass(RESET.len());
            }
            Some(at) => outbox.pass(at),
            None if kept.last() == Some(&ESC) => {
                outbox.pass(kept.len() - 1);
                outbox.hold_all();
                self.plain_until = Some(now + HOLD);
            }
            None => outbox.pass(kept.len()),
        }
        Look::Done
    }

    fn rebuild(&mut self) -> bool {
        self.transit = catch_unwind(AssertUnwindSafe(&mut self.factory)).ok();
        self.transit.is_some()
    }

    fn ask<R: Default>(&mut self, question: impl FnOnce(&mut T) -> R) -> Result<R, Fault> {
        match &mut self.transit {
            Some(transit) => catch_unwind(AssertUnwindSafe(|| question(transit)))
                .map_err(|_payload| Fault::Panicked),
            None => Ok(R::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::outbox::Next;
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "any moment will do")]
    fn now() -> Instant {
        Instant::now()
    }

    /// Fails as its script says at the first byte that is `!`; else passes everything.
    struct Fragile(fn(usize) -> Plan);

    impl Transit for Fragile {
        fn advance(&mut self, bytes: &[u8], _now: Instant) -> Plan {
            if bytes.contains(&b'!') {
                return (self.0)(bytes.len());
            }
            plan(bytes.len(), bytes.len())
        }

        fn poll_timeout(&self) -> Option<Instant> {
            None
        }

        fn handle_timeout(&mut self, _now: Instant) -> Plan {
            Plan::default()
        }
    }

    fn plan(consumed: usize, release: usize) -> Plan {
        Plan {
            consumed,
            release,
            insert: None,
        }
    }

    fn put(outbox: &mut Outbox, bytes: &[u8]) {
        outbox.room()[..bytes.len()].copy_from_slice(bytes);
        outbox.filled(bytes.len());
    }

    /// Passes the chunks through and returns what came out, and what was said.
    fn run<T: Transit>(factory: impl FnMut() -> T, chunks: &[&[u8]]) -> (Vec<u8>, Vec<Look>) {
        let (mut guard, mut outbox) = (Guard::new(factory), Outbox::new());
        let (mut paper, mut looks) = (Vec::new(), Vec::new());
        for chunk in chunks {
            put(&mut outbox, chunk);
            while !outbox.unseen().is_empty() {
                looks.push(guard.look(&mut outbox, now()));
                while let Next::Till(bytes) = outbox.next() {
                    paper.extend_from_slice(bytes);
                    let count = bytes.len();
                    outbox.wrote(count);
                }
            }
        }
        looks.retain(|look| *look != Look::Done);
        (paper, looks)
    }

    const CHUNKS: &[&[u8]] = &[b"abc", b"d!e", b"plain!", b"x\x1b", b"@new", b"\x1b@last"];

    #[test]
    fn a_panic_passes_the_bytes_and_heals_at_the_next_reset() {
        let (paper, looks) = run(|| Fragile(|_| panic!("scripted")), CHUNKS);
        assert_eq!(paper, CHUNKS.concat());
        assert_eq!(looks, [Look::Failed(Fault::Panicked), Look::Restored]);
    }

    #[test]
    fn nonsense_counts_as_a_panic() {
        let cases: [fn(usize) -> Plan; 3] = [
            |_| plan(0, 0),
            |len| plan(len + 1, 0),
            |len| plan(len, len + 1),
        ];
        for case in cases {
            let (paper, looks) = run(move || Fragile(case), CHUNKS);
            assert_eq!(paper, CHUNKS.concat());
            assert_eq!(looks, [Look::Failed(Fault::Inconsistent), Look::Restored]);
        }
    }

    #[test]
    fn a_factory_that_fails_leaves_a_plain_cable() {
        let factory = || -> Fragile { panic!("scripted") };
        let (paper, looks) = run(factory, CHUNKS);
        assert_eq!(paper, CHUNKS.concat());
        assert_eq!(looks, []);
    }

    #[test]
    fn a_reset_shows_itself_to_the_new_transit() {
        struct Log(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);
        impl Transit for Log {
            fn advance(&mut self, bytes: &[u8], _now: Instant) -> Plan {
                self.0.borrow_mut().extend_from_slice(bytes);
                assert!(!bytes.contains(&b'!'), "scripted");
                plan(bytes.len(), bytes.len())
            }
            fn poll_timeout(&self) -> Option<Instant> {
                None
            }
            fn handle_timeout(&mut self, _now: Instant) -> Plan {
                Plan::default()
            }
        }
        let log = std::rc::Rc::default();
        let chunks: &[&[u8]] = &[b"!", b"between\x1b", b"@after"];
        let (paper, _) = run(|| Log(std::rc::Rc::clone(&log)), chunks);
        assert_eq!(paper, chunks.concat());
        assert_eq!(*log.borrow(), b"!\x1b@after");
    }

    #[test]
    fn a_plain_cable_keeps_a_lone_escape_for_a_moment_only() {
        let mut guard = Guard::new(|| -> Fragile { panic!("scripted") });
        let mut outbox = Outbox::new();
        put(&mut outbox, b"\x1b");
        let start = now();
        assert_eq!(guard.look(&mut outbox, start), Look::Done);
        assert_eq!((outbox.next(), outbox.held()), (Next::Nothing, 1));
        assert_eq!(
            guard.poll_timeout(&mut outbox, start),
            Ok(Some(start + HOLD))
        );
        guard.handle_timeout(&mut outbox, start + HOLD);
        assert_eq!(outbox.next(), Next::Till(b"\x1b"));
        assert_eq!(guard.poll_timeout(&mut outbox, start), Ok(None));
    }

    /// Holds everything, and says until when.
    struct Holder(Option<Instant>);

    impl Transit for Holder {
        fn advance(&mut self, bytes: &[u8], _now: Instant) -> Plan {
            plan(bytes.len(), 0)
        }

        fn poll_timeout(&self) -> Option<Instant> {
            self.0
        }

        fn handle_timeout(&mut self, _now: Instant) -> Plan {
            Plan::default()
        }
    }

    #[test]
    fn nobody_may_hold_for_long() {
        let start = now();
        for until in [None, Some(start + 2 * LONGEST_HOLD)] {
            let mut guard = Guard::new(|| Holder(until));
            let mut outbox = Outbox::new();
            assert_eq!(guard.poll_timeout(&mut outbox, start), Ok(until));
            put(&mut outbox, b"held");
            assert_eq!(guard.look(&mut outbox, start), Look::Done);
            let answer = guard.poll_timeout(&mut outbox, start);
            assert_eq!(answer, Err(Fault::Inconsistent));
            assert_eq!(outbox.next(), Next::Till(b"held"));
        }
    }

    #[test]
    fn a_timeout_that_never_ends_is_nonsense() {
        let start = now();
        let mut guard = Guard::new(|| Holder(Some(start)));
        let mut outbox = Outbox::new();
        put(&mut outbox, b"held");
        assert_eq!(guard.look(&mut outbox, start), Look::Done);
        let later = start + Duration::from_secs(1);
        assert_eq!(
            guard.handle_timeout(&mut outbox, later),
            Look::Failed(Fault::Inconsistent)
        );
        assert_eq!(outbox.next(), Next::Till(b"held"));
    }
}
