//! What the journal knows of members and gifts on some days, and the rules for gifts beside it. Only looks.

use std::path::Path;

use chrono::NaiveDate;

use super::{clock, config_file, gifts};
use crate::domain::code::Day;
use crate::domain::kpi::loyalty::{Known, Limits, Report, Usual};
use crate::domain::tally::Measure;
use crate::engine::api::LoyaltyReport;
use crate::journal::{Error, FILE, Reader};

/// What is said of these days, by the journal in this folder and the rules that this configuration names;
/// the error says what happened and what to do.
pub fn report(
    data: &Path,
    config: &Path,
    (from, to): (NaiveDate, NaiveDate),
    usual: Option<Usual>,
) -> Result<LoyaltyReport, String> {
    let made = |reader: Reader| {
        let known = Known {
            usual,
            ..known(&reader, from, to)?
        };
        let report = Report::new(from, to, &known, &limits(config));
        let names = reader.member_names(report.due.iter().map(|due| due.member))?;
        Ok::<LoyaltyReport, Error>(LoyaltyReport { report, names })
    };
    let made = Reader::open(&data.join(FILE)).and_then(made);
    made.map_err(|error| error.to_string())
}

/// What the rules in force allow; nothing where there are none, or none that can be used.
fn limits(config: &Path) -> Vec<Limits> {
    let file = config_file::read(config).ok();
    let file = file.and_then(|it| it.gifts_beside(config));
    let rules = file.and_then(|file| gifts::read(&file).ok()?.1.rules.ok());
    rules.map_or_else(Vec::new, |rules| Limits::of(&rules))
}

/// What a report on these days is made of, but for what is usual.
fn known(reader: &Reader, from: NaiveDate, to: NaiveDate) -> Result<Known, Error> {
    let sums = reader.sums(&clock::quarters(from, to))?;
    let count = |measure| u32::try_from(sums.get(measure)).unwrap_or_default();
    let day = |date| Day::from_date(date).unwrap_or_default();
    Ok(Known {
        members: reader.member_rows()?,
        usual: None,
        sales: count(Measure::Sales),
        identified: count(Measure::Identified),
        joined: count(Measure::Joined),
        gifts: reader.gift_days(day(from), day(to))?,
    })
}
