//! A past day as a list of what happens to one line's belief, step by step.
//!
//! Made once; gone through forwards and backwards as often as learning needs it.

use super::super::hazard::Hazard;
use super::super::model::Model;
use super::super::pace::MIX_S;
use super::clean::Cleaned;

/// Seconds between two looks at how many wait.
pub(super) const LOOK_S: f64 = 300.0;

/// One thing that happens.
#[derive(Debug, Clone, Copy)]
pub(super) enum Op {
    /// Nothing for `dt` seconds from `at` on; summed hazard of both halves.
    Pass { at: f64, dt: f64, hazard: [f64; 2] },
    /// A till takes someone.
    Take { hazard: f64 },
    /// So many tills are free from now on.
    Free { free: usize },
    /// Someone counted.
    Count { waiting: f64 },
    /// The factor within the day moves.
    Mix,
    /// A look at `at`.
    Look { at: f64 },
}

/// A day, ready to be gone through.
pub(super) struct Tape {
    pub(super) ops: Vec<Op>,
    begin: f64,
    end: f64,
}

enum Event {
    Opens,
    Closes,
    Start,
    End,
    Unseen,
    Count(f64),
    Look,
}

#[derive(Clone, Copy, PartialEq)]
enum Till {
    Closed,
    Free(f64),
    Busy(f64),
}

struct Recorder<'a> {
    ops: Vec<Op>,
    now: f64,
    since_mix: f64,
    tills: Vec<Till>,
    blind: bool,
    law: &'a Hazard,
}

impl Tape {
    pub(super) fn of(day: &Cleaned, model: &Model, law: &Hazard, counters: usize) -> Self {
        let events = events(day, model.receipts_only);
        let begin = events.first().map_or(0.0, |(at, _, _)| *at);
        let mut recorder = Recorder {
            ops: Vec::new(),
            now: begin,
            since_mix: 0.0,
            tills: vec![Till::Closed; counters],
            blind: model.receipts_only,
            law,
        };
        for (at, counter, event) in &events {
            recorder.pass(*at);
            recorder.happen(*counter, event);
        }
        Self {
            ops: recorder.ops,
            begin,
            end: recorder.now,
        }
    }

    /// Its first second of the day.
    pub(super) fn begin(&self) -> f64 {
        self.begin
    }

    /// Its last.
    pub(super) fn end(&self) -> f64 {
        self.end
    }
}

/// Everything that happens on a day, in order.
fn events(day: &Cleaned, blind: bool) -> Vec<(f64, usize, Event)> {
    let mut all = Vec::new();
    for (counter, from, to) in &day.open {
        all.push((*from, *counter, Event::Opens));
        all.push((*to, *counter, Event::Closes));
    }
    for sale in &day.sales {
        match sale.start.filter(|_| !blind) {
            Some(start) => {
                all.push((start, sale.counter, Event::Start));
                all.push((sale.end, sale.counter, Event::End));
            }
            None => all.push((sale.end, sale.counter, Event::Unseen)),
        }
    }
    for (counter, at, waiting) in &day.counts {
        all.push((*at, *counter, Event::Count(*waiting)));
    }
    let span = all.iter().map(|(at, _, _)| *at);
    let (first, last) = span.fold((f64::MAX, 0.0), |(a, b), at| {
        (f64::min(a, at), f64::max(b, at))
    });
    let mut look = (first / LOOK_S).ceil() * LOOK_S;
    while look < last {
        all.push((look, 0, Event::Look));
        look += LOOK_S;
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(order(&a.2).cmp(&order(&b.2))));
    all
}

/// A till opens before its first sale and closes after its last.
fn order(event: &Event) -> u8 {
    match event {
        Event::Opens => 0,
        Event::Closes | Event::Look => 2,
        Event::Start | Event::End | Event::Unseen | Event::Count(_) => 1,
    }
}

impl Recorder<'_> {
    fn takes(&self, till: Till) -> Option<f64> {
        match till {
            Till::Free(since) => Some(since),
            Till::Busy(since) if self.blind => Some(since),
            Till::Closed | Till::Busy(_) => None,
        }
    }

    fn taking(&self) -> impl Iterator<Item = f64> {
        self.tills.iter().filter_map(|till| self.takes(*till))
    }

    /// Time goes on, as in the estimator but somewhat coarser.
    fn pass(&mut self, until: f64) {
        while until - self.now > 1e-6 {
            let youngest = self.taking().map(|since| self.now - since).reduce(f64::min);
            let longest = match youngest {
                Some(age) if age < 20.0 => 1.0,
                Some(age) if age < 60.0 => 3.0,
                Some(_) => 5.0,
                None => 10.0,
            };
            let dt = f64::min(longest, until - self.now);
            let hazard = self.taking().fold([0.0, 0.0], |[first, second], since| {
                let age = self.now - since;
                let middle = self.law.sum(age + dt / 2.0);
                let (start, end) = (self.law.sum(age), self.law.sum(age + dt));
                [first + middle - start, second + end - middle]
            });
            self.ops.push(Op::Pass {
                at: self.now,
                dt,
                hazard,
            });
            self.now += dt;
            self.since_mix += dt;
            if self.since_mix >= MIX_S {
                self.since_mix -= MIX_S;
                self.ops.push(Op::Mix);
            }
        }
    }

    fn happen(&mut self, counter: usize, event: &Event) {
        let now = self.now;
        let till = self.tills.get(counter).copied().unwrap_or(Till::Closed);
        let next = match event {
            Event::Look => {
                self.ops.push(Op::Look { at: now });
                return;
            }
            Event::Count(waiting) => {
                self.ops.push(Op::Count { waiting: *waiting });
                return;
            }
            Event::Opens if till == Till::Closed => Till::Free(now),
            Event::Opens => till,
            Event::Closes => Till::Closed,
            Event::End => Till::Free(now),
            Event::Start | Event::Unseen => {
                let hazard = self
                    .takes(till)
                    .map_or(1.0, |since| self.law.rate(now - since));
                if self.takes(till).is_none() {
                    self.ops.push(Op::Free {
                        free: self.taking().count().max(1),
                    });
                }
                self.ops.push(Op::Take { hazard });
                if matches!(event, Event::Unseen) {
                    Till::Free(now)
                } else {
                    Till::Busy(now)
                }
            }
        };
        if let Some(till) = self.tills.get_mut(counter) {
            *till = next;
        }
        self.ops.push(Op::Free {
            free: self.taking().count(),
        });
    }
}
