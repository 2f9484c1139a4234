//! The report on some days: everything that may be said of what customers answered, and nothing that
//! may not. What rests on fewer than five answers is absent, what rests on fewer than ten has counts only.

use super::{Answer, Change, Funnel, Trend, Voices, by, silent, trend};
use crate::domain::code::Till;
use crate::domain::stats::{Display, Interval, Nps, NpsChange, Share};
use crate::domain::survey::{Marks, Question, Scores, Waited};
use chrono::{Days, NaiveDate, Timelike as _};
use serde::{Deserialize, Serialize};

/// What somebody wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The first day, where the shop is.
    pub from: NaiveDate,
    /// The last day, which is included.
    pub to: NaiveDate,
    /// Leave out answers that are odd, as [`Answer::is_odd`] says.
    pub without_marked: bool,
}

/// What a report is made of: what is known of the days that are [`Wanted`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The answers, with the odd ones.
    pub answers: Vec<Answer>,
    /// What became of the codes, with the odd answers.
    pub funnel: Funnel,
    /// How many customers were served.
    pub served: u32,
    /// What was changed.
    pub changes: Vec<Change>,
}

/// What customers answered on some days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Odd answers are left out.
    pub without_marked: bool,
    /// How many odd ones there are, left out or not.
    pub marked: Marked,
    /// How many answers all of this rests on.
    pub answers: u32,
    /// What became of the codes.
    pub funnel: Funnel,
    /// Would they recommend the store?
    pub score: Score,
    /// The other questions, as far as somebody answered them.
    pub questions: Vec<QuestionScore>,
    /// The days from `middle` on against those before.
    pub trend: Trend,
    /// The first day of the second half.
    pub middle: NaiveDate,
    /// By the Monday of the week in which the answer came.
    pub weeks: Vec<Group<NaiveDate>>,
    /// By the hour of the day at which the receipt was printed, where that is known.
    pub hours: Vec<Group<u8>>,
    /// By the counter that printed the receipt.
    pub counters: Vec<Group<Till>>,
    /// By how long that customer had waited, where that is known.
    pub waits: Vec<Group<Waited>>,
    /// About how many unhappy customers have said nothing; absent where answers are few.
    pub silent: Option<Interval>,
    /// What was changed, the oldest in front, and how the score has moved since.
    pub changes: Vec<Changed>,
    /// The answers one by one; none where there are fewer than five.
    pub rows: Vec<Row>,
}

/// How many answers are odd, and why; one may be odd for several reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marked {
    /// For any reason.
    pub any: u32,
    /// From the network of the shop itself.
    pub from_shop: u32,
    /// One of many within minutes from the same place.
    pub in_a_burst: u32,
    /// The receipt had been left behind.
    pub left_behind: u32,
}

/// Would these customers recommend the store? As much as may be said.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Score {
    /// How many would and would not; absent below five answers.
    pub counts: Option<Nps>,
    /// The score, from -100 to 100; absent below ten.
    pub figure: Option<Figure>,
}

/// A figure and where the truth lies nineteen times in twenty, both to one decimal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The figure.
    pub value: f64,
    /// Its interval, which need not be centred on it.
    pub interval: Interval,
}

/// What was answered to a question of one to five.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct QuestionScore {
    /// The question.
    pub question: Question,
    /// How many chose 4 or 5; absent below five answers.
    pub good: Option<Share>,
    /// The same in hundredths; absent below ten.
    pub figure: Option<Figure>,
}

/// The score of some of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Group<K> {
    /// What these have in common.
    pub key: K,
    /// Their score.
    pub score: Score,
}

/// Something that was changed, and the score from that day on against that of the days before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// What it was.
    pub change: Change,
    /// How the score has moved. Other things may have changed too.
    pub trend: Trend,
}

/// One answer, with nothing that leads to a receipt: what fewer than five have in common is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The day on which it came.
    pub day: NaiveDate,
    /// The hour of the day at which the receipt was printed.
    pub hour: Option<u8>,
    /// The counter that printed it.
    pub counter: Option<Till>,
    /// About how long the customer had waited.
    pub waited: Option<Waited>,
    /// The answers.
    pub scores: Scores,
    /// What is odd about it.
    pub marks: Marks,
}

impl Report {
    /// The most days in one report: a year.
    pub const MAX_DAYS: i64 = 366;

    /// The report on what is known.
    pub fn of(wanted: Wanted, known: Known) -> Self {
        let Wanted {
            from,
            to,
            without_marked,
        } = wanted;
        let marked = Marked::among(&known.answers);
        let mut answers = known.answers;
        let mut funnel = known.funnel;
        if without_marked {
            answers.retain(|answer| !answer.is_odd());
            funnel.answered = funnel.answered.saturating_sub(marked.any);
        }
        let voices = Voices::of(&answers);
        let middle = middle(from, to);
        let (hours, waits) = (
            groups(&answers, hour_of),
            groups(&answers, |one| one.waited),
        );
        let counters = groups(&answers, |answer| Some(answer.till));
        let rows = Commons {
            hours: &hours,
            counters: &counters,
            waits: &waits,
        }
        .rows(&answers);
        let changes = known.changes.into_iter();
        let changes = changes.map(|change| Changed {
            trend: rounded(trend(&answers, change.day)),
            change,
        });
        Self {
            from,
            to,
            without_marked,
            marked,
            answers: voices.nps.answers(),
            funnel,
            score: Score::of(voices.nps),
            questions: questions(&voices),
            trend: rounded(trend(&answers, middle)),
            middle,
            weeks: groups(&answers, |answer| Some(answer.week())),
            hours,
            counters,
            waits,
            silent: silent(voices.nps, known.served),
            changes: changes.collect(),
            rows,
        }
    }

