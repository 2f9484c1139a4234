//! The periods over which a manager looks back.

use chrono::{Datelike as _, Days, NaiveDate};

/// How far a report looks back from a day, which is included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// Since Monday.
    ThisWeek,
    /// Four times every weekday.
    Weeks4,
    /// Eight times every weekday.
    #[default]
    Weeks8,
}

impl Period {
    /// From the shortest to the longest.
    pub const ALL: [Self; 3] = [Self::ThisWeek, Self::Weeks4, Self::Weeks8];

    /// The first day of the period that ends with this one.
    pub fn first_day(self, today: NaiveDate) -> NaiveDate {
        let before = match self {
            Self::ThisWeek => u64::from(today.weekday().num_days_from_monday()),
            Self::Weeks4 => 4 * 7 - 1,
            Self::Weeks8 => 8 * 7 - 1,
        };
        today.checked_sub_days(Days::new(before)).unwrap_or(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_ends_today_and_begins_where_it_says() {
        for (today, period, first) in [
            ("2026-11-22", Period::ThisWeek, "2026-11-16"),
            ("2026-11-16", Period::ThisWeek, "2026-11-16"),
            ("2026-11-22", Period::Weeks4, "2026-10-26"),
            ("2026-11-22", Period::Weeks8, "2026-09-28"),
        ] {
            let found = period.first_day(today.parse().unwrap());
            assert_eq!(found.to_string(), first, "{today} {period:?}");
        }
    }
}
