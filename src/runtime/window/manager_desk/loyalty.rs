//! Members, gifts and their rules, as the manager's window asks for them.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{ManagerDesk, is_over};
use crate::client::{Client, Error};
use crate::engine::api::GiftsQuestion;
use crate::ui::manager::{Saved, Wrong};

/// On so many days before today are rules tried.
const TRIED_DAYS: u16 = 7;

/// What somebody looks at.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// Members and gifts of these days; absent where nobody has looked at any.
    days: Option<(NaiveDate, NaiveDate)>,
    /// The rules.
    rules: bool,
}

impl ManagerDesk {
    pub(super) fn look_at_loyalty(&mut self, from: NaiveDate, to: NaiveDate) {
        self.looks.days = Some((from, to));
        self.renew_loyalty();
    }

    pub(super) fn look_at_gift_rules(&mut self) {
        self.looks.rules = true;
        self.renew_gift_rules();
    }

    /// Members and gifts, where somebody looks at them.
    pub(super) fn renew_loyalty(&mut self) {
        let (Some(session), Some((from, to))) = (&self.session, self.looks.days) else {
            return;
        };
        match session.loyalty(from, to) {
            Ok(told) if self.office.loyalty.as_deref() == Some(&told) => {}
            Ok(told) => self.office.loyalty = Some(Arc::new(told)),
            Err(error) if is_over(&error) => self.close(Some(Wrong::Ended)),
            Err(_) => self.office.is_stale = true,
        }
    }

    /// The rules, where somebody looks at them: they may be changed by hand too.
    pub(super) fn renew_gift_rules(&mut self) {
        let Some(session) = self.session.as_ref().filter(|_| self.looks.rules) else {
            return;
        };
        match session.gift_rules() {
            Ok(rules) => {
                self.office.gift_rules = Some(Arc::new(rules));
                self.office.settings_trouble = None;
            }
            Err(error) if is_over(&error) => self.close(Some(Wrong::Ended)),
            Err(Error::Failed { message, .. }) => self.office.settings_trouble = Some(message),
            Err(_) => self.office.is_stale = true,
        }
    }

    /// Has the rules say this. What an answer that did not come would have said is looked up.
    pub(super) fn keep_gift_rules(&mut self, text: &str) {
        let keep = |session: &Client| session.keep_gift_rules(text);
        let Some(kept) = self.session.as_ref().map(keep) else {
            return;
        };
        match kept {
            Ok(rules) => {
                self.office.gift_rules = Some(Arc::new(rules));
                self.office.saved = Some(Saved::Done);
            }
            Err(error) => {
                let is_unknown = !matches!(error, Error::Failed { .. });
                self.not_done(error);
                if is_unknown {
                    self.renew_gift_rules();
                }
            }
        }
    }

    /// Has rules tried on the last days.
    pub(super) fn try_gift_rules(&mut self, text: String) {
        let days = TRIED_DAYS;
        let question = GiftsQuestion { text, days };
        let attempt = |session: &Client| session.try_gift_rules(&question);
        let Some(tried) = self.session.as_ref().map(attempt) else {
            return;
        };
        self.office.gift_trial = None;
        match tried {
            Ok(trial) => {
                self.office.gift_trial = Some(Arc::new(trial));
                self.office.saved = None;
            }
            Err(error) => self.not_done(error),
        }
    }

    fn not_done(&mut self, error: Error) {
        if is_over(&error) {
            return self.close(Some(Wrong::Ended));
        }
        self.office.saved = Some(match error {
            Error::Failed { message, .. } => Saved::Refused(message),
            _ => Saved::Away,
        });
    }
}
