//! Figures of few answers against numbers that other programs worked out, and properties that hold
//! for any answers; see `tests/data/stats/README.md`.
#![cfg(test)]

use proptest::prelude::*;
use serde_json::Value;
use tillside::domain::stats::{Case, Display, Interval, Lasting, Mean, Nps, Share};

const TOLERANCE: f64 = 1e-9;

fn vectors(name: &str) -> Vec<Value> {
    let path = format!("{}/tests/data/stats/stats.json", env!("CARGO_MANIFEST_DIR"));
    let all: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    all[name].as_array().unwrap().clone()
}

fn numbers(value: &Value) -> Vec<f64> {
    let all = value.as_array().unwrap().iter();
    all.map(|number| number.as_f64().unwrap()).collect()
}

fn count(value: &Value) -> u32 {
    value.as_u64().unwrap().try_into().unwrap()
}

fn is_near(found: f64, expected: f64, what: &str) {
    assert!(
        (found - expected).abs() <= TOLERANCE,
        "{what}: {found} instead of {expected}"
    );
}

fn is_interval(found: Interval, expected: &Value, what: &str) {
    let ends = numbers(expected);
    is_near(found.low, ends[0], &format!("{what}, low"));
    is_near(found.high, ends[1], &format!("{what}, high"));
}

fn nps(counts: [u32; 3]) -> Nps {
    let [promoters, passives, detractors] = counts;
    Nps {
        promoters,
        passives,
        detractors,
    }
}

#[test]
fn scores_have_the_adjusted_interval_and_are_shown_as_their_number_allows() {
    let cases = vectors("nps");
    assert!(cases.len() > 10, "{}", cases.len());
    for case in cases {
        let of = |name: &str| count(&case[name]);
        let nps = nps([of("promoters"), of("passives"), of("detractors")]);
        assert_eq!(nps.answers(), of("n"));
        let what = format!("{nps:?}");
        is_near(nps.score().unwrap(), case["nps"].as_f64().unwrap(), &what);
        is_interval(nps.interval(), &case["adj_wald"], &what);
        let display = match nps.display() {
            Display::Hide | Display::Counts => "hide",
            Display::Low => "low",
            Display::Full => "ok",
        };
        assert_eq!(display, case["display"], "{what}");
    }
}

#[test]
fn a_change_is_one_where_its_interval_leaves_out_zero() {
    for case in vectors("nps_diff") {
        let of = |name: &str| {
            let counts: Vec<u32> = case[name].as_array().unwrap().iter().map(count).collect();
            nps(counts.try_into().unwrap())
        };
        let change = of("b").change_since(&of("a"));
        let what = format!("{case}");
        is_near(change.points, case["diff"].as_f64().unwrap(), &what);
        is_interval(change.interval, &case["ci"], &what);
        let is_clear = case["significant"].as_bool().unwrap();
        assert_eq!(change.interval.excludes_zero(), is_clear, "{what}");
    }
}

#[test]
fn shares_have_the_interval_of_wilson() {
    for case in vectors("csat_wilson") {
        let share = Share {
            count: count(&case["k"]),
            of: count(&case["n"]),
        };
        let what = format!("{share:?}");
        is_near(share.value().unwrap(), case["p"].as_f64().unwrap(), &what);
        is_interval(share.interval(), &case["wilson"], &what);
    }
}

#[test]
fn differences_of_shares_have_the_interval_of_newcombe() {
    for case in vectors("uplift") {
        let of = |name: &str| Share {
            count: count(&case[name][0]),
            of: count(&case[name][1]),
        };
        let change = of("treated").change_since(of("holdout")).unwrap();
        let what = format!("{case}");
        is_near(change.difference, case["diff"].as_f64().unwrap(), &what);
        is_interval(change.interval, &case["newcombe"], &what);
    }
}

#[test]
fn means_have_the_interval_of_student() {
    for case in vectors("ces") {
        let values = numbers(&case["values"]);
        let mean = Mean::of(values.iter().copied()).unwrap();
        let what = format!("{values:?}");
        is_near(mean.value, case["mean"].as_f64().unwrap(), &what);
        is_near(mean.deviation, case["sd"].as_f64().unwrap(), &what);
        is_interval(mean.interval, &case["ci"], &what);
    }
    assert_eq!(Mean::of([5.0]), None);
    // Tables give 12.706 for one degree of freedom, 2.571 for five and 1.984 for a hundred.
    for (count, t) in [(2, 12.706), (6, 2.571), (101, 1.984)] {
        let values = (0..count).map(|number| f64::from(number % 2));
        let mean = Mean::of(values).unwrap();
        let error = mean.deviation / f64::from(count).sqrt();
        let found = (mean.interval.high - mean.value) / error;
        assert!((found - t).abs() < 5e-4, "{count}: {found}");
    }
}

