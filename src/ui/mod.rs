//! The windows: views that draw what the service says and return what the person wants.
//!
//! Decides nothing, sends nothing, reads no clock. [`cashier`] and [`manager`] have the views, [`screen`] what the
//! window remembers of itself, [`action`] what it wants; [`theme`] alone knows colours and sizes,
//! [`text`] puts values into words, [`shell`] is the window itself, [`shop`] what the
//! demo draws beside it, [`widget`] has the parts that views are made of.

pub mod action;
pub mod cashier;
pub mod manager;
mod paper;
pub mod screen;
pub mod shell;
pub mod shop;
pub mod text;
pub mod theme;
pub mod widget;

pub use action::Action;
pub use cashier::{panel_ui, strip_ui};
pub use screen::{Page, Scale, Screen, ThemeChoice};

use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::domain::script::Scripts;
use crate::domain::time::Timestamp;
use crate::engine::api::View;
use chrono::{DateTime, NaiveDate, Offset as _, TimeZone, Timelike as _};
use std::sync::Arc;

/// How the window reaches the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// It answers; this is the newest view.
    Live(Arc<View>),
    /// It was asked for the first time and has not answered yet.
    Starting,
    /// It answered once, or should have, and does not.
    Away {
        /// The local time at which it went.
        since: Clock,
        /// What it said last, if anything: the figures are old, the words still hold.
        last: Option<Arc<View>>,
    },
}

impl Link {
    /// The newest view there is, however old.
    pub fn view(&self) -> Option<&View> {
        match self {
            Self::Live(view) => Some(view),
            Self::Starting => None,
            Self::Away { last, .. } => last.as_deref(),
        }
    }
}

/// Everything that the cashier's window can say.
#[derive(Debug, Clone)]
pub struct Words {
    /// The window's own texts, in its language.
    pub texts: Messages,
    /// What is said at the counter, in every language.
    pub scripts: Arc<Scripts>,
}

impl Words {
    /// The words of a window in this language.
    pub fn new(language: Language, scripts: Arc<Scripts>) -> Self {
        Self {
            texts: Messages::for_language(language),
            scripts,
        }
    }
}

/// The day and the time on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Days since 1970-01-01.
    pub day: i64,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// How far the wall is ahead of UTC, in minutes; what happened at other times is shown with it.
    pub ahead_of_utc: i16,
}

impl Clock {
    /// What this wall showed at that time. A change to summer time in between is not known here.
    #[must_use]
    pub fn at(self, time: Timestamp) -> Self {
        let minutes = time.0.div_euclid(60_000) + i64::from(self.ahead_of_utc);
        let of_day = minutes.rem_euclid(24 * 60);
        Self {
            day: minutes.div_euclid(24 * 60),
            hour: u8::try_from(of_day / 60).unwrap_or(0),
            minute: u8::try_from(of_day % 60).unwrap_or(0),
            ..self
        }
    }

    /// The day on the wall.
    pub fn date(self) -> NaiveDate {
        let day = i32::try_from(self.day).unwrap_or_default();
        NaiveDate::from_epoch_days(day).unwrap_or_default()
    }

    /// Which comes first on the wall, to the minute.
    pub fn is_before(self, other: Self) -> bool {
        let minute = |clock: Self| (clock.day, clock.hour, clock.minute);
        minute(self) < minute(other)
    }
}

impl<Zone: TimeZone> From<DateTime<Zone>> for Clock {
    fn from(now: DateTime<Zone>) -> Self {
        let ahead = now.offset().fix().local_minus_utc() / 60;
        let day = now.naive_local().and_utc().timestamp().div_euclid(86_400);
        Self {
            day,
            hour: u8::try_from(now.hour()).unwrap_or(0),
            minute: u8::try_from(now.minute()).unwrap_or(0),
            ahead_of_utc: i16::try_from(ahead).unwrap_or(0),
        }
    }
}

/// As on every till of the four countries: 24 hours.
impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::FixedOffset;

    fn clock(ahead_of_utc: i16) -> Clock {
        Clock {
            day: 0,
            hour: 0,
            minute: 0,
            ahead_of_utc,
        }
    }

    #[test]
    fn other_times_are_shown_as_the_wall_showed_them() {
        // 2026-11-22, 07:30:01 UTC.
        let time = Timestamp(1_795_332_601_005);
        for (ahead, shown) in [
            (0, "07:30"),
            (120, "09:30"),
            (-480, "23:30"),
            (345, "13:15"),
        ] {
            assert_eq!(clock(ahead).at(time).to_string(), shown, "{ahead}");
        }
        let days = [0, -480].map(|ahead| clock(ahead).at(time).day);
        assert_eq!(days, [20_779, 20_778], "it was still yesterday there");
        assert!(clock(0).at(Timestamp(59_999)) == clock(0) && !clock(0).is_before(clock(0)));
        assert!(clock(0).at(Timestamp(-1)).is_before(clock(0)));
        assert_eq!(clock(0).at(Timestamp(-1)).to_string(), "23:59");
    }

    #[test]
    fn a_date_and_time_gives_the_wall() {
        let zone = FixedOffset::east_opt(2 * 3600).unwrap();
        let now = zone.timestamp_millis_opt(1_795_332_601_005).unwrap();
        let expected = Clock {
            day: 20_779,
            hour: 9,
            minute: 30,
            ahead_of_utc: 120,
        };
        assert_eq!(Clock::from(now), expected);
    }
}
