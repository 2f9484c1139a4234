//! Tables made by hand, and the same sums counted another way.

use super::*;
use crate::domain::call::CallReason;
use crate::domain::document::Kind;
use crate::domain::event::{DocumentEnded, Event, QueueObserved};
use proptest::prelude::*;

fn at(text: &str) -> NaiveDateTime {
    format!("{text}:00").parse().unwrap()
}

fn observed(mean_tenths: u16, low: u16, high: u16) -> Event {
    Event::QueueObserved(QueueObserved {
        mean_tenths,
        low,
        high,
        open_tenths: 10,
    })
}

fn sale(waited_s: Option<u16>) -> Event {
    Event::DocumentEnded(DocumentEnded {
        waited_s,
        ..DocumentEnded::of(Kind::Sale)
    })
}

fn tally(events: &[Event]) -> Tally {
    let mut tally = Tally::default();
    for event in events {
        tally.count(event);
    }
    tally
}

/// Of so many tenths each; 2026-11-22 is a Sunday.
fn table(rows: &[(&str, u16)]) -> Vec<(NaiveDateTime, Tally)> {
    rows.iter()
        .map(|(when, tenths)| (at(when), tally(&[observed(*tenths, 1, 4)])))
        .collect()
}

fn of(rows: &[(NaiveDateTime, Tally)]) -> impl Iterator<Item = Quarterly<'_>> {
    rows.iter().map(|(at, tally)| (*at, tally))
}

#[test]
fn a_day_shows_what_was_looked_at_and_an_hour_that_comes_twice_once() {
    let mut rows = table(&[
        ("2026-10-24T02:00", 90),
        ("2026-10-25T02:00", 10),
        ("2026-10-25T02:45", 21),
        ("2026-10-25T02:00", 21),
        ("2026-10-26T02:00", 90),
    ]);
    // Somebody was served, and nobody looked at the line.
    rows.push((at("2026-10-25T03:00"), tally(&[sale(None)])));
    let day = day(of(&rows), "2026-10-25".parse().unwrap());
    let found: Vec<_> = day
        .iter()
        .map(|one| (one.quarter, one.mean, one.low, one.high))
        .collect();
    assert_eq!(found, [(8, 16, 10, 40), (11, 21, 10, 40)]);
}

#[test]
fn a_usual_day_needs_two_days_and_ends_after_eight_weeks() {
    let rows = table(&[
        ("2026-11-22T10:00", 99), // the day itself
        ("2026-11-15T10:00", 10),
        ("2026-11-08T10:00", 25),
        ("2026-11-14T10:00", 99), // a Saturday
        ("2026-11-15T10:15", 30), // only once
        ("2026-09-27T10:30", 40), // the eighth week
        ("2026-11-15T10:30", 20),
        ("2026-09-20T10:45", 40), // the ninth
        ("2026-11-15T10:45", 20),
    ]);
    let usual = usual_day(of(&rows), "2026-11-22".parse().unwrap());
    assert_eq!(usual, BTreeMap::from([(40, 18), (42, 30)]));
}

#[test]
fn heat_is_a_mean_where_somebody_looked_and_nothing_elsewhere() {
    let rows = table(&[
        ("2026-11-16T08:00", 0),
        ("2026-11-16T08:15", 5),
        ("2026-11-22T17:45", 70),
        ("2026-11-15T17:00", 41),
    ]);
    let heat = heat(of(&rows));
    for (weekday, hour, expected) in [
        (0, 8, Some(3)),
        (6, 17, Some(56)),
        (0, 9, None),
        (1, 8, None),
        (7, 8, None),
        (0, 24, None),
    ] {
        assert_eq!(heat.mean(weekday, hour), expected, "{weekday} {hour}");
    }
    assert_eq!(
        (heat.hours(), heat.most(), heat.cell(6, 17).observed),
        (Some((8, 17)), 56, 2)
    );
    assert_eq!(Heat::default().hours(), None);
}

#[test]
fn the_busiest_come_first_and_the_first_of_equals() {
    let rows = table(&[
        ("2026-11-17T12:00", 30),
        ("2026-11-20T17:15", 80),
        ("2026-11-13T17:15", 61),
        ("2026-11-16T09:00", 0),
        ("2026-11-16T12:30", 30),
    ]);
    let found: Vec<_> = busiest(of(&rows), 5)
        .iter()
        .map(|busy| (busy.weekday, busy.quarter, busy.mean))
        .collect();
    assert_eq!(found, [(4, 69, 71), (0, 50, 30), (1, 48, 30)]);
    assert_eq!(busiest(of(&rows), 1).len(), 1);
}

