//! A shop while its day goes on: people, lines, tills.
//!
//! An event at a time from a heap; at equal times in the order in which they were made.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::day::{Count, Day, LOOK_S, Sale};
use super::scenario::{Lines, Scenario};
use crate::sim::rng::Rng;

/// What a sensor sees of those who come, and how often it errs for each of them.
const SENSOR: (f64, f64) = (0.95, 0.05);
/// Counts a day.
const COUNTS: f64 = 14.0;
/// The factor within the day is looked at this often, and how long it lasts, in seconds.
const SWING: (f64, f64) = (60.0, 2400.0);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Next {
    Arrival,
    Start { till: usize },
    End { till: usize },
    Back { till: usize },
    GiveUp { person: u64 },
    Opens { till: usize },
    Closes { till: usize },
    Look,
    Counting,
    Swing,
}

#[derive(Debug, Clone, Copy)]
struct Person {
    id: u64,
    came_s: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Till {
    Closed,
    Free,
    /// Someone steps up or is served; closes afterwards where `last`.
    Busy {
        since_s: f64,
        last: bool,
    },
    Away,
}

pub(super) struct Shop {
    scenario: Scenario,
    rng: Rng,
    /// Microseconds, then the order of making.
    heap: BinaryHeap<Reverse<(u64, u64)>>,
    events: Vec<Next>,
    now: f64,
    lines: Vec<VecDeque<Person>>,
    tills: Vec<Till>,
    people: u64,
    day_factor: f64,
    swing: f64,
    day: Day,
}

impl Shop {
    pub(super) fn new(scenario: Scenario, seed: u64) -> Self {
        let mut rng = Rng::new(seed.wrapping_mul(0x9E37_79B9) ^ 0x7157);
        let (day_sd, swing_sd) = scenario.spread;
        let factor = (day_sd * rng.normal() - day_sd * day_sd / 2.0).exp();
        let swing = swing_sd * rng.normal();
        let lines = if scenario.is_separate() {
            scenario.counters
        } else {
            1
        };
        Self {
            rng,
            heap: BinaryHeap::new(),
            events: Vec::new(),
            now: 0.0,
            lines: vec![VecDeque::new(); lines],
            tills: vec![Till::Closed; scenario.counters],
            people: 0,
            day_factor: factor,
            swing,
            day: Day {
                factor,
                ..Day::default()
            },
            scenario,
        }
    }

    pub(super) fn day(mut self) -> Day {
        for till in 0..self.scenario.counters {
            for (from, to) in self.scenario.open(till) {
                self.day.open.push((till, from, to));
                self.plan(from, Next::Opens { till });
                self.plan(to, Next::Closes { till });
            }
        }
        self.plan(0.0, Next::Swing);
        self.plan(0.0, Next::Look);
        let first = self.rng.exponential(Scenario::DAY_S / COUNTS);
        self.plan(first, Next::Counting);
        self.plan_arrival();
        while let Some(Reverse((at, event))) = self.heap.pop() {
            self.now = seconds(at);
            if self.now > Scenario::DAY_S {
                break;
            }
            let place = usize::try_from(event).unwrap_or(usize::MAX);
            if let Some(next) = self.events.get(place).copied() {
                self.happen(next);
            }
        }
        self.false_pulses();
        self.day.pulses.sort_by(f64::total_cmp);
        self.day
    }

    fn plan(&mut self, at: f64, next: Next) {
        let place = u64::try_from(self.events.len()).unwrap_or(u64::MAX);
        self.events.push(next);
        self.heap.push(Reverse((micros(at), place)));
    }

    fn happen(&mut self, next: Next) {
        match next {
            Next::Arrival => self.arrive(),
            Next::Start { till } => self.start(till),
            Next::End { till } => self.end(till),
            Next::Back { till } | Next::Opens { till } => self.becomes_free(till),
            Next::GiveUp { person } => self.give_up(person),
            Next::Closes { till } => self.close(till),
            Next::Look => self.look(),
            Next::Counting => self.count(),
            Next::Swing => self.drift(),
        }
    }

    /// Thinning: candidates come at four times the mean rate at most.
    fn plan_arrival(&mut self) {
        let most = self.scenario.rate(15_840.0) * self.day_factor * 2.0;
        let mut at = self.now;
        loop {
            at += self.rng.exponential(1.0 / most);
            let rate = self.scenario.rate(at) * self.day_factor * self.swing.exp();
            if at > Scenario::DAY_S || self.rng.chance(rate / most) {
                break;
            }
        }
        self.plan(at, Next::Arrival);
    }

