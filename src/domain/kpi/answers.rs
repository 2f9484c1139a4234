//! What customers answered over some weeks: scores with their intervals, by question, hour, counter and
//! wait, and what became of the codes. Small groups have no figure, and no customer is in here.

mod change;
mod report;

pub use change::{Change, ChangeText, NoChangeText};
pub use report::{
    Changed, Figure, Group, Known, Marked, QuestionScore, Report, Row, Score, Wanted,
};

use crate::domain::code::Till;
use crate::domain::stats::{Display, Interval, Mean, Nps, NpsChange, Share};
use crate::domain::survey::{Grade, Marks, Question, Recommend, Scores, SurveyAnswered, Waited};
use crate::domain::tally::{Measure, Tally};
use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, Timelike as _};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An answer as reports know it, with times by the clock of the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// When it reached the counter.
    pub at: NaiveDateTime,
    /// The hour in which the receipt was printed, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<NaiveDateTime>,
    /// The counter that printed the receipt.
    pub till: Till,
    /// About how long that customer had waited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited: Option<Waited>,
    /// The answers.
    pub scores: Scores,
    /// What is odd about it.
    #[serde(default)]
    pub marks: Marks,
}

/// The grades that a question got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Grades {
    /// How often each of 1 to 5 was chosen.
    counts: [u32; Grade::MOST as usize],
}

/// What some customers answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Voices {
    /// Would they recommend the store?
    pub nps: Nps,
    /// The other questions.
    grades: BTreeMap<Question, Grades>,
}

/// What became of the codes on receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Funnel {
    /// Codes printed.
    pub printed: u32,
    /// How often the survey was opened.
    pub opened: u32,
    /// Answers.
    pub answered: u32,
    /// Thank-yous handed over.
    pub rewarded: u32,
}

/// How a score has moved between the first and the second half of some weeks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Trend {
    /// There are too few answers to tell.
    Unknown,
    /// It has gone up; so much, between these.
    Up(NpsChange),
    /// It has gone down.
    Down(NpsChange),
    /// Nothing that chance would not explain.
    Unclear(NpsChange),
}

impl Answer {
    /// The answer of an event that was committed at `at`; `local` says what a clock in the shop shows.
    pub fn of(
        at: NaiveDateTime,
        answered: &SurveyAnswered,
        local: impl FnOnce(crate::domain::time::Quarter) -> NaiveDateTime,
    ) -> Self {
        Self {
            at,
            printed: answered.printed.map(local),
            till: answered.till,
            waited: answered.waited,
            scores: answered.scores,
            marks: answered.marks,
        }
    }

    /// Managers may want to leave it out.
    pub fn is_odd(&self) -> bool {
        self.marks != Marks::default()
    }

    /// The hour of the day at which the customer was in the shop.
    pub fn hour(&self) -> Option<u32> {
        self.printed.map(|printed| printed.hour())
    }

    /// The Monday of the week in which it came.
    pub fn week(&self) -> NaiveDate {
        let day = self.at.date();
        let since = u64::from(day.weekday().num_days_from_monday());
        day.checked_sub_days(Days::new(since)).unwrap_or(day)
    }
}

impl Funnel {
    /// What these sums say.
    pub fn of(tally: &Tally) -> Self {
        let count = |measure| u32::try_from(tally.get(measure)).unwrap_or_default();
        Self {
            printed: count(Measure::Codes),
            opened: count(Measure::Opened),
            answered: count(Measure::Answered),
            rewarded: count(Measure::Redeemed),
        }
    }

    /// How many of the codes that were printed led to an answer.
    pub fn response(self) -> Share {
        Share {
            count: self.answered,
            of: self.printed,
        }
    }
}

impl Grades {
    /// How many answered.
    pub fn answers(&self) -> u32 {
        self.counts
            .iter()
            .fold(0, |sum, one| sum.saturating_add(*one))
    }

