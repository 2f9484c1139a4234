//! A payment that does not go through: the note for the cashier, from the first word of it until the
//! customer has paid, the basket is kept, or nobody is left.
//!
//! Who says so is trusted in this order: a touch of the cashier, the till software, the text of a
//! slip. What is wrong is known in here and in the view, and reaches no event.

use super::Counter;
use crate::domain::decline::{Care, Step};
use crate::domain::document::{Facts, Kind, Outcome, Tender};
use crate::domain::event::Event;
use crate::engine::api::{PaymentNote, PaymentWord, Prompt, Refusal};
use std::time::{Duration, Instant};

/// Who said that a payment did not go through; what is said later counts more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// The text of a card slip.
    Slip,
    /// The till software.
    Till,
    /// The cashier.
    Touch,
}

/// What was said of a payment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) care: Care,
    pub(super) source: Source,
    /// It calls itself a copy.
    pub(super) is_copy: bool,
}

/// A payment that has not gone through yet.
#[derive(Debug, Clone)]
pub(super) struct Trouble {
    since: Instant,
    /// When somebody last said something or did a step.
    pub(super) last_sign: Instant,
    /// When somebody last said that it did not go through.
    last_word: Instant,
    care: Care,
    source: Source,
    /// What the cashier does about it now.
    taken: Option<Step>,
    /// What was done at last, also when it did not help.
    last_step: Option<Step>,
    /// The number of the note on the screen; absent once the cashier has closed it.
    note: Option<u64>,
    /// The journal knows of it. A stopped payment, and a note that was only opened, are worth no
    /// event until something follows from them.
    is_kept: bool,
}

/// What another slip, or another voice, says within this time is said of the same attempt.
const SAME_ATTEMPT: Duration = Duration::from_secs(30);

impl Counter {
    /// What the cashier is to be told now.
    pub(super) fn prompt(&self) -> Option<Prompt> {
        self.payment_note()
            .map(Prompt::Payment)
            .or_else(|| self.reward_card().map(Prompt::Reward))
            .or_else(|| self.gift_card().map(Prompt::Gift))
    }

    /// The note of a payment that does not go through, if it is on the screen.
    pub(super) fn payment_note(&self) -> Option<PaymentNote> {
        let trouble = self.trouble.as_ref()?;
        Some(PaymentNote {
            id: trouble.note?,
            care: trouble.care,
            taken: trouble.taken,
        })
    }

    /// What the paper says: only what was read for sure, and never of money that goes back.
    pub(super) fn payment_on_paper(&mut self, facts: &Facts, trusted: bool) {
        let is_receipt = facts.kind == Some(Kind::Sale) && !facts.copy;
        if is_receipt && facts.void {
            self.lose_payment();
            return;
        }
        let is_paid = is_receipt && !facts.refund;
        let is_slip = facts.outcome == Some(Outcome::Approved) && !facts.refund;
        match facts.outcome.and_then(|outcome| care(outcome, facts.care)) {
            Some(care) if trusted && !facts.refund => self.hear(Word {
                care,
                source: Source::Slip,
                is_copy: facts.copy,
            }),
            None if is_paid || is_slip => self.settle_payment(facts.tender.filter(|_| is_paid)),
            _ => {}
        }
    }

    /// What the till software says.
    pub(super) fn payment_told(&mut self, word: &PaymentWord) {
        match word.care() {
            Some(care) => self.hear(Word {
                care,
                source: Source::Till,
                is_copy: false,
            }),
            None => self.settle_payment(None),
        }
    }

    /// The cashier wants the sentence: the one for what is known, if anything is.
    pub(super) fn open_note(&mut self) {
        let now = self.now.instant;
        let opened = Word {
            care: Care::OtherWay,
            source: Source::Touch,
            is_copy: false,
        };
        let trouble = self
            .trouble
            .get_or_insert_with(|| Trouble::new(opened, now));
        trouble.source = Source::Touch;
        trouble.last_sign = now;
        self.show_note();
    }

    fn hear(&mut self, word: Word) {
        let now = self.now.instant;
        let is_new = match &mut self.trouble {
            Some(trouble) => trouble.takes(word, now),
            none => {
                *none = Some(Trouble::new(word, now));
                true
            }
        };
        if is_new {
            self.show_note();
        }
        // A stopped payment is followed by another try, as a rule, and is nobody's trouble.
        if word.care != Care::Stopped {
            self.keep_trouble();
        }
    }

    /// Shows the note, under the number that it has or else a new one.
    fn show_note(&mut self) {
        if let Some(trouble) = self
            .trouble
            .as_mut()
            .filter(|trouble| trouble.note.is_none())
        {
            self.notes += 1;
            trouble.note = Some(self.notes);
        }
    }

