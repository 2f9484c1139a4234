//! What a customer can be asked and what may be answered: the rules of the survey, without pages,
//! statistics or storage.
//!
//! Five questions of the customer service articles that Tillside follows, and one that a store may
//! add. Only the first one is needed; it is stored at the first touch.

use super::code::{Day, Seq, Till};
use super::language::Language;
use super::time::{Quarter, Timestamp};
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Would you recommend us to a friend? 0 to 10.
    Recommend,
    /// Were you happy with your visit? 1 to 5, as all others.
    Happy,
    /// Was it easy to pay and go?
    Easy,
    /// Did we meet your expectations?
    Met,
    /// Would you buy from us again?
    Again,
    /// What the store itself asks.
    Own,
}

impl Question {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 6] = [
        Self::Recommend,
        Self::Happy,
        Self::Easy,
        Self::Met,
        Self::Again,
        Self::Own,
    ];

    /// The name in forms, tables and text files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Recommend => "recommend",
            Self::Happy => "happy",
            Self::Easy => "easy",
            Self::Met => "met",
            Self::Again => "again",
            Self::Own => "own",
        }
    }
}

/// Whether somebody would recommend the store: 0 (not at all) to 10 (gladly).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Recommend(u8);

/// An answer to any other question: 1 (not at all) to 5 (very much).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Grade(u8);

/// A number that is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{value} is no answer; choose {least} to {most}")]
pub struct NoAnswer {
    /// What was sent.
    pub value: u8,
    /// The lowest answer.
    pub least: u8,
    /// The highest answer.
    pub most: u8,
}

fn within(value: u8, least: u8, most: u8) -> Result<u8, NoAnswer> {
    let is_answer = (least..=most).contains(&value);
    is_answer
        .then_some(value)
        .ok_or(NoAnswer { value, least, most })
}

impl Recommend {
    /// The highest answer.
    pub const MOST: u8 = 10;

    /// Takes 0 to 10.
    pub fn new(value: u8) -> Result<Self, NoAnswer> {
        within(value, 0, Self::MOST).map(Self)
    }

    /// The plain number.
    pub fn get(self) -> u8 {
        self.0
    }

    /// 9 or 10: tells others.
    pub fn is_promoter(self) -> bool {
        self.0 >= 9
    }

    /// 0 to 6: unhappy.
    pub fn is_detractor(self) -> bool {
        self.0 <= 6
    }
}

impl Grade {
    /// The highest answer.
    pub const MOST: u8 = 5;

    /// Takes 1 to 5.
    pub fn new(value: u8) -> Result<Self, NoAnswer> {
        within(value, 1, Self::MOST).map(Self)
    }

    /// The plain number.
    pub fn get(self) -> u8 {
        self.0
    }

    /// 4 or 5.
    pub fn is_good(self) -> bool {
        self.0 >= 4
    }

    /// 1 or 2.
    pub fn is_bad(self) -> bool {
        self.0 <= 2
    }
}

impl TryFrom<u8> for Recommend {
    type Error = NoAnswer;

    fn try_from(value: u8) -> Result<Self, NoAnswer> {
        Self::new(value)
    }
}

impl From<Recommend> for u8 {
    fn from(score: Recommend) -> Self {
        score.0
    }
}

impl TryFrom<u8> for Grade {
    type Error = NoAnswer;

    fn try_from(value: u8) -> Result<Self, NoAnswer> {
        Self::new(value)
    }
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> Self {
        grade.0
    }
}

/// All answers of one customer; what was not answered is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// Would you recommend us to a friend?
    pub recommend: Recommend,
    /// Were you happy with your visit?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happy: Option<Grade>,
    /// Was it easy to pay and go?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub easy: Option<Grade>,
    /// Did we meet your expectations?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<Grade>,
    /// Would you buy from us again?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Grade>,
    /// The store's own question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Grade>,
}

impl Scores {
    /// Only the first question is answered.
    pub fn first(recommend: Recommend) -> Self {
        Self {
            recommend,
            happy: None,
            easy: None,
            met: None,
            again: None,
            own: None,
        }
    }

    /// The answer to a question of one to five.
    pub fn grade(&self, question: Question) -> Option<Grade> {
        match question {
            Question::Recommend => None,
            Question::Happy => self.happy,
            Question::Easy => self.easy,
            Question::Met => self.met,
            Question::Again => self.again,
            Question::Own => self.own,
        }
    }

    /// Somebody should listen to this customer.
    pub fn is_unhappy(&self) -> bool {
        self.recommend.is_detractor() || self.happy.is_some_and(Grade::is_bad)
    }
}

/// What is odd about an answer, so that managers can leave it out; never a reason to refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// It came from the network of the shop itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub from_shop: bool,
    /// It was one of many within minutes from the same place.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_a_burst: bool,
    /// The receipt had been left behind.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left_behind: bool,
}

/// As many characters of a comment are kept.
pub const COMMENT_CHARS: usize = 2000;

/// As many characters of a phone number or a mail address are kept.
pub const CONTACT_CHARS: usize = 120;

/// For how long an answer may be added to after the first touch, in milliseconds.
pub const OPEN_MS: i64 = 30 * 60 * 1000;

