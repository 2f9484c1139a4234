//! What the card terminal said at last.
//!
//! Every line that carries a status is taken in; the last one counts. Where an approval and a
//! refusal stand side by side, nobody knows. Only a conclusive refusal is a refusal: a broken
//! connection alone is not. Whether the document has anything to do with a card is checked
//! elsewhere.

use super::line::{Line, Mark};
use crate::domain::document::Outcome;
use crate::protocol::lexicon::{Topic, Topics};

/// Unknown words beside a status in one word: `DECLINED - CONTACT ISSUER` is one, a sentence is not.
const MAX_UNKNOWN: usize = 2;

const APPROVED: Topics = Topics::of(&[Topic::Approved]);
const DECLINED: Topics = Topics::of(&[Topic::Declined]);
const CANCELLED: Topics = Topics::of(&[Topic::Cancelled]);
const APPROVED_AT_ALL: Topics = Topics::of(&[Topic::Approved, Topic::ApprovedWord]);
const DECLINED_AT_ALL: Topics = Topics::of(&[Topic::Declined, Topic::DeclinedWord]);
const CANCELLED_AT_ALL: Topics = Topics::of(&[Topic::Cancelled, Topic::CancelledWord]);

/// The status lines of a document so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Status {
    last: Option<(Outcome, u32)>,
    authorised: bool,
    no_answer: bool,
    /// A phrase that only card terminals use was among them.
    pub(super) clear: bool,
}

impl Status {
    /// Takes in line number `at`.
    pub(super) fn take(&mut self, line: &Line, at: u32) {
        self.authorised |= line.topics.has(Topic::Authorisation) && line.has(Mark::Number);
        self.no_answer |= line.topics.has(Topic::Technical);
        let said = said(line);
        self.clear |= said.is_some()
            && line
                .topics
                .has_any(DECLINED.union(APPROVED).union(CANCELLED));
        let Some(said) = said else { return };
        let opposed = matches!(
            (self.last, said),
            (Some((Outcome::Approved | Outcome::Unknown, before)), Outcome::Declined)
                | (Some((Outcome::Declined | Outcome::Unknown, before)), Outcome::Approved)
            if at - before <= 1
        );
        self.last = Some((if opposed { Outcome::Unknown } else { said }, at));
    }

    /// Whether there is a line that states an outcome.
    pub(super) fn is_stated(&self) -> bool {
        self.last.is_some()
    }

    /// Whether there is any sign of an authorisation.
    pub(super) fn is_authorised(&self) -> bool {
        self.authorised
    }

    pub(super) fn outcome(&self) -> Option<Outcome> {
        match self.last {
            Some((outcome, _)) => Some(outcome),
            None if self.no_answer => Some(Outcome::Unknown),
            None if self.authorised => Some(Outcome::Approved),
            None => None,
        }
    }
}

fn said(line: &Line) -> Option<Outcome> {
    let unknown = if line.amount.is_some() {
        0
    } else {
        MAX_UNKNOWN
    };
    let words = line.unknown <= unknown && !line.topics.has(Topic::Prose);
    let has = |clear, at_all| line.topics.has_any(if words { at_all } else { clear });
    let approved = has(APPROVED, APPROVED_AT_ALL);
    let declined = has(DECLINED, DECLINED_AT_ALL);
    if approved && declined {
        Some(Outcome::Unknown)
    } else if declined {
        Some(Outcome::Declined)
    } else if has(CANCELLED, CANCELLED_AT_ALL) {
        Some(Outcome::Cancelled)
    } else {
        approved.then_some(Outcome::Approved)
    }
}
