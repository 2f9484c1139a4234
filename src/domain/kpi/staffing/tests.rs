//! Plans against brute force, and reports against sums.

use super::*;
use crate::domain::tally::Tally;
use chrono::{NaiveDateTime, TimeDelta};
use proptest::prelude::*;

/// Wednesday.
const TODAY: &str = "2026-11-25";

const TARGET: Target = Target {
    percent: 80,
    minutes: 3,
};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn habits(per_hour: f32) -> Habits {
    Habits {
        is_learning: false,
        counters: 1,
        arrivals_per_hour: vec![vec![per_hour; HALF_HOURS]; 7],
        service_s: 60.0,
        gap_s: 12.0,
        cv: 0.8,
        patience_s: None,
    }
}

fn always() -> Opening {
    Opening {
        half_hours: [[true; HALF_HOURS]; 7],
    }
}

fn row(at: &str, counts: &[(Measure, i64)]) -> (NaiveDateTime, Tally) {
    let mut tally = Tally::default();
    for (measure, count) in counts {
        tally.add(*measure, *count);
    }
    (at.parse().unwrap(), tally)
}

fn quarterly(rows: &[(NaiveDateTime, Tally)]) -> impl Iterator<Item = Quarterly<'_>> + Clone {
    rows.iter().map(|(at, tally)| (*at, tally))
}

