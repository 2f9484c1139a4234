//! What customers wrote, for managers to read, and what managers note down beside the figures.

use crate::domain::kpi::answers::ChangeText;
use crate::domain::survey::Recommend;
use chrono::{NaiveDate, NaiveDateTime, Timelike as _};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Comments of some days, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Comments {
    /// At most [`Comments::MOST`].
    pub comments: Vec<Comment>,
    /// How many older ones there are.
    pub more: u32,
}

impl Comments {
    /// So many are given at once.
    pub const MOST: u32 = 200;
}

/// What a customer wrote. Neither the time nor anything else in here leads to a receipt. In no log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// To tick it by; of no meaning otherwise.
    pub number: u64,
    /// The day on which it came.
    pub day: NaiveDate,
    /// About when.
    pub part: DayPart,
    /// How gladly the customer recommends the store.
    pub recommend: Recommend,
    /// The words.
    pub text: String,
    /// Somebody has ticked it.
    pub is_read: bool,
}

impl fmt::Debug for Comment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Comment")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// Until noon.
    Morning,
    /// Until 17:00.
    Afternoon,
    /// Later.
    Evening,
}

impl DayPart {
    /// The part in which this time lies.
    pub fn of(time: NaiveDateTime) -> Self {
        match time.hour() {
            0..12 => Self::Morning,
            12..17 => Self::Afternoon,
            _ => Self::Evening,
        }
    }

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }
}

/// Something that a manager notes down. The same once more changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Remark {
    /// A comment has been read, or is to be read once more.
    TickComment {
        /// The comment.
        number: u64,
        /// Whether it has been read.
        is_read: bool,
    },
    /// The shop has changed something.
    AddChange {
        /// From this day on.
        day: NaiveDate,
        /// What it was.
        text: ChangeText,
    },
    /// A change is not to be shown any more.
    RemoveChange {
        /// Which one.
        id: u32,
    },
}

/// Why a remark is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RemarkError {
    /// It is not kept any more.
    #[error("this comment is not kept any more; look at the list again")]
    NoSuchComment,
    /// It was removed.
    #[error("there is no such change any more; look at the list again")]
    NoSuchChange,
    /// Nobody could look through that many.
    #[error("as many changes are kept as there can be; remove an old one first")]
    TooManyChanges,
    /// Before the shop, or far ahead.
    #[error("the day of a change must be between 2020-01-01 and 2199-06-06; choose another one")]
    BadDay,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_a_comment_came_is_told_in_thirds_of_a_day() {
        let day: NaiveDate = "2026-11-22".parse().unwrap();
        for (hour, part) in [
            (0, DayPart::Morning),
            (11, DayPart::Morning),
            (12, DayPart::Afternoon),
            (16, DayPart::Afternoon),
            (17, DayPart::Evening),
            (23, DayPart::Evening),
        ] {
            let time = day.and_hms_opt(hour, 59, 0).unwrap();
            assert_eq!(DayPart::of(time), part, "{hour}");
            let written = serde_json::to_string(&part).unwrap();
            assert_eq!(written, format!("{:?}", part.name()));
        }
    }

    #[test]
    fn what_a_customer_wrote_is_in_no_log() {
        let comment = Comment {
            number: 7,
            day: NaiveDate::default(),
            part: DayPart::Morning,
            recommend: Recommend::new(3).unwrap(),
            text: "cold bread".to_owned(),
            is_read: false,
        };
        let comments = Comments {
            comments: vec![comment],
            more: 0,
        };
        assert!(!format!("{comments:?}").contains("bread"));
    }
}
