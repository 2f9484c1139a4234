//! The clock. Nothing else in this crate reads one.
#![expect(clippy::disallowed_methods, reason = "this is the one place")]

use std::ops::RangeInclusive;
use std::time::Instant;

use chrono::{DateTime, Days, Local, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc};

use crate::domain::time::{Quarter, Timestamp};
use crate::engine::counter::Now;

/// A point in time for time-outs.
pub fn instant() -> Instant {
    Instant::now()
}

/// Now, for people and files.
pub fn utc() -> DateTime<Utc> {
    Utc::now()
}

/// The time of day where the shop is, as `14:05`.
pub fn time_of_day() -> String {
    Local::now().format("%H:%M").to_string()
}

/// Today, where the shop is.
pub fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// All that the counter wants to know about now.
pub fn now() -> Now {
    Now {
        instant: instant(),
        at: utc().into(),
        day_began: day_begins(today()),
    }
}

/// What a clock in the shop shows at this time.
pub fn local(at: Timestamp) -> NaiveDateTime {
    let time = DateTime::from_timestamp_millis(at.0).unwrap_or_default();
    time.with_timezone(&Local).naive_local()
}

/// When a day begins where the shop is. Where a clock is put forward at midnight, that is the first
/// hour that exists.
pub fn day_begins(date: NaiveDate) -> Timestamp {
    let hours = (0..4).filter_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
    let exists = |time| Local.from_local_datetime(&date.and_time(time)).earliest();
    let begins = hours.filter_map(exists).map(|time| time.to_utc()).next();
    begins
        .unwrap_or_else(|| date.and_time(NaiveTime::MIN).and_utc())
        .into()
}

/// The quarter-hours of these days, both included.
pub fn quarters(from: NaiveDate, to: NaiveDate) -> RangeInclusive<Quarter> {
    let last = Timestamp(day_ends(to).0 - 1);
    day_begins(from).quarter()..=last.quarter()
}

/// When a day ends where the shop is.
pub fn day_ends(date: NaiveDate) -> Timestamp {
    day_begins(date.checked_add_days(Days::new(1)).unwrap_or(date))
}
