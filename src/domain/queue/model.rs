//! What a shop's habits are: how many come and when, gaps, service times, patience.
//!
//! Made by [`learn`](super::learn); [`Model::guess`] is an honest guess for the first day. No
//! state of any day in here.

use serde::{Deserialize, Serialize};

use super::Line;
use super::numeric::{real, whole};

/// Half-hours of a day.
pub const HALF_HOURS: usize = 48;
/// Seconds of a half-hour.
pub const HALF_HOUR_S: f64 = 1800.0;
const DAY_MS: i64 = 24 * 3600 * 1000;
const WEEK_MS: i64 = 7 * DAY_MS;
/// With fewer days than this the model counts as learning.
const ENOUGH_DAYS: f32 = 5.0;
/// Spread within a day where lines are separate: taking them as independent hides how much all of
/// them together vary, and this gives it back.
const SEPARATE_SWING_SD: f64 = 0.25;
/// The same of [`Losses`] where lines are separate: each is served by one till alone, so that fewer are as
/// long a wait as more are in a shared line.
const SEPARATE_BALKING: (f64, f64) = (5.0, 10.0);
/// Who comes in an hour to one counter of a shop about which nothing is known.
const GUESSED_PER_HOUR: f32 = 20.0;

/// A local time of the week in milliseconds since Monday 00:00; any number is brought into the
/// week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WeekTime(pub i64);

impl WeekTime {
    /// So many milliseconds later.
    pub(super) fn later(self, ms: i64) -> Self {
        Self(
            self.0
                .rem_euclid(WEEK_MS)
                .wrapping_add(ms.rem_euclid(WEEK_MS)),
        )
    }

    /// The weekday, 0 for Monday, and the second of the day.
    fn parts(self) -> (usize, f64) {
        let ms = self.0.rem_euclid(WEEK_MS);
        let weekday = usize::try_from(ms / DAY_MS).unwrap_or_default();
        (weekday, super::numeric::seconds(ms % DAY_MS))
    }
}

/// All that is known of a shop's habits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Model {
    /// Arrivals.
    pub rates: Rates,
    /// Between a receipt's end and the next first scan while somebody waits.
    pub gap: GapLaw,
    /// From first scan to receipt.
    pub service: ServiceLaw,
    /// Who turns away, and who leaves.
    pub losses: Losses,
    /// How much a day and an hour differ from the rates.
    pub pace: PaceLaw,
    /// How many of those who come take any line instead of the shortest, where lines are separate.
    pub careless: f64,
    /// Whether the tills print in one burst, so that only receipts' ends are known.
    pub receipts_only: bool,
    /// How many days it was learned from, faded by age.
    pub days: f32,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            rates: Rates::default(),
            gap: GapLaw::default(),
            service: ServiceLaw::default(),
            losses: Losses::default(),
            pace: PaceLaw::default(),
            careless: 0.1,
            receipts_only: false,
            days: 0.0,
        }
    }
}

impl Model {
    /// What is assumed of a shop with so many counters before anything is known.
    pub fn guess(line: Line, counters: usize) -> Self {
        let mut model = Self {
            rates: Rates::guess(counters),
            ..Self::default()
        };
        if line == Line::Separate {
            model.pace.swing_sd = SEPARATE_SWING_SD;
            (model.losses.balk_from, model.losses.balk_scale) = SEPARATE_BALKING;
        }
        model
    }

    /// Whether there were too few days to rely on.
    pub fn is_learning(&self) -> bool {
        self.days.is_nan() || self.days < ENOUGH_DAYS
    }

    /// Bytes on the heap.
    pub(super) fn footprint(&self) -> usize {
        let numbers = self.service.quantiles.capacity() + self.rates.numbers();
        numbers * size_of::<f32>() + self.rates.per_hour.capacity() * size_of::<Vec<f32>>()
    }

    /// Mean seconds of a counter for a customer, gap and sale.
    pub fn cycle_s(&self) -> f64 {
        self.service.mean_s + self.gap.mean_s()
    }

    /// Its coefficient of variation, where gaps vary as much as they last.
    pub fn cycle_cv(&self) -> f64 {
        let service_sd = self.service.cv * self.service.mean_s;
        service_sd.hypot(self.gap.mean_s()) / self.cycle_s()
    }

    /// Mean seconds until somebody who waits gives up; `None` where past days did not tell that
    /// anybody is less patient than is usual.
    pub fn patience_s(&self) -> Option<f64> {
        let rate = self.losses.renege_per_s;
        (rate > Losses::default().renege_per_s).then(|| rate.recip())
    }
}

/// Arrivals by weekday and half-hour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rates {
    /// Seven days from Monday of 48 half-hours, arrivals an hour at the whole line.
    per_hour: Vec<Vec<f32>>,
}

impl Default for Rates {
    fn default() -> Self {
        Self::constant(GUESSED_PER_HOUR)
    }
}

impl Rates {
    /// The same at all times.
    pub fn constant(per_hour: f32) -> Self {
        Self {
            per_hour: vec![vec![per_hour; HALF_HOURS]; 7],
        }
    }

    /// A guess for so many counters.
    fn guess(counters: usize) -> Self {
        let counters = u8::try_from(counters).unwrap_or(u8::MAX);
        Self::constant(GUESSED_PER_HOUR * f32::from(counters))
    }

    /// From the arrivals an hour of each weekday's half-hours.
    pub fn new(per_hour: Vec<Vec<f32>>) -> Self {
        Self { per_hour }
    }

    /// Arrivals an hour by weekday and half-hour.
    pub fn table(&self) -> &[Vec<f32>] {
        &self.per_hour
    }

    fn numbers(&self) -> usize {
        self.per_hour.iter().map(Vec::capacity).sum()
    }