    /// How many of the codes that were printed led to an answer.
    pub fn response(&self) -> Share {
        self.funnel.response()
    }
}

impl Marked {
    fn among(answers: &[Answer]) -> Self {
        let count = |is_it: fn(&Answer) -> bool| {
            let count = answers.iter().filter(|answer| is_it(answer)).count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        Self {
            any: count(Answer::is_odd),
            from_shop: count(|answer| answer.marks.from_shop),
            in_a_burst: count(|answer| answer.marks.in_a_burst),
            left_behind: count(|answer| answer.marks.left_behind),
        }
    }
}

impl Score {
    /// As much of it as may be said.
    pub fn of(nps: Nps) -> Self {
        let display = nps.display();
        let figure = |value| Figure::rounded(value, nps.interval());
        Self {
            counts: (display >= Display::Counts).then_some(nps),
            figure: nps.score().filter(|_| display.has_figure()).map(figure),
        }
    }

    /// How much that is.
    pub fn display(&self) -> Display {
        self.counts.map_or(Display::Hide, |nps| nps.display())
    }
}

impl Figure {
    fn rounded(value: f64, Interval { low, high }: Interval) -> Self {
        Self {
            value: tenth(value),
            interval: Interval {
                low: tenth(low),
                high: tenth(high),
            },
        }
    }
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// The same with figures to one decimal; what it says was decided before.
fn rounded(trend: Trend) -> Trend {
    let change = |change: NpsChange| {
        let Figure { value, interval } = Figure::rounded(change.points, change.interval);
        NpsChange {
            points: value,
            interval,
        }
    };
    match trend {
        Trend::Unknown => Trend::Unknown,
        Trend::Up(by) => Trend::Up(change(by)),
        Trend::Down(by) => Trend::Down(change(by)),
        Trend::Unclear(by) => Trend::Unclear(change(by)),
    }
}

impl QuestionScore {
    fn of(question: Question, good: Share) -> Self {
        let display = good.display();
        let Interval { low, high } = good.interval();
        let hundredths = Interval {
            low: low * 100.0,
            high: high * 100.0,
        };
        let figure = |share: f64| Figure::rounded(share * 100.0, hundredths);
        Self {
            question,
            good: (display >= Display::Counts).then_some(good),
            figure: good.value().filter(|_| display.has_figure()).map(figure),
        }
    }

    /// How much may be said.
    pub fn display(&self) -> Display {
        self.good.map_or(Display::Hide, Share::display)
    }
}

/// The first day of the second half, which is the longer one where there is an odd number of days.
fn middle(from: NaiveDate, to: NaiveDate) -> NaiveDate {
    let days = u64::try_from((to - from).num_days() + 1).unwrap_or_default();
    from.checked_add_days(Days::new(days / 2)).unwrap_or(to)
}

fn hour_of(answer: &Answer) -> Option<u8> {
    let hour = answer.printed?.hour();
    u8::try_from(hour).ok()
}

fn questions(voices: &Voices) -> Vec<QuestionScore> {
    let asked = Question::ALL.into_iter();
    let good = asked.map(|question| (question, voices.grades(question).good()));
    good.filter(|(_, good)| good.of > 0)
        .map(|(question, good)| QuestionScore::of(question, good))
        .collect()
}

fn groups<K: Ord>(answers: &[Answer], key: impl Fn(&Answer) -> Option<K>) -> Vec<Group<K>> {
    let groups = by(answers, key).into_iter();
    let group = |(key, nps)| Group {
        key,
        score: Score::of(nps),
    };
    groups.map(group).collect()
}

/// What answers may have in common.
struct Commons<'a> {
    hours: &'a [Group<u8>],
    counters: &'a [Group<Till>],
    waits: &'a [Group<Waited>],
}

impl Commons<'_> {
    /// Those of a day in the order of what was answered: when each of them came is nobody's business.
    fn rows(&self, answers: &[Answer]) -> Vec<Row> {
        if Voices::of(answers).nps.display() == Display::Hide {
            return Vec::new();
        }
        let mut rows: Vec<Row> = answers.iter().map(|answer| self.row(answer)).collect();
        rows.sort_by_key(|row| (row.day, row.scores.recommend, row.hour));
        rows
    }

    fn row(&self, answer: &Answer) -> Row {
        Row {
            day: answer.at.date(),
            hour: hour_of(answer).filter(|hour| is_common(self.hours, hour)),
            counter: Some(answer.till).filter(|till| is_common(self.counters, till)),
            waited: answer.waited.filter(|waited| is_common(self.waits, waited)),
            scores: answer.scores,
            marks: answer.marks,
        }
    }
}

/// Whether enough have this in common.
fn is_common<K: PartialEq>(groups: &[Group<K>], key: &K) -> bool {
    let group = groups.iter().find(|group| group.key == *key);
    group.is_some_and(|group| group.score.display() > Display::Hide)
}

#[cfg(test)]
mod tests;
