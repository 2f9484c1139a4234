//! A journal of many years in which customers have answered for the last three, made once and used again.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use tillside::domain::code::Till;
use tillside::domain::event::{Entry, Event};
use tillside::domain::kpi::answers::ChangeText;
use tillside::domain::language::Language;
use tillside::domain::survey::{Grade, Marks, Recommend, Scores, SurveyAnswered, Waited};
use tillside::domain::time::{Quarter, Timestamp};
use tillside::engine::answers::Note;
use tillside::engine::api::Remark;
use tillside::journal::Writer;
use tillside::runtime::clock;

use crate::years::{journal_of, made_once, series};

/// Three years.
const DAYS: u64 = 3 * 365;

const A_DAY: i64 = 100;

/// Comments are kept for so many days.
const COMMENT_DAYS: u64 = 365;

/// Numbers without a pattern, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u8) -> u8 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u8::try_from((self.0 >> 33) % u64::from(end)).unwrap()
    }

    /// Nothing now and then: people stop.
    fn grade(&mut self) -> Option<Grade> {
        Grade::new(self.below(7)).ok()
    }
}

fn answer(dice: &mut Dice, number: u64, at: Timestamp) -> SurveyAnswered {
    let printed = Quarter(at.quarter().0 - i64::from(dice.below(96)));
    let waited = Waited::ALL.get(usize::from(dice.below(6)));
    let is_odd = |dice: &mut Dice| dice.below(30) == 0;
    SurveyAnswered {
        number,
        till: Till::new(u16::from(1 + dice.below(6))).unwrap(),
        printed: Some(printed).filter(|_| dice.below(10) > 0),
        waited: waited.copied(),
        language: Language::ENGLISH,
        scores: Scores {
            happy: dice.grade(),
            easy: dice.grade(),
            met: dice.grade(),
            again: dice.grade(),
            own: dice.grade(),
            ..Scores::first(Recommend::new(dice.below(11)).unwrap())
        },
        marks: Marks {
            from_shop: is_odd(dice),
            in_a_burst: is_odd(dice),
            left_behind: is_odd(dice),
        },
    }
}

/// What every fifth customer writes.
fn note(answer: &SurveyAnswered, at: Timestamp) -> Option<Note> {
    answer.number.is_multiple_of(5).then(|| Note {
        number: answer.number,
        at,
        recommend: answer.scores.recommend,
        comment: Some("The line was long, but the bread was still warm.".to_owned()),
        contact: None,
        case: None,
    })
}

fn write(path: &Path, last: NaiveDate) {
    let mut writer = Writer::new(path.to_owned(), series());
    let (mut dice, mut number) = (Dice(7), 0);
    for ago in (0..DAYS).rev() {
        let day = last - Days::new(ago);
        let begins = clock::day_begins(day);
        for place in 0..A_DAY {
            number += 1;
            let at = Timestamp(begins.0 + place * 24 * 3_600_000 / A_DAY);
            let answer = answer(&mut dice, number, at);
            let event = Event::SurveyAnswered(answer);
            let notes = note(&answer, at).filter(|_| ago < COMMENT_DAYS);
            writer.accept_together(&[Entry { at, event }], notes.into_iter().collect());
        }
        writer.commit().unwrap();
        if ago % 7 == 0 {
            let text = ChangeText::new("another till at noon").unwrap();
            let change = Remark::AddChange { day, text };
            writer.remark(&change, begins).unwrap().unwrap();
        }
    }
}

/// The file of a journal with so many documents, and a hundred answers on each day of the three years
/// that end with this one; every fifth with a comment, and a change in the shop every week.
pub(crate) fn answered(documents: i64, last: NaiveDate) -> PathBuf {
    let what = format!("{documents} documents and three years of answers");
    made_once(&format!("{documents}-answered"), &what, |path| {
        fs::copy(journal_of(documents), path).unwrap();
        write(path, last);
    })
}
