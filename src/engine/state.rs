//! What a counter remembers: a fold over its journal.
//!
//! No time zone, no clock and nothing of the moment, so that replaying the same events always gives
//! the same state. What passes with the process lives in [`super::counter`].

use super::answers::Known;
use super::given::Given;
use crate::domain::basket::Baskets;
use crate::domain::case::{CaseChange, CaseId, Cases};
use crate::domain::document::Kind;
use crate::domain::event::{Device, Entry, Event};
use crate::domain::time::{Quarter, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The counter's memory after some event of its journal.
///
/// Checkpoints hold it as JSON: a field may be added with a default that suits old checkpoints.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Customers served in the quarter-hours around the last event, at most [`KEPT_QUARTERS`].
    served: BTreeMap<Quarter, u32>,
    away: BTreeSet<Device>,
    /// When each of them went away, as far as a checkpoint of today's form knows.
    away_since: BTreeMap<Device, Timestamp>,
    /// When the till's last report came; not a copy, and one that was read in step.
    last_report: Option<Timestamp>,
    events_lost: u64,
    /// Fingerprints of the last messages of the till software, at most [`KEPT_MESSAGES`].
    told: VecDeque<u64>,
    baskets: Baskets,
    cases: Cases,
    answers: Known,
    given: Given,
}

/// A busy till's sales of more than a day: it does not retry for longer.
const KEPT_MESSAGES: usize = 2048;

/// More than five days: a day in any time zone is whole, and what is told two days late is still
/// farther from the oldest of them than from the newest.
const KEPT_QUARTERS: usize = 512;

impl State {
    /// Customers served since `from`.
    pub fn served_since(&self, from: Timestamp) -> u32 {
        let quarters = self.served.range(from.quarter()..);
        quarters.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// Whether this device went away and has not come back.
    pub fn is_away(&self, device: Device) -> bool {
        self.away.contains(&device)
    }

    /// Since when this device is away, where it is and that is known.
    pub fn away_since(&self, device: Device) -> Option<Timestamp> {
        self.away_since.get(&device).copied()
    }

    /// When the till printed its last report.
    pub fn last_report(&self) -> Option<Timestamp> {
        self.last_report
    }

    /// Events that never reached the journal.
    pub fn events_lost(&self) -> u64 {
        self.events_lost
    }

    /// Whether what a message with this fingerprint led to is in here.
    pub fn was_told(&self, key: u64) -> bool {
        self.told.contains(&key)
    }

    /// The baskets that are kept.
    pub fn baskets(&self) -> &Baskets {
        &self.baskets
    }

    /// The cases that are open, and the last ones that are over.
    pub fn cases(&self) -> &Cases {
        &self.cases
    }

    /// What is known of customers' answers and rewards.
    pub fn answers(&self) -> &Known {
        &self.answers
    }

    /// What is known of gifts, and of sales that may still change.
    pub fn given(&self) -> &Given {
        &self.given
    }

    /// Takes in the next event.
    pub fn apply(&mut self, entry: &Entry) {
        match entry.event {
            Event::DocumentEnded(document) if document.serves() => self.serve(entry.at.quarter()),
            Event::DocumentEnded(document)
                if document.kind == Kind::Report && document.trusted && !document.copy =>
            {
                self.last_report = Some(entry.at);
            }
            Event::DeviceLost { device } => {
                self.away.insert(device);
                self.away_since.entry(device).or_insert(entry.at);
            }
            Event::DeviceFound { device } => {
                self.away.remove(&device);
                self.away_since.remove(&device);
            }
            Event::EventsLost { count } => {
                self.events_lost = self.events_lost.saturating_add(count);
            }
            Event::TillTold { key } => {
                self.told.truncate(KEPT_MESSAGES - 1);
                self.told.push_front(key);
            }
            Event::BasketHeld { token, .. } => self.baskets.hold(token, entry.at),
            Event::BasketReleased { token, .. } => self.baskets.release(token),
            Event::SurveyAnswered(_)
            | Event::SurveyOpened { .. }
            | Event::CodesGuessed { .. }
            | Event::ReceiptLeft { .. }
            | Event::RewardRedeemed { .. }
            | Event::RewardDoubled { .. } => self.answers.apply(entry),
            Event::Loyalty(ref loyalty) => self.given.apply(entry.at, loyalty),
            Event::CaseChanged { id, change } => self.change_case(id, &change, entry.at),
            Event::DocumentEnded(_)
            | Event::SaleVoided { .. }
            | Event::ServingBegan
            | Event::CodePrinted(_)
            | Event::PaymentTroubled
            | Event::PaymentSettled { .. }
            | Event::PaymentLost { .. }
            | Event::QueueCorrected { .. }
            | Event::QueueObserved(_)
            | Event::ColleagueCalled { .. }
            | Event::CallAnswered { .. }
            | Event::LoyaltyElsewhere(_) => {}
        }
    }

    fn change_case(&mut self, id: CaseId, change: &CaseChange, at: Timestamp) {
        if let CaseChange::Opened {
            token: Some(token), ..
        } = *change
        {
            self.baskets.becomes_case(token, id);
        }
        self.cases.apply(id, change, at);
    }

    fn serve(&mut self, quarter: Quarter) {
        let count = self.served.entry(quarter).or_default();
        *count = count.saturating_add(1);
        if self.served.len() > KEPT_QUARTERS {
            // The one farthest from now, so that a clock that was wrong once costs nothing for long.
            let distance = |other: &&Quarter| other.0.abs_diff(quarter.0);
            if let Some(far) = self.served.keys().max_by_key(distance).copied() {
                self.served.remove(&far);
            }
        }
    }
}
