//! How many people wait at the tills, from scans and receipts alone.
//!
//! A filter keeps, for each line, the probabilities of how many have come and not been scanned yet,
//! together with how busy the day is compared with what was learned ([`Model`]). Time propagates
//! them, a first scan, a receipt, a count by the cashier or a beam at the entrance sharpens them.
//! After Daley and Servi's forward recursion of Larson's queue inference engine (1990).
//!
//! Pure: time is an argument, in milliseconds of a clock that does not go back (what does is taken
//! as standing still), and memory does not grow. Nothing that goes in can stop it or pin the number.

mod belief;
mod estimate;
mod future;
mod hazard;
pub mod larson;
pub mod learn;
pub mod model;
pub mod numeric;
mod pace;
mod passing;
mod separate;
mod till;
mod wait;

pub use estimate::Estimate;
pub use model::{Losses, Model, WeekTime};
pub use till::Source;
pub use wait::Wait;

use belief::{Belief, Row, SIZE};
use hazard::Hazard;
use numeric::{milliseconds, real, seconds};
use pace::Pace;
use passing::Due;
use till::{End, Till};

/// At most so many counters are looked at.
pub const MOST_COUNTERS: usize = 16;

/// How people line up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// One line for all tills; also the better choice where people change lines freely.
    Shared,
    /// One line for each till.
    Separate,
}

/// After so long without a sign of life the day is over, in milliseconds.
const REST_MS: i64 = 2 * 3600 * 1000;
/// Lines that nobody serves are left this often, in 1/s.
const UNSERVED_LEAVE: f64 = 1.0 / 120.0;
/// A gap this short shows that somebody waited, in seconds.
const SHORT_GAP_S: f64 = 15.0;
/// How many of those who come a sensor sees.
const SENSOR_SEES: f64 = 0.95;
/// False pulses of a sensor for each arrival.
const SENSOR_ERRS: f64 = 0.05;
/// So many sales in a row without a pulse show that the sensor is dead.
const DEAD_SENSOR_SALES: u32 = 12;
/// Where lines are separate, how old what is known of a line whose till is busy may grow, in seconds.
const STALE_S: f64 = 5.0;
/// And how old the shares of arrivals may, between things that happen. With a sensor, which tells each
/// arrival apart, as old as the lines.
const STALE_SHARES_S: f64 = 10.0;

/// The estimator of one shop's lines.
#[derive(Debug, Clone)]
pub struct Estimator {
    model: Model,
    line: Line,
    gaps: Hazard,
    cycles: Hazard,
    pace: Pace,
    tills: Vec<Till>,
    lanes: Vec<Belief>,
    /// For each lane and factor the share of arrivals that joins; empty for a shared line.
    joins: Vec<Vec<Row>>,
    shares_age: f64,
    /// For each lane the seconds that it has not been told of yet.
    pending: Vec<f64>,
    since_mix: f64,
    now: i64,
    last_event: i64,
    /// The local time at `now == 0`.
    origin: WeekTime,
    has_sensor: bool,
    sales_without_pulse: u32,
    arrivals: Vec<f64>,
    likelihoods: Vec<f64>,
}

impl Estimator {
    /// For `counters` tills that are all closed, at `now_ms`, which is `local` in the shop.
    pub fn new(model: Model, line: Line, counters: usize, now_ms: i64, local: WeekTime) -> Self {
        let counters = counters.clamp(1, MOST_COUNTERS);
        let pace = Pace::new(&model.pace);
        let factors = pace.factors.len();
        let lanes = match line {
            Line::Shared => 1,
            Line::Separate => counters,
        };
        let joins = match line {
            Line::Shared => Vec::new(),
            Line::Separate => vec![vec![[1.0 / real(counters); SIZE]; factors]; counters],
        };
        let mut estimator = Self {
            gaps: Hazard::of_gaps(&model.gap),
            cycles: Hazard::of_cycles(model.cycle_s(), model.cycle_cv()),
            tills: vec![Till::closed(model.receipts_only); counters],
            lanes: vec![Belief::empty(factors); lanes],
            joins,
            shares_age: 0.0,
            pending: vec![0.0; lanes],
            since_mix: 0.0,
            now: now_ms,
            last_event: now_ms,
            origin: local.later(now_ms.saturating_neg()),
            has_sensor: false,
            sales_without_pulse: 0,
            arrivals: vec![0.0; factors],
            likelihoods: vec![1.0; factors],
            model,
            line,
            pace,
        };
        estimator.tills_changed();
        estimator
    }

    /// The same with a beam at the entrance, from before its first pulse.
    #[must_use]
    pub fn with_sensor(mut self) -> Self {
        self.has_sensor = true;
        self
    }

    /// The shop's clock was set: `now_ms` is `local`.
    pub fn clock_set(&mut self, now_ms: i64, local: WeekTime) {
        self.advance(now_ms);
        self.origin = local.later(self.now.saturating_neg());
    }

