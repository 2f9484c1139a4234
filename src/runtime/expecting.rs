//! How many receipts are expected today, from the figures of the journal, for gifts that are spread over a
//! day.

use std::path::Path;

use chrono::{NaiveDate, TimeDelta, Timelike as _};

use super::clock;
use crate::domain::gift::policy::{Forecast, LEARNED_DAYS, PastReceipts, QUARTERS};
use crate::domain::tally::Measure;
use crate::journal::{Error, Reader};

/// What is expected on a day; nothing where no day before says anything. `exceptions` are days that say
/// nothing about other days.
pub(super) fn expected(
    journal: &Path,
    day: NaiveDate,
    exceptions: &[NaiveDate],
) -> Result<Option<Forecast>, Error> {
    let first = day - TimeDelta::days(LEARNED_DAYS);
    let last = day - TimeDelta::days(1);
    let figures = Reader::open(journal)?.figures(&clock::quarters(first, last))?;
    let mut past = PastReceipts::new();
    for (quarter, tally) in figures {
        let local = clock::local(quarter.start());
        let served = u32::try_from(tally.get(Measure::Served)).unwrap_or_default();
        if exceptions.contains(&local.date()) {
            continue;
        }
        add(&mut past, local.date(), quarter_of(local.time()), served);
    }
    Ok(Forecast::of_day(day, &past))
}

/// Which quarter-hour of the day a time is in.
pub(super) fn quarter_of(time: chrono::NaiveTime) -> usize {
    usize::try_from(time.num_seconds_from_midnight() / (15 * 60)).unwrap_or_default()
}

/// Counts receipts.
pub(super) fn add(past: &mut PastReceipts, day: NaiveDate, quarter: usize, receipts: u32) {
    let of_day = past.entry(day).or_insert([0; QUARTERS]);
    if let Some(count) = of_day.get_mut(quarter) {
        *count = count.saturating_add(receipts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::Kind;
    use crate::domain::event::{DocumentEnded, Entry, Event, Series};
    use crate::domain::time::Timestamp;
    use crate::journal::{self, Writer};

    fn sale() -> Event {
        Event::DocumentEnded(DocumentEnded::of(Kind::Sale))
    }

    #[test]
    fn the_same_weekday_of_four_weeks_is_what_is_expected() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(journal::FILE);
        let today = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        let before = |days| today - TimeDelta::days(days);
        assert!(expected(&path, today, &[]).is_err(), "there is no journal");
        let series = Series {
            store: Default::default(),
            counter: Default::default(),
        };
        let mut writer = Writer::new(path.clone(), series);
        // So many on that day, from 10:00 on, one each ten minutes.
        for (days, count) in [
            (35, 50),
            (28, 6),
            (21, 12),
            (14, 3),
            (13, 40),
            (7, 9),
            (1, 40),
        ] {
            let ten = clock::day_begins(before(days)).0 + 10 * 3_600_000;
            for sale_of_day in 0..count {
                let at = Timestamp(ten + sale_of_day * 600_000);
                let event = sale();
                writer.accept(Entry { at, event });
            }
        }
        writer.commit().unwrap();
        let mean = |days: &[i64]| {
            let mut quarters = [0.0; QUARTERS];
            for count in days {
                for sale_of_day in 0..*count {
                    let quarter = usize::try_from(40 + sale_of_day * 10 / 15).unwrap();
                    quarters[quarter] += 1.0 / f64::from(u32::try_from(days.len()).unwrap());
                }
            }
            Forecast::new(&quarters)
        };
        let four = expected(&path, today, &[]).unwrap().unwrap();
        for (minutes, is_left) in [(0, 7.5), (600, 7.5), (615, 6.0), (690, 2.25), (720, 0.0)] {
            let time = crate::domain::time::TimeOfDay::from_minutes(minutes);
            let (found, by_hand) = (four.left(time, None), mean(&[6, 12, 3, 9]).left(time, None));
            assert!(
                (found - by_hand).abs() < 1e-9,
                "{minutes}: {found} {by_hand}"
            );
            if minutes <= 600 {
                assert!((found - is_left).abs() < 1e-9, "{minutes}: {found}");
            }
        }
        let exceptions = [before(21), before(28)];
        let two = expected(&path, today, &exceptions).unwrap().unwrap();
        assert!((two.left("00:00".parse().unwrap(), None) - 6.0).abs() < 1e-9);
        let later = today + TimeDelta::days(300);
        assert_eq!(expected(&path, later, &[]).unwrap(), None);
    }
}
