//! Points in time that outlive the process, and the quarter-hours that figures are kept in.
//!
//! No clock and no time zone: local days are worked out by whoever shows them. Time-outs use
//! `std::time::Instant`, which a set clock does not move.

use chrono::{DateTime, SecondsFormat, Utc};
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
    fn it_reads_as_a_date() {
        let time = Timestamp(1_795_332_601_005);
        assert_eq!(time.to_string(), "2026-11-22T07:30:01.005Z");
        assert_eq!(Timestamp(i64::MAX).to_string(), i64::MAX.to_string());
    }
}
