//! Baskets that are kept, and cases: what may be done with them, and what time does.

use super::Counter;
use crate::domain::case::{CaseChange, CaseError, CaseId, CaseKind, Owner, Resolution};
use crate::domain::event::Event;
use crate::domain::gift::book::Contact;
use crate::domain::hold::Token;
use crate::domain::time::Timestamp;
use crate::engine::api::Refusal;
use std::time::{Duration, Instant};

/// What a case is about, besides its kind.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About {
    /// A basket.
    pub(super) token: Option<Token>,
    /// The number of a customer's answer.
    pub(super) answer: Option<u64>,
}

impl Counter {
    /// Keeps the basket of the customer at the counter, and the trouble with it.
    pub(super) fn hold_basket(&mut self) -> Result<(), Refusal> {
        let token = self.state.baskets().next().ok_or(Refusal::NoTokenFree)?;
        let after_ms = self.put_off_payment();
        // What is scanned next is another customer's.
        self.serving = None;
        self.let_code_go();
        self.customer_left();
        self.append(Event::BasketHeld { token, after_ms });
        Ok(())
    }

    /// The basket is paid, or its goods are back; with it ends the case that it has become.
    pub(super) fn release_basket(&mut self, token: Token, sold: bool) -> Result<(), Refusal> {
        let basket = *self
            .state
            .baskets()
            .get(token)
            .ok_or(Refusal::NoSuchBasket)?;
        self.append(Event::BasketReleased { token, sold });
        let resolution = if sold {
            Resolution::Solved
        } else {
            Resolution::NotSolved
        };
        if let Some(id) = basket.case {
            self.change_case(id, CaseChange::Resolved { resolution })
                .ok();
        }
        Ok(())
    }

    pub(super) fn open_case(&mut self, kind: CaseKind) -> Result<(), Refusal> {
        self.open_case_about(kind, About::default())
            .map(drop)
            .map_err(Refusal::from)
    }

    pub(super) fn open_case_about(
        &mut self,
        kind: CaseKind,
        about: About,
    ) -> Result<CaseId, CaseError> {
        let id = self.state.cases().next_id()?;
        let due = kind.due(self.now.at);
        let About { token, answer } = about;
        let change = CaseChange::Opened {
            kind,
            due,
            token,
            answer,
        };
        self.append(Event::CaseChanged { id, change });
        Ok(id)
    }

    pub(super) fn acknowledge_case(&mut self, id: CaseId) -> Result<(), Refusal> {
        let owner = Owner::Counter(self.place.counter);
        self.change_case(id, CaseChange::Acknowledged { owner })
    }

    pub(super) fn promise_case(&mut self, id: CaseId, minutes: u16) -> Result<(), Refusal> {
        let due = Timestamp(self.now.at.0 + i64::from(minutes) * 60_000);
        self.acknowledge_case(id)?;
        self.change_case(id, CaseChange::Promised { due })
    }

    /// Ends a case; a basket that it is about is gone then.
    pub(super) fn resolve_case(
        &mut self,
        id: CaseId,
        resolution: Resolution,
    ) -> Result<(), Refusal> {
        let token = self.state.cases().get(id).and_then(|case| case.token);
        self.change_case(id, CaseChange::Resolved { resolution })?;
        self.contacted(Contact::FollowUp);
        self.case_may_be_made_good(resolution);
        let kept = token.filter(|token| self.state.baskets().get(*token).is_some());
        if let Some(token) = kept {
            let sold = resolution == Resolution::Solved;
            self.append(Event::BasketReleased { token, sold });
        }
        Ok(())
    }

    pub(super) fn reopen_case(&mut self, id: CaseId) -> Result<(), Refusal> {
        let case = self.state.cases().get(id).ok_or(CaseError::NoSuchCase)?;
        let due = case.kind.due(self.now.at);
        self.change_case(id, CaseChange::Reopened { due })
    }

    fn change_case(&mut self, id: CaseId, change: CaseChange) -> Result<(), Refusal> {
        self.state.cases().check(id, &change)?;
        self.append(Event::CaseChanged { id, change });
        Ok(())
    }

    /// Forgotten baskets become cases; while there is no room for one they wait.
    pub(super) fn mind_baskets(&mut self) {
        while let Some(token) = self.state.baskets().forgotten(self.now.at) {
            let about = About {
                token: Some(token),
                answer: None,
            };
            if self.open_case_about(CaseKind::Hold, about).is_err() {
                return;
            }
            self.is_shown = false;
        }
    }

    /// When the next basket will be forgotten.
    pub(super) fn basket_is_due(&self) -> Option<Instant> {
        let (_, due) = self.state.baskets().next_forgotten()?;
        self.state.cases().next_id().ok()?;
        let left = u64::try_from(due.0 - self.now.at.0).unwrap_or_default();
        Some(self.now.instant + Duration::from_millis(left))
    }
}

impl From<CaseError> for Refusal {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::NoSuchCase => Self::NoSuchCase,
            CaseError::Over => Self::CaseOver,
            CaseError::NotOver => Self::CaseNotOver,
            CaseError::TooMany => Self::TooManyCases,
        }
    }
}
