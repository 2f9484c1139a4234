//! A past day gone through forwards and backwards: how many came in each half-hour.
//!
//! With the whole day known, the times at which the line was empty pin down how many had come
//! before; that is Larson's inference with losses, several tills and noisy gaps.

use super::super::belief::{Belief, Flow, Row};
use super::super::future::{Future, Possible};
use super::super::model::{HALF_HOUR_S, HALF_HOURS, Model, WeekTime};
use super::super::numeric::{milliseconds, real, whole};
use super::super::pace::Pace;
use super::tape::{LOOK_S, Op, Tape};

/// What something that the model takes for impossible costs, as a logarithm of likelihood.
const IMPOSSIBLE: f64 = -50.0;

/// What a day says about a model.
#[derive(Debug, Clone)]
pub(super) struct Findings {
    /// Arrivals by half-hour, those that were lost included.
    pub(super) arrivals: [f64; HALF_HOURS],
    /// Seconds by half-hour, each times how busy the day was.
    pub(super) exposure: [f64; HALF_HOURS],
    /// Expected square of the logarithm of the day's factor.
    pub(super) day_square: f64,
}

/// A model and a day that are to be compared.
pub(super) struct Hindsight<'a> {
    pub(super) model: &'a Model,
    pub(super) tape: &'a Tape,
    pub(super) weekday: usize,
    /// Lines that share the arrivals; 1 for a shared line.
    pub(super) lanes: f64,
}

/// The filter at a moment of the day.
struct Snapshot {
    at: f64,
    weights: Vec<f64>,
    belief: Belief,
}

struct Run {
    pace: Pace,
    belief: Belief,
    arrivals: Vec<f64>,
    likelihoods: Vec<f64>,
    log_likelihood: f64,
    before: Vec<(u8, Possible)>,
    looks: Vec<Snapshot>,
}

impl Run {
    /// How many tills are free, and what is possible.
    fn possible(&self) -> (u8, Possible) {
        let mut open = vec![0.0; self.pace.weights.len()];
        self.pace.open(&mut open);
        let bit = |(place, open): (u32, &f64)| {
            if *open > 0.0 {
                1_u128 << place.min(127)
            } else {
                0
            }
        };
        let possible = Possible {
            top: self.belief.top(),
            factors: (0..).zip(&open).map(bit).fold(0, |all, bit| all | bit),
        };
        (
            u8::try_from(self.belief.free()).unwrap_or(u8::MAX),
            possible,
        )
    }
}

/// What is known at a look, with hindsight.
struct Look {
    at: f64,
    unseen: f64,
    lost_per_s: f64,
    factor: f64,
}

