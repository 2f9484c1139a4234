//! The queue filter, Larson's inference and the staffing formulae against reference vectors that
//! were worked out by other programs; see `tests/data/queue/README.md`.
#![cfg(test)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "numbers in the vectors are small"
)]

use serde_json::Value;
use tillside::domain::queue::larson::BusyPeriod;
use tillside::domain::queue::model::{GapLaw, PaceLaw, Rates};
use tillside::domain::queue::{Estimator, Line, Losses, Model, Source, WeekTime};
use tillside::domain::staffing::{Demand, Load};

fn vectors(name: &str) -> Value {
    let path = format!("{}/tests/data/queue/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    let all = value.as_array().unwrap().iter();
    all.map(|number| number.as_f64().unwrap()).collect()
}

fn ms(seconds: f64) -> i64 {
    tillside::domain::queue::numeric::milliseconds(seconds)
}

/// The model of a case in `filter_unit.json`.
fn model(case: &Value) -> Model {
    let gap = |name: &str| case["gap"][name].as_f64().unwrap();
    let theta = &case["theta"];
    let balk = case["balk"]
        .as_array()
        .map(|balk| (balk[0].as_f64(), balk[1].as_f64()));
    let (from, scale) = balk.unwrap_or((Some(1e9), Some(1.0)));
    Model {
        rates: Rates::constant((case["lam"].as_f64().unwrap() * 3600.0) as f32),
        gap: GapLaw {
            mu: gap("mu"),
            sigma: gap("sigma"),
            tail_weight: gap("tail_w"),
            tail_mean_s: gap("tail_mean"),
            tail_cv: gap("tail_cv"),
            // The reference filter does not tell newcomers at an idle till from those who waited.
            idle_after_s: 4.0,
            idle_rate: 0.02,
        },
        losses: Losses {
            balk_from: from.unwrap(),
            balk_scale: scale.unwrap(),
            renege_per_s: case["renege_per_s"].as_f64().unwrap(),
        },
        pace: PaceLaw {
            day_sd: 0.0,
            day_s: 36_000.0,
            day_steps: 1,
            swing_sd: theta["sd"].as_f64().unwrap_or_default(),
            swing_s: theta["tau_s"].as_f64().unwrap_or(7200.0),
            swing_steps: theta["M"].as_u64().map_or(1, |steps| steps as usize),
        },
        ..Model::default()
    }
}

enum Happening {
    Start(usize),
    End(usize),
    Count(usize, u32),
    Pulse,
    Look(usize),
}

/// Everything that happens in a case in its order; the filter is asked after what happened.
fn happenings(case: &Value) -> Vec<(i64, Happening)> {
    let mut all = Vec::new();
    for sale in case["transactions"].as_array().unwrap() {
        let till = sale[0].as_u64().unwrap() as usize;
        all.push((ms(sale[1].as_f64().unwrap()), Happening::Start(till)));
        all.push((ms(sale[2].as_f64().unwrap()), Happening::End(till)));
    }
    for tap in case["taps"].as_array().unwrap() {
        let count = Happening::Count(
            tap[1].as_u64().unwrap() as usize,
            tap[2].as_u64().unwrap() as u32,
        );
        all.push((ms(tap[0].as_f64().unwrap()), count));
    }
    if !case["sensor"].is_null() {
        let pulses = numbers(&case["sensor"]["events"]);
        all.extend(pulses.into_iter().map(|at| (ms(at), Happening::Pulse)));
    }
    let looks = case["mean"].as_array().unwrap().len();
    let every = case["dt"].as_f64().unwrap();
    all.extend((0..looks).map(|look| (ms(look as f64 * every), Happening::Look(look))));
    all.sort_by_key(|(at, happening)| (*at, matches!(happening, Happening::Look(_))));
    all
}

#[test]
fn the_filter_agrees_with_one_of_finer_steps() {
    let file = vectors("filter_unit.json");
    for (number, case) in file["cases"].as_array().unwrap().iter().enumerate() {
        let (line, tolerance) = match case["line"].as_str().unwrap() {
            "shared" => (Line::Shared, file["tol"].as_f64().unwrap()),
            _ => (Line::Separate, file["tol_separate"].as_f64().unwrap()),
        };
        let counters = case["c"].as_u64().unwrap() as usize;
        let mut filter = Estimator::new(model(case), line, counters, 0, WeekTime(0));
        if !case["sensor"].is_null() {
            filter = filter.with_sensor();
        }
        (0..counters).for_each(|till| filter.opened(till, 0));
        let expected = numbers(&case["mean"]);
        let mut worst: f64 = 0.0;
        for (at, happening) in happenings(case) {
            match happening {
                Happening::Start(till) => filter.started(till, at, Source::FirstScan),
                Happening::End(till) => filter.ended(till, at),
                Happening::Count(till, waiting) => filter.corrected(till, waiting, at),
                Happening::Pulse => filter.pulse(at),
                Happening::Look(look) => {
                    filter.advance(at);
                    worst = worst.max((filter.estimate().mean - expected[look]).abs());
                }
            }
        }
        println!("case {number}: {worst}");
        assert!(
            worst <= tolerance,
            "case {number}: off by {worst}, at most {tolerance}"
        );
    }
}

fn close(found: f64, expected: &Value, tolerance: f64, what: &str) {
    let expected = expected.as_f64().unwrap();
    let off = (found - expected).abs();
    assert!(
        off <= tolerance * (1.0 + expected.abs()),
        "{what}: {found}, not {expected}"
    );
}

#[test]
fn staffing_agrees_with_the_formulae_in_another_program() {
    let file = vectors("erlang.json");
    let tolerance = file["tol"].as_f64().unwrap();
    for (number, row) in file["rows"].as_array().unwrap().iter().enumerate() {
        let of = |name: &str| row[name].as_f64().unwrap();
        let what = |name: &str| format!("{name} of row {number}");
        let load = Load::new(of("lam"), of("mu")).unwrap();
        let counters = row["c"].as_u64().unwrap() as usize;
        let (limit, target) = (of("T"), of("target"));
        let patient = load.erlang_c(counters);
        let expected = &row["erlang_c"];
        close(
            patient.waits,
            &expected["p_wait"],
            tolerance,
            &what("p_wait"),
        );
        close(
            patient.within(limit),
            &expected["sl"],
            tolerance,
            &what("sl"),
        );
        close(patient.occupancy, &expected["rho"], tolerance, &what("rho"));
        for (found, name) in [(patient.mean_wait_s, "asa"), (patient.waiting, "lq")] {
            assert_eq!(found.is_none(), expected[name].is_null(), "{}", what(name));
            if let Some(found) = found {
                close(found, &expected[name], tolerance, &what(name));
            }
        }
        let impatient = load.erlang_a(counters, of("patience_mean"));
        let expected = &row["erlang_a"];
        for (found, name) in [
            (impatient.waits, "p_wait"),
            (impatient.abandons, "p_abandon"),
            (impatient.waiting, "lq"),
            (impatient.mean_wait_s, "mean_wait"),
            (impatient.within(limit), "sl"),
            (impatient.served_within(limit), "sl_served"),
            (impatient.occupancy, "occupancy"),
        ] {
            close(found, &expected[name], tolerance, &what(name));
        }
        let needed = load.counters_for(target, limit).map(|c| c as u64);
        assert_eq!(
            needed,
            row["min_c_erlang_c"].as_u64(),
            "{}",
            what("min_c_erlang_c")
        );
        let needed = load.counters_for_impatient(target, limit, of("patience_mean"));
        assert_eq!(
            needed.map(|c| c as u64),
            row["min_c_erlang_a"].as_u64(),
            "{}",
            what("min_c")
        );
    }
}

/// Exponential service times are what the formulae are for.
#[test]
fn a_demand_needs_what_the_formulae_say() {
    let file = vectors("erlang.json");
    for (number, row) in file["rows"].as_array().unwrap().iter().enumerate() {
        let of = |name: &str| row[name].as_f64().unwrap();
        let load = Load::new(of("lam"), of("mu")).unwrap();
        let patience = Some(of("patience_mean"));
        for (patience, name) in [(None, "min_c_erlang_c"), (patience, "min_c_erlang_a")] {
            let demand = Demand::new(load, 1.0, patience);
            let needed = demand.counters_for(of("target"), of("T"));
            let expected = row[name].as_u64();
            assert_eq!(needed.map(|c| c as u64), expected, "{name} of row {number}");
        }
        let leaving = Demand::new(load, 1.0, patience).leaving(row["c"].as_u64().unwrap() as usize);
        let expected = &row["erlang_a"]["p_abandon"];
        let tolerance = file["tol"].as_f64().unwrap();
        close(
            leaving.unwrap(),
            expected,
            tolerance,
            &format!("row {number}"),
        );
    }
}

/// The worst difference between two lists of chances; the shorter one goes on with zeros.
fn worst(found: &[f64], expected: &[f64]) -> f64 {
    let at = |list: &[f64], n: usize| list.get(n).copied().unwrap_or_default();
    let all = 0..found.len().max(expected.len());
    all.map(|n| (at(found, n) - at(expected, n)).abs())
        .fold(0.0, f64::max)
}

#[test]
fn hindsight_is_exact() {
    let file = vectors("qie_exact.json");
    let tolerance = file["tol_exact"].as_f64().unwrap();
    for (number, case) in file["cases"].as_array().unwrap().iter().enumerate() {
        let mut steps = numbers(&case["t"]);
        let end = steps.pop().unwrap();
        let period = BusyPeriod::new(steps).unwrap();
        for look in case["expected"].as_array().unwrap() {
            let at = look["t"].as_f64().unwrap();
            let found = period.in_hindsight(at, end);
            let off = worst(&found, &numbers(&look["pmf"]));
            // The chances are given to ten digits, the means in full.
            assert!(off <= tolerance, "case {number} at {at}: off by {off}");
            let mean: f64 = found.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
            close(
                mean,
                &look["mean"],
                tolerance,
                &format!("mean of case {number} at {at}"),
            );
        }
    }
}

#[test]
fn inference_while_it_lasts_is_exact() {
    let file = vectors("qie_realtime.json");
    let tolerance = file["tol"].as_f64().unwrap();
    for (number, case) in file["cases"].as_array().unwrap().iter().enumerate() {
        let period = BusyPeriod::new(numbers(&case["t"])).unwrap();
        let of = |name: &str| case[name].as_f64().unwrap();
        let found = period.so_far(of("now"), of("lam"), 120);
        let off = worst(&found, &numbers(&case["pmf"]));
        assert!(off <= tolerance, "case {number}: off by {off}");
        let mean: f64 = found.iter().enumerate().map(|(n, p)| n as f64 * p).sum();
        close(
            mean,
            &case["mean"],
            tolerance,
            &format!("mean of case {number}"),
        );
    }
}
