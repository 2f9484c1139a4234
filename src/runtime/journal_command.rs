//! `tillside check` and `tillside export`: look into the journal, change nothing.
//!
//! Both work beside a running service.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::NaiveDate;
use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::{clock, places};
use crate::domain::event::{FORM, Series};
use crate::domain::time::Timestamp;
use crate::journal::{self, Reader, Record};

/// Exit status of a check that found something.
const FOUND: u8 = 1;

/// Arguments of `tillside check`.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,
}

/// Arguments of `tillside export`.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
    /// How to write.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// The first day, such as 2026-11-22, where the shop is.
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
}

/// How events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line.
    Jsonl,
    /// A table with a head line, for spreadsheets.
    Csv,
}

/// Says what is wrong with the journal.
pub(super) fn check(args: &CheckArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let report = journal::check(&file_in(&args.data)?)?;
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&report)?)?;
    } else {
        for finding in &report.findings {
            writeln!(out, "{finding}")?;
        }
        let verdict = match report.findings.len() {
            0 => "all is well".to_owned(),
            1 => "1 finding".to_owned(),
            more => format!("{more} findings"),
        };
        writeln!(
            out,
            "{} events, number {} to {}: {verdict}",
            report.events, report.first, report.last
        )?;
    }
    Ok(if report.findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND)
    })
}