    /// Arrivals a second; between the middles of half-hours linear. A half-hour in which nobody
    /// ever comes, or that is not in the table, does not pull its neighbours down.
    pub fn per_second(&self, time: WeekTime) -> f64 {
        let (weekday, second) = time.parts();
        let bin = whole(second / HALF_HOUR_S);
        let here = self.half_hour(weekday, bin);
        let past_middle = second / HALF_HOUR_S - real(bin) - 0.5;
        let beside = if past_middle < 0.0 {
            bin.checked_sub(1)
                .map(|before| self.half_hour(weekday, before))
        } else {
            Some(self.half_hour(weekday, bin + 1))
        };
        let beside = beside
            .filter(|rate| *rate > 0.0 && here > 0.0)
            .unwrap_or(here);
        here + (beside - here) * past_middle.abs()
    }

    /// Arrivals a second of one half-hour; 0 where the table says nothing usable.
    pub fn half_hour(&self, weekday: usize, bin: usize) -> f64 {
        let rate = self.per_hour.get(weekday).and_then(|day| day.get(bin));
        let rate = rate.copied().filter(|rate| rate.is_finite() && *rate > 0.0);
        f64::from(rate.unwrap_or_default()).min(36_000.0) / 3600.0
    }
}

/// Gaps: mostly short and lognormal, with a tail for everything else a cashier does.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GapLaw {
    /// Mean of the logarithm of seconds.
    pub mu: f64,
    /// Standard deviation of the same.
    pub sigma: f64,
    /// How many gaps belong to the tail, from 0 to 1.
    pub tail_weight: f64,
    /// Mean seconds in the tail.
    pub tail_mean_s: f64,
    /// Coefficient of variation in the tail.
    pub tail_cv: f64,
    /// A till that is free for longer is idle, in seconds: whoever steps up then has just come.
    pub idle_after_s: f64,
    /// At least so often somebody who is there steps up to an idle till, in 1/s.
    pub idle_rate: f64,
}

impl Default for GapLaw {
    fn default() -> Self {
        Self {
            mu: 1.834,
            sigma: 0.55,
            tail_weight: 0.05,
            tail_mean_s: 28.0,
            tail_cv: 0.5,
            idle_after_s: 15.0,
            idle_rate: 0.14,
        }
    }
}

impl GapLaw {
    /// Mean seconds of those outside the tail.
    pub fn body_mean_s(&self) -> f64 {
        (self.mu + self.sigma * self.sigma / 2.0).exp()
    }

    /// Mean seconds.
    pub fn mean_s(&self) -> f64 {
        (1.0 - self.tail_weight) * self.body_mean_s() + self.tail_weight * self.tail_mean_s
    }
}

/// Service times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceLaw {
    /// Mean seconds.
    pub mean_s: f64,
    /// Coefficient of variation.
    pub cv: f64,
    /// Evenly spaced quantiles in seconds, ascending.
    pub quantiles: Vec<f32>,
}

impl Default for ServiceLaw {
    fn default() -> Self {
        // Lognormal with mean 60 s and a coefficient of variation of 0.85, at (k + 0.5)/12.
        let quantiles = [
            12.0, 19.0, 25.0, 30.0, 36.0, 42.0, 50.0, 59.0, 70.0, 85.0, 110.0, 182.0,
        ];
        Self {
            mean_s: 60.0,
            cv: 0.85,
            quantiles: quantiles.to_vec(),
        }
    }
}

impl ServiceLaw {
    /// How long a sale that has lasted `age` seconds will go on, on average.
    pub fn remaining_s(&self, age: f64) -> f64 {
        let longer = || {
            let all = self.quantiles.iter().map(|quantile| f64::from(*quantile));
            all.filter(|quantile| *quantile > age)
        };
        match longer().count() {
            0 => self.mean_s,
            count => longer().map(|quantile| quantile - age).sum::<f64>() / real(count),
        }
    }
}

/// Those who see the queue and go, and those who join it and give up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Losses {
    /// Up to this many waiting nobody turns away.
    pub balk_from: f64,
    /// Beyond, the share that still joins falls by a factor of e for so many more.
    pub balk_scale: f64,
    /// How often somebody who waits gives up, in 1/s.
    pub renege_per_s: f64,
}

impl Default for Losses {
    fn default() -> Self {
        Self {
            balk_from: 6.0,
            balk_scale: 14.0,
            renege_per_s: 1.0 / 20_000.0,
        }
    }
}

impl Losses {
    /// Nobody is ever lost.
    pub const NONE: Self = Self {
        balk_from: 1e9,
        balk_scale: 1.0,
        renege_per_s: 0.0,
    };

    /// The share of those who come that joins behind `waiting` others.
    pub fn joining(&self, waiting: f64) -> f64 {
        if waiting <= self.balk_from {
            1.0
        } else {
            ((self.balk_from - waiting) / self.balk_scale.max(1e-3)).exp()
        }
    }
}

/// How a day's arrivals differ from the rates: by a factor for the day, and by one that comes and
/// goes within it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaceLaw {
    /// Standard deviation of the logarithm of the day's factor.
    pub day_sd: f64,
    /// How long the day's factor lasts, in seconds; a day is not all of one piece.
    pub day_s: f64,
    /// Steps of the day's factor; 1 for none.
    pub day_steps: usize,
    /// Standard deviation of the logarithm of the factor within the day.
    pub swing_sd: f64,
    /// How long that one lasts, in seconds.
    pub swing_s: f64,
    /// Steps of it; 1 for none.
    pub swing_steps: usize,
}

impl Default for PaceLaw {
    fn default() -> Self {
        Self {
            day_sd: 0.5,
            day_s: 36_000.0,
            day_steps: 9,
            swing_sd: 0.15,
            swing_s: 2400.0,
            swing_steps: 3,
        }
    }
}
