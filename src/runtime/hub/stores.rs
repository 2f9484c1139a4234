//! The stores of a hub: let in, listed, forgotten. Works beside a running hub, which notices within
//! seconds.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::super::{clock, private_file, tokens};
use super::{AddArgs, Data, ListArgs, RemoveArgs, StoreArgs};
use crate::domain::code::Slot;
use crate::domain::time::Timestamp;
use crate::hub::{self, Registry, StoreLine, TokenHash};

/// The longest name of a store, in characters.
const LONGEST_NAME: usize = 40;

/// What to do with a token.
const ADVICE: &str =
    "This is the store's token; it is not shown again. Put it into the file hub.token (mode 0600)
in the data directory of each of the store's counters, and set [hub] url there.";

pub(super) fn add(args: &AddArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let name = args.name.trim();
    let length = name.chars().count();
    ensure!(
        (1..=LONGEST_NAME).contains(&length) && !name.chars().any(char::is_control),
        "a name has 1 to {LONGEST_NAME} characters on one line, this has {length}"
    );
    let (slot, registry) = open_for(&args.store)?;
    let (token, hash) = token()?;
    ensure!(
        registry.add(slot, name, &hash, now())?,
        "there is a store {slot} already; `tillside hub new-token {slot}` gives it another token",
        slot = slot.get()
    );
    tell(&token, out)
}

pub(super) fn new_token(args: &StoreArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (slot, registry) = open_for(args)?;
    let (token, hash) = token()?;
    let is_known = registry.replace_token(slot, &hash, now())?;
    ensure!(is_known, "{}", unknown(slot));
    tell(&token, out)
}

pub(super) fn remove(args: &RemoveArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (slot, registry) = open_for(&args.store)?;
    let stores = registry.stores()?;
    let store = stores.iter().find(|store| store.slot == slot);
    let store = store.with_context(|| unknown(slot))?;
    ensure!(
        store.waiting == 0 || args.with_answers,
        "{} answers wait for {}; have it fetch them first, or add --with-answers",
        store.waiting,
        store.name
    );
    registry.remove(slot)?;
    writeln!(out, "{} is forgotten", store.name)?;
    Ok(ExitCode::SUCCESS)
}

/// What `--json` prints of a store.
#[derive(Serialize)]
struct Line<'a> {
    store: u16,
    name: &'a str,
    registered: bool,
    waiting: u64,
    /// RFC 3339, to ten minutes.
    asked: Option<String>,
}

pub(super) fn list(args: &ListArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let stores = open(&args.data)?.stores()?;
    let lines: Vec<Line<'_>> = stores.iter().map(line).collect();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&lines)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if lines.is_empty() {
        writeln!(out, "no store yet; `tillside hub add-store` lets one in")?;
    }
    for line in lines {
        let asked = match (&line.asked, line.registered) {
            (Some(at), _) => format!("asked at {at}"),
            (None, true) => "has never asked".to_owned(),
            (None, false) => "has not called yet".to_owned(),
        };
        let (store, name, waiting) = (line.store, line.name, line.waiting);
        writeln!(out, "{store:>2}  {name}: {asked}, {waiting} answers wait")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line(store: &StoreLine) -> Line<'_> {
    let asked = store.asked.map(clock::local);
    Line {
        store: store.slot.get(),
        name: &store.name,
        registered: store.is_registered,
        waiting: store.waiting,
        asked: asked.map(|at| at.format("%Y-%m-%dT%H:%M").to_string()),
    }
}

/// The token alone on standard output, so that it can go into a file.
fn tell(token: &str, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    writeln!(out, "{token}")?;
    out.flush()?;
    // Not into the file that the token may go into.
    writeln!(io::stderr(), "{ADVICE}")?;
    Ok(ExitCode::SUCCESS)
}

fn token() -> anyhow::Result<(String, TokenHash)> {
    let token = tokens::random().context("the operating system gives no random numbers")?;
    let hash = Sha256::digest(token.as_bytes()).into();
    Ok((token, hash))
}

fn open_for(args: &StoreArgs) -> anyhow::Result<(Slot, Registry)> {
    let slot = Slot::new(args.store).ok().with_context(|| {
        format!(
            "{} is no number of a store; take one from 0 to 31",
            args.store
        )
    })?;
    Ok((slot, open(&args.data)?))
}

fn open(data: &Data) -> anyhow::Result<Registry> {
    private_file::make_directory(&data.data)
        .with_context(|| format!("cannot make {}", data.data.display()))?;
    let path = data.data.join(hub::FILE);
    drop(private_file::open_or_create(&path));
    Ok(Registry::open(&path)?)
}

fn unknown(slot: Slot) -> String {
    format!(
        "there is no store {}; `tillside hub stores` lists them",
        slot.get()
    )
}

fn now() -> Timestamp {
    clock::utc().into()
}
