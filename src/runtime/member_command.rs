//! `tillside member`: finds a member, writes down everything that is kept of them, or forgets them. All of
//! it works beside a running service, which then does what is to be written.

use std::fs;
use std::io::{self, BufRead as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, ensure};

use super::config::Config;
use super::journal_command::file_in;
use super::lock::{self, DataLock};
use super::{clock, local_api, member_export, places, private_file};
use crate::domain::event::{Entry, Event, Loyalty};
use crate::domain::member::{Member, PersonName};
use crate::engine::api::{FileName, HandedOut};
use crate::journal::{MemberData, Reader, Writer};

/// Arguments of `tillside member`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Lists members whose name begins so: their number, name, first and last day.
    List(ListArgs),
    /// Writes everything that is kept of a member into two files, one for machines and one to be read,
    /// and notes that they were handed out.
    Export(ExportArgs),
    /// Forgets a member for good: name, birthday, note, cards, visits and stars.
    Erase(EraseArgs),
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    /// How the name begins.
    #[arg(long, value_name = "TEXT")]
    name: String,
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
}

#[derive(Debug, clap::Args)]
struct ExportArgs {
    /// The member's number.
    number: u64,
    /// The folder for the two files.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The configuration file, for the store's language.
    #[arg(long, value_name = "FILE", default_value_os_t = places::config())]
    config: PathBuf,
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
}

#[derive(Debug, clap::Args)]
struct EraseArgs {
    /// The member's number.
    number: u64,
    /// Does not ask.
    #[arg(long)]
    yes: bool,
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
}

/// Exit status where nothing was found or nothing was done.
const NOTHING: u8 = 1;

/// Does what was asked for.
pub(super) fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match &args.action {
        Action::List(args) => list(args, out),
        Action::Export(args) => export(args, out),
        Action::Erase(args) => erase(args, out),
    }
}

fn list(args: &ListArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let name = PersonName::try_from(args.name.clone())?;
    let found = Reader::open(&file_in(&args.data)?)?.find_members(&name)?;
    if found.is_empty() {
        writeln!(out, "nobody is called so")?;
        return Ok(ExitCode::from(NOTHING));
    }
    for member in found {
        let (number, since) = (member.member.0, member.since);
        let last = member.last.map(|day| format!(", came last on {day}"));
        let last = last.unwrap_or_default();
        writeln!(
            out,
            "{number}  {}, since {since}{last}",
            member.name.as_str()
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What is kept of a member, who has to be there.
fn data_of(data: &Path, member: Member) -> anyhow::Result<MemberData> {
    let found = Reader::open(&file_in(data)?)?.member_data(member)?;
    found.with_context(|| {
        format!(
            "there is no member {}; tillside member list finds the number",
            member.0
        )
    })
}

fn export(args: &ExportArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let member = Member(args.number);
    let config = Config::load(&args.config)?;
    let found = data_of(&args.data, member)?;
    ensure!(
        args.out.is_dir(),
        "there is no folder {}; make it first",
        args.out.display()
    );
    let names = ["json", "txt"].map(|ending| format!("member-{}.{ending}", member.0));
    let [json, text] = names.clone().map(|name| args.out.join(name));
    let pages = [
        (&json, member_export::as_json(&found)?),
        (&text, member_export::as_text(&found, config.store.language)),
    ];
    for (path, page) in &pages {
        let written = private_file::replace(path, page.as_bytes());
        written.with_context(|| format!("cannot write {}", path.display()))?;
    }
    if let Err(error) = note(&args.data, member, &names.join(", ")) {
        // What nobody knows of cannot be asked back.
        for (path, _) in &pages {
            fs::remove_file(path).ok();
        }
        return Err(error.context("nothing was written, since that could not be noted"));
    }
    writeln!(out, "{}\n{}", json.display(), text.display())?;
    Ok(ExitCode::SUCCESS)
}

/// Notes that files were handed out, through the service where one runs.
fn note(data: &Path, member: Member, what: &str) -> anyhow::Result<()> {
    if lock::is_held(data) {
        let what = FileName::try_from(what.to_owned());
        let what = what.map_err(anyhow::Error::msg)?;
        let client = local_api::client(data, "manager")?;
        return Ok(client.handed_out(&HandedOut { member, what })?);
    }
    let noted = alone(data, |writer| {
        Ok(writer.note_export(member, clock::now().at, what)?)
    })?;
    ensure!(noted, "the member is not there any more");
    Ok(())
}

fn erase(args: &EraseArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let member = Member(args.number);
    let found = data_of(&args.data, member)?;
    say_who(&found, out)?;
    if !args.yes && !is_confirmed(out)? {
        writeln!(out, "nothing was changed")?;
        return Ok(ExitCode::from(NOTHING));
    }
    if lock::is_held(&args.data) {
        local_api::client(&args.data, "manager")?.forget_member(member)?;
    } else {
        alone(&args.data, |writer| {
            let event = Event::Loyalty(Loyalty::MemberErased { member });
            let at = clock::now().at;
            writer.accept(Entry { at, event });
            Ok(writer.commit().map(drop)?)
        })?;
    }
    let left = Reader::open(&file_in(&args.data)?)?.member_data(member)?;
    ensure!(left.is_none(), "the member is still there; try again");
    writeln!(out, "forgotten")?;
    Ok(ExitCode::SUCCESS)
}

/// Who is to be forgotten, and what somebody else may still have of them.
fn say_who(found: &MemberData, out: &mut impl Write) -> anyhow::Result<()> {
    let numbers: Vec<String> = found.numbers.iter().map(|it| it.0.to_string()).collect();
    let days = found.record.visits.days(&found.numbers).len();
    let name = found.profile.name.as_ref();
    let name = name.map_or("without a name", PersonName::as_str);
    writeln!(
        out,
        "member {}: {name}, since {}, {days} days in the shop",
        numbers.join(", "),
        found.since
    )?;
    for row in &found.exports {
        let day = clock::local(row.at).date();
        writeln!(
            out,
            "handed out on {day}: {}; delete copies that are not the customer's",
            row.what
        )?;
    }
    Ok(())
}

fn is_confirmed(out: &mut impl Write) -> anyhow::Result<bool> {
    write!(out, "this cannot be taken back; type yes to forget them: ")?;
    out.flush()?;
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.context("cannot read standard input")?;
    Ok(answer.trim() == "yes")
}

/// Writes the journal where no service does.
fn alone<T>(
    data: &Path,
    write: impl FnOnce(&mut Writer) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let path = file_in(data)?;
    let _lock = DataLock::acquire(data, std::process::id())?;
    let series = Reader::open(&path)?.series()?;
    write(&mut Writer::new(path, series))
}