    /// How often this grade was chosen.
    pub fn count(&self, grade: Grade) -> u32 {
        let place = usize::from(grade.get()).checked_sub(1);
        let count = place.and_then(|place| self.counts.get(place));
        count.copied().unwrap_or_default()
    }

    /// How many chose 4 or 5.
    pub fn good(&self) -> Share {
        let good = self.each().filter(|(grade, _)| grade.is_good());
        Share {
            count: good.fold(0, |sum, (_, count)| sum.saturating_add(count)),
            of: self.answers(),
        }
    }

    /// The mean grade; `None` below two answers.
    pub fn mean(&self) -> Option<Mean> {
        let all = self.each().flat_map(|(grade, count)| {
            std::iter::repeat_n(f64::from(grade.get()), usize::try_from(count).unwrap_or(0))
        });
        Mean::of(all)
    }

    fn each(&self) -> impl Iterator<Item = (Grade, u32)> + '_ {
        let grades = (1..=Grade::MOST).filter_map(|grade| Grade::new(grade).ok());
        grades.map(|grade| (grade, self.count(grade)))
    }

    fn add(&mut self, grade: Grade) {
        let place = usize::from(grade.get()).saturating_sub(1);
        if let Some(count) = self.counts.get_mut(place) {
            *count = count.saturating_add(1);
        }
    }
}

impl Voices {
    /// What these customers answered, all together.
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> Self {
        let mut voices = Self::default();
        for answer in answers {
            voices.add(&answer.scores);
        }
        voices
    }

    /// The grades of a question of one to five.
    pub fn grades(&self, question: Question) -> Grades {
        self.grades.get(&question).copied().unwrap_or_default()
    }

    fn add(&mut self, scores: &Scores) {
        count(&mut self.nps, scores.recommend);
        for question in Question::ALL {
            if let Some(grade) = scores.grade(question) {
                self.grades.entry(question).or_default().add(grade);
            }
        }
    }
}

fn count(nps: &mut Nps, recommend: Recommend) {
    let group = if recommend.is_promoter() {
        &mut nps.promoters
    } else if recommend.is_detractor() {
        &mut nps.detractors
    } else {
        &mut nps.passives
    };
    *group = group.saturating_add(1);
}

/// The scores of groups of answers, in the order of their keys; who has no key is in no group.
pub fn by<'a, K: Ord>(
    answers: impl IntoIterator<Item = &'a Answer>,
    key: impl Fn(&Answer) -> Option<K>,
) -> Vec<(K, Nps)> {
    let mut groups: BTreeMap<K, Nps> = BTreeMap::new();
    for answer in answers {
        if let Some(key) = key(answer) {
            count(groups.entry(key).or_default(), answer.scores.recommend);
        }
    }
    groups.into_iter().collect()
}

/// How the score of the days from `middle` on differs from that of the days before.
pub fn trend<'a>(answers: impl IntoIterator<Item = &'a Answer>, middle: NaiveDate) -> Trend {
    let halves = by(answers, |answer| Some(answer.at.date() >= middle));
    let half = |is_later| {
        let half = halves.iter().find(|(later, _)| *later == is_later);
        half.map(|(_, nps)| *nps).unwrap_or_default()
    };
    let (before, after) = (half(false), half(true));
    if !before.display().has_figure() || !after.display().has_figure() {
        return Trend::Unknown;
    }
    let change = after.change_since(&before);
    match change {
        change if !change.interval.excludes_zero() => Trend::Unclear(change),
        change if change.points > 0.0 => Trend::Up(change),
        change => Trend::Down(change),
    }
}