/// The fewest counters, found by looking at each number from one on with the formulae themselves.
fn fewest(habits: &Habits, per_hour: f64, target: Target) -> Option<usize> {
    let service = 1.0 / (habits.service_s + habits.gap_s);
    let busy = per_hour / 3600.0 * (0.84_f64 * 0.25).exp();
    let load = Load::new(busy, service)?;
    let stretch = f64::midpoint(1.0, habits.cv * habits.cv);
    let limit = f64::from(target.minutes) * 60.0 / stretch;
    (1..200).find(|counters| {
        let within = match habits.patience_s {
            None => load.erlang_c(*counters).within(limit),
            Some(patience) => load.erlang_a(*counters, patience / stretch).within(limit),
        };
        within >= f64::from(target.percent) / 100.0
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_plan_has_the_fewest_counters_that_will_do(
        per_hour in 1.0_f32..400.0,
        service_s in 10.0_f64..200.0,
        cv in 0.0_f64..2.0,
        patience_s in proptest::option::of(120.0_f64..6000.0),
        percent in proptest::sample::select(&Target::PERCENTS[..]),
        minutes in proptest::sample::select(&Target::MINUTES[..]),
    ) {
        let habits = Habits { service_s, cv, patience_s, ..habits(per_hour) };
        let target = Target { percent, minutes };
        let plan = Plan::of(&habits, &always(), target).unwrap();
        let hour = plan.hour(2, 10).unwrap();
        prop_assert_eq!(Some(usize::from(hour.counters)), fewest(&habits, f64::from(per_hour), target));
        prop_assert!(hour.within >= f64::from(percent) / 100.0 - 1e-9);
        prop_assert_eq!(hour.leaving.is_some(), patience_s.is_some());
        prop_assert!((hour.arrivals - f64::from(per_hour)).abs() < 1e-6);
    }

    #[test]
    fn more_people_never_need_fewer_counters(
        few in 1.0_f32..200.0,
        more in 0.0_f32..200.0,
        patience_s in proptest::option::of(120.0_f64..6000.0),
    ) {
        let counters = |per_hour| {
            let habits = Habits { patience_s, ..habits(per_hour) };
            Plan::of(&habits, &always(), TARGET).unwrap().hour(0, 0).unwrap().counters
        };
        prop_assert!(counters(few) <= counters(few + more));
    }
}

proptest! {
    /// What was open in an hour, and who left in all, are the sums over its quarter-hours however they
    /// are asked for.
    #[test]
    fn reports_are_sums_over_quarter_hours(
        quarters in proptest::collection::vec((0_i64..56 * 96, 0_i64..3, 0_i64..90, 0_i64..200, 0_i64..9), 0..300),
        split in 0_usize..300,
    ) {
        use Measure::{Observed, OpenTenths, Served, WaitingTenths};
        let begins = date("2026-10-01").and_hms_opt(0, 0, 0).unwrap();
        let rows: Vec<_> = quarters.iter().map(|(quarter, looked, open, waiting, served)| {
            let mut tally = Tally::default();
            let counts = [(Observed, *looked), (OpenTenths, *open), (WaitingTenths, *waiting), (Served, *served)];
            for (measure, count) in counts {
                tally.add(measure, count);
            }
            (begins + TimeDelta::minutes(15 * quarter), tally)
        }).collect();
        let found = open(quarterly(&rows));
        for day in 0..7_u8 {
            for hour in 0..24_u8 {
                let of_hour = rows.iter().filter(|(at, tally)| {
                    let here = (weekday(at.date()), quarter_of_day(*at) / 4) == (day, hour);
                    here && tally.get(Observed) > 0 && tally.get(Served) > 0
                });
                let of_hour: Vec<_> = of_hour.collect();
                let sum = |measure| of_hour.iter().map(|(_, tally)| tally.get(measure)).sum::<i64>();
                let (sum, by) = (sum(OpenTenths), sum(Observed));
                let mean = found.get(&(day, hour)).copied();
                prop_assert_eq!(mean.is_some(), by > 0);
                // Rounded to the nearest.
                prop_assert!(mean.is_none_or(|mean| (2 * (mean * by - sum)).abs() <= by));
            }
        }
        let habits = Habits { patience_s: Some(900.0), ..habits(10.0) };
        let left = |rows: &[(NaiveDateTime, Tally)]| habits.left(quarterly(rows)).unwrap();
        let (before, after) = rows.split_at(split.min(rows.len()));
        prop_assert!(left(&rows).abs_diff(left(before) + left(after)) <= 1);
        let waiting: i64 = rows.iter().map(|(_, tally)| tally.get(WaitingTenths)).sum();
        prop_assert!((i64::from(left(&rows)) * 10 - waiting).abs() <= 5);
    }
}

#[test]
fn a_stricter_target_never_needs_fewer_counters() {
    for per_hour in [5.0, 60.0, 150.0] {
        for patience_s in [None, Some(600.0)] {
            let habits = Habits {
                patience_s,
                ..habits(per_hour)
            };
            let counters = |percent, minutes| {
                let plan = Plan::of(&habits, &always(), Target { percent, minutes });
                plan.unwrap().hour(0, 12).unwrap().counters
            };
            for minutes in Target::MINUTES {
                assert!(counters(70, minutes) <= counters(80, minutes));
                assert!(counters(80, minutes) <= counters(90, minutes));
            }
            assert!(counters(80, 1) >= counters(80, 10));
            assert!(counters(80, 1) > 0);
        }
    }
}

/// A kiosk of one person, worked out by hand: 30 people an hour, exponential sales of 60 s.
#[test]
fn a_single_counter_is_as_the_textbook_has_it() {
    let kiosk = Habits {
        service_s: 60.0,
        gap_s: 0.0,
        cv: 1.0,
        ..habits(30.0)
    };
    let hour = Plan::of(&kiosk, &always(), TARGET).unwrap();
    let hour = hour.hour(4, 9).unwrap();
    // P(W > t) = rho exp(-(mu - lambda) t) with rho = 0.5 exp(0.21) = 0.61684.
    let rho: f64 = 0.5 * (0.21_f64).exp();
    let within = 1.0 - rho * (-(1.0 - rho) / 60.0 * 180.0).exp();
    assert_eq!(hour.counters, 1);
    assert!(
        (hour.within - within).abs() < 1e-9,
        "{} {within}",
        hour.within
    );
    assert_eq!(hour.leaving, None);
}

#[test]
fn nothing_is_planned_while_habits_are_learned_or_the_shop_is_closed() {
    let learning = Habits {
        is_learning: true,
        ..habits(60.0)
    };
    assert_eq!(Plan::of(&learning, &always(), TARGET), None);
    let now = (date(TODAY), 40);
    assert_eq!(outlook(&learning, quarterly(&[]), now, TARGET), None);
    let rows = [
        row("2026-11-18T09:30:00", &[(Measure::Served, 1)]),
        row("2026-11-18T11:00:00", &[(Measure::Observed, 1)]),
        row("2026-11-19T10:15:00", &[(Measure::Served, 1)]),
    ];
    let opening = Opening::of(quarterly(&rows));
    let plan = Plan::of(&habits(60.0), &opening, TARGET).unwrap();
    let open: Vec<(u8, u8)> = (0..7)
        .flat_map(|day| (0..24).map(move |hour| (day, hour)))
        .filter(|(day, hour)| plan.hour(*day, *hour).is_some())
        .collect();
    assert_eq!(open, [(2, 9), (3, 10)]);
    assert_eq!(plan.hours(), Some((9, 10)));
    // Only half of the hour is open.
    assert!((plan.hour(2, 9).unwrap().arrivals - 30.0).abs() < 1e-9);
    let nobody = Plan::of(&habits(0.0), &always(), TARGET).unwrap();
    assert_eq!(nobody.hours(), None);
}

#[test]
fn the_busier_half_hour_decides() {
    let mut habits = habits(20.0);
    habits.arrivals_per_hour[1][21] = 150.0;
    let plan = Plan::of(&habits, &always(), TARGET).unwrap();
    let alone = fewest(&habits, 150.0, TARGET);
    assert_eq!(
        plan.hour(1, 10).map(|hour| usize::from(hour.counters)),
        alone
    );
    assert!(plan.hour(1, 11).unwrap().counters < plan.hour(1, 10).unwrap().counters);
    assert!((plan.hour(1, 10).unwrap().arrivals - 85.0).abs() < 1e-9);
}

#[test]
fn what_was_open_is_a_mean_over_quarter_hours_in_which_somebody_was_served() {
    use Measure::{Observed, OpenTenths, Served};
    let rows = [
        row(
            "2026-11-16T10:00:00",
            &[(Observed, 1), (OpenTenths, 10), (Served, 4)],
        ),
        row(
            "2026-11-16T10:15:00",
            &[(Observed, 1), (OpenTenths, 20), (Served, 4)],
        ),
        row(
            "2026-11-23T10:30:00",
            &[(Observed, 1), (OpenTenths, 21), (Served, 1)],
        ),
        // Nobody was there.
        row("2026-11-23T10:45:00", &[(Observed, 1), (OpenTenths, 0)]),
        // Nobody looked.
        row("2026-11-23T11:00:00", &[(Served, 9)]),
        row(
            "2026-11-24T10:00:00",
            &[(Observed, 1), (OpenTenths, 60), (Served, 1)],
        ),
        row(
            "2026-11-25T10:00:00",
            &[(Observed, 1), (OpenTenths, 34), (Served, 1)],
        ),
    ];
    let open = open(quarterly(&rows));
    assert_eq!(
        open,
        BTreeMap::from([((0, 10), 17), ((1, 10), 60), ((2, 10), 34)])
    );
    let plan = Plan::of(&habits(90.0), &always(), TARGET).unwrap();
    let needed = plan.hour(0, 10).unwrap().counters;
    assert_eq!(needed, 3);
    let found = plan.differences(quarterly(&rows), 5);
    let found: Vec<_> = found
        .iter()
        .map(|one| (one.weekday, one.hour, one.open, one.needed))
        .collect();
    assert_eq!(found, [(1, 10, 60, 3), (0, 10, 17, 3)]);
    assert_eq!(plan.differences(quarterly(&rows), 1).len(), 1);
}

/// Eight Wednesdays with ten served in each quarter-hour from nine to twelve, and so many today until ten.
fn days(today: i64) -> Vec<(NaiveDateTime, Tally)> {
    let mut rows = Vec::new();
    let mut day = |ago: i64, quarters: std::ops::Range<i64>, served| {
        let begins = (date(TODAY) - TimeDelta::days(ago))
            .and_hms_opt(0, 0, 0)
            .unwrap();
        for quarter in quarters {
            let mut tally = Tally::default();
            tally.add(Measure::Served, served);
            tally.add(Measure::Observed, 1);
            rows.push((begins + TimeDelta::minutes(15 * quarter), tally));
        }
    };
    for weeks in (1..=8).rev() {
        day(7 * weeks, 36..48, 10);
    }
    day(0, 36..41, today);
    rows
}

#[test]
fn a_day_is_compared_with_the_same_quarter_hours_and_shrunk() {
    let mut needed = Vec::new();
    for (served, factor) in [(10, 1.0), (20, (16.0 + 80.0) / 56.0), (0, 16.0 / 56.0)] {
        let rows = days(served);
        // It is 10:05: four quarter-hours are over.
        let found = outlook(&habits(40.0), quarterly(&rows), (date(TODAY), 40), TARGET).unwrap();
        assert!(
            (found.factor - factor).abs() < 1e-12,
            "{served}: {}",
            found.factor
        );
        let quarters: Vec<u8> = found.quarters.iter().map(|one| one.quarter).collect();
        // The shop closes at noon.
        assert_eq!(quarters, [41, 42, 43, 44, 45, 46, 47], "{served}");
        let counters: Vec<u16> = found.quarters.iter().map(|one| one.counters).collect();
        // As sure of today as so many customers make one.
        let spread = 1.0 / (16.0 + 4.0 * f64::from(i32::try_from(served).unwrap())).sqrt();
        let per_hour = 40.0 * factor * (0.84 * (spread - 0.25)).exp();
        let expected = fewest(&habits(40.0), per_hour, TARGET).unwrap();
        assert!(
            counters.iter().all(|one| usize::from(*one) == expected),
            "{served}: {counters:?}"
        );
        needed.push(expected);
        let coming = found.quarters.first().unwrap().arrivals;
        assert!((coming - 10.0 * factor).abs() < 1e-9, "{served}: {coming}");
    }
    assert_eq!(needed, [2, 2, 1]);
}

#[test]
fn before_anything_is_known_of_a_day_it_is_a_usual_one_that_may_be_busy() {
    let rows = days(0);
    let yesterday: Vec<_> = rows
        .into_iter()
        .filter(|(at, _)| at.date() < date(TODAY))
        .collect();
    let found = outlook(
        &habits(55.0),
        quarterly(&yesterday),
        (date(TODAY), 35),
        TARGET,
    )
    .unwrap();
    assert!((found.factor - 1.0).abs() < 1e-12);
    assert_eq!(found.quarters.len(), AHEAD);
    let planned = Plan::of(&habits(55.0), &Opening::of(quarterly(&yesterday)), TARGET).unwrap();
    let planned = planned.hour(2, 9).unwrap().counters;
    assert!(found.quarters.iter().all(|one| one.counters == planned));
    let first = quarterly(&yesterday).take(12);
    let found = outlook(&habits(55.0), first, (date(TODAY), 40), TARGET).unwrap();
    assert!((found.factor - 1.0).abs() < 1e-12, "one day is not usual");
    let none = outlook(
        &habits(55.0),
        quarterly(&yesterday),
        (date(TODAY), 95),
        TARGET,
    );
    assert_eq!(none.unwrap().quarters, []);
}

#[test]
fn who_left_is_told_by_how_long_people_waited_in_all() {
    let rows = [
        row("2026-11-25T10:00:00", &[(Measure::WaitingTenths, 25)]),
        row("2026-11-25T10:15:00", &[(Measure::WaitingTenths, 35)]),
    ];
    // Six people for 900 s, each of whom gives up once in 600 s.
    let impatient = Habits {
        patience_s: Some(600.0),
        ..habits(10.0)
    };
    assert_eq!(impatient.left(quarterly(&rows)), Some(9));
    assert_eq!(impatient.left(quarterly(&[])), Some(0));
    assert_eq!(habits(10.0).left(quarterly(&rows)), None);
}

#[test]
fn habits_that_make_no_sense_plan_nothing() {
    for broken in [
        Habits {
            arrivals_per_hour: Vec::new(),
            ..habits(10.0)
        },
        Habits {
            service_s: f64::NAN,
            ..habits(10.0)
        },
        Habits {
            service_s: 0.0,
            gap_s: 0.0,
            ..habits(10.0)
        },
        habits(f32::NAN),
        habits(-3.0),
    ] {
        let plan = Plan::of(&broken, &always(), TARGET).unwrap();
        assert_eq!(plan.hours(), None, "{broken:?}");
    }
}

#[test]
fn the_store_s_target_is_one_that_can_be_chosen() {
    for (store, minutes) in [(0, 1), (1, 1), (3, 3), (4, 3), (7, 5), (60, 10)] {
        let target = Target::of_store(store);
        assert_eq!((target.percent, target.minutes), (80, minutes));
        assert!(target.is_offered());
    }
}
