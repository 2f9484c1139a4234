//! Impossible input to the queue estimator: whatever comes, the numbers stay numbers, the number moves
//! again and goes back to nobody, and memory does not grow.
#![cfg(test)]

use proptest::prelude::*;
use tillside::domain::queue::{Estimate, Estimator, Line, Model, Source, WeekTime};

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A line's table ends at this many people.
const MOST_IN_A_LINE: u32 = 63;
/// The state of one line may have so many bytes.
const MOST_BYTES: usize = 64 * 1024;

/// Something that cannot happen, or should not.
#[derive(Debug, Clone, Copy)]
enum Odd {
    /// Time goes on by so much, or back.
    Clock(i64),
    /// The wall's clock shows another hour of the week.
    ClockSet(i64),
    /// A sale that never ends, or ended already.
    Start(usize),
    /// A cut without a sale, or the same one again.
    Cuts(usize, u8),
    /// A sale of nine hours.
    NineHours(usize),
    /// A scanner gone mad.
    Thousand(usize),
    /// Pulses of a beam that somebody leans on.
    Pulses(u8),
    Count(usize, u32),
    Opened(usize),
    Closed(usize),
    /// Only receipts for a week.
    WeekWithoutScanner(usize),
}

fn odd() -> impl Strategy<Value = Odd> {
    // One counter more than there is.
    let till = || 0..4_usize;
    let count = prop_oneof![0..20_u32, Just(u32::MAX)];
    prop_oneof![
        4 => (-HOUR..HOUR).prop_map(Odd::Clock),
        1 => (-8 * DAY..8 * DAY).prop_map(Odd::Clock),
        1 => prop_oneof![any::<i64>(), -DAY..DAY].prop_map(Odd::ClockSet),
        4 => till().prop_map(Odd::Start),
        3 => (till(), 1..5_u8).prop_map(|(till, cuts)| Odd::Cuts(till, cuts)),
        1 => till().prop_map(Odd::NineHours),
        1 => till().prop_map(Odd::Thousand),
        2 => (1..100_u8).prop_map(Odd::Pulses),
        2 => (till(), count).prop_map(|(till, count)| Odd::Count(till, count)),
        1 => till().prop_map(Odd::Opened),
        1 => till().prop_map(Odd::Closed),
        1 => till().prop_map(Odd::WeekWithoutScanner),
    ]
}

/// An estimator with a clock of its own, looked at after everything that happens.
struct Watched {
    estimator: Estimator,
    now: i64,
    /// The latest time that it was told of.
    latest: i64,
    most: u32,
}

impl Watched {
    fn new(line: Line, counters: usize) -> Self {
        let model = Model::guess(line, counters);
        let lines = match line {
            Line::Shared => 1,
            Line::Separate => u32::try_from(counters).unwrap(),
        };
        Self {
            estimator: Estimator::new(model, line, counters, 0, WeekTime(9 * HOUR)),
            now: 0,
            latest: 0,
            most: lines * MOST_IN_A_LINE,
        }
    }

    fn pass(&mut self, ms: i64) {
        self.now += ms;
        self.latest = self.latest.max(self.now);
        self.estimator.advance(self.now);
    }

    fn happen(&mut self, odd: Odd) {
        let now = self.now;
        let this = &mut self.estimator;
        match odd {
            Odd::Clock(by) => self.pass(by),
            Odd::ClockSet(to) => this.clock_set(now, WeekTime(to)),
            Odd::Start(till) => this.started(till, now, Source::FirstByte),
            Odd::Cuts(till, cuts) => (0..cuts).for_each(|_| this.ended(till, now)),
            Odd::NineHours(till) => {
                this.started(till, now, Source::FirstScan);
                self.pass(9 * HOUR);
                self.estimator.ended(till, self.now);
            }
            Odd::Thousand(till) => (0..1000).for_each(|scan| {
                this.started(till, now + scan, Source::FirstScan);
                self.latest = self.latest.max(now + scan);
            }),
            Odd::Pulses(pulses) => (0..pulses).for_each(|_| this.pulse(now)),
            Odd::Count(till, waiting) => this.corrected(till, waiting, now),
            Odd::Opened(till) => this.opened(till, now),
            Odd::Closed(till) => this.closed(till, now),
            Odd::WeekWithoutScanner(till) => {
                for _ in 0..7 {
                    self.estimator.ended(till, self.now);
                    self.pass(DAY);
                }
            }
        }
    }

