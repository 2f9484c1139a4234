//! The command line: arguments to one call, errors to one message.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use super::code_command::{self, CodeArgs};
use super::config::Config;
use super::{
    call_page, clock, demo, doctor, gifts, gifts_command, hub, journal_command, member_command,
    pin_command, places, print_command, replay, replay_queue, scripts, scripts_command, service,
    window,
};
use crate::domain::code::Day;

/// Exit status of a command that could not do its work.
const UNUSABLE: u8 = 2;

/// A customer-care companion that runs beside any till.
///
/// Without a command: opens the window, and starts the service where none runs.
#[derive(Debug, Parser)]
#[command(name = "tillside", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    window: window::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs a virtual shop: till, cable and printer, with the real service between them.
    Demo(demo::Args),
    /// Runs the cable between till and printer until it is told to stop.
    Service(service::Args),
    /// Opens the manager's window, which asks for the PIN; works beside a running service.
    Manager(window::manager::Args),
    /// Serves the customers' pages on the internet, for one store or for many.
    Hub(hub::Args),
    /// Shows what would be made of a captured stream; changes nothing.
    ///
    /// Exit status: 0; 1 where nothing was recognised; 2 where an input cannot be used.
    Replay(replay::Args),
    /// Shows how many would have been said to wait on a recorded day; changes nothing.
    ///
    /// Exit status: 0; 2 where a file cannot be used.
    ReplayQueue(replay_queue::Args),
    /// Makes and checks the codes on receipts.
    Code(CodeArgs),
    /// Prints the configuration file with a comment for every key, or checks one.
    Config(ConfigArgs),
    /// Prints the last code once more, the printer's self-test or what was recognised, through the
    /// running service.
    Print(print_command::Args),
    /// Prints the address of the page on which colleagues see that they are needed, and in a
    /// terminal its QR code for a phone. Whoever has the address sees the line.
    CallPage(call_page::Args),
    /// Sets the manager's PIN, or removes one that was forgotten; works beside a running service.
    Pin(pin_command::Args),
    /// Looks the counter over and says what to do about what is wrong; works beside a running
    /// service and sends no byte on any port.
    ///
    /// Exit status: 0; 1 where there is a problem; 2 where it could not look.
    Doctor(doctor::Args),
    /// Verifies the journal: the file, its numbers, its figures.
    ///
    /// Exit status: 0; 1 where something is wrong; 2 where there is no journal to be read.
    Check(journal_command::CheckArgs),
    /// Writes the events of the journal, one a line.
    Export(journal_command::ExportArgs),
    /// Checks or shows the sentences that staff speak.
    Scripts(scripts_command::Args),
    /// Checks or shows a shop's rules for gifts.
    Gifts(gifts_command::Args),
    /// Finds members, writes down what is kept of one, or forgets one; works beside a running service.
    ///
    /// Exit status: 0; 1 where nobody was found or nothing was changed; 2 where it could not work.
    Member(member_command::Args),
    /// Forgets that a fiscal protocol was recognised; then start the service anew.
    Unlatch(UnlatchArgs),
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct ConfigArgs {
    /// Prints a file that says the same as no file at all.
    #[arg(long)]
    example: bool,
    /// Says what is wrong with this file.
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct UnlatchArgs {
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
}

/// Runs the program and says how it ended.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let status = run(&cli, &mut out).and_then(|status| {
        out.flush()?;
        Ok(status)
    });
    status.unwrap_or_else(|error| complain(&error))
}

fn run(cli: &Cli, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let Some(command) = &cli.command else {
        return window::run(&cli.window);
    };
    match command {
        Command::Demo(args) => demo::run(args, out),
        Command::Service(args) => service::run(args),
        Command::Manager(args) => window::manager::run(args),
        Command::Hub(args) => hub::run(args, out),
        Command::Replay(args) => replay::run(args, out),
        Command::ReplayQueue(args) => replay_queue::run(args, out),
        Command::Code(args) => {
            let today = Day::from_date(clock::today()).unwrap_or(Day(0));
            Ok(code_command::run(args, today, out, &mut io::stderr())?.into())
        }
        Command::Config(args) => config(args, out),
        Command::Print(args) => print_command::run(args),
        Command::CallPage(args) => call_page::run(args, out),
        Command::Pin(args) => pin_command::run(args, out),
        Command::Doctor(args) => doctor::run(args, out),
        Command::Check(args) => journal_command::check(args, out),
        Command::Export(args) => journal_command::export(args, out),
        Command::Scripts(args) => scripts_command::run(args, out),
        Command::Gifts(args) => gifts_command::run(args, out),
        Command::Member(args) => member_command::run(args, out),
        Command::Unlatch(args) => unlatch(args, out),
    }
}

fn config(args: &ConfigArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let Some(path) = &args.check else {
        write!(out, "{}", Config::example())?;
        return Ok(ExitCode::SUCCESS);
    };
    let config = Config::load(path)?;
    for warning in &config.warnings {
        writeln!(out, "{warning}")?;
    }
    let (_, problems) = scripts::load(&config, path);
    anyhow::ensure!(
        problems.is_empty(),
        "the store's own words cannot be used as they are:{}",
        scripts::list(&problems)
    );
    let problems = gifts::problems(&config, path);
    anyhow::ensure!(
        problems.is_empty(),
        "the rules for gifts cannot be used as they are:{}",
        scripts::list(&problems)
    );
    writeln!(out, "{} can be used", path.display())?;
    Ok(ExitCode::SUCCESS)
}

fn unlatch(args: &UnlatchArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let mark = args.data.join(service::FISCAL_MARK);
    if !mark.exists() {
        writeln!(out, "nothing was latched")?;
        return Ok(ExitCode::SUCCESS);
    }
    fs::remove_file(&mark).with_context(|| format!("cannot remove {}", mark.display()))?;
    writeln!(out, "unlatched; start the service anew")?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the whole chain once. A reader that has gone away is no error.
fn complain(error: &anyhow::Error) -> ExitCode {
    let broken_pipe = |cause: &(dyn std::error::Error + 'static)| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(broken_pipe) {
        return ExitCode::SUCCESS;
    }
    drop(writeln!(io::stderr(), "tillside: {error:#}"));
    ExitCode::from(UNUSABLE)
}
