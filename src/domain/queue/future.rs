//! What the rest of a day says about a moment in it: the filter's steps taken backwards.
//!
//! Each row holds how likely all later events are, for each factor and each number of people, up
//! to one constant for all. Used for learning, when a day is over; never live.
#![expect(
    clippy::indexing_slicing,
    reason = "every index is below `SIZE`, the fixed length of every row"
)]

use super::belief::{Belief, Flow, Kernel, Row, SIZE, births, staying};
use super::pace::Pace;

/// Likelihoods of what comes later.
pub(super) struct Future {
    rows: Vec<Row>,
    /// Higher numbers are impossible at this time.
    top: usize,
}

/// What the filter thought possible at some time: numbers below `top`, and factors by their bit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Possible {
    pub(super) top: usize,
    pub(super) factors: u128,
}

impl Possible {
    fn has(self, factor: usize) -> bool {
        u32::try_from(factor)
            .ok()
            .and_then(|factor| self.factors.checked_shr(factor))
            .is_some_and(|bits| bits & 1 == 1)
    }
}

impl Future {
    /// Nothing comes any more.
    pub(super) fn none(factors: usize) -> Self {
        Self {
            rows: vec![[1.0; SIZE]; factors],
            top: SIZE,
        }
    }

    /// Goes back to before something that happened when this much was possible.
    pub(super) fn reach(&mut self, before: Possible) {
        for (factor, row) in self.rows.iter_mut().enumerate() {
            if before.has(factor) {
                row[self.top..].fill(0.0);
            } else {
                *row = [0.0; SIZE];
            }
        }
        self.top = before.top.max(1);
    }

    /// Before a step of time. `belief` knows the tills and the losses of that time.
    pub(super) fn before_pass(&mut self, belief: &Belief, flow: &Flow<'_>, before: Possible) {
        let top = self.top.max(before.top);
        let [first, second] = flow.hazard.map(|hazard| belief.survival(hazard, top));
        for (factor, (row, rate)) in self.rows.iter_mut().zip(flow.arrivals).enumerate() {
            if !before.has(factor) {
                continue;
            }
            row[self.top..].fill(0.0);
            if let Some(second) = &second {
                row.iter_mut()
                    .zip(second)
                    .take(top)
                    .for_each(|(p, by)| *p *= by);
            }
            let birth = births(belief.entry(), None, *rate, top);
            jump_back(row, &birth, belief.exit(), flow.dt, top);
            if let Some(first) = &first {
                row.iter_mut()
                    .zip(first)
                    .take(top)
                    .for_each(|(p, by)| *p *= by);
            }
        }
        self.reach(before);
        self.rescale();
    }

    /// Before a till took someone.
    pub(super) fn before_start(&mut self, belief: &Belief, hazard: f64, before: Possible) {
        for row in &mut self.rows {
            row[self.top..].fill(0.0);
            let nobody = row[0] * super::belief::WALK_UP;
            for l in (1..before.top.min(SIZE)).rev() {
                row[l] = row[l - 1] * hazard * belief.occupancy(l);
            }
            row[0] = nobody;
        }
        self.top = before.top;
        self.reach(before);
        self.rescale();
    }

    /// Before someone counted.
    pub(super) fn before_count(&mut self, belief: &Belief, waiting: f64) {
        let likely = belief.likely(waiting);
        for row in &mut self.rows {
            row.iter_mut().zip(&likely).for_each(|(p, by)| *p *= by);
        }
        self.rescale();
    }

    /// Before a move of the factor's chain.
    pub(super) fn before_mix(&mut self, pace: &Pace) {
        let after = self.rows.clone();
        for (from, row) in self.rows.iter_mut().enumerate() {
            *row = [0.0; SIZE];
            for (to, chance) in pace.moves(from) {
                let Some(source) = after.get(to).filter(|_| chance > 0.0) else {
                    continue;
                };
                let both = row.iter_mut().zip(source).take(self.top);
                both.for_each(|(p, source)| *p += chance * source);
            }
        }
    }

    /// The likelihoods for one factor.
    pub(super) fn row(&self, factor: usize) -> &Row {
        const EQUAL: Row = [1.0; SIZE];
        self.rows.get(factor).unwrap_or(&EQUAL)
    }

    fn rescale(&mut self) {
        let top = self.top.min(SIZE);
        let used = self.rows.iter().flat_map(|row| &row[..top]);
        let highest = used.copied().fold(0.0, f64::max);
        if !(highest > 0.0 && highest.is_finite()) {
            self.rows.iter_mut().for_each(|row| *row = [1.0; SIZE]);
        } else if !(1e-9..1e9).contains(&highest) {
            self.rows.iter_mut().flatten().for_each(|p| *p /= highest);
        }
    }
}

/// Births and deaths for `dt` seconds, the other way round.
fn jump_back(row: &mut Row, birth: &Row, death: &Row, dt: f64, top: usize) {
    let Some((rate, stay)) = staying(birth, death, top) else {
        return;
    };
    let kernel = Kernel {
        stay,
        from_below: *death,
        from_above: *birth,
    };
    kernel.run(row, rate, dt, top);
}
