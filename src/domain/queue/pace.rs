//! How busy a day is, compared with what was learned: a grid of factors and how likely each is.
//!
//! A factor is the product of one for the whole day and one that drifts within it (an
//! Ornstein–Uhlenbeck process on the logarithm, as a chain on a grid). Nobody waits in here.

use super::model::PaceLaw;
use super::numeric::real;

/// Grids reach at most so many standard deviations.
const MOST_REACH: f64 = 3.0;
/// The chain moves this often, in seconds.
pub(super) const MIX_S: f64 = 30.0;
/// Factors less likely than this are dropped until their neighbours bring them back.
const PRUNED: f64 = 1e-5;
/// Factors less likely than this change nothing that is said.
const UNLIKELY: f64 = 1e-4;
/// More steps than this are cut down.
const MOST_STEPS: usize = 11;

/// Factors of the learned rate with their weights.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    /// By day factor, then by swing.
    pub(super) factors: Vec<f64>,
    /// How likely each is now; sums to 1.
    pub(super) weights: Vec<f64>,
    prior: Vec<f64>,
    swings: usize,
    /// Chances of one step down and one up, by place in the grid.
    swing_moves: Vec<(f64, f64)>,
    day_moves: Vec<(f64, f64)>,
    /// Logarithms of the day's factor, without their mean.
    day_logs: Vec<f64>,
}

impl Pace {
    pub(super) fn new(law: &PaceLaw) -> Self {
        let day = grid(law.day_sd, law.day_steps);
        let swing = grid(law.swing_sd, law.swing_steps);
        let both = || day.iter().flat_map(|d| swing.iter().map(move |s| (d, s)));
        let prior: Vec<f64> = both().map(|(d, s)| d.weight * s.weight).collect();
        Self {
            factors: both().map(|(d, s)| d.factor * s.factor).collect(),
            weights: prior.clone(),
            prior,
            day_logs: day.iter().map(|level| level.x).collect(),
            swings: swing.len(),
            swing_moves: chain(&swing, law.swing_sd, law.swing_s),
            day_moves: chain(&day, law.day_sd, law.day_s),
        }
    }

    /// Likelihoods of 1 for every factor that is still possible, and 0 for those not worth the work.
    pub(super) fn open(&self, likelihoods: &mut [f64]) {
        let both = likelihoods.iter_mut().zip(&self.weights);
        both.for_each(|(likelihood, weight)| *likelihood = f64::from(u8::from(*weight > PRUNED)));
    }

    /// The factors that matter for what is said, each with its weight among them.
    pub(super) fn likely(&self) -> impl Iterator<Item = (usize, f64)> {
        let likely = self.weights.iter().copied().enumerate();
        let likely = likely.filter(|(_, weight)| *weight > UNLIKELY);
        let total: f64 = likely.clone().map(|(_, weight)| weight).sum();
        likely.map(move |(factor, weight)| (factor, weight / total))
    }

    /// A new day.
    pub(super) fn forget(&mut self) {
        self.weights.clone_from(&self.prior);
    }

    /// Multiplies the weights by likelihoods and gives the logarithm of the data's likelihood;
    /// `None`, and a new day, where nothing is possible.
    pub(super) fn reweigh(&mut self, likelihoods: impl Iterator<Item = f64>) -> Option<f64> {
        let mut total = 0.0;
        for (weight, likelihood) in self.weights.iter_mut().zip(likelihoods) {
            *weight *= likelihood;
            total += *weight;
        }
        if !(total > 0.0 && total.is_finite()) {
            self.forget();
            return None;
        }
        self.weights.iter_mut().for_each(|weight| *weight /= total);
        Some(total.ln())
    }

