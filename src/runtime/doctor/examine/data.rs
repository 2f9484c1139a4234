//! What is on the disk: directory, key, tokens, PIN, journal.

use super::Finding;
use crate::journal::FILE;
use crate::runtime::doctor::facts::{DirectoryState, Facts, FileState, Journal, PrivateFile};
use std::path::Path;

/// With less than this the journal soon cannot be written: some months of a busy counter, which
/// takes less than 250 bytes a document.
const TOO_LITTLE: u64 = 50 * MB;

/// With less than this somebody should look before it is too late.
const LITTLE: u64 = 500 * MB;

const MB: u64 = 1_000_000;

pub(super) fn examine(facts: &Facts) -> Vec<Finding> {
    let mut findings = vec![directory(facts)];
    findings.extend(facts.data.free_bytes.map(space));
    findings.extend(key(facts));
    findings.extend(tokens(&facts.tokens));
    findings.push(pin(facts));
    findings.extend(journal(facts));
    findings
}

fn directory(facts: &Facts) -> Finding {
    const CHECK: &str = "data_directory";
    let shown = facts.data.path.display();
    match facts.data.state {
        DirectoryState::Missing => Finding::remark(
            CHECK,
            format!("{shown} is not there"),
            "nothing before the first start: the service makes it; else correct --data",
        ),
        DirectoryState::NotADirectory => Finding::problem(
            CHECK,
            format!("{shown} is no directory"),
            "choose another path, or move away what is there",
        ),
        DirectoryState::ReadOnly => Finding::problem(
            CHECK,
            format!("{shown} may not be written by this user"),
            format!("run this as the user of the service, or: sudo chown -R USER {shown}"),
        ),
        DirectoryState::OpenToOthers(mode) => Finding::problem(
            CHECK,
            format!("{shown} is open to other users of this machine (mode {mode:03o})"),
            format!("run: chmod 700 {shown}"),
        ),
        DirectoryState::Private => Finding::ok(CHECK, format!("{shown} is private and writable")),
    }
}

fn space(free: u64) -> Finding {
    const CHECK: &str = "disk_space";
    const REMEDY: &str = "make room on that disk; receipts go on without it, but nothing is remembered and no codes are made";
    let message = format!("{} MB free", free / MB);
    match free {
        ..TOO_LITTLE => Finding::problem(CHECK, message, REMEDY),
        TOO_LITTLE..LITTLE => Finding::remark(CHECK, message, REMEDY),
        _ => Finding::ok(CHECK, message),
    }
}

fn key(facts: &Facts) -> Vec<Finding> {
    const CHECK: &str = "key";
    let PrivateFile { path, state } = &facts.key;
    let shown = path.display();
    let found = match state {
        FileState::Missing => Finding::remark(
            CHECK,
            format!("there is no key {shown}"),
            "nothing before the first start with codes: the service makes it; if codes have been printed, put it back from the back-up",
        ),
        FileState::OpenToOthers(mode) => Finding::problem(
            CHECK,
            format!(
                "others may read the key {shown} (mode {mode:03o}), so the service does not use it"
            ),
            format!("run: chmod 600 {shown}"),
        ),
        FileState::Unusable(why) => Finding::problem(
            CHECK,
            why,
            "put the key back from the back-up; a new one makes all codes already on paper worthless",
        ),
        FileState::Private => Finding::ok(CHECK, format!("{shown} is there and private")),
    };
    let mut findings = vec![found];
    if *state == FileState::Private {
        findings.push(Finding::remark(
            "back_up",
            "nobody can see from here whether the key has a copy elsewhere",
            format!("keep a copy of {shown} in a safe place: without it codes already on paper cannot be checked"),
        ));
    }
    findings
}

/// Before the first start there is none, and that is worth one line.
fn tokens(files: &[PrivateFile]) -> Vec<Finding> {
    let are_missing = files.iter().all(|file| file.state == FileState::Missing);
    let worth_saying = if are_missing { 1 } else { files.len() };
    files.iter().take(worth_saying).map(token).collect()
}

fn token(file: &PrivateFile) -> Finding {
    const CHECK: &str = "token";
    let shown = file.path.display();
    match &file.state {
        FileState::Missing => Finding::remark(
            CHECK,
            format!("there is no token {shown}"),
            "nothing before the first start: the service makes it; else start the service anew",
        ),
        FileState::OpenToOthers(mode) => Finding::problem(
            CHECK,
            format!("others may read the token {shown} (mode {mode:03o})"),
            format!("run: rm {shown}, and start the service anew: it makes a new one"),
        ),
        FileState::Unusable(why) => Finding::problem(
            CHECK,
            format!("the token {shown} cannot be used: {why}"),
            format!("run: rm {shown}, and start the service anew: it makes a new one"),
        ),
        FileState::Private => Finding::ok(CHECK, format!("{shown} is there and private")),
    }
}

fn pin(facts: &Facts) -> Finding {
    const CHECK: &str = "pin";
    let PrivateFile { path, state } = &facts.pin;
    let shown = path.display();
    let set = || format!("run: tillside pin set --data {}", facts.data.path.display());
    match state {
        FileState::Missing => Finding::remark(
            CHECK,
            "no manager's PIN is set, so the first one can be chosen at the counter's panel",
            set(),
        ),
        FileState::OpenToOthers(mode) => Finding::problem(
            CHECK,
            format!("others may read {shown} (mode {mode:03o}), so the manager's PIN may be known"),
            set(),
        ),
        FileState::Unusable(why) => Finding::problem(CHECK, why, set()),
        FileState::Private => Finding::ok(CHECK, "a manager's PIN is set"),
    }
}

fn journal(facts: &Facts) -> Vec<Finding> {
    const CHECK: &str = "journal";
    match &facts.journal {
        Journal::Missing => vec![Finding::remark(
            CHECK,
            "there is no journal",
            "nothing before the first start: the service makes it; else correct --data",
        )],
        Journal::Unreadable(why) => vec![Finding::problem(
            CHECK,
            why,
            "run `tillside check` and keep its answer; put the journal back from the back-up if it is damaged",
        )],
        Journal::Seen {
            glance,
            is_foreign,
            is_open_to_others,
        } => {
            let mut findings = Vec::new();
            findings.extend(is_foreign.then(foreign));
            findings.extend(is_open_to_others.then(|| readable(&facts.data.path)));
            findings.extend(glance.damage.iter().map(|said| damaged(said)));
            if findings.is_empty() {
                let message = format!("whole, {} events so far", glance.last);
                findings.push(Finding::ok(CHECK, message));
            }
            findings.extend((glance.events_lost > 0).then(|| lost(glance.events_lost)));
            findings
        }
    }
}

fn foreign() -> Finding {
    Finding::problem(
        "journal",
        "it is the journal of another store or counter",
        "correct [store] slot and [counter] number, or give each counter its own data directory",
    )
}

fn readable(data: &Path) -> Finding {
    Finding::problem(
        "journal",
        "others may read the journal",
        format!("run: chmod 600 {}/{FILE}*", data.display()),
    )
}

fn damaged(said: &str) -> Finding {
    Finding::problem(
        "journal",
        format!("the file is damaged: {said}"),
        "stop the service, keep a copy of the file for us, put the journal back from the back-up",
    )
}

fn lost(events: u64) -> Finding {
    Finding::remark(
        "events_lost",
        format!("{events} events were lost because the disk was full or too slow"),
        "look at the disk and at the service's log of that time; the figures of that time are too low",
    )
}
