//! `tillside gifts`: whether a shop's rules for gifts can be used, and a file to begin with. Changes
//! nothing.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

use super::{gifts, gifts_dry_run};
use crate::domain::gift::rules::{EXAMPLE, Read};

/// Exit status of a check that found something.
const FOUND: u8 = 1;

/// Checks or shows a shop's rules for gifts.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Names every mistake with its line: keys that do not exist, what is never a gift, numbers that make
    /// no sense, rules that are looser than what stands above them, texts that are missing in a language.
    /// What is in order and has no effect here is remarked on.
    ///
    /// Exit status: 0; 1 where something is wrong; 2 where the file cannot be read.
    Check(CheckArgs),
    /// Shows what rules would have given at the last days' sales, to how many and at what cost; changes
    /// nothing and works beside a running service. Members' visits count as far back as the journal goes.
    /// Birthdays, goods, temperatures and who wants no gifts are in no journal, so what goes with these
    /// cannot be tried.
    ///
    /// Exit status: 0; 1 where something is wrong with the rules; 2 where a file cannot be read.
    DryRun(gifts_dry_run::Args),
    /// Prints ten rules that work, to be copied and changed.
    Example,
}

#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// A shop's rules.
    file: PathBuf,
    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match &args.action {
        Action::Check(args) => check(args, out),
        Action::DryRun(args) => dry_run(args, out),
        Action::Example => {
            write!(out, "{EXAMPLE}")?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn dry_run(args: &gifts_dry_run::Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (name, read) = gifts::read(&args.file)?;
    if let Ok(rules) = read.rules {
        gifts_dry_run::run(args, rules, out)?;
        return Ok(ExitCode::SUCCESS);
    }
    report(&name, &read, out)?;
    Ok(ExitCode::from(FOUND))
}

fn check(args: &CheckArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (name, read) = gifts::read(&args.file)?;
    if args.json {
        writeln!(out, "{}", as_json(&read))?;
    } else {
        report(&name, &read, out)?;
    }
    Ok(match read.rules {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(FOUND),
    })
}

fn as_json(read: &Read) -> serde_json::Value {
    let rules = read.rules.as_ref();
    let ids = rules.map(|rules| rules.gifts.iter().map(|rule| &rule.id).collect::<Vec<_>>());
    json!({
        "problems": read.rules.as_ref().err().map_or(&[][..], Vec::as_slice),
        "remarks": read.remarks,
        "rules": ids.unwrap_or_default(),
    })
}

fn report(name: &str, read: &Read, out: &mut impl Write) -> anyhow::Result<()> {
    for remark in &read.remarks {
        writeln!(out, "remark: {remark}")?;
    }
    match &read.rules {
        Ok(rules) => {
            let count = rules.gifts.len();
            let rules = if count == 1 { "rule" } else { "rules" };
            writeln!(out, "{name} can be used: {count} {rules}")?;
        }
        Err(problems) => {
            for problem in problems {
                writeln!(out, "{problem}")?;
            }
            match problems.len() {
                1 => writeln!(out, "1 problem")?,
                more => writeln!(out, "{more} problems")?,
            }
        }
    }
    Ok(())
}
