//! What is known of a sale when its gift is looked for.

use crate::domain::case::Resolution;
use crate::domain::code::Day;
use crate::domain::gift::RuleKey;
use crate::domain::gift::book::Book;
use crate::domain::gift::policy::Forecast;
use crate::domain::gift::rules::CategorySet;
use crate::domain::member::Member;
use crate::domain::receipt::Receipt;
use crate::domain::time::{TimeOfDay, Timestamp};
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// A sale, or what else a gift may follow.
#[derive(Debug, Clone, Copy)]
pub struct Sale<'s> {
    /// Its number.
    pub receipt: Receipt,
    /// What happens.
    pub happening: Happening,
    /// When.
    pub at: Timestamp,
    /// The day on the wall.
    pub day: Day,
    /// The time on the wall.
    pub time: TimeOfDay,
    /// What it comes to so far, in hundredths; `None` where nobody knows.
    pub total_minor: Option<i64>,
    /// The categories of what was scanned, see `Categories::of`.
    pub categories: CategorySet,
    /// How warm it is, if somebody said.
    pub temperature: Option<Temperature>,
    /// The receipts that are still expected today, for rules that are paced.
    pub forecast: Option<&'s Forecast>,
    /// Who is served.
    pub customer: Customer<'s>,
    /// A note about the payment is on the screen: nothing is offered beside it.
    pub note: bool,
}

/// What a gift may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// A sale.
    Sale,
    /// The cashier touches this rule.
    Manual(RuleKey),
    /// The customer shows the thank-you code of the survey.
    SurveyDone,
    /// The customer's case is over.
    CaseClosed(Resolution),
    /// The member asks for what this rule gives, and pays with stars.
    Stars(RuleKey),
}

/// A temperature and when it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Temperature {
    /// In tenths of a degree Celsius.
    pub tenths: i16,
    /// When it was read or typed.
    pub at: Timestamp,
}

/// Who is served.
#[derive(Debug, Clone, Copy)]
pub enum Customer<'s> {
    /// Nobody knows.
    Unknown,
    /// The card is one of staff.
    Staff,
    /// A member.
    Member(Profile<'s>),
}

/// What rules may know of a member; no name.
#[derive(Debug, Clone, Copy)]
pub struct Profile<'s> {
    /// All numbers of the person, the lowest in front; at least one.
    pub numbers: &'s [Member],
    /// What these had, where it is kept apart from what the shop gave.
    pub had: Option<&'s Book>,
    /// How often they have come, today included.
    pub visit: u32,
    /// How long they were away in their usual gaps; `None` while that is not known.
    pub overdue_ratio: Option<f64>,
    /// Day and month, where they agreed that it is used.
    pub birthday: Option<Birthday>,
    /// They want no gifts.
    pub opted_out: bool,
    /// How many stars they have.
    pub stars: i64,
}

/// A birthday without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u8, u8)", into = "(u8, u8)")]
pub struct Birthday {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31; 29 February is kept on the 28th in other years.
    pub day: u8,
}

impl Temperature {
    /// Reads what was typed, what a file has or an address answers: degrees Celsius from -60 to 60 as a
    /// number with a point or a comma, and nothing else. `None` for anything else, which is then unknown.
    pub fn read(text: &str, at: Timestamp) -> Option<Self> {
        let text = text.trim().trim_end_matches("°C").trim_end();
        let is_number = |byte: u8| byte.is_ascii_digit() || b"+-.,".contains(&byte);
        let degrees = text
            .bytes()
            .all(is_number)
            .then(|| text.replace(',', "."))?;
        let tenths = Self::tenths_of(degrees.parse().ok()?)?;
        Some(Self { tenths, at })
    }

    /// The nearest tenth of -60 to 60 degrees.
    pub(in crate::domain) fn tenths_of(degrees: f64) -> Option<i16> {
        let tenths = (degrees * 10.0).round();
        let found = (-600..=600).find(|whole| f64::from(*whole) >= tenths)?;
        (f64::from(found) - tenths < 0.5).then_some(found)
    }
}

impl Customer<'_> {
    /// The number that facts carry.
    pub fn member(&self) -> Option<Member> {
        match self {
            Self::Member(profile) => profile.numbers.first().copied(),
            Self::Unknown | Self::Staff => None,
        }
    }
}

/// There is no such day in any year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a birthday is a month from 1 to 12 and a day that it has")]
pub struct NoBirthday;

impl TryFrom<(u8, u8)> for Birthday {
    type Error = NoBirthday;

    fn try_from((month, day): (u8, u8)) -> Result<Self, NoBirthday> {
        // 2020 has a 29 February.
        let date = NaiveDate::from_ymd_opt(2020, month.into(), day.into());
        date.map(|_| Self { month, day }).ok_or(NoBirthday)
    }
}

impl From<Birthday> for (u8, u8) {
    fn from(birthday: Birthday) -> Self {
        (birthday.month, birthday.day)
    }
}

impl Birthday {
    /// How many days it is away from a day, before or after; `None` where it is no date.
    pub fn days_from(self, day: Day) -> Option<u16> {
        let today = day.date();
        let year = today.year();
        let all = [year - 1, year, year + 1].into_iter();
        let all = all.filter_map(|year| self.in_year(year));
        let days = all.map(|date| date.signed_duration_since(today).num_days().unsigned_abs());
        days.min().and_then(|days| u16::try_from(days).ok())
    }

    fn in_year(self, year: i32) -> Option<NaiveDate> {
        let on = |day: u8| NaiveDate::from_ymd_opt(year, self.month.into(), day.into());
        let is_leap_day = (self.month, self.day) == (2, 29);
        on(self.day).or_else(|| is_leap_day.then(|| on(28)).flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temperature_is_a_number_or_unknown() {
        for (text, tenths) in [
            ("21", Some(210)),
            (" -3,25 \n", Some(-33)),
            ("28.04 °C", Some(280)),
            ("+0.0", Some(0)),
            ("-60", Some(-600)),
            ("60", Some(600)),
            ("60.1", None),
            ("-273", None),
            ("", None),
            ("warm", None),
            ("1e1", None),
            ("NaN", None),
            ("21 22", None),
            ("{\"t\": 21}", None),
        ] {
            let found = Temperature::read(text, Timestamp(5));
            assert_eq!(found.map(|it| it.tenths), tenths, "{text:?}");
        }
    }

    #[test]
    fn a_birthday_is_near_over_new_year_and_on_the_28th_without_a_29th() {
        let day = |y, m, d| Day::from_date(NaiveDate::from_ymd_opt(y, m, d).unwrap()).unwrap();
        for (month, on, today, days) in [
            (11, 27, day(2026, 11, 27), Some(0)),
            (12, 1, day(2026, 11, 27), Some(4)),
            (1, 2, day(2026, 12, 30), Some(3)),
            (12, 30, day(2027, 1, 2), Some(3)),
            (2, 29, day(2027, 2, 28), Some(0)),
            (2, 29, day(2028, 2, 28), Some(1)),
            (2, 30, day(2028, 2, 28), None),
            (13, 1, day(2028, 2, 28), None),
        ] {
            let birthday = Birthday { month, day: on };
            assert_eq!(birthday.days_from(today), days, "{birthday:?} {today}");
        }
    }
}
