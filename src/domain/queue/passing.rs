//! How an estimator's belief changes: time, someone taken, shares of the lines.
//!
//! The doors for those who call it are in the module above.

use super::belief::{Flow, Row};
use super::estimate::{self, Law};
use super::model::Losses;
use super::numeric::seconds;
use super::pace::MIX_S;
use super::separate;
use super::till::{Doing, Source};
use super::wait::{Ahead, Wait};
use super::{
    DEAD_SENSOR_SALES, Estimator, Line, SENSOR_ERRS, SENSOR_SEES, SHORT_GAP_S, STALE_S,
    STALE_SHARES_S, UNSERVED_LEAVE,
};

/// Which lanes have to be told of the time that has passed. What one does not know yet makes no
/// difference to the others, but for the shares of arrivals, which may be some seconds old.
#[derive(Debug, Clone, Copy)]
pub(super) enum Due {
    /// All of them.
    All,
    /// One, since something happens there.
    Lane(usize),
    /// Those for which a few seconds more would make a difference.
    Late,
}

impl Estimator {
    /// Seconds until time must be looked at again: hazards change fast while a till is freshly
    /// free, and nothing changes fast while all are busy.
    pub(super) fn longest_step(&self) -> f64 {
        let lanes = (0..self.lanes.len()).map(|lane| self.longest_step_of(lane));
        lanes.fold(10.0, f64::min)
    }

    fn longest_step_of(&self, lane: usize) -> f64 {
        let tills = self.tills.iter().enumerate();
        let taking = tills.filter(|(place, till)| self.is_of(*place, lane) && till.takes());
        let youngest = taking.map(|(_, till)| till.age(self.now)).reduce(f64::min);
        match youngest {
            Some(age) if age < 20.0 => 1.0,
            Some(age) if age < 60.0 => 3.0,
            Some(_) => 5.0,
            None => 10.0,
        }
    }

    /// The tills of a lane by their place.
    fn is_of(&self, till: usize, lane: usize) -> bool {
        match self.line {
            Line::Shared => true,
            Line::Separate => till == lane,
        }
    }

    pub(super) fn lane_of(&self, counter: usize) -> usize {
        match self.line {
            Line::Shared => 0,
            Line::Separate => counter,
        }
    }

    /// Arrivals a second that are expected now; none where nobody serves.
    pub(super) fn expect(&self) -> f64 {
        if self.tills.iter().any(|till| till.is_open()) {
            self.model.rates.per_second(self.origin.later(self.now))
        } else {
            0.0
        }
    }

    /// Brings the arrivals for each factor up to date and gives what is expected.
    pub(super) fn expect_each(&mut self) -> f64 {
        let expected = self.expect();
        let both = self.arrivals.iter_mut().zip(&self.pace.factors);
        both.for_each(|(rate, factor)| *rate = expected * factor);
        expected
    }

    /// A few seconds have passed in which nothing happened.
    pub(super) fn step(&mut self, dt: f64) {
        self.pending.iter_mut().for_each(|pending| *pending += dt);
        self.catch_up(Due::Late);
        self.since_mix += dt;
        if self.since_mix >= MIX_S {
            self.since_mix -= MIX_S;
            self.mix();
        }
        self.shares_age += dt;
        let oldest = if self.has_sensor {
            STALE_S
        } else {
            STALE_SHARES_S
        };
        if self.shares_age >= oldest {
            self.share_out();
        }
    }

    /// Tells the lanes that are due of the time that has passed.
    pub(super) fn catch_up(&mut self, due: Due) {
        self.expect_each();
        self.pace.open(&mut self.likelihoods);
        let mut told = false;
        for place in 0..self.lanes.len() {
            let dt = self.pending.get(place).copied().unwrap_or_default();
            let is_due = match due {
                Due::All => true,
                Due::Lane(lane) => lane == place,
                Due::Late => {
                    dt >= self.longest_step_of(place).min(STALE_S) || self.joins.is_empty()
                }
            };
            if dt <= 0.0 || !is_due {
                continue;
            }
            let hazard = self.hazards(place, dt);
            let both = self.lanes.get_mut(place).zip(self.pending.get_mut(place));
            let Some((lane, pending)) = both else {
                continue;
            };
            let flow = Flow {
                dt,
                hazard,
                arrivals: &self.arrivals,
                seen: if self.has_sensor { SENSOR_SEES } else { 0.0 },
                joins: self.joins.get(place).map(Vec::as_slice),
            };
            lane.pass(&flow, &mut self.likelihoods);
            *pending = 0.0;
            told = true;
        }
        if told {
            self.learn_pace();
        }
    }

