//! Cases: complaints, questions, returns, refusals, forgotten baskets and follow-ups, from the moment
//! somebody writes one down until it is solved.
//!
//! A case has an owner and a clock and nothing personal: who it is about is known at the counter, or
//! kept elsewhere. [`Cases`] is a fold over events; what may be done with a case is decided here too.

use super::code::Till;
use super::hold::Token;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The number of a case, unique within its counter; it grows.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct CaseId(pub u32);

/// What a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseKind {
    /// Something was not right.
    Complaint,
    /// Somebody asked what nobody at the counter knew.
    Question,
    /// Goods came back and it is not settled what becomes of them.
    Return,
    /// Something was refused, and is to be explained.
    Refusal,
    /// A basket was kept and nobody came back for it.
    Hold,
    /// A customer was unhappy and is to hear from the shop.
    FollowUp,
}

/// Who looks after a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// Whoever is at this counter.
    Counter(Till),
    /// The manager.
    Manager,
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// As the customer wished: answered, put right, the basket paid.
    Solved,
    /// Not so: it could not be done, or nobody came back.
    NotSolved,
}

/// How it stands with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseStatus {
    /// Nobody has taken it yet.
    Open,
    /// Somebody looks after it.
    Acknowledged,
    /// The customer was told until when.
    Promised,
    /// It is over.
    Resolved(Resolution),
}

/// One case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its number.
    pub id: CaseId,
    /// What it is about.
    pub kind: CaseKind,
    /// How it stands.
    pub status: CaseStatus,
    /// When it was written down, or last opened again.
    pub opened: Timestamp,
    /// Until when something should have happened.
    pub due: Timestamp,
    /// Who looks after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// The basket that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Token>,
    /// The number of the customer's answer that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<u64>,
}

/// What happened to a case, as the journal keeps it; the form is frozen with [`super::event::Event`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseChange {
    /// It was written down.
    Opened {
        /// What it is about.
        kind: CaseKind,
        /// Until when something should have happened.
        due: Timestamp,
        /// The basket that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<Token>,
        /// The number of the customer's answer that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<u64>,
    },
    /// Somebody looks after it.
    Acknowledged {
        /// Who.
        owner: Owner,
    },
    /// The customer was told until when.
    Promised {
        /// Until when.
        due: Timestamp,
    },
    /// It is over.
    Resolved {
        /// How it ended.
        resolution: Resolution,
    },
    /// It is not over after all.
    Reopened {
        /// Until when something should have happened.
        due: Timestamp,
    },
}

/// Why something cannot be done with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// No such case is known, or it is over and forgotten.
    #[error("there is no such case any more; look at the list again")]
    NoSuchCase,
    /// It is over; it has to be opened again first.
    #[error("the case is over; open it again first")]
    Over,
    /// It is not over, so it cannot be opened again.
    #[error("the case is still open")]
    NotOver,
    /// So many are open that nobody can look after them.
    #[error("too many cases are open; close some first")]
    TooMany,
}

/// The cases that are open, and the last ones that are over.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Cases {
    known: BTreeMap<CaseId, Case>,
    last: CaseId,
}

/// As many may be open at once.
pub const MAX_OPEN: usize = 500;

/// As many that are over can still be opened again.
pub const MAX_OVER: usize = 50;

const HOUR_MS: i64 = 3_600_000;

impl CaseKind {
    /// How soon something should happen, in milliseconds: an answer within the hour, a basket before
    /// the goods are missed on the shelf, everything else by the same time tomorrow, and an unhappy
    /// customer within two days.
    pub fn patience_ms(self) -> i64 {
        match self {
            Self::Question | Self::Hold => HOUR_MS,
            Self::Complaint | Self::Return | Self::Refusal => 24 * HOUR_MS,
            Self::FollowUp => 48 * HOUR_MS,
        }
    }

    /// When something should have happened that begins at `at`.
    pub fn due(self, at: Timestamp) -> Timestamp {
        Timestamp(at.0.saturating_add(self.patience_ms()))
    }
}

impl Case {
    /// Whether somebody still has to do something.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, CaseStatus::Resolved(_))
    }

    /// Whether it should have been over by `now`.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.is_open() && now >= self.due
    }
}

impl Cases {
    /// Those that are open, the one that is due first in front.
    pub fn open(&self) -> Vec<Case> {
        let mut open: Vec<Case> = self.known.values().copied().filter(Case::is_open).collect();
        open.sort_by_key(|case| (case.due, case.id));
        open
    }

    /// The case with this number.
    pub fn get(&self, id: CaseId) -> Option<&Case> {
        self.known.get(&id)
    }

    /// The number for the next case.
    pub fn next_id(&self) -> Result<CaseId, CaseError> {
        if self.known.values().filter(|case| case.is_open()).count() >= MAX_OPEN {
            return Err(CaseError::TooMany);
        }
        self.last
            .0
            .checked_add(1)
            .map(CaseId)
            .ok_or(CaseError::TooMany)
    }

    /// Whether that can happen to the case; [`Cases::apply`] takes whatever has happened.
    pub fn check(&self, id: CaseId, change: &CaseChange) -> Result<(), CaseError> {
        let case = self.known.get(&id).ok_or(CaseError::NoSuchCase);
        match change {
            CaseChange::Opened { .. } => self.next_id().map(drop),
            CaseChange::Acknowledged { .. }
            | CaseChange::Promised { .. }
            | CaseChange::Resolved { .. } => case?.is_open().then_some(()).ok_or(CaseError::Over),
            CaseChange::Reopened { .. } => {
                (!case?.is_open()).then_some(()).ok_or(CaseError::NotOver)
            }
        }
    }

