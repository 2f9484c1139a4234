//! `tillside print`: asks the running service for a slip and waits for the paper.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::ValueEnum;

use super::{local_api, places};
use crate::engine::api::{Command, Print, Progress, Slip};

/// What can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The last code once more.
    Again,
    /// Text, the code as an image, and the code drawn by the printer: what comes out readable is
    /// what the printer can do.
    SelfTest,
    /// The last documents as they were recognised, to be laid beside the receipts.
    Comparison,
    /// What the day came to.
    Closing,
}

/// Arguments of `tillside print`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to print.
    #[arg(value_enum)]
    what: What,
    /// The data directory of the running service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
}

/// Asks and waits; the service itself gives up when the till is never silent.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let client = local_api::client(&args.data, "panel")?;
    let slip = match args.what {
        What::Again => Slip::Again,
        What::SelfTest => Slip::SelfTest,
        What::Comparison => Slip::Comparison,
        What::Closing => Slip::Closing,
    };
    client.command(Command::Print { slip })?;
    let mut view = client.view(None)?;
    let Print { id, .. } = view.print.context("the service has forgotten the slip")?;
    loop {
        match view
            .print
            .filter(|print| print.id == id)
            .map(|print| print.progress)
        {
            Some(Progress::Done) => return Ok(ExitCode::SUCCESS),
            Some(Progress::CutShort) => {
                bail!("the till began to print, so the slip was cut short; try again")
            }
            Some(Progress::Failed(refusal)) => return Err(refusal.into()),
            None => bail!("the service was started anew meanwhile; try again"),
            Some(Progress::Waiting | Progress::Printing) => {}
        }
        view = client.view(Some(view.revision))?;
    }
}