    fn arrive(&mut self) {
        let (pairs, triples) = self.scenario.groups;
        let draw = self.rng.unit();
        let group = 1 + u32::from(draw < pairs + triples) + u32::from(draw < triples);
        for _ in 0..group {
            self.join();
        }
        self.plan_arrival();
    }

    fn join(&mut self) {
        let line = self.choose_line();
        let waiting = self.lines.get(line).map_or(0, VecDeque::len);
        if let Some((from, scale)) = self.scenario.balking {
            let stays = ((from - real(waiting)) / scale).exp();
            if !self.rng.chance(stays) {
                self.day.balked += 1;
                return;
            }
        }
        if self.rng.chance(SENSOR.0) {
            self.day.pulses.push(self.now);
        }
        self.people += 1;
        let person = Person {
            id: self.people,
            came_s: self.now,
        };
        if let Some(patience) = self.scenario.patience {
            let at = self.now + self.rng.exponential(patience);
            self.plan(at, Next::GiveUp { person: person.id });
        }
        if let Some(line) = self.lines.get_mut(line) {
            line.push_back(person);
        }
        self.call_next();
    }

    /// Where a newcomer goes: mostly the shortest line, those at the till counted.
    fn choose_line(&mut self) -> usize {
        if !self.scenario.is_separate() {
            return 0;
        }
        let open: Vec<usize> = (0..self.lines.len())
            .filter(|till| self.serves(*till))
            .collect();
        let shortest = open.iter().map(|till| self.length(*till)).min();
        let best: Vec<usize> = open
            .iter()
            .copied()
            .filter(|till| Some(self.length(*till)) == shortest)
            .collect();
        let choices = if self.rng.chance(self.scenario.careless) {
            &open
        } else {
            &best
        };
        self.rng.pick(choices).copied().unwrap_or(0)
    }

    fn serves(&self, till: usize) -> bool {
        let closing = |till: &Till| match till {
            Till::Closed | Till::Away | Till::Busy { last: true, .. } => true,
            Till::Free | Till::Busy { last: false, .. } => false,
        };
        self.tills.get(till).is_some_and(|till| !closing(till))
    }

    fn length(&self, till: usize) -> usize {
        let busy = matches!(self.tills.get(till), Some(Till::Busy { .. }));
        self.lines.get(till).map_or(0, VecDeque::len) + usize::from(busy)
    }

    /// Free tills take whoever is first in their line.
    fn call_next(&mut self) {
        loop {
            let ready = (0..self.tills.len()).filter(|till| {
                let line = self.lines.get(self.line_of(*till));
                self.tills.get(*till) == Some(&Till::Free) && line.is_some_and(|l| !l.is_empty())
            });
            let ready: Vec<usize> = ready.collect();
            let Some(till) = self.rng.pick(&ready).copied() else {
                return;
            };
            self.call(till);
        }
    }

    fn line_of(&self, till: usize) -> usize {
        if self.scenario.is_separate() { till } else { 0 }
    }

    fn call(&mut self, till: usize) {
        let line = self.line_of(till);
        let Some(person) = self.lines.get_mut(line).and_then(VecDeque::pop_front) else {
            return;
        };
        let (mean, cv, tail) = self.scenario.gap;
        let gap = if self.rng.chance(tail) {
            self.rng.lognormal(28.0, 0.5)
        } else {
            self.rng.lognormal(mean, cv)
        };
        self.set(
            till,
            Till::Busy {
                since_s: self.now,
                last: false,
            },
        );
        self.day
            .waits
            .push((person.came_s, self.now + gap - person.came_s));
        self.plan(self.now + gap, Next::Start { till });
    }

    fn set(&mut self, till: usize, state: Till) {
        if let Some(place) = self.tills.get_mut(till) {
            *place = state;
        }
    }

    fn start(&mut self, till: usize) {
        let last = matches!(self.tills.get(till), Some(Till::Busy { last: true, .. }));
        self.set(
            till,
            Till::Busy {
                since_s: self.now,
                last,
            },
        );
        let (mean, cv) = self.scenario.service;
        let service = if self.scenario.exponential {
            self.rng.exponential(mean)
        } else {
            self.rng.lognormal(mean, cv)
        };
        self.plan(self.now + service.max(1.0), Next::End { till });
    }