#[test]
fn a_share_needs_twenty_and_a_target_its_measure() {
    let waits = |within: usize, over: usize| {
        let waits = std::iter::repeat_n(180, within).chain(std::iter::repeat_n(181, over));
        let events: Vec<_> = waits.map(|waited_s| sale(Some(waited_s))).collect();
        vec![(at("2026-11-18T10:00"), tally(&events))]
    };
    for (within_target, over, expected) in [
        (19, 0, None),
        (20, 0, Some(100)),
        (17, 3, Some(85)),
        (1, 199, Some(1)),
    ] {
        let days = in_time(of(&waits(within_target, over)), Measure::Within3);
        assert_eq!(days[2].percent(), expected, "{within_target} and {over}");
        assert_eq!(days[3], InTime::default());
    }
    for (target, expected) in [
        (1, (Measure::Within1, 1)),
        (3, (Measure::Within3, 3)),
        (4, (Measure::Within3, 3)),
        (10, (Measure::Within10, 10)),
        (60, (Measure::Within10, 10)),
        (0, (Measure::Within1, 1)),
    ] {
        assert_eq!(within(target), expected, "{target}");
    }
}

/// What can happen, when, and how long somebody had waited.
fn happened() -> impl Strategy<Value = Vec<(u16, u8, u16)>> {
    prop::collection::vec((0_u16..56 * 96, 0_u8..6, 0_u16..900), 0..300)
}

fn event(kind: u8, number: u16) -> Event {
    match kind {
        0 => sale(Some(number)),
        1 => sale(None),
        2 => Event::PaymentTroubled,
        3 => Event::PaymentSettled {
            after_ms: u32::from(number),
            by: None,
        },
        4 => Event::ColleagueCalled {
            by: CallReason::Touch,
        },
        _ => observed(number, number / 20, number / 5),
    }
}

proptest! {
    /// Events go into rows by quarter-hour as the journal has them; counting the events themselves
    /// gives the same.
    #[test]
    fn reports_say_what_the_events_say(happened in happened()) {
        let monday = at("2026-09-28T00:00");
        let when = |quarter: u16| monday + chrono::TimeDelta::minutes(15 * i64::from(quarter));
        let mut rows: BTreeMap<NaiveDateTime, Tally> = BTreeMap::new();
        for (quarter, kind, number) in &happened {
            rows.entry(when(*quarter)).or_default().count(&event(*kind, *number));
        }
        let rows: Vec<_> = rows.into_iter().collect();
        let count = |wanted: &dyn Fn(&(u16, u8, u16)) -> bool| {
            i64::try_from(happened.iter().filter(|one| wanted(one)).count()).unwrap()
        };
        let sums = sums(of(&rows), Measure::Within5);
        prop_assert_eq!(sums.served, count(&|one| one.1 < 2));
        prop_assert_eq!(sums.notes, count(&|one| one.1 == 2));
        prop_assert_eq!(sums.settled, count(&|one| one.1 == 3));
        prop_assert_eq!(sums.calls, count(&|one| one.1 == 4));
        prop_assert_eq!(sums.in_time.within, count(&|one| one.1 == 0 && one.2 <= 300));
        for (day, found) in in_time(of(&rows), Measure::Within5).iter().enumerate() {
            let is_of_day = |one: &(u16, u8, u16)| usize::from(one.0 / 96) % 7 == day;
            prop_assert_eq!(found.waited, count(&|one| one.1 == 0 && is_of_day(one)));
        }
        let heat = heat(of(&rows));
        for hour in 0..24_u8 {
            for day in 0..7_u8 {
                let is_here = |one: &&(u16, u8, u16)| {
                    one.1 == 5 && (one.0 / 96) % 7 == u16::from(day) && one.0 % 96 / 4 == u16::from(hour)
                };
                let here: Vec<_> = happened.iter().filter(is_here).collect();
                let cell = heat.cell(day, hour);
                prop_assert_eq!(cell.observed, i64::try_from(here.len()).unwrap());
                prop_assert_eq!(cell.sum, here.iter().map(|one| i64::from(one.2)).sum::<i64>());
            }
        }
    }
}
