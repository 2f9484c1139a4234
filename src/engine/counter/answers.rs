//! Customers' answers: each is counted once, an unhappy one becomes a case, and what was written can
//! be read at the counter. Also which receipts were left behind.

use super::care::About;
use super::{Counter, Timestamp};
use crate::domain::case::{CaseError, CaseId, CaseKind};
use crate::domain::code::{self, Day, Seq};
use crate::domain::event::Event;
use crate::domain::survey::{Sheet, SurveyAnswered};
use crate::engine::answers::{Answered, Note};
use crate::engine::api::{AnswerView, Guesses, LeftBehind, Refusal, SurveyView};
use crate::engine::counter::Output;
use crate::engine::mint::Minted;
use std::time::{Duration, Instant};

/// What passes with the process.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The case whose answer is being looked up.
    wanted: Option<CaseId>,
    /// What is on the screen, and since when.
    shown: Option<(AnswerView, Instant)>,
    /// A receipt that was left behind, while that can still be taken back.
    leaving: Option<Leaving>,
}

#[derive(Debug, Clone, Copy)]
struct Leaving {
    day: Day,
    seq: Seq,
    since: Instant,
}

/// For how long a touch can be taken back.
const UNDO: Duration = Duration::from_secs(10);

/// What nobody puts away is put away by itself: others may look at the screen.
const READ_FOR: Duration = Duration::from_mins(3);

/// An answer is not booked further back, so that the journal stays in order of time.
const OLDEST_MS: i64 = 2 * 24 * 3_600_000;

/// For how long guesses are news.
const GUESSES_MS: i64 = 7 * 24 * 3_600_000;

impl Counter {
    /// What a screen shows of all this.
    pub(super) fn survey_view(&self) -> SurveyView {
        let known = self.state.answers();
        let recent = |at: &Timestamp| self.now.at.0 - at.0 < GUESSES_MS;
        let guesses = known.guessed_at().filter(recent).map(|at| Guesses {
            count: known.guessed(),
            at,
        });
        SurveyView {
            reward: self.rewards.offer().cloned(),
            left_behind: self.left_behind(),
            answer: self.reading.shown.as_ref().map(|(view, _)| view.clone()),
            guesses,
        }
    }

    /// Takes in an answer that was not taken in before.
    pub(super) fn answered(&mut self, answered: Answered) {
        let Answered {
            sheet,
            printed,
            waited,
        } = answered;
        if sheet.number <= self.state.answers().last_answer() {
            return;
        }
        let at = Timestamp(sheet.at.0.clamp(self.now.at.0 - OLDEST_MS, self.now.at.0));
        let event = SurveyAnswered {
            number: sheet.number,
            till: sheet.till,
            printed,
            waited,
            language: sheet.language,
            scores: sheet.scores,
            marks: sheet.marks,
        };
        self.append_at(at, Event::SurveyAnswered(event));
        let case = self.follow_up(&sheet);
        if case.is_some() || sheet.comment.is_some() || sheet.contact.is_some() {
            self.outputs.push_back(Output::Keep(Note {
                number: sheet.number,
                at,
                recommend: sheet.scores.recommend,
                comment: sheet.comment,
                contact: sheet.contact,
                case,
            }));
        }
    }

    /// Somebody is to listen to this customer. Where more cases are open than anybody could look
    /// after, the answer still counts.
    fn follow_up(&mut self, sheet: &Sheet) -> Option<CaseId> {
        let about = About {
            token: None,
            answer: Some(sheet.number),
        };
        sheet
            .needs_follow_up()
            .then(|| self.open_case_about(CaseKind::FollowUp, about).ok())?
    }

    /// Takes in sums: what is more than is known is new.
    pub(super) fn answers_counted(&mut self, opened: u64, guessed: u64, doubled: &[(Day, Seq)]) {
        let more = |now: u64, before: u64| u32::try_from(now.saturating_sub(before));
        let known = self.state.answers();
        let count = more(opened, known.opened()).unwrap_or(u32::MAX);
        let guesses = more(guessed, known.guessed()).unwrap_or(u32::MAX);
        if count > 0 {
            self.append(Event::SurveyOpened { count });
        }
        if guesses > 0 {
            self.append(Event::CodesGuessed { count: guesses });
        }
        for &(day, seq) in doubled {
            if self.state.answers().is_spent_once(day, seq) {
                self.append(Event::RewardDoubled { day, seq });
            }
        }
    }