    /// Where the mass of a place goes in one move of the chains: places with their chances.
    pub(super) fn moves(&self, place: usize) -> [(usize, f64); 5] {
        let swings = self.swings;
        let chances = |chain: &[(f64, f64)], place: usize| chain.get(place).copied();
        let (down, up) = chances(&self.swing_moves, place % swings).unwrap_or_default();
        let (day_down, day_up) = chances(&self.day_moves, place / swings).unwrap_or_default();
        [
            (place.saturating_sub(1), down),
            (place + 1, up),
            (place.saturating_sub(swings), day_down),
            (place + swings, day_up),
            (place, 1.0 - down - up - day_down - day_up),
        ]
    }

    /// The weights after one move of the chain.
    pub(super) fn moved(&self) -> Vec<f64> {
        let mut after = vec![0.0; self.weights.len()];
        for (from, weight) in self.weights.iter().enumerate() {
            for (to, chance) in self.moves(from) {
                if let Some(place) = after.get_mut(to) {
                    *place += weight * chance;
                }
            }
        }
        after
    }

    /// Bytes on the heap.
    pub(super) fn footprint(&self) -> usize {
        let numbers = self.factors.capacity() + self.weights.capacity() + self.prior.capacity();
        (numbers
            + 2 * (self.swing_moves.capacity()
                + self.day_moves.capacity()
                + self.day_logs.capacity()))
            * size_of::<f64>()
    }

    /// Whether the chains move at all.
    pub(super) fn drifts(&self) -> bool {
        self.factors.len() > 1
    }

    /// Expected square of the logarithm of the day's factor.
    pub(super) fn day_square(&self) -> f64 {
        let weights = self.weights.chunks(self.swings);
        let each = self.day_logs.iter().zip(weights);
        each.map(|(x, weights)| x * x * weights.iter().sum::<f64>())
            .sum()
    }

    /// The expected factor.
    pub(super) fn mean(&self) -> f64 {
        let both = self.factors.iter().zip(&self.weights);
        both.map(|(factor, weight)| factor * weight).sum()
    }
}

struct Level {
    x: f64,
    factor: f64,
    weight: f64,
}

/// A lognormal factor with mean about 1 on a grid that is even in the logarithm.
fn grid(sd: f64, steps: usize) -> Vec<Level> {
    let steps = steps.clamp(1, MOST_STEPS);
    if steps == 1 || !(sd > 0.0 && sd.is_finite()) {
        return vec![Level {
            x: 0.0,
            factor: 1.0,
            weight: 1.0,
        }];
    }
    let sd = sd.min(2.0);
    // Three places have the variance of the law at the square root of 3.
    let reach = (1.5 * real(steps - 1)).sqrt().min(MOST_REACH);
    let step = 2.0 * reach * sd / real(steps - 1);
    let level = |place| {
        let x = real(place) * step - reach * sd;
        Level {
            x,
            factor: (x - sd * sd / 2.0).exp(),
            weight: (-x * x / (2.0 * sd * sd)).exp(),
        }
    };
    let mut levels: Vec<Level> = (0..steps).map(level).collect();
    let total: f64 = levels.iter().map(|level| level.weight).sum();
    for level in &mut levels {
        level.weight /= total;
    }
    levels
}

/// A tridiagonal chain: diffusion and the pull back to the middle.
fn chain(levels: &[Level], sd: f64, lasts: f64) -> Vec<(f64, f64)> {
    let (Some(first), Some(second), Some(last)) = (levels.first(), levels.get(1), levels.last())
    else {
        return vec![(0.0, 0.0)];
    };
    let dx = second.x - first.x;
    let tau = lasts.max(10.0 * MIX_S);
    let diffusion = sd.powi(2) / tau * MIX_S / (dx * dx);
    let pull = |x: f64| (x / tau * MIX_S / dx).max(0.0);
    let chance = |level: &Level| {
        let down = if level.x > first.x {
            diffusion + pull(level.x)
        } else {
            0.0
        };
        let up = if level.x < last.x {
            diffusion + pull(-level.x)
        } else {
            0.0
        };
        let most = (2.0 * (down + up)).max(1.0);
        (down / most, up / most)
    };
    levels.iter().map(chance).collect()
}