/// Writes the events of some days.
pub(super) fn export(args: &ExportArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let reader = Reader::open(&file_in(&args.data)?)?;
    let series = reader.series()?;
    let from = args.from.map_or(Timestamp(i64::MIN), clock::day_begins);
    let until = args.to.map_or(Timestamp(i64::MAX), clock::day_ends);
    if args.format == Format::Csv {
        writeln!(out, "{}", csv_head())?;
    }
    reader.each(|record| {
        if (from..until).contains(&record.entry.at) {
            match args.format {
                Format::Jsonl => writeln!(out, "{}", json_line(series, &record)?)?,
                Format::Csv => writeln!(out, "{}", csv_line(&record)?)?,
            }
        }
        anyhow::Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn file_in(data: &Path) -> anyhow::Result<PathBuf> {
    let path = data.join(journal::FILE);
    let there = path.try_exists().context("cannot look for the journal")?;
    anyhow::ensure!(
        there,
        "there is no journal in {}; is this the data directory of the service?",
        data.display()
    );
    Ok(path)
}

fn json_line(series: Series, record: &Record) -> anyhow::Result<Value> {
    Ok(json!({
        "store": series.store,
        "counter": series.counter,
        "seq": record.seq,
        "at": record.entry.at.to_string(),
        "form": FORM,
        "event": serde_json::to_value(record.entry.event)?,
    }))
}

/// Every field that an event may have; `kind` is that of a document or of a code.
const FIELDS: [&str; 30] = [
    "kind",
    "items",
    "served_ms",
    "total_minor",
    "currency",
    "tender",
    "refund",
    "void",
    "copy",
    "trusted",
    "day",
    "seq",
    "after_ms",
    "from",
    "to",
    "device",
    "count",
    "by",
    "token",
    "sold",
    "id",
    "change",
    "due",
    "owner",
    "resolution",
    "waited_s",
    "mean_tenths",
    "low",
    "high",
    "open_tenths",
];

fn csv_head() -> String {
    // `number`, because `seq` is that of a code.
    format!("number,at,event,{}", FIELDS.join(","))
}

/// No value has a comma, a quote or a line end in it: numbers, dates and words of ours.
fn csv_line(record: &Record) -> anyhow::Result<String> {
    let (name, fields) = named(serde_json::to_value(record.entry.event)?);
    let values = FIELDS.iter().map(|field| match fields.get(*field) {
        None | Some(Value::Null) => String::new(),
        Some(value) => cell(value),
    });
    let head = [record.seq.to_string(), record.entry.at.to_string(), name];
    let line: Vec<String> = head.into_iter().chain(values).collect();
    Ok(line.join(","))
}

/// A value in one cell; what has a name and a number, such as a counter, as both.
fn cell(value: &Value) -> String {
    match value {
        Value::String(word) => word.clone(),
        Value::Object(object) => {
            let parts = object
                .iter()
                .map(|(name, value)| format!("{name} {}", cell(value)));
            parts.collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

/// An event's name and fields; what happened to a case is a field, and so is whatever belongs to it.
fn named(event: Value) -> (String, Map<String, Value>) {
    let (name, mut fields) = name_and_fields(event);
    if let Some(change) = fields.remove("change") {
        let (change, of_change) = name_and_fields(change);
        fields.insert("change".to_owned(), Value::String(change));
        fields.extend(of_change);
    }
    (name, fields)
}

fn name_and_fields(value: Value) -> (String, Map<String, Value>) {
    match value {
        Value::String(name) => (name, Map::new()),
        Value::Object(object) => match object.into_iter().next() {
            Some((name, Value::Object(fields))) => (name, fields),
            _ => (String::new(), Map::new()),
        },
        _ => (String::new(), Map::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::call::CallReason;
    use crate::domain::case::{CaseChange, CaseId, CaseKind, Owner, Resolution};
    use crate::domain::code::{Day, Kind, Seq, Till};
    use crate::domain::decline::Step;
    use crate::domain::event::{Device, Entry, Event, PrintedCode, QueueObserved};
    use crate::domain::hold::Token;
    use crate::journal::Writer;

    const AT: Timestamp = Timestamp(1_795_332_600_000);

    fn journal(events: &[Event]) -> tempfile::TempDir {
        let data = tempfile::tempdir().unwrap();
        let series = Series {
            store: Default::default(),
            counter: Default::default(),
        };
        let mut writer = Writer::new(data.path().join(journal::FILE), series);
        for (day, event) in (0..).zip(events) {
            let at = Timestamp(AT.0 + day * 86_400_000);
            let event = *event;
            writer.accept(Entry { at, event });
        }
        writer.commit().unwrap();
        data
    }

    fn exported(data: &Path, format: Format, days: Option<(&str, &str)>) -> String {
        let args = ExportArgs {
            data: data.to_owned(),
            format,
            from: days.map(|(from, _)| from.parse().unwrap()),
            to: days.map(|(_, to)| to.parse().unwrap()),
        };
        let mut out = Vec::new();
        export(&args, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn changed(change: CaseChange) -> Event {
        let id = CaseId(7);
        Event::CaseChanged { id, change }
    }

    const CODE: Event = Event::CodePrinted(PrintedCode {
        kind: Kind::Case,
        day: Day(2517),
        seq: Seq::MAX,
        waited: None,
    });

    #[test]
    fn events_become_lines() {
        let device = Device::Till;
        let data = journal(&[
            CODE,
            Event::PaymentTroubled,
            Event::DeviceLost { device },
            Event::QueueCorrected { from: 1, to: 2 },
            changed(CaseChange::Acknowledged {
                owner: Owner::Counter(Till::new(2).unwrap()),
            }),
        ]);
        let lines = exported(data.path(), Format::Jsonl, None);
        let first = r#"{"at":"2026-11-22T07:30:00.000Z","counter":0,"event":{"code_printed":{"day":2517,"kind":"case","seq":2047}},"form":1,"seq":1,"store":0}"#;
        assert_eq!(lines.lines().next(), Some(first));
        let csv = exported(data.path(), Format::Csv, None);
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(
            lines,
            [
                "number,at,event,kind,items,served_ms,total_minor,currency,tender,refund,void,copy,trusted,day,seq,after_ms,from,to,device,count,by,token,sold,id,change,due,owner,resolution,waited_s,mean_tenths,low,high,open_tenths",
                "1,2026-11-22T07:30:00.000Z,code_printed,case,,,,,,,,,,2517,2047,,,,,,,,,,,,,,,,,,",
                "2,2026-11-23T07:30:00.000Z,payment_troubled,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,",
                "3,2026-11-24T07:30:00.000Z,device_lost,,,,,,,,,,,,,,,,till,,,,,,,,,,,,,,",
                "4,2026-11-25T07:30:00.000Z,queue_corrected,,,,,,,,,,,,,,1,2,,,,,,,,,,,,,,,",
                "5,2026-11-26T07:30:00.000Z,case_changed,,,,,,,,,,,,,,,,,,,,,7,acknowledged,,counter 2,,,,,,",
            ]
        );
        // 07:30 UTC is on the same day in all of Europe, Africa and most of America.
        let two = exported(data.path(), Format::Csv, Some(("2026-11-23", "2026-11-24")));
        assert_eq!(two.lines().skip(1).collect::<Vec<_>>(), lines[2..4]);
    }

    #[test]
    fn every_field_of_every_event_has_a_column() {
        let document = r#"{"document_ended":{"kind":"sale","items":7,"served_ms":4,"waited_s":9,"total_minor":-3,"currency":"PLN","tender":"cash","refund":true,"void":true,"copy":true,"trusted":false}}"#;
        let device = Device::Till;
        let token: Token = "blue 2".parse().unwrap();
        let (after_ms, due, kind) = (Some(5), AT, CaseKind::Hold);
        let resolution = Resolution::Solved;
        for event in [
            Event::from_body(1, document).unwrap(),
            CODE,
            Event::PaymentSettled {
                after_ms: 1,
                by: Some(Step::Chip),
            },
            Event::BasketHeld { token, after_ms },
            Event::BasketReleased { token, sold: true },
            Event::QueueObserved(QueueObserved {
                mean_tenths: 1,
                low: 0,
                high: 1,
                open_tenths: 10,
            }),
            Event::ColleagueCalled {
                by: CallReason::Touch,
            },
            changed(CaseChange::Opened {
                kind,
                due,
                token: Some(token),
                answer: None,
            }),
            changed(CaseChange::Promised { due }),
            changed(CaseChange::Resolved { resolution }),
            Event::QueueCorrected { from: 1, to: 2 },
            Event::DeviceFound { device },
            Event::EventsLost { count: 1 },
        ] {
            let (name, fields) = named(serde_json::to_value(event).unwrap());
            assert!(!fields.is_empty(), "{name}");
            for field in fields.keys() {
                assert!(FIELDS.contains(&field.as_str()), "{name}: {field}");
            }
        }
    }

    #[test]
    fn a_check_says_how_it_ended() {
        let data = journal(&[CODE]);
        let mut out = Vec::new();
        let args = |json| CheckArgs {
            data: data.path().to_owned(),
            json,
        };
        assert_eq!(check(&args(false), &mut out).unwrap(), ExitCode::SUCCESS);
        let said = String::from_utf8(std::mem::take(&mut out)).unwrap();
        assert_eq!(said, "1 events, number 1 to 1: all is well\n");
        check(&args(true), &mut out).unwrap();
        let report: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(report["findings"], json!([]));
        let nowhere = CheckArgs {
            data: data.path().join("none"),
            json: false,
        };
        let refused = check(&nowhere, &mut out).unwrap_err().to_string();
        assert!(refused.contains("no journal"), "{refused}");
    }
}
