//! What the estimate is compared with: Larson's queue inference engine, live.
//!
//! Daley and Servi's real-time recursion with a known arrival rate: a sale that begins within
//! [`TOGETHER_S`] of the one before shows that somebody waited; a till that is free for longer
//! shows that nobody does. Shares no code with the estimate.

use super::day::{Day, LOOK_S, Sale};

/// Sales that follow each other this closely belong to one busy period, in seconds.
pub const TOGETHER_S: f64 = 15.0;
/// Numbers of people that are told apart.
const MOST: usize = 80;
/// Time goes on in such steps, in seconds.
const STEP_S: f64 = 1.0;

/// What it shows every [`LOOK_S`] of a day: expected numbers. `rate` gives arrivals a second at a
/// second of the day. Where lines are separate, each till is taken alone with its share of them.
pub fn inference(
    day: &Day,
    counters: usize,
    separate: bool,
    rate: &impl Fn(f64) -> f64,
) -> Vec<f64> {
    if !separate {
        let tills: Vec<usize> = (0..counters).collect();
        return line(day, &tills, rate);
    }
    let share = f64::from(u32::try_from(counters).unwrap_or(1)).recip();
    let one = |till| line(day, &[till], &|at| share * rate(at));
    (0..counters)
        .map(one)
        .fold(vec![0.0; day.truth.len()], |sum, line| {
            sum.iter().zip(line).map(|(sum, line)| sum + line).collect()
        })
}

/// A till: since when it is free; absent while it serves or is closed.
#[derive(Clone, Copy, PartialEq)]
enum Till {
    Closed,
    Busy,
    Free(f64),
}

struct Inference<'a, R> {
    tills: &'a [usize],
    state: Vec<Till>,
    chances: Vec<f64>,
    rate: &'a R,
}

fn line(day: &Day, tills: &[usize], rate: &impl Fn(f64) -> f64) -> Vec<f64> {
    let events = events(day);
    let mut inference = Inference {
        tills,
        state: vec![Till::Closed; tills.len()],
        chances: nobody(),
        rate,
    };
    let mut shown = Vec::with_capacity(day.truth.len());
    let mut next = events.iter().peekable();
    let mut now = 0.0;
    for look in 0..day.truth.len() {
        let at = f64::from(u32::try_from(look).unwrap_or(u32::MAX)) * LOOK_S;
        while let Some((when, till, becomes)) = next.next_if(|(when, _, _)| *when <= at) {
            inference.pass(now, *when);
            now = *when;
            inference.happen(now, *till, *becomes);
        }
        inference.pass(now, at);
        now = at;
        shown.push(inference.shows());
    }
    shown
}

fn nobody() -> Vec<f64> {
    let mut chances = vec![0.0; MOST];
    chances.iter_mut().take(1).for_each(|chance| *chance = 1.0);
    chances
}

/// What each till becomes and when.
fn events(day: &Day) -> Vec<(f64, usize, Till)> {
    let mut all: Vec<(f64, usize, Till)> = Vec::new();
    for (till, from, to) in &day.open {
        all.push((*from, *till, Till::Free(*from)));
        all.push((*to, *till, Till::Closed));
    }
    let sale = |sale: &Sale| {
        [
            (sale.start_s, sale.counter, Till::Busy),
            (sale.end_s, sale.counter, Till::Free(sale.end_s)),
        ]
    };
    all.extend(day.sales.iter().flat_map(sale));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all
}

impl<R: Fn(f64) -> f64> Inference<'_, R> {
    fn pass(&mut self, from: f64, until: f64) {
        let mut now = from;
        while until - now > 1e-9 {
            let idle = |till: &Till| matches!(till, Till::Free(since) if now - since > TOGETHER_S);
            let dt = f64::min(STEP_S, until - now);
            if self.state.iter().any(idle) {
                self.chances = nobody();
            } else {
                self.arrive((self.rate)(now) * dt);
            }
            now += dt;
        }
    }

    fn arrive(&mut self, expected: f64) {
        let stays = (-expected).exp();
        let mut next = vec![0.0; MOST];
        let mut chance = stays;
        for (came, factor) in (0..4).zip([1.0, 2.0, 3.0, 4.0]) {
            let places = next.iter_mut().skip(came);
            places
                .zip(&self.chances)
                .for_each(|(to, from)| *to += chance * from);
            chance *= expected / factor;
        }
        self.chances = next;
        self.normalise();
    }

    fn normalise(&mut self) {
        let total: f64 = self.chances.iter().sum();
        if total > 0.0 {
            self.chances.iter_mut().for_each(|chance| *chance /= total);
        } else {
            self.chances = nobody();
        }
    }

    fn happen(&mut self, now: f64, till: usize, becomes: Till) {
        let Some(place) = self.tills.iter().position(|other| *other == till) else {
            return;
        };
        let before = self.state.get(place).copied().unwrap_or(Till::Closed);
        if becomes == Till::Busy {
            let waited = match before {
                Till::Free(since) => now - since <= TOGETHER_S,
                Till::Busy => true,
                Till::Closed => false,
            };
            if waited {
                self.chances.remove(0);
                self.chances.push(0.0);
                self.normalise();
            } else {
                self.chances = nobody();
            }
        }
        if let Some(state) = self.state.get_mut(place) {
            *state = becomes;
        }
    }

    /// Those who are about to step up to a till do not wait.
    fn shows(&self) -> f64 {
        let free = self
            .state
            .iter()
            .filter(|till| matches!(till, Till::Free(_)))
            .count();
        let waiting = self.chances.iter().skip(free).zip(0_u32..);
        waiting.map(|(chance, n)| chance * f64::from(n)).sum()
    }
}
