//! The command line: arguments to one call, errors to one message.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use super::replay;

/// Exit status of a command that could not do its work.
const UNUSABLE: u8 = 2;

/// A customer-care companion that runs beside any till.
#[derive(Debug, Parser)]
#[command(name = "tillside", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Shows what would be made of a captured stream; changes nothing.
    ///
    /// Exit status: 0; 1 where nothing was recognised; 2 where an input cannot be used.
    Replay(replay::Args),
}

/// Runs the program and says how it ended.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let status = run(&cli.command, &mut out).and_then(|status| {
        out.flush()?;
        Ok(status)
    });
    status.unwrap_or_else(|error| complain(&error))
}

fn run(command: &Command, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match command {
        Command::Replay(args) => replay::run(args, out),
    }
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