    /// Somebody wants to read what a customer wrote.
    pub(super) fn read_answer(&mut self, id: CaseId) -> Result<(), Refusal> {
        let case = self.state.cases().get(id).ok_or(CaseError::NoSuchCase)?;
        let number = case.answer.ok_or(Refusal::NoAnswer)?;
        self.reading.shown = None;
        self.reading.wanted = Some(id);
        self.outputs.push_back(Output::Read { id, number });
        Ok(())
    }

    pub(super) fn put_answer_away(&mut self) {
        (self.reading.wanted, self.reading.shown) = (None, None);
    }

    /// Here it is, if it is still wanted.
    pub(super) fn note_read(&mut self, id: CaseId, note: Option<&Note>) {
        if self
            .reading
            .wanted
            .take_if(|wanted| *wanted == id)
            .is_none()
        {
            return;
        }
        let view = AnswerView {
            id,
            recommend: note.map(|note| note.recommend),
            comment: note.and_then(|note| note.comment.clone()),
            contact: note.and_then(|note| note.contact.clone()),
        };
        self.reading.shown = Some((view, self.now.instant));
    }

    /// A receipt with a code came out.
    pub(super) fn new_receipt(&mut self, minted: Minted) {
        self.last_code = Some(minted);
        self.settle_leaving();
    }

    fn left_behind(&self) -> Option<LeftBehind> {
        let (day, seq) = self.last_survey_code()?;
        let is_it = |leaving: Leaving| (leaving.day, leaving.seq) == (day, seq);
        if self.reading.leaving.is_some_and(is_it) {
            Some(LeftBehind::Undoable)
        } else if self.state.answers().left().any(|left| left == (day, seq)) {
            Some(LeftBehind::Kept)
        } else {
            Some(LeftBehind::Offered)
        }
    }

    fn last_survey_code(&self) -> Option<(Day, Seq)> {
        let serial = self.last_code?.serial;
        (serial.kind == code::Kind::Survey).then_some((serial.day, serial.seq))
    }

    /// The customer left without the receipt.
    pub(super) fn leave_receipt(&mut self) -> Result<(), Refusal> {
        let code = self.last_survey_code();
        let code = code.filter(|_| self.left_behind() == Some(LeftBehind::Offered));
        let (day, seq) = code.ok_or(Refusal::NoReceipt)?;
        self.reading.leaving = Some(Leaving {
            day,
            seq,
            since: self.now.instant,
        });
        Ok(())
    }

    /// The customer came back for it.
    pub(super) fn keep_receipt(&mut self) -> Result<(), Refusal> {
        let leaving = self.reading.leaving.take();
        leaving.map(drop).ok_or(Refusal::NoReceipt)
    }

    /// It cannot be taken back any more.
    fn settle_leaving(&mut self) {
        if let Some(Leaving { day, seq, .. }) = self.reading.leaving.take() {
            self.append(Event::ReceiptLeft { day, seq });
            self.is_shown = false;
        }
    }

    /// What passes with time.
    pub(super) fn mind_reading(&mut self) {
        let now = self.now.instant;
        if self.leaving_ends().is_some_and(|end| now >= end) {
            self.settle_leaving();
        }
        if self.reading_ends().is_some_and(|end| now >= end) {
            self.put_answer_away();
            self.is_shown = false;
        }
    }

    /// When something of that is over.
    pub(super) fn reading_is_due(&self) -> Option<Instant> {
        let ends = self.leaving_ends().into_iter();
        ends.chain(self.reading_ends()).min()
    }

    fn leaving_ends(&self) -> Option<Instant> {
        self.reading.leaving.map(|leaving| leaving.since + UNDO)
    }

    fn reading_ends(&self) -> Option<Instant> {
        let shown = self.reading.shown.as_ref();
        shown.map(|(_, since)| *since + READ_FOR)
    }
}