    /// Takes in what happened.
    pub fn apply(&mut self, id: CaseId, change: &CaseChange, at: Timestamp) {
        self.last = self.last.max(id);
        if let CaseChange::Opened {
            kind,
            due,
            token,
            answer,
        } = *change
        {
            let case = Case {
                id,
                kind,
                status: CaseStatus::Open,
                opened: at,
                due,
                owner: None,
                token,
                answer,
            };
            self.known.insert(id, case);
        } else if let Some(case) = self.known.get_mut(&id) {
            case.take(change, at);
        }
        self.forget();
    }

    /// The oldest that are over make room.
    fn forget(&mut self) {
        let over = self.known.values().filter(|case| !case.is_open());
        let surplus = over.clone().count().saturating_sub(MAX_OVER);
        let old: Vec<CaseId> = over.map(|case| case.id).take(surplus).collect();
        self.known.retain(|id, _| !old.contains(id));
    }
}

impl Case {
    fn take(&mut self, change: &CaseChange, at: Timestamp) {
        match *change {
            CaseChange::Opened { .. } => {}
            CaseChange::Acknowledged { owner } => {
                self.owner = Some(owner);
                if self.status == CaseStatus::Open {
                    self.status = CaseStatus::Acknowledged;
                }
            }
            CaseChange::Promised { due } => {
                self.due = due;
                self.status = CaseStatus::Promised;
            }
            CaseChange::Resolved { resolution } => self.status = CaseStatus::Resolved(resolution),
            CaseChange::Reopened { due } => {
                (self.opened, self.due) = (at, due);
                self.status = CaseStatus::Open;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp(1_000);

    fn opened(kind: CaseKind) -> CaseChange {
        CaseChange::Opened {
            kind,
            due: kind.due(AT),
            token: None,
            answer: None,
        }
    }

    fn one() -> (Cases, CaseId) {
        let mut cases = Cases::default();
        let id = cases.next_id().unwrap();
        cases.apply(id, &opened(CaseKind::Complaint), AT);
        (cases, id)
    }

    const SOLVED: CaseChange = CaseChange::Resolved {
        resolution: Resolution::Solved,
    };

    #[test]
    fn a_case_is_taken_promised_solved_and_opened_again() {
        let (mut cases, id) = one();
        let owner = Owner::Manager;
        let due = Timestamp(9_000);
        for (event, status) in [
            (CaseChange::Acknowledged { owner }, CaseStatus::Acknowledged),
            (CaseChange::Promised { due }, CaseStatus::Promised),
            (CaseChange::Acknowledged { owner }, CaseStatus::Promised),
            (SOLVED, CaseStatus::Resolved(Resolution::Solved)),
            (CaseChange::Reopened { due }, CaseStatus::Open),
        ] {
            assert_eq!(cases.check(id, &event), Ok(()), "{event:?}");
            cases.apply(id, &event, Timestamp(2_000));
            assert_eq!(cases.get(id).unwrap().status, status, "{event:?}");
        }
        let case = cases.get(id).unwrap();
        assert_eq!((case.opened, case.due), (Timestamp(2_000), due));
        assert_eq!(case.owner, Some(owner), "who knows it keeps it");
        assert!(case.is_overdue(due) && !case.is_overdue(Timestamp(8_999)));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let (mut cases, id) = one();
        let reopened = CaseChange::Reopened { due: AT };
        assert_eq!(cases.check(id, &reopened), Err(CaseError::NotOver));
        let other = CaseId(99);
        assert_eq!(cases.check(other, &SOLVED), Err(CaseError::NoSuchCase));
        cases.apply(id, &SOLVED, AT);
        assert_eq!(cases.check(id, &SOLVED), Err(CaseError::Over));
        assert_eq!(cases.open(), []);
    }

    #[test]
    fn what_is_due_first_stands_in_front() {
        let mut cases = Cases::default();
        for kind in [CaseKind::FollowUp, CaseKind::Question, CaseKind::Complaint] {
            let id = cases.next_id().unwrap();
            cases.apply(id, &opened(kind), AT);
        }
        let kinds: Vec<_> = cases.open().iter().map(|case| case.kind).collect();
        let expected = [CaseKind::Question, CaseKind::Complaint, CaseKind::FollowUp];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn there_is_an_end_to_how_many_are_kept() {
        let mut cases = Cases::default();
        for _ in 0..MAX_OPEN {
            let id = cases.next_id().unwrap();
            cases.apply(id, &opened(CaseKind::Question), AT);
        }
        assert_eq!(cases.next_id(), Err(CaseError::TooMany));
        for number in 1..=200 {
            cases.apply(CaseId(number), &SOLVED, AT);
        }
        assert_eq!(cases.known.len(), MAX_OPEN - 200 + MAX_OVER);
        assert!(cases.get(CaseId(150)).is_none() && cases.get(CaseId(151)).is_some());
        assert_eq!(
            cases.next_id(),
            Ok(CaseId(501)),
            "numbers are not used again"
        );
    }
}