    /// Tells the journal that there was trouble, once.
    fn keep_trouble(&mut self) {
        let trouble = self.trouble.as_mut();
        if trouble.is_some_and(|trouble| !std::mem::replace(&mut trouble.is_kept, true)) {
            self.append(Event::PaymentTroubled);
        }
    }

    fn shown_note(&mut self, note: u64) -> Result<&mut Trouble, Refusal> {
        let shown = self.trouble.as_mut();
        shown
            .filter(|trouble| trouble.note == Some(note))
            .ok_or(Refusal::NoSuchNote)
    }

    /// The cashier goes this way; on the screen it stays until it has helped.
    pub(super) fn take_step(&mut self, note: u64, step: Step) -> Result<(), Refusal> {
        let now = self.now.instant;
        let trouble = self.shown_note(note)?;
        if !trouble.care.steps().contains(&step) {
            return Err(Refusal::NoSuchStep);
        }
        trouble.last_sign = now;
        match step {
            Step::Hold => return self.hold_basket(),
            Step::NotPaid => {
                (trouble.care, trouble.taken) = (Care::Stopped, None);
                trouble.last_step = Some(step);
            }
            Step::Paid => trouble.last_step = Some(step),
            _ => (trouble.taken, trouble.last_step) = (Some(step), Some(step)),
        }
        self.keep_trouble();
        if step == Step::Paid {
            self.settle_payment(None);
        }
        Ok(())
    }

    /// The cashier does not need the note any more. One that was only opened was never there.
    pub(super) fn close_note(&mut self, note: u64) -> Result<(), Refusal> {
        let trouble = self.shown_note(note)?;
        trouble.note = None;
        self.trouble.take_if(|trouble| !trouble.is_kept);
        Ok(())
    }

    /// Somebody has paid.
    pub(super) fn settle_payment(&mut self, tender: Option<Tender>) {
        if self.trouble.as_ref().map(|trouble| trouble.source) == Some(Source::Touch) {
            self.keep_trouble();
        }
        // Stopped and paid at once: nothing happened that would be worth a figure.
        if let Some(trouble) = self.trouble.take().filter(|trouble| trouble.is_kept) {
            let by = trouble.settled_by(tender);
            let after_ms = self.ms_since(trouble.since);
            self.append(Event::PaymentSettled { after_ms, by });
        }
    }

    /// Nobody has paid, and nobody will.
    pub(super) fn lose_payment(&mut self) {
        if let Some(trouble) = self.trouble.take().filter(|trouble| trouble.is_kept) {
            let after_ms = self.ms_since(trouble.since);
            self.append(Event::PaymentLost { after_ms });
        }
    }

    /// The customer comes back later; how long after the trouble that is, if there was any.
    pub(super) fn put_off_payment(&mut self) -> Option<u32> {
        self.keep_trouble();
        let trouble = self.trouble.take()?;
        Some(self.ms_since(trouble.since))
    }
}

impl Trouble {
    fn new(word: Word, now: Instant) -> Self {
        Self {
            since: now,
            last_sign: now,
            last_word: now,
            care: word.care,
            source: word.source,
            taken: None,
            last_step: None,
            note: None,
            is_kept: false,
        }
    }

    /// Takes in what was said now, if it says more than what is known of the same attempt. What must
    /// not be run again counts whoever says it.
    fn takes(&mut self, word: Word, now: Instant) -> bool {
        let is_same = now < self.last_word + SAME_ATTEMPT;
        (self.last_word, self.last_sign) = (now, now);
        let is_known = word.source < self.source || self.note.is_none();
        let is_warning = word.care == Care::Unknown && self.care != Care::Unknown;
        if is_same && (word.is_copy || (self.taken.is_none() && is_known && !is_warning)) {
            return false;
        }
        self.care = word.care.after(self.taken.take());
        self.source = word.source;
        true
    }

    /// What the receipt shows counts more than what was meant to be done.
    fn settled_by(&self, tender: Option<Tender>) -> Option<Step> {
        match tender {
            Some(Tender::Cash) => Some(Step::Cash),
            Some(Tender::Card) if self.last_step == Some(Step::Cash) => None,
            _ => self.last_step,
        }
    }
}

/// What the outcome of a payment comes to; nothing where it went through.
fn care(outcome: Outcome, said: Option<Care>) -> Option<Care> {
    match outcome {
        Outcome::Approved => None,
        Outcome::Declined => Some(said.unwrap_or(Care::OtherWay)),
        Outcome::Cancelled => Some(Care::Stopped),
        Outcome::Unknown => Some(Care::Unknown),
    }
}

impl PaymentWord {
    /// What it comes to; nothing where the payment went through. A code only says more about a
    /// conclusive "no"; alone it speaks for itself.
    pub(super) fn care(&self) -> Option<Care> {
        let said = self
            .code
            .as_ref()
            .and_then(crate::domain::decline::Told::care);
        match self.outcome {
            Some(outcome) => care(outcome, said),
            None => said,
        }
    }
}