/// About how many unhappy customers of `served` have said nothing, at least and at most: as large a
/// share of those who did not answer as of those who did. Who answers is not like who does not, so
/// this is a guess with an interval around it, and nobody is looked for. `None` where answers are few.
pub fn silent(nps: Nps, served: u32) -> Option<Interval> {
    let enough = nps.display() >= Display::Low;
    let unhappy = Share {
        count: nps.detractors,
        of: nps.answers(),
    };
    let quiet = f64::from(served.saturating_sub(nps.answers()));
    let Interval { low, high } = unhappy.interval();
    enough.then_some(Interval {
        low: (low * quiet).floor(),
        high: (high * quiet).ceil(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(at: &str, recommend: u8) -> Answer {
        Answer {
            at: at.parse().unwrap(),
            printed: None,
            till: Till::default(),
            waited: None,
            scores: Scores::first(Recommend::new(recommend).unwrap()),
            marks: Marks::default(),
        }
    }

    #[test]
    fn every_answer_is_in_one_group_and_its_grades_in_theirs() {
        let mut answers: Vec<Answer> = (0..=10)
            .map(|score| answer("2026-11-22T10:00:00", score))
            .collect();
        let happy = [1, 3, 4, 5, 5].map(|grade| Grade::new(grade).ok());
        for (answer, happy) in answers.iter_mut().zip(happy) {
            answer.scores.happy = happy;
        }
        let voices = Voices::of(&answers);
        let counts = (
            voices.nps.promoters,
            voices.nps.passives,
            voices.nps.detractors,
        );
        assert_eq!(counts, (2, 2, 7));
        let grades = voices.grades(Question::Happy);
        assert_eq!(grades.good(), Share { count: 3, of: 5 });
        assert!((grades.mean().unwrap().value - 3.6).abs() < 1e-12);
        assert_eq!(voices.grades(Question::Easy), Grades::default());
    }

    #[test]
    fn a_trend_is_only_told_where_it_is_one() {
        let days = |day: &str, good: usize, bad: usize| {
            let one = |score| answer(&format!("{day}T09:00:00"), score);
            let good = std::iter::repeat_n(one(10), good);
            good.chain(std::iter::repeat_n(one(3), bad)).collect()
        };
        let told = |before: (usize, usize), after: (usize, usize)| {
            let mut all: Vec<Answer> = days("2026-11-01", before.0, before.1);
            all.extend::<Vec<Answer>>(days("2026-11-15", after.0, after.1));
            trend(&all, "2026-11-15".parse().unwrap())
        };
        assert!(matches!(told((9, 0), (20, 20)), Trend::Unknown));
        assert!(matches!(told((10, 10), (11, 9)), Trend::Unclear(_)));
        assert!(matches!(told((10, 30), (35, 5)), Trend::Up(_)));
        assert!(matches!(told((35, 5), (10, 30)), Trend::Down(_)));
    }

    #[test]
    fn groups_are_by_what_is_known() {
        let mut late = answer("2026-11-22T10:00:00", 9);
        late.waited = Some(Waited::Longer);
        late.printed = Some("2026-11-20T17:00:00".parse().unwrap());
        let answers = [answer("2026-11-22T10:00:00", 2), late, late];
        let waits = by(&answers, |answer| answer.waited);
        assert_eq!(waits.len(), 1);
        assert_eq!(waits[0].0, Waited::Longer);
        assert_eq!(waits[0].1.promoters, 2);
        assert_eq!(by(&answers, Answer::hour)[0].0, 17);
        let week = by(&answers, |answer| Some(answer.week()));
        assert_eq!(week[0].0.to_string(), "2026-11-16");
    }

    #[test]
    fn the_silent_are_guessed_from_ten_answers_on() {
        let nps = |promoters, detractors| Nps {
            promoters,
            passives: 0,
            detractors,
        };
        assert_eq!(silent(nps(7, 2), 500), None);
        let guess = silent(nps(60, 40), 1100).unwrap();
        assert!(guess.low < 400.0 && guess.high > 400.0, "{guess:?}");
        assert!(guess.low > 300.0 && guess.high < 500.0, "{guess:?}");
        assert!(silent(nps(60, 40), 50).unwrap().high <= 0.0);
    }
}
