//! What the card terminal said at last.
//!
//! Every line that carries a status is taken in; the last one counts. Where an approval and a
//! refusal stand side by side, nobody knows. Only a conclusive refusal is a refusal: a broken
//! connection alone is not, and where no answer came, a refusal beside it is none either. Whether
//! the document has anything to do with a card is checked elsewhere.

use super::cause::Cause;
use super::line::{Line, Mark, TENDERS};
use crate::domain::decline::Care;
use crate::domain::document::Outcome;
use crate::protocol::lexicon::{Topic, Topics};

/// Unknown words beside a status: `DECLINED - CONTACT ISSUER` is one, a sentence is not.
const MAX_UNKNOWN: usize = 2;

const APPROVED: Topics = Topics::of(&[Topic::Approved]);
const DECLINED: Topics = Topics::of(&[Topic::Declined]);
const CANCELLED: Topics = Topics::of(&[Topic::Cancelled]);
const CLEAR: Topics = Topics::of(&[Topic::Approved, Topic::Declined, Topic::Cancelled]);
const APPROVED_AT_ALL: Topics = Topics::of(&[Topic::Approved, Topic::ApprovedWord]);
const DECLINED_AT_ALL: Topics = Topics::of(&[Topic::Declined, Topic::DeclinedWord]);
const CANCELLED_AT_ALL: Topics = Topics::of(&[Topic::Cancelled, Topic::CancelledWord]);
const CARD: Topics = Topics::of(&[Topic::TenderCard]);

/// The status lines of a document so far.
#[derive(Clone, Copy, Default)]
pub(super) struct Status {
    /// The last line that leaves no doubt, and its number.
    firm: Option<(Outcome, u32)>,
    /// A refusal in words that may be about anything: `DECLINED PRICES`.
    loose: Option<Outcome>,
    authorised: bool,
    no_connection: bool,
    /// The last line that tells of an answer that never came.
    no_answer: Option<u32>,
    cause: Cause,
    /// A phrase that only card terminals use was among them.
    pub(super) clear: bool,
}

/// How much a line leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// It can be about nothing else.
    Firm,
    /// On a card slip it is a status, if nothing else is; on a receipt it may be a name of goods.
    Loose,
}

impl Status {
    /// Takes in line number `at`.
    pub(super) fn take(&mut self, line: &Line, at: u32) {
        self.authorised |= line.topics.has(Topic::Authorisation) && line.has(Mark::Number);
        self.cause.take(line);
        if is_plain(line) {
            self.no_connection |= line.topics.has(Topic::Technical);
            self.no_answer = line
                .topics
                .has(Topic::NoAnswer)
                .then_some(at)
                .or(self.no_answer);
        }
        match said(line) {
            Some((said, Weight::Firm)) => {
                self.clear |= line.topics.has_any(CLEAR);
                self.firm = Some((self.beside(said, at), at));
            }
            Some((said, Weight::Loose)) => self.loose = Some(said),
            None => {}
        }
    }

    /// What the line makes of the one right above it.
    fn beside(&self, said: Outcome, at: u32) -> Outcome {
        let opposed = matches!(
            (self.firm, said),
            (Some((Outcome::Approved | Outcome::Unknown, before)), Outcome::Declined)
                | (Some((Outcome::Declined | Outcome::Unknown, before)), Outcome::Approved)
            if at - before <= 1
        );
        if opposed { Outcome::Unknown } else { said }
    }

    /// Whether there is a line that states an outcome.
    pub(super) fn is_stated(&self) -> bool {
        self.firm.is_some()
    }

    /// Whether it tells of a connection or an answer that was not there.
    pub(super) fn is_silent(&self) -> bool {
        self.no_connection || self.no_answer.is_some()
    }

    /// Whether there is any sign of an authorisation.
    pub(super) fn is_authorised(&self) -> bool {
        self.authorised
    }

    /// Whether somebody stopped something, a sale perhaps.
    pub(super) fn is_stopped(&self) -> bool {
        self.said_firmly().or(self.loose) == Some(Outcome::Cancelled)
    }

    /// Number of the line that counts.
    pub(super) fn stated_at(&self) -> Option<u32> {
        self.firm.map(|(_, at)| at)
    }

    /// What a card slip says.
    pub(super) fn on_slip(&self) -> Option<Outcome> {
        let loose = self.loose.filter(|_| !self.authorised);
        self.settled(self.firm.or_else(|| loose.map(|said| (said, 0))))
    }

    /// What a receipt for goods says.
    pub(super) fn on_receipt(&self) -> Option<Outcome> {
        self.settled(self.firm)
    }

    fn said_firmly(&self) -> Option<Outcome> {
        self.firm.map(|(said, _)| said)
    }

    fn settled(&self, stated: Option<(Outcome, u32)>) -> Option<Outcome> {
        match (stated, self.no_answer) {
            (Some((Outcome::Approved, at)), Some(silent)) if at > silent => Some(Outcome::Approved),
            (Some(_), Some(_)) => Some(Outcome::Unknown),
            (Some((Outcome::Declined, _)), None) => Some(self.refusal()),
            (Some((said, _)), None) => Some(said),
            (None, _) if self.is_silent() => Some(Outcome::Unknown),
            (None, _) => self.authorised.then_some(Outcome::Approved),
        }
    }

    /// A refusal whose code says that the answer is still to come is none.
    fn refusal(&self) -> Outcome {
        match self.cause.of_refusal() {
            Care::Unknown => Outcome::Unknown,
            _ => Outcome::Declined,
        }
    }

    /// What the cashier needs to know of this outcome.
    pub(super) fn care(&self, outcome: Outcome) -> Option<Care> {
        match outcome {
            Outcome::Approved => None,
            Outcome::Declined => Some(self.cause.of_refusal()),
            Outcome::Cancelled => Some(Care::Stopped),
            Outcome::Unknown => Some(Care::Unknown),
        }
    }
}

/// No price, no question, no sentence.
fn is_plain(line: &Line) -> bool {
    let asks = line.has(Mark::Question) || line.topics.has(Topic::Prose);
    line.amount.is_none() && !asks && line.unknown <= MAX_UNKNOWN
}

fn said(line: &Line) -> Option<(Outcome, Weight)> {
    if line.has(Mark::Question) {
        return None;
    }
    let unknown = if line.amount.is_some() {
        0
    } else {
        MAX_UNKNOWN
    };
    let brief = line.unknown <= unknown && !line.topics.has(Topic::Prose);
    let has = |clear, at_all| line.topics.has_any(if brief { at_all } else { clear });
    let approved = has(APPROVED, APPROVED_AT_ALL);
    let declined = has(DECLINED, DECLINED_AT_ALL);
    let weight = if brief && (line.topics.has_any(CLEAR) || is_bare_word(line)) {
        Weight::Firm
    } else {
        Weight::Loose
    };
    if approved && declined {
        Some((Outcome::Unknown, weight))
    } else if declined {
        Some((Outcome::Declined, weight))
    } else if has(CANCELLED, CANCELLED_AT_ALL) {
        Some((Outcome::Cancelled, weight))
    } else {
        approved.then_some((Outcome::Approved, Weight::Firm))
    }
}

/// Nothing beside the word that could be what was refused: no price, no coupon, no name.
fn is_bare_word(line: &Line) -> bool {
    let other_way = line.topics.has_any(TENDERS) && !line.topics.has_any(CARD);
    line.unknown == 0 && line.amount.is_none() && !other_way
}
