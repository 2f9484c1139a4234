//! The line as the counter sees it: scans, first bytes and receipts go to the estimator, what it says
//! goes to the view, to the journal at the end of each quarter-hour, and to the watch for calls.

use super::calls::Calls;
use super::store::Neighbours;
use super::{Counter, Now};
use crate::domain::event::{Entry, Event, QueueObserved};
use crate::domain::kpi::staffing::Habits;
use crate::domain::queue::numeric::nearest;
use crate::domain::queue::{Estimate, Estimator, Line as Lining, Model, Source, WeekTime};
use crate::domain::time::{Quarter, Timestamp};
use crate::engine::api::{QueueView, Sign, TREND_MINUTES};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// What the counter is told of the line.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueSetup {
    /// The shop's habits.
    pub model: Model,
    /// How people line up.
    pub line: Lining,
    /// How many counters serve it.
    pub counters: usize,
    /// How long nobody should wait longer than.
    pub target: Duration,
    /// Whether the counters of the store meet at another one.
    pub has_host: bool,
}

impl Default for QueueSetup {
    fn default() -> Self {
        Self {
            model: Model::default(),
            line: Lining::Shared,
            counters: 1,
            target: Duration::from_mins(3),
            has_host: false,
        }
    }
}

impl QueueSetup {
    /// An estimator that begins at its own time `at_ms`, which is `local` in the shop.
    fn estimator(&self, at_ms: i64, local: WeekTime) -> Estimator {
        Estimator::new(self.model.clone(), self.line, self.counters, at_ms, local)
    }
}

/// How far back what happened before the start is replayed, in milliseconds.
pub const REPLAYED_MS: i64 = 3 * 3_600_000;

/// How often the line is looked at.
const TICK: Duration = Duration::from_secs(1);

/// After so long without a sign of life nobody is in the shop.
const AT_REST: Duration = Duration::from_hours(2);

/// Who has not looked for so long was asleep, and knows nothing of the line.
const ASLEEP: Duration = Duration::from_mins(5);

/// A count of the cashier is shown as it is for this long, unless the estimate moves.
const COUNT_STANDS: Duration = Duration::from_mins(1);

/// How often the expected wait is kept, and for how long.
const WAIT_EVERY: Duration = Duration::from_secs(15);
const WAITS_KEPT: usize = 240;

/// The line.
#[derive(Debug)]
pub(super) struct Line {
    setup: QueueSetup,
    estimator: Estimator,
    /// The estimator's time is [`REPLAYED_MS`] at this moment.
    began: Instant,
    /// What the clock on the wall showed then, as far as it has not been set since.
    wall: Timestamp,
    next_tick: Instant,
    last_look: Instant,
    last_sign: Option<Instant>,
    counted: Option<Counted>,
    /// Expected waits, the newest in front.
    waits: VecDeque<u16>,
    next_wait: Instant,
    next_trend: Instant,
    /// About how long the customer who is being served had waited.
    waited_s: Option<u16>,
    observed: Observed,
    pub(super) calls: Calls,
    pub(super) view: QueueView,
    /// The store's line, while it is heard from the counter where all meet.
    pub(super) shared: Option<QueueView>,
    pub(super) neighbours: Neighbours,
}

/// A count of the cashier that stands on the screen.
#[derive(Debug, Clone, Copy)]
struct Counted {
    waiting: u16,
    /// What the estimate said with it.
    estimated: u16,
    until: Instant,
}

/// The sums of a quarter-hour.
#[derive(Debug, Default)]
struct Observed {
    quarter: Option<Quarter>,
    ticks: u32,
    mean: f64,
    low: u64,
    high: u64,
    open: u64,
}

