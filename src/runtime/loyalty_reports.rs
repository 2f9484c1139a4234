//! What the journal knows of members and gifts on some days, and the rules for gifts beside it. Only looks.

use std::path::Path;

use chrono::NaiveDate;

use super::{clock, config_file, gifts};
use crate::domain::code::Day;
use crate::domain::gift::rules::Rules;
use crate::domain::kpi::loyalty::{
    Caps, Known, KnownCaps, Limits, Report, Usual, assigned_between,
};
use crate::domain::tally::Measure;
use crate::engine::api::LoyaltyReport;
use crate::journal::{CapNow, Error, FILE, Reader};

/// What is said of these days, by the journal in this folder and the rules that this configuration names;
/// the error says what happened and what to do.
pub fn report(
    data: &Path,
    config: &Path,
    (from, to): (NaiveDate, NaiveDate),
    usual: Option<Usual>,
) -> Result<LoyaltyReport, String> {
    let made = |reader: Reader| {
        let rules = rules(config);
        let limits = rules.as_ref().map(Limits::of).unwrap_or_default();
        let caps = rules.as_ref().map(Caps::of);
        let known = known(&reader, (from, to), usual, (caps, &limits))?;
        let report = Report::new(from, to, &known, &limits);
        let names = reader.member_names(report.due.iter().map(|due| due.member))?;
        Ok::<LoyaltyReport, Error>(LoyaltyReport { report, names })
    };
    let made = Reader::open(&data.join(FILE)).and_then(made);
    made.map_err(|error| error.to_string())
}

/// The rules in force; nothing where there are none, or none that can be used.
fn rules(config: &Path) -> Option<Rules> {
    let file = config_file::read(config).ok()?.gifts_beside(config)?;
    gifts::read(&file).ok()?.1.rules.ok()
}

fn day(date: NaiveDate) -> Day {
    Day::from_date(date).unwrap_or_default()
}

/// What a report on these days is made of.
fn known(
    reader: &Reader,
    (from, to): (NaiveDate, NaiveDate),
    usual: Option<Usual>,
    (caps, limits): (Option<Caps>, &[Limits]),
) -> Result<Known, Error> {
    let (today, now) = (day(to), clock::now().at);
    let cap = caps.map(|caps| CapNow {
        cap: caps.contacts,
        today,
        now,
    });
    let (members, addressed) = reader.member_rows(cap)?;
    let at_caps = |caps: Caps| {
        Ok::<KnownCaps, Error>(KnownCaps {
            caps,
            had: reader.gifts_had(caps.looks_back(limits, today), today)?,
            addressed,
            overspent: reader.overspent()?,
        })
    };
    let sums = reader.sums(&clock::quarters(from, to))?;
    let count = |measure| u32::try_from(sums.get(measure)).unwrap_or_default();
    Ok(Known {
        members,
        usual,
        sales: count(Measure::Sales),
        identified: count(Measure::Identified),
        joined: count(Measure::Joined),
        gifts: reader.gift_days(day(from), today)?,
        caps: caps.map(at_caps).transpose()?,
        assigned: reader.assigned(assigned_between(usual.as_ref(), today))?,
    })
}
