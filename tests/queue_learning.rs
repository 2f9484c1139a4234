//! What is learned of a shop's habits from its past days: how many come, what is forgotten, and when the
//! numbers can be relied on.
#![cfg(test)]

use tillside::domain::queue::learn::{PastDay, PastSale, learn};
use tillside::domain::queue::{Line, Model, WeekTime};

const HOUR_MS: i64 = 3_600_000;

/// A day from eleven to one with a customer every so many seconds, each served for twenty.
fn day(weekday: u8, age_days: u16, every_s: i64) -> PastDay {
    let sales = 2 * 3600 / every_s;
    let sale = |number: i64| {
        let start = 11 * HOUR_MS + number * every_s * 1000;
        PastSale {
            counter: 0,
            start_ms: Some(start),
            end_ms: start + 20_000,
        }
    };
    PastDay {
        weekday,
        age_days,
        sales: (0..sales).map(sale).collect(),
        ..PastDay::default()
    }
}

/// Days of one weekday, so many weeks ago, each with a customer every so many seconds.
fn weeks(ages: std::ops::Range<u16>, every_s: i64) -> impl Iterator<Item = PastDay> {
    ages.map(move |weeks| day(0, weeks * 7 + 1, every_s))
}

fn learned(days: &[PastDay]) -> Model {
    learn(days, Line::Shared, 1)
}

/// How many come in an hour at noon of a weekday.
fn at_noon(model: &Model, weekday: i64) -> f64 {
    model
        .rates
        .per_second(WeekTime(weekday * 24 * HOUR_MS + 12 * HOUR_MS))
        * 3600.0
}

#[test]
fn what_is_weeks_old_is_forgotten() {
    // Thirty an hour, and twelve.
    let busy = at_noon(&learned(&weeks(0..6, 120).collect::<Vec<_>>()), 0);
    let quiet = at_noon(&learned(&weeks(0..6, 300).collect::<Vec<_>>()), 0);
    assert!(
        (25.0..35.0).contains(&busy) && (9.0..15.0).contains(&quiet),
        "{busy}, {quiet}"
    );
    let mut before = busy;
    // The shop became quiet so many weeks ago.
    for since in [2, 8] {
        let days: Vec<PastDay> = weeks(0..since, 300).chain(weeks(since..10, 120)).collect();
        let found = at_noon(&learned(&days), 0);
        assert!(
            found < before,
            "{since} weeks of quiet: {found}, before {before}"
        );
        before = found;
    }
    let off = (before - quiet).abs();
    assert!(
        off < 0.25 * (busy - quiet),
        "after eight weeks {before}, not {quiet}"
    );
}

#[test]
fn more_than_eight_weeks_are_not_looked_at() {
    // A quarter of an hour will do.
    let short = |age, every_s| {
        let mut day = day(3, age, every_s);
        day.sales.truncate(usize::try_from(900 / every_s).unwrap());
        day
    };
    let young: Vec<PastDay> = (1..57).map(|age| short(age, 300)).collect();
    let mut all = young.clone();
    all.extend((57..80).map(|age| short(age, 60)));
    assert_eq!(learned(&all), learned(&young));
}

#[test]
fn a_weekday_has_habits_of_its_own() {
    let days: Vec<PastDay> = (0..6)
        .flat_map(|week| [day(0, week * 7 + 2, 300), day(5, week * 7 + 4, 90)])
        .collect();
    let model = learned(&days);
    let (monday, saturday) = (at_noon(&model, 0), at_noon(&model, 5));
    assert!(monday < 18.0 && saturday > 32.0, "{monday}, {saturday}");
}

#[test]
fn the_first_days_rely_on_a_guess_and_say_so() {
    let none = learned(&[]);
    assert_eq!(none, Model::guess(Line::Shared, 1));
    assert!(none.is_learning());
    assert!(
        at_noon(&none, 2) > 0.0,
        "somebody is expected on the first day"
    );
    for (days, is_learning) in [(1, true), (4, true), (7, false), (12, false)] {
        let days: Vec<PastDay> = (1..=days).map(|age| day(0, age, 300)).collect();
        let model = learned(&days);
        assert_eq!(
            model.is_learning(),
            is_learning,
            "{} days: {}",
            days.len(),
            model.days
        );
    }
    // Eight weeks of one weekday are worth a few days of today's.
    let old: Vec<PastDay> = weeks(5..8, 300).collect();
    assert!(learned(&old).is_learning(), "{}", learned(&old).days);
}

#[test]
fn a_holiday_that_is_not_left_out_would_be_learned() {
    let usual: Vec<PastDay> = weeks(0..3, 300).collect();
    let mut with_holiday = usual.clone();
    with_holiday[0] = day(0, 1, 60);
    let (usual, holiday) = (
        at_noon(&learned(&usual), 0),
        at_noon(&learned(&with_holiday), 0),
    );
    assert!(
        holiday > 1.3 * usual,
        "{holiday} against {usual}: leaving it out would be idle"
    );
}

#[test]
fn what_cannot_have_been_teaches_nothing() {
    let usual: Vec<PastDay> = weeks(0..4, 300).collect();
    let mut odd = usual.clone();
    for day in &mut odd {
        let sale = |counter, start_ms, end_ms| PastSale {
            counter,
            start_ms,
            end_ms,
        };
        day.sales.extend([
            sale(7, Some(0), 1),
            sale(0, None, i64::MAX),
            sale(0, Some(i64::MIN), -1),
            sale(0, None, 48 * HOUR_MS),
        ]);
    }
    assert_eq!(learned(&odd), learned(&usual));
    let mut nine_hours = usual.clone();
    nine_hours[0].sales.push(PastSale {
        counter: 0,
        start_ms: Some(9 * HOUR_MS),
        end_ms: 18 * HOUR_MS,
    });
    let (odd, usual) = (learned(&nine_hours), learned(&usual));
    assert!(
        (odd.service.mean_s - usual.service.mean_s).abs() < 1.0,
        "{:?}",
        odd.service
    );
}