/// One customer's answer as the pages hand it to the store, once, when nothing more is added.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Its number where it was stored: from 1, growing, of no meaning otherwise.
    pub number: u64,
    /// The counter that printed the receipt.
    pub till: Till,
    /// The day that the code carries.
    pub day: Day,
    /// The number of the code. Only to find the receipt's hour; not kept beside the answer.
    pub seq: Seq,
    /// When the first answer was stored.
    pub at: Timestamp,
    /// The language of the page.
    pub language: Language,
    /// The answers.
    pub scores: Scores,
    /// What is odd about it.
    #[serde(default)]
    pub marks: Marks,
    /// What the customer wrote, at most [`COMMENT_CHARS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Where the customer wants to be called, at most [`CONTACT_CHARS`]; only with consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

impl Sheet {
    /// Whether a person of the shop should hear of it today.
    pub fn needs_follow_up(&self) -> bool {
        self.scores.is_unhappy() || self.contact.is_some()
    }
}

/// What a customer wrote is in no log.
impl std::fmt::Debug for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sheet")
            .field("number", &self.number)
            .field("scores", &self.scores)
            .field("marks", &self.marks)
            .finish_non_exhaustive()
    }
}

/// What the journal keeps of an answer: nothing that leads to a receipt or a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyAnswered {
    /// [`Sheet::number`], so that none is counted twice.
    pub number: u64,
    /// The counter that printed the receipt.
    pub till: Till,
    /// The first quarter of the hour in which the receipt was printed, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Quarter>,
    /// About how long that customer had waited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waited: Option<Waited>,
    /// The language of the page.
    pub language: Language,
    /// The answers.
    pub scores: Scores,
    /// What is odd about it.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub marks: Marks,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands it a reference"
)]
fn is_usual(marks: &Marks) -> bool {
    *marks == Marks::default()
}

/// About how long a customer had waited, in steps wide enough to lead to nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waited {
    /// Less than a minute.
    Under1,
    /// One to three minutes.
    Under3,
    /// Three to five.
    Under5,
    /// Five to ten.
    Under10,
    /// Ten minutes or more.
    Longer,
}

impl Waited {
    /// All of them, the shortest first.
    pub const ALL: [Self; 5] = [
        Self::Under1,
        Self::Under3,
        Self::Under5,
        Self::Under10,
        Self::Longer,
    ];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Under1 => "under1",
            Self::Under3 => "under3",
            Self::Under5 => "under5",
            Self::Under10 => "under10",
            Self::Longer => "longer",
        }
    }

    /// The step of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// The step of so many seconds.
    pub fn of_s(seconds: u16) -> Self {
        match seconds / 60 {
            0 => Self::Under1,
            1..3 => Self::Under3,
            3..5 => Self::Under5,
            5..10 => Self::Under10,
            _ => Self::Longer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(recommend: u8, happy: Option<u8>) -> Scores {
        Scores {
            happy: happy.map(|grade| Grade::new(grade).unwrap()),
            ..Scores::first(Recommend::new(recommend).unwrap())
        }
    }

    #[test]
    fn only_what_the_buttons_say_is_an_answer() {
        for value in 0..=u8::MAX {
            assert_eq!(Recommend::new(value).is_ok(), value <= 10, "{value}");
            assert_eq!(
                Grade::new(value).is_ok(),
                (1..=5).contains(&value),
                "{value}"
            );
        }
        let error = Grade::new(6).unwrap_err();
        assert_eq!(error.to_string(), "6 is no answer; choose 1 to 5");
        assert!(serde_json::from_str::<Scores>(r#"{"recommend":11}"#).is_err());
    }

    #[test]
    fn unhappy_is_a_low_recommendation_or_a_bad_visit() {
        for (recommend, happy, unhappy) in [
            (10, None, false),
            (7, Some(3), false),
            (6, None, true),
            (0, Some(5), true),
            (9, Some(2), true),
        ] {
            let found = scores(recommend, happy).is_unhappy();
            assert_eq!(found, unhappy, "{recommend} {happy:?}");
        }
    }

    #[test]
    fn a_step_has_one_name() {
        for step in Waited::ALL {
            let written = serde_json::to_string(&step).unwrap();
            assert_eq!(written, format!("{:?}", step.name()));
            assert_eq!(Waited::from_name(step.name()), Some(step));
        }
    }

    #[test]
    fn waits_are_kept_in_steps() {
        for (seconds, step) in [
            (0, Waited::Under1),
            (59, Waited::Under1),
            (60, Waited::Under3),
            (179, Waited::Under3),
            (180, Waited::Under5),
            (300, Waited::Under10),
            (600, Waited::Longer),
            (u16::MAX, Waited::Longer),
        ] {
            assert_eq!(Waited::of_s(seconds), step, "{seconds} s");
        }
    }

    #[test]
    fn what_was_written_is_in_no_log() {
        let sheet = Sheet {
            number: 1,
            till: Till::default(),
            day: Day(2516),
            seq: Seq::default(),
            at: Timestamp(0),
            language: Language::ENGLISH,
            scores: scores(3, None),
            marks: Marks::default(),
            comment: Some("cold bread".to_owned()),
            contact: Some("601 602 603".to_owned()),
        };
        let debug = format!("{sheet:?}");
        assert!(
            !debug.contains("bread") && !debug.contains("601"),
            "{debug}"
        );
        assert!(sheet.needs_follow_up());
    }
}
