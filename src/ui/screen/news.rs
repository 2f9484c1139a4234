//! What a new view of the service changes in the window: a note opens the panel, a basket that was put
//! aside gets its sentence, a case that was just written down unfolds, what was typed goes with its member.

use super::{Draft, Held, Page, Screen, Unfolded};
use crate::domain::basket::Basket;
use crate::domain::case::{CaseId, CaseKind};
use crate::domain::hold::Token;
use crate::domain::member::Member;
use crate::domain::time::Timestamp;
use crate::engine::api::{Prompt, View};

/// What the last view told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    note: Option<u64>,
    /// Absent before the first view: what was put aside before is no news.
    baskets: Option<Vec<(Token, Timestamp)>>,
    cases: Vec<(CaseId, CaseKind)>,
    awaits_case: bool,
    member: Option<Member>,
}

impl Seen {
    /// The next new case is one that was asked for here.
    pub(super) fn awaits_case(&mut self) {
        self.awaits_case = true;
    }

    /// A case as it was seen.
    pub(super) fn case(&self, id: CaseId) -> Option<(CaseId, CaseKind)> {
        self.cases.iter().copied().find(|(known, _)| *known == id)
    }
}

impl Screen {
    /// Takes in a view that came just now.
    pub fn follow(&mut self, view: &View) {
        self.is_holding = false;
        let note = view.prompt.map(Prompt::id);
        self.follow_baskets(&view.baskets);
        self.follow_cases(view);
        self.follow_member(view);
        if note == self.seen.note {
            return;
        }
        match note {
            Some(note) => self.open_for(note),
            None => self.close_after_note(),
        }
        self.seen.note = note;
    }

    /// A new note is the first thing to be seen, in the window's language at first.
    fn open_for(&mut self, note: u64) {
        self.page = Page::Home;
        (self.unfolded, self.held, self.said_in) = (None, None, None);
        if !self.is_wide {
            (self.is_wide, self.opened_for) = (true, Some(note));
        }
    }

    /// What opened by itself closes by itself, unless there is something more to be said.
    fn close_after_note(&mut self) {
        let was_opened = self.opened_for.take().is_some();
        if was_opened && self.page == Page::Home && self.held.is_none() {
            self.is_wide = false;
        }
    }

    fn follow_baskets(&mut self, kept: &[Basket]) {
        let now: Vec<_> = kept.iter().map(|one| (one.token, one.since)).collect();
        if let Some(before) = &self.seen.baskets {
            let is_new = |one: &&(Token, Timestamp)| !before.contains(one);
            if let Some((token, _)) = now.iter().rev().find(is_new) {
                let of_note = self.seen.note.and_then(|note| self.language_of_note(note));
                self.held = Some(Held {
                    token: *token,
                    language: of_note,
                });
            }
        }
        if self
            .held
            .is_some_and(|held| kept.iter().all(|one| one.token != held.token))
        {
            self.held = None;
        }
        self.seen.baskets = Some(now);
    }

    /// What was typed for one member is nobody else's.
    fn follow_member(&mut self, view: &View) {
        let member = view.loyalty.member.as_ref().map(|member| member.member);
        if std::mem::replace(&mut self.seen.member, member) != member {
            self.draft = Draft::default();
        }
    }

    fn follow_cases(&mut self, view: &View) {
        let now: Vec<_> = view.cases.iter().map(|one| (one.id, one.kind)).collect();
        let newest = now.iter().map(|(id, _)| *id).max();
        let known = self.seen.cases.iter().map(|(id, _)| *id).max();
        if self.seen.awaits_case && newest > known {
            self.seen.awaits_case = false;
            self.unfolded = newest.map(Unfolded::Case);
        }
        self.seen.cases = now;
    }
}