impl Hindsight<'_> {
    /// The logarithm of the likelihood alone, which takes half the time.
    pub(super) fn log_likelihood(&self) -> f64 {
        self.forwards(false).log_likelihood
    }

    pub(super) fn findings(&self) -> Findings {
        let mut run = self.forwards(true);
        let end = run.belief.clone();
        let unseen_at_end: f64 = run
            .pace
            .weights
            .iter()
            .enumerate()
            .map(|(m, weight)| weight * unseen(end.row(m)))
            .sum();
        let day_square = run.pace.day_square();
        let looks = self.backwards(&mut run);
        let mut findings = Findings {
            arrivals: self.taken(),
            exposure: [0.0; HALF_HOURS],
            day_square,
        };
        self.gather(&mut findings, &looks, unseen_at_end);
        findings
    }

    fn expect(&self, at: f64, pace: &Pace, arrivals: &mut [f64]) {
        let day = milliseconds(86_400.0 * real(self.weekday));
        let time = WeekTime(day.saturating_add(milliseconds(at)));
        let expected = self.model.rates.per_second(time);
        let both = arrivals.iter_mut().zip(&pace.factors);
        both.for_each(|(rate, factor)| *rate = expected * factor);
    }

    fn forwards(&self, looking: bool) -> Run {
        let pace = Pace::new(&self.model.pace);
        let factors = pace.factors.len();
        let mut run = Run {
            pace,
            belief: Belief::empty(factors),
            arrivals: vec![0.0; factors],
            likelihoods: vec![1.0; factors],
            log_likelihood: 0.0,
            before: Vec::new(),
            looks: Vec::new(),
        };
        for op in &self.tape.ops {
            if looking {
                run.before.push(run.possible());
            }
            self.forward(&mut run, op, looking);
        }
        run
    }

    fn forward(&self, run: &mut Run, op: &Op, looking: bool) {
        run.pace.open(&mut run.likelihoods);
        match *op {
            Op::Pass { at, dt, hazard } => {
                self.expect(at, &run.pace, &mut run.arrivals);
                let flow = flow(&run.arrivals, dt, hazard);
                run.belief.pass(&flow, &mut run.likelihoods);
            }
            Op::Take { hazard } => run.belief.start(hazard, &mut run.likelihoods),
            Op::Count { waiting } => run.belief.count(waiting, &mut run.likelihoods),
            Op::Free { free } => {
                run.belief.set_free(free, &self.model.losses, self.lanes);
                return;
            }
            Op::Mix => {
                let after = run.pace.moved();
                run.belief.mix(&run.pace, &after);
                run.pace.weights = after;
                return;
            }
            Op::Look { at } => {
                if looking {
                    run.looks.push(Snapshot {
                        at,
                        weights: run.pace.weights.clone(),
                        belief: run.belief.clone(),
                    });
                }
                return;
            }
        }
        if let Some(log) = run.pace.reweigh(run.likelihoods.iter().copied()) {
            run.log_likelihood += log;
        } else {
            run.belief.forget();
            run.log_likelihood += IMPOSSIBLE;
        }
    }

    /// Goes back through the day; gives the looks in their order.
    fn backwards(&self, run: &mut Run) -> Vec<Look> {
        let mut future = Future::none(run.pace.factors.len());
        let mut snapshots = std::mem::take(&mut run.looks).into_iter().rev();
        let mut looks = Vec::new();
        let before = std::mem::take(&mut run.before);
        for (op, (free, possible)) in self.tape.ops.iter().zip(&before).rev() {
            if run.belief.free() != usize::from(*free) {
                run.belief
                    .set_free(usize::from(*free), &self.model.losses, self.lanes);
            }
            match *op {
                Op::Pass { at, dt, hazard } => {
                    self.expect(at, &run.pace, &mut run.arrivals);
                    let flow = flow(&run.arrivals, dt, hazard);
                    future.before_pass(&run.belief, &flow, *possible);
                }
                Op::Take { hazard } => future.before_start(&run.belief, hazard, *possible),
                Op::Count { waiting } => future.before_count(&run.belief, waiting),
                Op::Mix => future.before_mix(&run.pace),
                Op::Free { .. } => {}
                Op::Look { .. } => {
                    if let Some(snapshot) = snapshots.next() {
                        looks.push(self.look(&snapshot, &future, &run.pace));
                    }
                }
            }
        }
        looks.reverse();
        looks
    }

    /// What was known at a moment together with what came later.
    fn look(&self, snapshot: &Snapshot, future: &Future, pace: &Pace) -> Look {
        let day = milliseconds(86_400.0 * real(self.weekday));
        let time = WeekTime(day.saturating_add(milliseconds(snapshot.at)));
        let expected = self.model.rates.per_second(time);
        let mut look = Look {
            at: snapshot.at,
            unseen: 0.0,
            lost_per_s: 0.0,
            factor: 0.0,
        };
        let mut total = 0.0;
        let belief = &snapshot.belief;
        for (m, (weight, factor)) in snapshot.weights.iter().zip(&pace.factors).enumerate() {
            let mut sums = (0.0, 0.0, 0.0);
            let both = belief.row(m).iter().zip(future.row(m)).enumerate();
            let losses = belief.entry().iter().zip(belief.exit());
            for ((l, (p, later)), (entry, exit)) in both.zip(losses) {
                let joint = weight * p * later;
                sums.0 += joint;
                sums.1 += joint * real(l);
                sums.2 += joint * (expected * factor * (1.0 - entry) + exit);
            }
            total += sums.0;
            look.unseen += sums.1;
            look.lost_per_s += sums.2;
            look.factor += sums.0 * factor;
        }
        let scale = if total > 0.0 { 1.0 / total } else { 0.0 };
        look.unseen *= scale;
        look.lost_per_s *= scale;
        look.factor *= scale;
        look
    }

    /// How many were taken, by half-hour.
    fn taken(&self) -> [f64; HALF_HOURS] {
        let mut taken = [0.0; HALF_HOURS];
        let mut now = 0.0;
        for op in &self.tape.ops {
            match *op {
                Op::Pass { at, dt, .. } => now = at + dt,
                Op::Take { .. } => {
                    if let Some(bin) = taken.get_mut(whole(now / HALF_HOUR_S)) {
                        *bin += 1.0;
                    }
                }
                Op::Free { .. } | Op::Count { .. } | Op::Mix | Op::Look { .. } => {}
            }
        }
        taken
    }

    /// Between two looks the growth of the unseen and the losses add to those taken.
    fn gather(&self, findings: &mut Findings, looks: &[Look], unseen_at_end: f64) {
        let begin = self.tape.begin();
        let mut from = (begin, 0.0);
        for look in looks {
            let length = (look.at - from.0).min(LOOK_S);
            // What lies before a look belongs to the half-hour in which it began.
            let bin = whole((look.at - 1.0).max(0.0) / HALF_HOUR_S);
            if let Some(arrivals) = findings.arrivals.get_mut(bin) {
                *arrivals += look.unseen - from.1 + look.lost_per_s * length;
            }
            if let Some(exposure) = findings.exposure.get_mut(bin) {
                *exposure += look.factor * length;
            }
            from = (look.at, look.unseen);
        }
        let end = self.tape.end();
        let bin = whole((end - 1.0).max(0.0) / HALF_HOUR_S);
        if let Some(arrivals) = findings.arrivals.get_mut(bin) {
            *arrivals += unseen_at_end - from.1;
        }
        if let Some(exposure) = findings.exposure.get_mut(bin) {
            *exposure += looks.last().map_or(1.0, |look| look.factor) * (end - from.0);
        }
    }
}

fn unseen(row: &Row) -> f64 {
    row.iter().enumerate().map(|(l, p)| real(l) * p).sum()
}

fn flow(arrivals: &[f64], dt: f64, hazard: [f64; 2]) -> Flow<'_> {
    Flow {
        dt,
        hazard,
        arrivals,
        seen: 0.0,
        joins: None,
    }
}