impl Line {
    pub(super) fn new(setup: QueueSetup, now: Now) -> Self {
        Self {
            estimator: setup.estimator(0, week_time(now, -REPLAYED_MS)),
            calls: Calls::new(setup.target),
            setup,
            began: now.instant,
            wall: now.at,
            next_tick: now.instant,
            last_look: now.instant,
            last_sign: None,
            counted: None,
            waits: VecDeque::new(),
            next_wait: now.instant,
            next_trend: now.instant,
            waited_s: None,
            observed: Observed::default(),
            view: QueueView::unknown(),
            shared: None,
            neighbours: Neighbours::default(),
        }
    }

    pub(super) fn habits(&self) -> Habits {
        Habits::of(&self.setup.model, self.setup.counters)
    }

    pub(super) fn has_host(&self) -> bool {
        self.setup.has_host
    }

    /// The estimator's time so long ago.
    fn ms_ago(&self, age_ms: u32, now: Now) -> i64 {
        self.ms(now.instant) - i64::from(age_ms)
    }

    /// A customer's turn began at another counter.
    pub(super) fn neighbour_started(
        &mut self,
        place: usize,
        age_ms: u32,
        source: Source,
        now: Now,
    ) {
        self.wake(now);
        let at = self.ms_ago(age_ms, now);
        self.estimator.started(place, at, source);
    }

    /// A customer is gone from another counter.
    pub(super) fn neighbour_ended(&mut self, place: usize, age_ms: u32, now: Now) {
        self.wake(now);
        let at = self.ms_ago(age_ms, now);
        self.estimator.ended(place, at);
    }

    /// What another counter printed was no receipt.
    pub(super) fn neighbour_not_begun(&mut self, place: usize, age_ms: u32, now: Now) {
        self.wake(now);
        let at = self.ms_ago(age_ms, now);
        self.estimator.printed_no_sale(place, at);
    }

    fn ms(&self, at: Instant) -> i64 {
        let passed = at.saturating_duration_since(self.began).as_millis();
        REPLAYED_MS.saturating_add(i64::try_from(passed).unwrap_or(i64::MAX))
    }

    /// What happened before the start, as the journal tells it.
    fn replay(&mut self, entries: &[Entry], now: Now) {
        for entry in entries {
            let ago = now.at.0.saturating_sub(entry.at.0);
            if !(0..=REPLAYED_MS).contains(&ago) {
                continue;
            }
            let at = self.ms(now.instant) - ago;
            match entry.event {
                Event::ServingBegan => self.estimator.started(0, at, Source::FirstScan),
                Event::DocumentEnded(document) if document.serves() => {
                    self.estimator.ended(0, at);
                }
                Event::QueueCorrected { to, .. } => self.estimator.corrected(0, to.into(), at),
                _ => continue,
            }
            self.last_sign = Some(now.instant);
        }
    }

    fn is_live(&self, now: Instant) -> bool {
        self.last_sign.is_some_and(|sign| now < sign + AT_REST)
    }

    /// When there is something to look at.
    pub(super) fn poll_timeout(&self, now: Instant) -> Option<Instant> {
        self.is_live(now).then_some(self.next_tick)
    }

    /// The clock on the wall was set: the hour of the week is another one.
    fn follow_clock(&mut self, now: Now) {
        let expected = self.wall.0 + (self.ms(now.instant) - REPLAYED_MS);
        let set_by = now.at.0 - expected;
        if set_by.abs() > 60_000 {
            self.wall.0 += set_by;
            let at = self.ms(now.instant);
            self.estimator.clock_set(at, week_time(now, 0));
        }
    }

    /// Begins anew after a night, or after the computer slept.
    pub(super) fn wake(&mut self, now: Now) {
        let slept = now.instant.saturating_duration_since(self.last_look) > ASLEEP;
        self.last_look = now.instant;
        if slept {
            let at = self.ms(now.instant);
            self.wall = Timestamp(now.at.0 - (at - REPLAYED_MS));
            self.estimator = self.setup.estimator(at, week_time(now, 0));
            self.counted = None;
            self.waits.clear();
        }
    }

