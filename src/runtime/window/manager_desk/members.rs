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
            Ok(forgotten(told))
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

/// Of whoever else was found nothing is to be said then.
fn forgotten(told: MembersTold) -> MembersTold {
    let files = told.one.map(|one| one.handed_out);
    MembersTold {
        done: Some(MemberDone::Forgotten(files.unwrap_or_default())),
        ..MembersTold::default()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Day;
    use crate::domain::time::Timestamp;
    use crate::engine::api::{FileHandedOut, MemberSummary};

    fn told() -> MembersTold {
        MembersTold {
            found: Some(Vec::new()),
            one: Some(MemberSummary {
                numbers: vec![Member(7)],
                name: None,
                since: Day(1),
                agreed_at: Timestamp(0),
                agreed_in: None,
                has_birthday: false,
                has_note: false,
                opted_out: false,
                is_staff: false,
                visits: 1,
                last: None,
                stars: 0,
                cards: 1,
                lost_cards: 0,
                handed_out: vec![FileHandedOut {
                    at: Timestamp(0),
                    what: "member-7.json".to_owned(),
                }],
            }),
            done: None,
        }
    }

    #[test]
    fn of_a_forgotten_member_only_the_files_elsewhere_are_named() {
        let files = told().one.unwrap().handed_out;
        let expected = MembersTold {
            done: Some(MemberDone::Forgotten(files)),
            ..MembersTold::default()
        };
        assert_eq!(forgotten(told()), expected);
    }

    #[test]
    fn what_was_not_done_is_told_and_a_member_who_is_gone_is_not_shown() {
        let file = PathBuf::from("member-7.json");
        let failed = || Error::Failed {
            code: "no_figures".to_owned(),
            message: "the journal is damaged".to_owned(),
        };
        let why = "the journal is damaged".to_owned();
        for (failure, done, is_shown) in [
            (
                Failure::Unwritten(file.clone()),
                MemberDone::NotWritten(file),
                true,
            ),
            (
                Error::Refused(Refusal::NoMember).into(),
                MemberDone::Gone,
                false,
            ),
            (failed().into(), MemberDone::Refused(why), true),
            (
                Error::Busy { retry_after_s: 1 }.into(),
                MemberDone::Away,
                true,
            ),
        ] {
            let told = not_done(told(), failure);
            assert_eq!((told.done, told.one.is_some()), (Some(done), is_shown));
        }
    }

    #[test]
    fn without_a_session_nothing_is_done_and_leaving_drops_all() {
        let data = tempfile::tempdir().unwrap();
        let mut desk = ManagerDesk::new(data.path(), Arc::default());
        desk.office.members = Some(Arc::new(told()));
        desk.mind_members(MemberWish::Forget(Member(7)));
        assert_eq!(desk.office.members.as_deref(), Some(&told()));
        desk.mind_members(MemberWish::Leave);
        assert_eq!(desk.office.members, None);
    }
}