    /// What is said must be numbers, in order and within bounds.
    fn look(&self) -> Result<Estimate, TestCaseError> {
        let said = self.estimator.estimate();
        let most = f64::from(self.most);
        prop_assert!((0.0..=most).contains(&said.mean), "{said:?}");
        prop_assert!(said.p10 <= said.p50 && said.p50 <= said.p90, "{said:?}");
        prop_assert!(said.p90 <= self.most, "{said:?}");
        let wait = said.wait;
        let ordered = 0.0 <= wait.p10_s && wait.p10_s <= wait.mean_s && wait.mean_s <= wait.p90_s;
        prop_assert!(ordered && wait.p90_s < 1e6, "{said:?}");
        let busyness = self.estimator.busyness();
        prop_assert!(busyness > 0.0 && busyness < 1e3, "{busyness}");
        Ok(said)
    }

    /// Everything works as it should for so many sales, at all `counters`, with `gap` between them;
    /// gives the highest number that was expected.
    fn sell(&mut self, counters: usize, sales: u32, gap: i64) -> Result<f64, TestCaseError> {
        let mut most: f64 = 0.0;
        for _ in 0..sales {
            (0..counters).for_each(|till| {
                self.estimator.started(till, self.now, Source::FirstScan);
            });
            self.pass(50 * SECOND);
            most = most.max(self.look()?.mean);
            (0..counters).for_each(|till| self.estimator.ended(till, self.now));
            self.pass(gap);
        }
        Ok(most)
    }
}

/// After whatever has happened: the shop is full, then empty.
fn recovers(watched: &mut Watched, counters: usize) -> Result<(), TestCaseError> {
    // The clock goes on from where it was furthest.
    watched.now = watched.latest;
    let busy = watched.sell(counters, 30, 4 * SECOND)?;
    prop_assert!(busy > 0.5, "it stays at {busy} in a rush");
    // One by one, long after the one before.
    watched.sell(counters, 4, 3 * MINUTE)?;
    watched.pass(10 * MINUTE);
    let idle = watched.look()?;
    prop_assert!(
        idle.p90 == 0 && idle.mean < 0.2,
        "nobody is there: {idle:?}"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn nothing_can_freeze_or_pin_the_number(
        is_separate in any::<bool>(),
        counters in 1..4_usize,
        has_sensor in any::<bool>(),
        odd in prop::collection::vec(odd(), 0..16),
    ) {
        let line = if is_separate { Line::Separate } else { Line::Shared };
        let mut watched = Watched::new(line, counters);
        if has_sensor {
            watched.estimator = watched.estimator.clone().with_sensor();
        }
        for odd in odd {
            watched.happen(odd);
            watched.look()?;
        }
        recovers(&mut watched, counters)?;
    }
}

/// The same for each kind alone, often, so that none depends on luck.
#[test]
fn each_kind_of_nonsense_is_survived() {
    let table = [
        Odd::Clock(-HOUR),
        Odd::Clock(8 * DAY),
        Odd::ClockSet(i64::MIN),
        Odd::Start(0),
        Odd::Cuts(0, 4),
        Odd::NineHours(0),
        Odd::Thousand(0),
        Odd::Pulses(99),
        Odd::Count(0, u32::MAX),
        Odd::Count(0, 30),
        Odd::Closed(0),
        Odd::WeekWithoutScanner(0),
    ];
    for odd in table {
        for (line, counters) in [(Line::Shared, 1), (Line::Shared, 2), (Line::Separate, 2)] {
            let mut watched = Watched::new(line, counters);
            (0..2).for_each(|_| watched.happen(odd));
            let recovered = recovers(&mut watched, counters);
            assert!(
                recovered.is_ok(),
                "{odd:?}, {line:?} of {counters}: {recovered:?}"
            );
        }
    }
}

/// A week of business with a sensor and counts: the bytes of the line stay what they were.
#[test]
fn a_line_takes_at_most_64_kilobytes_after_a_week_as_on_the_first_day() {
    for (line, counters, lines) in [
        (Line::Shared, 1, 1),
        (Line::Shared, 16, 1),
        (Line::Separate, 1, 1),
        (Line::Separate, 4, 4),
        (Line::Separate, 16, 16),
    ] {
        let mut watched = Watched::new(line, counters);
        let at_first = watched.estimator.footprint();
        assert!(
            at_first > 10 * 1024,
            "{at_first} bytes cannot hold the beliefs"
        );
        assert!(
            at_first <= lines * MOST_BYTES,
            "{line:?} of {counters}: {at_first} bytes"
        );
        // Many tills are slow to work out, and grow no more than few.
        let days = if counters > 4 { 2 } else { 7 };
        for day in 0..days {
            watched.now = day * DAY;
            for customer in 0..20 {
                let till = customer % counters;
                watched.estimator.pulse(watched.now);
                watched
                    .estimator
                    .started(till, watched.now, Source::FirstScan);
                watched.pass(40 * SECOND);
                watched.estimator.corrected(till, 3, watched.now);
                watched.estimator.ended(till, watched.now);
                watched.pass(9 * SECOND);
            }
        }
        assert_eq!(
            watched.estimator.footprint(),
            at_first,
            "{line:?} of {counters}"
        );
    }
}