    fn look(&mut self, now: Now) -> Estimate {
        self.follow_clock(now);
        self.estimator.advance(self.ms(now.instant));
        let estimate = self.estimator.estimate();
        if now.instant >= self.next_wait {
            self.next_wait = now.instant + WAIT_EVERY;
            self.waits.truncate(WAITS_KEPT - 1);
            self.waits.push_front(seconds(estimate.wait.mean_s));
        }
        estimate
    }

    /// Puts what is known now on the view; whether that changed it.
    fn show(&mut self, estimate: &Estimate, now: Now) -> bool {
        let target_s = u32::try_from(self.setup.target.as_secs()).unwrap_or(u32::MAX);
        let mut view = QueueView {
            trend: std::mem::take(&mut self.view.trend),
            call: self.calls.view(),
            ..QueueView::of(estimate, target_s)
        };
        if now.instant >= self.next_trend {
            self.next_trend = now.instant + Duration::from_mins(1);
            if view.trend.len() >= TREND_MINUTES {
                view.trend.remove(0);
            }
            view.trend.push(tenths(estimate.mean));
        }
        self.show_count(&mut view, now.instant);
        let view = self.shared.clone().unwrap_or(view);
        let has_changed = view != self.view;
        self.view = view;
        has_changed
    }

    /// Whoever has counted wants to see that number, until something else is known.
    fn show_count(&mut self, view: &mut QueueView, now: Instant) {
        let stands = |count: &Counted| now < count.until && count.estimated == view.waiting;
        self.counted = self.counted.filter(stands);
        if let Some(count) = self.counted {
            view.waiting = count.waiting;
            view.low = view.low.min(count.waiting);
            view.high = view.high.max(count.waiting);
        }
    }

    pub(super) fn count(&mut self, place: usize, waiting: u16, now: Now) {
        self.wake(now);
        let at = self.ms(now.instant);
        self.estimator.corrected(place, waiting.into(), at);
        let estimated = u16::try_from(self.estimator.estimate().p50).unwrap_or(u16::MAX);
        self.counted = Some(Counted {
            waiting,
            estimated,
            until: now.instant + COUNT_STANDS,
        });
    }

    /// About how long the one who is served from now on had waited: who came so long ago would have
    /// been told to wait as long as that.
    fn waited(&self) -> Option<u16> {
        let every = u16::try_from(WAIT_EVERY.as_secs()).unwrap_or(u16::MAX);
        let ages = (0_u16..).map(|place| place.saturating_mul(every));
        let mut told = ages.zip(&self.waits);
        told.find(|(age, wait)| **wait <= age.saturating_add(every))
            .map(|(age, wait)| (*wait).max(age))
    }
}

impl Counter {
    /// A customer's turn began: the first goods, or the first byte of a receipt.
    pub(super) fn line_started(&mut self, source: Source) {
        self.line.wake(self.now);
        let at = self.line.ms(self.now.instant);
        self.line.waited_s = self.line.waited();
        self.line.estimator.started(0, at, source);
        self.tell(Sign::Began(source));
        self.line_moved();
    }

    /// A customer is gone.
    pub(super) fn line_ended(&mut self) {
        self.line.wake(self.now);
        let at = self.line.ms(self.now.instant);
        self.line.estimator.ended(0, at);
        self.tell(Sign::Ended);
        self.line_moved();
    }

    /// What was printed was no receipt: no turn began with it.
    pub(super) fn line_not_begun(&mut self) {
        self.line.wake(self.now);
        let at = self.line.ms(self.now.instant);
        self.line.estimator.printed_no_sale(0, at);
        self.tell(Sign::NotBegun);
        self.look_at_line();
    }

    /// About how long the customer had waited who is being served.
    pub(super) fn take_waited(&mut self) -> Option<u16> {
        self.line.waited_s.take()
    }

