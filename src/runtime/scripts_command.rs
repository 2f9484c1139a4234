//! `tillside scripts`: whether the sentences that staff speak can be used, and what they are.
//! Changes nothing.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use serde_json::json;

use super::scripts;
use crate::domain::language::Language;
use crate::domain::script::{Line, Problem, Scripts};

/// Exit status of a check that found something.
const FOUND: u8 = 1;

/// Checks or shows the sentences that staff speak.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Names every mistake with its line: words that hint at a reason, texts that are too long,
    /// unknown keys.
    ///
    /// Exit status: 0; 1 where something is wrong; 2 where the file cannot be read.
    Check(CheckArgs),
    /// Prints every line as a store's own file has it, to be copied and changed.
    Show(ShowArgs),
}

#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// A store's own words; without it, those that come with Tillside.
    file: Option<PathBuf>,
    /// Prints the report as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct ShowArgs {
    /// A store's own words, to be put in place of those that come with Tillside.
    file: Option<PathBuf>,
    /// One language only, such as pl.
    #[arg(long, value_parser = language)]
    language: Option<Language>,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match &args.action {
        Action::Check(args) => check(args, out),
        Action::Show(args) => show(args, out),
    }
}

fn check(args: &CheckArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let problems = match &args.file {
        Some(path) => {
            let name = path.display().to_string();
            let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
            Scripts::builtin().reworded(&name, &text).1
        }
        None => Scripts::builtin_problems(),
    };
    if args.json {
        writeln!(out, "{}", json!({ "problems": problems }))?;
    } else {
        report(args, &problems, out)?;
    }
    Ok(if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND)
    })
}

fn report(args: &CheckArgs, problems: &[Problem], out: &mut impl Write) -> anyhow::Result<()> {
    for problem in problems {
        writeln!(out, "{problem}")?;
    }
    match (problems.len(), &args.file) {
        (0, Some(path)) => writeln!(out, "{} can be used", path.display())?,
        (0, None) => writeln!(out, "{} can be used", languages())?,
        (1, _) => writeln!(out, "1 problem")?,
        (more, _) => writeln!(out, "{more} problems")?,
    }
    Ok(())
}

fn show(args: &ShowArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (scripts, problems) = match &args.file {
        Some(path) => scripts::reworded(path),
        None => (Scripts::builtin().clone(), Vec::new()),
    };
    anyhow::ensure!(
        problems.is_empty(),
        "these words cannot be used as they are:{}",
        scripts::list(&problems)
    );
    let wanted = |language: &Language| args.language.is_none_or(|wanted| wanted == *language);
    for language in scripts.languages().filter(wanted) {
        write_toml(&scripts, language, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// All lines of a language as a store's own file has them.
fn write_toml(scripts: &Scripts, language: Language, out: &mut impl Write) -> anyhow::Result<()> {
    let mut last = String::new();
    for line in Line::all() {
        let (section, name) = line.place();
        if section != last {
            writeln!(out, "\n[{language}.{section}]")?;
        }
        let text = toml::Value::from(scripts.line(language, line));
        writeln!(out, "{name} = {text}")?;
        last = section;
    }
    Ok(())
}

fn language(code: &str) -> Result<Language, String> {
    let known =
        Language::new(code).filter(|it| Scripts::builtin().languages().any(|ours| ours == *it));
    known.ok_or_else(|| format!("the languages are {}", languages()))
}

fn languages() -> String {
    let codes: Vec<String> = Scripts::builtin().languages().map(String::from).collect();
    codes.join(", ")
}
