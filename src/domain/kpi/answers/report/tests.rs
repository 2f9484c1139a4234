//! What a report says of fixed answers, and what it keeps to itself.

use super::super::ChangeText;
use super::*;
use crate::domain::survey::{Grade, Recommend};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An answer of 10 o'clock, whose receipt was printed in this hour of the day before.
fn answer(on: &str, hour: u32, recommend: u8) -> Answer {
    let at = day(on).and_hms_opt(10, 0, 0).unwrap();
    let printed = day(on).pred_opt().unwrap().and_hms_opt(hour, 0, 0);
    Answer {
        at,
        printed,
        till: Till::new(2).unwrap(),
        waited: Some(Waited::Under3),
        scores: Scores::first(Recommend::new(recommend).unwrap()),
        marks: Marks::default(),
    }
}

/// So many promoters, passives and detractors of one day and hour.
fn answers(on: &str, hour: u32, counts: [usize; 3]) -> Vec<Answer> {
    let of = |(count, recommend)| vec![answer(on, hour, recommend); count];
    counts.into_iter().zip([10, 8, 3]).flat_map(of).collect()
}

const WANTED: (&str, &str) = ("2026-10-26", "2026-11-22");

fn report(answers: Vec<Answer>, without_marked: bool) -> Report {
    let funnel = Funnel {
        printed: 4000,
        opened: 300,
        answered: u32::try_from(answers.len()).unwrap(),
        rewarded: 40,
    };
    let wanted = Wanted {
        from: day(WANTED.0),
        to: day(WANTED.1),
        without_marked,
    };
    let known = Known {
        answers,
        funnel,
        served: 4100,
        changes: vec![Change {
            id: 7,
            day: day("2026-11-10"),
            text: ChangeText::new("a second till at noon").unwrap(),
        }],
    };
    Report::of(wanted, known)
}

#[track_caller]
fn assert_figure(figure: Option<Figure>, value: f64, low: f64, high: f64) {
    let found = figure.unwrap();
    for (found, expected) in [
        (found.value, value),
        (found.interval.low, low),
        (found.interval.high, high),
    ] {
        assert!((found - expected).abs() < 0.05, "{found}, not {expected}");
    }
}

#[test]
fn a_score_has_the_adjusted_interval_and_a_share_that_of_wilson() {
    let mut all = answers("2026-11-16", 12, [50, 30, 20]);
    let grades = [(84, 5), (6, 3), (10, 1)];
    let grades = grades
        .into_iter()
        .flat_map(|(count, grade)| vec![Grade::new(grade).ok(); count]);
    for (answer, grade) in all.iter_mut().zip(grades) {
        answer.scores.happy = grade;
    }
    let report = report(all, false);
    // Both as in the published examples.
    assert_figure(report.score.figure, 30.0, 14.1, 44.2);
    let [happy] = report.questions.as_slice() else {
        panic!("{:?}", report.questions);
    };
    assert_eq!(happy.good, Some(Share { count: 84, of: 100 }));
    assert_figure(happy.figure, 84.0, 75.6, 89.9);
    assert_eq!(report.answers, 100);
    assert_eq!(report.response().percent(), Some(3));
    let silent = report.silent.unwrap();
    assert!(
        silent.low > 520.0 && silent.low < 800.0 && silent.high > 800.0 && silent.high < 1170.0,
        "{silent:?}"
    );
}

#[test]
fn what_few_answered_is_counted_or_not_told_at_all() {
    for (counts, told, figure) in [
        ([2, 1, 1], false, false),
        ([2, 2, 1], true, false),
        ([4, 3, 2], true, false),
        ([5, 3, 2], true, true),
        ([20, 5, 5], true, true),
    ] {
        let mut all = answers("2026-11-16", 12, counts);
        for answer in &mut all {
            answer.scores.easy = Grade::new(4).ok();
        }
        let report = report(all, false);
        let total: usize = counts.iter().sum();
        assert_eq!(report.answers, u32::try_from(total).unwrap());
        let easy = report.questions[0];
        let groups = [
            report.score,
            report.weeks[0].score,
            report.hours[0].score,
            report.counters[0].score,
            report.waits[0].score,
        ];
        for score in groups {
            assert_eq!(score.counts.is_some(), told, "{counts:?}");
            assert_eq!(score.figure.is_some(), figure, "{counts:?}");
        }
        assert_eq!((easy.good.is_some(), easy.figure.is_some()), (told, figure));
        assert_eq!(report.rows.len(), if told { total } else { 0 });
        assert_eq!(report.silent.is_some(), figure);
    }
}

