//! `tillside doctor`: looks a counter over and says what to do about what is wrong.
//!
//! Works beside a running service: opens no port and sends no byte on any. Offline, but for the
//! service on this machine and the survey's address, which is asked until it was seen to answer.

mod ask;
pub mod examine;
pub mod facts;
mod gather;
mod survey;
mod system;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::places;
use examine::{Finding, Severity, examine};

/// Exit status when there is a problem.
const PROBLEMS: u8 = 1;

/// Arguments of `tillside doctor`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The configuration file of the service.
    #[arg(long, value_name = "FILE", default_value_os_t = places::config())]
    config: PathBuf,
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
    /// Asks the survey's address also where it was seen to answer before; everything else works
    /// offline.
    #[arg(long)]
    ask_survey: bool,
    /// Prints the findings as JSON.
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    problems: usize,
    remarks: usize,
    findings: &'a [Finding],
}

/// Says what was found: status 0, or 1 where there is a problem.
pub(super) fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let findings = examine(&gather::gather(args));
    let count = |severity| {
        let such = findings.iter().filter(|found| found.severity == severity);
        such.count()
    };
    let answer = Answer {
        problems: count(Severity::Problem),
        remarks: count(Severity::Remark),
        findings: &findings,
    };
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&answer)?)?;
    } else {
        show(&answer, out)?;
    }
    Ok(if answer.problems == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(PROBLEMS)
    })
}

/// To be read out on the phone: a line for each check, what to do below it.
fn show(answer: &Answer<'_>, out: &mut impl Write) -> std::io::Result<()> {
    for Finding {
        check,
        severity,
        message,
        remedy,
    } in answer.findings
    {
        let severity = match severity {
            Severity::Ok => "ok",
            Severity::Remark => "remark",
            Severity::Problem => "PROBLEM",
        };
        let check = check.replace('_', " ");
        writeln!(out, "{severity:<8} {check}: {message}")?;
        if let Some(remedy) = remedy {
            writeln!(out, "         -> {remedy}")?;
        }
    }
    let plural = |count, word| match count {
        1 => format!("1 {word}"),
        more => format!("{more} {word}s"),
    };
    let problems = plural(answer.problems, "problem");
    writeln!(out, "{problems}, {}", plural(answer.remarks, "remark"))
}