    pub(super) fn line_moved(&mut self) {
        self.line.last_sign = Some(self.now.instant);
        self.line.next_tick = self.now.instant + TICK;
        self.look_at_line();
    }

    /// The shop's habits were learned anew.
    pub(super) fn learn_line(&mut self, model: Model, entries: &[Entry]) {
        let setup = QueueSetup {
            model,
            ..self.line.setup.clone()
        };
        let before = std::mem::replace(&mut self.line, Line::new(setup, self.now));
        self.line.calls = before.calls;
        self.line.view = before.view;
        self.line.shared = before.shared;
        self.line.neighbours = before.neighbours;
        // So that a restart does not empty the shop.
        self.line.replay(entries, self.now);
        self.line.next_tick = self.now.instant + TICK;
        self.look_at_line();
    }

    /// Once a second, while there is anybody.
    pub(super) fn tick_line(&mut self) {
        let now = self.now.instant;
        if self.line.is_live(now) && now >= self.line.next_tick {
            self.line.next_tick = now + TICK;
            self.observe_line();
            self.look_at_line();
        }
    }

    pub(super) fn look_at_line(&mut self) {
        self.line.wake(self.now);
        let estimate = self.line.look(self.now);
        // Where the counters meet, calls are minded for all of them.
        if self.line.shared.is_none() {
            self.mind_calls(estimate.wait.mean_s);
        }
        if self.line.show(&estimate, self.now) {
            self.is_shown = false;
        }
        self.line
            .observed
            .add(&estimate, self.line.estimator.open());
    }

    /// At the end of a quarter-hour the journal hears how it was.
    fn observe_line(&mut self) {
        let quarter = self.now.at.quarter();
        let observed = &mut self.line.observed;
        let before = observed.quarter.replace(quarter);
        if before == Some(quarter) {
            return;
        }
        let sums = std::mem::take(observed);
        observed.quarter = Some(quarter);
        if let Some((before, told)) = before.zip(sums.told()) {
            let last = Timestamp(before.start().0 + Quarter::LEN_MS - 1);
            self.append_at(last, Event::QueueObserved(told));
        }
    }
}

impl Observed {
    fn add(&mut self, estimate: &Estimate, open: usize) {
        self.ticks = self.ticks.saturating_add(1);
        self.mean += if estimate.mean.is_finite() {
            estimate.mean
        } else {
            0.0
        };
        self.low += u64::from(estimate.p10);
        self.high += u64::from(estimate.p90);
        self.open += u64::try_from(open).unwrap_or_default();
    }

    /// Absent where nobody looked.
    fn told(&self) -> Option<QueueObserved> {
        let ticks = u64::from(self.ticks);
        let mean = |sum: u64| sum.checked_add(ticks / 2)?.checked_div(ticks);
        let narrow = |value: u64| u16::try_from(value).unwrap_or(u16::MAX);
        Some(QueueObserved {
            mean_tenths: tenths(self.mean / f64::from(self.ticks.max(1))),
            low: narrow(mean(self.low)?),
            high: narrow(mean(self.high)?),
            open_tenths: narrow(mean(self.open * 10)?),
        })
    }
}

/// The hour of the week where the shop is, so many milliseconds from now.
fn week_time(now: Now, by_ms: i64) -> WeekTime {
    const DAY_MS: i64 = 24 * 3_600_000;
    // Noon of the local day lies on that day in UTC as well, for zones up to half a day away; the
    // first of January 1970 was a Thursday.
    let day = (now.day_began.0 + DAY_MS / 2).div_euclid(DAY_MS);
    let weekday = (day + 3).rem_euclid(7);
    WeekTime(weekday * DAY_MS + (now.at.0 - now.day_began.0) + by_ms)
}

fn tenths(value: f64) -> u16 {
    seconds(value * 10.0)
}

/// Rounded and bounded; nonsense is nothing.
fn seconds(value: f64) -> u16 {
    u16::try_from(nearest(value)).unwrap_or(u16::MAX)
}
