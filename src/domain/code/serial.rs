//! What a code says: which code of which store, till, kind and day it is.

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Everything that a genuine code tells. No two codes have the same, so this is also the key under
/// which a code is remembered as used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Serial {
    /// The store.
    pub slot: Slot,
    /// What the code is for.
    pub kind: Kind,
    /// The till that made it; 15 is the hub.
    pub till: Till,
    /// The day on which it was made.
    pub day: Day,
    /// Its number within till, kind and day.
    pub seq: Seq,
}

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Opens the survey once.
    Survey,
    /// The thank-you for an answer.
    Reward,
    /// Makes up for something that went wrong.
    MakeGood,
    /// Leads back to a case.
    Case,
}

impl Kind {
    /// All kinds, in the order of their numbers in a code.
    pub const ALL: [Self; 4] = [Self::Survey, Self::Reward, Self::MakeGood, Self::Case];

    /// For how many days after its own day a code is good.
    pub fn valid_days(self) -> u16 {
        match self {
            Self::Survey | Self::Case => 60,
            Self::Reward | Self::MakeGood => 30,
        }
    }

    /// The name used in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Reward => "reward",
            Self::MakeGood => "make_good",
            Self::Case => "case",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub(super) fn number(self) -> u8 {
        match self {
            Self::Survey => 0,
            Self::Reward => 1,
            Self::MakeGood => 2,
            Self::Case => 3,
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// A number from 0 to `MAX`, both included.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Number<const MAX: u16>(u16);

/// The number of a store, 0 to 31.
pub type Slot = Number<31>;

/// The number of a till, 0 to 15; 15 is the hub.
pub type Till = Number<15>;

/// The number of a code within till, kind and day, 0 to 2047.
pub type Seq = Number<2047>;

/// A number is larger than its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{value} is out of range; the highest is {max}")]
pub struct OutOfRange {
    /// What was asked for.
    pub value: u16,
    /// The highest that is possible.
    pub max: u16,
}

impl<const MAX: u16> Number<MAX> {
    /// The highest number.
    pub const MAX: Self = Self(MAX);

    /// Takes 0 to `MAX`.
    pub fn new(value: u16) -> Result<Self, OutOfRange> {
        if value <= MAX {
            Ok(Self(value))
        } else {
            Err(OutOfRange { value, max: MAX })
        }
    }

    /// The plain number.
    pub fn get(self) -> u16 {
        self.0
    }

    /// The number after this one, if there is one.
    pub fn next(self) -> Option<Self> {
        Self::new(self.0.checked_add(1)?).ok()
    }

    /// The lowest bits of a field; `MAX` is one less than a power of two for all fields of a code.
    pub(super) fn from_low_bits(field: u32) -> Self {
        Self(u16::try_from(field & u32::from(MAX)).unwrap_or(MAX))
    }
}

impl<const MAX: u16> TryFrom<u16> for Number<MAX> {
    type Error = OutOfRange;

    fn try_from(value: u16) -> Result<Self, OutOfRange> {
        Self::new(value)
    }
}

impl<const MAX: u16> From<Number<MAX>> for u16 {
    fn from(number: Number<MAX>) -> Self {
        number.0
    }
}

impl<const MAX: u16> std::fmt::Display for Number<MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MAX: u16> std::fmt::Debug for Number<MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A calendar month, counted from the year 0.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Month(u32);

impl Month {
    /// How many months it is after another one; `None` where it comes before.
    pub fn since(self, earlier: Self) -> Option<u32> {
        self.0.checked_sub(earlier.0)
    }
}

/// A calendar day of the store, counted from 2020-01-01 (day 0) to 2199-06-06.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Day(pub u16);

impl Day {
    const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(2020, 1, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    };

    /// The day of a date; `None` before 2020 and after 2199-06-06.
    pub fn from_date(date: NaiveDate) -> Option<Self> {
        let days = date.signed_duration_since(Self::EPOCH).num_days();
        u16::try_from(days).ok().map(Self)
    }

    /// The date.
    pub fn date(self) -> NaiveDate {
        Self::EPOCH + Days::new(u64::from(self.0))
    }

    /// The calendar month that it is in.
    pub fn month(self) -> Month {
        let date = self.date();
        Month(u32::try_from(date.year()).unwrap_or_default() * 12 + date.month0())
    }

    /// The newest day that is not after tomorrow and ends in these eight bits; the till's clock may
    /// be a day ahead of ours.
    pub(super) fn newest_ending_in(low: u8, today: Self) -> Option<Self> {
        let tomorrow = u32::from(today.0) + 1;
        let back = (tomorrow.wrapping_sub(u32::from(low))) & 0xff;
        u16::try_from(tomorrow.checked_sub(back)?).ok().map(Self)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.date().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_new_year_2020() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(Day::from_date(date(2020, 1, 1)), Some(Day(0)));
        assert_eq!(Day::from_date(date(2020, 12, 31)), Some(Day(365)));
        assert_eq!(Day::from_date(date(2019, 12, 31)), None);
        assert_eq!(Day(2516).date(), date(2026, 11, 21));
        assert_eq!(Day(u16::MAX).date(), date(2199, 6, 6));
        assert_eq!(Day::from_date(date(2199, 6, 7)), None);
    }

    #[test]
    fn the_newest_day_with_a_residue_is_at_most_tomorrow() {
        for today in [0, 1, 254, 255, 256, 2516, u16::MAX - 1] {
            for low in 0..=u8::MAX {
                let found = Day::newest_ending_in(low, Day(today));
                let expected = (0..=u32::from(today) + 1)
                    .rev()
                    .find(|day| day & 0xff == u32::from(low))
                    .and_then(|day| u16::try_from(day).ok())
                    .map(Day);
                assert_eq!(found, expected, "today {today}, residue {low}");
            }
        }
    }

    #[test]
    fn numbers_stop_at_their_maximum() {
        assert_eq!(Till::new(15).map(Till::get), Ok(15));
        assert_eq!(Till::new(16), Err(OutOfRange { value: 16, max: 15 }));
        assert_eq!(Seq::MAX.next(), None);
    }
}