    /// Lets time pass up to `now_ms`. After two hours without any event the day is over: nobody
    /// waits, and the next day begins as the model expects it.
    pub fn advance(&mut self, now_ms: i64) {
        if now_ms <= self.now {
            return;
        }
        let over = self.last_event.saturating_add(REST_MS);
        while self.now < now_ms.min(over) {
            let step = milliseconds(self.longest_step()).min(now_ms.min(over) - self.now);
            self.now += step;
            self.step(seconds(step));
            self.begin_those_printing();
            self.close_those_left();
        }
        if now_ms >= over && self.now < now_ms {
            self.forget();
            self.now = now_ms;
        }
    }

    /// The first item was scanned, or the first byte printed, at a counter. What is printed counts
    /// as a sale once it has lasted for some seconds; see [`Self::printed_no_sale`].
    pub fn started(&mut self, counter: usize, now_ms: i64, source: Source) {
        self.happens(self.due(counter), now_ms);
        let Some(till) = self.tills.get_mut(counter) else {
            return;
        };
        if source == Source::FirstByte && !till.blind {
            till.print(self.now);
            return;
        }
        if !till.blind {
            let doing = till.doing;
            self.take(counter, doing);
        }
        if let Some(till) = self.tills.get_mut(counter) {
            till.start(self.now, source);
        }
        self.tills_changed();
    }

    /// A receipt was cut at a counter.
    pub fn ended(&mut self, counter: usize, now_ms: i64) {
        self.happens(self.due(counter), now_ms);
        let Some(till) = self.tills.get_mut(counter) else {
            return;
        };
        let before = till.doing;
        match till.end(self.now) {
            End::Again => return,
            End::OfSale => {}
            End::OfUnseenSale => self.take(counter, before),
        }
        if let Some(till) = self.tills.get_mut(counter) {
            till.free_since(self.now);
            till.judge();
        }
        self.tills_changed();
    }

    /// What was printed at a counter was no receipt of a sale: nobody's turn began with it.
    pub fn printed_no_sale(&mut self, counter: usize, now_ms: i64) {
        self.happens(self.due(counter), now_ms);
        let (now, lane) = (self.now, self.lane_of(counter));
        let till = self.tills.get_mut(counter);
        if till.is_some_and(|till| till.printed_no_sale(now)) {
            if let Some(lane) = self.lanes.get_mut(lane) {
                lane.give_back();
            }
            self.tills_changed();
        }
    }

    /// Somebody signed in at a counter.
    pub fn opened(&mut self, counter: usize, now_ms: i64) {
        self.happens(self.due(counter), now_ms);
        if let Some(till) = self.tills.get_mut(counter).filter(|till| !till.is_open()) {
            till.free_since(self.now);
            self.tills_changed();
        }
    }

    /// Somebody signed off at a counter.
    pub fn closed(&mut self, counter: usize, now_ms: i64) {
        self.happens(self.due(counter), now_ms);
        if let Some(till) = self.tills.get_mut(counter) {
            till.close();
            self.tills_changed();
        }
    }

    /// The cashier counted: so many wait, at this counter's line where lines are separate.
    pub fn corrected(&mut self, counter: usize, waiting: u32, now_ms: i64) {
        self.happens(self.due(counter), now_ms);
        let lane = self.lane_of(counter);
        self.pace.open(&mut self.likelihoods);
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.count(f64::from(waiting), &mut self.likelihoods);
        }
        self.learn_pace();
        self.share_out();
    }

    /// The beam at the entrance was broken.
    pub fn pulse(&mut self, now_ms: i64) {
        self.happens(Due::All, now_ms);
        self.has_sensor = true;
        self.sales_without_pulse = 0;
        self.pace.open(&mut self.likelihoods);
        let (each, total) = self.seen_joining();
        let seen: Vec<f64> = self
            .arrivals
            .iter()
            .map(|rate| rate * SENSOR_SEES)
            .collect();
        for (place, (lane, own)) in self.lanes.iter_mut().zip(&each).enumerate() {
            let others: Vec<f64> = total.iter().zip(own).map(|(all, own)| all - own).collect();
            let joins = self.joins.get(place).map(Vec::as_slice);
            lane.pulse(&others, &seen, joins);
        }
        let both = self.likelihoods.iter_mut().zip(&total);
        both.for_each(|(likelihood, total)| *likelihood *= total);
        self.learn_pace();
        self.share_out();
    }

    /// Something happens now, at one lane or at all; the clock may have gone back.
    fn happens(&mut self, at: Due, now_ms: i64) {
        self.advance(now_ms);
        self.catch_up(at);
        self.last_event = self.now;
    }

    /// The lane of a counter is due.
    fn due(&self, counter: usize) -> Due {
        Due::Lane(self.lane_of(counter))
    }

    /// How many counters are open.
    pub fn open(&self) -> usize {
        self.tills.iter().filter(|till| till.is_open()).count()
    }

    /// What is known now.
    pub fn estimate(&self) -> Estimate {
        let law = self.law();
        Estimate {
            mean: law.mean(),
            p10: law.quantile(0.1),
            p50: law.quantile(0.5),
            p90: law.quantile(0.9),
            wait: self.wait(&law),
            source: self.source(),
            is_learning: self.model.is_learning(),
        }
    }
}
