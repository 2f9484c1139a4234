//! Which line people take where every till has its own: mostly the shortest.
//!
//! The lines are taken as independent of each other for a given factor of the arrival rate; that
//! the rate is shared, and what it does, is in [`Pace`](super::pace::Pace).
#![expect(
    clippy::indexing_slicing,
    reason = "every index is below `SIZE`, the fixed length of every row"
)]

use super::belief::{Belief, Row, SIZE};
use super::numeric::real;

/// Numbers of people that are less likely do not matter here.
const UNLIKELY: f64 = 1e-3;
/// Nor do factors.
const UNLIKELY_FACTOR: f64 = 0.01;

/// A line as somebody sees it who looks for one.
pub(super) struct Lane<'a> {
    pub(super) belief: &'a Belief,
    /// Whether somebody is being served there.
    pub(super) busy: bool,
    /// Whether it can be joined.
    pub(super) open: bool,
}

/// For each line and each factor the share of arrivals that takes it, by how many are in it.
/// Factors that are not likely keep what they had.
pub(super) fn shares(lanes: &[Lane<'_>], weights: &[f64], careless: f64, joins: &mut [Vec<Row>]) {
    let open = real(lanes.iter().filter(|lane| lane.open).count().max(1));
    let likely = |(_, weight): &(usize, &f64)| **weight > UNLIKELY_FACTOR;
    for (factor, _) in weights.iter().enumerate().filter(likely) {
        let tops = lanes.iter().map(|lane| used(lane.belief, factor));
        let reach = tops.max().unwrap_or(SIZE);
        let laws: Vec<Law> = lanes
            .iter()
            .map(|lane| Law::of(lane, factor, reach))
            .collect();
        for (place, (lane, joins)) in lanes.iter().zip(joins.iter_mut()).enumerate() {
            let Some(row) = joins.get_mut(factor) else {
                continue;
            };
            if !lane.open {
                *row = [0.0; SIZE];
                continue;
            }
            let others = || laws.iter().enumerate().filter(|(other, _)| *other != place);
            let top = used(lane.belief, factor);
            for (l, share) in row.iter_mut().enumerate().take(top) {
                let total = l + usize::from(lane.busy);
                let shortest = preferred(others().map(|(_, law)| law), total);
                *share = (1.0 - careless) * shortest + careless / open;
            }
            let last = row[top - 1];
            row[top..].fill(last);
        }
    }
}

/// So many numbers of people in a line are worth looking at.
fn used(belief: &Belief, factor: usize) -> usize {
    let row = &belief.row(factor)[..belief.top()];
    let highest = row.iter().rposition(|p| *p > UNLIKELY);
    (highest.unwrap_or(0) + 3).min(SIZE)
}

/// How many are in a line, those being served included.
struct Law {
    exactly: [f64; SIZE + 1],
    above: [f64; SIZE + 1],
}

impl Law {
    /// For numbers up to `reach`.
    fn of(lane: &Lane<'_>, factor: usize, reach: usize) -> Self {
        let mut law = Self {
            exactly: [0.0; SIZE + 1],
            above: [1.0; SIZE + 1],
        };
        if !lane.open {
            return law;
        }
        let shift = usize::from(lane.busy);
        let people = law.exactly[shift..=reach].iter_mut();
        people
            .zip(lane.belief.row(factor))
            .for_each(|(place, p)| *place = *p);
        let mut above = 1.0;
        for (exactly, higher) in law.exactly.iter().zip(&mut law.above).take(reach + 1) {
            above = f64::max(above - exactly, 0.0);
            *higher = above;
        }
        law
    }
}

/// The chance of taking a line with `total` people: none is shorter, and one of those that are
/// equally short is picked at random.
fn preferred<'a>(others: impl Iterator<Item = &'a Law>, total: usize) -> f64 {
    /// More lines than this that are all equally short make no difference.
    const MOST_TIES: usize = 8;
    let mut ties = [0.0; MOST_TIES];
    ties[0] = 1.0;
    let mut most = 0;
    for law in others {
        let (above, exactly) = (law.above[total.min(SIZE)], law.exactly[total.min(SIZE)]);
        most = (most + 1).min(MOST_TIES - 1);
        for k in (1..=most).rev() {
            ties[k] = ties[k] * above + ties[k - 1] * exactly;
        }
        ties[0] *= above;
    }
    let chances = ties.iter().take(most + 1).enumerate();
    chances.map(|(k, chance)| chance / real(k + 1)).sum()
}
