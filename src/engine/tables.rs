//! Reports as tables for a spreadsheet: names on top, a comma between cells, lines that end as RFC 4180
//! has it. But for [`survey`], only numbers and our own English names are in them, so nothing needs quotes.

pub mod loyalty;
pub mod survey;

use super::api::{FiguresRow, PaymentReport};
use crate::domain::kpi::line::{InTime, Sums, heat, quarter_of_day, sums, weekday};
use crate::domain::kpi::staffing::{self, Hour, Plan};
use crate::domain::kpi::{PaymentNotes, line};
use std::collections::BTreeSet;

/// The days of the week as tables name them, Monday first.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The line by weekday and hour: what was looked at, who was served, and who in time. An hour in which
/// nothing was counted has no line, what nobody looked at is empty.
pub fn queue(rows: &[FiguresRow], target_minutes: u16) -> String {
    let (measure, minutes) = line::within(target_minutes);
    let header = format!(
        "weekday,hour,quarter_hours,mean_waiting,served,waited,within_{minutes}_min,calls,answered"
    );
    let heat = heat(rows.iter().map(FiguresRow::quarterly));
    let hour = |row: &FiguresRow| {
        let quarter = quarter_of_day(row.local_start);
        (weekday(row.local_start.date()), quarter / 4)
    };
    let hours: BTreeSet<(u8, u8)> = rows.iter().map(hour).collect();
    let lines = hours.into_iter().map(|(day, of_day)| {
        let here = rows.iter().filter(|row| hour(row) == (day, of_day));
        let sums = sums(here.map(FiguresRow::quarterly), measure);
        let Sums {
            served,
            in_time: InTime { waited, within },
            calls,
            answered,
            ..
        } = sums;
        let name = DAYS.get(usize::from(day)).copied().unwrap_or_default();
        let observed = heat.cell(day, of_day).observed;
        let mean = heat.mean(day, of_day).map(tenths).unwrap_or_default();
        format!("{name},{of_day},{observed},{mean},{served},{waited},{within},{calls},{answered}")
    });
    table(header, lines)
}

/// The plan by weekday and hour: how many come on a usual day, how many counters were open on average and
/// how many the plan has, and, on a busy day with these, the share in time and the share that gives up.
/// What is not known is empty.
pub fn staffing(plan: &Plan, rows: &[FiguresRow]) -> String {
    let Plan { target, .. } = plan;
    let header = format!(
        "weekday,hour,arrivals,mean_open,counters_for_{}_percent_in_{}_min,expected_percent,\
         leaving_percent",
        target.percent, target.minutes
    );
    let open = staffing::open(rows.iter().map(FiguresRow::quarterly));
    let hours = (0..7).flat_map(|day| (0..24).map(move |hour| (day, hour)));
    let lines = hours.filter_map(|(day, of_day)| {
        let Hour {
            arrivals,
            counters,
            within,
            leaving,
        } = plan.hour(day, of_day)?;
        let name = DAYS.get(usize::from(day)).copied().unwrap_or_default();
        let open = open.get(&(day, of_day)).copied().map(tenths);
        let open = open.unwrap_or_default();
        let within = format!("{:.1}", within * 100.0);
        let leaving = leaving.map(|share| format!("{:.1}", share * 100.0));
        let leaving = leaving.unwrap_or_default();
        Some(format!(
            "{name},{of_day},{arrivals:.1},{open},{counters},{within},{leaving}"
        ))
    });
    table(header, lines)
}

/// Payments that did not go through at once, by the hour of the day, and all together at the end. A rate
/// that is not to be given is empty.
pub fn payments(report: &PaymentReport) -> String {
    let header = "hour,notes,chip,again,other_card,phone,cash,paid_before,unsaid,settled,held,lost,\
                  settled_percent,mean_seconds";
    let hours = report.hours.iter();
    let hours = hours.map(|hour| payment_line(&hour.hour.to_string(), &hour.notes));
    let all = std::iter::once(payment_line("all", &report.total));
    table(header.to_owned(), hours.chain(all))
}

fn payment_line(hour: &str, notes: &PaymentNotes) -> String {
    let by = notes.settled;
    let counts = [
        notes.notes,
        by.chip,
        by.again,
        by.other_card,
        by.phone,
        by.cash,
        by.paid_before,
        by.unsaid,
        by.sum(),
        notes.held,
        notes.lost,
    ];
    let rates = [
        notes.settled_percent.map(|percent| percent.to_string()),
        notes.mean_seconds.map(|seconds| seconds.to_string()),
    ];
    let counts = counts.map(|count| count.to_string());
    let cells = counts
        .into_iter()
        .chain(rates.map(Option::unwrap_or_default));
    let cells: Vec<String> = std::iter::once(hour.to_owned()).chain(cells).collect();
    cells.join(",")
}

fn tenths(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn table(header: String, lines: impl Iterator<Item = String>) -> String {
    let lines = std::iter::once(header).chain(lines);
    lines.map(|line| line + "\r\n").collect()
}

#[cfg(test)]
mod tests {
    use super::super::api::Figures;
    use super::*;
    use crate::domain::code::Till;
    use crate::domain::tally::{Measure, Tally};
    use crate::domain::time::Timestamp;

    fn row(local_start: &str, counts: &[(Measure, i64)]) -> FiguresRow {
        let mut tally = Tally::default();
        for (measure, count) in counts {
            tally.add(*measure, *count);
        }
        FiguresRow {
            start: Timestamp(0),
            local_start: local_start.parse().unwrap(),
            tally,
        }
    }

    #[test]
    fn the_line_is_a_table_by_weekday_and_hour() {
        use Measure::{Calls, CallsAnswered, Observed, Served, Waited, WaitingTenths, Within3};
        let rows = [
            row("2026-11-22T17:45:00", &[(Observed, 1), (WaitingTenths, 32)]),
            row(
                "2026-11-16T08:00:00",
                &[(Served, 4), (Waited, 3), (Within3, 2)],
            ),
            row(
                "2026-11-15T17:00:00",
                &[(Observed, 1), (WaitingTenths, 41), (Served, 1)],
            ),
            row("2026-11-16T08:15:00", &[(Calls, 2), (CallsAnswered, 1)]),
        ];
        let expected = "weekday,hour,quarter_hours,mean_waiting,served,waited,within_3_min,calls,\
             answered\r\nmon,8,0,,4,3,2,2,1\r\nsun,17,2,3.7,1,0,0,0,0\r\n";
        assert_eq!(queue(&rows, 4), expected);
    }

    #[test]
    fn payments_are_a_table_by_hour_without_rates_of_few() {
        use Measure::{Held, Settled, SettledCash, SettledChip, SettledMs, Troubled};
        let many = [
            (Troubled, 19),
            (Settled, 19),
            (SettledChip, 19),
            (SettledMs, 190_000),
        ];
        let rows = vec![
            row("2026-11-22T09:45:00", &many),
            row(
                "2026-11-22T17:45:00",
                &[(Troubled, 2), (Settled, 1), (SettledCash, 1), (Held, 1)],
            ),
        ];
        let report = PaymentReport::of(Till::new(1).unwrap(), &Figures { rows });
        let expected = "hour,notes,chip,again,other_card,phone,cash,paid_before,unsaid,settled,held,\
             lost,settled_percent,mean_seconds\r\n9,19,19,0,0,0,0,0,0,19,0,0,,\r\n\
             17,2,0,0,0,0,1,0,0,1,1,0,,\r\nall,21,19,0,0,0,1,0,0,20,1,0,95,10\r\n";
        assert_eq!(payments(&report), expected);
    }
}
