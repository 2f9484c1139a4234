//! The thank-you for an answer: a customer shows its code, the sale in progress is paid, and it is
//! handed over; or the cashier is told what to say instead.
//!
//! A code that is noted for a sale is no event: only what was handed over is. A sale that is voided
//! afterwards does not take it back.

use super::{Counter, RewardSetup};
use crate::domain::code::{self, Code, Kind, Serial, Till, verify};
use crate::domain::document::Facts;
use crate::domain::event::Event;
use crate::engine::api::{Refusal, RewardCard, RewardOffer, RewardWord};
use std::time::{Duration, Instant};

/// What passes with the process.
#[derive(Debug)]
pub(super) struct Rewards {
    setup: Option<RewardSetup>,
    /// The code that is noted for the sale in progress.
    noted: Option<Noted>,
    /// What else is to be said; it stands before what is noted.
    said: Option<Said>,
}

#[derive(Debug, Clone, Copy)]
struct Noted {
    serial: Serial,
    since: Instant,
    card: u64,
}

#[derive(Debug, Clone, Copy)]
struct Said {
    word: RewardWord,
    /// Since when it can be read.
    since: Instant,
    card: u64,
}

/// Whose sale is not paid by then is gone.
const NOTED_FOR: Duration = Duration::from_mins(15);

/// A word that nobody closes goes by itself, so that it does not meet the customer after next.
const SAID_FOR: Duration = Duration::from_mins(2);

impl Rewards {
    pub(super) fn new(setup: Option<RewardSetup>) -> Self {
        Self {
            setup,
            noted: None,
            said: None,
        }
    }

    /// What is given, if anything is.
    pub(super) fn offer(&self) -> Option<&RewardOffer> {
        self.setup.as_ref().map(|setup| &setup.offer)
    }
}

impl Counter {
    /// What is to be said of a code now.
    pub(super) fn reward_card(&self) -> Option<RewardCard> {
        let Rewards { noted, said, .. } = &self.rewards;
        let said = said.map(|said| (said.card, said.word));
        let noted = noted.map(|noted| (noted.card, RewardWord::Noted));
        let (id, word) = said.or(noted)?;
        Some(RewardCard { id, word })
    }

    /// A customer shows this code.
    pub(super) fn show_code(&mut self, code: Code) {
        match self.judge_code(code) {
            Ok(serial) => self.note_code(serial),
            Err(word) => self.say_of_code(word),
        }
    }

    /// Tells the cashier something, until it is closed or long past.
    pub(super) fn say_of_code(&mut self, word: RewardWord) {
        self.notes += 1;
        self.rewards.said = Some(Said {
            word,
            since: self.now.instant,
            card: self.notes,
        });
    }

    /// The code as a thank-you that can be given here today, or why it cannot.
    fn judge_code(&self, code: Code) -> Result<Serial, RewardWord> {
        let setup = self.rewards.setup.as_ref();
        let setup = setup.ok_or(RewardWord::NothingHere)?;
        if setup.keys.iter().all(|key| key.slot() != code.slot()) {
            return Err(RewardWord::OtherStore);
        }
        let today = self.today();
        let serial = verify(code, &setup.keys, today).map_err(|refusal| match refusal {
            code::Refusal::Forged => RewardWord::Unknown,
            code::Refusal::Expired { .. } => RewardWord::TooOld,
        })?;
        match serial.kind {
            Kind::Survey => return Err(RewardWord::Survey),
            // Only where answers arrive rewards are made, so that day and number are enough to know
            // one by.
            Kind::Reward if serial.till == Till::MAX => {}
            Kind::Reward | Kind::MakeGood | Kind::Case => return Err(RewardWord::Unknown),
        }
        let Serial { day, seq, .. } = serial;
        let known = self.state.answers();
        if known.is_spent(day, seq) {
            Err(RewardWord::Used)
        } else if day >= today {
            Err(RewardWord::Tomorrow)
        } else if self.is_day_full() {
            Err(RewardWord::DayIsFull)
        } else {
            Ok(serial)
        }
    }

    fn is_day_full(&self) -> bool {
        let cap = self.rewards.setup.as_ref().map_or(0, |setup| setup.cap);
        let given = self.state.answers().spent_since(self.now.day_began);
        given >= usize::from(cap)
    }

    fn note_code(&mut self, serial: Serial) {
        match self.rewards.noted {
            Some(noted) if noted.serial == serial => self.rewards.said = None,
            Some(_) => self.say_of_code(RewardWord::OnePerSale),
            None => {
                self.notes += 1;
                self.rewards.said = None;
                self.rewards.noted = Some(Noted {
                    serial,
                    since: self.now.instant,
                    card: self.notes,
                });
            }
        }
    }

    /// The code that is noted is good for another sale.
    pub(super) fn let_code_go(&mut self) {
        self.rewards.noted = None;
    }

    /// A receipt came that is no copy: it earns what is noted for it, or the cashier learns why not.
    pub(super) fn sale_may_earn(&mut self, facts: &Facts) {
        // What was said belongs to the customer before.
        self.rewards.said = None;
        let Some(noted) = self.rewards.noted.take() else {
            return;
        };
        let word = self.earned(facts);
        if word == RewardWord::HandOver {
            let Serial { day, seq, .. } = noted.serial;
            self.append(Event::RewardRedeemed { day, seq });
            self.thanks_are_given();
        }
        self.say_of_code(word);
    }

    fn earned(&self, facts: &Facts) -> RewardWord {
        let Some(offer) = self.rewards.offer() else {
            return RewardWord::NothingHere;
        };
        let is_paid = !facts.void && !facts.refund;
        let total = facts
            .total_minor
            .filter(|_| is_paid && facts.currency == Some(offer.currency));
        match total {
            None => RewardWord::NotPaid,
            Some(total) if total < offer.minimum_minor.max(1) => RewardWord::TooSmall,
            // The day may have begun, or another code may have been taken, since it was noted.
            Some(_) if self.is_day_full() => RewardWord::DayIsFull,
            Some(_) => RewardWord::HandOver,
        }
    }

    /// The cashier has read the card, or the customer wants to keep the code.
    pub(super) fn close_card(&mut self, card: u64) -> Result<(), Refusal> {
        let shown = self.reward_card().filter(|shown| shown.id == card);
        shown.ok_or(Refusal::NoSuchCard)?;
        if self.rewards.said.take().is_none() {
            self.rewards.noted = None;
        }
        Ok(())
    }

    /// What is noted or said passes; what a note about a payment hides is still to be said.
    pub(super) fn mind_rewards(&mut self) {
        let now = self.now.instant;
        let is_hidden = self.payment_note().is_some();
        let Rewards { noted, said, .. } = &mut self.rewards;
        if let Some(said) = said.as_mut().filter(|_| is_hidden) {
            said.since = now;
        }
        let old_said = said.take_if(|said| now >= said.since + SAID_FOR);
        let old_noted = noted.take_if(|noted| now >= noted.since + NOTED_FOR);
        if old_said.is_some() || old_noted.is_some() {
            self.is_shown = false;
        }
    }

    /// When something of that is over.
    pub(super) fn reward_is_due(&self) -> Option<Instant> {
        let Rewards { noted, said, .. } = &self.rewards;
        let said = said.map(|said| said.since + SAID_FOR);
        let noted = noted.map(|noted| noted.since + NOTED_FOR);
        said.into_iter().chain(noted).min()
    }
}
