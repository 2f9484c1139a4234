//! `tillside gifts dry-run`: rules for gifts, tried on the sales of the journal. Changes nothing.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::journal_command::file_in;
use super::{clock, gifts_past, places};
use crate::domain::gift::policy::{Policy, Sale, Temperature};
use crate::domain::gift::rehearsal::{Rehearsal, Rehearsed, Tried};
use crate::domain::gift::rules::Rules;
use crate::engine::api::GiftsTrial;
use crate::journal::{Error, FILE, Reader};

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

/// What rules may ask for and no journal has.
const UNKNOWN: [&str; 3] = ["birthdays", "goods", "who wants no gifts"];

pub(super) fn run(args: &Args, rules: Rules, out: &mut impl Write) -> anyhow::Result<()> {
    let yesterday = || clock::today().pred_opt().unwrap_or_default();
    let to = args.to.unwrap_or_else(yesterday);
    let from = to.checked_sub_days(Days::new(args.days - 1)).unwrap_or(to);
    let reader = Reader::open(&file_in(&args.data)?)?;
    let policy = Policy::new(rules);
    let (found, of_members) = rehearse(&reader, &policy, (from, to), args.temperature)?;
    let mut unknown = UNKNOWN.to_vec();
    if args.temperature.is_none() {
        unknown.push("temperatures");
    }
    if args.json {
        let report = json!({
            "from": from,
            "to": to,
            "sales": found.sales,
            "of_members": of_members,
            "to_members": found.to_members,
            "to_unknown": found.to_unknown,
            "unknown": unknown,
            "rules": found.rules,
        });
        writeln!(out, "{report}")?;
        return Ok(());
    }
    writeln!(out, "{from} to {to}: {} sales", found.sales)?;
    for tried in &found.rules {
        writeln!(out, "{}", line(tried))?;
    }
    let all = found.rules.iter();
    let (given, cost) = all.fold((0, 0), |(given, cost), it| {
        (given + it.given, cost + it.cost_minor)
    });
    let to = to_whom(found.to_members, found.to_unknown);
    let cost = money(cost);
    writeln!(out, "in all: {given} given{to}, at a cost of {cost}")?;
    let unknown = unknown.join(", ");
    writeln!(
        out,
        "{of_members} of the sales were members'; not known: {unknown}"
    )?;
    Ok(())
}

/// Rules on the sales of these days, and how many of those were members'.
fn rehearse(
    reader: &Reader,
    policy: &Policy,
    days: (NaiveDate, NaiveDate),
    degrees: Option<i16>,
) -> Result<(Rehearsed, u32), Error> {
    let mut rehearsal = Rehearsal::new(policy);
    let past = gifts_past::walk(reader, days, |sale| {
        let tenths = degrees.map(|degrees| degrees * 10);
        let temperature = tenths.map(|tenths| Temperature {
            tenths,
            at: sale.at,
        });
        rehearsal.sale(&Sale {
            temperature,
            ..*sale
        });
    })?;
    Ok((
        rehearsal.finish(|member| past.lowest(member)),
        past.of_members,
    ))
}

/// What rules would have given on so many days before today, by the journal in this folder; how warm it
/// was is not known.
pub(super) fn before_today(data: &Path, rules: Rules, days: u16) -> Result<GiftsTrial, Error> {
    let to = clock::today().pred_opt().unwrap_or_default();
    let before = Days::new(u64::from(days).saturating_sub(1));
    let days = (to.checked_sub_days(before).unwrap_or(to), to);
    let reader = Reader::open(&data.join(FILE))?;
    let policy = Policy::new(rules);
    let (found, of_members) = rehearse(&reader, &policy, days, None)?;
    Ok(GiftsTrial::of(days, of_members, &found))
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
    let to = to_whom(tried.to_members, tried.to_unknown);
    format!("{id}: {given} given{to}, at a cost of {cost}{held_out}{why}")
}

/// Nothing where nothing would have been given.
fn to_whom(members: u32, unknown: u32) -> String {
    let members = match members {
        0 => None,
        1 => Some("1 member".to_owned()),
        more => Some(format!("{more} members")),
    };
    let unknown = match unknown {
        0 => None,
        1 => Some("once to a customer who is not known".to_owned()),
        more => Some(format!("{more} times to customers who are not known")),
    };
    match (members, unknown) {
        (None, None) => String::new(),
        (Some(members), None) => format!(" to {members}"),
        (None, Some(unknown)) => format!(", {unknown}"),
        (Some(members), Some(unknown)) => format!(" to {members} and {unknown}"),
    }
}

fn money(minor: u64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}
