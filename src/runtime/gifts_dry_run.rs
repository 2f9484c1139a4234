//! `tillside gifts dry-run`: rules for gifts, tried on the sales of the journal. Changes nothing.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use chrono::{Datelike as _, Days, NaiveDate, Timelike as _, Weekday};
use serde_json::json;

use super::journal_command::file_in;
use super::{clock, places};
use crate::domain::code::Day;
use crate::domain::event::{Event, Series};
use crate::domain::gift::policy::{Customer, Forecast, Happening, Policy, Sale, Temperature};
use crate::domain::gift::rehearsal::{Rehearsal, Tried};
use crate::domain::gift::rules::{CategorySet, Rules};
use crate::domain::receipt::Receipt;
use crate::domain::time::{TimeOfDay, Timestamp};
use crate::journal::Reader;

/// How many days before those that are tried say how many receipts are expected on a weekday.
const LEARNED_DAYS: u64 = 28;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A shop's rules.
    pub(super) file: PathBuf,
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
    /// How many days, before today.
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u64).range(1..=366))]
    days: u64,
    /// The last day, such as 2026-11-22, where the shop is; without it, yesterday.
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
    /// How warm it was all the time, in degrees Celsius; without it, rules with a temperature give nothing.
    #[arg(long, value_name = "DEGREES", allow_negative_numbers = true, value_parser = clap::value_parser!(i16).range(-60..=60))]
    temperature: Option<i16>,
    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,
}

/// A sale of the journal.
#[derive(Debug, Clone, Copy)]
struct Sold {
    receipt: Receipt,
    at: Timestamp,
    date: NaiveDate,
    time: TimeOfDay,
    total_minor: Option<i64>,
}

pub(super) fn run(args: &Args, rules: Rules, out: &mut impl Write) -> anyhow::Result<()> {
    let yesterday = || clock::today().pred_opt().unwrap_or_default();
    let to = args.to.unwrap_or_else(yesterday);
    let from = to.checked_sub_days(Days::new(args.days - 1)).unwrap_or(to);
    let learned = from
        .checked_sub_days(Days::new(LEARNED_DAYS))
        .unwrap_or(from);
    let reader = Reader::open(&file_in(&args.data)?)?;
    let sold = sales(&reader, learned, to)?;
    let (before, tried): (Vec<Sold>, Vec<Sold>) = sold.into_iter().partition(|it| it.date < from);
    let forecasts = forecasts(&before);
    let policy = Policy::new(rules);
    let mut rehearsal = Rehearsal::new(&policy);
    for sold in &tried {
        let forecast = forecasts.get(&sold.date.weekday().num_days_from_monday());
        rehearsal.sale(&sale(sold, args.temperature, forecast));
    }
    if args.json {
        let (sales, rules) = (rehearsal.sales(), rehearsal.tried());
        let report = json!({ "from": from, "to": to, "sales": sales, "rules": rules });
        writeln!(out, "{report}")?;
        return Ok(());
    }
    writeln!(out, "{from} to {to}: {} sales", rehearsal.sales())?;
    for tried in rehearsal.tried() {
        writeln!(out, "{}", line(tried))?;
    }
    let all = rehearsal.tried().iter();
    let (given, cost) = all.fold((0, 0), |(given, cost), it| {
        (given + it.given, cost + it.cost_minor)
    });
    writeln!(out, "in all: {given} given, at a cost of {}", money(cost))?;
    Ok(())
}

fn line(tried: &Tried) -> String {
    let id = &tried.id;
    if !tried.follows_sale {
        return format!("{id}: follows no sale, so that it was not tried");
    }
    let (given, cost) = (tried.given, money(tried.cost_minor));
    let held_out = match tried.held_out {
        0 => String::new(),
        some => format!(", {some} held out"),
    };
    let why = tried.most_often();
    let why = why.map_or_else(String::new, |(why, count)| {
        format!("; mostly not: {why} ({count})")
    });
    format!("{id}: {given} given, at a cost of {cost}{held_out}{why}")
}

fn money(minor: u64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// The sales of these days, both included.
fn sales(reader: &Reader, from: NaiveDate, to: NaiveDate) -> anyhow::Result<Vec<Sold>> {
    let series = reader.series()?;
    let mut sales = Vec::new();
    reader.since(clock::day_begins(from), |record| {
        let at = record.entry.at;
        let local = clock::local(at);
        if let Event::DocumentEnded(it) = record.entry.event
            && it.serves()
            && !it.refund
            && (from..=to).contains(&local.date())
        {
            let minutes = local.time().num_seconds_from_midnight() / 60;
            sales.push(Sold {
                receipt: receipt(series, record.seq),
                at,
                date: local.date(),
                time: TimeOfDay::from_minutes(u16::try_from(minutes).unwrap_or_default()),
                total_minor: it.total_minor,
            });
        }
        anyhow::Ok(())
    })?;
    Ok(sales)
}

fn receipt(series: Series, seq: i64) -> Receipt {
    Receipt::new(series, seq.unsigned_abs())
}

/// The mean of the quarter-hours of each weekday, by its number from Monday, over the days on which
/// anything was sold.
fn forecasts(sold: &[Sold]) -> BTreeMap<u32, Forecast> {
    let mut dates: BTreeMap<u32, Vec<NaiveDate>> = BTreeMap::new();
    let mut counts: BTreeMap<u32, [f64; 96]> = BTreeMap::new();
    for it in sold {
        let weekday: Weekday = it.date.weekday();
        let key = weekday.num_days_from_monday();
        let of_day = counts.entry(key).or_insert([0.0; 96]);
        let quarter = usize::from(it.time.minutes() / 15);
        if let Some(count) = of_day.get_mut(quarter) {
            *count += 1.0;
        }
        let known = dates.entry(key).or_default();
        if !known.contains(&it.date) {
            known.push(it.date);
        }
    }
    let each = counts.into_iter().map(|(key, mut counts)| {
        let days = dates.get(&key).map_or(1, Vec::len);
        let days = f64::from(u32::try_from(days).unwrap_or(u32::MAX));
        for count in &mut counts {
            *count /= days;
        }
        (key, Forecast::new(&counts))
    });
    each.collect()
}

fn sale<'s>(sold: &Sold, temperature: Option<i16>, forecast: Option<&'s Forecast>) -> Sale<'s> {
    let at = sold.at;
    Sale {
        receipt: sold.receipt,
        happening: Happening::Sale,
        at,
        day: Day::from_date(sold.date).unwrap_or_default(),
        time: sold.time,
        total_minor: sold.total_minor,
        categories: CategorySet::NONE,
        temperature: temperature.map(|degrees| {
            let tenths = degrees * 10;
            Temperature { tenths, at }
        }),
        forecast,
        customer: Customer::Unknown,
        note: false,
    }
}