#[test]
fn what_is_not_over_counts_for_how_long_things_last() {
    let path = format!("{}/tests/data/stats/stats.json", env!("CARGO_MANIFEST_DIR"));
    let all: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let known = &all["complaints_km"];
    let seconds = |hours: &Value| {
        let is_it = |halves: &u32| hours.as_f64() == Some(f64::from(*halves) / 2.0);
        u64::from((0..1000).find(is_it).unwrap()) * 1800
    };
    let cases = known["cases"].as_array().unwrap().iter().map(|case| Case {
        seconds: seconds(&case["hours"]),
        is_over: case["closed"].as_bool().unwrap(),
    });
    let lasting = Lasting::of(cases.collect());
    let curve = known["curve"].as_array().unwrap();
    assert_eq!(lasting.steps().len(), curve.len());
    for (step, expected) in lasting.steps().iter().zip(curve) {
        assert_eq!(step.0, seconds(&expected[0]));
        is_near(step.1, expected[3].as_f64().unwrap(), &format!("{step:?}"));
    }
    assert_eq!(lasting.over_after_s(0.5), Some(seconds(&known["median"])));
    assert_eq!(lasting.over_after_s(0.9), None);
    assert_eq!(Lasting::of(Vec::new()).over_after_s(0.5), None);
}

#[test]
fn nothing_is_shown_of_a_few() {
    for (answers, display) in [
        (0, Display::Hide),
        (4, Display::Hide),
        (5, Display::Counts),
        (9, Display::Counts),
        (10, Display::Low),
        (29, Display::Low),
        (30, Display::Full),
    ] {
        assert_eq!(Display::of(answers), display, "{answers}");
        assert_eq!(display.has_figure(), answers >= 10);
    }
}

proptest! {
    /// An interval is one, lies where figures can lie, and gets narrower with more answers alike.
    #[test]
    fn intervals_hold_together(counts in prop::array::uniform3(0_u32..2000)) {
        let one = nps(counts);
        let Interval { low, high } = one.interval();
        prop_assert!((-100.0..=100.0).contains(&low) && low <= high && high <= 100.0);
        let four = nps(counts.map(|count| count * 4));
        let wide = four.interval();
        prop_assert!(one.answers() == 0 || wide.high - wide.low <= high - low + TOLERANCE);
        let turned = nps([counts[2], counts[1], counts[0]]).interval();
        prop_assert!((turned.low + high).abs() < 1e-6 && (turned.high + low).abs() < 1e-6);
    }

    #[test]
    fn the_interval_of_a_share_holds_the_share(count in 0_u32..3000, more in 0_u32..3000) {
        let share = Share { count, of: count + more };
        let Interval { low, high } = share.interval();
        prop_assert!((0.0..=1.0).contains(&low) && low <= high && high <= 1.0);
        if let Some(value) = share.value() {
            prop_assert!(low <= value && value <= high);
            let rest = Share { count: more, of: share.of }.interval();
            prop_assert!((rest.low + high - 1.0).abs() < TOLERANCE);
            let same = share.change_since(share).unwrap();
            prop_assert!(!same.interval.excludes_zero());
        }
    }

    /// Each end takes its share with it, whatever the order.
    #[test]
    fn the_curve_only_falls(cases in prop::collection::vec((0_u64..50, any::<bool>()), 0..60)) {
        let case = |(seconds, is_over): &(u64, bool)| Case { seconds: *seconds, is_over: *is_over };
        let lasting = Lasting::of(cases.iter().map(case).collect());
        let backwards = Lasting::of(cases.iter().rev().map(case).collect());
        prop_assert_eq!(&lasting, &backwards);
        let steps = lasting.steps();
        prop_assert!(steps.is_sorted_by(|one, other| one.0 < other.0 && one.1 >= other.1));
        prop_assert!(steps.iter().all(|(_, share)| (-1e-12..=1.0).contains(share)));
        if cases.iter().all(|(_, is_over)| *is_over) && !cases.is_empty() {
            let mut all: Vec<u64> = cases.iter().map(|(seconds, _)| *seconds).collect();
            all.sort_unstable();
            prop_assert_eq!(lasting.over_after_s(1.0), all.last().copied());
            prop_assert_eq!(lasting.over_after_s(0.5), all.get((all.len() - 1) / 2).copied());
        }
    }
}
