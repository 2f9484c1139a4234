//! What the small counter of [`super`] tells of customers' answers: those of its events, and fixed
//! comments.

use chrono::{DateTime, NaiveDate};
use tillside::domain::code::Till;
use tillside::domain::event::{Entry, Event, JournalMark};
use tillside::domain::kpi::answers::{Answer, Change, ChangeText, Funnel, Known, Report, Wanted};
use tillside::domain::member::Member;
use tillside::domain::survey::{Grade, Marks, Recommend, Scores, Waited};
use tillside::domain::tally::{Measure, Tally};
use tillside::engine::api::{Comment, Comments, DayPart, Remark, RemarkError};
use tillside::engine::sharing::{Met, Taken};

/// What is known of these days, where the shop is on the meridian of Greenwich.
pub(crate) fn known(journal: &[Entry], from: NaiveDate, to: NaiveDate) -> Known {
    let local = |ms| DateTime::from_timestamp_millis(ms).unwrap().naive_utc();
    let mut tally = Tally::default();
    let mut answers = Vec::new();
    for entry in journal {
        let at = local(entry.at.0);
        if !(from..=to).contains(&at.date()) {
            continue;
        }
        tally.count(&entry.event);
        if let Event::SurveyAnswered(answer) = &entry.event {
            let printed = |quarter: tillside::domain::time::Quarter| local(quarter.start().0);
            answers.push(Answer::of(at, answer, printed));
        }
    }
    Known {
        answers,
        funnel: Funnel::of(&tally),
        served: u32::try_from(tally.get(Measure::Served)).unwrap(),
        changes: Vec::new(),
    }
}

/// What is known of members: of none.
pub(crate) fn met() -> Met {
    Met {
        journal: JournalMark(99),
        taken: Taken::default(),
        took_people: false,
        behind: 0,
        era: 0,
        newest: 0,
        members: Vec::new(),
    }
}

pub(crate) fn comments() -> Comments {
    let comment = |(number, part)| Comment {
        number,
        day: "2026-11-22".parse().unwrap(),
        part,
        recommend: Recommend::new(3).unwrap(),
        text: "cold bread".to_owned(),
        is_read: number == 2,
    };
    let parts = [DayPart::Evening, DayPart::Afternoon, DayPart::Morning];
    Comments {
        comments: (1..).zip(parts).map(comment).collect(),
        more: 4,
    }
}

/// The numbers 1 to 3 are known, and a change can be kept up to the end of 2026.
pub(crate) fn keep(remark: &Remark) -> Result<(), RemarkError> {
    match remark {
        Remark::TickComment { number: 1..=3, .. } | Remark::RemoveChange { id: 1..=3 } => Ok(()),
        Remark::TickComment { .. } => Err(RemarkError::NoSuchComment),
        Remark::RemoveChange { .. } => Err(RemarkError::NoSuchChange),
        Remark::AddChange { day, .. } if *day < NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() => {
            Ok(())
        }
        Remark::AddChange { .. } => Err(RemarkError::BadDay),
    }
}

/// One of everything, and as little as there can be.
pub(crate) fn reports() -> Vec<Report> {
    let day: NaiveDate = "2026-11-22".parse().unwrap();
    let wanted = Wanted {
        from: day - chrono::Days::new(27),
        to: day,
        without_marked: false,
    };
    let weeks = |early: [usize; 2], late: [usize; 2]| {
        let mut known = Known {
            served: 900,
            changes: vec![Change {
                id: 1,
                day,
                text: ChangeText::new("a second till").unwrap(),
            }],
            ..Known::default()
        };
        for (ago, [good, bad]) in [(20, early), (1, late)] {
            let at = (day - chrono::Days::new(ago))
                .and_hms_opt(10, 0, 0)
                .unwrap();
            for (count, recommend) in [(good, 10), (bad, 2)] {
                known.answers.extend(vec![answer(at, recommend); count]);
            }
        }
        Report::of(wanted, known)
    };
    let mut reports = vec![
        weeks([0, 0], [0, 0]),
        weeks([0, 0], [2, 1]),
        weeks([0, 20], [20, 0]),
        weeks([20, 0], [0, 20]),
        weeks([10, 10], [10, 10]),
    ];
    let at = day.and_hms_opt(10, 0, 0).unwrap();
    for (waited, number) in Waited::ALL.into_iter().zip(1_u8..) {
        let mut odd = answer(at, 7);
        odd.waited = Some(waited);
        odd.till = Till::new(number.into()).unwrap();
        let answers = [
            vec![odd; 5],
            vec![
                Answer {
                    printed: None,
                    waited: None,
                    ..odd
                };
                1
            ],
        ]
        .concat();
        let known = Known {
            answers,
            ..Known::default()
        };
        reports.push(Report::of(wanted, known));
    }
    reports
}

/// With everything that an answer can have.
fn answer(at: chrono::NaiveDateTime, recommend: u8) -> Answer {
    let grade = Grade::new(4).ok();
    Answer {
        at,
        printed: Some(at),
        till: Till::new(2).unwrap(),
        waited: Some(Waited::Under3),
        scores: Scores {
            recommend: Recommend::new(recommend).unwrap(),
            happy: grade,
            easy: grade,
            met: grade,
            again: grade,
            own: grade,
        },
        marks: Marks {
            from_shop: true,
            in_a_burst: true,
            left_behind: true,
        },
    }
}

/// Nobody here has a number above a million.
pub(crate) fn knows(member: Member) -> bool {
    member.0 <= 1_000_000
}

pub(crate) fn remarks() -> [Remark; 3] {
    [
        Remark::TickComment {
            number: u64::MAX,
            is_read: false,
        },
        Remark::AddChange {
            day: "2199-06-06".parse().unwrap(),
            text: ChangeText::new(&"ą".repeat(80)).unwrap(),
        },
        Remark::RemoveChange { id: u32::MAX },
    ]
}
