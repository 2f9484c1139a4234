//! How many counters a rate of customers needs: Erlang C, and Erlang A for people who give up.
//!
//! Formulae for the steady state of a line before `counters` equal counters, exponential in all
//! its parts; [`Demand`] brings in how much real service times vary. Nothing in here looks at a live
//! queue. Rates are per second, times in seconds, and
//! service time is the whole cycle of a counter, the gap between two customers included. After
//! Erlang (1917), and Garnett, Mandelbaum and Reiman (2002) for Erlang A.

use super::queue::numeric::{beta_below, real};

/// How much days differ: the standard deviation of the logarithm of their factor.
pub const DAY_SPREAD: f64 = 0.25;
/// The 80 % quantile of the normal distribution.
const BUSIER: f64 = 0.84;
/// States so much less likely than the likeliest, as a logarithm, are left out.
const NEGLIGIBLE: f64 = 45.0;
/// No line is looked at beyond so many people.
const MOST_PEOPLE: usize = 100_000;
/// No more counters are looked for.
const MOST_COUNTERS: usize = 500;

/// Customers and how fast they are served.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// Arrivals a second.
    pub arrivals: f64,
    /// Customers a second that one counter serves.
    pub service: f64,
}

/// What a line of endlessly patient people is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErlangC {
    /// The chance of having to wait.
    pub waits: f64,
    /// Mean wait of all; absent where the line grows for ever.
    pub mean_wait_s: Option<f64>,
    /// Mean number of people who wait; absent likewise.
    pub waiting: Option<f64>,
    /// How busy a counter is; above 1 the line grows for ever.
    pub occupancy: f64,
    overload: Overload,
}

/// How fast the line would shrink if nobody came; none where it grows for ever.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Overload(Option<f64>);

/// What a line of people is like who give up after a while.
#[derive(Debug, Clone, PartialEq)]
pub struct ErlangA {
    /// The chance of finding all counters busy.
    pub waits: f64,
    /// The chance of giving up.
    pub abandons: f64,
    /// Mean number of people who wait.
    pub waiting: f64,
    /// Mean wait of all, those who give up included.
    pub mean_wait_s: f64,
    /// How busy a counter is.
    pub occupancy: f64,
    /// Chances of finding all counters busy and so many waiting.
    behind: Vec<f64>,
    /// How often all counters together serve, and how often one who waits gives up.
    rates: (f64, f64),
}

/// A load with what is known of how customers behave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    load: Load,
    /// By how much waits are longer than with exponential service times.
    stretch: f64,
    patience_s: Option<f64>,
}

impl Demand {
    /// For service times of this coefficient of variation, and people who give up after
    /// `patience_s` seconds on average, where that is known.
    ///
    /// Waits of Erlang C and A are stretched by (1 + cv²)/2 (Lee and Longton), and patience is
    /// measured on the same scale; exact for a coefficient of 1.
    pub fn new(load: Load, cv: f64, patience_s: Option<f64>) -> Self {
        let stretch = f64::midpoint(1.0, cv * cv);
        Self {
            load,
            stretch: if stretch.is_finite() { stretch } else { 1.0 },
            patience_s: patience_s.filter(|patience| *patience > 0.0),
        }
    }

    /// The share of those who do not give up that waits at most `limit_s`.
    pub fn within(&self, counters: usize, limit_s: f64) -> f64 {
        let limit_s = limit_s / self.stretch;
        match self.patience() {
            None => self.load.erlang_c(counters).within(limit_s),
            Some(patience) => self.load.erlang_a(counters, patience).within(limit_s),
        }
    }

    /// The share that gives up; `None` where nothing is known of patience.
    pub fn leaving(&self, counters: usize) -> Option<f64> {
        let patience = self.patience()?;
        Some(self.load.erlang_a(counters, patience).abandons)
    }

    /// The fewest counters with which the share `target` waits at most `limit_s`; none where no
    /// number does.
    pub fn counters_for(&self, target: f64, limit_s: f64) -> Option<usize> {
        let patient = self.load.counters_for(target, limit_s / self.stretch)?;
        if self.patience_s.is_none() {
            return Some(patient);
        }
        // Where some give up the others wait no longer, so there is no need to look further up.
        let enough = |counters: &usize| self.within(*counters, limit_s) >= target;
        let fewer = (1..patient).rev().take_while(enough).last();
        Some(fewer.unwrap_or(patient))
    }

    fn patience(&self) -> Option<f64> {
        self.patience_s.map(|patience| patience / self.stretch)
    }
}

impl Load {
    /// A load that makes sense: positive and finite.
    pub fn new(arrivals: f64, service: f64) -> Option<Self> {
        let is_fine = |rate: f64| rate > 0.0 && rate.is_finite();
        (is_fine(arrivals) && is_fine(service)).then_some(Self { arrivals, service })
    }

    /// Customers of a busy day: of five days four are no busier.
    #[must_use]
    pub fn on_a_busy_day(self) -> Self {
        self.on_a_busier_day(DAY_SPREAD)
    }

