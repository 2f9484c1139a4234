//! Points in time that outlive the process, and the quarter-hours that figures are kept in.
//!
//! No clock and no time zone: local days are worked out by whoever shows them. Time-outs use
//! `std::time::Instant`, which a set clock does not move.

use chrono::{DateTime, NaiveTime, SecondsFormat, Timelike as _, Utc};
use serde::{Deserialize, Serialize};

/// A point in time in UTC, in milliseconds since 1970-01-01; it goes back when a clock is set back.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// A quarter of an hour in UTC, counted from 1970-01-01. Every time zone's day begins with one.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Quarter(pub i64);

/// A time on the clock on the wall, to the minute. It is written as `21:30`, and may be read as `9:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay {
    /// Minutes since midnight, below [`Self::DAY`].
    minutes: u16,
}

/// Why a text is no [`TimeOfDay`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no time of day; write it as in \"16:00\"")]
pub struct NoTimeOfDay(String);

impl TimeOfDay {
    /// How many minutes a day has.
    pub const DAY: u16 = 24 * 60;

    /// So many minutes after midnight, or after the next one.
    pub fn from_minutes(minutes: u16) -> Self {
        Self {
            minutes: minutes % Self::DAY,
        }
    }

    /// Minutes since midnight, 0 to 1439.
    pub fn minutes(self) -> u16 {
        self.minutes
    }

    /// Milliseconds since midnight.
    pub fn ms(self) -> i64 {
        i64::from(self.minutes) * 60_000
    }
}

impl std::str::FromStr for TimeOfDay {
    type Err = NoTimeOfDay;

    fn from_str(text: &str) -> Result<Self, NoTimeOfDay> {
        let (hours, minutes) = text.split_once(':').unwrap_or_default();
        let is_short = (1..=2).contains(&hours.len()) && minutes.len() == 2;
        let are_digits = hours
            .bytes()
            .chain(minutes.bytes())
            .all(|byte| byte.is_ascii_digit());
        let time = (is_short && are_digits)
            .then(|| NaiveTime::parse_from_str(text, "%H:%M").ok())
            .flatten();
        let minutes =
            time.and_then(|time| u16::try_from(time.num_seconds_from_midnight() / 60).ok());
        let minutes = minutes.ok_or_else(|| NoTimeOfDay(text.to_owned()))?;
        Ok(Self { minutes })
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = NoTimeOfDay;

    fn try_from(text: String) -> Result<Self, NoTimeOfDay> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl Timestamp {
    /// The quarter-hour that it lies in.
    pub fn quarter(self) -> Quarter {
        Quarter(self.0.div_euclid(Quarter::LEN_MS))
    }
}

impl Quarter {
    /// How long a quarter-hour is.
    pub const LEN_MS: i64 = 15 * 60 * 1000;

    /// Its first moment.
    pub fn start(self) -> Timestamp {
        Timestamp(self.0.saturating_mul(Self::LEN_MS))
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.timestamp_millis())
    }
}

/// As in RFC 3339, to the millisecond; beyond the years that it can write, the plain number.
impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match DateTime::from_timestamp_millis(self.0) {
            Some(time) => f.pad(&time.to_rfc3339_opts(SecondsFormat::Millis, true)),
            None => self.0.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_holds_its_own_start_and_the_fifteen_minutes_after() {
        for (at, quarter) in [
            (0, 0),
            (899_999, 0),
            (900_000, 1),
            (-1, -1),
            (-900_000, -1),
            (-900_001, -2),
        ] {
            assert_eq!(Timestamp(at).quarter(), Quarter(quarter), "{at} ms");
        }
        assert_eq!(Quarter(-2).start(), Timestamp(-1_800_000));
        assert_eq!(Quarter(7).start().quarter(), Quarter(7));
    }

    #[test]
    fn a_time_of_day_is_read_as_it_is_written() {
        for (text, minutes) in [
            ("00:00", 0),
            ("16:00", 960),
            ("21:30", 1290),
            ("23:59", 1439),
        ] {
            let time: TimeOfDay = text.parse().unwrap();
            assert_eq!((time.minutes(), time.to_string().as_str()), (minutes, text));
            assert_eq!(TimeOfDay::from_minutes(minutes + TimeOfDay::DAY), time);
            assert_eq!(time.ms(), i64::from(minutes) * 60_000);
        }
        assert_eq!("9:05".parse::<TimeOfDay>().unwrap().to_string(), "09:05");
        for text in [
            "", "24:00", "16", "16:60", "4 pm", "16:00:00", "9:5", " 9:05", "+9:05", ":30",
        ] {
            let error = text.parse::<TimeOfDay>().unwrap_err();
            assert!(error.to_string().contains("write it as in"), "{text}");
        }
    }

    #[test]
    fn it_reads_as_a_date() {
        let time = Timestamp(1_795_332_601_005);
        assert_eq!(time.to_string(), "2026-11-22T07:30:01.005Z");
        assert_eq!(Timestamp(i64::MAX).to_string(), i64::MAX.to_string());
    }
}