#[test]
fn a_row_has_nothing_that_few_have_in_common() {
    let mut all = answers("2026-11-16", 12, [6, 0, 0]);
    all.extend(answers("2026-11-16", 7, [0, 0, 2]));
    all[0].waited = Some(Waited::Longer);
    all[1].till = Till::new(9).unwrap();
    all[2].printed = None;
    let report = report(all, false);
    let hours: Vec<_> = report.rows.iter().map(|row| row.hour).collect();
    // The two of 7 o'clock come first, since they would not recommend.
    let noon = Some(12);
    assert_eq!(hours, [None, None, None, noon, noon, noon, noon, noon]);
    let told = |is_told: fn(&Row) -> bool| report.rows.iter().filter(|row| is_told(row)).count();
    assert_eq!(told(|row| row.waited.is_some()), 7);
    assert_eq!(told(|row| row.counter.is_some()), 7);
    let sum: u32 = report
        .hours
        .iter()
        .filter_map(|group| Some(group.score.counts?.answers()))
        .sum();
    assert_eq!(sum, 5, "of 7 o'clock nothing is told");
    assert_eq!(report.hours.len(), 2);
}

#[test]
fn odd_answers_are_counted_and_can_be_left_out() {
    let mut all = answers("2026-11-16", 12, [30, 10, 10]);
    for (answer, mark) in all.iter_mut().zip([1, 1, 2, 3, 4]) {
        answer.marks = Marks {
            from_shop: mark == 1 || mark == 3,
            in_a_burst: mark == 2 || mark == 3,
            left_behind: mark == 4,
        };
    }
    let marked = Marked {
        any: 5,
        from_shop: 3,
        in_a_burst: 2,
        left_behind: 1,
    };
    let with = report(all.clone(), false);
    let without = report(all, true);
    assert_eq!((with.marked, without.marked), (marked, marked));
    assert_eq!((with.answers, without.answers), (50, 45));
    assert_eq!((with.funnel.answered, without.funnel.answered), (50, 45));
    assert_eq!(without.funnel.printed, 4000);
    assert_eq!(without.score.counts.unwrap().promoters, 25);
    assert_eq!(without.rows.len(), 45);
    assert!(without.rows.iter().all(|row| row.marks == Marks::default()));
}

#[test]
fn halves_and_changes_are_compared_only_where_that_is_possible() {
    let mut all = answers("2026-10-28", 12, [10, 10, 20]);
    all.extend(answers("2026-11-18", 12, [30, 8, 2]));
    let up = report(all.clone(), false);
    assert_eq!(up.middle, day("2026-11-09"));
    assert!(matches!(up.trend, Trend::Up(change) if change.interval.low > 0.0));
    assert!(matches!(up.changes[0].trend, Trend::Up(_)));
    assert_eq!(up.weeks.len(), 2);
    // 12/6/2 against 9/6/5 is no change that chance would not explain.
    let mut few = answers("2026-10-28", 12, [12, 6, 2]);
    few.extend(answers("2026-11-18", 12, [9, 6, 5]));
    assert!(matches!(report(few, false).trend, Trend::Unclear(_)));
    let late = answers("2026-11-18", 12, [30, 8, 2]);
    let late = report(late, false);
    assert_eq!(
        (late.trend, late.changes[0].trend),
        (Trend::Unknown, Trend::Unknown)
    );
}

#[test]
fn a_report_is_read_as_it_was_written() {
    let mut all = answers("2026-10-28", 12, [10, 10, 20]);
    all.extend(answers("2026-11-18", 12, [30, 8, 2]));
    all[0].scores.met = Grade::new(2).ok();
    for report in [report(all, true), report(Vec::new(), false)] {
        let written = serde_json::to_string(&report).unwrap();
        let read: Report = serde_json::from_str(&written).unwrap();
        assert!(read == report, "{} rows", report.rows.len());
    }
}
