//! How many receipts are still expected today, by the quarter-hour.

use crate::domain::gift::rules::Hours;
use crate::domain::time::TimeOfDay;

/// Quarter-hours of a day.
const QUARTERS: usize = 96;

const MINUTES: u16 = 15;

/// Expected receipts of a day: for example the mean of the same weekday over the last four weeks.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// From the beginning of each quarter-hour, and of the next day, to the end of the day.
    after: [f64; QUARTERS + 1],
}

impl Forecast {
    /// Takes the receipts of each quarter-hour from midnight on; what is below zero is none.
    pub fn new(quarters: &[f64; QUARTERS]) -> Self {
        let mut after = [0.0; QUARTERS + 1];
        let mut sum = 0.0;
        let places = after.iter_mut().rev().skip(1);
        for (place, receipts) in places.zip(quarters.iter().rev()) {
            sum += receipts.max(0.0);
            *place = sum;
        }
        Self { after }
    }

    /// The receipts from a time on, within hours that do not go over midnight, or to the end of the day.
    pub fn left(&self, now: TimeOfDay, hours: Option<Hours>) -> f64 {
        let end = hours.map_or(TimeOfDay::DAY, |hours| hours.to);
        (self.from(now.minutes()) - self.from(end)).max(0.0)
    }

    /// From so many minutes after midnight to the end of the day, evenly within a quarter-hour.
    fn from(&self, minutes: u16) -> f64 {
        let at = |quarter: u16| self.after.get(usize::from(quarter)).copied().unwrap_or(0.0);
        let quarter = minutes / MINUTES;
        let part = f64::from(minutes % MINUTES) / f64::from(MINUTES);
        at(quarter) * (1.0 - part) + at(quarter + 1) * part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_shrinks_to_nothing_at_the_end_of_the_hours() {
        let mut quarters = [0.0; QUARTERS];
        quarters[40..48].fill(3.0);
        let forecast = Forecast::new(&quarters);
        let hours = Some(Hours { from: 600, to: 660 });
        for (time, hours, expected) in [
            ("00:00", None, 24.0),
            ("10:00", None, 24.0),
            ("10:05", None, 23.0),
            ("11:45", None, 3.0),
            ("12:00", None, 0.0),
            ("23:59", None, 0.0),
            ("10:00", hours, 12.0),
            ("10:55", hours, 1.0),
            ("11:30", hours, 0.0),
        ] {
            let found = forecast.left(time.parse().unwrap(), hours);
            assert!((found - expected).abs() < 1e-9, "{time}: {found}");
        }
    }
}