    /// Summed hazard of a lane's free tills in both halves of the `dt` seconds up to now.
    fn hazards(&self, lane: usize, dt: f64) -> [f64; 2] {
        let tills = self.tills.iter().enumerate();
        let taking = tills.filter(|(place, till)| self.is_of(*place, lane) && till.takes());
        let waiting = taking.filter(|(_, till)| !till.is_printing());
        waiting.fold([0.0, 0.0], |[first, second], (_, till)| {
            let law = if till.blind { &self.cycles } else { &self.gaps };
            let age = till.age(self.now);
            let (start, middle, end) = (law.sum(age - dt), law.sum(age - dt / 2.0), law.sum(age));
            [first + middle - start, second + end - middle]
        })
    }

    fn mix(&mut self) {
        if !self.pace.drifts() {
            return;
        }
        let after = self.pace.moved();
        for lane in &mut self.lanes {
            lane.mix(&self.pace, &after);
        }
        self.pace.weights = after;
    }

    /// Takes what the lanes' likelihoods say about how busy the day is. Where nothing is possible,
    /// it begins anew.
    pub(super) fn learn_pace(&mut self) {
        if self
            .pace
            .reweigh(self.likelihoods.iter().copied())
            .is_none()
        {
            self.lanes.iter_mut().for_each(|lane| lane.forget());
        }
    }

    /// A new day: nobody waits, and how busy it is is open.
    pub(super) fn forget(&mut self) {
        self.lanes.iter_mut().for_each(|lane| lane.forget());
        self.pace.forget();
    }

