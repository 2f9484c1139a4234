//! How soon people turn away or give up, as far as past days tell.
//!
//! Each kind of patience makes a day's starts, ends and counts more or less likely: impatient
//! people let a line run empty in the middle of a rush, patient ones make it last beyond. The
//! likeliest kind is found by going from one to its neighbours.

use std::collections::BTreeMap;

use super::super::model::{Losses, Model};
use super::super::numeric::real;
use super::rates::Evidence;

/// From how many waiting people turn away, and how fast the share that joins falls.
const BALKING: [(f64, f64); 6] = [
    (8.0, 20.0),
    (6.0, 14.0),
    (5.0, 10.0),
    (4.0, 8.0),
    (3.0, 6.0),
    (2.0, 4.0),
];
/// Mean patience in seconds.
const PATIENCE: [f64; 6] = [20_000.0, 5400.0, 1800.0, 1200.0, 900.0, 600.0];
/// The kind of [`Losses::default`].
const USUAL: (usize, usize) = (1, 0);
/// How much less likely a kind is for each step away from the usual one, as a logarithm. Days tell
/// that people are lost rather than how; where someone counts or a sensor sees who joins, taking
/// those who turned away for those who gave up does more harm.
const UNUSUAL_BALKING: f64 = 0.3;
const UNUSUAL_PATIENCE: f64 = 0.8;
/// Only so many of the youngest days are asked.
const MOST_DAYS: usize = 14;

/// The likeliest kind of patience; the usual one where days say nothing.
pub(super) fn likeliest(model: &Model, evidence: &Evidence<'_>) -> Losses {
    let mut known = BTreeMap::new();
    let mut at = USUAL;
    loop {
        let mut chance = |kind| {
            *known
                .entry(kind)
                .or_insert_with(|| likelihood(model, evidence, kind))
        };
        let mut best = (chance(at), at);
        for kind in neighbours(at) {
            let chance = chance(kind);
            if chance > best.0 {
                best = (chance, kind);
            }
        }
        if best.1 == at {
            return losses(at).unwrap_or_default();
        }
        at = best.1;
    }
}

fn neighbours((balking, patience): (usize, usize)) -> impl Iterator<Item = (usize, usize)> {
    let around = [
        (balking.wrapping_sub(1), patience),
        (balking + 1, patience),
        (balking, patience.wrapping_sub(1)),
        (balking, patience + 1),
    ];
    around.into_iter().filter(|kind| losses(*kind).is_some())
}

fn losses((balking, patience): (usize, usize)) -> Option<Losses> {
    let (balk_from, balk_scale) = *BALKING.get(balking)?;
    Some(Losses {
        balk_from,
        balk_scale,
        renege_per_s: PATIENCE.get(patience)?.recip(),
    })
}

/// The logarithm of how likely the days are with this kind of patience, times how usual it is.
fn likelihood(model: &Model, evidence: &Evidence<'_>, kind: (usize, usize)) -> f64 {
    let Some(losses) = losses(kind) else {
        return f64::NEG_INFINITY;
    };
    let model = Model {
        losses,
        ..model.clone()
    };
    let days = evidence.under(&model).take(MOST_DAYS);
    let days: f64 = days
        .map(|(_, _, hindsight)| hindsight.log_likelihood())
        .sum();
    let unusual = UNUSUAL_BALKING * real(kind.0.abs_diff(USUAL.0))
        + UNUSUAL_PATIENCE * real(kind.1.abs_diff(USUAL.1));
    days - unusual
}
