//! One member, as the manager's window asks: found, shown, handed out, put right, forgotten. Nothing of it
//! is kept once nobody looks.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ManagerDesk, folder, is_over};
use crate::client::{Client, Error};
use crate::domain::language::Language;
use crate::domain::member::Member;
use crate::engine::api::{
    FileName, HandedOut, MemberFound, MemberPages, MemberQuestion, MemberSearch, Refusal,
};
use crate::runtime::private_file;
use crate::ui::manager::{MemberDone, MemberWish, MembersTold, Wrong};

/// Why something was not done.
enum Failure {
    /// It is not about the member: the session is over, or nobody answers.
    Service(Error),
    /// A file could not be written.
    Unwritten(PathBuf),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Service(error)
    }
}

impl ManagerDesk {
    pub(super) fn mind_members(&mut self, wish: MemberWish) {
        if wish == MemberWish::Leave {
            self.office.members = None;
            return;
        }
        let Some(session) = self.session.clone() else {
            return;
        };
        let told = self.office.members.take();
        let told = told.map(Arc::unwrap_or_clone).unwrap_or_default();
        let told = MembersTold { done: None, ..told };
        let minded = mind(&session, &folder(&self.data), told.clone(), wish);
        let told = match minded {
            Ok(told) => told,
            Err(Failure::Service(error)) if is_over(&error) => {
                return self.close(Some(Wrong::Ended));
            }
            Err(failure) => not_done(told, failure),
        };
        self.office.members = Some(Arc::new(told));
    }
}

/// What is to be shown once it is done.
fn mind(
    session: &Client,
    folder: &Path,
    told: MembersTold,
    wish: MemberWish,
) -> Result<MembersTold, Failure> {
    match wish {
        MemberWish::Find(searches) => Ok(MembersTold {
            found: Some(find(session, &searches)?),
            ..MembersTold::default()
        }),
        MemberWish::Show(member) => shown(session, told, member),
        MemberWish::Back | MemberWish::Leave => Ok(MembersTold { one: None, ..told }),
        MemberWish::HandOut(member, language) => {
            let files = hand_out(session, folder, (member, language))?;
            Ok(done(session, told, (member, MemberDone::HandedOut(files))))
        }
        MemberWish::Customers(member) => {
            session.customers_card(member)?;
            Ok(done(session, told, (member, MemberDone::Customers)))
        }
        MemberWish::Forget(member) => {
            session.forget_member(member)?;
            Ok(forgotten(told, member))
        }
    }
}

/// How it stands then. What was done is said also where that cannot be looked up.
fn done(session: &Client, told: MembersTold, (member, done): (Member, MemberDone)) -> MembersTold {
    let done = Some(done);
    let told = MembersTold { done, ..told };
    shown(session, told.clone(), member).unwrap_or(told)
}

/// In one way after the other, until somebody is found.
fn find(session: &Client, searches: &[MemberSearch]) -> Result<Vec<MemberFound>, Error> {
    for search in searches {
        let found = session.find_members(search)?.members;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The pages themselves are dropped here: only what is shown stays.
fn shown(session: &Client, told: MembersTold, member: Member) -> Result<MembersTold, Failure> {
    let pages = session.member_pages(MemberQuestion {
        member,
        language: Language::ENGLISH,
    })?;
    let one = Some(pages.summary);
    Ok(MembersTold { one, ..told })
}

/// Writes two files and has that noted; where it cannot be, neither of them is left.
fn hand_out(
    session: &Client,
    folder: &Path,
    (member, language): (Member, Language),
) -> Result<Vec<PathBuf>, Failure> {
    let MemberPages { json, text, .. } =
        session.member_pages(MemberQuestion { member, language })?;
    let names = ["json", "txt"].map(|ending| format!("member-{}.{ending}", member.0));
    let files = names.each_ref().map(|name| folder.join(name));
    for (written, (file, page)) in files.iter().zip([json, text]).enumerate() {
        if let Err(error) = private_file::replace(file, page.as_bytes()) {
            log::warn!("{} cannot be written: {error}", file.display());
            remove(files.iter().take(written));
            return Err(Failure::Unwritten(file.clone()));
        }
    }
    let noted = FileName::try_from(names.join(", "))
        .map_err(protocol)
        .and_then(|what| session.handed_out(&HandedOut { member, what }));
    if let Err(error) = noted {
        // What nobody knows of cannot be asked back.
        remove(files.iter());
        return Err(error.into());
    }
    Ok(files.into())
}

fn remove<'f>(files: impl Iterator<Item = &'f PathBuf>) {
    for file in files {
        fs::remove_file(file).ok();
    }
}

/// Two numbers of twenty digits fit into the name of a file, so this never is.
fn protocol(what: &'static str) -> Error {
    let what = what.to_owned();
    Error::Protocol { what }
}

fn forgotten(told: MembersTold, member: Member) -> MembersTold {
    let files = told.one.map(|one| one.handed_out);
    let found = told.found.unwrap_or_default();
    let others = found.into_iter().filter(|one| one.member != member);
    MembersTold {
        found: Some(others.collect()),
        one: None,
        done: Some(MemberDone::Forgotten(files.unwrap_or_default())),
    }
}

/// Says why; of somebody who is not there any more nothing is shown.
fn not_done(told: MembersTold, failure: Failure) -> MembersTold {
    let done = match failure {
        Failure::Unwritten(file) => MemberDone::NotWritten(file),
        Failure::Service(Error::Refused(Refusal::NoMember)) => MemberDone::Gone,
        Failure::Service(Error::Failed { message, .. }) => MemberDone::Refused(message),
        Failure::Service(Error::Refused(refusal)) => MemberDone::Refused(refusal.to_string()),
        Failure::Service(_) => MemberDone::Away,
    };
    let is_gone = done == MemberDone::Gone;
    MembersTold {
        one: told.one.filter(|_| !is_gone),
        done: Some(done),
        ..told
    }
}