    /// A till takes the next customer; `doing` is what it did before.
    pub(super) fn take(&mut self, counter: usize, doing: Doing) {
        let Some(till) = self.tills.get(counter) else {
            return;
        };
        let age = till.age(self.now);
        let known_free = matches!(doing, Doing::Free { .. }) || till.takes();
        let hazard = match (known_free, till.blind) {
            (false, _) => 1.0,
            (true, false) => self.gaps.rate(age),
            (true, true) => self.cycles.rate(age),
        };
        let short = known_free && !till.blind && age < SHORT_GAP_S;
        let lane = self.lane_of(counter);
        if !known_free {
            self.set_free(lane, 1);
        }
        self.pace.open(&mut self.likelihoods);
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.start(hazard, &mut self.likelihoods);
        }
        self.learn_pace();
        if short {
            self.close_passed_over(counter);
        }
        self.sales_without_pulse = self.sales_without_pulse.saturating_add(1);
        if self.sales_without_pulse >= DEAD_SENSOR_SALES {
            self.has_sensor = false;
        }
    }

    /// Closes tills that take nobody while others do at once: nobody is at them.
    fn close_passed_over(&mut self, counter: usize) {
        let now = self.now;
        for (place, till) in self.tills.iter_mut().enumerate() {
            if place != counter && till.is_passed_over(now) {
                till.close();
            }
        }
    }

    /// What has been printed for longer than a burst is a sale that began with the first byte.
    pub(super) fn begin_those_printing(&mut self) {
        for counter in 0..self.tills.len() {
            let now = self.now;
            let Some(till) = self.tills.get(counter).filter(|till| till.streams(now)) else {
                continue;
            };
            let doing = till.doing;
            self.catch_up(Due::Lane(self.lane_of(counter)));
            self.take(counter, doing);
            if let Some(till) = self.tills.get_mut(counter) {
                till.streamed();
            }
            self.tills_changed();
        }
    }

    /// Closes tills whose sale has lasted longer than any can.
    pub(super) fn close_those_left(&mut self) {
        let now = self.now;
        let mut changed = false;
        for till in self.tills.iter_mut().filter(|till| till.is_left(now)) {
            till.close();
            changed = true;
        }
        if changed {
            self.tills_changed();
        }
    }

    /// Tells the lanes how many of their tills are free.
    pub(super) fn tills_changed(&mut self) {
        for lane in 0..self.lanes.len() {
            let tills = self.tills.iter().enumerate();
            let taking = tills.filter(|(place, till)| self.is_of(*place, lane) && till.takes());
            self.set_free(lane, taking.count());
        }
        self.share_out();
    }

    fn set_free(&mut self, place: usize, free: usize) {
        let tills = self.tills.iter().enumerate();
        let served = tills
            .filter(|(till, _)| self.is_of(*till, place))
            .any(|(_, till)| till.is_open());
        let losses = Losses {
            renege_per_s: if served {
                self.model.losses.renege_per_s
            } else {
                UNSERVED_LEAVE
            },
            ..self.model.losses
        };
        if let Some(lane) = self.lanes.get_mut(place) {
            lane.set_free(free, &losses, 1.0);
        }
    }

    /// Works out anew which line people take.
    pub(super) fn share_out(&mut self) {
        self.shares_age = 0.0;
        if self.joins.is_empty() {
            return;
        }
        let both = self.lanes.iter().zip(&self.tills);
        let lanes: Vec<separate::Lane<'_>> = both
            .map(|(belief, till)| separate::Lane {
                belief,
                busy: matches!(till.doing, Doing::Busy { .. }) && !till.blind,
                open: till.is_open(),
            })
            .collect();
        separate::shares(
            &lanes,
            &self.pace.weights,
            self.model.careless,
            &mut self.joins,
        );
    }

    /// For each lane and factor: how many arrivals a second a sensor sees join it, and altogether
    /// with its errors.
    pub(super) fn seen_joining(&mut self) -> (Vec<Vec<f64>>, Vec<f64>) {
        let errors = self.expect_each() * SENSOR_ERRS;
        let lanes = self.lanes.iter().enumerate();
        let each: Vec<Vec<f64>> = lanes
            .map(|(place, lane)| {
                let joins = |m: usize| self.joins.get(place).and_then(|joins| joins.get(m));
                let rates = self.arrivals.iter().enumerate();
                rates
                    .map(|(m, rate)| rate * SENSOR_SEES * lane.joining(m, joins(m)))
                    .collect()
            })
            .collect();
        let of = |m: usize| each.iter().filter_map(|lane| lane.get(m)).sum::<f64>();
        let total = (0..self.arrivals.len()).map(|m| errors + of(m)).collect();
        (each, total)
    }

    /// The law of how many wait in all lines.
    pub(super) fn law(&self) -> Law {
        let likely = self.pace.likely();
        estimate::total(likely.map(|(factor, weight)| (weight, self.rows(factor))))
    }

    fn rows(&self, factor: usize) -> Vec<Row> {
        let lanes = self.lanes.iter();
        lanes.map(|lane| lane.waiting(factor)).collect()
    }

    /// The law of how many wait in one lane.
    pub(super) fn lane_law(&self, place: usize) -> Law {
        let lane = self.lanes.get(place);
        let row = |m| lane.map(|lane| lane.waiting(m)).into_iter().collect();
        estimate::total(self.pace.likely().map(|(m, weight)| (weight, row(m))))
    }

    /// The worst that an open till has to tell.
    pub(super) fn source(&self) -> Source {
        let open = self.tills.iter().filter(|till| till.is_open());
        open.map(|till| till.source())
            .max()
            .unwrap_or(Source::FirstScan)
    }

    /// The wait at the end of the shared line, or of the best of the separate ones.
    pub(super) fn wait(&self, law: &Law) -> Wait {
        match self.line {
            Line::Shared => self.ahead(0, law).wait(&self.model),
            Line::Separate => {
                let open = (0..self.lanes.len())
                    .filter(|lane| self.tills.get(*lane).is_some_and(|till| till.is_open()));
                let waits =
                    open.map(|lane| self.ahead(lane, &self.lane_law(lane)).wait(&self.model));
                waits
                    .reduce(|best, wait| {
                        if wait.mean_s < best.mean_s {
                            wait
                        } else {
                            best
                        }
                    })
                    .unwrap_or_default()
            }
        }
    }

    fn ahead(&self, lane: usize, law: &Law) -> Ahead {
        let tills = self.tills.iter().enumerate();
        let of_lane = || tills.clone().filter(|(place, _)| self.is_of(*place, lane));
        let open = of_lane().filter(|(_, till)| till.is_open());
        let is_busy = |doing: &Doing| match doing {
            Doing::Busy { since } => Some(seconds(self.now.saturating_sub(*since))),
            Doing::Free { .. } | Doing::Closed => None,
        };
        let busy_for: Vec<f64> = of_lane()
            .filter_map(|(_, till)| is_busy(&till.doing))
            .collect();
        let tills = open.count();
        let mean = law.mean();
        Ahead {
            waiting: [
                mean,
                f64::from(law.quantile(0.1)),
                f64::from(law.quantile(0.9)),
            ],
            tills,
            at_once: busy_for.len() < tills && law.quantile(0.5) == 0,
            busy_for,
        }
    }

    /// How busy the day is, 1 for as expected.
    pub fn busyness(&self) -> f64 {
        self.pace.mean()
    }

    /// Expected number in one counter's line; of the shared line for every counter.
    pub fn waiting_at(&self, counter: usize) -> f64 {
        self.lane_law(self.lane_of(counter)).mean()
    }

    /// Bytes that the estimator holds, those on the heap included.
    pub fn footprint(&self) -> usize {
        let lanes = self.lanes.iter().map(super::belief::Belief::footprint);
        let spare = self.lanes.capacity() - self.lanes.len();
        let rows = self.joins.iter().map(Vec::capacity).sum::<usize>();
        let numbers =
            self.pending.capacity() + self.arrivals.capacity() + self.likelihoods.capacity();
        size_of::<Self>()
            + lanes.sum::<usize>()
            + spare * size_of::<super::belief::Belief>()
            + self.joins.capacity() * size_of::<Vec<Row>>()
            + rows * size_of::<Row>()
            + self.gaps.footprint()
            + self.cycles.footprint()
            + self.model.footprint()
            + self.pace.footprint()
            + self.tills.capacity() * size_of::<super::till::Till>()
            + numbers * size_of::<f64>()
    }
}