    /// The same where days differ by this spread, the standard deviation of the logarithm.
    #[must_use]
    pub fn on_a_busier_day(self, spread: f64) -> Self {
        Self {
            arrivals: self.arrivals * (BUSIER * spread).exp(),
            ..self
        }
    }

    /// Erlang C.
    pub fn erlang_c(self, counters: usize) -> ErlangC {
        let offered = self.arrivals / self.service;
        let servers = real(counters);
        if counters == 0 || offered >= servers {
            return ErlangC {
                waits: 1.0,
                mean_wait_s: None,
                waiting: None,
                occupancy: if counters == 0 {
                    f64::INFINITY
                } else {
                    offered / servers
                },
                overload: Overload(None),
            };
        }
        let lost = (1..=counters).fold(1.0, |blocked, k| {
            offered * blocked / (real(k) + offered * blocked)
        });
        let waits = servers * lost / (servers - offered * (1.0 - lost));
        let spare = servers * self.service - self.arrivals;
        ErlangC {
            waits,
            mean_wait_s: Some(waits / spare),
            waiting: Some(self.arrivals * waits / spare),
            occupancy: offered / servers,
            overload: Overload(Some(spare)),
        }
    }

    /// Erlang A, for people who give up after `patience_s` seconds on average.
    pub fn erlang_a(self, counters: usize, patience_s: f64) -> ErlangA {
        let giving_up = patience_s.max(1e-3).recip();
        let serving = real(counters) * self.service;
        let (below, behind, busy) = self.states(counters, giving_up);
        let waits: f64 = behind.iter().sum();
        let queue = behind
            .iter()
            .enumerate()
            .map(|(n, chance)| real(n) * chance);
        let waiting: f64 = queue.sum();
        ErlangA {
            waits: waits / (below + waits),
            abandons: giving_up * waiting / self.arrivals,
            waiting,
            mean_wait_s: waiting / self.arrivals,
            occupancy: if counters == 0 {
                1.0
            } else {
                busy / real(counters)
            },
            behind,
            rates: (serving, giving_up),
        }
    }

    /// Of the states of Erlang A: the chance that a counter is free, the chances that all are busy
    /// and so many wait, and how many counters are busy on average.
    fn states(self, counters: usize, giving_up: f64) -> (f64, Vec<f64>, f64) {
        let mut log = 0.0;
        let mut logs = vec![log];
        let mut highest: f64 = 0.0;
        for people in 1..MOST_PEOPLE {
            let served = self.service * real(people.min(counters));
            let gone = giving_up * real(people.saturating_sub(counters));
            let step = (self.arrivals / (served + gone)).ln();
            log += step;
            logs.push(log);
            highest = highest.max(log);
            if people > counters && step < 0.0 && log < highest - NEGLIGIBLE {
                break;
            }
        }
        let weights = logs.iter().map(|log| (log - highest).exp());
        let total: f64 = weights.clone().sum();
        let chances = weights.map(|weight| weight / total);
        let busy = chances
            .clone()
            .enumerate()
            .map(|(n, p)| real(n.min(counters)) * p)
            .sum();
        let below = chances.clone().take(counters).sum();
        (below, chances.skip(counters).collect(), busy)
    }

    /// The fewest counters with which the share `target` waits at most `limit_s`; none where no
    /// number does.
    pub fn counters_for(self, target: f64, limit_s: f64) -> Option<usize> {
        (1..=MOST_COUNTERS).find(|counters| self.erlang_c(*counters).within(limit_s) >= target)
    }

    /// The same for people who give up: the wait is that of somebody who does not.
    pub fn counters_for_impatient(
        self,
        target: f64,
        limit_s: f64,
        patience_s: f64,
    ) -> Option<usize> {
        (1..=MOST_COUNTERS)
            .find(|counters| self.erlang_a(*counters, patience_s).within(limit_s) >= target)
    }
}

impl ErlangC {
    /// The share that waits at most `limit_s`.
    pub fn within(&self, limit_s: f64) -> f64 {
        match self.overload {
            Overload(Some(spare)) => 1.0 - self.waits * (-spare * limit_s).exp(),
            Overload(None) => 0.0,
        }
    }
}

impl ErlangA {
    /// The chance that somebody who does not give up waits at most `limit_s`.
    pub fn within(&self, limit_s: f64) -> f64 {
        let (serving, giving_up) = self.rates;
        let shape = serving / giving_up;
        let place = (-giving_up * limit_s).exp();
        let late = self.behind.iter().enumerate();
        let late = late.map(|(n, chance)| chance * beta_below(place, shape, real(n + 1)));
        1.0 - late.sum::<f64>()
    }

    /// The chance of being served after a wait of at most `limit_s`.
    pub fn served_within(&self, limit_s: f64) -> f64 {
        let (serving, giving_up) = self.rates;
        let shape = serving / giving_up;
        let place = (-giving_up * limit_s).exp();
        let each = self.behind.iter().enumerate().map(|(n, chance)| {
            let stays = shape / (shape + real(n + 1));
            chance * stays * (1.0 - beta_below(place, shape + 1.0, real(n + 1)))
        });
        1.0 - self.waits + each.sum::<f64>()
    }
}