    fn end(&mut self, till: usize) {
        let Some(Till::Busy { since_s, last }) = self.tills.get(till).copied() else {
            return;
        };
        self.day.sales.push(Sale {
            counter: till,
            start_s: since_s,
            end_s: self.now,
        });
        if self.rng.chance(self.scenario.voids) {
            // The same customer's sale once more.
            let again = self.now + 4.0 + self.rng.exponential(4.0);
            self.plan(again, Next::Start { till });
            return;
        }
        let sales_a_day = Scenario::DAY_S / (self.scenario.service.0 + self.scenario.gap.0);
        if last {
            self.set(till, Till::Closed);
        } else if self
            .rng
            .chance(self.scenario.breaks / (sales_a_day * self.scenario.load))
        {
            self.set(till, Till::Away);
            let back = self.now + 240.0 + self.rng.exponential(360.0);
            self.plan(back, Next::Back { till });
        } else {
            self.set(till, Till::Free);
        }
        self.change_lines();
        self.call_next();
    }

    /// Lines that nobody serves go elsewhere; so do the last of long lines, where they may.
    fn change_lines(&mut self) {
        if !self.scenario.is_separate() {
            return;
        }
        for line in 0..self.lines.len() {
            let left = !self.serves(line);
            let moves = left || self.scenario.lines == Lines::Jockeying;
            while moves
                && self
                    .lines
                    .get(line)
                    .is_some_and(|people| !people.is_empty())
            {
                let others =
                    (0..self.lines.len()).filter(|other| *other != line && self.serves(*other));
                let Some(best) = others.min_by_key(|other| self.length(*other)) else {
                    break;
                };
                if !left && self.length(best) + 2 > self.length(line) {
                    break;
                }
                let last = self.lines.get_mut(line).and_then(VecDeque::pop_back);
                if let (Some(person), Some(best)) = (last, self.lines.get_mut(best)) {
                    best.push_back(person);
                }
            }
        }
    }

    fn becomes_free(&mut self, till: usize) {
        self.set(till, Till::Free);
        self.change_lines();
        self.call_next();
    }

    fn close(&mut self, till: usize) {
        match self.tills.get(till).copied() {
            Some(Till::Busy { since_s, .. }) => self.set(
                till,
                Till::Busy {
                    since_s,
                    last: true,
                },
            ),
            _ => self.set(till, Till::Closed),
        }
        self.change_lines();
        self.call_next();
    }

    fn give_up(&mut self, person: u64) {
        for line in &mut self.lines {
            let before = line.len();
            line.retain(|other| other.id != person);
            self.day.reneged += u32::from(line.len() < before);
        }
    }

    fn look(&mut self) {
        let waiting: usize = self.lines.iter().map(VecDeque::len).sum();
        self.day
            .truth
            .push(u32::try_from(waiting).unwrap_or(u32::MAX));
        let looks = u32::try_from(self.day.truth.len()).unwrap_or(u32::MAX);
        self.plan(f64::from(looks) * LOOK_S, Next::Look);
    }

    /// Cashiers count well, and longer lines not quite.
    fn count(&mut self) {
        let tills: Vec<usize> = (0..self.tills.len())
            .filter(|till| self.serves(*till))
            .collect();
        if let Some(till) = self.rng.pick(&tills).copied() {
            let waiting = self.lines.get(self.line_of(till)).map_or(0, VecDeque::len);
            let seen = real(waiting) * (1.0 + 0.08 * self.rng.normal());
            self.day.counts.push(Count {
                at_s: self.now,
                counter: till,
                waiting: rounded(seen),
            });
        }
        let next = self.now + self.rng.exponential(Scenario::DAY_S / COUNTS);
        self.plan(next, Next::Counting);
    }

    fn drift(&mut self) {
        let (every, lasts) = SWING;
        let kept = (-every / lasts).exp();
        let noise = self.scenario.spread.1 * (1.0 - kept * kept).sqrt();
        self.swing = kept * self.swing + noise * self.rng.normal();
        self.plan(self.now + every, Next::Swing);
    }

    fn false_pulses(&mut self) {
        let real_ones = real(self.day.pulses.len());
        let mut at = 0.0;
        loop {
            at += self
                .rng
                .exponential(Scenario::DAY_S / (SENSOR.1 * real_ones + 0.01));
            if at > Scenario::DAY_S {
                return;
            }
            self.day.pulses.push(at);
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a day has far fewer than 2^53 µs"
)]
fn seconds(micros: u64) -> f64 {
    micros as f64 / 1e6
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` keeps within the type's bounds"
)]
fn micros(seconds: f64) -> u64 {
    (seconds * 1e6) as u64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` keeps within the type's bounds"
)]
fn rounded(value: f64) -> u32 {
    value.round() as u32
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
