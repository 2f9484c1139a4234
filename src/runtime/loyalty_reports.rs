//! What the journal knows of members and gifts on some days, and the rules for gifts beside it. Only looks.

use std::path::Path;

use chrono::NaiveDate;

use super::{clock, config_file, gifts};
use crate::domain::code::Day;
use crate::domain::kpi::loyalty::{GiftRow, Known, Limits, Report, Usual};
use crate::domain::member::Member;
use crate::domain::tally::{Measure, Tally};
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
    let known = Known {
        usual,
        ..known(data, from, to)?
    };
    let report = Report::new(from, to, &known, &limits(config));
    let due: Vec<Member> = report.due.iter().map(|due| due.member).collect();
    let names = Reader::open(&data.join(FILE)).and_then(|reader| reader.member_names(due));
    let names = names.map_err(|error| error.to_string())?;
    Ok(LoyaltyReport { report, names })
}

/// What a report on these days is made of, by the journal in this folder; the error says what happened and what to do.
pub fn known(data: &Path, from: NaiveDate, to: NaiveDate) -> Result<Known, String> {
    let read = |reader: Reader| {
        let sums = reader.sums(&clock::quarters(from, to))?;
        Ok::<Known, Error>(Known {
            gifts: gifts_of(&reader, from, to)?,
            ..members(&reader, &sums)?
        })
    };
    let known = Reader::open(&data.join(FILE)).and_then(read);
    known.map_err(|error| error.to_string())
}

/// What the rules in force allow; nothing where there are none, or none that can be used.
fn limits(config: &Path) -> Vec<Limits> {
    let file = config_file::read(config).ok();
    let file = file.and_then(|it| it.gifts_beside(config));
    let rules = file.and_then(|file| gifts::read(&file).ok()?.1.rules.ok());
    rules.map_or_else(Vec::new, |rules| Limits::of(&rules))
}

/// Everybody who ever came, how many sales of these days had a known customer, and how
/// many joined.
fn members(reader: &Reader, sums: &Tally) -> Result<Known, Error> {
    let count = |measure| u32::try_from(sums.get(measure)).unwrap_or_default();
    Ok(Known {
        members: reader.member_rows()?,
        usual: None,
        sales: count(Measure::Sales),
        identified: count(Measure::Identified),
        joined: count(Measure::Joined),
        gifts: Vec::new(),
    })
}

/// The gifts of these days by rule and day; and those before them, which count for stock and budget.
fn gifts_of(reader: &Reader, from: NaiveDate, to: NaiveDate) -> Result<Vec<GiftRow>, Error> {
    let day = |date| Day::from_date(date).unwrap_or_default();
    reader.gift_days(day(from), day(to))
}
