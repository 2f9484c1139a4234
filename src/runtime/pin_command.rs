//! `tillside pin`: sets the manager's PIN or removes it, with the right of whoever may write the data
//! directory. Both work beside a running service, which reads the file anew for every check.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use zeroize::Zeroizing;

use super::pin::PinFile;
use super::{places, terminal};
use crate::domain::pin::{NewPin, NotAPin, Pin};

/// Arguments of `tillside pin`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Sets the PIN, also in the place of one that was forgotten: 4 to 12 digits.
    ///
    /// Asks for it twice on the terminal.
    Set(SetArgs),
    /// Removes the PIN: the next one can then be chosen at the counter's panel, by whoever is there.
    Reset(ResetArgs),
}

#[derive(Debug, clap::Args)]
struct SetArgs {
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
    /// Reads the PIN as one line from standard input, without asking.
    #[arg(long)]
    stdin: bool,
}

#[derive(Debug, clap::Args)]
struct ResetArgs {
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
}

/// The longest line that is read, in bytes; a PIN is shorter.
const LONGEST: usize = 64;

/// Does what was asked for.
pub(super) fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match &args.action {
        Action::Set(args) => set(args, out),
        Action::Reset(args) => reset(args, out),
    }
}

fn set(args: &SetArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    ensure!(
        args.data.is_dir(),
        "there is no data directory {}; start the service once, or correct --data",
        args.data.display()
    );
    let pin = if args.stdin {
        fit(&line_of(io::stdin().lock())?)?
    } else {
        ask()?
    };
    let file = PinFile::in_data(&args.data);
    let is_another = file.path().exists();
    file.keep(&pin)?;
    if is_another {
        writeln!(
            out,
            "the manager's PIN is another one now; who came in with the old one is asked for it"
        )?;
    } else {
        writeln!(out, "the manager's PIN is set")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn reset(args: &ResetArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    if PinFile::in_data(&args.data).remove()? {
        writeln!(
            out,
            "the manager's PIN is gone; whoever is at the counter's panel can choose the next one, so better set it now: tillside pin set"
        )?;
    } else {
        writeln!(out, "no PIN was set")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Twice, since nobody sees what they typed.
fn ask() -> anyhow::Result<NewPin> {
    let first = fit(&terminal::ask(
        "the manager's new PIN, 4 to 12 digits (not shown): ",
    )?)?;
    let second = terminal::ask("the same once more: ")?;
    ensure!(
        *second == first.digits(),
        "the two PINs differ; nothing was changed, try again"
    );
    Ok(first)
}

fn fit(text: &str) -> anyhow::Result<NewPin> {
    Ok(Pin::new(text)?.try_into()?)
}

/// The first line, without its end.
fn line_of(input: impl Read) -> anyhow::Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST));
    let read = input.take(LONGEST as u64).read_to_end(&mut bytes);
    read.context("cannot read standard input")?;
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let text = str::from_utf8(line).map_err(|_not_text| NotAPin)?;
    Ok(Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_pin() {
        for (input, expected) in [
            ("830174\n", Some("830174")),
            ("830174", Some("830174")),
            ("830174\r\n", Some("830174")),
            ("830174\nmore\n", Some("830174")),
            ("\n830174\n", None),
            ("", None),
            (" 830174\n", None),
            ("8301\r74\n", None),
            ("0000\n", None),
        ] {
            let pin = line_of(input.as_bytes()).and_then(|line| fit(&line));
            let pin = pin.ok();
            assert_eq!(pin.as_ref().map(NewPin::digits), expected, "{input:?}");
        }
        let long = "8".repeat(10_000);
        assert!(fit(&line_of(long.as_bytes()).unwrap()).is_err());
        assert!(line_of(&b"\xff\xfe\n"[..]).is_err());
    }
}
