//! The clock. Nothing else in this crate reads one.
#![expect(clippy::disallowed_methods, reason = "this is the one place")]

use std::time::Instant;

use chrono::{DateTime, Local, NaiveDate, Utc};

/// A point in time for time-outs.
pub fn instant() -> Instant {
    Instant::now()
}

/// Now, for people and files.
pub fn utc() -> DateTime<Utc> {
    Utc::now()
}

/// Today, where the shop is.
pub fn today() -> NaiveDate {
    Local::now().date_naive()
}
